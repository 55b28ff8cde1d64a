// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/Application.h"

#include "ui/connect/SafetyQuestion.h"
#include "ui/connect/StartPage.h"
#include "ui/devices/DevicesPage.h"
#include "ui/enrollments/AppliedDialog.h"
#include "ui/enrollments/EnrollmentsPage.h"
#include "ui/enrollments/PendingTray.h"
#include "ui/live/LivePage.h"
#include "ui/rate/RatePage.h"
#include "ui/walkthroughs/GuidePanel.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/Meters.h"
#include "ui/window/HeaderBar.h"
#include "ui/window/InspectorHost.h"
#include "ui/window/NavRail.h"
#include "ui/window/StatusLine.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QLocale>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPushButton>
#include <algorithm>

namespace rehome::desktop {

namespace {

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

/// Screenshots start from defaults and leave the person's settings and data alone: everything of theirs is in a scratch
/// folder.
std::unique_ptr<QTemporaryDir> scratchFolder(const Options &options)
{
    return options.screenshots.isEmpty() ? nullptr : std::make_unique<QTemporaryDir>();
}

std::unique_ptr<QSettings> settingsStore(const QTemporaryDir *scratch)
{
    return scratch
               ? std::make_unique<QSettings>(scratch->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
               : std::make_unique<QSettings>();
}

} // namespace

Application::Application(const Options &options)
    : m_options(options)
    , m_scratch(scratchFolder(options))
    , m_store(settingsStore(m_scratch.get()))
    , m_settings(*m_store)
    , m_profiles(m_scratch ? m_scratch->filePath(QStringLiteral("connections.json"))
                           : QDir(dataFolder()).filePath(QStringLiteral("connections.json")))
    , m_demo(m_scratch ? m_scratch->filePath(QStringLiteral("demo")) : QString())
{
    installTranslator(options.language.isEmpty() ? m_settings.value(ui::setting::language) : options.language);
    if (options.theme == QLatin1String("dark"))
        m_theme.setMode(ui::ColorMode::Dark);
    else if (options.theme == QLatin1String("light") || !options.screenshots.isEmpty())
        m_theme.setMode(ui::ColorMode::Light);
    m_theme.install();
    buildWindow();
    connect(&m_demo, &session::DemoHost::started, this,
            [this](const session::ConnectionProfile &profile, const session::ConnectionSecret &secret) {
                open(profile, secret);
                if (!m_demo.walkthroughSteps().isEmpty())
                    startGuide(!m_options.screenshots.isEmpty());
            });
    connect(&m_demo, &session::DemoHost::failed, this, [this](const Error &error) { m_start->showError(error); });
    connect(&m_demo, &session::DemoHost::said, this,
            [this](const QString &text) { m_window->statusLine()->say(text); });
    connect(&m_demo, &session::DemoHost::reports, this, [this](const std::vector<fleet::DeviceReport> &reports) {
        if (m_session && m_session->profile().isDemo)
            m_session->addDeviceReports(reports);
    });
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_session)
            m_window->statusLine()->age()->setTimes(m_session->newestDataMs(),
                                                    QDateTime::currentMSecsSinceEpoch() + m_session->clockOffsetMs());
    });
}

Application::~Application()
{
    endGuide();
    m_window->saveWindow();
    m_window->removePages();
    dropSession();
}

void Application::buildWindow()
{
    m_window = std::make_unique<ui::MainWindow>(m_theme, m_settings);
    m_start = new ui::StartPage(m_theme, m_profiles, &m_demo);
    m_window->addPage(m_start);
    m_window->setLanguages(
        {{QStringLiteral("en"), QStringLiteral("English")}, {QStringLiteral("de"), QStringLiteral("Deutsch")}},
        m_settings.value(ui::setting::language));
    addOwnActions();
    connectWindow();
    m_window->setConnection(std::nullopt);
    m_window->setConnections(m_profiles.profiles());
}

void Application::addOwnActions()
{
    auto *tours = new QAction(m_theme.icon(QStringLiteral("book")), tr("Demo tours"), m_window.get());
    connect(tours, &QAction::triggered, m_window.get(), [this] { m_window->goTo(ui::Page::Start); });
    m_window->addFootAction(tours);

    auto *last = new QAction(tr("Open the last connection at start"), m_window.get());
    last->setCheckable(true);
    last->setChecked(m_settings.value(ui::setting::openLastConnection));
    connect(last, &QAction::toggled, this,
            [this](bool on) { m_settings.setValue(ui::setting::openLastConnection, on); });
    if (QMenu *file = m_window->menuBar()->actions().value(0)->menu(); file && !file->actions().isEmpty())
        file->insertAction(file->actions().last(), last);
}

