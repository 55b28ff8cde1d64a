// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateData.h"

#include "tests/support/TestRegistry.h"
#include "ui/rate/RateColumns.h"

#include <QtTest/QtTest>
#include <cmath>

using namespace rehome;
using namespace rehome::ui;
using fleet::Outcome;
using fleet::SeriesSource;

namespace {
constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 start = 1'700'000'040'000; // a whole minute

const QVector<double> &of(const RateData &data, Outcome outcome)
{
    return data.observed[std::size_t(outcome)];
}
} // namespace

class RateDataTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gapsStayGaps();
    void watchedSecondsWithoutEventsAreZero();
    void minuteSumsLookBackSixtySeconds();
    void stepsKeepTheUnit();
    void reportsAreTheirOwnSource();
    void stackedAddsFromTheBottomUp();
    void openTailIsNamed();
    void columnsLoseNoPeak();
    void columnsStandStillWhileTimeGoesOn();
    void columnsOfAZoomAreThePoints();
};

void RateDataTest::gapsStayGaps()
{
    fleet::TimeSeriesWriter writer;
    writer.cover(SeriesSource::ObservedRecords, start, start + 20 * second);
    writer.cover(SeriesSource::ObservedRecords, start + 40 * second, start + minute);
    writer.add(SeriesSource::ObservedRecords, Outcome::FirstAssignment, start + 5 * second, 3);
    const RateData data = rateData(*writer.publish(), start + minute, minute, RateUnit::PerSecond);
    QCOMPARE(data.times.size(), 60);
    QCOMPARE(data.times.first(), double(start) / 1000);
    QCOMPARE(of(data, Outcome::FirstAssignment)[5], 3.0);
    QCOMPARE(of(data, Outcome::FirstAssignment)[6], 0.0);
    for (int i = 20; i < 40; ++i)
        QVERIFY2(std::isnan(of(data, Outcome::FirstAssignment)[i]), qPrintable(QString::number(i)));
    QCOMPARE(of(data, Outcome::FirstAssignment)[40], 0.0);
    // Also as sums of a minute: where nobody watched there is nothing, not the sum of what was before.
    const RateData sums = rateData(*writer.publish(), start + minute, minute, RateUnit::PerMinute);
    QVERIFY(std::isnan(of(sums, Outcome::FirstAssignment)[30]));
    QCOMPARE(of(sums, Outcome::FirstAssignment)[45], 3.0);
}

void RateDataTest::watchedSecondsWithoutEventsAreZero()
{
    fleet::TimeSeriesWriter writer;
    writer.cover(SeriesSource::ObservedRecords, start, start + minute);
    const RateData data = rateData(*writer.publish(), start + minute, minute, RateUnit::PerSecond);
    for (int outcome = 0; outcome < fleet::outcomeCount; ++outcome) {
        for (const double value : data.observed[std::size_t(outcome)])
            QCOMPARE(value, 0.0);
    }
    QVERIFY(std::isnan(data.reported.first())); // no report came: not a zero
    QVERIFY(!data.anyReports);
}

void RateDataTest::minuteSumsLookBackSixtySeconds()
{
    fleet::TimeSeriesWriter writer;
    writer.cover(SeriesSource::ObservedRecords, start - minute, start + 3 * minute);
    for (int i = 0; i < 120; ++i)
        writer.add(SeriesSource::ObservedRecords, Outcome::Migrated, start + i * second, 2);
    const RateData data = rateData(*writer.publish(), start + 3 * minute, 3 * minute, RateUnit::PerMinute);
    const QVector<double> &moved = of(data, Outcome::Migrated);
    QCOMPARE(moved.size(), 180);
    QCOMPARE(moved[0], 2.0);
    QCOMPARE(moved[29], 60.0);
    QCOMPARE(moved[59], 120.0);
    QCOMPARE(moved[100], 120.0); // no more than the sixty seconds before it
    QCOMPARE(moved[120], 118.0); // and it falls again
    QCOMPARE(moved[179], 0.0);
}

void RateDataTest::stepsKeepTheUnit()
{
    QCOMPARE(rateStepSeconds(60 * minute), 1);
    for (const qint64 span : {5 * minute, 60 * minute, 360 * minute, 1440 * minute}) {
        const int step = rateStepSeconds(span);
        QVERIFY(span / 1000 / step <= 4000);
        QCOMPARE(60 % step, 0);
    }
    fleet::TimeSeriesWriter writer;
    writer.cover(SeriesSource::ObservedRecords, start - 7 * 60 * minute, start);
    for (qint64 at = start - 7 * 60 * minute; at < start; at += second)
        writer.add(SeriesSource::ObservedRecords, Outcome::FirstAssignment, at, 3);
    const fleet::TimeSeriesPtr series = writer.publish();
    // 180 a minute and 3 a second, whatever the step.
    for (const qint64 span : {5 * minute, 60 * minute, 360 * minute}) {
        const RateData perMinute = rateData(*series, start, span, RateUnit::PerMinute);
        const RateData perSecond = rateData(*series, start, span, RateUnit::PerSecond);
        QCOMPARE(of(perMinute, Outcome::FirstAssignment).last(), 180.0);
        QCOMPARE(of(perMinute, Outcome::FirstAssignment).first(), 180.0);
        QCOMPARE(of(perSecond, Outcome::FirstAssignment)[1], 3.0);
    }
}

