// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"
#include "models/fleet/SnapshotBuilder.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/widgets/LockControl.h"
#include "ui/window/CommandPalette.h"
#include "ui/window/HeaderBar.h"
#include "ui/window/InspectorHost.h"
#include "ui/window/NavRail.h"
#include "ui/window/Settings.h"
#include "ui/window/StatusLine.h"

#include <QtCore/QSettings>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace rehome;
using ui::Page;

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void init();
    void cleanup();
    void railHasOnlyAddedPagesInOrder();
    void numbersGoToPages();
    void backAndForward();
    void paletteFindsPagesAndCommands();
    void paletteFindsTheFleet();
    void paletteScore();
    void densityReachesTheTables();
    void storedThemeIsUsed();
    void singleKeysNeedNoTextField();
    void inspectorDocksAndOverlays();
    void railCollapses();
    void paneKeysWalk();
    void trayComesAndGoesWithEdits();
    void editsAreAskedFor();
    void withoutConnectionNothingIsDisabled();
    void stateIsRemembered();
    void shortcutsAreUnique();
    void closingWithEditsAsks();
    void damagedSettings();
    void noInspectorMeansNoDock();
    void focusStaysWithThePage();
    void closedConnectionTakesItsPages();
    void reducedMotionIsChosenAndRemembered();

private:
    test::FakePage *add(const QString &id);
    QStringList railIds() const;

    ui::Theme m_theme{std::make_unique<test::FakeScheme>()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<ui::Settings> m_settings;
    std::unique_ptr<ui::MainWindow> m_window;
};

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<ui::Settings>(*m_store);
    m_window = std::make_unique<ui::MainWindow>(m_theme, *m_settings);
    session::ConnectionProfile profile;
    profile.name = QStringLiteral("dps-lab");
    profile.environment = session::Environment::Lab;
    m_window->setConnection(profile);
    m_window->resize(1440, 870);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_settings.reset();
    m_store.reset();
}

test::FakePage *MainWindowTest::add(const QString &id)
{
    auto *page = new test::FakePage(id);
    m_window->addPage(page);
    return page;
}

QStringList MainWindowTest::railIds() const
{
    QStringList ids;
    for (const ui::RailItem &item : m_window->rail()->items()) {
        if (item.kind == ui::RailItem::Kind::Page)
            ids << item.id;
    }
    return ids;
}

void MainWindowTest::railHasOnlyAddedPagesInOrder()
{
    add(Page::Rate);
    add(Page::Start);
    auto *live = add(Page::Live);
    add(Page::Enrollments);
    QCOMPARE(railIds(), QStringList({QStringLiteral("live"), QStringLiteral("enrollments"), QStringLiteral("rate")}));
    live->count = QStringLiteral("1,284");
    Q_EMIT live->railChanged();
    QCOMPARE(m_window->rail()->items().first().count, QStringLiteral("1,284"));
    QTest::mouseClick(m_window->rail(), Qt::LeftButton, {}, m_window->rail()->itemRect(0).center());
    QCOMPARE(m_window->currentPage(), live);
    QCOMPARE(live->activations, 1);
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Live – dps-lab")));
}

void MainWindowTest::numbersGoToPages()
{
    auto *live = add(Page::Live);
    auto *devices = add(Page::Devices);
    QCOMPARE(m_window->currentPage(), live);
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), devices);
    QCOMPARE(live->deactivations, 1);
    QCOMPARE(m_window->statusLine()->facts(), devices->facts());
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier); // no such page here
    QCOMPARE(m_window->currentPage(), devices);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(devices->refreshed, 1);
    QVERIFY(!m_window->goTo(QStringLiteral("nowhere")));
    QVERIFY(m_window->goTo(Page::Live, QStringLiteral("hub:weu")));
    QCOMPARE(live->target, QStringLiteral("hub:weu"));
}

void MainWindowTest::backAndForward()
{
    auto *live = add(Page::Live);
    auto *devices = add(Page::Devices);
    auto *rate = add(Page::Rate);
    m_window->goTo(Page::Devices);
    m_window->goTo(Page::Rate);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), devices);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), live);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), rate);
}

