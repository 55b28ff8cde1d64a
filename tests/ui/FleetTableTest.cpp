// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FleetTable.h"

#include "models/fleet/SnapshotBuilder.h"
#include "models/items/Columns.h"
#include "models/items/EnrollmentItems.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/widgets/FilterEdit.h"

#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <algorithm>
#include <string>

using namespace rehome;
using items::EnrollmentColumn;

/// The table of a page as a person uses it: real clicks and keys, over a model that orders in its worker and goes on
/// changing.
class FleetTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void init();
    void cleanup();
    void headerClickSorts();
    void shiftClickSortsByOneMore();
    void arrowStandsInTheMiddle();
    void keysSort();
    void whatIsWrongIsMarked();
    void keysMoveAndSelect();
    void enterAndDoubleClickOpen();
    void selectionStaysOverASwap();
    void goneRowLeavesTheSelection();
    void rowMenuOpensAtTheRow();
    void headerMenuHidesAColumn();
    void copyGivesTheRowsShown();
    void filterKeepsTheCurrentRow();

private:
    static constexpr qint64 T0 = 1'700'000'000'000;

    /// "sn-07", of hub-a or hub-b; the later the number, the longer ago it was changed.
    void put(int number, qint64 updatedMs)
    {
        const std::string_view hub = number % 2 ? "hub-b.example" : "hub-a.example";
        const std::string id = std::string("sn-") + (number < 10 ? "0" : "") + std::to_string(number);
        const std::string etag = "\"" + std::to_string(updatedMs) + "\"";
        fleet::EnrollmentFacts facts;
        facts.id = id;
        facts.etag = etag;
        facts.iotHubs = std::span(&hub, 1);
        facts.hasIotHubs = true;
        facts.allocation = domain::AllocationPolicy::Static;
        facts.createdMs = T0;
        facts.updatedMs = updatedMs;
        facts.readAtMs = T0;
        m_builder->putEnrollment(facts);
    }
    void publish()
    {
        const fleet::Publication publication = m_builder->publish();
        m_model->apply(publication.snapshot, publication.batch);
    }
    QString idAt(int row) const { return m_model->index(row, int(EnrollmentColumn::Id)).data().toString(); }
    QStringList selectedIds() const
    {
        QStringList ids;
        for (const fleet::RowId row : m_table->selectedRows())
            ids << m_model->snapshot()->enrollmentId(row);
        ids.sort();
        return ids;
    }
    QString currentId() const
    {
        return m_table->currentRow() == fleet::NoRow ? QString()
                                                     : m_model->snapshot()->enrollmentId(m_table->currentRow());
    }
    void clickHeader(EnrollmentColumn column, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QHeaderView *header = m_table->table().horizontalHeader();
        const int section = int(column);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers,
                          {header->sectionViewportPosition(section) + 20, header->height() / 2});
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseClick(m_table->table().viewport(), button, modifiers, placeOf(row));
    }
    /// In the cell of the ID, right of the box.
    QPoint placeOf(int row) const
    {
        return m_table->table().visualRect(m_model->index(row, int(EnrollmentColumn::Id))).center();
    }

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
    std::unique_ptr<fleet::SnapshotBuilder> m_builder;
    std::unique_ptr<items::EnrollmentItems> m_model;
    std::unique_ptr<ui::FleetTable> m_table;
};

void FleetTableTest::init()
{
    m_builder = std::make_unique<fleet::SnapshotBuilder>();
    for (int i = 0; i < 40; ++i)
        put(i, T0 - i * 1000);
    m_model = std::make_unique<items::EnrollmentItems>();
    m_model->setLocale(QLocale::c());
    m_model->setNow(T0 + 1000);
    m_model->reset(m_builder->publish().snapshot);
    m_table = std::make_unique<ui::FleetTable>(m_theme, *m_model, items::FilterSubject::Enrollments,
                                               QStringLiteral("Enrollments"));
    m_table->table().setSelectionBoxes(true);
    m_table->table().setColumnWidth(int(EnrollmentColumn::Id), 160);
    for (int column = 0; column < items::EnrollmentColumns; ++column)
        m_table->table().setColumnHidden(column, column != int(EnrollmentColumn::Id) &&
                                                     column != int(EnrollmentColumn::Hub) &&
                                                     column != int(EnrollmentColumn::Updated));
    m_table->table().sortByColumn(int(EnrollmentColumn::Id), Qt::AscendingOrder);
    m_table->resize(700, 420);
    m_table->show();
    m_table->activateWindow();
    m_table->table().setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
    QTRY_COMPARE(m_model->rowCount(), 40);
    QTRY_VERIFY(!m_model->isOrdering());
    QCOMPARE(idAt(0), QStringLiteral("sn-00"));
}

