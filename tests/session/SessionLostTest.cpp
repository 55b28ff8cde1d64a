// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/ScriptedSession.h"
#include "tests/support/TestRegistry.h"

#include "models/wire/Sas.h"

#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using session::SessionState;

class SessionLostTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void serviceGoneAndBack();
    void wrongKeyIsTold();
    void untrustedCertificateIsTold();
    void nobodyListens();
    void badConnectionString();
    void badAnswers_data();
    void badAnswers();
    void oneBadGroupDoesNotStopTheRest();

private:
    static ScriptedAnswer page(const QByteArray &body, const QByteArray &continuation = {})
    {
        ScriptedAnswer answer;
        answer.body = body;
        answer.headers = {{"Content-Type", "application/json"}, {"x-ms-item-type", "Enrollment"}};
        if (!continuation.isEmpty())
            answer.headers.append({"x-ms-continuation", continuation});
        return answer;
    }
    static QByteArray group(const QByteArray &id)
    {
        return "{\"enrollmentGroupId\":\"" + id +
               "\",\"attestation\":{\"type\":\"symmetricKey\"},\"etag\":\"\\\"1\\\"\",\"createdDateTimeUtc\":\"2026-01-"
               "01T00:00:00Z\","
               "\"lastUpdatedDateTimeUtc\":\"2026-01-01T00:00:00Z\"}";
    }
};

void SessionLostTest::serviceGoneAndBack()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 10, 2})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    fixture.stopService();
    // State and problem are two messages from the session's thread: this one may see the first before the second.
    QVERIFY(
        fixture.waitUntil([&] { return session->state() == SessionState::Lost && !fixture.problems.empty(); }, 40'000));
    QCOMPARE(fixture.problems.size(), 1u);
    QCOMPARE(fixture.problems.front().kind, ErrorKind::Unreachable);
    QVERIFY(!fixture.problems.front().message.isEmpty());
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 12u); // what was loaded stays
    const qint64 age = session->newestDataMs();
    QVERIFY(age > 0 && age <= QDateTime::currentMSecsSinceEpoch());

    QVERIFY(fixture.restartService());
    QVERIFY(
        fixture.waitUntil([&] { return session->state() == SessionState::Watching && fixture.solved > 0; }, 60'000));
    QCOMPARE(fixture.solved, 1);
    QCOMPARE(fixture.problems.size(), 1u); // told once, not at every attempt
    QVERIFY(fixture.waitUntil([&] { return session->newestDataMs() > age; }));
    QVERIFY(std::any_of(fixture.events.begin(), fixture.events.end(),
                        [](const auto &e) { return e.kind == fleet::EventKind::GapBetweenPolls; }));
}

void SessionLostTest::wrongKeyIsTold()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto connection = wire::parseConnectionString(fixture.endpoint.serviceConnectionString).value();
    connection.key = QStringLiteral("d3Jvbmcta2V5LXdyb25nLWtleS13cm9uZy1rZXk=");
    fixture.endpoint.serviceConnectionString = connection.toString();
    auto *session = fixture.newSession();
    session->open();
    QVERIFY(fixture.waitUntil([&] { return !fixture.problems.empty(); }));
    QCOMPARE(session->state(), SessionState::Lost);
    const auto &problem = fixture.problems.front();
    QCOMPARE(problem.kind, ErrorKind::Unauthorized);
    QVERIFY(!(problem.message + problem.detail).contains(connection.key));
    QVERIFY(!(problem.message + problem.detail).contains(QLatin1String("sig=")));
}

void SessionLostTest::untrustedCertificateIsTold()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto *session = fixture.newSession([](auto &profile) { profile.caCertificatePath.clear(); });
    session->open();
    QVERIFY(fixture.waitUntil([&] { return !fixture.problems.empty(); }));
    QCOMPARE(fixture.problems.front().kind, ErrorKind::Untrusted);
    QCOMPARE(session->state(), SessionState::Lost);
    QCOMPARE(fixture.service.counters().operations, 0);
}

