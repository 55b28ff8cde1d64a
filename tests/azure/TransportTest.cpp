// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/azure/ClientFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;

namespace {

ScriptedAnswer enrollmentAnswer()
{
    ScriptedAnswer answer;
    answer.body = R"({"registrationId":"a","attestation":{"type":"tpm","tpm":{"endorsementKey":"AAAA"}},"etag":"v1"})";
    return answer;
}

QString words(const Error &error)
{
    return QStringLiteral("%1 | %2 | %3").arg(static_cast<int>(error.kind)).arg(error.message, error.detail);
}

} // namespace

/// How a client connects, whom it trusts and how exchanges end.
class TransportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endpointRefusesWhatIsNoHost_data();
    void endpointRefusesWhatIsNoHost();
    void endpointNamesABadCaFile();
    void trustIsTheSystemsAndTheFiles();
    void hubNamesGoToLoopbackWithTheirName();
    void certificateTroubleIsNamed_data();
    void certificateTroubleIsNamed();
    void aCertificateOfOurAuthorityIsNotTrustedWithoutIt();
    void nobodyListening();
    void aServerWithoutTls();
    void silenceEndsAtTheDeadline();
    void aSlowBodyCountsAgainstTheDeadline();
    void aSlowBodyWithinTheDeadlineArrives();
    void chunkedBodiesArrive();
    void aServiceOnTheOtherLoopbackIsFound();
    void tooLargeAnswersAreCut_data();
    void tooLargeAnswersAreCut();
    void aChallengeIsARefusal_data();
    void aChallengeIsARefusal();
    void redirectsAreNotFollowed();
    void aCutBodyIsReadAgain();
    void deadlinesCountFromTheRealStart();
    void onlySixAreInFlight();
    void cancelEndsAReadInFlight();
    void destroyingTheClientEndsItsCalls();
};

void TransportTest::endpointRefusesWhatIsNoHost_data()
{
    QTest::addColumn<QString>("host");
    for (const char *host : {"", "a b", "host/path", "user@host", "host:99999", "host:0", "host?x", "[::1"})
        QTest::newRow(*host ? host : "empty") << QString::fromLatin1(host);
}

void TransportTest::endpointRefusesWhatIsNoHost()
{
    QFETCH(QString, host);
    const auto endpoint = azure::Endpoint::make(host, QString());
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().kind, ErrorKind::BadInput);
}

void TransportTest::endpointNamesABadCaFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ca.pem"));
    const auto missing = azure::Endpoint::make(QStringLiteral("localhost:1"), path);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::Storage);
    QCOMPARE(missing.error().detail, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no certificate here");
    file.close();
    const auto empty = azure::Endpoint::make(QStringLiteral("localhost:1"), path);
    QVERIFY(!empty);
    QCOMPARE(empty.error().kind, ErrorKind::BadInput);
}

void TransportTest::trustIsTheSystemsAndTheFiles()
{
    ClientFixture fixture;
    const QSslCertificate ours(fixture.authority.certificate());
    QCOMPARE(fixture.endpoint().tls.caCertificates(), QList<QSslCertificate>{ours});
    const auto elsewhere =
        azure::Endpoint::make(QStringLiteral("my-dps.azure-devices-provisioning.net"), fixture.caPath);
    QVERIFY(elsewhere);
    QVERIFY(!elsewhere->loopbackName);
    QCOMPARE(elsewhere->port, quint16(443));
    QCOMPARE(elsewhere->hostHeader, QByteArray("my-dps.azure-devices-provisioning.net"));
    QVERIFY(elsewhere->tls.caCertificates().contains(ours));
    QCOMPARE(elsewhere->tls.caCertificates().size(), QSslConfiguration::systemCaCertificates().size() + 1);
    // Only for this connection.
    QVERIFY(!QSslConfiguration::defaultConfiguration().caCertificates().contains(ours));
}

