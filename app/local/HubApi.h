// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "app/local/ServiceCore.h"

namespace rehome::local {

/// The service REST API of one simulated IoT hub: identities, twins, query, statistics (protocol facts, section 10).
/// Loop thread. Authentication and the hub's mode are the router's.
class HubApi
{
public:
    explicit HubApi(ServiceCore &core)
        : m_core(core)
    {
    }
    HttpReply handle(const HubConfig &hub, const HttpRequest &request, const Target &target, WriteBatch &batch);

private:
    HttpReply devices(const HubConfig &hub, const QString &id, const HttpRequest &request, WriteBatch &batch);
    HttpReply putDevice(const HubConfig &hub, const QString &id, const HttpRequest &request, WriteBatch &batch);
    HttpReply twins(const HubConfig &hub, const QString &id, const HttpRequest &request, WriteBatch &batch);
    HttpReply changeTwin(const HubConfig &hub, const HubEntry &entry, const QString &id, const HttpRequest &request,
                         WriteBatch &batch);
    HttpReply query(const HubConfig &hub, const HttpRequest &request) const;
    HttpReply statistics(const HubConfig &hub) const;
    const HubState &state(const HubConfig &hub) const;

    ServiceCore &m_core;
};

} // namespace rehome::local
