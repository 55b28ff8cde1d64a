// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/SessionFixture.h"

#include "app/azure/DpsDeviceClient.h"
#include "app/azure/DpsServiceClient.h"
#include "app/azure/TaskFuture.h"
#include "app/session/ProfileStore.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>

namespace rehome::test {

using domain::EnrollmentKind;
using session::Session;
using session::SessionState;

QJsonObject policyObject(bool updateHub, bool migrateData)
{
    return {{QStringLiteral("updateHubAssignment"), updateHub}, {QStringLiteral("migrateDeviceData"), migrateData}};
}

static QJsonObject enrollmentBody(const QString &idMember, const QString &id, int number)
{
    QJsonObject body{
        {idMember, id},
        {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                                                    {QStringLiteral("symmetricKey"), QJsonObject()}}},
        {QStringLiteral("allocationPolicy"), QStringLiteral("static")},
        {QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-a.localhost")}},
        {QStringLiteral("provisioningStatus"), QStringLiteral("enabled")},
        {QStringLiteral("initialTwin"),
         QJsonObject{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("line"), number}}},
                     {QStringLiteral("properties"),
                      QJsonObject{{QStringLiteral("desired"), QJsonObject{{QStringLiteral("interval"), 30}}}}}}}};
    if (number % 4 == 1)
        body.insert(QStringLiteral("reprovisionPolicy"), policyObject(true, true));
    else if (number % 4 == 2)
        body.insert(QStringLiteral("reprovisionPolicy"), policyObject(true, false));
    else if (number % 4 == 3)
        body.insert(QStringLiteral("reprovisionPolicy"), policyObject(false, false));
    return body;
}

local::Scenario testScenario(const FleetSize &size)
{
    local::Scenario scenario;
    scenario.title = QStringLiteral("Session test");
    scenario.limits.registrationsPerMinute = 100'000;
    scenario.limits.operationsPerMinute = 100'000;
    scenario.assignDelayMs = 0;
    for (const auto &name : {QStringLiteral("hub-a"), QStringLiteral("hub-b"), QStringLiteral("hub-c")}) {
        local::Scenario::Hub hub;
        hub.name = name;
        hub.link.hostName = name + QStringLiteral(".localhost");
        hub.link.region = QStringLiteral("westeurope");
        scenario.hubs.append(hub);
    }
    for (int i = 1; i <= size.groups; ++i) {
        const QString id = QStringLiteral("line-%1").arg(i);
        scenario.enrollmentGroups.append(enrollmentBody(QStringLiteral("enrollmentGroupId"), id, i));
        local::ScenarioDevices devices;
        devices.group = id;
        devices.count = size.devicesPerGroup;
        devices.prefix = id + QStringLiteral("-");
        devices.apiVersion = QStringLiteral("2021-06-01");
        devices.initiallyAssigned = size.assigned;
        if (devices.count > 0)
            scenario.devices.append(devices);
    }
    for (int i = 1; i <= size.individuals; ++i)
        scenario.enrollments.append(enrollmentBody(QStringLiteral("registrationId"),
                                                   QStringLiteral("pump-%1").arg(i, 4, 10, QLatin1Char('0')), i));
    return scenario;
}

SessionFixture::SessionFixture() = default;

SessionFixture::~SessionFixture()
{
    session.reset();
    service.stop();
}

bool SessionFixture::start(const local::Scenario &scenario, const local::ServiceSettings &wanted)
{
    settings = wanted;
    settings.dataFolder = folder.filePath(QStringLiteral("service"));
    settings.scenario = scenario;
    return restartService();
}

bool SessionFixture::restartService()
{
    auto started = service.start(settings);
    if (!started) {
        qWarning("%s %s", qPrintable(started.error().message), qPrintable(started.error().detail));
        return false;
    }
    endpoint = *started;
    return true;
}

void SessionFixture::stopService()
{
    service.stop();
}

Session *SessionFixture::newSession(const std::function<void(session::ConnectionProfile &)> &edit, bool withHubs)
{
    QStringList hubs;
    if (withHubs)
        for (const auto &hub : endpoint.hubs)
            hubs.append(hub.connectionString);
    auto made = session::ProfileStore::fromConnectionStrings(endpoint.serviceConnectionString, hubs,
                                                             endpoint.caCertificatePath);
    if (!made) {
        qWarning("%s", qPrintable(made.error().message));
        return nullptr;
    }
    auto [profile, secret] = *made;
    profile.safety = session::SafetyLevel::Confirm;
    profile.operationsPerMinute = 60'000;
    if (edit)
        edit(profile);
    session =
        std::make_unique<Session>(profile, secret, session::SessionPaths{folder.filePath(QStringLiteral("session"))});
    auto *s = session.get();
    QObject::connect(s, &Session::stateChanged, s, [this](SessionState state) { states.push_back(state); });
    QObject::connect(s, &Session::problem, s, [this](const Error &error) {
        problems.push_back(error);
        qInfo("problem: %s %s", qPrintable(error.message), qPrintable(error.detail));
    });
    QObject::connect(s, &Session::problemSolved, s, [this] { ++solved; });
    QObject::connect(s, &Session::applied, s,
                     [this](const session::ApplyResult &result) { results.push_back(result); });
    QObject::connect(s, &Session::published, s, [this](const fleet::Publication &publication) {
        publications.push_back(publication);
        insertedEnrollments += publication.batch->enrollments.insertedCount;
        events.insert(events.end(), publication.batch->events.begin(), publication.batch->events.end());
    });
    return s;
}