void FleetTableTest::cleanup()
{
    m_table.reset();
    m_model.reset();
    m_builder.reset();
}

void FleetTableTest::headerClickSorts()
{
    clickHeader(EnrollmentColumn::Id); // it leads already: the other way round
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-39"));
    clickHeader(EnrollmentColumn::Hub);
    QTRY_COMPARE(idAt(0).right(2).toInt() % 2, 0);
    // Within a hub the order chosen before goes on.
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-38"));
    QCOMPARE(idAt(20), QStringLiteral("sn-39"));
    clickHeader(EnrollmentColumn::Hub);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-39"));
}

void FleetTableTest::shiftClickSortsByOneMore()
{
    using Keys = QList<ui::SortHeader::Key>;
    clickHeader(EnrollmentColumn::Hub);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-00"));
    clickHeader(EnrollmentColumn::Updated, Qt::ShiftModifier);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-38")); // of hub-a the one changed longest ago
    QCOMPARE(idAt(20), QStringLiteral("sn-39"));
    const ui::SortHeader *header = m_table->table().sortHeader();
    QCOMPARE(header->keys(), (Keys{{int(EnrollmentColumn::Hub), Qt::AscendingOrder},
                                   {int(EnrollmentColumn::Updated), Qt::AscendingOrder}}));
    QVERIFY(m_table->rowFacts().last().contains(QLatin1String("Hub, Updated")));
    clickHeader(EnrollmentColumn::Hub, Qt::ShiftModifier); // the leading one the other way round
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-39"));
    QCOMPARE(idAt(39), QStringLiteral("sn-00"));
    QCOMPARE(header->sortIndicatorSection(), int(EnrollmentColumn::Hub));
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
    // A restart brings all of it back.
    const QByteArray state = m_table->saveState();
    clickHeader(EnrollmentColumn::Id);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-00"));
    QCOMPARE(header->keys().size(), 1);
    m_table->restoreState(state);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-39"));
    QCOMPARE(header->keys().size(), 2);
    QCOMPARE(header->sortIndicatorSection(), int(EnrollmentColumn::Hub));
    // The number stands at the section's end, above the line of its name.
    const auto hasNumber = [header](EnrollmentColumn column) {
        const int end = header->sectionViewportPosition(int(column)) + header->sectionSize(int(column));
        const QImage image = header->viewport()->grab(QRect(end - 9, 4, 7, 8)).toImage();
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixel(x, y) != image.pixel(0, 0))
                    return true;
            }
        }
        return false;
    };
    QVERIFY(hasNumber(EnrollmentColumn::Hub));
    QVERIFY(!hasNumber(EnrollmentColumn::Id));
    clickHeader(EnrollmentColumn::Hub);
    QVERIFY(!hasNumber(EnrollmentColumn::Hub)); // one column needs none
}

void FleetTableTest::arrowStandsInTheMiddle()
{
    clickHeader(EnrollmentColumn::Hub);
    const QHeaderView *header = m_table->table().horizontalHeader();
    const int section = int(EnrollmentColumn::Hub);
    const int end = header->sectionViewportPosition(section) + header->sectionSize(section);
    const QImage image = header->viewport()->grab(QRect(end - 20, 3, 17, header->height() - 6)).toImage();
    int top = image.height(), bottom = -1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == image.pixel(0, 0))
                continue;
            top = std::min(top, y);
            bottom = std::max(bottom, y);
        }
    }
    QVERIFY(bottom >= top);
    QVERIFY2(std::abs((top + bottom) - (image.height() - 1)) <= 2,
             qPrintable(QStringLiteral("%1 to %2").arg(top).arg(bottom)));
}

