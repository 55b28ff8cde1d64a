// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Applier.h"
#include "app/session/Core.h"
#include "app/session/DeclaredClients.h"
#include "app/session/Details.h"
#include "app/session/HubSweeper.h"
#include "app/session/Loader.h"
#include "app/session/Publisher.h"
#include "app/session/SeriesCounter.h"
#include "app/session/Session.h"
#include "app/session/Trigger.h"
#include "app/session/UndoDesk.h"
#include "app/session/Watcher.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace rehome::session {

/// The session's thread: connects, loads, watches, publishes, and brings the parts together. Everything but the
/// constructor runs on its thread.
class Worker : public QObject
{
    Q_OBJECT
public:
    Worker(ConnectionProfile profile, ConnectionSecret secret, SessionPaths paths, std::shared_ptr<BodyCache> cache,
           std::shared_ptr<Acknowledged> acknowledged);
    ~Worker() override;

    void open();
    /// Ends what is under way, writes the journal, then quits the thread.
    void shutDown();

    void refresh();
    void cancelLoading();
    void setLoadingPaused(bool paused);
    void setPaused(bool paused);
    void setHubs(QList<HubEntry> hubs, QList<QString> connectionStrings);
    void setSafety(SafetyLevel level);
    void addReports(const std::vector<fleet::DeviceReport> &reports);
    void declareClient(const std::vector<fleet::RowId> &rows, const domain::DeclaredClient &client);
    Watcher *watcher() { return m_watcher.get(); }
    Applier *applier() { return m_applier.get(); }
    Details *details() { return m_details.get(); }
    Trigger *trigger() { return m_trigger.get(); }
    UndoDesk &undoDesk() { return m_undoDesk; }
    void setVault(const KeyVault &vault) { m_core.vault = vault; }

Q_SIGNALS:
    void stateChanged(rehome::session::SessionState state);
    void published(rehome::fleet::Publication publication);
    void answered(qint64 newestDataMs, qint64 clockOffsetMs);
    void progressChanged(rehome::session::LoadProgress progress);
    void budgetChanged(rehome::session::BudgetStatus budget);
    void seriesChanged(rehome::fleet::TimeSeriesPtr series);
    void problem(rehome::Error error);
    void problemSolved();
    void applied(rehome::session::ApplyResult result);
    void applyProgressChanged(rehome::session::ApplyProgress progress);
    void triggered(rehome::session::TriggerResult result);
    void triggerProgressChanged(rehome::session::TriggerProgress progress);

private:
    void connectNow();
    void setState(SessionState state);
    void startWatching();
    void lost(const Error &error);
    void retry();
    void answer();
    void publish();
    /// Watching is told after the last loaded row was published, so that who waits for it finds everything.
    void endLoading();
    void tick();
    void slowTick();
    void scheduleRefresh();
    void finishIfIdle();
    void recordGap(qint64 fromServerMs);
    /// Devices that were left disabled are enabled, or told of where nothing may be sent.
    void enableLeftDevices();

    ConnectionSecret m_secret;
    SessionPaths m_paths;
    std::shared_ptr<Acknowledged> m_acknowledged;
    SafetyLevel m_safety = SafetyLevel::ReadOnly;
    Core m_core;
    UndoDesk m_undoDesk{m_core};
    DeclaredClients m_declared;
    SeriesCounter m_series;
    std::unique_ptr<Publisher> m_publisher;
    std::unique_ptr<HubSweeper> m_hubs;
    std::unique_ptr<Loader> m_loader;
    std::unique_ptr<Watcher> m_watcher;
    std::unique_ptr<Applier> m_applier;
    std::unique_ptr<Details> m_details;
    std::unique_ptr<Trigger> m_trigger;
    std::unique_ptr<QTimer> m_tick, m_slowTick, m_retry, m_refresh;
    SessionState m_state = SessionState::Closed;
    BudgetStatus m_budget;
    bool m_paused = false, m_problemTold = false, m_finished = false, m_loadedUnpublished = false;
    int m_failures = 0;
    qint64 m_notWatchingSince = 0; ///< server time; 0 while watching
};

} // namespace rehome::session
