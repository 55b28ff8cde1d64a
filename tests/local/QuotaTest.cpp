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

    void controlRefusesNonsense()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        for (const char *order : {"", "hub", "hub hub-a", "hub hub-a fast", "hub nowhere up", "quota registrations 0",
                                  "quota registrations x", "quota polls 5", "scenario step", "scenario run"}) {
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
