// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"
#include "app/session/Session.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <functional>
#include <vector>

namespace rehome::session {

/// Passes over all enrollments: groups first, then individuals, page by page, the next page asked for before one is
/// decoded. Later passes merge by ETag; an entry that a complete pass did not show is gone only when its own GET
/// answers 404. Session thread.
class Loader : public QObject
{
    Q_OBJECT
public:
    /// `memory`: file that keeps how many enrollments there were, so that the next session knows what to expect; empty:
    /// none does.
    explicit Loader(Core &core, QString memory = {});

    /// Does nothing while a pass is running. `byPerson`: with the person's share of the budget.
    void start(bool byPerson);
    /// Ends the pass after the page under way, with finished(false).
    void cancel();
    /// Holds the pass after the page under way. Nothing when none runs.
    void setPaused(bool paused);
    bool isRunning() const { return m_running; }
    bool everComplete() const { return m_everComplete; }
    int pagesOfLastPass() const { return m_pages; }
    LoadProgress progress() const;

Q_SIGNALS:
    void progressed();
    void resumed();
    void finished(bool complete);

private:
    QCoro::Task<void> run(azure::Priority priority);
    QCoro::Task<Result<void>> pass(domain::EnrollmentKind kind, azure::Priority priority);
    QCoro::Task<void> whilePaused();
    bool isEnded() const;
    QCoro::Task<void> checkAbsent(azure::Priority priority);
    Result<void> take(domain::EnrollmentKind kind, const azure::Page &page, qint64 askedAt);
    void tellProgress(bool now);

    Core &m_core;
    std::vector<quint32> m_seenIn; ///< enrollment row → number of the pass that showed it last
    quint32 m_passNumber = 0;
    QString m_memory;
    bool m_running = false, m_everComplete = false, m_cancelled = false, m_paused = false, m_byPerson = false;
    int m_pages = 0, m_pagesSoFar = 0;
    qint64 m_loaded = 0, m_startedAt = 0, m_elapsed = 0, m_toldAt = 0, m_pausedAt = 0;
    qint64 m_expected = -1;
};

} // namespace rehome::session
