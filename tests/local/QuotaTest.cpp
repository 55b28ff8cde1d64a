// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// Quotas and refusals (contract, rehomectl serve).
class QuotaTest : public QObject
{
    Q_OBJECT

private slots:
    void registrationsAreCountedApart()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario(), [](auto &settings) { settings.registrationsPerMinute = 4; }));
        const QString key = harness.individual(s("dev"));
        const QString wrong = harness.individual(s("other"));
        for (int i = 0; i < 6; ++i)
            QCOMPARE(harness.registerDevice(s("dev"), wrong).status, 401); // not counted
        QCOMPARE(harness.registerDevice(s("dev"), key).status, 202);
        QCOMPARE(harness.device("POST", QString(), s("dev"), key).status, 200); // a lookup counts
        const QString path = s("/%1/registrations/dev/register?api-version=2021-06-01").arg(harness.endpoint.idScope);
        QCOMPARE(harness.send("PUT", path, "{", {{"Authorization", harness.deviceToken(s("dev"), key)}}).status,
                 400); // counts, whatever its result
        const Answer last = harness.registerDevice(s("dev"), key);
        QCOMPARE(last.status, 202);
        for (int i = 0; i < 3; ++i) { // refused ones are not counted and stay refused
            const Answer refused = harness.registerDevice(s("dev"), key);
            QCOMPARE(refused.status, 429);
            QCOMPARE(refused.errorCode(), 429001);
            const int after = refused.headers.value("retry-after").toInt();
            QVERIFY(after >= 1 && after <= 60);
        }
        const QString operation = s("/operations/") + last.json().value(QLatin1String("operationId")).toString();
        QCOMPARE(harness.device("GET", operation, s("dev"), key).status, 200); // polls are not registrations
        QCOMPARE(harness.admin("GET", s("/enrollments/dev")).status, 200);     // nor are operations
        const auto counters = harness.service->counters();
        QCOMPARE(counters.registrations, 4);
        QCOMPARE(counters.throttledRegistrations, 3);
        QCOMPARE(counters.unauthorized, 6);
        QCOMPARE(counters.polls, 1);
    }

    void operationsAreCountedApart()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        const QString key = harness.individual(s("dev"));
        QVERIFY(harness.service->control(s("quota operations 3"))); // the minute runs already: more than 3 were used
        const Answer refused = harness.admin("GET", s("/enrollments/dev"));
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.errorCode(), 429001);
        QVERIFY(refused.headers.value("retry-after").toInt() >= 1);
        QCOMPARE(harness.send("GET", s("/enrollments/dev?api-version=2021-10-01"), {}, {}).status,
                 401); // authentication first
        QCOMPARE(harness.registerDevice(s("dev"), key).status, 202);
        QVERIFY(harness.service->control(s("quota operations 1000")));
        QCOMPARE(harness.admin("GET", s("/enrollments/dev")).status, 200);
    }

    void pollsAreThrottledPerDevice()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario(), [](auto &settings) {
            settings.limits.insert(s("polls"), 2);
            settings.registrationsPerMinute = 2;
        }));
        const QString key = harness.individual(s("dev")), other = harness.individual(s("other"));
        const auto operationOf = [&harness](const QString &id, const QString &deviceKey) {
            return s("/operations/") +
                   harness.registerDevice(id, deviceKey).json().value(QLatin1String("operationId")).toString();
        };
        const QString operation = operationOf(s("dev"), key), second = operationOf(s("other"), other);
        QCOMPARE(harness.registerDevice(s("dev"), key).status, 429); // PUT: its own throttle, used up
        for (int i = 0; i < 2; ++i)
            QCOMPARE(harness.device("GET", operation, s("dev"), key).status, 200);
        const Answer refused = harness.device("GET", operation, s("dev"), key);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.errorCode(), 429001);
        const int after = refused.headers.value("retry-after").toInt();
        QVERIFY(after >= 1 && after <= 10);
        QCOMPARE(harness.device("GET", second, s("other"), other).status, 200); // each device by itself
        QVERIFY(harness.service->control(s("quota polls 50")));
        QCOMPARE(harness.device("GET", operation, s("dev"), key).status, 200);
    }

    void whatTheServiceHoldsIsLimited()
    {
        Harness harness;
        QVERIFY(harness.start(
            Harness::scenario(R"({"idScope": "0ne00LIMITS", "assignDelayMs": 0, "hubs": [{"name": "hub-a"}],
                "quotas": {"records": 1, "individualEnrollments": 2, "symmetricKeyGroups": 1, "messageBytes": 200,
                           "bulkItems": 2}})")));
        const QString first = harness.individual(s("a")), second = harness.individual(s("b"));
        const auto put = [&harness](const QString &path, const char *idMember, const QString &id) {
            return harness.admin("PUT", path + id,
                                 {{s(idMember), id}, {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}}});
        };
        QCOMPARE(put(s("/enrollments/"), "registrationId", s("c")).status, 400);
        harness.individual(s("a"), {{s("deviceId"), s("changed")}}); // a change needs no room
        harness.group(s("line"));
        QCOMPARE(put(s("/enrollmentGroups/"), "enrollmentGroupId", s("line-2")).status, 400);
        QVERIFY(harness.service->control(s("quota individual-enrollments 3")));
        QCOMPARE(put(s("/enrollments/"), "registrationId", s("c")).status, 200);

        QCOMPARE(harness.registerDevice(s("a"), first).status, 202);
        QCOMPARE(harness.registerDevice(s("b"), second).status, 400); // the one record is a's
        QVERIFY(harness.service->control(s("quota records 2")));
        QCOMPARE(harness.registerDevice(s("b"), second).status, 202);

        const QString path = s("/%1/registrations/a/register?api-version=2021-06-01").arg(harness.endpoint.idScope);
        const QByteArray large =
            toBytes({{s("registrationId"), s("a")}, {s("payload"), QJsonObject{{s("x"), QString(200, u'x')}}}});
        QCOMPARE(harness.send("PUT", path, large, {{"Authorization", harness.deviceToken(s("a"), first)}}).status, 400);

        QJsonArray three;
        for (const char *id : {"a", "b", "c"})
            three.append(QJsonObject{{s("registrationId"), s(id)}});
        const QJsonObject bulk{{s("mode"), s("delete")}, {s("enrollments"), three}};
        QCOMPARE(harness.admin("POST", s("/enrollments"), bulk).status, 400);
        QVERIFY(harness.service->control(s("quota bulk-items 3")));
        harness.restart(); // settings stay
        QCOMPARE(harness.admin("POST", s("/enrollments"), bulk).status, 200);
        QCOMPARE(harness.admin("GET", s("/enrollments/a")).status, 404);
    }

    void groupsAreCountedByAttestation()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario(), [](auto &settings) {
            settings.limits.insert(s("symmetric-key-groups"), 1);
            settings.limits.insert(s("x509-groups"), 1);
        }));
        harness.group(s("keys"));
        const QJsonObject byCa{
            {s("type"), s("x509")},
            {s("x509"), QJsonObject{{s("caReferences"), QJsonObject{{s("primary"), s("factory-ca")}}}}}};
        const auto put = [&harness](const char *id, const QJsonObject &attestation, const Headers &headers = {}) {
            return harness
                .admin("PUT", s("/enrollmentGroups/") + s(id),
                       {{s("enrollmentGroupId"), s(id)}, {s("attestation"), attestation}}, headers)
                .status;
        };
        QCOMPARE(put("certificates", byCa), 200);
        QCOMPARE(put("certificates-2", byCa), 400);
        QCOMPARE(put("keys-2", {{s("type"), s("symmetricKey")}}), 400);
        // A group that changes sides is counted on the other one.
        QCOMPARE(put("certificates", {{s("type"), s("symmetricKey")}}, {{"If-Match", "*"}}), 400);
        QCOMPARE(put("certificates", byCa, {{"If-Match", "*"}}), 200);
    }

    void controlRefusesNonsense()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        for (const char *order : {"", "hub", "hub hub-a", "hub hub-a fast", "hub nowhere up", "quota registrations 0",
                                  "quota registrations x", "quota bulk-items 100000", "quota mischief 5",
                                  "scenario step", "scenario run"}) {
            const auto outcome = harness.service->control(s(order));
            QVERIFY2(!outcome, order);
            QCOMPARE(outcome.error().kind, rehome::ErrorKind::BadInput);
        }
        const auto done = harness.service->control(s("hub hub-a.localhost throttle"));
        QVERIFY(done);
        const Answer throttled = harness.hub("GET", s("hub-a"), s("/devices/x"));
        QCOMPARE(throttled.status, 429);
        QVERIFY(throttled.headers.contains("retry-after"));
        QVERIFY(throttled.body.contains("ThrottlingException"));
    }

    void scenarioStepsChangeEnrollments()
    {
        Harness harness;
        rehome::local::Scenario scenario = Harness::scenario(R"({"idScope": "0ne00STEPS0", "assignDelayMs": 0,
            "hubs": [{"name": "hub-a"}, {"name": "hub-b"}],
            "enrollmentGroups": [{"enrollmentGroupId": "line", "attestation": {"type": "symmetricKey"}, "iotHubs": ["hub-a.localhost"],
                                  "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": true}}],
            "steps": [{"text": "look"},
                      {"text": "move", "action": {"change": [{"group": "line", "set": {"iotHubs": ["hub-b.localhost"], "reprovisionPolicy": null}}]}},
                      {"text": "isolate", "action": {"change": [{"enrollment": "line-1", "keyOfGroup": "line",
                          "create": {"attestation": {"type": "symmetricKey"}, "iotHubs": ["hub-a.localhost"]}}]}},
                      {"text": "return", "action": {"change": [{"enrollment": "line-1", "delete": true}]}}]})");
        QVERIFY(harness.start(scenario));
        const QString key = harness.derived(harness.admin("POST", s("/enrollmentGroups/line/attestationmechanism"))
                                                .json()
                                                .value(QLatin1String("symmetricKey"))
                                                .toObject()
                                                .value(QLatin1String("primaryKey"))
                                                .toString(),
                                            s("line-1"));
        const auto step = harness.service->control(s("scenario step"));
        QVERIFY(step);
        QVERIFY(step->contains(s("move")));
        const QJsonObject group = harness.admin("GET", s("/enrollmentGroups/line")).json();
        QCOMPARE(group.value(QLatin1String("iotHubs")).toArray(), QJsonArray{s("hub-b.localhost")});
        QVERIFY(!group.contains(QLatin1String("reprovisionPolicy")));
        QVERIFY(harness.service->control(s("scenario step")));
        // The device is recognised by the key it has already.
        QCOMPARE(harness.registered(s("line-1"), key).value(QLatin1String("assignedHub")).toString(),
                 s("hub-a.localhost"));
        harness.restart();
        QVERIFY(harness.service->control(s("scenario step"))); // goes on where it was
        QCOMPARE(harness.admin("GET", s("/enrollments/line-1")).status, 404);
        QVERIFY(!harness.service->control(s("scenario step")));
    }
};

REHOME_TEST(QuotaTest);
#include "QuotaTest.moc"
