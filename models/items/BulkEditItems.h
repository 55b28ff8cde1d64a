// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/DeclaredClient.h"
#include "models/fleet/PendingEdits.h"
#include "models/fleet/Snapshot.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QStringList>
#include <optional>
#include <vector>

namespace rehome::items {

/// What a bulk edit sets; what has no value stays as it is.
struct BulkChange
{
    std::optional<domain::ReprovisionPolicy> policy;
    std::optional<domain::AllocationPolicy> allocation;
    std::optional<QStringList> hubs; ///< empty: every linked hub, the member is removed
    std::optional<domain::ProvisioningStatus> status;
    std::optional<bool> iotEdge;
    std::optional<domain::DeclaredClient> client; ///< declared at once, never sent
    bool isEmpty() const { return !client && !isEdit(); }
    bool isClientOnly() const { return client && !isEdit(); }
    /// Something goes into the tray.
    bool isEdit() const { return policy || allocation || hubs || status || iotEdge; }
};

/// What a bulk edit would make of each enrollment, before it is staged: "Never → Migrate" for each field, on top of the
/// unsent edits. Rows that stay as they are, or wait for their deletion, are counted and left out. Cells are made when
/// they are shown; a hundred thousand rows are prepared well within a second. GUI thread.
class BulkEditItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        Id,
        Policy,
        Allocation,
        Hubs,
        Status,
        IotEdge,
        Client
    };

    explicit BulkEditItems(QObject *parent = nullptr);

    void show(const fleet::SnapshotPtr &snapshot, const fleet::PendingEdits &pending,
              const std::vector<fleet::RowId> &rows, const BulkChange &change);
    /// Those that change, in the order given.
    const std::vector<fleet::RowId> &changing() const { return m_changing; }
    /// Of these, those whose value of this column changes: what is staged for the field.
    std::vector<fleet::RowId> changingIn(Column column) const;
    qint64 unchanged() const { return m_unchanged; }
    const BulkChange &change() const { return m_change; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::optional<QJsonValue> pendingValue(fleet::RowId row, const QString &path) const;
    domain::ReprovisionPolicy policyOf(fleet::RowId row) const;
    domain::AllocationPolicy allocationOf(fleet::RowId row) const;
    QStringList hubsOf(fleet::RowId row) const;
    domain::ProvisioningStatus statusOf(fleet::RowId row) const;
    bool iotEdgeOf(fleet::RowId row) const;
    domain::DeclaredClient clientOf(fleet::RowId row) const;
    bool changes(fleet::RowId row, Column column) const;
    QString text(fleet::RowId row, Column column) const;

    fleet::SnapshotPtr m_snapshot = fleet::emptySnapshot();
    fleet::PendingEdits m_pending;
    BulkChange m_change;
    QByteArray m_client; ///< the wanted client as the rows have it
    std::vector<fleet::RowId> m_changing;
    qint64 m_unchanged = 0;
};

} // namespace rehome::items
