// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/RequestQueue.h"

#include "app/azure/ErrorFromReply.h"
#include "app/azure/Handover.h"

#include <algorithm>
#include <vector>

namespace rehome::azure {

struct RequestQueue::Waiting
{
    Priority priority;
    QString tag;
    std::shared_ptr<OperationBudget> budget;
    Handover<Result<Ticket>> granted;
};

RequestQueue::Ticket::Ticket(std::shared_ptr<RequestQueue> queue, Priority priority)
    : m_queue(std::move(queue))
    , m_priority(priority)
{
}

RequestQueue::Ticket::Ticket(Ticket &&other) noexcept
    : m_queue(std::move(other.m_queue))
    , m_priority(other.m_priority)
{
}

RequestQueue::Ticket &RequestQueue::Ticket::operator=(Ticket &&other) noexcept
{
    if (this != &other) {
        release();
        m_queue = std::move(other.m_queue);
        m_priority = other.m_priority;
    }
    return *this;
}

RequestQueue::Ticket::~Ticket()
{
    release();
}

void RequestQueue::Ticket::release()
{
    if (const auto queue = std::exchange(m_queue, nullptr))
        queue->leave(m_priority);
}

RequestQueue::RequestQueue(int maxInFlight, int maxBackgroundInFlight)
    : m_maxInFlight(qMax(1, maxInFlight))
    , m_maxBackgroundInFlight(qBound(1, maxBackgroundInFlight, m_maxInFlight))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RequestQueue::pump);
}

RequestQueue::~RequestQueue()
{
    close();
}

QCoro::Task<Result<RequestQueue::Ticket>> RequestQueue::enter(Priority priority, QString tag, CancelToken cancel,
                                                              std::shared_ptr<OperationBudget> budget)
{
    const std::weak_ptr<RequestQueue> self = weak_from_this();
    if (m_closed || cancel.isCancelled())
        co_return Result<Ticket>(Failure(cancelledError()));

    // Newest wins: what waits under the same tag asks for something that is no longer wanted.
    if (!tag.isEmpty()) {
        std::vector<std::shared_ptr<Waiting>> superseded;
        for (auto &list : m_waiting) {
            std::copy_if(list.begin(), list.end(), std::back_inserter(superseded),
                         [&tag](const auto &waiting) { return waiting->tag == tag; });
            list.remove_if([&tag](const auto &waiting) { return waiting->tag == tag; });
        }
        for (const auto &old : superseded)
            old->granted.set(Failure(cancelledError()));
    }

    const auto waiting = std::make_shared<Waiting>(Waiting{priority, tag, std::move(budget), {}});
    m_waiting[static_cast<size_t>(priority)].push_back(waiting);
    const int cancelId = cancel.whenCancelled([self, waiting] {
        if (const auto queue = self.lock()) {
            queue->m_waiting[static_cast<size_t>(waiting->priority)].remove(waiting);
            Q_EMIT queue->changed();
        }
        waiting->granted.set(Failure(cancelledError()));
    });
    pump();
    Handover<Result<Ticket>> granted = waiting->granted;
    Result<Ticket> result = co_await granted;
    cancel.forget(cancelId);
    co_return std::move(result);
}

void RequestQueue::pump()
{
    if (m_pumping)
        return;                                // the loop below looks again after each grant
    const auto self = weak_from_this().lock(); // a resumed coroutine may drop the last other owner
    m_pumping = true;
    bool granted = true;
    qint64 wait = -1;
    while (granted && !m_closed) {
        granted = false;
        wait = -1;
        for (int p = 0; p < priorityCount && !granted; ++p) {
            const auto priority = static_cast<Priority>(p);
            const bool background = priority != Priority::Person;
            if (m_inFlight >= m_maxInFlight || (background && m_backgroundInFlight >= m_maxBackgroundInFlight))
                break;
            std::vector<const OperationBudget *> exhausted;
            auto &list = m_waiting[static_cast<size_t>(p)];
            for (auto it = list.begin(); it != list.end(); ++it) {
                const auto waiting = *it;
                OperationBudget *budget = waiting->budget.get();
                if (budget && std::find(exhausted.begin(), exhausted.end(), budget) != exhausted.end())
                    continue;
                const qint64 needed = budget ? budget->waitMs(priority) : 0;
                if (needed > 0) {
                    exhausted.push_back(budget);
                    wait = wait < 0 ? needed : qMin(wait, needed);
                    continue;
                }
                list.erase(it);
                if (budget)
                    budget->take(priority);
                ++m_inFlight;
                m_maxSeenInFlight = qMax(m_maxSeenInFlight, m_inFlight);
                if (background)
                    ++m_backgroundInFlight;
                granted = true;
                waiting->granted.set(Ticket(self, priority));
                break;
            }
        }
    }
    m_pumping = false;
    if (wait >= 0 && !m_closed)
        m_timer.start(static_cast<int>(qMin<qint64>(wait, 60'000)));
    Q_EMIT changed();
}

void RequestQueue::leave(Priority priority)
{
    --m_inFlight;
    if (priority != Priority::Person)
        --m_backgroundInFlight;
    pump();
}

void RequestQueue::close()
{
    m_closed = true;
    m_timer.stop();
    for (auto &list : m_waiting) {
        const auto waiting = std::exchange(list, {});
        for (const auto &each : waiting)
            each->granted.set(Failure(cancelledError()));
    }
}

int RequestQueue::waiting() const
{
    int count = 0;
    for (const auto &list : m_waiting)
        count += static_cast<int>(list.size());
    return count;
}

int RequestQueue::waiting(Priority priority) const
{
    return static_cast<int>(m_waiting[static_cast<size_t>(priority)].size());
}

} // namespace rehome::azure
