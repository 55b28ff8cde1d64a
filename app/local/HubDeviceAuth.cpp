// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubDeviceAuth.h"

#include "models/wire/Sas.h"

#include <QtCore/QCryptographicHash>

namespace rehome::local {

namespace {

bool eitherKeyMatches(const wire::SasToken &token, const QString &primary, const QString &secondary)
{
    // Both are always tried, so that time does not tell which one matched.
    const bool first = !primary.isEmpty() && wire::sasSignatureMatches(token, primary);
    const bool second = !secondary.isEmpty() && wire::sasSignatureMatches(token, secondary);
    return first || second;
}

bool thumbprintMatches(const QByteArray &der, const QString &thumbprint)
{
    if (thumbprint.isEmpty())
        return false;
    const auto kind = thumbprint.size() == 64 ? QCryptographicHash::Sha256 : QCryptographicHash::Sha1;
    const QString shown = QString::fromLatin1(QCryptographicHash::hash(der, kind).toHex());
    return shown.compare(thumbprint, Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<HubGrant> hubDeviceGrant(const HubConfig &hub, quint16 port, const wire::HubDevice &identity,
                                       const DeviceCredentials &credentials, qint64 nowUnixSeconds)
{
    if (identity.authentication == wire::HubAuthentication::SelfSigned) {
        if (!credentials.chain || credentials.chain->empty())
            return std::nullopt;
        const QByteArray &leaf = credentials.chain->front();
        if (!thumbprintMatches(leaf, identity.primaryThumbprint) &&
            !thumbprintMatches(leaf, identity.secondaryThumbprint))
            return std::nullopt;
        return HubGrant();
    }
    // The simulated hubs hold no CA certificates: a device that relies on one cannot be let in.
    if (identity.authentication != wire::HubAuthentication::Sas)
        return std::nullopt;
    const auto token = wire::parseSasToken(credentials.token);
    if (!token || token->expiresUnixSeconds <= nowUnixSeconds)
        return std::nullopt;
    // The host may come with the port that devices connect to; older ones end the resource in "/api-version=…".
    const QStringList parts = token->resource.split(QLatin1Char('/'));
    const QString host = parts.first().section(QLatin1Char(':'), 0, 0);
    const QString portText = parts.first().section(QLatin1Char(':'), 1);
    bool isPort = portText.isEmpty();
    if (!isPort) {
        const quint16 named = portText.toUShort(&isPort);
        isPort = isPort && (named == port || named == 8883 || named == 443);
    }
    if (!isPort || host.compare(hub.link.hostName, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    // A back end's token is no device's.
    const bool coversDevice = token->keyName.isEmpty() && parts.size() >= 3 &&
                              parts.at(1).compare(QLatin1String("devices"), Qt::CaseInsensitive) == 0 &&
                              parts.at(2) == identity.deviceId;
    if (!coversDevice || !eitherKeyMatches(*token, identity.primaryKey, identity.secondaryKey))
        return std::nullopt;
    return HubGrant{token->expiresUnixSeconds};
}

} // namespace rehome::local
