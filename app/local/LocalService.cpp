// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LocalService.h"

#include "app/local/Certificates.h"
#include "app/local/Connections.h"
#include "app/local/ControlOrders.h"
#include "app/local/DataFolder.h"
#include "app/local/EventLoop.h"
#include "app/local/Fault.h"
#include "app/local/Listener.h"
#include "app/local/MqttListener.h"
#include "app/local/Router.h"
#include "app/local/Seeder.h"

#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLoggingCategory>
#include <future>
#include <thread>

namespace rehome::local {

Q_LOGGING_CATEGORY(serviceLog, "rehome.local", QtInfoMsg)

namespace {

constexpr std::chrono::seconds drainLimit{3};
constexpr std::chrono::milliseconds dropLimit{500};
constexpr std::chrono::seconds controlLimit{10};

QString connectionString(const QString &hostName, const QString &keyName, const QString &key)
{
    return QStringLiteral("HostName=%1;SharedAccessKeyName=%2;SharedAccessKey=%3").arg(hostName, keyName, key);
}

/// A JSON text with its quotes; an object's members come in the contract's order that way.
QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

} // namespace

QByteArray ServiceEndpoint::readyLine() const
{
    QByteArray hubList;
    for (const HubEndpoint &hub : hubs) {
        if (!hubList.isEmpty())
            hubList += ',';
        hubList +=
            "{\"hostName\":" + quoted(hub.hostName) + ",\"connectionString\":" + quoted(hub.connectionString) + '}';
    }
    return "{\"ready\":true,\"endpoint\":" + quoted(endpoint) + ",\"mqttEndpoint\":" + quoted(mqttEndpoint) +
           ",\"idScope\":" + quoted(idScope) + ",\"serviceConnectionString\":" + quoted(serviceConnectionString) +
           ",\"caCertificate\":" + quoted(caCertificatePath) + ",\"hubs\":[" + hubList + "]}";
}

class LocalService::Private
{
public:
    Private()
        : core(loop, store)
        , router(core)
        , mqtt(std::make_shared<MqttEnvironment>())
        , listener(
              loop, connections,
              [this](HttpRequest request, ReplySink sink) { router.handle(request, std::move(sink)); }, mqtt)
        , mqttListener(loop, connections, mqtt)
    {
        mqtt->serviceFor = [this](MqttSession &session, const wire::mqtt::Connect &connect) {
            return router.mqtt().serviceFor(session, connect);
        };
    }

    Result<void> openData(const ServiceSettings &settings);
    Result<void> listen(const ServiceSettings &settings);
    template <class AnyListener>
    static Result<quint16> openAt(AnyListener &listener, ListenerSettings settings, quint16 asked, quint16 &stored);
    Result<void> saveConfig();
    ServiceEndpoint endpoint() const;
    void drain();

