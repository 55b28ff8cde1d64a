// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PendingEdits.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

using namespace rehome::fleet;
using rehome::domain::EnrollmentKind;
using rehome::domain::ReprovisionPolicy;
using Action = EnrollmentEdit::Action;

namespace {
const QString label = QStringLiteral("Edit");
const QString secret = QStringLiteral("c2VjcmV0LWtleS0wMDAwMDAwMDAwMDA=");
const QJsonValue absent(QJsonValue::Undefined);

EnrollmentEdit update(RowId row, const QString &path, const QJsonValue &before, const QJsonValue &after)
{
    EnrollmentEdit edit;
    edit.row = row;
    edit.id = QStringLiteral("sn-%1").arg(row);
    edit.baseEtag = QStringLiteral("etag-%1").arg(row);
    edit.fields = {{path, before, after}};
    return edit;
}

EnrollmentEdit creation(RowId row, const QJsonObject &more = {})
{
    EnrollmentEdit edit;
    edit.row = row;
    edit.action = Action::Create;
    edit.id = QStringLiteral("new-%1").arg(row - FirstDraft);
    QJsonObject body = more;
    body.insert(QStringLiteral("registrationId"), edit.id);
    edit.fields = {{QString(), absent, body}};
    return edit;
}

EnrollmentEdit deletion(RowId row, const QJsonValue &body = absent)
{
    EnrollmentEdit edit = update(row, QString(), body, absent);
    edit.action = Action::Delete;
    if (body.isUndefined())
        edit.fields.clear();
    return edit;
}

QString textOf(const EnrollmentEdit &edit)
{
    QStringList lines;
    for (const DiffLine &line : diffLines(edit)) {
        const QString sign = line.kind == DiffLine::Kind::Added     ? QStringLiteral("+")
                             : line.kind == DiffLine::Kind::Removed ? QStringLiteral("-")
                                                                    : QStringLiteral(" ");
        lines.append(sign + line.text);
    }
    return lines.join(QLatin1Char('\n'));
}
} // namespace

class StagedActionsTest : public QObject
{
    Q_OBJECT
private slots:
    void draftsAreNoRowsOfASnapshot()
    {
        QVERIFY(!isDraft(0) && !isDraft(FirstDraft - 1) && !isDraft(NoRow));
        QVERIFY(isDraft(FirstDraft) && isDraft(NoRow - 1));
    }

    void allThreeAreUndoneAndRedone()
    {
        PendingEdits edits;
        edits.add(label, {creation(FirstDraft), deletion(3), update(4, QStringLiteral("deviceId"), absent, 1)});
        QCOMPARE(edits.size(), 3);
        QCOMPARE(edits.find(FirstDraft)->draftBody().value(QStringLiteral("registrationId")).toString(),
                 QStringLiteral("new-0"));
        QCOMPARE(edits.find(3)->action, Action::Delete);
        QCOMPARE(edits.find(3)->baseEtag, QStringLiteral("etag-3"));
        edits.undo();
        QVERIFY(edits.isEmpty());
        edits.redo();
        QCOMPARE(edits.rows(), (QList<RowId>{FirstDraft, 3, 4}));
        edits.settle(3);
        edits.discard(label, {FirstDraft});
        QCOMPARE(edits.rows(), QList<RowId>{4});
        edits.undo();
        QCOMPARE(edits.rows(), (QList<RowId>{FirstDraft, 4}));
    }

    void deletingTakesThePlaceOfAnUpdateAndUndoBringsItBack()
    {
        PendingEdits edits;
        edits.add(label, {update(1, QStringLiteral("deviceId"), absent, 1)});
        edits.add(label, {deletion(1)});
        QCOMPARE(edits.find(1)->action, Action::Delete);
        QVERIFY(edits.find(1)->fields.isEmpty());
        // A bulk edit over everything does not take the deletion back by the way.
        const quint64 revision = edits.revision();
        edits.add(label, {update(1, QStringLiteral("deviceId"), absent, 2)});
        QCOMPARE(edits.revision(), revision);
        edits.undo();
        QCOMPARE(edits.find(1)->action, Action::Update);
        QCOMPARE(edits.find(1)->fields.constFirst().after, QJsonValue(1));
    }

    void deletingADraftLeavesNothing()
    {
        PendingEdits edits;
        edits.add(label, {creation(FirstDraft)});
        edits.add(label, {deletion(FirstDraft), deletion(FirstDraft + 1)});
        QVERIFY(edits.isEmpty());
        edits.undo();
        QCOMPARE(edits.find(FirstDraft)->action, Action::Create);
    }