void MainWindowTest::paletteFindsPagesAndCommands()
{
    add(Page::Live);
    auto *enrollments = add(Page::Enrollments);
    ui::CommandPalette *palette = m_window->header()->commandPalette();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(palette->hasFocus());
    QVERIFY(palette->isOpen());
    QTest::keyClicks(palette, QStringLiteral("enrol"));
    QCOMPARE(palette->shownTitles().value(0), QStringLiteral("Enrollments"));
    QTest::keyClick(palette, Qt::Key_Return);
    QCOMPARE(m_window->currentPage(), enrollments);
    QVERIFY(!palette->isOpen());

    palette->open();
    QTest::keyClicks(palette, QStringLiteral("refresh"));
    QVERIFY(palette->shownTitles().contains(QStringLiteral("Refresh this page")));
    QTest::keyClick(palette, Qt::Key_Return);
    QCOMPARE(enrollments->refreshed, 1);

    class Devices final : public ui::PaletteProvider
    {
    public:
        QList<ui::PaletteEntry> entries(const QString &text) override
        {
            if (text != QLatin1String("sn-7"))
                return {};
            return {{QStringLiteral("sn-7"), QStringLiteral("device"), QStringLiteral("devices"), [this] { ++ran; }}};
        }
        int ran = 0;
    } devices;
    m_window->addPaletteProvider(&devices);
    palette->open();
    QTest::keyClicks(palette, QStringLiteral("sn-7"));
    QCOMPARE(palette->shownTitles(), QStringList{QStringLiteral("sn-7")});
    QTest::keyClick(palette, Qt::Key_Return);
    QCOMPARE(devices.ran, 1);
    palette->open();
    QTest::keyClick(palette, Qt::Key_Escape);
    QVERIFY(!palette->isOpen());
    QVERIFY(palette->text().isEmpty());
    m_window.reset(); // before its provider goes
}

void MainWindowTest::paletteFindsTheFleet()
{
    auto *devices = add(Page::Devices);
    auto *enrollments = add(Page::Enrollments);
    fleet::SnapshotBuilder builder;
    fleet::EnrollmentFacts group;
    group.kind = domain::EnrollmentKind::Group;
    group.id = "Line-7";
    builder.putEnrollment(group);
    const fleet::SnapshotPtr snapshot = builder.publish().snapshot;
    ui::CommandPalette *palette = m_window->header()->commandPalette();
    palette->open();
    QTest::keyClicks(palette, QStringLiteral("line-"));
    QVERIFY2(!palette->shownTitles().contains(QStringLiteral("Filter devices by “line-”")),
             "nothing to find without a connection");
    m_window->setFleet([snapshot] { return snapshot; });
    palette->close();
    palette->open();
    QTest::keyClicks(palette, QStringLiteral("line-"));
    QCOMPARE(palette->shownTitles(), QStringList({QStringLiteral("Line-7"), QStringLiteral("Filter devices by “line-”"),
                                                  QStringLiteral("Filter enrollments by “line-”")}));
    QTest::keyClick(palette, Qt::Key_Return);
    QCOMPARE(m_window->currentPage(), enrollments);
    QCOMPARE(enrollments->target, QStringLiteral("id:\"Line-7\""));
    palette->open();
    QTest::keyClicks(palette, QStringLiteral("line-"));
    QTest::keyClick(palette, Qt::Key_Down);
    QTest::keyClick(palette, Qt::Key_Return);
    QCOMPARE(devices->target, QStringLiteral("line-"));
}

void MainWindowTest::densityReachesTheTables()
{
    auto *live = add(Page::Live);
    auto *table = new ui::RowTable(m_theme, QStringLiteral("t"), live);
    QStandardItemModel model(3, 2);
    table->setModel(&model);
    for (QAction *action : m_window->allActions()) {
        if (action->text() == QStringLiteral("&Roomy"))
            action->trigger();
    }
    QCOMPARE(table->rowHeight(0), 30);
    QCOMPARE(m_settings->value(ui::setting::density), 2);
    delete table;
}

void MainWindowTest::storedThemeIsUsed()
{
    ui::Theme theme(std::make_unique<test::FakeScheme>());
    m_settings->setValue(ui::setting::theme, QStringLiteral("dark"));
    {
        const ui::MainWindow window(theme, *m_settings);
        QCOMPARE(theme.mode(), ui::ColorMode::Dark);
        for (const QAction *action : window.allActions()) {
            if (action->text() == QStringLiteral("&Dark"))
                QVERIFY(action->isChecked());
        }
    }
    theme.setMode(ui::ColorMode::Light); // as --theme light does
    const ui::MainWindow window(theme, *m_settings);
    QCOMPARE(theme.mode(), ui::ColorMode::Light);
}

