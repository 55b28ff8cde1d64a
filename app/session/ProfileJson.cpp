// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ProfileJson.h"

#include <QtCore/QJsonArray>
#include <array>

namespace rehome::session {

namespace {

constexpr std::array safetyLevels{SafetyLevel::ReadOnly, SafetyLevel::Confirm, SafetyLevel::Free};
constexpr std::array environments{Environment::Production, Environment::Staging, Environment::Lab};

QJsonObject hubToJson(const HubEntry &hub)
{
    return {{QStringLiteral("hostName"), hub.hostName},
            {QStringLiteral("allocationWeight"), hub.allocationWeight},
            {QStringLiteral("openToAllocation"), hub.openToAllocation},
            {QStringLiteral("registryUnits"), hub.registryUnits},
            {QStringLiteral("hasCredentials"), hub.hasCredentials}};
}

std::optional<HubEntry> hubFromJson(const QJsonObject &object)
{
    HubEntry hub;
    hub.hostName = object.value(QLatin1String("hostName")).toString();
    if (hub.hostName.isEmpty())
        return std::nullopt;
    hub.allocationWeight = qBound(1, object.value(QLatin1String("allocationWeight")).toInt(1), 1000);
    hub.openToAllocation = object.value(QLatin1String("openToAllocation")).toBool(true);
    hub.registryUnits = qBound(1, object.value(QLatin1String("registryUnits")).toInt(1), 200);
    hub.hasCredentials = object.value(QLatin1String("hasCredentials")).toBool(false);
    return hub;
}

} // namespace

QString safetyKey(SafetyLevel level)
{
    switch (level) {
    case SafetyLevel::ReadOnly:
        return QStringLiteral("read-only");
    case SafetyLevel::Confirm:
        return QStringLiteral("confirm");
    case SafetyLevel::Free:
        return QStringLiteral("free");
    }
    return {};
}

QString environmentKey(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return QStringLiteral("production");
    case Environment::Staging:
        return QStringLiteral("staging");
    case Environment::Lab:
        return QStringLiteral("lab");
    }
    return {};
}

QJsonObject profileToJson(const ConnectionProfile &profile)
{
    QJsonArray hubs;
    for (const auto &hub : profile.hubs)
        hubs.append(hubToJson(hub));
    return {{QStringLiteral("id"), profile.id},
            {QStringLiteral("name"), profile.name},
            {QStringLiteral("hostName"), profile.hostName},
            {QStringLiteral("keyName"), profile.keyName},
            {QStringLiteral("caCertificatePath"), profile.caCertificatePath},
            {QStringLiteral("safety"), safetyKey(profile.safety)},
            {QStringLiteral("typedCountAbove"), profile.typedCountAbove},
            {QStringLiteral("environment"), environmentKey(profile.environment)},
            {QStringLiteral("registrationsPerMinute"), profile.registrationsPerMinute},
            {QStringLiteral("operationsPerMinute"), profile.operationsPerMinute},
            {QStringLiteral("hubs"), hubs},
            {QStringLiteral("lastOpenedMs"), static_cast<double>(profile.lastOpenedMs)}};
}

std::optional<ConnectionProfile> profileFromJson(const QJsonObject &object)
{
    ConnectionProfile profile;
    profile.id = object.value(QLatin1String("id")).toString();
    profile.hostName = object.value(QLatin1String("hostName")).toString();
    if (profile.id.isEmpty() || profile.hostName.isEmpty())
        return std::nullopt;
    profile.name = object.value(QLatin1String("name")).toString(profile.hostName);
    profile.keyName = object.value(QLatin1String("keyName")).toString();
    profile.caCertificatePath = object.value(QLatin1String("caCertificatePath")).toString();
    // A word that is not known leaves the safest level and the most careful colour.
    const QString safety = object.value(QLatin1String("safety")).toString();
    for (const auto level : safetyLevels)
        if (safetyKey(level) == safety)
            profile.safety = level;
    profile.typedCountAbove =
        qBound(0, object.value(QLatin1String("typedCountAbove")).toInt(profile.typedCountAbove), 1'000'000);
    const QString environment = object.value(QLatin1String("environment")).toString();
    for (const auto candidate : environments)
        if (environmentKey(candidate) == environment)
            profile.environment = candidate;
    profile.registrationsPerMinute = qBound(
        1, object.value(QLatin1String("registrationsPerMinute")).toInt(domain::QuotaDefaults::registrationsPerMinute),
        1'000'000);
    profile.operationsPerMinute =
        qBound(1, object.value(QLatin1String("operationsPerMinute")).toInt(domain::QuotaDefaults::operationsPerMinute),
               1'000'000);
    const QJsonValue hubs = object.value(QLatin1String("hubs"));
    if (!hubs.isUndefined() && !hubs.isArray())
        return std::nullopt;
    for (const auto &value : hubs.toArray()) {
        auto hub = hubFromJson(value.toObject());
        if (!hub)
            return std::nullopt;
        profile.hubs.append(*std::move(hub));
    }
    profile.lastOpenedMs = static_cast<qint64>(object.value(QLatin1String("lastOpenedMs")).toDouble());
    return profile;
}

} // namespace rehome::session
