// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "ui/widgets/Format.h"
#include "ui/widgets/LockControl.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/RowTable.h"
#include "ui/window/ConnectionSwitcher.h"
#include "ui/window/FleetPalette.h"
#include "ui/window/HeaderBar.h"
#include "ui/window/InspectorHost.h"
#include "ui/window/MainWindowCommands.h"
#include "ui/window/NavRail.h"
#include "ui/window/Page.h"
#include "ui/window/SavedFilters.h"
#include "ui/window/StatusLine.h"

#include <QtCore/QTimer>
#include <QtGui/QCloseEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace rehome::ui {

namespace {

constexpr int OverlayBelow = 1200;
constexpr int RailIconsBelow = 1000;

} // namespace

MainWindow::MainWindow(Theme &theme, Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_filters(new SavedFilters(settings, this))
    , m_commands(std::make_unique<Commands>(*this))
{
    // What the command line asked for wins; else what the person chose last time.
    if (m_theme.mode() == ColorMode::System) {
        const QString stored = m_settings.value(setting::theme);
        if (stored != QLatin1String("system"))
            m_theme.setMode(stored == QLatin1String("dark") ? ColorMode::Dark : ColorMode::Light);
    }
    m_theme.setMotionReduced(m_settings.value(setting::reduceMotion));
    setMinimumSize(900, 600);
    resize(1440, 870);
    buildLayout();
    buildMenus();
    m_header->commandPalette()->addProvider(m_commands.get());
    m_fleetPalette =
        std::make_unique<FleetPalette>([this] { return m_snapshot ? m_snapshot() : fleet::SnapshotPtr(); },
                                       [this](const QString &page, const QString &target) { goTo(page, target); });
    m_header->commandPalette()->addProvider(m_fleetPalette.get());

    connect(m_rail, &NavRail::itemActivated, this, &MainWindow::railActivated);
    connect(m_rail, &NavRail::filterRemoveRequested, m_filters, &SavedFilters::remove);
    connect(m_rail, &NavRail::filterRenamed, m_filters, &SavedFilters::rename);
    connect(m_filters, &SavedFilters::changed, this, &MainWindow::rebuildRail);
    connect(m_header->switcher(), &ConnectionSwitcher::connectionChosen, this, &MainWindow::connectionChosen);
    connect(m_header->switcher(), &ConnectionSwitcher::startPageRequested, this, &MainWindow::newConnectionRequested);
    connect(m_header->switcher(), &ConnectionSwitcher::disconnectRequested, this, &MainWindow::disconnectRequested);
    connect(m_header->lock(), &LockControl::levelRequested, this, &MainWindow::safetyRequested);
    connect(m_header->refreshButton(), &QPushButton::clicked, m_refreshAction, &QAction::trigger);
    connect(m_header->pauseButton(), &QPushButton::clicked, m_pauseAction, &QAction::trigger);
    connect(m_header->pendingButton(), &QPushButton::clicked, this, [this] { setTrayShown(!isTrayShown()); });
    connect(m_inspector, &InspectorHost::shownChanged, m_inspectorAction, &QAction::setChecked);
    setConnection(std::nullopt);
    setPendingCount(0);
}

MainWindow::~MainWindow()
{
    // The pages reach into the window while they are deleted; nothing of it may be asked any more.
    for (Page *page : std::as_const(m_pages))
        page->disconnect(this);
}

void MainWindow::buildLayout()
{
    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new HeaderBar(m_theme, central);
    m_messages = new MessageBar(m_theme, central);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rail = new NavRail(m_theme, central);
    m_area = new QMainWindow(central);
    m_area->setWindowFlags(Qt::Widget); // its constructor makes it a window of its own
    m_area->setContextMenuPolicy(Qt::NoContextMenu);
    m_area->setDockOptions(QMainWindow::DockOptions());
    m_split = new QSplitter(Qt::Vertical, m_area);
    m_split->setChildrenCollapsible(false);
    m_stack = new QStackedWidget(m_split);
    m_split->addWidget(m_stack);
    m_stack->setMinimumHeight(260);
    m_split->setStretchFactor(0, 1);
    m_area->setCentralWidget(m_split);
    m_inspector = new InspectorHost(m_theme, m_area, m_area, this);
    m_status = new StatusLine(m_theme, central);
    row->addWidget(m_rail);
    row->addWidget(m_area, 1);
    column->addWidget(m_header);
    column->addWidget(m_messages);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(central);
}

void MainWindow::addPage(Page *page)
{
    const auto order = [](const Page *p) {
        const int number = Page::numberOf(p->id());
        return number < 0 ? 100 : number;
    };
    const auto place = std::upper_bound(m_pages.begin(), m_pages.end(), page,
                                        [&](const Page *a, const Page *b) { return order(a) < order(b); });
    m_pages.insert(place, page);
    m_stack->addWidget(page);
    if (const QByteArray state = m_settings.pageState(page->id()); !state.isEmpty())
        page->restoreState(state);
    connect(page, &Page::railChanged, this, &MainWindow::rebuildRail);
    connect(page, &Page::factsChanged, this, [this, page] {
        if (page == m_current)
            m_status->setFacts(page->facts());
    });
    connect(page, &Page::pauseChanged, this, &MainWindow::syncPause);
    connect(page, &Page::inspectorTitleChanged, this, [this, page] {
        if (page == m_current)
            m_inspector->setTitle(page->inspectorTitle());
    });
    connect(page, &Page::inspectorRequested, this, [this] {
        m_inspector->setShown(true);
        m_inspector->focusContent();
    });
    connect(page, &Page::goTo, this, &MainWindow::goTo);
    connect(page, &Page::saveFilterRequested, this, [this, page](const QString &text) { saveFilter(page, text); });
    rebuildRail();
    rebuildGo();
    if (!m_current)
        goTo(page->id());
}

void MainWindow::removePages()
{
    m_inspector->release();
    goTo(Page::Start);
    const QList<Page *> pages = m_pages;
    for (Page *page : pages) {
        if (page->id() == Page::Start)
            continue;
        m_settings.setPageState(page->id(), page->saveState());
        page->disconnect(this);
        m_pages.removeOne(page);
        m_stack->removeWidget(page);
        if (m_current == page)
            m_current = nullptr;
        delete page;
    }
    m_history.clear();
    m_historyAt = -1;
    rebuildRail();
    rebuildGo();
}

Page *MainWindow::page(const QString &id) const
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page *page) { return page->id() == id; });
    return found == m_pages.end() ? nullptr : *found;
}