void TransportTest::hubNamesGoToLoopbackWithTheirName()
{
    // No resolver is asked: this name exists nowhere, and the certificate is for it alone.
    ClientFixture fixture(QStringLiteral("hub-nowhere-else.localhost"));
    fixture.server.handler = [](const SeenRequest &) { return enrollmentAnswer(); };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a:b c")));
    QVERIFY(document);
    QVERIFY2(document->has_value(), qPrintable(document->has_value() ? QString() : words(document->error())));
    QCOMPARE((*document)->etag, QStringLiteral("v1"));
    QVERIFY((*document)->serverDateMs > 0);
    const SeenRequest request = fixture.server.seen().constFirst();
    QCOMPARE(request.header("host"), "hub-nowhere-else.localhost:" + QByteArray::number(fixture.server.port()));
    QCOMPARE(request.path, QByteArray("/enrollments/a%3Ab%20c"));
    QCOMPARE(request.query, QByteArray("api-version=2021-10-01"));
    QVERIFY(request.header("authorization").startsWith("SharedAccessSignature sr="));
    QVERIFY(request.header("user-agent").startsWith("Rehome/"));
}

void TransportTest::certificateTroubleIsNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("startDays");
    QTest::addColumn<bool>("ours");
    QTest::addColumn<QString>("word");
    QTest::newRow("wrong host") << "elsewhere.example" << 0 << true << "another host";
    QTest::newRow("expired") << "localhost" << -10 << true << "expired on";
    QTest::newRow("not yet valid") << "localhost" << 10 << true << "not valid yet";
    QTest::newRow("unknown authority") << "localhost" << 0 << false << "unknown authority";
    QTest::newRow("wrong host and unknown authority") << "elsewhere.example" << 0 << false << "another host";
}

void TransportTest::certificateTroubleIsNamed()
{
    QFETCH(QString, name);
    QFETCH(int, startDays);
    QFETCH(bool, ours);
    QFETCH(QString, word);
    const TestAuthority authority, stranger("Strange authority");
    ClientFixture fixture(QStringLiteral("localhost"), (ours ? authority : stranger).issue({name}, startDays));
    QFile file(fixture.caPath);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(authority.certificate());
    file.close();
    fixture.server.handler = [](const SeenRequest &) { return enrollmentAnswer(); };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Untrusted);
    QVERIFY2(document->error().message.contains(word), qPrintable(words(document->error())));
    QVERIFY2(document->error().message.contains(QLatin1String("localhost")), qPrintable(words(document->error())));
    QVERIFY(fixture.server.seen().isEmpty()); // nothing was said to a stranger
    QVERIFY(fixture.waits.empty());           // and trying again would not help
}

void TransportTest::aCertificateOfOurAuthorityIsNotTrustedWithoutIt()
{
    ClientFixture fixture;
    fixture.caPath.clear();
    fixture.server.handler = [](const SeenRequest &) { return enrollmentAnswer(); };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Untrusted);
}

void TransportTest::nobodyListening()
{
    ClientFixture fixture;
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close();
    fixture.connection = connectionTo(QStringLiteral("localhost"), port);
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Unreachable);
    QVERIFY2(document->error().message.contains(QLatin1String("refuses")), qPrintable(words(document->error())));
    QVERIFY(document->error().retryHelps);
    QCOMPARE(fixture.waits.size(), size_t(4)); // five attempts
}

void TransportTest::aServerWithoutTls()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    ClientFixture fixture;
    fixture.settings.maxAttempts = 1;
    fixture.connection = connectionTo(QStringLiteral("localhost"), plain.serverPort());
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QVERIFY2(document->error().message.contains(QLatin1String("secure connection")),
             qPrintable(words(document->error())));
}

void TransportTest::silenceEndsAtTheDeadline()
{
    ClientFixture fixture;
    fixture.settings.requestDeadline = std::chrono::milliseconds(300);
    fixture.settings.maxAttempts = 2;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.end = ScriptedAnswer::End::Silence;
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Unreachable);
    QVERIFY2(document->error().message.contains(QLatin1String("did not answer within 0.3 s")),
             qPrintable(words(document->error())));
    QCOMPARE(fixture.server.count("GET"), 2);
}

