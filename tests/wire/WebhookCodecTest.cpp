// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/WebhookCodec.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonObject parsed(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

/// What a webhook is told and what it may answer (protocol facts, section 6).
class WebhookCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void requestHasTheFormOfTheService()
    {
        wire::AllocationRequest request;
        request.kind = domain::EnrollmentKind::Group;
        request.enrollment = parsed(R"({"enrollmentGroupId": "line-7", "allocationPolicy": "custom",
            "attestation": {"type": "symmetricKey", "symmetricKey": {"primaryKey": "c2VjcmV0", "secondaryKey": "eA=="}},
            "customAllocationDefinition": {"webhookUrl": "https:\/\/fn.example/api/pick?code=SECRET",
                                           "apiVersion": "2021-10-01"},
            "iotHubs": ["a.azure-devices.net"]})");
        request.registrationId = s("dev-1");
        request.attestationFacts = parsed(R"({"symmetricKey": {}})");
        request.payload = parsed(R"({"modelId": "m;1"})");
        request.linkedHubs = {s("a.azure-devices.net")};
        const QJsonObject first = wire::allocationRequestToJson(request);
        QCOMPARE(first, parsed(R"({
            "enrollmentGroup": {"enrollmentGroupId": "line-7", "allocationPolicy": "custom",
                "attestation": {"type": "symmetricKey"},
                "customAllocationDefinition": {"webhookUrl": "https:\/\/fn.example/api/pick?****",
                                               "apiVersion": "2021-10-01"},
                "iotHubs": ["a.azure-devices.net"]},
            "deviceRuntimeContext": {"registrationId": "dev-1", "symmetricKey": {}, "payload": {"modelId": "m;1"}},
            "linkedHubs": ["a.azure-devices.net"]})"));
        // Known devices say where they are.
        request.kind = domain::EnrollmentKind::Individual;
        request.currentHub = s("b.azure-devices.net");
        request.currentDeviceId = s("Dev-1");
        request.payload.reset();
        const QJsonObject later = wire::allocationRequestToJson(request);
        QVERIFY(later.contains(QLatin1String("individualEnrollment")));
        QVERIFY(!later.contains(QLatin1String("enrollmentGroup")));
        QCOMPARE(later.value(QLatin1String("deviceRuntimeContext")).toObject(),
                 parsed(R"({"registrationId": "dev-1", "currentIotHubHostName": "b.azure-devices.net",
                            "currentDeviceId": "Dev-1", "symmetricKey": {}})"));
    }

    void answerIsRead()
    {
        const auto full = wire::allocationAnswerFromJson(R"({"iotHubHostName": "A.azure-devices.net",
            "initialTwin": {"properties": {"desired": {"state": "ready"}}, "tags": {"deviceType": "toaster"}},
            "payload": {"property1": "value1"}, "other": 1})");
        QVERIFY(full);
        QCOMPARE(full->iotHubHostName, s("A.azure-devices.net"));
        QCOMPARE(full->initialTwin->tags, parsed(R"({"deviceType": "toaster"})"));
        QCOMPARE(full->initialTwin->desired, parsed(R"({"state": "ready"})"));
        QCOMPARE(*full->payload, parsed(R"({"property1": "value1"})"));
        const auto bare =
            wire::allocationAnswerFromJson(R"({"iotHubHostName": "a", "initialTwin": null, "payload": null})");
        QVERIFY(bare);
        QVERIFY(!bare->initialTwin && !bare->payload);
        const auto empty = wire::allocationAnswerFromJson(R"({"iotHubHostName": "a", "initialTwin": {}})");
        QVERIFY(empty && empty->initialTwin && empty->initialTwin->tags.isEmpty());
    }

    void badAnswersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("member");
        QTest::newRow("nothing") << QByteArray() << QString();
        QTest::newRow("text") << QByteArray("OK") << QString();
        QTest::newRow("array") << QByteArray("[]") << QString();
        QTest::newRow("cut off") << QByteArray("{\"iotHubHostName\": \"a\"") << QString();
        QTest::newRow("trailing NUL") << QByteArray("{\"iotHubHostName\": \"a\"}\0", 24) << QString();
        QTest::newRow("not UTF-8") << QByteArray("{\"iotHubHostName\": \"\xff\"}") << QString();
        QTest::newRow("deep") << QByteArray(10'000, '[') << QString();
        QTest::newRow("no hub") << QByteArray("{}") << s("iotHubHostName");
        QTest::newRow("hub null") << QByteArray("{\"iotHubHostName\": null}") << s("iotHubHostName");
        QTest::newRow("hub empty") << QByteArray("{\"iotHubHostName\": \"\"}") << s("iotHubHostName");
        QTest::newRow("hub number") << QByteArray("{\"iotHubHostName\": 7}") << s("iotHubHostName");
        QTest::newRow("twin text") << QByteArray("{\"iotHubHostName\": \"a\", \"initialTwin\": \"x\"}")
                                   << s("initialTwin");
        QTest::newRow("tags") << QByteArray("{\"iotHubHostName\": \"a\", \"initialTwin\": {\"tags\": []}}")
                              << s("initialTwin.tags");
        QTest::newRow("desired")
            << QByteArray("{\"iotHubHostName\": \"a\", \"initialTwin\": {\"properties\": {\"desired\": 1}}}")
            << s("initialTwin.properties.desired");
        QTest::newRow("payload") << QByteArray("{\"iotHubHostName\": \"a\", \"payload\": [1]}") << s("payload");
    }

    void badAnswersAreRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, member);
        const auto answer = wire::allocationAnswerFromJson(body);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::BadReply);
        QVERIFY(!answer.error().message.isEmpty());
        QVERIFY(answer.error().message.startsWith(member));
    }

    void secretsOfAnAddressAreMasked()
    {
        QCOMPARE(wire::maskedWebhookUrl(s("https://h/p")), s("https://h/p"));
        QCOMPARE(wire::maskedWebhookUrl(s("https://h/p?")), s("https://h/p?****"));
        QCOMPARE(wire::maskedWebhookUrl(s("https://h/p?a=b&c=d#e")), s("https://h/p?****"));
        QCOMPARE(wire::maskedWebhookUrl(s("https://h/p#token")), s("https://h/p"));
        QCOMPARE(wire::maskedWebhookUrl(s("https://user:pass@h:8/p?a@b")), s("https://h:8/p?****"));
        QCOMPARE(wire::maskedWebhookUrl(s("https://user:pass@h")), s("https://h"));
        QCOMPARE(wire::maskedWebhookUrl(s("https://h/p/a@b")), s("https://h/p/a@b"));
        QCOMPARE(wire::maskedWebhookUrl(QString()), QString());
    }
};

REHOME_TEST(WebhookCodecTest);
#include "WebhookCodecTest.moc"
