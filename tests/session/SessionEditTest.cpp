// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalKeyframe.h"
#include "tests/session/SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using Outcome = session::ApplyResult::Outcome;

class SessionEditTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void appliesWithRealEtagAndReadsBack();
    void otherAdministratorMakesAConflict();
    void conflictIsSeenBeforeSendingWhenTheTableKnows();
    void keysSurviveEveryEditWhereOmittedOnesAreRegenerated();
    void readOnlyRefuses();
    void firstNAndCancel();
    void notSetIsAbsence();
    void editingAgainWhileSendingStays();
    void createAndDelete();
    void costCountsCalls();
    void journalHoldsIntentAndEndWithoutKeys();

private:
    bool applied(SessionFixture &fixture, size_t count)
    {
        return fixture.waitUntil([&] { return fixture.results.size() >= count; });
    }
};

void SessionEditTest::appliesWithRealEtagAndReadsBack()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 12, 1})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    std::vector<fleet::RowId> rows;
    for (int i = 1; i <= 12; ++i)
        rows.push_back(fixture.individual(QStringLiteral("pump-%1").arg(i, 4, 10, QLatin1Char('0'))));
    rows.push_back(fixture.group(QStringLiteral("line-2")));
    const QString etagBefore = fixture.snapshot()->enrollments.etag[rows[1]].text(fixture.snapshot()->strings);
    session->stagePolicy(rows, ReprovisionPolicy::Migrate);
    QCOMPARE(session->pending().size(), 10); // pump-0001, -0005 and -0009 have it already
    // Nothing is sent before apply().
    const auto operations = fixture.service.counters().operations;
    QVERIFY(fixture.snapshot()->enrollments.policy[rows[1]] == ReprovisionPolicy::Reset);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 10));
    for (const auto &result : fixture.results)
        QCOMPARE(result.outcome, Outcome::Applied);
    QVERIFY(fixture.service.counters().operations - operations >=
            22); // 10 keys, bulk call and group's write, 10 read back
    QVERIFY(session->pending().isEmpty());
    QVERIFY(fixture.waitUntil([&] { return !session->applyProgress().running; }));
    QCOMPARE(session->applyProgress().applied, 10);
    QVERIFY(fixture.waitUntil(
        [&] { return fixture.snapshot()->enrollments.policy[rows[1]] == ReprovisionPolicy::Migrate; }));
    QVERIFY(fixture.snapshot()->enrollments.etag[rows[1]].text(fixture.snapshot()->strings) != etagBefore);

    OtherParties others(fixture.endpoint);
    const auto stored = others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0002"));
    QVERIFY(stored.has_value());
    QCOMPARE(stored->value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(true, true));
    QCOMPARE(stored->value(QLatin1String("initialTwin"))
                 .toObject()
                 .value(QLatin1String("tags"))
                 .toObject()
                 .value(QLatin1String("line"))
                 .toInt(),
             2);
    const bool told = std::any_of(fixture.events.begin(), fixture.events.end(), [&](const auto &event) {
        return event.kind == fleet::EventKind::EnrollmentChanged && event.enrollment == rows[1] && event.byProgram;
    });
    QVERIFY(told);
}

void SessionEditTest::otherAdministratorMakesAConflict()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 2, 1})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    session->setPaused(true);
    OtherParties others(fixture.endpoint);
    const auto row = fixture.individual(QStringLiteral("pump-0001"));
    QVERIFY(others.edit(EnrollmentKind::Individual, QStringLiteral("pump-0001"), QStringLiteral("provisioningStatus"),
                        QStringLiteral("disabled")));
    session->stagePolicy({row}, ReprovisionPolicy::Never);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 1));
    const auto &result = fixture.results.front();
    QCOMPARE(result.outcome, Outcome::Conflict);
    QCOMPARE(result.base.value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("enabled"));
    QCOMPARE(result.theirs.value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("disabled"));
    QCOMPARE(result.mine.value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(false, false));
    QCOMPARE(session->pending().find(row)->state, fleet::PendingState::Conflict);
    const auto stored = others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0001"));
    QCOMPARE(stored->value(QLatin1String("reprovisionPolicy")).toObject(),
             policyObject(true, true)); // theirs is untouched
    // Theirs is in the table from now on.
    QVERIFY(fixture.waitUntil([&] {
        return fixture.snapshot()->enrollments.provisioningStatus[row] == domain::ProvisioningStatus::Disabled;
    }));
}

