// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"

#include <QtCore/QList>

namespace rehome::domain {

/// An IoT hub linked to the provisioning service.
struct LinkedHub
{
    QString hostName;
    QString region;                    ///< Azure region name such as "westeurope"; empty = unknown
    int allocationWeight = 1;          ///< 1 to 1000
    bool applyAllocationPolicy = true; ///< false: linked, but closed to allocation
    bool operator==(const LinkedHub &) const = default;
};

/// Why no hub could be chosen; the codes are those of a failed registration record.
enum class AllocationFailure : quint8
{
    None,
    NoHub,             ///< 400208: nothing linked, nothing open, or the named hubs are not linked
    StaticNeedsOneHub, ///< 400208: static with zero or several hubs
    CustomFailed,      ///< 400207: the webhook failed or named a hub that is not linked
};

struct AllocationInput
{
    AllocationPolicy policy =
        AllocationPolicy::Hashed; ///< the enrollment's, else the service default; NotSet acts as hashed
    QList<LinkedHub> linkedHubs;
    std::optional<QStringList> hubSet; ///< enrollment's iotHubs; absent or empty = all linked hubs
    QString registrationId;
    QString deviceRegion;             ///< for geoLatency; empty = unknown → hashed over the set
    std::optional<QString> customHub; ///< the webhook's answer, for custom
};

struct AllocationOutcome
{
    QString hub; ///< host name; empty on failure
    AllocationFailure failure = AllocationFailure::None;
    QList<LinkedHub> candidates; ///< the hubs that were in the running, in linked order
};

/// A hub that is closed to allocation gets no device by hashed, geoLatency or static; a webhook may still name it.
/// Pure and deterministic: the same input gives the same hub, on every platform (protocol facts, section 8).
AllocationOutcome allocate(const AllocationInput &input);

/// Weighted rendezvous hash of a registration ID over hubs: stable when other hubs come and go. Empty input → empty.
QString hashedHub(const QList<LinkedHub> &hubs, QStringView registrationId);

/// Great-circle distance in km between two Azure regions of the table; nothing when one is not in it.
std::optional<double> regionDistanceKm(QStringView a, QStringView b);
QStringList knownRegions();

} // namespace rehome::domain
