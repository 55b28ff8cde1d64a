// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/local/HubDeviceClient.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;
using rehome::wire::mqtt::ConnectCode;
using rehome::wire::mqtt::SubAck;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

QJsonObject jsonOf(const QByteArray &bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

void serveMqtt(rehome::local::ServiceSettings &settings)
{
    settings.serveMqtt = true;
}

const QString answers = QStringLiteral("$iothub/twin/res/#");

} // namespace

/// The device side of the simulated hubs over MQTT.
class HubMqttTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::scenario(R"({"idScope": "0ne00HUBS00", "assignDelayMs": 0,
            "hubs": [{"name": "hub-a", "registryUnits": 100}, {"name": "hub-b", "registryUnits": 100},
                     {"name": "hub-c"}]})"),
                                serveMqtt));
    }

    void onlyTheDeviceItselfGetsIn()
    {
        const QString key = create(s("door"));
        const QString user = s("hub-a.localhost/door/?api-version=2021-04-12");
        const auto code = [this](const QString &userName, const QString &clientId, const QByteArray &password) {
            return HubDeviceClient(m_harness, s("hub-a"), s("door")).connectAs(userName, clientId, password);
        };
        const auto token = [](const QString &resource, const QString &with, int seconds = 600) {
            return rehome::wire::makeSasToken(resource, with, QDateTime::currentSecsSinceEpoch() + seconds, {})
                .value()
                .toLatin1();
        };
        const QString resource = s("hub-a.localhost/devices/door");
        QCOMPARE(code(user, s("door"), token(resource, key)), ConnectCode::Accepted);
        QCOMPARE(code(user, s("door"), token(resource, rehome::wire::generatedKey())), ConnectCode::NotAuthorized);
        QCOMPARE(code(user, s("door"), token(resource, key, -5)), ConnectCode::NotAuthorized);
        QCOMPARE(code(user, s("door"), token(s("hub-a.localhost/devices/other"), key)), ConnectCode::NotAuthorized);
        QCOMPARE(code(user, s("door"), token(s("hub-b.localhost/devices/door"), key)), ConnectCode::NotAuthorized);
        QCOMPARE(code(user, s("door"), {}), ConnectCode::NotAuthorized);
        QCOMPARE(code(user, s("other"), token(resource, key)), ConnectCode::IdentifierRejected);
        QCOMPARE(code(s("hub-a.localhost/nobody/?api-version=2021-04-12"), s("nobody"),
                      token(s("hub-a.localhost/devices/nobody"), key)),
                 ConnectCode::NotAuthorized);
        QCOMPARE(code(s("hub-a.localhost/door/module/?api-version=2021-04-12"), s("door/module"), token(resource, key)),
                 ConnectCode::BadUserNameOrPassword);
        setStatus(s("door"), s("disabled"));
        QCOMPARE(code(user, s("door"), token(resource, key)), ConnectCode::NotAuthorized);
    }

    void connectionsAreSeen()
    {
        const QString key = create(s("seen"));
        HubDeviceClient device(m_harness, s("hub-a"), s("seen"));
        QCOMPARE(device.connect(key), ConnectCode::Accepted);
        const QJsonObject identity = m_harness.hub("GET", s("hub-a"), s("/devices/seen")).json();
        QCOMPARE(identity.value(QLatin1String("connectionState")).toString(), s("Connected"));
        QVERIFY(!identity.value(QLatin1String("lastActivityTime")).toString().startsWith(s("0001")));
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/twins/seen"))
                     .json()
                     .value(QLatin1String("connectionState"))
                     .toString(),
                 s("Connected"));
        QCOMPARE(connectedDevices(), 1);
        const auto before = m_harness.service->counters().hubMessages;
        QVERIFY(device.publish(s("devices/seen/messages/events/"), "{\"t\":21}"));
        QVERIFY(device.publish(s("devices/seen/messages/events/a=b&$.ct=application%2Fjson"), "{}"));
        QCOMPARE(m_harness.service->counters().hubMessages, before + 2);
        const Answer found =
            m_harness.hub("POST", s("hub-a"), s("/devices/query"),
                          {{s("query"), s("SELECT deviceId FROM devices WHERE connectionState = 'Connected'")}});
        QCOMPARE(found.array(), (QJsonArray{QJsonObject{{s("deviceId"), s("seen")}}}));
        device.close();
        QTRY_COMPARE(connectedDevices(), 0);
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/devices/seen"))
                     .json()
                     .value(QLatin1String("connectionState"))
                     .toString(),
                 s("Disconnected"));
    }

    void topicsAreKnownOrRefused()
    {
        const QString key = create(s("topics"));
        HubDeviceClient device(m_harness, s("hub-a"), s("topics"));
        QCOMPARE(device.connect(key), ConnectCode::Accepted);
        QCOMPARE(device.subscribe(s("devices/topics/messages/devicebound/#"), 2), 1);
        QCOMPARE(device.subscribe(s("$iothub/methods/POST/#"), 0), 0);
        QCOMPARE(device.subscribe(s("devices/other/messages/devicebound/#")), SubAck::refused);
        QCOMPARE(device.subscribe(s("#")), SubAck::refused);
        QVERIFY(!device.publish(s("devices/other/messages/events/"), "{}")); // ends the connection
        QVERIFY(device.waitForEnd());
    }

    void twinsAreReadAndReported()
    {
        const QString key = create(s("twin"));
        patch(s("twin"), {{s("tags"), QJsonObject{{s("secret"), 1}}},
                          {s("properties"), QJsonObject{{s("desired"), QJsonObject{{s("interval"), 5}}}}}});
        HubDeviceClient device(m_harness, s("hub-a"), s("twin"));
        QCOMPARE(device.connect(key), ConnectCode::Accepted);
        QCOMPARE(device.subscribe(answers), 1);
        device.send(s("$iothub/twin/GET/?$rid=g1"), {});
        const auto read = device.message(s("$iothub/twin/res/200/?$rid=g1"));
        QVERIFY(read);
        QCOMPARE(jsonOf(read->payload),
                 QJsonObject({{s("desired"), QJsonObject{{s("interval"), 5}, {s("$version"), 2}}},
                              {s("reported"), QJsonObject{{s("$version"), 1}}}}));
        QVERIFY(device.publish(s("$iothub/twin/PATCH/properties/reported/?$rid=r1"),
                               R"({"battery": 60, "fw": {"v": "1.0"}})"));
        const auto stored = device.message(s("$iothub/twin/res/204/?$rid=r1"));
        QVERIFY(stored);
        QCOMPARE(stored->topic, s("$iothub/twin/res/204/?$rid=r1&$version=2"));
        device.send(s("$iothub/twin/PATCH/properties/reported/?$rid=r2"), R"({"battery": null})");
        QVERIFY(device.message(s("$iothub/twin/res/204/?$rid=r2&$version=3")));
        const QJsonObject reported = m_harness.hub("GET", s("hub-a"), s("/twins/twin"))
                                         .json()
                                         .value(QLatin1String("properties"))
                                         .toObject()
                                         .value(QLatin1String("reported"))
                                         .toObject();
        QVERIFY(!reported.contains(QLatin1String("battery")));
        QCOMPARE(reported.value(QLatin1String("fw")).toObject(), QJsonObject({{s("v"), s("1.0")}}));
        QCOMPARE(reported.value(QLatin1String("$metadata"))
                     .toObject()
                     .value(QLatin1String("fw"))
                     .toObject()
                     .value(QLatin1String("$lastUpdatedVersion"))
                     .toInt(),
                 2);
        for (const QByteArray &bad : {QByteArray("{"), QByteArray("[1]"), QByteArray(R"({"a.b": 1})")}) {
            device.send(s("$iothub/twin/PATCH/properties/reported/?$rid=bad"), bad);
            QVERIFY(device.message(s("$iothub/twin/res/400/?$rid=bad")));
        }
        m_harness.restart(serveMqtt); // what was acknowledged is there
        QVERIFY(m_harness.hub("GET", s("hub-a"), s("/twins/twin")).body.contains("\"fw\""));
    }

    void desiredChangesArrive()
    {
        const QString key = create(s("wish"));
        HubDeviceClient device(m_harness, s("hub-a"), s("wish"));
        QCOMPARE(device.connect(key), ConnectCode::Accepted);
        QCOMPARE(device.subscribe(s("$iothub/twin/PATCH/properties/desired/#")), 1);
        const auto desired = [](const QJsonObject &members) {
            return QJsonObject{{s("properties"), QJsonObject{{s("desired"), members}}}};
        };
        patch(s("wish"), desired({{s("a"), 1}, {s("b"), 2}}));
        const auto first = device.message(s("$iothub/twin/PATCH/properties/desired/?$version=2"));
        QVERIFY(first);
        QCOMPARE(jsonOf(first->payload), QJsonObject({{s("a"), 1}, {s("b"), 2}, {s("$version"), 2}}));
        patch(s("wish"), {{s("tags"), QJsonObject{{s("t"), 1}}}}); // tags are none of the device's business
        patch(s("wish"), desired({{s("a"), QJsonValue()}}));
        const auto second = device.message(s("$iothub/twin/PATCH/properties/desired/"));
        QVERIFY(second);
        QCOMPARE(second->topic, s("$iothub/twin/PATCH/properties/desired/?$version=3"));
        QCOMPARE(jsonOf(second->payload), QJsonObject({{s("a"), QJsonValue()}, {s("$version"), 3}}));
        m_harness.hub("PUT", s("hub-a"), s("/twins/wish"), desired({{s("c"), 3}}));
        const auto whole = device.message(s("$iothub/twin/PATCH/properties/desired/?$version=4"));
        QVERIFY(whole);
        QCOMPARE(jsonOf(whole->payload), QJsonObject({{s("c"), 3}, {s("$version"), 4}}));
    }

    void methodsAreAnswered()
    {
        const QString key = create(s("doer"));
        HubDeviceClient device(m_harness, s("hub-a"), s("doer"));
        QCOMPARE(device.connect(key), ConnectCode::Accepted);
        QCOMPARE(begin(s("doer"), {{s("methodName"), s("reprovision")}}).status, 404); // takes no methods so far
        // A call that may wait for the device goes out once it subscribes.
        QNetworkReply *waiting = start(s("doer"), {{s("methodName"), s("reprovision")},
                                                   {s("connectTimeoutInSeconds"), 20},
                                                   {s("payload"), QJsonObject{{s("why"), s("moved")}}}});
        QCOMPARE(device.subscribe(s("$iothub/methods/POST/#")), 1);
        const auto call = device.message(s("$iothub/methods/POST/reprovision/?$rid="));
        QVERIFY(call);
        QCOMPARE(jsonOf(call->payload), QJsonObject({{s("why"), s("moved")}}));
        const QString requestId = call->topic.section(QLatin1Char('='), 1);
        device.send(s("$iothub/methods/res/200/?$rid=none"), "1"); // nobody waits for this one
        device.send(s("$iothub/methods/res/207/?$rid=") + requestId, "\"on my way\"");
        const Answer answer = Harness::finish(waiting);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json(), QJsonObject({{s("status"), 207}, {s("payload"), s("on my way")}}));

        QNetworkReply *silent = start(s("doer"), {{s("methodName"), s("sleep")}, {s("responseTimeoutInSeconds"), 5}});
        const auto second = device.message(s("$iothub/methods/POST/sleep/?$rid="));
        QVERIFY(second);
        QCOMPARE(second->payload, QByteArray("null"));
        QNetworkReply *cut = start(s("doer"), {{s("methodName"), s("cut")}});
        QVERIFY(device.message(s("$iothub/methods/POST/cut/?$rid=")));
        const Answer late = Harness::finish(silent);
        QCOMPARE(late.status, 504);
        QCOMPARE(late.headers.value("iothub-errorcode"), QByteArray("GatewayTimeout"));
        device.close();
        const Answer gone = Harness::finish(cut);
        QCOMPARE(gone.status, 404);
        QVERIFY(gone.body.contains("404104"));
    }

    void hubsEndConnections()
    {
        const QString key = create(s("leaver"));
        HubDeviceClient first(m_harness, s("hub-a"), s("leaver"));
        QCOMPARE(first.connect(key), ConnectCode::Accepted);
        HubDeviceClient second(m_harness, s("hub-a"), s("leaver"));
        QCOMPARE(second.connect(key), ConnectCode::Accepted);
        QVERIFY(first.waitForEnd()); // one connection for each device
        QVERIFY(second.isOpen());
        QCOMPARE(connectedDevices(), 1);
        setStatus(s("leaver"), s("disabled"));
        QVERIFY(second.waitForEnd());
        setStatus(s("leaver"), s("enabled"));
        HubDeviceClient third(m_harness, s("hub-a"), s("leaver"));
        QCOMPARE(third.connect(key), ConnectCode::Accepted);
        m_harness.hub("DELETE", s("hub-a"), s("/devices/leaver"), {}, {{"If-Match", "*"}});
        QVERIFY(third.waitForEnd());
        const QString again = create(s("leaver"));
        HubDeviceClient fourth(m_harness, s("hub-a"), s("leaver"));
        QCOMPARE(fourth.connect(again), ConnectCode::Accepted);
        QVERIFY(m_harness.service->control(s("hub hub-a dead")));
        QVERIFY(fourth.waitForEnd());
        QCOMPARE(HubDeviceClient(m_harness, s("hub-a"), s("leaver")).connect(again), ConnectCode::ServerUnavailable);
        QVERIFY(m_harness.service->control(s("hub hub-a up")));
        HubDeviceClient brief(m_harness, s("hub-a"), s("leaver"));
        QCOMPARE(brief.connect(again, 2), ConnectCode::Accepted);
        QVERIFY(brief.waitForEnd()); // with its token
    }

    void aMoveEndsTheOldConnection()
    {
        const QString key = m_harness.individual(s("mover"), {{s("iotHubs"), QJsonArray{s("hub-a.localhost")}},
                                                              {s("allocationPolicy"), s("static")},
                                                              {s("reprovisionPolicy"), policyObject(true, true)}});
        QCOMPARE(m_harness.registered(s("mover"), key).value(QLatin1String("assignedHub")).toString(),
                 s("hub-a.localhost"));
        HubDeviceClient before(m_harness, s("hub-a"), s("mover"));
        QCOMPARE(before.connect(key), ConnectCode::Accepted); // the enrollment's key is the hub's
        QCOMPARE(before.subscribe(answers), 1);
        QVERIFY(before.publish(s("$iothub/twin/PATCH/properties/reported/?$rid=1"), R"({"fw": "1.0"})"));
        QVERIFY(before.message(s("$iothub/twin/res/204/")));
        m_harness.individual(s("mover"), {{s("iotHubs"), QJsonArray{s("hub-b.localhost")}},
                                          {s("allocationPolicy"), s("static")},
                                          {s("reprovisionPolicy"), policyObject(true, true)}});
        QVERIFY(before.isOpen()); // nothing moves until the device asks
        const QString newKey = m_harness.admin("POST", s("/enrollments/mover/attestationmechanism"))
                                   .json()
                                   .value(QLatin1String("symmetricKey"))
                                   .toObject()
                                   .value(QLatin1String("primaryKey"))
                                   .toString();
        QCOMPARE(m_harness.registered(s("mover"), newKey).value(QLatin1String("assignedHub")).toString(),
                 s("hub-b.localhost"));
        QVERIFY(before.waitForEnd());
        QCOMPARE(HubDeviceClient(m_harness, s("hub-a"), s("mover")).connect(newKey), ConnectCode::NotAuthorized);
        HubDeviceClient after(m_harness, s("hub-b"), s("mover"));
        QCOMPARE(after.connect(newKey), ConnectCode::Accepted);
        QCOMPARE(after.subscribe(answers), 1);
        after.send(s("$iothub/twin/GET/?$rid=2"), {});
        const auto twin = after.message(s("$iothub/twin/res/200/?$rid=2"));
        QVERIFY(twin && twin->payload.contains("\"fw\":\"1.0\"")); // carried over
    }

