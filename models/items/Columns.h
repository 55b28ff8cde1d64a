// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace rehome::items {

/// Columns of the tables. The value is the model's section; the word from columnKey() is what settings and `--sort`
/// keep.
enum class EnrollmentColumn : int
{
    Id, ///< registration ID or group ID
    Kind,
    DeviceId,
    Status, ///< individual: status of its device; group: nothing
    Policy,
    Hub, ///< individual: the assigned hub, else the hubs it names
    Allocation,
    Attestation,
    LastRegistered, ///< last update of its record
    Provisioning,   ///< enabled or disabled
    Records,        ///< groups: registration records known
    Updated,        ///< of the enrollment itself
    Created,
    Age,    ///< how old what is known of it is
    Client, ///< what its devices were declared to speak
};
inline constexpr int EnrollmentColumns = 15;

enum class DeviceColumn : int
{
    RegistrationId,
    DeviceId,
    Status,
    Substatus,
    Hub,
    PreviousHub,
    Since, ///< start of its latest registration
    Updated,
    Enrollment, ///< its group or individual enrollment
    Policy,     ///< of that enrollment
    Error,
    MovedAt,
    Age,
};
inline constexpr int DeviceColumns = 13;

QString columnKey(EnrollmentColumn column);
QString columnKey(DeviceColumn column);
QString columnTitle(EnrollmentColumn column); ///< translated
QString columnTitle(DeviceColumn column);

} // namespace rehome::items
