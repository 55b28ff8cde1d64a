// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Auth.h"

#include "app/local/ServiceCore.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <openssl/crypto.h>

namespace rehome::local {

namespace {

std::optional<wire::SasToken> currentToken(const QByteArray &text)
{
    const auto token = wire::parseSasToken(text);
    if (!token || token->expiresUnixSeconds <= QDateTime::currentSecsSinceEpoch())
        return std::nullopt;
    return *token;
}

/// "localhost:8443/enrollments" → host "localhost", port 8443.
struct ResourceHost
{
    QString host;
    std::optional<quint16> port;
};

std::optional<ResourceHost> resourceHost(const QString &resource)
{
    QString authority = resource.section(QLatin1Char('/'), 0, 0).toLower();
    QString rest;
    if (authority.startsWith(QLatin1Char('['))) {
        const qsizetype end = authority.indexOf(QLatin1Char(']'));
        if (end < 0)
            return std::nullopt;
        rest = authority.mid(end + 1);
        authority = authority.mid(1, end - 1);
    } else if (const qsizetype colon = authority.indexOf(QLatin1Char(':')); colon >= 0) {
        rest = authority.mid(colon);
        authority.truncate(colon);
    }
    ResourceHost out{authority, std::nullopt};
    if (!rest.isEmpty()) {
        bool isNumber = false;
        out.port = rest.mid(1).toUShort(&isNumber);
        if (!isNumber)
            return std::nullopt;
    }
    return out;
}

/// The token's path, if it has one, must be a prefix of the request's by whole segments.
bool coversPath(const QString &resource, const QByteArray &target)
{
    const qsizetype slash = resource.indexOf(QLatin1Char('/'));
    if (slash < 0 || slash == resource.size() - 1)
        return true;
    const auto scope = parseTarget(resource.mid(slash).toUtf8(), false);
    const auto asked = parseTarget(target, false);
    if (!scope || !asked || scope->segments.size() > asked->segments.size())
        return false;
    for (int i = 0; i < scope->segments.size(); ++i)
        if (scope->segments.at(i).compare(asked->segments.at(i), Qt::CaseInsensitive) != 0)
            return false;
    return true;
}

bool anyKeyMatches(const wire::SasToken &token, const QString &primary, const QString &secondary)
{
    // Both are always tried, so that time does not tell which one matched.
    const bool first = wire::sasSignatureMatches(token, primary);
    const bool second = wire::sasSignatureMatches(token, secondary);
    return first || second;
}

QJsonObject symmetricFacts()
{
    return {{QStringLiteral("symmetricKey"), QJsonObject()}};
}

bool derivedMatches(const wire::SasToken &token, const EnrollmentEntry &group, const QString &spelledId)
{
    const auto matches = [&](const QByteArray &groupKey) {
        const auto key = wire::derivedDeviceKey(QString::fromLatin1(groupKey), spelledId);
        return key && wire::sasSignatureMatches(token, *key);
    };
    const bool first = matches(group.primary);
    const bool second = matches(group.secondary);
    return first || second;
}

} // namespace

/// The very token that was found right before, with nothing changed since but the time.
bool Auth::isVerified(const QByteArray &key, const EnrollmentEntry &entry, const QByteArray &token) const
{
    const Verified &known = m_verified.at(qHash(key) % verifiedKept);
    return known.key == key && known.primary.constData() == entry.primary.constData() &&
           known.secondary.constData() == entry.secondary.constData() &&
           known.expiresUnixSeconds > QDateTime::currentSecsSinceEpoch() && known.token.size() == token.size() &&
           // How long it takes must not tell how much of a guessed token is right.
           CRYPTO_memcmp(known.token.constData(), token.constData(), static_cast<std::size_t>(token.size())) == 0;
}

bool Auth::service(const HttpRequest &request) const
{
    return ownerToken(request.header("Authorization"), request);
}

bool Auth::management(const HttpRequest &request) const
{
    static const QByteArray bearer("Bearer "), sas("SharedAccessSignature ");
    QByteArray text = request.header("Authorization").trimmed();
    if (text.left(bearer.size()).compare(bearer, Qt::CaseInsensitive) == 0) {
        text = text.mid(bearer.size()).trimmed();
        if (text.left(sas.size()).compare(sas, Qt::CaseInsensitive) != 0)
            text.prepend(sas);
    }
    return ownerToken(text, request);
}

bool Auth::ownerToken(const QByteArray &text, const HttpRequest &request) const
{
    const auto token = currentToken(text);
    if (!token || token->keyName.compare(QLatin1String("provisioningserviceowner"), Qt::CaseInsensitive) != 0)
        return false;
    const auto resource = resourceHost(token->resource);
    static const QStringList ownNames{QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    if (!resource || (!ownNames.contains(resource->host) && resource->host != QString::fromLatin1(request.host)) ||
        resource->port.value_or(m_core.port) != m_core.port || !coversPath(token->resource, request.target))
        return false;
    return anyKeyMatches(*token, m_core.state.config.primaryKey, m_core.state.config.secondaryKey);
}

bool Auth::hub(const HttpRequest &request, const HubConfig &hub) const
{
    const auto token = currentToken(request.header("Authorization"));
    if (!token || token->keyName.compare(QLatin1String("iothubowner"), Qt::CaseInsensitive) != 0)
        return false;
    const auto resource = resourceHost(token->resource);
    if (!resource || resource->host.compare(hub.link.hostName, Qt::CaseInsensitive) != 0 ||
        resource->port.value_or(m_core.port) != m_core.port || !coversPath(token->resource, request.target))
        return false;
    return anyKeyMatches(*token, hub.primaryKey, hub.secondaryKey);
}

tl::expected<MatchedEnrollment, DeviceRefusal> Auth::device(const DeviceCall &call) const
{
    const auto refusal = []() -> tl::expected<MatchedEnrollment, DeviceRefusal> {
        return tl::unexpected(DeviceRefusal());
    };
    const ServiceState &state = m_core.state;
    const QString &idScope = call.idScope, &registrationId = call.registrationId;
    if (idScope.compare(state.config.idScope, Qt::CaseInsensitive) != 0)
        return refusal();
    if (call.credentials.token.trimmed().isEmpty()) {
        if (call.transport == DeviceCall::Transport::Https)
            if (const auto challenge = m_tpm.answer(call))
                return tl::unexpected(*challenge);
        return call.credentials.chain ? m_x509.match(registrationId, *call.credentials.chain) : refusal();
    }
    const QByteArray key = foldedKey(registrationId);
    const EnrollmentEntry *individual = state.entry(domain::EnrollmentKind::Individual, key);
    const auto individualMatch = [&key] {
        return MatchedEnrollment{domain::EnrollmentKind::Individual, key, symmetricFacts()};
    };
    if (individual && isVerified(key, *individual, call.credentials.token))
        return individualMatch();
    const auto token = currentToken(call.credentials.token);
    if (!token)
        return refusal();
    const QString resource = idScope + QLatin1String("/registrations/") + registrationId;
    if (token->resource.compare(resource, Qt::CaseInsensitive) != 0)
        return refusal();

    if (individual) {
        if (!individual->hasSymmetricKeys()) {
            const auto enrollment = state.enrollment(domain::EnrollmentKind::Individual, key);
            return enrollment ? m_tpm.match(call, *token, *enrollment) : refusal();
        }
        if (!anyKeyMatches(*token, QString::fromLatin1(individual->primary),
                           QString::fromLatin1(individual->secondary)))
            return refusal();
        m_verified.at(qHash(key) % verifiedKept) = {key, call.credentials.token, individual->primary,
                                                    individual->secondary, token->expiresUnixSeconds};
        return individualMatch();
    }
    // IDs match without case, the derived key is over the ID "as the device spelled it": in the path or in the token.
    QStringList spellings{registrationId};
    const QString inToken = token->resource.section(QLatin1Char('/'), 2);
    if (inToken != registrationId)
        spellings.append(inToken);
    const auto fits = [&](const EnrollmentEntry &group) {
        return group.hasSymmetricKeys() && std::any_of(spellings.begin(), spellings.end(), [&](const QString &id) {
                   return derivedMatches(*token, group, id);
               });
    };
    // The group that knew the device last time comes first.
    const auto record = state.record(key);
    const EnrollmentEntry *last = record ? state.entry(domain::EnrollmentKind::Group, record->group) : nullptr;
    if (last && fits(*last))
        return MatchedEnrollment{domain::EnrollmentKind::Group, record->group, symmetricFacts()};
    for (const auto &[groupKey, group] : state.entries(domain::EnrollmentKind::Group))
        if (&group != last && fits(group))
            return MatchedEnrollment{domain::EnrollmentKind::Group, groupKey, symmetricFacts()};
    return refusal();
}

domain::SymmetricKeys deviceKeys(const EnrollmentEntry &entry, domain::EnrollmentKind kind,
                                 const QString &registrationId)
{
    if (!entry.hasSymmetricKeys())
        return {};
    if (kind == domain::EnrollmentKind::Individual)
        return {QString::fromLatin1(entry.primary), QString::fromLatin1(entry.secondary)};
    return {wire::derivedDeviceKey(QString::fromLatin1(entry.primary), registrationId).value_or(QString()),
            wire::derivedDeviceKey(QString::fromLatin1(entry.secondary), registrationId).value_or(QString())};
}

} // namespace rehome::local
