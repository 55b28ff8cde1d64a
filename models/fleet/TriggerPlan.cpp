// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/TriggerPlan.h"

#include <QtCore/QHash>
#include <algorithm>
#include <cmath>

namespace rehome::fleet {

namespace {

bool hasCredentials(const Snapshot &snapshot, StringId hub)
{
    const int index = snapshot.hubs.indexOf(snapshot.text(hub)); // without case
    return index >= 0 && snapshot.hubs.rows[index].hasCredentials;
}

TriggerObstacle obstacleButCredentials(const Snapshot &snapshot, RowId device)
{
    const DeviceTable &table = snapshot.devices;
    if (table.isGone(device))
        return TriggerObstacle::Gone;
    if (table.status[device] == DeviceStatus::Assigning)
        return TriggerObstacle::Assigning;
    if (table.hub[device] == 0)
        return TriggerObstacle::NoHub;
    const RowId enrollment = snapshot.enrollmentOfDevice(device);
    if (enrollment != NoRow && !snapshot.enrollments.isGone(enrollment) &&
        snapshot.enrollments.provisioningStatus[enrollment] == domain::ProvisioningStatus::Disabled)
        return TriggerObstacle::Disabled;
    return TriggerObstacle::None;
}

} // namespace

TriggerObstacle triggerObstacle(const Snapshot &snapshot, RowId device)
{
    const TriggerObstacle found = obstacleButCredentials(snapshot, device);
    if (found == TriggerObstacle::None && !hasCredentials(snapshot, snapshot.devices.hub[device]))
        return TriggerObstacle::NoCredentials;
    return found;
}

TriggerPlan TriggerPlan::of(const Snapshot &snapshot, const std::vector<RowId> &devices)
{
    TriggerPlan plan;
    QHash<StringId, bool> reachable;
    for (const RowId device : devices) {
        TriggerObstacle obstacle = obstacleButCredentials(snapshot, device);
        if (obstacle == TriggerObstacle::None) {
            const StringId hub = snapshot.devices.hub[device];
            auto known = reachable.constFind(hub);
            if (known == reachable.cend())
                known = reachable.insert(hub, hasCredentials(snapshot, hub));
            obstacle = *known ? TriggerObstacle::None : TriggerObstacle::NoCredentials;
        }
        ++plan.obstacles[static_cast<size_t>(obstacle)];
        if (obstacle == TriggerObstacle::None)
            plan.rows.push_back(device);
    }
    return plan;
}

int TriggerPlan::left() const
{
    int left = 0;
    for (size_t i = 1; i < obstacles.size(); ++i)
        left += obstacles[i];
    return left;
}

int triggerRate(int registrationsPerMinute, double seenLastMinute)
{
    return std::max(1, static_cast<int>(std::floor((registrationsPerMinute - seenLastMinute) / 2)));
}

TriggerReturn triggerReturn(const Snapshot &snapshot, RowId device, qint64 askedMs, qint64 updatedBeforeMs,
                            StringId hubBefore)
{
    constexpr qint64 dateGranularityMs = 1000;
    const DeviceTable &table = snapshot.devices;
    const qint64 updated = table.updatedMs[device];
    if (table.isGone(device) || updated <= updatedBeforeMs || updated < askedMs - dateGranularityMs)
        return TriggerReturn::NotYet;
    switch (table.status[device]) {
    case DeviceStatus::Assigning:
        return TriggerReturn::Assigning;
    case DeviceStatus::Assigned:
        return table.hub[device] == hubBefore ? TriggerReturn::Stays : TriggerReturn::Moved;
    case DeviceStatus::Failed:
    case DeviceStatus::Disabled:
        return TriggerReturn::Failed;
    case DeviceStatus::NotRead:
    case DeviceStatus::Unassigned:
        break;
    }
    return TriggerReturn::NotYet;
}

} // namespace rehome::fleet
