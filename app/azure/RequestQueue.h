// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/CallOptions.h"
#include "app/azure/OperationBudget.h"
#include "models/domain/Error.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <array>
#include <list>
#include <memory>

namespace rehome::azure {

/// Decides when a request to one host may start: by priority, at most `maxInFlight` at a time, within a budget.
/// Requests do not pile up inside Qt Network, where waiting would eat their time-out (qt-practice, section 4). Session
/// thread.
class RequestQueue : public QObject, public std::enable_shared_from_this<RequestQueue>
{
    Q_OBJECT
public:
    RequestQueue(int maxInFlight, int maxBackgroundInFlight);
    ~RequestQueue() override; ///< waiting requests end as Cancelled

    /// Held while the exchange runs; gives its place back when destroyed.
    class Ticket
    {
    public:
        Ticket() = default;
        Ticket(std::shared_ptr<RequestQueue> queue, Priority priority);
        Ticket(Ticket &&other) noexcept;
        Ticket &operator=(Ticket &&other) noexcept;
        ~Ticket();
        void release();

    private:
        std::shared_ptr<RequestQueue> m_queue;
        Priority m_priority = Priority::Person;
    };

    /// Ends when the request may start (its call is then counted in `budget`, which may be null) or with an Error of
    /// kind Cancelled: by the token, by a newer request of the same tag, or by close().
    QCoro::Task<Result<Ticket>> enter(Priority priority, QString tag, CancelToken cancel,
                                      std::shared_ptr<OperationBudget> budget);

    void close(); ///< cancels what waits; nothing enters any more
    int waiting() const;
    int waiting(Priority priority) const;
    int inFlight() const { return m_inFlight; }
    int maxSeenInFlight() const { return m_maxSeenInFlight; }
    /// Looks again now, as after a changed quota.
    void pump();

Q_SIGNALS:
    void changed(); ///< waiting() or inFlight() differs

private:
    struct Waiting;
    void leave(Priority priority);

    int m_maxInFlight, m_maxBackgroundInFlight;
    int m_inFlight = 0, m_backgroundInFlight = 0, m_maxSeenInFlight = 0;
    bool m_closed = false, m_pumping = false;
    std::array<std::list<std::shared_ptr<Waiting>>, priorityCount> m_waiting;
    QTimer m_timer;
};

} // namespace rehome::azure
