// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Snapshot.h"

#include "models/fleet/RowIndex.h"

namespace rehome::fleet {

DeviceStatus deviceStatus(domain::RegistrationStatus status)
{
    switch (status) {
    case domain::RegistrationStatus::Unassigned:
        return DeviceStatus::Unassigned;
    case domain::RegistrationStatus::Assigning:
        return DeviceStatus::Assigning;
    case domain::RegistrationStatus::Assigned:
        return DeviceStatus::Assigned;
    case domain::RegistrationStatus::Failed:
        return DeviceStatus::Failed;
    case domain::RegistrationStatus::Disabled:
        return DeviceStatus::Disabled;
    }
    return DeviceStatus::NotRead;
}

QString Snapshot::deviceId(RowId row) const
{
    const StringId own = devices.deviceId[row];
    return strings.text(own != 0 ? own : devices.registrationId[row]);
}

QStringList Snapshot::hubSet(RowId enrollment) const
{
    const QString joined = strings.text(enrollments.hubSet[enrollment]);
    return joined.isEmpty() ? QStringList{} : joined.split(QLatin1Char('\n'));
}

RowId Snapshot::enrollmentOfDevice(RowId device) const
{
    const RowId individual = devices.individual[device];
    return individual != NoRow && !enrollments.isGone(individual) ? individual : devices.group[device];
}

RowId Snapshot::findEnrollment(domain::EnrollmentKind kind, QStringView id) const
{
    const QByteArray wanted = id.toUtf8();
    const std::string_view bytes(wanted.constData(), static_cast<size_t>(wanted.size()));
    for (RowId row = 0; row < enrollments.count; ++row) {
        if (enrollments.kind[row] == kind && !enrollments.isGone(row) &&
            foldedEqual(strings.view(enrollments.id[row]), bytes))
            return row;
    }
    return NoRow;
}

RowId Snapshot::findDevice(QStringView registrationId) const
{
    const QByteArray wanted = registrationId.toUtf8();
    const std::string_view bytes(wanted.constData(), static_cast<size_t>(wanted.size()));
    for (RowId row = 0; row < devices.count; ++row) {
        if (!devices.isGone(row) && foldedEqual(strings.view(devices.registrationId[row]), bytes))
            return row;
    }
    return NoRow;
}

SnapshotPtr emptySnapshot()
{
    return std::make_shared<const Snapshot>();
}

} // namespace rehome::fleet
