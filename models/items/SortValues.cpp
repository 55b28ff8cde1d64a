// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/SortValues.h"

namespace rehome::items {

using fleet::fieldBit;
using fleet::NoRow;
using fleet::RowId;
using fleet::Snapshot;
using fleet::StringId;

namespace {
StringId enrollmentHub(const Snapshot &fleet, RowId row)
{
    const RowId device = fleet.enrollments.device[row];
    const StringId assigned = device == NoRow ? 0 : fleet.devices.hub[device];
    return assigned != 0 ? assigned : fleet.enrollments.hubSet[row];
}

qint64 enrollmentNumber(const Snapshot &fleet, EnrollmentColumn column, RowId row)
{
    const fleet::EnrollmentTable &table = fleet.enrollments;
    const RowId device = table.device[row];
    switch (column) {
    case EnrollmentColumn::Kind:
        return static_cast<qint64>(table.kind[row]);
    case EnrollmentColumn::Status:
        return device == NoRow ? -1 : static_cast<qint64>(fleet.devices.status[device]);
    case EnrollmentColumn::Policy:
        return static_cast<qint64>(table.policy[row]);
    case EnrollmentColumn::Allocation:
        return static_cast<qint64>(table.allocation[row]);
    case EnrollmentColumn::Attestation:
        return static_cast<qint64>(table.attestation[row]);
    case EnrollmentColumn::LastRegistered:
        return device == NoRow ? 0 : fleet.devices.updatedMs[device];
    case EnrollmentColumn::Provisioning:
        return static_cast<qint64>(table.provisioningStatus[row]);
    case EnrollmentColumn::Records:
        return table.isGroup(row) ? static_cast<qint64>(table.recordCount[row]) : -1;
    case EnrollmentColumn::Updated:
        return table.updatedMs[row];
    case EnrollmentColumn::Created:
        return table.createdMs[row];
    case EnrollmentColumn::Age:
        return -table.readAtMs[row]; // youngest first
    case EnrollmentColumn::Id:
    case EnrollmentColumn::DeviceId:
    case EnrollmentColumn::Hub:
    case EnrollmentColumn::Client:
        break;
    }
    return 0;
}

qint64 deviceNumber(const Snapshot &fleet, DeviceColumn column, RowId row)
{
    const fleet::DeviceTable &table = fleet.devices;
    switch (column) {
    case DeviceColumn::Status:
        return static_cast<qint64>(table.status[row]);
    case DeviceColumn::Substatus:
        return static_cast<qint64>(table.substatus[row]);
    case DeviceColumn::Since:
        return table.createdMs[row];
    case DeviceColumn::Updated:
        return table.updatedMs[row];
    case DeviceColumn::Policy: {
        const RowId entry = fleet.enrollmentOfDevice(row);
        return entry == NoRow ? -1 : static_cast<qint64>(fleet.enrollments.policy[entry]);
    }
    case DeviceColumn::Error:
        return table.errorCode[row];
    case DeviceColumn::MovedAt:
        return table.movedAtMs[row];
    case DeviceColumn::Age:
        return -table.readAtMs[row];
    case DeviceColumn::RegistrationId:
    case DeviceColumn::DeviceId:
    case DeviceColumn::Hub:
    case DeviceColumn::PreviousHub:
    case DeviceColumn::Enrollment:
        break;
    }
    return 0;
}

quint32 enrollmentFields(EnrollmentColumn column)
{
    using fleet::EnrollmentField;
    switch (column) {
    case EnrollmentColumn::Id:
    case EnrollmentColumn::Kind:
        return 0;
    case EnrollmentColumn::DeviceId:
        return fieldBit(EnrollmentField::DeviceId);
    case EnrollmentColumn::Status:
    case EnrollmentColumn::LastRegistered:
        return fieldBit(EnrollmentField::Device);
    case EnrollmentColumn::Policy:
        return fieldBit(EnrollmentField::Policy);
    case EnrollmentColumn::Hub:
        return fieldBit(EnrollmentField::HubSet) | fieldBit(EnrollmentField::Device);
    case EnrollmentColumn::Allocation:
        return fieldBit(EnrollmentField::Allocation);
    case EnrollmentColumn::Attestation:
        return fieldBit(EnrollmentField::Attestation);
    case EnrollmentColumn::Provisioning:
        return fieldBit(EnrollmentField::ProvisioningStatus);
    case EnrollmentColumn::Records:
        return fieldBit(EnrollmentField::RecordCount);
    case EnrollmentColumn::Updated:
        return fieldBit(EnrollmentField::Updated);
    case EnrollmentColumn::Created:
        return fieldBit(EnrollmentField::Created);
    case EnrollmentColumn::Age:
        return fieldBit(EnrollmentField::ReadAt);
    case EnrollmentColumn::Client:
        return fieldBit(EnrollmentField::ApiVersion);
    }
    return 0;
}

quint32 deviceFields(DeviceColumn column)
{
    using fleet::DeviceField;
    switch (column) {
    case DeviceColumn::RegistrationId:
        return 0;
    case DeviceColumn::DeviceId:
        return fieldBit(DeviceField::DeviceId);
    case DeviceColumn::Status:
        return fieldBit(DeviceField::Status);
    case DeviceColumn::Substatus:
        return fieldBit(DeviceField::Substatus);
    case DeviceColumn::Hub:
        return fieldBit(DeviceField::Hub);
    case DeviceColumn::PreviousHub:
        return fieldBit(DeviceField::PreviousHub);
    case DeviceColumn::Since:
        return fieldBit(DeviceField::Created);
    case DeviceColumn::Updated:
        return fieldBit(DeviceField::Updated);
    case DeviceColumn::Enrollment:
    case DeviceColumn::Policy:
        return fieldBit(DeviceField::Group) | fieldBit(DeviceField::Individual);
    case DeviceColumn::Error:
        return fieldBit(DeviceField::Error);
    case DeviceColumn::MovedAt:
        return fieldBit(DeviceField::MovedAt);
    case DeviceColumn::Age:
        return fieldBit(DeviceField::ReadAt);
    }
    return 0;
}
} // namespace

SortKind sortKind(FilterSubject subject, int column)
{
    if (subject == FilterSubject::Enrollments) {
        switch (static_cast<EnrollmentColumn>(column)) {
        case EnrollmentColumn::Id:
        case EnrollmentColumn::DeviceId:
            return SortKind::Text;
        case EnrollmentColumn::Hub:
        case EnrollmentColumn::Client:
            return SortKind::Name;
        default:
            return SortKind::Number;
        }
    }
    switch (static_cast<DeviceColumn>(column)) {
    case DeviceColumn::RegistrationId:
    case DeviceColumn::DeviceId:
        return SortKind::Text;
    case DeviceColumn::Hub:
    case DeviceColumn::PreviousHub:
        return SortKind::Name;
    case DeviceColumn::Enrollment:
        return SortKind::Text;
    default:
        return SortKind::Number;
    }
}

qint64 sortNumber(const Snapshot &snapshot, FilterSubject subject, int column, RowId row)
{
    return subject == FilterSubject::Enrollments
               ? enrollmentNumber(snapshot, static_cast<EnrollmentColumn>(column), row)
               : deviceNumber(snapshot, static_cast<DeviceColumn>(column), row);
}

StringId sortText(const Snapshot &snapshot, FilterSubject subject, int column, RowId row)
{
    if (subject == FilterSubject::Enrollments) {
        const fleet::EnrollmentTable &table = snapshot.enrollments;
        switch (static_cast<EnrollmentColumn>(column)) {
        case EnrollmentColumn::Id:
            return table.id[row];
        case EnrollmentColumn::DeviceId:
            return table.isGroup(row) ? 0 : table.deviceId[row] != 0 ? table.deviceId[row] : table.id[row];
        case EnrollmentColumn::Hub:
            return enrollmentHub(snapshot, row);
        case EnrollmentColumn::Client:
            return table.apiVersion[row];
        default:
            return 0;
        }
    }
    const fleet::DeviceTable &table = snapshot.devices;
    switch (static_cast<DeviceColumn>(column)) {
    case DeviceColumn::RegistrationId:
        return table.registrationId[row];
    case DeviceColumn::DeviceId:
        return table.deviceId[row] != 0 ? table.deviceId[row] : table.registrationId[row];
    case DeviceColumn::Hub:
        return table.hub[row];
    case DeviceColumn::PreviousHub:
        return table.previousHub[row];
    case DeviceColumn::Enrollment: {
        const RowId entry = snapshot.enrollmentOfDevice(row);
        return entry == NoRow ? 0 : snapshot.enrollments.id[entry];
    }
    default:
        return 0;
    }
}

quint32 sortFields(FilterSubject subject, int column)
{
    return subject == FilterSubject::Enrollments ? enrollmentFields(static_cast<EnrollmentColumn>(column))
                                                 : deviceFields(static_cast<DeviceColumn>(column));
}

} // namespace rehome::items
