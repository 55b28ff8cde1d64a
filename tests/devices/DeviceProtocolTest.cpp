// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceFactory.h"
#include "app/devices/DeviceFleet.h"
#include "app/devices/DeviceMessages.h"
#include "models/wire/Sas.h"
#include "tests/devices/FleetProbe.h"
#include "tests/devices/Pump.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::devices;
using namespace rehome::test;

/// What goes over the wire, and how each answer is followed (protocol facts, section 4; concepts document, the tip).
class DeviceProtocolTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void registersAndPollsAsTheProtocolSays()
    {
        ScriptedServer server([](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT")
                return {202, "1", pumpUnderWay};
            return {200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settingsFor(server), {pump(QStringLiteral("pump:1"))}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::FirstAssignment), 1, 15'000);
        const auto report = probe.reports().front();
        QCOMPARE(report.hub, QStringLiteral("hub-a.localhost"));
        QCOMPARE(report.httpStatus, 200);

        const auto requests = server.requests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0].method, QByteArray("PUT"));
        QCOMPARE(requests[0].target, QByteArray("/0ne00TEST01/registrations/pump%3A1/register?api-version=2019-03-31"));
        QCOMPARE(requests[0].body, QByteArray(R"({"registrationId":"pump:1"})"));
        QCOMPARE(requests[1].method, QByteArray("GET"));
        QCOMPARE(requests[1].target,
                 QByteArray("/0ne00TEST01/registrations/pump%3A1/operations/5.0.op-1?api-version=2019-03-31"));
        const auto token = wire::parseSasToken(requests[0].authorization);
        QVERIFY(token);
        QCOMPARE(token->resource, pumpScope + QStringLiteral("/registrations/pump:1"));
        QCOMPARE(token->keyName, QStringLiteral("registration"));
        QVERIFY(wire::sasSignatureMatches(*token, pumpKey));
        QVERIFY(token->expiresUnixSeconds > QDateTime::currentSecsSinceEpoch() + 600);
    }

    void looksUpBeforeItRegisters()
    {
        // "you should attempt to use the Device Registration Status Lookup API"
        ScriptedServer server([](const ScriptedRequest &) -> ScriptedReply { return {200, {}, pumpRecord()}; });
        FleetProbe probe;
        DeviceFleet fleet;
        DeviceSpec spec = pump();
        spec.knowsHub = true;
        spec.keepsHub = false;
        QVERIFY(fleet.start(settingsFor(server), {spec}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::Unchanged), 1, 15'000);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests()[0].method, QByteArray("POST"));
        QCOMPARE(server.requests()[0].target, QByteArray("/0ne00TEST01/registrations/pump-1?api-version=2019-03-31"));
        QCOMPARE(fleet.counters().lookups, 1);
        QCOMPARE(fleet.counters().registrations, 0);
    }

    void registersWhenTheLookupFails()
    {
        // "If that fails, then try to reprovision"
        ScriptedServer server([](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "POST")
                return {404, {}, R"({"errorCode":404202,"message":"none"})"};
            return request.method == "PUT" ? ScriptedReply{202, "1", pumpUnderWay}
                                           : ScriptedReply{200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        DeviceSpec spec = pump();
        spec.knowsHub = true;
        spec.keepsHub = false;
        QVERIFY(fleet.start(settingsFor(server), {spec}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(fleet.counters().finished, 1, 15'000);
        QCOMPARE(server.requests("POST").size(), 1);
        QCOMPARE(server.requests("PUT").size(), 1);
    }

    void connectsToItsOwnHubWithoutAsking()
    {
        // "it's possible to save the IoT Hub information directly on the device to connect directly to IoT Hub"
        ScriptedServer server([](const ScriptedRequest &request) -> ScriptedReply {
            return request.method == "PUT" ? ScriptedReply{202, "1", pumpUnderWay}
                                           : ScriptedReply{200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        DeviceSpec knowing = pump();
        knowing.knowsHub = true;
        knowing.cachedHub = QStringLiteral("hub-a.localhost");
        QVERIFY(fleet.start(settingsFor(server), {knowing, pump(QStringLiteral("pump-2"))}, probe.sink()));
        fleet.reboot({0}, 0, false);
        fleet.reboot({1}, 0, false); // comes after it on the same agenda
        QTRY_COMPARE_WITH_TIMEOUT(fleet.counters().finished, 1, 15'000);
        for (const auto &request : server.requests())
            QVERIFY(request.target.contains("pump-2"));
        fleet.reboot({0}, 0, true); // a manual trigger registers all the same
        QTRY_COMPARE_WITH_TIMEOUT(probe.countOf(0, DeviceOutcome::Unchanged), 1, 15'000);
    }

    void waitsForRetryAfter()
    {
        // "For 429 errors, only retry after the time indicated in the Retry-After header."
        int refusals = 0;
        QElapsedTimer clock;
        qint64 refusedAt = 0, cameBackAt = 0;
        ScriptedServer server([&](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT" && refusals++ == 0) {
                refusedAt = clock.elapsed();
                return {429, "3", R"({"errorCode":429001,"message":"later"})"};
            }
            if (request.method == "PUT") {
                cameBackAt = clock.elapsed();
                return {202, "1", pumpUnderWay};
            }
            return {200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        clock.start();
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::FirstAssignment), 1, 30'000);
        QCOMPARE(probe.count(DeviceOutcome::Throttled), 1);
        QCOMPARE(probe.reports().front().httpStatus, 429);
        QVERIFY2(cameBackAt - refusedAt >= 2'950, qPrintable(QString::number(cameBackAt - refusedAt)));
    }

    void impatientDevicesComeBackTooEarly()
    {
        int refusals = 0;
        ScriptedServer server([&](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT" && refusals++ < 2)
                return {429, "60", "{}"};
            return request.method == "PUT" ? ScriptedReply{202, "1", pumpUnderWay}
                                           : ScriptedReply{200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        DeviceSpec patient = pump(QStringLiteral("pump-2"));
        DeviceSpec impatient = pump();
        impatient.honoursRetryAfter = false;
        QVERIFY(fleet.start(settingsFor(server), {patient, impatient}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.countOf(0, DeviceOutcome::Throttled), 1, 15'000);
        fleet.reboot({1}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.countOf(1, DeviceOutcome::FirstAssignment), 1, 20'000);
        QCOMPARE(probe.countOf(1, DeviceOutcome::Throttled), 1);
        QCOMPARE(probe.countOf(0, DeviceOutcome::FirstAssignment), 0);
        QCOMPARE(fleet.counters().busy, 1);
    }

    void backsOffFromABusyService_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("reports"); // of kind Failed
        QTest::newRow("5xx") << 503 << 1;
        QTest::newRow("own earlier request still at work") << 409 << 0;
    }
    void backsOffFromABusyService()
    {
        // "For 5xx errors, use exponential back-off, with the first retry at least 5 seconds after the response."
        QFETCH(int, status);
        QFETCH(int, reports);
        QElapsedTimer clock;
        qint64 refusedAt = -1, cameBackAt = -1;
        ScriptedServer server([&](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT" && refusedAt < 0) {
                refusedAt = clock.elapsed();
                return {status, {}, "{}"};
            }
            if (request.method == "PUT") {
                cameBackAt = clock.elapsed();
                return {202, "1", pumpUnderWay};
            }
            return {200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        clock.start();
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::FirstAssignment), 1, 40'000);
        QCOMPARE(probe.count(DeviceOutcome::Failed), reports);
        QVERIFY2(cameBackAt - refusedAt >= 4'950, qPrintable(QString::number(cameBackAt - refusedAt)));
    }

    void finalRefusalsAreNotRetried_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 404})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void finalRefusalsAreNotRetried()
    {
        QFETCH(int, status);
        ScriptedServer server([&](const ScriptedRequest &) -> ScriptedReply { return {status, {}, "{}"}; });
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::Failed), 1, 15'000);
        QCOMPARE(probe.reports().front().httpStatus, status);
        QCOMPARE(fleet.counters().busy, 0);
        QCOMPARE(fleet.counters().registrations, 1);
    }

    void asksAnewWhenTheOperationIsGone()
    {
        int polls = 0;
        ScriptedServer server([&](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT")
                return {202, "1", pumpUnderWay};
            return ++polls == 1 ? ScriptedReply{404, {}, "{}"} : ScriptedReply{200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::FirstAssignment), 1, 20'000);
        QCOMPARE(server.requests("PUT").size(), 2);
    }

    void keepsPollingWhileAssigning()
    {
        int polls = 0;
        ScriptedServer server([&](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT" || ++polls < 3)
                return {202, "2", pumpUnderWay};
            return {200, {}, pumpAssigned(pumpRecord("hub-b.localhost", "pump-1", "deviceDataMigrated"))};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        DeviceSpec spec = pump();
        spec.knowsHub = true;
        spec.cachedHub = QStringLiteral("hub-a.localhost");
        QVERIFY(fleet.start(settingsFor(server), {spec}, probe.sink()));
        fleet.reboot({0}, 0, true);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::Migrated), 1, 30'000);
        QCOMPARE(server.requests("GET").size(), 3);
        QCOMPARE(server.requests("PUT").size(), 1);
    }

    void rebootsAfterItsRequestHasEnded()
    {
        // What was changed while it polled reaches it with the next request, so a reboot then must not get lost.
        QList<QByteArray> methods;
        ScriptedServer server([&](const ScriptedRequest &request) -> ScriptedReply {
            methods.append(request.method);
            return request.method == "PUT" ? ScriptedReply{202, "1", pumpUnderWay}
                                           : ScriptedReply{200, {}, pumpAssigned()};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.reboot({0}, 0, true);
        QTRY_COMPARE_WITH_TIMEOUT(methods.size(), 1, 15'000);
        fleet.reboot({0, 0, 0}, 0, true);
        QTRY_COMPARE_WITH_TIMEOUT(fleet.counters().finished, 2, 30'000);
        QTRY_COMPARE(fleet.counters().busy, 0);
        QCOMPARE(methods, (QList<QByteArray>{"PUT", "GET", "PUT", "GET"}));
        QTRY_COMPARE(probe.count(DeviceOutcome::FirstAssignment), 1);
        QTRY_COMPARE(probe.count(DeviceOutcome::Unchanged), 1);
    }

    void repeatsOnceWhenAnIdleConnectionWasClosed()
    {
        ScriptedServer server([](const ScriptedRequest &request) -> ScriptedReply {
            if (request.method == "PUT")
                return {202, "1", pumpUnderWay, false, true};
            return {200, {}, pumpAssigned(), false, true};
        });
        FleetProbe probe;
        DeviceFleet fleet;
        FleetSettings settings = settingsFor(server);
        settings.connections = 1;
        QVERIFY(fleet.start(settings, {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::FirstAssignment), 1, 15'000);
        QCOMPARE(probe.count(DeviceOutcome::Unreachable), 0);
        QCOMPARE(server.connections(), 2);
    }

    void tellsWhenNobodyAnswers()
    {
        ScriptedServer server([](const ScriptedRequest &) -> ScriptedReply { return {200, {}, {}, true, false}; });
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.count(DeviceOutcome::Unreachable), 1, 15'000);
        QCOMPARE(fleet.counters().busy, 1); // it will try again
    }

    void trustsOnlyItsAuthorityAndTheName_data()
    {
        QTest::addColumn<QByteArray>("certificateName");
        QTest::addColumn<bool>("foreignAuthority");
        QTest::addColumn<bool>("trusted");
        QTest::newRow("right") << QByteArray("localhost") << false << true;
        QTest::newRow("other authority") << QByteArray("localhost") << true << false;
        QTest::newRow("other name") << QByteArray("dps.example") << false << false;
    }
    void trustsOnlyItsAuthorityAndTheName()
    {
        QFETCH(QByteArray, certificateName);
        QFETCH(bool, foreignAuthority);
        QFETCH(bool, trusted);
        const auto answer = [](const ScriptedRequest &) -> ScriptedReply { return {401, {}, "{}"}; };
        ScriptedServer server(answer, certificateName);
        ScriptedServer other(answer);
        FleetSettings settings = settingsFor(server);
        if (foreignAuthority)
            settings.caCertificatePath = other.caPath();
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settings, {pump()}, probe.sink()));
        fleet.reboot({0}, 0, false);
        QTRY_COMPARE_WITH_TIMEOUT(probe.size(), 1, 15'000);
        QCOMPARE(probe.count(trusted ? DeviceOutcome::Failed : DeviceOutcome::Unreachable), 1);
        QCOMPARE(server.requests().isEmpty(), !trusted); // no token is shown to a stranger
    }

    void refusesToStartOnBadInput()
    {
        ScriptedServer server([](const ScriptedRequest &) -> ScriptedReply { return {}; });
        DeviceFleet fleet;
        const auto empty = fleet.start(settingsFor(server), {}, {});
        QVERIFY(!empty);
        QCOMPARE(empty.error().kind, ErrorKind::BadInput);
        DeviceSpec bad = pump();
        bad.key = QStringLiteral("not base64!");
        const auto badKey = fleet.start(settingsFor(server), {bad}, {});
        QVERIFY(!badKey);
        QVERIFY(!badKey.error().message.contains(bad.key) && !badKey.error().detail.contains(bad.key));
        FleetSettings noFile = settingsFor(server);
        noFile.caCertificatePath = QStringLiteral("/nonexistent/ca.pem");
        const auto unreadable = fleet.start(noFile, {pump()}, {});
        QVERIFY(!unreadable);
        QCOMPARE(unreadable.error().kind, ErrorKind::Storage);
        QVERIFY(fleet.start(settingsFor(server), {pump()}, {}));
        QVERIFY(!fleet.start(settingsFor(server), {pump()}, {}));
    }

    void pausedDevicesAskNothing()
    {
        ScriptedServer server([](const ScriptedRequest &) -> ScriptedReply { return {401, {}, "{}"}; });
        FleetProbe probe;
        DeviceFleet fleet;
        QVERIFY(fleet.start(settingsFor(server), {pump()}, probe.sink()));
        fleet.setPaused(true);
        fleet.reboot({0}, 0, true);
        QTest::qWait(400);
        QVERIFY(server.requests().isEmpty());
        fleet.setPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 15'000);
    }

    void backgroundRebootsAreTheSameForTheSameSeed()
    {
        const auto firstTargets = [](quint64 seed) {
            ScriptedServer server([](const ScriptedRequest &) -> ScriptedReply { return {401, {}, "{}"}; });
            FleetSettings settings = settingsFor(server);
            settings.seed = seed;
            settings.connections = 1;
            std::vector<DeviceSpec> specs;
            std::vector<quint32> all;
            for (quint32 i = 0; i < 40; ++i) {
                specs.push_back(pump(QStringLiteral("pump-%1").arg(i)));
                all.push_back(i);
            }
            DeviceFleet fleet;
            if (!fleet.start(settings, specs, {}))
                return QList<QByteArray>();
            fleet.setBackgroundRate(200, all, true);
            [&] { QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 10, 15'000); }();
            fleet.setBackgroundRate(0, {}, true);
            QList<QByteArray> targets;
            for (const auto &request : server.requests().first(10))
                targets.append(request.target);
            return targets;
        };
        const auto once = firstTargets(7);
        QCOMPARE(once.size(), 10);
        QCOMPARE(firstTargets(7), once);
        QVERIFY(firstTargets(8) != once);
    }

    void outcomesAsTheDeviceCanTellThem_data()
    {
        using domain::RegistrationStatus;
        using domain::Substatus;
        QTest::addColumn<RegistrationStatus>("status");
        QTest::addColumn<Substatus>("substatus");
        QTest::addColumn<QString>("knownHub");
        QTest::addColumn<bool>("everRegistered");
        QTest::addColumn<DeviceOutcome>("outcome");
        const QString same = QStringLiteral("HUB-A.localhost"), other = QStringLiteral("hub-b.localhost");
        const auto on = RegistrationStatus::Assigned;
        QTest::newRow("first") << on << Substatus::InitialAssignment << QString() << false
                               << DeviceOutcome::FirstAssignment;
        QTest::newRow("again") << on << Substatus::InitialAssignment << same << true << DeviceOutcome::Unchanged;
        QTest::newRow("again, hub forgotten")
            << on << Substatus::InitialAssignment << QString() << true << DeviceOutcome::Unchanged;
        QTest::newRow("first after its record was deleted")
            << on << Substatus::InitialAssignment << other << true << DeviceOutcome::FirstAssignment;
        QTest::newRow("moved") << on << Substatus::DeviceDataMigrated << other << true << DeviceOutcome::Migrated;
        QTest::newRow("moved long ago") << on << Substatus::DeviceDataMigrated << same << true
                                        << DeviceOutcome::Unchanged;
        QTest::newRow("reset and moved") << on << Substatus::DeviceDataReset << other << true << DeviceOutcome::Reset;
        QTest::newRow("factory reset") << on << Substatus::DeviceDataReset << same << true << DeviceOutcome::Reset;
        QTest::newRow("disabled") << RegistrationStatus::Disabled << Substatus::None << same << true
                                  << DeviceOutcome::Disabled;
        QTest::newRow("failed") << RegistrationStatus::Failed << Substatus::None << same << true
                                << DeviceOutcome::Failed;
    }
    void outcomesAsTheDeviceCanTellThem()
    {
        QFETCH(domain::RegistrationStatus, status);
        QFETCH(domain::Substatus, substatus);
        QFETCH(QString, knownHub);
        QFETCH(bool, everRegistered);
        QFETCH(DeviceOutcome, outcome);
        domain::RegistrationState state;
        state.status = status;
        state.substatus = substatus;
        state.assignedHub = QStringLiteral("hub-a.localhost");
        QCOMPARE(outcomeOf(state, {everRegistered, knownHub}), outcome);
    }

    void behaviourIsReadStrictly()
    {
        const auto read = [](const char *json, bool assigned = false) {
            return behaviourFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("devices[2].behaviour"),
                                     assigned);
        };
        QVERIFY(read("{}", true)->knowsHub);
        QVERIFY(!read("{}", false)->knowsHub);
        const auto full = read(R"({"knowsHub":true,"keepsHub":false,"honoursRetryAfter":false,"reported":{"a":1}})");
        QVERIFY(full && full->knowsHub && !full->keepsHub && !full->honoursRetryAfter);
        QCOMPARE(full->reported.value(QLatin1String("a")).toInt(), 1);
        QVERIFY(!read(R"({"name":"forgetful"})")->keepsHub);
        QVERIFY(!read(R"({"name":"impatient"})")->honoursRetryAfter);
        QVERIFY(read(R"({"name":"steady"})")->keepsHub);
        QCOMPARE(read(R"({"sdk":"node-http"})")->client, domain::ClientProfile::NodeHttp);
        for (const char *wrong : {R"({"keepHub":true})", R"({"name":"lazy"})", R"({"keepsHub":1})",
                                  R"({"reported":[]})", R"({"sdk":"cobol"})"}) {
            const auto result = read(wrong);
            QVERIFY(!result);
            QVERIFY2(result.error().message.contains(QLatin1String("devices[2].behaviour.")),
                     qPrintable(result.error().message));
        }
    }

    void groupDevicesHaveTheDerivedKey()
    {
        // Vector of the protocol facts, section 4.
        const QString groupKey =
            QStringLiteral("8isrFI1sGsIlvvFSSFRiMfCNzv21fjbE/+ah/lSh3lF8e2YG1Te7w1KpZhJFFXJrqYKi9yegxkqIChbqOS9Egw==");
        const QString id = QStringLiteral("sn-007-888-abc-mac-a1-b2-c3-d4-e5-f6");
        const auto devices = makeGroupDevices({id}, groupKey, *domain::ApiVersion::parse(u"2019-03-31"), {});
        QVERIFY(devices);
        QCOMPARE(devices->front().key, QStringLiteral("Jsm0lyGpjaVYVP2g3FnmnmG9dI/9qU24wNoykUmermc="));
        QVERIFY(!makeGroupDevices({id}, QStringLiteral("%%%"), {}, {}));
    }
};

REHOME_TEST(DeviceProtocolTest);
#include "DeviceProtocolTest.moc"