void MainWindowTest::reducedMotionIsChosenAndRemembered()
{
    ui::Theme theme(std::make_unique<test::FakeScheme>());
    QSignalSpy changed(&theme, &ui::Theme::motionReducedChanged);
    {
        const ui::MainWindow window(theme, *m_settings);
        QVERIFY(!theme.isMotionReduced());
        QAction *still = nullptr;
        for (QAction *action : window.findChildren<QAction *>()) {
            if (action->text() == ui::MainWindow::tr("Reduce &motion"))
                still = action;
        }
        QVERIFY(still && still->isCheckable() && !still->isChecked());
        still->trigger();
        QVERIFY(theme.isMotionReduced());
        QCOMPARE(changed.size(), 1);
    }
    ui::Theme later(std::make_unique<test::FakeScheme>());
    const ui::MainWindow window(later, *m_settings);
    QVERIFY(later.isMotionReduced());
}

void MainWindowTest::paletteScore()
{
    using ui::CommandPalette;
    QCOMPARE(CommandPalette::score(QStringLiteral("xyz"), QStringLiteral("Enrollments")), 0);
    QVERIFY(CommandPalette::score(QStringLiteral("rq"), QStringLiteral("Rate and quota")) > 0);
    QVERIFY(CommandPalette::score(QStringLiteral("rate"), QStringLiteral("Rate and quota")) >
            CommandPalette::score(QStringLiteral("rate"), QStringLiteral("Re-allocate")));
}

void MainWindowTest::singleKeysNeedNoTextField()
{
    auto *live = add(Page::Live);
    live->pausable = true;
    Q_EMIT live->pauseChanged();
    live->setFocus();
    QTest::keyClick(live, Qt::Key_Space);
    QVERIFY(live->paused);
    QVERIFY(m_window->header()->pauseButton()->text().contains(QStringLiteral("Resume")));
    QTest::keyClick(live, Qt::Key_Slash);
    QCOMPARE(live->filterFocused, 1);
    QTest::keyClick(live, Qt::Key_Escape);
    QCOMPARE(live->escaped, 1);
    ui::CommandPalette *palette = m_window->header()->commandPalette();
    palette->open();
    QTest::keyClicks(palette, QStringLiteral("a / b"));
    QCOMPARE(live->filterFocused, 1);
    QVERIFY(live->paused);
    QCOMPARE(palette->text(), QStringLiteral("a / b"));
}

void MainWindowTest::inspectorDocksAndOverlays()
{
    auto *live = add(Page::Live);
    ui::InspectorHost *inspector = m_window->inspector();
    QVERIFY(inspector->dock()->isVisible());
    QVERIFY(live->inspectorWidget->isVisible());
    QVERIFY(inspector->panel()->width() >= 280 && inspector->panel()->width() <= 480);
    QTest::keyClick(m_window.get(), Qt::Key_F9);
    QVERIFY(!inspector->dock()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_F9);
    QVERIFY(inspector->dock()->isVisible());

    m_window->resize(1100, 700);
    QTRY_VERIFY(inspector->isOverlay());
    QVERIFY(!inspector->dock()->isVisible());
    QVERIFY2(!live->inspectorWidget->isVisible(), "a sheet comes only when asked for");
    Q_EMIT live->inspectorRequested();
    QVERIFY(live->inspectorWidget->isVisible());
    QTest::keyClick(live, Qt::Key_Escape);
    QVERIFY(!live->inspectorWidget->isVisible());
    QCOMPARE(live->escaped, 0);

    m_window->resize(1440, 870);
    QTRY_VERIFY(!inspector->isOverlay());
    QVERIFY(inspector->dock()->isVisible());
    QVERIFY(live->inspectorWidget->isVisible());
}

void MainWindowTest::railCollapses()
{
    add(Page::Live);
    QCOMPARE(m_window->rail()->width(), 184);
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QTRY_COMPARE(m_window->rail()->width(), 48);
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QTRY_COMPARE(m_window->rail()->width(), 184);
    m_window->resize(950, 700);
    QTRY_COMPARE(m_window->rail()->width(), 48);
    QCOMPARE(m_window->minimumSize(), QSize(900, 600));
}

