// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"

#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtTest/QtTest>

namespace rehome::test {

namespace {

QByteArray token(const QString &resource, const QString &key, const QString &name)
{
    return wire::makeSasToken(resource, key, QDateTime::currentSecsSinceEpoch() + 3600, name).value().toLatin1();
}

} // namespace

QByteArray toBytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject policyObject(bool update, bool migrate)
{
    return {{QStringLiteral("updateHubAssignment"), update}, {QStringLiteral("migrateDeviceData"), migrate}};
}

QJsonObject onHub(const char *hub, const QJsonObject &policy)
{
    QJsonObject members{
        {QStringLiteral("allocationPolicy"), QStringLiteral("static")},
        {QStringLiteral("iotHubs"), QJsonArray{QString::fromLatin1(hub) + QStringLiteral(".localhost")}}};
    if (!policy.isEmpty())
        members.insert(QStringLiteral("reprovisionPolicy"), policy);
    return members;
}

Harness::Harness() = default;

Harness::~Harness()
{
    service.reset();
}

local::Scenario Harness::scenario(const QByteArray &json)
{
    auto scenario = local::parseScenario(json, QStringLiteral("test"));
    if (!scenario)
        qFatal("%s", qPrintable(scenario.error().message));
    return *scenario;
}

local::Scenario Harness::plainScenario()
{
    return scenario(R"({"idScope": "0ne00TEST00", "assignDelayMs": 0,
        "quotas": {"registrationsPerMinute": 1000000, "operationsPerMinute": 1000000},
        "hubs": [{"name": "hub-a", "region": "westeurope"},
                 {"name": "hub-b", "region": "eastus"},
                 {"name": "hub-closed", "applyAllocationPolicy": false}]})");
}

Result<local::ServiceEndpoint> Harness::start(const std::optional<local::Scenario> &scenario, const Tweak &tweak)
{
    local::ServiceSettings settings;
    settings.dataFolder = m_folder.path() + QStringLiteral("/data");
    settings.scenario = scenario;
    if (tweak)
        tweak(settings);
    service = std::make_unique<local::LocalService>();
    auto started = service->start(settings);
    if (started) {
        endpoint = *started;
        network.clearConnectionCache();
    }
    return started;
}

void Harness::restart(const Tweak &tweak)
{
    service->stop();
    const auto started = start(std::nullopt, tweak);
    if (!started)
        qFatal("%s", qPrintable(started.error().message));
}

quint16 Harness::port() const
{
    return static_cast<quint16>(QUrl(endpoint.endpoint).port(443));
}

QNetworkReply *Harness::begin(const QByteArray &method, const QString &path, const QByteArray &body,
                              const Headers &headers, const QByteArray &host)
{
    QNetworkRequest request(QUrl(endpoint.endpoint + path, QUrl::StrictMode));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(endpoint.caCertificatePath));
    request.setSslConfiguration(tls);
    if (!host.isEmpty()) {
        request.setRawHeader("Host", host);
        request.setPeerVerifyName(QString::fromLatin1(host).section(QLatin1Char(':'), 0, 0));
    }
    if (!body.isEmpty())
        request.setRawHeader("Content-Type", "application/json; charset=utf-8");
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    request.setTransferTimeout(20'000);
    return network.sendCustomRequest(request, method, body);
}

