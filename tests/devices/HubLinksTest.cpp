// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceFleet.h"
#include "app/devices/DeviceTwin.h"
#include "models/wire/Sas.h"
#include "tests/devices/FleetProbe.h"
#include "tests/devices/Pump.h"
#include "tests/devices/ScriptedHub.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::devices;
using namespace rehome::test;

namespace {

ScriptedReply provisioning(const ScriptedRequest &request)
{
    return request.method == "PUT" ? ScriptedReply{202, "1", pumpUnderWay} : ScriptedReply{200, {}, pumpAssigned()};
}

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

/// One that has something to report.
DeviceSpec reportingPump(const QString &registrationId = pumpId)
{
    DeviceSpec spec = pumpThatKnows(pumpHub, registrationId);
    spec.reported = json(R"({"firmware":"1.4"})");
    return spec;
}

struct Scene
{
    ScriptedServer server{provisioning, "localhost,hub-a.localhost"};
    ScriptedHub hub{server};
    FleetProbe probe;
    DeviceFleet fleet;

    bool start(std::vector<DeviceSpec> specs, int mostConnected = 200)
    {
        FleetSettings settings = settingsWithHubs(server);
        settings.hubMqttPort = hub.port();
        settings.mostConnected = mostConnected;
        return fleet.start(settings, std::move(specs), probe.sink()).has_value();
    }
    QJsonObject reported(const QString &device = pumpId)
    {
        return hub.twins[device].value(QLatin1String("reported")).toObject();
    }
};

} // namespace

