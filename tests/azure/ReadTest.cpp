// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/IotHubClient.h"
#include "app/azure/PageSequence.h"
#include "tests/azure/ClientFixture.h"
#include "tests/support/PretendService.h"
#include "tests/support/TestRegistry.h"

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using std::chrono::milliseconds;
using std::chrono::seconds;
using End = ScriptedAnswer::End;

namespace {

ScriptedAnswer page(const QByteArray &items, const QByteArray &continuation = {})
{
    ScriptedAnswer answer;
    answer.body = items;
    answer.headers = {{"x-ms-item-type", "Enrollment"}, {"x-ms-max-item-count", "2"}};
    if (!continuation.isNull())
        answer.headers.emplaceBack("x-ms-continuation", continuation);
    return answer;
}

ScriptedAnswer good()
{
    return PretendService::json(200, {{QStringLiteral("registrationId"), QStringLiteral("a")}});
}

} // namespace

/// Reads are retried by the concepts document's tip; pages that are wrong end in a clear error.
class ReadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void throttledReadsWaitAsTold();
    void retryAfterMayBeADate();
    void throttledReadsWithoutRetryAfterBackOff();
    void aStormOf429GivesUpAndSaysWhen();
    void serverErrorsBackOffExponentially();
    void towardsAHubTheFirstWaitIsFiveSeconds();
    void dropsAreReadAgain();
    void otherErrorsAreFinal_data();
    void otherErrorsAreFinal();
    void retriesEndWithTheCallsDeadline();
    void cancelEndsAWait();
    void pagesCarryTokenCountAndDate();
    void anEmptyTokenEndsTheList();
    void aRepeatedTokenEndsThePass();
    void aTokenThatComesBackUnchangedIsRefusedAtOnce();
    void brokenPagesAreBadReplies_data();
    void brokenPagesAreBadReplies();
    void brokenDocumentsAreBadReplies();
    void theSamePageTwiceIsTheCallersToMerge();
    void allCallsAreCounted();
    void registrationPagesNameTheGroupOnly();
};

void ReadTest::throttledReadsWaitAsTold()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.server.handler = [&asked](const SeenRequest &) {
        if (++asked > 2)
            return good();
        ScriptedAnswer refused = PretendService::refusal(429, 429001);
        refused.headers.emplaceBack("Retry-After", asked == 1 ? "42" : "1");
        return refused;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && document->has_value());
    // "For 429 errors, only retry after the time indicated in the Retry-After header."
    QVERIFY(std::find(fixture.waits.begin(), fixture.waits.end(), seconds(42)) != fixture.waits.end());
    QVERIFY(*std::min_element(fixture.waits.begin(), fixture.waits.end()) >= seconds(1));
    QCOMPARE(fixture.budget->status().totalThrottled, 2);
    QCOMPARE(fixture.budget->status().backgroundShare, 25'000);
}

void ReadTest::retryAfterMayBeADate()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.server.handler = [&asked](const SeenRequest &) {
        if (++asked > 1)
            return good();
        ScriptedAnswer refused = PretendService::refusal(429, 429001);
        refused.headers = {{"Date", "Mon, 02 Mar 2026 08:00:00 GMT"}, {"Retry-After", "Mon, 02 Mar 2026 08:00:33 GMT"}};
        return refused;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && document->has_value());
    QVERIFY(std::find(fixture.waits.begin(), fixture.waits.end(), seconds(33)) != fixture.waits.end());
}

void ReadTest::throttledReadsWithoutRetryAfterBackOff()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.server.handler = [&asked](const SeenRequest &) {
        return ++asked > 3 ? good() : PretendService::refusal(429, 429001);
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && document->has_value());
    QVERIFY(*std::max_element(fixture.waits.begin(), fixture.waits.end()) >= seconds(4)); // 1, 2, 4 s
}

