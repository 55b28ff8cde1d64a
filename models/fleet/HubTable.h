// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/StringPool.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace rehome::fleet {

/// Which source gave a hub's device count.
enum class HubCountSource : quint8
{
    None,
    Records,
    HubQuery,
    Statistics
};

/// One IoT hub of a connection. Weight, allocation and units are what the person typed or the demo told: a DPS
/// connection string cannot read them (experience, "What can be known, and how").
struct HubRow
{
    StringId name = 0; ///< host name in the pool
    QString hostName;
    QString region; ///< Azure region name; empty: unknown
    int weight = 1; ///< 1 to 1000
    bool openToAllocation = true;
    int registryUnits = 0; ///< 0: unknown
    bool hasCredentials = false;
    bool inferred = true;     ///< seen in enrollments or records only; weight and allocation are then unknown
    quint32 knownDevices = 0; ///< live device rows that name this hub: "at least"
    qint64 deviceCount = -1;  ///< told by a hub query or statistics; -1: not known
    HubCountSource countSource = HubCountSource::None;
    qint64 countedAtMs = 0;
    bool operator==(const HubRow &) const = default;
};

/// Small value table; row = hub index, never reused, so that colours stay with their hub.
struct HubTable
{
    QList<HubRow> rows;

    /// Hub index, or -1.
    int indexOf(StringId name) const;
    int indexOf(QStringView hostName) const; ///< without case
};

/// "hub-weu-01" out of "hub-weu-01.azure-devices.net": what tables and the map show.
QString shortHubName(const QString &hostName);

} // namespace rehome::fleet
