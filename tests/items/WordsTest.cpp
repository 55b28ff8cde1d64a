// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/Words.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::items;

namespace {
constexpr qint64 Noon = 1'700'049'600'000; // 2023-11-15T12:00:00Z
constexpr qint64 Hour = 3'600'000;
} // namespace

class WordsTest : public QObject
{
    Q_OBJECT
private slots:
    void ago_data();
    void ago();
    void duration_data();
    void duration();
    void iso();
    void everyValueHasAWord();
    void pendingEdits();
};

void WordsTest::ago_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<QString>("text");
    QTest::newRow("future") << qint64{-5000} << QStringLiteral("now");
    QTest::newRow("now") << qint64{1999} << QStringLiteral("now");
    QTest::newRow("seconds") << qint64{12'999} << QStringLiteral("12 s ago");
    QTest::newRow("minutes") << qint64{3 * 60'000 + 5} << QStringLiteral("3 min ago");
    QTest::newRow("almost an hour") << Hour - 1 << QStringLiteral("59 min ago");
    QTest::newRow("an hour") << Hour << QStringLiteral("11:00:00");
    QTest::newRow("midnight") << 12 * Hour << QStringLiteral("00:00:00");
    QTest::newRow("yesterday") << 12 * Hour + 1 << QStringLiteral("14 Nov");
    QTest::newRow("last year") << 365 * 24 * Hour << QStringLiteral("15 Nov 2022");
}

void WordsTest::ago()
{
    QFETCH(qint64, age);
    const TimeText text{Noon, QLocale::c()};
    QTEST(text.ago(Noon - age), "text");
    QVERIFY(text.ago(0).isEmpty());
}

void WordsTest::duration_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("negative") << qint64{-1} << QStringLiteral("0 s");
    QTest::newRow("seconds") << qint64{59'999} << QStringLiteral("59 s");
    QTest::newRow("minutes") << qint64{60'000} << QStringLiteral("1 min");
    QTest::newRow("hours") << 47 * Hour << QStringLiteral("47 h");
    QTest::newRow("days") << 48 * Hour << QStringLiteral("2 d");
}

void WordsTest::duration()
{
    QFETCH(qint64, ms);
    QTEST((TimeText{0, QLocale::c()}.duration(ms)), "text");
}

void WordsTest::iso()
{
    QCOMPARE(TimeText::iso(Noon), QStringLiteral("2023-11-15T12:00:00.000Z"));
    QVERIFY(TimeText::iso(0).isEmpty());
    QCOMPARE((TimeText{0, QLocale(QLocale::German)}.number(1'234'567)), QStringLiteral("1.234.567"));
}

void WordsTest::everyValueHasAWord()
{
    using namespace rehome;
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(fleet::EventKind::GapBetweenPolls); ++i)
        words.insert(eventText(static_cast<fleet::EventKind>(i)));
    QCOMPARE(words.size(), static_cast<int>(fleet::EventKind::GapBetweenPolls) + 1);
    for (int i = 0; i < 6; ++i)
        QVERIFY(!statusText(static_cast<fleet::DeviceStatus>(i)).isEmpty());
    QCOMPARE(statusText(fleet::DeviceStatus::NotRead), notReadText());
    for (int i = 0; i < 4; ++i) {
        QVERIFY(!policyText(static_cast<domain::ReprovisionPolicy>(i)).isEmpty());
        QVERIFY(!attestationText(static_cast<domain::AttestationType>(i)).isEmpty());
        QVERIFY(!substatusText(static_cast<domain::Substatus>(i + 1)).isEmpty());
    }
    for (int i = 0; i < 5; ++i)
        QVERIFY(!allocationText(static_cast<domain::AllocationPolicy>(i)).isEmpty());
    QVERIFY(kindText(domain::EnrollmentKind::Group) != kindText(domain::EnrollmentKind::Individual));
    QVERIFY(provisioningText(domain::ProvisioningStatus::Enabled) !=
            provisioningText(domain::ProvisioningStatus::Disabled));
}

void WordsTest::pendingEdits()
{
    using rehome::domain::ReprovisionPolicy;
    QCOMPARE(pendingText(rehome::fleet::policyField(ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)),
             QStringLiteral("Policy: not set → migrate"));
    QCOMPARE(pendingText({QStringLiteral("provisioningStatus"), QStringLiteral("disabled"), QStringLiteral("enabled")}),
             QStringLiteral("Provisioning: disabled → enabled"));
    QCOMPARE(pendingText({QStringLiteral("allocationPolicy"), QStringLiteral("hashed"), QStringLiteral("static")}),
             QStringLiteral("Allocation: hashed → static"));
}

REHOME_TEST(WordsTest);
#include "WordsTest.moc"
