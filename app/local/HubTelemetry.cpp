// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubTelemetry.h"

#include "app/local/HubDevices.h"
#include "app/local/Replies.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>

namespace rehome::local {

namespace {

constexpr qsizetype largestMessage = 256 * 1024; // documented for device-to-cloud messages

} // namespace

bool isTelemetry(const HttpRequest &request, const Target &target)
{
    return request.method == "POST" && target.segments.size() == 4 && target.is(0, QLatin1String("devices")) &&
           target.is(2, QLatin1String("messages")) && target.is(3, QLatin1String("events"));
}

bool isDeviceToken(const ServiceCore &core, const HubConfig &hub, const wire::HubDevice &identity,
                   const QByteArray &token)
{
    const auto read = wire::parseSasToken(token);
    if (!read || !read->keyName.isEmpty() || read->expiresUnixSeconds <= QDateTime::currentSecsSinceEpoch())
        return false;
    const QString path = QStringLiteral("/devices/") + identity.deviceId;
    const QString named = withPort(hub.link.hostName, core.port);
    if (!read->resource.endsWith(path))
        return false;
    const QString host = read->resource.chopped(path.size());
    if (host.compare(hub.link.hostName, Qt::CaseInsensitive) != 0 && host.compare(named, Qt::CaseInsensitive) != 0)
        return false;
    const bool first = wire::sasSignatureMatches(*read, identity.primaryKey);
    const bool second = wire::sasSignatureMatches(*read, identity.secondaryKey);
    return first || second;
}

HttpReply takeTelemetry(const ServiceCore &core, const HubConfig &hub, const HttpRequest &request, const Target &target)
{
    const QString id = target.segment(1);
    const HubEntry *entry = core.state.device(hub.link.hostName, id);
    if (!entry)
        return hubError(404, QStringLiteral("DeviceNotFound"), QStringLiteral("Device %1 not registered").arg(id));
    const auto identity = identityOf(entry->identity);
    if (!identity || !isDeviceToken(core, hub, *identity, request.header("Authorization")))
        return hubError(401, QStringLiteral("IotHubUnauthorizedAccess"), QStringLiteral("Unauthorized"));
    if (!identity->enabled)
        return hubError(403, QStringLiteral("DeviceDisabled"), QStringLiteral("Device %1 is disabled").arg(id));
    if (request.body.size() > largestMessage)
        return hubError(413, QStringLiteral("MessageTooLarge"), QStringLiteral("Larger than 256 KB."));
    return emptyReply(204);
}

} // namespace rehome::local
