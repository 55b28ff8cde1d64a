// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>
#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// What no ordinary client sends: framing, limits, pipelining (raw TLS).
class ListenerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_harness.start(Harness::plainScenario())); }

    void ambiguousFramingExecutesNothing_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("two hosts") << QByteArray(
            "Host: localhost\r\nHost: hub-a.localhost\r\nContent-Length: %len\r\n");
        QTest::newRow("no host") << QByteArray("Content-Length: %len\r\n");
        QTest::newRow("two lengths") << QByteArray("Host: localhost\r\nContent-Length: %len\r\nContent-Length: 5\r\n");
        QTest::newRow("length and chunked")
            << QByteArray("Host: localhost\r\nContent-Length: %len\r\nTransfer-Encoding: chunked\r\n");
        QTest::newRow("chunked and length")
            << QByteArray("Host: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: %len\r\n");
        QTest::newRow("bad length") << QByteArray("Host: localhost\r\nContent-Length: x\r\n");
    }

    void ambiguousFramingExecutesNothing()
    {
        QFETCH(QByteArray, head);
        const QByteArray body = R"({"registrationId":"smuggled","attestation":{"type":"symmetricKey"}})";
        head.replace("%len", QByteArray::number(body.size()));
        const QByteArray auth = "Authorization: " + m_harness.serviceToken() + "\r\n";
        const QByteArray request =
            "PUT /enrollments/smuggled?api-version=2021-10-01 HTTP/1.1\r\n" + head + auth + "\r\n" + body;
        // A second request behind it must not be executed either.
        const QByteArray second =
            "PUT /enrollments/smuggled?api-version=2021-10-01 HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
            QByteArray::number(body.size()) + "\r\n" + auth + "\r\n" + body;
        const QByteArray answer = exchange(request + second);
        QVERIFY2(answer.startsWith("HTTP/1.1 400"), answer);
        QCOMPARE(answer.count("HTTP/1.1 "), 1);
        QVERIFY(answer.contains("errorCode"));
        QCOMPARE(m_harness.admin("GET", s("/enrollments/smuggled")).status, 404);
    }

    void limitsAreSaid()
    {
        const QByteArray bigHeader =
            exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: " + QByteArray(20'000, 'x') + "\r\n\r\n");
        QVERIFY2(bigHeader.startsWith("HTTP/1.1 431"), bigHeader.left(100));
        const QByteArray bigBody = exchange(
            "PUT /enrollments/x?api-version=2021-10-01 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n");
        QVERIFY2(bigBody.startsWith("HTTP/1.1 413"), bigBody.left(100));
        const QByteArray nonsense = exchange("this is not HTTP at all\r\n\r\n");
        QVERIFY2(nonsense.startsWith("HTTP/1.1 400"), nonsense.left(100));
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        QByteArray requests;
        for (int i = 0; i < 5; ++i)
            requests += "GET /enrollments/pipe-" + QByteArray::number(i) +
                        "?api-version=" + (i % 2 == 0 ? "2021-10-01" : "bad") +
                        " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + m_harness.serviceToken() +
                        (i == 4 ? "\r\nConnection: close" : "") + "\r\n\r\n";
        const QByteArray answers = exchange(requests);
        QByteArray order;
        for (qsizetype at = answers.indexOf("HTTP/1.1 "); at >= 0; at = answers.indexOf("HTTP/1.1 ", at + 9))
            order += answers.mid(at + 9, 3) + ' ';
        QCOMPARE(order, QByteArray("404 400 404 400 404 "));
    }

    void continueIsAnswered()
    {
        const QByteArray body = R"({"query":"SELECT *"})";
        const QByteArray answer = exchange(
            "POST /enrollments/query?api-version=2021-10-01 HTTP/1.1\r\nHost: localhost\r\nExpect: "
            "100-continue\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " +
                QByteArray::number(body.size()) + "\r\nAuthorization: " + m_harness.serviceToken() + "\r\n\r\n",
            body);
        QVERIFY2(answer.startsWith("HTTP/1.1 100"), answer);
        QVERIFY2(answer.contains("HTTP/1.1 200"), answer);
    }

    void plainTextAndSilenceHurtNobody()
    {
        QTcpSocket plain;
        plain.connectToHost(s("127.0.0.1"), m_harness.port());
        QVERIFY(plain.waitForConnected(5000));
        plain.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(plain.state(), QAbstractSocket::UnconnectedState, 5000);
        QTcpSocket silent;
        silent.connectToHost(s("127.0.0.1"), m_harness.port());
        QVERIFY(silent.waitForConnected(5000));
        QCOMPARE(m_harness.admin("GET", s("/enrollments/none")).status, 404);
        m_harness.service->stop(); // does not wait for the silent one
        QVERIFY(m_harness.start(std::nullopt));
    }

private:
    /// Sends, then `later` once something came back, and reads until the service closes or is silent for a while.
    QByteArray exchange(const QByteArray &data, const QByteArray &later = {})
    {
        QSslSocket socket;
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(m_harness.endpoint.caCertificatePath));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(s("127.0.0.1"), m_harness.port(), s("localhost"));
        if (!socket.waitForEncrypted(5000))
            return "no TLS";
        socket.write(data);
        QByteArray answer;
        bool sent = later.isEmpty();
        while (socket.waitForReadyRead(3000)) {
            answer += socket.readAll();
            if (!sent) {
                socket.write(later);
                sent = true;
            }
        }
        return answer + socket.readAll();
    }

    Harness m_harness;
};

REHOME_TEST(ListenerTest);
#include "ListenerTest.moc"
