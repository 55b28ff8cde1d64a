// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RetryGuidance.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;
using namespace std::chrono_literals;

class RetryGuidanceTest : public QObject
{
    Q_OBJECT

private slots:
    // "Retry the Hub operation if the result code is 429 (Too Many Requests) or an error in the 5xx range. Do not retry
    // for any other errors." and "On errors other than 429 and 5xx, re-register through DPS"
    void hubErrors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("action");
        QTest::newRow("200") << 200 << int(RetryAction::Done);
        QTest::newRow("204") << 204 << int(RetryAction::Done);
        QTest::newRow("no answer") << 0 << int(RetryAction::BackOff);
        QTest::newRow("400") << 400 << int(RetryAction::Reregister);
        QTest::newRow("401") << 401 << int(RetryAction::Reregister);
        QTest::newRow("403") << 403 << int(RetryAction::Reregister);
        QTest::newRow("404") << 404 << int(RetryAction::Reregister);
        QTest::newRow("429") << 429 << int(RetryAction::RetryAfter);
        QTest::newRow("500") << 500 << int(RetryAction::BackOff);
        QTest::newRow("503") << 503 << int(RetryAction::BackOff);
        QTest::newRow("599") << 599 << int(RetryAction::BackOff);
    }
    void hubErrors()
    {
        QFETCH(int, status);
        QFETCH(int, action);
        const std::optional<std::chrono::seconds> after = status == 429 ? std::optional(7s) : std::nullopt;
        QCOMPARE(int(retryAdvice(Towards::Hub, status, after, 0, 0.0).action), action);
    }

    void provisioningServiceErrorsOtherThanBusyAreFinal()
    {
        for (const int status : {400, 401, 404, 409, 412, 415})
            QCOMPARE(retryAdvice(Towards::ProvisioningService, status, {}, 0, 0.0).action, RetryAction::GiveUp);
        QCOMPARE(retryAdvice(Towards::ProvisioningService, 202, {}, 0, 0.0).action, RetryAction::Done);
    }

    // "For 429 errors, only retry after the time indicated in the Retry-After header."
    void refusedDevicesWaitForRetryAfter()
    {
        for (const auto towards : {Towards::Hub, Towards::ProvisioningService}) {
            for (const int attempt : {0, 3, 30}) {
                const auto advice = retryAdvice(towards, 429, 42s, attempt, 0.9);
                QCOMPARE(advice.action, RetryAction::RetryAfter);
                QVERIFY(advice.delay >= 42s);
            }
        }
        const auto without = retryAdvice(Towards::ProvisioningService, 429, {}, 1, 0.0);
        QCOMPARE(without.action, RetryAction::BackOff);
        QCOMPARE(without.delay, 10'000ms);
    }

    // "For 5xx errors, use exponential back-off, with the first retry at least 5 seconds after the response."
    void serverErrorsBackOffExponentially()
    {
        const std::chrono::milliseconds expected[] = {5000ms,   10'000ms,  20'000ms, 40'000ms,
                                                      80'000ms, 100'000ms, 100'000ms};
        int attempt = 0;
        for (const auto delay : expected)
            QCOMPARE(retryAdvice(Towards::Hub, 503, {}, attempt++, 0.0).delay, delay);
        QCOMPARE(retryAdvice(Towards::Hub, 503, {}, 1'000'000, 0.0).delay, 100'000ms);
    }

    void firstRetryTowardsAHubIsNeverBeforeFiveSeconds()
    {
        BackOffSettings impatient;
        impatient.first = 100ms;
        for (const double jitter : {0.0, 0.5, 0.999})
            QVERIFY(retryAdvice(Towards::Hub, 500, {}, 0, jitter, impatient).delay >= 5s);
        QCOMPARE(retryAdvice(Towards::ProvisioningService, 500, {}, 0, 0.0, impatient).delay, 100ms);
    }

    // "such as exponential back-off with randomization"
    void jitterAddsUpToHalfAndNeverShortens()
    {
        for (int attempt = 0; attempt < 6; ++attempt) {
            const auto plain = retryAdvice(Towards::Hub, 500, {}, attempt, 0.0).delay;
            auto last = plain;
            for (const double jitter : {0.25, 0.5, 0.75, 0.99}) {
                const auto delay = retryAdvice(Towards::Hub, 500, {}, attempt, jitter).delay;
                QVERIFY(delay > last);
                QVERIFY(delay <= plain + plain / 2);
                last = delay;
            }
        }
    }

    void aServerThatNamesATimeIsNotAskedBefore()
    {
        QVERIFY(retryAdvice(Towards::ProvisioningService, 503, 60s, 0, 0.0).delay >= 60s);
    }

    // "Instead you should attempt to use the Device Registration Status Lookup API and try to connect with that
    // information"
    void aKnownDeviceLooksUpInsteadOfProvisioning()
    {
        QCOMPARE(firstBootStep(false, true), BootStep::Lookup);
        QCOMPARE(firstBootStep(false, false), BootStep::Register);
    }

    // "it's possible to save the IoT Hub information directly on the device to connect directly to IoT Hub"
    void aSavedHubIsTriedFirst() { QCOMPARE(firstBootStep(true, true), BootStep::ConnectCachedHub); }

    // "If that fails, then try to reprovision as the IoT Hub information might have changed."
    void whatFailsEndsInRegistering()
    {
        QCOMPARE(nextBootStep(BootStep::Lookup), BootStep::Register);
        QCOMPARE(nextBootStep(BootStep::ConnectCachedHub), BootStep::Lookup);
        QCOMPARE(nextBootStep(BootStep::ConnectCachedHub, true), BootStep::Register);
        QCOMPARE(nextBootStep(BootStep::Register), BootStep::Register);
    }

    void aLookUpLeadsToAnotherHubOrToRegistering()
    {
        const QString found = QStringLiteral("hub-b.azure-devices.net");
        QCOMPARE(stepAfterLookup(found, QString()), BootStep::ConnectCachedHub);
        QCOMPARE(stepAfterLookup(found, QStringLiteral("hub-a.azure-devices.net")), BootStep::ConnectCachedHub);
        QCOMPARE(stepAfterLookup(found, QStringLiteral("HUB-B.azure-devices.net")), BootStep::Register);
        QCOMPARE(stepAfterLookup(QString(), QString()), BootStep::Register);
    }
};

REHOME_TEST(RetryGuidanceTest);
#include "RetryGuidanceTest.moc"
