// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/widgets/EmptyState.h"

#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

using namespace rehome;

class RowTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void fixedRows();
    void copiesVisibleColumnsInOrder();
    void copyHasALimit();
    void selectionBoxesToggle();
    void selectionAsRanges();
    void columnsAreRemembered();
    void firstColumnCannotBeHidden();
    void emptyWidgetFollowsTheModel();
    void visibleRowsAreTold();
    void lettersBelongToThePage();
    void pendingRowsAndBadgesArePainted();
    void busyDimsButKeepsRows();

private:
    bool prepare(ui::RowTable &table, QStandardItemModel &model, int rows)
    {
        test::fillRows(model, rows);
        table.setModel(&model);
        table.resize(800, 400);
        table.show();
        table.activateWindow();
        table.setFocus();
        return QTest::qWaitForWindowActive(&table);
    }

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
};

void RowTableTest::fixedRows()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("Enrollments"));
    QVERIFY(prepare(table, model, 5));
    QCOMPARE(table.rowHeight(0), 24);
    table.setDensity(ui::Density::Dense);
    QCOMPARE(table.rowHeight(0), 20);
    table.setDensity(ui::Density::Roomy);
    QCOMPARE(table.rowHeight(0), 30);
    QCOMPARE(table.horizontalHeader()->height(), 26);
    QVERIFY(!table.verticalHeader()->isVisible());
    QCOMPARE(table.accessibleName(), QStringLiteral("Enrollments"));
}

void RowTableTest::copiesVisibleColumnsInOrder()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 5));
    table.setColumnHidden(1, true);
    table.setColumnHidden(2, true);
    table.horizontalHeader()->moveSection(3, 0);
    table.selectionModel()->select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    table.selectionModel()->select(model.index(3, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Hub\tRegistration ID\tLast registered\n"
                                                               "hub-weu-02\tsn-0047514\t3 s ago\n"
                                                               "hub-weu-01\tsn-0063352\t5 s ago"));
    QSignalSpy asJson(&table, &ui::RowTable::copyAsJsonRequested);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(asJson.size(), 1);
}

void RowTableTest::copyHasALimit()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 20));
    table.selectAll();
    const QStringList lines = table.selectionAsText(5).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 7); // head, five rows, what was left out
    QVERIFY(lines.last().contains(QStringLiteral("15")));
}

void RowTableTest::selectionBoxesToggle()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 10));
    table.setSelectionBoxes(true);
    QSignalSpy counted(&table, &ui::RowTable::selectionCountChanged);
    const auto box = [&](int row) { return table.selectionBoxRect(table.visualRect(model.index(row, 0))).center(); };
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, box(2));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, box(5));
    QCOMPARE(table.selectedRowCount(), 2); // a box adds; a click elsewhere replaces
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, box(2));
    QCOMPARE(table.selectedRowCount(), 1);
    QCOMPARE(counted.last().first().toLongLong(), 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(7, 1)).center());
    QCOMPARE(table.selectedRanges(), (QList<std::pair<int, int>>{{7, 7}}));
    QTest::keyClick(&table, Qt::Key_Space);
    QCOMPARE(table.selectedRowCount(), 0);
}

void RowTableTest::selectionAsRanges()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 30));
    for (const int row : {9, 3, 4, 5, 20, 10})
        table.selectionModel()->select(model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(table.selectedRanges(), (QList<std::pair<int, int>>{{3, 5}, {9, 10}, {20, 20}}));
    QCOMPARE(table.selectedRowCount(), 6);
}

void RowTableTest::columnsAreRemembered()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 5));
    table.setColumnWidth(1, 177);
    table.setColumnHidden(4, true);
    table.horizontalHeader()->moveSection(2, 1);
    const QByteArray state = table.saveColumns();

    ui::RowTable again(m_theme, QStringLiteral("t"));
    again.setModel(&model);
    QVERIFY(again.restoreColumns(state));
    QCOMPARE(again.columnWidth(1), 177);
    QVERIFY(again.isColumnHidden(4));
    QCOMPARE(again.horizontalHeader()->logicalIndex(1), 2);
    QVERIFY(!again.restoreColumns("rubbish"));
    QVERIFY(!again.restoreColumns({}));
    QCOMPARE(again.columnWidth(1), 177);
}

