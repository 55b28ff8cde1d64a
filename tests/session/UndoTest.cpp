// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/KeyVault.h"
#include "tests/session/UndoFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QDirIterator>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using session::Session;
using session::UndoReport;
using Action = fleet::EnrollmentEdit::Action;
using Outcome = fleet::UndoPlan::Outcome;

namespace {

const QString statusPath = QStringLiteral("provisioningStatus");
const QString disabled = QStringLiteral("disabled");
const QString enabled = QStringLiteral("enabled");

QString pump(int number)
{
    return QStringLiteral("pump-%1").arg(number, 4, 10, QLatin1Char('0'));
}

} // namespace

class UndoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBulkChangeGoesBackThroughTheTray();
    void oneChangeOfABatch();
    void deletionsComeBackWithTheirKeys();
    void creationsAreDeleted();
    void rotatedKeysComeBack();
    void withoutAKeychainThereAreNoKeys();
    void whoMovedOnIsAsked();
    void waitingEditsAreNotTouched();
    void changesSurviveARestart();
    void anOlderJournalIsTakenOver();
};

void UndoTest::aBulkChangeGoesBackThroughTheTray()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(13));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    std::vector<fleet::RowId> rows{fixture.group(QStringLiteral("line-1"))};
    QHash<int, QJsonObject> before;
    for (int i = 1; i <= 13; ++i) {
        rows.push_back(fixture.individual(pump(i)));
        before.insert(i, settings(others.enrollment(EnrollmentKind::Individual, pump(i))));
    }
    QVERIFY(!fixture.get(session->undoChanges({})).has_value()); // nothing was applied yet
    session->stageField(rows, statusPath, disabled);
    QVERIFY(fixture.apply());
    QCOMPARE(fixture.changes().size(), 14);
    QCOMPARE(fixture.changes().constFirst().batchSize, 14);

    const auto operations = fixture.service.counters().operations;
    session->setPaused(true);
    QCOMPARE(fixture.undo().staged, 14);
    QCOMPARE(session->pending().size(), 14);
    QVERIFY(fixture.service.counters().operations - operations <= 10); // nothing of it was sent
    QCOMPARE(session->pending().find(rows[1])->fields.size(), 1);
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, pump(1))->value(statusPath).toString(), disabled);
    session->pending().undo(); // one step
    QVERIFY(session->pending().isEmpty());
    session->pending().redo();
    QVERIFY(fixture.apply());
    for (int i = 1; i <= 13; ++i)
        QCOMPARE(settings(others.enrollment(EnrollmentKind::Individual, pump(i))), before.value(i));
    QCOMPARE(others.enrollment(EnrollmentKind::Group, QStringLiteral("line-1"))->value(statusPath).toString(), enabled);

    // Now the change is undone, and there is nothing else; the undo itself can be taken back.
    QVERIFY(!fixture.get(session->undoChanges({})).has_value());
    const auto newest = fixture.changes().constFirst();
    QVERIFY(newest.undoes != 0);
    QCOMPARE(fixture.undo({{}, newest.batch}).staged, 14);
    QVERIFY(fixture.apply());
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, pump(7))->value(statusPath).toString(), disabled);
    QCOMPARE(fixture.undo().staged, 14); // the first change is in force again
}

void UndoTest::oneChangeOfABatch()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(3));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    session->stagePolicy({fixture.individual(pump(2)), fixture.individual(pump(3))}, ReprovisionPolicy::Migrate);
    QVERIFY(fixture.apply());
    const auto page = fixture.changes(0, 1);
    QCOMPARE(page.size(), 1);
    const auto rest = fixture.changes(page.constFirst().number, 10);
    QCOMPARE(rest.size(), 1);
    QVERIFY(rest.constFirst().number < page.constFirst().number);
    QCOMPARE(fixture.undo({{rest.constFirst().number}, {}}).staged, 1);
    QVERIFY(fixture.apply());
    QVERIFY(fixture.changes(page.constFirst().number).constFirst().isUndone);
    // The other one is what is left of that apply.
    QCOMPARE(fixture.undo().staged, 1);
    QCOMPARE(session->pending().edits().constFirst().id, page.constFirst().id);
    QVERIFY(fixture.apply());
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, pump(2))->value(QLatin1String("reprovisionPolicy")),
             QJsonValue(policyObject(true, false)));
}

