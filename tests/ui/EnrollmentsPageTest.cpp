// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EnrollmentsPage.h"
#include "models/items/Columns.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/DeleteDialog.h"
#include "ui/enrollments/EnrollmentInspector.h"
#include "ui/enrollments/HubSetEditor.h"
#include "ui/enrollments/NewEnrollmentDialog.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/JsonView.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/PolicyCards.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using items::EnrollmentColumn;

class EnrollmentsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void typingNarrowsTheRows();
    void wrongFilterKeepsTheRows();
    void chipsSwitchTermsOnAndOff();
    void inspectorFollowsTheSelection();
    void cardStagesAnEditThatTheTableShows();
    void severalRowsAreEditedAtOnce();
    void hubsAndEnabledAreStaged();
    void undoAndRedo();
    void readOnlyShowsAndStagesNothing();
    void newEnrollmentTakesTheKeyOfItsGroup();
    void newEnrollmentSaysWhatIsWrong();
    void copyKeepsWhatIsUnknown();
    void deleteAsksAndStages();
    void keysOfThePage();
    void deletingManyAsksForTheirCount();
    void stateIsRestored();

private:
    static QModelIndex cell(const ui::EnrollmentsPage &page, fleet::RowId row, EnrollmentColumn column)
    {
        return page.model().index(page.model().placeOf(row), int(column));
    }
    static ui::EnrollmentInspector *inspectorOf(ui::EnrollmentsPage *page)
    {
        return static_cast<ui::EnrollmentInspector *>(page->inspector());
    }
    static ui::PolicyCards *cardsOf(ui::EnrollmentsPage *page)
    {
        return static_cast<ui::PolicyCards *>(inspectorOf(page)->policyPart());
    }
    static void type(ui::EnrollmentsPage *page, const QString &text)
    {
        page->focusFilter();
        QTest::keyClicks(page->fleetTable().filterBar().focusProxy() ? page->fleetTable().filterBar().focusProxy()
                                                                     : QApplication::focusWidget(),
                         text);
    }
};

void EnrollmentsPageTest::typingNarrowsTheRows()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({4, 40, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(page);
    QTRY_COMPARE(page->model().rowCount(), 44);
    QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
    type(page, QStringLiteral("pump-001"));
    QCOMPARE(page->fleetTable().filterText(), QStringLiteral("pump-001"));
    QTRY_COMPARE(page->model().rowCount(), 10); // 0010 to 0019
    type(page, QStringLiteral("pump-0012"));    // Ctrl+F selects what is there
    QTRY_COMPARE(page->model().rowCount(), 1);
    QCOMPARE(page->model().index(0, int(EnrollmentColumn::Id)).data().toString(), QStringLiteral("pump-0012"));
    QTRY_COMPARE(page->facts().first(), ui::FleetTable::tr("%n row(s)", nullptr, 1));
    // Escape of the page takes the filter away and nothing else.
    QVERIFY(page->escape());
    QTRY_COMPARE(page->model().rowCount(), 44);
    QVERIFY(!page->escape());
}

void EnrollmentsPageTest::wrongFilterKeepsTheRows()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 8, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    page->fleetTable().setFilterText(QStringLiteral("policy:migrate"));
    QTRY_COMPARE(page->model().rowCount(), 3); // line-1, pump-0001, pump-0005
    page->fleetTable().setFilterText(QStringLiteral("policy:sometimes"));
    QVERIFY(!page->fleetTable().filterBar().isValid());
    QVERIFY(!page->fleetTable().filterBar().errorText().isEmpty());
    QCOMPARE(page->model().rowCount(), 3);
    page->fleetTable().setFilterText(QStringLiteral("pump policy:migrate"));
    QTRY_COMPARE(page->model().rowCount(), 2);
    QVERIFY(page->fleetTable().filterBar().isValid());
}

