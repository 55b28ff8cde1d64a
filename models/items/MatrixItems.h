// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/MoveStats.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>

namespace rehome::items {

/// The map's equal partner: rows = from, columns = to, cells = observed moves. The first row is "New" (first
/// assignments) when there are any; hubs without moves can be left out. The last column is the row's sum, In flight the
/// one before it.
class MatrixItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit MatrixItems(QObject *parent = nullptr);

    /// `allHubs` false: only hubs with moves or devices in flight.
    void show(const fleet::SnapshotPtr &snapshot, const fleet::MoveSummary &summary,
              const std::vector<fleet::InFlight> &inFlight, bool allHubs);
    void setLocale(const QLocale &locale);
    /// Null where nothing moved.
    const fleet::Flow *flow(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString hubTitle(fleet::StringId hub) const;

    fleet::SnapshotPtr m_snapshot;
    fleet::MoveSummary m_summary;
    QList<fleet::StringId> m_from, m_to;
    QHash<quint64, int> m_flowIndex;
    QHash<fleet::StringId, int> m_waiting;
    quint32 m_largest = 0;
    TimeText m_time;
};

} // namespace rehome::items
