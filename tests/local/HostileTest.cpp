// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Connections.h"
#include "app/local/EventLoop.h"
#include "app/local/MqttListener.h"
#include "app/local/MqttSession.h"
#include "tests/local/Harness.h"
#include "tests/support/TestCertificates.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>
#include <QtTest/QtTest>

using namespace rehome::local;
using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

constexpr std::chrono::milliseconds shortTime{250};
constexpr int roomFor = 6;

/// Both ports with short times, little room and a handler that counts; "/hold" is answered when the test says so.
class Ports
{
public:
    Ports()
    {
        environment->connectTimeout = shortTime;
        environment->serviceFor = [](MqttSession &, const rehome::wire::mqtt::Connect &) {
            return std::unique_ptr<MqttService>();
        };
        loop.start();
        const Identity identity = TestAuthority().issue({s("localhost")});
        ListenerSettings settings;
        settings.certificatePem = identity.certificate;
        settings.privateKeyPem = identity.privateKey;
        settings.headerTimeout = settings.bodyTimeout = settings.handshakeTimeout = shortTime;
        settings.lingerTimeout = std::chrono::milliseconds(3000);
        http = listener.open(settings).value();
        mqtt = mqttListener.open(settings).value();
    }
    ~Ports()
    {
        loop.post([this] { connections.dropAll(); });
        while (connections.count() > 0)
            QThread::msleep(5);
        loop.stop();
    }

    void take(const HttpRequest &request, const ReplySink &sink)
    {
        ++handled;
        if (request.target == "/hold")
            held = sink;
        else
            sink(HttpReply{200, {}, "{}", false});
    }

    std::shared_ptr<MqttEnvironment> environment = std::make_shared<MqttEnvironment>();
    Connections connections{roomFor};
    EventLoop loop;
    Listener listener{loop, connections, [this](HttpRequest request, const ReplySink &sink) { take(request, sink); },
                      environment};
    MqttListener mqttListener{loop, connections, environment};
    ReplySink held; // on the loop's thread
    std::atomic<int> handled{0};
    quint16 http = 0, mqtt = 0;
};

std::unique_ptr<QSslSocket> connected(quint16 port)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->connectToHostEncrypted(s("127.0.0.1"), port);
    return socket->waitForEncrypted(5000) ? std::move(socket) : nullptr;
}

/// Everything until the service closes.
QByteArray rest(QSslSocket &socket, int timeoutMs = 5000)
{
    QElapsedTimer clock;
    clock.start();
    QByteArray all = socket.readAll();
    while (socket.state() == QAbstractSocket::ConnectedState && clock.elapsed() < timeoutMs)
        if (socket.waitForReadyRead(100))
            all += socket.readAll();
    return all + socket.readAll();
}

QByteArray ask(QSslSocket &socket, const QByteArray &target = "/")
{
    socket.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QByteArray answer;
    while (!answer.contains("{}") && socket.waitForReadyRead(3000))
        answer += socket.readAll();
    return answer.left(12);
}

} // namespace