/// The saved connection that was opened last; empty without one.
QString Application::lastConnection() const
{
    const QList<session::ConnectionProfile> profiles = m_profiles.profiles();
    const auto last = std::ranges::max_element(profiles, {}, &session::ConnectionProfile::lastOpenedMs);
    return last == profiles.end() || last->lastOpenedMs == 0 ? QString() : last->id;
}

void Application::connectWindow()
{
    connect(m_start, &ui::StartPage::openRequested, this, &Application::open);
    connect(m_start, &ui::StartPage::demoRequested, this, &Application::openDemo);
    connect(m_window.get(), &ui::MainWindow::connectionChosen, this, &Application::openProfile);
    connect(m_window.get(), &ui::MainWindow::newConnectionRequested, this, [this] {
        m_window->goTo(ui::Page::Start);
        m_start->showForm();
    });
    connect(m_window.get(), &ui::MainWindow::disconnectRequested, this, [this] {
        closeSession();
        m_demo.stop();
        m_window->goTo(ui::Page::Start);
    });
    connect(m_window.get(), &ui::MainWindow::safetyRequested, this, &Application::changeSafety);
    connect(m_window.get(), &ui::MainWindow::languageChosen, this, &Application::setLanguage);
    connect(m_window.get(), &ui::MainWindow::undoRequested, this, [this] {
        if (m_session)
            undo();
    });
    connect(m_window.get(), &ui::MainWindow::appliedRequested, this, [this] {
        if (m_session)
            showApplied();
    });
    connect(m_window.get(), &ui::MainWindow::redoRequested, this, [this] {
        if (m_session) {
            m_session->pending().redo();
            Q_EMIT m_session->pendingChanged();
        }
    });
    connect(m_window.get(), &ui::MainWindow::currentPageChanged, this, [this](const QString &page) {
        if (m_guide)
            m_guide->setPage(page);
        if (m_guidePanel)
            m_guidePanel->pointAgain();
    });
    connect(&m_profiles, &session::ProfileStore::changed, m_window.get(),
            [this] { m_window->setConnections(m_profiles.profiles()); });
}

void Application::start()
{
    m_window->restoreWindow();
    if (!m_options.screenshots.isEmpty())
        m_window->resize(m_options.size);
    m_window->show();
    m_window->goTo(ui::Page::Start);
    // After the first paint: reading saved connections is not needed for it.
    QTimer::singleShot(0, this, [this] {
        m_profiles.load();
        if (m_options.demo && m_options.screenshots.isEmpty())
            openDemo(m_options.scenario);
        else if (!m_options.profile.isEmpty())
            openProfile(m_options.profile);
        else if (m_options.screenshots.isEmpty() && m_settings.value(ui::setting::openLastConnection) &&
                 !lastConnection().isEmpty())
            openProfile(lastConnection());
    });
}

void Application::openDemo(const QString &scenario)
{
    closeSession();
    m_start->setBusy(true, tr("Starting the demo fleet …"));
    m_demo.start(scenario);
}

void Application::openProfile(const QString &idOrName)
{
    const QList<session::ConnectionProfile> profiles = m_profiles.profiles();
    for (const session::ConnectionProfile &profile : profiles) {
        if (profile.id != idOrName && profile.name.compare(idOrName, Qt::CaseInsensitive) != 0)
            continue;
        m_start->setBusy(true, tr("Opening %1 …").arg(profile.name));
        m_profiles.secret(profile.id).then(this, [this, profile](const Result<session::ConnectionSecret> &secret) {
            m_start->setBusy(false);
            if (secret)
                open(profile, *secret);
            else
                m_start->showError(secret.error());
        });
        return;
    }
    m_start->showError(
        {.kind = ErrorKind::NotFound,
         .message = tr("There is no saved connection %1. Choose one of the list or add it.").arg(idOrName)});
}

void Application::undo()
{
    session::Session *session = m_session.get();
    if (!session->pending().isEmpty() || session->pending().canUndo()) {
        session->pending().undo();
        Q_EMIT session->pendingChanged();
        return;
    }
    session->undoChanges({}).then(session, [this](const Result<session::UndoReport> &report) {
        if (!report)
            m_window->messageBar()->showError(report.error());
        else if (!report->refused.isEmpty())
            showApplied()->tell(report); // with the reasons and, where it can be merged, the way there
    });
}

