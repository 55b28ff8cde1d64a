// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"
#include "app/session/Session.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <deque>

namespace rehome::session {

/// One enrollment to change, as the tray had it when Apply was pressed.
struct ApplyItem
{
    fleet::EnrollmentEdit edit;
    quint64 basePlace = 0; ///< body that the edit was made on, in the cache
    quint32 baseLength = 0;
};

/// The edits of an item as the wire knows them.
QList<wire::FieldEdit> fieldEdits(const QList<fleet::PendingField> &fields);

/// Sends edits: safety level, then journal, then the client's update (keys read first and sent back, real ETag, read
/// back and compared). An ETag that is not the one the edit was made on is a conflict before anything is sent. Session
/// thread.
class Applier : public QObject
{
    Q_OBJECT
public:
    static constexpr int lanes = 3; ///< edits under way at a time

    explicit Applier(Core &core);

    void start(QList<ApplyItem> items);
    void cancel();
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
    QCoro::Task<void> lane();
    QCoro::Task<ApplyResult> applyOne(ApplyItem item);
    ApplyResult conflict(ApplyItem item, QJsonObject theirs) const;
    QJsonObject baseOf(const ApplyItem &item, const QJsonObject &theirs) const;
    Result<void> allowed() const;
    void finish(const ApplyResult &result);
    /// The end of a single write: journalled, and an error unless it was applied.
    QCoro::Task<Result<void>> ended(EditRecord record, Result<azure::WriteOutcome> outcome);

    Core &m_core;
    SafetyLevel m_safety = SafetyLevel::ReadOnly;
    std::deque<ApplyItem> m_waiting;
    ApplyProgress m_progress;
    int m_lanes = 0;
};

} // namespace rehome::session