void TransportTest::aSlowBodyCountsAgainstTheDeadline()
{
    ClientFixture fixture;
    fixture.settings.requestDeadline = std::chrono::milliseconds(400);
    fixture.settings.maxAttempts = 1;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer = enrollmentAnswer();
        answer.pieces = 50; // bytes keep coming, yet it takes 5 s
        answer.pieceDelayMs = 100;
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Unreachable);
}

void TransportTest::aSlowBodyWithinTheDeadlineArrives()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer = enrollmentAnswer();
        answer.pieces = 5;
        answer.pieceDelayMs = 10;
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && document->has_value());
    QCOMPARE((*document)->raw, enrollmentAnswer().body);
}

void TransportTest::chunkedBodiesArrive()
{
    ClientFixture fixture;
    QByteArray items = "[";
    for (int i = 0; i < 5000; ++i)
        items += QByteArray(i ? "," : "") + "{\"registrationId\":\"sn-" + QByteArray::number(i) + "\"}";
    items += ']';
    fixture.server.handler = [&items](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.body = items;
        answer.chunked = true;
        answer.pieces = 20;
        return answer;
    };
    const auto page = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 5000));
    QVERIFY(page && page->has_value());
    QCOMPARE((*page)->items, items);
}

void TransportTest::aServiceOnTheOtherLoopbackIsFound()
{
    // The server listens on ::1 only; the client tries 127.0.0.1 first.
    ClientFixture fixture;
    ScriptedServer other(fixture.authority.issue({QStringLiteral("localhost")}));
    other.handler = [](const SeenRequest &) { return enrollmentAnswer(); };
    if (!other.listen(QHostAddress::LocalHostIPv6))
        return; // a machine without IPv6 has no other loopback
    fixture.connection = connectionTo(QStringLiteral("localhost"), other.port());
    for (int i = 0; i < 2; ++i) {
        const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
        QVERIFY(document && document->has_value());
    }
    QCOMPARE(other.seen().size(), 2);
    QVERIFY(fixture.waits.empty());
}

void TransportTest::aChallengeIsARefusal_data()
{
    QTest::addColumn<QByteArray>("challenge");
    for (const char *challenge :
         {"Basic realm=\"service\"", "Bearer", "Digest realm=\"a\", nonce=\"b\", qop=\"auth\"", "Negotiate"})
        QTest::newRow(challenge) << QByteArray(challenge);
}

void TransportTest::aChallengeIsARefusal()
{
    // Qt would ask a person for a password here, or send the request again.
    QFETCH(QByteArray, challenge);
    ClientFixture fixture;
    fixture.server.handler = [challenge](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.status = 401;
        answer.body = R"({"errorCode":401002,"message":"Unauthorized"})";
        answer.headers.emplaceBack("WWW-Authenticate", challenge);
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Unauthorized);
    const auto write = awaited(
        fixture.client().deleteEnrollment(EnrollmentKind::Individual, QStringLiteral("a"), QStringLiteral("v1")));
    QVERIFY(write && !write->has_value());
    QCOMPARE(write->error().kind, ErrorKind::Unauthorized);
    QCOMPARE(fixture.server.seen().size(), 2);
}

void TransportTest::tooLargeAnswersAreCut_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("announced") << false;
    QTest::newRow("chunked") << true;
}

void TransportTest::tooLargeAnswersAreCut()
{
    QFETCH(bool, chunked);
    ClientFixture fixture;
    fixture.settings.maxReplyBytes = 10'000;
    fixture.settings.maxAttempts = 1;
    fixture.server.handler = [chunked](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.chunked = chunked;
        answer.pieces = 10;
        answer.body = '[' + QByteArray(20'000, ' ') + ']';
        return answer;
    };
    const auto page = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100));
    QVERIFY(page && !page->has_value());
    QCOMPARE(page->error().kind, ErrorKind::BadReply);
}

