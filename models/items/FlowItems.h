// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/MoveStats.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>

namespace rehome::items {

/// The flows of the live map as a table, most moves first: the map's twin for screen readers and for copying. GUI
/// thread. Columns: From, To, Moved, Per minute, Migrated, Reset, First assignment, Median wait, Waiting now (by source
/// hub).
class FlowItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        From,
        To,
        Moved,
        PerMinute,
        Migrated,
        Reset,
        First,
        MedianWait,
        WaitingNow,
        Count
    };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const fleet::SnapshotPtr &snapshot, const fleet::MoveSummary &summary,
              const std::vector<fleet::InFlight> &inFlight);
    void setLocale(const QLocale &locale) { m_locale = locale; }
    const fleet::Flow *flow(int row) const;
    /// -1 when this flow is not shown.
    int rowOf(fleet::StringId from, fleet::StringId to) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const fleet::Flow &flow, Column column) const;
    QVariant hubRole(fleet::StringId hub, int role) const;

    fleet::SnapshotPtr m_snapshot;
    std::vector<fleet::Flow> m_flows;
    QHash<fleet::StringId, int> m_waiting;
    QLocale m_locale;
};

} // namespace rehome::items
