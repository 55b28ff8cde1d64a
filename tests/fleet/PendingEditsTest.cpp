// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PendingEdits.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>
#include <random>

using namespace rehome::fleet;
using rehome::domain::EnrollmentKind;
using rehome::domain::ReprovisionPolicy;

namespace {
EnrollmentEdit policyEdit(RowId row, ReprovisionPolicy before, ReprovisionPolicy after)
{
    EnrollmentEdit edit;
    edit.row = row;
    edit.id = QStringLiteral("sn-%1").arg(row);
    edit.baseEtag = QStringLiteral("etag-%1").arg(row);
    edit.fields = {policyField(before, after)};
    return edit;
}

EnrollmentEdit statusEdit(RowId row, const QString &before, const QString &after)
{
    EnrollmentEdit edit = policyEdit(row, ReprovisionPolicy::NotSet, ReprovisionPolicy::NotSet);
    edit.fields = {{QStringLiteral("provisioningStatus"), before, after}};
    return edit;
}

const QString label = QStringLiteral("Edit policy");
} // namespace

class PendingEditsTest : public QObject
{
    Q_OBJECT
private slots:
    void policyValuesRoundTrip();
    void groupsByKindOfEdit();
    void firstBeforeStays();
    void backAtTheStartDisappears();
    void undoAndRedo();
    void newEditForgetsRedo();
    void discardCanBeUndone();
    void settledEditsLeaveTheHistory();
    void failuresStayAndClear();
    void rebaseTakesTheNewBase();
    void firstTakesTheOldestAndSkipsConflicts();
    void randomUndoRedoMatchesReference();
    void diffShowsAbsentMembers();
    void diffHidesTheCodeOfAWebhook();
    void diffKeepsSharedLinesAsContext();
    void words_data();
    void words();
};

void PendingEditsTest::policyValuesRoundTrip()
{
    for (const ReprovisionPolicy policy :
         {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset, ReprovisionPolicy::Never}) {
        const PendingField field = policyField(ReprovisionPolicy::NotSet, policy);
        QCOMPARE(policyOfValue(field.after), std::optional(policy));
        QVERIFY(field.before.isUndefined());
    }
    QVERIFY(!policyOfValue(QStringLiteral("never")));
}

void PendingEditsTest::groupsByKindOfEdit()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(3, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate),
                      policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate),
                      policyEdit(2, ReprovisionPolicy::Migrate, ReprovisionPolicy::Never)});
    edits.add(QStringLiteral("Enable"), {statusEdit(1, QStringLiteral("disabled"), QStringLiteral("enabled"))});
    const QList<PendingGroup> groups = edits.groups();
    QCOMPARE(groups.size(), 3);
    QCOMPARE(groups[0].rows, (QList<RowId>{3, 1})); // in the order of editing
    QCOMPARE(groups[1].change.path, QStringLiteral("provisioningStatus"));
    QCOMPARE(groups[1].rows, (QList<RowId>{1}));
    QCOMPARE(groups[2].rows, (QList<RowId>{2}));
    QCOMPARE(edits.size(), 3);
    QCOMPARE(edits.rows(), (QList<RowId>{3, 1, 2}));
}

void PendingEditsTest::firstBeforeStays()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    EnrollmentEdit again = policyEdit(1, ReprovisionPolicy::Migrate, ReprovisionPolicy::Never);
    again.baseEtag = QStringLiteral("younger");
    edits.add(label, {again});
    const std::optional<PendingField> field = edits.field(1, QStringLiteral("reprovisionPolicy"));
    QVERIFY(field.has_value());
    QVERIFY(field->before.isUndefined());
    QCOMPARE(policyOfValue(field->after), std::optional(ReprovisionPolicy::Never));
    QCOMPARE(edits.find(1)->baseEtag, QStringLiteral("etag-1"));
}

