// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/RequestQueue.h"
#include "app/azure/TaskFuture.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QTest>

using namespace rehome;
using namespace rehome::azure;

namespace {

/// Enters, writes its name down, and keeps its place until told.
struct Visitor
{
    QString name;
    std::optional<RequestQueue::Ticket> ticket;
    std::optional<Error> error;
};

QCoro::Task<void> visit(std::shared_ptr<RequestQueue> queue, std::shared_ptr<Visitor> visitor, QStringList *order,
                        Priority priority, QString tag, CancelToken cancel, std::shared_ptr<OperationBudget> budget)
{
    auto entering = queue->enter(priority, tag, cancel, budget);
    Result<RequestQueue::Ticket> ticket = co_await entering;
    if (ticket) {
        order->append(visitor->name);
        visitor->ticket.emplace(std::move(*ticket));
    } else {
        visitor->error = ticket.error();
    }
}

} // namespace

/// Who may start when: priority, places, budget, newest of a tag, cancel.
class QueueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        if (m_queue)
            m_queue->close(); // tickets of the test before must not let anybody in any more
        m_visitors.clear();
        m_order.clear();
        m_queue = std::make_shared<RequestQueue>(6, 4);
        m_now = 0;
    }
    void placesAreLimitedAndGivenBack();
    void backgroundLeavesPlacesForThePerson();
    void higherPriorityGoesFirstWhateverCameFirst();
    void theNewestOfATagWins();
    void cancelTakesItOutOfTheQueue();
    void closeEndsAllThatWait();
    void whatTheBudgetHoldsDoesNotBlockOthers();
    void waitingOnesAreToldWhenTheBudgetLetsThem();
    void ticketsOutliveTheOwner();

private:
    std::shared_ptr<Visitor> come(const QString &name, Priority priority, const QString &tag = {},
                                  CancelToken cancel = {}, std::shared_ptr<OperationBudget> budget = {})
    {
        m_visitors.push_back(std::make_shared<Visitor>(Visitor{name, {}, {}}));
        visit(m_queue, m_visitors.back(), &m_order, priority, tag, cancel, budget);
        return m_visitors.back();
    }
    std::shared_ptr<RequestQueue> m_queue;
    QStringList m_order;
    std::vector<std::shared_ptr<Visitor>> m_visitors;
    qint64 m_now = 0;
};

void QueueTest::placesAreLimitedAndGivenBack()
{
    for (int i = 0; i < 10; ++i)
        come(QString::number(i), Priority::Person);
    QCOMPARE(m_order.size(), 6);
    QCOMPARE(m_queue->inFlight(), 6);
    QCOMPARE(m_queue->waiting(), 4);
    m_visitors.at(2)->ticket.reset();
    QCOMPARE(m_order.last(), QStringLiteral("6"));
    QCOMPARE(m_queue->inFlight(), 6);
    for (const auto &visitor : m_visitors)
        visitor->ticket.reset();
    QCOMPARE(m_order.size(), 10);
}

void QueueTest::backgroundLeavesPlacesForThePerson()
{
    for (int i = 0; i < 10; ++i)
        come(QString::number(i), Priority::Sweep);
    QCOMPARE(m_queue->inFlight(), 4);
    come(QStringLiteral("p1"), Priority::Person);
    come(QStringLiteral("p2"), Priority::Person);
    come(QStringLiteral("p3"), Priority::Person);
    QCOMPARE(m_queue->inFlight(), 6);
    QCOMPARE(m_order.mid(4), QStringList({QStringLiteral("p1"), QStringLiteral("p2")}));
}

