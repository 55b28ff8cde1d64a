// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/BulkEditDialog.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/JsonView.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <numeric>

using namespace rehome;
using namespace rehome::test;
using domain::ReprovisionPolicy;
using Column = items::BulkEditItems::Column;

class BulkEditTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void previewShowsBeforeAndAfter();
    void pageEditsSelectionOrAllThatMatch();
    void readOnlyStagesNothing();
    void clientsAreDeclaredAtOnce();
    void previewReadsTwins();
    void membersAreSetRemovedAndMerged();

private:
    static std::vector<fleet::RowId> allRows(const fleet::Snapshot &snapshot)
    {
        std::vector<fleet::RowId> rows(snapshot.enrollments.rowCount());
        std::iota(rows.begin(), rows.end(), fleet::RowId(0));
        return rows;
    }
    static QCheckBox *box(const QWidget *dialog, const QString &text)
    {
        for (QCheckBox *each : dialog->findChildren<QCheckBox *>())
            if (each->text() == text)
                return each;
        return nullptr;
    }
    static QComboBox *combo(const QWidget *dialog, const QString &name)
    {
        for (QComboBox *each : dialog->findChildren<QComboBox *>())
            if (each->accessibleName() == name)
                return each;
        return nullptr;
    }
};

void BulkEditTest::previewShowsBeforeAndAfter()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 12, 0}), {}, true));
    items::BulkEditItems preview;
    QAbstractItemModelTester tester(&preview, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const fleet::SnapshotPtr snapshot = fixture.snapshot();
    items::BulkChange change;
    change.policy = ReprovisionPolicy::Migrate;
    fleet::PendingEdits &pending = fixture.session->pending();
    preview.show(snapshot, pending, allRows(*snapshot), change);
    QCOMPARE(preview.rowCount(), 10); // line-1, pump-0001, pump-0005 and pump-0009 have it
    QCOMPARE(preview.unchanged(), qint64(4));
    const fleet::RowId never = fixture.individual(QStringLiteral("pump-0003"));
    const auto textOf = [&](fleet::RowId row, Column column) {
        const auto at = std::ranges::find(preview.changing(), row);
        return at == preview.changing().end()
                   ? QString()
                   : preview.index(int(at - preview.changing().begin()), int(column)).data().toString();
    };
    QCOMPARE(textOf(never, Column::Id), QStringLiteral("pump-0003"));
    QCOMPARE(textOf(never, Column::Policy), QStringLiteral("Never → Migrate"));
    QCOMPARE(textOf(never, Column::Status), QStringLiteral("Enabled"));
    // What waits in the tray is what it starts from.
    fixture.session->stagePolicy({never}, ReprovisionPolicy::Reset);
    const fleet::RowId gone = fixture.individual(QStringLiteral("pump-0002"));
    fixture.session->stageDelete({gone});
    change.status = domain::ProvisioningStatus::Disabled;
    preview.show(snapshot, pending, allRows(*snapshot), change);
    QCOMPARE(preview.rowCount(), 13);
    QCOMPARE(textOf(gone, Column::Id), QString());
    QCOMPARE(textOf(never, Column::Policy), QStringLiteral("Reset → Migrate"));
    QCOMPARE(textOf(never, Column::Status), QStringLiteral("Enabled → Disabled"));
    QCOMPARE(preview.changingIn(Column::Policy).size(), 9U);
    // What devices speak is no edit: it may be declared of what waits for its deletion.
    items::BulkChange declared;
    declared.client = domain::DeclaredClient::parse(u"c 1.2.8");
    QVERIFY(declared.isClientOnly());
    preview.show(snapshot, pending, allRows(*snapshot), declared);
    QCOMPARE(preview.rowCount(), 14);
    QCOMPARE(textOf(gone, Column::Client), QStringLiteral("unknown → C SDK 1.2.8"));
    preview.show(snapshot, pending, {}, {});
    QCOMPARE(preview.rowCount(), 0);
}

