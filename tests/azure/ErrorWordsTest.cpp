// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/ErrorFromReply.h"
#include "app/azure/TransportError.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QTest>

using namespace rehome;
using namespace rehome::azure;

namespace {

const QByteArray key = "cHJpbWFyeS1rZXktb2YtbGluZS03LTAxMjM0NTY3ODk=";

HttpReply reply(int status, const QByteArray &body = {}, QList<std::pair<QByteArray, QByteArray>> headers = {})
{
    HttpReply made;
    made.status = status;
    made.body = body;
    made.headers = std::move(headers);
    return made;
}

qsizetype wordCount(const QString &text)
{
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts).size();
}

} // namespace

/// Every error is said in words: what, why, what now; under 25 words; no secret in it.
class ErrorWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStatusHasWords_data();
    void everyStatusHasWords();
    void everyTransportFailureHasWords_data();
    void everyTransportFailureHasWords();
    void theServicesErrorShapeIsRead();
    void anExpiredTokenIsNamed();
    void theHubsErrorShapeIsRead();
    void secretsAreBlanked_data();
    void secretsAreBlanked();
    void aReplyThatIsNoJsonStillHasWords();
};

void ErrorWordsTest::everyStatusHasWords_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("hub");
    for (const int status : {301, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 429, 500, 502, 503, 504, 599}) {
        QTest::addRow("service %d", status) << status << false;
        QTest::addRow("hub %d", status) << status << true;
    }
}

void ErrorWordsTest::everyStatusHasWords()
{
    QFETCH(int, status);
    QFETCH(bool, hub);
    for (const QString &what : {QString(), QStringLiteral("Enrollment group line-7")}) {
        const Error error =
            errorFromReply(hub ? domain::Towards::Hub : domain::Towards::ProvisioningService, reply(status), what);
        QCOMPARE(error.httpStatus, status);
        QVERIFY2(wordCount(error.message) >= 5 && wordCount(error.message) < 25, qPrintable(error.message));
        QVERIFY2(!error.message.contains(QLatin1Char('%')), qPrintable(error.message));
        QVERIFY2(error.message.endsWith(QLatin1Char('.')), qPrintable(error.message));
        QCOMPARE(error.retryHelps, status == 429 || status >= 500);
    }
}

void ErrorWordsTest::everyTransportFailureHasWords_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("maybeSent");
    QTest::newRow("refused") << int(QNetworkReply::ConnectionRefusedError) << false;
    QTest::newRow("no such host") << int(QNetworkReply::HostNotFoundError) << false;
    QTest::newRow("handshake") << int(QNetworkReply::SslHandshakeFailedError) << false;
    QTest::newRow("proxy") << int(QNetworkReply::ProxyConnectionRefusedError) << false;
    QTest::newRow("closed") << int(QNetworkReply::RemoteHostClosedError) << true;
    QTest::newRow("would have to be resent") << int(QNetworkReply::ContentReSendError) << true;
    QTest::newRow("protocol") << int(QNetworkReply::ProtocolFailure) << true;
    QTest::newRow("network") << int(QNetworkReply::UnknownNetworkError) << true;
}

void ErrorWordsTest::everyTransportFailureHasWords()
{
    QFETCH(int, code);
    QFETCH(bool, maybeSent);
    const TransportFailure failure = transportFailure(QStringLiteral("my-dps.azure-devices-provisioning.net"),
                                                      static_cast<QNetworkReply::NetworkError>(code), {}, {});
    QCOMPARE(failure.maybeSent, maybeSent);
    QVERIFY2(wordCount(failure.error.message) < 25, qPrintable(failure.error.message));
    QVERIFY(failure.error.message.contains(QLatin1String("my-dps")));
}

