// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/devices/ScriptedHub.h"

#include "models/domain/Twin.h"

#include <QtCore/QJsonDocument>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>

namespace rehome::test {

namespace mqtt = wire::mqtt;

struct ScriptedHub::Session
{
    std::shared_ptr<Seen> seen = std::make_shared<Seen>();
    wire::MqttReader reader{128 * 1024};
};

ScriptedHub::ScriptedHub(const ScriptedServer &identity)
{
    m_server.setSslConfiguration(identity.tls());
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
            const auto session = std::make_shared<Session>();
            session->seen->socket = socket;
            m_connections.append(session->seen);
            connect(socket, &QSslSocket::readyRead, this, [this, session] { take(session); });
            connect(socket, &QSslSocket::disconnected, this, [session] { session->seen->socket = nullptr; });
            take(session);
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen on loopback");
}

void ScriptedHub::send(QSslSocket *socket, const mqtt::Packet &packet)
{
    if (socket)
        socket->write(mqtt::encoded(packet));
}

void ScriptedHub::take(const std::shared_ptr<Session> &session)
{
    QSslSocket *socket = session->seen->socket;
    const QByteArray bytes = socket ? socket->readAll() : QByteArray();
    session->reader.feed(bytes.constData(), bytes.size());
    for (;;) {
        const auto packet = session->reader.next();
        if (!packet || !*packet)
            return;
        if (const auto *connecting = std::get_if<mqtt::Connect>(&**packet)) {
            session->seen->clientId = connecting->clientId;
            session->seen->userName = connecting->userName.value_or(QString());
            session->seen->password = connecting->password.value_or(QByteArray());
            send(socket, mqtt::ConnAck{false, code});
        } else if (const auto *subscribe = std::get_if<mqtt::Subscribe>(&**packet)) {
            mqtt::SubAck granted{subscribe->packetId, {}};
            for (const auto &filter : subscribe->filters) {
                session->seen->filters.append(filter.first);
                granted.granted.append(quint8{0});
            }
            send(socket, granted);
        } else if (const auto *publish = std::get_if<mqtt::Publish>(&**packet)) {
            session->seen->published.append({publish->topic, publish->payload});
            answer(session, *publish);
        } else if (std::holds_alternative<mqtt::Disconnect>(**packet)) {
            session->seen->saidGoodbye = true;
        }
    }
}

void ScriptedHub::answer(const std::shared_ptr<Session> &session, const mqtt::Publish &publish)
{
    QJsonObject &twin = twins[session->seen->clientId];
    const QString request = publish.topic.section(QStringLiteral("$rid="), 1);
    mqtt::Publish reply;
    if (publish.topic.startsWith(QStringLiteral("$iothub/twin/GET/"))) {
        reply.topic = QStringLiteral("$iothub/twin/res/200/?$rid=") + request;
        reply.payload = QJsonDocument(twin).toJson(QJsonDocument::Compact);
    } else if (publish.topic.startsWith(QStringLiteral("$iothub/twin/PATCH/properties/reported/"))) {
        const QString key = QStringLiteral("reported");
        twin.insert(key, domain::mergedTwinPatch(twin.value(key).toObject(),
                                                 QJsonDocument::fromJson(publish.payload).object()));
        reply.topic = QStringLiteral("$iothub/twin/res/204/?$rid=") + request + QStringLiteral("&$version=2");
    } else {
        return;
    }
    send(session->seen->socket, reply);
}

void ScriptedHub::call(const QString &method)
{
    mqtt::Publish order;
    order.topic = QStringLiteral("$iothub/methods/POST/%1/?$rid=m1").arg(method);
    order.payload = "null";
    send(m_connections.last()->socket, order);
}

void ScriptedHub::setDesired(const QJsonObject &desired)
{
    mqtt::Publish change;
    change.topic = QStringLiteral("$iothub/twin/PATCH/properties/desired/?$version=3");
    change.payload = QJsonDocument(desired).toJson(QJsonDocument::Compact);
    send(m_connections.last()->socket, change);
}

void ScriptedHub::hangUp()
{
    if (QSslSocket *socket = m_connections.last()->socket)
        socket->abort();
}

} // namespace rehome::test
