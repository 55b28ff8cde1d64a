// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/DeviceApi.h"
#include "app/local/MqttSession.h"

namespace rehome::local {

/// "{idScope}/registrations/{registrationId}/api-version=…&ClientVersion=…" of a CONNECT.
struct DpsUserName
{
    QString idScope, registrationId, apiVersion;
    /// Nothing for a text of another form; the version is empty when it is not said.
    static std::optional<DpsUserName> parse(const QString &userName);
};

/// A device that registers over MQTT (protocol facts, section 5). CONNECT is accepted whatever the key is: the refusal
/// is the answer to the register publish.
class DpsMqtt : public MqttService
{
public:
    DpsMqtt(ServiceCore &core, DeviceApi &api, MqttSession &session, DpsUserName name);

    wire::mqtt::ConnectCode connected(const wire::mqtt::Connect &connect) override;
    quint8 subscribed(const QString &filter, quint8 askedQos) override;
    bool published(const wire::mqtt::Publish &publish) override;

private:
    HttpReply answer(DeviceCall::Operation operation, const QString &operationId, const QByteArray &body,
                     WriteBatch &batch);

    ServiceCore &m_core;
    DeviceApi &m_api;
    MqttSession &m_session;
    DpsUserName m_name;
    QByteArray m_token; ///< secret
};

} // namespace rehome::local