void RateDataTest::reportsAreTheirOwnSource()
{
    fleet::TimeSeriesWriter writer;
    writer.cover(SeriesSource::ObservedRecords, start, start + minute);
    writer.cover(SeriesSource::DeviceReports, start, start + minute);
    writer.add(SeriesSource::DeviceReports, Outcome::FirstAssignment, start + second, 4);
    writer.add(SeriesSource::DeviceReports, Outcome::Migrated, start + second, 1);
    writer.add(SeriesSource::DeviceReports, Outcome::Throttled, start + second, 9);
    writer.add(SeriesSource::OwnCalls, Outcome::FirstAssignment, start + second, 7);
    const RateData data = rateData(*writer.publish(), start + minute, minute, RateUnit::PerSecond);
    QVERIFY(data.anyReports);
    QCOMPARE(data.reported[1], 5.0); // accepted ones
    QCOMPARE(data.refused[1], 9.0);  // never added to them
    QCOMPARE(data.ownCalls[1], 7.0);
    QCOMPARE(of(data, Outcome::FirstAssignment)[1], 0.0); // and not to the records
}

void RateDataTest::stackedAddsFromTheBottomUp()
{
    RateData data;
    data.times = {1, 2, 3};
    const double gap = std::numeric_limits<double>::quiet_NaN();
    for (QVector<double> &part : data.observed)
        part = {0, gap, 0};
    data.observed[0] = {1, gap, 4};
    data.observed[1] = {2, gap, gap};
    const auto sums = stacked(data, {static_cast<Outcome>(0), static_cast<Outcome>(1)});
    QCOMPARE(sums.size(), 2U);
    QCOMPARE(sums[0][0], 1.0);
    QCOMPARE(sums[1][0], 3.0);
    QVERIFY(std::isnan(sums[0][1]) && std::isnan(sums[1][1])); // all parts unknown: a gap
    QCOMPARE(sums[1][2], 4.0);                                 // one part unknown: counts as nothing
    const auto turned = stacked(data, {static_cast<Outcome>(1), static_cast<Outcome>(0)});
    QCOMPARE(turned[0][0], 2.0);
    QCOMPARE(turned[1][0], 3.0);
}

void RateDataTest::openTailIsNamed()
{
    fleet::TimeSeriesWriter writer;
    writer.cover(SeriesSource::ObservedRecords, start, start + minute);
    writer.setCompleteUntil(SeriesSource::ObservedRecords, start + 50 * second);
    const RateData data = rateData(*writer.publish(), start + minute, minute, RateUnit::PerSecond);
    QCOMPARE(data.openFromSeconds, double(start + 50 * second) / 1000);
}

void RateDataTest::columnsLoseNoPeak()
{
    QVector<double> times;
    QVector<double> values;
    for (int i = 0; i < 3600; ++i) {
        times.append(start / 1000.0 + i);
        values.append(i >= 2000 && i < 2100 ? std::nan("") : i % 7);
    }
    values[777] = 500;
    const RateColumns columns(times, times.first(), times.last(), 900);
    QVERIFY2(columns.keys().size() <= 901, qPrintable(QString::number(columns.keys().size())));
    QCOMPARE(columns.keys().first(), times.first());
    const QVector<double> highest = columns.highest(values);
    QCOMPARE(highest.size(), columns.keys().size());
    QCOMPARE(highest[777 / 4], 500.0);
    QCOMPARE(highest[776 / 4 + 1], 6.0); // points 780 to 783
    QVERIFY(std::isnan(highest[2000 / 4]) && std::isnan(highest[2099 / 4]));
    QVERIFY(!std::isnan(highest[1999 / 4]) && !std::isnan(highest[2100 / 4]));
    // Bands stay in order: the higher of two curves is so in every column.
    QVector<double> above = values;
    for (double &value : above)
        value += 1;
    const QVector<double> higher = columns.highest(above);
    for (qsizetype i = 0; i < higher.size(); ++i)
        QVERIFY(std::isnan(higher[i]) || higher[i] > highest[i]);
}

void RateDataTest::columnsStandStillWhileTimeGoesOn()
{
    QVector<double> times;
    for (int i = 0; i < 3600; ++i)
        times.append(start / 1000.0 + i);
    QVector<double> later = times;
    for (double &at : later)
        at += 1;
    const RateColumns now(times, times.first(), times.last(), 900);
    const RateColumns then(later, later.first(), later.last(), 900);
    // All but the cut runs at both ends begin where they did.
    for (qsizetype i = 1; i < then.keys().size() - 1; ++i)
        QCOMPARE(then.keys()[i], now.keys()[i]);
}

void RateDataTest::columnsOfAZoomAreThePoints()
{
    const QVector<double> times{10, 11, 12, 13, 14, 15, 16};
    const QVector<double> values{0, 1, 2, 3, 4, 5, 6};
    const RateColumns columns(times, 12, 14, 900);
    QCOMPARE(columns.keys(), (QVector<double>{11, 12, 13, 14, 15})); // and one beyond each end, for the edges' lines
    QCOMPARE(columns.highest(values), (QVector<double>{1, 2, 3, 4, 5}));
    QVERIFY(RateColumns({}, 0, 1, 900).keys().isEmpty());
    QVERIFY(RateColumns(times, 100, 200, 900).keys().size() <= 1);
}

REHOME_TEST(RateDataTest);
#include "RateDataTest.moc"
