// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/PendingEdits.h"

#include <QtCore/QAbstractItemModel>

namespace rehome::items {

/// The tray: one row for each kind of edit ("Policy: not set → migrate", n), its enrollments below. Columns: What,
/// Count or state. RowIdRole on the lower level gives the enrollment row. GUI thread.
class PendingItems : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        What,
        State
    };

    explicit PendingItems(QObject *parent = nullptr);

    /// Shows these edits; expanded and selected rows survive where they still exist. Nothing happens when the revision
    /// is the same.
    void show(const fleet::PendingEdits &edits);
    const fleet::PendingEdits &edits() const { return m_edits; }
    const QList<fleet::PendingGroup> &groups() const { return m_groups; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static bool sameKind(const fleet::PendingGroup &a, const fleet::PendingGroup &b);
    void updateChildren(int group, const QList<fleet::RowId> &rows);

    fleet::PendingEdits m_edits;
    QList<fleet::PendingGroup> m_groups;
    QList<quintptr> m_groupIds; ///< internal id of the children's parent: survives removal of other groups
    quintptr m_nextGroupId = 1;
};

} // namespace rehome::items