void UndoTest::deletionsComeBackWithTheirKeys()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(2));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    const auto body = settings(others.enrollment(EnrollmentKind::Individual, pump(1)));
    const auto keys = keysIn(others.keys(EnrollmentKind::Individual, pump(1)));
    QVERIFY(!keys.isEmpty());
    session->stageDelete({fixture.individual(pump(1)), fixture.individual(pump(2))});
    QCOMPARE(session->undoNotes().size(), 1);
    QVERIFY2(session->undoNotes().constFirst().contains(QStringLiteral("with its keys")), "said before");
    QCOMPARE(session->applyCost().keyReads, 2);
    QVERIFY(fixture.apply());
    QVERIFY(!others.enrollment(EnrollmentKind::Individual, pump(1)));

    const UndoReport report = fixture.undo();
    QCOMPARE(report.staged, 2);
    QCOMPARE(report.newKeys, 0);
    QVERIFY(fleet::isDraft(session->pending().rows().constFirst()));
    QVERIFY(fixture.apply());
    QCOMPARE(settings(others.enrollment(EnrollmentKind::Individual, pump(1))), body);
    QCOMPARE(keysIn(others.keys(EnrollmentKind::Individual, pump(1))), keys);

    // No key of it is in what the session keeps.
    fixture.session.reset();
    QDirIterator files(fixture.folder.filePath(QStringLiteral("session")), QDir::Files, QDirIterator::Subdirectories);
    int looked = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        for (const auto &key : keys)
            QVERIFY2(!bytes.contains(key.toString().toUtf8()), qPrintable(file.fileName()));
        for (const QString &secret : fixture.keychain->entries)
            QVERIFY2(!bytes.contains(secret.toUtf8()), qPrintable(file.fileName()));
        ++looked;
    }
    QVERIFY(looked > 0);
}

void UndoTest::creationsAreDeleted()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(1));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    const QString id = QStringLiteral("fresh");
    session->stageCreate(
        EnrollmentKind::Individual,
        {{QStringLiteral("registrationId"), id},
         {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}}});
    QVERIFY(fixture.apply());
    const auto keys = keysIn(others.keys(EnrollmentKind::Individual, id));
    QCOMPARE(fixture.undo().staged, 1);
    QCOMPARE(session->pending().edits().constFirst().action, Action::Delete);
    QVERIFY(fixture.apply());
    QVERIFY(!others.enrollment(EnrollmentKind::Individual, id));
    // Taking that back brings it with the keys that the service made.
    QCOMPARE(fixture.undo({{fixture.changes().constFirst().number}, {}}).staged, 1);
    QVERIFY(fixture.apply());
    QCOMPARE(keysIn(others.keys(EnrollmentKind::Individual, id)), keys);
}

void UndoTest::rotatedKeysComeBack()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(1));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    const auto keys = keysIn(others.keys(EnrollmentKind::Individual, pump(1)));
    const auto row = fixture.individual(pump(1));
    session->stageKeys({row}, Session::KeySlot::Primary);
    QVERIFY(session->undoNotes().constFirst().contains(QStringLiteral("restores the present keys")));
    QVERIFY(fixture.apply());
    const auto rotated = keysIn(others.keys(EnrollmentKind::Individual, pump(1)));
    QVERIFY(rotated != keys);
    QCOMPARE(fixture.undo().staged, 1);
    QVERIFY(fixture.apply());
    QCOMPARE(keysIn(others.keys(EnrollmentKind::Individual, pump(1))), keys);
    QCOMPARE(fixture.undo({{fixture.changes().constFirst().number}, {}}).staged, 1);
    QVERIFY(fixture.apply());
    QCOMPARE(keysIn(others.keys(EnrollmentKind::Individual, pump(1))), rotated);
}

