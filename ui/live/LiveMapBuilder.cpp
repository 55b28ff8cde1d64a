// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LiveMapBuilder.h"

#include "ui/theme/HubColors.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace rehome::ui {

namespace {

// More arrivals than this in one step would be a blur; the ribbons and figures carry them.
constexpr std::size_t mostArrivals = 200;

qint64 devicesOn(const fleet::HubRow &hub)
{
    return hub.deviceCount >= 0 ? hub.deviceCount : hub.knownDevices > 0 ? qint64(hub.knownDevices) : -1;
}

} // namespace

LiveMapData LiveMapBuilder::build(const fleet::SnapshotPtr &snapshot, const fleet::MoveSummary &summary,
                                  const std::vector<fleet::InFlight> &inFlight, qint64 clockOffsetMs)
{
    LiveMapData data;
    data.clockOffsetMs = clockOffsetMs;
    data.medianWaitMs = std::max<qint64>(0, summary.medianWaitMs);
    data.p99WaitMs = std::max<qint64>(0, summary.p99WaitMs);
    m_hubIds.clear();

    // The row of new devices stands on top, and only when there are any.
    QHash<fleet::StringId, int> indexOf;
    const bool anyNew =
        std::ranges::any_of(summary.flows, [](const fleet::Flow &flow) { return flow.from == 0; }) ||
        std::ranges::any_of(inFlight, [](const fleet::InFlight &device) { return device.sourceHub == 0; });
    const auto addRow = [&](fleet::StringId id, const LiveHub &row) {
        indexOf.insert(id, int(data.hubs.size()));
        m_hubIds.append(id);
        data.hubs.append(row);
    };
    if (anyNew)
        addRow(0, {QString(), QCoreApplication::translate("rehome::ui::LiveMap", "New"), -1, -1, true});

    // Few hubs: all. Many: those with moves or waiting devices first, so that the picture stays readable (look, "By
    // hubs").
    QList<const fleet::HubRow *> hubs;
    for (const fleet::HubRow &hub : snapshot->hubs.rows)
        hubs.append(&hub);
    if (hubs.size() > 20) {
        QSet<fleet::StringId> active;
        for (const fleet::Flow &flow : summary.flows)
            active << flow.from << flow.to;
        for (const fleet::InFlight &device : inFlight)
            active << device.sourceHub;
        hubs.removeIf([&active](const fleet::HubRow *hub) { return !active.contains(hub->name); });
    }
    for (const fleet::HubRow *hub : std::as_const(hubs))
        addRow(hub->name, {hub->hostName, fleet::shortHubName(hub->hostName), m_colors.hueOf(hub->hostName),
                           devicesOn(*hub), false});

    for (const fleet::Flow &flow : summary.flows) {
        const auto from = indexOf.constFind(flow.from);
        const auto to = indexOf.constFind(flow.to);
        if (from == indexOf.cend() || to == indexOf.cend() || flow.moved == 0)
            continue;
        const auto by = [&flow](domain::Substatus substatus) {
            return qint64(flow.bySubstatus[std::size_t(substatus)]);
        };
        data.flows.append(
            {*from, *to, flow.moved, by(domain::Substatus::DeviceDataMigrated), by(domain::Substatus::DeviceDataReset),
             by(domain::Substatus::InitialAssignment) + by(domain::Substatus::ReprovisionedToInitialAssignment)});
    }

    QHash<fleet::RowId, Waiting> waiting;
    waiting.reserve(qsizetype(inFlight.size()));
    data.dots.reserve(inFlight.size());
    for (const fleet::InFlight &device : inFlight) {
        const auto from = indexOf.constFind(device.sourceHub);
        if (from == indexOf.cend())
            continue;
        const int predicted = device.predictedHub ? indexOf.value(device.predictedHub, -1) : -1;
        data.dots.push_back({device.device, *from, predicted, device.sinceMs});
        waiting.insert(device.device, {device.sourceHub, device.sinceMs});
    }

    for (auto before = m_waiting.cbegin(); before != m_waiting.cend() && data.arrivals.size() < mostArrivals;
         ++before) {
        if (waiting.contains(before.key()) || before.key() >= snapshot->devices.rowCount())
            continue;
        const fleet::DeviceStatus status = snapshot->devices.status[before.key()];
        const auto from = indexOf.constFind(before->source);
        if (from == indexOf.cend())
            continue;
        LiveArrival arrival{before.key(), *from, -1,
                            std::max<qint64>(0, snapshot->devices.updatedMs[before.key()] - before->sinceMs)};
        if (status == fleet::DeviceStatus::Assigned)
            arrival.to = indexOf.value(snapshot->devices.hub[before.key()], -1);
        else if (status != fleet::DeviceStatus::Failed)
            continue;
        if (arrival.to >= 0 || status == fleet::DeviceStatus::Failed)
            data.arrivals.push_back(arrival);
    }
    m_waiting = std::move(waiting);
    return data;
}

} // namespace rehome::ui
