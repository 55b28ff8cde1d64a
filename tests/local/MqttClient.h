// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/MqttCodec.h"
#include "tests/local/Harness.h"

#include <QtNetwork/QSslSocket>

namespace rehome::test {

/// A small MQTT client for tests: blocks in each call, over TLS or in WebSocket frames on the HTTPS port.
class MqttClient
{
public:
    enum class Over
    {
        Tls,
        WebSocket
    };
    bool open(const Harness &harness, Over over = Over::Tls);
    /// The CONNECT of a device of the provisioning service; gives the answer's code, or nothing when there is none.
    std::optional<wire::mqtt::ConnAck> connect(const QString &idScope, const QString &id, const QByteArray &password,
                                               const QString &apiVersion = QStringLiteral("2019-03-31"),
                                               quint16 keepAliveSeconds = 60);
    std::optional<wire::mqtt::ConnAck> connect(const wire::mqtt::Connect &packet);
    bool subscribe(const QString &filter = QStringLiteral("$dps/registrations/res/#"));
    void send(const wire::mqtt::Packet &packet);
    void sendRaw(const QByteArray &bytes, quint8 opcode = 2); ///< MQTT bytes, in a frame where frames are
    /// The next packet, or nothing after the time-out or when the connection is gone.
    std::optional<wire::mqtt::Packet> next(int timeoutMs = 5000);
    /// Publishes at QoS 1, checks that PUBACK comes first, acknowledges the answer and gives it.
    std::optional<wire::mqtt::Publish> ask(const QString &topic, const QByteArray &body);
    bool endsWithin(int timeoutMs);                   ///< the service closes; nothing is read meanwhile
    quint16 closeCode() const { return m_closeCode; } ///< of the WebSocket
    QSslSocket &socket() { return m_socket; }

private:
    bool take(int timeoutMs);
    bool unframe();

    QSslSocket m_socket;
    QByteArray m_frames;
    wire::MqttReader m_reader{1024 * 1024};
    Over m_over = Over::Tls;
    quint16 m_packetId = 0, m_closeCode = 0;
};

} // namespace rehome::test
