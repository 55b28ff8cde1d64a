// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/PendingItems.h"

#include "models/items/Roles.h"
#include "models/items/Words.h"

#include <QtCore/QLocale>
#include <QtCore/QSet>
#include <algorithm>

namespace rehome::items {

namespace {
constexpr int PendingColumns = 3;

QString stateText(const fleet::EnrollmentEdit &edit)
{
    switch (edit.state) {
    case fleet::PendingState::Waiting:
        return PendingItems::tr("not sent");
    case fleet::PendingState::Sending:
        return PendingItems::tr("sending");
    case fleet::PendingState::Failed:
        return edit.reason.isEmpty() ? PendingItems::tr("failed") : edit.reason;
    case fleet::PendingState::Conflict:
        return edit.reason.isEmpty() ? PendingItems::tr("changed by someone else") : edit.reason;
    }
    return {};
}

// Is `part` what is left of `whole` after leaving some out?
template <class T, class Same>
bool isPartOf(const QList<T> &part, const QList<T> &whole, const Same &same)
{
    qsizetype found = 0;
    for (const T &value : whole)
        found += found < part.size() && same(part.at(found), value) ? 1 : 0;
    return found == part.size();
}
} // namespace

PendingItems::PendingItems(QObject *parent)
    : QAbstractItemModel(parent)
{
}

bool PendingItems::sameKind(const fleet::PendingGroup &a, const fleet::PendingGroup &b)
{
    return a.sameKind(b);
}

void PendingItems::show(const fleet::PendingEdits &edits)
{
    if (edits.revision() == m_edits.revision() && edits.size() == m_edits.size())
        return;
    const QList<fleet::PendingGroup> groups = edits.groups();
    m_edits = edits;
    for (qsizetype i = m_groups.size() - 1; i >= 0; --i) {
        const bool stays = std::any_of(groups.cbegin(), groups.cend(), [&](const fleet::PendingGroup &group) {
            return sameKind(group, m_groups.at(i));
        });
        if (stays)
            continue;
        beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
        m_groups.removeAt(i);
        m_groupIds.removeAt(i);
        endRemoveRows();
    }
    if (!isPartOf(m_groups, groups, sameKind)) { // an undo brought an older kind back to the front
        beginResetModel();
        m_groups = groups;
        m_groupIds.clear();
        for (qsizetype i = 0; i < groups.size(); ++i)
            m_groupIds.append(m_nextGroupId++);
        endResetModel();
        return;
    }
    for (int i = 0; i < groups.size(); ++i) {
        if (i < m_groups.size() && sameKind(m_groups.at(i), groups.at(i))) {
            updateChildren(i, groups.at(i).rows);
            m_groups[i].failed = groups.at(i).failed;
            continue;
        }
        beginInsertRows({}, i, i);
        m_groups.insert(i, groups.at(i));
        m_groupIds.insert(i, m_nextGroupId++);
        endInsertRows();
    }
    tellChanged(Column::What);
}

void PendingItems::effectsChanged()
{
    tellChanged(Column::Effect);
}

void PendingItems::tellChanged(Column first)
{
    if (m_groups.isEmpty())
        return;
    const auto column = static_cast<int>(first);
    emit dataChanged(index(0, column), index(rowCount() - 1, PendingColumns - 1));
    for (int i = 0; i < rowCount(); ++i) {
        const QModelIndex parent = index(i, 0);
        emit dataChanged(index(0, column, parent), index(rowCount(parent) - 1, PendingColumns - 1, parent));
    }
}

void PendingItems::updateChildren(int group, const QList<fleet::RowId> &rows)
{
    const QModelIndex parent = index(group, 0);
    const QSet<fleet::RowId> wanted(rows.cbegin(), rows.cend());
    QList<fleet::RowId> kept;
    for (const fleet::RowId row : std::as_const(m_groups.at(group).rows)) {
        if (wanted.contains(row))
            kept.append(row);
    }
    const bool sameOrder = isPartOf(kept, rows, [](fleet::RowId a, fleet::RowId b) { return a == b; });
    for (auto end = static_cast<int>(m_groups.at(group).rows.size()); end > 0;) {
        QList<fleet::RowId> &shown = m_groups[group].rows;
        const auto leaves = [&](int place) { return !sameOrder || !wanted.contains(shown.at(place)); };
        if (!leaves(end - 1)) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && leaves(begin - 1))
            --begin;
        beginRemoveRows(parent, begin, end - 1);
        shown.remove(begin, end - begin);
        endRemoveRows();
        end = begin;
    }
    for (int i = 0; i < rows.size();) {
        QList<fleet::RowId> &shown = m_groups[group].rows;
        if (i < shown.size() && shown.at(i) == rows.at(i)) {
            ++i;
            continue;
        }
        int end = i + 1;
        while (end < rows.size() && !(i < shown.size() && shown.at(i) == rows.at(end)))
            ++end;
        beginInsertRows(parent, i, end - 1);
        shown = shown.first(i) + rows.sliced(i, end - i) + shown.sliced(i);
        endInsertRows();
        i = end;
    }
}

