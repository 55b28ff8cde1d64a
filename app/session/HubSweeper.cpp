// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/HubSweeper.h"

#include "app/azure/PageSequence.h"
#include "models/wire/Sas.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>

namespace rehome::session {

namespace {
constexpr qint64 everyMs = 20'000;   ///< a query costs one of 20 a minute and unit (protocol facts, section 7)
constexpr qint64 troubleMs = 60'000; ///< a hub that does not answer is asked again after a minute
constexpr int wantedPageSize = 1000;
constexpr int maxMismatches = 50; ///< single GETs that one sweep of one hub may cause

QString bareHost(const QString &hostName)
{
    return hostName.section(QLatin1Char(':'), 0, 0).toLower();
}
} // namespace

HubSweeper::HubSweeper(Core &core)
    : m_core(core)
{
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, [this] { pump(); });
}

HubSweeper::~HubSweeper() = default;

void HubSweeper::setHubs(const QList<HubEntry> &hubs, const QList<QString> &connectionStrings)
{
    for (auto &hub : m_hubs) {
        if (hub->client)
            hub->client->close();
        m_replaced.push_back(std::move(hub));
    }
    m_hubs.clear();
    QHash<QString, QString> credentials;
    for (const auto &text : connectionStrings)
        if (const auto parsed = wire::parseConnectionString(text))
            credentials.insert(parsed->host(), text);
    QList<HubEntry> all = hubs;
    for (auto it = credentials.cbegin(); it != credentials.cend(); ++it) {
        const bool named =
            std::any_of(all.cbegin(), all.cend(), [&](const auto &h) { return bareHost(h.hostName) == it.key(); });
        if (!named) {
            HubEntry entry;
            entry.hostName = it.key();
            all.append(entry);
        }
    }
    for (const auto &entry : all) {
        const auto credential = credentials.constFind(bareHost(entry.hostName));
        auto hub = std::make_shared<Hub>();
        hub->hostName = bareHost(entry.hostName);
        if (credential != credentials.cend() && m_core.network) {
            const auto parsed = wire::parseConnectionString(*credential);
            if (auto endpoint = azure::Endpoint::make(*parsed, m_core.profile.caCertificatePath)) {
                azure::ClientSettings settings;
                settings.maxAttempts = 2; // the next sweep is a retry, too
                hub->client = std::make_unique<azure::IotHubClient>(
                    *m_core.network, *endpoint, *parsed, azure::HubBudgets::forUnits(entry.registryUnits), settings);
            }
        }
        fleet::HubFacts facts;
        facts.hostName = hub->hostName;
        facts.weight = entry.allocationWeight;
        facts.openToAllocation = entry.openToAllocation;
        facts.registryUnits = entry.registryUnits;
        facts.hasCredentials = hub->client != nullptr;
        hub->index = m_core.builder().putHub(facts);
        m_hubs.push_back(std::move(hub));
    }
    m_core.onDirty();
}

void HubSweeper::setRunning(bool running)
{
    m_running = running;
    if (running)
        m_timer.start();
    else
        m_timer.stop();
}

void HubSweeper::close()
{
    setRunning(false);
    for (auto &hub : m_hubs)
        if (hub->client)
            hub->client->close();
}

azure::IotHubClient *HubSweeper::clientOf(const QString &hubHostName) const
{
    for (const auto &hub : m_hubs)
        if (hub->hostName == bareHost(hubHostName))
            return hub->client.get();
    return nullptr;
}

void HubSweeper::pump()
{
    if (!m_running || m_core.closing)
        return;
    std::erase_if(m_replaced, [](const auto &hub) { return !hub->asking; });
    const qint64 now = steadyMs();
    for (const auto &hub : m_hubs)
        if (hub->client && !hub->asking && hub->dueAt <= now)
            sweep(hub);
}

QCoro::Task<void> HubSweeper::sweep(std::shared_ptr<Hub> hub)
{
    const Core::Busy busy(m_core);
    hub->asking = true;
    azure::CallOptions options;
    options.priority = azure::Priority::Sweep;
    auto counting = hub->client->statistics(options);
    Result<azure::HubStatistics> statistics = co_await counting;
    bool good = statistics.has_value() && !m_core.closing;
    if (good) {
        m_core.builder().setHubCount(hub->index, statistics->total, fleet::HubCountSource::Statistics,
                                     m_core.serverNowMs());
        m_core.onDirty();
    }
    azure::PageSequence sequence;
    while (good && !sequence.atEnd()) {
        auto asking = hub->client->queryPage(QStringLiteral("SELECT deviceId FROM devices"), wantedPageSize,
                                             sequence.next(), options);
        Result<azure::Page> page = co_await asking;
        good = page.has_value() && !m_core.closing && sequence.accept(*page).has_value();
        if (good)
            good = takePage(*page, *hub) >= 0;
    }
    hub->asking = false;
    // A hub is not the connection: when it does not answer, its facts grow old, and their age shows it.
    hub->dueAt = steadyMs() + (good ? everyMs : troubleMs);
}

int HubSweeper::takePage(const azure::Page &page, const Hub &hub)
{
    const auto document = QJsonDocument::fromJson(page.items);
    if (!document.isArray())
        return -1;
    const qint64 at = page.serverDateMs > 0 ? page.serverDateMs : m_core.serverNowMs();
    const QByteArray host = hub.hostName.toUtf8();
    const std::string_view hostView(host.constData(), static_cast<size_t>(host.size()));
    const auto &devices = m_core.builder().devices();
    const auto items = document.array();
    int mismatches = 0;
    for (const auto &item : items) {
        const QByteArray id = item.toObject().value(QLatin1String("deviceId")).toString().toUtf8();
        if (id.isEmpty())
            continue;
        const auto row = m_core.builder().putHubDevice(std::string_view(id.constData(), static_cast<size_t>(id.size())),
                                                       hostView, at);
        const bool differs = devices.status[row] != fleet::DeviceStatus::NotRead && devices.hub[row] != 0 &&
                             m_core.builder().strings().view(devices.hub[row]) != hostView;
        if (differs && onMismatch && ++mismatches <= maxMismatches)
            onMismatch(row);
    }
    m_core.onDirty();
    return static_cast<int>(items.size());
}

} // namespace rehome::session
