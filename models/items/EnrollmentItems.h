// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/PendingEdits.h"
#include "models/items/Columns.h"
#include "models/items/FleetItems.h"

namespace rehome::items {

/// Individual enrollments and groups in one table. Columns: EnrollmentColumn; roles: Roles.h.
class EnrollmentItems : public FleetItems
{
    Q_OBJECT
public:
    explicit EnrollmentItems(QObject *parent = nullptr);

    /// Unsent edits to show in the rows (violet bar, old badge → new badge). A copy is kept; call again after each
    /// change.
    void setPending(const fleet::PendingEdits &edits);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    quint32 tableRows(const fleet::Snapshot &snapshot) const override;
    const fleet::TableChanges &changesOf(const fleet::ChangeBatch &batch) const override;
    quint32 sortDependsOn(int column) const override;
    QList<int> timeColumns() const override;
    std::vector<fleet::RowChange> indirectChanges(const fleet::ChangeBatch &batch) const override;

private:
    QString display(const fleet::Snapshot &fleet, fleet::RowId row, EnrollmentColumn column) const;
    QVariant pendingData(fleet::RowId row, int role) const;
    QString hubText(const fleet::Snapshot &fleet, fleet::RowId row) const;

    fleet::PendingEdits m_pending;
};

} // namespace rehome::items