void QueueTest::higherPriorityGoesFirstWhateverCameFirst()
{
    m_queue = std::make_shared<RequestQueue>(1, 1);
    const auto first = come(QStringLiteral("first"), Priority::Sweep);
    come(QStringLiteral("sweep"), Priority::Sweep);
    come(QStringLiteral("groups"), Priority::InFlightGroups);
    come(QStringLiteral("visible"), Priority::Visible);
    come(QStringLiteral("person"), Priority::Person);
    come(QStringLiteral("visible 2"), Priority::Visible);
    QCOMPARE(m_queue->waiting(Priority::Visible), 2);
    for (int i = 0; i < 10; ++i) {
        for (const auto &visitor : m_visitors)
            visitor->ticket.reset();
    }
    QCOMPARE(m_order, QStringList({QStringLiteral("first"), QStringLiteral("person"), QStringLiteral("visible"),
                                   QStringLiteral("visible 2"), QStringLiteral("groups"), QStringLiteral("sweep")}));
}

void QueueTest::theNewestOfATagWins()
{
    m_queue = std::make_shared<RequestQueue>(1, 1);
    const auto running = come(QStringLiteral("running"), Priority::Visible, QStringLiteral("rows"));
    const auto old = come(QStringLiteral("old"), Priority::Visible, QStringLiteral("rows"));
    const auto other = come(QStringLiteral("other"), Priority::Visible, QStringLiteral("else"));
    const auto newest = come(QStringLiteral("newest"), Priority::Visible, QStringLiteral("rows"));
    QVERIFY(old->error);
    QCOMPARE(old->error->kind, ErrorKind::Cancelled);
    QVERIFY(running->ticket); // what has started goes on
    running->ticket.reset();
    other->ticket.reset();
    QCOMPARE(m_order, QStringList({QStringLiteral("running"), QStringLiteral("other"), QStringLiteral("newest")}));
}

void QueueTest::cancelTakesItOutOfTheQueue()
{
    m_queue = std::make_shared<RequestQueue>(1, 1);
    const auto running = come(QStringLiteral("running"), Priority::Person);
    CancelToken cancel;
    const auto waiting = come(QStringLiteral("waiting"), Priority::Person, {}, cancel);
    QCOMPARE(m_queue->waiting(), 1);
    cancel.cancel();
    QVERIFY(waiting->error);
    QCOMPARE(m_queue->waiting(), 0);
    running->ticket.reset();
    QCOMPARE(m_order, QStringList({QStringLiteral("running")}));
    const auto late = come(QStringLiteral("late"), Priority::Person, {}, cancel);
    QVERIFY(late->error);
}

void QueueTest::closeEndsAllThatWait()
{
    for (int i = 0; i < 9; ++i)
        come(QString::number(i), i % 2 ? Priority::Person : Priority::Sweep);
    m_queue->close();
    for (const auto &visitor : m_visitors)
        QVERIFY(visitor->ticket || (visitor->error && visitor->error->kind == ErrorKind::Cancelled));
    QVERIFY(come(QStringLiteral("late"), Priority::Person)->error);
}

void QueueTest::whatTheBudgetHoldsDoesNotBlockOthers()
{
    const auto empty = std::make_shared<OperationBudget>(1, [this] { return m_now; });
    empty->take(Priority::Person);
    const auto held = come(QStringLiteral("held"), Priority::Person, {}, {}, empty);
    const auto free = come(QStringLiteral("free"), Priority::Sweep);
    QVERIFY(!held->ticket && !held->error);
    QVERIFY(free->ticket);
}

void QueueTest::waitingOnesAreToldWhenTheBudgetLetsThem()
{
    // Real time here: the queue's own timer must wake it.
    const auto budget = std::make_shared<OperationBudget>(1000);
    budget->throttled(std::chrono::milliseconds(150));
    const auto held = come(QStringLiteral("held"), Priority::Person, {}, {}, budget);
    QVERIFY(!held->ticket);
    QTRY_VERIFY(held->ticket);
    QCOMPARE(budget->status().used, 1);
}

void QueueTest::ticketsOutliveTheOwner()
{
    const auto visitor = come(QStringLiteral("a"), Priority::Person);
    const auto waiting = come(QStringLiteral("b"), Priority::Person, {}, {}, std::make_shared<OperationBudget>(1));
    m_queue.reset();
    QVERIFY(visitor->ticket);
    visitor->ticket.reset();
}

REHOME_TEST(QueueTest);
#include "QueueTest.moc"