QModelIndex PendingItems::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= PendingColumns || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_groupIds.at(parent.row()) : quintptr{0});
}

QModelIndex PendingItems::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    const auto group = static_cast<int>(m_groupIds.indexOf(index.internalId()));
    return group < 0 ? QModelIndex() : createIndex(group, 0, quintptr{0});
}

int PendingItems::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    return parent.internalId() == 0 && parent.column() == 0 ? static_cast<int>(m_groups.at(parent.row()).rows.size())
                                                            : 0;
}

int PendingItems::columnCount(const QModelIndex &) const
{
    return PendingColumns;
}

QVariant PendingItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    if (index.internalId() == 0)
        return kindData(index.row(), column, role);
    const auto group = m_groupIds.indexOf(index.internalId());
    const fleet::EnrollmentEdit *edit = m_edits.find(m_groups.at(group).rows.at(index.row()));
    return edit ? editData(*edit, column, role) : QVariant();
}

QVariant PendingItems::kindData(int place, Column column, int role) const
{
    const fleet::PendingGroup &group = m_groups.at(place);
    const auto count = static_cast<qint64>(group.rows.size());
    switch (role) {
    case Qt::ToolTipRole:
        if (column == Column::State)
            return group.failed > 0 ? tr("%1 of them were not applied").arg(QLocale().toString(group.failed))
                                    : QVariant();
        [[fallthrough]];
    case Qt::DisplayRole:
        if (column == Column::Effect)
            return m_effects.ofKind ? m_effects.ofKind(group) : QString();
        return column == Column::What ? pendingText(group) : QLocale().toString(count);
    case Qt::TextAlignmentRole:
        return int((column == Column::State ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CountRole:
        return count;
    case PendingStateRole:
        return static_cast<int>(group.failed > 0 ? fleet::PendingState::Failed : fleet::PendingState::Waiting);
    case PendingActionRole:
        return static_cast<int>(group.action);
    default:
        return {};
    }
}

QVariant PendingItems::editData(const fleet::EnrollmentEdit &edit, Column column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (column == Column::Effect)
            return m_effects.ofEdit ? m_effects.ofEdit(edit) : QString();
        return column == Column::What ? edit.id : stateText(edit);
    case RowIdRole:
    case EnrollmentRowRole:
        return edit.row;
    case KindRole:
        return static_cast<int>(edit.kind);
    case PendingStateRole:
        return static_cast<int>(edit.state);
    case PendingActionRole:
        return static_cast<int>(edit.action);
    default:
        return {};
    }
}

QVariant PendingItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::What:
        return tr("Edit");
    case Column::State:
        return tr("Enrollments");
    case Column::Effect:
        return tr("What it will do");
    }
    return {};
}

} // namespace rehome::items
