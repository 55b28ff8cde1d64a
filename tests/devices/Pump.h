// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"
#include "tests/devices/ScriptedServer.h"

// The device that the tests with scripted servers boot, what its fleet is told, and what the service says of it.
namespace rehome::test {

inline const QString pumpId = QStringLiteral("pump-1"), pumpHub = QStringLiteral("hub-a.localhost");
inline const QString pumpKey = QString::fromLatin1(QByteArray(32, 'k').toBase64());
inline const QString pumpScope = QStringLiteral("0ne00TEST01");
inline const QByteArray pumpUnderWay = R"({"operationId":"5.0.op-1","status":"assigning"})";

inline devices::DeviceSpec pump(const QString &id = pumpId)
{
    devices::DeviceSpec spec;
    spec.registrationId = id;
    spec.key = pumpKey;
    spec.apiVersion = *domain::ApiVersion::parse(u"2019-03-31");
    return spec;
}

/// It was provisioned before; with an empty name it forgot where.
inline devices::DeviceSpec pumpThatKnows(const QString &hub, const QString &id = pumpId)
{
    devices::DeviceSpec spec = pump(id);
    spec.knowsHub = true;
    spec.cachedHub = hub;
    return spec;
}

inline devices::FleetSettings settingsFor(const ScriptedServer &server)
{
    devices::FleetSettings settings;
    settings.host = QStringLiteral("localhost");
    settings.port = server.port();
    settings.idScope = pumpScope;
    settings.caCertificatePath = server.caPath();
    settings.connections = 2;
    return settings;
}

/// The server is provisioning service and hubs in one.
inline devices::FleetSettings settingsWithHubs(const ScriptedServer &server)
{
    devices::FleetSettings settings = settingsFor(server);
    settings.hubPort = server.port();
    return settings;
}

/// The registration record of the pump.
inline QByteArray pumpRecord(const QByteArray &hub = "hub-a.localhost", const QByteArray &deviceId = "pump-1",
                             const QByteArray &substatus = "initialAssignment")
{
    return R"({"registrationId":"pump-1","status":"assigned","substatus":")" + substatus + R"(","deviceId":")" +
           deviceId + R"(","assignedHub":")" + hub + "\"}";
}

/// The answer to a poll when all is done.
inline QByteArray pumpAssigned(const QByteArray &record = pumpRecord())
{
    return R"({"operationId":"5.0.op-1","status":"assigned","registrationState":)" + record + '}';
}

} // namespace rehome::test
