// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/MoveStats.h"

#include <algorithm>
#include <cmath>

namespace rehome::fleet {

MoveTracker::MoveTracker(qint64 keepMs)
    : m_keepSeconds(std::max<qint64>(1, keepMs / 1000))
{
}

void MoveTracker::add(std::span<const ObservedEvent> events)
{
    for (const ObservedEvent &event : events) {
        const qint64 second = event.timeMs / 1000;
        const bool first = event.kind == EventKind::Assigned && event.fromHub == 0;
        if (event.kind == EventKind::Failed) {
            ++m_failed[second];
        } else if (event.kind == EventKind::Moved || first) {
            Bucket &bucket = m_flows[{event.fromHub, event.toHub}].seconds[second];
            ++bucket.bySubstatus[static_cast<size_t>(event.substatus)];
            if (event.waitedMs >= 0)
                bucket.waits.push_back(event.waitedMs);
            if (!first)
                m_lastMoveMs = std::max(m_lastMoveMs, event.timeMs);
        } else {
            continue;
        }
        m_newestSecond = std::max(m_newestSecond, second);
    }
    expire(m_newestSecond);
}

void MoveTracker::expire(qint64 newestSecond)
{
    const qint64 oldest = newestSecond - m_keepSeconds;
    for (auto flow = m_flows.begin(); flow != m_flows.end();) {
        auto &seconds = flow->second.seconds;
        seconds.erase(seconds.begin(), seconds.lower_bound(oldest));
        flow = seconds.empty() ? m_flows.erase(flow) : std::next(flow);
    }
    m_failed.erase(m_failed.begin(), m_failed.lower_bound(oldest));
}

MoveSummary MoveTracker::summary(qint64 nowMs, qint64 windowMs) const
{
    MoveSummary summary;
    summary.nowMs = nowMs;
    summary.windowMs = windowMs;
    summary.lastMoveMs = m_lastMoveMs;
    const qint64 since = (nowMs - windowMs) / 1000;
    const qint64 watchedMs = m_watchingSince > 0
                                 ? std::clamp<qint64>(nowMs - m_watchingSince, 1000, std::max<qint64>(1000, windowMs))
                                 : windowMs;
    std::vector<qint32> all;
    for (const auto &[hubs, buckets] : m_flows) {
        Flow flow;
        flow.from = hubs.first;
        flow.to = hubs.second;
        std::vector<qint32> waits;
        for (auto second = buckets.seconds.upper_bound(since); second != buckets.seconds.end(); ++second) {
            for (size_t i = 0; i < flow.bySubstatus.size(); ++i) {
                flow.bySubstatus[i] += second->second.bySubstatus[i];
                flow.moved += second->second.bySubstatus[i];
            }
            waits.insert(waits.end(), second->second.waits.begin(), second->second.waits.end());
        }
        if (flow.moved == 0)
            continue;
        flow.perMinute = flow.moved * 60'000.0 / static_cast<double>(std::max<qint64>(1, watchedMs));
        flow.waited = static_cast<quint32>(waits.size());
        all.insert(all.end(), waits.begin(), waits.end());
        flow.medianWaitMs = percentile(waits, 0.5);
        flow.p99WaitMs = percentile(waits, 0.99);
        (flow.from == 0 ? summary.firstAssignments : summary.moved) += flow.moved;
        summary.flows.push_back(flow);
    }
    for (auto second = m_failed.upper_bound(since); second != m_failed.end(); ++second)
        summary.failed += second->second;
    summary.medianWaitMs = percentile(all, 0.5);
    summary.p99WaitMs = percentile(all, 0.99);
    return summary;
}

std::vector<qint32> MoveTracker::waits(StringId from, StringId to, qint64 nowMs, qint64 windowMs) const
{
    std::vector<qint32> waits;
    if (const auto flow = m_flows.find({from, to}); flow != m_flows.end()) {
        const auto &seconds = flow->second.seconds;
        for (auto second = seconds.upper_bound((nowMs - windowMs) / 1000); second != seconds.end(); ++second)
            waits.insert(waits.end(), second->second.waits.begin(), second->second.waits.end());
    }
    std::sort(waits.begin(), waits.end());
    return waits;
}

void MoveTracker::clear()
{
    m_flows.clear();
    m_failed.clear();
    m_newestSecond = m_lastMoveMs = 0;
}

std::vector<InFlight> devicesInFlight(const Snapshot &snapshot, const TargetPredictor &predict)
{
    std::vector<InFlight> found;
    const DeviceTable &devices = snapshot.devices;
    found.reserve(devices.assigningCount);
    for (RowId row = 0; row < devices.count && found.size() < devices.assigningCount; ++row) {
        if (devices.status[row] != DeviceStatus::Assigning || devices.isGone(row))
            continue;
        InFlight device;
        device.device = row;
        device.sourceHub = devices.previousHub[row];
        device.predictedHub = predict ? predict(snapshot, row) : 0;
        device.sinceMs = devices.assigningSinceMs[row];
        found.push_back(device);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const InFlight &a, const InFlight &b) { return a.sinceMs < b.sinceMs; });
    return found;
}

qint64 waitMs(const InFlight &device, qint64 serverNowMs)
{
    return std::max<qint64>(0, serverNowMs - device.sinceMs);
}

qint64 percentile(std::vector<qint32> &values, double fraction)
{
    if (values.empty())
        return -1;
    const auto count = static_cast<double>(values.size());
    const auto rank = static_cast<qsizetype>(std::clamp(std::ceil(fraction * count) - 1.0, 0.0, count - 1.0));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[static_cast<size_t>(rank)];
}

} // namespace rehome::fleet