private:
    QString create(const QString &id)
    {
        const Answer made = m_harness.hub("PUT", s("hub-a"), s("/devices/") + id, {{s("deviceId"), id}});
        return made.json()
            .value(QLatin1String("authentication"))
            .toObject()
            .value(QLatin1String("symmetricKey"))
            .toObject()
            .value(QLatin1String("primaryKey"))
            .toString();
    }

    void setStatus(const QString &id, const QString &status)
    {
        QJsonObject device = m_harness.hub("GET", s("hub-a"), s("/devices/") + id).json();
        device.insert(s("status"), status);
        QCOMPARE(m_harness.hub("PUT", s("hub-a"), s("/devices/") + id, device, {{"If-Match", "*"}}).status, 200);
    }

    void patch(const QString &id, const QJsonObject &body)
    {
        QCOMPARE(m_harness.hub("PATCH", s("hub-a"), s("/twins/") + id, body).status, 200);
    }

    QNetworkReply *start(const QString &id, const QJsonObject &body)
    {
        return m_harness.begin("POST", s("/twins/%1/methods?api-version=2021-04-12").arg(id), toBytes(body),
                               {{"Authorization", m_harness.hubToken(s("hub-a"))}}, "hub-a.localhost");
    }

    Answer begin(const QString &id, const QJsonObject &body) { return Harness::finish(start(id, body)); }

    int connectedDevices()
    {
        return m_harness.hub("GET", s("hub-a"), s("/statistics/service"))
            .json()
            .value(QLatin1String("connectedDeviceCount"))
            .toInt();
    }

    Harness m_harness;
};

REHOME_TEST(HubMqttTest);
#include "HubMqttTest.moc"
