// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Registration.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;

class RegistrationTest : public QObject
{
    Q_OBJECT

private slots:
    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("seven digits, as captured")
            << QStringLiteral("2022-08-31T22:02:50.5163352Z") << qint64(1661983370516);
        QTest::newRow("no fraction") << QStringLiteral("2017-11-14T12:34:18Z") << qint64(1510662858000);
        QTest::newRow("one digit") << QStringLiteral("1970-01-01T00:00:00.1Z") << qint64(100);
        QTest::newRow("two digits") << QStringLiteral("1970-01-01T00:00:00.12Z") << qint64(120);
        QTest::newRow("offset zero") << QStringLiteral("1970-01-01T00:00:01+00:00") << qint64(1000);
        QTest::newRow("before 1970") << QStringLiteral("1969-12-31T23:59:59.999Z") << qint64(-1);
        QTest::newRow("leap day") << QStringLiteral("2020-02-29T00:00:00Z") << qint64(1582934400000);
        QTest::newRow("never, in .NET") << QStringLiteral("0001-01-01T00:00:00Z") << qint64(-62135596800000);
        QTest::newRow("no leap day") << QStringLiteral("2021-02-29T00:00:00Z") << qint64(0);
        QTest::newRow("century without") << QStringLiteral("1900-02-29T00:00:00Z") << qint64(0);
        QTest::newRow("eight digits") << QStringLiteral("2022-08-31T22:02:50.51633521Z") << qint64(0);
        QTest::newRow("point without digits") << QStringLiteral("2022-08-31T22:02:50.Z") << qint64(0);
        QTest::newRow("no zone") << QStringLiteral("2022-08-31T22:02:50.5163352") << qint64(0);
        QTest::newRow("other zone") << QStringLiteral("2022-08-31T22:02:50+02:00") << qint64(0);
        QTest::newRow("text behind") << QStringLiteral("2022-08-31T22:02:50Zx") << qint64(0);
        QTest::newRow("hour 24") << QStringLiteral("2022-08-31T24:00:00Z") << qint64(0);
        QTest::newRow("letters") << QStringLiteral("2022-08-3xT22:02:50Z") << qint64(0);
        QTest::newRow("empty") << QString() << qint64(0);
    }
    void readsTimes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        QCOMPARE(utcMsFromText(text), ms);
        const std::string bytes = text.toStdString();
        QCOMPARE(utcMsFromText(std::string_view(bytes)), ms);
    }

    void agreesWithQtOverManyYears()
    {
        // 40,009,999,999 ms is a prime-like step of about 463 days: all months and leap years come up.
        for (qint64 ms = -2'000'000'000'000; ms < 20'000'000'000'000; ms += 40'009'999'999) {
            const QString text = utcTextFromMs(ms);
            QCOMPARE(text.size(), 28);
            QCOMPARE(text.left(23),
                     QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")));
            QCOMPARE(utcMsFromText(text), ms);
        }
    }

    void wordsOfTheProtocolRoundTrip()
    {
        for (int i = 0; i <= int(RegistrationStatus::Disabled); ++i) {
            const auto status = static_cast<RegistrationStatus>(i);
            QCOMPARE(statusFromKey(statusKey(status)), status);
        }
        for (int i = 0; i <= int(Substatus::ReprovisionedToInitialAssignment); ++i) {
            const auto substatus = static_cast<Substatus>(i);
            QCOMPARE(substatusFromKey(substatusKey(substatus)), substatus);
        }
        QCOMPARE(statusKey(RegistrationStatus::Assigning), QStringLiteral("assigning"));
        QCOMPARE(substatusKey(Substatus::DeviceDataMigrated), QStringLiteral("deviceDataMigrated"));
        QVERIFY(!statusFromKey(u"Assigned"));
        QVERIFY(!substatusFromKey(u"moved"));
    }
};

REHOME_TEST(RegistrationTest);
#include "RegistrationTest.moc"
