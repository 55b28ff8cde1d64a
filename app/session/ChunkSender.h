// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"
#include "app/session/Session.h"

#include <QCoro/QCoroTask>
#include <vector>

namespace rehome::session {

/// One enrollment to create, change or delete, as the tray had it when Apply was pressed.
struct ApplyItem
{
    fleet::EnrollmentEdit edit;
    quint64 basePlace = 0; ///< body that the edit was made on, in the cache; a draft has none
    quint32 baseLength = 0;
    bool maybeSent = false; ///< an earlier attempt may have been applied: it is looked up before it is sent
    QString batch;          ///< the apply that it is part of; empty where nothing is kept for undo
    qint64 undoes = 0;      ///< the journal's number of the change that it takes back; 0 = none
    int returns = 0;        ///< times it went back to the waiting ones
};

/// Sends up to ten edits of one kind together: what the table knows is compared first, keys are read where the service
/// hides them, everything is journalled before it goes out, then sent with its real ETag, read back and compared, and
/// the table and the journal told how it ended. Session thread; the caller holds a Core::Busy.
class ChunkSender
{
public:
    explicit ChunkSender(Core &core)
        : m_core(core)
    {
    }

    /// The results in the order of `items`. All of them have the same action and kind.
    QCoro::Task<std::vector<ApplyResult>> send(std::vector<ApplyItem> items, azure::CancelToken cancel);

private:
    /// One item on its way.
    struct Work
    {
        ApplyItem item;
        ApplyResult result;
        bool done = false; ///< `result` is final
        QJsonObject base;  ///< the version that is changed or deleted, with its ETag
        azure::EnrollmentWrite write;
        EditRecord record;
    };
    void check(Work &work) const;
    bool needsKeys(const Work &work) const;
    Result<KeptChange> kept(const Work &work) const;
    QCoro::Task<void> readKeys(Work *work, azure::CallOptions options);
    QCoro::Task<void> journalIntents(std::vector<Work> *works);
    QCoro::Task<std::vector<Result<azure::WriteOutcome>>> sendAll(std::vector<Work> *works, azure::CallOptions options);
    void take(Work &work, const Result<azure::WriteOutcome> &outcome, qint64 askedAt);
    void takeGone(Work &work);
    void conflict(Work &work, const QJsonObject &theirs) const;
    QJsonObject baseOf(const ApplyItem &item) const;
    static void fail(Work &work, const Error &error);

    Core &m_core;
};

} // namespace rehome::session