bool SessionFixture::openAndLoad()
{
    session->open();
    return waitUntil(
        [this] { return session->state() == SessionState::Watching && session->budget().fullPassSeconds >= 0; });
}

fleet::RowId SessionFixture::group(const QString &id) const
{
    return snapshot()->findEnrollment(EnrollmentKind::Group, id);
}

fleet::RowId SessionFixture::individual(const QString &id) const
{
    return snapshot()->findEnrollment(EnrollmentKind::Individual, id);
}

fleet::RowId SessionFixture::device(const QString &id) const
{
    return snapshot()->findDevice(id);
}

bool SessionFixture::waitUntil(const std::function<bool()> &condition, int ms)
{
    return QTest::qWaitFor(condition, ms);
}

class OtherParties::Private
{
public:
    QNetworkAccessManager network;
    std::unique_ptr<azure::DpsServiceClient> service;
    std::unique_ptr<azure::DpsDeviceClient> devices;

    template <class T>
    T wait(QCoro::Task<T> task)
    {
        auto future = azure::toFuture(std::move(task));
        (void)QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
        return future.result();
    }
};

OtherParties::OtherParties(const local::ServiceEndpoint &endpoint)
    : d(std::make_unique<Private>())
{
    const auto connection = wire::parseConnectionString(endpoint.serviceConnectionString);
    const auto place = azure::Endpoint::make(*connection, endpoint.caCertificatePath);
    d->service = std::make_unique<azure::DpsServiceClient>(d->network, *place, *connection, nullptr);
    d->devices = std::make_unique<azure::DpsDeviceClient>(d->network, *place, endpoint.idScope);
}

OtherParties::~OtherParties() = default;

Result<QJsonObject> OtherParties::enrollment(EnrollmentKind kind, const QString &id)
{
    auto found = d->wait(d->service->enrollment(kind, id));
    if (!found)
        return Failure(found.error());
    return found->body;
}

Result<QJsonObject> OtherParties::keys(EnrollmentKind kind, const QString &id)
{
    return d->wait(d->service->attestationMechanism(kind, id));
}

bool OtherParties::edit(EnrollmentKind kind, const QString &id, const QString &path, const QJsonValue &value)
{
    const auto base = enrollment(kind, id);
    if (!base)
        return false;
    auto outcome = d->wait(d->service->updateEnrollment(kind, id, *base, {{path, value}}));
    lastError = outcome ? QString() : outcome.error().message + outcome.error().detail;
    return outcome && outcome->result == azure::WriteOutcome::Result::Applied;
}

bool OtherParties::create(EnrollmentKind kind, const QString &id, const QJsonObject &body)
{
    auto outcome = d->wait(d->service->createEnrollment(kind, id, body));
    lastError = outcome ? QString() : outcome.error().message + outcome.error().detail;
    return outcome && outcome->result == azure::WriteOutcome::Result::Applied;
}

bool OtherParties::remove(EnrollmentKind kind, const QString &id)
{
    auto outcome = d->wait(d->service->deleteEnrollment(kind, id, QString()));
    lastError = outcome ? QString() : outcome.error().message + outcome.error().detail;
    return outcome && outcome->result == azure::WriteOutcome::Result::Applied;
}

bool OtherParties::removeRegistration(const QString &registrationId)
{
    auto outcome = d->wait(d->service->deleteRegistration(registrationId, QString()));
    lastError = outcome ? QString() : outcome.error().message + outcome.error().detail;
    return outcome && outcome->result == azure::WriteOutcome::Result::Applied;
}

std::optional<domain::RegistrationState> OtherParties::provision(const QString &group, const QString &registrationId)
{
    const auto mechanism = keys(EnrollmentKind::Group, group);
    if (!mechanism)
        return std::nullopt;
    const QString key =
        mechanism->value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString();
    azure::DpsDeviceClient::Device device;
    device.registrationId = registrationId;
    device.key = wire::derivedDeviceKey(key, registrationId).value_or(QString());
    auto status = d->wait(d->devices->provision(device));
    lastError = status ? QString() : status.error().message + status.error().detail;
    return status ? status->registrationState : std::nullopt;
}

std::optional<domain::RegistrationState> OtherParties::provisionIndividual(const QString &registrationId)
{
    const auto mechanism = keys(EnrollmentKind::Individual, registrationId);
    if (!mechanism)
        return std::nullopt;
    azure::DpsDeviceClient::Device device;
    device.registrationId = registrationId;
    device.key =
        mechanism->value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString();
    auto status = d->wait(d->devices->provision(device));
    lastError = status ? QString() : status.error().message + status.error().detail;
    return status ? status->registrationState : std::nullopt;
}

} // namespace rehome::test
