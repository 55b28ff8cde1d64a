// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubDevices.h"

#include "app/local/ServiceCore.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>

namespace rehome::local {

namespace {

const QString lastUpdated = QStringLiteral("$lastUpdated"), lastUpdatedVersion = QStringLiteral("$lastUpdatedVersion");

void stamp(QJsonObject &metadata, qint64 nowMs, qint64 version)
{
    metadata.insert(lastUpdated, domain::utcTextFromMs(nowMs));
    metadata.insert(lastUpdatedVersion, version);
}

} // namespace

QString newHubEtag()
{
    return QString::fromLatin1(newEtag().left(8).toLatin1().toBase64());
}

wire::HubAuthentication authenticationBy(const HubCredentials &credentials)
{
    const bool byCertificate = !credentials.primaryThumbprint.isEmpty() || !credentials.secondaryThumbprint.isEmpty();
    return byCertificate ? wire::HubAuthentication::SelfSigned : wire::HubAuthentication::Sas;
}

QJsonObject twinMetadata(const QJsonObject &section, qint64 nowMs, qint64 version)
{
    QJsonObject out;
    stamp(out, nowMs, version);
    for (auto it = section.begin(); it != section.end(); ++it)
        out.insert(it.key(), twinMetadata(it.value().toObject(), nowMs, version));
    return out;
}

QJsonObject patchedMetadata(const QJsonObject &metadata, const QJsonObject &patch, qint64 nowMs, qint64 version)
{
    QJsonObject out = metadata;
    stamp(out, nowMs, version);
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        if (it.value().isNull())
            out.remove(it.key());
        else if (it.value().isObject())
            out.insert(it.key(),
                       patchedMetadata(out.value(it.key()).toObject(), it.value().toObject(), nowMs, version));
        else // what stood below an object is gone with it
            out.insert(it.key(), twinMetadata({}, nowMs, version));
    }
    return out;
}

void replaceState(wire::HubTwin &twin, const domain::DeviceState &state, qint64 nowMs)
{
    twin.state = state;
    twin.version += 1;
    twin.desiredVersion += 1;
    twin.reportedVersion += 1;
    twin.etag = newHubEtag();
    twin.desiredMetadata = twinMetadata(state.desired, nowMs, twin.desiredVersion);
    twin.reportedMetadata = twinMetadata(state.reported, nowMs, twin.reportedVersion);
}

DeviceRow newHubDevice(const QString &hub, const QString &deviceId, const HubCredentials &credentials,
                       const domain::DeviceState &state, qint64 nowMs)
{
    wire::HubDevice identity;
    identity.deviceId = deviceId;
    // "same name, new identity": the generation tells them apart (protocol facts, section 10).
    identity.generationId = QString::number(nowMs * 100'000 + QRandomGenerator::global()->bounded(100'000));
    identity.etag = newHubEtag();
    identity.primaryKey = credentials.keys.primary;
    identity.secondaryKey = credentials.keys.secondary;
    identity.primaryThumbprint = credentials.primaryThumbprint;
    identity.secondaryThumbprint = credentials.secondaryThumbprint;
    identity.authentication = authenticationBy(credentials);
    identity.iotEdge = state.iotEdge;
    wire::HubTwin twin;
    twin.deviceId = deviceId;
    twin.etag = newHubEtag();
    twin.deviceEtag = identity.etag;
    twin.state = state;
    twin.desiredMetadata = twinMetadata(state.desired, nowMs, 1);
    twin.reportedMetadata = twinMetadata(state.reported, nowMs, 1);
    return {hub.toLower().toUtf8(), deviceId.toUtf8(), identityBytes(identity), twinBytes(twin)};
}

std::optional<wire::HubTwin> twinOf(const QByteArray &json)
{
    const auto twin = wire::hubTwinFromJson(QJsonDocument::fromJson(json).object());
    return twin ? std::optional<wire::HubTwin>(*twin) : std::nullopt;
}

std::optional<wire::HubDevice> identityOf(const QByteArray &json)
{
    const auto identity = wire::hubDeviceFromJson(QJsonDocument::fromJson(json).object());
    return identity ? std::optional<wire::HubDevice>(*identity) : std::nullopt;
}

QByteArray twinBytes(const wire::HubTwin &twin)
{
    return wire::hubTwinText(twin);
}

QByteArray identityBytes(const wire::HubDevice &identity)
{
    return wire::hubDeviceText(identity);
}

} // namespace rehome::local
