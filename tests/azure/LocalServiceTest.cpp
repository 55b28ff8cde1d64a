// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LocalService.h"
#include "app/azure/DpsDeviceClient.h"
#include "app/azure/IotHubClient.h"
#include "app/azure/PageSequence.h"
#include "tests/azure/ClientFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace rehome;
using namespace rehome::test;
using azure::WriteOutcome;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;

namespace {

const QByteArray scenarioText = R"({
    "title": "Clients", "idScope": "0ne000000A1", "assignDelayMs": 200,
    "hubs": [{"name": "hub-weu", "region": "westeurope"}, {"name": "hub-neu", "region": "northeurope"}],
    "enrollmentGroups": [{"enrollmentGroupId": "line-7", "attestation": {"type": "symmetricKey"}, "allocationPolicy": "static",
                          "iotHubs": ["hub-weu.localhost"], "initialTwin": {"tags": {"ring": 1}, "properties": {"desired": {"interval": 60}}}}]
})";

QString words(const Error &error)
{
    return QStringLiteral("kind %1: %2 | %3").arg(static_cast<int>(error.kind)).arg(error.message, error.detail);
}

/// The real local service on a port of its own, and clients that know it by its ready line only.
struct Served
{
    QTemporaryDir folder;
    local::LocalService service;
    local::ServiceSettings settings;
    local::ServiceEndpoint endpoint;
    QNetworkAccessManager network;
    azure::ClientSettings quick;
    std::shared_ptr<azure::OperationBudget> budget = std::make_shared<azure::OperationBudget>(100'000);

    Served()
    {
        settings.dataFolder = folder.filePath(QStringLiteral("data"));
        settings.operationsPerMinute = 100'000;
        quick.wait = [](std::chrono::milliseconds time) { return std::min(time, std::chrono::milliseconds(100)); };
    }
    bool start()
    {
        const auto scenario = local::parseScenario(scenarioText, QStringLiteral("clients.json"));
        if (!scenario) {
            qWarning("%s", qPrintable(words(scenario.error())));
            return false;
        }
        settings.scenario = *scenario;
        const auto started = service.start(settings);
        if (!started) {
            qWarning("%s", qPrintable(words(started.error())));
            return false;
        }
        endpoint = *started;
        return true;
    }
    std::unique_ptr<azure::DpsServiceClient> client(const QString &keyInstead = {})
    {
        auto connection = *wire::parseConnectionString(endpoint.serviceConnectionString);
        if (!keyInstead.isEmpty())
            connection.key = keyInstead;
        return std::make_unique<azure::DpsServiceClient>(
            network, *azure::Endpoint::make(connection, endpoint.caCertificatePath), connection, budget, quick);
    }
    std::unique_ptr<azure::DpsDeviceClient> devices()
    {
        const auto connection = *wire::parseConnectionString(endpoint.serviceConnectionString);
        return std::make_unique<azure::DpsDeviceClient>(
            network, *azure::Endpoint::make(connection, endpoint.caCertificatePath), endpoint.idScope, quick);
    }
    std::unique_ptr<azure::IotHubClient> hub(int index)
    {
        const auto connection = *wire::parseConnectionString(endpoint.hubs.at(index).connectionString);
        return std::make_unique<azure::IotHubClient>(network,
                                                     *azure::Endpoint::make(connection, endpoint.caCertificatePath),
                                                     connection, azure::HubBudgets::forUnits(100), quick);
    }
};

QJsonObject symmetric(const QString &member, const QString &id)
{
    return {{member, id},
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}}};
}

} // namespace

/// The clients against the program's own service, over HTTPS, as against any other.
class LocalServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void enrollmentsLiveThroughTheirLife();
    void listsComeInPages();
    void noEditChangesAKeyWhereOmittedKeysAreRegenerated();
    void aSecondAdministratorIsAConflict();
    void devicesRegisterMoveAndAreSeen();
    void hubsAnswerUnderTheirOwnNames();
    void aWrongKeyIsUnauthorized();
    void theQuotaIsHeldTo();
    void aStoppedServiceIsUnreachableAndComesBack();
};

