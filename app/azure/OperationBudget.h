// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/CallOptions.h"

#include <QtCore/QtGlobal>
#include <chrono>
#include <deque>
#include <functional>

namespace rehome::azure {

/// Meters this program's own calls against one quota of a service: "the tool is never the storm" (experience,
/// Principles). Background work gets at most half of the quota, the person up to 90 %; a 429 halves the background
/// share for a minute and holds everything for the time the service named. Counted over a rolling minute: whatever
/// fixed window the service uses, no window of its can hold more. One thread; does no waiting itself.
class OperationBudget
{
public:
    /// `nowMs`: monotonic milliseconds; default: steady clock.
    explicit OperationBudget(int perMinute, std::function<qint64()> nowMs = {});

    struct Status
    {
        int perMinute = 1000;
        int used = 0; ///< own calls in the last 60 s
        int backgroundUsed = 0;
        int backgroundShare = 500; ///< calls a minute background work may use now
        int personShare = 900;
        bool throttled = false;               ///< a 429 came within the last minute
        qint64 heldForMs = 0;                 ///< nothing goes before the service's Retry-After is over
        qint64 total = 0, totalThrottled = 0; ///< since the start
    };
    Status status() const;

    void setPerMinute(int perMinute);
    /// 0: may go now; else milliseconds until it is worth asking again. Counts nothing.
    qint64 waitMs(Priority priority) const;
    /// Counts one call that goes out now.
    void take(Priority priority);
    /// The service answered 429. `hold`: its Retry-After, or the back-off chosen without one.
    void throttled(std::chrono::milliseconds hold);

private:
    struct Slice // calls of 50 ms
    {
        qint64 startMs;
        int person, background;
    };
    void forgetOld() const;
    qint64 waitFor(int share, bool backgroundOnly) const;
    int backgroundShare() const;

    int m_perMinute;
    std::function<qint64()> m_now;
    mutable std::deque<Slice> m_slices;
    mutable int m_person = 0, m_background = 0;
    qint64 m_halvedUntil = -1, m_heldUntil = -1;
    qint64 m_total = 0, m_totalThrottled = 0;
};

} // namespace rehome::azure
