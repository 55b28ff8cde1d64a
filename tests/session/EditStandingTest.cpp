// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditStanding.h"
#include "app/session/ImportEdits.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::session;
using Action = fleet::EnrollmentEdit::Action;

namespace {

const QString statusPath = QStringLiteral("provisioningStatus");
const QString etagMember = QStringLiteral("etag");

QJsonObject pump()
{
    return {{QStringLiteral("registrationId"), QStringLiteral("pump-1")},
            {etagMember, QStringLiteral("one")},
            {statusPath, QStringLiteral("enabled")},
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}}};
}

QJsonObject with(QJsonObject body, const QString &member, const QString &value)
{
    body.insert(member, value);
    return body;
}

fleet::EnrollmentEdit update()
{
    fleet::EnrollmentEdit edit;
    edit.id = QStringLiteral("pump-1");
    edit.baseEtag = QStringLiteral("one");
    return edit;
}

fleet::EnrollmentEdit disabling()
{
    fleet::EnrollmentEdit edit = update();
    edit.fields = {{statusPath, QStringLiteral("enabled"), QStringLiteral("disabled")}};
    return edit;
}

} // namespace

class EditStandingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anUpdateStandsByItsEtagAndItsFields()
    {
        const fleet::EnrollmentEdit edit = disabling();
        QCOMPARE(standingOf(edit, pump()), Standing::Ready);
        const QJsonObject other = with(pump(), etagMember, QStringLiteral("two"));
        QCOMPARE(standingOf(edit, other), Standing::Conflict);
        QCOMPARE(standingOf(edit, with(other, statusPath, QStringLiteral("disabled"))), Standing::Already);
        QCOMPARE(standingOf(edit, {}), Standing::Conflict);
        QCOMPARE(standingOf(rebased(edit, other), other), Standing::Ready);
        const QJsonObject third = with(other, statusPath, QStringLiteral("unknown"));
        QCOMPARE(rebased(edit, third), edit);
    }

    void creationsAndDeletions()
    {
        fleet::EnrollmentEdit create = update();
        create.action = Action::Create;
        create.baseEtag.clear();
        create.fields = {{QString(), QJsonValue(QJsonValue::Undefined), pump()}};
        QCOMPARE(standingOf(create, {}), Standing::Ready);
        QCOMPARE(standingOf(create, with(pump(), etagMember, QStringLiteral("two"))), Standing::Already);
        QCOMPARE(standingOf(create, with(pump(), statusPath, QStringLiteral("disabled"))), Standing::Conflict);
        fleet::EnrollmentEdit remove = update();
        remove.action = Action::Delete;
        QCOMPARE(standingOf(remove, pump()), Standing::Ready);
        QCOMPARE(standingOf(remove, {}), Standing::Already);
        QCOMPARE(standingOf(remove, with(pump(), etagMember, QStringLiteral("two"))), Standing::Conflict);
    }

    void keysAreAskedForOnlyWhereTheyDecide()
    {
        fleet::EnrollmentEdit edit = update();
        edit.fields = {{QStringLiteral("attestation.symmetricKey.primaryKey"), {}, QStringLiteral("a2V5")}};
        QVERIFY2(!needsKeys(edit, pump()), "the ETag says that they are not applied");
        const QJsonObject other = with(pump(), etagMember, QStringLiteral("two"));
        QVERIFY(needsKeys(edit, other));
        QVERIFY(!needsKeys(disabling(), other));
        QVERIFY(!needsKeys(edit, {}));
        QCOMPARE(rebased(edit, other), edit);
    }

    void anImportChangesWhatTheFileNames()
    {
        fleet::ImportProblems problems;
        fleet::ImportedEnrollment imported;
        imported.line = 7;
        imported.id = QStringLiteral("pump-1");
        imported.members = {{statusPath, QStringLiteral("disabled")}};
        const auto changed = importEdit(imported, {update(), pump()}, problems);
        QVERIFY(changed);
        QCOMPARE(*changed, disabling());
        imported.members.first().value = QStringLiteral("enabled");
        QVERIFY(importEdit(imported, {update(), pump()}, problems)->fields.isEmpty());
        QCOMPARE(problems.count(), 0);

        QVERIFY2(!importEdit(imported, {}, problems), "new, and without an attestation");
        imported.members.append(
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}});
        const auto created = importEdit(imported, {}, problems);
        QVERIFY(created);
        QCOMPARE(created->action, Action::Create);
        QCOMPARE(created->draftBody().value(QLatin1String("registrationId")).toString(), imported.id);
        imported.members.append({QStringLiteral("iotHubs"), QStringLiteral("hub-a")});
        QVERIFY(!importEdit(imported, {update(), pump()}, problems));
        QCOMPARE(problems.count(), 2);
        QCOMPARE(problems.kept().constLast().column, QStringLiteral("iotHubs"));
        QCOMPARE(problems.kept().constLast().line, 7);
    }
};

REHOME_TEST(EditStandingTest);
#include "EditStandingTest.moc"
