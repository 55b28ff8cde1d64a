// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

namespace rehome::session {

/// Spreads background calls evenly over the minute, so that the budget of a whole minute is not spent in its first
/// seconds and the watcher then blind for the rest. Steady milliseconds; no waiting of its own.
class Pacer
{
public:
    static constexpr qint64 burstMs = 400; ///< unused time that may be made up for

    /// 0: a call may go now.
    qint64 waitMs(qint64 now) const { return qMax<qint64>(0, m_next - now); }
    void take(qint64 now, int callsPerMinute)
    {
        m_next = qMax(m_next, now - burstMs) + 60'000 / qMax(1, callsPerMinute);
    }

private:
    qint64 m_next = 0;
};

} // namespace rehome::session