void RowTableTest::firstColumnCannotBeHidden()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 5));
    QMenu *menu = table.columnMenu();
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 5);
    QVERIFY(!menu->actions().at(0)->isEnabled());
    menu->actions().at(2)->trigger();
    QVERIFY(table.isColumnHidden(2));
    Q_EMIT menu->aboutToShow();
    QVERIFY(!menu->actions().at(2)->isChecked());
}

void RowTableTest::emptyWidgetFollowsTheModel()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    auto *empty = new ui::EmptyState(m_theme);
    table.setEmptyWidget(empty);
    model.setColumnCount(5);
    table.setModel(&model);
    table.resize(600, 300);
    table.show();
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->size(), table.viewport()->size());
    test::fillRows(model, 2);
    QVERIFY(!empty->isVisible());
    model.removeRows(0, 2);
    QVERIFY(empty->isVisible());
}

void RowTableTest::visibleRowsAreTold()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QSignalSpy told(&table, &ui::RowTable::visibleRowsChanged);
    QVERIFY(prepare(table, model, 200));
    table.scrollToTop();
    table.verticalScrollBar()->setValue(24 * 50);
    QVERIFY(!told.isEmpty());
    const int first = told.last().at(0).toInt();
    const int last = told.last().at(1).toInt();
    QCOMPARE(first, 50);
    QVERIFY(last > 60 && last < 70);
}

void RowTableTest::lettersBelongToThePage()
{
    QStandardItemModel model;
    QWidget host;
    class Keys : public QObject
    {
    public:
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::KeyPress)
                pressed += static_cast<QKeyEvent *>(event)->text();
            return false;
        }
        QString pressed;
    } keys;
    host.installEventFilter(&keys);
    auto *column = new QVBoxLayout(&host);
    auto *table = new ui::RowTable(m_theme, QStringLiteral("t"), &host);
    column->addWidget(table);
    test::fillRows(model, 10);
    table->setModel(&model);
    host.show();
    QVERIFY(QTest::qWaitForWindowExposed(&host));
    table->setFocus();
    table->selectRow(3);
    QTest::keyClicks(table, QStringLiteral("m/?"));
    QCOMPARE(keys.pressed, QStringLiteral("m/?"));
    QCOMPARE(table->currentIndex().row(), 3);
    QSignalSpy activated(table, &ui::RowTable::rowActivated);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
}

void RowTableTest::pendingRowsAndBadgesArePainted()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    table.setItemDelegateForColumn(2, new ui::PolicyDelegate(m_theme, &table));
    QVERIFY(prepare(table, model, 8));
    table.setColumnWidth(2, 220);
    table.clearSelection();
    table.setCurrentIndex({});
    const QImage image = table.viewport()->grab().toImage();
    const auto colour = [&](int row, int column, QPoint offset) {
        return image.pixelColor(table.visualRect(model.index(row, column)).topLeft() + offset);
    };
    const ui::Tokens &t = m_theme.tokens();
    QCOMPARE(colour(2, 0, {1, 10}), t.pend); // the violet bar at the left of row 2, which has an edit
    QCOMPARE(colour(2, 1, {100, 4}), t.pendbg);
    QVERIFY(colour(1, 0, {1, 10}) != t.pend);
    QCOMPARE(colour(1, 1, {50, 23}), t.grid);
    // Row 2 shows old badge, arrow, new badge; row 1 only one badge.
    const auto inkRight = [&](int row, const QColor &background) {
        const QRect cell = table.visualRect(model.index(row, 2));
        int right = 0;
        for (int x = cell.left(); x < cell.right(); ++x) {
            if (image.pixelColor(x, cell.center().y()) != background)
                right = x - cell.left();
        }
        return right;
    };
    QVERIFY(inkRight(2, t.pendbg) > inkRight(1, t.alt) + 60);
}

void RowTableTest::busyDimsButKeepsRows()
{
    QStandardItemModel model;
    ui::RowTable table(m_theme, QStringLiteral("t"));
    QVERIFY(prepare(table, model, 8));
    const QImage before = table.viewport()->grab().toImage();
    table.setBusy(true);
    const QImage busy = table.viewport()->grab().toImage();
    QVERIFY(before != busy);
    int darker = 0;
    for (int x = 0; x < busy.width(); ++x)
        darker += busy.pixelColor(x, 12).lightness() < 200 ? 1 : 0;
    QVERIFY2(darker > 5, "the old rows are still there");
    table.setBusy(false);
    QCOMPARE(table.viewport()->grab().toImage(), before);
}

REHOME_TEST(RowTableTest);
#include "RowTableTest.moc"
