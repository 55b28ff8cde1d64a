// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/IotHubClient.h"
#include "tests/azure/ClientFixture.h"
#include "tests/support/PretendService.h"
#include "tests/support/TestRegistry.h"

using namespace rehome;
using namespace rehome::test;
using azure::WriteOutcome;

namespace {

QJsonObject twinBody(int ring, int version)
{
    return {{QStringLiteral("deviceId"), QStringLiteral("a")},
            {QStringLiteral("etag"), QStringLiteral("tag-%1").arg(version)},
            {QStringLiteral("version"), version},
            {QStringLiteral("tags"),
             QJsonObject{{QStringLiteral("ring"), ring}, {QStringLiteral("site"), QStringLiteral("west")}}},
            {QStringLiteral("properties"),
             QJsonObject{{QStringLiteral("desired"),
                          QJsonObject{{QStringLiteral("$version"), version}, {QStringLiteral("interval"), 5}}},
                         {QStringLiteral("reported"), QJsonObject{{QStringLiteral("$version"), 1}}}}}};
}

/// A hub's client against a scripted hub of one name.
struct Fixture : ClientFixture
{
    azure::HubBudgets budgets = azure::HubBudgets::forUnits(2);
    azure::IotHubClient hub{network, endpoint(), connection, budgets, settings};
    Fixture()
        : ClientFixture(QStringLiteral("hub-weu.localhost"))
    {
    }
};

} // namespace

/// The hub's service API: the same care as towards the provisioning service, with budgets of its own.
class HubClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queriesPageAndCountOnTheirOwn();
    void statisticsAreRead();
    void aDroppedTwinPatchIsReadBack_data();
    void aDroppedTwinPatchIsReadBack();
    void aTwinChangedByOthersIsAConflict();
    void disablingADeviceSendsItsETag();
    void deletingADeviceNeedsIfMatch();
    void aDirectMethodIsAnsweredByTheDevice();
    void aDirectMethodWaitsOutAThrottle();
    void aDirectMethodIsNeverRepeatedBlindly_data();
    void aDirectMethodIsNeverRepeatedBlindly();
};

void HubClientTest::queriesPageAndCountOnTheirOwn()
{
    Fixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.body = R"([{"deviceId":"a"}])";
        answer.headers.emplaceBack("x-ms-continuation", "more");
        return answer;
    };
    const auto page = awaited(fixture.hub.queryPage(QStringLiteral("SELECT deviceId FROM devices"), 500, "token"));
    QVERIFY(page && page->has_value());
    QCOMPARE((*page)->continuation, QByteArray("more"));
    const SeenRequest asked = fixture.server.seen().constFirst();
    QCOMPARE(asked.path, QByteArray("/devices/query"));
    QCOMPARE(asked.header("host"), "hub-weu.localhost:" + QByteArray::number(fixture.server.port()));
    QCOMPARE(asked.header("x-ms-continuation"), QByteArray("token"));
    QCOMPARE(asked.body, QByteArray(R"({"query":"SELECT deviceId FROM devices"})"));
    QCOMPARE(fixture.budgets.queries->status().used, 1);
    QCOMPARE(fixture.budgets.queries->status().perMinute, 40); // 20 a minute and unit
    QCOMPARE(fixture.budgets.registry->status().used, 0);
    QCOMPARE(fixture.budgets.registry->status().perMinute, 200);
}

void HubClientTest::statisticsAreRead()
{
    Fixture fixture;
    fixture.server.handler = [](const SeenRequest &request) {
        return request.path == "/statistics/devices"
                   ? PretendService::json(200, {{QStringLiteral("totalDeviceCount"), 7},
                                                {QStringLiteral("enabledDeviceCount"), 5},
                                                {QStringLiteral("disabledDeviceCount"), 2}})
                   : PretendService::refusal(404, 404001);
    };
    const auto statistics = awaited(fixture.hub.statistics());
    QVERIFY(statistics && statistics->has_value());
    QCOMPARE((*statistics)->total, 7);
    QCOMPARE((*statistics)->enabled, 5);
    QCOMPARE((*statistics)->disabled, 2);
    fixture.server.handler = [](const SeenRequest &) { return PretendService::json(200, {}); };
    const auto wrong = awaited(fixture.hub.statistics());
    QVERIFY(wrong && !wrong->has_value());
    QCOMPARE(wrong->error().kind, ErrorKind::BadReply);
}

void HubClientTest::aDroppedTwinPatchIsReadBack_data()
{
    QTest::addColumn<bool>("applied");
    QTest::newRow("applied") << true;
    QTest::newRow("not applied") << false;
}

void HubClientTest::aDroppedTwinPatchIsReadBack()
{
    QFETCH(bool, applied);
    Fixture fixture;
    QJsonObject twin = twinBody(1, 1);
    fixture.server.handler = [&](const SeenRequest &request) {
        if (request.method == "GET")
            return PretendService::json(200, twin);
        const int patches = fixture.server.count("PATCH");
        if (applied || patches > 1)
            twin = twinBody(2, 2);
        ScriptedAnswer answer = PretendService::json(200, twin);
        if (patches == 1)
            answer.end = ScriptedAnswer::End::DropBeforeAnswer;
        return answer;
    };
    const QJsonObject patch{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("ring"), 2}}}};
    const auto outcome = awaited(fixture.hub.patchTwin(QStringLiteral("a"), twin, patch));
    QVERIFY(outcome && outcome->has_value());
    QCOMPARE((*outcome)->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.count("PATCH"), applied ? 1 : 2);
    QCOMPARE(fixture.server.seen().constFirst().header("if-match"), QByteArray("\"tag-1\""));
    QVERIFY(fixture.waits.at(0) >= std::chrono::seconds(5));
}

