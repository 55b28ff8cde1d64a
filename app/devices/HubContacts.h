// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeviceFleet.h"
#include "app/devices/HttpsPool.h"

#include <map>

namespace rehome::devices {

/// How devices try their hubs over HTTPS: a few keep-alive connections per hub that all its devices share. Everything
/// happens on the thread that runs the io_context.
class HubContacts
{
public:
    HubContacts(boost::asio::io_context &io, const FleetSettings &settings);
    HubContacts(const HubContacts &) = delete;
    HubContacts &operator=(const HubContacts &) = delete;

    bool isEnabled() const { return m_settings.hubPort != 0; }
    /// One telemetry message of the device to its hub. `done` is called exactly once, never from inside; not after
    /// destruction. A host name that cannot be one gives an answer without status.
    void contact(const QString &hub, const QString &deviceId, const QString &key, HttpsPool::Done done);

private:
    HttpsPool *poolFor(const QString &hub);

    boost::asio::io_context &m_io;
    const FleetSettings m_settings;
    std::map<QString, std::unique_ptr<HttpsPool>> m_pools; // by host name, lower case
};

} // namespace rehome::devices
