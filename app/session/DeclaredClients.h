// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/DeclaredClient.h"
#include "models/domain/Error.h"
#include "models/fleet/SnapshotBuilder.h"

#include <QtCore/QHash>
#include <QtCore/QString>
#include <vector>

namespace rehome::session {

/// What a person declared of the devices of enrollments and groups, kept for one connection in a small file (0600,
/// atomic) and never sent. The rows hold it; here waits only what has no row: not loaded yet, or deleted meanwhile.
/// Session thread.
class DeclaredClients
{
public:
    explicit DeclaredClients(const QString &filePath);

    /// A damaged file is set aside (renamed), which the error says, and nothing is declared. One that cannot be read
    /// stays as it is, and nothing is saved.
    Result<void> load();
    /// Rows since the last call get what was declared for their kind and ID.
    void adoptNewRows(fleet::SnapshotBuilder &builder);
    /// Remembers what was declared of these gone rows, should their enrollment come back.
    void rememberRemoved(fleet::SnapshotBuilder &builder, const std::vector<fleet::RowId> &rows);
    /// For each of these rows (a group: all its devices), and saves; unknown takes it back. An error of kind Storage:
    /// it counts until the connection is closed.
    Result<void> declare(fleet::SnapshotBuilder &builder, const std::vector<fleet::RowId> &rows,
                         const domain::DeclaredClient &client);

private:
    struct Waiting
    {
        domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
        QString id, client;
    };
    static QString keyOf(domain::EnrollmentKind kind, const QString &id);
    std::optional<QHash<QString, Waiting>> read(const QByteArray &bytes) const;
    Result<void> save(const fleet::SnapshotBuilder &builder) const;

    QString m_filePath;
    QHash<QString, Waiting> m_waiting;
    fleet::RowId m_adopted = 0;
    bool m_maySave = true;
};

} // namespace rehome::session
