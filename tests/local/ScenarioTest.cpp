// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;
using rehome::local::loadScenario;
using rehome::local::parseScenario;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// Scenario files (contract, "Scenario file") and what seeding makes of them.
class ScenarioTest : public QObject
{
    Q_OBJECT

private slots:
    void emptySectionsOfATwinAreKnown()
    {
        const auto scenario = parseScenario(
            R"({"hubs":[{"name":"hub-a"}],"quotas":{"bulkItems":3,"caCertificates":1},"enrollmentGroups":[{"enrollmentGroupId":"g","attestation":{"type":"symmetricKey"},"initialTwin":{"tags":{},"properties":{"desired":{}}}}]})",
            s("file"));
        QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
        QCOMPARE(scenario->enrollmentGroups.at(0).value(s("initialTwin")).toObject().value(s("properties")),
                 QJsonValue(QJsonObject{{s("desired"), QJsonObject()}}));
        QCOMPARE(scenario->limits.bulkItems, 3);
        QCOMPARE(scenario->limits.caCertificates, 1);
        QCOMPARE(scenario->limits.x509Groups, 100);
        Harness harness;
        QVERIFY(harness.start(*scenario));
        QCOMPARE(harness.admin("GET", s("/enrollmentGroups/g"))
                     .json()
                     .value(s("initialTwin"))
                     .toObject()
                     .value(s("properties")),
                 QJsonValue(QJsonObject{{s("desired"), QJsonObject()}}));
    }

