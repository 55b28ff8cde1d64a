// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/SasTokenProvider.h"
#include "models/wire/Sas.h"
#include "tests/azure/ClientFixture.h"
#include "tests/support/PretendService.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QLocale>

using namespace rehome;
using namespace rehome::test;
using azure::SasTokenProvider;

namespace {

const QString testKey = QStringLiteral("c2VjcmV0LWtleS1vZi10aGUtdGVzdHMtMDEyMzQ1Njc4OQ==");

QByteArray httpDate(qint64 ms)
{
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

} // namespace

/// Tokens are good for an hour, renewed at three quarters, and made by the server's clock once it is known to differ.
class TokenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_now = 1'800'000'000'000; }
    void tokensAreKeptAndRenewedInTime();
    void aClockSetBackRenews();
    void skewIsMeasuredAndUsedAfterARefusal();
    void aBadKeyIsNamedWithoutItself();
    void aSkewedClockGetsThroughAtTheSecondTry();
    void aWrongClockIsSaidWhenItStaysRefused();
    void aWrongKeyIsRefusedOnceAndSaidSo();

private:
    SasTokenProvider provider()
    {
        return SasTokenProvider(QStringLiteral("localhost:8443"), testKey, QStringLiteral("owner"),
                                [this] { return m_now; });
    }
    qint64 m_now = 0;
};

void TokenTest::tokensAreKeptAndRenewedInTime()
{
    SasTokenProvider tokens = provider();
    const auto first = tokens.token();
    QVERIFY(first);
    const auto parsed = wire::parseSasToken(*first);
    QVERIFY(parsed);
    QCOMPARE(parsed->resource, QStringLiteral("localhost:8443"));
    QCOMPARE(parsed->keyName, QStringLiteral("owner"));
    QCOMPARE(parsed->expiresUnixSeconds, m_now / 1000 + 3600);
    QVERIFY(wire::sasSignatureMatches(*parsed, testKey));
    m_now += 44 * 60'000;
    QCOMPARE(*tokens.token(), *first);
    m_now += 60'000; // 45 minutes
    const auto second = tokens.token();
    QVERIFY(second && *second != *first);
    QCOMPARE(wire::parseSasToken(*second)->expiresUnixSeconds, m_now / 1000 + 3600);
    QCOMPARE(tokens.tokensMade(), 2);
}

void TokenTest::aClockSetBackRenews()
{
    SasTokenProvider tokens = provider();
    const auto first = tokens.token();
    m_now -= 3'600'000;
    QVERIFY(*tokens.token() != *first);
}

void TokenTest::skewIsMeasuredAndUsedAfterARefusal()
{
    SasTokenProvider tokens = provider();
    QVERIFY(tokens.token());
    tokens.noteServerDate(m_now + 30'000);
    QVERIFY(!tokens.renewAfterRefusal()); // half a minute is no reason
    const qint64 ahead = 2 * 3'600'000;
    tokens.noteServerDate(m_now + ahead);
    QVERIFY(qAbs(tokens.skewMs() - ahead) <= 1000);
    QVERIFY(tokens.renewAfterRefusal());
    const auto corrected = wire::parseSasToken(*tokens.token());
    QVERIFY(qAbs(corrected->expiresUnixSeconds - (m_now + ahead) / 1000 - 3600) <= 1);
    QVERIFY(!tokens.renewAfterRefusal()); // made by the server's clock already
    QVERIFY(qAbs(tokens.serverNowMs() - m_now - ahead) <= 1000);
}

void TokenTest::aBadKeyIsNamedWithoutItself()
{
    SasTokenProvider tokens(QStringLiteral("host"), QStringLiteral("no base64 !!"), QStringLiteral("owner"));
    const auto token = tokens.token();
    QVERIFY(!token);
    QVERIFY(!token.error().message.contains(QLatin1String("no base64")));
    QVERIFY(!token.error().detail.contains(QLatin1String("no base64")));
}

void TokenTest::aSkewedClockGetsThroughAtTheSecondTry()
{
    // The server's clock is two hours ahead: tokens of this machine are expired there.
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &request) {
        const qint64 serverNow = QDateTime::currentMSecsSinceEpoch() + 2 * 3'600'000;
        const auto token = wire::parseSasToken(request.header("authorization"));
        const bool good =
            token && wire::sasSignatureMatches(*token, testKey) && token->expiresUnixSeconds > serverNow / 1000;
        ScriptedAnswer answer =
            good ? PretendService::json(200, {{QStringLiteral("registrationId"), QStringLiteral("a")}})
                 : PretendService::refusal(401, 401002);
        answer.headers.emplaceBack("Date", httpDate(serverNow));
        return answer;
    };
    const auto first = awaited(fixture.client().enrollment(domain::EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(first && first->has_value());
    QCOMPARE(fixture.server.seen().size(), 2);
    QVERIFY(qAbs(fixture.client().clockSkewMs() - 2 * 3'600'000) < 5000);
    QVERIFY(qAbs((*first)->serverDateMs - QDateTime::currentMSecsSinceEpoch() - 2 * 3'600'000) < 10'000);
    const auto second = awaited(fixture.client().enrollment(domain::EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(second && second->has_value());
    QCOMPARE(fixture.server.seen().size(), 3); // the corrected token is kept
}

void TokenTest::aWrongClockIsSaidWhenItStaysRefused()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer answer = PretendService::refusal(401, 401002);
        answer.headers.emplaceBack("Date", httpDate(QDateTime::currentMSecsSinceEpoch() + 2 * 3'600'000));
        return answer;
    };
    const auto document = awaited(fixture.client().enrollment(domain::EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Unauthorized);
    QVERIFY2(document->error().message.contains(QLatin1String("clock is off by")),
             qPrintable(document->error().message));
    QCOMPARE(fixture.server.seen().size(), 2); // once more with the corrected clock, then no more
}

void TokenTest::aWrongKeyIsRefusedOnceAndSaidSo()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) { return PretendService::refusal(401, 401002); };
    const auto document = awaited(fixture.client().enrollment(domain::EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    const Error error = document->error();
    QCOMPARE(error.kind, ErrorKind::Unauthorized);
    QCOMPARE(error.serviceCode, 401002);
    QCOMPARE(error.trackingId, QStringLiteral("11111111-2222-3333-4444-555555555555"));
    QCOMPARE(fixture.server.seen().size(), 1);
    QVERIFY(!(error.message + error.detail).contains(testKey));
}

REHOME_TEST(TokenTest);
#include "TokenTest.moc"
