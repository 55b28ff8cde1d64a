// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/AppliedItems.h"

#include "models/items/Roles.h"

namespace rehome::items {

using Action = fleet::EnrollmentEdit::Action;

namespace {
/// Strong and quoted forms of the same ETag are one version.
QString bare(const QString &etag)
{
    const bool quoted = etag.size() >= 2 && etag.startsWith(QLatin1Char('"')) && etag.endsWith(QLatin1Char('"'));
    return quoted ? etag.sliced(1, etag.size() - 2) : etag;
}
} // namespace

AppliedItems::AppliedItems(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void AppliedItems::clear()
{
    beginResetModel();
    m_changes.clear();
    m_complete = m_asked = false;
    endResetModel();
}

void AppliedItems::append(const QList<fleet::AppliedChange> &page, bool isLast)
{
    m_asked = false;
    m_complete = isLast;
    if (page.isEmpty())
        return;
    const auto first = static_cast<int>(m_changes.size());
    beginInsertRows({}, first, first + static_cast<int>(page.size()) - 1);
    m_changes += page;
    endInsertRows();
}

void AppliedItems::setNow(qint64 nowMs)
{
    m_time.nowMs = nowMs;
    if (!m_changes.isEmpty())
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::When)),
                           index(rowCount() - 1, static_cast<int>(Column::When)), {Qt::DisplayRole});
}

void AppliedItems::setSnapshot(const fleet::SnapshotPtr &snapshot, bool complete)
{
    m_snapshot = snapshot;
    m_fleetKnown = complete;
    if (!m_changes.isEmpty())
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::State)),
                           index(rowCount() - 1, static_cast<int>(Column::State)));
}

AppliedItems::Standing AppliedItems::standing(const fleet::AppliedChange &change) const
{
    if (change.isUndone)
        return Standing::Undone;
    const auto &table = m_snapshot->enrollments;
    const fleet::RowId row = m_snapshot->findEnrollment(change.kind, change.id);
    const bool exists = row != fleet::NoRow && !table.isGone(row);
    if (!exists && !m_fleetKnown)
        return Standing::NotRead;
    const bool untouched = change.action == Action::Delete
                               ? !exists
                               : exists && bare(table.etag[row].text(m_snapshot->strings)) == bare(change.etag);
    return untouched ? Standing::CanBeUndone : Standing::ChangedSince;
}

int AppliedItems::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int AppliedItems::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::State) + 1;
}

bool AppliedItems::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_asked;
}

void AppliedItems::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_asked = true;
    Q_EMIT moreWanted();
}

QString AppliedItems::what(const fleet::AppliedChange &change)
{
    QStringList fields;
    if (change.action == Action::Create)
        fields.append(tr("Created"));
    else if (change.action == Action::Delete)
        fields.append(tr("Deleted"));
    else
        for (const auto &field : change.fields)
            fields.append(fleet::isSecretPath(field.path) ? tr("New key") : pendingText(field));
    fields.removeDuplicates(); // both keys at once
    const QString text = fields.join(QStringLiteral(", "));
    return change.undoes != 0 ? tr("Undo: %1").arg(text) : text;
}

QString AppliedItems::state(const fleet::AppliedChange &change) const
{
    switch (standing(change)) {
    case Standing::NotRead:
        return notReadText();
    case Standing::CanBeUndone:
        return tr("Can be undone");
    case Standing::ChangedSince:
        return tr("Changed since");
    case Standing::Undone:
        return tr("Undone");
    }
    return {};
}

QVariant AppliedItems::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const fleet::AppliedChange &change = m_changes[index.row()];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case KindRole:
        return static_cast<int>(change.kind);
    case TimeMsRole:
        return change.timeMs;
    case Qt::ToolTipRole:
        return column == Column::When ? TimeText::iso(change.timeMs) : data(index, Qt::DisplayRole);
    case Qt::TextAlignmentRole:
        return column == Column::Together ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case Column::When:
        return m_time.ago(change.timeMs);
    case Column::Enrollment:
        return change.id;
    case Column::What:
        return what(change);
    case Column::Together:
        return m_time.number(change.batchSize);
    case Column::State:
        return state(change);
    }
    return {};
}

QVariant AppliedItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::When:
        return tr("When");
    case Column::Enrollment:
        return tr("Enrollment");
    case Column::What:
        return tr("What");
    case Column::Together:
        return tr("Applied together");
    case Column::State:
        return tr("State");
    }
    return {};
}

} // namespace rehome::items
