// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/PageSequence.h"
#include "models/fleet/Column.h"

#include <optional>
#include <vector>

namespace rehome::session {

/// How one enrollment group is being watched: when its records are due, and the pass over them that is under way.
struct GroupWatch
{
    static constexpr qint64 inFlightIntervalMs = 1000; ///< devices are in Assigning, or the person just changed it
    static constexpr qint64 busyIntervalMs = 1500;     ///< something changed in the last pass
    static constexpr qint64 calmIntervalMs = 10'000;   ///< reached step by step while nothing changes

    fleet::RowId row = fleet::NoRow;
    qint64 dueAt = 0;    ///< steady ms
    qint64 hotUntil = 0; ///< steady ms: the person changed it
    qint64 intervalMs = busyIntervalMs;
    int assigning = 0;           ///< devices in Assigning at the last pass
    int pages = 0;               ///< of the last complete pass; 0 before the first
    qint64 completeServerMs = 0; ///< server time at which the last complete pass began; 0 before the first
    qint64 completeAt = 0;       ///< steady ms of its end
    bool asking = false;         ///< a page of it is in flight

    // The pass under way.
    std::optional<azure::PageSequence> sequence;
    qint64 passServerMs = 0;
    bool passChanged = false;
    int passAssigning = 0;
    quint32 passNumber = 0;

    std::vector<fleet::RowId> members; ///< device rows that its pages showed

    bool inFlight(qint64 now) const { return assigning > 0 || passAssigning > 0 || hotUntil > now; }
    bool ready(qint64 now) const { return !asking && (sequence || dueAt <= now); }
    /// Ends the pass; `now` steady ms.
    void complete(qint64 now)
    {
        pages = sequence ? sequence->pages() : 0;
        sequence.reset();
        assigning = passAssigning;
        completeServerMs = passServerMs;
        completeAt = now;
        if (inFlight(now))
            intervalMs = inFlightIntervalMs;
        else if (passChanged)
            intervalMs = busyIntervalMs;
        else
            intervalMs = qMin(calmIntervalMs, intervalMs + intervalMs / 2);
        dueAt = now + intervalMs;
    }
    void abandon(qint64 now, qint64 waitMs)
    {
        sequence.reset();
        dueAt = now + waitMs;
    }
};

} // namespace rehome::session
