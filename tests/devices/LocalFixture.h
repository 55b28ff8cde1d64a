// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/devices/DeviceFactory.h"
#include "app/local/LocalService.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>

namespace rehome::test {

/// The local service on a fresh folder, an administrator who edits over real HTTPS, and devices made for its groups.
class LocalFixture
{
public:
    explicit LocalFixture(const QByteArray &scenario, std::optional<int> registrationsPerMinute = std::nullopt);

    bool isRunning() const { return m_running; }
    QString problem() const { return m_problem; }
    local::LocalService &service() { return m_service; }
    devices::FleetSettings fleetSettings(int connections = 8) const;
    /// Sets members of a group or an individual enrollment; false when it did not go through.
    bool edit(domain::EnrollmentKind kind, const QString &id, const QList<wire::FieldEdit> &edits);
    bool setHubs(const QString &group, const QStringList &hubs);
    bool deleteRecord(const QString &registrationId);
    /// The record as the service has it now; nothing when there is none.
    std::optional<domain::RegistrationState> record(const QString &registrationId);
    /// Devices "<prefix>0001"… of a group with this fixture's key, as scenarioJson() gives every entry.
    static std::vector<devices::DeviceSpec> groupDevices(const QString &prefix, int count,
                                                         const devices::DeviceBehaviour &behaviour,
                                                         const QString &api = QStringLiteral("2019-03-31"));
    static QString key();

private:
    QTemporaryDir m_folder;
    local::LocalService m_service;
    local::ServiceEndpoint m_endpoint;
    QNetworkAccessManager m_network;
    std::unique_ptr<azure::DpsServiceClient> m_client;
    bool m_running = false;
    QString m_problem;
};

} // namespace rehome::test