/// Hostile and broken clients: what they get, and that they leave nothing behind.
class HostileTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_ports = std::make_unique<Ports>();
        QVERIFY(m_harness.start(Harness::plainScenario()));
    }
    void cleanupTestCase() { m_ports.reset(); }
    /// No connection, no busy slot stays behind, and a good client is served.
    void cleanup()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_ports->connections.count(), 0, 8000);
        QCOMPARE(m_ports->listener.busy(), 0);
        QCOMPARE(m_ports->environment->busy.load(), 0);
        const auto good = connected(m_ports->http);
        QVERIFY(good);
        QCOMPARE(ask(*good), QByteArray("HTTP/1.1 200"));
    }

    void slowClientsAreDropped_data()
    {
        QTest::addColumn<bool>("mqtt");
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("silent before TLS") << false << false << QByteArray();
        QTest::newRow("half a handshake") << false << false << QByteArray("\x16\x03\x01\x02\x00", 5);
        QTest::newRow("plain text") << false << false << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTest::newRow("half a header") << false << true << QByteArray("GET / HTTP/1.1\r\nHost: loc");
        QTest::newRow("half a body") << false << true
                                     << QByteArray("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
        QTest::newRow("half a chunk") << false << true
                                      << QByteArray("PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                                                    "chunked\r\n\r\n10\r\n{");
        QTest::newRow("MQTT, silent before TLS") << true << false << QByteArray();
        QTest::newRow("MQTT, plain") << true << false << QByteArray::fromHex("100e00044d5154540402000a00026964");
        QTest::newRow("MQTT, silent") << true << true << QByteArray();
        QTest::newRow("MQTT, half a CONNECT") << true << true << QByteArray::fromHex("100e00044d51");
        QTest::newRow("MQTT, HTTP") << true << true << QByteArray("GET / HTTP/1.1\r\n\r\n");
    }

    /// Bytes that keep trickling in do not buy time.
    void slowClientsAreDropped()
    {
        QFETCH(bool, mqtt);
        QFETCH(bool, encrypted);
        QFETCH(QByteArray, start);
        const int before = m_ports->handled;
        const quint16 port = mqtt ? m_ports->mqtt : m_ports->http;
        std::unique_ptr<QTcpSocket> socket;
        if (encrypted) {
            socket = connected(port);
        } else {
            socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(s("127.0.0.1"), port);
            socket->waitForConnected(5000);
        }
        QVERIFY(socket);
        socket->write(start);
        QElapsedTimer clock;
        clock.start();
        while (socket->state() == QAbstractSocket::ConnectedState && clock.elapsed() < 5000) {
            if (!start.isEmpty())
                socket->write(encrypted && !mqtt ? "1" : "");
            socket->waitForReadyRead(50);
        }
        QVERIFY(socket->state() != QAbstractSocket::ConnectedState);
        QCOMPARE(m_ports->handled.load(), before);
    }

    void refusalReachesWhoStillSends_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<int>("status");
        QTest::newRow("body") << QByteArray("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n")
                              << QByteArray(64'000, 'x') << 413;
        QTest::newRow("chunks") << QByteArray("PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                                << QByteArray("FA00\r\n" + QByteArray(64'000, 'x') + "\r\n") << 413;
        QTest::newRow("headers") << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n")
                                 << QByteArray("X-Big: " + QByteArray(64'000, 'x') + "\r\n") << 431;
        QTest::newRow("one endless line") << QByteArray("GET /") << QByteArray(64'000, 'x') << 431;
        QTest::newRow("two lengths") << QByteArray("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n"
                                                   "Content-Length: 5\r\n\r\n")
                                     << QByteArray(64'000, 'x') << 400;
    }

    void refusalReachesWhoStillSends()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, piece);
        QFETCH(int, status);
        const int before = m_ports->handled;
        const auto socket = connected(m_ports->http);
        QVERIFY(socket);
        socket->write(head);
        // Four megabytes go out before anything is read.
        for (int i = 0; i < 64 && socket->state() == QAbstractSocket::ConnectedState; ++i) {
            socket->write(piece);
            socket->waitForBytesWritten(200);
        }
        const QByteArray answer = rest(*socket);
        QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status)), answer.left(200));
        QVERIFY(answer.contains("\"errorCode\"") && answer.endsWith('}'));
        QCOMPARE(m_ports->handled.load(), before);
    }

    void clientsThatVanish()
    {
        for (const char *start : {"", "GET / HTTP/1.1\r\nHost", "GET /hold HTTP/1.1\r\nHost: localhost\r\n\r\n"}) {
            const int before = m_ports->handled;
            auto socket = connected(m_ports->http);
            QVERIFY(socket);
            socket->write(start);
            socket->waitForBytesWritten(1000);
            if (QByteArray(start).startsWith("GET /hold"))
                QTRY_COMPARE(m_ports->handled.load(), before + 1);
            socket->abort();
        }
        // The answer to nobody frees the slot.
        m_ports->loop.post([this] { std::exchange(m_ports->held, {})(HttpReply{200, {}, "{}", false}); });
    }

    void roomIsMadeForNewcomers()
    {
        auto busy = connected(m_ports->http);
        QVERIFY(busy);
        const int before = m_ports->handled;
        busy->write("GET /hold HTTP/1.1\r\nHost: localhost\r\n\r\n");
        busy->waitForBytesWritten(1000);
        QTRY_COMPARE(m_ports->handled.load(), before + 1);
        std::vector<std::unique_ptr<QSslSocket>> idle;
        for (int i = 0; i < roomFor + 4; ++i) {
            idle.push_back(connected(m_ports->http));
            QVERIFY(idle.back());
            QCOMPARE(ask(*idle.back()), QByteArray("HTTP/1.1 200"));
        }
        QTRY_VERIFY(m_ports->connections.count() <= roomFor);
        // The longest idle ones went, the newest and the one with a request under way are there.
        QTRY_COMPARE(idle.front()->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(ask(*idle.back()), QByteArray("HTTP/1.1 200"));
        m_ports->loop.post([this] { std::exchange(m_ports->held, {})(HttpReply{200, {}, "{}", false}); });
        QVERIFY(busy->waitForReadyRead(5000));
        QVERIFY(busy->readAll().startsWith("HTTP/1.1 200"));
    }

    void badBodiesAreRefusedInTheServicesShape_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("10,000 levels") << QByteArray(10'000, '[') + QByteArray(10'000, ']');
        QTest::newRow("10,000 objects") << QByteArray("{\"a\":").repeated(10'000) + "1" + QByteArray(10'000, '}');
        QTest::newRow("10,000 levels inside")
            << "{\"registrationId\":\"x\",\"attestation\":{\"type\":\"symmetricKey\"},\"initialTwin\":{\"tags\":" +
                   QByteArray("{\"a\":").repeated(10'000) + "1" + QByteArray(10'000, '}') + "}}";
        QTest::newRow("invalid UTF-8") << QByteArray("{\"registrationId\":\"x\xc3\x28\"}");
        QTest::newRow("trailing NUL")
            << QByteArray("{\"registrationId\":\"x\",\"attestation\":{\"type\":\"symmetricKey\"}}").append('\0');
        QTest::newRow("NUL in front") << QByteArray("\0{}", 3);
        QTest::newRow("two documents") << QByteArray("{}{}");
        QTest::newRow("cut off") << QByteArray("{\"registrationId\":");
    }

    void badBodiesAreRefusedInTheServicesShape()
    {
        QFETCH(QByteArray, body);
        const QByteArray token = m_harness.serviceToken();
        const Answer service =
            m_harness.send("PUT", s("/enrollments/x?api-version=2021-10-01"), body, {{"Authorization", token}});
        QCOMPARE(service.status, 400);
        QCOMPARE(service.errorCode() / 1000, 400);
        QVERIFY(!service.json().value(s("trackingId")).toString().isEmpty());
        const Answer bulk =
            m_harness.send("POST", s("/enrollments?api-version=2021-10-01"), body, {{"Authorization", token}});
        QCOMPARE(bulk.status, 400);
        if (m_key.isEmpty())
            m_key = m_harness.individual(s("good-1"));
        const Answer device =
            m_harness.send("PUT", s("/0ne00TEST00/registrations/good-1/register?api-version=2021-06-01"), body,
                           {{"Authorization", m_harness.deviceToken(s("good-1"), m_key)}});
        QCOMPARE(device.status, 400);
        QCOMPARE(device.errorCode() / 1000, 400);
        QCOMPARE(m_harness.admin("GET", s("/enrollments/x")).status, 404);
    }

    void pathTricksLeadNowhere_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path :
             {"/enrollments/../enrollments/trick", "/enrollments/%2e%2e/trick", "/enrollments/a%2ftrick",
              "//enrollments/trick", "/enrollments//trick", "/enrollments/trick%00", "/enrollments/trick%",
              "/enrollments/%c3%28", "/enrollments/trick%0d%0aX:%20y", "http://localhost/enrollments/trick",
              "/enrollments/.", "/enrollments/..", "/enrollments/%2F", "*", "/enrollments\\trick"})
            QTest::newRow(path) << QByteArray(path);
    }

    void pathTricksLeadNowhere()
    {
        QFETCH(QByteArray, path);
        const QByteArray body = R"({"registrationId":"trick","attestation":{"type":"symmetricKey"}})";
        const auto socket = connected(m_harness.port());
        QVERIFY(socket);
        socket->write("PUT " + path + "?api-version=2021-10-01 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                      "Authorization: " + m_harness.serviceToken() +
                      "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const QByteArray answer = rest(*socket);
        QVERIFY2(answer.startsWith("HTTP/1.1 4"), answer.left(200));
        QVERIFY(answer.contains("\"errorCode\""));
        QCOMPARE(m_harness.admin("GET", s("/enrollments/trick")).status, 404);
    }

private:
    std::unique_ptr<Ports> m_ports;
    Harness m_harness;
    QString m_key;
};

REHOME_TEST(HostileTest);
#include "HostileTest.moc"
