// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ApplyPlan.h"
#include "app/session/ChunkSender.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <deque>

namespace rehome::session {

/// Sends edits in chunks, some at a time. When the connection is lost, what was not sent waits and goes on by itself
/// once it is back; what may have been sent is looked up first then. Session thread.
class Applier : public QObject
{
    Q_OBJECT
public:
    static constexpr int lanes = 3; ///< chunks under way at a time
    /// An edit that met a lost connection or a used-up quota so often fails.
    static constexpr int mostReturns = 5;

    explicit Applier(Core &core);

    void start(QList<ApplyItem> items);
    /// What waits is not sent; what is under way is read back.
    void cancel();
    void connectionBack();
    bool isRunning() const { return m_progress.running; }
    void setSafety(SafetyLevel level) { m_safety = level; }
    SafetyLevel safety() const { return m_safety; }

    // Single writes, with the same care.
    QCoro::Task<Result<void>> create(domain::EnrollmentKind kind, QJsonObject body);
    QCoro::Task<Result<void>> remove(fleet::RowId row);
    QCoro::Task<Result<void>> removeRegistration(QString registrationId);

Q_SIGNALS:
    void applied(rehome::session::ApplyResult result);
    void progressed(rehome::session::ApplyProgress progress);
    void enrollmentWritten(rehome::fleet::RowId row);

private:
    using Items = std::vector<ApplyItem>;
    void startLanes();
    QCoro::Task<void> lane();
    QCoro::Task<void> send(Items items);
    QCoro::Task<Result<void>> writeAlone(ApplyItem item);
    Result<void> allowed() const;
    /// False when it is the end of the item: it goes back to the waiting ones, or fails.
    bool goesBack(ApplyItem &item, const ApplyResult &result) const;
    void cancelWaiting();
    void finish(const ApplyResult &result);
    void noteWritten(const ApplyResult &result);

    Core &m_core;
    ChunkSender m_sender;
    SafetyLevel m_safety = SafetyLevel::ReadOnly;
    std::deque<Items> m_waiting;
    std::deque<Items> m_later; ///< when all others are done
    azure::CancelToken m_cancel;
    ApplyProgress m_progress;
    int m_lanes = 0;
};

} // namespace rehome::session