void SessionEditTest::conflictIsSeenBeforeSendingWhenTheTableKnows()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 2, 1})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const auto row = fixture.individual(QStringLiteral("pump-0002"));
    session->stagePolicy({row}, ReprovisionPolicy::Never);
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Individual, QStringLiteral("pump-0002"), QStringLiteral("provisioningStatus"),
                        QStringLiteral("disabled")));
    session->refresh();
    QVERIFY(fixture.waitUntil([&] {
        return fixture.snapshot()->enrollments.provisioningStatus[row] == domain::ProvisioningStatus::Disabled;
    }));
    QCOMPARE(session->pending().size(), 1); // a refresh keeps what is pending
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 1));
    QCOMPARE(fixture.results.front().outcome, Outcome::Conflict);
    QCOMPARE(fixture.results.front().base.value(QLatin1String("provisioningStatus")).toString(),
             QStringLiteral("enabled"));
    QCOMPARE(fixture.results.front().theirs.value(QLatin1String("provisioningStatus")).toString(),
             QStringLiteral("disabled"));
}

void SessionEditTest::keysSurviveEveryEditWhereOmittedOnesAreRegenerated()
{
    SessionFixture fixture;
    local::ServiceSettings settings;
    settings.regenerateOmittedKeys = true;
    QVERIFY(fixture.start(testScenario({1, 6, 0}), settings));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    OtherParties others(fixture.endpoint);
    QList<QJsonObject> before;
    std::vector<fleet::RowId> rows;
    for (int i = 1; i <= 6; ++i) {
        const QString id = QStringLiteral("pump-000%1").arg(i);
        before.append(others.keys(EnrollmentKind::Individual, id).value());
        QVERIFY(!before.last()
                     .value(QLatin1String("symmetricKey"))
                     .toObject()
                     .value(QLatin1String("primaryKey"))
                     .toString()
                     .isEmpty());
        rows.push_back(fixture.individual(id));
    }
    const auto groupBefore = others.keys(EnrollmentKind::Group, QStringLiteral("line-1")).value();
    rows.push_back(fixture.group(QStringLiteral("line-1")));
    session->stagePolicy(rows, ReprovisionPolicy::Never);
    session->stageField(rows, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    session->stageField(rows, QStringLiteral("initialTwin.tags.line"), 99);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 7));
    for (const auto &result : fixture.results)
        QCOMPARE(result.outcome, Outcome::Applied);
    for (int i = 1; i <= 6; ++i)
        QCOMPARE(others.keys(EnrollmentKind::Individual, QStringLiteral("pump-000%1").arg(i)).value(),
                 before.at(i - 1));
    QCOMPARE(others.keys(EnrollmentKind::Group, QStringLiteral("line-1")).value(), groupBefore);
    const auto stored = others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0003")).value();
    QCOMPARE(stored.value(QLatin1String("initialTwin"))
                 .toObject()
                 .value(QLatin1String("tags"))
                 .toObject()
                 .value(QLatin1String("line"))
                 .toInt(),
             99);
    QCOMPARE(stored.value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("disabled"));
}

void SessionEditTest::readOnlyRefuses()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto *session = fixture.newSession([](auto &profile) { profile.safety = session::SafetyLevel::ReadOnly; });
    QVERIFY(fixture.openAndLoad());
    const auto row = fixture.individual(QStringLiteral("pump-0001"));
    session->stagePolicy({row}, ReprovisionPolicy::Never);
    const auto refused = session->apply();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadInput);
    QVERIFY(!fixture.get(session->deleteEnrollment(row)));
    QVERIFY(!fixture.get(session->createEnrollment(EnrollmentKind::Individual,
                                                   {{QStringLiteral("registrationId"), QStringLiteral("x")}})));
    QVERIFY(!fixture.get(session->deleteRegistration(QStringLiteral("pump-0001"))));
    OtherParties others(fixture.endpoint);
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0001"))
                 ->value(QLatin1String("reprovisionPolicy"))
                 .toObject(),
             policyObject(true, true));
    // One visible act allows it.
    QSignalSpy safety(session, &session::Session::safetyChanged);
    session->allowEdits(session::SafetyLevel::Confirm);
    QCOMPARE(safety.count(), 1);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 1));
    QCOMPARE(fixture.results.front().outcome, Outcome::Applied);
}

