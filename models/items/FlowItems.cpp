// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FlowItems.h"

#include "models/items/Roles.h"

#include <algorithm>

namespace rehome::items {

namespace {

quint32 by(const fleet::Flow &flow, domain::Substatus substatus)
{
    return flow.bySubstatus[static_cast<size_t>(substatus)];
}

bool sameFlow(const fleet::Flow &a, const fleet::Flow &b)
{
    return a.from == b.from && a.to == b.to;
}

} // namespace

void FlowItems::show(const fleet::SnapshotPtr &snapshot, const fleet::MoveSummary &summary,
                     const std::vector<fleet::InFlight> &inFlight)
{
    std::vector<fleet::Flow> flows = summary.flows;
    std::erase_if(flows, [](const fleet::Flow &flow) { return flow.moved == 0; });
    std::ranges::stable_sort(flows, std::ranges::greater{}, &fleet::Flow::moved);
    m_snapshot = snapshot;
    m_waiting.clear();
    for (const fleet::InFlight &device : inFlight)
        ++m_waiting[device.sourceHub];

    // The same flows in the same places: only their figures changed, so selection and scroll stay.
    if (std::ranges::equal(flows, m_flows, sameFlow)) {
        m_flows = std::move(flows);
        if (!m_flows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_flows = std::move(flows);
    endResetModel();
}

const fleet::Flow *FlowItems::flow(int row) const
{
    return row >= 0 && row < rowCount() ? &m_flows[static_cast<size_t>(row)] : nullptr;
}

int FlowItems::rowOf(fleet::StringId from, fleet::StringId to) const
{
    const auto found =
        std::ranges::find_if(m_flows, [=](const fleet::Flow &flow) { return flow.from == from && flow.to == to; });
    return found == m_flows.end() ? -1 : static_cast<int>(found - m_flows.begin());
}

int FlowItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_flows.size());
}

int FlowItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString FlowItems::text(const fleet::Flow &flow, Column column) const
{
    const auto hub = [this](fleet::StringId id) { return id ? fleet::shortHubName(m_snapshot->text(id)) : tr("New"); };
    switch (column) {
    case Column::From:
        return hub(flow.from);
    case Column::To:
        return hub(flow.to);
    case Column::Moved:
        return m_locale.toString(flow.moved);
    case Column::PerMinute:
        return m_locale.toString(flow.perMinute, 'f', flow.perMinute < 10 ? 1 : 0);
    case Column::Migrated:
        return m_locale.toString(by(flow, domain::Substatus::DeviceDataMigrated));
    case Column::Reset:
        return m_locale.toString(by(flow, domain::Substatus::DeviceDataReset));
    case Column::First:
        return m_locale.toString(by(flow, domain::Substatus::InitialAssignment) +
                                 by(flow, domain::Substatus::ReprovisionedToInitialAssignment));
    case Column::MedianWait:
        return flow.medianWaitMs < 0 ? tr("not seen")
                                     : tr("%1 s").arg(m_locale.toString(double(flow.medianWaitMs) / 1000, 'f', 1));
    case Column::WaitingNow:
        return m_locale.toString(m_waiting.value(flow.from));
    case Column::Count:
        break;
    }
    return {};
}

QVariant FlowItems::hubRole(fleet::StringId hub, int role) const
{
    if (hub == 0)
        return role == HubIndexRole ? QVariant(-1) : QVariant();
    return role == HubIndexRole ? QVariant(m_snapshot->hubs.indexOf(hub)) : QVariant(m_snapshot->text(hub));
}

QVariant FlowItems::data(const QModelIndex &index, int role) const
{
    const fleet::Flow *flow = index.isValid() ? this->flow(index.row()) : nullptr;
    if (!flow)
        return {};
    const auto column = static_cast<Column>(index.column());
    const bool isHub = column == Column::From || column == Column::To;
    switch (role) {
    case Qt::DisplayRole:
        return text(*flow, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isHub ? Qt::AlignLeft : Qt::AlignRight));
    case FromHubRole:
        return flow->from;
    case ToHubRole:
        return flow->to;
    case CountRole:
        return qint64(flow->moved);
    case HubNameRole:
    case HubIndexRole:
        return isHub ? hubRole(column == Column::From ? flow->from : flow->to, role) : QVariant();
    default:
        return {};
    }
}

QVariant FlowItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section < 2 ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::From:
        return tr("From");
    case Column::To:
        return tr("To");
    case Column::Moved:
        return tr("Moved");
    case Column::PerMinute:
        return tr("Per minute");
    case Column::Migrated:
        return tr("Migrated");
    case Column::Reset:
        return tr("Reset");
    case Column::First:
        return tr("First assignment");
    case Column::MedianWait:
        return tr("Median wait");
    case Column::WaitingNow:
        return tr("Waiting at source");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace rehome::items
