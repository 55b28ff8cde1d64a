// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/HubItems.h"

#include "models/items/Roles.h"

namespace rehome::items {

namespace {
constexpr int HubColumns = 7;

QString sourceText(const fleet::HubRow &hub)
{
    switch (hub.countSource) {
    case fleet::HubCountSource::None:
    case fleet::HubCountSource::Records:
        return HubItems::tr("records read");
    case fleet::HubCountSource::HubQuery:
        return HubItems::tr("hub query");
    case fleet::HubCountSource::Statistics:
        return HubItems::tr("hub statistics");
    }
    return {};
}
} // namespace

HubItems::HubItems(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void HubItems::reset(const fleet::SnapshotPtr &snapshot)
{
    beginResetModel();
    m_hubs = snapshot ? snapshot->hubs : fleet::HubTable{};
    endResetModel();
}

void HubItems::apply(const fleet::SnapshotPtr &snapshot, const fleet::ChangeBatchPtr &batch)
{
    if (batch->hubsChanged)
        show(snapshot->hubs);
}

// Hubs never leave the table within a connection, so there is only more and different.
void HubItems::show(const fleet::HubTable &hubs)
{
    const auto known = static_cast<int>(m_hubs.rows.size());
    const auto count = static_cast<int>(hubs.rows.size());
    for (int row = 0; row < known; ++row) {
        if (m_hubs.rows.at(row) == hubs.rows.at(row))
            continue;
        m_hubs.rows[row] = hubs.rows.at(row);
        emit dataChanged(index(row, 0), index(row, HubColumns - 1));
    }
    if (count <= known)
        return;
    beginInsertRows({}, known, count - 1);
    m_hubs = hubs;
    endInsertRows();
}

void HubItems::setNow(qint64 serverMs)
{
    m_time.nowMs = serverMs;
    const int column = static_cast<int>(Column::Counted);
    if (!m_hubs.rows.isEmpty())
        emit dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole, AgeMsRole});
}

void HubItems::setLocale(const QLocale &locale)
{
    m_time.locale = locale;
    if (!m_hubs.rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, HubColumns - 1));
    emit headerDataChanged(Qt::Horizontal, 0, HubColumns - 1);
}

int HubItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hubs.rows.size());
}

int HubItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : HubColumns;
}

QVariant HubItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const fleet::HubRow &hub = m_hubs.rows.at(index.row());
    const auto column = static_cast<Column>(index.column());
    const bool counted = hub.deviceCount >= 0;
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Column::Name:
            return fleet::shortHubName(hub.hostName);
        case Column::Region:
            return hub.region;
        case Column::Weight:
            return hub.inferred ? tr("not known") : m_time.number(hub.weight);
        case Column::Allocation:
            return hub.inferred ? tr("not known") : hub.openToAllocation ? tr("Open") : tr("Closed");
        case Column::Devices:
            return counted ? m_time.number(hub.deviceCount) : tr("at least %1").arg(m_time.number(hub.knownDevices));
        case Column::Counted:
            return counted ? m_time.ago(hub.countedAtMs) : sourceText(hub);
        case Column::Known:
            return hub.inferred ? tr("Inferred") : tr("Linked");
        }
        return {};
    case Qt::ToolTipRole:
        if (column == Column::Name)
            return hub.hostName;
        if (column == Column::Counted || column == Column::Devices)
            return sourceText(hub);
        if (hub.inferred && column != Column::Region)
            return tr("Seen in enrollments or records. Add the hub to say its weight and whether it is open.");
        return data(index, Qt::DisplayRole);
    case Qt::TextAlignmentRole:
        return int((column == Column::Weight || column == Column::Devices || column == Column::Counted
                        ? Qt::AlignRight
                        : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case HubNameRole:
        return hub.hostName;
    case HubIndexRole:
        return index.row();
    case CountRole:
        return counted ? hub.deviceCount : static_cast<qint64>(hub.knownDevices);
    case AgeMsRole:
        return counted ? std::max<qint64>(0, m_time.nowMs - hub.countedAtMs) : qint64{-1};
    case SortValueRole:
        if (column == Column::Weight)
            return hub.weight;
        return column == Column::Devices ? data(index, CountRole) : data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant HubItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Name:
        return tr("Hub");
    case Column::Region:
        return tr("Region");
    case Column::Weight:
        return tr("Weight");
    case Column::Allocation:
        return tr("Allocation");
    case Column::Devices:
        return tr("Devices");
    case Column::Counted:
        return tr("Counted");
    case Column::Known:
        return tr("Known");
    }
    return {};
}

} // namespace rehome::items