void FleetTableTest::keysSort()
{
    const auto menuOf = [this]() -> QMenu * {
        const auto menus = m_table->table().findChildren<QMenu *>();
        for (QMenu *menu : menus) {
            if (menu->isVisible())
                return menu;
        }
        return nullptr;
    };
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-00")); // by ID, smallest first
    m_table->openSortMenu();
    QPointer<QMenu> menu = menuOf();
    QVERIFY(menu);
    QVERIFY(menu->activeAction()->text().contains(QStringLiteral("▲"))); // the leading column, and which way
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-39"));
    QTRY_VERIFY(!menu);
    m_table->openSortMenu();
    menu = menuOf();
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_Up); // from the first round to the last: one more to sort by
    QTest::keyClick(menu, Qt::Key_Right);
    QMenu *further = menu->actions().last()->menu();
    QVERIFY(further);
    QTRY_VERIFY(further->isVisible());
    further->setActiveAction(further->actions().first());
    const QString second = further->actions().first()->text();
    QTest::keyClick(further, Qt::Key_Return);
    const ui::SortHeader *header = m_table->table().sortHeader();
    QTRY_COMPARE(header->keys().size(), 2);
    QCOMPARE(header->keys().first(), (ui::SortHeader::Key{int(EnrollmentColumn::Id), Qt::DescendingOrder}));
    QCOMPARE(m_model->headerData(header->keys().last().section, Qt::Horizontal).toString(), second);
}

void FleetTableTest::whatIsWrongIsMarked()
{
    auto *edit = m_table->findChild<ui::FilterEdit *>();
    QVERIFY(edit);
    const auto marked = [edit] {
        const auto [start, length] = edit->errorRange();
        return edit->text().mid(start, length);
    };
    m_table->setFilterText(QStringLiteral("sn policy:nevr hub:hub-b"));
    QCOMPARE(marked(), QStringLiteral("nevr"));
    m_table->setFilterText(QStringLiteral("policy:"));
    QCOMPARE(marked(), QStringLiteral(":")); // nothing stands where the value is missing
    m_table->setFilterText(QStringLiteral("policy:never"));
    QVERIFY(marked().isEmpty());
    m_table->setFilterText({});
    QVERIFY(marked().isEmpty());
}