void BulkEditTest::pageEditsSelectionOrAllThatMatch()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 12, 1}), {}, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 13);
    page->fleetTable().setFilterText(QStringLiteral("kind:individual"));
    QTRY_COMPARE(page->model().rowCount(), 12);
    page->fleetTable().setCurrentRow(fixture.individual(QStringLiteral("pump-0003")));
    const auto ask = [&] {
        for (QAction *action : page->pageActions())
            if (action->text() == QStringLiteral("Edit many…"))
                action->trigger();
        return page->findChild<ui::BulkEditDialog *>();
    };
    ui::BulkEditDialog *dialog = ask();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!dialog->stageButton()->isEnabled());
    QVERIFY(says(dialog, QStringLiteral("Choose what to set.")));
    box(dialog, QStringLiteral("Reprovision policy"))->click();
    QCOMPARE(dialog->preview().rowCount(), 1);
    QVERIFY(says(dialog, QStringLiteral("1 change, 0 stay")));
    combo(dialog, QStringLiteral("Enrollments to edit"))->setCurrentIndex(1);
    QCOMPARE(dialog->preview().rowCount(), 9);
    QVERIFY(says(dialog, QStringLiteral("9 change, 3 stay")));
    box(dialog, QStringLiteral("IoT Edge"))->click();
    QCOMPARE(dialog->preview().rowCount(), 12);
    QVERIFY(fixture.session->pending().isEmpty());
    QTest::mouseClick(dialog->stageButton(), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 12);
    const fleet::RowId never = fixture.individual(QStringLiteral("pump-0003"));
    QVERIFY(fleet::policyOfValue(fixture.session->pending().field(never, QStringLiteral("reprovisionPolicy"))->after) ==
            ReprovisionPolicy::Migrate);
    // One that had the policy already gets the other field alone.
    const fleet::RowId migrate = fixture.individual(QStringLiteral("pump-0001"));
    QVERIFY(!fixture.session->pending().field(migrate, QStringLiteral("reprovisionPolicy")).has_value());
    QVERIFY(fixture.session->pending().contains(migrate));
    QTRY_VERIFY(!page->findChild<ui::BulkEditDialog *>());
    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 12U, 30'000);
    QVERIFY(std::ranges::all_of(fixture.results, [](const session::ApplyResult &result) {
        return result.outcome == session::ApplyResult::Outcome::Applied;
    }));
}

void BulkEditTest::readOnlyStagesNothing()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 2, 0}),
                         [](session::ConnectionProfile &profile) { profile.safety = session::SafetyLevel::ReadOnly; }));
    ui::BulkEditDialog dialog(fixture.theme, fixture.colors, *fixture.session, {}, allRows(*fixture.snapshot()));
    dialog.show();
    box(&dialog, QStringLiteral("Provisioning status"))->click();
    combo(&dialog, QStringLiteral("Provisioning status"))->setCurrentIndex(1);
    QCOMPARE(dialog.preview().rowCount(), 2);
    QVERIFY(!dialog.stageButton()->isEnabled());
    QVERIFY(says(&dialog, QStringLiteral("read-only")));
    fixture.session->allowEdits(session::SafetyLevel::Confirm);
    QVERIFY(dialog.stageButton()->isEnabled());
}

void BulkEditTest::clientsAreDeclaredAtOnce()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 3, 0}),
                         [](session::ConnectionProfile &profile) { profile.safety = session::SafetyLevel::ReadOnly; }));
    const fleet::RowId pump = fixture.individual(QStringLiteral("pump-0002"));
    fixture.session->declareClient({pump}, *domain::DeclaredClient::parse(u"node 1.7.3"));
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->enrollments.apiVersion[pump] != 0; }));
    ui::BulkEditDialog dialog(fixture.theme, fixture.colors, *fixture.session, {}, allRows(*fixture.snapshot()));
    dialog.show();
    box(&dialog, QStringLiteral("Declared client"))->click();
    QComboBox *kind = combo(&dialog, QStringLiteral("What its devices speak"));
    QComboBox *version = combo(&dialog, QStringLiteral("Version of it"));
    QVERIFY(kind->isEnabled());
    QCOMPARE(dialog.preview().rowCount(), 1); // all to unknown, which the others are
    kind->setFocus();
    QTest::keyClicks(kind, QStringLiteral("Node"));
    QCOMPARE(kind->currentText(), QStringLiteral("Node SDK"));
    QVERIFY(version->isVisible());
    QVERIFY(!dialog.stageButton()->isEnabled()); // no version yet
    QTest::keyClicks(version, QStringLiteral("1.7.3"));
    QVERIFY(says(&dialog, QStringLiteral("From before reprovisioning")));
    QCOMPARE(dialog.preview().rowCount(), 3);
    QVERIFY(says(&dialog, QStringLiteral("3 change, 1 stay")));
    const auto cell = dialog.preview().index(0, int(Column::Client)).data().toString();
    QCOMPARE(cell, QStringLiteral("unknown → Node SDK 1.7.3"));
    QVERIFY(dialog.stageButton()->isEnabled()); // read-only as it is: nothing is sent
    QCOMPARE(dialog.stageButton()->text(), QStringLiteral("Declare"));
    box(&dialog, QStringLiteral("Provisioning status"))->click();
    QVERIFY(!dialog.stageButton()->isEnabled());
    box(&dialog, QStringLiteral("Provisioning status"))->click();
    QTest::mouseClick(dialog.stageButton(), Qt::LeftButton);
    QVERIFY(fixture.session->pending().isEmpty());
    QVERIFY(fixture.waitUntil([&] {
        const auto &clients = fixture.snapshot()->enrollments.apiVersion;
        return std::ranges::all_of(allRows(*fixture.snapshot()), [&](fleet::RowId row) {
            return fixture.snapshot()->text(clients[row]) == QLatin1String("node 1.7.3");
        });
    }));
}

