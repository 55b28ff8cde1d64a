// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateData.h"

#include <cmath>
#include <limits>

namespace rehome::ui {

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();
constexpr int minute = 60;

/// One curve: samples of a step, turned into the unit. A minute's sum starts sixty seconds earlier than the first
/// point.
QVector<double> curve(const std::vector<fleet::SeriesSample> &samples, int step, RateUnit unit, qsizetype points)
{
    QVector<double> values(points, gap);
    const qsizetype lead = qsizetype(samples.size()) - points;
    if (unit == RateUnit::PerSecond) {
        for (qsizetype i = 0; i < points; ++i) {
            const fleet::SeriesSample &sample = samples[std::size_t(lead + i)];
            if (!sample.gap)
                values[i] = double(sample.count) / step;
        }
        return values;
    }
    const qsizetype width = std::max(1, minute / step);
    qint64 sum = 0;
    qsizetype watched = 0;
    for (qsizetype i = 0; i < qsizetype(samples.size()); ++i) {
        sum += samples[std::size_t(i)].count;
        watched += samples[std::size_t(i)].gap ? 0 : 1;
        if (i >= width) {
            sum -= samples[std::size_t(i - width)].count;
            watched -= samples[std::size_t(i - width)].gap ? 0 : 1;
        }
        if (i >= lead && watched > 0 && !samples[std::size_t(i)].gap)
            values[i - lead] = double(sum) * (width * step > minute ? double(minute) / (double(width) * step) : 1.0);
    }
    return values;
}

void add(QVector<double> &sum, const QVector<double> &part)
{
    for (qsizetype i = 0; i < sum.size(); ++i) {
        if (!std::isnan(part[i]))
            sum[i] = (std::isnan(sum[i]) ? 0 : sum[i]) + part[i];
    }
}

} // namespace

int rateStepSeconds(qint64 spanMs)
{
    // Steps divide a minute, so that sums over a minute are exact up to a span of six hours and beyond.
    for (const int step : {1, 2, 5, 10, 20, 30}) {
        if (spanMs / 1000 / step <= 4000)
            return step;
    }
    return minute;
}

RateData rateData(const fleet::TimeSeries &series, qint64 untilMs, qint64 spanMs, RateUnit unit)
{
    RateData data;
    const int step = rateStepSeconds(spanMs);
    const qint64 stepMs = qint64(step) * 1000;
    const qint64 end = untilMs - untilMs % stepMs;
    const qint64 begin = end - spanMs + spanMs % stepMs;
    const qint64 from = begin - (unit == RateUnit::PerMinute ? qint64(minute) * 1000 : 0);
    const qsizetype points = qsizetype((end - begin) / stepMs);
    data.times.resize(points);
    for (qsizetype i = 0; i < points; ++i)
        data.times[i] = double(begin + i * stepMs) / 1000.0;

    using fleet::Outcome;
    using fleet::SeriesSource;
    const auto read = [&](SeriesSource source, int outcome) {
        return curve(series.samples(source, static_cast<Outcome>(outcome), from, end, step), step, unit, points);
    };
    data.ownCalls = QVector<double>(points, gap);
    data.reported = QVector<double>(points, gap);
    for (int outcome = 0; outcome < fleet::outcomeCount; ++outcome) {
        data.observed[std::size_t(outcome)] = read(SeriesSource::ObservedRecords, outcome);
        add(data.ownCalls, read(SeriesSource::OwnCalls, outcome));
        const QVector<double> reports = read(SeriesSource::DeviceReports, outcome);
        if (static_cast<Outcome>(outcome) == Outcome::Throttled)
            data.refused = reports;
        else
            add(data.reported, reports);
    }
    for (qsizetype i = 0; i < points && !data.anyReports; ++i)
        data.anyReports = !std::isnan(data.reported[i]) || (!std::isnan(data.refused[i]) && data.refused[i] > 0);
    data.openFromSeconds = double(series.completeUntilMs(SeriesSource::ObservedRecords)) / 1000.0;
    return data;
}

std::vector<QVector<double>> stacked(const RateData &data, const std::vector<fleet::Outcome> &order)
{
    std::vector<QVector<double>> sums;
    QVector<double> sum(data.times.size(), gap);
    for (const fleet::Outcome outcome : order) {
        add(sum, data.observed[std::size_t(outcome)]);
        sums.push_back(sum);
    }
    return sums;
}

} // namespace rehome::ui
