// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/fleet/Column.h"

#include <QtCore/QByteArray>
#include <span>
#include <vector>

namespace rehome::fleet {

enum class JournalTable : quint8
{
    Enrollments,
    Devices
};

/// One changed value. `field` is the bit number of an EnrollmentField or DeviceField; 255: the row itself (before 0,
/// after 1 = inserted; before 1, after 0 = gone). Values are numbers as in the column: enum, time in ms, or a StringId.
/// A pool gives IDs in order, so writing its strings in order makes them readable later.
struct JournalRecord
{
    static constexpr quint8 WholeRow = 255;

    qint64 timeMs = 0; ///< server time of the reply that told of it
    RowId row = 0;
    JournalTable table = JournalTable::Enrollments;
    quint8 field = 0;
    qint64 before = 0;
    qint64 after = 0;
    bool operator==(const JournalRecord &) const = default;
};

/// Records in one blob.
inline constexpr int JournalBlobRecords = 4096;

/// Little-endian, fixed size a record, with version, count and checksum. At most JournalBlobRecords; more is cut by the
/// caller.
QByteArray encodeJournal(std::span<const JournalRecord> records);
/// A damaged blob is an Error of kind Storage, never half a list.
Result<std::vector<JournalRecord>> decodeJournal(const QByteArray &blob);

} // namespace rehome::fleet
