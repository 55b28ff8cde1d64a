// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <functional>

namespace rehome::test {

struct ScriptedRequest
{
    QByteArray method, target, authorization, body;
    QByteArray host; ///< without the port
};

struct ScriptedReply
{
    int status = 200;
    QByteArray retryAfter; ///< empty: no header
    QByteArray body;
    bool hangUp = false;    ///< closes without an answer
    bool thenClose = false; ///< answers with keep-alive and closes all the same, as a server does whose patience ended
};

/// A TLS server on loopback with its own fresh certificate that answers as the test says: for what the real local
/// service does only after a minute, or never.
class ScriptedServer : public QObject
{
public:
    using Answer = std::function<ScriptedReply(const ScriptedRequest &)>;
    /// `certificateNames`: separated by commas; the first is the subject.
    explicit ScriptedServer(Answer answer, const QByteArray &certificateNames = "localhost");

    quint16 port() const { return m_server.serverPort(); }
    QString caPath() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /// For another server with the same certificate.
    QSslConfiguration tls() const { return m_server.sslConfiguration(); }
    QList<ScriptedRequest> requests() const { return m_requests; }
    QList<ScriptedRequest> requests(const QByteArray &method) const;
    int connections() const { return m_connections; }

private:
    void serve(QSslSocket *socket);

    Answer m_answer;
    QTemporaryDir m_folder;
    QSslServer m_server;
    QList<ScriptedRequest> m_requests;
    int m_connections = 0;
};

} // namespace rehome::test
