// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QList>
#include <array>

namespace rehome::fleet {

/// Why a device cannot be asked to register again. DPS has no call for that: only the device itself asks (concepts,
/// "Reprovision policies": "a device could send a request … on reboot. It also supports a method to manually trigger
/// provisioning on demand"), so that whoever asks it has to reach it at its hub.
enum class TriggerObstacle : quint8
{
    None,
    Gone,          ///< its record is gone
    Assigning,     ///< it is asking at this moment
    NoHub,         ///< it is on no hub as far as known; it asks by itself when it starts
    NoCredentials, ///< its hub's connection string is not here
    Disabled,      ///< its enrollment is disabled: it would be refused, and lose its place on the hub
};
inline constexpr int triggerObstacleCount = 6;

/// Which devices can be asked. Any thread.
struct TriggerPlan
{
    std::vector<RowId> rows; ///< those that can be asked, as they came
    std::array<int, triggerObstacleCount> obstacles{};

    static TriggerPlan of(const Snapshot &snapshot, const std::vector<RowId> &devices);
    int left() const; ///< that cannot be asked
};

TriggerObstacle triggerObstacle(const Snapshot &snapshot, RowId device);

/// Devices a minute that fit: half of what the last minute left free of the registration quota, because devices that
/// are asked may try more than once, and others register meanwhile. At least 1.
int triggerRate(int registrationsPerMinute, double seenLastMinute);

/// What a device made of being asked, from its record.
enum class TriggerReturn : quint8
{
    NotYet,
    Assigning,
    Stays,
    Moved,
    Failed, ///< failed or disabled: the record has the code
};
/// `updatedBeforeMs`, `hubBefore`: its record when it was asked at `askedMs`. Server times; the Date header that they
/// come from counts whole seconds.
TriggerReturn triggerReturn(const Snapshot &snapshot, RowId device, qint64 askedMs, qint64 updatedBeforeMs,
                            StringId hubBefore);

} // namespace rehome::fleet
