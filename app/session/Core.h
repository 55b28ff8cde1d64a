// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/azure/OperationBudget.h"
#include "app/session/ConnectionProfile.h"
#include "app/session/FleetFacts.h"
#include "app/session/JournalWriter.h"
#include "app/session/KeyVault.h"

#include <QtCore/QFuture>
#include <QtNetwork/QNetworkAccessManager>
#include <functional>
#include <memory>

namespace rehome::session {

/// What the parts of one open connection share. Session thread. Coroutines of the parts hold a Busy: the worker lets go
/// of the parts only when none is under way, so a part may use `this` after every co_await.
class Core
{
public:
    Core(ConnectionProfile profile, std::shared_ptr<BodyCache> cache);
    ~Core();

    ConnectionProfile profile;
    FleetFacts facts;
    std::unique_ptr<JournalWriter> journal;
    std::optional<KeyVault> vault;                  ///< none: keys are not kept for undo
    std::unique_ptr<QNetworkAccessManager> network; ///< declared before its clients, so it goes after them
    std::shared_ptr<azure::OperationBudget> budget;
    std::unique_ptr<azure::DpsServiceClient> client; ///< null until the connection string was understood
    bool closing = false;

    std::function<void(const Error &)> onFailure; ///< the connection as a whole does not work
    std::function<void(const Error &)> onTrouble; ///< one thing does not work, the connection goes on
    std::function<void()> onTroubleOver;
    std::function<void()> onAnswer; ///< any good answer
    std::function<void()> onDirty;  ///< the builder has something to publish
    std::function<void()> onIdle;   ///< the last Busy is gone

    fleet::SnapshotBuilder &builder() { return facts.builder; }
    qint64 serverNowMs() const;
    /// Notes a good answer; its time by the server's clock, also where it had no Date header.
    qint64 answered(qint64 serverDateMs);
    qint64 newestAnswerMs() const { return m_newestAnswerMs; }
    /// Journals one step of an own edit; ends after the commit.
    QFuture<Result<void>> journalEdit(EditRecord record);
    QFuture<Result<QList<JournalChange>>> readChanges(ChangeQuery query);
    QFuture<Result<fleet::PastPage>> readPast(fleet::PastQuery query);

    class Busy
    {
    public:
        explicit Busy(Core &core)
            : m_core(core)
        {
            ++core.m_active;
        }
        ~Busy()
        {
            if (--m_core.m_active == 0 && m_core.onIdle)
                m_core.onIdle();
        }
        Busy(const Busy &) = delete;
        Busy &operator=(const Busy &) = delete;

    private:
        Core &m_core;
    };
    bool isIdle() const { return m_active == 0; }

private:
    int m_active = 0;
    qint64 m_newestAnswerMs = 0;
};

} // namespace rehome::session
