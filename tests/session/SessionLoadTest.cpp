// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using session::SessionState;

class SessionLoadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loadsEverythingPageByPage();
    void refreshMergesAddedChangedAndGone();
    void rowsOfIndividualsAreNotReadUntilAsked();
    void closingMidwayEndsAtOnce();
    void cancelledLoadingWaitsForThePerson();
    void pausedLoadingHoldsAndGoesOn();
    void closingWhilePausedEnds();
    void expectsWhatThereWasLastTime();
    void timeLeftNeedsARateAndAnEnd();
    void publicationsAreSteps();
};

void SessionLoadTest::loadsEverythingPageByPage()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario()));
    QVERIFY(fixture.newSession());
    QVERIFY(fixture.openAndLoad());
    const auto snapshot = fixture.snapshot();
    QCOMPARE(snapshot->enrollments.liveCount, 306u);
    QVERIFY(fixture.session->progress().complete);
    QCOMPARE(fixture.session->progress().loaded, 306);
    QVERIFY(fixture.problems.empty());
    QCOMPARE(fixture.states.at(0), SessionState::Connecting);
    QCOMPARE(fixture.states.at(1), SessionState::Loading);
    QCOMPARE(fixture.states.at(2), SessionState::Watching);

    int policies[4] = {};
    for (fleet::RowId row = 0; row < snapshot->enrollments.rowCount(); ++row)
        ++policies[static_cast<int>(snapshot->enrollments.policy[row])];
    QCOMPARE(policies[static_cast<int>(domain::ReprovisionPolicy::Migrate)], 75 + 2);
    QCOMPARE(policies[static_cast<int>(domain::ReprovisionPolicy::Reset)], 75 + 2);
    QCOMPARE(policies[static_cast<int>(domain::ReprovisionPolicy::Never)], 75 + 1);
    QCOMPARE(policies[static_cast<int>(domain::ReprovisionPolicy::NotSet)], 75 + 1);

    // 6 groups of 20 devices with records, and 300 individuals whose records nobody asked for.
    // What was read last is published with the next frame, after the word that the pass is over.
    const auto assigned = [&fixture] {
        const auto now = fixture.snapshot();
        int count = 0;
        for (fleet::RowId row = 0; row < now->devices.rowCount(); ++row)
            count += now->devices.status[row] == fleet::DeviceStatus::Assigned;
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(assigned(), 120, 20'000);
    QCOMPARE(fixture.snapshot()->devices.liveCount, 420u);

    const auto body = fixture.get(fixture.session->enrollmentBody(fixture.individual(QStringLiteral("pump-0042"))));
    QVERIFY(body.has_value());
    QCOMPARE(body->value(QLatin1String("registrationId")).toString(), QStringLiteral("pump-0042"));
    QCOMPARE(body->value(QLatin1String("initialTwin"))
                 .toObject()
                 .value(QLatin1String("tags"))
                 .toObject()
                 .value(QLatin1String("line"))
                 .toInt(),
             42);
}

void SessionLoadTest::rowsOfIndividualsAreNotReadUntilAsked()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 5, 2})));
    QVERIFY(fixture.newSession());
    QVERIFY(fixture.openAndLoad());
    const auto row = fixture.device(QStringLiteral("pump-0003"));
    QVERIFY(row != fleet::NoRow);
    QCOMPARE(fixture.snapshot()->devices.status[row], fleet::DeviceStatus::NotRead);
    // On screen it is asked by a single GET; without a record it reads unassigned, not "not read".
    fixture.session->setAttention({{row}, {}});
    QVERIFY(
        fixture.waitUntil([&] { return fixture.snapshot()->devices.status[row] == fleet::DeviceStatus::Unassigned; }));
    const auto other = fixture.device(QStringLiteral("pump-0004"));
    QCOMPARE(fixture.snapshot()->devices.status[other], fleet::DeviceStatus::NotRead);
}