Answer Harness::finish(QNetworkReply *reply)
{
    if (!reply->isFinished()) {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.error = reply->error();
    answer.body = reply->readAll();
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    reply->deleteLater();
    return answer;
}

Answer Harness::send(const QByteArray &method, const QString &path, const QByteArray &body, const Headers &headers,
                     const QByteArray &host)
{
    return finish(begin(method, path, body, headers, host));
}

Answer Harness::admin(const QByteArray &method, const QString &path, const QJsonObject &body, const Headers &headers)
{
    Headers all = headers;
    all.append({"Authorization", serviceToken()});
    return send(method, path + QStringLiteral("?api-version=2021-10-01"), body.isEmpty() ? QByteArray() : toBytes(body),
                all);
}

Answer Harness::device(const QByteArray &method, const QString &path, const QString &id, const QString &key,
                       const QString &apiVersion)
{
    const QString full = QLatin1Char('/') + endpoint.idScope + QStringLiteral("/registrations/") + id + path +
                         QStringLiteral("?api-version=") + apiVersion;
    const QByteArray body = method == "GET" ? QByteArray() : toBytes({{QStringLiteral("registrationId"), id}});
    return send(method, full, body, {{"Authorization", deviceToken(id, key)}});
}

Answer Harness::registerDevice(const QString &id, const QString &key, const QString &apiVersion)
{
    return device("PUT", QStringLiteral("/register"), id, key, apiVersion);
}

QJsonObject Harness::registered(const QString &id, const QString &key, const QString &apiVersion)
{
    const Answer accepted = registerDevice(id, key, apiVersion);
    if (accepted.status != 202)
        return {{QStringLiteral("refused"), accepted.status}};
    const QString operation =
        QStringLiteral("/operations/") + accepted.json().value(QLatin1String("operationId")).toString();
    for (int i = 0; i < 5; ++i) {
        const Answer polled = device("GET", operation, id, key, apiVersion);
        if (polled.status != 202)
            return polled.json().value(QLatin1String("registrationState")).toObject();
        QTest::qWait(1000);
    }
    return {};
}

Answer Harness::hub(const QByteArray &method, const QString &hubName, const QString &path, const QJsonObject &body,
                    const Headers &headers)
{
    Headers all = headers;
    all.append({"Authorization", hubToken(hubName)});
    const QByteArray host = (hubName + QStringLiteral(".localhost:%1").arg(port())).toLatin1();
    return send(method, path + QStringLiteral("?api-version=2021-04-12"), body.isEmpty() ? QByteArray() : toBytes(body),
                all, host);
}

QByteArray Harness::serviceToken() const
{
    const auto parts = wire::parseConnectionString(endpoint.serviceConnectionString).value();
    return token(parts.hostName, parts.key, parts.keyName);
}

QByteArray Harness::deviceToken(const QString &id, const QString &key) const
{
    return token(endpoint.idScope + QStringLiteral("/registrations/") + id, key, QStringLiteral("registration"));
}

QByteArray Harness::hubToken(const QString &hubName) const
{
    for (const auto &hub : endpoint.hubs)
        if (hub.hostName == hubName + QStringLiteral(".localhost")) {
            const auto parts = wire::parseConnectionString(hub.connectionString).value();
            return token(parts.hostName, parts.key, parts.keyName);
        }
    return {};
}

QString Harness::individual(const QString &id, QJsonObject members)
{
    members.insert(QStringLiteral("registrationId"), id);
    if (!members.contains(QLatin1String("attestation")))
        members.insert(QStringLiteral("attestation"),
                       QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}});
    const bool exists = admin("GET", QStringLiteral("/enrollments/") + id).status == 200;
    const Answer put =
        admin("PUT", QStringLiteral("/enrollments/") + id, members, exists ? Headers{{"If-Match", "*"}} : Headers{});
    if (put.status != 200)
        qFatal("PUT %s: %s", qPrintable(id), put.body.constData());
    return admin("POST", QStringLiteral("/enrollments/%1/attestationmechanism").arg(id))
        .json()
        .value(QLatin1String("symmetricKey"))
        .toObject()
        .value(QLatin1String("primaryKey"))
        .toString();
}

QString Harness::group(const QString &id, QJsonObject members)
{
    members.insert(QStringLiteral("enrollmentGroupId"), id);
    if (!members.contains(QLatin1String("attestation")))
        members.insert(QStringLiteral("attestation"),
                       QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}});
    const bool exists = admin("GET", QStringLiteral("/enrollmentGroups/") + id).status == 200;
    const Answer put = admin("PUT", QStringLiteral("/enrollmentGroups/") + id, members,
                             exists ? Headers{{"If-Match", "*"}} : Headers{});
    if (put.status != 200)
        qFatal("PUT %s: %s", qPrintable(id), put.body.constData());
    return admin("POST", QStringLiteral("/enrollmentGroups/%1/attestationmechanism").arg(id))
        .json()
        .value(QLatin1String("symmetricKey"))
        .toObject()
        .value(QLatin1String("primaryKey"))
        .toString();
}

QString Harness::derived(const QString &groupKey, const QString &id) const
{
    return wire::derivedDeviceKey(groupKey, id).value();
}

} // namespace rehome::test