void EnrollmentsPageTest::chipsSwitchTermsOnAndOff()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({4, 8, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 12);
    auto *chips = page->findChild<ui::ChipRow *>();
    QVERIFY(chips);
    const auto chip = [chips](const QString &key) {
        for (const ui::Chip &each : chips->chips()) {
            if (each.key == key)
                return each;
        }
        return ui::Chip{};
    };
    QTRY_COMPARE(chip(QStringLiteral("kind:group")).count, 4);
    QCOMPARE(chip(QStringLiteral("policy:never")).count, 3);
    QTest::mouseClick(chips, Qt::LeftButton, {}, chips->chipRect(0).center());
    QCOMPARE(page->fleetTable().filterText(), chips->chips().first().key);
    QTRY_COMPARE(page->model().rowCount(), 4);
    QTRY_VERIFY(chip(QStringLiteral("kind:group")).on);
    QTest::mouseClick(chips, Qt::LeftButton, {}, chips->chipRect(0).center());
    QTRY_COMPARE(page->model().rowCount(), 12);
    QVERIFY(page->fleetTable().filterText().isEmpty());
}

void EnrollmentsPageTest::inspectorFollowsTheSelection()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({4, 4, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 8);
    auto *cards = cardsOf(page);
    QVERIFY(inspectorOf(page)->rows().empty());
    page->fleetTable().setCurrentRow(fixture.group(QStringLiteral("line-3")));
    QCOMPARE(inspectorOf(page)->rows(), std::vector{fixture.group(QStringLiteral("line-3"))});
    QCOMPARE(page->inspectorTitle(), QStringLiteral("line-3"));
    QVERIFY(cards->saved() == ReprovisionPolicy::Never);
    QVERIFY(says(page->inspector(), QStringLiteral("this group")));
    page->fleetTable().setCurrentRow(fixture.individual(QStringLiteral("pump-0002")));
    QCOMPARE(page->inspectorTitle(), QStringLiteral("pump-0002"));
    QVERIFY(cards->saved() == ReprovisionPolicy::Reset);
    // Two with different policies: neither is marked.
    page->fleetTable().table().selectAll();
    QTRY_COMPARE(inspectorOf(page)->rows().size(), 8U);
    QVERIFY(!cards->saved().has_value());
    QVERIFY(page->inspectorTitle().contains(QLatin1Char('8')));
}

void EnrollmentsPageTest::cardStagesAnEditThatTheTableShows()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 4, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 6);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0003"));
    page->fleetTable().setCurrentRow(row);
    const auto operations = fixture.service.counters().operations;
    QSignalSpy pending(fixture.session.get(), &session::Session::pendingChanged);
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Migrate), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 1);
    QVERIFY(pending.count() >= 1);
    const QModelIndex policy = cell(*page, row, EnrollmentColumn::Policy);
    QVERIFY(policy.data(items::PendingRole).toBool());
    QCOMPARE(policy.data(items::PendingOldPolicyRole).toInt(), int(ReprovisionPolicy::Never));
    QCOMPARE(policy.data(items::PendingNewPolicyRole).toInt(), int(ReprovisionPolicy::Migrate));
    QTRY_VERIFY(cardsOf(page)->chosen() == ReprovisionPolicy::Migrate);
    QVERIFY(cardsOf(page)->saved() == ReprovisionPolicy::Never);
    // Choosing the stored policy again takes the edit back.
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Never), Qt::LeftButton);
    QVERIFY(fixture.session->pending().isEmpty());
    QVERIFY(!cell(*page, row, EnrollmentColumn::Policy).data(items::PendingRole).toBool());
    // Nothing of it went to the service: what it counts is the watcher's reading of two groups.
    OtherParties others(fixture.endpoint);
    const auto stored = others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0003"));
    QVERIFY(stored.has_value());
    QCOMPARE(stored->value(QLatin1String("reprovisionPolicy")).toObject(), policyObject(false, false));
    QVERIFY(fixture.service.counters().operations >= operations);
}