void PendingEditsTest::backAtTheStartDisappears()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(1, ReprovisionPolicy::Reset, ReprovisionPolicy::Migrate)});
    edits.add(label, {policyEdit(1, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset)});
    QVERIFY(edits.isEmpty());
    edits.undo();
    QCOMPARE(edits.size(), 1);
    edits.add(label, {policyEdit(2, ReprovisionPolicy::Never, ReprovisionPolicy::Never)}); // nothing to do
    QVERIFY(!edits.contains(2));
}

void PendingEditsTest::undoAndRedo()
{
    PendingEdits edits;
    QVERIFY(!edits.canUndo() && !edits.canRedo());
    edits.undo();
    edits.redo();
    edits.add(QStringLiteral("First"), {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    edits.add(QStringLiteral("Second"), {policyEdit(2, ReprovisionPolicy::NotSet, ReprovisionPolicy::Reset)});
    QCOMPARE(edits.undoLabel(), QStringLiteral("Second"));
    const quint64 revision = edits.revision();
    edits.undo();
    QVERIFY(edits.revision() > revision);
    QCOMPARE(edits.rows(), (QList<RowId>{1}));
    QCOMPARE(edits.redoLabel(), QStringLiteral("Second"));
    edits.undo();
    QVERIFY(edits.isEmpty() && !edits.canUndo());
    edits.redo();
    edits.redo();
    QCOMPARE(edits.rows(), (QList<RowId>{1, 2}));
    QVERIFY(!edits.canRedo());
}

void PendingEditsTest::newEditForgetsRedo()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    edits.undo();
    edits.add(label, {policyEdit(2, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    QVERIFY(!edits.canRedo());
    QCOMPARE(edits.rows(), (QList<RowId>{2}));
}

void PendingEditsTest::discardCanBeUndone()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate),
                      policyEdit(2, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    edits.discard(QStringLiteral("Discard"), {1, 99});
    QCOMPARE(edits.rows(), (QList<RowId>{2}));
    edits.discardAll(QStringLiteral("Discard all"));
    QVERIFY(edits.isEmpty());
    edits.undo();
    edits.undo();
    QCOMPARE(edits.rows(), (QList<RowId>{1, 2}));
}

void PendingEditsTest::settledEditsLeaveTheHistory()
{
    PendingEdits edits;
    edits.add(QStringLiteral("Both"), {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate),
                                       policyEdit(2, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    edits.add(QStringLiteral("One"), {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Never)});
    edits.settle(1);
    QCOMPARE(edits.rows(), (QList<RowId>{2}));
    QCOMPARE(edits.undoLabel(), QStringLiteral("Both")); // the step that only touched row 1 is gone
    edits.undo();
    QVERIFY2(!edits.contains(1), "what was sent does not come back as unsent");
    QVERIFY(edits.isEmpty());
    edits.redo();
    QCOMPARE(edits.rows(), (QList<RowId>{2}));
}

void PendingEditsTest::failuresStayAndClear()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    edits.setState(1, PendingState::Failed, QStringLiteral("The service refused it."));
    QCOMPARE(edits.failedCount(), 1);
    QCOMPARE(edits.groups().first().failed, 1);
    edits.setState(7, PendingState::Failed); // not there: nothing happens
    edits.add(label, {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Reset)});
    QCOMPARE(edits.find(1)->state, PendingState::Waiting);
    QVERIFY(edits.find(1)->reason.isEmpty());
}

void PendingEditsTest::rebaseTakesTheNewBase()
{
    PendingEdits edits;
    edits.add(label, {policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate),
                      policyEdit(2, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate)});
    edits.setState(1, PendingState::Conflict, QStringLiteral("changed"));
    edits.rebase(1, QStringLiteral("theirs"), {policyField(ReprovisionPolicy::Never, ReprovisionPolicy::Migrate)});
    QCOMPARE(edits.find(1)->baseEtag, QStringLiteral("theirs"));
    QCOMPARE(edits.find(1)->state, PendingState::Waiting);
    QCOMPARE(edits.rows(), (QList<RowId>{1, 2})); // keeps its place
    edits.rebase(2, QStringLiteral("theirs"), {policyField(ReprovisionPolicy::Migrate, ReprovisionPolicy::Migrate)});
    QVERIFY2(!edits.contains(2), "theirs is what was wanted: nothing is left to send");
}

void PendingEditsTest::firstTakesTheOldestAndSkipsConflicts()
{
    PendingEdits edits;
    QList<EnrollmentEdit> many;
    for (RowId row = 10; row > 0; --row)
        many.append(policyEdit(row, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate));
    edits.add(label, many);
    edits.setState(9, PendingState::Conflict);
    edits.setState(8, PendingState::Sending);
    const QList<EnrollmentEdit> first = edits.first(3);
    QCOMPARE(first.size(), 3);
    QCOMPARE(first[0].row, RowId{10});
    QCOMPARE(first[1].row, RowId{7});
    QCOMPARE(edits.first(100).size(), 8);
}

// Any mixture of edits, discards, undo and redo equals replaying the steps that are done.
void PendingEditsTest::randomUndoRedoMatchesReference()
{
    std::mt19937 random(7);
    for (int round = 0; round < 30; ++round) {
        PendingEdits edits;
        QList<QHash<RowId, QJsonValue>> states{{}}; // after each step
        qsizetype at = 0;
        for (int step = 0; step < 60; ++step) {
            const auto choice = random() % 10;
            if (choice < 2) {
                edits.undo();
                at = qMax<qsizetype>(0, at - 1);
            } else if (choice < 4) {
                edits.redo();
                at = qMin(at + 1, states.size() - 1);
            } else {
                QHash<RowId, QJsonValue> next = states.at(at);
                const RowId row = random() % 6;
                if (choice == 4) {
                    edits.discard(label, {row});
                    next.remove(row);
                } else {
                    const int value = static_cast<int>(random() % 4);
                    EnrollmentEdit edit = policyEdit(row, ReprovisionPolicy::NotSet, ReprovisionPolicy::NotSet);
                    edit.fields = {{QStringLiteral("x"), 0, value}};
                    edits.add(label, {edit});
                    if (value == 0)
                        next.remove(row);
                    else
                        next.insert(row, value);
                }
                if (next != states.at(at)) {
                    states.resize(at + 1);
                    states.append(next);
                    ++at;
                }
            }
            QHash<RowId, QJsonValue> now;
            for (const EnrollmentEdit &edit : edits.edits())
                now.insert(edit.row, edit.fields.first().after);
            QCOMPARE(now, states.at(at));
        }
    }
}

void PendingEditsTest::diffShowsAbsentMembers()
{
    using Kind = DiffLine::Kind;
    const QList<DiffLine> lines = diffLines(policyEdit(7, ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate));
    const QList<DiffLine> expected{{Kind::Context, QStringLiteral("\"registrationId\": \"sn-7\"")},
                                   {Kind::Removed, QStringLiteral("\"reprovisionPolicy\": (absent)")},
                                   {Kind::Added, QStringLiteral("\"reprovisionPolicy\": {")},
                                   {Kind::Added, QStringLiteral("  \"migrateDeviceData\": true,")},
                                   {Kind::Added, QStringLiteral("  \"updateHubAssignment\": true")},
                                   {Kind::Added, QStringLiteral("}")}};
    QVERIFY(lines == expected);
    EnrollmentEdit group = policyEdit(7, ReprovisionPolicy::Migrate, ReprovisionPolicy::NotSet);
    group.kind = EnrollmentKind::Group;
    QCOMPARE(diffLines(group).first().text, QStringLiteral("\"enrollmentGroupId\": \"sn-7\""));
    QCOMPARE(diffLines(group).last().text, QStringLiteral("\"reprovisionPolicy\": (absent)"));
    QCOMPARE(diffLines(group).last().kind, Kind::Added);
}

void PendingEditsTest::diffHidesTheCodeOfAWebhook()
{
    const auto url = [](const char *code) {
        return QJsonValue(QStringLiteral("https://f.localhost/a?code=%1&b=2").arg(QLatin1String(code)));
    };
    const auto text = [](const EnrollmentEdit &edit) {
        QString all;
        for (const DiffLine &line : diffLines(edit))
            all += line.text + QLatin1Char('\n');
        return all;
    };
    EnrollmentEdit edit = policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::NotSet);
    edit.fields = {{QStringLiteral("customAllocationDefinition.webhookUrl"), url("old1"), url("new1")}};
    QString shown = text(edit);
    QVERIFY(!shown.contains(QLatin1String("old1")) && !shown.contains(QLatin1String("new1")));
    QVERIFY(shown.contains(QLatin1String("a?code=(present code)&b=2")));
    QVERIFY(shown.contains(QLatin1String("a?code=(new code)&b=2")));
    const QString member = QStringLiteral("webhookUrl");
    edit.fields = {{QStringLiteral("customAllocationDefinition"), QJsonObject{{member, url("old1")}},
                    QJsonObject{{member, url("old1")}, {QStringLiteral("apiVersion"), 1}}}};
    shown = text(edit);
    QVERIFY(!shown.contains(QLatin1String("old1")) && !shown.contains(QLatin1String("(new code)")));
    QCOMPARE(
        valueWord(QStringLiteral("customAllocationDefinition.webhookUrl"), url("old1")).count(QLatin1String("old1")),
        0);
}

