// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Scenario.h"
#include "models/domain/Error.h"

#include <QtCore/QHash>
#include <QtCore/QString>
#include <memory>

namespace rehome::local {

struct ServiceSettings
{
    QString dataFolder; ///< created when missing, 0700; locked while in use
    QString listenAddress = QStringLiteral("127.0.0.1");
    quint16 port = 0;       ///< 0: the stored one, else any free one, which is then stored
    QStringList alsoNames;  ///< further DNS names of the server certificate
    bool serveMqtt = false; ///< a port for MQTT over TLS; MQTT over WebSocket is always served
    QString mqttListenAddress = QStringLiteral("127.0.0.1");
    quint16 mqttPort = 0;             ///< as `port`
    std::optional<Scenario> scenario; ///< seeds an empty data folder; ignored with a message on one that has data
    std::optional<int> registrationsPerMinute, operationsPerMinute, assignDelayMs; ///< override scenario and stored
    QHash<QString, int> limits; ///< the same for any quota, by its word (ServiceLimits)
    int maxPage = 100;
    int deadHubPatienceMs =
        60'000; ///< how long a dead target hub keeps a device in assigning (contract); shorter in tests
    int webhookTimeoutMs = 5'000; ///< for one whole call of a custom allocation webhook
    QString webhookCaFile;        ///< PEM: authorities trusted for webhooks besides the system's
    bool syncFull = false;
    bool regenerateOmittedKeys = false; ///< test mode: an update without keys gets new ones
};

struct HubEndpoint
{
    QString hostName;
    QString connectionString;
};

/// What the ready line says (contract, rehomectl serve).
struct ServiceEndpoint
{
    QString endpoint, mqttEndpoint, idScope, serviceConnectionString, caCertificatePath;
    QList<HubEndpoint> hubs;
    QByteArray readyLine() const; ///< one line of JSON with every key, without a line break
};

/// Counters for tests, bench and logs; a snapshot.
struct ServiceCounters
{
    qint64 registrations = 0, operations = 0, polls = 0, throttledRegistrations = 0, throttledOperations = 0,
           unauthorized = 0, hubMessages = 0;
};

/// The local provisioning service: DPS service API, DPS device API and simulated IoT hubs on one TLS port. Own threads
/// (one io_context, one store); every public function may be called from any one owner thread and blocks only in
/// start() and stop().
class LocalService
{
public:
    LocalService();
    ~LocalService(); ///< stops
    LocalService(const LocalService &) = delete;
    LocalService &operator=(const LocalService &) = delete;

    /// Opens or creates the data folder, seeds, binds. Errors: folder locked or not writable, damaged database (never
    /// overwritten), port taken, scenario refused.
    Result<ServiceEndpoint> start(const ServiceSettings &settings);
    /// Stops accepting, finishes what is under way, commits, joins. Within 5 s.
    void stop();

    /// The orders of `rehomectl control`, one line each: "hub NAME slow|throttle|dead|up", "quota
    /// registrations|operations N", "scenario step". Answer: what was done, or an Error of kind BadInput.
    Result<QString> control(const QString &order);
    ServiceCounters counters() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rehome::local
