// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"

namespace rehome::devices {

/// `behaviour` of a scenario's device row (resources/scenarios/README.md). Value type.
struct DeviceBehaviour
{
    bool knowsHub = false;
    bool keepsHub = true;
    bool honoursRetryAfter = true;
    domain::ClientProfile client = domain::ClientProfile::Guidance;
    QJsonObject reported;
    bool staysConnected = false;
};

/// "steady", "forgetful", "impatient", "connected": what `name` may be.
QStringList behaviourNames();

/// Unknown keys and wrong types are errors of kind BadInput that name `path` and the key.
Result<DeviceBehaviour> behaviourFromJson(const QJsonObject &object, const QString &path, bool initiallyAssigned);

/// A device as it leaves the factory. `key`: base64, its own.
DeviceSpec makeDevice(const QString &registrationId, const QString &key, const domain::ApiVersion &apiVersion,
                      const DeviceBehaviour &behaviour);

/// Devices of a group: each gets the key derived from the group's, which stays with the manufacturer. Error: bad group
/// key.
Result<std::vector<DeviceSpec>> makeGroupDevices(const QStringList &registrationIds, const QString &groupKey,
                                                 const domain::ApiVersion &apiVersion,
                                                 const DeviceBehaviour &behaviour);

} // namespace rehome::devices
