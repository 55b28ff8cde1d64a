// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/MqttServices.h"

#include "app/local/DpsMqtt.h"
#include "app/local/HubMqtt.h"

namespace rehome::local {

std::unique_ptr<MqttService> MqttServices::serviceFor(MqttSession &session, const wire::mqtt::Connect &connect)
{
    const QString userName = connect.userName.value_or(QString());
    if (auto name = HubUserName::parse(userName); name && m_core.state.config.hubByHostName(name->hub))
        return std::make_unique<HubMqtt>(m_core, m_hubMethods, session, std::move(*name));
    if (auto name = DpsUserName::parse(userName))
        return std::make_unique<DpsMqtt>(m_core, m_deviceApi, session, std::move(*name));
    return nullptr;
}

} // namespace rehome::local
