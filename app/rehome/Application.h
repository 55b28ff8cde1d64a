// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rehome/DemoEngine.h"
#include "app/rehome/Options.h"
#include "app/session/ProfileStore.h"
#include "app/session/Session.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Settings.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtCore/QTranslator>
#include <memory>

class QDockWidget;

namespace rehome::ui {
class AppliedDialog;
class EnrollmentsPage;
class Guide;
class GuidePanel;
class PendingTray;
class StartPage;
} // namespace rehome::ui

namespace rehome::desktop {

/// The composition root: creates theme, settings, stores, window, demo and session, owns them and passes references.
/// The only place of the house that sees all of it. GUI thread.
class Application : public QObject
{
    Q_OBJECT
public:
    explicit Application(const Options &options);
    ~Application() override;

    /// Shows the window and starts what the options ask for.
    void start();

    ui::MainWindow &window() { return *m_window; }
    session::Session *session() { return m_session.get(); }
    session::DemoHost &demo() { return m_demo; }
    ui::Guide *guide() { return m_guide.get(); }
    ui::EnrollmentsPage *enrollments() { return m_enrollments; }
    void openDemo(const QString &scenario);
    void openProfile(const QString &idOrName);
    void startGuide(bool unattended);
    void setLanguage(const QString &code);

Q_SIGNALS:
    void sessionOpened();

private:
    void buildWindow();
    void addOwnActions();
    QString lastConnection() const;
    void connectWindow();
    void open(const session::ConnectionProfile &profile, const session::ConnectionSecret &secret);
    void closeSession();
    void dropSession(); ///< and, for the demo, its cache and journal
    void addPages();
    void followSession();
    void changeSafety(session::SafetyLevel level);
    void takeSafety(session::SafetyLevel level, bool keep);
    void showBudget(const session::BudgetStatus &budget);
    void showState(session::SessionState state);
    void showProgress(const session::LoadProgress &progress);
    void showProblem();
    void endGuide();
    std::pair<QWidget *, QRect> findControl(const QString &name) const;
    void installTranslator(const QString &code);
    /// Takes back what was edited last; without anything unsent what was applied last, into the tray.
    void undo();
    ui::AppliedDialog *showApplied();
    QString folderOf(const session::ConnectionProfile &profile) const;

    Options m_options;
    std::unique_ptr<QTemporaryDir> m_scratch; ///< only for screenshots
    std::unique_ptr<QSettings> m_store;
    ui::Settings m_settings;
    QTranslator m_translator, m_qtTranslator;
    ui::Theme m_theme;
    ui::HubColors m_colors;
    session::ProfileStore m_profiles;
    demo::DemoEngine m_demo;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::StartPage *m_start = nullptr;
    ui::EnrollmentsPage *m_enrollments = nullptr;
    std::optional<Error> m_problem; ///< of the connection, unsolved
    ui::PendingTray *m_tray = nullptr;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<ui::Guide> m_guide;
    ui::GuidePanel *m_guidePanel = nullptr;
    QDockWidget *m_guideDock = nullptr;
    QTimer m_second; ///< data age in the status line
};

} // namespace rehome::desktop
