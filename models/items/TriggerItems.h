// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/TriggerPlan.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>

namespace rehome::items {

/// What became of asking one device to register again, as far as its hub told.
struct TriggeredDevice
{
    enum class Step : quint8
    {
        Waiting,  ///< not asked yet
        NotAsked, ///< the person ended it before
        Asked,    ///< it has not come back yet
        Refused,
        Failed,
        Unknown, ///< perhaps asked
        LeftDisabled,
    };
    fleet::RowId device = fleet::NoRow;
    Step step = Step::Waiting;
    QString detail; ///< why, or what the device answered
    qint64 askedMs = 0, updatedBeforeMs = 0;
    fleet::StringId hubBefore = 0;
};

/// The devices of one order and what their records say since: asked, and then that they stay, moved or failed. GUI
/// thread.
class TriggerItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        Device,
        Hub, ///< when it was asked
        State,
        Detail
    };

    using QAbstractTableModel::QAbstractTableModel;

    void reset(const fleet::SnapshotPtr &snapshot, const std::vector<fleet::RowId> &devices);
    /// Ignored for a device that is not of this order.
    void put(const TriggeredDevice &device);
    void setSnapshot(const fleet::SnapshotPtr &snapshot);
    void endWaiting(); ///< what waits will not be asked any more
    /// Of those asked, how many registered since.
    int backCount() const;
    const TriggeredDevice &deviceAt(int row) const { return m_devices[static_cast<size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    fleet::TriggerReturn back(const TriggeredDevice &device) const;
    QString state(const TriggeredDevice &device) const;
    QString detail(const TriggeredDevice &device) const;

    fleet::SnapshotPtr m_snapshot = fleet::emptySnapshot();
    std::vector<TriggeredDevice> m_devices;
    QHash<fleet::RowId, int> m_rows;
};

} // namespace rehome::items
