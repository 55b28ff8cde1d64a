// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Session.h"

#include "app/session/Explain.h"
#include "app/session/SessionPrivate.h"
#include "models/wire/Sas.h"

namespace rehome::session {

std::optional<double> LoadProgress::secondsLeft() const
{
    if (expected < loaded || perSecond <= 0)
        return std::nullopt;
    return static_cast<double>(expected - loaded) / perSecond;
}

Session::Private::Private(Session *session, ConnectionProfile connectionProfile, ConnectionSecret connectionSecret,
                          SessionPaths sessionPaths)
    : q(session)
    , profile(std::move(connectionProfile))
    , secret(std::move(connectionSecret))
    , paths(std::move(sessionPaths))
{
    tellPending.setSingleShot(true);
    QObject::connect(&tellPending, &QTimer::timeout, q, [this] { tellPendingNow(); });
}

void Session::Private::start()
{
    closing = false;
    cache = std::make_shared<BodyCache>(paths.folder);
    acknowledged = std::make_shared<Acknowledged>(0);
    thread = std::make_unique<QThread>();
    thread->setObjectName(QStringLiteral("session"));
    worker = new Worker(profile, secret, paths, cache, acknowledged);
    worker->moveToThread(thread.get());
    connectWorker();
    QObject::connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
    QObject::connect(thread.get(), &QThread::finished, q, [this] { whenThreadEnded(); });
    thread->start();
    if (vault)
        post([kept = *vault](Worker &w) { w.setVault(kept); });
    post([](Worker &w) { w.open(); });
}

void Session::Private::connectWorker()
{
    QObject::connect(worker, &Worker::stateChanged, q, [this](SessionState newState) {
        if (!closing)
            setState(newState);
    });
    QObject::connect(worker, &Worker::published, q, [this](const fleet::Publication &publication) {
        snapshot = publication.snapshot;
        Q_EMIT q->published(publication);
        acknowledged->fetch_add(1, std::memory_order_relaxed);
    });
    QObject::connect(worker, &Worker::answered, q, [this](qint64 newest, qint64 offset) {
        newestDataMs = newest;
        clockOffsetMs = offset;
    });
    QObject::connect(worker, &Worker::progressChanged, q, [this](const LoadProgress &told) {
        progress = told;
        Q_EMIT q->progressChanged(told);
    });
    QObject::connect(worker, &Worker::budgetChanged, q, [this](const BudgetStatus &told) {
        budget = told;
        Q_EMIT q->budgetChanged(told);
    });
    QObject::connect(worker, &Worker::seriesChanged, q, [this](const fleet::TimeSeriesPtr &told) {
        series = told;
        Q_EMIT q->seriesChanged();
    });
    QObject::connect(worker, &Worker::problem, q, &Session::problem);
    QObject::connect(worker, &Worker::problemSolved, q, &Session::problemSolved);
    QObject::connect(worker, &Worker::applied, q, [this](const ApplyResult &result) { takeApplied(result); });
    QObject::connect(worker, &Worker::applyProgressChanged, q, [this](const ApplyProgress &told) {
        applyProgress = told;
        if (!told.running || told.connectionLost)
            tellPendingNow();
        Q_EMIT q->applyProgressChanged(told);
    });
    QObject::connect(worker, &Worker::triggered, q, &Session::triggered);
    QObject::connect(worker, &Worker::triggerProgressChanged, q, [this](const TriggerProgress &told) {
        triggerProgress = told;
        Q_EMIT q->triggerProgressChanged(told);
    });
}

void Session::Private::setState(SessionState newState)
{
    if (state == newState)
        return;
    state = newState;
    Q_EMIT q->stateChanged(newState);
}

void Session::Private::post(std::function<void(Worker &)> work)
{
    if (!worker || closing)
        return;
    QMetaObject::invokeMethod(
        worker, [target = worker, work = std::move(work)] { work(*target); }, Qt::QueuedConnection);
}

void Session::Private::whenThreadEnded()
{
    worker = nullptr;
    if (applyProgress.running) {
        applyProgress.running = false;
        Q_EMIT q->applyProgressChanged(applyProgress);
    }
    if (triggerProgress.running) {
        triggerProgress.running = false;
        Q_EMIT q->triggerProgressChanged(triggerProgress);
    }
    setState(SessionState::Closed);
    Q_EMIT q->closed();
}

Session::Session(ConnectionProfile profile, ConnectionSecret secret, SessionPaths paths, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(secret), std::move(paths)))
{
}

Session::~Session()
{
    close();
    if (d->thread) {
        d->thread->wait();
        d->thread.reset();
    }
}

void Session::open()
{
    if (d->worker)
        return;
    if (d->thread)
        d->thread->wait(); // it ended already, or worker would be set
    d->snapshot = fleet::emptySnapshot();
    d->start();
}

void Session::close()
{
    if (!d->worker || d->closing)
        return;
    d->post([](Worker &worker) { worker.shutDown(); });
    d->closing = true;
}

