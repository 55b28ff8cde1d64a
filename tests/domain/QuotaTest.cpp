// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Quota.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;

class QuotaTest : public QObject
{
    Q_OBJECT

private slots:
    void acceptsUpToTheLimitAndSaysWhenToComeBack()
    {
        QuotaWindow window(3);
        const qint64 start = 1'000'000;
        for (int i = 0; i < 3; ++i)
            QVERIFY(window.take(start + i).accepted);
        const auto refused = window.take(start + 1);
        QVERIFY(!refused.accepted);
        QCOMPARE(refused.retryAfterSeconds, 60);
        QCOMPARE(window.take(start + 59'001).retryAfterSeconds, 1);
        QCOMPARE(window.take(start + 59'999).retryAfterSeconds, 1);
        QVERIFY(window.take(start + 60'000).accepted);
    }

    void retryAfterRoundsUpToWholeSeconds_data()
    {
        QTest::addColumn<qint64>("elapsed");
        QTest::addColumn<int>("seconds");
        QTest::newRow("at once") << qint64(0) << 60;
        QTest::newRow("1 ms in") << qint64(1) << 60;
        QTest::newRow("1 s in") << qint64(1000) << 59;
        QTest::newRow("half") << qint64(30'500) << 30;
        QTest::newRow("last ms") << qint64(59'999) << 1;
    }
    void retryAfterRoundsUpToWholeSeconds()
    {
        QFETCH(qint64, elapsed);
        QFETCH(int, seconds);
        QuotaWindow window(1);
        QVERIFY(window.take(5000).accepted);
        QCOMPARE(window.check(5000 + elapsed).retryAfterSeconds, seconds);
        // Waiting as told is enough.
        QVERIFY(window.check(5000 + elapsed + seconds * 1000).accepted);
    }

    // Contract, serve: "the first opens with the first counted request, so a fresh service has its whole minute".
    void firstWindowOpensWithTheFirstCountedRequest()
    {
        QuotaWindow window(1);
        QVERIFY(window.check(0).accepted);
        QVERIFY(window.check(100'000).accepted);
        QVERIFY(window.take(119'000).accepted);
        QCOMPARE(window.check(119'000).retryAfterSeconds, 60);
    }

    void laterWindowsFollowWithoutGaps()
    {
        QuotaWindow window(1);
        QVERIFY(window.take(0).accepted);
        QVERIFY(window.take(150'000).accepted); // in the window of 120 to 180 s
        QCOMPARE(window.check(150'000).retryAfterSeconds, 30);
        QVERIFY(window.check(180'000).accepted);
    }

    void refusedRequestsAndChecksAreNotCounted()
    {
        QuotaWindow window(2);
        QVERIFY(window.take(0).accepted);
        for (int i = 0; i < 10; ++i)
            (void)window.check(10);
        QCOMPARE(window.used(10), 1);
        QVERIFY(window.take(20).accepted);
        for (int i = 0; i < 10; ++i)
            QVERIFY(!window.take(30).accepted);
        QCOMPARE(window.used(30), 2);
        QCOMPARE(window.used(60'000), 0);
    }

    void limitsMayChangeWhileRunning()
    {
        QuotaWindow window(2);
        QVERIFY(window.take(0).accepted);
        window.setLimit(1);
        QVERIFY(!window.take(1).accepted);
        window.setLimit(5);
        QCOMPARE(window.limit(), 5);
        QVERIFY(window.take(2).accepted);
        window.setLimit(0);
        QVERIFY(!window.take(60'001).accepted);
    }

    void limitZeroRefusesEverythingFromTheStart()
    {
        QuotaWindow window(0);
        const auto outcome = window.take(123);
        QVERIFY(!outcome.accepted);
        QCOMPARE(outcome.retryAfterSeconds, 60);
    }

    // "querying for the registration state will count as a new device registration"
    void lookupsCountAsRegistrations()
    {
        QVERIFY(countsAsRegistration(DeviceRequest::Register));
        QVERIFY(countsAsRegistration(DeviceRequest::Lookup));
        QVERIFY(!countsAsRegistration(DeviceRequest::OperationPoll));
    }

    // "updating the fleet all at once could cause all devices to re-register through DPS (which could easily be above
    // the registration quota limit)" and "consider planning for device updates in phases"
    void allAtOnceIsAboveTheLimitAndPhasesAreNot()
    {
        static constexpr int fleet = 2500;
        QuotaWindow atOnce(QuotaDefaults::registrationsPerMinute);
        int refused = 0;
        for (int i = 0; i < fleet; ++i)
            refused += atOnce.take(i).accepted ? 0 : 1;
        QCOMPARE(refused, fleet - QuotaDefaults::registrationsPerMinute);

        QuotaWindow inPhases(QuotaDefaults::registrationsPerMinute);
        for (int i = 0; i < fleet; ++i) {
            const qint64 phase = i / QuotaDefaults::registrationsPerMinute;
            QVERIFY(inPhases.take(phase * 60'000 + i % 1000).accepted);
        }
    }
};

REHOME_TEST(QuotaTest);
#include "QuotaTest.moc"
