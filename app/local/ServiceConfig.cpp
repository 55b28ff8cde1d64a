// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceConfig.h"

#include "models/domain/Enrollment.h"
#include "models/wire/Sas.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRandomGenerator>

namespace rehome::local {

namespace {

QString randomHex(int digits)
{
    QString out;
    for (int i = 0; i < digits; ++i)
        out += QString::number(QRandomGenerator::system()->bounded(16), 16);
    return out;
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QJsonObject hubToJson(const HubConfig &hub)
{
    return {{QStringLiteral("name"), hub.name},
            {QStringLiteral("hostName"), hub.link.hostName},
            {QStringLiteral("region"), hub.link.region},
            {QStringLiteral("allocationWeight"), hub.link.allocationWeight},
            {QStringLiteral("applyAllocationPolicy"), hub.link.applyAllocationPolicy},
            {QStringLiteral("linked"), hub.linked},
            {QStringLiteral("linkStale"), hub.linkStale},
            {QStringLiteral("registryUnits"), hub.registryUnits},
            {QStringLiteral("primaryKey"), hub.primaryKey},
            {QStringLiteral("secondaryKey"), hub.secondaryKey}};
}

HubConfig hubFromJson(const QJsonObject &object)
{
    HubConfig hub;
    hub.name = text(object, "name");
    hub.link.hostName = text(object, "hostName");
    hub.link.region = text(object, "region");
    hub.link.allocationWeight = object.value(QLatin1String("allocationWeight")).toInt(1);
    hub.link.applyAllocationPolicy = object.value(QLatin1String("applyAllocationPolicy")).toBool(true);
    hub.linked = object.value(QLatin1String("linked")).toBool(true);
    hub.linkStale = object.value(QLatin1String("linkStale")).toBool();
    hub.registryUnits = object.value(QLatin1String("registryUnits")).toInt(1);
    hub.primaryKey = text(object, "primaryKey");
    hub.secondaryKey = text(object, "secondaryKey");
    return hub;
}

QJsonObject devicesToJson(const ScenarioDevices &row)
{
    return {{QStringLiteral("registrationIds"), QJsonArray::fromStringList(row.registrationIds)},
            {QStringLiteral("count"), row.count},
            {QStringLiteral("prefix"), row.prefix},
            {QStringLiteral("region"), row.region}};
}

ScenarioDevices devicesFromJson(const QJsonObject &object)
{
    ScenarioDevices row;
    for (const QJsonValue &id : object.value(QLatin1String("registrationIds")).toArray())
        row.registrationIds.append(id.toString());
    row.count = object.value(QLatin1String("count")).toInt();
    row.prefix = text(object, "prefix");
    row.region = text(object, "region");
    return row;
}

} // namespace

ServiceConfig ServiceConfig::fresh(const Scenario &scenario)
{
    ServiceConfig config;
    config.idScope = scenario.idScope.isEmpty() ? QStringLiteral("0ne") + randomHex(8).toUpper() : scenario.idScope;
    config.operationPrefix = QStringLiteral("5.") + randomHex(16);
    config.primaryKey = wire::generatedKey();
    config.secondaryKey = wire::generatedKey();
    config.limits = scenario.limits;
    config.assignDelayMs = scenario.assignDelayMs;
    config.defaultRegion = scenario.defaultRegion;
    config.allocationPolicy = scenario.allocationPolicy;
    for (const Scenario::Hub &hub : scenario.hubs)
        config.hubs.append(
            {hub.link, hub.name, true, false, hub.registryUnits, wire::generatedKey(), wire::generatedKey()});
    config.devices = scenario.devices;
    config.steps = scenario.steps;
    return config;
}

QJsonObject ServiceConfig::toJson() const
{
    QJsonArray hubArray, deviceArray, stepArray;
    for (const HubConfig &hub : hubs)
        hubArray.append(hubToJson(hub));
    for (const ScenarioDevices &row : devices)
        deviceArray.append(devicesToJson(row));
    for (const QJsonObject &step : steps)
        stepArray.append(step);
    QJsonObject object{{QStringLiteral("idScope"), idScope},
                       {QStringLiteral("operationPrefix"), operationPrefix},
                       {QStringLiteral("primaryKey"), primaryKey},
                       {QStringLiteral("secondaryKey"), secondaryKey},
                       {QStringLiteral("port"), port},
                       {QStringLiteral("mqttPort"), mqttPort},
                       {QStringLiteral("assignDelayMs"), assignDelayMs},
                       {QStringLiteral("defaultRegion"), defaultRegion},
                       {QStringLiteral("allocationPolicy"), domain::allocationKey(allocationPolicy)},
                       {QStringLiteral("tags"), tags},
                       {QStringLiteral("hubs"), hubArray},
                       {QStringLiteral("devices"), deviceArray},
                       {QStringLiteral("steps"), stepArray},
                       {QStringLiteral("nextStep"), nextStep}};
    if (!travelled.isEmpty()) {
        QJsonObject regions;
        for (auto it = travelled.cbegin(); it != travelled.cend(); ++it)
            regions.insert(it.key(), it.value());
        object.insert(QStringLiteral("travelled"), regions);
    }
    limits.writeTo(object);
    return object;
}

ServiceConfig ServiceConfig::fromJson(const QJsonObject &object)
{
    ServiceConfig config;
    config.idScope = text(object, "idScope");
    config.operationPrefix = text(object, "operationPrefix");
    config.primaryKey = text(object, "primaryKey");
    config.secondaryKey = text(object, "secondaryKey");
    config.port = static_cast<quint16>(object.value(QLatin1String("port")).toInt());
    config.mqttPort = static_cast<quint16>(object.value(QLatin1String("mqttPort")).toInt());
    config.limits = ServiceLimits::readFrom(object);
    config.assignDelayMs = object.value(QLatin1String("assignDelayMs")).toInt();
    config.defaultRegion = text(object, "defaultRegion");
    config.allocationPolicy =
        domain::allocationFromKey(text(object, "allocationPolicy")).value_or(domain::AllocationPolicy::Hashed);
    if (config.allocationPolicy == domain::AllocationPolicy::NotSet)
        config.allocationPolicy = domain::AllocationPolicy::Hashed; // written before there was a choice
    config.tags = object.value(QLatin1String("tags")).toObject();
    for (const QJsonValue &hub : object.value(QLatin1String("hubs")).toArray())
        config.hubs.append(hubFromJson(hub.toObject()));
    for (const QJsonValue &row : object.value(QLatin1String("devices")).toArray())
        config.devices.append(devicesFromJson(row.toObject()));
    const QJsonObject regions = object.value(QLatin1String("travelled")).toObject();
    for (auto it = regions.begin(); it != regions.end(); ++it)
        config.travelled.insert(it.key(), it.value().toString());
    for (const QJsonValue &step : object.value(QLatin1String("steps")).toArray())
        config.steps.append(step.toObject());
    config.nextStep = object.value(QLatin1String("nextStep")).toInt();
    return config;
}

QList<domain::LinkedHub> ServiceConfig::linkedHubs() const
{
    QList<domain::LinkedHub> out;
    for (const HubConfig &hub : hubs)
        if (hub.linked)
            out.append(hub.link);
    return out;
}

HubConfig *ServiceConfig::hubByName(QStringView name)
{
    for (HubConfig &hub : hubs)
        if (hub.name == name || hub.link.hostName.compare(name, Qt::CaseInsensitive) == 0)
            return &hub;
    return nullptr;
}

const HubConfig *ServiceConfig::hubByHostName(QStringView hostName) const
{
    for (const HubConfig &hub : hubs)
        if (hub.link.hostName.compare(hostName, Qt::CaseInsensitive) == 0)
            return &hub;
    return nullptr;
}

Regions::Regions(const ServiceConfig &config)
    : m_default(config.defaultRegion)
{
    for (const ScenarioDevices &row : config.devices) {
        if (row.region.isEmpty())
            continue;
        for (const QString &id : row.registrationIds)
            m_byId.insert(domain::foldedId(id), row.region);
        if (row.count > 0)
            m_ranges.append({domain::foldedId(row.prefix), row.count, row.region});
    }
    for (auto it = config.travelled.cbegin(); it != config.travelled.cend(); ++it)
        m_byId.insert(it.key(), it.value());
}

QString Regions::of(const QString &registrationId) const
{
    const QString folded = domain::foldedId(registrationId);
    if (const auto found = m_byId.constFind(folded); found != m_byId.cend())
        return *found;
    for (const Range &range : m_ranges) {
        if (!folded.startsWith(range.prefix))
            continue;
        bool isNumber = false;
        const int number = folded.mid(range.prefix.size()).toInt(&isNumber);
        if (isNumber && number >= 1 && number <= range.count)
            return range.region;
    }
    return m_default;
}

} // namespace rehome::local
