// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/LocalService.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <functional>
#include <memory>

namespace rehome::test {

using Headers = QList<QPair<QByteArray, QByteArray>>;

struct Answer
{
    int status = 0; ///< 0: no answer; then `error` tells why
    QByteArray body;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QJsonArray array() const { return QJsonDocument::fromJson(body).array(); }
    int errorCode() const { return json().value(QLatin1String("errorCode")).toInt(); }
};

/// A local service in a folder of its own and a plain HTTPS client that trusts only its CA.
class Harness
{
public:
    Harness();
    ~Harness();

    static local::Scenario scenario(const QByteArray &json);
    /// Two open hubs (hub-a, hub-b) and a third that is closed to allocation; delay 0; quotas at their maximum.
    static local::Scenario plainScenario();

    using Tweak = std::function<void(local::ServiceSettings &)>;
    Result<local::ServiceEndpoint> start(const std::optional<local::Scenario> &scenario, const Tweak &tweak = {});
    void restart(const Tweak &tweak = {});
    QString folder() const { return m_folder.path(); }

    Answer send(const QByteArray &method, const QString &path, const QByteArray &body, const Headers &headers,
                const QByteArray &host = {});
    QNetworkReply *begin(const QByteArray &method, const QString &path, const QByteArray &body, const Headers &headers,
                         const QByteArray &host = {});
    static Answer finish(QNetworkReply *reply);

    /// With the service's SAS and api-version 2021-10-01.
    Answer admin(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                 const Headers &headers = {});
    /// With a device's SAS; `apiVersion` of the request.
    Answer device(const QByteArray &method, const QString &path, const QString &id, const QString &key,
                  const QString &apiVersion = QStringLiteral("2021-06-01"));
    Answer registerDevice(const QString &id, const QString &key,
                          const QString &apiVersion = QStringLiteral("2021-06-01"));
    /// Registers and polls (at the service's pace at most) until the answer is final; gives registrationState.
    QJsonObject registered(const QString &id, const QString &key,
                           const QString &apiVersion = QStringLiteral("2021-06-01"));
    Answer hub(const QByteArray &method, const QString &hubName, const QString &path, const QJsonObject &body = {},
               const Headers &headers = {});

    QByteArray serviceToken() const;
    QByteArray deviceToken(const QString &id, const QString &key) const;
    QByteArray hubToken(const QString &hubName) const;
    /// Creates or replaces (If-Match: *) an entry and gives its primary key.
    QString individual(const QString &id, QJsonObject members = {});
    QString group(const QString &id, QJsonObject members = {});
    QString derived(const QString &groupKey, const QString &id) const;
    quint16 port() const;
    /// Gives the service an order as `rehomectl control` does; false when it is refused.
    bool order(const char *text) { return service->control(QString::fromLatin1(text)).has_value(); }

    std::unique_ptr<local::LocalService> service;
    local::ServiceEndpoint endpoint;
    QNetworkAccessManager network;

private:
    QTemporaryDir m_folder;
};

QByteArray toBytes(const QJsonObject &object);
QJsonObject policyObject(bool update, bool migrate);
/// Members of an entry that sends its devices to this hub of plainScenario() alone, with a policy when there is one.
QJsonObject onHub(const char *hub, const QJsonObject &policy = {});

} // namespace rehome::test