    void editsOfADraftChangeItsBody()
    {
        PendingEdits edits;
        edits.add(label, {creation(FirstDraft)});
        EnrollmentEdit more = creation(FirstDraft);
        more.fields = {{QStringLiteral("initialTwin.tags.line"), absent, 7}};
        edits.add(label, {more});
        const EnrollmentEdit &draft = *edits.find(FirstDraft);
        QCOMPARE(draft.action, Action::Create);
        QCOMPARE(draft.fields.size(), 1);
        QCOMPARE(withValueAt(draft.draftBody(), QStringLiteral("initialTwin.tags.line"), absent),
                 QJsonValue(QJsonObject{
                     {QStringLiteral("registrationId"), QStringLiteral("new-0")},
                     {QStringLiteral("initialTwin"), QJsonObject{{QStringLiteral("tags"), QJsonObject()}}}}));
        EnrollmentEdit renamed = creation(FirstDraft);
        renamed.id = QStringLiteral("other");
        edits.add(label, {renamed});
        QCOMPARE(edits.find(FirstDraft)->id, QStringLiteral("other"));
        edits.undo();
        QCOMPARE(edits.find(FirstDraft)->id, QStringLiteral("new-0"));
    }

    void fieldsWithinAndAroundEachOtherBecomeOne()
    {
        const QString tags = QStringLiteral("initialTwin.tags"), line = QStringLiteral("initialTwin.tags.line");
        const QJsonObject one{{QStringLiteral("line"), 1}}, two{{QStringLiteral("line"), 2}};
        PendingEdits edits;
        edits.add(label, {update(1, line, 1, 5)});
        edits.add(label, {update(1, tags, one, two)});
        QCOMPARE(edits.find(1)->fields, (QList<PendingField>{{tags, one, two}})); // the wider one stands for both
        edits.add(label, {update(1, line, 1, 9)});
        QCOMPARE(edits.find(1)->fields, (QList<PendingField>{{tags, one, QJsonObject{{QStringLiteral("line"), 9}}}}));
        edits.add(label, {update(1, line, 1, 1)});
        QVERIFY2(edits.isEmpty(), "back where it was");
        edits.add(label, {update(1, QStringLiteral("initialTwin.tagsOfOld"), absent, 1)});
        edits.add(label, {update(1, tags, one, two)});
        QCOMPARE(edits.find(1)->fields.size(), 2); // a name that begins alike is another member
    }