    // The loop outlives everything that posts to it; handlers left in it are dropped with it.
    std::unique_ptr<DataFolder> folder;
    Connections connections; // counts what the loop holds
    EventLoop loop;
    Store store;
    ServiceCore core;
    Router router;
    std::shared_ptr<MqttEnvironment> mqtt;
    Listener listener;
    MqttListener mqttListener;
    QString caPath;
    quint16 mqttPort = 0; // 0: not served
};

Result<void> LocalService::Private::openData(const ServiceSettings &settings)
{
    if (const auto ready = router.assigner().configureWebhooks(
            {std::chrono::milliseconds(settings.webhookTimeoutMs), settings.webhookCaFile});
        !ready)
        return ready;
    auto opened = DataFolder::open(settings.dataFolder);
    if (!opened)
        return Failure(opened.error());
    folder = std::move(*opened);
    const QString file = QStringLiteral("service.sqlite");
    // A folder gets its certificates after its database has tables: an empty one was emptied.
    const QFileInfo info(folder->filePath(file));
    if (info.exists() && info.size() == 0 && folder->read(QStringLiteral("ca.pem")))
        return fault(ErrorKind::Storage, QStringLiteral("The database %1 is damaged: it is empty. Restore a copy, or "
                                                        "remove the file to begin anew.")
                                             .arg(info.filePath()));
    if (const auto touched = folder->touch(file); !touched)
        return touched;
    if (const auto loaded = store.open(folder->filePath(file), settings.syncFull, core.state.loadSink()); !loaded)
        return loaded;

    WriteBatch batch;
    ServiceConfig &config = core.state.config;
    if (config.idScope.isEmpty()) {
        if (const auto seeded = seed(core, settings.scenario.value_or(Scenario()), batch); !seeded)
            return seeded;
    } else {
        if (settings.scenario)
            qCWarning(serviceLog).noquote() << "The data folder has data already; the scenario is ignored.";
        core.state.attachHubs();
    }
    for (const ServiceLimits::Entry &entry : ServiceLimits::entries()) {
        int &limit = config.limits.*entry.value;
        limit = settings.limits.value(QLatin1String(entry.word), limit);
    }
    ServiceLimits &limits = config.limits;
    limits.registrationsPerMinute = settings.registrationsPerMinute.value_or(limits.registrationsPerMinute);
    limits.operationsPerMinute = settings.operationsPerMinute.value_or(limits.operationsPerMinute);
    config.assignDelayMs = settings.assignDelayMs.value_or(config.assignDelayMs);
    core.applyRates();
    core.maxPage = settings.maxPage;
    core.deadHubPatienceMs = settings.deadHubPatienceMs;
    core.regenerateOmittedKeys = settings.regenerateOmittedKeys;
    if (!batch.empty())
        store.write(std::move(batch), {});
    return {};
}

Result<void> LocalService::Private::listen(const ServiceSettings &settings)
{
    ServiceConfig &config = core.state.config;
    QStringList names{QStringLiteral("localhost")};
    for (const HubConfig &hub : config.hubs)
        names.append(hub.link.hostName);
    for (const QString &name : settings.alsoNames)
        if (!names.contains(name))
            names.append(name);
    const auto identity = ensureCertificates(*folder, names, {QStringLiteral("127.0.0.1"), QStringLiteral("::1")});
    if (!identity)
        return Failure(identity.error());
    caPath = identity->caPath;

    ListenerSettings listening;
    listening.address = settings.listenAddress;
    listening.certificatePem = identity->certificatePem;
    listening.privateKeyPem = identity->privateKeyPem;
    const auto port = openAt(listener, listening, settings.port, config.port);
    if (!port)
        return Failure(port.error());
    core.port = *port;
    if (settings.serveMqtt) {
        listening.address = settings.mqttListenAddress;
        const auto opened = openAt(mqttListener, listening, settings.mqttPort, config.mqttPort);
        if (!opened)
            return Failure(opened.error());
        mqttPort = *opened;
    }
    return saveConfig();
}

/// "The first port chosen is stored": one that only stood in for a taken one is not.
template <class AnyListener>
Result<quint16> LocalService::Private::openAt(AnyListener &listener, ListenerSettings settings, quint16 asked,
                                              quint16 &stored)
{
    settings.port = asked != 0 ? asked : stored;
    auto port = listener.open(settings);
    if (!port && asked == 0 && stored != 0 && port.error().kind == ErrorKind::Service) {
        settings.port = 0;
        port = listener.open(settings);
        if (port)
            qCWarning(serviceLog).noquote()
                << QStringLiteral("Port %1 is taken; port %2 is used instead.").arg(stored).arg(*port);
    }
    if (port && (stored == 0 || asked != 0))
        stored = *port;
    return port;
}

Result<void> LocalService::Private::saveConfig()
{
    WriteBatch batch;
    core.state.saveConfig(batch);
    std::promise<bool> stored;
    auto outcome = stored.get_future();
    store.write(std::move(batch), [&stored](bool good) { stored.set_value(good); });
    if (!outcome.get())
        return fault(ErrorKind::Storage, QStringLiteral("The data folder %1 cannot be written.").arg(folder->path()));
    return {};
}

ServiceEndpoint LocalService::Private::endpoint() const
{
    const ServiceConfig &config = core.state.config;
    ServiceEndpoint out;
    const QString host = withPort(QStringLiteral("localhost"), core.port);
    out.endpoint = QStringLiteral("https://") + host;
    out.mqttEndpoint = mqttPort == 0 ? QLatin1String("") : QStringLiteral("mqtts://localhost:%1").arg(mqttPort);
    out.idScope = config.idScope;
    out.serviceConnectionString = connectionString(host, QStringLiteral("provisioningserviceowner"), config.primaryKey);
    out.caCertificatePath = caPath;
    for (const HubConfig &hub : config.hubs)
        out.hubs.append({hub.link.hostName, connectionString(withPort(hub.link.hostName, core.port),
                                                             QStringLiteral("iothubowner"), hub.primaryKey)});
    return out;
}

void LocalService::Private::drain()
{
    loop.post([this] {
        listener.stopAccepting();
        mqttListener.stopAccepting();
        connections.closeWhenIdle();
    });
    // The answers under way are few and short; their end has no other sign than this count.
    const auto waitFor = [](std::chrono::milliseconds limit, const auto &done) {
        const auto end = std::chrono::steady_clock::now() + limit;
        do
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        while (!done() && std::chrono::steady_clock::now() < end);
    };
    waitFor(drainLimit, [this] { return listener.busy() == 0 && mqtt->busy == 0; });
    // What is still connected ends on the loop, while everything that it may touch is alive.
    loop.post([this] { connections.dropAll(); });
    waitFor(dropLimit, [this] { return connections.count() == 0; });
    loop.stop();
    store.close();
}

LocalService::LocalService() = default;

LocalService::~LocalService()
{
    stop();
}

Result<ServiceEndpoint> LocalService::start(const ServiceSettings &settings)
{
    if (d)
        return fault(ErrorKind::BadInput, QStringLiteral("The local service runs already."));
    auto starting = std::make_unique<Private>();
    if (const auto opened = starting->openData(settings); !opened)
        return Failure(opened.error());
    if (const auto listening = starting->listen(settings); !listening)
        return Failure(listening.error());
    starting->loop.start();
    starting->loop.post([p = starting.get()] { p->router.assigner().resumePending(); });
    d = std::move(starting);
    return d->endpoint();
}

void LocalService::stop()
{
    if (!d)
        return;
    d->drain();
    d.reset();
}

Result<QString> LocalService::control(const QString &order)
{
    if (!d)
        return fault(ErrorKind::BadInput, QStringLiteral("The local service is not running."));
    auto answer = std::make_shared<std::promise<Result<QString>>>();
    auto result = answer->get_future();
    d->loop.post([p = d.get(), order, answer] {
        WriteBatch batch;
        auto outcome = runOrder(p->core, order, batch);
        if (batch.empty())
            return answer->set_value(std::move(outcome));
        p->core.commit(std::move(batch), [answer, outcome](bool stored) {
            if (stored)
                answer->set_value(outcome);
            else
                answer->set_value(fault(ErrorKind::Storage, QStringLiteral("The change could not be stored.")));
        });
    });
    if (result.wait_for(controlLimit) != std::future_status::ready)
        return fault(ErrorKind::Service, QStringLiteral("The local service did not answer in time."));
    return result.get();
}

ServiceCounters LocalService::counters() const
{
    ServiceCounters out;
    if (!d)
        return out;
    const auto &counters = d->core.counters;
    out.registrations = counters.registrations;
    out.operations = counters.operations;
    out.polls = counters.polls;
    out.throttledRegistrations = counters.throttledRegistrations;
    out.throttledOperations = counters.throttledOperations;
    out.unauthorized = counters.unauthorized;
    out.hubMessages = counters.hubMessages;
    return out;
}

} // namespace rehome::local
