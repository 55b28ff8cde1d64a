// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Registration.h"
#include "models/fleet/Column.h"
#include "models/fleet/PackedEtag.h"

namespace rehome::fleet {

/// What is known of a device's registration. NotRead: nobody asked the provisioning service yet (known from an
/// individual enrollment or a hub query only); never shown as a guess.
enum class DeviceStatus : quint8
{
    NotRead,
    Unassigned,
    Assigning,
    Assigned,
    Failed,
    Disabled
};
DeviceStatus deviceStatus(domain::RegistrationStatus status);

/// Where the newest facts of a row came from.
enum class DeviceSource : quint8
{
    Enrollment, ///< only its individual enrollment is known
    Record,     ///< a group's page of registration records
    SingleGet,  ///< its own GET
    HubQuery,   ///< a device query on a hub
};

/// Columns of the device table; bits of a change mask.
enum class DeviceField : quint32
{
    RegistrationId = 1u << 0,
    DeviceId = 1u << 1,
    Group = 1u << 2,
    Individual = 1u << 3,
    Status = 1u << 4,
    Substatus = 1u << 5,
    Hub = 1u << 6,
    PreviousHub = 1u << 7,
    Error = 1u << 8,
    Created = 1u << 9,
    Updated = 1u << 10,
    ReadAt = 1u << 11,
    Etag = 1u << 12,
    Source = 1u << 13,
    MovedAt = 1u << 14,
    AssigningSince = 1u << 15,
    Gone = 1u << 16,
};

#define REHOME_DEVICE_COLUMNS(X)                                                                                       \
    X(StringId, registrationId)                                                                                        \
    X(StringId, deviceId) /* 0: the registration ID */                                                                 \
    X(RowId, group)       /* enrollment row of its group, or NoRow */                                                  \
    X(RowId, individual)  /* enrollment row of its individual enrollment, or NoRow */                                  \
    X(DeviceStatus, status)                                                                                            \
    X(domain::Substatus, substatus)                                                                                    \
    X(StringId, hub)         /* 0: none, or not known */                                                               \
    X(StringId, previousHub) /* the hub before the last observed move or the running one; 0: none seen */              \
    X(qint32, errorCode)                                                                                               \
    X(StringId, errorMessage)                                                                                          \
    X(qint64, createdMs) /* start of the latest registration */                                                        \
    X(qint64, updatedMs) /* lastUpdatedDateTimeUtc */                                                                  \
    X(qint64, readAtMs)  /* server time of the reply; 0: not read */                                                   \
    X(PackedEtag, etag)                                                                                                \
    X(DeviceSource, source)                                                                                            \
    X(qint64, movedAtMs)        /* server time of the last observed move; 0: none seen */                              \
    X(qint64, assigningSinceMs) /* while Assigning: since when; else 0 */                                              \
    X(quint8, gone)

template <template <class> class ColumnOf>
struct DeviceColumns
{
#define REHOME_DECLARE(Type, name) ColumnOf<Type> name;
    REHOME_DEVICE_COLUMNS(REHOME_DECLARE)
#undef REHOME_DECLARE
};

/// Frozen table, one row for each registration ID known: any thread.
struct DeviceTable : DeviceColumns<Column>
{
    quint32 count = 0;
    quint32 liveCount = 0;
    quint32 assigningCount = 0; ///< live rows in Assigning

    quint32 rowCount() const { return count; }
    bool isGone(RowId row) const { return gone[row] != 0; }
};

constexpr quint32 fieldBit(DeviceField field)
{
    return static_cast<quint32>(field);
}

} // namespace rehome::fleet
