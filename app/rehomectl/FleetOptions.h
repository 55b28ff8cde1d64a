// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFactory.h"
#include "app/devices/DeviceFleet.h"

#include <QtCore/QStringList>
#include <optional>

namespace rehome::ctl {

/// What `rehomectl fleet` was asked for. Holds a secret when a group key was given.
struct FleetOptions
{
    devices::FleetSettings settings;
    QString serviceConnectionString; ///< of the ready line: keys are read with it; secret
    QString groupKey;                ///< from file or environment; secret
    QString scenario;                ///< name or file; or
    QString group;                   ///< one group's devices
    int count = 10;
    QString prefix = QStringLiteral("device-");
    QString apiVersion = QStringLiteral("2021-06-01");
    devices::DeviceBehaviour behaviour;
    int perSecond = 10;
    int rebootsPerMinute = 0;
    bool registersAlways = false;
    std::optional<int> seconds; ///< nothing: until every device has come to an end
    bool json = false;

    QString mistake; ///< wrong usage
    QString problem; ///< right usage, but a file that cannot be read or says something else
};

/// Reads the ready line and the group key as well: a file, or standard input for "-".
FleetOptions fleetOptionsFrom(const QStringList &arguments);

} // namespace rehome::ctl
