// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/HubContacts.h"

#include "app/devices/DeviceMessages.h"

#include <QtCore/QDateTime>
#include <boost/asio/post.hpp>

namespace rehome::devices {

namespace {

constexpr int connectionsPerHub = 4;
constexpr std::size_t mostHubs = 256; // a service may link 50; names come from outside
constexpr qint64 tokenLifetime = 3600;

} // namespace

HubContacts::HubContacts(boost::asio::io_context &io, const FleetSettings &settings)
    : m_io(io)
    , m_settings(settings)
{
}

HttpsPool *HubContacts::poolFor(const QString &hub)
{
    const QString host = hub.toLower();
    if (const auto known = m_pools.find(host); known != m_pools.end())
        return known->second.get();
    if (host.isEmpty() || m_pools.size() >= mostHubs)
        return nullptr;
    HttpsPoolSettings settings;
    settings.host = host;
    settings.port = m_settings.hubPort;
    settings.caCertificatePath = m_settings.caCertificatePath;
    settings.connections = connectionsPerHub;
    auto pool = HttpsPool::create(m_io, settings);
    if (!pool)
        return nullptr;
    return m_pools.emplace(host, std::move(*pool)).first->second.get();
}

void HubContacts::contact(const QString &hub, const QString &deviceId, const QString &key, HttpsPool::Done done)
{
    HttpsPool *pool = poolFor(hub);
    if (!pool) {
        boost::asio::post(m_io, [done = std::move(done)] { done(HttpsReply()); });
        return;
    }
    pool->send(telemetryRequest(hub, deviceId, key, QDateTime::currentSecsSinceEpoch() + tokenLifetime),
               std::move(done));
}

} // namespace rehome::devices
