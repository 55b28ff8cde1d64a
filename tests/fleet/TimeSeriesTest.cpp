// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/TimeSeries.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::fleet;
using rehome::domain::Substatus;

namespace {
constexpr auto Records = SeriesSource::ObservedRecords;
constexpr auto Reports = SeriesSource::DeviceReports;
constexpr qint64 T0 = 1'700'000'000'000; // 800 s into its hour
} // namespace

class TimeSeriesTest : public QObject
{
    Q_OBJECT
private slots:
    void countsPerSecond();
    void unwatchedSecondIsAGap();
    void watchedSecondWithoutCountIsZero();
    void minutesAndHoursAdd();
    void openUntilPolled();
    void sourcesAreApart();
    void publishedViewStaysAsItWas();
    void keepsADay();
    void wrongClockIsCountedApart();
    void outcomesOfEvents_data();
    void outcomesOfEvents();
    void emptySeriesIsAllGap();
};

void TimeSeriesTest::countsPerSecond()
{
    TimeSeriesWriter writer;
    writer.add(Records, Outcome::Migrated, T0 + 100);
    writer.add(Records, Outcome::Migrated, T0 + 900, 4);
    writer.add(Records, Outcome::Migrated, T0 + 1000);
    const TimeSeries &series = writer.current();
    QCOMPARE(series.at(Records, Outcome::Migrated, T0 / 1000), std::optional<quint32>(5));
    QCOMPARE(series.at(Records, Outcome::Migrated, T0 / 1000 + 1), std::optional<quint32>(1));
    QCOMPARE(series.at(Records, Outcome::Reset, T0 / 1000), std::optional<quint32>(0)); // that second was watched
    QCOMPARE(series.sum(Records, Outcome::Migrated, T0, T0 + 2000), 6u);
    QCOMPARE(series.newestSecond(), T0 / 1000 + 1);
}

void TimeSeriesTest::unwatchedSecondIsAGap()
{
    TimeSeriesWriter writer;
    writer.add(Records, Outcome::Failed, T0);
    writer.add(Records, Outcome::Failed, T0 + 3000);
    QCOMPARE(writer.current().at(Records, Outcome::Failed, T0 / 1000 + 1), std::nullopt);
    const auto samples = writer.current().samples(Records, Outcome::Failed, T0, T0 + 4000, 1);
    QCOMPARE(samples.size(), size_t{4});
    QVERIFY(!samples[0].gap && samples[1].gap && samples[2].gap && !samples[3].gap);
    QCOMPARE(samples[3].startMs, T0 + 3000);
}

