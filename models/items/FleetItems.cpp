// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FleetItems.h"

#include "models/items/Roles.h"
#include "models/items/SortValues.h"

#include <algorithm>

namespace rehome::items {

using fleet::RowId;

namespace {
constexpr int QuickestCatchUpMs = 250;
constexpr qint64 RestPerOrder = 4; // ordering on its own takes a fifth of one core at most
constexpr size_t MostRanges = 64;
constexpr size_t MostRemovals = 64;

// Values that a facet counts, as bits of the table's changes.
quint32 facetFields(FilterSubject subject)
{
    using fleet::DeviceField;
    using fleet::EnrollmentField;
    if (subject == FilterSubject::Devices)
        return fieldBit(DeviceField::Status) | fieldBit(DeviceField::Hub) | fieldBit(DeviceField::Group) |
               fieldBit(DeviceField::Individual);
    return fieldBit(EnrollmentField::Policy) | fieldBit(EnrollmentField::Attestation) |
           fieldBit(EnrollmentField::Allocation) | fieldBit(EnrollmentField::ProvisioningStatus) |
           fieldBit(EnrollmentField::Device);
}
} // namespace

FleetItems::FleetItems(FilterSubject subject, QObject *parent)
    : QAbstractTableModel(parent)
    , m_subject(subject)
    , m_snapshot(fleet::emptySnapshot())
    , m_filter(subject)
{
    m_catchUp.setSingleShot(true);
    connect(&m_catchUp, &QTimer::timeout, this, [this] { requestOrder(true); });
    connect(&m_engine, &OrderEngine::ready, this, &FleetItems::applyOrder);
    connect(&m_engine, &OrderEngine::busyChanged, this, &FleetItems::orderingChanged);
}

FleetItems::~FleetItems() = default;

void FleetItems::reset(const fleet::SnapshotPtr &snapshot)
{
    m_engine.cancel();
    m_catchUp.stop();
    m_stale = false;
    beginResetModel();
    m_snapshot = snapshot ? snapshot : fleet::emptySnapshot();
    m_order.clear();
    m_position.assign(tableRows(*m_snapshot), -1);
    m_tested = tableRows(*m_snapshot);
    m_removedSinceRequest.clear();
    m_facets = {};
    m_removedByTerm.clear();
    m_lastOrderMs = 0;
    endResetModel();
    emit countsChanged();
    if (m_tested > 0)
        requestOrder(true);
}

void FleetItems::apply(const fleet::SnapshotPtr &snapshot, const fleet::ChangeBatchPtr &batch)
{
    const fleet::TableChanges &changes = changesOf(*batch);
    m_snapshot = snapshot;
    if (!changes.removed.empty())
        dropRows(changes.removed);
    std::vector<fleet::RowChange> changed = changes.changed;
    const std::vector<fleet::RowChange> indirect = indirectChanges(*batch);
    changed.insert(changed.end(), indirect.begin(), indirect.end());
    if (!changed.empty())
        changeRows(changed);
    if (changes.insertedCount > 0)
        appendRows(changes.firstInserted, changes.insertedCount);
    if (!changes.isEmpty())
        emit countsChanged();
    if (batch->hubsChanged && m_filter.dependsOnHubs())
        requestOrder(false);
}

void FleetItems::setFilter(const FilterQuery &filter)
{
    // "No filter" fits both tables; a term of the other one would be asked of the wrong rows.
    m_filter = filter.subject() == m_subject ? filter : FilterQuery(m_subject);
    requestOrder(true);
}

void FleetItems::setSort(const QList<SortKey> &keys, TextOrder textOrder)
{
    useSort(keys, keys.size(), textOrder);
}

void FleetItems::sort(int column, Qt::SortOrder order)
{
    QList<SortKey> keys = m_sort;
    keys.removeIf([column](const SortKey &key) { return key.column == column; });
    if (column >= 0 && column < columnCount())
        keys.prepend({column, order});
    else
        keys.clear(); // Qt's way to say "no sorting": order of arrival
    useSort(keys, 1, m_textOrder);
}

void FleetItems::addSort(int column)
{
    if (column < 0 || column >= columnCount())
        return;
    QList<SortKey> keys = m_sort.first(m_chosenKeys);
    const auto chosen =
        std::find_if(keys.begin(), keys.end(), [&](const SortKey &key) { return key.column == column; });
    if (chosen != keys.end()) {
        chosen->order = chosen->order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
        keys += m_sort.sliced(m_chosenKeys);
        return useSort(keys, m_chosenKeys, m_textOrder);
    }
    if (keys.size() >= MostSortKeys)
        keys.removeLast(); // the newest wish counts
    keys.append({column, Qt::AscendingOrder});
    const qsizetype count = keys.size();
    for (const SortKey &key : m_sort.sliced(m_chosenKeys)) {
        if (key.column != column)
            keys.append(key);
    }
    useSort(keys, count, m_textOrder);
}

void FleetItems::useSort(QList<SortKey> keys, qsizetype chosen, TextOrder textOrder)
{
    if (keys.size() > MostSortKeys)
        keys.resize(MostSortKeys);
    const int count = static_cast<int>(qMin(chosen, keys.size()));
    if (m_sort == keys && m_textOrder == textOrder && m_chosenKeys == count)
        return;
    const bool newOrder = m_sort != keys || m_textOrder != textOrder;
    m_sort = std::move(keys);
    m_textOrder = textOrder;
    m_chosenKeys = count;
    emit sortChanged();
    if (newOrder)
        requestOrder(true);
}

void FleetItems::setNow(qint64 serverMs)
{
    m_time.nowMs = serverMs;
    if (m_order.empty())
        return;
    const int last = static_cast<int>(m_order.size()) - 1;
    for (const int column : timeColumns())
        emit dataChanged(index(0, column), index(last, column), {Qt::DisplayRole, AgeMsRole, WaitMsRole});
}

void FleetItems::setLocale(const QLocale &locale)
{
    m_time.locale = locale;
    if (!m_order.empty())
        emit dataChanged(index(0, 0), index(static_cast<int>(m_order.size()) - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int FleetItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QHash<int, QByteArray> FleetItems::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert(RowIdRole, QByteArrayLiteral("rowId"));
    names.insert(StatusRole, QByteArrayLiteral("status"));
    names.insert(PolicyRole, QByteArrayLiteral("policy"));
    names.insert(HubNameRole, QByteArrayLiteral("hubName"));
    names.insert(NotReadRole, QByteArrayLiteral("notRead"));
    return names;
}

int FleetItems::placeOf(RowId row) const
{
    return row < m_position.size() ? m_position[row] : -1;
}

qint64 FleetItems::totalCount() const
{
    return m_subject == FilterSubject::Devices ? m_snapshot->devices.liveCount : m_snapshot->enrollments.liveCount;
}

int FleetItems::mostRemovingTerm() const
{
    const auto most = std::max_element(m_removedByTerm.begin(), m_removedByTerm.end());
    return most == m_removedByTerm.end() ? -1 : static_cast<int>(most - m_removedByTerm.begin());
}

void FleetItems::requestOrder(bool now)
{
    if (!now) {
        m_stale = true;
        if (!m_catchUp.isActive() && !m_engine.isBusy())
            m_catchUp.start(static_cast<int>(std::max<qint64>(QuickestCatchUpMs, RestPerOrder * m_lastOrderMs)));
        return;
    }
    m_stale = false;
    m_catchUp.stop();
    m_removedSinceRequest.clear();
    m_engine.request({m_snapshot, m_filter, m_sort, m_textOrder, m_time.nowMs});
}

void FleetItems::applyOrder(const std::shared_ptr<OrderResult> &result)
{
    // What happened since the request: rows that went are taken out; rows that came are in m_order already, tested with
    // the same filter, and go behind until the next order.
    std::vector<RowId> order = std::move(result->order);
    std::vector<qint32> position = std::move(result->position);
    position.resize(m_position.size(), -1);
    bool reindexed = false;
    if (!m_removedSinceRequest.empty()) {
        std::sort(m_removedSinceRequest.begin(), m_removedSinceRequest.end());
        const auto isRemoved = [this](RowId row) {
            return std::binary_search(m_removedSinceRequest.begin(), m_removedSinceRequest.end(), row);
        };
        reindexed = std::erase_if(order, isRemoved) > 0;
        for (const RowId row : m_removedSinceRequest)
            position[row] = -1;
        m_removedSinceRequest.clear();
    }
    m_facets = result->facets;
    m_removedByTerm = result->removedByTerm;
    const size_t covered = order.size();
    for (const RowId row : m_order) {
        if (row < result->rows)
            continue;
        order.push_back(row);
        m_facets.add(*m_snapshot, m_subject, row);
    }
    for (size_t i = reindexed ? 0 : covered; i < order.size(); ++i)
        position[order[i]] = static_cast<qint32>(i);

    if (order != m_order) {
        emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &index : before) {
            const int place = position[m_order[static_cast<size_t>(index.row())]];
            after.append(place < 0 ? QModelIndex() : createIndex(place, index.column()));
        }
        m_order.swap(order);
        m_position.swap(position);
        changePersistentIndexList(before, after);
        emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    m_lastOrderMs = result->elapsedMs;
    emit countsChanged();
    emit orderApplied();
    if (m_stale || (covered < m_order.size() && !m_sort.isEmpty()))
        requestOrder(false);
}

void FleetItems::dropRows(const std::vector<RowId> &rows)
{
    m_removedSinceRequest.insert(m_removedSinceRequest.end(), rows.begin(), rows.end());
    std::vector<int> places;
    for (const RowId row : rows) {
        if (const int place = placeOf(row); place >= 0)
            places.push_back(place);
    }
    if (places.empty())
        return;
    requestOrder(false); // the counts
    std::sort(places.begin(), places.end());
    if (places.size() > MostRemovals) {
        // Many single removals would move the tail again and again: one change of layout instead.
        emit layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        std::vector<RowId> kept = m_order;
        for (const int place : places) {
            m_position[kept[static_cast<size_t>(place)]] = -1;
            kept[static_cast<size_t>(place)] = fleet::NoRow;
        }
        std::erase(kept, fleet::NoRow);
        m_order.swap(kept);
        reindex();
        QModelIndexList after;
        for (const QModelIndex &index : before) {
            const bool gone = std::binary_search(places.begin(), places.end(), index.row());
            const auto earlier = std::lower_bound(places.begin(), places.end(), index.row()) - places.begin();
            after.append(gone ? QModelIndex() : createIndex(index.row() - static_cast<int>(earlier), index.column()));
        }
        changePersistentIndexList(before, after);
        emit layoutChanged();
        return;
    }
    for (size_t end = places.size(); end > 0;) {
        size_t begin = end - 1;
        while (begin > 0 && places[begin - 1] == places[begin] - 1)
            --begin;
        beginRemoveRows({}, places[begin], places[end - 1]);
        for (size_t i = begin; i < end; ++i)
            m_position[m_order[static_cast<size_t>(places[i])]] = -1;
        m_order.erase(m_order.begin() + places[begin], m_order.begin() + places[end - 1] + 1);
        endRemoveRows();
        end = begin;
    }
    reindex();
}

void FleetItems::appendRows(RowId first, quint32 count)
{
    m_position.resize(static_cast<size_t>(first) + count, -1);
    CompiledFilter filter = m_filter.compile(m_snapshot, m_time.nowMs);
    std::vector<RowId> matching;
    for (RowId row = std::max(first, m_tested); row < first + count; ++row) {
        if (filter.matches(row))
            matching.push_back(row);
    }
    m_tested = std::max(m_tested, first + count);
    if (matching.empty())
        return;
    const OrderRequest asSorted{m_snapshot, m_filter, m_sort, m_textOrder, m_time.nowMs};
    bool inOrder = true;
    if (!m_sort.isEmpty()) {
        sortRows(asSorted, matching, {});
        inOrder = m_order.empty() || rowLess(asSorted, m_order.back(), matching.front());
    }
    const int place = static_cast<int>(m_order.size());
    beginInsertRows({}, place, place + static_cast<int>(matching.size()) - 1);
    for (const RowId row : matching) {
        m_position[row] = static_cast<qint32>(m_order.size());
        m_order.push_back(row);
        m_facets.add(*m_snapshot, m_subject, row);
    }
    endInsertRows();
    if (!inOrder)
        requestOrder(false);
}

void FleetItems::changeRows(std::vector<fleet::RowChange> changes)
{
    quint32 ordering = m_filter.dependsOn() | facetFields(m_subject);
    for (const SortKey &key : m_sort)
        ordering |= sortDependsOn(key.column);
    std::vector<int> places;
    bool moves = false;
    for (const fleet::RowChange &change : changes) {
        moves |= (change.fields & ordering) != 0;
        if (const int place = placeOf(change.row); place >= 0)
            places.push_back(place);
    }
    emitRows(std::move(places));
    if (moves)
        requestOrder(false);
}

void FleetItems::emitRows(std::vector<int> places, const QList<int> &roles)
{
    if (places.empty())
        return;
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<std::pair<int, int>> ranges;
    for (const int place : places) {
        if (!ranges.empty() && ranges.back().second + 1 == place)
            ranges.back().second = place;
        else
            ranges.emplace_back(place, place);
    }
    if (ranges.size() > MostRanges || places.size() * 2 > m_order.size())
        ranges = {{places.front(), places.back()}};
    for (const auto &[first, last] : ranges)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1), roles);
}

void FleetItems::reindex()
{
    for (size_t i = 0; i < m_order.size(); ++i)
        m_position[m_order[i]] = static_cast<qint32>(i);
}

} // namespace rehome::items
