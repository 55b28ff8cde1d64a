// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/Columns.h"

#include <QtCore/QCoreApplication>
#include <array>

namespace rehome::items {

namespace {
struct ColumnWords
{
    const char *key;
    const char *title;
};
constexpr std::array<ColumnWords, EnrollmentColumns> enrollmentWords{{
    {"id", QT_TRANSLATE_NOOP("Columns", "Registration or group ID")},
    {"kind", QT_TRANSLATE_NOOP("Columns", "Kind")},
    {"deviceId", QT_TRANSLATE_NOOP("Columns", "Device ID")},
    {"status", QT_TRANSLATE_NOOP("Columns", "Status")},
    {"policy", QT_TRANSLATE_NOOP("Columns", "Policy")},
    {"hub", QT_TRANSLATE_NOOP("Columns", "Hub")},
    {"allocation", QT_TRANSLATE_NOOP("Columns", "Allocation")},
    {"attestation", QT_TRANSLATE_NOOP("Columns", "Attestation")},
    {"lastRegistered", QT_TRANSLATE_NOOP("Columns", "Last registered")},
    {"provisioning", QT_TRANSLATE_NOOP("Columns", "Provisioning")},
    {"records", QT_TRANSLATE_NOOP("Columns", "Records")},
    {"updated", QT_TRANSLATE_NOOP("Columns", "Updated")},
    {"created", QT_TRANSLATE_NOOP("Columns", "Created")},
    {"age", QT_TRANSLATE_NOOP("Columns", "Read")},
    {"client", QT_TRANSLATE_NOOP("Columns", "Declared client")},
}};
constexpr std::array<ColumnWords, DeviceColumns> deviceWords{{
    {"registrationId", QT_TRANSLATE_NOOP("Columns", "Registration ID")},
    {"deviceId", QT_TRANSLATE_NOOP("Columns", "Device ID")},
    {"status", QT_TRANSLATE_NOOP("Columns", "Status")},
    {"substatus", QT_TRANSLATE_NOOP("Columns", "Substatus")},
    {"hub", QT_TRANSLATE_NOOP("Columns", "Hub")},
    {"previousHub", QT_TRANSLATE_NOOP("Columns", "Previous hub")},
    {"since", QT_TRANSLATE_NOOP("Columns", "Registered")},
    {"updated", QT_TRANSLATE_NOOP("Columns", "Last update")},
    {"enrollment", QT_TRANSLATE_NOOP("Columns", "Enrollment")},
    {"policy", QT_TRANSLATE_NOOP("Columns", "Policy")},
    {"error", QT_TRANSLATE_NOOP("Columns", "Error")},
    {"movedAt", QT_TRANSLATE_NOOP("Columns", "Moved")},
    {"age", QT_TRANSLATE_NOOP("Columns", "Read")},
}};
} // namespace

QString columnKey(EnrollmentColumn column)
{
    return QString::fromLatin1(enrollmentWords[static_cast<size_t>(column)].key);
}

QString columnKey(DeviceColumn column)
{
    return QString::fromLatin1(deviceWords[static_cast<size_t>(column)].key);
}

QString columnTitle(EnrollmentColumn column)
{
    return QCoreApplication::translate("Columns", enrollmentWords[static_cast<size_t>(column)].title);
}

QString columnTitle(DeviceColumn column)
{
    return QCoreApplication::translate("Columns", deviceWords[static_cast<size_t>(column)].title);
}

} // namespace rehome::items
