// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/MoveStats.h"
#include "FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <random>

using namespace rehome::fleet;
using namespace rehome::fleet::test;
using rehome::domain::RegistrationStatus;
using rehome::domain::Substatus;

namespace {
ObservedEvent moved(StringId from, StringId to, qint64 time, int waited = -1,
                    Substatus substatus = Substatus::DeviceDataMigrated)
{
    ObservedEvent event;
    event.kind = EventKind::Moved;
    event.fromHub = from;
    event.toHub = to;
    event.timeMs = time;
    event.waitedMs = waited;
    event.substatus = substatus;
    return event;
}
} // namespace

class MoveStatsTest : public QObject
{
    Q_OBJECT
private slots:
    void nothingSeen();
    void flowsCountMovesInTheWindow();
    void rateDividesOnlyByWhatWasWatched();
    void firstAssignmentsComeFromNew();
    void failedAreCounted();
    void oldMovesExpire();
    void randomEventsMatchReference();
    void percentiles_data();
    void percentiles();
    void inFlightLongestFirst();
    void predictorIsAsked();
};

void MoveStatsTest::nothingSeen()
{
    const MoveSummary summary = MoveTracker().summary(T0, 300'000);
    QVERIFY(summary.flows.empty());
    QCOMPARE(summary.medianWaitMs, -1);
    QCOMPARE(summary.lastMoveMs, 0);
}

void MoveStatsTest::flowsCountMovesInTheWindow()
{
    MoveTracker tracker;
    const std::vector<ObservedEvent> events{moved(1, 2, T0 + 1000, 100), moved(1, 2, T0 + 2000, 300),
                                            moved(1, 2, T0 + 3000, -1, Substatus::DeviceDataReset),
                                            moved(2, 1, T0 + 3000, 5000), moved(1, 2, T0 - 600'000, 9)};
    tracker.add(events);
    const MoveSummary summary = tracker.summary(T0 + 60'000, 300'000);
    QCOMPARE(summary.flows.size(), size_t{2});
    const Flow &flow = summary.flows[0];
    QCOMPARE(flow.moved, 3u);
    QCOMPARE(flow.bySubstatus[static_cast<size_t>(Substatus::DeviceDataMigrated)], 2u);
    QCOMPARE(flow.bySubstatus[static_cast<size_t>(Substatus::DeviceDataReset)], 1u);
    QCOMPARE(flow.waited, 2u);
    QCOMPARE(flow.medianWaitMs, 100);
    QCOMPARE(flow.p99WaitMs, 300);
    QCOMPARE(flow.perMinute, 0.6);
    QCOMPARE(summary.moved, 4u);
    QCOMPARE(summary.p99WaitMs, 5000);
    QCOMPARE(summary.lastMoveMs, T0 + 3000);
    QCOMPARE(tracker.waits(1, 2, T0 + 60'000, 300'000), (std::vector<qint32>{100, 300}));
    QVERIFY(tracker.waits(7, 8, T0, 300'000).empty());
}

void MoveStatsTest::rateDividesOnlyByWhatWasWatched()
{
    MoveTracker tracker;
    tracker.setWatchingSince(T0);
    const std::vector<ObservedEvent> events(30, moved(1, 2, T0 + 10'000));
    tracker.add(events);
    QCOMPARE(tracker.summary(T0 + 30'000, 300'000).flows.front().perMinute, 60.0); // 30 in half a minute
}

void MoveStatsTest::firstAssignmentsComeFromNew()
{
    MoveTracker tracker;
    ObservedEvent first = moved(0, 2, T0, -1, Substatus::InitialAssignment);
    first.kind = EventKind::Assigned;
    ObservedEvent again = first;
    again.fromHub = 2; // registered again: no move
    const std::vector<ObservedEvent> events{first, again};
    tracker.add(events);
    const MoveSummary summary = tracker.summary(T0 + 1000, 60'000);
    QCOMPARE(summary.flows.size(), size_t{1});
    QCOMPARE(summary.flows[0].from, 0u);
    QCOMPARE(summary.firstAssignments, 1u);
    QCOMPARE(summary.moved, 0u);
    QCOMPARE(summary.lastMoveMs, 0);
}

void MoveStatsTest::failedAreCounted()
{
    MoveTracker tracker;
    ObservedEvent failed = moved(0, 0, T0);
    failed.kind = EventKind::Failed;
    const std::vector<ObservedEvent> events{failed, failed};
    tracker.add(events);
    QCOMPARE(tracker.summary(T0 + 1000, 60'000).failed, 2u);
    QCOMPARE(tracker.summary(T0 + 100'000, 60'000).failed, 0u);
}

void MoveStatsTest::oldMovesExpire()
{
    MoveTracker tracker(60'000);
    const std::vector<ObservedEvent> old{moved(1, 2, T0)}, young{moved(3, 4, T0 + 120'000)};
    tracker.add(old);
    tracker.add(young);
    const MoveSummary summary = tracker.summary(T0 + 120'000, 1'000'000);
    QCOMPARE(summary.flows.size(), size_t{1});
    QCOMPARE(summary.flows[0].from, 3u);
}

void MoveStatsTest::randomEventsMatchReference()
{
    std::mt19937 random(3);
    MoveTracker tracker;
    std::vector<ObservedEvent> all;
    for (int i = 0; i < 5000; ++i) {
        all.push_back(moved(1 + random() % 4, 5 + random() % 4, T0 + static_cast<qint64>(random() % 600) * 1000,
                            static_cast<int>(random() % 60'000)));
    }
    for (size_t i = 0; i < all.size(); i += 100)
        tracker.add(std::span(all).subspan(i, 100));
    const qint64 now = T0 + 600'000, window = 300'000;
    const MoveSummary summary = tracker.summary(now, window);
    std::map<std::pair<StringId, StringId>, std::vector<qint32>> expected;
    for (const ObservedEvent &event : all) {
        if (event.timeMs > now - window)
            expected[{event.fromHub, event.toHub}].push_back(event.waitedMs);
    }
    QCOMPARE(summary.flows.size(), expected.size());
    for (const Flow &flow : summary.flows) {
        std::vector<qint32> &waits = expected[{flow.from, flow.to}];
        std::sort(waits.begin(), waits.end());
        QCOMPARE(size_t{flow.moved}, waits.size());
        QCOMPARE(flow.medianWaitMs, qint64{waits[(waits.size() + 1) / 2 - 1]});
        QCOMPARE(tracker.waits(flow.from, flow.to, now, window), waits);
    }
}

void MoveStatsTest::percentiles_data()
{
    QTest::addColumn<QList<qint32>>("values");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("none") << QList<qint32>{} << 0.5 << qint64{-1};
    QTest::newRow("one") << QList<qint32>{7} << 0.99 << qint64{7};
    QTest::newRow("median of two") << QList<qint32>{9, 1} << 0.5 << qint64{1};
    QTest::newRow("p99 of four") << QList<qint32>{4, 3, 2, 1} << 0.99 << qint64{4};
    QTest::newRow("all") << QList<qint32>{4, 3, 2, 1} << 1.0 << qint64{4};
    QTest::newRow("lowest") << QList<qint32>{4, 3, 2, 1} << 0.0 << qint64{1};
}

void MoveStatsTest::percentiles()
{
    QFETCH(QList<qint32>, values);
    QFETCH(double, fraction);
    std::vector<qint32> copy(values.begin(), values.end());
    QTEST(percentile(copy, fraction), "expected");
}

void MoveStatsTest::inFlightLongestFirst()
{
    SnapshotBuilder builder;
    Registered{.id = "a", .hub = "h.net"}.put(builder);
    Registered{.id = "a", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 3000, .readAtMs = T0 + 9000}.put(
        builder);
    Registered{.id = "b", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 1000, .readAtMs = T0 + 9000}.put(
        builder);
    Registered{.id = "c", .hub = "h.net"}.put(builder);
    const RowId gone = Registered{.id = "d", .status = RegistrationStatus::Assigning, .updatedMs = T0}.put(builder);
    builder.removeDevice(gone, T0 + 9500);
    const SnapshotPtr fleet = builder.publish().snapshot;
    const std::vector<InFlight> waiting = devicesInFlight(*fleet);
    QCOMPARE(waiting.size(), size_t{2});
    QCOMPARE(fleet->registrationId(waiting[0].device), QStringLiteral("b"));
    QCOMPARE(waiting[0].sourceHub, 0u);
    QCOMPARE(fleet->text(waiting[1].sourceHub), QStringLiteral("h.net"));
    QCOMPARE(waitMs(waiting[1], T0 + 10'000), 7000);
    QCOMPARE(waitMs(waiting[1], T0), 0);
}

void MoveStatsTest::predictorIsAsked()
{
    SnapshotBuilder builder;
    Registered{.id = "a", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 3000}.put(builder);
    const SnapshotPtr fleet = builder.publish().snapshot;
    const auto waiting = devicesInFlight(*fleet, [](const Snapshot &, RowId) { return StringId{77}; });
    QCOMPARE(waiting.front().predictedHub, 77u);
}

REHOME_TEST(MoveStatsTest);
#include "MoveStatsTest.moc"
