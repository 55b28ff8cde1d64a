// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/DeviceTable.h"
#include "models/fleet/EnrollmentTable.h"
#include "models/fleet/Events.h"
#include "models/fleet/HubTable.h"
#include "models/fleet/Journal.h"

#include <QtCore/QMetaType>
#include <memory>
#include <vector>

namespace rehome::fleet {

/// Everything known of one fleet at one moment. Immutable; any thread; sharing it copies nothing.
struct Snapshot
{
    quint64 generation = 0;
    EnrollmentTable enrollments;
    DeviceTable devices;
    HubTable hubs;
    StringTable strings;

    QString text(StringId id) const { return strings.text(id); }
    QString enrollmentId(RowId row) const { return strings.text(enrollments.id[row]); }
    QString registrationId(RowId row) const { return strings.text(devices.registrationId[row]); }
    /// Device ID on the hub, the registration ID where none is set (protocol facts, section 4).
    QString deviceId(RowId row) const;
    /// The host names an enrollment lists; empty when it lists none.
    QStringList hubSet(RowId enrollment) const;
    /// The entry that decides for a device: its individual enrollment beats its group. NoRow: not known.
    RowId enrollmentOfDevice(RowId device) const;

    /// Linear search, about 10 ms in a million rows: for a click, not for a loop. IDs are matched without case. NoRow:
    /// not there.
    RowId findEnrollment(domain::EnrollmentKind kind, QStringView id) const;
    RowId findDevice(QStringView registrationId) const;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// A snapshot of nothing, so that no caller has to test for null.
SnapshotPtr emptySnapshot();

struct RowChange
{
    RowId row = 0;
    quint32 fields = 0; ///< bits of EnrollmentField or DeviceField
    bool operator==(const RowChange &) const = default;
};

/// What differs in one table from the generation before. Inserted rows are always the table's last ones.
struct TableChanges
{
    RowId firstInserted = 0;
    quint32 insertedCount = 0;
    std::vector<RowId> removed;     ///< ascending; marked gone from now on
    std::vector<RowChange> changed; ///< ascending by row, each once, without rows inserted or removed in the same batch
    bool isEmpty() const { return insertedCount == 0 && removed.empty() && changed.empty(); }
};

/// The step from one generation to the next, at most one for each frame.
struct ChangeBatch
{
    quint64 generation = 0; ///< of the snapshot that goes with it; the one before is generation - 1
    TableChanges enrollments;
    TableChanges devices;
    bool hubsChanged = false;
    std::vector<ObservedEvent> events;  ///< in the order in which they were observed
    std::vector<JournalRecord> journal; ///< empty when journaling is off
};

using ChangeBatchPtr = std::shared_ptr<const ChangeBatch>;

struct Publication
{
    SnapshotPtr snapshot;
    ChangeBatchPtr batch;
};

} // namespace rehome::fleet

Q_DECLARE_METATYPE(rehome::fleet::SnapshotPtr)
Q_DECLARE_METATYPE(rehome::fleet::ChangeBatchPtr)