void HubClientTest::aTwinChangedByOthersIsAConflict()
{
    Fixture fixture;
    fixture.server.handler = [](const SeenRequest &request) {
        return request.method == "GET"
                   ? PretendService::json(200, twinBody(9, 4))
                   : PretendService::json(
                         412, {{QStringLiteral("Message"), QStringLiteral("ErrorCode:PreconditionFailed;x")}});
    };
    const QJsonObject patch{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("ring"), 2}}}};
    const auto outcome = awaited(fixture.hub.patchTwin(QStringLiteral("a"), twinBody(1, 1), patch));
    QVERIFY(outcome && outcome->has_value());
    QCOMPARE((*outcome)->result, WriteOutcome::Result::Conflict);
    QCOMPARE((*outcome)->found.body, twinBody(9, 4));
    QCOMPARE(fixture.server.count("PATCH"), 1);
}

void HubClientTest::disablingADeviceSendsItsETag()
{
    Fixture fixture;
    QJsonObject device{{QStringLiteral("deviceId"), QStringLiteral("a")},
                       {QStringLiteral("etag"), QStringLiteral("MQ==")},
                       {QStringLiteral("status"), QStringLiteral("enabled")}};
    fixture.server.handler = [&device](const SeenRequest &request) {
        if (request.method == "PUT") {
            device = QJsonDocument::fromJson(request.body).object();
            device.insert(QStringLiteral("etag"), QStringLiteral("Mg=="));
        }
        return PretendService::json(200, device);
    };
    QJsonObject wanted = device;
    wanted.insert(QStringLiteral("status"), QStringLiteral("disabled"));
    const auto outcome = awaited(fixture.hub.putDevice(QStringLiteral("a"), wanted, QStringLiteral("MQ==")));
    QVERIFY(outcome && outcome->has_value());
    QCOMPARE((*outcome)->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.seen().constFirst().header("if-match"), QByteArray("\"MQ==\""));
    QCOMPARE((*outcome)->found.etag, QStringLiteral("Mg=="));
}

void HubClientTest::deletingADeviceNeedsIfMatch()
{
    Fixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.status = 204;
        return answer;
    };
    const auto outcome = awaited(fixture.hub.deleteDevice(QStringLiteral("a"), {}));
    QVERIFY(outcome && outcome->has_value());
    QCOMPARE(fixture.server.seen().constFirst().header("if-match"), QByteArray("*"));
    QCOMPARE(fixture.server.seen().size(), 1);
}

void HubClientTest::aDirectMethodIsAnsweredByTheDevice()
{
    Fixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.body = R"({"status":202,"payload":{"soon":true}})";
        return answer;
    };
    const auto answer = awaited(fixture.hub.callMethod(QStringLiteral("a b"), QStringLiteral("reprovision"),
                                                       QJsonValue(7), std::chrono::seconds(10)));
    QVERIFY(answer && answer->has_value());
    QCOMPARE((*answer)->status, 202);
    QCOMPARE((*answer)->payload.toObject(), (QJsonObject{{QStringLiteral("soon"), true}}));
    const SeenRequest asked = fixture.server.seen().constFirst();
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.path, QByteArray("/twins/a%20b/methods"));
    const QJsonObject sent = QJsonDocument::fromJson(asked.body).object();
    QCOMPARE(sent, (QJsonObject{{QStringLiteral("methodName"), QStringLiteral("reprovision")},
                                {QStringLiteral("payload"), 7},
                                {QStringLiteral("responseTimeoutInSeconds"), 10},
                                {QStringLiteral("connectTimeoutInSeconds"), 0}}));
}

void HubClientTest::aDirectMethodWaitsOutAThrottle()
{
    Fixture fixture;
    fixture.server.handler = [&fixture](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.status = fixture.server.seen().size() < 3 ? 429 : 200;
        answer.body = answer.status == 429 ? "{}" : R"({"status":200})";
        return answer;
    };
    const auto answer = awaited(
        fixture.hub.callMethod(QStringLiteral("a"), QStringLiteral("reprovision"), {}, std::chrono::seconds(10)));
    QVERIFY(answer && answer->has_value());
    QCOMPARE(fixture.server.seen().size(), 3);
}

void HubClientTest::aDirectMethodIsNeverRepeatedBlindly_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("drop");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("dropped") << 200 << true << QByteArray() << ErrorKind::Unknown;
    QTest::newRow("server error") << 500 << false << QByteArray("{}") << ErrorKind::Service;
    QTest::newRow("not online") << 404 << false << QByteArray(R"({"Message":"{\"errorCode\":404103}"})")
                                << ErrorKind::NotFound;
    QTest::newRow("no status") << 200 << false << QByteArray(R"({"payload":1})") << ErrorKind::BadReply;
    QTest::newRow("no JSON") << 200 << false << QByteArray("hello") << ErrorKind::BadReply;
}

void HubClientTest::aDirectMethodIsNeverRepeatedBlindly()
{
    QFETCH(int, status);
    QFETCH(bool, drop);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    Fixture fixture;
    fixture.server.handler = [&](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.status = status;
        answer.body = body;
        if (drop)
            answer.end = ScriptedAnswer::End::DropBeforeAnswer;
        return answer;
    };
    const auto answer = awaited(
        fixture.hub.callMethod(QStringLiteral("a"), QStringLiteral("reprovision"), {}, std::chrono::seconds(10)));
    QVERIFY(answer && !answer->has_value());
    QCOMPARE(int(answer->error().kind), int(kind));
    QCOMPARE(fixture.server.seen().size(), 1);
}

REHOME_TEST(HubClientTest);
#include "HubClientTest.moc"