void UndoTest::withoutAKeychainThereAreNoKeys()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(2, false));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    session->stageKeys({fixture.individual(pump(1))}, Session::KeySlot::Primary);
    session->stageDelete({fixture.individual(pump(2))});
    QCOMPARE(session->undoNotes().size(), 2);
    for (const QString &note : session->undoNotes())
        QVERIFY2(note.contains(QStringLiteral("Undo without keys")), qPrintable(note));
    const auto keys = keysIn(others.keys(EnrollmentKind::Individual, pump(2)));
    QVERIFY(fixture.apply());
    const UndoReport report = fixture.undo();
    QCOMPARE(report.staged, 1);
    QCOMPARE(report.newKeys, 1);
    QCOMPARE(report.refused.size(), 1);
    QCOMPARE(report.refused.constFirst().change.id, pump(1));
    QVERIFY(report.refused.constFirst().plan.reason.contains(QStringLiteral("keys are not kept")));
    QVERIFY(fixture.apply());
    QVERIFY(keysIn(others.keys(EnrollmentKind::Individual, pump(2))) != keys);
}

void UndoTest::whoMovedOnIsAsked()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(4));
    Session *session = fixture.session.get();
    OtherParties others(fixture.endpoint);
    const auto row = fixture.individual(pump(1)), other = fixture.individual(pump(3)),
               gone = fixture.individual(pump(4));
    session->stagePolicy({row, other, gone}, ReprovisionPolicy::Reset);
    session->stageField({row, other, gone}, statusPath, disabled);
    QVERIFY(fixture.apply());
    const QString etag = fixture.snapshot()->enrollments.etag[row].text(fixture.snapshot()->strings);
    // Another field of one, the same field of another, and the third is deleted.
    QVERIFY(others.edit(EnrollmentKind::Individual, pump(1), QStringLiteral("deviceId"), QStringLiteral("box-1")));
    QVERIFY(others.edit(EnrollmentKind::Individual, pump(3), QStringLiteral("reprovisionPolicy"),
                        policyObject(true, true)));
    QVERIFY(others.remove(EnrollmentKind::Individual, pump(4)));
    QVERIFY(fixture.get(session->enrollmentBody(row, true)).has_value());
    QVERIFY(fixture.get(session->enrollmentBody(other, true)).has_value());
    QVERIFY(!fixture.get(session->enrollmentBody(gone, true)).has_value());
    QVERIFY(fixture.waitUntil([&] {
        const auto &table = fixture.snapshot()->enrollments;
        return table.isGone(gone) && table.policy[other] == ReprovisionPolicy::Migrate &&
               table.etag[row].text(fixture.snapshot()->strings) != etag;
    }));
    const UndoReport report = fixture.undo();
    QCOMPARE(report.staged, 1);
    QVERIFY(session->pending().contains(row));
    QCOMPARE(report.refused.size(), 2);
    for (const auto &refusal : report.refused) {
        QVERIFY(!refusal.plan.reason.isEmpty());
        QCOMPARE(refusal.plan.outcome, refusal.change.id == pump(3) ? Outcome::Merge : Outcome::Refused);
        if (refusal.plan.outcome != Outcome::Merge)
            continue;
        QCOMPARE(refusal.plan.moved.size(), 1);
        QCOMPARE(refusal.plan.moved.constFirst().theirs, QJsonValue(policyObject(true, true)));
        // Offered like any conflict: the person chooses for each field, and only then it can be sent.
        QCOMPARE(fixture.undo({{refusal.change.number}, {}}, Session::UndoMode::Merge).staged, 1);
        const session::ApplyResult conflict = fixture.results.back();
        QCOMPARE(conflict.outcome, session::ApplyResult::Outcome::Conflict);
        const QString policy = QStringLiteral("reprovisionPolicy");
        QCOMPARE(conflict.base.value(policy), QJsonValue(policyObject(true, false)));
        QCOMPARE(conflict.theirs.value(policy), QJsonValue(policyObject(true, true)));
        QCOMPARE(conflict.mine.value(policy), QJsonValue(policyObject(false, false)));
        QCOMPARE(session->pending().find(other)->state, fleet::PendingState::Conflict);
        session->pending().rebase(other, conflict.etag,
                                  {{policy, conflict.theirs.value(policy), conflict.mine.value(policy)}});
    }
    QVERIFY(fixture.apply());
    const auto first = others.enrollment(EnrollmentKind::Individual, pump(1));
    QCOMPARE(first->value(QLatin1String("deviceId")).toString(), QStringLiteral("box-1"));
    QCOMPARE(first->value(statusPath).toString(), enabled);
    QCOMPARE(others.enrollment(EnrollmentKind::Individual, pump(3))->value(QLatin1String("reprovisionPolicy")),
             QJsonValue(policyObject(false, false)));
}