void ReadTest::aStormOf429GivesUpAndSaysWhen()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) {
        ScriptedAnswer refused = PretendService::refusal(429, 429001);
        refused.headers.emplaceBack("Retry-After", "7");
        return refused;
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Throttled);
    QVERIFY(document->error().retryAfter == seconds(7));
    QVERIFY(document->error().message.contains(QLatin1String("7 s")));
    QCOMPARE(fixture.server.seen().size(), 5);
}

void ReadTest::serverErrorsBackOffExponentially()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) { return PretendService::refusal(503, 503001); };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, ErrorKind::Service);
    QCOMPARE(document->error().httpStatus, 503);
    QCOMPARE(fixture.server.seen().size(), 5);
    const std::vector<milliseconds> expected{milliseconds(1000), milliseconds(2000), milliseconds(4000),
                                             milliseconds(8000)};
    QVERIFY(fixture.waits == expected);
    // Jitter lengthens a wait and never shortens it.
    ClientFixture jittery;
    jittery.settings.jitter = [] { return 0.999; };
    jittery.server.handler = [](const SeenRequest &) { return PretendService::refusal(503, 503001); };
    QVERIFY(awaited(jittery.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a"))));
    for (size_t i = 0; i < expected.size(); ++i)
        QVERIFY(jittery.waits.at(i) > expected.at(i));
}

void ReadTest::towardsAHubTheFirstWaitIsFiveSeconds()
{
    ClientFixture fixture(QStringLiteral("hub-weu.localhost"));
    int asked = 0;
    fixture.server.handler = [&asked](const SeenRequest &) {
        return ++asked > 2 ? PretendService::json(200, {{QStringLiteral("deviceId"), QStringLiteral("a")}})
                           : PretendService::json(
                                 500, {{QStringLiteral("Message"), QStringLiteral("ErrorCode:ServerError;x")}});
    };
    azure::IotHubClient hub(fixture.network, fixture.endpoint(), fixture.connection, azure::HubBudgets::forUnits(1),
                            fixture.settings);
    const auto device = awaited(hub.device(QStringLiteral("a")));
    QVERIFY(device && device->has_value());
    // "exponential back-off, with the first retry at least 5 seconds after the response"
    QVERIFY(fixture.waits.at(0) >= seconds(5));
    QVERIFY(fixture.waits.at(1) >= seconds(10));
}

void ReadTest::dropsAreReadAgain()
{
    for (const End end : {End::DropBeforeAnswer, End::DropAfterHeaders}) {
        ClientFixture fixture;
        int asked = 0;
        fixture.server.handler = [&asked, end](const SeenRequest &) {
            ScriptedAnswer answer = page("[{\"registrationId\":\"a\"}]");
            answer.end = ++asked < 3 ? end : End::Complete;
            return answer;
        };
        const auto result = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100));
        QVERIFY(result && result->has_value());
        QCOMPARE((*result)->items, QByteArray("[{\"registrationId\":\"a\"}]"));
    }
}

void ReadTest::otherErrorsAreFinal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("400") << 400 << ErrorKind::Service;
    QTest::newRow("401") << 401 << ErrorKind::Unauthorized;
    QTest::newRow("403") << 403 << ErrorKind::Unauthorized;
    QTest::newRow("404") << 404 << ErrorKind::NotFound;
    QTest::newRow("405") << 405 << ErrorKind::Service;
    QTest::newRow("409") << 409 << ErrorKind::Conflict;
    QTest::newRow("412") << 412 << ErrorKind::Conflict;
    QTest::newRow("415") << 415 << ErrorKind::Service;
}

void ReadTest::otherErrorsAreFinal()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    ClientFixture fixture;
    fixture.server.handler = [status](const SeenRequest &) {
        return PretendService::refusal(status, status * 1000 + 2);
    };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(document->error().kind, kind);
    QCOMPARE(document->error().httpStatus, status);
    QCOMPARE(document->error().serviceCode, status * 1000 + 2);
    QCOMPARE(fixture.server.seen().size(), 1);
}

