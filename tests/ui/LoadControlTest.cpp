// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/LoadControl.h"

#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/widgets/FleetTable.h"
#include "ui/widgets/Format.h"

#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

using namespace rehome;
using namespace rehome::test;

class LoadControlTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textSaysWhatIsKnown();
    void pauseAndGoOn();
    void escapeStopsLoading();
    void refreshKeepsSelectionScrollAndEdits();
};

void LoadControlTest::textSaysWhatIsKnown()
{
    using ui::format::count;
    session::LoadProgress progress;
    progress.running = true;
    progress.loaded = 412'000;
    QCOMPARE(ui::loadText(progress), QStringLiteral("%1 so far").arg(count(412'000)));
    progress.perSecond = 83'400;
    QCOMPARE(ui::loadText(progress), QStringLiteral("%1 so far · %2 / s").arg(count(412'000), count(83'400)));
    progress.expected = 1'000'000;
    QCOMPARE(ui::loadText(progress),
             QStringLiteral("%1 of ~%2 · %3 / s · 8 s left").arg(count(412'000), count(1'000'000), count(83'400)));
    progress.paused = true;
    QCOMPARE(ui::loadText(progress), QStringLiteral("Paused · %1 of ~%2").arg(count(412'000), count(1'000'000)));
}

void LoadControlTest::pauseAndGoOn()
{
    PageFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 320, 0})));
    QVERIFY(fixture.newSession());
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    auto *control = page->findChild<ui::LoadControl *>();
    QVERIFY(control && control->isHidden());
    QSignalSpy pauseChanged(page, &ui::Page::pauseChanged);
    fixture.session->open();
    fixture.session->setLoadingPaused(true);
    QTRY_VERIFY(page->canPause() && page->isPaused());
    QVERIFY(pauseChanged.count() >= 1);
    QTRY_COMPARE(page->model().rowCount(), 2); // what is there is shown
    QTRY_VERIFY(control->isVisible());
    QVERIFY(control->text().startsWith(QLatin1String("Paused")));
    QTest::mouseClick(control->pauseButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(page->model().rowCount(), 322, 20'000);
    QTRY_VERIFY(control->isHidden());
    QTRY_VERIFY(!page->canPause());
}

void LoadControlTest::escapeStopsLoading()
{
    PageFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 320, 0})));
    QVERIFY(fixture.newSession());
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(!page->escape());
    fixture.session->open();
    fixture.session->setLoadingPaused(true);
    QTRY_VERIFY(page->isPaused());
    page->fleetTable().setFilterText(QStringLiteral("line"));
    QVERIFY(page->escape()); // the filter first
    QVERIFY(page->canPause());
    QVERIFY(page->escape());
    QTRY_VERIFY(fixture.session->progress().cancelled);
    QTRY_VERIFY(!page->canPause());
    QVERIFY(page->model().totalCount() < 322);
    page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(page->model().rowCount(), 322, 20'000);
}

void LoadControlTest::refreshKeepsSelectionScrollAndEdits()
{
    PageFixture fixture;
    QVERIFY(fixture.open(testScenario({2, 200, 1})));
    auto *page = fixture.show(new ui::EnrollmentsPage(fixture.theme, fixture.colors, *fixture.session));
    QTRY_COMPARE(page->model().rowCount(), 202);
    QTRY_VERIFY(!page->model().isOrdering() && !page->model().isStale());
    ui::FleetTable &table = page->fleetTable();
    const fleet::RowId chosen = fixture.individual(QStringLiteral("pump-0100"));
    table.setCurrentRow(chosen);
    table.table().selectionModel()->select(page->model().index(page->model().placeOf(chosen) + 3, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const std::vector<fleet::RowId> selected = table.selectedRows();
    QCOMPARE(selected.size(), 2U);
    fixture.session->stagePolicy(selected, domain::ReprovisionPolicy::Never);
    const int edits = fixture.session->pending().size();
    QVERIFY(edits > 0);
    const int scroll = table.table().verticalScrollBar()->value();
    QVERIFY(scroll > 0);

    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(domain::EnrollmentKind::Individual, QStringLiteral("pump-0007"),
                        QStringLiteral("provisioningStatus"), QStringLiteral("disabled")));
    QVERIFY(others.remove(domain::EnrollmentKind::Individual, QStringLiteral("pump-0150")));
    page->refresh();
    const fleet::RowId changed = fixture.individual(QStringLiteral("pump-0007"));
    const fleet::RowId gone = fixture.individual(QStringLiteral("pump-0150"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.snapshot()->enrollments.isGone(gone) &&
                                 fixture.snapshot()->enrollments.provisioningStatus[changed] ==
                                     domain::ProvisioningStatus::Disabled,
                             20'000);
    QTRY_COMPARE(page->model().rowCount(), 201);
    QTRY_VERIFY(!page->model().isOrdering() && !page->model().isStale());
    QCOMPARE(table.selectedRows(), selected);
    QCOMPARE(table.currentRow(), chosen);
    QCOMPARE(table.table().verticalScrollBar()->value(), scroll);
    QCOMPARE(fixture.session->pending().size(), edits);
    QVERIFY(fixture.session->pending().contains(chosen));
}

REHOME_TEST(LoadControlTest);
#include "LoadControlTest.moc"
