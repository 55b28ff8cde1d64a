// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Store.h"
#include "models/domain/Twin.h"
#include "models/wire/HubCodec.h"

// Identities and twins of simulated hubs (protocol facts, section 10). Pure functions but for the clock value they are
// given.
namespace rehome::local {

struct ServiceCore;

/// How a device is to authenticate at its hub: by keys, or self-signed by thumbprints when there are any.
struct HubCredentials
{
    // NOLINTNEXTLINE(google-explicit-constructor): keys are the ordinary case
    HubCredentials(domain::SymmetricKeys k = {})
        : keys(std::move(k))
    {
    }
    HubCredentials(QString primaryKey, QString secondaryKey)
        : keys{std::move(primaryKey), std::move(secondaryKey)}
    {
    }
    domain::SymmetricKeys keys;
    QString primaryThumbprint, secondaryThumbprint;
};

wire::HubAuthentication authenticationBy(const HubCredentials &credentials);
/// Hubs write short base64 tags. Never the same twice.
QString newHubEtag();

/// A new identity (new generation) with its twin; `nowMs` UTC stamps the metadata.
DeviceRow newHubDevice(const QString &hub, const QString &deviceId, const HubCredentials &credentials,
                       const domain::DeviceState &state, qint64 nowMs);

/// $metadata of a twin section: $lastUpdated and $lastUpdatedVersion at every level.
QJsonObject twinMetadata(const QJsonObject &section, qint64 nowMs, qint64 version);
/// Metadata after a merge: only what the patch touches gets the new stamp, what it deletes goes.
QJsonObject patchedMetadata(const QJsonObject &metadata, const QJsonObject &patch, qint64 nowMs, qint64 version);

/// Replaces the whole state of a twin, as a reset does.
void replaceState(wire::HubTwin &twin, const domain::DeviceState &state, qint64 nowMs);

/// The twin of stored JSON; nothing when it is unreadable.
std::optional<wire::HubTwin> twinOf(const QByteArray &json);
std::optional<wire::HubDevice> identityOf(const QByteArray &json);
QByteArray twinBytes(const wire::HubTwin &twin);
QByteArray identityBytes(const wire::HubDevice &identity);

} // namespace rehome::local
