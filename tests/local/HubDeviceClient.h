// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/MqttCodec.h"
#include "tests/local/Harness.h"

#include <QtNetwork/QSslSocket>

namespace rehome::test {

/// A device at its hub: MQTT over TLS with the hub's name as server name. Calls wait for their answer, 5 s at most.
class HubDeviceClient
{
public:
    HubDeviceClient(const Harness &harness, const QString &hubName, const QString &deviceId);

    /// With a token over the device's resource, good for `seconds`.
    wire::mqtt::ConnectCode connect(const QString &key, int seconds = 3600);
    wire::mqtt::ConnectCode connectAs(const QString &userName, const QString &clientId, const QByteArray &password);
    /// The QoS granted, or SubAck::refused.
    quint8 subscribe(const QString &filter, quint8 qos = 1);
    /// QoS 1; true with its acknowledgement.
    bool publish(const QString &topic, const QByteArray &payload);
    void send(const QString &topic, const QByteArray &payload); ///< QoS 0
    /// The next message whose topic starts so; nothing after 5 s.
    std::optional<wire::mqtt::Publish> message(const QString &topicStart);
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool waitForEnd();
    void close();

private:
    template <class Packet>
    std::optional<Packet> next();
    void read();

    const Harness &m_harness;
    const QString m_hubHost, m_deviceId;
    QSslSocket m_socket;
    wire::MqttReader m_reader{1 << 20};
    QList<wire::mqtt::Packet> m_packets;
    quint16 m_packetId = 0;
};

} // namespace rehome::test