/// The devices' MQTT connections to their hubs: reports, the direct method, the desired property.
class HubLinksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatADeviceReports_data()
    {
        QTest::addColumn<QByteArray>("twin");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<bool>("reprovision");
        QTest::newRow("first") << QByteArray(R"({"desired":{},"reported":{}})")
                               << QByteArray(R"({"a":1,"b":{"c":2},"starts":1})") << false;
        QTest::newRow("again") << QByteArray(R"({"desired":{"x":1},"reported":{"a":1,"b":{"c":2},"starts":4}})")
                               << QByteArray(R"({"starts":5})") << false;
        QTest::newRow("changed") << QByteArray(R"({"reported":{"a":7,"b":{"c":2},"starts":4,"old":1}})")
                                 << QByteArray(R"({"a":1,"starts":5})") << false;
        QTest::newRow("trigger") << QByteArray(R"({"desired":{"reprovision":"7"},"reported":{"a":1,"b":{"c":2}}})")
                                 << QByteArray(R"({"reprovision":"7","starts":1})") << true;
        QTest::newRow("old trigger")
            << QByteArray(R"({"desired":{"reprovision":"7"},"reported":{"a":1,"b":{"c":2},"reprovision":"7"}})")
            << QByteArray(R"({"starts":1})") << false;
        QTest::newRow("trigger taken away")
            << QByteArray(R"({"desired":{"reprovision":null},"reported":{"a":1,"b":{"c":2}}})")
            << QByteArray(R"({"starts":1})") << false;
    }
    void whatADeviceReports()
    {
        QFETCH(QByteArray, twin);
        QFETCH(QByteArray, patch);
        QFETCH(bool, reprovision);
        const TwinReport report = twinReport(json(twin.constData()), json(R"({"a":1,"b":{"c":2}})"));
        QCOMPARE(report.patch, json(patch.constData()));
        QCOMPARE(report.reprovision, reprovision);
    }

    void hubTopics()
    {
        const auto answer = readHubTopic(QStringLiteral("$iothub/twin/res/204/?$rid=7&$version=3"));
        QVERIFY(answer && answer->kind == HubTopic::Kind::TwinAnswer && answer->status == 204);
        QCOMPARE(answer->requestId, QStringLiteral("7"));
        const auto method = readHubTopic(QStringLiteral("$iothub/methods/POST/reprovision/?$rid=a"));
        QVERIFY(method && method->kind == HubTopic::Kind::Method && method->method == QLatin1String("reprovision"));
        QCOMPARE(method->requestId, QStringLiteral("a"));
        const auto desired = readHubTopic(QStringLiteral("$iothub/twin/PATCH/properties/desired/?$version=3"));
        QVERIFY(desired && desired->kind == HubTopic::Kind::Desired);
        for (const char *other : {"", "$iothub", "$iothub/methods/res/200/?$rid=1", "devices/pump-1/messages/x"})
            QVERIFY(!readHubTopic(QString::fromLatin1(other)));
    }

    void reportsAndHangsUp()
    {
        Scene scene;
        scene.hub.twins[pumpId] = json(R"({"desired":{},"reported":{"starts":3}})");
        QVERIFY(scene.start({reportingPump()}));
        scene.fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 15'000);
        QCOMPARE(scene.reported(), json(R"({"firmware":"1.4","starts":4})"));
        QTRY_VERIFY(scene.hub.connections().first()->saidGoodbye);
        QTRY_VERIFY(!scene.hub.connections().first()->socket);
        QCOMPARE(scene.fleet.counters().connected, 0);
        QCOMPARE(scene.fleet.counters().twinReports, 1);
        QCOMPARE(scene.server.requests().size(), 0); // neither telemetry nor the provisioning service
        const auto &seen = *scene.hub.connections().first();
        QCOMPARE(seen.clientId, pumpId);
        QCOMPARE(seen.userName, QStringLiteral("hub-a.localhost/pump-1/?api-version=2021-04-12"));
        QCOMPARE(seen.filters, QStringList(QStringLiteral("$iothub/twin/res/#")));
        const auto token = wire::parseSasToken(seen.password);
        QVERIFY(token && wire::sasSignatureMatches(*token, pumpKey));
        QCOMPARE(token->resource, QStringLiteral("hub-a.localhost/devices/pump-1"));
    }

    void takesTheDirectMethod()
    {
        Scene scene;
        DeviceSpec spec = reportingPump();
        spec.staysConnected = true;
        QVERIFY(scene.start({spec}));
        scene.fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().connected, 1, 15'000);
        const auto first = scene.hub.connections().last();
        scene.hub.call(QStringLiteral("dance"));
        scene.hub.call(QStringLiteral("reprovision"));
        QTRY_COMPARE_WITH_TIMEOUT(scene.probe.size(), 1, 15'000);
        QCOMPARE(scene.server.requests("PUT").size(), 1);
        QCOMPARE(scene.server.requests("POST").size(), 0); // told to register, it looks nothing up
        QStringList answers;
        for (const auto &[topic, payload] : first->published)
            if (topic.startsWith(QLatin1String("$iothub/methods/res/")))
                answers.append(topic);
        QCOMPARE(answers, (QStringList{QStringLiteral("$iothub/methods/res/404/?$rid=m1"),
                                       QStringLiteral("$iothub/methods/res/200/?$rid=m1")}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().connected, 1, 15'000); // connected again
        QCOMPARE(scene.fleet.counters().orders, 1);
        QTRY_COMPARE(scene.reported().value(QLatin1String("starts")).toInt(), 2);
    }

    void takesTheDesiredPropertyOnce()
    {
        Scene scene;
        DeviceSpec spec = reportingPump();
        spec.staysConnected = true;
        QVERIFY(scene.start({spec}));
        scene.fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().connected, 1, 15'000);
        const QJsonObject desired = json(R"({"reprovision":"monday","other":1})");
        scene.hub.twins[pumpId].insert(QStringLiteral("desired"), desired);
        scene.hub.setDesired(desired);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().orders, 1, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 2, 20'000);
        QCOMPARE(scene.reported().value(QLatin1String("reprovision")).toString(), QStringLiteral("monday"));
        scene.hub.setDesired(desired); // the same value again is no new order
        scene.hub.setDesired(json(R"({"other":2})"));
        scene.hub.call(QStringLiteral("reprovision")); // comes behind them
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 3, 20'000);
        QCOMPARE(scene.fleet.counters().orders, 2);
    }

    void comesBackWhenTheConnectionEnds()
    {
        Scene scene;
        DeviceSpec spec = reportingPump();
        spec.staysConnected = true;
        QVERIFY(scene.start({spec}));
        scene.fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().connected, 1, 15'000);
        scene.hub.hangUp();
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 2, 15'000);
        QCOMPARE(scene.fleet.counters().connected, 1);
        QCOMPARE(scene.server.requests().size(), 0);
    }

    void aRefusalLeadsBackToTheService()
    {
        Scene scene;
        scene.hub.code = wire::mqtt::ConnectCode::NotAuthorized;
        DeviceSpec spec = reportingPump();
        QVERIFY(scene.start({spec}));
        scene.fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.probe.count(DeviceOutcome::Failed), 1, 20'000);
        QCOMPARE(scene.server.requests("POST").size(), 1); // the look-up, which named nothing
        QCOMPARE(scene.server.requests("PUT").size(), 1);
        QCOMPARE(scene.fleet.counters().hubRefused, 2);
        QCOMPARE(scene.fleet.counters().busy, 0);
    }

    void placesAreLimited()
    {
        Scene scene;
        std::vector<DeviceSpec> specs;
        std::vector<quint32> all;
        for (quint32 i = 0; i < 12; ++i) {
            specs.push_back(reportingPump(QStringLiteral("pump-%1").arg(i)));
            specs.back().staysConnected = true;
            all.push_back(i);
        }
        QVERIFY(scene.start(specs, 5));
        scene.fleet.reboot(all, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 12, 20'000);
        QCOMPARE(scene.fleet.counters().twinReports, 12);
        QCOMPARE(scene.fleet.counters().connected, 5);
        QCOMPARE(scene.hub.connections().size(), 12);
        scene.fleet.stop(); // with connections open
        QCOMPARE(scene.fleet.counters().connected, 0);
    }
};

REHOME_TEST(HubLinksTest);
#include "HubLinksTest.moc"
