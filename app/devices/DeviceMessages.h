// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"
#include "app/devices/HttpsPool.h"
#include "models/domain/Registration.h"
#include "models/wire/DeviceCodec.h"

// What a device says and how it reads the answer (protocol facts, section 4). Pure functions, any thread.
namespace rehome::devices {

/// `Authorization` of one device; valid for `lifetimeSeconds`. Error: the key is no base64.
Result<QByteArray> deviceAuthorization(const QString &idScope, const DeviceSpec &spec, qint64 expiresUnixSeconds);

HttpsRequest registerRequest(const QString &idScope, const DeviceSpec &spec, const QByteArray &authorization);
HttpsRequest lookupRequest(const QString &idScope, const DeviceSpec &spec, const QByteArray &authorization);
HttpsRequest pollRequest(const QString &idScope, const DeviceSpec &spec, const QByteArray &authorization,
                         const QString &operationId);

/// The message with which a device tries its hub: over HTTPS a hub takes telemetry from a device and nothing else.
/// `hubAuthority` is the host as the token names it, `key` the device's own.
HttpsRequest telemetryRequest(const QString &hubAuthority, const QString &deviceId, const QString &key,
                              qint64 expiresUnixSeconds);

Result<wire::OperationStatus> readOperation(const QByteArray &body);
Result<domain::RegistrationState> readLookup(const QByteArray &body);

/// What the device remembers of its last provisioning.
struct DeviceMemory
{
    bool everRegistered = false;
    QString hub;
    QString deviceId{}; ///< at that hub
};

/// The outcome as the device itself can tell it: its record keeps the last substatus when nothing happens, so
/// "migrated" with the hub it already had is Unchanged, and so is "initial assignment" when it had been assigned. A
/// reset without a move cannot be told from an older one by the record alone and counts as Reset.
DeviceOutcome outcomeOf(const domain::RegistrationState &state, const DeviceMemory &before);

} // namespace rehome::devices
