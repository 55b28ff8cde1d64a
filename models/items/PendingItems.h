// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/PendingEdits.h"

#include <QtCore/QAbstractItemModel>
#include <functional>

namespace rehome::items {

/// The tray: one row for each kind of edit ("Policy: not set → migrate", n), its enrollments below. Columns: What,
/// Count or state, Effect. RowIdRole on the lower level gives the enrollment row. GUI thread.
class PendingItems : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        What,
        State,
        Effect
    };
    /// Words for what a kind of edit and one edit will do, given by who knows the fleet. Asked only for what is shown.
    struct Effects
    {
        std::function<QString(const fleet::PendingGroup &)> ofKind;
        std::function<QString(const fleet::EnrollmentEdit &)> ofEdit;
    };

    explicit PendingItems(QObject *parent = nullptr);

    /// Shows these edits; expanded and selected rows survive where they still exist. Nothing happens when the revision
    /// is the same.
    void show(const fleet::PendingEdits &edits);
    void setEffects(Effects effects) { m_effects = std::move(effects); }
    /// They have other words now.
    void effectsChanged();
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
    void tellChanged(Column first);
    QVariant kindData(int group, Column column, int role) const;
    QVariant editData(const fleet::EnrollmentEdit &edit, Column column, int role) const;
    void updateChildren(int group, const QList<fleet::RowId> &rows);

    fleet::PendingEdits m_edits;
    Effects m_effects;
    QList<fleet::PendingGroup> m_groups;
    QList<quintptr> m_groupIds; ///< internal id of the children's parent: survives removal of other groups
    quintptr m_nextGroupId = 1;
};

} // namespace rehome::items