void TransportTest::redirectsAreNotFollowed()
{
    ClientFixture fixture;
    fixture.server.handler = [&fixture](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.status = 302;
        answer.headers.emplaceBack("Location",
                                   "https://localhost:" + QByteArray::number(fixture.server.port()) + "/elsewhere");
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().httpStatus, 302);
    QVERIFY(document->error().message.contains(QLatin1String("redirect")));
    QCOMPARE(fixture.server.seen().size(), 1);
}

void TransportTest::aCutBodyIsReadAgain()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.server.handler = [&asked](const SeenRequest &) {
        ScriptedAnswer answer = enrollmentAnswer();
        if (++asked == 1)
            answer.end = ScriptedAnswer::End::DropAfterHeaders;
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && document->has_value());
    QCOMPARE((*document)->raw, enrollmentAnswer().body);
    QCOMPARE(asked, 2);
}

void TransportTest::deadlinesCountFromTheRealStart()
{
    // Qt's own transferTimeout would end the later ones: 14 requests of 400 ms, six at a time, take 1.2 s; each may
    // take 900 ms.
    ClientFixture fixture;
    fixture.settings.requestDeadline = std::chrono::milliseconds(900);
    fixture.settings.maxAttempts = 1;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer = enrollmentAnswer();
        answer.delayMs = 400;
        return answer;
    };
    std::vector<QFuture<Result<azure::Document>>> calls;
    for (int i = 0; i < 14; ++i)
        calls.push_back(azure::toFuture(fixture.client().enrollment(EnrollmentKind::Individual, QString::number(i))));
    for (auto &call : calls) {
        QTRY_VERIFY_WITH_TIMEOUT(call.isFinished(), 10'000);
        QVERIFY(call.result().has_value());
    }
    QCOMPARE(fixture.server.maxOpenRequests(), 6);
}

void TransportTest::onlySixAreInFlight()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer = enrollmentAnswer();
        answer.delayMs = 20;
        return answer;
    };
    std::vector<QFuture<Result<azure::Document>>> calls;
    for (int i = 0; i < 60; ++i) {
        azure::CallOptions options;
        options.priority = i % 2 ? azure::Priority::Person : azure::Priority::Sweep;
        calls.push_back(
            azure::toFuture(fixture.client().enrollment(EnrollmentKind::Individual, QString::number(i), options)));
    }
    QVERIFY(fixture.client().queue().inFlight() <= 6);
    QVERIFY(fixture.client().queue().waiting() >= 54);
    for (auto &call : calls) {
        QTRY_VERIFY_WITH_TIMEOUT(call.isFinished(), 10'000);
        QVERIFY(call.result().has_value());
    }
    QCOMPARE(fixture.server.maxOpenRequests(), 6);
    QCOMPARE(fixture.client().queue().maxSeenInFlight(), 6);
    QCOMPARE(fixture.client().queue().inFlight(), 0);
    QCOMPARE(fixture.server.seen().size(), 60);
}

void TransportTest::cancelEndsAReadInFlight()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.end = ScriptedAnswer::End::Silence;
        return answer;
    };
    azure::CallOptions options;
    auto call = azure::toFuture(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a"), options));
    QTRY_COMPARE(fixture.server.seen().size(), 1);
    options.cancel.cancel();
    QTRY_VERIFY(call.isFinished());
    QCOMPARE(call.result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(fixture.client().queue().inFlight(), 0);
}

void TransportTest::destroyingTheClientEndsItsCalls()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer;
        answer.end = ScriptedAnswer::End::Silence;
        return answer;
    };
    std::vector<QFuture<Result<azure::Document>>> calls;
    for (int i = 0; i < 10; ++i) // six in flight, four waiting
        calls.push_back(azure::toFuture(fixture.client().enrollment(EnrollmentKind::Individual, QString::number(i))));
    QTRY_COMPARE(fixture.server.seen().size(), 6);
    fixture.dropClient();
    for (auto &call : calls) {
        QTRY_VERIFY(call.isFinished());
        QCOMPARE(call.result().error().kind, ErrorKind::Cancelled);
    }
}

REHOME_TEST(TransportTest);
#include "TransportTest.moc"