    void mistakesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("named");
        QTest::newRow("broken JSON") << QByteArray("{\n  \"hubs\": [,]\n}") << s("line 2, column");
        QTest::newRow("no object") << QByteArray("[]") << s("object");
        QTest::newRow("no hubs") << QByteArray("{}") << s("hubs:");
        QTest::newRow("unknown key") << QByteArray(R"({"hubs":[],"titel":"x"})") << s("titel:");
        QTest::newRow("unknown nested key")
            << QByteArray(R"({"hubs":[{"name":"hub-a","wieght":2}]})") << s("hubs[0].wieght:");
        QTest::newRow("wrong type") << QByteArray(R"({"hubs":[{"name":"hub-a","allocationWeight":"2"}]})")
                                    << s("hubs[0].allocationWeight:");
        QTest::newRow("weight") << QByteArray(R"({"hubs":[{"name":"hub-a","allocationWeight":1001}]})")
                                << s("hubs[0].allocationWeight:");
        QTest::newRow("custom for all") << QByteArray(R"({"hubs":[],"allocationPolicy":"custom"})")
                                        << s("allocationPolicy:");
        QTest::newRow("hub twice") << QByteArray(R"({"hubs":[{"name":"hub-a"},{"name":"hub-a"}]})")
                                   << s("hubs[1].name:");
        QTest::newRow("hub name") << QByteArray(R"({"hubs":[{"name":"Hub A"}]})") << s("hubs[0].name:");
        QTest::newRow("quota") << QByteArray(R"({"hubs":[],"quotas":{"registrationsPerMinute":0}})")
                               << s("quotas.registrationsPerMinute:");
        QTest::newRow("hubs over their quota")
            << QByteArray(R"({"hubs":[{"name":"hub-a"},{"name":"hub-b"}],"quotas":{"linkedHubs":1}})") << s("hubs:");
        QTest::newRow("quota out of range")
            << QByteArray(R"({"hubs":[],"quotas":{"bulkItems":100000}})") << s("quotas.bulkItems:");
        QTest::newRow("member of a twin")
            << QByteArray(
                   R"({"hubs":[],"enrollments":[{"registrationId":"a","attestation":{"type":"symmetricKey"},"initialTwin":{"desired":{}}}]})")
            << s("enrollments[0].initialTwin.desired:");
        QTest::newRow("quota key") << QByteArray(R"({"hubs":[],"quotas":{"perMinute":5}})") << s("quotas.perMinute:");
        QTest::newRow("delay") << QByteArray(R"({"hubs":[],"assignDelayMs":-1})") << s("assignDelayMs:");
        QTest::newRow("enrollment") << QByteArray(R"({"hubs":[],"enrollments":[{"registrationId":"a"}]})")
                                    << s("enrollments[0]");
        QTest::newRow("enrollment key")
            << QByteArray(
                   R"({"hubs":[],"enrollments":[{"registrationId":"a","attestation":{"type":"symmetricKey"},"polcy":1}]})")
            << s("enrollments[0].polcy:");
        QTest::newRow("enrollment twice")
            << QByteArray(
                   R"({"hubs":[],"enrollments":[{"registrationId":"a","attestation":{"type":"symmetricKey"}},{"registrationId":"A","attestation":{"type":"symmetricKey"}}]})")
            << s("enrollments[1]");
        QTest::newRow("hub that is not there")
            << QByteArray(
                   R"({"hubs":[{"name":"hub-a"}],"enrollments":[{"registrationId":"a","attestation":{"type":"symmetricKey"},"iotHubs":["hub-b.localhost"]}]})")
            << s("enrollments[0].iotHubs:");
        QTest::newRow("group that is not there")
            << QByteArray(R"({"hubs":[],"devices":[{"group":"line-7","count":1,"prefix":"a-"}]})")
            << s("devices[0].group:");
        QTest::newRow("enrollment that is not there")
            << QByteArray(R"({"hubs":[],"devices":[{"registrationIds":["x"]}]})") << s("devices[0].registrationIds:");
        QTest::newRow("initially")
            << QByteArray(
                   R"({"hubs":[],"enrollmentGroups":[{"enrollmentGroupId":"g","attestation":{"type":"symmetricKey"}}],"devices":[{"group":"g","count":1,"prefix":"a-","initially":"there"}]})")
            << s("devices[0].initially:");
        QTest::newRow("apiVersion")
            << QByteArray(
                   R"({"hubs":[],"enrollmentGroups":[{"enrollmentGroupId":"g","attestation":{"type":"symmetricKey"}}],"devices":[{"group":"g","count":1,"prefix":"a-","apiVersion":"v2"}]})")
            << s("devices[0].apiVersion:");
    }

    void mistakesAreNamedWithTheirPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, named);
        const auto scenario = parseScenario(json, s("file.json"));
        QVERIFY(!scenario);
        QCOMPARE(scenario.error().kind, rehome::ErrorKind::BadInput);
        QVERIFY(scenario.error().message.startsWith(s("file.json")));
        QVERIFY2(scenario.error().message.contains(named), qPrintable(scenario.error().message));
    }

    void defaultsAreTheProtocols()
    {
        const auto scenario = parseScenario(R"({"hubs":[]})", s("f"));
        QVERIFY(scenario);
        QCOMPARE(scenario->limits.registrationsPerMinute, 1000);
        QCOMPARE(scenario->limits.operationsPerMinute, 1000);
    }

    void embeddedOnesLoad()
    {
        for (const char *name : {"demo", "quarantine"}) {
            const auto scenario = loadScenario(s(name));
            QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
            QVERIFY(!scenario->hubs.isEmpty());
        }
        const auto missing = loadScenario(s("no-such-scenario"));
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(s("no-such-scenario")));
    }

    void seedsAssignedDevicesWithTheirTwins()
    {
        const QByteArray json =
            R"({"idScope": "0ne00SEEDED", "hubs": [{"name": "hub-a", "region": "westeurope"}, {"name": "hub-b", "region": "eastus"}],
            "defaultRegion": "westeurope",
            "enrollmentGroups": [{"enrollmentGroupId": "line", "attestation": {"type": "symmetricKey"}, "allocationPolicy": "geoLatency"}],
            "enrollments": [{"registrationId": "solo", "attestation": {"type": "symmetricKey"}, "deviceId": "machine", "iotHubs": ["hub-a.localhost"],
                             "initialTwin": {"tags": {"site": "x"}, "properties": {"desired": {"rate": 5}}}}],
            "devices": [{"group": "line", "count": 12, "prefix": "l-", "region": "eastus", "initially": "assigned"},
                        {"registrationIds": ["solo"], "initially": "assigned"},
                        {"group": "line", "count": 3, "prefix": "new-"}]})";
        Harness one, two;
        QVERIFY(one.start(Harness::scenario(json)));
        QVERIFY(two.start(Harness::scenario(json)));
        const QJsonArray records = one.admin("POST", s("/registrations/line/query")).array();
        QCOMPARE(records.size(), 12);
        QSet<QString> times;
        for (const QJsonValue &value : records) {
            const QJsonObject record = value.toObject();
            QCOMPARE(record.value(QLatin1String("status")).toString(), s("assigned"));
            QCOMPARE(record.value(QLatin1String("assignedHub")).toString(),
                     s("hub-b.localhost")); // the nearest to eastus
            times.insert(record.value(QLatin1String("createdDateTimeUtc")).toString());
        }
        QCOMPARE(records.first().toObject().value(QLatin1String("registrationId")).toString(), s("l-0001"));
        QVERIFY(times.size() > 6);
        // Entries are older than what was registered by them.
        const QString entryTime =
            one.admin("GET", s("/enrollmentGroups/line")).json().value(QLatin1String("createdDateTimeUtc")).toString();
        QVERIFY(entryTime < *std::min_element(times.begin(), times.end()));
        const QJsonObject twin = one.hub("GET", s("hub-a"), s("/twins/machine")).json();
        QCOMPARE(twin.value(QLatin1String("tags")).toObject().value(QLatin1String("site")).toString(), s("x"));
        const QJsonObject reported =
            twin.value(QLatin1String("properties")).toObject().value(QLatin1String("reported")).toObject();
        QVERIFY(reported.contains(QLatin1String("firmware")));
        const QJsonObject other = two.hub("GET", s("hub-a"), s("/twins/machine"))
                                      .json()
                                      .value(QLatin1String("properties"))
                                      .toObject()
                                      .value(QLatin1String("reported"))
                                      .toObject();
        QCOMPARE(other.value(QLatin1String("firmware")),
                 reported.value(QLatin1String("firmware"))); // the same on every folder
        QCOMPARE(one.admin("GET", s("/registrations/new-0001")).status, 404);
        // Keys are made per folder.
        QVERIFY(one.individual(s("solo")) != two.individual(s("solo")));
        const QString groupKey = one.group(s("line"), {{s("allocationPolicy"), s("geoLatency")}});
        const QJsonObject state = one.registered(s("new-0001"), one.derived(groupKey, s("new-0001")));
        QCOMPARE(state.value(QLatin1String("assignedHub")).toString(), s("hub-a.localhost")); // defaultRegion
    }

    void devicesTravel()
    {
        // "As a device moves between locations, network latency is improved by having the device migrated to a closer
        // IoT hub." (reprovisioning concepts, Geolocation)
        Harness harness;
        QVERIFY(harness.start(Harness::scenario(
            R"({"idScope": "0ne00TRAVEL", "assignDelayMs": 0, "defaultRegion": "westeurope",
                "hubs": [{"name": "hub-a", "region": "westeurope"}, {"name": "hub-b", "region": "southeastasia"}]})")));
        const QString key = harness.group(s("boxes"), {{s("allocationPolicy"), s("geoLatency")}});
        const auto hubOf = [&](const char *id) {
            return harness.registered(s(id), harness.derived(key, s(id)))
                .value(QLatin1String("assignedHub"))
                .toString();
        };
        QCOMPARE(hubOf("box-1"), s("hub-a.localhost"));
        QCOMPARE(hubOf("box-2"), s("hub-a.localhost"));
        QVERIFY(harness.order("device Box-1,box-3 region southeastasia"));
        QCOMPARE(hubOf("box-2"), s("hub-a.localhost")); // did not travel
        QCOMPARE(hubOf("box-3"), s("hub-b.localhost"));
        harness.restart();
        QCOMPARE(hubOf("box-1"), s("hub-b.localhost")); // the order was stored
        QVERIFY(harness.order("device box-1 region westeurope"));
        QCOMPARE(hubOf("box-1"), s("hub-a.localhost"));
        for (const char *wrong : {"device box-1 region atlantis", "device , region eastus",
                                  "device box/1 region eastus", "device box-1 region"})
            QVERIFY2(!harness.order(wrong), wrong);
    }
};

REHOME_TEST(ScenarioTest);
#include "ScenarioTest.moc"