void ReadTest::retriesEndWithTheCallsDeadline()
{
    ClientFixture fixture;
    fixture.settings.callDeadline = milliseconds(3500); // waits of 1 s and 2 s fit, one of 4 s does not
    fixture.server.handler = [](const SeenRequest &) { return PretendService::refusal(500, 500001); };
    const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
    QVERIFY(document && !document->has_value());
    QCOMPARE(fixture.server.seen().size(), 3);
}

void ReadTest::cancelEndsAWait()
{
    ClientFixture fixture;
    fixture.settings.wait = [](milliseconds) { return milliseconds(600'000); };
    fixture.server.handler = [](const SeenRequest &) { return PretendService::refusal(500, 500001); };
    azure::CallOptions options;
    auto call = azure::toFuture(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a"), options));
    QTRY_COMPARE(fixture.server.seen().size(), 1);
    QTRY_COMPARE(fixture.client().queue().inFlight(), 0); // a waiting call holds no place
    options.cancel.cancel();
    QTRY_VERIFY(call.isFinished());
    QCOMPARE(call.result().error().kind, ErrorKind::Cancelled);
}

void ReadTest::pagesCarryTokenCountAndDate()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &request) {
        return request.header("x-ms-continuation").isEmpty()
                   ? page("[{\"registrationId\":\"a\"},{\"registrationId\":\"b\"}]", "next")
                   : page(" [{\"registrationId\":\"c\"}]\n");
    };
    const auto first = awaited(fixture.client().enrollmentPage(EnrollmentKind::Group, 1000));
    QVERIFY(first && first->has_value());
    QCOMPARE((*first)->continuation, QByteArray("next"));
    QCOMPARE((*first)->itemType, QByteArray("Enrollment"));
    QCOMPARE((*first)->maxItemCount, 2);
    QVERIFY((*first)->serverDateMs > 0);
    const SeenRequest asked = fixture.server.seen().constFirst();
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.path, QByteArray("/enrollmentGroups/query"));
    QCOMPARE(asked.header("x-ms-max-item-count"), QByteArray("1000"));
    QVERIFY(asked.header("content-type").startsWith("application/json"));
    QVERIFY(QJsonDocument::fromJson(asked.body)
                .object()
                .value(QLatin1String("query"))
                .toString()
                .startsWith(QLatin1String("SELECT *")));
    const auto last = awaited(fixture.client().enrollmentPage(EnrollmentKind::Group, 1000, (*first)->continuation));
    QVERIFY(last && last->has_value());
    QVERIFY((*last)->continuation.isEmpty());
    QCOMPARE(fixture.server.seen().constLast().header("x-ms-continuation"), QByteArray("next"));
}

void ReadTest::anEmptyTokenEndsTheList()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) { return page("[]", QByteArray("")); };
    const auto result = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100));
    QVERIFY(result && result->has_value());
    azure::PageSequence sequence;
    QVERIFY(sequence.accept(**result));
    QVERIFY(sequence.atEnd());
}

void ReadTest::aRepeatedTokenEndsThePass()
{
    // A → B → A: no page repeats its own token, and yet the list has no end.
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &request) {
        return page("[{\"registrationId\":\"a\"}]",
                    request.header("x-ms-continuation") == "A" ? QByteArray("B") : QByteArray("A"));
    };
    azure::PageSequence sequence;
    std::optional<Error> error;
    for (int i = 0; i < 20 && !sequence.atEnd(); ++i) {
        const auto result = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100, sequence.next()));
        QVERIFY(result && result->has_value());
        const auto accepted = sequence.accept(**result);
        if (!accepted)
            error = accepted.error();
    }
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::BadReply);
    QVERIFY(error->message.contains(QLatin1String("repeats a page token")));
    QCOMPARE(fixture.server.seen().size(), 3);
}