void SessionEditTest::firstNAndCancel()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 60, 0})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    std::vector<fleet::RowId> rows;
    for (int i = 1; i <= 60; ++i)
        rows.push_back(fixture.individual(QStringLiteral("pump-%1").arg(i, 4, 10, QLatin1Char('0'))));
    session->stageField(rows, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    QCOMPARE(session->pending().size(), 60);
    QVERIFY(session->apply(3).has_value());
    QVERIFY(!session->apply().has_value()); // one at a time
    QVERIFY(applied(fixture, 3));
    QCOMPARE(session->pending().size(), 57);
    QCOMPARE(session->pending().contains(rows[0]), false);

    QVERIFY(fixture.waitUntil([&] { return !session->applyProgress().running; }));
    QVERIFY(session->apply().has_value());
    session->cancelApply();
    QVERIFY(fixture.waitUntil([&] { return !session->applyProgress().running; }));
    QCOMPARE(session->applyProgress().done, 57);
    int cancelled = 0;
    for (const auto &result : fixture.results)
        cancelled += result.outcome == Outcome::Cancelled;
    QVERIFY(cancelled >= 50);
    QCOMPARE(session->pending().size(), cancelled); // what was not sent waits on
    for (const auto &edit : session->pending().edits())
        QCOMPARE(edit.state, fleet::PendingState::Waiting);
}

void SessionEditTest::notSetIsAbsence()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    session->stagePolicy({fixture.individual(QStringLiteral("pump-0001"))}, ReprovisionPolicy::NotSet);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 1));
    QCOMPARE(fixture.results.front().outcome, Outcome::Applied);
    OtherParties others(fixture.endpoint);
    QVERIFY(!others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0001"))
                 ->contains(QLatin1String("reprovisionPolicy")));
}

void SessionEditTest::editingAgainWhileSendingStays()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const auto row = fixture.individual(QStringLiteral("pump-0001"));
    session->stagePolicy({row}, ReprovisionPolicy::Never);
    QVERIFY(session->apply().has_value());
    session->stageField({row}, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    QVERIFY(applied(fixture, 1));
    QCOMPARE(fixture.results.front().outcome, Outcome::Applied);
    QCOMPARE(session->pending().size(), 1);
    QVERIFY(fixture.waitUntil([&] { return !session->applyProgress().running; }));
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 2));
    QCOMPARE(fixture.results.back().outcome, Outcome::Applied);
    OtherParties others(fixture.endpoint);
    const auto stored = others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0001")).value();
    QCOMPARE(stored.value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("disabled"));
    QCOMPARE(stored.value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(false, false));
}

void SessionEditTest::createAndDelete()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const QJsonObject body{
        {QStringLiteral("registrationId"), QStringLiteral("new-1")},
        {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}}};
    QVERIFY(fixture.get(session->createEnrollment(EnrollmentKind::Individual, body)).has_value());
    QVERIFY(fixture.waitUntil([&] { return fixture.individual(QStringLiteral("new-1")) != fleet::NoRow; }));
    const auto again = fixture.get(session->createEnrollment(EnrollmentKind::Individual, body));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    const auto row = fixture.individual(QStringLiteral("new-1"));
    QVERIFY(fixture.get(session->deleteEnrollment(row)).has_value());
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->enrollments.isGone(row); }));
    OtherParties others(fixture.endpoint);
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, QStringLiteral("new-1")).error().kind, ErrorKind::NotFound);
    const auto bad = fixture.get(session->createEnrollment(EnrollmentKind::Group, body));
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind, ErrorKind::BadInput);
}

