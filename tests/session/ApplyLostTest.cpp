// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/TroubledSession.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <random>

using namespace rehome;
using namespace rehome::test;
using End = ScriptedAnswer::End;
using Outcome = session::ApplyResult::Outcome;

/// An apply whose connection comes and goes.
class ApplyLostTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anythingAtAnyTime_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 2; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void anythingAtAnyTime()
    {
        QFETCH(int, seed);
        std::mt19937 random{unsigned(seed)};
        Trouble trouble;
        QVERIFY(trouble.open(30));
        trouble.stageNever();
        for (int i = 0; i < 7; ++i) {
            const bool applied = random() % 2;
            switch (random() % 6) {
            case 0:
                trouble.service.twists.push_back(twist(applied, End::DropBeforeAnswer, 0, int(random() % 11)));
                break;
            case 1:
                trouble.service.twists.push_back(twist(applied, End::Complete, 500, int(random() % 11)));
                break;
            case 2:
                trouble.service.twists.push_back(twist(false, End::Complete, 429));
                break;
            case 3:
                trouble.service.twists.push_back(twist(applied, End::DropAfterHeaders));
                break;
            case 4:
                trouble.service.readTwists.push_back(twist(true, End::DropBeforeAnswer));
                break;
            default:
                trouble.service.twists.push_back(twist(true, End::Complete));
            }
        }
        // What failed stays in the tray with its reason, and goes out when the person applies it again.
        for (int round = 0; round < 4 && !trouble.session->pending().isEmpty(); ++round) {
            const int before = trouble.session->pending().size();
            const size_t told = trouble.fixture.results.size();
            QVERIFY(trouble.apply());
            int applied = 0;
            for (size_t i = told; i < trouble.fixture.results.size(); ++i)
                applied += trouble.fixture.results[i].outcome == Outcome::Applied;
            QCOMPARE(trouble.session->pending().size(), before - applied);
            for (const auto &edit : trouble.session->pending().edits()) {
                QCOMPARE(edit.state, fleet::PendingState::Failed);
                QVERIFY(!edit.reason.isEmpty());
            }
        }
        QVERIFY(trouble.session->pending().isEmpty());
        QVERIFY(trouble.allNeverOnce());
        QCOMPARE(trouble.outcomes(Outcome::Conflict), 0);
    }

    void aLostConnectionWaitsAndGoesOn()
    {
        Trouble trouble;
        QVERIFY(trouble.open(60));
        trouble.stageNever();
        trouble.service.twists = {twist(true, End::Complete), twist(true, End::DropBeforeAnswer)};
        trouble.service.twists.back().afterwards = [&] { trouble.service.down = true; };
        QVERIFY(trouble.session->apply().has_value());
        session::ApplyProgress lost;
        QVERIFY(SessionFixture::waitUntil(
            [&] {
                lost = trouble.session->applyProgress();
                return lost.connectionLost && trouble.session->pending().size() == lost.left(); // all still in the tray
            },
            60'000));
        QVERIFY(lost.running && lost.total == 60);
        QVERIFY(lost.left() > 0 && lost.left() <= 60);
        QVERIFY(!trouble.session->apply().has_value()); // one at a time
        trouble.service.down = false;
        QVERIFY(SessionFixture::waitUntil([&] { return !trouble.session->applyProgress().running; }, 90'000));
        QVERIFY(trouble.allNeverOnce());
        QCOMPARE(trouble.outcomes(Outcome::Applied), 60);
        QVERIFY(trouble.session->pending().isEmpty());
        QVERIFY(!trouble.session->applyProgress().connectionLost);
    }

    void waitingForAConnectionCanBeEnded()
    {
        Trouble trouble;
        QVERIFY(trouble.open(40));
        trouble.stageNever();
        trouble.service.twists = {twist(true, End::DropBeforeAnswer)};
        trouble.service.twists.back().afterwards = [&] { trouble.service.down = true; };
        QVERIFY(trouble.session->apply().has_value());
        QVERIFY(SessionFixture::waitUntil([&] { return trouble.session->applyProgress().connectionLost; }, 60'000));
        trouble.session->cancelApply();
        QVERIFY(SessionFixture::waitUntil([&] { return !trouble.session->applyProgress().running; }, 60'000));
        QCOMPARE(trouble.session->pending().size(), 40);
        int unsure = 0;
        for (const auto &edit : trouble.session->pending().edits()) {
            unsure += edit.state == fleet::PendingState::Failed;
            QVERIFY(edit.state == fleet::PendingState::Failed || edit.state == fleet::PendingState::Waiting);
        }
        QVERIFY(unsure >= 10); // the call that nobody answered
        // Applied again, it is looked up first: nothing is done twice.
        trouble.service.down = false;
        QVERIFY(SessionFixture::waitUntil([&] { return trouble.session->state() == session::SessionState::Watching; },
                                          60'000));
        QVERIFY(trouble.apply());
        QVERIFY(trouble.allNeverOnce());
        QVERIFY(trouble.session->pending().isEmpty());
    }

    void closingInTheMiddle_data()
    {
        QTest::addColumn<bool>("lost");
        QTest::newRow("nobody answers") << false;
        QTest::newRow("waiting for the connection") << true;
    }
    void closingInTheMiddle()
    {
        QFETCH(bool, lost);
        Trouble trouble;
        QVERIFY(trouble.open(40));
        trouble.stageNever();
        trouble.service.twists = {twist(true, lost ? End::DropBeforeAnswer : End::Silence)};
        trouble.service.twists.back().afterwards = [&] { trouble.service.down = lost; };
        QVERIFY(trouble.session->apply().has_value());
        QVERIFY(SessionFixture::waitUntil(
            [&] {
                return !trouble.service.writes.isEmpty() && (!lost || trouble.session->applyProgress().connectionLost);
            },
            60'000));
        bool closed = false;
        QObject::connect(trouble.session, &session::Session::closed, trouble.session, [&] { closed = true; });
        trouble.session->close();
        QVERIFY(SessionFixture::waitUntil([&] { return closed; }, 60'000));
        QVERIFY(!trouble.session->applyProgress().running);
        QCOMPARE(trouble.session->pending().size(), 40);
        for (const auto &edit : trouble.session->pending().edits())
            QVERIFY(edit.state == fleet::PendingState::Failed || edit.state == fleet::PendingState::Waiting);
    }
};

REHOME_TEST(ApplyLostTest);
#include "ApplyLostTest.moc"
