// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SeriesCounter.h"

#include <algorithm>

namespace rehome::session {

using fleet::Outcome;
using fleet::SeriesSource;

void SeriesCounter::addEvents(std::span<const fleet::ObservedEvent> events)
{
    if (events.empty())
        return;
    m_writer.addEvents(events);
    m_dirty = true;
}

void SeriesCounter::addReports(const std::vector<fleet::DeviceReport> &reports)
{
    if (reports.empty())
        return;
    qint64 newest = 0;
    for (const auto &report : reports) {
        m_writer.add(SeriesSource::DeviceReports, report.outcome, report.timeMs);
        newest = std::max(newest, report.timeMs);
    }
    // Devices report everything they do, so seconds between two batches without a report are zero.
    if (m_reportsCoveredUntil > 0 && newest > m_reportsCoveredUntil)
        m_writer.cover(SeriesSource::DeviceReports, m_reportsCoveredUntil, newest);
    m_reportsCoveredUntil = std::max(m_reportsCoveredUntil, newest);
    m_writer.setCompleteUntil(SeriesSource::DeviceReports, m_reportsCoveredUntil);
    m_dirty = true;
}

void SeriesCounter::addOwnCalls(const azure::OperationBudget::Status &status, qint64 nowMs)
{
    const qint64 throttled = status.totalThrottled - std::exchange(m_throttled, status.totalThrottled);
    const qint64 calls = status.total - std::exchange(m_calls, status.total);
    const qint64 fine = std::max<qint64>(0, calls - throttled);
    if (fine > 0)
        m_writer.add(SeriesSource::OwnCalls, Outcome::Unchanged, nowMs, static_cast<quint32>(fine));
    if (throttled > 0)
        m_writer.add(SeriesSource::OwnCalls, Outcome::Throttled, nowMs, static_cast<quint32>(throttled));
    if (m_ownCoveredUntil == 0)
        m_ownCoveredUntil = nowMs;
    if (nowMs - m_ownCoveredUntil >= 1000 || calls > 0) {
        m_writer.cover(SeriesSource::OwnCalls, m_ownCoveredUntil, nowMs);
        m_writer.setCompleteUntil(SeriesSource::OwnCalls, nowMs);
        m_ownCoveredUntil = nowMs;
        m_dirty = true;
    }
}

void SeriesCounter::setCompleteUntil(qint64 serverMs)
{
    if (serverMs <= m_coveredUntil)
        return;
    if (m_coveredUntil > 0)
        m_writer.cover(SeriesSource::ObservedRecords, m_coveredUntil, serverMs);
    m_writer.setCompleteUntil(SeriesSource::ObservedRecords, serverMs);
    m_coveredUntil = serverMs;
    m_dirty = true;
}

void SeriesCounter::startOver(qint64 serverMs)
{
    m_coveredUntil = serverMs;
}

fleet::TimeSeriesPtr SeriesCounter::publish()
{
    m_dirty = false;
    return m_writer.publish();
}

} // namespace rehome::session
