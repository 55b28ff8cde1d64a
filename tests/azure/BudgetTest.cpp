// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/OperationBudget.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QTest>

using namespace rehome::azure;

/// "The tool is never the storm": background at most half of the quota, the person up to 90 %, a 429 halves the
/// background share.
class BudgetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_now = 1000; }
    void backgroundStopsAtHalf();
    void thePersonGoesUpToNinetyPercent();
    void thePersonIsNotHeldUpByTheBackground();
    void nothingEverExceedsTheQuotaInAnyMinute();
    void refusalHalvesTheBackgroundForAMinute();
    void refusalHoldsEverybodyForTheTimeNamed();
    void theWaitEndsWhenTheOldestCallIsAMinuteOld();
    void aChangedQuotaCountsAtOnce();
    void smallQuotasStillLetOneThrough();

private:
    OperationBudget budget(int perMinute)
    {
        return OperationBudget(perMinute, [this] { return m_now; });
    }
    int takeAll(OperationBudget &budget, Priority priority)
    {
        int taken = 0;
        for (; budget.waitMs(priority) == 0 && taken < 100'000; ++taken)
            budget.take(priority);
        return taken;
    }
    qint64 m_now = 0;
};

void BudgetTest::backgroundStopsAtHalf()
{
    for (const Priority priority : {Priority::Visible, Priority::InFlightGroups, Priority::Sweep}) {
        OperationBudget meter = budget(1000);
        QCOMPARE(takeAll(meter, priority), 500);
        QCOMPARE(meter.status().backgroundUsed, 500);
        QCOMPARE(meter.status().used, 500);
    }
}

void BudgetTest::thePersonGoesUpToNinetyPercent()
{
    OperationBudget meter = budget(1000);
    QCOMPARE(takeAll(meter, Priority::Person), 900);
    QVERIFY(meter.waitMs(Priority::Sweep) > 0); // what is left is nobody's
}

void BudgetTest::thePersonIsNotHeldUpByTheBackground()
{
    OperationBudget meter = budget(1000);
    takeAll(meter, Priority::Sweep);
    QCOMPARE(meter.waitMs(Priority::Person), 0);
    QCOMPARE(takeAll(meter, Priority::Person), 400);
}

void BudgetTest::nothingEverExceedsTheQuotaInAnyMinute()
{
    OperationBudget meter = budget(100);
    QList<qint64> times;
    for (int step = 0; step < 4000; ++step, m_now += 37 + (step * 7919) % 311) {
        const Priority priority = step % 3 ? Priority::Sweep : Priority::Person;
        for (int i = 0; i < 5 && meter.waitMs(priority) == 0; ++i) {
            meter.take(priority);
            times.append(m_now);
        }
    }
    QVERIFY(times.size() > 500);
    int most = 0;
    for (qsizetype last = 0, first = 0; last < times.size(); ++last) {
        while (times.at(last) - times.at(first) >= 60'000)
            ++first;
        most = qMax(most, static_cast<int>(last - first + 1));
    }
    QVERIFY2(most <= 90, qPrintable(QString::number(most)));
    QVERIFY2(most >= 80, qPrintable(QString::number(most))); // and it is used
}

void BudgetTest::refusalHalvesTheBackgroundForAMinute()
{
    OperationBudget meter = budget(1000);
    meter.throttled(std::chrono::seconds(0));
    QCOMPARE(meter.status().backgroundShare, 250);
    QVERIFY(meter.status().throttled);
    QCOMPARE(takeAll(meter, Priority::Sweep), 250);
    QCOMPARE(takeAll(meter, Priority::Person), 650); // the person keeps 90 %
    m_now += 60'050;
    QCOMPARE(meter.status().backgroundShare, 500);
    QVERIFY(!meter.status().throttled);
    QCOMPARE(meter.status().totalThrottled, 1);
}

void BudgetTest::refusalHoldsEverybodyForTheTimeNamed()
{
    OperationBudget meter = budget(1000);
    meter.throttled(std::chrono::seconds(17));
    QCOMPARE(meter.waitMs(Priority::Person), 17'000);
    QCOMPARE(meter.waitMs(Priority::Sweep), 17'000);
    QCOMPARE(meter.status().heldForMs, 17'000);
    m_now += 10'000;
    meter.throttled(std::chrono::seconds(2)); // a shorter one does not shorten it
    QCOMPARE(meter.waitMs(Priority::Person), 7'000);
    m_now += 7'000;
    QCOMPARE(meter.waitMs(Priority::Person), 0);
}

void BudgetTest::theWaitEndsWhenTheOldestCallIsAMinuteOld()
{
    OperationBudget meter = budget(10);
    for (int i = 0; i < 9; ++i) {
        meter.take(Priority::Person);
        m_now += 1000;
    }
    const qint64 wait = meter.waitMs(Priority::Person);
    QVERIFY2(wait >= 51'000 && wait <= 51'050, qPrintable(QString::number(wait)));
    m_now += wait;
    QCOMPARE(meter.waitMs(Priority::Person), 0);
    QCOMPARE(takeAll(meter, Priority::Person), 1);
}

void BudgetTest::aChangedQuotaCountsAtOnce()
{
    OperationBudget meter = budget(10);
    takeAll(meter, Priority::Person);
    meter.setPerMinute(100);
    QCOMPARE(takeAll(meter, Priority::Person), 81);
    meter.setPerMinute(20);
    QVERIFY(meter.waitMs(Priority::Person) > 0);
}

void BudgetTest::smallQuotasStillLetOneThrough()
{
    OperationBudget meter = budget(1);
    QCOMPARE(takeAll(meter, Priority::Sweep), 1);
}

REHOME_TEST(BudgetTest);
#include "BudgetTest.moc"
