// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/MqttSession.h"

namespace rehome::local {

class DeviceApi;
class HubMethods;
struct ServiceCore;

/// Who answers an MQTT client: chosen by the CONNECT's user name, as the real services share one port number but not
/// one host (protocol facts, section 5). Loop thread.
class MqttServices
{
public:
    MqttServices(ServiceCore &core, DeviceApi &deviceApi, HubMethods &hubMethods)
        : m_core(core)
        , m_deviceApi(deviceApi)
        , m_hubMethods(hubMethods)
    {
    }

    /// Null for a user name of no known form.
    std::unique_ptr<MqttService> serviceFor(MqttSession &session, const wire::mqtt::Connect &connect);

private:
    ServiceCore &m_core;
    DeviceApi &m_deviceApi;
    HubMethods &m_hubMethods;
};

} // namespace rehome::local