void ReadTest::aTokenThatComesBackUnchangedIsRefusedAtOnce()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) { return page("[{\"registrationId\":\"a\"}]", "A"); };
    const auto result = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100, "A"));
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::BadReply);
}

void ReadTest::brokenPagesAreBadReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("not JSON") << QByteArray("<html><body>Welcome to the hotel's network</body></html>");
    QTest::newRow("truncated") << QByteArray("[{\"registrationId\":\"a\"},{\"registra");
    QTest::newRow("an object") << QByteArray("{\"value\":[]}");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blanks") << QByteArray("   \n");
    QTest::newRow("half an array") << QByteArray("[");
}

void ReadTest::brokenPagesAreBadReplies()
{
    QFETCH(QByteArray, body);
    ClientFixture fixture;
    fixture.server.handler = [body](const SeenRequest &) { return page(body); };
    const auto result = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100));
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::BadReply);
    QVERIFY(!result->error().message.isEmpty());
}

void ReadTest::brokenDocumentsAreBadReplies()
{
    for (const QByteArray &body : {QByteArray("not JSON"), QByteArray("{\"registrationId\":"), QByteArray("[]"),
                                   QByteArray(), QByteArray("null")}) {
        ClientFixture fixture;
        fixture.server.handler = [body](const SeenRequest &) {
            ScriptedAnswer answer;
            answer.body = body;
            return answer;
        };
        const auto document = awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a")));
        QVERIFY(document && !document->has_value());
        QCOMPARE(document->error().kind, ErrorKind::BadReply);
        const auto keys =
            awaited(fixture.client().attestationMechanism(EnrollmentKind::Individual, QStringLiteral("a")));
        QVERIFY(keys && !keys->has_value());
        QCOMPARE(keys->error().kind, ErrorKind::BadReply);
    }
}

void ReadTest::theSamePageTwiceIsTheCallersToMerge()
{
    // Entries that move between pages while others are added come twice; that is no error of the page's form.
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &request) {
        return page("[{\"registrationId\":\"a\"}]",
                    request.header("x-ms-continuation").isEmpty() ? QByteArray("2") : QByteArray());
    };
    azure::PageSequence sequence;
    while (!sequence.atEnd()) {
        const auto result = awaited(fixture.client().enrollmentPage(EnrollmentKind::Individual, 100, sequence.next()));
        QVERIFY(result && result->has_value());
        QVERIFY(sequence.accept(**result));
    }
    QCOMPARE(sequence.pages(), 2);
}

void ReadTest::allCallsAreCounted()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.server.handler = [&asked](const SeenRequest &) {
        return ++asked % 2 ? PretendService::refusal(500, 500001) : good();
    };
    azure::CallOptions sweep;
    sweep.priority = azure::Priority::Sweep;
    QVERIFY(awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a"), sweep)));
    QVERIFY(awaited(fixture.client().enrollment(EnrollmentKind::Individual, QStringLiteral("a"))));
    QCOMPARE(fixture.budget->status().used, 4); // retries are calls too
    QCOMPARE(fixture.budget->status().backgroundUsed, 2);
    QCOMPARE(fixture.budget->status().total, 4);
}

void ReadTest::registrationPagesNameTheGroupOnly()
{
    ClientFixture fixture;
    fixture.server.handler = [](const SeenRequest &) { return page("[]"); };
    const auto result = awaited(fixture.client().registrationPage(QStringLiteral("line 7"), 50));
    QVERIFY(result && result->has_value());
    const SeenRequest asked = fixture.server.seen().constFirst();
    QCOMPARE(asked.path, QByteArray("/registrations/line%207/query"));
    QCOMPARE(asked.header("x-ms-max-item-count"), QByteArray("50"));
    QVERIFY(asked.body.isEmpty()); // the specification has no body here
}

REHOME_TEST(ReadTest);
#include "ReadTest.moc"
