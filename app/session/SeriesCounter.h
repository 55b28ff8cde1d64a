// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/OperationBudget.h"
#include "models/fleet/TimeSeries.h"

#include <span>
#include <vector>

namespace rehome::session {

/// Counts per second for the charts, each source by itself. Own calls have no outcome of a registration: they are
/// counted under Unchanged, those refused with 429 under Throttled. Session thread.
class SeriesCounter
{
public:
    void addEvents(std::span<const fleet::ObservedEvent> events);
    void addReports(const std::vector<fleet::DeviceReport> &reports);
    /// Own calls since the last time; `nowMs` UTC.
    void addOwnCalls(const azure::OperationBudget::Status &status, qint64 nowMs);
    /// Everything up to this server time was asked for, without a hole since the last call or startOver().
    void setCompleteUntil(qint64 serverMs);
    /// Watching begins (again) at this time: what lies before is a gap.
    void startOver(qint64 serverMs);

    bool isDirty() const { return m_dirty; }
    fleet::TimeSeriesPtr publish();

private:
    fleet::TimeSeriesWriter m_writer;
    qint64 m_coveredUntil = 0;
    qint64 m_ownCoveredUntil = 0, m_reportsCoveredUntil = 0;
    qint64 m_calls = 0, m_throttled = 0;
    bool m_dirty = false;
};

} // namespace rehome::session
