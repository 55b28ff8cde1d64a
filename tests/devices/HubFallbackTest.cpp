// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeterministicRandom.h"
#include "app/devices/DeviceFleet.h"
#include "models/wire/Sas.h"
#include "tests/devices/FleetProbe.h"
#include "tests/devices/Pump.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::devices;
using namespace rehome::test;

namespace {

QByteArray recordOn(const QByteArray &hub)
{
    return pumpRecord(hub, "Pump One");
}

/// A provisioning service that knows the device on `hub`, and hubs that answer as the test says.
class Scene
{
public:
    using HubAnswer = std::function<ScriptedReply(const ScriptedRequest &)>;
    Scene(QByteArray hub, HubAnswer hubAnswer)
        : m_hub(std::move(hub))
        , m_hubAnswer(std::move(hubAnswer))
        , server([this](const ScriptedRequest &request) { return answer(request); },
                 "localhost,hub-a.localhost,hub-b.localhost")
    {
    }

    bool start(DeviceSpec spec)
    {
        return fleet.start(settingsWithHubs(server), {std::move(spec)}, probe.sink()).has_value();
    }
    bool boot(bool forceRegister = false)
    {
        fleet.reboot({0}, 0, forceRegister);
        return true;
    }
    /// Whom the device asked, in order: "hub-a", "hub-b", "look-up", "register", "poll".
    QStringList asked() const
    {
        QStringList all;
        const auto requests = server.requests();
        for (const ScriptedRequest &request : requests) {
            if (request.host != "localhost")
                all.append(QString::fromLatin1(request.host).section(QLatin1Char('.'), 0, 0));
            else
                all.append(request.method == "PUT"    ? QStringLiteral("register")
                           : request.method == "POST" ? QStringLiteral("look-up")
                                                      : QStringLiteral("poll"));
        }
        return all;
    }

private:
    ScriptedReply answer(const ScriptedRequest &request)
    {
        if (request.host != "localhost")
            return m_hubAnswer(request);
        if (request.method == "PUT")
            return {202, "1", pumpUnderWay};
        const QByteArray record = recordOn(m_hub);
        return {200, {}, request.method == "POST" ? record : pumpAssigned(record)};
    }