void TimeSeriesTest::watchedSecondWithoutCountIsZero()
{
    TimeSeriesWriter writer;
    writer.cover(Records, T0, T0 + 5000);
    QCOMPARE(writer.current().at(Records, Outcome::Failed, T0 / 1000 + 4), std::optional<quint32>(0));
    QCOMPARE(writer.current().at(Records, Outcome::Failed, T0 / 1000 + 5), std::nullopt);
    QCOMPARE(writer.current().coveredSeconds(Records, T0 - 5000, T0 + 60'000), 5);
}

void TimeSeriesTest::minutesAndHoursAdd()
{
    TimeSeriesWriter writer;
    const qint64 hour = T0 / 3'600'000 * 3'600'000;
    for (int second = 0; second < 7200; ++second)
        writer.add(Reports, Outcome::Unchanged, hour + second * 1000, 2);
    const auto minutes = writer.current().samples(Reports, Outcome::Unchanged, hour, hour + 7'200'000, 60);
    QCOMPARE(minutes.size(), size_t{120});
    QVERIFY(std::all_of(minutes.begin(), minutes.end(),
                        [](const SeriesSample &sample) { return sample.count == 120 && !sample.gap; }));
    const auto hours = writer.current().samples(Reports, Outcome::Unchanged, hour + 1, hour + 7'200'000, 3600);
    QCOMPARE(hours.size(), size_t{2});
    QCOMPARE(hours[0].startMs, hour);
    QCOMPARE(hours[1].count, 7200u);
    QCOMPARE(writer.current().sum(Reports, hour, hour + 7'200'000), 14'400u);
}

void TimeSeriesTest::openUntilPolled()
{
    TimeSeriesWriter writer;
    writer.cover(Records, T0, T0 + 10'000);
    writer.setCompleteUntil(Records, T0 + 4000);
    const auto samples = writer.current().samples(Records, Outcome::Reset, T0, T0 + 6000, 1);
    QVERIFY(!samples[3].open);
    QVERIFY(samples[4].open);
    const auto both = writer.current().samples(Records, Outcome::Reset, T0, T0 + 6000, 2);
    QVERIFY(!both[1].open && both[2].open);
}

void TimeSeriesTest::sourcesAreApart()
{
    TimeSeriesWriter writer;
    writer.add(Reports, Outcome::Throttled, T0, 9);
    QCOMPARE(writer.current().at(Records, Outcome::Throttled, T0 / 1000), std::nullopt);
    QCOMPARE(writer.current().sum(Records, T0 - 1000, T0 + 1000), 0u);
}

void TimeSeriesTest::publishedViewStaysAsItWas()
{
    TimeSeriesWriter writer;
    writer.add(Records, Outcome::Migrated, T0);
    const TimeSeriesPtr before = writer.publish();
    writer.add(Records, Outcome::Migrated, T0, 10);
    writer.cover(Records, T0 + 1000, T0 + 2000);
    const TimeSeriesPtr after = writer.publish();
    QCOMPARE(before->at(Records, Outcome::Migrated, T0 / 1000), std::optional<quint32>(1));
    QCOMPARE(before->at(Records, Outcome::Migrated, T0 / 1000 + 1), std::nullopt);
    QCOMPARE(after->at(Records, Outcome::Migrated, T0 / 1000), std::optional<quint32>(11));
    QCOMPARE(after->at(Records, Outcome::Migrated, T0 / 1000 + 1), std::optional<quint32>(0));
}

void TimeSeriesTest::keepsADay()
{
    TimeSeriesWriter writer;
    for (qint64 second = 0; second < 40 * 3600; second += 10)
        writer.add(Records, Outcome::Failed, T0 + second * 1000);
    const qint64 end = T0 + 40 * 3600 * 1000;
    QCOMPARE(writer.current().sum(Records, Outcome::Failed, end - 24 * 3'600'000, end), 24u * 360u);
    QCOMPARE(writer.current().at(Records, Outcome::Failed, T0 / 1000), std::nullopt);
    QVERIFY(writer.current().sum(Records, Outcome::Failed, T0, end) <= 25u * 360u);
    QCOMPARE(writer.current().outOfRange(), 0u);
}

void TimeSeriesTest::wrongClockIsCountedApart()
{
    TimeSeriesWriter writer;
    writer.add(Records, Outcome::Failed, T0);
    writer.add(Records, Outcome::Failed, T0 + 30ll * 24 * 3'600'000); // a server from next month must not wipe the day
    writer.add(Records, Outcome::Failed, T0 - 48ll * 3'600'000);
    writer.add(Records, Outcome::Failed, -1);
    QCOMPARE(writer.current().outOfRange(), 3u);
    QCOMPARE(writer.current().at(Records, Outcome::Failed, T0 / 1000), std::optional<quint32>(1));
    QCOMPARE(writer.current().newestSecond(), T0 / 1000);
}

void TimeSeriesTest::outcomesOfEvents_data()
{
    QTest::addColumn<EventKind>("kind");
    QTest::addColumn<Substatus>("substatus");
    QTest::addColumn<quint32>("from");
    QTest::addColumn<int>("outcome"); // -1: none
    const auto code = [](Outcome outcome) { return static_cast<int>(outcome); };
    QTest::newRow("moved, migrated") << EventKind::Moved << Substatus::DeviceDataMigrated << 1u
                                     << code(Outcome::Migrated);
    QTest::newRow("moved, reset") << EventKind::Moved << Substatus::DeviceDataReset << 1u << code(Outcome::Reset);
    QTest::newRow("first") << EventKind::Assigned << Substatus::InitialAssignment << 0u
                           << code(Outcome::FirstAssignment);
    QTest::newRow("again") << EventKind::Assigned << Substatus::InitialAssignment << 1u << code(Outcome::Unchanged);
    QTest::newRow("reset in place") << EventKind::Reset << Substatus::DeviceDataReset << 1u << code(Outcome::Reset);
    QTest::newRow("failed") << EventKind::Failed << Substatus::None << 1u << code(Outcome::Failed);
    QTest::newRow("disabled") << EventKind::Disabled << Substatus::None << 1u << code(Outcome::Disabled);
    QTest::newRow("assigning") << EventKind::Assigning << Substatus::None << 1u << -1;
    QTest::newRow("first seen migrated") << EventKind::FirstSeen << Substatus::DeviceDataMigrated << 0u
                                         << code(Outcome::Migrated);
    QTest::newRow("first seen unassigned") << EventKind::FirstSeen << Substatus::None << 0u << -1;
    QTest::newRow("enrollment") << EventKind::EnrollmentChanged << Substatus::None << 0u << -1;
}

void TimeSeriesTest::outcomesOfEvents()
{
    QFETCH(EventKind, kind);
    QFETCH(Substatus, substatus);
    QFETCH(quint32, from);
    ObservedEvent event;
    event.kind = kind;
    event.substatus = substatus;
    event.fromHub = from;
    event.timeMs = T0;
    const std::optional<Outcome> outcome = outcomeOf(event);
    QTEST(outcome ? static_cast<int>(*outcome) : -1, "outcome");
    TimeSeriesWriter writer;
    writer.addEvents(std::span(&event, 1));
    QCOMPARE(writer.current().sum(Records, T0, T0 + 1000), outcome ? 1u : 0u);
}

void TimeSeriesTest::emptySeriesIsAllGap()
{
    const TimeSeriesPtr series = TimeSeriesWriter().publish();
    const auto samples = series->samples(Records, Outcome::Failed, T0, T0 + 3000, 1);
    QCOMPARE(samples.size(), size_t{3});
    QVERIFY(std::all_of(samples.begin(), samples.end(),
                        [](const SeriesSample &sample) { return sample.gap && sample.open; }));
    QVERIFY(series->samples(Records, Outcome::Failed, T0, T0, 1).empty());
    QVERIFY(series->samples(Records, Outcome::Failed, T0, T0 + 1000, 0).empty());
}

REHOME_TEST(TimeSeriesTest);
#include "TimeSeriesTest.moc"
