// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/domain/Twin.h"

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

// Shapes of the IoT Hub service REST API (protocol facts, section 10). Pure functions, any thread.
namespace rehome::wire {

/// How a device proves itself at its hub.
enum class HubAuthentication : quint8
{
    Sas,
    SelfSigned,           ///< X.509 by thumbprint
    CertificateAuthority, ///< X.509 by a CA that the hub knows
    None
};
QString hubAuthenticationKey(HubAuthentication type);

/// Times are UTC texts; empty is "never", which hubs write as 0001-01-01T00:00:00Z.
struct HubDevice
{
    QString deviceId, generationId, etag;
    bool enabled = true;
    QString statusReason, statusUpdatedTime;
    HubAuthentication authentication = HubAuthentication::Sas;
    QString primaryKey, secondaryKey;               ///< secret; empty where not shown
    QString primaryThumbprint, secondaryThumbprint; ///< hexadecimal SHA-1 or SHA-256 of a client certificate
    bool iotEdge = false;
    bool connected = false;
    QString connectionStateUpdatedTime, lastActivityTime;
    QString deviceScope;
    QStringList parentScopes;
};
Result<HubDevice> hubDeviceFromJson(const QJsonObject &object);
/// The compact form, as it is stored: what is unset is left out.
QJsonObject hubDeviceToJson(const HubDevice &device);
QByteArray hubDeviceText(const HubDevice &device); ///< the same as text
/// The form that a hub answers: every member is there.
QJsonObject hubDeviceAnswer(const HubDevice &device);

/// A twin with versions and $metadata kept apart from the plain properties.
struct HubTwin
{
    QString deviceId, etag, deviceEtag;
    qint64 version = 1, desiredVersion = 1, reportedVersion = 1;
    bool enabled = true;
    QString lastActivityTime;
    domain::DeviceState state;
    QJsonObject desiredMetadata, reportedMetadata;
};
Result<HubTwin> hubTwinFromJson(const QJsonObject &object);
/// The compact form, as it is stored.
QJsonObject hubTwinToJson(const HubTwin &twin);
QByteArray hubTwinText(const HubTwin &twin); ///< the same as text
/// The form that a hub answers: with what the identity says of status, connection and authentication, never its keys.
QJsonObject hubTwinAnswer(const HubTwin &twin, const HubDevice &identity);
/// What the device itself gets to see: desired and reported with $version, without $metadata and without tags.
QJsonObject hubTwinForDevice(const HubTwin &twin);

/// {"Message":"ErrorCode:DeviceNotFound;…","ExceptionMessage":"Tracking ID:…-TimeStamp:…"}
QJsonObject hubErrorBody(const QString &errorCode, const QString &text, const QString &trackingId);
/// "DeviceNotFound" out of such a body; empty when it has another shape.
QString hubErrorCode(const QJsonObject &body);

} // namespace rehome::wire