void FleetTableTest::keysMoveAndSelect()
{
    clickRow(0);
    QSignalSpy current(m_table.get(), &ui::FleetTable::currentRowChanged);
    QCOMPARE(currentId(), QStringLiteral("sn-00"));
    QTest::keyClick(&m_table->table(), Qt::Key_Down);
    QTest::keyClick(&m_table->table(), Qt::Key_Down);
    QCOMPARE(currentId(), QStringLiteral("sn-02"));
    QCOMPARE(current.size(), 2);
    QTest::keyClick(&m_table->table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selectedIds(), (QStringList{QStringLiteral("sn-02"), QStringLiteral("sn-03")}));
    QTest::keyClick(&m_table->table(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(currentId(), QStringLiteral("sn-39"));
    const std::vector<fleet::RowId> visible = m_table->visibleRows();
    QVERIFY2(std::ranges::find(visible, m_table->currentRow()) != visible.end(), "the current row is on screen");
    QTest::keyClick(&m_table->table(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_table->selectedRows().size(), 40U);
    QVERIFY(m_table->rowFacts().at(1).contains(QLatin1String("40")));
}

void FleetTableTest::enterAndDoubleClickOpen()
{
    QSignalSpy opened(m_table.get(), &ui::FleetTable::rowActivated);
    clickRow(4);
    QTest::keyClick(&m_table->table(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toUInt(), m_table->currentRow());
    clickRow(6); // a double click is one more after a click
    QTest::mouseDClick(m_table->table().viewport(), Qt::LeftButton, Qt::NoModifier, placeOf(6));
    QCOMPARE(opened.size(), 2);
    QCOMPARE(m_model->snapshot()->enrollmentId(opened[1][0].toUInt()), QStringLiteral("sn-06"));
}

void FleetTableTest::selectionStaysOverASwap()
{
    clickHeader(EnrollmentColumn::Updated);
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-39")); // the oldest first
    clickRow(0);
    clickRow(2, Qt::ControlModifier);
    const QStringList chosen{QStringLiteral("sn-37"), QStringLiteral("sn-39")};
    QCOMPARE(selectedIds(), chosen);
    QCOMPARE(currentId(), QStringLiteral("sn-37"));
    // The first changes and goes to the end; another comes in at the top.
    put(39, T0 + 500);
    put(50, T0 - 90'000);
    publish();
    QTRY_COMPARE(idAt(0), QStringLiteral("sn-50"));
    QTRY_COMPARE(idAt(40), QStringLiteral("sn-39"));
    QCOMPARE(selectedIds(), chosen);
    QCOMPARE(currentId(), QStringLiteral("sn-37"));
    QVERIFY(m_table->table().selectionModel()->isRowSelected(40));
    QVERIFY(!m_table->table().selectionModel()->isRowSelected(0));
}

void FleetTableTest::goneRowLeavesTheSelection()
{
    clickRow(3);
    clickRow(5, Qt::ControlModifier);
    m_builder->removeEnrollment(m_model->snapshot()->findEnrollment(domain::EnrollmentKind::Individual, u"sn-03"),
                                T0 + 2000);
    publish();
    QTRY_COMPARE(m_model->rowCount(), 39);
    QCOMPARE(selectedIds(), QStringList{QStringLiteral("sn-05")});
}

void FleetTableTest::rowMenuOpensAtTheRow()
{
    QAction own(QStringLiteral("Move to another hub"));
    QSignalSpy chosen(&own, &QAction::triggered);
    m_table->addRowActions({&own});
    QSignalSpy opened(m_table.get(), &ui::FleetTable::rowActivated);
    clickRow(7, Qt::NoModifier, Qt::RightButton);
    QCOMPARE(currentId(), QStringLiteral("sn-07"));
    // The menu runs until something is chosen, so the choice is made from a timer.
    QStringList texts;
    const auto choose = [&](int number) {
        QTimer::singleShot(0, this, [&texts, number] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            texts.clear();
            for (const QAction *action : menu->actions())
                texts << action->text().remove(QLatin1Char('&'));
            QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier,
                              menu->actionGeometry(menu->actions().at(number)).center());
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, placeOf(7),
                                m_table->table().viewport()->mapToGlobal(placeOf(7)));
        QApplication::sendEvent(m_table->table().viewport(), &event);
    };
    choose(0);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(texts.size(), 4);
    QCOMPARE(texts.at(3), own.text());
    choose(3);
    QTRY_COMPARE(chosen.size(), 1);
}

void FleetTableTest::headerMenuHidesAColumn()
{
    QHeaderView *header = m_table->table().horizontalHeader();
    const QPoint at(header->sectionViewportPosition(int(EnrollmentColumn::Hub)) + 10, header->height() / 2);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, header->viewport()->mapToGlobal(at));
    QApplication::sendEvent(header->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    const QString name = m_model->headerData(int(EnrollmentColumn::Hub), Qt::Horizontal).toString();
    for (QAction *action : menu->actions()) {
        if (action->text() == name)
            QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(action).center());
    }
    QTRY_VERIFY(m_table->table().isColumnHidden(int(EnrollmentColumn::Hub)));
    menu->close();
}

void FleetTableTest::copyGivesTheRowsShown()
{
    clickRow(1);
    clickRow(2, Qt::ShiftModifier);
    QApplication::clipboard()->clear();
    QTest::keyClick(&m_table->table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0).section(QLatin1Char('\t'), 0, 0),
             m_model->headerData(int(EnrollmentColumn::Id), Qt::Horizontal).toString());
    QCOMPARE(lines.at(1).section(QLatin1Char('\t'), 0, 0), QStringLiteral("sn-01"));
    QCOMPARE(lines.at(2).section(QLatin1Char('\t'), 0, 0), QStringLiteral("sn-02"));
    QCOMPARE(lines.at(1).count(QLatin1Char('\t')), 2); // three columns are shown
}

void FleetTableTest::filterKeepsTheCurrentRow()
{
    clickRow(9);
    m_table->setFilterText(QStringLiteral("hub:hub-b"));
    QTRY_COMPARE(m_model->rowCount(), 20);
    QCOMPARE(currentId(), QStringLiteral("sn-09"));
    QCOMPARE(m_table->countText(), ui::FleetTable::tr("%1 of %2").arg(20).arg(40));
    m_table->setFilterText(QStringLiteral("no-such-thing"));
    QTRY_COMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_table->currentRow(), fleet::NoRow);
    // The table says so and offers the way back.
    const auto clearButton = [this] {
        const auto buttons = m_table->findChildren<QPushButton *>();
        const auto at = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
            return button->text() == ui::FleetTable::tr("Clear filter") && button->isVisible();
        });
        return at == buttons.end() ? nullptr : *at;
    };
    QTRY_VERIFY(clearButton()); // it comes when the table knows that the order is done, not with the last row
    QTest::mouseClick(clearButton(), Qt::LeftButton);
    QTRY_COMPARE(m_model->rowCount(), 40);
}

REHOME_TEST(FleetTableTest);
#include "FleetTableTest.moc"