void PendingEditsTest::diffKeepsSharedLinesAsContext()
{
    EnrollmentEdit edit = policyEdit(1, ReprovisionPolicy::NotSet, ReprovisionPolicy::NotSet);
    edit.fields = {{QStringLiteral("iotHubs"),
                    QJsonArray{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("d")},
                    QJsonArray{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("d")}}};
    int removed = 0, added = 0, context = 0;
    for (const DiffLine &line : diffLines(edit)) {
        removed += line.kind == DiffLine::Kind::Removed;
        added += line.kind == DiffLine::Kind::Added;
        context += line.kind == DiffLine::Kind::Context;
    }
    QCOMPARE(removed, 1);
    QCOMPARE(added, 1);
    QCOMPARE(context, 5); // id, [, "a", "d", ]
    edit.fields = {{QStringLiteral("provisioningStatus"), QStringLiteral("enabled"), QStringLiteral("disabled")}};
    QCOMPARE(diffLines(edit).at(1).text, QStringLiteral("\"provisioningStatus\": \"enabled\""));
}

void PendingEditsTest::words_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("word");
    QTest::newRow("absent") << QStringLiteral("iotHubs") << QJsonValue(QJsonValue::Undefined)
                            << QStringLiteral("not set");
    QTest::newRow("policy absent") << QStringLiteral("reprovisionPolicy") << QJsonValue(QJsonValue::Undefined)
                                   << QStringLiteral("not set");
    QTest::newRow("policy never") << QStringLiteral("reprovisionPolicy")
                                  << policyField(ReprovisionPolicy::NotSet, ReprovisionPolicy::Never).after
                                  << QStringLiteral("never");
    QTest::newRow("text") << QStringLiteral("allocationPolicy") << QJsonValue(QStringLiteral("static"))
                          << QStringLiteral("static");
    QTest::newRow("one hub") << QStringLiteral("iotHubs") << QJsonValue(QJsonArray{QStringLiteral("hub")})
                             << QStringLiteral("hub");
    QTest::newRow("two hubs") << QStringLiteral("iotHubs")
                              << QJsonValue(QJsonArray{QStringLiteral("a"), QStringLiteral("b")})
                              << QStringLiteral("2 entries");
    QTest::newRow("object") << QStringLiteral("initialTwin") << QJsonValue(QJsonObject{{QStringLiteral("tags"), 1}})
                            << QStringLiteral("{…}");
}

void PendingEditsTest::words()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QTEST(valueWord(path, value), "word");
}

REHOME_TEST(PendingEditsTest);
#include "PendingEditsTest.moc"