void SessionEditTest::costCountsCalls()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 23, 0})));
    auto *session = fixture.newSession([](auto &profile) { profile.operationsPerMinute = 1000; });
    QVERIFY(fixture.openAndLoad());
    std::vector<fleet::RowId> rows;
    for (int i = 1; i <= 23; ++i)
        rows.push_back(fixture.individual(QStringLiteral("pump-%1").arg(i, 4, 10, QLatin1Char('0'))));
    session->stageField(rows, QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    session::ApplyCost cost = session->applyCost();
    QCOMPARE(cost.keyReads, 23);
    QCOMPARE(cost.bulkCalls, 3);
    QCOMPARE(cost.singleWrites, 0);
    QCOMPARE(cost.readBacks, 23);
    QCOMPARE(cost.minutes, 49.0 / 900.0);
    QCOMPARE(session->applyCost(4).enrollments, 4);
    QCOMPARE(session->applyCost(21).singleWrites, 1); // the last one is alone
    // Renewed keys are looked at once more, a deletion is one call, what is new has no keys to read.
    session->stageKeys({rows[0]}, session::Session::KeySlot::Primary);
    QCOMPARE(session->applyCost().readBacks, 24);
    session->stageDelete({fixture.group(QStringLiteral("line-1"))});
    session->stageCreate(EnrollmentKind::Individual, {{QStringLiteral("registrationId"), QStringLiteral("new")}});
    cost = session->applyCost();
    QCOMPARE(cost.singleWrites, 2);
    QCOMPARE(cost.keyReads, 23);
    QCOMPARE(cost.readBacks, 25);
    // What was told is what it takes.
    session->pending().undo();
    session->pending().undo();
    cost = session->applyCost();
    const auto before = fixture.service.counters().operations;
    session->setPaused(true);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 23));
    QVERIFY(fixture.service.counters().operations - before >= cost.calls());
    QVERIFY(fixture.service.counters().operations - before <= cost.calls() + 10); // what was asked just before
}

void SessionEditTest::journalHoldsIntentAndEndWithoutKeys()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 2})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    session->stagePolicy({fixture.individual(QStringLiteral("pump-0001"))}, ReprovisionPolicy::Never);
    QVERIFY(session->apply().has_value());
    QVERIFY(applied(fixture, 1));
    const QString secretKey = QStringLiteral("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
    QVERIFY(
        fixture
            .get(session->createEnrollment(EnrollmentKind::Individual,
                                           {{QStringLiteral("registrationId"), QStringLiteral("keyed")},
                                            {QStringLiteral("attestation"),
                                             QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                                                         {QStringLiteral("symmetricKey"),
                                                          QJsonObject{{QStringLiteral("primaryKey"), secretKey},
                                                                      {QStringLiteral("secondaryKey"), secretKey}}}}}}))
            .has_value());
    fixture.session.reset(); // writes what is left

    const QString folder = fixture.folder.filePath(QStringLiteral("session"));
    const QString path = folder + QStringLiteral("/journal.sqlite");
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QStringList phases;
    int records = 0;
    QStringList strings;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("SELECT action, phase, id, etag, body FROM edits ORDER BY edit")));
        while (query.next())
            phases.append(query.value(0).toString() + QLatin1Char(' ') + query.value(1).toString() + QLatin1Char(' ') +
                          query.value(2).toString());
        QVERIFY(query.exec(QStringLiteral("SELECT records, data FROM segments ORDER BY segment")));
        while (query.next()) {
            const auto decoded = fleet::decodeJournal(query.value(1).toByteArray());
            QVERIFY(decoded.has_value());
            QCOMPARE(static_cast<int>(decoded->size()), query.value(0).toInt());
            records += static_cast<int>(decoded->size());
        }
        QVERIFY(query.exec(QStringLiteral("SELECT data FROM keyframes")));
        QVERIFY(query.next());
        const auto frame = session::decodeKeyframe(query.value(0).toByteArray());
        QVERIFY(frame.has_value());
        QCOMPARE(frame->enrollments.size(), 2u); // line-1 and pump-0001
        QVERIFY(!session::decodeKeyframe(QByteArray("damaged")));
        QVERIFY(!query.next());
        QVERIFY(query.exec(QStringLiteral("SELECT text FROM strings")));
        while (query.next())
            strings.append(query.value(0).toString());
    }
    QSqlDatabase::removeDatabase(QStringLiteral("look"));
    QCOMPARE(phases, (QStringList{QStringLiteral("update intent pump-0001"), QStringLiteral("update applied pump-0001"),
                                  QStringLiteral("create intent keyed"), QStringLiteral("create applied keyed")}));
    QVERIFY(records > 0);
    QVERIFY(strings.contains(QStringLiteral("pump-0001")));
    // No key anywhere in what the session keeps.
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    int looked = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains(secretKey.toUtf8()), qPrintable(file.fileName()));
        QVERIFY2(!bytes.contains("SharedAccessKey"), qPrintable(file.fileName()));
        ++looked;
    }
    QVERIFY(looked > 0);
}

REHOME_TEST(SessionEditTest);
#include "SessionEditTest.moc"
