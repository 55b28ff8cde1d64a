// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QHash>

namespace rehome::session {

/// Live rows of a snapshot by kind and ID. `searches`: about how many there will be; for more than a few the rows are
/// listed once. One thread.
class RowFinder
{
public:
    RowFinder(fleet::SnapshotPtr snapshot, qsizetype searches);
    fleet::RowId find(domain::EnrollmentKind kind, const QString &id) const; ///< NoRow when there is none

private:
    fleet::SnapshotPtr m_snapshot;
    bool m_listed;
    QHash<QString, fleet::RowId> m_rows[2];
};

} // namespace rehome::session