Page *MainWindow::currentPage() const
{
    return m_current;
}

bool MainWindow::goTo(const QString &id, const QString &target)
{
    Page *next = page(id);
    if (!next)
        return false;
    if (next != m_current) {
        Page *before = m_current;
        // A hidden page would hand its focus to whatever comes next in the tab order.
        const QWidget *focus = focusWidget();
        const bool focusWasInside = before && focus && (before == focus || before->isAncestorOf(focus));
        m_current = next;
        if (focusWasInside)
            setFocus(Qt::OtherFocusReason);
        m_stack->setCurrentWidget(next);
        if (focusWasInside || !focus)
            next->setFocus(Qt::OtherFocusReason);
        if (before)
            before->deactivated();
        if (!m_travelling) {
            m_history.resize(m_historyAt + 1);
            m_history << id;
            m_historyAt = static_cast<int>(m_history.size()) - 1;
        }
        onPageChanged(next);
        next->activated();
        applyDensity(m_settings.value(setting::density)); // tables may have come with the first visit
    }
    if (!target.isEmpty())
        next->showTarget(target);
    return true;
}

void MainWindow::onPageChanged(Page *page)
{
    m_rail->setCurrentPage(page->id());
    m_inspector->setContent(page->inspector(), page->inspectorTitle());
    m_status->setFacts(page->facts());
    syncPause();
    rebuildGo();
    updateTitle();
    Q_EMIT currentPageChanged(page->id());
}

void MainWindow::step(int direction)
{
    const int to = m_historyAt + direction;
    if (to < 0 || to >= m_history.size())
        return;
    m_travelling = true;
    if (goTo(m_history.at(to)))
        m_historyAt = to;
    m_travelling = false;
    rebuildGo();
}

void MainWindow::syncPause()
{
    const bool possible = m_current && m_current->canPause();
    const bool paused = possible && m_current->isPaused();
    m_header->setPause(possible, paused);
    m_pauseAction->setEnabled(possible);
    m_pauseAction->setText(paused ? tr("&Resume") : tr("&Pause"));
}

void MainWindow::rebuildRail()
{
    QList<RailItem> items;
    for (const Page *page : std::as_const(m_pages)) {
        if (page->id() != Page::Start)
            items.append({RailItem::Kind::Page,
                          page->id(),
                          page->iconName(),
                          page->title(),
                          page->railCount(),
                          page->railCountIsBad(),
                          {}});
    }
    items += m_filters->railItems([this](const QString &id) { return page(id) != nullptr; });
    for (qsizetype i = 0; i < m_footActions.size(); ++i) {
        const QAction *action = m_footActions.at(i);
        items.append({RailItem::Kind::Foot,
                      QString::number(i),
                      action->icon().name(),
                      action->text().remove(QLatin1Char('&')),
                      {},
                      false,
                      action->toolTip()});
    }
    m_rail->setItems(items);
    if (m_current)
        m_rail->setCurrentPage(m_current->id());
}

