// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Worker.h"

#include "app/azure/RequestQueue.h"
#include "app/session/SessionErrors.h"
#include "models/wire/Sas.h"

#include <QtCore/QThread>
#include <algorithm>

namespace rehome::session {

namespace {
constexpr int tickMs = 100;
constexpr int slowTickMs = 5000;
constexpr int firstRetryMs = 2000;
constexpr int longestRetryMs = 60'000;
constexpr int shortestRefreshMs = 10'000;
/// A later pass over all enrollments may take at most this part of the background share.
constexpr double refreshShare = 0.1;
} // namespace

Worker::Worker(ConnectionProfile profile, ConnectionSecret secret, SessionPaths paths, std::shared_ptr<BodyCache> cache,
               std::shared_ptr<Acknowledged> acknowledged)
    : m_secret(std::move(secret))
    , m_paths(std::move(paths))
    , m_acknowledged(std::move(acknowledged))
    , m_core(std::move(profile), std::move(cache))
    , m_declared(m_paths.folder + QStringLiteral("/declared.json"))
{
    m_safety = m_core.profile.safety;
}

Worker::~Worker() = default;

void Worker::open()
{
    m_core.builder().setJournaling(false); // until everything is loaded
    m_publisher = std::make_unique<Publisher>([this] { publish(); }, m_acknowledged);
    m_core.network = std::make_unique<QNetworkAccessManager>();
    m_core.onFailure = [this](const Error &error) { lost(error); };
    m_core.onTrouble = [this](const Error &error) {
        if (!std::exchange(m_problemTold, true))
            Q_EMIT problem(error);
    };
    m_core.onTroubleOver = [this] {
        if (m_state != SessionState::Lost && std::exchange(m_problemTold, false))
            Q_EMIT problemSolved();
    };
    m_core.onAnswer = [this] { answer(); };
    m_core.onDirty = [this] {
        if (m_core.builder().isDirty())
            m_publisher->markDirty();
    };
    m_core.onIdle = [this] {
        if (m_core.closing)
            QMetaObject::invokeMethod(this, [this] { finishIfIdle(); }, Qt::QueuedConnection);
    };
    m_core.journal =
        std::make_unique<JournalWriter>(m_paths.folder + QStringLiteral("/journal.sqlite"), m_core.profile.hostName,
                                        [this](Error error) { Q_EMIT problem(std::move(error)); });
    m_hubs = std::make_unique<HubSweeper>(m_core);
    m_loader = std::make_unique<Loader>(m_core, m_paths.folder + QStringLiteral("/enrollments.count"));
    m_watcher = std::make_unique<Watcher>(m_core);
    m_applier = std::make_unique<Applier>(m_core);
    m_details = std::make_unique<Details>(m_core, *m_hubs);
    m_trigger = std::make_unique<Trigger>(m_core, *m_hubs, m_paths.folder + QStringLiteral("/disabled-devices.json"));
    m_applier->setSafety(m_safety);
    m_hubs->onMismatch = [this](fleet::RowId row) { m_watcher->checkDevice(row); };
    connect(m_loader.get(), &Loader::progressed, this, [this] { Q_EMIT progressChanged(m_loader->progress()); });
    connect(m_loader.get(), &Loader::finished, this, [this](bool complete) {
        m_loadedUnpublished = complete && m_state == SessionState::Loading;
        if (m_loadedUnpublished)
            m_publisher->markDirty(); // also when there is nothing new: the last step of loading is a publication
        if (complete) {
            startWatching();
            enableLeftDevices();
        }
        // A first pass that the person ended does not begin again by itself.
        if (m_loader->progress().cancelled && !m_loader->everComplete()) {
            if (m_state == SessionState::Loading || m_state == SessionState::Connecting)
                setState(SessionState::Paused);
            return;
        }
        scheduleRefresh();
    });
    connect(m_watcher.get(), &Watcher::passCompleted, this,
            [this] { m_series.setCompleteUntil(m_watcher->completeUntilMs()); });
    connect(m_applier.get(), &Applier::applied, this, &Worker::applied);
    connect(m_applier.get(), &Applier::progressed, this, &Worker::applyProgressChanged);
    connect(m_applier.get(), &Applier::enrollmentWritten, this,
            [this](fleet::RowId row) { m_watcher->enrollmentChanged(row); });

    m_trigger->onAsked = [this](fleet::RowId row) { m_watcher->deviceAsked(row); };
    connect(m_trigger.get(), &Trigger::triggered, this, &Worker::triggered);
    connect(m_trigger.get(), &Trigger::progressed, this, &Worker::triggerProgressChanged);

    const auto newTimer = [this](int ms, bool single, void (Worker::*slot)()) {
        auto timer = std::make_unique<QTimer>();
        timer->setInterval(ms);
        timer->setSingleShot(single);
        connect(timer.get(), &QTimer::timeout, this, slot);
        return timer;
    };
    m_tick = newTimer(tickMs, false, &Worker::tick);
    m_slowTick = newTimer(slowTickMs, false, &Worker::slowTick);
    m_retry = newTimer(firstRetryMs, true, &Worker::retry);
    m_refresh = newTimer(shortestRefreshMs, true, &Worker::refresh);
    m_tick->start();
    m_slowTick->start();
    if (auto opened = m_core.facts.cache().open(); !opened)
        Q_EMIT problem(opened.error());
    if (auto loaded = m_declared.load(); !loaded)
        Q_EMIT problem(loaded.error());
    if (auto loaded = m_trigger->loadLedger(); !loaded)
        Q_EMIT problem(loaded.error());
    connectNow();
}

void Worker::connectNow()
{
    setState(SessionState::Connecting);
    const auto connection = wire::parseConnectionString(m_secret.serviceConnectionString);
    if (!connection)
        return lost(connection.error());
    auto endpoint = azure::Endpoint::make(*connection, m_core.profile.caCertificatePath);
    if (!endpoint)
        return lost(endpoint.error());
    m_core.budget = std::make_shared<azure::OperationBudget>(m_core.profile.operationsPerMinute);
    azure::ClientSettings settings;
    settings.maxAttempts = 3; // a lost connection is told after seconds; the session itself goes on trying
    m_core.client =
        std::make_unique<azure::DpsServiceClient>(*m_core.network, *endpoint, *connection, m_core.budget, settings);
    m_hubs->setHubs(m_core.profile.hubs, m_secret.hubConnectionStrings);
    m_loader->start(true);
}

void Worker::setState(SessionState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void Worker::startWatching()
{
    m_watcher->adoptNewRows();
    const bool run = !m_paused && m_loader->everComplete() && m_state != SessionState::Lost;
    if (run && m_notWatchingSince > 0)
        recordGap(std::exchange(m_notWatchingSince, 0));
    m_watcher->setRunning(run);
    m_hubs->setRunning(run);
}

void Worker::recordGap(qint64 fromServerMs)
{
    fleet::ObservedEvent event;
    event.kind = fleet::EventKind::GapBetweenPolls;
    event.timeMs = fromServerMs;
    event.observedMs = m_core.serverNowMs();
    m_core.builder().addEvent(event);
    m_series.startOver(event.observedMs);
    m_core.onDirty();
}

void Worker::answer()
{
    m_failures = 0;
    if (m_state == SessionState::Connecting)
        setState(SessionState::Loading);
    if (m_state != SessionState::Lost)
        return;
    m_retry->stop();
    setState(!m_loader->everComplete() ? SessionState::Loading
             : m_paused                ? SessionState::Paused
                                       : SessionState::Watching);
    if (std::exchange(m_problemTold, false))
        Q_EMIT problemSolved();
    if (m_loader->everComplete())
        startWatching();
    m_applier->connectionBack();
}

void Worker::lost(const Error &error)
{
    if (m_core.closing || error.kind == ErrorKind::Cancelled)
        return;
    const bool again = m_state == SessionState::Lost;
    if (!again && m_notWatchingSince == 0 && m_loader->everComplete())
        m_notWatchingSince = m_core.serverNowMs();
    setState(SessionState::Lost);
    m_watcher->setRunning(false);
    m_hubs->setRunning(false);
    if (!std::exchange(m_problemTold, true))
        Q_EMIT problem(error);
    if (m_retry->isActive() || m_loader->isRunning() || error.kind == ErrorKind::BadInput)
        return; // what was typed wrong does not mend itself
    qint64 wait = qMin<qint64>(qint64(firstRetryMs) << qMin(m_failures, 5), longestRetryMs);
    if (error.retryAfter)
        wait = qMax<qint64>(wait, std::chrono::milliseconds(*error.retryAfter).count());
    ++m_failures;
    m_retry->start(static_cast<int>(wait));
}

void Worker::retry()
{
    if (m_core.closing)
        return;
    if (!m_core.client)
        connectNow();
    else
        m_loader->start(true);
}

void Worker::refresh()
{
    if (!m_core.client || m_core.closing)
        return;
    if (m_loader->isRunning())
        return m_loader->setPaused(false);
    // By the timer it is background work; asked for by the person it may use the person's share.
    const bool byTimer = sender() == m_refresh.get();
    if (byTimer && m_paused)
        return scheduleRefresh();
    if (m_state == SessionState::Paused && !m_loader->everComplete())
        setState(SessionState::Loading);
    m_loader->start(!byTimer);
}

void Worker::cancelLoading()
{
    if (m_loader)
        m_loader->cancel();
}

void Worker::setLoadingPaused(bool paused)
{
    if (m_loader && !m_core.closing)
        m_loader->setPaused(paused);
}

void Worker::scheduleRefresh()
{
    if (m_core.closing || m_state == SessionState::Lost)
        return;
    const double share = qMax(1, m_core.budget ? m_core.budget->status().backgroundShare : 1);
    const double ms = m_loader->pagesOfLastPass() * 60'000.0 / (share * refreshShare);
    m_refresh->start(static_cast<int>(qBound<double>(shortestRefreshMs, ms, 86'400'000.0)));
}

void Worker::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (m_state == SessionState::Watching && paused)
        setState(SessionState::Paused);
    else if (m_state == SessionState::Paused && !paused && m_loader && m_loader->everComplete())
        setState(SessionState::Watching);
    if (paused && m_notWatchingSince == 0 && m_loader && m_loader->everComplete())
        m_notWatchingSince = m_core.serverNowMs();
    if (m_watcher)
        startWatching();
}

void Worker::setHubs(QList<HubEntry> hubs, QList<QString> connectionStrings)
{
    m_core.profile.hubs = hubs;
    m_secret.hubConnectionStrings = connectionStrings;
    if (m_hubs && !m_core.closing)
        m_hubs->setHubs(hubs, connectionStrings);
}

void Worker::setSafety(SafetyLevel level)
{
    m_safety = level;
    if (m_applier)
        m_applier->setSafety(level);
    if (m_loader && m_loader->everComplete())
        enableLeftDevices();
}

void Worker::enableLeftDevices()
{
    const int left = m_trigger->leftDisabled();
    if (left == 0 || m_core.closing || m_trigger->isRunning())
        return;
    if (m_safety != SafetyLevel::ReadOnly)
        return m_trigger->enableLeft();
    Q_EMIT problem(
        makeError(ErrorKind::Conflict,
                  tr("%Ln device(s) are still disabled in their hub since they were asked to register again. "
                     "Allow edits, and they are enabled.",
                     nullptr, left)));
}

void Worker::addReports(const std::vector<fleet::DeviceReport> &reports)
{
    m_series.addReports(reports);
}

void Worker::declareClient(const std::vector<fleet::RowId> &rows, const domain::DeclaredClient &client)
{
    if (const auto kept = m_declared.declare(m_core.builder(), rows, client); !kept)
        Q_EMIT problem(kept.error());
    if (m_core.onDirty)
        m_core.onDirty();
}

void Worker::publish()
{
    m_watcher->adoptNewRows();
    m_declared.adoptNewRows(m_core.builder());
    auto publication = m_core.builder().publish();
    m_declared.rememberRemoved(m_core.builder(), publication.batch->enrollments.removed);
    m_series.addEvents(publication.batch->events);
    m_core.journal->append(publication.snapshot, publication.batch);
    if (m_loadedUnpublished) {
        // What was there at the beginning is one keyframe, a tenth of what it would be as records; from here on changes
        // count.
        m_core.journal->keyframe(publication.snapshot);
        m_core.builder().setJournaling(true);
    }
    Q_EMIT published(publication);
    if (m_loadedUnpublished)
        endLoading();
}

void Worker::endLoading()
{
    m_loadedUnpublished = false;
    if (m_state == SessionState::Loading)
        setState(m_paused ? SessionState::Paused : SessionState::Watching);
}

void Worker::tick()
{
    if (m_core.budget) {
        const auto status = m_core.budget->status();
        m_series.addOwnCalls(status, m_core.serverNowMs());
        BudgetStatus budget;
        budget.usedThisMinute = status.used;
        budget.operationsPerMinute = status.perMinute;
        budget.backgroundShare = status.backgroundShare;
        budget.throttled = status.throttled;
        budget.queued = m_core.client->queue().waiting();
        budget.inFlight = m_core.client->queue().inFlight();
        budget.fullPassSeconds = m_watcher->fullPassSeconds(status.backgroundShare);
        if (budget != m_budget) {
            m_budget = budget;
            Q_EMIT budgetChanged(budget);
        }
        if (m_core.newestAnswerMs() > 0)
            Q_EMIT answered(m_core.newestAnswerMs(), m_core.client->clockSkewMs());
    }
    if (m_series.isDirty())
        Q_EMIT seriesChanged(m_series.publish());
}

void Worker::slowTick()
{
    if (!m_loader->isRunning())
        m_core.facts.compact();
    m_core.onDirty();
}

void Worker::shutDown()
{
    if (std::exchange(m_core.closing, true))
        return;
    for (auto *timer : {m_tick.get(), m_slowTick.get(), m_retry.get(), m_refresh.get()})
        timer->stop();
    m_watcher->setRunning(false);
    m_hubs->close();
    m_applier->cancel();
    m_trigger->cancel();
    m_loader->setPaused(false); // what waits ends as well
    if (m_core.client)
        m_core.client->close();
    finishIfIdle();
}

void Worker::finishIfIdle()
{
    if (!m_core.closing || !m_core.isIdle() || std::exchange(m_finished, true))
        return;
    if (m_core.builder().isDirty())
        publish(); // the journal gets what was learned last
    m_publisher.reset();
    m_core.journal.reset();
    m_details.reset();
    m_trigger.reset();
    m_applier.reset();
    m_watcher.reset();
    m_loader.reset();
    m_hubs.reset();
    m_core.client.reset();
    m_core.network.reset();
    m_secret = {};
    m_tick.reset();
    m_slowTick.reset();
    m_retry.reset();
    m_refresh.reset();
    QThread::currentThread()->quit();
}

} // namespace rehome::session
