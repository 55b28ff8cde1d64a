// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/DeviceCodec.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/Sas.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome;
using namespace rehome::wire;
using namespace rehome::domain;
using samples::capture;
using samples::json;

/// What real devices, services and documents sent, kept in data/device-captures.json.
class CapturesTest : public QObject
{
    Q_OBJECT

private slots:
    void acceptedRegistration()
    {
        const QJsonObject body = capture("register_202").value(QLatin1String("body")).toObject();
        const auto status = operationStatusFromJson(body);
        QVERIFY(status.has_value());
        QCOMPARE(status->operationId, QStringLiteral("5.316aac5bdc130deb.b1e02da8-c3a0-4ff2-a121-7ea7a6b7f550"));
        QCOMPARE(status->status, RegistrationStatus::Assigning);
        QVERIFY(!status->registrationState);
        QCOMPARE(operationStatusToJson(*status), body);
    }

    void assignedRegistration()
    {
        const QJsonObject body = capture("operation_200_assigned").value(QLatin1String("body")).toObject();
        const auto status = operationStatusFromJson(body);
        QVERIFY(status.has_value());
        QCOMPARE(status->status, RegistrationStatus::Assigned);
        const RegistrationState &state = *status->registrationState;
        QCOMPARE(state.substatus, Substatus::InitialAssignment);
        QCOMPARE(state.assignedHub, QStringLiteral("MyExampleHub.azure-devices.net"));
        QCOMPARE(utcMsFromText(state.lastUpdatedDateTimeUtc) - utcMsFromText(state.createdDateTimeUtc), 221);
        QVERIFY(etagMatches(u"\"69003552-0000-0300-0000-630fda8a0000\"", state.etag));
        QVERIFY(state.unknown.isEmpty());
        QCOMPARE(operationStatusToJson(*status), body);
    }

    void failedRegistration()
    {
        const QJsonObject body = capture("operation_200_failed").value(QLatin1String("body")).toObject();
        const auto status = operationStatusFromJson(body);
        QVERIFY(status.has_value());
        QCOMPARE(status->status, RegistrationStatus::Failed);
        QCOMPARE(status->registrationState->errorCode, codes::customAllocationFailed);
        QCOMPARE(status->registrationState->errorMessage,
                 QStringLiteral("Custom allocation failed with status code: 400"));
        QVERIFY(status->registrationState->assignedHub.isEmpty());
        QCOMPARE(operationStatusToJson(*status), body);
    }

    void migratedState()
    {
        const QJsonObject body = capture("registration_state_migrated");
        const auto state = registrationFromJson(body);
        QVERIFY(state.has_value());
        QCOMPARE(state->substatus, Substatus::DeviceDataMigrated);
        QCOMPARE(registrationToJson(*state), body);
    }

    void errorBodies_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("code");
        QTest::newRow("invalid certificate") << QByteArray("error_401") << codes::unauthorized;
        QTest::newRow("unauthorized") << QByteArray("error_401_generic") << codes::unauthorized;
        QTest::newRow("registered twice at once")
            << QByteArray("error_409_concurrent_register") << codes::concurrentRegistration;
    }
    void errorBodies()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, code);
        const QJsonObject object = capture(name.constData());
        const auto body = errorBodyFromJson(object);
        QVERIFY(body.has_value());
        QCOMPARE(body->errorCode, code);
        QVERIFY(!body->trackingId.isEmpty() && !body->message.isEmpty());
        QCOMPARE(errorBodyToJson(*body), object);
    }

    void errorBodiesAreReadLeniently()
    {
        QVERIFY(!errorBodyFromJson({}).has_value());
        QVERIFY(!errorBodyFromJson(json(R"({"error":"x"})")).has_value());
        QCOMPARE(errorBodyFromJson(json(R"({"message":"Busy."})"))->message, QStringLiteral("Busy."));
        const auto odd = errorBodyFromJson(json(R"({"errorCode":429001,"message":5,"info":[]})"));
        QCOMPARE(odd->errorCode, codes::tooManyRequests);
        QVERIFY(odd->message.isEmpty() && odd->info.isEmpty());
        ErrorBody withInfo;
        withInfo.info = json(R"({"a":"b"})");
        QCOMPARE(errorBodyFromJson(errorBodyToJson(withInfo))->info, withInfo.info);
    }

    void deviceRegistrationBodies()
    {
        const QJsonObject full =
            json(R"({"registrationId":"a","payload":{"x":1},"tpm":{"endorsementKey":"e"},"csr":"MII"})");
        const auto registration = deviceRegistrationFromJson(full);
        QVERIFY(registration.has_value());
        QCOMPARE(registration->registrationId, QStringLiteral("a"));
        QCOMPARE(registration->unknown, json(R"({"csr":"MII"})"));
        QCOMPARE(deviceRegistrationToJson(*registration), full);
        QVERIFY(deviceRegistrationFromJson({}).has_value()); // some SDKs send none over MQTT
        QVERIFY(!deviceRegistrationFromJson(json(R"({"payload":"text"})")).has_value());
        QVERIFY(!deviceRegistrationFromJson(json(R"({"registrationId":1})")).has_value());
    }

    void resultsNameTheGroup()
    {
        RegistrationState state;
        state.registrationId = QStringLiteral("a");
        state.status = RegistrationStatus::Assigned;
        const QJsonObject plain = registrationResultToJson(state, {});
        QVERIFY(!plain.contains(QLatin1String("symmetricKey")));
        const QJsonObject grouped = registrationResultToJson(state, QStringLiteral("line-7"));
        QCOMPARE(grouped.value(QLatin1String("symmetricKey")).toObject(), json(R"({"enrollmentGroupId":"line-7"})"));
        // A client keeps what only device results have.
        const auto read = registrationFromJson(grouped);
        QCOMPARE(registrationToJson(*read), grouped);
    }

    void badOperationStatuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::newRow("no id") << QByteArray(R"({"status":"assigned"})") << QStringLiteral("operationId");
        QTest::newRow("unknown word") << QByteArray(R"({"operationId":"x","status":"moving"})")
                                      << QStringLiteral("status");
        QTest::newRow("status is a number")
            << QByteArray(R"({"operationId":"x","status":2})") << QStringLiteral("status");
        QTest::newRow("state is a text") << QByteArray(R"({"operationId":"x","registrationState":"a"})")
                                         << QStringLiteral("registrationState");
        QTest::newRow("inside the state") << QByteArray(R"({"operationId":"x","registrationState":{"errorCode":"a"}})")
                                          << QStringLiteral("registrationState.errorCode");
        QTest::newRow("code is broken") << QByteArray(R"({"operationId":"x","registrationState":{"errorCode":1.5}})")
                                        << QStringLiteral("registrationState.errorCode");
    }
    void badOperationStatuses()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, path);
        const auto status = operationStatusFromJson(json(body));
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().kind, ErrorKind::BadReply);
        QCOMPARE(status.error().detail, path);
    }

    void theStateSpeaksWhereTheStatusIsMissing()
    {
        const auto status =
            operationStatusFromJson(json(R"({"operationId":"x","registrationState":{"status":"assigned"}})"));
        QCOMPARE(status->status, RegistrationStatus::Assigned);
        QCOMPARE(operationStatusFromJson(json(R"({"operationId":"x"})"))->status, RegistrationStatus::Assigning);
    }
};

REHOME_TEST(CapturesTest);
#include "CapturesTest.moc"
