// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/SnapshotBuilder.h"

#include <bit>
#include <type_traits>

// Shared by the two source files of SnapshotBuilder only.
namespace rehome::fleet {

/// What a device's row said before a record was written into it.
struct SnapshotBuilder::ObservedBefore
{
    DeviceStatus status = DeviceStatus::NotRead;
    domain::Substatus substatus = domain::Substatus::None;
    StringId hub = 0;
    StringId source = 0; ///< the hub it left when it was seen in Assigning
    qint64 updatedMs = 0;
    qint64 createdMs = 0;
    qint64 assigningSinceMs = 0;
    qint32 errorCode = 0;
};

// Places and ages are no history: they are looked up, not replayed. ETags and bodies are kept by content elsewhere.
inline constexpr quint32 UnjournaledEnrollmentFields =
    fieldBit(EnrollmentField::Body) | fieldBit(EnrollmentField::ReadAt) | fieldBit(EnrollmentField::Etag) |
    fieldBit(EnrollmentField::RecordCount);
inline constexpr quint32 UnjournaledDeviceFields = fieldBit(DeviceField::ReadAt) | fieldBit(DeviceField::Etag);

template <class T, class V>
quint32 SnapshotBuilder::setEnrollment(RowId row, ColumnWriter<T> &column, EnrollmentField field, const V &value,
                                       qint64 timeMs)
{
    const T before = column[row];
    const T after = static_cast<T>(value);
    if (!column.set(row, after))
        return 0;
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
        if (m_journaling && (fieldBit(field) & UnjournaledEnrollmentFields) == 0)
            journal(JournalTable::Enrollments, row, static_cast<quint8>(std::countr_zero(fieldBit(field))),
                    static_cast<qint64>(before), static_cast<qint64>(after), timeMs);
    }
    return fieldBit(field);
}

template <class T, class V>
quint32 SnapshotBuilder::setDevice(RowId row, ColumnWriter<T> &column, DeviceField field, const V &value, qint64 timeMs)
{
    const T before = column[row];
    const T after = static_cast<T>(value);
    if (!column.set(row, after))
        return 0;
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
        if (m_journaling && (fieldBit(field) & UnjournaledDeviceFields) == 0)
            journal(JournalTable::Devices, row, static_cast<quint8>(std::countr_zero(fieldBit(field))),
                    static_cast<qint64>(before), static_cast<qint64>(after), timeMs);
    }
    return fieldBit(field);
}

} // namespace rehome::fleet