void EnrollmentsPageTest::severalRowsAreEditedAtOnce()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 12, 0})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 12);
    page->fleetTable().table().selectAll();
    QTRY_COMPARE(inspectorOf(page)->rows().size(), 12U);
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Reset), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 9); // three have it already
    QTRY_VERIFY(cardsOf(page)->chosen() == ReprovisionPolicy::Reset);
    // The page's actions do the same for the palette and the menu.
    for (QAction *action : page->pageActions()) {
        if (action->text() == QStringLiteral("Set policy to Not set"))
            action->trigger();
    }
    QCOMPARE(fixture.session->pending().size(), 9);
    QTRY_VERIFY(cardsOf(page)->chosen() == ReprovisionPolicy::NotSet);
    QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
    QTest::mouseClick(buttonOf(page->inspector(), QStringLiteral("Undo this edit")), Qt::LeftButton);
    QVERIFY(fixture.session->pending().isEmpty());
}

void EnrollmentsPageTest::hubsAndEnabledAreStaged()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 1, 1}), {}, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 2);
    const fleet::RowId row = fixture.group(QStringLiteral("line-1"));
    page->fleetTable().setCurrentRow(row);
    auto *list = inspectorOf(page)->hubsPart()->findChild<QListWidget *>();
    QVERIFY(list);
    QTRY_COMPARE(list->count(), 3);
    for (int i = 0; i < list->count(); ++i)
        list->item(i)->setCheckState(list->item(i)->text().contains(QLatin1String("hub-b")) ? Qt::Checked
                                                                                            : Qt::Unchecked);
    const auto hubs = fixture.session->pending().field(row, QStringLiteral("iotHubs"));
    QVERIFY(hubs.has_value());
    QCOMPARE(hubs->after.toArray(), QJsonArray{QStringLiteral("hub-b.localhost")});
    auto *enabled = page->inspector()->findChild<QCheckBox *>();
    QVERIFY(enabled && enabled->isChecked());
    enabled->click();
    QCOMPARE(fixture.session->pending().field(row, QStringLiteral("provisioningStatus"))->after.toString(),
             QStringLiteral("disabled"));
    QCOMPARE(fixture.session->pending().size(), 1); // one enrollment with two fields
    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.results.size(), 1U, 20'000);
    OtherParties others(fixture.endpoint);
    const auto stored = others.enrollment(EnrollmentKind::Group, QStringLiteral("line-1"));
    QVERIFY(stored.has_value());
    QCOMPARE(stored->value(QLatin1String("iotHubs")).toArray(), QJsonArray{QStringLiteral("hub-b.localhost")});
    QCOMPARE(stored->value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("disabled"));
}

void EnrollmentsPageTest::undoAndRedo()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 4, 0})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 4);
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0001"));
    page->fleetTable().setCurrentRow(row);
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Never), Qt::LeftButton);
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Reset), Qt::LeftButton);
    const auto shown = [&] { return cell(*page, row, EnrollmentColumn::Policy).data(items::PendingNewPolicyRole); };
    QCOMPARE(shown().toInt(), int(ReprovisionPolicy::Reset));
    fixture.session->pending().undo();
    Q_EMIT fixture.session->pendingChanged();
    QCOMPARE(shown().toInt(), int(ReprovisionPolicy::Never));
    fixture.session->pending().undo();
    Q_EMIT fixture.session->pendingChanged();
    QVERIFY(fixture.session->pending().isEmpty());
    QVERIFY(!shown().isValid());
    fixture.session->pending().redo();
    fixture.session->pending().redo();
    Q_EMIT fixture.session->pendingChanged();
    QCOMPARE(shown().toInt(), int(ReprovisionPolicy::Reset));
    QTRY_VERIFY(cardsOf(page)->chosen() == ReprovisionPolicy::Reset);
}

