// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/BodyCache.h"
#include "app/session/Session.h"
#include "app/session/SessionErrors.h"
#include "app/session/Worker.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QPromise>
#include <QtCore/QSet>
#include <QtCore/QThread>
#include <QtCore/QTimer>

namespace rehome::session {

/// A promise that is kept in any case: when nobody answers, because the session closed, the answer is an Error of kind
/// Cancelled.
template <class T>
class Reply
{
public:
    Reply() { m_promise.start(); }
    ~Reply()
    {
        if (!m_given)
            give(Failure(
                makeError(ErrorKind::Cancelled, QObject::tr("The connection was closed before the answer came."))));
    }
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;
    void give(Result<T> result)
    {
        m_given = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }
    QFuture<Result<T>> future() { return m_promise.future(); }

private:
    QPromise<Result<T>> m_promise;
    bool m_given = false;
};

template <class T>
QCoro::Task<void> passOn(QCoro::Task<Result<T>> task, std::shared_ptr<Reply<T>> reply)
{
    Result<T> result = co_await task;
    reply->give(std::move(result));
}

/// The GUI side of a session: what was told last, the tray, and the way to the worker.
class Session::Private
{
public:
    Private(Session *session, ConnectionProfile connectionProfile, ConnectionSecret connectionSecret,
            SessionPaths sessionPaths);

    void start();
    void connectWorker();
    void whenThreadEnded();
    void setState(SessionState newState);
    /// Runs on the session's thread, in order; nothing happens when it is not open.
    void post(std::function<void(Worker &)> work);
    template <class T>
    QFuture<Result<T>> ask(std::function<QCoro::Task<Result<T>>(Worker &)> call)
    {
        auto reply = std::make_shared<Reply<T>>();
        auto future = reply->future();
        post([reply = std::move(reply), call = std::move(call)](Worker &worker) { passOn<T>(call(worker), reply); });
        return future;
    }
    // SessionStaging.cpp
    void stage(const QString &label, const QList<fleet::EnrollmentEdit> &edits);
    /// The draft of this ID that is in the tray, else a new one.
    fleet::RowId draftRow(domain::EnrollmentKind kind, const QString &id);
    /// What waits for the row, without its fields; for one that nothing waits for an edit of its newest version.
    fleet::EnrollmentEdit editOf(fleet::RowId row) const;
    bool isLive(fleet::RowId row) const;
    /// Live, or a draft that is in the tray, and not waiting for its deletion.
    bool isEditable(fleet::RowId row) const;
    /// As received; of a draft as it stands.
    Result<QJsonObject> cachedBody(fleet::RowId row) const;
    /// With what is pending for it.
    domain::AttestationType attestationOf(fleet::RowId row) const;
    /// What this change does on top of what waits; nothing when it does nothing, or when the row's body is needed and
    /// is not there. `body`: that of the row, read when it is first needed.
    std::optional<fleet::PendingField> fieldChange(const FieldChange &change,
                                                   std::optional<Result<QJsonObject>> &body) const;
    /// The edit that leaves exactly the differences between what is known and `body` pending.
    Result<fleet::EnrollmentEdit> bodyEdit(fleet::RowId row, const QJsonObject &body) const;
    /// Nothing for an ID that is not valid. A draft of the same ID is replaced by it.
    std::optional<fleet::EnrollmentEdit> creation(domain::EnrollmentKind kind, const QJsonObject &body);
    // SessionUndo.cpp
    UndoReport stageUndo(const QList<UndoCandidate> &candidates, UndoMode mode);
    /// What is not taken back is in `report`; what has to be merged also in `conflicts`.
    std::optional<fleet::EnrollmentEdit> undoEdit(const UndoCandidate &candidate, UndoMode mode, UndoReport &report,
                                                  QList<ApplyResult> &conflicts);
    qint64 undoneBy(const fleet::EnrollmentEdit &edit) const;
    bool isSymmetric(const fleet::EnrollmentEdit &edit) const;
    // SessionEdits.cpp
    void takeApplied(const ApplyResult &result);
    void tellPendingNow();
    QList<fleet::EnrollmentEdit> toApply(int firstN) const;

    Session *q;
    ConnectionProfile profile;
    ConnectionSecret secret;
    SessionPaths paths;
    std::shared_ptr<BodyCache> cache;
    std::shared_ptr<Acknowledged> acknowledged;
    std::unique_ptr<QThread> thread;
    Worker *worker = nullptr; ///< lives on the thread and ends with it
    bool closing = false;

    SessionState state = SessionState::Closed;
    fleet::SnapshotPtr snapshot = fleet::emptySnapshot();
    LoadProgress progress;
    BudgetStatus budget;
    qint64 newestDataMs = 0, clockOffsetMs = 0;
    fleet::TimeSeriesPtr series = std::make_shared<const fleet::TimeSeries>();
    bool paused = false;

    fleet::PendingEdits pending;
    fleet::RowId nextDraft = fleet::FirstDraft;
    QHash<QString, fleet::RowId> drafts; ///< newest draft of each kind and folded ID
    struct Base
    {
        quint64 place = 0;
        quint32 length = 0;
    };
    QHash<fleet::RowId, Base> bases;                 ///< body that a pending edit was made on
    QHash<fleet::RowId, fleet::EnrollmentEdit> sent; ///< by the running apply, as they were then
    QSet<fleet::RowId> maybeSent;                    ///< an attempt may have been applied: looked up before the next
    struct Undoing
    {
        qint64 number = 0;
        QList<fleet::PendingField> fields;
    };
    QHash<fleet::RowId, Undoing> undoing; ///< edits that take a change back, as they were staged
    std::shared_ptr<SecretBackend> secrets;
    std::optional<KeyVault> vault;
    ApplyProgress applyProgress;
    TriggerProgress triggerProgress;
    QTimer tellPending; ///< results come by the hundred: the tray is told now and then
};

} // namespace rehome::session
