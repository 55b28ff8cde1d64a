// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubTelemetry.h"

#include "app/local/HubDeviceAuth.h"
#include "app/local/HubDevices.h"
#include "app/local/Replies.h"

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

HttpReply takeTelemetry(const ServiceCore &core, const HubConfig &hub, const HttpRequest &request, const Target &target)
{
    const QString id = target.segment(1);
    const HubEntry *entry = core.state.device(hub.link.hostName, id);
    if (!entry)
        return hubError(404, QStringLiteral("DeviceNotFound"), QStringLiteral("Device %1 not registered").arg(id));
    const auto identity = identityOf(entry->identity);
    const DeviceCredentials credentials{request.header("Authorization"), request.clientChain};
    if (!identity || !hubDeviceGrant(hub, core.port, *identity, credentials, QDateTime::currentSecsSinceEpoch()))
        return hubError(401, QStringLiteral("IotHubUnauthorizedAccess"), QStringLiteral("Unauthorized"));
    if (!identity->enabled)
        return hubError(403, QStringLiteral("DeviceDisabled"), QStringLiteral("Device %1 is disabled").arg(id));
    if (request.body.size() > largestMessage)
        return hubError(413, QStringLiteral("MessageTooLarge"), QStringLiteral("Larger than 256 KB."));
    return emptyReply(204);
}

} // namespace rehome::local
