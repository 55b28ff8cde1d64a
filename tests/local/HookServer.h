// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestCertificates.h"

#include <QtCore/QJsonObject>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QTcpSocket>
#include <functional>
#include <memory>
#include <optional>

namespace rehome::test {

/// A webhook that does what a test says, over http or, with an identity, https. Lives on the test's thread.
class HookServer
{
public:
    struct Call
    {
        QByteArray head; ///< request line and headers
        QByteArray body;
        QJsonObject json() const;
        QJsonObject context() const { return json().value(QLatin1String("deviceRuntimeContext")).toObject(); }
    };

    explicit HookServer(const std::optional<Identity> &identity = std::nullopt);
    QString url(const QString &path = QStringLiteral("/api/pick?code=SECRET")) const;
    /// The raw bytes of the answer; empty: never answers.
    std::function<QByteArray(const Call &)> script;
    QList<Call> calls;

    static QByteArray http(int status, const QByteArray &body, const QByteArray &headers = {});
    static QByteArray answer(const QJsonObject &body);

private:
    void adopt(QTcpSocket *socket);

    std::unique_ptr<QTcpServer> m_server;
    bool m_tls;
};

} // namespace rehome::test
