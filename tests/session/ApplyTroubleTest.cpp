// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/TroubledSession.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using End = ScriptedAnswer::End;
using Outcome = session::ApplyResult::Outcome;

/// Whatever the service does in the middle of an apply: no edit is lost, done twice or wrongly reported.
class ApplyTroubleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneBadMoment_data()
    {
        QTest::addColumn<QList<int>>("what"); // applied, end, status, first entries
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, bool applied, End end, int status = 0, int first = -1,
                            const QByteArray &answer = {}) {
            QTest::newRow(name) << QList<int>{applied, int(end), status, first} << answer;
        };
        row("dropped, applied", true, End::DropBeforeAnswer);
        row("dropped, not applied", false, End::DropBeforeAnswer);
        row("dropped, half applied", true, End::DropBeforeAnswer, 0, 4);
        row("dropped within the answer", true, End::DropAfterHeaders);
        row("500 after having applied", true, End::Complete, 500);
        row("503, not applied", false, End::Complete, 503);
        row("500, half applied", true, End::Complete, 500, 5);
        row("cut short", true, End::Complete, 0, -1, "{\"isSuccessful\":tr");
        row("429", false, End::Complete, 429);
    }
    void oneBadMoment()
    {
        QFETCH(QList<int>, what);
        QFETCH(QByteArray, answer);
        Trouble trouble;
        QVERIFY(trouble.open(24));
        trouble.stageNever();
        trouble.service.twists = {twist(what[0] != 0, End(what[1]), what[2], what[3], answer)};
        QVERIFY(trouble.apply());
        QVERIFY(trouble.allNeverOnce());
        QCOMPARE(trouble.outcomes(Outcome::Applied), 24);
        QVERIFY(trouble.session->pending().isEmpty());
        QCOMPARE(trouble.session->applyProgress().applied, 24);
    }

    void aStormOf429()
    {
        Trouble trouble;
        QVERIFY(trouble.open(24));
        trouble.stageNever();
        for (int i = 0; i < 8; ++i) {
            trouble.service.twists.push_back(twist(false, End::Complete, 429));
            trouble.service.twists.back().headers = {{"Retry-After", "1"}};
        }
        QVERIFY(trouble.apply());
        QVERIFY(trouble.allNeverOnce());
        QCOMPARE(trouble.outcomes(Outcome::Applied), 24);
        QVERIFY(trouble.session->pending().isEmpty());
    }

    void somebodyElseInBetween()
    {
        Trouble trouble;
        QVERIFY(trouble.open(12));
        trouble.stageNever();
        QJsonObject theirs = bodyOf(3);
        theirs.insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
        trouble.service.put(pathOf(3), theirs);
        // Another one while nobody knows how the first call ended.
        trouble.service.twists = {twist(false, End::DropBeforeAnswer)};
        trouble.service.twists.front().afterwards = [&] {
            QJsonObject other = bodyOf(5);
            other.insert(QStringLiteral("allocationPolicy"), QStringLiteral("geoLatency"));
            trouble.service.put(pathOf(5), other);
        };
        QVERIFY(trouble.apply());
        QCOMPARE(trouble.outcomes(Outcome::Applied), 10);
        QCOMPARE(trouble.outcomes(Outcome::Conflict), 2);
        QCOMPARE(trouble.session->pending().size(), 2);
        for (const int number : {3, 5}) {
            QVERIFY(!trouble.isNever(number) && trouble.keysAreWhole(number));
            QCOMPARE(trouble.service.writes.value(pathOf(number)), 1); // theirs
            QCOMPARE(trouble.session->pending().find(trouble.fixture.individual(idOf(number)))->state,
                     fleet::PendingState::Conflict);
        }
        QCOMPARE(trouble.service.stored.value(pathOf(3)).value(QLatin1String("provisioningStatus")).toString(),
                 QStringLiteral("disabled"));
    }

    void aPartThatIsRefusedStaysWithItsReason()
    {
        Trouble trouble;
        QVERIFY(trouble.open(20));
        trouble.stageNever();
        trouble.service.refusals = {{pathOf(2), 400004}, {pathOf(13), 400207}};
        trouble.service.stored.remove(pathOf(7)); // deleted meanwhile
        QVERIFY(trouble.apply());
        QCOMPARE(trouble.outcomes(Outcome::Applied), 17);
        QCOMPARE(trouble.outcomes(Outcome::Failed), 2);
        QCOMPARE(trouble.outcomes(Outcome::Conflict), 1);
        const auto *refused = trouble.session->pending().find(trouble.fixture.individual(idOf(13)));
        QCOMPARE(refused->state, fleet::PendingState::Failed);
        QVERIFY(refused->reason.contains(idOf(13)));
        QVERIFY(!trouble.service.stored.contains(pathOf(7))); // not made again
        trouble.service.refusals.clear();
        QVERIFY(trouble.apply());
        QCOMPARE(trouble.session->pending().size(), 1);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(trouble.service.writes.value(pathOf(i)), i == 7 ? 0 : 1);
    }

    void creationsAndDeletions()
    {
        Trouble trouble;
        QVERIFY(trouble.open(6));
        const auto rows = trouble.rows();
        trouble.session->stageDelete({rows[0], rows[1], rows[2]});
        QList<std::pair<EnrollmentKind, QJsonObject>> bodies;
        for (int i = 20; i < 24; ++i)
            bodies.append({EnrollmentKind::Individual, bodyOf(i)});
        bodies.append({EnrollmentKind::Individual, bodyOf(4)}); // there is one already
        bodies.append({EnrollmentKind::Individual, bodyOf(0)}); // the one that is deleted: made anew
        trouble.session->stageCreates(QStringLiteral("New"), bodies);
        trouble.service.stored.remove(pathOf(1)); // somebody else was faster
        QJsonObject theirs = bodyOf(2);
        theirs.insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
        trouble.service.put(pathOf(2), theirs);
        theirs.insert(QStringLiteral("registrationId"), idOf(4));
        trouble.service.put(pathOf(4), theirs);
        trouble.service.writes.clear();
        trouble.service.twists = {twist(true, End::DropBeforeAnswer, 0, 3), twist(true, End::DropBeforeAnswer)};
        QVERIFY(trouble.apply());
        QCOMPARE(trouble.outcomes(Outcome::Conflict), 2); // the changed one, and the one that is there
        QCOMPARE(trouble.outcomes(Outcome::Applied), 7);
        QVERIFY(trouble.session->applyProgress().alreadyGone <= 1); // 0: after a drop nobody can tell who did it
        QVERIFY(trouble.service.stored.contains(pathOf(2)));
        QVERIFY(!trouble.service.stored.contains(pathOf(1)));
        QVERIFY(trouble.service.stored.contains(pathOf(0)));
        for (const int number : {0, 20, 21, 22, 23}) {
            QCOMPARE(trouble.service.writes.value(pathOf(number)), 1);
            QVERIFY(trouble.keysAreWhole(number));
        }
        QCOMPARE(trouble.service.writes.value(pathOf(4)), 0);
        QCOMPARE(trouble.session->pending().size(), 2);
        for (const auto &result : trouble.fixture.results) {
            if (result.action != fleet::EnrollmentEdit::Action::Create)
                continue;
            QVERIFY(fleet::isDraft(result.row));
            QVERIFY(result.enrollmentRow != fleet::NoRow);
            if (result.outcome == Outcome::Conflict)
                QCOMPARE(result.theirs.value(QLatin1String("registrationId")).toString(), idOf(4));
        }
    }

    void keysAreRenewedOnce()
    {
        Trouble trouble;
        QVERIFY(trouble.open(12));
        trouble.session->stageKeys(trouble.rows(), session::Session::KeySlot::Primary);
        QHash<fleet::RowId, QString> wanted;
        for (const auto &edit : trouble.session->pending().edits())
            wanted.insert(edit.row, edit.fields.first().after.toString());
        trouble.service.twists = {twist(true, End::DropBeforeAnswer, 0, 6)};
        QVERIFY(trouble.apply());
        QVERIFY(trouble.session->pending().isEmpty());
        for (int i = 0; i < 12; ++i) {
            const QJsonObject keys = trouble.service.keys.value(pathOf(i));
            QCOMPARE(keys.value(QLatin1String("primaryKey")).toString(),
                     wanted.value(trouble.fixture.individual(idOf(i))));
            QCOMPARE(keys.value(QLatin1String("secondaryKey")).toString(), keyOf(i + 1000));
            QCOMPARE(trouble.service.writes.value(pathOf(i)), 1);
        }
    }
};

REHOME_TEST(ApplyTroubleTest);
#include "ApplyTroubleTest.moc"