void MainWindow::railActivated(const RailItem &item)
{
    switch (item.kind) {
    case RailItem::Kind::Page:
        goTo(item.id);
        break;
    case RailItem::Kind::Filter:
        if (const auto filter = m_filters->find(item))
            goTo(filter->page, filter->text);
        break;
    case RailItem::Kind::Foot:
        if (QAction *action = m_footActions.value(item.id.toInt()))
            action->trigger();
        break;
    }
}

void MainWindow::saveFilter(const Page *page, const QString &text)
{
    const QString id = m_filters->add(page->id(), text);
    if (id.isEmpty())
        return;
    m_status->say(tr("Filter saved in the rail"));
    // It has its text as its name until the person types a better one.
    for (qsizetype i = 0; i < m_rail->items().size(); ++i) {
        const RailItem &item = m_rail->items().at(i);
        if (item.kind == RailItem::Kind::Filter && item.id == id)
            return m_rail->editName(static_cast<int>(i));
    }
}

void MainWindow::setTray(QWidget *tray)
{
    delete m_tray;
    m_tray = tray;
    if (!m_tray)
        return;
    m_tray->setMinimumHeight(120);
    m_split->addWidget(m_tray);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    m_split->setSizes({10000, m_settings.value(setting::trayHeight)});
    m_tray->setVisible(m_pendingCount > 0);
    m_trayAction->setChecked(m_pendingCount > 0);
}

void MainWindow::setTrayShown(bool shown)
{
    if (!m_tray)
        return;
    m_tray->setVisible(shown && m_pendingCount > 0);
    m_trayAction->setChecked(isTrayShown());
}

bool MainWindow::isTrayShown() const
{
    return m_tray && !m_tray->isHidden();
}

void MainWindow::setPendingCount(int count, bool undoesEdit)
{
    const int before = m_pendingCount;
    m_pendingCount = count;
    m_header->setPendingCount(count);
    m_trayAction->setEnabled(count > 0);
    m_reviewAction->setEnabled(count > 0);
    // Without anything unsent it is the last applied change that goes back: into the tray.
    m_undoAction->setText(count > 0 || undoesEdit ? tr("&Undo pending edit") : tr("&Undo last applied change"));
    if (before == 0 && count > 0)
        setTrayShown(true);
    else if (count == 0)
        setTrayShown(false);
}

void MainWindow::setConnection(const std::optional<session::ConnectionProfile> &profile)
{
    m_profile = profile;
    m_header->switcher()->setConnection(profile);
    m_header->setConnected(profile.has_value());
    m_rail->setVisible(profile.has_value());
    m_disconnectAction->setEnabled(profile.has_value());
    m_undoAction->setEnabled(profile.has_value());
    m_appliedAction->setEnabled(profile.has_value());
    m_refreshAction->setEnabled(profile.has_value());
    m_editsAction->setEnabled(profile.has_value());
    for (QAction *level : m_header->lock()->levelActions())
        level->setEnabled(profile.has_value());
    if (!profile) {
        m_status->setLink(StatusLine::Link::None, tr("Not connected"));
        m_messages->clear();
        setPendingCount(0);
    }
    setSafety(profile ? profile->safety : session::SafetyLevel::ReadOnly);
    updateTitle();
}

void MainWindow::setConnections(const QList<session::ConnectionProfile> &profiles)
{
    m_header->switcher()->setConnections(profiles);
}

void MainWindow::setSafety(session::SafetyLevel level)
{
    m_header->lock()->setLevel(level);
    m_header->setConnected(m_profile.has_value());
}

