// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedServer.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QSslKey>
#include <algorithm>

namespace rehome::test {

QByteArray SeenRequest::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

ScriptedServer::ScriptedServer(const Identity &identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(identity.certificate, QSsl::Pem));
    configuration.setPrivateKey(QSslKey(identity.privateKey, QSsl::Ec, QSsl::Pem));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(configuration);
    m_server.setHandshakeTimeout(10'000);
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            adopt(static_cast<QSslSocket *>(socket));
    });
}

ScriptedServer::~ScriptedServer()
{
    const auto sockets = m_buffers.keys();
    for (QSslSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
    }
}

bool ScriptedServer::listen(const QHostAddress &address)
{
    return m_server.listen(address);
}

int ScriptedServer::count(const QByteArray &method, const QByteArray &pathPart) const
{
    return static_cast<int>(std::count_if(m_seen.cbegin(), m_seen.cend(), [&](const SeenRequest &request) {
        return request.method == method && (pathPart.isEmpty() || request.path.contains(pathPart));
    }));
}

void ScriptedServer::closeIdleConnections()
{
    const auto sockets = m_buffers.keys();
    for (QSslSocket *socket : sockets)
        socket->abort();
}

void ScriptedServer::forget()
{
    m_seen.clear();
    m_maxOpen = m_open;
}

void ScriptedServer::adopt(QSslSocket *socket)
{
    m_buffers.insert(socket, {});
    m_numbers.insert(socket, ++m_connections);
    connect(socket, &QSslSocket::readyRead, this, [this, socket] { readFrom(socket); });
    connect(socket, &QSslSocket::disconnected, this, [this, socket] {
        m_buffers.remove(socket);
        m_numbers.remove(socket);
        socket->deleteLater();
    });
    if (socket->bytesAvailable() > 0)
        readFrom(socket);
}

void ScriptedServer::readFrom(QSslSocket *socket)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    SeenRequest request;
    const QList<QByteArray> lines = buffer.left(end).replace("\r\n", "\n").split('\n');
    const QList<QByteArray> first = lines.value(0).split(' ');
    const QByteArray target = first.value(1);
    request.method = first.value(0);
    request.path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    request.query = target.mid(request.path.size() + 1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        request.headers.emplaceBack(lines.at(i).left(colon), lines.at(i).mid(colon + 1).trimmed());
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    request.connection = m_numbers.value(socket);
    buffer.clear();
    m_seen.append(request);
    m_maxOpen = std::max(m_maxOpen, ++m_open);
    const ScriptedAnswer reply =
        handler ? handler(request) : ScriptedAnswer{.status = 500, .body = "{}", .headers = {}};
    const QPointer<QSslSocket> guarded(socket);
    if (reply.delayMs > 0)
        QTimer::singleShot(reply.delayMs, this, [this, guarded, reply] {
            if (guarded)
                answer(guarded, reply);
            else
                --m_open;
        });
    else
        answer(socket, reply);
}

void ScriptedServer::answer(QSslSocket *socket, const ScriptedAnswer &answer)
{
    --m_open;
    using End = ScriptedAnswer::End;
    if (answer.end == End::Silence)
        return;
    if (answer.end == End::DropBeforeAnswer) {
        socket->abort();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\n";
    head += answer.chunked ? QByteArray("Transfer-Encoding: chunked\r\n")
                           : "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    bool hasDate = false;
    for (const auto &[name, value] : answer.headers) {
        head += name + ": " + value + "\r\n";
        hasDate = hasDate || name.compare("date", Qt::CaseInsensitive) == 0;
    }
    if (!hasDate)
        head += "Date: " +
                QLocale::c()
                    .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                    .toLatin1() +
                "\r\n";
    socket->write(head + "\r\n");
    if (answer.end == End::DropAfterHeaders) {
        socket->write(answer.body.left(answer.body.size() / 2));
        socket->flush();
        socket->disconnectFromHost();
        return;
    }
    const qsizetype pieces = std::max(1, answer.pieces);
    sendPiece(socket, answer.body, 0, std::max<qsizetype>(1, (answer.body.size() + pieces - 1) / pieces),
              answer.pieceDelayMs, answer.chunked);
}

void ScriptedServer::sendPiece(QSslSocket *socket, const QByteArray &body, qsizetype from, qsizetype size, int delayMs,
                               bool chunked)
{
    const QByteArray piece = body.mid(from, size);
    const bool last = from + size >= body.size();
    if (chunked)
        socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n" + (last ? "0\r\n\r\n" : ""));
    else
        socket->write(piece);
    socket->flush();
    if (last)
        return;
    const QPointer<QSslSocket> guarded(socket);
    QTimer::singleShot(delayMs, this, [this, guarded, body, from, size, delayMs, chunked] {
        if (guarded)
            sendPiece(guarded, body, from + size, size, delayMs, chunked);
    });
}

} // namespace rehome::test
