// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/rehome/DemoEngine.h"
#include "models/wire/EnrollmentCodec.h"

#include <QCoro/QCoroTask>
#include <QtCore/QJsonArray>
#include <QtNetwork/QNetworkAccessManager>
#include <memory>

namespace rehome::test {

/// What a window would hear from the demo.
struct Listener
{
    explicit Listener(demo::DemoEngine &engine)
    {
        QObject::connect(&engine, &session::DemoHost::started, &context,
                         [this](const session::ConnectionProfile &given, const session::ConnectionSecret &key) {
                             profile = given;
                             secret = key;
                             ++started;
                         });
        QObject::connect(&engine, &session::DemoHost::failed, &context,
                         [this](const Error &error) { errors.append(error); });
        QObject::connect(&engine, &session::DemoHost::reports, &context,
                         [this](const std::vector<fleet::DeviceReport> &batch) {
                             for (const auto &report : batch)
                                 ++outcomes[report.outcome];
                         });
        QObject::connect(&engine, &session::DemoHost::said, &context,
                         [this](const QString &text) { said.append(text); });
        QObject::connect(&engine, &session::DemoHost::stopped, &context, [this] { ++stopped; });
    }
    QObject context;
    session::ConnectionProfile profile;
    session::ConnectionSecret secret;
    QMap<fleet::Outcome, int> outcomes;
    QList<Error> errors;
    QStringList said;
    int started = 0, stopped = 0;
};

/// The fleet as a guide sees it, by ordinary calls of the service API.
class Onlooker
{
public:
    explicit Onlooker(const Listener &heard)
    {
        const auto connection = wire::parseConnectionString(heard.secret.serviceConnectionString);
        const auto endpoint = azure::Endpoint::make(*connection, heard.profile.caCertificatePath);
        m_client = std::make_unique<azure::DpsServiceClient>(m_network, *endpoint, *connection, nullptr);
    }
    bool holds(const QJsonObject &until)
    {
        const QJsonObject device = until.value(QLatin1String("device")).toObject();
        const QJsonObject enrollment = until.value(QLatin1String("enrollment")).toObject();
        return (device.isEmpty() || deviceHolds(device)) && (enrollment.isEmpty() || enrollmentHolds(enrollment));
    }
    QCoro::Task<Result<azure::Document>> enrollment(const QString &id)
    {
        return m_client->enrollment(domain::EnrollmentKind::Individual, id);
    }

private:
    bool deviceHolds(const QJsonObject &wanted)
    {
        const auto found = QCoro::waitFor(m_client->registration(wanted.value(QLatin1String("id")).toString()));
        if (!found)
            return false;
        const QJsonObject &record = found->body;
        const auto same = [&](QLatin1String key, QLatin1String member) {
            return !wanted.contains(key) || wanted.value(key) == record.value(member);
        };
        return same(QLatin1String("hub"), QLatin1String("assignedHub")) &&
               same(QLatin1String("status"), QLatin1String("status")) &&
               same(QLatin1String("substatus"), QLatin1String("substatus"));
    }
    bool enrollmentHolds(const QJsonObject &wanted)
    {
        const auto found = QCoro::waitFor(enrollment(wanted.value(QLatin1String("id")).toString()));
        if (!found)
            return found.error().kind == ErrorKind::NotFound && !wanted.value(QLatin1String("exists")).toBool(true);
        const auto read = wire::enrollmentFromJson(found->body, domain::EnrollmentKind::Individual);
        if (!read || !wanted.value(QLatin1String("exists")).toBool(true))
            return false;
        if (wanted.contains(QLatin1String("policy")) &&
            domain::policyKey(read->reprovisionPolicy) != wanted.value(QLatin1String("policy")).toString())
            return false;
        return !wanted.contains(QLatin1String("hubs")) ||
               QJsonArray::fromStringList(read->iotHubs.value_or(QStringList())) ==
                   wanted.value(QLatin1String("hubs")).toArray();
    }

    QNetworkAccessManager m_network;
    std::unique_ptr<azure::DpsServiceClient> m_client;
};

} // namespace rehome::test