static local::Scenario withTwins(local::Scenario scenario)
{
    const auto twin = [](const char *json) { return QJsonDocument::fromJson(json).object(); };
    const QString name = QStringLiteral("initialTwin");
    scenario.enrollments[0].insert(
        name, twin(R"({"tags": {"site": "harbour", "old": 1}, "properties": {"desired": {"interval": 60}}})"));
    scenario.enrollments[1].insert(name, twin(R"({"tags": {"site": "yard"}})"));
    scenario.enrollments[2].insert(
        name, QJsonObject{{QStringLiteral("tags"), QJsonObject{{QStringLiteral("big1"), QString(4000, u'x')},
                                                               {QStringLiteral("big2"), QString(4000, u'x')}}}});
    return scenario;
}

void BulkEditTest::previewReadsTwins()
{
    PageFixture fixture;
    QVERIFY(fixture.open(withTwins(testScenario({1, 4, 0})), {}, true));
    items::BulkEditItems preview;
    QAbstractItemModelTester tester(&preview, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counted(&preview, &items::BulkEditItems::counted);
    preview.setBodies(fixture.session->bodyReader());
    const fleet::SnapshotPtr snapshot = fixture.snapshot();
    const fleet::RowId first = fixture.individual(QStringLiteral("pump-0001"));
    const fleet::RowId second = fixture.individual(QStringLiteral("pump-0002"));
    const fleet::RowId third = fixture.individual(QStringLiteral("pump-0003"));
    const auto cells = [&] {
        QStringList texts;
        for (int row = 0; row < preview.rowCount(); ++row)
            texts << preview.index(row, 0).data().toString() + QStringLiteral(": ") +
                         preview.index(row, int(Column::Members)).data().toString();
        return texts;
    };
    items::BulkChange change;
    change.members = domain::twinMember(QStringLiteral("tags.site"), QStringLiteral("yard")).members;
    preview.show(snapshot, fixture.session->pending(), {first, second, third}, change);
    QVERIFY(preview.isCounting());
    QCOMPARE(preview.rowCount(), 0);
    QTRY_COMPARE(counted.count(), 1);
    QVERIFY(!preview.isCounting());
    QCOMPARE(cells(), (QStringList{QStringLiteral("pump-0001: \"harbour\" → \"yard\""),
                                   QStringLiteral("pump-0003: absent → \"yard\"")}));
    QCOMPARE(preview.unchanged(), 1);
    // On top of what waits, and a hub takes 8 KB of tags.
    fixture.session->stageField({first}, QStringLiteral("initialTwin.tags"), QJsonValue(QJsonValue::Undefined));
    change.members =
        domain::twinMembersOfPatch({{QStringLiteral("tags"), QJsonObject{{QStringLiteral("note"), QString(400, u'y')},
                                                                         {QStringLiteral("site"), QJsonValue::Null}}}})
            .members;
    preview.show(snapshot, fixture.session->pending(), {first, second, third}, change);
    QTRY_COMPARE(counted.count(), 2);
    QCOMPARE(preview.tooLarge(), 1);
    QCOMPARE(preview.changingIn(Column::Members), (std::vector<fleet::RowId>{first, second}));
    QVERIFY(cells().at(0).startsWith(QStringLiteral("pump-0001: note: absent → \"yyy")));
    QVERIFY(!cells().at(0).contains(QLatin1String("site")));
    QVERIFY(cells().at(1).contains(QStringLiteral("site: \"yard\" → absent")));
}

void BulkEditTest::membersAreSetRemovedAndMerged()
{
    PageFixture fixture;
    QVERIFY(fixture.open(withTwins(testScenario({1, 4, 0})), {}, true));
    const fleet::RowId first = fixture.individual(QStringLiteral("pump-0001"));
    const fleet::RowId second = fixture.individual(QStringLiteral("pump-0002"));
    const auto edit = [](const QWidget *dialog, const QString &name) {
        for (QLineEdit *each : dialog->findChildren<QLineEdit *>())
            if (each->accessibleName() == name)
                return each;
        return static_cast<QLineEdit *>(nullptr);
    };
    ui::BulkEditDialog set(fixture.theme, fixture.colors, *fixture.session, {first, second}, {});
    set.show();
    box(&set, QStringLiteral("Initial twin"))->click();
    QVERIFY(says(&set, QStringLiteral("Name a member")));
    QTest::keyClicks(edit(&set, QStringLiteral("Path of the member")), QStringLiteral("properties.desired.interval"));
    QVERIFY(says(&set, QStringLiteral("Write the value as JSON")));
    QVERIFY(!set.stageButton()->isEnabled());
    QTest::keyClicks(edit(&set, QStringLiteral("Value of the member, as JSON")), QStringLiteral("5"));
    box(&set, QStringLiteral("Provisioning status"))->click();
    combo(&set, QStringLiteral("Provisioning status"))->setCurrentIndex(1);
    QTRY_VERIFY(says(&set, QStringLiteral("2 change, 0 stay")));
    QTest::mouseClick(set.stageButton(), Qt::LeftButton);
    fleet::PendingEdits &pending = fixture.session->pending();
    QCOMPARE(pending.size(), 2);
    QCOMPARE(pending.field(first, QStringLiteral("initialTwin.properties.desired.interval"))->before, QJsonValue(60));
    pending.undo(); // all of it was one step
    QVERIFY(pending.isEmpty());
    pending.redo();
    QCOMPARE(pending.find(first)->fields.size(), 2);

    ui::BulkEditDialog merge(fixture.theme, fixture.colors, *fixture.session, {first, second}, {});
    merge.show();
    box(&merge, QStringLiteral("Initial twin"))->click();
    QComboBox *verb = combo(&merge, QStringLiteral("What to do with the initial twin"));
    QTest::keyClicks(verb, QStringLiteral("Merge"));
    auto *patch = merge.findChild<ui::JsonView *>();
    QVERIFY(patch && patch->isVisible());
    QVERIFY(says(&merge, QStringLiteral("Write the members to merge")));
    patch->setPlainText(QStringLiteral("{\"tags\": {\"old\": null,}"));
    QVERIFY(says(&merge, QStringLiteral("Line 1, column ")));
    patch->setPlainText(QStringLiteral("{\"status\": 1}"));
    QVERIFY(says(&merge, QStringLiteral("An initial twin holds tags and properties.desired.")));
    QVERIFY(!merge.stageButton()->isEnabled());
    patch->setPlainText(QStringLiteral("{\"tags\": {\"old\": null, \"site\": \"quay\"}}"));
    QTRY_VERIFY(merge.stageButton()->isEnabled());
    QTest::mouseClick(merge.stageButton(), Qt::LeftButton);
    QCOMPARE(pending.size(), 2);

    ui::BulkEditDialog remove(fixture.theme, fixture.colors, *fixture.session, {first, second}, {});
    remove.show();
    box(&remove, QStringLiteral("Initial twin"))->click();
    QTest::keyClicks(combo(&remove, QStringLiteral("What to do with the initial twin")), QStringLiteral("Remove"));
    QTest::keyClicks(edit(&remove, QStringLiteral("Path of the member")), QStringLiteral("tags.gone"));
    QTRY_VERIFY(says(&remove, QStringLiteral("0 change, 2 stay")));
    QVERIFY(!remove.stageButton()->isEnabled());

    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 2U, 30'000);
    OtherParties others(fixture.endpoint);
    const auto stored = others.enrollment(domain::EnrollmentKind::Individual, QStringLiteral("pump-0001"));
    QVERIFY(stored.has_value());
    const QJsonObject twin = stored->value(QLatin1String("initialTwin")).toObject();
    QCOMPARE(twin.value(QLatin1String("tags")).toObject(),
             (QJsonObject{{QStringLiteral("site"), QStringLiteral("quay")}}));
    QCOMPARE(twin.value(QLatin1String("properties")).toObject(),
             (QJsonObject{{QStringLiteral("desired"), QJsonObject{{QStringLiteral("interval"), 5}}}}));
    QCOMPARE(stored->value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("disabled"));
}

REHOME_TEST(BulkEditTest);
#include "BulkEditTest.moc"