    QByteArray m_hub;
    HubAnswer m_hubAnswer;

public:
    ScriptedServer server;
    FleetProbe probe;
    DeviceFleet fleet; // ends first
};

ScriptedReply accepted(const ScriptedRequest &)
{
    return {204, {}, {}};
}

bool isHubB(const ScriptedRequest &request)
{
    return request.host == "hub-b.localhost";
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

/// What a device does when its hub takes it, refuses it or is busy (concepts document, the tip).
class HubFallbackTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKeptHubIsTriedFirstAndAlone()
    {
        Scene scene("hub-a.localhost", accepted);
        QVERIFY(scene.start(pumpThatKnows(pumpHub)) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 15'000);
        QCOMPARE(scene.asked(), words("hub-a"));
        QCOMPARE(scene.fleet.counters().busy, 0);
        const ScriptedRequest request = scene.server.requests().first();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.target, QByteArray("/devices/pump-1/messages/events?api-version=2020-03-13"));
        const auto token = wire::parseSasToken(request.authorization);
        QVERIFY(token);
        QCOMPARE(token->resource, QStringLiteral("hub-a.localhost/devices/pump-1"));
        QVERIFY(token->keyName.isEmpty());
        QVERIFY(wire::sasSignatureMatches(*token, pumpKey));
        scene.fleet.stop(); // what it had to report has been delivered
        QCOMPARE(scene.probe.size(), 0);
    }

    void anUnknownNameIsLookedUp()
    {
        Scene scene("hub-b.localhost", accepted);
        QVERIFY(scene.start(pumpThatKnows({})) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 15'000);
        QCOMPARE(scene.asked(), words("look-up hub-b"));
        QVERIFY(scene.server.requests().last().target.startsWith("/devices/Pump%20One/messages"));
        QVERIFY(scene.boot()); // and is remembered, with the device's ID there
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 2, 15'000);
        QCOMPARE(scene.asked(), words("look-up hub-b hub-b"));
    }

    void refusalsLeadToALookUp_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {401, 403, 404})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void refusalsLeadToALookUp()
    {
        QFETCH(int, status);
        Scene scene("hub-b.localhost", [status](const ScriptedRequest &request) {
            return isHubB(request) ? ScriptedReply{204, {}, {}} : ScriptedReply{status, {}, "{}"};
        });
        QVERIFY(scene.start(pumpThatKnows(pumpHub)) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 15'000);
        QCOMPARE(scene.asked(), words("hub-a look-up hub-b"));
        QCOMPARE(scene.fleet.counters().hubRefused, 1);
        QCOMPARE(scene.fleet.counters().registrations, 0);
    }

    void aLookUpThatNamesTheSameHubLeadsToRegistering()
    {
        int calls = 0;
        Scene scene("hub-a.localhost", [&calls](const ScriptedRequest &) {
            return ++calls == 1 ? ScriptedReply{404, {}, "{}"} : ScriptedReply{204, {}, {}};
        });
        QVERIFY(scene.start(pumpThatKnows(pumpHub)) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 15'000);
        QCOMPARE(scene.asked(), words("hub-a look-up register poll hub-a"));
    }

    void aFoundHubThatRefusesLeadsToRegistering()
    {
        Scene scene("hub-b.localhost", [](const ScriptedRequest &) { return ScriptedReply{401, {}, "{}"}; });
        QVERIFY(scene.start(pumpThatKnows(pumpHub)) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.probe.count(DeviceOutcome::Failed), 1, 20'000);
        // Freshly registered and refused all the same: the boot has failed, and asking on would go in a circle.
        QCOMPARE(scene.asked(), words("hub-a look-up hub-b register poll hub-b"));
        QCOMPARE(scene.fleet.counters().busy, 0);
        QVERIFY(scene.probe.reports().back().isEnd);
        QCOMPARE(scene.probe.reports().back().httpStatus, 401);
    }

    void busyHubsAreWaitedFor_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<int>("atLeastMs");
        QTest::newRow("429") << 429 << QByteArray("2") << 1950;
        QTest::newRow("503") << 503 << QByteArray() << 4950;
    }
    void busyHubsAreWaitedFor()
    {
        // "only retry after the time indicated", "first retry at least 5 seconds after the response"
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfter);
        QFETCH(int, atLeastMs);
        QElapsedTimer clock;
        qint64 refusedAt = -1, cameBackAt = -1;
        Scene scene("hub-b.localhost", [&](const ScriptedRequest &) -> ScriptedReply {
            if (refusedAt < 0) {
                refusedAt = clock.elapsed();
                return {status, retryAfter, "{}"};
            }
            cameBackAt = clock.elapsed();
            return {204, {}, {}};
        });
        clock.start();
        QVERIFY(scene.start(pumpThatKnows(pumpHub)) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 20'000);
        QCOMPARE(scene.asked(), words("hub-a hub-a"));
        QCOMPARE(scene.fleet.counters().hubBusy, 1);
        QVERIFY2(cameBackAt - refusedAt >= atLeastMs, qPrintable(QString::number(cameBackAt - refusedAt)));
    }

    void anOrderToRegisterEndsTheWait()
    {
        Scene scene("hub-b.localhost", [](const ScriptedRequest &request) {
            return isHubB(request) ? ScriptedReply{204, {}, {}} : ScriptedReply{429, "3600", "{}"};
        });
        QVERIFY(scene.start(pumpThatKnows(pumpHub)) && scene.boot());
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubBusy, 1, 15'000);
        QVERIFY(scene.boot()); // an ordinary reboot changes nothing
        QVERIFY(scene.boot(true));
        QTRY_COMPARE_WITH_TIMEOUT(scene.fleet.counters().hubAccepted, 1, 15'000);
        QCOMPARE(scene.asked(), words("hub-a register poll hub-b"));
        QCOMPARE(scene.fleet.counters().busy, 0);
    }

    void nodeOverHttpGivesUpWhereOthersAskAgain()
    {
        for (const auto client : {domain::ClientProfile::NodeHttp, domain::ClientProfile::Python}) {
            int refusals = 0;
            ScriptedServer server([&refusals](const ScriptedRequest &request) -> ScriptedReply {
                if (request.method == "PUT" && refusals++ == 0)
                    return {429, "1", "{}"};
                if (request.method == "PUT")
                    return {202, "1", pumpUnderWay};
                return {200, {}, pumpAssigned(recordOn("hub-a.localhost"))};
            });
            DeviceSpec spec = pump();
            spec.client = client;
            FleetProbe probe;
            DeviceFleet fleet;
            QVERIFY(fleet.start(settingsFor(server), {spec}, probe.sink()));
            fleet.reboot({0}, 0, false);
            const bool givesUp = client == domain::ClientProfile::NodeHttp;
            QTRY_COMPARE_WITH_TIMEOUT(fleet.counters().finished, 1, 15'000);
            fleet.stop();
            QCOMPARE(probe.count(DeviceOutcome::Throttled), 1);
            QCOMPARE(probe.count(DeviceOutcome::FirstAssignment), givesUp ? 0 : 1);
            QVERIFY(probe.reports().back().isEnd);
            QCOMPARE(server.requests("PUT").size(), givesUp ? 1 : 2);
        }
    }

    void waitingTimesAreTheSeeds()
    {
        QCOMPARE(jitterFor(7, 12, 3), jitterFor(7, 12, 3));
        QVERIFY(jitterFor(7, 12, 3) != jitterFor(8, 12, 3));
        QVERIFY(jitterFor(7, 12, 3) != jitterFor(7, 13, 3));
        QVERIFY(jitterFor(7, 12, 3) != jitterFor(7, 12, 4));
        double sum = 0;
        for (quint32 device = 0; device < 1000; ++device)
            sum += jitterFor(1, device, 0);
        QVERIFY(sum > 450 && sum < 550); // devices are spread over the whole range
    }
};

REHOME_TEST(HubFallbackTest);
#include "HubFallbackTest.moc"
