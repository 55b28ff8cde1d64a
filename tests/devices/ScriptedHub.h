// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/MqttCodec.h"
#include "tests/devices/ScriptedServer.h"

#include <QtCore/QJsonObject>
#include <map>

class QSslSocket;

namespace rehome::test {

/// The device side of a hub over MQTT, as far as a test needs it: twins that devices read and patch, direct methods and
/// desired properties sent on order. Certificate and CA are those of a ScriptedServer.
class ScriptedHub : public QObject
{
public:
    struct Seen
    {
        QString clientId, userName;
        QByteArray password;
        QStringList filters;
        QList<QPair<QString, QByteArray>> published;
        bool saidGoodbye = false;
        QSslSocket *socket = nullptr; ///< null when the connection is gone
    };

    explicit ScriptedHub(const ScriptedServer &identity);
    quint16 port() const { return m_server.serverPort(); }
    const QList<std::shared_ptr<Seen>> &connections() const { return m_connections; }

    wire::mqtt::ConnectCode code = wire::mqtt::ConnectCode::Accepted;
    std::map<QString, QJsonObject> twins; ///< by client ID: {"desired": …, "reported": …}
    void call(const QString &method);     ///< on the last connection
    void setDesired(const QJsonObject &desired);
    void hangUp();

private:
    struct Session;
    void take(const std::shared_ptr<Session> &session);
    void answer(const std::shared_ptr<Session> &session, const wire::mqtt::Publish &publish);
    static void send(QSslSocket *socket, const wire::mqtt::Packet &packet);

    QSslServer m_server;
    QList<std::shared_ptr<Seen>> m_connections;
};

} // namespace rehome::test
