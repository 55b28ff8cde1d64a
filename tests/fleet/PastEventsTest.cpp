// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PastEvents.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::fleet;

class PastEventsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eventsRoundTrip();
    void damageIsRefused_data();
    void damageIsRefused();
    void gapsReachToTheirEnd();

private:
    static std::vector<StoredEvent> some(int count);
};

std::vector<StoredEvent> PastEventsTest::some(int count)
{
    std::vector<StoredEvent> events;
    for (int i = 0; i < count; ++i) {
        StoredEvent event;
        event.timeMs = 1'700'000'000'000 + i;
        event.observedMs = event.timeMs + 900;
        event.device = quint32(i) + 7;
        event.enrollment = 3;
        event.fromHub = 1;
        event.toHub = 0xffffffffu;
        event.text = quint32(i % 5);
        event.errorCode = -i;
        event.waitedMs = i % 2 ? -1 : i;
        event.kind = static_cast<EventKind>(i % (static_cast<int>(EventKind::GapBetweenPolls) + 1));
        event.substatus = static_cast<domain::Substatus>(i % 5);
        event.byProgram = i % 3 == 0;
        event.inGroup = i % 4 == 0;
        event.notRunning = i % 5 == 0;
        events.push_back(event);
    }
    return events;
}

void PastEventsTest::eventsRoundTrip()
{
    const auto events = some(EventBlobRecords + 3);
    const QByteArray blob = encodeEvents(events);
    const auto back = decodeEvents(blob);
    QVERIFY(back.has_value());
    QCOMPARE(back->size(), size_t(EventBlobRecords)); // more is cut by the caller
    QVERIFY(std::equal(back->begin(), back->end(), events.begin()));
    QVERIFY(blob.size() < 48 * EventBlobRecords);
    QVERIFY(decodeEvents(encodeEvents({}))->empty());
}

void PastEventsTest::damageIsRefused_data()
{
    QTest::addColumn<QByteArray>("blob");
    const QByteArray good = encodeEvents(some(40));
    const auto changed = [&good](qsizetype at, char to) {
        QByteArray blob = good;
        blob[at] = to;
        return blob;
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("other magic") << changed(3, '9');
    QTest::newRow("another count") << changed(4, 41);
    QTest::newRow("a count of millions") << changed(7, 1);
    QTest::newRow("checksum") << changed(8, char(good[8] + 1));
    QTest::newRow("a length of gigabytes") << changed(12, char(0x7f));
    QTest::newRow("compressed bytes") << changed(good.size() - 9, char(good[good.size() - 9] ^ 0x55));
    QTest::newRow("cut") << good.chopped(11);
    std::vector<StoredEvent> unknown = some(1);
    unknown[0].kind = static_cast<EventKind>(77);
    QTest::newRow("unknown kind") << encodeEvents(unknown);
}

void PastEventsTest::damageIsRefused()
{
    QFETCH(QByteArray, blob);
    const auto events = decodeEvents(blob);
    QVERIFY(!events.has_value());
    QCOMPARE(events.error().kind, ErrorKind::Storage);
    QVERIFY(!events.error().message.isEmpty());
}

void PastEventsTest::gapsReachToTheirEnd()
{
    StoredEvent event;
    event.timeMs = 10;
    event.observedMs = 90;
    event.kind = EventKind::Moved;
    QCOMPARE(event.untilMs(), 10);
    event.kind = EventKind::GapBetweenPolls;
    QCOMPARE(event.untilMs(), 90);
}

REHOME_TEST(PastEventsTest);
#include "PastEventsTest.moc"
