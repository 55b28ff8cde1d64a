// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/ControlSocket.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>

namespace rehome::ctl {

namespace {
constexpr qsizetype longestSocketPath = 100; // sun_path has 104 to 108 bytes
constexpr qint64 longestOrder = 4096;
} // namespace

QString controlSocketName(const QString &dataFolder)
{
    const QString folder = QDir(dataFolder).canonicalPath();
#ifndef _WIN32
    const QString path = folder + QStringLiteral("/control.sock");
    if (path.toLocal8Bit().size() <= longestSocketPath)
        return path;
#endif
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QStringLiteral("rehome-control-") + QString::fromLatin1(hash);
}

QByteArray controlAnswerLine(const ControlAnswer &answer)
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("done"), answer.done}, {QStringLiteral("message"), answer.message}})
        .toJson(QJsonDocument::Compact);
}

ControlAnswer controlAnswerFromLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    return {object.value(QLatin1String("done")).toBool(), object.value(QLatin1String("message")).toString()};
}

ControlSocket::ControlSocket(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_server(new QLocalServer(this))
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, &ControlSocket::accept);
}

bool ControlSocket::listen(const QString &dataFolder)
{
    const QString name = controlSocketName(dataFolder);
    QLocalServer::removeServer(name);
    return m_server->listen(name);
}

void ControlSocket::accept()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void ControlSocket::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestOrder)
            socket->abort();
        return;
    }
    const QJsonObject request = QJsonDocument::fromJson(socket->readLine(longestOrder)).object();
    socket->write(controlAnswerLine(m_handler(request.value(QLatin1String("order")).toString())) + '\n');
    socket->disconnectFromServer();
}

} // namespace rehome::ctl
