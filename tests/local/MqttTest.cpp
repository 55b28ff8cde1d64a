// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/MqttClient.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;
using namespace rehome::wire::mqtt;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonObject jsonOf(const Publish &publish)
{
    return QJsonDocument::fromJson(publish.payload).object();
}

const QString registerTopic = QStringLiteral("$dps/registrations/PUT/iotdps-register/?$rid=");

QString pollTopic(const QString &requestId, const QString &operationId)
{
    return QStringLiteral("$dps/registrations/GET/iotdps-get-operationstatus/?$rid=%1&operationId=%2")
        .arg(requestId, operationId);
}

} // namespace

/// Registration over MQTT 3.1.1, on TLS and in WebSocket frames (protocol facts, section 5).
class MqttTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::plainScenario(),
                                [](rehome::local::ServiceSettings &settings) { settings.serveMqtt = true; }));
        QVERIFY(m_harness.endpoint.mqttEndpoint.startsWith(s("mqtts://localhost:")));
        m_scope = m_harness.endpoint.idScope;
        m_key = m_harness.individual(s("device-1"));
    }

    void registersAndPolls_data()
    {
        QTest::addColumn<bool>("overWebSocket");
        QTest::addColumn<QByteArray>("body");
        for (const bool webSocket : {false, true}) {
            const char *name = webSocket ? "WebSocket" : "TLS";
            QTest::addRow("%s, whole body", name) << webSocket << QByteArray(R"({"registrationId":"ID"})");
            QTest::addRow("%s, payload alone", name) << webSocket << QByteArray(R"({"payload":{"a":1}})");
            QTest::addRow("%s, empty body", name) << webSocket << QByteArray();
            QTest::addRow("%s, blank body", name) << webSocket << QByteArray(" ");
        }
    }

    void registersAndPolls()
    {
        QFETCH(bool, overWebSocket);
        QFETCH(QByteArray, body);
        const QString id = s("poller-%1").arg(++m_pollers); // polls are limited per device
        const QString key = m_harness.individual(id);
        MqttClient client;
        QVERIFY(client.open(m_harness, overWebSocket ? MqttClient::Over::WebSocket : MqttClient::Over::Tls));
        QVERIFY(client.connect(m_scope, id, m_harness.deviceToken(id, key)) == ConnAck());
        QVERIFY(client.subscribe());
        const auto accepted = client.ask(registerTopic + s("7"), body.replace("ID", id.toLatin1()));
        QVERIFY(accepted);
        QCOMPARE(accepted->qos, quint8(1));
        static const QRegularExpression form(s("^\\$dps/registrations/res/202/\\?\\$rid=7&retry-after=[0-9]+$"));
        QVERIFY2(form.match(accepted->topic).hasMatch(), qPrintable(accepted->topic));
        QCOMPARE(jsonOf(*accepted).value(s("status")).toString(), s("assigning"));
        const QString operation = jsonOf(*accepted).value(s("operationId")).toString();
        QVERIFY(!operation.isEmpty());

        // Node and Python send a GUID; it comes back as it was.
        const QString requestId = s("7D0A2b-c/%20x");
        const auto final = client.ask(pollTopic(requestId, operation), body);
        QVERIFY(final);
        QCOMPARE(final->topic, s("$dps/registrations/res/200/?$rid=") + requestId);
        QCOMPARE(jsonOf(*final).value(s("status")).toString(), s("assigned"));
        const QJsonObject state = jsonOf(*final).value(s("registrationState")).toObject();
        QCOMPARE(state.value(s("deviceId")).toString(), id);
        QVERIFY(state.value(s("assignedHub")).toString().endsWith(s(".localhost")));

        const auto foreign = client.ask(pollTopic(s("1"), s("5.0000.other")), {});
        QVERIFY(foreign && foreign->topic == s("$dps/registrations/res/404/?$rid=1"));
        client.send(Disconnect());
        QVERIFY(client.endsWithin(5000));
    }

    void wrongKeyIsRefusedAtTheRegister()
    {
        MqttClient client;
        QVERIFY(client.open(m_harness));
        const QString other = m_harness.individual(s("device-2"));
        QVERIFY(client.connect(m_scope, s("device-1"), m_harness.deviceToken(s("device-1"), other)) == ConnAck());
        QVERIFY(client.subscribe());
        for (const char *requestId : {"1", "2"}) { // and the connection stays
            const auto refused = client.ask(registerTopic + s(requestId), {});
            QVERIFY(refused);
            QCOMPARE(refused->topic, s("$dps/registrations/res/401/?$rid=") + s(requestId));
            QCOMPARE(jsonOf(*refused).value(s("errorCode")).toInt(), 401002);
            QVERIFY(!jsonOf(*refused).value(s("trackingId")).toString().isEmpty());
        }
    }

    void tpmNeedsHttps()
    {
        const QJsonObject tpm{{s("endorsementKey"), s("AAAA")}, {s("storageRootKey"), s("AAAA")}};
        m_harness.individual(s("tpm-1"), {{s("attestation"), QJsonObject{{s("type"), s("tpm")}, {s("tpm"), tpm}}}});
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("tpm-1"), {}) == ConnAck());
        QVERIFY(client.subscribe());
        const auto refused = client.ask(registerTopic + s("1"), toBytes({{s("tpm"), tpm}}));
        QVERIFY(refused);
        QCOMPARE(refused->topic, s("$dps/registrations/res/401/?$rid=1"));
        QCOMPARE(jsonOf(*refused).value(s("errorCode")).toInt(), 401002);
        QVERIFY(!refused->payload.contains("authenticationKey"));
    }

    void disabledIsAFinalAnswer()
    {
        const QString key = m_harness.individual(s("disabled-1"), {{s("provisioningStatus"), s("disabled")}});
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("disabled-1"), m_harness.deviceToken(s("disabled-1"), key)) == ConnAck());
        QVERIFY(client.subscribe());
        const auto accepted = client.ask(registerTopic + s("1"), {});
        QVERIFY(accepted && accepted->topic.startsWith(s("$dps/registrations/res/202/")));
        const auto final = client.ask(pollTopic(s("2"), jsonOf(*accepted).value(s("operationId")).toString()), {});
        QVERIFY(final);
        QCOMPARE(final->topic, s("$dps/registrations/res/200/?$rid=2"));
        QCOMPARE(jsonOf(*final).value(s("status")).toString(), s("disabled"));
    }

    void unservedVersionIsTold()
    {
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("device-1"), m_harness.deviceToken(s("device-1"), m_key), s("1999-01-01")) ==
                ConnAck());
        QVERIFY(client.subscribe());
        const auto refused = client.ask(registerTopic + s("1"), {});
        QVERIFY(refused && refused->topic == s("$dps/registrations/res/400/?$rid=1"));
    }

    void badBodyIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("another ID") << QByteArray(R"({"registrationId":"device-2"})");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"payload\":{\"a\":\"\xc3\x28\"}}");
        QTest::newRow("NUL") << QByteArray("{}\0", 3);
        QTest::newRow("above 96 KB") << QByteArray("{\"payload\":{\"a\":\"" + QByteArray(98'304, 'x') + "\"}}");
        QTest::newRow("deep") << QByteArray(20'000, '[');
    }

    void badBodyIsRefused()
    {
        QFETCH(QByteArray, body);
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("device-1"), m_harness.deviceToken(s("device-1"), m_key)) == ConnAck());
        QVERIFY(client.subscribe());
        const auto refused = client.ask(registerTopic + s("1"), body);
        QVERIFY(refused);
        QCOMPARE(refused->topic, s("$dps/registrations/res/400/?$rid=1"));
        QVERIFY(jsonOf(*refused).value(s("errorCode")).toInt() / 1000 == 400);
    }

    void connectIsJudged_data()
    {
        QTest::addColumn<QString>("userName");
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<int>("code");
        const QString good = QStringLiteral("0ne00TEST00/registrations/device-1/api-version=2019-03-31");
        QTest::newRow("good") << good << s("device-1") << 0;
        QTest::newRow("with a question mark")
            << s("0ne00TEST00/registrations/device-1/?api-version=2019-03-31") << s("device-1") << 0;
        QTest::newRow("client ID of another case") << good << s("Device-1") << 0;
        QTest::newRow("another client ID") << good << s("device-2") << 2;
        QTest::newRow("no client ID") << good << QString() << 2;
        QTest::newRow("no user name") << QString() << s("device-1") << 4;
        QTest::newRow("another form") << s("somebody") << s("device-1") << 4;
        QTest::newRow("no registration ID") << s("0ne00TEST00/registrations//api-version=2019-03-31") << s("x") << 4;
    }

    void connectIsJudged()
    {
        QFETCH(QString, userName);
        QFETCH(QString, clientId);
        QFETCH(int, code);
        MqttClient client;
        QVERIFY(client.open(m_harness));
        Connect packet;
        packet.clientId = clientId;
        if (!userName.isEmpty())
            packet.userName = userName;
        const auto answer = client.connect(packet);
        QVERIFY(answer);
        QCOMPARE(static_cast<int>(answer->code), code);
        QVERIFY(!answer->sessionPresent);
        QCOMPARE(client.endsWithin(code == 0 ? 200 : 5000), code != 0);
    }

    void breachesEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        Connect again;
        again.clientId = s("device-1");
        again.userName = s("0ne00TEST00/registrations/device-1/api-version=2019-03-31");
        QTest::newRow("second CONNECT") << encoded(again);
        QTest::newRow("unknown topic") << encoded(Publish{s("devices/device-1/messages"), "x", 1, false, false, 9});
        QTest::newRow("unknown operation")
            << encoded(Publish{s("$dps/registrations/PUT/iotdps-other/?$rid=1"), {}, 1, false, false, 9});
        QTest::newRow("no request ID") << encoded(Publish{registerTopic, {}, 1, false, false, 9});
        QTest::newRow("QoS 2") << QByteArray::fromHex("3405000161000a");
        QTest::newRow("a server's packet") << encoded(PingResp());
        QTest::newRow("not MQTT") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("too long") << QByteArray::fromHex("30ffffff7f");
    }

    void breachesEndTheConnection()
    {
        QFETCH(QByteArray, bytes);
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("device-1"), {}) == ConnAck());
        client.sendRaw(bytes);
        QVERIFY(!client.next(5000)); // no acknowledgement either
        QVERIFY(client.endsWithin(5000));
    }

    void nothingComesBeforeConnect()
    {
        for (const QByteArray &bytes : {encoded(PingReq()), encoded(Subscribe{1, {{s("#"), 0}}})}) {
            MqttClient client;
            QVERIFY(client.open(m_harness));
            client.sendRaw(bytes);
            QVERIFY(!client.next(5000));
            QVERIFY(client.endsWithin(5000));
        }
    }

    void pingsAndSubscriptions()
    {
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("device-1"), {}) == ConnAck());
        client.send(PingReq());
        QVERIFY(client.next() == Packet(PingResp()));
        client.send(Subscribe{3, {{s("$dps/registrations/res/#"), 2}, {s("devices/#"), 1}}});
        QVERIFY(client.next() == Packet(SubAck{3, {1, SubAck::refused}}));
        client.send(Unsubscribe{4, {s("$dps/registrations/res/#")}});
        QVERIFY(client.next() == Packet(UnsubAck{4}));
        // Without a subscription there is nowhere to answer to.
        client.send(Publish{registerTopic + s("1"), {}, 1, false, false, 5});
        QVERIFY(client.next() == Packet(PubAck{5}));
        client.send(PingReq());
        QVERIFY(client.next() == Packet(PingResp()));
    }

    void silentClientIsDropped()
    {
        MqttClient client;
        QVERIFY(client.open(m_harness));
        QVERIFY(client.connect(m_scope, s("device-1"), {}, s("2019-03-31"), 1) == ConnAck());
        for (int i = 0; i < 2; ++i) { // pings keep it
            QTest::qWait(700);
            client.send(PingReq());
            QVERIFY(client.next() == Packet(PingResp()));
        }
        QVERIFY(client.endsWithin(5000));
    }

    void oneRegistrationAtATime()
    {
        Harness slow;
        QVERIFY(slow.start(Harness::scenario(R"({"idScope": "0ne00SLOW00", "assignDelayMs": 60000,
            "hubs": [{"name": "hub-a"}], "quotas": {"registrationsPerMinute": 2, "operationsPerMinute": 1000}})"),
                           [](rehome::local::ServiceSettings &settings) { settings.serveMqtt = true; }));
        const QString key = slow.individual(s("device-1"));
        MqttClient client;
        QVERIFY(client.open(slow));
        QVERIFY(client.connect(slow.endpoint.idScope, s("device-1"), slow.deviceToken(s("device-1"), key)) ==
                ConnAck());
        QVERIFY(client.subscribe());
        const auto first = client.ask(registerTopic + s("1"), {});
        QVERIFY(first && first->topic.startsWith(s("$dps/registrations/res/202/?$rid=1&retry-after=")));
        const auto polled = client.ask(pollTopic(s("2"), jsonOf(*first).value(s("operationId")).toString()), {});
        QVERIFY(polled && polled->topic.startsWith(s("$dps/registrations/res/202/?$rid=2&retry-after=")));
        const auto second = client.ask(registerTopic + s("3"), {});
        QVERIFY(second);
        QCOMPARE(second->topic, s("$dps/registrations/res/409/?$rid=3"));
        QCOMPARE(jsonOf(*second).value(s("errorCode")).toInt(), 409203);
        const auto third = client.ask(registerTopic + s("4"), {});
        QVERIFY(third);
        QVERIFY2(third->topic.startsWith(s("$dps/registrations/res/429/?$rid=4&retry-after=")),
                 qPrintable(third->topic));
    }

    void webSocketRules()
    {
        MqttClient text;
        QVERIFY(text.open(m_harness, MqttClient::Over::WebSocket));
        text.sendRaw("hello", 1);
        QVERIFY(!text.next(5000));
        QCOMPARE(text.closeCode(), quint16(1003));

        // A packet in frames of single bytes, and several packets in one frame.
        MqttClient cut;
        QVERIFY(cut.open(m_harness, MqttClient::Over::WebSocket));
        Connect connect;
        connect.clientId = s("device-1");
        connect.userName = s("0ne00TEST00/registrations/device-1/api-version=2019-03-31");
        for (const char byte : encoded(connect))
            cut.sendRaw(QByteArray(1, byte));
        QVERIFY(cut.next() == Packet(ConnAck()));
        cut.sendRaw(encoded(PingReq()) + encoded(PingReq()));
        QVERIFY(cut.next() == Packet(PingResp()));
        QVERIFY(cut.next() == Packet(PingResp()));

        for (const auto &[path, protocol, status] :
             {std::tuple("/$iothub/websocket", "amqp", 400), std::tuple("/other", "mqtt", 404)}) {
            const Answer refused = m_harness.send("GET", s(path), {},
                                                  {{"Upgrade", "websocket"},
                                                   {"Connection", "Upgrade"},
                                                   {"Sec-WebSocket-Version", "13"},
                                                   {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                                                   {"Sec-WebSocket-Protocol", protocol}});
            QCOMPARE(refused.status, status);
        }
    }

    void portIsKept()
    {
        const QString before = m_harness.endpoint.mqttEndpoint;
        MqttClient open; // a client that is still there does not hold up the end
        QVERIFY(open.open(m_harness));
        QVERIFY(open.connect(m_scope, s("device-1"), {}) == ConnAck());
        m_harness.restart([](rehome::local::ServiceSettings &settings) { settings.serveMqtt = true; });
        QCOMPARE(m_harness.endpoint.mqttEndpoint, before);
        QVERIFY(open.endsWithin(5000));
        m_harness.restart();
        QCOMPARE(m_harness.endpoint.mqttEndpoint, QString());
    }

private:
    Harness m_harness;
    QString m_scope, m_key;
    int m_pollers = 0;
};

REHOME_TEST(MqttTest);
#include "MqttTest.moc"
