// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/Columns.h"
#include "models/items/FleetItems.h"

namespace rehome::items {

/// Every registration known, one row each; "not read" where the provisioning service was not asked. Columns:
/// DeviceColumn.
class DeviceItems : public FleetItems
{
    Q_OBJECT
public:
    explicit DeviceItems(QObject *parent = nullptr);

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
    QString display(const fleet::Snapshot &fleet, fleet::RowId row, DeviceColumn column) const;
};

} // namespace rehome::items