void SessionLoadTest::refreshMergesAddedChangedAndGone()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 30, 2})));
    QVERIFY(fixture.newSession());
    QVERIFY(fixture.openAndLoad());
    OtherParties others(fixture.endpoint);
    const auto changed = fixture.individual(QStringLiteral("pump-0005"));
    const auto gone = fixture.individual(QStringLiteral("pump-0006"));
    QVERIFY(others.edit(domain::EnrollmentKind::Individual, QStringLiteral("pump-0005"),
                        QStringLiteral("provisioningStatus"), QStringLiteral("disabled")));
    QVERIFY(others.remove(domain::EnrollmentKind::Individual, QStringLiteral("pump-0006")));
    QVERIFY(others.create(
        domain::EnrollmentKind::Individual, QStringLiteral("pump-9000"),
        {{QStringLiteral("registrationId"), QStringLiteral("pump-9000")},
         {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}}}));
    fixture.session->refresh();
    QVERIFY(fixture.waitUntil([&] {
        const auto s = fixture.snapshot();
        return s->enrollments.provisioningStatus[changed] == domain::ProvisioningStatus::Disabled &&
               s->enrollments.isGone(gone) && fixture.individual(QStringLiteral("pump-9000")) != fleet::NoRow;
    }));
    QCOMPARE(fixture.individual(QStringLiteral("pump-0005")), changed); // the same row, not a new one
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 32u);
    const auto has = [&](fleet::EventKind kind, fleet::RowId row) {
        return std::any_of(fixture.events.begin(), fixture.events.end(), [&](const auto &event) {
            return event.kind == kind && event.enrollment == row && !event.byProgram;
        });
    };
    QVERIFY(has(fleet::EventKind::EnrollmentChanged, changed));
    QVERIFY(has(fleet::EventKind::EnrollmentGone, gone));
}

void SessionLoadTest::closingMidwayEndsAtOnce()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario()));
    QVERIFY(fixture.newSession());
    fixture.session->open();
    QVERIFY(fixture.waitUntil([&] { return fixture.session->state() == SessionState::Loading; }));
    QSignalSpy closed(fixture.session.get(), &session::Session::closed);
    fixture.session->close();
    QVERIFY(fixture.waitUntil([&] { return closed.count() == 1; }));
    QCOMPARE(fixture.session->state(), SessionState::Closed);
    // It opens again, with a new thread and an empty table.
    fixture.session->open();
    QVERIFY(fixture.waitUntil([&] { return fixture.session->state() == SessionState::Watching; }));
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 306u);
    fixture.session.reset(); // destroyed while open: joins
}

void SessionLoadTest::cancelledLoadingWaitsForThePerson()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario()));
    QVERIFY(fixture.newSession());
    QSignalSpy problems(fixture.session.get(), &session::Session::problem);
    fixture.session->open();
    fixture.session->cancelLoading(); // before the first page is there
    QVERIFY(fixture.waitUntil([&] { return fixture.session->progress().cancelled; }));
    QVERIFY(!fixture.session->progress().complete);
    QVERIFY(fixture.waitUntil([&] { return fixture.session->state() == SessionState::Paused; }));
    QVERIFY(fixture.snapshot()->enrollments.liveCount < 306u);
    QCOMPARE(problems.count(), 0);
    // Nothing begins again by itself; refreshing loads all.
    fixture.session->refresh();
    QVERIFY(fixture.waitUntil([&] { return fixture.session->state() == SessionState::Watching; }));
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 306u);
    QVERIFY(fixture.session->progress().complete && !fixture.session->progress().cancelled);
    fixture.session->cancelLoading(); // nothing runs: nothing happens
    QTest::qWait(100);
    QCOMPARE(fixture.session->state(), SessionState::Watching);
}

