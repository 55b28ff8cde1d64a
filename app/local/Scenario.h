// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ServiceLimits.h"
#include "models/domain/Allocation.h"
#include "models/domain/Error.h"

#include <QtCore/QJsonObject>
#include <QtCore/QList>

namespace rehome::local {

/// A row of the scenario's device table. What the devices do is up to app/devices; the service only seeds records and
/// hub identities for `initially: assigned` and learns regions by registration ID.
struct ScenarioDevices
{
    QString group;               ///< enrollment group ID, or
    QStringList registrationIds; ///< individual enrollments by name; then group is empty
    int count = 0;
    QString prefix; ///< registration IDs are prefix + 4-digit or wider number from 1
    QString apiVersion;
    QString region;
    bool initiallyAssigned = false;
    QJsonObject behaviour; ///< read by app/devices
    QStringList allRegistrationIds() const;
};

/// One scenario file (contract, "Scenario file"). Value type.
struct Scenario
{
    QString title, summary, idScope;
    ServiceLimits limits;     ///< "quotas"; defaults of the protocol
    int assignDelayMs = 1500; ///< 0 allowed
    QString defaultRegion;
    domain::AllocationPolicy allocationPolicy = domain::AllocationPolicy::Hashed; ///< the service's default
    struct Hub
    {
        QString name;
        domain::LinkedHub link; ///< hostName = name + ".localhost"
        int registryUnits = 1;
    };
    QList<Hub> hubs;
    struct Authority
    {
        QString name, certificate; ///< PEM, base64 of DER, or base64 of PEM
        bool isVerified = true;
    };
    QList<Authority> caCertificates; ///< of the service; caReferences name them
    QList<QJsonObject> enrollments,
        enrollmentGroups; ///< objects of the OpenAPI, 2021-10-01; keys filled at seeding if absent
    QList<ScenarioDevices> devices;
    QList<QJsonObject> steps; ///< walkthrough or script; read by the demo host
};

/// Unknown keys, wrong types and broken references (a group or hub that is not there) are errors that name key and
/// place (path such as "devices[2].group", and line and column for broken JSON).
Result<Scenario> parseScenario(const QByteArray &json, const QString &fileName);
/// NAME of an embedded scenario (":/scenarios/NAME.json") or a path.
Result<Scenario> loadScenario(const QString &nameOrFile);

} // namespace rehome::local
