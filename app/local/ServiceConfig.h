// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Scenario.h"

#include <QtCore/QHash>
#include <QtCore/QMap>

namespace rehome::local {

/// A simulated hub as it is linked: Scenario::Hub plus the keys of its policy iothubowner.
struct HubConfig
{
    domain::LinkedHub link;
    QString name;
    bool linked = true;     ///< false: a hub like any other, but the provisioning service may not use it
    bool linkStale = false; ///< its key was changed after it was linked: the service is refused there
    int registryUnits = 1;
    QString primaryKey, secondaryKey; ///< secret
};

/// What a data folder keeps beside enrollments, records and hub devices: identity, keys, settings, regions, scenario
/// steps.
struct ServiceConfig
{
    QString idScope;
    QString operationPrefix;          ///< "5.316aac5bdc130deb": constant for one service (protocol facts, section 4)
    QString primaryKey, secondaryKey; ///< of policy provisioningserviceowner; secret
    quint16 port = 0, mqttPort = 0;
    ServiceLimits limits;
    int assignDelayMs = 0;
    QString defaultRegion;
    /// Of enrollments that name none; hashed, geoLatency or static, never custom (protocol facts, section 8).
    domain::AllocationPolicy allocationPolicy = domain::AllocationPolicy::Hashed;
    QJsonObject tags; ///< of the resource (Azure Resource Manager)
    QList<HubConfig> hubs;
    QList<ScenarioDevices> devices;   ///< for regions
    QMap<QString, QString> travelled; ///< region by folded registration ID; before what `devices` says
    QList<QJsonObject> steps;
    int nextStep = 0;

    static ServiceConfig fresh(const Scenario &scenario); ///< new keys, the scenario's idScope or a new one
    QJsonObject toJson() const;
    static ServiceConfig fromJson(const QJsonObject &object);

    QList<domain::LinkedHub> linkedHubs() const;
    const HubConfig *hubByHostName(QStringView hostName) const;
    HubConfig *hubByName(QStringView name); ///< by its short name or its host name
};

/// The region of a device by registration ID, from the scenario's table (contract, "Scenario file").
class Regions
{
public:
    Regions() = default;
    explicit Regions(const ServiceConfig &config);
    QString of(const QString &registrationId) const;

private:
    struct Range
    {
        QString prefix; // folded
        int count = 0;
        QString region;
    };
    QList<Range> m_ranges;
    QHash<QString, QString> m_byId;
    QString m_default;
};

} // namespace rehome::local
