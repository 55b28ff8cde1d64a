// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/devices/DeviceFleet.h"
#include "app/local/LocalService.h"
#include "app/rehome/DemoFolder.h"
#include "app/rehome/DemoScript.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>
#include <memory>
#include <vector>

namespace rehome::demo {

/// Everything of one running demo. Demo thread only. Coroutines share it and look at `stopped` after each wait.
struct DemoRun
{
    bool stopped = false;
    local::Scenario scenario;
    QList<ScriptStep> steps;
    QElapsedTimer sinceOpened;

    std::unique_ptr<DemoFolder> folder; // outlives the service that works in it
    local::LocalService service;
    local::ServiceEndpoint endpoint;
    devices::DeviceFleet fleet;
    QNetworkAccessManager network;
    std::unique_ptr<azure::DpsServiceClient> administrator; ///< the scripted second administrator: calls like anybody's
    std::unique_ptr<QObject> context = std::make_unique<QObject>(); ///< timers and posts of this run end with it

    std::vector<devices::DeviceSpec> specs;
    QHash<QString, std::vector<quint32>> byGroup;
    QHash<QString, quint32> byId;
    std::vector<quint32> all; ///< in an order mixed once, so that the first thousand are of every kind

    QUrl url() const { return QUrl(endpoint.endpoint); }
    /// Which devices an order is for; unknown names give none.
    std::vector<quint32> chosen(const DeviceOrder &order) const;
    void carryOut(const DeviceOrder &order);
    void travel(const std::vector<quint32> &devices, const QString &region);
    /// Adds the devices of the group or the individual with this attestation as read with keys. Error: no usable key.
    Result<void> addDevices(const local::ScenarioDevices &row, const QStringList &ids, const QJsonObject &attestation);
    Result<void> startFleet(devices::DeviceFleet::ReportSink sink);
    /// Reads a scenario's steps and behaviours; error as DemoScript and DeviceFactory.
    Result<void> readScenario(local::Scenario read);
    /// Everything of the script this many times as fast, and the service's assignments with it.
    void hasten(int pace);
};

ScriptNames namesOf(const local::Scenario &scenario);

} // namespace rehome::demo
