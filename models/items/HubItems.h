// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>

namespace rehome::items {

/// The hubs of a connection in the order in which they became known. Columns: Name, Region, Weight, Allocation,
/// Devices, Known.
class HubItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        Name,
        Region,
        Weight,
        Allocation,
        Devices,
        Counted,
        Known
    };

    explicit HubItems(QObject *parent = nullptr);

    void reset(const fleet::SnapshotPtr &snapshot);
    void apply(const fleet::SnapshotPtr &snapshot, const fleet::ChangeBatchPtr &batch);
    void setNow(qint64 serverMs);
    void setLocale(const QLocale &locale);
    const fleet::HubTable &hubs() const { return m_hubs; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void show(const fleet::HubTable &hubs);

    fleet::HubTable m_hubs;
    TimeText m_time;
};

} // namespace rehome::items