void EnrollmentsPageTest::readOnlyShowsAndStagesNothing()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 4, 1}),
                         [](session::ConnectionProfile &profile) { profile.safety = session::SafetyLevel::ReadOnly; }));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 5);
    page->fleetTable().setCurrentRow(fixture.individual(QStringLiteral("pump-0003")));
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Migrate), Qt::LeftButton);
    for (QAction *action : page->pageActions()) {
        if (action->text().startsWith(QLatin1String("Set policy")))
            action->trigger();
    }
    QVERIFY(fixture.session->pending().isEmpty());
    QWidget *create = page->control(QStringLiteral("enrollments.new"));
    QVERIFY(!create->isEnabled());
    QVERIFY(create->toolTip().contains(QStringLiteral("read-only")));
    QVERIFY(!page->control(QStringLiteral("enrollments.delete"))->isEnabled());
    QVERIFY(!page->inspector()->findChild<QCheckBox *>()->isEnabled());
    // The menu's own actions neither ask nor create.
    for (QAction *action : page->pageActions()) {
        if (action->text() == QStringLiteral("Delete enrollment…") ||
            action->text() == QStringLiteral("New enrollment…"))
            action->trigger();
    }
    QVERIFY(!page->findChild<ui::DeleteDialog *>());
    QVERIFY(!page->findChild<ui::NewEnrollmentDialog *>());
    // The one visible act.
    fixture.session->allowEdits(session::SafetyLevel::Confirm);
    QVERIFY(create->isEnabled());
    QTest::mouseClick(cardsOf(page)->card(ReprovisionPolicy::Migrate), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 1);
}

void EnrollmentsPageTest::newEnrollmentTakesTheKeyOfItsGroup()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 0, 2}), {}, true));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 2);
    page->fleetTable().setCurrentRow(fixture.group(QStringLiteral("line-2")));
    QTest::mouseClick(static_cast<QPushButton *>(page->control(QStringLiteral("enrollments.new"))), Qt::LeftButton);
    auto *dialog = page->findChild<ui::NewEnrollmentDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    auto *id = dialog->findChild<QLineEdit *>();
    QVERIFY(id);
    QPushButton *create = buttonOf(dialog, QStringLiteral("Put into the tray"));
    QVERIFY(create && !create->isEnabled() && !create->isDefault());
    QTest::keyClicks(id, QStringLiteral("line-2-0001"));
    QVERIFY(create->isEnabled());
    const auto combos = dialog->findChildren<QComboBox *>();
    QVERIFY(std::ranges::any_of(
        combos, [](const QComboBox *box) { return box->currentText().contains(QLatin1String("group line-2")); }));
    QVERIFY(!dialog->body().isEmpty());
    QTest::mouseClick(create, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.session->pending().size(), 1, 20'000);
    QTRY_VERIFY(!page->findChild<ui::NewEnrollmentDialog *>());
    QVERIFY(fixture.individual(QStringLiteral("line-2-0001")) == fleet::NoRow);
    QVERIFY(fixture.session->apply().has_value());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.individual(QStringLiteral("line-2-0001")) != fleet::NoRow, 20'000);
    // The key is the one the device derives from its group: it registers without having been touched.
    OtherParties others(fixture.endpoint);
    QVERIFY2(others.provision(QStringLiteral("line-2"), QStringLiteral("line-2-0001")).has_value(),
             qPrintable(others.lastError));
}

