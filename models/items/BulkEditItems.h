// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/DeclaredClient.h"
#include "models/domain/TwinMembers.h"
#include "models/fleet/PendingEdits.h"
#include "models/fleet/Snapshot.h"
#include "models/items/PoolAsker.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QStringList>
#include <functional>
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
    QList<domain::TwinMember> members;            ///< of the initial twin
    std::optional<domain::DeclaredClient> client; ///< declared at once, never sent
    bool isEmpty() const { return !client && !isEdit(); }
    bool isClientOnly() const { return client && !isEdit(); }
    /// Something goes into the tray.
    bool isEdit() const { return policy || allocation || hubs || status || iotEdge || !members.isEmpty(); }
};

/// What a bulk edit would make of each enrollment, before it is staged: "Never → Migrate" for each field, on top of the
/// unsent edits. Rows that stay as they are, or wait for their deletion, are counted and left out. Cells are made when
/// they are shown; a hundred thousand rows are prepared well within a second. Members of twins are in no column: their
/// enrollments are read in a pool thread, and no row is shown before counted(). GUI thread.
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
        Members,
        Client
    };

    /// The JSON of an enrollment as received; called from any thread.
    using BodyReader = std::function<QByteArray(fleet::RowId)>;
    explicit BulkEditItems(QObject *parent = nullptr);
    /// Without it no twin is known to hold anything.
    void setBodies(BodyReader bodies) { m_bodies = std::move(bodies); }

    void show(const fleet::SnapshotPtr &snapshot, const fleet::PendingEdits &pending,
              const std::vector<fleet::RowId> &rows, const BulkChange &change);
    /// Those that change, in the order given.
    const std::vector<fleet::RowId> &changing() const { return m_changing; }
    /// Of these, those whose value of this column changes: what is staged for the field.
    std::vector<fleet::RowId> changingIn(Column column) const;
    qint64 unchanged() const { return m_unchanged; }
    /// Left out, for a hub takes no twin of this size.
    qint64 tooLarge() const { return m_tooLarge; }
    bool isCounting() const { return m_counting; }
    const BulkChange &change() const { return m_change; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void counted(); ///< after show() with members of twins

private:
    void fill(const std::vector<fleet::RowId> &rows);
    void scanMembers(const std::vector<fleet::RowId> &rows);
    QString membersText(fleet::RowId row) const;
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
    qint64 m_tooLarge = 0;
    BodyReader m_bodies;
    PoolAsker m_asker;
    bool m_counting = false;
    quint64 m_asked = 0;
    std::vector<bool> m_membersChange; ///< by row
    std::vector<bool> m_membersTooLarge;
};

} // namespace rehome::items
