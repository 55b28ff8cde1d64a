// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubMethods.h"
#include "app/local/HubQueries.h"
#include "app/local/HubRegistry.h"

namespace rehome::local {

/// The service REST API of the simulated IoT hubs: identities, twins, query, direct methods, statistics (protocol
/// facts, section 10). Loop thread. Authentication and the hub's mode are the router's.
class HubApi
{
public:
    explicit HubApi(ServiceCore &core);
    /// Answers once, after what it changes is on disk.
    void handle(const HubConfig &hub, const HttpRequest &request, const Target &target, const ReplySink &sink);
    HubMethods &methods() { return m_methods; }

private:
    void devices(const HubConfig &hub, const HttpRequest &request, const Target &target, const ReplySink &sink);
    void twins(const HubConfig &hub, const HttpRequest &request, const Target &target, const ReplySink &sink);
    /// Identity operations per minute and unit; sends the refusal itself.
    bool isThrottled(const HubConfig &hub, const ReplySink &sink);
    /// For reads: what they tell of is on disk before anybody hears of it.
    ReplySink onceStored(const ReplySink &sink);
    void finish(HttpReply reply, WriteBatch batch, const ReplySink &sink, const std::function<void()> &stored = {});

    ServiceCore &m_core;
    HubRegistry m_registry;
    HubTwins m_twins;
    HubQueries m_queries;
    HubMethods m_methods;
};

} // namespace rehome::local
