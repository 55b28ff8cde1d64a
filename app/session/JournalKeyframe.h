// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QByteArray>
#include <vector>

namespace rehome::session {

/// The mutable columns of a whole snapshot at one moment: what the journal's records are replayed on. Values are those
/// of the columns; strings are IDs of the run's string table. Row = index.
struct JournalKeyframe
{
    struct Enrollment
    {
        fleet::StringId id = 0, hubSet = 0;
        quint8 kind = 0, policy = 0, allocation = 0, provisioningStatus = 0, flags = 0;
        bool operator==(const Enrollment &) const = default;
    };
    struct Device
    {
        fleet::StringId registrationId = 0, hub = 0;
        fleet::RowId group = fleet::NoRow, individual = fleet::NoRow;
        quint8 status = 0, substatus = 0, gone = 0;
        qint64 updatedMs = 0;
        bool operator==(const Device &) const = default;
    };
    std::vector<Enrollment> enrollments;
    std::vector<Device> devices;
};

/// Compressed, with a version; any thread.
QByteArray encodeKeyframe(const fleet::Snapshot &snapshot);
/// A damaged blob is an Error of kind Storage.
Result<JournalKeyframe> decodeKeyframe(const QByteArray &blob);

} // namespace rehome::session