    void rowsOfTheTray()
    {
        PendingEdits edits;
        EnrollmentEdit group = creation(FirstDraft + 2);
        group.kind = EnrollmentKind::Group;
        edits.add(label, {creation(FirstDraft), creation(FirstDraft + 1, {{QStringLiteral("deviceId"), 1}}), group,
                          deletion(1), deletion(2, QJsonObject{{QStringLiteral("deviceId"), 1}})});
        const QList<PendingGroup> groups = edits.groups();
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups.at(0).action, Action::Create);
        QCOMPARE(groups.at(0).rows, (QList<RowId>{FirstDraft, FirstDraft + 1})); // whatever their bodies are
        QCOMPARE(groups.at(1).kind, EnrollmentKind::Group);
        QCOMPARE(groups.at(2).action, Action::Delete);
        QCOMPARE(groups.at(2).rows, (QList<RowId>{1, 2}));
    }

    void keysAreOneRowOfTheTrayAndNeverShown()
    {
        const QString path = QStringLiteral("attestation.symmetricKey.primaryKey");
        PendingEdits edits;
        edits.add(label, {update(1, path, absent, secret), update(2, path, absent, secret + QStringLiteral("2"))});
        const QList<PendingGroup> groups = edits.groups();
        QCOMPARE(groups.size(), 1);
        QVERIFY(groups.first().varied);
        QCOMPARE(groups.first().change, (PendingField{path, absent, absent}));
        QCOMPARE(textOf(*edits.find(1)), QStringLiteral(" \"registrationId\": \"sn-1\"\n"
                                                        "-\"attestation.symmetricKey.primaryKey\": \"(present key)\"\n"
                                                        "+\"attestation.symmetricKey.primaryKey\": \"(new key)\""));
        QCOMPARE(valueWord(path, secret), QStringLiteral("new key"));
    }

    void keysWithinOtherValuesAreMasked()
    {
        const auto attestation = [](const QString &primary, const QString &secondary) {
            return QJsonObject{
                {QStringLiteral("type"), QStringLiteral("symmetricKey")},
                {QStringLiteral("symmetricKey"),
                 QJsonObject{{QStringLiteral("primaryKey"), primary}, {QStringLiteral("secondaryKey"), secondary}}}};
        };
        const QString other = QStringLiteral("b3RoZXItc2VjcmV0LTAwMDAwMDAwMDA=");
        const QList<EnrollmentEdit> edits{
            update(1, QStringLiteral("attestation"), attestation(secret, secret), attestation(secret, other)),
            creation(FirstDraft, {{QStringLiteral("attestation"), attestation(secret, other)}}),
            deletion(2, QJsonObject{{QStringLiteral("attestation"), attestation(secret, other)}})};
        for (const EnrollmentEdit &edit : edits) {
            QVERIFY(!textOf(edit).contains(secret));
            QVERIFY(!textOf(edit).contains(other));
        }
        // One key changes, the other does not: that much can be seen.
        QCOMPARE(textOf(edits.first()).count(QStringLiteral("(new key)")), 1);
        QVERIFY(textOf(edits.at(1)).contains(QStringLiteral("+  \"registrationId\": \"new-0\"")));
        QVERIFY(textOf(edits.at(2)).startsWith(QStringLiteral("-{")));
        QCOMPARE(textOf(deletion(5)), QStringLiteral("-{\n-  \"registrationId\": \"sn-5\"\n-}"));
        QVERIFY(isSecretPath(u"primaryKey") && !isSecretPath(u"attestation") && !isSecretPath(u""));
    }

    void manyValuesOfOneFieldAreOneRow()
    {
        PendingEdits edits;
        QList<EnrollmentEdit> list;
        for (int i = 0; i <= PendingEdits::mostKindsOfField; ++i)
            list.append(update(RowId(i), QStringLiteral("initialTwin.tags"), absent, i));
        edits.add(label, list.first(PendingEdits::mostKindsOfField));
        QCOMPARE(edits.groups().size(), PendingEdits::mostKindsOfField);
        edits.add(label, {list.last(), update(90, QStringLiteral("deviceId"), absent, 1)});
        const QList<PendingGroup> groups = edits.groups();
        QCOMPARE(groups.size(), 2);
        QVERIFY(groups.first().varied);
        QCOMPARE(groups.first().rows.size(), list.size());
        QVERIFY(!groups.last().varied);
    }

    void aDeleteStaysOneOnANewBase()
    {
        PendingEdits edits;
        edits.add(label, {deletion(1)});
        edits.setState(1, PendingState::Conflict);
        edits.rebase(1, QStringLiteral("newer"), {});
        QCOMPARE(edits.find(1)->action, Action::Delete);
        QCOMPARE(edits.find(1)->baseEtag, QStringLiteral("newer"));
        QCOMPARE(edits.find(1)->state, PendingState::Waiting);
    }

    void undoNeverBringsBackThatItIsBeingSent()
    {
        PendingEdits edits;
        edits.add(label, {update(1, QStringLiteral("deviceId"), absent, 1)});
        edits.setState(1, PendingState::Sending);
        edits.discard(label, {1});
        edits.undo();
        QCOMPARE(edits.find(1)->state, PendingState::Waiting);
    }

    void settlingManyOneByOneKeepsTheRestInOrder()
    {
        PendingEdits edits;
        QList<EnrollmentEdit> list;
        for (RowId row = 0; row < 1000; ++row)
            list.append(update(row, QStringLiteral("deviceId"), absent, 1));
        edits.add(label, list);
        edits.add(QStringLiteral("Second"), {update(500, QStringLiteral("iotHubs"), absent, 1)});
        for (RowId row = 999; row > 500; --row)
            edits.settle(row);
        for (RowId row = 0; row < 500; ++row)
            edits.settle(row);
        QCOMPARE(edits.rows(), QList<RowId>{500});
        edits.undo();
        QCOMPARE(edits.find(500)->fields.size(), 1);
        edits.undo();
        QVERIFY(edits.isEmpty());
        edits.redo();
        QCOMPARE(edits.rows(), QList<RowId>{500});
        edits.settle(500);
        QVERIFY(!edits.canUndo() && !edits.canRedo());
    }
};

REHOME_TEST(StagedActionsTest);
#include "StagedActionsTest.moc"
