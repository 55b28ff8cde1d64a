// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceMessages.h"

#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

namespace rehome::devices {

namespace {

QByteArray encoded(const QString &segment)
{
    return QUrl::toPercentEncoding(segment);
}

QByteArray registrationPath(const QString &idScope, const DeviceSpec &spec)
{
    return '/' + encoded(idScope) + "/registrations/" + encoded(spec.registrationId);
}

QByteArray versionQuery(const DeviceSpec &spec)
{
    return "?api-version=" + spec.apiVersion.toString().toLatin1();
}

QByteArray registrationBody(const DeviceSpec &spec)
{
    wire::DeviceRegistration registration;
    registration.registrationId = spec.registrationId;
    return QJsonDocument(wire::deviceRegistrationToJson(registration)).toJson(QJsonDocument::Compact);
}

} // namespace

Result<QByteArray> deviceAuthorization(const QString &idScope, const DeviceSpec &spec, qint64 expiresUnixSeconds)
{
    const auto token = wire::makeSasToken(idScope + QStringLiteral("/registrations/") + spec.registrationId, spec.key,
                                          expiresUnixSeconds, QStringLiteral("registration"));
    if (!token)
        return Failure(token.error());
    return token->toLatin1();
}

HttpsRequest registerRequest(const QString &idScope, const DeviceSpec &spec, const QByteArray &authorization)
{
    return {HttpsMethod::Put, registrationPath(idScope, spec) + "/register" + versionQuery(spec), authorization,
            registrationBody(spec)};
}

HttpsRequest lookupRequest(const QString &idScope, const DeviceSpec &spec, const QByteArray &authorization)
{
    return {HttpsMethod::Post, registrationPath(idScope, spec) + versionQuery(spec), authorization,
            registrationBody(spec)};
}

HttpsRequest pollRequest(const QString &idScope, const DeviceSpec &spec, const QByteArray &authorization,
                         const QString &operationId)
{
    return {HttpsMethod::Get,
            registrationPath(idScope, spec) + "/operations/" + encoded(operationId) + versionQuery(spec),
            authorization,
            {}};
}

HttpsRequest telemetryRequest(const QString &hubAuthority, const QString &deviceId, const QString &key,
                              qint64 expiresUnixSeconds)
{
    // No policy name in a device's token. A bad key gives an empty one, which the hub refuses.
    const auto token =
        wire::makeSasToken(hubAuthority + QStringLiteral("/devices/") + deviceId, key, expiresUnixSeconds, {});
    return {HttpsMethod::Post, "/devices/" + encoded(deviceId) + "/messages/events?api-version=2020-03-13",
            token ? token->toLatin1() : QByteArray(), R"({"event":"started"})"};
}

Result<wire::OperationStatus> readOperation(const QByteArray &body)
{
    const auto document = wire::parseDocument(body);
    if (!document)
        return Failure(document.error());
    return wire::operationStatusFromJson(*document);
}

Result<domain::RegistrationState> readLookup(const QByteArray &body)
{
    const auto document = wire::parseDocument(body);
    if (!document)
        return Failure(document.error());
    return wire::registrationFromJson(*document);
}

DeviceOutcome outcomeOf(const domain::RegistrationState &state, const DeviceMemory &before)
{
    using domain::RegistrationStatus;
    using domain::Substatus;
    if (state.status == RegistrationStatus::Disabled)
        return DeviceOutcome::Disabled;
    if (state.status != RegistrationStatus::Assigned)
        return DeviceOutcome::Failed;
    const bool sameHub = !before.hub.isEmpty() && before.hub.compare(state.assignedHub, Qt::CaseInsensitive) == 0;
    switch (state.substatus) {
    case Substatus::DeviceDataMigrated:
        return sameHub ? DeviceOutcome::Unchanged : DeviceOutcome::Migrated;
    case Substatus::DeviceDataReset:
        return DeviceOutcome::Reset;
    case Substatus::InitialAssignment:
    case Substatus::ReprovisionedToInitialAssignment:
    case Substatus::None:
        break;
    }
    const bool unchanged = sameHub || (before.everRegistered && before.hub.isEmpty());
    return unchanged ? DeviceOutcome::Unchanged : DeviceOutcome::FirstAssignment;
}

} // namespace rehome::devices