void MainWindowTest::paneKeysWalk()
{
    auto *live = add(Page::Live);
    live->setFocus();
    QTRY_VERIFY(live->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(m_window->inspector()->panel()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(m_window->header()->commandPalette()->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(m_window->rail()->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(m_window->header()->commandPalette()->hasFocus());
}

void MainWindowTest::trayComesAndGoesWithEdits()
{
    add(Page::Enrollments);
    auto *tray = new QWidget;
    m_window->setTray(tray);
    QVERIFY(!tray->isVisible());
    QVERIFY(!m_window->header()->pendingButton()->isVisible());
    m_window->setPendingCount(1204);
    QVERIFY(tray->isVisible());
    QVERIFY(m_window->header()->pendingButton()->isVisible());
    QCOMPARE(m_window->header()->pendingButton()->text(), QStringLiteral("1,204 pending changes"));
    QTest::keyClick(m_window.get(), Qt::Key_F8);
    QVERIFY(!tray->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(tray->isVisible());
    m_window->setPendingCount(0);
    QVERIFY(!tray->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_F8);
    QVERIFY(!tray->isVisible());
}

void MainWindowTest::editsAreAskedFor()
{
    using session::SafetyLevel;
    QSignalSpy asked(m_window.get(), &ui::MainWindow::safetyRequested);
    ui::LockControl *lock = m_window->header()->lock();
    QCOMPARE(lock->level(), SafetyLevel::ReadOnly);
    QTest::mouseClick(lock, Qt::LeftButton);
    auto *list = lock->findChild<QMenu *>();
    QVERIFY(list && list->isVisible());
    QCOMPARE(list->actions().size(), 3);
    list->actions().at(1)->trigger();
    list->hide();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().value<SafetyLevel>(), SafetyLevel::Confirm);
    QVERIFY2(!lock->isAllowed(), "the connection decides, not the button");
    QVERIFY(list->actions().at(0)->isChecked());
    m_window->setSafety(SafetyLevel::Confirm);
    QVERIFY(lock->isAllowed());
    QVERIFY(list->actions().at(1)->isChecked());
    list->actions().at(1)->trigger(); // as it is already: nobody is asked
    QCOMPARE(asked.size(), 1);
    list->actions().at(0)->trigger();
    QCOMPARE(asked.last().first().value<SafetyLevel>(), SafetyLevel::ReadOnly);
    for (const SafetyLevel level : {SafetyLevel::ReadOnly, SafetyLevel::Confirm, SafetyLevel::Free}) {
        m_window->setSafety(level);
        QCOMPARE(lock->text(), ui::safetyText(level));
        QVERIFY(lock->accessibleName().contains(lock->text()));
    }
}

void MainWindowTest::withoutConnectionNothingIsDisabled()
{
    add(Page::Start);
    m_window->setConnection(std::nullopt);
    QVERIFY(!m_window->rail()->isVisible());
    QVERIFY(!m_window->header()->refreshButton()->isVisible());
    QVERIFY(!m_window->header()->lock()->isVisible());
    QVERIFY(m_window->header()->commandPalette()->isVisible());
}

void MainWindowTest::stateIsRemembered()
{
    auto *live = add(Page::Live);
    add(Page::Devices);
    live->state = "columns";
    m_window->goTo(Page::Devices);
    m_window->resize(1300, 777);
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F9);
    m_window->close();

    ui::MainWindow again(m_theme, *m_settings);
    again.restoreWindow();
    auto *page = new test::FakePage(Page::Live);
    again.addPage(page);
    again.show();
    QVERIFY(QTest::qWaitForWindowExposed(&again));
    QCOMPARE(again.size(), QSize(1300, 777));
    QCOMPARE(page->state, QByteArray("columns"));
    QVERIFY(again.rail()->isCollapsed());
    QVERIFY(!again.inspector()->isShown());
    QCOMPARE(m_settings->value(ui::setting::lastPage), QStringLiteral("devices"));
}

void MainWindowTest::shortcutsAreUnique()
{
    add(Page::Start);
    for (const QString &id :
         {QString(Page::Live), QString(Page::Devices), QString(Page::Enrollments), QString(Page::Rate)})
        add(id);
    QHash<QString, QString> seen;
    const QList<QAction *> actions = m_window->allActions();
    QVERIFY(actions.size() > 20);
    for (const QAction *action : actions) {
        QVERIFY(!action->text().isEmpty());
        const QString keys = action->shortcut().toString();
        if (keys.isEmpty())
            continue;
        QVERIFY2(!seen.contains(keys),
                 qPrintable(keys + QStringLiteral(": ") + action->text() + QStringLiteral(" and ") + seen.value(keys)));
        seen.insert(keys, action->text());
    }
    for (const char *keys : {"Ctrl+K", "Ctrl+F", "F5", "Ctrl+B", "F9", "F8", "F6", "Shift+F6", "F11", "Ctrl+Q",
                             "Ctrl+S", "Ctrl+Z", "Ctrl+0", "Ctrl+4", "F1"})
        QVERIFY2(seen.contains(QLatin1String(keys)), keys);
}

void MainWindowTest::closingWithEditsAsks()
{
    add(Page::Enrollments);
    m_window->setPendingCount(12);
    m_window->close();
    QVERIFY(m_window->isVisible());
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->text().contains(QStringLiteral("12")));
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QVERIFY(m_window->isVisible());
    m_window->close();
    QTRY_VERIFY(m_window->findChild<QMessageBox *>());
    for (QAbstractButton *button : m_window->findChildren<QMessageBox *>().last()->buttons()) {
        if (button->text().contains(QStringLiteral("Discard")))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(!m_window->isVisible());
}

void MainWindowTest::damagedSettings()
{
    m_store->setValue(QStringLiteral("window/geometry"), QByteArray("no geometry"));
    m_store->setValue(QStringLiteral("window/docks"), QStringLiteral("nothing"));
    m_store->setValue(QStringLiteral("window/trayHeight"), QStringLiteral("tall"));
    m_store->setValue(QStringLiteral("view/density"), QStringLiteral("x"));
    m_store->setValue(QStringLiteral("savedFilters/size"), 3);
    QCOMPARE(m_settings->value(ui::setting::trayHeight), 220);
    QCOMPARE(m_settings->value(ui::setting::density), 1);
    QVERIFY(m_settings->savedFilters().isEmpty());
    ui::MainWindow window(m_theme, *m_settings);
    window.restoreWindow();
    window.addPage(new test::FakePage(Page::Live));
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
}

void MainWindowTest::noInspectorMeansNoDock()
{
    add(Page::Live);
    QVERIFY(m_window->inspector()->dock()->isVisible());
    m_window->close(); // saves docks with the inspector shown

    ui::MainWindow again(m_theme, *m_settings);
    auto *start = new test::FakePage(Page::Start);
    delete start->inspectorWidget;
    start->inspectorWidget = nullptr;
    again.addPage(start);
    again.restoreWindow();
    again.show();
    QVERIFY(QTest::qWaitForWindowExposed(&again));
    QVERIFY(again.inspector()->isShown());
    QVERIFY(!again.inspector()->dock()->isVisible());
    again.addPage(new test::FakePage(Page::Live));
    again.goTo(Page::Live);
    QVERIFY(again.inspector()->dock()->isVisible());
    again.goTo(Page::Start);
    QVERIFY(!again.inspector()->dock()->isVisible());
}

void MainWindowTest::focusStaysWithThePage()
{
    auto *live = add(Page::Live);
    auto *devices = add(Page::Devices);
    live->setFocus();
    QTRY_VERIFY(live->hasFocus());
    m_window->goTo(Page::Devices);
    QVERIFY(devices->hasFocus());
    m_window->rail()->setFocus();
    m_window->goTo(Page::Live);
    QVERIFY2(m_window->rail()->hasFocus(), "the rail keeps the focus while walking through the pages");
}

void MainWindowTest::closedConnectionTakesItsPages()
{
    add(Page::Start);
    auto *live = add(Page::Live);
    add(Page::Devices);
    m_window->goTo(Page::Live);
    for (auto *pin : m_window->inspector()->panel()->findChildren<QAbstractButton *>()) {
        if (pin->isCheckable())
            pin->click(); // a pinned inspector must not outlive its page
    }
    const QPointer<QWidget> inspector = live->inspectorWidget;
    m_window->removePages();
    QVERIFY(inspector.isNull());
    QVERIFY(m_window->rail()->items().isEmpty());
    QCOMPARE(m_window->currentPage()->id(), QString(Page::Start));
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F9);
    add(Page::Live);
    QVERIFY(m_window->goTo(Page::Live));
}

REHOME_TEST(MainWindowTest);
#include "MainWindowTest.moc"
