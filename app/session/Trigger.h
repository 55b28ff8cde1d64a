// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"
#include "app/session/DisabledLedger.h"
#include "app/session/HubSweeper.h"
#include "app/session/Pacer.h"
#include "app/session/TriggerOrder.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <deque>
#include <functional>

namespace rehome::session {

/// Asks devices to register again, evenly at the ordered rate, each at its hub (hub quotas apart from that of DPS).
/// Whether a device came back is told by its record, not here. Session thread.
class Trigger : public QObject
{
    Q_OBJECT
public:
    Trigger(Core &core, HubSweeper &hubs, const QString &ledgerPath);

    void start(TriggerOrder order); ///< nothing while one is running
    /// What is under way ends, a device that is disabled is enabled at once; the rest is not asked.
    void cancel();
    bool isRunning() const { return m_progress.running; }
    /// Devices that an earlier time left disabled.
    int leftDisabled() const { return static_cast<int>(m_ledger.entries().size()); }
    Result<void> loadLedger() { return m_ledger.load(); }
    /// Enables what an earlier time left disabled; their hubs' credentials are needed.
    void enableLeft();

    std::function<void(fleet::RowId)> onAsked; ///< its record is about to change

Q_SIGNALS:
    void triggered(rehome::session::TriggerResult result);
    void progressed(rehome::session::TriggerProgress progress);

private:
    static constexpr int maxUnderWay = 64;
    void pump();
    QCoro::Task<void> ask(fleet::RowId row);
    QCoro::Task<void> askByMethod(TriggerResult *result, QString hub);
    QCoro::Task<void> askByProperty(TriggerResult *result, QString hub);
    QCoro::Task<void> askByDisabling(TriggerResult *result, QString hub);
    /// Nothing when it is enabled.
    QCoro::Task<std::optional<Error>> enable(DisabledLedger::Entry entry);
    QCoro::Task<void> enableOne(DisabledLedger::Entry entry);
    void end(const TriggerResult &result);
    static void fail(TriggerResult *result, const Error &error);

    Core &m_core;
    HubSweeper &m_hubs;
    DisabledLedger m_ledger;
    TriggerOrder m_order;
    QString m_stamp; ///< value of the desired property: the time of the order
    std::deque<fleet::RowId> m_waiting;
    TriggerProgress m_progress;
    int m_underWay = 0;
    Pacer m_pacer;
    QTimer m_timer;
};

} // namespace rehome::session
