// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubReplies.h"
#include "app/local/ServiceCore.h"
#include "models/wire/HubCodec.h"

namespace rehome::local {

/// The identity as stored, with what is known of its connection.
std::optional<wire::HubDevice> presentIdentity(const ServiceCore &core, const QString &hub, const QString &deviceId,
                                               const HubEntry &entry);

/// The twins of the simulated hubs: how they are read, merged and replaced. Loop thread; changes go into the batch.
class HubTwins
{
public:
    explicit HubTwins(ServiceCore &core)
        : m_core(core)
    {
    }

    /// The twin as the service API shows it.
    HubResult<QJsonObject> shown(const QString &hub, const QString &deviceId) const;
    QJsonObject shown(const QString &hub, const QString &deviceId, const HubEntry &entry) const;

    struct Change
    {
        wire::HubTwin twin;
        std::optional<QJsonObject> desiredPatch; ///< what a connected device is told, once it is stored
    };
    /// PATCH merges tags and desired properties, null deletes; PUT replaces what the body has, and leaves nothing of
    /// what it lacks. `body` has the form of a twin; what a back end cannot write is ignored.
    HubResult<Change> change(const QString &hub, const QString &deviceId, const QJsonObject &body, bool replaces,
                             const std::optional<QString> &ifMatch, WriteBatch &batch);
    /// What a device reports of itself, merged; gives the new $version.
    HubResult<qint64> report(const QString &hub, const QString &deviceId, const QJsonObject &patch, WriteBatch &batch);
    /// Tells a connected device; after the change is stored.
    void announce(const QString &hub, const QString &deviceId, const Change &change) const;

private:
    ServiceCore &m_core;
};

} // namespace rehome::local
