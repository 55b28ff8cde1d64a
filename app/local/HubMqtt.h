// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubMethods.h"
#include "app/local/HubTwins.h"
#include "app/local/MqttSession.h"

namespace rehome::local {

/// "{hub}/{deviceId}/?api-version=…": how a device names itself to its hub.
struct HubUserName
{
    QString hub; ///< without a port
    QString deviceId;
    /// Nothing for another form; modules ("{hub}/{device}/{module}/?…") are not served.
    static std::optional<HubUserName> parse(const QString &userName);
};

/// The device side of a simulated hub over MQTT: telemetry, twin, direct methods (IoT Hub developer guide, MQTT
/// support). Loop thread; may outlive the core while the service ends.
class HubMqtt final : public MqttService, public HubDeviceLink
{
public:
    HubMqtt(ServiceCore &core, HubMethods &methods, MqttSession &session, HubUserName name);
    ~HubMqtt() override;

    wire::mqtt::ConnectCode connected(const wire::mqtt::Connect &connect) override;
    quint8 subscribed(const QString &filter, quint8 askedQos) override;
    bool published(const wire::mqtt::Publish &publish) override;
    /// "Device-to-cloud messages can be at most 256 KB".
    qsizetype packetLimit() const override { return 272 * 1024; }

    bool takesMethods() const override;
    void callMethod(const QString &name, const QByteArray &payload, const QString &requestId) override;
    void desiredChanged(const QJsonObject &patch, qint64 version) override;
    void closedByHub() override;

private:
    bool readTwin(const QString &requestId);
    bool patchReported(const QString &requestId, const QByteArray &body);
    bool takeMethodAnswer(const QString &rest, const QByteArray &body);
    void answer(const QString &requestId, int status, const QByteArray &body, std::optional<qint64> version = {});
    bool isThrottled(const QString &requestId);
    void watchToken(qint64 expiresUnixSeconds);

    ServiceCore &m_core;
    HubMethods &m_methods;
    HubTwins m_twins;
    MqttSession &m_session;
    const HubUserName m_name;
    std::weak_ptr<const void> m_coreLives;
    bool m_attached = false;
};

} // namespace rehome::local
