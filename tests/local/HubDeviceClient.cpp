// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/HubDeviceClient.h"

#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtTest/QtTest>

namespace rehome::test {

using namespace wire::mqtt;

HubDeviceClient::HubDeviceClient(const Harness &harness, const QString &hubName, const QString &deviceId)
    : m_harness(harness)
    , m_hubHost(hubName + QStringLiteral(".localhost"))
    , m_deviceId(deviceId)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(harness.endpoint.caCertificatePath));
    m_socket.setSslConfiguration(tls);
    m_socket.setPeerVerifyName(m_hubHost);
    QObject::connect(&m_socket, &QSslSocket::readyRead, &m_socket, [this] { read(); });
}

void HubDeviceClient::read()
{
    const QByteArray bytes = m_socket.readAll();
    m_reader.feed(bytes.constData(), bytes.size());
    for (auto packet = m_reader.next(); packet && *packet; packet = m_reader.next())
        m_packets.append(**packet);
}

template <class Packet>
std::optional<Packet> HubDeviceClient::next()
{
    std::optional<Packet> found;
    (void)QTest::qWaitFor(
        [&] {
            for (int i = 0; i < m_packets.size(); ++i)
                if (const auto *packet = std::get_if<Packet>(&m_packets.at(i))) {
                    found = *packet;
                    m_packets.removeAt(i);
                    return true;
                }
            return !isOpen();
        },
        5000);
    return found;
}

ConnectCode HubDeviceClient::connect(const QString &key, int seconds)
{
    const QString resource = m_hubHost + QStringLiteral("/devices/") + m_deviceId;
    const QString token = wire::makeSasToken(resource, key, QDateTime::currentSecsSinceEpoch() + seconds, {}).value();
    return connectAs(QStringLiteral("%1/%2/?api-version=2021-04-12&DeviceClientType=test").arg(m_hubHost, m_deviceId),
                     m_deviceId, token.toLatin1());
}

ConnectCode HubDeviceClient::connectAs(const QString &userName, const QString &clientId, const QByteArray &password)
{
    const QUrl url(m_harness.endpoint.mqttEndpoint);
    m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), static_cast<quint16>(url.port(8883)), m_hubHost);
    if (!QTest::qWaitFor([this] { return m_socket.isEncrypted(); }, 5000))
        return ConnectCode::UnacceptableProtocol;
    Connect connect;
    connect.clientId = clientId;
    connect.userName = userName;
    if (!password.isEmpty())
        connect.password = password;
    connect.keepAliveSeconds = 60;
    m_socket.write(encoded(connect));
    const auto answer = next<ConnAck>();
    return answer ? answer->code : ConnectCode::UnacceptableProtocol;
}

quint8 HubDeviceClient::subscribe(const QString &filter, quint8 qos)
{
    m_socket.write(encoded(Subscribe{++m_packetId, {{filter, qos}}}));
    const auto answer = next<SubAck>();
    return answer && !answer->granted.isEmpty() ? answer->granted.first() : SubAck::refused;
}

bool HubDeviceClient::publish(const QString &topic, const QByteArray &payload)
{
    m_socket.write(encoded(Publish{topic, payload, 1, false, false, ++m_packetId}));
    const auto answer = next<PubAck>();
    return answer && answer->packetId == m_packetId;
}

void HubDeviceClient::send(const QString &topic, const QByteArray &payload)
{
    m_socket.write(encoded(Publish{topic, payload, 0, false, false, 0}));
}

std::optional<Publish> HubDeviceClient::message(const QString &topicStart)
{
    std::optional<Publish> found;
    (void)QTest::qWaitFor(
        [&] {
            for (int i = 0; i < m_packets.size(); ++i)
                if (const auto *packet = std::get_if<Publish>(&m_packets.at(i));
                    packet && packet->topic.startsWith(topicStart)) {
                    found = *packet;
                    m_packets.removeAt(i);
                    return true;
                }
            return !isOpen();
        },
        5000);
    if (found && found->qos == 1)
        m_socket.write(encoded(PubAck{found->packetId}));
    return found;
}

bool HubDeviceClient::waitForEnd()
{
    return QTest::qWaitFor([this] { return !isOpen(); }, 5000);
}

void HubDeviceClient::close()
{
    m_socket.write(encoded(Disconnect()));
    m_socket.disconnectFromHost();
    (void)waitForEnd();
}

} // namespace rehome::test
