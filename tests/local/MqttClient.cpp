// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/MqttClient.h"

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QSslConfiguration>

namespace rehome::test {

using namespace wire::mqtt;

bool MqttClient::open(const Harness &harness, Over over)
{
    m_over = over;
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(harness.endpoint.caCertificatePath));
    m_socket.setSslConfiguration(tls);
    const quint16 port =
        over == Over::Tls ? static_cast<quint16>(QUrl(harness.endpoint.mqttEndpoint).port()) : harness.port();
    m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port, QStringLiteral("localhost"));
    if (!m_socket.waitForEncrypted(5000))
        return false;
    if (over == Over::Tls)
        return true;
    m_socket.write("GET /$iothub/websocket?iothub-no-client-cert=true HTTP/1.1\r\nHost: localhost\r\n"
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n");
    QByteArray head;
    while (!head.contains("\r\n\r\n") && m_socket.waitForReadyRead(5000))
        head += m_socket.readAll();
    m_frames = head.mid(head.indexOf("\r\n\r\n") + 4);
    return head.startsWith("HTTP/1.1 101") && head.toLower().contains("sec-websocket-protocol: mqtt\r\n") &&
           head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

std::optional<ConnAck> MqttClient::connect(const QString &idScope, const QString &id, const QByteArray &password,
                                           const QString &apiVersion, quint16 keepAliveSeconds)
{
    Connect packet;
    packet.clientId = id;
    packet.keepAliveSeconds = keepAliveSeconds;
    packet.userName =
        QStringLiteral("%1/registrations/%2/api-version=%3&ClientVersion=test%2F1").arg(idScope, id, apiVersion);
    if (!password.isEmpty())
        packet.password = password;
    return connect(packet);
}

std::optional<ConnAck> MqttClient::connect(const Connect &packet)
{
    send(packet);
    const auto answer = next();
    if (!answer || !std::holds_alternative<ConnAck>(*answer))
        return std::nullopt;
    return std::get<ConnAck>(*answer);
}

bool MqttClient::subscribe(const QString &filter)
{
    send(Subscribe{++m_packetId, {{filter, 1}}});
    const auto answer = next();
    return answer && *answer == Packet(SubAck{m_packetId, {1}});
}

void MqttClient::send(const Packet &packet)
{
    sendRaw(encoded(packet));
}

void MqttClient::sendRaw(const QByteArray &bytes, quint8 opcode)
{
    if (m_over == Over::Tls) {
        m_socket.write(bytes);
        m_socket.flush();
        return;
    }
    // Frames of a client are masked; a mask of zeros is one as well.
    QByteArray frame(1, static_cast<char>(0x80 | opcode));
    if (bytes.size() < 126) {
        frame.append(static_cast<char>(0x80 | bytes.size()));
    } else {
        frame.append(static_cast<char>(0x80 | 126));
        frame.append(static_cast<char>(bytes.size() >> 8)).append(static_cast<char>(bytes.size()));
    }
    m_socket.write(frame.append(4, '\0').append(bytes));
    m_socket.flush();
}

/// Bytes of the socket into the reader.
bool MqttClient::take(int timeoutMs)
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(timeoutMs))
        return false;
    const QByteArray bytes = m_socket.readAll();
    if (m_over == Over::Tls) {
        m_reader.feed(bytes.constData(), bytes.size());
        return true;
    }
    m_frames += bytes;
    while (unframe()) {
    }
    return true;
}

bool MqttClient::unframe()
{
    if (m_frames.size() < 2)
        return false;
    const auto byte = [this](qsizetype at) { return static_cast<quint8>(m_frames.at(at)); };
    qsizetype size = byte(1), start = 2;
    if (size == 126) {
        if (m_frames.size() < 4)
            return false;
        size = byte(2) << 8 | byte(3);
        start = 4;
    }
    if (m_frames.size() < start + size)
        return false;
    const int opcode = byte(0) & 0x0f;
    if (opcode == 8 && size >= 2)
        m_closeCode = static_cast<quint16>(byte(start) << 8 | byte(start + 1));
    else if (opcode <= 2)
        m_reader.feed(m_frames.constData() + start, size);
    m_frames.remove(0, start + size);
    return true;
}

std::optional<Packet> MqttClient::next(int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        const auto packet = m_reader.next();
        if (!packet)
            return std::nullopt;
        if (*packet)
            return **packet;
        const int left = timeoutMs - static_cast<int>(clock.elapsed());
        if (left <= 0 || m_closeCode != 0 || !take(left))
            return std::nullopt;
    }
}

std::optional<Publish> MqttClient::ask(const QString &topic, const QByteArray &body)
{
    send(Publish{topic, body, 1, false, false, ++m_packetId});
    const auto first = next(), second = next();
    if (!first || *first != Packet(PubAck{m_packetId}) || !second || !std::holds_alternative<Publish>(*second))
        return std::nullopt;
    const Publish answer = std::get<Publish>(*second);
    if (answer.qos == 1)
        send(PubAck{answer.packetId});
    return answer;
}

bool MqttClient::endsWithin(int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    while (m_socket.state() != QAbstractSocket::UnconnectedState && clock.elapsed() < timeoutMs && m_closeCode == 0)
        if (m_socket.waitForReadyRead(20) && m_over == Over::WebSocket)
            take(0);
    return m_socket.state() == QAbstractSocket::UnconnectedState || m_closeCode != 0;
}

} // namespace rehome::test
