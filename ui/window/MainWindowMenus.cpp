// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LockControl.h"
#include "ui/window/HeaderBar.h"
#include "ui/window/InspectorHost.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MainWindowCommands.h"
#include "ui/window/Page.h"
#include "ui/window/ShortcutList.h"
#include "ui/window/StatusLine.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <algorithm>

// Menus, shortcuts and palette commands of the window. Every action is in a menu with its key (look, c.1 and c.9).
namespace rehome::ui {

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *fresh = file->addAction(tr("&New connection…"), this, &MainWindow::newConnectionRequested);
    fresh->setShortcut(QKeySequence::New);
    m_disconnectAction = file->addAction(tr("&Disconnect"), this, &MainWindow::disconnectRequested);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_undoAction = edit->addAction(tr("&Undo pending edit"), this, &MainWindow::undoRequested);
    m_undoAction->setShortcut(QKeySequence::Undo);
    m_redoAction = edit->addAction(tr("&Redo pending edit"), this, &MainWindow::redoRequested);
    m_redoAction->setShortcut(QKeySequence::Redo);
    m_appliedAction = edit->addAction(tr("Applied &changes…"), this, &MainWindow::appliedRequested);
    edit->addSeparator();
    m_reviewAction = edit->addAction(tr("Re&view pending changes"), this, [this] { setTrayShown(true); });
    m_reviewAction->setShortcut(QKeySequence::Save);
    QMenu *safety = edit->addMenu(tr("&Safety level of this connection"));
    safety->addActions(m_header->lock()->levelActions());
    m_editsAction = safety->menuAction();
    edit->addSeparator();
    QAction *find = edit->addAction(tr("&Filter this page"), this, [this] {
        if (m_current)
            m_current->focusFilter();
    });
    find->setShortcut(QKeySequence::Find);

    buildViewMenu();
    buildGoMenu();
    m_pageMenu = menuBar()->addMenu(tr("&Page"));
    m_toolsMenu = menuBar()->addMenu(tr("&Tools"));
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *keys = help->addAction(tr("&Keyboard shortcuts"), this, &MainWindow::showShortcuts);
    keys->setShortcut(QKeySequence::HelpContents);
    QAction *about = help->addAction(tr("&About Rehome"), this, &MainWindow::showAbout);
    about->setMenuRole(QAction::AboutRole);
    m_toolsMenu->menuAction()->setVisible(false);
    rebuildGo();
}

void MainWindow::buildViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    m_refreshAction = view->addAction(tr("&Refresh this page"), this, [this] {
        if (m_current)
            m_current->refresh();
    });
    m_refreshAction->setShortcut(QKeySequence(Qt::Key_F5));
    m_pauseAction = view->addAction(tr("&Pause"), this, [this] {
        if (m_current && m_current->canPause())
            m_current->setPaused(!m_current->isPaused());
    });
    view->addSeparator();
    m_railAction = view->addAction(tr("&Navigation rail"));
    m_railAction->setCheckable(true);
    m_railAction->setChecked(true);
    m_railAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_B));
    connect(m_railAction, &QAction::toggled, this, [this](bool wide) {
        m_railCollapsed = !wide;
        applyWidth();
    });
    m_inspectorAction = view->addAction(tr("&Inspector"));
    m_inspectorAction->setCheckable(true);
    m_inspectorAction->setChecked(m_inspector->isShown());
    m_inspectorAction->setShortcut(QKeySequence(Qt::Key_F9));
    connect(m_inspectorAction, &QAction::toggled, m_inspector, &InspectorHost::setShown);
    m_trayAction = view->addAction(tr("Pending &changes"));
    m_trayAction->setCheckable(true);
    m_trayAction->setShortcut(QKeySequence(Qt::Key_F8));
    connect(m_trayAction, &QAction::triggered, this, &MainWindow::setTrayShown);
    view->addSeparator();

    QMenu *theme = view->addMenu(tr("&Theme"));
    auto *themes = new QActionGroup(this);
    const struct
    {
        QString text;
        QString key;
        ColorMode mode;
    } modes[] = {{tr("&System"), QStringLiteral("system"), ColorMode::System},
                 {tr("&Light"), QStringLiteral("light"), ColorMode::Light},
                 {tr("&Dark"), QStringLiteral("dark"), ColorMode::Dark}};
    for (const auto &mode : modes) {
        QAction *action = theme->addAction(mode.text);
        action->setCheckable(true);
        action->setChecked(m_theme.mode() == mode.mode);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, key = mode.key, to = mode.mode] {
            m_settings.setValue(setting::theme, key);
            m_theme.setMode(to);
        });
    }
    QMenu *density = view->addMenu(tr("&Row height"));
    auto *densities = new QActionGroup(this);
    const QStringList names{tr("&Dense"), tr("&Normal"), tr("&Roomy")};
    for (int i = 0; i < names.size(); ++i) {
        QAction *action = density->addAction(names.at(i));
        action->setCheckable(true);
        action->setChecked(m_settings.value(setting::density) == i);
        densities->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] {
            m_settings.setValue(setting::density, i);
            applyDensity(i);
        });
    }
    QAction *still = view->addAction(tr("Reduce &motion"));
    still->setCheckable(true);
    still->setChecked(m_theme.isMotionReduced());
    still->setToolTip(tr("Devices on the map jump twice a second instead of gliding"));
    connect(still, &QAction::toggled, this, [this](bool reduced) {
        m_settings.setValue(setting::reduceMotion, reduced);
        m_theme.setMotionReduced(reduced);
    });
    m_languageMenu = view->addMenu(tr("&Language"));
    m_languageMenu->menuAction()->setVisible(false);
    view->addSeparator();
    QAction *full = view->addAction(tr("&Full screen"));
    full->setCheckable(true);
    full->setShortcut(QKeySequence(Qt::Key_F11));
    connect(full, &QAction::triggered, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
}

