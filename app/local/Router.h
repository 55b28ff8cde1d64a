// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ArmApi.h"
#include "app/local/Auth.h"
#include "app/local/DeviceApi.h"
#include "app/local/HubApi.h"
#include "app/local/MqttServices.h"
#include "app/local/ServiceApi.h"

namespace rehome::local {

/// From a request to its answer: picks service by Host, checks api-version, authentication and quota, runs the handler
/// and sends the answer after its changes are on disk. Loop thread.
class Router
{
public:
    explicit Router(ServiceCore &core);
    void handle(const HttpRequest &request, ReplySink sink);
    Assigner &assigner() { return m_assigner; }
    MqttServices &mqtt() { return m_mqtt; }

private:
    void provisioning(const HttpRequest &request, const ReplySink &sink);
    void hub(const HubConfig &hub, HttpRequest request, const ReplySink &sink);
    HttpReply serviceCall(const HttpRequest &request, const Target &target, WriteBatch &batch);
    void finish(HttpReply reply, WriteBatch batch, const ReplySink &sink);

    ServiceCore &m_core;
    Auth m_auth;
    Assigner m_assigner;
    ServiceApi m_serviceApi;
    DeviceApi m_deviceApi;
    HubApi m_hubApi;
    ArmApi m_armApi;
    MqttServices m_mqtt;
};

/// Every api-version seen in clients of the provisioning service (protocol facts, section 1).
bool isServedVersion(const QString &version);

} // namespace rehome::local
