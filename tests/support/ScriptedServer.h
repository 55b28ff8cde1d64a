// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestCertificates.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QSslSocket>
#include <functional>
#include <utility>

namespace rehome::test {

struct SeenRequest
{
    QByteArray method, path, query; ///< path as received, percent-encoded
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; ///< number of the TCP connection, from 1
    QByteArray header(const char *name) const;
};

/// What the server does with a request.
struct ScriptedAnswer
{
    enum class End
    {
        Complete,
        DropBeforeAnswer, ///< reads the request, then closes the connection
        DropAfterHeaders, ///< announces the whole body, sends half, closes
        Silence,          ///< never answers
    };
    int status = 200;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    End end = End::Complete;
    int delayMs = 0;
    bool chunked = false; ///< without Content-Length, each piece a chunk
    int pieces = 1;       ///< sends the body in so many pieces …
    int pieceDelayMs = 0; ///< … so far apart
};

/// An HTTPS server that does exactly what a test says, misbehaviour included. Lives on the test's thread.
class ScriptedServer : public QObject
{
public:
    explicit ScriptedServer(const Identity &identity);
    ~ScriptedServer() override;

    bool listen(const QHostAddress &address = QHostAddress::LocalHost);
    quint16 port() const { return m_server.serverPort(); }
    std::function<ScriptedAnswer(const SeenRequest &)> handler;

    const QList<SeenRequest> &seen() const { return m_seen; }
    int count(const QByteArray &method, const QByteArray &pathPart = {}) const;
    int maxOpenRequests() const { return m_maxOpen; } ///< requests without a finished answer, at most at one time
    int connections() const { return m_connections; }
    void closeIdleConnections();
    void forget();

private:
    void adopt(QSslSocket *socket);
    void readFrom(QSslSocket *socket);
    void answer(QSslSocket *socket, const ScriptedAnswer &answer);
    void sendPiece(QSslSocket *socket, const QByteArray &body, qsizetype from, qsizetype size, int delayMs,
                   bool chunked);

    QSslServer m_server;
    QHash<QSslSocket *, QByteArray> m_buffers;
    QHash<QSslSocket *, int> m_numbers;
    QList<SeenRequest> m_seen;
    int m_connections = 0, m_open = 0, m_maxOpen = 0;
};

} // namespace rehome::test