void SessionLoadTest::pausedLoadingHoldsAndGoesOn()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario()));
    QVERIFY(fixture.newSession());
    fixture.session->open();
    fixture.session->setLoadingPaused(true); // before the first page is there
    QVERIFY(fixture.waitUntil([&] { return fixture.session->progress().paused; }));
    // The page under way comes, and no other one is asked for.
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->enrollments.liveCount == 6u; }));
    const auto operations = fixture.service.counters().operations;
    QTest::qWait(200);
    QCOMPARE(fixture.service.counters().operations, operations);
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 6u);
    QVERIFY(fixture.session->progress().running && !fixture.session->progress().complete);
    QCOMPARE(fixture.session->state(), SessionState::Loading);
    fixture.session->setLoadingPaused(false);
    QVERIFY(fixture.waitUntil([&] { return fixture.session->state() == SessionState::Watching; }));
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 306u);
    QVERIFY(!fixture.session->progress().paused && !fixture.session->progress().running);
    fixture.session->setLoadingPaused(true); // nothing runs: nothing happens
    // A pass that waits ends when it is cancelled.
    std::vector<session::LoadProgress> told;
    QObject::connect(fixture.session.get(), &session::Session::progressChanged, fixture.session.get(),
                     [&](const session::LoadProgress &progress) { told.push_back(progress); });
    fixture.session->refresh();
    fixture.session->setLoadingPaused(true); // in the order of the calls: the pass has begun and cannot have ended
    QVERIFY(fixture.waitUntil([&] { return fixture.session->progress().paused; }));
    QVERIFY2(!told.empty() && !told.front().paused, "a pass does not begin with a pause of before");
    fixture.session->cancelLoading();
    QVERIFY(fixture.waitUntil([&] { return !fixture.session->progress().running; }));
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 306u); // what is there stays
    QCOMPARE(fixture.session->state(), SessionState::Watching);
}

void SessionLoadTest::closingWhilePausedEnds()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario()));
    QVERIFY(fixture.newSession());
    QSignalSpy closed(fixture.session.get(), &session::Session::closed);
    fixture.session->open();
    fixture.session->setLoadingPaused(true);
    QVERIFY(fixture.waitUntil([&] { return fixture.session->progress().paused; }));
    fixture.session->close();
    QVERIFY(fixture.waitUntil([&] { return closed.count() == 1; }));
}

void SessionLoadTest::expectsWhatThereWasLastTime()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 30, 2})));
    std::vector<session::LoadProgress> told;
    const auto load = [&] {
        told.clear();
        if (!fixture.newSession())
            return false;
        QObject::connect(fixture.session.get(), &session::Session::progressChanged, fixture.session.get(),
                         [&](const session::LoadProgress &progress) { told.push_back(progress); });
        return fixture.openAndLoad();
    };
    QVERIFY(load());
    QVERIFY(told.front().running && told.front().byPerson);
    QCOMPARE(told.front().expected, -1); // the service tells no total
    QCOMPARE(told.back().expected, 32);
    QVERIFY(load());
    QCOMPARE(told.front().expected, 32);
    QCOMPARE(told.front().loaded, 0);
}

void SessionLoadTest::timeLeftNeedsARateAndAnEnd()
{
    session::LoadProgress progress;
    QVERIFY(!progress.secondsLeft());
    progress.loaded = 400;
    progress.perSecond = 100;
    QVERIFY(!progress.secondsLeft());
    progress.expected = 1000;
    QCOMPARE(progress.secondsLeft().value_or(0), 6.0);
    progress.loaded = 1001;
    QVERIFY(!progress.secondsLeft());
}

void SessionLoadTest::publicationsAreSteps()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario()));
    QVERIFY(fixture.newSession());
    QVERIFY(fixture.openAndLoad());
    QVERIFY(!fixture.publications.empty());
    quint64 generation = 0;
    for (const auto &publication : fixture.publications) {
        QCOMPARE(publication.batch->generation, generation + 1); // none is left out
        QCOMPARE(publication.snapshot->generation, publication.batch->generation);
        generation = publication.batch->generation;
    }
    QCOMPARE(fixture.insertedEnrollments, 306);
}

REHOME_TEST(SessionLoadTest);
#include "SessionLoadTest.moc"
