// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome::wire;
using namespace rehome::domain;
using samples::fullGroup;
using samples::fullIndividual;
using samples::json;

class PatchingTest : public QObject
{
    Q_OBJECT

    static QJsonObject with(QJsonObject object, const char *name, const QJsonValue &value)
    {
        object.insert(QLatin1String(name), value);
        return object;
    }

private slots:
    void policyEditsSetBothBooleansOrRemoveTheMember()
    {
        for (const auto policy : {ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset, ReprovisionPolicy::Never}) {
            const QJsonObject after = patched(fullIndividual(), {policyEdit(policy)});
            QCOMPARE(enrollmentFromJson(after, EnrollmentKind::Individual)->reprovisionPolicy, policy);
            QCOMPARE(after.value(QLatin1String("reprovisionPolicy")).toObject().size(), 2);
        }
        const QJsonObject unset = patched(fullIndividual(), {policyEdit(ReprovisionPolicy::NotSet)});
        QVERIFY(!unset.contains(QLatin1String("reprovisionPolicy")));
        QCOMPARE(unset.size(), fullIndividual().size() - 1);
    }

    void edits_data()
    {
        QTest::addColumn<QByteArray>("original");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value"); // empty = remove
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char *name, const char *original, const char *path, const char *value,
                            const char *result) {
            QTest::newRow(name) << QByteArray(original) << QString::fromLatin1(path) << QByteArray(value)
                                << QByteArray(result);
        };
        row("replaces a text", R"({"allocationPolicy":"hashed","x":1})", "allocationPolicy", R"("static")",
            R"({"allocationPolicy":"static","x":1})");
        row("replaces a list whole", R"({"iotHubs":["a","b"]})", "iotHubs", R"(["c"])", R"({"iotHubs":["c"]})");
        row("removes", R"({"iotHubs":["a"],"x":1})", "iotHubs", "", R"({"x":1})");
        row("removes what is not there", R"({"x":1})", "a.b.c", "", R"({"x":1})");
        row("creates the way", R"({})", "initialTwin.properties.desired", R"({"a":1})",
            R"({"initialTwin":{"properties":{"desired":{"a":1}}}})");
        row("edits within", R"({"initialTwin":{"tags":{"t":1},"properties":{"desired":{"a":1},"future":2}}})",
            "initialTwin.properties.desired", R"({"b":2})",
            R"({"initialTwin":{"tags":{"t":1},"properties":{"desired":{"b":2},"future":2}}})");
        row("a whole twin keeps what is unknown",
            R"({"initialTwin":{"tags":{"t":1},"properties":{"desired":{"a":1},"future":2},"more":3}})", "initialTwin",
            R"({"properties":{"desired":{"b":2}}})",
            R"({"initialTwin":{"properties":{"desired":{"b":2},"future":2},"more":3}})");
        row("capabilities keep what is unknown", R"({"capabilities":{"iotEdge":false,"future":1}})", "capabilities",
            R"({"iotEdge":true})", R"({"capabilities":{"iotEdge":true,"future":1}})");
        row("policy keeps what is unknown",
            R"({"reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":true,"f":1}})", "reprovisionPolicy",
            R"({"updateHubAssignment":false,"migrateDeviceData":false})",
            R"({"reprovisionPolicy":{"updateHubAssignment":false,"migrateDeviceData":false,"f":1}})");
        row("webhook keeps what is unknown",
            R"({"customAllocationDefinition":{"webhookUrl":"u","apiVersion":"v","f":1}})", "customAllocationDefinition",
            R"({"webhookUrl":"w","apiVersion":"v"})",
            R"({"customAllocationDefinition":{"webhookUrl":"w","apiVersion":"v","f":1}})");
        row("tags are a person's: nothing is kept", R"({"initialTwin":{"tags":{"a":1,"b":2}}})", "initialTwin.tags",
            R"({"a":3})", R"({"initialTwin":{"tags":{"a":3}}})");
        row("etag is read-only", R"({"etag":"1"})", "etag", R"("2")", R"({"etag":"1"})");
        row("state is read-only", R"({"registrationState":{"status":"assigned"}})", "registrationState.status",
            R"("failed")", R"({"registrationState":{"status":"assigned"}})");
        row("dates are read-only", R"({"createdDateTimeUtc":"a"})", "createdDateTimeUtc", "",
            R"({"createdDateTimeUtc":"a"})");
        row("no path", R"({"a":1})", "", "2", R"({"a":1})");
        row("half a path", R"({"a":1})", "a.", "2", R"({"a":1})");
    }
    void edits()
    {
        QFETCH(QByteArray, original);
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, result);
        FieldEdit edit{path, QJsonValue(QJsonValue::Undefined)};
        if (!value.isEmpty())
            edit.value = json("{\"v\":" + value + "}").value(QLatin1String("v"));
        QCOMPARE(patched(json(original), {edit}), json(result));
    }

    void unknownMembersSurviveAnEdit()
    {
        const QJsonObject original = with(fullGroup(), "credentialPolicyName", QStringLiteral("p"));
        const QJsonObject after = patched(original, {policyEdit(ReprovisionPolicy::Migrate)});
        QCOMPARE(after.value(QLatin1String("credentialPolicyName")).toString(), QStringLiteral("p"));
        QCOMPARE(patched(after, {policyEdit(ReprovisionPolicy::Never)}), original);
    }

    void sameSettings_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *name, const char *a, const char *b, bool same) {
            QTest::newRow(name) << QByteArray(a) << QByteArray(b) << same;
        };
        row("read-only members", R"({"etag":"1","createdDateTimeUtc":"x","registrationState":{}})", R"({"etag":"2"})",
            true);
        row("default status", R"({})", R"({"provisioningStatus":"enabled"})", true);
        row("other status", R"({})", R"({"provisioningStatus":"disabled"})", false);
        row("default capabilities", R"({})", R"({"capabilities":{"iotEdge":false}})", true);
        row("other capabilities", R"({})", R"({"capabilities":{"iotEdge":true}})", false);
        row("null and empty text are absent", R"({"deviceId":"","iotHubHostName":null})", R"({})", true);
        row("policy not set is not migrate", R"({})",
            R"({"reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":true}})", false);
        row("policies differ", R"({"reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":false}})",
            R"({"reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":true}})", false);
        row("allocation not set is not hashed", R"({})", R"({"allocationPolicy":"hashed"})", false);
        row("hubs in another order", R"({"iotHubs":["a","b"]})", R"({"iotHubs":["b","a"]})", true);
        row("no hubs and an empty list", R"({})", R"({"iotHubs":[]})", true);
        row("other hubs", R"({"iotHubs":["a"]})", R"({"iotHubs":["b"]})", false);
        row("empty twin", R"({})", R"({"initialTwin":{"tags":{},"properties":{"desired":{}}}})", true);
        row("metadata of the twin", R"({"initialTwin":{"tags":{"a":1}}})",
            R"({"initialTwin":{"tags":{"a":1,"$metadata":{"x":1},"$version":3},"properties":{"desired":{"$version":1}}}})",
            true);
        row("other twin", R"({"initialTwin":{"tags":{"a":1}}})", R"({"initialTwin":{"tags":{"a":2}}})", false);
        row("hidden keys", R"({"attestation":{"type":"symmetricKey"}})",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"a","secondaryKey":"b"}}})", true);
        row("both keys shown and equal", R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"a"}}})",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"a","secondaryKey":"b"}}})", true);
        row("both keys shown and different",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"a"}}})",
            R"({"attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"b"}}})", false);
        row("certificate and its info",
            R"({"attestation":{"type":"x509","x509":{"clientCertificates":{"primary":{"certificate":"M"}}}}})",
            R"({"attestation":{"type":"x509","x509":{"clientCertificates":{"primary":{"info":{"subjectName":"CN"}}}}}})",
            true);
        row("other CA", R"({"attestation":{"type":"x509","x509":{"caReferences":{"primary":"a"}}}})",
            R"({"attestation":{"type":"x509","x509":{"caReferences":{"primary":"b"}}}})", false);
        row("attestation type", R"({"attestation":{"type":"none"}})", R"({"attestation":{"type":"symmetricKey"}})",
            false);
        row("unknown members count", R"({"future":1})", R"({"future":2})", false);
        row("other device ID", R"({"deviceId":"a"})", R"({"deviceId":"b"})", false);
    }
    void sameSettings()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, same);
        QCOMPARE(rehome::wire::sameSettings(json(a), json(b)), same);
        QCOMPARE(rehome::wire::sameSettings(json(b), json(a)), same);
    }

    void putBodiesCarryTheKeysAndNoReadOnlyMember()
    {
        const QJsonObject listed = with(fullIndividual(), "attestation", json(R"({"type":"symmetricKey"})"));
        const QJsonObject mechanism = fullIndividual().value(QLatin1String("attestation")).toObject();
        const QJsonObject body = putBody(listed, mechanism);
        QCOMPARE(body.value(QLatin1String("attestation")).toObject(), mechanism);
        for (const char *name : {"etag", "createdDateTimeUtc", "lastUpdatedDateTimeUtc", "registrationState"})
            QVERIFY(!body.contains(QLatin1String(name)));
        QVERIFY(rehome::wire::sameSettings(body, fullIndividual()));
        QCOMPARE(putBody(listed, {}).value(QLatin1String("attestation")).toObject(),
                 json(R"({"type":"symmetricKey"})"));
    }
};

REHOME_TEST(PatchingTest);
#include "PatchingTest.moc"