const ConnectionProfile &Session::profile() const
{
    return d->profile;
}

SessionState Session::state() const
{
    return d->state;
}

fleet::SnapshotPtr Session::snapshot() const
{
    return d->snapshot;
}

LoadProgress Session::progress() const
{
    return d->progress;
}

BudgetStatus Session::budget() const
{
    return d->budget;
}

qint64 Session::newestDataMs() const
{
    return d->newestDataMs;
}

fleet::TimeSeriesPtr Session::series() const
{
    return d->series;
}

qint64 Session::clockOffsetMs() const
{
    return d->clockOffsetMs;
}

void Session::refresh()
{
    d->post([](Worker &worker) { worker.refresh(); });
}

void Session::cancelLoading()
{
    d->post([](Worker &worker) { worker.cancelLoading(); });
}

void Session::setLoadingPaused(bool paused)
{
    d->post([paused](Worker &worker) { worker.setLoadingPaused(paused); });
}

void Session::setPaused(bool paused)
{
    d->paused = paused;
    d->post([paused](Worker &worker) { worker.setPaused(paused); });
}

void Session::setAttention(Attention attention)
{
    d->post([attention = std::move(attention)](Worker &worker) {
        if (worker.watcher())
            worker.watcher()->setAttention(attention);
    });
}

void Session::allowEdits(SafetyLevel level)
{
    if (d->profile.safety == level)
        return;
    d->profile.safety = level;
    d->post([level](Worker &worker) { worker.setSafety(level); });
    Q_EMIT safetyChanged();
}

void Session::setHubs(QList<HubEntry> hubs, QList<QString> connectionStrings)
{
    d->profile.hubs = hubs;
    d->secret.hubConnectionStrings = connectionStrings;
    d->post([hubs, connectionStrings](Worker &worker) { worker.setHubs(hubs, connectionStrings); });
}

void Session::addDeviceReports(const std::vector<fleet::DeviceReport> &reports)
{
    d->post([reports](Worker &worker) { worker.addReports(reports); });
}

void Session::declareClient(const std::vector<fleet::RowId> &enrollmentRows, const domain::DeclaredClient &client)
{
    d->post([enrollmentRows, client](Worker &worker) { worker.declareClient(enrollmentRows, client); });
}

QFuture<Result<QJsonObject>> Session::enrollmentBody(fleet::RowId enrollmentRow, bool fresh)
{
    return d->ask<QJsonObject>([=](Worker &worker) { return worker.details()->enrollmentBody(enrollmentRow, fresh); });
}

QFuture<Result<QJsonObject>> Session::attestationWithKeys(fleet::RowId enrollmentRow)
{
    return d->ask<QJsonObject>([=](Worker &worker) { return worker.details()->attestationWithKeys(enrollmentRow); });
}

QFuture<Result<QJsonObject>> Session::registrationRecord(QString registrationId)
{
    return d->ask<QJsonObject>([=](Worker &worker) { return worker.details()->registrationRecord(registrationId); });
}

QFuture<Result<QJsonObject>> Session::hubTwin(QString hubHostName, QString deviceId)
{
    return d->ask<QJsonObject>([=](Worker &worker) { return worker.details()->hubTwin(hubHostName, deviceId); });
}

Session::Explanation Session::explain(fleet::RowId deviceRow, std::optional<domain::ReprovisionPolicy> asIf) const
{
    return explainDevice(*d->snapshot, d->cache.get(), deviceRow, asIf);
}

Session::Explanation Session::explainPending(fleet::RowId deviceRow) const
{
    return explainDevice(*d->snapshot, d->cache.get(), deviceRow, std::nullopt, &d->pending);
}

std::vector<Session::Explanation> Session::explainPending(const std::vector<fleet::RowId> &deviceRows) const
{
    Explainer explainer(*d->snapshot, d->cache.get(), &d->pending);
    std::vector<Explanation> explanations;
    explanations.reserve(deviceRows.size());
    for (const fleet::RowId device : deviceRows)
        explanations.push_back(explainer.explain(device));
    return explanations;
}

QFuture<Result<QJsonObject>> Session::derivedAttestation(fleet::RowId groupRow, QString registrationId)
{
    return attestationWithKeys(groupRow).then(this, [registrationId](Result<QJsonObject> group) -> Result<QJsonObject> {
        if (!group)
            return group;
        const QJsonObject keys = group->value(QStringLiteral("symmetricKey")).toObject();
        QJsonObject derived;
        for (const QString &name : {QStringLiteral("primaryKey"), QStringLiteral("secondaryKey")}) {
            const Result<QString> key = wire::derivedDeviceKey(keys.value(name).toString(), registrationId);
            if (!key)
                return Failure(key.error());
            derived.insert(name, *key);
        }
        return QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                           {QStringLiteral("symmetricKey"), derived}};
    });
}

} // namespace rehome::session
