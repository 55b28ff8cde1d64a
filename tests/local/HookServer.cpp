// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/HookServer.h"

#include <QtCore/QJsonDocument>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>

namespace rehome::test {

QJsonObject HookServer::Call::json() const
{
    return QJsonDocument::fromJson(body).object();
}

HookServer::HookServer(const std::optional<Identity> &identity)
    : m_tls(identity.has_value())
{
    if (identity) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(identity->certificate));
        tls.setPrivateKey(QSslKey(identity->privateKey, QSsl::Ec));
        if (tls.privateKey().isNull())
            tls.setPrivateKey(QSslKey(identity->privateKey, QSsl::Rsa));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        server->setSslConfiguration(tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection())
            adopt(socket);
    });
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("The webhook's port cannot be opened.");
}

QString HookServer::url(const QString &path) const
{
    const QString base = m_tls ? QStringLiteral("https://localhost:%1") : QStringLiteral("http://127.0.0.1:%1");
    return base.arg(m_server->serverPort()) + path;
}

void HookServer::adopt(QTcpSocket *socket)
{
    auto received = std::make_shared<QByteArray>();
    const auto read = [this, socket, received] {
        *received += socket->readAll();
        const qsizetype end = received->indexOf("\r\n\r\n");
        if (end < 0)
            return;
        Call call{received->left(end), received->mid(end + 4)};
        const QByteArray lower = call.head.toLower();
        const qsizetype at = lower.indexOf("content-length: ");
        const qsizetype length = lower.mid(at + 16, lower.indexOf('\r', at + 16) - at - 16).trimmed().toLongLong();
        if (call.body.size() < length)
            return;
        received->clear();
        calls.append(call);
        const QByteArray bytes = script ? script(call) : QByteArray();
        if (bytes.isEmpty())
            return;
        socket->write(bytes);
        socket->disconnectFromHost();
    };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    read();
}

QByteArray HookServer::http(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Word\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + headers + "\r\n" + body;
}

QByteArray HookServer::answer(const QJsonObject &body)
{
    return http(200, QJsonDocument(body).toJson(QJsonDocument::Compact), "Content-Type: application/json\r\n");
}

} // namespace rehome::test
