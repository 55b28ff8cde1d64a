// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoRun.h"

#include "app/devices/DeterministicRandom.h"
#include "app/devices/DeviceFactory.h"
#include "models/wire/Sas.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <numeric>

namespace rehome::demo {

namespace {

constexpr quint64 seed = 201809; // the month native reprovisioning came

QString placeOf(const local::ScenarioDevices &row)
{
    return row.group.isEmpty() ? row.registrationIds.value(0) : row.group;
}

} // namespace

ScriptNames namesOf(const local::Scenario &scenario)
{
    ScriptNames names;
    for (const QJsonObject &group : scenario.enrollmentGroups)
        names.groups.append(group.value(QLatin1String("enrollmentGroupId")).toString());
    for (const QJsonObject &enrollment : scenario.enrollments)
        names.enrollments.append(enrollment.value(QLatin1String("registrationId")).toString());
    for (const local::ScenarioDevices &row : scenario.devices)
        names.registrationIds += row.allRegistrationIds();
    for (const local::Scenario::Hub &hub : scenario.hubs)
        names.hubHosts.append(hub.link.hostName);
    return names;
}

Result<void> DemoRun::readScenario(local::Scenario read)
{
    auto script = parseScript(read.steps, namesOf(read));
    if (!script)
        return Failure(script.error());
    int index = 0;
    for (const local::ScenarioDevices &row : std::as_const(read.devices)) {
        const auto behaviour = devices::behaviourFromJson(
            row.behaviour, QStringLiteral("devices[%1].behaviour").arg(index++), row.initiallyAssigned);
        if (!behaviour)
            return Failure(behaviour.error());
    }
    steps = std::move(*script);
    scenario = std::move(read);
    return {};
}

void DemoRun::hasten(int pace)
{
    if (pace <= 1)
        return;
    scenario.assignDelayMs /= pace;
    for (ScriptStep &step : steps) {
        if (step.atMs)
            step.atMs = *step.atMs / pace;
        if (step.everyMs)
            step.everyMs = *step.everyMs / pace;
        step.phaseMs /= pace;
        if (step.action)
            for (DeviceOrder &order : step.action->orders)
                order.spreadMs /= pace;
    }
}

std::vector<quint32> DemoRun::chosen(const DeviceOrder &order) const
{
    std::vector<quint32> devices;
    if (order.all)
        devices = all;
    else if (!order.group.isEmpty())
        devices = byGroup.value(order.group);
    for (const QString &id : order.ids) {
        if (const auto it = byId.find(id); it != byId.end())
            devices.push_back(*it);
    }
    if (order.first >= 0 && static_cast<std::size_t>(order.first) < devices.size())
        devices.resize(static_cast<std::size_t>(order.first));
    return devices;
}

void DemoRun::carryOut(const DeviceOrder &order)
{
    switch (order.what) {
    case DeviceOrder::What::Reboot:
        fleet.reboot(chosen(order), order.spreadMs, order.registers);
        return;
    case DeviceOrder::What::Background:
        fleet.setBackgroundRate(order.perSecond, chosen(order), order.registers);
        return;
    case DeviceOrder::What::Travel:
        travel(chosen(order), order.region);
        return;
    }
}

void DemoRun::travel(const std::vector<quint32> &devices, const QString &region)
{
    // The protocol has no place for where a device is: the service that stands for the cloud is told.
    QStringList ids;
    for (const quint32 device : devices)
        ids.append(specs[device].registrationId);
    if (!ids.isEmpty())
        service.control(QStringLiteral("device %1 region %2").arg(ids.join(QLatin1Char(',')), region));
}

Result<void> DemoRun::addDevices(const local::ScenarioDevices &row, const QStringList &ids,
                                 const QJsonObject &attestation)
{
    const auto mechanism = wire::attestationFromJson(attestation);
    if (!mechanism)
        return Failure(mechanism.error());
    if (!mechanism->symmetricKey) {
        Error error;
        error.kind = ErrorKind::BadInput;
        error.message =
            QCoreApplication::translate("DemoRun", "Simulated devices need symmetric keys. Give %1 that attestation.")
                .arg(placeOf(row));
        return Failure(error);
    }
    const auto behaviour = devices::behaviourFromJson(row.behaviour, placeOf(row), row.initiallyAssigned);
    if (!behaviour)
        return Failure(behaviour.error());
    const auto api = domain::ApiVersion::parse(row.apiVersion).value_or(domain::ApiVersion());
    std::vector<devices::DeviceSpec> made;
    if (row.group.isEmpty()) {
        for (const QString &id : ids)
            made.push_back(devices::makeDevice(id, mechanism->symmetricKey->primary, api, *behaviour));
    } else {
        auto derived = devices::makeGroupDevices(ids, mechanism->symmetricKey->primary, api, *behaviour);
        if (!derived)
            return Failure(derived.error());
        made = std::move(*derived);
    }
    for (devices::DeviceSpec &spec : made) {
        const auto index = static_cast<quint32>(specs.size());
        byId.insert(spec.registrationId, index);
        if (!row.group.isEmpty())
            byGroup[row.group].push_back(index);
        specs.push_back(std::move(spec));
    }
    return {};
}

Result<void> DemoRun::startFleet(devices::DeviceFleet::ReportSink sink)
{
    all.resize(specs.size());
    std::iota(all.begin(), all.end(), 0U);
    devices::DeterministicRandom random(seed);
    for (std::size_t i = all.size(); i > 1; --i)
        std::swap(all[i - 1], all[random.below(static_cast<quint32>(i))]);
    if (specs.empty())
        return {}; // a scenario without devices is a service to look at
    devices::FleetSettings settings;
    settings.host = url().host();
    settings.port = static_cast<quint16>(url().port(443));
    settings.idScope = endpoint.idScope;
    settings.caCertificatePath = endpoint.caCertificatePath;
    settings.seed = seed;
    settings.hubPort = settings.port; // one port carries the service and its hubs
    if (!endpoint.mqttEndpoint.isEmpty())
        settings.hubMqttPort = static_cast<quint16>(QUrl(endpoint.mqttEndpoint).port(8883));
    return fleet.start(settings, specs, std::move(sink));
}

} // namespace rehome::demo