void EnrollmentsPageTest::newEnrollmentSaysWhatIsWrong()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 1, 1})));
    ui::NewEnrollmentDialog dialog(fixture.theme, fixture.colors, *fixture.session);
    dialog.show();
    auto *id = dialog.findChild<QLineEdit *>();
    QPushButton *create = buttonOf(&dialog, QStringLiteral("Put into the tray"));
    auto *message = dialog.findChild<ui::MessageBar *>();
    QTest::keyClicks(id, QStringLiteral("not allowed!"));
    QVERIFY(!create->isEnabled());
    QVERIFY(message->isShowing());
    id->clear();
    QTest::keyClicks(id, QStringLiteral("pump-0001"));
    QVERIFY(!create->isEnabled());
    QVERIFY(message->text().contains(QLatin1String("exists already")));
    QTest::keyClicks(id, QStringLiteral("-b"));
    QVERIFY(create->isEnabled());
    QVERIFY(!message->isShowing());
    auto *twin = dialog.findChild<ui::JsonView *>();
    QVERIFY(!twin->isReadOnly());
    twin->setPlainText(QStringLiteral("{\n\"tags\": }"));
    QVERIFY(!create->isEnabled());
    QVERIFY2(message->text().contains(QLatin1String("Line 2, column ")), qPrintable(message->text()));
    twin->clear();
    QVERIFY(create->isEnabled());
    // A certificate has to be pasted.
    auto *proof = dialog.findChildren<QComboBox *>().at(1);
    proof->setCurrentIndex(proof->findText(QStringLiteral("X.509: the device's certificate")));
    QVERIFY(!create->isEnabled());
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("MIIB"));
    QVERIFY(create->isEnabled());
    QCOMPARE(dialog.body().value(QLatin1String("attestation")).toObject().value(QLatin1String("type")).toString(),
             QStringLiteral("x509"));
    // Enter alone sends nothing: the default button cancels.
    QTest::keyClick(id, Qt::Key_Return);
    QVERIFY(!dialog.isVisible());
}

void EnrollmentsPageTest::copyKeepsWhatIsUnknown()
{
    PageFixture fixture;
    local::Scenario scenario = testScenario({0, 1, 0});
    scenario.enrollments[0].insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    QVERIFY(fixture.open(scenario, {}, true));
    ui::NewEnrollmentDialog dialog(fixture.theme, fixture.colors, *fixture.session);
    dialog.show();
    const QJsonObject body{
        {QStringLiteral("registrationId"), QStringLiteral("pump-0001")},
        {QStringLiteral("deviceId"), QStringLiteral("pump-one")},
        {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("tpm")}}},
        {QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("iotEdge"), true}, {QStringLiteral("later"), 1}}},
        {QStringLiteral("reprovisionPolicy"), policyObject(false, false)},
        {QStringLiteral("allocationPolicy"), QStringLiteral("static")},
        {QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-b.localhost")}},
        {QStringLiteral("provisioningStatus"), QStringLiteral("disabled")},
        {QStringLiteral("credentialPolicyName"), QStringLiteral("default")}};
    dialog.setTemplate(EnrollmentKind::Individual, body);
    QVERIFY(buttonOf(&dialog, QStringLiteral("Put into the tray"))->isEnabled());
    QJsonObject copy = dialog.body();
    QCOMPARE(copy.take(QStringLiteral("registrationId")).toString(), QStringLiteral("pump-0001-copy"));
    QCOMPARE(copy.take(QStringLiteral("attestation")).toObject(),
             (QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}}));
    QJsonObject rest = body;
    for (const char *own : {"registrationId", "deviceId", "attestation"})
        rest.remove(QLatin1String(own));
    QCOMPARE(copy, rest);
    QTest::mouseClick(buttonOf(&dialog, QStringLiteral("Put into the tray")), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 1);
    QVERIFY(fixture.session->pending().edits().first().action == fleet::EnrollmentEdit::Action::Create);
}

