// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/azure/RequestQueue.h"
#include "app/azure/TaskFuture.h"
#include "tests/support/ScriptedServer.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>
#include <QtTest/QTest>
#include <memory>
#include <optional>
#include <vector>

namespace rehome::test {

/// Runs the event loop of the test until the coroutine is done; nothing when it does not end within `ms`.
template <class T>
std::optional<T> awaited(QCoro::Task<T> task, int ms = 20'000)
{
    QFuture<T> future = azure::toFuture(std::move(task));
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, ms))
        return std::nullopt;
    return future.result();
}

inline wire::ConnectionString connectionTo(const QString &host, quint16 port)
{
    return {QStringLiteral("%1:%2").arg(host).arg(port), QStringLiteral("provisioningserviceowner"),
            QStringLiteral("c2VjcmV0LWtleS1vZi10aGUtdGVzdHMtMDEyMzQ1Njc4OQ==")};
}

/// A client and a scripted server that trust each other; waits are recorded and shortened to a millisecond.
class ClientFixture
{
public:
    explicit ClientFixture(const QString &host = QStringLiteral("localhost"), std::optional<Identity> identity = {})
        : server(identity ? *identity : authority.issue({host}))
        , connection(connectionTo(host, (server.listen(), server.port())))
    {
        caPath = folder.filePath(QStringLiteral("ca.pem"));
        QFile file(caPath);
        if (file.open(QIODevice::WriteOnly))
            file.write(authority.certificate());
        settings.jitter = [] { return 0.0; };
        settings.requestDeadline = std::chrono::milliseconds(5000);
        settings.wait = [this](std::chrono::milliseconds time) {
            waits.push_back(time);
            return std::chrono::milliseconds(1);
        };
    }

    azure::Endpoint endpoint() const
    {
        const auto made = azure::Endpoint::make(connection, caPath);
        return made ? *made : azure::Endpoint{};
    }
    azure::DpsServiceClient &client()
    {
        if (!m_client)
            m_client = std::make_unique<azure::DpsServiceClient>(network, endpoint(), connection, budget, settings);
        return *m_client;
    }
    void dropClient() { m_client.reset(); }

    QTemporaryDir folder;
    TestAuthority authority;
    ScriptedServer server;
    wire::ConnectionString connection;
    QString caPath;
    azure::ClientSettings settings;
    std::vector<std::chrono::milliseconds> waits;
    QNetworkAccessManager network;
    std::shared_ptr<azure::OperationBudget> budget = std::make_shared<azure::OperationBudget>(100'000);

private:
    std::unique_ptr<azure::DpsServiceClient> m_client;
};

} // namespace rehome::test