void UndoTest::waitingEditsAreNotTouched()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(2));
    Session *session = fixture.session.get();
    const auto row = fixture.individual(pump(1));
    session->stageField({row}, statusPath, disabled);
    QVERIFY(fixture.apply());
    session->stagePolicy({row}, ReprovisionPolicy::Never);
    const auto revision = session->pending().revision();
    const UndoReport report = fixture.undo();
    QCOMPARE(report.staged, 0);
    QCOMPARE(report.refused.size(), 1);
    QCOMPARE(session->pending().revision(), revision);
    // An undo that was discarded, and another edit instead of it, undo nothing.
    session->pending().discardAll(QStringLiteral("Discard"));
    QCOMPARE(fixture.undo().staged, 1);
    session->pending().discardAll(QStringLiteral("Discard"));
    session->stagePolicy({row}, ReprovisionPolicy::Never);
    QVERIFY(fixture.apply());
    QCOMPARE(fixture.changes().constFirst().undoes, 0);
    QVERIFY(!fixture.changes().constLast().isUndone);
}

void UndoTest::changesSurviveARestart()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(2));
    OtherParties others(fixture.endpoint);
    const auto keys = keysIn(others.keys(EnrollmentKind::Individual, pump(2)));
    fixture.session->stageDelete({fixture.individual(pump(2))});
    QVERIFY(fixture.apply());
    const QString profile = fixture.session->profile().id;
    fixture.session.reset();
    // The profile of the next session has an ID of its own here: its key is the same entry of the keychain.
    const QString entry = session::KeyVault::entryName(profile);
    QVERIFY(fixture.keychain->entries.contains(entry));
    const QString key = fixture.keychain->entries.value(entry);
    fixture.newSession([&](session::ConnectionProfile &edited) { edited.id = profile; });
    fixture.session->keepKeysWith(fixture.keychain);
    QVERIFY(fixture.openAndLoad());
    QCOMPARE(fixture.keychain->entries.value(entry), key);
    QCOMPARE(fixture.undo().staged, 1);
    QVERIFY(fixture.apply());
    QCOMPARE(keysIn(others.keys(EnrollmentKind::Individual, pump(2))), keys);
}

void UndoTest::anOlderJournalIsTakenOver()
{
    UndoFixture fixture;
    QVERIFY(fixture.begin(1, false));
    fixture.session->stageField({fixture.individual(pump(1))}, statusPath, disabled);
    QVERIFY(fixture.apply());
    fixture.session.reset();
    const auto inJournal = [&](const QStringList &statements) {
        int count = -1;
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("older"));
            database.setDatabaseName(fixture.folder.filePath(QStringLiteral("session/journal.sqlite")));
            if (database.open()) {
                QSqlQuery query(database);
                for (const QString &statement : statements)
                    if (!query.exec(statement))
                        return -2;
                if (query.next())
                    count = query.value(0).toInt();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("older"));
        return count;
    };
    // As version 1 left it.
    const QString countEdits = QStringLiteral("SELECT COUNT(*) FROM edits");
    QCOMPARE(inJournal({QStringLiteral("DROP TABLE changes"), QStringLiteral("PRAGMA user_version=1"), countEdits}), 2);
    QVERIFY(fixture.reopen(false));
    QVERIFY(fixture.changes().isEmpty());
    fixture.session->stageField({fixture.individual(pump(1))}, statusPath, enabled);
    QVERIFY(fixture.apply());
    QCOMPARE(fixture.changes().size(), 1);
    fixture.session.reset();
    QCOMPARE(inJournal({QStringLiteral("PRAGMA user_version")}), 3);
    QCOMPARE(inJournal({countEdits}), 4);
    // What is older than 90 days is forgotten.
    QCOMPARE(inJournal({QStringLiteral("UPDATE changes SET timeMs = timeMs - 91 * 86400000"), countEdits}), 4);
    QVERIFY(fixture.reopen(false));
    QVERIFY(fixture.changes().isEmpty());
    QVERIFY(!fixture.get(fixture.session->undoChanges({})).has_value());
}

REHOME_TEST(UndoTest);
#include "UndoTest.moc"