void ErrorWordsTest::theServicesErrorShapeIsRead()
{
    const Error error = errorFromReply(
        domain::Towards::ProvisioningService,
        reply(
            404,
            R"({"errorCode":404201,"trackingId":"5f4c","message":"Enrollment not found.","timestampUtc":"2026-01-01T00:00:00Z"})"),
        QStringLiteral("Enrollment a"));
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QCOMPARE(error.serviceCode, 404201);
    QCOMPARE(error.trackingId, QStringLiteral("5f4c"));
    QVERIFY(error.message.startsWith(QLatin1String("Enrollment a ")));
    for (const char *part : {"HTTP 404", "404201", "5f4c", "Enrollment not found."})
        QVERIFY2(error.detail.contains(QLatin1String(part)), part);
}

void ErrorWordsTest::anExpiredTokenIsNamed()
{
    const Error error = errorFromReply(domain::Towards::ProvisioningService,
                                       reply(401, R"({"errorCode":401002,"message":"The token has expired."})"), {});
    QCOMPARE(error.kind, ErrorKind::Unauthorized);
    QVERIFY(error.message.contains(QLatin1String("has expired")));
    const Error key = errorFromReply(domain::Towards::ProvisioningService,
                                     reply(401, R"({"errorCode":401002,"message":"Unauthorized"})"), {});
    QVERIFY(!key.message.contains(QLatin1String("expired")));
}

void ErrorWordsTest::theHubsErrorShapeIsRead()
{
    const Error error = errorFromReply(
        domain::Towards::Hub,
        reply(
            404,
            R"({"Message":"ErrorCode:DeviceNotFound;a","ExceptionMessage":"Tracking ID:0f3e-G:1-TimeStamp:01/01/2026 00:00:00"})"),
        QStringLiteral("Device a"));
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QVERIFY(error.detail.contains(QLatin1String("DeviceNotFound")));
    QVERIFY2(error.trackingId.startsWith(QLatin1String("0f3e")), qPrintable(error.trackingId));
}

void ErrorWordsTest::secretsAreBlanked_data()
{
    QTest::addColumn<QString>("text");
    const QString secret = QString::fromLatin1(key);
    QTest::newRow("connection string")
        << QStringLiteral("HostName=a;SharedAccessKeyName=o;SharedAccessKey=%1").arg(secret);
    QTest::newRow("token") << QStringLiteral("SharedAccessSignature sr=a&sig=%1&se=1&skn=o").arg(secret);
    QTest::newRow("signature") << QStringLiteral("bad sig=%1&se=1").arg(secret);
    QTest::newRow("JSON") << QStringLiteral("{\"primaryKey\": \"%1\"}").arg(secret);
    QTest::newRow("bare") << QStringLiteral("the key %1 is not accepted").arg(secret);
    QTest::newRow("short key") << QStringLiteral("\"secondaryKey\":\"%1\"").arg(secret.left(24));
}

void ErrorWordsTest::secretsAreBlanked()
{
    QFETCH(QString, text);
    QVERIFY(!withoutSecrets(text).contains(QString::fromLatin1(key.left(20))));
    const QByteArray body =
        "{\"errorCode\":400004,\"message\":\"" + QByteArray(text.toUtf8()).replace('"', "\\\"") + "\"}";
    const Error error = errorFromReply(domain::Towards::ProvisioningService, reply(400, body), {});
    QVERIFY2(!error.detail.contains(QString::fromLatin1(key.left(20))), qPrintable(error.detail));
    QVERIFY(error.detail.contains(QStringLiteral("…")));
}

void ErrorWordsTest::aReplyThatIsNoJsonStillHasWords()
{
    const Error error = errorFromReply(domain::Towards::ProvisioningService,
                                       reply(502, "<html>Bad gateway</html>", {{"x-ms-request-id", "req-1"}}), {});
    QCOMPARE(error.kind, ErrorKind::Service);
    QCOMPARE(error.trackingId, QStringLiteral("req-1"));
    QVERIFY(error.message.contains(QLatin1String("502")));
}

REHOME_TEST(ErrorWordsTest);
#include "ErrorWordsTest.moc"
