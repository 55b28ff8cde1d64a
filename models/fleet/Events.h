// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Registration.h"
#include "models/fleet/Column.h"
#include "models/fleet/StringPool.h"

#include <QtCore/QString>
#include <deque>
#include <optional>
#include <span>

namespace rehome::fleet {

enum class EventKind : quint8
{
    FirstSeen, ///< a record that was not known before
    Assigning, ///< seen waiting; the target is unknown until the record shows it
    Assigned,  ///< assigned for the first time, or again with the same hub and data
    Moved,     ///< assigned to another hub than before
    Reset,     ///< same hub, data replaced by the initial twin
    Failed,
    Disabled,
    Unassigned, ///< asked, and there is no record (any more)
    DeviceGone, ///< its own GET answered 404
    EnrollmentAdded,
    EnrollmentChanged,
    EnrollmentGone,
    GapBetweenPolls, ///< changes between two polls may be missing here: shown, never hidden
};
/// Stable lower-case word: "firstSeen", "moved" …
QString eventKey(EventKind kind);
std::optional<EventKind> eventFromKey(QStringView key);

/// One observed transition, fixed size. String IDs and rows are those of the connection.
struct ObservedEvent
{
    qint64 timeMs = 0;     ///< server time of the change (lastUpdatedDateTimeUtc), UTC
    qint64 observedMs = 0; ///< server time of the reply that told of it
    RowId device = NoRow;
    RowId enrollment = NoRow;
    EventKind kind = EventKind::FirstSeen;
    domain::Substatus substatus = domain::Substatus::None;
    bool byProgram = false; ///< this program caused it; else elsewhere
    StringId fromHub = 0;
    StringId toHub = 0;
    qint32 errorCode = 0;
    StringId text = 0;
    qint32 waitedMs = -1; ///< time seen in Assigning; -1: the move finished between two polls
    bool operator==(const ObservedEvent &) const = default;
};

/// Bounded list, oldest first. What does not fit is counted, and the count is shown.
class EventLog
{
public:
    explicit EventLog(qsizetype capacity = 100'000);

    /// Appends; drops the oldest beyond the capacity and returns how many.
    qsizetype append(std::span<const ObservedEvent> events);
    qsizetype size() const { return static_cast<qsizetype>(m_events.size()); }
    const ObservedEvent &at(qsizetype index) const { return m_events[static_cast<size_t>(index)]; }
    /// Events that were once here and are not any more.
    quint64 dropped() const { return m_dropped; }
    /// Number of the event at index 0, counted since the connection began.
    quint64 firstNumber() const { return m_dropped; }
    void clear();

private:
    std::deque<ObservedEvent> m_events;
    qsizetype m_capacity;
    quint64 m_dropped = 0;
};

} // namespace rehome::fleet