void MainWindow::updateTitle()
{
    QStringList parts;
    if (m_current)
        parts << m_current->title();
    if (m_profile)
        parts << m_profile->name;
    parts << QStringLiteral("Rehome");
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void MainWindow::setFleet(std::function<fleet::SnapshotPtr()> snapshot)
{
    m_snapshot = std::move(snapshot);
    m_filters->setFleet(m_snapshot);
}

void MainWindow::applyDensity(int density)
{
    const QList<RowTable *> tables = findChildren<RowTable *>();
    for (RowTable *table : tables)
        table->setDensity(static_cast<Density>(std::clamp(density, 0, 2)));
}

void MainWindow::addPaletteProvider(PaletteProvider *provider)
{
    m_header->commandPalette()->addProvider(provider);
}

void MainWindow::restoreWindow()
{
    const QByteArray geometry = m_settings.value(setting::windowGeometry);
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    const QByteArray docks = m_settings.value(setting::docks);
    if (!docks.isEmpty())
        m_area->restoreState(docks);
    m_railCollapsed = m_settings.value(setting::railCollapsed);
    m_railAction->setChecked(!m_railCollapsed);
    m_inspector->setShown(m_settings.value(setting::inspectorShown));
    m_inspector->arrange();
    applyWidth();
}

void MainWindow::saveWindow()
{
    m_settings.setValue(setting::windowGeometry, saveGeometry());
    m_settings.setValue(setting::docks, m_area->saveState());
    m_settings.setValue(setting::railCollapsed, m_railCollapsed);
    if (width() >= OverlayBelow)
        m_settings.setValue(setting::inspectorShown, m_inspector->isShown());
    if (isTrayShown())
        m_settings.setValue(setting::trayHeight, m_tray->height());
    if (m_current)
        m_settings.setValue(setting::lastPage, m_current->id());
    for (const Page *page : std::as_const(m_pages))
        m_settings.setPageState(page->id(), page->saveState());
}

void MainWindow::applyWidth()
{
    m_rail->setCollapsed(m_railCollapsed || width() < RailIconsBelow);
    const bool overlay = width() < OverlayBelow;
    if (overlay != m_inspector->isOverlay()) {
        m_inspector->setOverlay(overlay);
        // A sheet covers the page, so it comes only when asked for; in a wide window the dock returns as it was left.
        m_inspector->setShown(overlay ? false : m_settings.value(setting::inspectorShown));
    }
    m_inspector->placeOverlay();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    applyWidth();
    // The area gets its size after this event.
    QTimer::singleShot(0, m_inspector, &InspectorHost::placeOverlay);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // Keys belong to the page from the start; the first widget in the tab order is only the connection switcher.
    if (m_current && (!focusWidget() || focusWidget() == m_header->switcher())) {
        m_current->setFocus(Qt::OtherFocusReason);
    }
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange)
        m_theme.systemMayHaveChanged();
    return QMainWindow::event(event);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Only keys that no text field or view has taken arrive here.
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::ShiftModifier;
    if (event->key() == Qt::Key_Escape) {
        if (m_inspector->isOverlay() && m_inspector->isVisible())
            m_inspector->setShown(false);
        else if (m_current)
            m_current->escape();
        return;
    }
    if (plain && event->text() == QLatin1String("/") && m_current && m_current->focusFilter())
        return;
    if (plain && event->text() == QLatin1String("?")) {
        showShortcuts();
        return;
    }
    if (event->key() == Qt::Key_Space && plain && m_current && m_current->canPause()) {
        m_current->setPaused(!m_current->isPaused());
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::focusPane(int step)
{
    QList<QWidget *> panes{m_header->commandPalette()};
    if (m_rail->isVisible())
        panes << m_rail;
    if (m_current)
        panes << m_current;
    if (m_inspector->isVisible())
        panes << m_inspector->panel();
    if (isTrayShown())
        panes << m_tray;
    const QWidget *focus = focusWidget();
    int at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)))
            at = static_cast<int>(i);
    }
    const int count = static_cast<int>(panes.size());
    QWidget *pane = panes.at(((at + step) % count + count) % count);
    if (pane->focusPolicy() & Qt::TabFocus) {
        pane->setFocus(Qt::TabFocusReason);
        return;
    }
    if (QWidget *last = pane->focusWidget(); last && last->isVisible()) {
        last->setFocus(Qt::TabFocusReason);
        return;
    }
    for (QWidget *widget = pane->nextInFocusChain(); widget && widget != pane; widget = widget->nextInFocusChain()) {
        if (pane->isAncestorOf(widget) && (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() &&
            widget->isEnabled()) {
            widget->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_pendingCount > 0 && !m_discardConfirmed) {
        event->ignore();
        auto *box = new QMessageBox(
            QMessageBox::Warning, tr("Discard edits"),
            tr("%1 edits were not applied. They are lost when Rehome closes.").arg(format::count(m_pendingCount)),
            QMessageBox::NoButton, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        QPushButton *discard =
            box->addButton(tr("Discard %1 edits").arg(format::count(m_pendingCount)), QMessageBox::DestructiveRole);
        box->setDefaultButton(box->addButton(QMessageBox::Cancel));
        connect(discard, &QPushButton::clicked, this, [this] {
            m_discardConfirmed = true;
            QTimer::singleShot(0, this, &QWidget::close);
        });
        box->open();
        return;
    }
    saveWindow();
    event->accept();
}

} // namespace rehome::ui
