// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Events.h"
#include "models/fleet/HubTable.h"
#include "models/fleet/Journal.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <limits>

using namespace rehome;
using namespace rehome::fleet;

class EventsTest : public QObject
{
    Q_OBJECT
private slots:
    void everyKindHasItsWord();
    void logDropsTheOldestAndCounts();
    void oneBatchMayExceedTheLog();
    void journalRoundTrips();
    void journalCutsAtABlob();
    void journalRefusesDamage_data();
    void journalRefusesDamage();
    void shortNames_data();
    void shortNames();
};

void EventsTest::everyKindHasItsWord()
{
    for (int i = 0; i <= static_cast<int>(EventKind::GapBetweenPolls); ++i) {
        const auto kind = static_cast<EventKind>(i);
        const std::optional<EventKind> back = eventFromKey(eventKey(kind));
        QVERIFY(back.has_value());
        QCOMPARE(*back, kind);
    }
    QVERIFY(!eventFromKey(u"teleported"));
}

void EventsTest::logDropsTheOldestAndCounts()
{
    EventLog log(3);
    const auto event = [](qint64 time) {
        ObservedEvent made;
        made.timeMs = time;
        return made;
    };
    const std::vector<ObservedEvent> first{event(1), event(2)}, second{event(3), event(4)};
    QCOMPARE(log.append(first), 0);
    QCOMPARE(log.append(second), 1);
    QCOMPARE(log.size(), 3);
    QCOMPARE(log.at(0).timeMs, 2);
    QCOMPARE(log.dropped(), 1u);
    QCOMPARE(log.firstNumber(), 1u);
}

void EventsTest::oneBatchMayExceedTheLog()
{
    EventLog log(2);
    const std::vector<ObservedEvent> events(5);
    QCOMPARE(log.append(events), 3);
    QCOMPARE(log.size(), 2);
    QCOMPARE(log.dropped(), 3u);
}

void EventsTest::journalRoundTrips()
{
    std::vector<JournalRecord> records;
    for (int i = 0; i < JournalBlobRecords; ++i) {
        JournalRecord record;
        record.timeMs = 1'700'000'000'000 + i;
        record.row = static_cast<RowId>(i * 7);
        record.table = i % 2 ? JournalTable::Devices : JournalTable::Enrollments;
        record.field = static_cast<quint8>(i % 256);
        record.before = i % 3 ? -i : std::numeric_limits<qint64>::min();
        record.after = i % 5 ? i : std::numeric_limits<qint64>::max();
        records.push_back(record);
    }
    const QByteArray blob = encodeJournal(records);
    QCOMPARE(blob.size(), 12 + 32 * JournalBlobRecords);
    const auto back = decodeJournal(blob);
    QVERIFY(back.has_value());
    QVERIFY(*back == records);
    const auto none = decodeJournal(encodeJournal({}));
    QVERIFY(none.has_value() && none->empty());
}

void EventsTest::journalCutsAtABlob()
{
    const std::vector<JournalRecord> records(JournalBlobRecords + 1);
    QCOMPARE(decodeJournal(encodeJournal(records))->size(), size_t{JournalBlobRecords});
}

void EventsTest::journalRefusesDamage_data()
{
    QTest::addColumn<QByteArray>("blob");
    const std::vector<JournalRecord> records(3, JournalRecord{5, 6, JournalTable::Devices, 4, 1, 2});
    const QByteArray good = encodeJournal(records);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("header only") << good.first(12);
    QTest::newRow("cut") << good.chopped(1);
    QTest::newRow("longer") << good + 'x';
    QByteArray flipped = good;
    flipped[20] = static_cast<char>(flipped[20] ^ 1);
    QTest::newRow("one bit") << flipped;
    QByteArray other = good;
    other[3] = '2';
    QTest::newRow("another version") << other;
    QByteArray many = good;
    many[7] = '\x7f';
    QTest::newRow("absurd count") << many;
}

void EventsTest::journalRefusesDamage()
{
    QFETCH(QByteArray, blob);
    const auto records = decodeJournal(blob);
    QVERIFY(!records.has_value());
    QCOMPARE(records.error().kind, ErrorKind::Storage);
    QVERIFY(!records.error().message.isEmpty());
}

void EventsTest::shortNames_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("shown");
    QTest::newRow("azure") << QStringLiteral("hub-weu-01.azure-devices.net") << QStringLiteral("hub-weu-01");
    QTest::newRow("plain") << QStringLiteral("hub") << QStringLiteral("hub");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("address") << QStringLiteral("127.0.0.1") << QStringLiteral("127.0.0.1");
    QTest::newRow("digit first") << QStringLiteral("4hub1.azure-devices.net") << QStringLiteral("4hub1");
}

void EventsTest::shortNames()
{
    QFETCH(QString, host);
    QTEST(shortHubName(host), "shown");
}

REHOME_TEST(EventsTest);
#include "EventsTest.moc"
