// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace rehome::domain {

/// Device state data on a hub: "composed of the device twin and device capabilities" (concepts, Device state data).
/// Plain properties without $metadata and $version.
struct DeviceState
{
    QJsonObject tags;
    QJsonObject desired;
    QJsonObject reported;
    bool iotEdge = false;
    bool operator==(const DeviceState &) const = default;
};

/// What happens to the twin in one registration.
enum class TwinEffect : quint8
{
    Untouched, ///< stays as it is on its hub
    Created,   ///< first assignment: a copy of the initial twin
    Migrated,  ///< carried to the new hub: tags, desired, reported, capabilities
    Reset,     ///< replaced by the initial twin; reported properties are lost
};

/// Carries everything. Choice where the facts leave a gap: reported and capabilities are carried too.
DeviceState migratedState(const DeviceState &old);
/// The initial configuration as it is in the enrollment now. Choice where the facts leave a gap ("now", not "when
/// provisioned").
DeviceState initialState(const QJsonObject &tags, const QJsonObject &desired, bool iotEdge);

/// RFC 7396 merge as the hub does it: null deletes. Returns the merged object.
QJsonObject mergedTwinPatch(const QJsonObject &base, const QJsonObject &patch);

/// Dotted paths of the leaves that `before` has and `after` lacks or changes ("reported.firmware.version").
QStringList lostPaths(const DeviceState &before, const DeviceState &after);

} // namespace rehome::domain