ui::AppliedDialog *Application::showApplied()
{
    auto *dialog = new ui::AppliedDialog(m_theme, *m_session, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // It refers to the session, which may be closed from elsewhere.
    connect(m_session.get(), &QObject::destroyed, dialog, [dialog] { delete dialog; });
    dialog->open();
    return dialog;
}

QString Application::folderOf(const session::ConnectionProfile &profile) const
{
    // The demo starts from nothing each time: its cache and journal live with its own data.
    if (profile.isDemo)
        return QDir(QStandardPaths::writableLocation(QStandardPaths::TempLocation))
            .filePath(QStringLiteral("rehome-demo-") + profile.id);
    return QDir(dataFolder()).filePath(QStringLiteral("connections/") + profile.id);
}

void Application::open(const session::ConnectionProfile &profile, const session::ConnectionSecret &secret)
{
    closeSession();
    m_start->setBusy(false);
    if (!profile.isDemo) {
        session::ConnectionProfile opened = profile;
        opened.lastOpenedMs = QDateTime::currentMSecsSinceEpoch();
        // One that was not saved is not in the list, and stays out of it.
        const bool saved =
            std::ranges::any_of(m_profiles.profiles(), [&profile](const auto &one) { return one.id == profile.id; });
        if (const Result<void> kept = saved ? m_profiles.update(opened) : Result<void>(); !kept)
            m_window->messageBar()->showError(kept.error());
    }
    m_colors.clear();
    m_session = std::make_unique<session::Session>(profile, secret, session::SessionPaths{folderOf(profile)});
    if (!profile.isDemo && m_demo.isRunning())
        m_demo.stop();
    // Keys are kept for undo where the connection itself is kept: they go with it.
    if (std::ranges::any_of(m_profiles.profiles(), [&profile](const auto &one) { return one.id == profile.id; }))
        m_session->keepKeysWith(std::make_shared<session::KeychainBackend>());
    addPages();
    followSession();
    m_window->setConnection(profile);
    m_window->setSafety(profile.safety);
    m_session->open();
    m_second.start();
    m_window->goTo(profile.isDemo ? ui::Page::Live : ui::Page::Enrollments);
    if (ui::Page *page = m_window->currentPage())
        page->setFocus(Qt::OtherFocusReason);
    Q_EMIT sessionOpened();
}

void Application::addPages()
{
    session::Session &session = *m_session;
    m_enrollments = new ui::EnrollmentsPage(m_theme, m_colors, session);
    m_tray = new ui::PendingTray(m_theme, session);
    m_window->addPage(new ui::LivePage(m_theme, m_colors, session));
    m_window->addPage(new ui::DevicesPage(m_theme, m_colors, session));
    m_window->addPage(m_enrollments);
    m_window->addPage(new ui::RatePage(m_theme, session));
    m_window->setTray(m_tray);
    connect(m_tray, &ui::PendingTray::editsAllowedRequested, this,
            [this] { changeSafety(session::SafetyLevel::Confirm); });
}

void Application::followSession()
{
    session::Session *session = m_session.get();
    ui::MainWindow *window = m_window.get();
    window->setFleet([session] { return session->snapshot(); });
    connect(session, &session::Session::stateChanged, window,
            [this](session::SessionState state) { showState(state); });
    connect(session, &session::Session::budgetChanged, window,
            [this](const session::BudgetStatus &budget) { showBudget(budget); });
    connect(session, &session::Session::progressChanged, window,
            [this](const session::LoadProgress &progress) { showProgress(progress); });
    connect(session, &session::Session::published, window, [this](const fleet::Publication &publication) {
        if (!publication.batch->hubsChanged)
            return;
        QList<ui::HubColors::Load> loads;
        for (const fleet::HubRow &hub : publication.snapshot->hubs.rows)
            loads.append({hub.hostName, std::max<qint64>(hub.deviceCount, hub.knownDevices)});
        m_colors.assign(loads);
    });
    connect(session, &session::Session::pendingChanged, window,
            [this] { m_window->setPendingCount(m_session->pending().size(), m_session->pending().canUndo()); });
    connect(session, &session::Session::safetyChanged, window,
            [this] { m_window->setSafety(m_session->profile().safety); });
    connect(session, &session::Session::problem, window, [this](const Error &error) {
        m_problem = error;
        showProblem();
        m_window->statusLine()->age()->setLost(true);
        m_window->statusLine()->setProblems(1, error.message);
    });
    connect(window->statusLine(), &ui::StatusLine::problemsRequested, session, [this] { showProblem(); });
    connect(window->statusLine(), &ui::StatusLine::cancelRequested, session, &session::Session::cancelLoading);
    connect(session, &session::Session::problemSolved, window, [this] {
        m_problem.reset();
        m_window->messageBar()->clear();
        m_window->statusLine()->age()->setLost(false);
        m_window->statusLine()->setProblems(0);
    });
    connect(window->messageBar(), &ui::MessageBar::buttonClicked, session, [this] {
        if (!m_problem)
            m_window->messageBar()->clear();
        m_session->refresh();
    });
}

void Application::showState(session::SessionState state)
{
    using Link = ui::StatusLine::Link;
    ui::StatusLine *line = m_window->statusLine();
    switch (state) {
    case session::SessionState::Closed:
        return line->setLink(Link::None, {});
    case session::SessionState::Connecting:
        return line->setLink(Link::Connecting, tr("Connecting …"));
    case session::SessionState::Loading:
        return line->setLink(Link::Connected, tr("Loading …"));
    case session::SessionState::Watching:
        return line->setLink(Link::Connected, tr("Connected"));
    case session::SessionState::Paused:
        return line->setLink(Link::Paused, tr("Paused"));
    case session::SessionState::Lost:
        return line->setLink(Link::Lost, tr("Connection lost"));
    }
}

void Application::showBudget(const session::BudgetStatus &budget)
{
    m_window->statusLine()->meter()->setUsage(budget.usedThisMinute, budget.operationsPerMinute, budget.queued,
                                              budget.throttled);
}

void Application::showProgress(const session::LoadProgress &progress)
{
    ui::StatusLine *line = m_window->statusLine();
    if (!progress.complete && !progress.cancelled)
        return line->setWork(progress.paused ? tr("Loading is paused") : tr("Loading enrollments"), progress.loaded,
                             progress.expected);
    line->setWork({});
    if (progress.cancelled && !m_problem)
        m_window->messageBar()->showMessage(ui::MessageBar::Kind::Warning,
                                            tr("Loading was stopped after %1 enrollments: the rest is not shown.")
                                                .arg(ui::format::count(progress.loaded)),
                                            tr("Load all"));
}

void Application::showProblem()
{
    if (m_problem)
        m_window->messageBar()->showError(*m_problem, tr("Try again"));
}

void Application::changeSafety(session::SafetyLevel level)
{
    if (!m_session)
        return;
    const session::ConnectionProfile &profile = m_session->profile();
    // More care is taken at once and kept; the demo has nothing to lose.
    if (profile.isDemo || level < profile.safety)
        return takeSafety(level, true);
    const bool saved =
        std::ranges::any_of(m_profiles.profiles(), [&profile](const auto &one) { return one.id == profile.id; });
    ui::askForSafety(profile, level, saved, m_window.get(), [this, level, id = profile.id](bool keep) {
        if (m_session && m_session->profile().id == id)
            takeSafety(level, keep);
    });
}

void Application::takeSafety(session::SafetyLevel level, bool keep)
{
    m_session->allowEdits(level);
    if (!keep)
        return;
    for (session::ConnectionProfile profile : m_profiles.profiles()) {
        if (profile.id != m_session->profile().id)
            continue;
        profile.safety = level;
        if (const Result<void> kept = m_profiles.update(profile); !kept)
            m_window->messageBar()->showError(kept.error());
    }
}

void Application::closeSession()
{
    endGuide();
    m_second.stop();
    if (!m_session)
        return;
    disconnect(m_session.get(), nullptr, m_window.get(), nullptr);
    m_window->setFleet({});
    m_problem.reset();
    m_window->messageBar()->clear();
    m_window->statusLine()->setProblems(0);
    m_window->statusLine()->setWork({});
    m_window->setPendingCount(0);
    m_window->setTray(nullptr);
    m_tray = nullptr;
    m_enrollments = nullptr;
    m_window->removePages();
    m_window->setConnection(std::nullopt);
    dropSession();
}

void Application::dropSession()
{
    if (!m_session)
        return;
    const session::ConnectionProfile profile = m_session->profile();
    m_session.reset();
    if (profile.isDemo)
        QDir(folderOf(profile)).removeRecursively();
}

std::pair<QWidget *, QRect> Application::findControl(const QString &name) const
{
    if (name.startsWith(QLatin1String("rail."))) {
        const QList<ui::RailItem> items = m_window->rail()->items();
        for (int i = 0; i < items.size(); ++i) {
            if (items[i].kind == ui::RailItem::Kind::Page && items[i].id == name.mid(5))
                return {m_window->rail(), m_window->rail()->itemRect(i)};
        }
        return {nullptr, {}};
    }
    if (name == QLatin1String("tray.apply") && m_tray)
        return {m_tray->applyButton(), {}};
    if (m_enrollments)
        return {m_enrollments->control(name), {}};
    return {nullptr, {}};
}

void Application::startGuide(bool unattended)
{
    endGuide();
    if (!m_session)
        return;
    m_guide = std::make_unique<ui::Guide>(*m_session, m_demo, m_demo.walkthroughSteps());
    const auto scenarios = m_demo.scenarios();
    QString title = tr("Walkthrough");
    for (const session::DemoScenario &scenario : scenarios) {
        if (scenario.name == m_session->profile().name || m_session->profile().name == scenario.title)
            title = scenario.title;
    }
    m_guidePanel = new ui::GuidePanel(
        m_theme, *m_guide, title, [this](const QString &name) { return findControl(name); }, m_window.get());
    m_guideDock = new QDockWidget(tr("Guide"));
    m_guideDock->setObjectName(QStringLiteral("GuideDock"));
    m_guideDock->setFeatures(QDockWidget::NoDockWidgetFeatures);
    m_guideDock->setTitleBarWidget(new QWidget(m_guideDock));
    m_guideDock->setWidget(m_guidePanel);
    if (auto *area = qobject_cast<QMainWindow *>(m_window->inspector()->dock()->parentWidget()))
        area->addDockWidget(Qt::LeftDockWidgetArea, m_guideDock);
    connect(m_guidePanel, &ui::GuidePanel::closeRequested, this, &Application::endGuide, Qt::QueuedConnection);
    connect(m_guide.get(), &ui::Guide::pageRequested, this,
            [this](const QString &page, const QString &target) { m_window->goTo(page, target); });
    if (const ui::Page *page = m_window->currentPage())
        m_guide->setPage(page->id());
    m_guide->setUnattended(unattended);
    m_guide->setGoesOn(m_options.screenshots.isEmpty()); // else each step waits for its picture
    m_guide->start();
}

void Application::endGuide()
{
    delete m_guideDock;
    m_guideDock = nullptr;
    m_guidePanel = nullptr;
    m_guide.reset();
}

void Application::installTranslator(const QString &code)
{
    // Any other language of the system gets English; its file holds the plural forms.
    const QString language =
        code.isEmpty() ? (QLocale::system().language() == QLocale::German ? QStringLiteral("de") : QStringLiteral("en"))
                       : code;
    QCoreApplication::removeTranslator(&m_translator);
    QCoreApplication::removeTranslator(&m_qtTranslator);
    QLocale::setDefault(code.isEmpty() ? QLocale::system() : QLocale(language));
    if (m_qtTranslator.load(QStringLiteral(":/i18n/qtbase_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_qtTranslator);
    if (m_translator.load(QStringLiteral(":/i18n/rehome_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_translator);
}

void Application::setLanguage(const QString &code)
{
    // Texts are made when widgets are built: the window is built anew around the same session, at once.
    const QString page = m_window->currentPage() ? m_window->currentPage()->id() : QString();
    const bool guided = m_guide != nullptr;
    endGuide();
    m_window->saveWindow();
    if (m_session)
        disconnect(m_session.get(), nullptr, m_window.get(), nullptr);
    m_window->setTray(nullptr);
    m_window->removePages();
    ui::MainWindow *old = m_window.release();
    old->hide();
    old->deleteLater();
    installTranslator(code);
    buildWindow();
    m_window->restoreWindow();
    if (m_session) {
        addPages();
        followSession();
        m_window->setConnection(m_session->profile());
        m_window->setSafety(m_session->profile().safety);
        m_window->setPendingCount(m_session->pending().size(), m_session->pending().canUndo());
        showState(m_session->state());
        showBudget(m_session->budget());
        showProgress(m_session->progress());
        if (m_problem) {
            showProblem();
            m_window->statusLine()->setProblems(1, m_problem->message);
        }
    }
    m_window->show();
    if (!page.isEmpty())
        m_window->goTo(page);
    if (guided)
        startGuide(false);
}

} // namespace rehome::desktop
