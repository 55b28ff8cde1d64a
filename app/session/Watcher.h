// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"
#include "app/session/GroupWatch.h"
#include "app/session/Pacer.h"
#include "app/session/Session.h"

#include <QCoro/QCoroTask>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <deque>
#include <memory>
#include <vector>

namespace rehome::session {

/// Decides what to ask next, one call at a time, evenly within the background share: what the person just changed, rows
/// on screen, groups with devices in flight, then a slow sweep of the groups. Individuals are never swept through the
/// provisioning service; single GETs go out only for rows on screen and after changes. Never uses the device API.
/// Session thread.
class Watcher : public QObject
{
    Q_OBJECT
public:
    explicit Watcher(Core &core);

    void setRunning(bool running);
    void setAttention(Attention attention);
    /// The person changed this enrollment: it, or the records of its devices, come first for a while.
    void enrollmentChanged(fleet::RowId row);
    /// Something says that this device's record is out of date (a hub that holds it, an absent record).
    void checkDevice(fleet::RowId device);
    /// This device was asked to register again: its group's records come first for a while, its own is asked for when
    /// it has had time, and once more.
    void deviceAsked(fleet::RowId device);
    /// Enrollment rows that came since the last call are looked through for groups.
    void adoptNewRows();
    /// Seconds that one pass over all groups takes at this share; -1 while a group was never read.
    double fullPassSeconds(int backgroundShare) const;
    /// Server time up to which every group was read; 0 before the first full pass.
    qint64 completeUntilMs() const;
    bool allGroupsRead() const { return completeUntilMs() > 0; }

Q_SIGNALS:
    void passCompleted(); ///< of one group

private:
    struct Single
    {
        fleet::RowId row = fleet::NoRow;
        bool enrollment = false;
        azure::Priority priority = azure::Priority::Visible;
    };
    struct Hot
    {
        qint64 untilAt = 0, dueAt = 0;
    };
    static quint64 keyOf(const Single &single) { return (quint64(single.enrollment) << 32) | single.row; }

    void pump();
    bool launchOne(qint64 now);
    bool pickSingle(qint64 now, Single *single);
    bool pickVisible(qint64 now, Single *single);
    GroupWatch *pickGroup(qint64 now);
    QCoro::Task<void> askGroup(GroupWatch *group, azure::Priority priority);
    QCoro::Task<void> askDevice(Single single);
    QCoro::Task<void> askEnrollment(Single single);
    void completeGroup(GroupWatch &group, qint64 now);
    void troubleWith(quint64 key, const Error &error);
    void wellWith(quint64 key);
    bool groupIsFresh(fleet::RowId device, qint64 now) const;
    void ended();

    Core &m_core;
    QTimer m_timer;
    Pacer m_pacer;
    bool m_running = false;
    int m_inFlight = 0;
    bool m_groupsTurn = false; ///< rows on screen and groups alternate, so that neither starves the other
    Attention m_attention;
    size_t m_nextVisible = 0;
    std::vector<std::unique_ptr<GroupWatch>> m_groups;
    fleet::RowId m_adopted = 0;
    QHash<quint64, Hot> m_hot;        ///< single rows after a change of the person's
    std::deque<Single> m_checks;      ///< asked once
    QSet<quint64> m_checking;         ///< in m_checks or in flight
    QHash<quint64, qint64> m_askedAt; ///< steady ms of the last single question
    QSet<quint64> m_trouble;
    std::vector<quint32> m_seenInPass; ///< device row → number of the pass that showed it
    quint32 m_passNumber = 0;
};

} // namespace rehome::session