void EnrollmentsPageTest::deleteAsksAndStages()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({1, 3, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 4);
    auto *button = static_cast<QPushButton *>(page->control(QStringLiteral("enrollments.delete")));
    const fleet::RowId row = fixture.individual(QStringLiteral("pump-0002"));
    page->fleetTable().setCurrentRow(row);
    QVERIFY(button->isEnabled());
    const auto ask = [&] {
        QTest::mouseClick(button, Qt::LeftButton);
        return page->findChild<ui::DeleteDialog *>();
    };
    ui::DeleteDialog *dialog = ask();
    QVERIFY(dialog && says(dialog, QStringLiteral("pump-0002")));
    // The group attests in the same way, so it may admit the device again.
    QVERIFY(says(dialog, QStringLiteral("is admitted again at its next request")));
    QTest::keyClick(dialog, Qt::Key_Return); // the default button cancels
    QTRY_VERIFY(!page->findChild<ui::DeleteDialog *>());
    QVERIFY(fixture.session->pending().isEmpty());
    dialog = ask();
    QTest::mouseClick(dialog->disableButton(), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().field(row, QStringLiteral("provisioningStatus"))->after.toString(),
             QStringLiteral("disabled"));
    QTRY_VERIFY(!page->findChild<ui::DeleteDialog *>());
    dialog = ask();
    QTest::mouseClick(dialog->deleteButton(), Qt::LeftButton);
    QVERIFY(fixture.session->pending().find(row)->action == fleet::EnrollmentEdit::Action::Delete);
    OtherParties others(fixture.endpoint);
    QVERIFY(others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0002")).has_value());
    QVERIFY(fixture.session->apply().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(page->model().rowCount(), 3, 20'000);
    QVERIFY(!others.enrollment(EnrollmentKind::Individual, QStringLiteral("pump-0002")).has_value());
    // A group: its records stay.
    page->fleetTable().setCurrentRow(fixture.group(QStringLiteral("line-1")));
    QTRY_VERIFY(!page->findChild<ui::DeleteDialog *>());
    dialog = ask();
    QVERIFY(says(dialog, QStringLiteral("count towards the quota")));
}

void EnrollmentsPageTest::keysOfThePage()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({3, 5, 0})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(page);
    ui::RowTable &table = page->fleetTable().table();
    table.setFocus();
    QSignalSpy saved(page, &ui::Page::saveFilterRequested);
    QTest::keyClick(&table, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(saved.size(), 0); // nothing to save
    page->fleetTable().setFilterText(QStringLiteral("kind:group"));
    QTest::keyClick(&table, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(saved.size(), 1);
    page->focusFilter();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(saved.size(), 2);
    QCOMPARE(saved.last().first().toString(), QStringLiteral("kind:group"));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
}

void EnrollmentsPageTest::deletingManyAsksForTheirCount()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({0, 102, 0})));
    const fleet::SnapshotPtr snapshot = fixture.snapshot();
    std::vector<fleet::RowId> rows;
    for (fleet::RowId row = 0; row < snapshot->enrollments.rowCount(); ++row)
        rows.push_back(row);
    ui::DeleteDialog dialog(fixture.theme, *fixture.session, rows);
    dialog.show();
    QVERIFY(!says(&dialog, QStringLiteral("is admitted again"))); // there is no group
    QVERIFY(!dialog.deleteButton()->isEnabled());
    auto *count = dialog.findChild<QLineEdit *>();
    QVERIFY(count);
    QTest::keyClicks(count, QStringLiteral("10"));
    QVERIFY(!dialog.deleteButton()->isEnabled());
    QTest::keyClicks(count, QStringLiteral("2"));
    QVERIFY(dialog.deleteButton()->isEnabled());
    QTest::mouseClick(dialog.deleteButton(), Qt::LeftButton);
    QCOMPARE(fixture.session->pending().size(), 102);
}

void EnrollmentsPageTest::stateIsRestored()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 8, 1})));
    QByteArray state;
    {
        ui::EnrollmentsPage page(fixture.theme, fixture.colors, *fixture.session);
        page.fleetTable().setFilterText(QStringLiteral("kind:group"));
        page.fleetTable().table().setColumnHidden(int(EnrollmentColumn::Created), false);
        state = page.saveState();
    }
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    page->restoreState(state);
    QCOMPARE(page->fleetTable().filterText(), QStringLiteral("kind:group"));
    QTRY_COMPARE(page->model().rowCount(), 2);
    QVERIFY(!page->fleetTable().table().isColumnHidden(int(EnrollmentColumn::Created)));
    page->restoreState(QByteArrayLiteral("no state at all"));
    QVERIFY(!page->fleetTable().table().isColumnHidden(int(EnrollmentColumn::Created)));
}

REHOME_TEST(EnrollmentsPageTest);
#include "EnrollmentsPageTest.moc"
