// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome;
using namespace rehome::wire;
using namespace rehome::domain;
using samples::fullGroup;
using samples::fullIndividual;
using samples::json;

class EnrollmentCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void everyMemberOfAnIndividualIsRead()
    {
        const auto read = enrollmentFromJson(fullIndividual(), EnrollmentKind::Individual);
        QVERIFY(read.has_value());
        QCOMPARE(read->id, QStringLiteral("sensor-1"));
        QCOMPARE(read->deviceId, QStringLiteral("hall-3-sensor-1"));
        QCOMPARE(read->registrationState->substatus, Substatus::DeviceDataMigrated);
        QCOMPARE(*read->registrationState->payload, json(R"({"a":1})"));
        QCOMPARE(read->optionalDeviceInformation, json(R"({"serial":"7"})"));
        QCOMPARE(read->attestation.type, AttestationType::SymmetricKey);
        QCOMPARE(read->attestation.symmetricKey->primary, QStringLiteral("AAECAwQFBgcICQoLDA0ODw=="));
        QCOMPARE(read->iotEdge, std::optional(true));
        QCOMPARE(read->iotHubHostName, QStringLiteral("old.azure-devices.net"));
        QCOMPARE(read->initialTwin->tags, json(R"({"site":"a"})"));
        QCOMPARE(read->initialTwin->desired.value(QLatin1String("interval")).toInt(), 60);
        QCOMPARE(read->etag, QStringLiteral("\"13003fea-0000-0300-0000-62d1d5e50000\""));
        QVERIFY(!read->isEnabled());
        QCOMPARE(read->reprovisionPolicy, ReprovisionPolicy::Reset);
        QCOMPARE(read->createdDateTimeUtc, QStringLiteral("2022-01-01T00:00:00.1234567Z"));
        QCOMPARE(read->allocationPolicy, AllocationPolicy::Custom);
        QCOMPARE(read->iotHubs->size(), 2);
        QCOMPARE(read->customAllocation->webhookUrl, QStringLiteral("https://w.example/a"));
        QVERIFY(read->unknown.isEmpty());
        QCOMPARE(enrollmentToJson(*read), fullIndividual());
    }

    void everyMemberOfAGroupIsRead()
    {
        const auto read = enrollmentFromJson(fullGroup(), EnrollmentKind::Group);
        QVERIFY(read.has_value());
        QCOMPARE(read->id, QStringLiteral("line-7"));
        const X509Attestation &x509 = *read->attestation.x509;
        QCOMPARE(x509.signingCertificates->primary->info->subjectName, QStringLiteral("CN=root"));
        QCOMPARE(x509.signingCertificates->primary->info->notBeforeMs, 1510662858000);
        QCOMPARE(x509.signingCertificates->secondary->certificate, QStringLiteral("MIIB"));
        QCOMPARE(x509.caSecondary, QStringLiteral("ca-b"));
        QCOMPARE(read->allocationPolicy, AllocationPolicy::GeoLatency);
        QVERIFY(read->iotHubs->isEmpty());
        QCOMPARE(enrollmentToJson(*read), fullGroup());
    }

    void everyAttestationRoundTrips_data()
    {
        QTest::addColumn<QByteArray>("attestation");
        QTest::newRow("none") << QByteArray(R"({"type":"none"})");
        QTest::newRow("TPM") << QByteArray(R"({"type":"tpm","tpm":{"endorsementKey":"e","storageRootKey":"s"}})");
        QTest::newRow("TPM without root key") << QByteArray(R"({"type":"tpm","tpm":{"endorsementKey":"e"}})");
        QTest::newRow("type only, as get and query answer") << QByteArray(R"({"type":"symmetricKey"})");
        QTest::newRow("keys to be generated") << QByteArray(R"({"type":"symmetricKey","symmetricKey":{}})");
        QTest::newRow("client certificates")
            << QByteArray(R"({"type":"x509","x509":{"clientCertificates":{"primary":{"certificate":"MII"}}}})");
        QTest::newRow("CA references") << QByteArray(R"({"type":"x509","x509":{"caReferences":{"primary":"ca"}}})");
    }
    void everyAttestationRoundTrips()
    {
        QFETCH(QByteArray, attestation);
        const auto read = attestationFromJson(json(attestation));
        QVERIFY(read.has_value());
        QCOMPARE(attestationToJson(*read), json(attestation));
    }

    void absentMembersStayAbsent()
    {
        const QJsonObject least = json(R"({"registrationId":"a","attestation":{"type":"none"}})");
        const auto read = enrollmentFromJson(least, EnrollmentKind::Individual);
        QCOMPARE(read->reprovisionPolicy, ReprovisionPolicy::NotSet);
        QVERIFY(!read->iotEdge && !read->iotHubs && !read->provisioningStatus && !read->initialTwin);
        QCOMPARE(enrollmentToJson(*read), least);
        const auto nulls = enrollmentFromJson(
            json(
                R"({"registrationId":"a","attestation":{"type":"none","tpm":null},"reprovisionPolicy":null,"iotHubs":null,"etag":null})"),
            EnrollmentKind::Individual);
        QVERIFY(nulls.has_value());
        QCOMPARE(enrollmentToJson(*nulls), least);
    }

    void emptyAndFilledTwinsRoundTrip_data()
    {
        QTest::addColumn<QByteArray>("twin");
        for (const char *twin : {R"({})", R"({"tags":{}})", R"({"tags":{"a":1}})", R"({"properties":{}})",
                                 R"({"properties":{"desired":{}}})",
                                 R"({"tags":{},"properties":{"desired":{"version":1,"metadata":null}}})"})
            QTest::addRow("%s", twin) << QByteArray(twin);
    }
    void emptyAndFilledTwinsRoundTrip()
    {
        QFETCH(QByteArray, twin);
        QJsonObject object = json(R"({"registrationId":"a","attestation":{"type":"none"}})");
        object.insert(QLatin1String("initialTwin"), json(twin));
        QCOMPARE(enrollmentToJson(*enrollmentFromJson(object, EnrollmentKind::Individual)), object);
    }

    void unknownMembersSurvive()
    {
        QJsonObject object = fullIndividual();
        object.insert(QLatin1String("credentialPolicyName"), QStringLiteral("p"));
        object.insert(QLatin1String("future"), json(R"({"a":[1,{"b":2}]})"));
        for (const char *nested : {"capabilities", "reprovisionPolicy", "initialTwin", "customAllocationDefinition",
                                   "attestation", "registrationState"}) {
            QJsonObject inner = object.value(QLatin1String(nested)).toObject();
            inner.insert(QLatin1String("futureMember"), json(R"({"deep":true})"));
            object.insert(QLatin1String(nested), inner);
        }
        auto read = enrollmentFromJson(object, EnrollmentKind::Individual);
        QVERIFY(read.has_value());
        QCOMPARE(enrollmentToJson(*read), object);
        // A member that is removed does not come back by what was unknown inside it.
        read->reprovisionPolicy = ReprovisionPolicy::NotSet;
        read->iotEdge.reset();
        const QJsonObject written = enrollmentToJson(*read);
        QVERIFY(!written.contains(QLatin1String("reprovisionPolicy")));
        QVERIFY(!written.contains(QLatin1String("capabilities")));
        QCOMPARE(written.value(QLatin1String("credentialPolicyName")).toString(), QStringLiteral("p"));
    }

    void emptyKnownObjectsAreNotUnknown()
    {
        for (const char *twin : {R"({"properties":{"desired":{}}})", R"({"tags":{},"properties":{}})", R"({})",
                                 R"({"tags":{"a":1},"properties":{"desired":{}}})"}) {
            QJsonObject object = json(R"({"registrationId":"a","attestation":{"type":"symmetricKey"}})");
            object.insert(QLatin1String("initialTwin"), json(twin));
            object.insert(QLatin1String("optionalDeviceInformation"), QJsonObject());
            const auto read = enrollmentFromJson(object, EnrollmentKind::Individual);
            QVERIFY(read.has_value());
            QCOMPARE(firstUnknownMember(*read), QString());
            QCOMPARE(enrollmentToJson(*read).value(QLatin1String("initialTwin")), QJsonValue(json(twin)));
        }
        QJsonObject object = json(
            R"({"registrationId":"a","attestation":{"type":"symmetricKey"},"initialTwin":{"properties":{"desired":{},"colour":{}}}})");
        QCOMPARE(firstUnknownMember(*enrollmentFromJson(object, EnrollmentKind::Individual)),
                 QStringLiteral("initialTwin.properties.colour"));
        object.insert(QLatin1String("polcy"), QJsonObject());
        object.remove(QLatin1String("initialTwin"));
        QCOMPARE(firstUnknownMember(*enrollmentFromJson(object, EnrollmentKind::Individual)), QStringLiteral("polcy"));
    }

    void hiddenKeysStayHidden()
    {
        QJsonObject object = fullIndividual();
        object.insert(
            QLatin1String("attestation"),
            json(
                R"({"type":"symmetricKey","symmetricKey":{"primaryKey":"PRIMARYSECRET","tertiaryKey":"THIRDSECRET"}})"));
        const auto read = enrollmentFromJson(object, EnrollmentKind::Individual);
        const QJsonObject hidden = enrollmentToJson(*read, Keys::Hidden);
        QCOMPARE(hidden.value(QLatin1String("attestation")).toObject(), json(R"({"type":"symmetricKey"})"));
        QVERIFY(!QJsonDocument(hidden).toJson().contains("SECRET"));
        QCOMPARE(enrollmentToJson(*read, Keys::Shown), object);
        QCOMPARE(attestationToJson(read->attestation, Keys::Hidden), json(R"({"type":"symmetricKey"})"));
    }

    void anUnknownSubstatusIsKept()
    {
        const QJsonObject object = json(R"({"registrationId":"a","status":"assigned","substatus":"teleported"})");
        const auto state = registrationFromJson(object);
        QVERIFY(state.has_value());
        QCOMPARE(state->substatus, Substatus::None);
        QCOMPARE(registrationToJson(*state), object);
    }

    void wrongShapesAreNamedByPath_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *member, const char *value, const char *path) {
            QTest::addRow("%s = %s", member, value)
                << QByteArray(member) << QByteArray(value) << QString::fromLatin1(path);
        };
        row("registrationId", R"("")", "registrationId");
        row("registrationId", "7", "registrationId");
        row("deviceId", "[]", "deviceId");
        row("attestation", "null", "attestation");
        row("attestation", R"("none")", "attestation");
        row("attestation", "{}", "attestation.type");
        row("attestation", R"({"type":"SECRET"})", "attestation.type");
        row("attestation", R"({"type":"tpm","tpm":{}})", "attestation.tpm.endorsementKey");
        row("attestation", R"({"type":"symmetricKey","symmetricKey":{"primaryKey":{"k":"SECRET"}}})",
            "attestation.symmetricKey.primaryKey");
        row("attestation", R"({"type":"x509","x509":{"clientCertificates":{"primary":{"info":{"version":"3"}}}}})",
            "attestation.x509.clientCertificates.primary.info.version");
        row("capabilities", "{}", "capabilities.iotEdge");
        row("capabilities", R"({"iotEdge":"true"})", "capabilities.iotEdge");
        row("initialTwin", "[]", "initialTwin");
        row("initialTwin", R"({"tags":1})", "initialTwin.tags");
        row("initialTwin", R"({"properties":{"desired":[]}})", "initialTwin.properties.desired");
        row("provisioningStatus", R"("Enabled")", "provisioningStatus");
        row("reprovisionPolicy", "true", "reprovisionPolicy");
        row("reprovisionPolicy", R"({"updateHubAssignment":true})", "reprovisionPolicy.migrateDeviceData");
        row("reprovisionPolicy", R"({"migrateDeviceData":true})", "reprovisionPolicy.updateHubAssignment");
        row("reprovisionPolicy", R"({"updateHubAssignment":1,"migrateDeviceData":true})",
            "reprovisionPolicy.updateHubAssignment");
        row("allocationPolicy", R"("Hashed")", "allocationPolicy");
        row("iotHubs", R"("a.azure-devices.net")", "iotHubs");
        row("iotHubs", "[1]", "iotHubs");
        row("customAllocationDefinition", R"({"webhookUrl":"u"})", "customAllocationDefinition.apiVersion");
        row("etag", "1", "etag");
        row("createdDateTimeUtc", "1", "createdDateTimeUtc");
        row("registrationState", R"({"status":"SECRET"})", "registrationState.status");
        row("optionalDeviceInformation", "[]", "optionalDeviceInformation");
    }
    void wrongShapesAreNamedByPath()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, value);
        QFETCH(QString, path);
        QJsonObject object = fullIndividual();
        object.insert(QString::fromLatin1(member), json("{\"v\":" + value + "}").value(QLatin1String("v")));
        const auto read = enrollmentFromJson(object, EnrollmentKind::Individual);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, ErrorKind::BadReply);
        QCOMPARE(read.error().detail, path);
        QVERIFY(read.error().message.contains(path.section(QLatin1Char('.'), -1)));
        QVERIFY(!read.error().message.contains(QLatin1String("SECRET")));
        QVERIFY(read.error().message.split(QLatin1Char(' ')).size() < 25);
    }

    void aGroupNeedsItsOwnId()
    {
        const auto read = enrollmentFromJson(fullIndividual(), EnrollmentKind::Group);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().detail, QStringLiteral("enrollmentGroupId"));
    }

    void documents_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("object");
        QTest::addColumn<bool>("array");
        QTest::newRow("object") << QByteArray(R"( {"a":1} )") << true << false;
        QTest::newRow("array") << QByteArray("[1]") << false << true;
        QTest::newRow("empty") << QByteArray() << false << false;
        QTest::newRow("text behind") << QByteArray("{} x") << false << false;
        QTest::newRow("second object") << QByteArray("{}{}") << false << false;
        QTest::newRow("NUL behind") << QByteArray("{}\0", 3) << false << false;
        QTest::newRow("cut off") << QByteArray(R"({"a":)") << false << false;
        QTest::newRow("page of a proxy") << QByteArray("<html></html>") << false << false;
        QTest::newRow("no UTF-8") << QByteArray("{\"a\":\"\xff\"}") << false << false;
        QTest::newRow("bare word") << QByteArray("null") << false << false;
        QTest::newRow("too deep") << QByteArray(100'000, '[') + QByteArray(100'000, ']') << false << false;
    }
    void documents()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, object);
        QFETCH(bool, array);
        const auto asObject = parseDocument(body);
        const auto asArray = parseArray(body);
        QCOMPARE(asObject.has_value(), object);
        QCOMPARE(asArray.has_value(), array);
        if (!object) {
            QCOMPARE(asObject.error().kind, ErrorKind::BadInput);
            QVERIFY(asObject.error().detail.contains(QLatin1String("byte")));
        }
    }
};

REHOME_TEST(EnrollmentCodecTest);
#include "EnrollmentCodecTest.moc"