void SessionLostTest::nobodyListens()
{
    SessionFixture fixture;
    QTcpServer closed; // its port is free again when it is closed
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    fixture.endpoint.serviceConnectionString =
        QStringLiteral(
            "HostName=localhost:%1;SharedAccessKeyName=owner;SharedAccessKey=c2VjcmV0LWtleS1vZi10aGUtdGVzdHM=")
            .arg(closed.serverPort());
    closed.close();
    auto *session = fixture.newSession();
    session->open();
    QVERIFY(fixture.waitUntil([&] { return !fixture.problems.empty(); }));
    QCOMPARE(fixture.problems.front().kind, ErrorKind::Unreachable);
    QCOMPARE(session->state(), SessionState::Lost);
}

void SessionLostTest::badConnectionString()
{
    SessionFixture fixture;
    session::ConnectionProfile profile;
    profile.id = QStringLiteral("x");
    session::Session session(profile, {QStringLiteral("HostName=only"), {}}, {fixture.folder.path()});
    QSignalSpy problems(&session, &session::Session::problem);
    session.open();
    QTRY_COMPARE(problems.count(), 1);
    QCOMPARE(problems.front().front().value<Error>().kind, ErrorKind::BadInput);
}

void SessionLostTest::badAnswers_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("not JSON") << 0;
    QTest::newRow("truncated") << 1;
    QTest::newRow("of the wrong shape") << 2;
    QTest::newRow("a page token that repeats") << 3;
}

void SessionLostTest::badAnswers()
{
    QFETCH(int, which);
    ScriptedSession scripted;
    bool bad = false;
    int pages = 0;
    scripted.server.handler = [&](const SeenRequest &request) {
        if (!request.path.startsWith("/enrollmentGroups"))
            return page("[]");
        if (!bad)
            return page("[" + group("line-1") + "," + group("line-2") + "]");
        switch (which) {
        case 0:
            return page("<html>It works!</html>");
        case 1:
            return page("[" + group("line-1") + ",{\"enrollmentGroupId\":\"li");
        case 2:
            return page("[{\"enrollmentGroupId\":42}]");
        default:
            ++pages;
            return page("[" + group("line-1") + "]", "again");
        }
    };
    auto *session = scripted.fixture.newSession();
    session->open();
    QVERIFY(SessionFixture::waitUntil([&] { return session->state() == SessionState::Watching; }));
    QCOMPARE(scripted.fixture.snapshot()->enrollments.liveCount, 2u);
    bad = true;
    session->refresh();
    QVERIFY(SessionFixture::waitUntil([&] { return !scripted.fixture.problems.empty(); }));
    QCOMPARE(scripted.fixture.problems.front().kind, ErrorKind::BadReply);
    QVERIFY(!scripted.fixture.problems.front().message.isEmpty());
    QCOMPARE(scripted.fixture.snapshot()->enrollments.liveCount, 2u); // what was loaded stays shown
    QVERIFY(pages < 5);
    bad = false;
    session->refresh();
    QVERIFY(SessionFixture::waitUntil(
        [&] { return scripted.fixture.solved == 1 && session->state() == SessionState::Watching; }));
}

void SessionLostTest::oneBadGroupDoesNotStopTheRest()
{
    ScriptedSession scripted;
    int goodAsked = 0;
    scripted.server.handler = [&](const SeenRequest &request) {
        if (request.path.startsWith("/enrollmentGroups"))
            return page("[" + group("line-1") + "," + group("line-2") + "]");
        if (request.path.startsWith("/registrations/line-1"))
            return page("nonsense");
        if (request.path.startsWith("/registrations/line-2"))
            ++goodAsked;
        return page("[]");
    };
    auto *session = scripted.fixture.newSession();
    session->open();
    QVERIFY(SessionFixture::waitUntil([&] { return goodAsked >= 2; }));
    QVERIFY(SessionFixture::waitUntil([&] { return !scripted.fixture.problems.empty(); }));
    QCOMPARE(scripted.fixture.problems.front().kind, ErrorKind::BadReply);
    QCOMPARE(session->state(), SessionState::Watching);
}

REHOME_TEST(SessionLostTest);
#include "SessionLostTest.moc"
