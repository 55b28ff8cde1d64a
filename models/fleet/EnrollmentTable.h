// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/fleet/Column.h"
#include "models/fleet/PackedEtag.h"

#include <initializer_list>

namespace rehome::fleet {

/// Columns of the enrollment table (individual enrollments and groups in one table); bits of a change mask.
enum class EnrollmentField : quint32
{
    Kind = 1u << 0,
    Id = 1u << 1,
    DeviceId = 1u << 2,
    Attestation = 1u << 3,
    Allocation = 1u << 4,
    Policy = 1u << 5,
    ProvisioningStatus = 1u << 6,
    HubSet = 1u << 7,
    Flags = 1u << 8,
    Etag = 1u << 9,
    Created = 1u << 10,
    Updated = 1u << 11,
    ReadAt = 1u << 12,
    Body = 1u << 13,
    ApiVersion = 1u << 14,
    Device = 1u << 15,      ///< the individual's own device row, or anything of that row changed
    RecordCount = 1u << 16, ///< registration records known for a group
};

namespace EnrollmentFlag {
inline constexpr quint8 Webhook = 1;
inline constexpr quint8 IotEdge = 2;
inline constexpr quint8 InitialTwin = 4;
inline constexpr quint8 HasHubSet = 8; ///< the member iotHubs is there, even if empty
inline constexpr quint8 Gone = 16;     ///< removed at the service; the row stays for history
} // namespace EnrollmentFlag

// One list of columns for the writer, the frozen table and the code that copies between them.
#define REHOME_ENROLLMENT_COLUMNS(X)                                                                                   \
    X(domain::EnrollmentKind, kind)                                                                                    \
    X(StringId, id)                                                                                                    \
    X(StringId, deviceId) /* 0: the registration ID */                                                                 \
    X(domain::AttestationType, attestation)                                                                            \
    X(domain::AllocationPolicy, allocation)                                                                            \
    X(domain::ReprovisionPolicy, policy)                                                                               \
    X(domain::ProvisioningStatus, provisioningStatus)                                                                  \
    X(StringId, hubSet)  /* host names joined by '\n' in the service's order; 0: none named */                         \
    X(quint16, hubCount) /* hubs named in hubSet */                                                                    \
    X(quint8, flags)     /* EnrollmentFlag */                                                                          \
    X(PackedEtag, etag)                                                                                                \
    X(qint64, createdMs) /* UTC; 0: unknown, as for all times */                                                       \
    X(qint64, updatedMs)                                                                                               \
    X(qint64, readAtMs)    /* server time of the reply that told of it */                                              \
    X(quint64, bodyOffset) /* place of the JSON as received in the connection's cache file */                          \
    X(quint32, bodyLength)                                                                                             \
    X(StringId, apiVersion)     /* what its devices were declared to speak (domain::DeclaredClient); 0: unknown */     \
    X(qint64, certificateEndMs) /* earliest end of its certificates; 0: none */                                        \
    X(quint8, twinPercent)      /* initial twin, of what a hub takes */                                                \
    X(RowId, device)            /* individuals: their device row, else NoRow */                                        \
    X(quint32, recordCount)     /* groups: registration records known */

template <template <class> class ColumnOf>
struct EnrollmentColumns
{
#define REHOME_DECLARE(Type, name) ColumnOf<Type> name;
    REHOME_ENROLLMENT_COLUMNS(REHOME_DECLARE)
#undef REHOME_DECLARE
};

/// Frozen table: any thread. Rows 0 to rowCount() - 1, gone ones included.
struct EnrollmentTable : EnrollmentColumns<Column>
{
    quint32 count = 0;     ///< rows, gone ones included
    quint32 liveCount = 0; ///< rows that are not gone

    quint32 rowCount() const { return count; }
    bool isGone(RowId row) const { return (flags[row] & EnrollmentFlag::Gone) != 0; }
    bool has(RowId row, quint8 flag) const { return (flags[row] & flag) != 0; }
    bool isGroup(RowId row) const { return kind[row] == domain::EnrollmentKind::Group; }
};

constexpr quint32 fieldBit(EnrollmentField field)
{
    return static_cast<quint32>(field);
}

} // namespace rehome::fleet
