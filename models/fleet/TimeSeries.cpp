// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/TimeSeries.h"

#include <algorithm>
#include <bitset>

namespace rehome::fleet {

namespace {
constexpr qint64 HourSeconds = 3600;

constexpr qint64 floorDiv(qint64 value, qint64 by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}
constexpr size_t index(SeriesSource source)
{
    return static_cast<size_t>(source);
}
constexpr size_t index(Outcome outcome)
{
    return static_cast<size_t>(outcome);
}
} // namespace

// One hour of one series. `stamp`: the writer's publish count when this copy became the writer's alone.
struct detail::SeriesPage
{
    qint64 hour = 0;
    quint64 stamp = 0;
    std::array<quint32, HourSeconds> seconds{};
};
struct detail::CoverPage
{
    qint64 hour = 0;
    quint64 stamp = 0;
    std::bitset<HourSeconds> seconds;
};

std::optional<Outcome> outcomeOf(const ObservedEvent &event)
{
    switch (event.kind) {
    case EventKind::Moved:
    case EventKind::FirstSeen:
        if (event.substatus == domain::Substatus::DeviceDataMigrated)
            return Outcome::Migrated;
        if (event.substatus == domain::Substatus::DeviceDataReset)
            return Outcome::Reset;
        if (event.kind == EventKind::Moved || event.substatus != domain::Substatus::None)
            return Outcome::FirstAssignment;
        return std::nullopt;
    case EventKind::Assigned:
        return event.fromHub == 0 ? Outcome::FirstAssignment : Outcome::Unchanged;
    case EventKind::Reset:
        return Outcome::Reset;
    case EventKind::Failed:
        return Outcome::Failed;
    case EventKind::Disabled:
        return Outcome::Disabled;
    default:
        return std::nullopt;
    }
}

const detail::SeriesPage *TimeSeries::page(SeriesSource source, Outcome outcome, qint64 hour) const
{
    const auto &page = m_pages[index(source)][index(outcome)][static_cast<size_t>(hour % Pages)];
    return page && page->hour == hour ? page.get() : nullptr;
}

bool TimeSeries::covered(SeriesSource source, qint64 second) const
{
    const qint64 hour = second / HourSeconds;
    const auto &page = m_cover[index(source)][static_cast<size_t>(hour % Pages)];
    return page && page->hour == hour && page->seconds.test(static_cast<size_t>(second % HourSeconds));
}

std::vector<SeriesSample> TimeSeries::samples(SeriesSource source, Outcome outcome, qint64 fromMs, qint64 untilMs,
                                              int stepSeconds) const
{
    std::vector<SeriesSample> result;
    if (stepSeconds <= 0 || untilMs <= fromMs || fromMs < 0)
        return result;
    const qint64 first = floorDiv(fromMs, 1000) / stepSeconds * stepSeconds;
    const qint64 last = (untilMs + 999) / 1000;
    result.reserve(static_cast<size_t>((last - first) / stepSeconds + 1));
    for (qint64 start = first; start < last; start += stepSeconds) {
        SeriesSample sample;
        sample.startMs = start * 1000;
        sample.gap = true;
        for (qint64 second = start; second < start + stepSeconds; ++second) {
            if (!covered(source, second))
                continue;
            sample.gap = false;
            if (const detail::SeriesPage *hour = page(source, outcome, second / HourSeconds))
                sample.count += hour->seconds[static_cast<size_t>(second % HourSeconds)];
        }
        sample.open = (start + stepSeconds) * 1000 > completeUntilMs(source);
        result.push_back(sample);
    }
    return result;
}

std::optional<quint32> TimeSeries::at(SeriesSource source, Outcome outcome, qint64 second) const
{
    if (second < 0 || !covered(source, second))
        return std::nullopt;
    const detail::SeriesPage *hour = page(source, outcome, second / HourSeconds);
    return hour ? hour->seconds[static_cast<size_t>(second % HourSeconds)] : 0;
}

quint64 TimeSeries::sum(SeriesSource source, Outcome outcome, qint64 fromMs, qint64 untilMs) const
{
    quint64 total = 0;
    const qint64 until = floorDiv(untilMs, 1000);
    for (qint64 second = std::max<qint64>(0, (fromMs + 999) / 1000); second < until;) {
        const qint64 hour = second / HourSeconds;
        const qint64 end = std::min(until, (hour + 1) * HourSeconds);
        if (const detail::SeriesPage *values = page(source, outcome, hour)) {
            for (qint64 at = second; at < end; ++at)
                total += values->seconds[static_cast<size_t>(at % HourSeconds)];
        } else if (hour < m_newest / HourSeconds - Pages) {
            second = (m_newest / HourSeconds - Pages) * HourSeconds; // nothing is kept from before
            continue;
        }
        second = end;
    }
    return total;
}

quint64 TimeSeries::sum(SeriesSource source, qint64 fromMs, qint64 untilMs) const
{
    quint64 total = 0;
    for (int outcome = 0; outcome < outcomeCount; ++outcome)
        total += sum(source, static_cast<Outcome>(outcome), fromMs, untilMs);
    return total;
}

qint64 TimeSeries::coveredSeconds(SeriesSource source, qint64 fromMs, qint64 untilMs) const
{
    qint64 count = 0;
    const qint64 oldest = std::max<qint64>(0, (m_newest / HourSeconds - Pages) * HourSeconds);
    const qint64 until = std::min(floorDiv(untilMs, 1000), m_newest + 1);
    for (qint64 second = std::max(oldest, (fromMs + 999) / 1000); second < until; ++second)
        count += covered(source, second) ? 1 : 0;
    return count;
}

// A ring over hours: an hour that is older than the ring, or so far ahead that it would throw away the span because of
// one wrong clock, is refused.
bool TimeSeriesWriter::inRange(qint64 second)
{
    if (second < 0)
        return false;
    if (m_series.m_newest == 0)
        return true;
    if (second > m_series.m_newest)
        return second - m_series.m_newest <= TimeSeries::SpanSeconds;
    return second / HourSeconds > m_series.m_newest / HourSeconds - TimeSeries::Pages;
}

detail::SeriesPage *TimeSeriesWriter::writable(SeriesSource source, Outcome outcome, qint64 hour)
{
    auto &page = m_series.m_pages[index(source)][index(outcome)][static_cast<size_t>(hour % TimeSeries::Pages)];
    if (!page || page->hour != hour) {
        page = std::make_shared<detail::SeriesPage>();
        page->hour = hour;
    } else if (page->stamp != m_publishes) {
        page = std::make_shared<detail::SeriesPage>(*page);
    }
    page->stamp = m_publishes;
    return page.get();
}

detail::CoverPage *TimeSeriesWriter::writableCover(SeriesSource source, qint64 hour)
{
    auto &page = m_series.m_cover[index(source)][static_cast<size_t>(hour % TimeSeries::Pages)];
    if (!page || page->hour != hour) {
        page = std::make_shared<detail::CoverPage>();
        page->hour = hour;
    } else if (page->stamp != m_publishes) {
        page = std::make_shared<detail::CoverPage>(*page);
    }
    page->stamp = m_publishes;
    return page.get();
}

void TimeSeriesWriter::add(SeriesSource source, Outcome outcome, qint64 timeMs, quint32 count)
{
    const qint64 second = floorDiv(timeMs, 1000);
    if (!inRange(second)) {
        m_series.m_outOfRange += count;
        return;
    }
    m_series.m_newest = std::max(m_series.m_newest, second);
    const auto place = static_cast<size_t>(second % HourSeconds);
    writable(source, outcome, second / HourSeconds)->seconds[place] += count;
    if (!m_series.covered(source, second))
        writableCover(source, second / HourSeconds)->seconds.set(place);
}

void TimeSeriesWriter::cover(SeriesSource source, qint64 fromMs, qint64 untilMs)
{
    const qint64 until = floorDiv(untilMs, 1000);
    qint64 second = floorDiv(fromMs, 1000);
    if (until - second > TimeSeries::SpanSeconds)
        second = until - TimeSeries::SpanSeconds;
    for (; second < until; ++second) {
        if (!inRange(second))
            continue;
        m_series.m_newest = std::max(m_series.m_newest, second);
        if (!m_series.covered(source, second))
            writableCover(source, second / HourSeconds)->seconds.set(static_cast<size_t>(second % HourSeconds));
    }
}

void TimeSeriesWriter::setCompleteUntil(SeriesSource source, qint64 timeMs)
{
    m_series.m_completeUntil[index(source)] = timeMs;
}

void TimeSeriesWriter::addEvents(std::span<const ObservedEvent> events)
{
    for (const ObservedEvent &event : events) {
        if (const std::optional<Outcome> outcome = outcomeOf(event))
            add(SeriesSource::ObservedRecords, *outcome, event.timeMs);
    }
}

TimeSeriesPtr TimeSeriesWriter::publish()
{
    ++m_publishes;
    return std::make_shared<const TimeSeries>(m_series);
}

} // namespace rehome::fleet
