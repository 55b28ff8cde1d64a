// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/ClientProfile.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;
using namespace std::chrono_literals;

namespace {

constexpr ClientProfile everyProfile[] = {ClientProfile::Guidance, ClientProfile::NodeHttp, ClientProfile::Python,
                                          ClientProfile::C, ClientProfile::CSharp};

}

/// How each client behaves when the service is busy (protocol facts, section 4).
class ClientProfileTest : public QObject
{
    Q_OBJECT

private slots:
    void everyKeyNamesItsProfile()
    {
        const QStringList keys = clientProfileKeys();
        QCOMPARE(keys.size(), qsizetype(std::size(everyProfile)));
        for (qsizetype i = 0; i < keys.size(); ++i)
            QCOMPARE(clientProfileFromKey(keys.at(i)).value(), everyProfile[i]);
        QCOMPARE(clientProfileFromKey(u"node-http").value(), ClientProfile::NodeHttp);
        QVERIFY(!clientProfileFromKey(u"Node-HTTP"));
        QVERIFY(!clientProfileFromKey(u""));
    }

    void nodeOverHttpDoesNotAskAgainAfter429()
    {
        const auto node = ClientProfile::NodeHttp;
        QCOMPARE(clientAdvice(node, ProvisioningCall::Register, 429, 7s, 0, 0).action, RetryAction::GiveUp);
        QCOMPARE(clientAdvice(node, ProvisioningCall::Register, 503, {}, 0, 0).action, RetryAction::GiveUp);
        const auto poll = clientAdvice(node, ProvisioningCall::Poll, 429, 7s, 0, 0);
        QCOMPARE(poll.action, RetryAction::RetryAfter);
        QCOMPARE(poll.delay, 7000ms);
    }

    void theOthersDo()
    {
        for (const auto profile :
             {ClientProfile::Guidance, ClientProfile::Python, ClientProfile::C, ClientProfile::CSharp}) {
            const auto advice = clientAdvice(profile, ProvisioningCall::Register, 429, 7s, 0, 0);
            QCOMPARE(advice.action, RetryAction::RetryAfter);
            QCOMPARE(advice.delay, 7000ms);
        }
        QCOMPARE(clientAdvice(ClientProfile::Python, ProvisioningCall::Register, 500, {}, 0, 0).delay, 2000ms);
        QCOMPARE(clientAdvice(ClientProfile::C, ProvisioningCall::Register, 500, {}, 0, 0).delay, 1000ms);
        // 430 to 499: C# alone does not take them for busy.
        QCOMPARE(clientAdvice(ClientProfile::C, ProvisioningCall::Register, 451, {}, 0, 0).action,
                 RetryAction::BackOff);
        QCOMPARE(clientAdvice(ClientProfile::CSharp, ProvisioningCall::Register, 451, {}, 0, 0).action,
                 RetryAction::GiveUp);
    }

    void everyOtherErrorIsFinalForAll()
    {
        for (const auto profile : everyProfile)
            for (const int status : {400, 401, 403, 404, 415})
                QCOMPARE(clientAdvice(profile, ProvisioningCall::Register, status, {}, 0, 0).action,
                         RetryAction::GiveUp);
    }

    void onlyTheGuidanceOutlastsAServiceThatIsAway()
    {
        QCOMPARE(clientAdvice(ClientProfile::Guidance, ProvisioningCall::Register, 0, {}, 2, 0).delay, 20'000ms);
        QCOMPARE(clientAdvice(ClientProfile::Guidance, ProvisioningCall::Register, 409, {}, 0, 0).delay, 5000ms);
        for (const auto profile :
             {ClientProfile::NodeHttp, ClientProfile::Python, ClientProfile::C, ClientProfile::CSharp})
            QCOMPARE(clientAdvice(profile, ProvisioningCall::Register, 0, {}, 0, 0).action, RetryAction::GiveUp);
    }

    void pollsObeyRetryAfter()
    {
        for (const auto profile : everyProfile)
            QCOMPARE(pollDelay(profile, 9s, 0.5), 9000ms);
        QCOMPARE(pollDelay(ClientProfile::Guidance, 1s, 0.5), 2000ms);
        QCOMPARE(pollDelay(ClientProfile::CSharp, 1s, 0.5), 2000ms);
        QCOMPARE(pollDelay(ClientProfile::NodeHttp, 1s, 0.5), 1000ms);
        QCOMPARE(pollDelay(ClientProfile::C, 900s, 0.5), 300'000ms);
        QCOMPARE(pollDelay(ClientProfile::C, {}, 0.5), 1000ms);
        QCOMPARE(pollDelay(ClientProfile::Python, {}, 0.5), 2000ms);
        QCOMPARE(pollDelay(ClientProfile::CSharp, {}, 0.0), 2000ms);
        QCOMPARE(pollDelay(ClientProfile::CSharp, {}, 0.5), 4500ms); // jitter only without the header
    }

    void onlyCLimitsTheWholeRegistration()
    {
        QCOMPARE(registrationTimeLimit(ClientProfile::C).value(), 60'000ms);
        QVERIFY(!registrationTimeLimit(ClientProfile::Guidance));
    }
};

REHOME_TEST(ClientProfileTest);
#include "ClientProfileTest.moc"
