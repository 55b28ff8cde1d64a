// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "models/fleet/Snapshot.h"
#include "ui/theme/Theme.h"
#include "ui/window/CommandPalette.h"
#include "ui/window/Settings.h"

#include <QtWidgets/QMainWindow>
#include <memory>
#include <optional>

class QSplitter;
class QStackedWidget;

namespace rehome::ui {

class FleetPalette;
class HeaderBar;
class InspectorHost;
class MessageBar;
class NavRail;
class Page;
class SavedFilters;
class StatusLine;
struct RailItem;

/// The window: menu bar, header, rail, pages, inspector, tray and status line. It knows pages and a connection's
/// profile, not the session: the composition root (or SessionBinder) tells it what to show. Remembers its state in
/// Settings.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Theme &theme, Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Takes ownership. Pages appear in the rail in the order of Page::numberOf, whatever the order of addition.
    void addPage(Page *page);
    /// Removes and deletes all pages but Start: the connection was closed.
    void removePages();
    [[nodiscard]] Page *page(const QString &id) const;
    [[nodiscard]] Page *currentPage() const;
    /// False when there is no such page. `target` goes to Page::showTarget.
    bool goTo(const QString &id, const QString &target = {});

    /// The tray of pending changes: takes ownership; shown below the page while there are edits.
    void setTray(QWidget *tray);
    void setTrayShown(bool shown);
    [[nodiscard]] bool isTrayShown() const;
    /// Unsent edits: button in the header; the tray opens with the first one and goes with the last.
    /// `undoesEdit`: Undo takes back an edit, also a discarding of all; else the last applied change.
    void setPendingCount(int count, bool undoesEdit = false);
    [[nodiscard]] int pendingCount() const { return m_pendingCount; }

    /// Nothing: no connection; the rail and the page buttons are then absent.
    void setConnection(const std::optional<session::ConnectionProfile> &profile);
    void setConnections(const QList<session::ConnectionProfile> &profiles);
    void setSafety(session::SafetyLevel level);

    [[nodiscard]] HeaderBar *header() const { return m_header; }
    [[nodiscard]] NavRail *rail() const { return m_rail; }
    [[nodiscard]] StatusLine *statusLine() const { return m_status; }
    [[nodiscard]] InspectorHost *inspector() const { return m_inspector; }
    /// What concerns the whole connection: lost, refused, untrusted. Below the header.
    [[nodiscard]] MessageBar *messageBar() const { return m_messages; }

    void addPaletteProvider(PaletteProvider *provider);
    /// Where the palette finds hubs, enrollments and devices; an empty function ends that. Called on the GUI thread.
    void setFleet(std::function<fleet::SnapshotPtr()> snapshot);
    /// A row at the foot of the rail (with icon) and in the Tools menu, for example "Demo tours". Not owned.
    void addFootAction(QAction *action);
    /// Languages of the View menu: code and own name. The choice is stored and told by languageChosen().
    void setLanguages(const QList<std::pair<QString, QString>> &languages, const QString &current);
    [[nodiscard]] QList<QAction *> allActions() const;

    void restoreWindow(); ///< geometry, docks, rail; call before show()
    void saveWindow();
    /// Focus to the next (or previous) pane: palette, rail, page, inspector, tray.
    void focusPane(int step);

Q_SIGNALS:
    void connectionChosen(const QString &profileId);
    void newConnectionRequested();
    void disconnectRequested();
    void safetyRequested(rehome::session::SafetyLevel level);
    void undoRequested();
    void redoRequested();
    void appliedRequested(); ///< the list of applied changes
    void languageChosen(const QString &code);
    void currentPageChanged(const QString &id);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    class Commands;

    void buildLayout();
    void buildMenus();
    void buildViewMenu();
    void buildGoMenu();
    void rebuildGo();
    void rebuildRail();
    void applyWidth();
    void onPageChanged(Page *page);
    void railActivated(const RailItem &item);
    void saveFilter(const Page *page, const QString &text);
    void showShortcuts();
    void showAbout();
    void updateTitle();
    void step(int direction);
    void syncPause();
    void applyDensity(int density);

    Theme &m_theme;
    Settings &m_settings;
    std::optional<session::ConnectionProfile> m_profile;
    QList<Page *> m_pages; ///< in rail order
    Page *m_current = nullptr;
    QStringList m_history;
    int m_historyAt = -1;
    bool m_travelling = false;
    bool m_railCollapsed = false; ///< by the person; a narrow window collapses it besides
    bool m_discardConfirmed = false;
    int m_pendingCount = 0;

    HeaderBar *m_header = nullptr;
    MessageBar *m_messages = nullptr;
    NavRail *m_rail = nullptr;
    SavedFilters *m_filters = nullptr;
    QMainWindow *m_area = nullptr;
    QSplitter *m_split = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_tray = nullptr;
    InspectorHost *m_inspector = nullptr;
    StatusLine *m_status = nullptr;
    std::unique_ptr<Commands> m_commands;
    std::unique_ptr<FleetPalette> m_fleetPalette;
    std::function<fleet::SnapshotPtr()> m_snapshot;

    QMenu *m_goMenu = nullptr;
    QMenu *m_pageMenu = nullptr;
    QMenu *m_toolsMenu = nullptr;
    QMenu *m_languageMenu = nullptr;
    QAction *m_railAction = nullptr;
    QAction *m_inspectorAction = nullptr;
    QAction *m_trayAction = nullptr;
    QAction *m_refreshAction = nullptr;
    QAction *m_pauseAction = nullptr;
    QAction *m_disconnectAction = nullptr;
    QAction *m_undoAction = nullptr;
    QAction *m_appliedAction = nullptr;
    QAction *m_redoAction = nullptr;
    QAction *m_reviewAction = nullptr;
    QAction *m_editsAction = nullptr;
    QAction *m_backAction = nullptr;
    QAction *m_forwardAction = nullptr;
    QAction *m_settingsAction = nullptr;
    QList<QAction *> m_pageActions;
    QList<QAction *> m_footActions;
};

} // namespace rehome::ui