void MainWindow::buildGoMenu()
{
    m_goMenu = menuBar()->addMenu(tr("&Go"));
    QAction *palette =
        m_goMenu->addAction(tr("&Command palette"), this, [this] { m_header->commandPalette()->open(); });
    palette->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_backAction = m_goMenu->addAction(tr("&Back"), this, [this] { step(-1); });
    m_backAction->setShortcut(QKeySequence::Back);
    m_forwardAction = m_goMenu->addAction(tr("F&orward"), this, [this] { step(1); });
    m_forwardAction->setShortcut(QKeySequence::Forward);
    QAction *next = m_goMenu->addAction(tr("&Next pane"), this, [this] { focusPane(1); });
    next->setShortcut(QKeySequence(Qt::Key_F6));
    QAction *previous = m_goMenu->addAction(tr("&Previous pane"), this, [this] { focusPane(-1); });
    previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F6));
    m_goMenu->addSeparator();
}

void MainWindow::rebuildGo()
{
    m_backAction->setEnabled(m_historyAt > 0);
    m_forwardAction->setEnabled(m_historyAt + 1 < m_history.size());
    const bool samePages =
        std::equal(m_pageActions.begin(), m_pageActions.end(), m_pages.begin(), m_pages.end(),
                   [](const QAction *action, const Page *page) { return action->data() == page->id(); });
    if (!samePages) {
        qDeleteAll(m_pageActions);
        m_pageActions.clear();
        for (const Page *page : std::as_const(m_pages)) {
            const QString id = page->id();
            QAction *action =
                m_goMenu->addAction(m_theme.icon(page->iconName()), page->title(), this, [this, id] { goTo(id); });
            action->setData(id);
            const int number = Page::numberOf(id);
            if (number >= 0)
                action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)));
            m_pageActions << action;
        }
    }
    // The menu named after the page: only what the page really offers.
    m_pageMenu->clear();
    const QList<QAction *> actions = m_current ? m_current->pageActions() : QList<QAction *>();
    for (QAction *action : actions)
        m_pageMenu->addAction(action);
    if (m_current)
        m_pageMenu->setTitle(m_current->pageMenuTitle());
    m_pageMenu->menuAction()->setVisible(!actions.isEmpty());
}

void MainWindow::addFootAction(QAction *action)
{
    m_footActions << action;
    m_toolsMenu->addAction(action);
    m_toolsMenu->menuAction()->setVisible(true);
    connect(action, &QAction::changed, this, &MainWindow::rebuildRail);
    rebuildRail();
}

void MainWindow::setLanguages(const QList<std::pair<QString, QString>> &languages, const QString &current)
{
    m_languageMenu->clear();
    delete m_languageMenu->findChild<QActionGroup *>();
    auto *group = new QActionGroup(m_languageMenu);
    for (const auto &[code, name] : languages) {
        QAction *action = m_languageMenu->addAction(name);
        action->setCheckable(true);
        action->setChecked(code == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = code] {
            m_settings.setValue(setting::language, chosen);
            Q_EMIT languageChosen(chosen);
        });
    }
    m_languageMenu->menuAction()->setVisible(!languages.isEmpty());
}

QList<QAction *> MainWindow::allActions() const
{
    QList<QAction *> actions;
    const auto collect = [&actions](const auto &self, const QMenu *menu) -> void {
        for (QAction *action : menu->actions()) {
            if (action->isSeparator())
                continue;
            if (const QMenu *sub = action->menu())
                self(self, sub);
            else
                actions << action;
        }
    };
    for (const QAction *top : menuBar()->actions()) {
        if (top->isVisible() && top->menu())
            collect(collect, top->menu());
    }
    return actions;
}

void MainWindow::showShortcuts()
{
    auto *list = new ShortcutList(m_theme, allActions(), this);
    list->setAttribute(Qt::WA_DeleteOnClose);
    list->open();
}

void MainWindow::showAbout()
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Rehome"),
                        tr("Rehome %1\nReprovisioning workbench for Azure IoT Hub Device Provisioning Service.\n"
                           "Free software under the GNU General Public License, version 3 or later.")
                            .arg(QStringLiteral(REHOME_VERSION)),
                        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

QList<PaletteEntry> MainWindow::Commands::entries(const QString &text)
{
    struct Ranked
    {
        int score;
        PaletteEntry entry;
    };
    QList<Ranked> ranked;
    const QList<QAction *> actions = m_window.allActions();
    for (QAction *action : actions) {
        if (!action->isEnabled() || !action->isVisible())
            continue;
        const QString title = action->text().remove(QLatin1Char('&'));
        int score = CommandPalette::score(text, title);
        if (score == 0)
            continue;
        const bool isPage = m_window.m_pageActions.contains(action);
        score = score * 2 + (isPage ? 1 : 0);
        ranked.append(
            {score,
             {title, action->shortcut().toString(QKeySequence::NativeText),
              isPage ? action->icon().name() : QStringLiteral("arrow-right"), [action] { action->trigger(); }}});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) { return a.score > b.score; });
    QList<PaletteEntry> result;
    for (const Ranked &item : std::as_const(ranked))
        result << item.entry;
    return result;
}

} // namespace rehome::ui
