// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Events.h"
#include "models/fleet/Outcome.h"

#include <QtCore/QMetaType>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace rehome::fleet {

inline constexpr int SeriesSources = 3;

/// Where a registration event belongs on the chart; nothing for events that are no outcome.
std::optional<Outcome> outcomeOf(const ObservedEvent &event);

struct SeriesSample
{
    qint64 startMs = 0;
    quint32 count = 0;
    bool gap = false;  ///< no second of it was watched: draw nothing, not zero
    bool open = false; ///< part of it was not polled yet: "at least", hatched
    bool operator==(const SeriesSample &) const = default;
};

namespace detail {
struct SeriesPage;
struct CoverPage;
} // namespace detail

/// Counts per second of the last 24 hours for each source and outcome. Immutable view, any thread; see
/// TimeSeriesWriter.
class TimeSeries
{
public:
    static constexpr qint64 SpanSeconds = 24 * 3600;

    /// Samples of `stepSeconds` (1, 60, 3600 or any) that begin at multiples of it, covering [fromMs, untilMs).
    std::vector<SeriesSample> samples(SeriesSource source, Outcome outcome, qint64 fromMs, qint64 untilMs,
                                      int stepSeconds) const;
    /// The count of one second (UTC seconds since 1970); nothing = not watched.
    std::optional<quint32> at(SeriesSource source, Outcome outcome, qint64 second) const;
    /// Sum over whole seconds in [fromMs, untilMs).
    quint64 sum(SeriesSource source, Outcome outcome, qint64 fromMs, qint64 untilMs) const;
    quint64 sum(SeriesSource source, qint64 fromMs, qint64 untilMs) const; ///< all outcomes
    /// Seconds of [fromMs, untilMs) that were watched.
    qint64 coveredSeconds(SeriesSource source, qint64 fromMs, qint64 untilMs) const;
    /// Until when a source is complete; what is later is open. 0: nothing yet.
    qint64 completeUntilMs(SeriesSource source) const { return m_completeUntil[static_cast<size_t>(source)]; }
    /// Newest second that holds anything, or 0.
    qint64 newestSecond() const { return m_newest; }
    /// Counts that came too late (older than the span) or from beyond a clock jump, and are in no second.
    quint64 outOfRange() const { return m_outOfRange; }

private:
    friend class TimeSeriesWriter;
    static constexpr int Pages = 25; ///< hours; one more than the span, so that a full span is always there
    const detail::SeriesPage *page(SeriesSource source, Outcome outcome, qint64 hour) const;
    bool covered(SeriesSource source, qint64 second) const;

    std::array<std::array<std::array<std::shared_ptr<detail::SeriesPage>, Pages>, outcomeCount>, SeriesSources> m_pages;
    std::array<std::array<std::shared_ptr<detail::CoverPage>, Pages>, SeriesSources> m_cover;
    std::array<qint64, SeriesSources> m_completeUntil{};
    qint64 m_newest = 0;
    quint64 m_outOfRange = 0;
};
using TimeSeriesPtr = std::shared_ptr<const TimeSeries>;

/// The writing side, one thread (session). add() is O(1); pages of an hour are copied on the first write after
/// publish().
class TimeSeriesWriter
{
public:
    void add(SeriesSource source, Outcome outcome, qint64 timeMs, quint32 count = 1);
    /// The seconds from fromMs to untilMs were watched: zero means zero there. A second with a count is covered by
    /// itself.
    void cover(SeriesSource source, qint64 fromMs, qint64 untilMs);
    /// All changes up to this time have been asked for.
    void setCompleteUntil(SeriesSource source, qint64 timeMs);
    /// Adds the outcomes of these events as ObservedRecords.
    void addEvents(std::span<const ObservedEvent> events);

    const TimeSeries &current() const { return m_series; }
    TimeSeriesPtr publish();

private:
    bool inRange(qint64 second);
    detail::SeriesPage *writable(SeriesSource source, Outcome outcome, qint64 hour);
    detail::CoverPage *writableCover(SeriesSource source, qint64 hour);

    TimeSeries m_series;
    quint64 m_publishes = 1;
};

} // namespace rehome::fleet

Q_DECLARE_METATYPE(rehome::fleet::TimeSeriesPtr)
