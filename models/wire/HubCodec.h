// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/domain/Twin.h"

#include <QtCore/QJsonObject>

// Shapes of the IoT Hub service REST API (protocol facts, section 10). Pure functions, any thread.
namespace rehome::wire {

struct HubDevice
{
    QString deviceId, generationId, etag;
    bool enabled = true;
    QString statusReason;
    QString primaryKey, secondaryKey; ///< secret; empty where not shown
    /// Of self-signed X.509 authentication; both empty for keys.
    QString primaryThumbprint, secondaryThumbprint;
    bool iotEdge = false;
    bool connected = false;
    QString lastActivityTime;
};
Result<HubDevice> hubDeviceFromJson(const QJsonObject &object);
QJsonObject hubDeviceToJson(const HubDevice &device);

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
QJsonObject hubTwinToJson(const HubTwin &twin);

/// {"Message":"ErrorCode:DeviceNotFound;…","ExceptionMessage":"Tracking ID:…-TimeStamp:…"}
QJsonObject hubErrorBody(const QString &errorCode, const QString &text, const QString &trackingId);
/// "DeviceNotFound" out of such a body; empty when it has another shape.
QString hubErrorCode(const QJsonObject &body);

} // namespace rehome::wire
