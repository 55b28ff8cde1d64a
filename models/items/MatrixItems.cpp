// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/MatrixItems.h"

#include "models/items/Roles.h"

#include <algorithm>

namespace rehome::items {

namespace {
quint64 flowKey(fleet::StringId from, fleet::StringId to)
{
    return quint64{from} << 32 | to;
}
} // namespace

MatrixItems::MatrixItems(QObject *parent)
    : QAbstractTableModel(parent)
    , m_snapshot(fleet::emptySnapshot())
{
}

void MatrixItems::show(const fleet::SnapshotPtr &snapshot, const fleet::MoveSummary &summary,
                       const std::vector<fleet::InFlight> &inFlight, bool allHubs)
{
    QHash<fleet::StringId, int> waiting;
    for (const fleet::InFlight &device : inFlight)
        ++waiting[device.sourceHub];
    QList<fleet::StringId> from, to;
    const auto flowsFrom = [&](fleet::StringId hub) {
        return std::any_of(summary.flows.begin(), summary.flows.end(),
                           [hub](const fleet::Flow &flow) { return flow.from == hub; });
    };
    const auto flowsTo = [&](fleet::StringId hub) {
        return std::any_of(summary.flows.begin(), summary.flows.end(),
                           [hub](const fleet::Flow &flow) { return flow.to == hub; });
    };
    if (flowsFrom(0) || waiting.contains(0))
        from.append(0);
    for (const fleet::HubRow &hub : snapshot->hubs.rows) {
        const bool busy = flowsFrom(hub.name) || flowsTo(hub.name) || waiting.contains(hub.name);
        if (!allHubs && !busy)
            continue;
        from.append(hub.name);
        to.append(hub.name);
    }

    const bool sameShape = from == m_from && to == m_to;
    if (!sameShape)
        beginResetModel();
    m_snapshot = snapshot;
    m_summary = summary;
    m_waiting = waiting;
    m_from = from;
    m_to = to;
    m_flowIndex.clear();
    m_largest = 0;
    for (size_t i = 0; i < m_summary.flows.size(); ++i) {
        const fleet::Flow &flow = m_summary.flows[i];
        m_flowIndex.insert(flowKey(flow.from, flow.to), static_cast<int>(i));
        m_largest = std::max(m_largest, flow.moved);
    }
    if (!sameShape)
        endResetModel();
    else if (!m_from.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void MatrixItems::setLocale(const QLocale &locale)
{
    m_time.locale = locale;
    if (!m_from.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const fleet::Flow *MatrixItems::flow(const QModelIndex &index) const
{
    if (!index.isValid() || index.column() >= m_to.size())
        return nullptr;
    const auto found = m_flowIndex.constFind(flowKey(m_from.at(index.row()), m_to.at(index.column())));
    return found == m_flowIndex.cend() ? nullptr : &m_summary.flows[static_cast<size_t>(*found)];
}

int MatrixItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_from.size());
}

int MatrixItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_to.size()) + 2;
}

QVariant MatrixItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const fleet::StringId from = m_from.at(index.row());
    const bool isFlow = index.column() < m_to.size();
    const bool isWaiting = index.column() == m_to.size();
    const fleet::Flow *cell = flow(index);
    qint64 count = 0;
    if (isFlow) {
        count = cell ? cell->moved : 0;
    } else if (isWaiting) {
        count = m_waiting.value(from);
    } else {
        for (const fleet::Flow &flow : m_summary.flows)
            count += flow.from == from ? flow.moved : 0;
    }
    switch (role) {
    case Qt::DisplayRole:
        return count == 0 && isFlow ? QString() : m_time.number(count);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        if (isWaiting)
            return tr("%1 in Assigning from %2").arg(m_time.number(count), hubTitle(from));
        if (!isFlow)
            return tr("%1 moved from %2").arg(m_time.number(count), hubTitle(from));
        return tr("%1 moved from %2 to %3")
            .arg(m_time.number(count), hubTitle(from), hubTitle(m_to.at(index.column())));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case CountRole:
    case SortValueRole:
        return count;
    case FractionRole:
        return isFlow && m_largest > 0 ? static_cast<double>(count) / m_largest : 0.0;
    case FromHubRole:
        return from;
    case ToHubRole:
        return isFlow ? QVariant(m_to.at(index.column())) : QVariant();
    case HubIndexRole:
        return from == 0 ? -1 : m_snapshot->hubs.indexOf(from);
    case WaitMsRole:
        return cell ? QVariant(cell->medianWaitMs) : QVariant();
    default:
        return {};
    }
}

QVariant MatrixItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != HubIndexRole))
        return {};
    fleet::StringId hub = 0;
    if (orientation == Qt::Vertical) {
        if (section >= m_from.size())
            return {};
        hub = m_from.at(section);
    } else {
        if (section >= columnCount())
            return {};
        if (section >= m_to.size())
            return role == Qt::DisplayRole ? QVariant(section == m_to.size() ? tr("In flight") : tr("Sum"))
                                           : QVariant();
        hub = m_to.at(section);
    }
    if (role == HubIndexRole)
        return hub == 0 ? -1 : m_snapshot->hubs.indexOf(hub);
    return role == Qt::ToolTipRole ? m_snapshot->text(hub) : hubTitle(hub);
}

QString MatrixItems::hubTitle(fleet::StringId hub) const
{
    return hub == 0 ? tr("New") : fleet::shortHubName(m_snapshot->text(hub));
}

} // namespace rehome::items