void LocalServiceTest::enrollmentsLiveThroughTheirLife()
{
    Served served;
    QVERIFY(served.start());
    const auto client = served.client();
    const QString id = QStringLiteral("sn-007.a_b:c");
    const auto created = awaited(
        client->createEnrollment(EnrollmentKind::Individual, id, symmetric(QStringLiteral("registrationId"), id)));
    QVERIFY(created);
    QVERIFY2(created->has_value(), qPrintable(created->has_value() ? QString() : words(created->error())));
    QCOMPARE((*created)->result, WriteOutcome::Result::Applied);
    const auto again = awaited(
        client->createEnrollment(EnrollmentKind::Individual, id, symmetric(QStringLiteral("registrationId"), id)));
    QVERIFY(again && again->has_value());
    QCOMPARE((*again)->result, WriteOutcome::Result::Conflict);

    const auto read = awaited(client->enrollment(EnrollmentKind::Individual, id));
    QVERIFY(read && read->has_value());
    QVERIFY(!(*read)->etag.isEmpty());
    QVERIFY(qAbs((*read)->serverDateMs - QDateTime::currentMSecsSinceEpoch()) < 60'000);
    QVERIFY(!(*read)->raw.contains("primaryKey"));
    const auto keys = awaited(client->attestationMechanism(EnrollmentKind::Individual, id));
    QVERIFY(keys && keys->has_value());
    QVERIFY(wire::isValidSymmetricKey(
        (*keys)->value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString()));

    const auto edited = awaited(client->updateEnrollment(EnrollmentKind::Individual, id, (*read)->body,
                                                         {wire::policyEdit(ReprovisionPolicy::Reset)}));
    QVERIFY(edited);
    QVERIFY2(edited->has_value(), qPrintable(edited->has_value() ? QString() : words(edited->error())));
    QCOMPARE((*edited)->result, WriteOutcome::Result::Applied);
    QCOMPARE((*edited)
                 ->found.body.value(QLatin1String("reprovisionPolicy"))
                 .toObject()
                 .value(QLatin1String("migrateDeviceData")),
             QJsonValue(false));

    const auto stale = awaited(client->deleteEnrollment(EnrollmentKind::Individual, id, (*read)->etag));
    QVERIFY(stale && stale->has_value());
    QCOMPARE((*stale)->result, WriteOutcome::Result::Conflict);
    const auto deleted = awaited(client->deleteEnrollment(EnrollmentKind::Individual, id, (*edited)->found.etag));
    QVERIFY(deleted && deleted->has_value());
    QCOMPARE((*deleted)->result, WriteOutcome::Result::Applied);
    const auto gone = awaited(client->enrollment(EnrollmentKind::Individual, id));
    QVERIFY(gone && !gone->has_value());
    QCOMPARE(gone->error().kind, ErrorKind::NotFound);
    QCOMPARE(gone->error().serviceCode / 1000, 404);
}

void LocalServiceTest::listsComeInPages()
{
    Served served;
    served.settings.maxPage = 40;
    QVERIFY(served.start());
    const auto client = served.client();
    std::vector<QFuture<Result<WriteOutcome>>> creations;
    for (int i = 0; i < 130; ++i) {
        const QString id = QStringLiteral("sn-%1").arg(i, 4, 10, QLatin1Char('0'));
        creations.push_back(azure::toFuture(
            client->createEnrollment(EnrollmentKind::Individual, id, symmetric(QStringLiteral("registrationId"), id))));
    }
    for (auto &creation : creations) {
        QTRY_VERIFY_WITH_TIMEOUT(creation.isFinished(), 30'000);
        QVERIFY(creation.result().has_value());
    }
    QSet<QString> seen;
    azure::PageSequence sequence;
    while (!sequence.atEnd()) {
        const auto page = awaited(client->enrollmentPage(EnrollmentKind::Individual, 1000, sequence.next()));
        QVERIFY(page && page->has_value());
        QCOMPARE((*page)->itemType, QByteArray("Enrollment"));
        const auto count = wire::readEnrollmentPage(
            (*page)->items, EnrollmentKind::Individual, [&seen](const wire::EnrollmentBrief &brief) {
                seen.insert(QString::fromUtf8(brief.id.data(), static_cast<qsizetype>(brief.id.size())));
            });
        QVERIFY(count && *count <= 40); // asked for 1000, takes what comes
        const auto accepted = sequence.accept(**page);
        QVERIFY(accepted);
    }
    QCOMPARE(seen.size(), 130);
    QCOMPARE(sequence.pages(), 4);
}

void LocalServiceTest::noEditChangesAKeyWhereOmittedKeysAreRegenerated()
{
    Served served;
    served.settings.regenerateOmittedKeys = true;
    QVERIFY(served.start());
    const auto client = served.client();
    const QString id = QStringLiteral("line-7");
    const auto keys = awaited(client->attestationMechanism(EnrollmentKind::Group, id));
    QVERIFY(keys && keys->has_value());
    auto base = awaited(client->enrollment(EnrollmentKind::Group, id));
    QVERIFY(base && base->has_value());
    QJsonObject body = (*base)->body;
    const QList<wire::FieldEdit> edits{wire::policyEdit(ReprovisionPolicy::Never),
                                       wire::policyEdit(ReprovisionPolicy::NotSet),
                                       {QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-neu.localhost")}},
                                       {QStringLiteral("initialTwin.tags.ring"), 2},
                                       {QStringLiteral("provisioningStatus"), QStringLiteral("disabled")}};
    for (const wire::FieldEdit &edit : edits) {
        const auto outcome = awaited(client->updateEnrollment(EnrollmentKind::Group, id, body, {edit}));
        QVERIFY(outcome);
        QVERIFY2(outcome->has_value(), qPrintable(outcome->has_value() ? QString() : words(outcome->error())));
        QVERIFY2((*outcome)->result == WriteOutcome::Result::Applied, qPrintable(edit.path));
        body = (*outcome)->found.body;
        const auto now = awaited(client->attestationMechanism(EnrollmentKind::Group, id));
        QVERIFY(now && now->has_value());
        QVERIFY2(**now == **keys, qPrintable(edit.path));
    }
}

void LocalServiceTest::aSecondAdministratorIsAConflict()
{
    Served served;
    QVERIFY(served.start());
    const auto mine = served.client();
    const auto theirs = served.client();
    const QString id = QStringLiteral("line-7");
    const auto base = awaited(mine->enrollment(EnrollmentKind::Group, id));
    QVERIFY(base && base->has_value());
    const auto first = awaited(theirs->updateEnrollment(EnrollmentKind::Group, id, (*base)->body,
                                                        {wire::policyEdit(ReprovisionPolicy::Never)}));
    QVERIFY(first && first->has_value());
    const auto second = awaited(
        mine->updateEnrollment(EnrollmentKind::Group, id, (*base)->body, {wire::policyEdit(ReprovisionPolicy::Reset)}));
    QVERIFY(second && second->has_value());
    QCOMPARE((*second)->result, WriteOutcome::Result::Conflict);
    QCOMPARE((*second)->found.etag, (*first)->found.etag);
}

void LocalServiceTest::devicesRegisterMoveAndAreSeen()
{
    Served served;
    QVERIFY(served.start());
    const auto client = served.client();
    const auto devices = served.devices();
    const QString id = QStringLiteral("line-7");
    const auto keys = awaited(client->attestationMechanism(EnrollmentKind::Group, id));
    QVERIFY(keys && keys->has_value());
    azure::DpsDeviceClient::Device device;
    device.registrationId = QStringLiteral("press-0001");
    device.key = *wire::derivedDeviceKey(
        (*keys)->value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString(),
        device.registrationId);
    const auto first = awaited(devices->provision(device));
    QVERIFY(first);
    QVERIFY2(first->has_value(), qPrintable(first->has_value() ? QString() : words(first->error())));
    QCOMPARE((*first)->status, domain::RegistrationStatus::Assigned);
    QCOMPARE((*first)->registrationState->assignedHub, QStringLiteral("hub-weu.localhost"));
    QCOMPARE((*first)->registrationState->substatus, domain::Substatus::InitialAssignment);

    const auto base = awaited(client->enrollment(EnrollmentKind::Group, id));
    QVERIFY(base && base->has_value());
    const auto moved = awaited(
        client->updateEnrollment(EnrollmentKind::Group, id, (*base)->body,
                                 {wire::policyEdit(ReprovisionPolicy::Migrate),
                                  {QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-neu.localhost")}}}));
    QVERIFY(moved && moved->has_value());
    const auto second = awaited(devices->provision(device));
    QVERIFY(second && second->has_value());
    QCOMPARE((*second)->registrationState->assignedHub, QStringLiteral("hub-neu.localhost"));
    QCOMPARE((*second)->registrationState->substatus, domain::Substatus::DeviceDataMigrated);

    const auto looked = awaited(devices->lookup(device));
    QVERIFY(looked && looked->has_value());
    QCOMPARE((*looked)->assignedHub, QStringLiteral("hub-neu.localhost"));
    const auto record = awaited(client->registration(device.registrationId));
    QVERIFY(record && record->has_value());
    QCOMPARE((*record)->body.value(QLatin1String("substatus")).toString(), QStringLiteral("deviceDataMigrated"));
    const auto page = awaited(client->registrationPage(id, 100));
    QVERIFY(page && page->has_value());
    QCOMPARE((*page)->itemType, QByteArray("DeviceRegistration"));
    QStringList hubs;
    const auto count = wire::readRegistrationPage((*page)->items, [&hubs](const wire::RegistrationBrief &brief) {
        hubs += QString::fromUtf8(brief.assignedHub.data(), static_cast<qsizetype>(brief.assignedHub.size()));
    });
    QVERIFY(count && *count == 1);
    QCOMPARE(hubs, QStringList(QStringLiteral("hub-neu.localhost")));

    device.key = wire::generatedKey();
    const auto stranger = awaited(devices->registerOnce(device));
    QVERIFY(stranger && !stranger->has_value());
    QCOMPARE(stranger->error().kind, ErrorKind::Unauthorized);

    const auto forgotten = awaited(client->deleteRegistration(device.registrationId, {}));
    QVERIFY(forgotten && forgotten->has_value());
    const auto gone = awaited(client->registration(device.registrationId));
    QVERIFY(gone && !gone->has_value());
    QCOMPARE(gone->error().kind, ErrorKind::NotFound);
}

void LocalServiceTest::hubsAnswerUnderTheirOwnNames()
{
    Served served;
    QVERIFY(served.start());
    const auto client = served.client();
    const auto devices = served.devices();
    const auto keys = awaited(client->attestationMechanism(EnrollmentKind::Group, QStringLiteral("line-7")));
    QVERIFY(keys && keys->has_value());
    azure::DpsDeviceClient::Device device;
    device.registrationId = QStringLiteral("press-0002");
    device.key = *wire::derivedDeviceKey(
        (*keys)->value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString(),
        device.registrationId);
    const auto assigned = awaited(devices->provision(device));
    QVERIFY(assigned && assigned->has_value());

    QCOMPARE(served.endpoint.hubs.at(0).hostName, QStringLiteral("hub-weu.localhost"));
    const auto hub = served.hub(0);
    const auto statistics = awaited(hub->statistics());
    QVERIFY(statistics);
    QVERIFY2(statistics->has_value(), qPrintable(statistics->has_value() ? QString() : words(statistics->error())));
    QCOMPARE((*statistics)->total, 1);
    const auto found = awaited(hub->queryPage(QStringLiteral("SELECT * FROM devices"), 100));
    QVERIFY(found && found->has_value());
    const QJsonArray twins = QJsonDocument::fromJson((*found)->items).array();
    QCOMPARE(twins.size(), 1);
    QCOMPARE(twins.at(0).toObject().value(QLatin1String("deviceId")).toString(), device.registrationId);

    const auto twin = awaited(hub->twin(device.registrationId));
    QVERIFY(twin && twin->has_value());
    QCOMPARE((*twin)->body.value(QLatin1String("tags")).toObject().value(QLatin1String("ring")).toInt(), 1);
    const QJsonObject patch{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("ring"), 3},
                                                                 {QStringLiteral("site"), QStringLiteral("west")}}},
                            {QStringLiteral("properties"),
                             QJsonObject{{QStringLiteral("desired"), QJsonObject{{QStringLiteral("interval"), 5}}}}}};
    const auto patched = awaited(hub->patchTwin(device.registrationId, (*twin)->body, patch));
    QVERIFY(patched);
    QVERIFY2(patched->has_value(), qPrintable(patched->has_value() ? QString() : words(patched->error())));
    QCOMPARE((*patched)->result, WriteOutcome::Result::Applied);

    const auto identity = awaited(hub->device(device.registrationId));
    QVERIFY(identity && identity->has_value());
    QJsonObject disabled = (*identity)->body;
    disabled.insert(QStringLiteral("status"), QStringLiteral("disabled"));
    const auto put = awaited(hub->putDevice(device.registrationId, disabled, (*identity)->etag));
    QVERIFY(put);
    QVERIFY2(put->has_value(), qPrintable(put->has_value() ? QString() : words(put->error())));
    QCOMPARE((*put)->result, WriteOutcome::Result::Applied);
    const auto removed = awaited(hub->deleteDevice(device.registrationId, {}));
    QVERIFY(removed && removed->has_value());
    const auto gone = awaited(hub->device(device.registrationId));
    QVERIFY(gone && !gone->has_value());
    QCOMPARE(gone->error().kind, ErrorKind::NotFound);
    QVERIFY(gone->error().detail.contains(QLatin1String("DeviceNotFound")));
}

void LocalServiceTest::aWrongKeyIsUnauthorized()
{
    Served served;
    QVERIFY(served.start());
    const auto client = served.client(wire::generatedKey());
    const auto document = awaited(client->enrollment(EnrollmentKind::Group, QStringLiteral("line-7")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Unauthorized);
    QCOMPARE(document->error().serviceCode, 401002);
}

void LocalServiceTest::theQuotaIsHeldTo()
{
    Served served;
    served.settings.operationsPerMinute = 20;
    QVERIFY(served.start());
    const auto client = served.client(); // believes in 100,000 a minute
    served.quick.maxAttempts = 1;
    const auto impatient = served.client();
    for (int i = 0; i < 20; ++i)
        QVERIFY(awaited(client->enrollment(EnrollmentKind::Group, QStringLiteral("line-7")))->has_value());
    const auto refused = awaited(impatient->enrollment(EnrollmentKind::Group, QStringLiteral("line-7")));
    QVERIFY(refused && !refused->has_value());
    QCOMPARE(refused->error().kind, ErrorKind::Throttled);
    QVERIFY(refused->error().retryAfter && refused->error().retryAfter->count() >= 1 &&
            refused->error().retryAfter->count() <= 60);
    QCOMPARE(served.service.counters().throttledOperations, 1);
    QCOMPARE(served.budget->status().totalThrottled, 1);
    QCOMPARE(served.budget->status().backgroundShare, 25'000);
}

void LocalServiceTest::aStoppedServiceIsUnreachableAndComesBack()
{
    Served served;
    QVERIFY(served.start());
    const auto client = served.client();
    QVERIFY(awaited(client->enrollment(EnrollmentKind::Group, QStringLiteral("line-7")))->has_value());
    const QString before = served.endpoint.serviceConnectionString;
    served.service.stop();
    const auto lost = awaited(client->enrollment(EnrollmentKind::Group, QStringLiteral("line-7")));
    QVERIFY(lost && !lost->has_value());
    QCOMPARE(lost->error().kind, ErrorKind::Unreachable);
    const auto started = served.service.start(served.settings);
    QVERIFY(started);
    QCOMPARE(started->serviceConnectionString, before);
    const auto back = awaited(client->enrollment(EnrollmentKind::Group, QStringLiteral("line-7")));
    QVERIFY(back && back->has_value());
}

REHOME_TEST(LocalServiceTest);
#include "LocalServiceTest.moc"
