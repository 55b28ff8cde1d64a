// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Decision.h"
#include "tests/domain/Samples.h"
#include "tests/support/TestRegistry.h"

using namespace samples;

/// Compatibility, webhooks, refusals and failures.
class DecisionEdgeTest : public QObject
{
    Q_OBJECT

    static Enrollment custom(ReprovisionPolicy policy)
    {
        Enrollment enrollment = enrollmentOn(weu, policy);
        enrollment.allocationPolicy = AllocationPolicy::Custom;
        enrollment.iotHubs.reset();
        enrollment.customAllocation =
            CustomAllocation{QStringLiteral("https://webhook.example/allocate"), QStringLiteral("2021-10-01")};
        return enrollment;
    }
    static InitialTwin webhookTwin() { return {{{QStringLiteral("from"), QStringLiteral("webhook")}}, {}}; }

private slots:
    // "When a device went back through the provisioning process, it would only be assigned back to the same IoT hub."
    // and "This compatibility makes sure that previously deployed devices experience the same behavior that's present
    // during initial testing."
    void stickyBehaviourIsKept()
    {
        DecisionInput input = request(enrollmentOn(eus, ReprovisionPolicy::NotSet), weu);
        input.deviceApi = api("2018-04-01");
        const Decision decision = decide(input, usedState());
        QCOMPARE(decision.hub, weu);
        QCOMPARE(decision.status, RegistrationStatus::Assigned);
        QCOMPARE(decision.substatus, Substatus::InitialAssignment);
        QVERIFY(!decision.moves && !decision.writesTwin);
        QCOMPARE(decision.newState, usedState());
        QCOMPARE(decisiveOf(decision), RuleKey::NotSetOldApiSticky);
        // Not even when the hub is not linked any more.
        input.linkedHubs.removeFirst();
        QCOMPARE(decide(input).hub, weu);
    }

    // "This behavior is presently maintained for devices according to the following criteria": both, not one of them.
    void bothCriteriaAreNeeded_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("stays");
        const auto row = [](const char *name, ReprovisionPolicy policy, const char *version, bool stays) {
            QTest::newRow(name) << int(policy) << QString::fromLatin1(version) << stays;
        };
        row("old API, not set", ReprovisionPolicy::NotSet, "2018-04-01", true);
        row("new API, not set", ReprovisionPolicy::NotSet, "2019-03-31", false);
        row("unknown API, not set", ReprovisionPolicy::NotSet, "", false);
        row("old API, migrate", ReprovisionPolicy::Migrate, "2018-04-01", false);
        row("old API, reset", ReprovisionPolicy::Reset, "2018-04-01", false);
        row("old API, never", ReprovisionPolicy::Never, "2018-04-01", true);
    }
    void bothCriteriaAreNeeded()
    {
        QFETCH(int, policy);
        QFETCH(QString, version);
        QFETCH(bool, stays);
        DecisionInput input = request(enrollmentOn(eus, static_cast<ReprovisionPolicy>(policy)), weu);
        input.deviceApi = ApiVersion::parse(version).value_or(ApiVersion{});
        QCOMPARE(decide(input).hub == weu, stays);
    }

    // "If a reprovisioning policy is set, the reprovisioning policy takes precedence over the behavior. By allowing the
    // reprovisioning policy to take precedence, customers can update device behavior without having to reimage the
    // device."
    void aSetPolicyMovesAnOldDevice()
    {
        DecisionInput input = request(enrollmentOn(eus, ReprovisionPolicy::NotSet), weu);
        input.deviceApi = api("2018-04-01");
        QCOMPARE(decide(input).hub, weu);
        input.enrollment.reprovisionPolicy = ReprovisionPolicy::Migrate; // the device is the same
        const Decision decision = decide(input, usedState());
        QCOMPARE(decision.hub, eus);
        QCOMPARE(decision.substatus, Substatus::DeviceDataMigrated);
        QVERIFY(rulesOf(decision).contains(RuleKey::PolicySetWins));
    }

    void notSetWithANewerApiMigratesAndSaysWhy()
    {
        const Decision decision = decide(request(enrollmentOn(eus, ReprovisionPolicy::NotSet), weu), usedState());
        QCOMPARE(decision.twin, TwinEffect::Migrated);
        QCOMPARE(rulesOf(decision).at(2), RuleKey::NotSetNewApiMigrates);
    }

    // "DPS will always call the custom allocation webhook regardless of reprovisioning policy"
    void theWebhookIsCalledUnderEveryPolicy()
    {
        for (const auto policy : {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset,
                                  ReprovisionPolicy::Never}) {
            for (const char *version : {"2018-04-01", "2019-03-31"}) {
                for (const QString &previous : {QString(), weu}) {
                    DecisionInput input = request(custom(policy), previous);
                    input.deviceApi = api(version);
                    input.customHub = eus;
                    QVERIFY(decide(input).callWebhook);
                }
            }
            QVERIFY(callsWebhook(custom(policy), AllocationPolicy::Hashed));
        }
        QVERIFY(!callsWebhook(enrollmentOn(weu), AllocationPolicy::Hashed));
        Enrollment disabled = custom(ReprovisionPolicy::Migrate);
        disabled.provisioningStatus = ProvisioningStatus::Disabled;
        QVERIFY(!callsWebhook(disabled, AllocationPolicy::Hashed));
    }

    // "If the reprovisioning policy is set to never reprovision, the webhook will be called but the device will not
    // change its assigned hub."
    void underNeverTheWebhooksHubIsIgnored()
    {
        DecisionInput input = request(custom(ReprovisionPolicy::Never), weu);
        input.customHub = eus;
        input.customInitialTwin = webhookTwin();
        const Decision decision = decide(input, usedState());
        QVERIFY(decision.callWebhook);
        QCOMPARE(decision.hub, weu);
        QVERIFY(!decision.moves && !decision.writesTwin);
        QCOMPARE(decision.newState, usedState());
        QVERIFY(rulesOf(decision).contains(RuleKey::WebhookCalledAnyway));
        QCOMPARE(decisiveOf(decision), RuleKey::NeverStays);
        // A prediction knows no answer.
        input.customHub.reset();
        QCOMPARE(decide(input).status, RegistrationStatus::Assigned);
        // The answer is checked all the same.
        input.customHub = QStringLiteral("no-such-hub.azure-devices.net");
        QCOMPARE(decide(input).status, RegistrationStatus::Failed);
        QCOMPARE(decide(input).errorCode, 400207);
        QCOMPARE(decide(input).hub, weu);
    }

    // "in case there is new ReturnData for the device"
    void returnDataIsFreshUnderEveryPolicy()
    {
        const QJsonObject data{{QStringLiteral("firmware"), QStringLiteral("2.2")}};
        for (const auto policy : {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset,
                                  ReprovisionPolicy::Never}) {
            for (const QString &previous : {QString(), weu}) {
                DecisionInput input = request(custom(policy), previous);
                input.customHub = weu;
                input.customPayload = data;
                QCOMPARE(decide(input).payload, std::optional(data));
                input.customPayload.reset();
                QVERIFY(!decide(input).payload); // what the last answer said is not said again
            }
        }
        DecisionInput hashed = request(enrollmentOn(weu), weu);
        hashed.customPayload = data;
        QVERIFY(!decide(hashed).payload);
    }

    // Protocol facts, section 6: "any non-success → registration failed, errorCode 400207"
    void aFailedWebhookFailsTheRequest()
    {
        const QString why = QStringLiteral("Custom allocation failed with status code: 500");
        for (const auto policy : {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset,
                                  ReprovisionPolicy::Never}) {
            for (const QString &previous : {QString(), weu}) {
                DecisionInput input = request(custom(policy), previous);
                input.customFailure = why;
                const Decision decision = decide(input, usedState());
                QCOMPARE(decision.status, RegistrationStatus::Failed);
                QCOMPARE(decision.errorCode, 400207);
                QCOMPARE(decision.errorMessage, why);
                QCOMPARE(decision.hub, previous); // the assignment that there was stays
                QVERIFY(!decision.moves && !decision.writesTwin && !decision.removesOldRegistration);
            }
        }
        DecisionInput hashed = request(enrollmentOn(weu));
        hashed.customFailure = why;
        QCOMPARE(decide(hashed).status, RegistrationStatus::Assigned);
    }

    void theWebhookIsOfferedTheHubsItMayName()
    {
        DecisionInput input = request(custom(ReprovisionPolicy::Migrate), weu);
        QCOMPARE(offeredHubs(input), QStringList({weu, eus, quarantine}));
        input.enrollment.iotHubs = QStringList{eus.toUpper(), QStringLiteral("gone.azure-devices.net")};
        QCOMPARE(offeredHubs(input), QStringList{eus});
        input.enrollment.reprovisionPolicy = ReprovisionPolicy::Never;
        QCOMPARE(offeredHubs(input), QStringList{weu}); // it stays there
        input.enrollment.reprovisionPolicy = ReprovisionPolicy::NotSet;
        input.deviceApi = api("2018-04-01");
        QCOMPARE(offeredHubs(input), QStringList{weu});
        input.previous.reset();
        QCOMPARE(offeredHubs(input), QStringList{eus});
    }

    // Protocol facts, section 8: devices on an unlinked hub "keep working and are not moved" by the unlinking; a later
    // move cannot reach it.
    void anUnlinkedHubKeepsWhatItHas()
    {
        for (const auto policy : {ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset}) {
            DecisionInput input = request(enrollmentOn(eus, policy), weu);
            input.linkedHubs.removeFirst();
            input.previousHubInReach = false;
            const Decision decision = decide(input);
            QCOMPARE(decision.hub, eus);
            QVERIFY(decision.moves && decision.writesTwin && !decision.removesOldRegistration);
            QCOMPARE(decision.twin, TwinEffect::Reset);
            QCOMPARE(decision.substatus, Substatus::DeviceDataReset);
            QCOMPARE(decision.newState.tags, input.enrollment.initialTwin->tags);
            QVERIFY(rulesOf(decision).contains(RuleKey::OldHubOutOfReach));
            QVERIFY(!rulesOf(decision).contains(RuleKey::OldRegistrationRemoved));
        }
    }

    void theWebhooksHubCountsUnderMigrate()
    {
        DecisionInput input = request(custom(ReprovisionPolicy::Migrate), weu);
        input.customHub = eus;
        QCOMPARE(decide(input).hub, eus);
        QCOMPARE(decide(input).substatus, Substatus::DeviceDataMigrated);
        input.customHub = weu;
        QVERIFY(!decide(input).moves);
    }

    // Protocol facts, section 6: "initialTwin overrides migration."
    void theWebhooksTwinOverridesMigrationWhenTheDeviceMoves()
    {
        DecisionInput input = request(custom(ReprovisionPolicy::Migrate), weu);
        input.customHub = eus;
        input.customInitialTwin = webhookTwin();
        const Decision moved = decide(input, usedState());
        QCOMPARE(moved.twin, TwinEffect::Reset);
        QCOMPARE(moved.substatus, Substatus::DeviceDataReset);
        QCOMPARE(moved.newState.tags, webhookTwin().tags);
        QVERIFY(moved.newState.reported.isEmpty());
        QVERIFY(rulesOf(moved).contains(RuleKey::TwinOverriddenByWebhook));
        input.customHub = weu;
        const Decision stayed = decide(input, usedState());
        QVERIFY(!stayed.writesTwin);
        QCOMPARE(stayed.newState, usedState());
    }

    void theWebhooksTwinIsTheInitialTwinOfAFirstAssignment()
    {
        DecisionInput input = request(custom(ReprovisionPolicy::Migrate));
        input.customHub = eus;
        input.customInitialTwin = webhookTwin();
        QCOMPARE(decide(input).newState.tags, webhookTwin().tags);
        // Without custom allocation nobody asked a webhook.
        input.enrollment = enrollmentOn(eus);
        QCOMPARE(decide(input).newState.tags, input.enrollment.initialTwin->tags);
    }

    void disabledIsRefusedAndKeepsTheRecord()
    {
        Enrollment enrollment = enrollmentOn(eus);
        enrollment.provisioningStatus = ProvisioningStatus::Disabled;
        const Decision known = decide(request(enrollment, weu), usedState());
        QCOMPARE(known.status, RegistrationStatus::Disabled);
        QCOMPARE(known.substatus, Substatus::None);
        QCOMPARE(known.hub, weu);
        QCOMPARE(known.errorCode, 0);
        QVERIFY(known.errorMessage.isEmpty());
        QVERIFY(!known.moves && !known.writesTwin && !known.removesOldRegistration);
        QCOMPARE(decisiveOf(known), RuleKey::EnrollmentDisabled);
        QVERIFY(decide(request(enrollment)).hub.isEmpty());
    }

    void failedAllocationLeavesTheOldAssignmentIntact_data()
    {
        QTest::addColumn<int>("allocation");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing open") << int(AllocationPolicy::Hashed) << 400208;
        QTest::newRow("static with several hubs") << int(AllocationPolicy::Static) << 400208;
        QTest::newRow("webhook failed") << int(AllocationPolicy::Custom) << 400207;
    }
    void failedAllocationLeavesTheOldAssignmentIntact()
    {
        QFETCH(int, allocation);
        QFETCH(int, code);
        Enrollment enrollment = enrollmentOn(weu, ReprovisionPolicy::Reset);
        enrollment.allocationPolicy = static_cast<AllocationPolicy>(allocation);
        enrollment.iotHubs.reset();
        DecisionInput input = request(enrollment, weu);
        for (LinkedHub &hub : input.linkedHubs)
            hub.applyAllocationPolicy = allocation != int(AllocationPolicy::Hashed);
        const Decision decision = decide(input, usedState());
        QCOMPARE(decision.status, RegistrationStatus::Failed);
        QCOMPARE(decision.substatus, Substatus::None);
        QCOMPARE(decision.errorCode, code);
        QVERIFY(!decision.errorMessage.isEmpty());
        QCOMPARE(decision.hub, weu);
        QCOMPARE(decision.newState, usedState());
        QVERIFY(!decision.moves && !decision.writesTwin && !decision.removesOldRegistration);
        QCOMPARE(decisiveOf(decision), RuleKey::AllocationFailed);
        input.previous.reset();
        QVERIFY(decide(input).hub.isEmpty());
        QCOMPARE(decide(input).errorCode, code);
        QCOMPARE(decisiveOf(decide(input)), RuleKey::AllocationFailed);
    }

    // Protocol facts, section 2: reprovisionedToInitialAssignment from 2019-04-15 on.
    void aForgottenDeviceIsFoundOnItsHub_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("substatus");
        QTest::newRow("before") << QStringLiteral("2019-03-31") << int(Substatus::InitialAssignment);
        QTest::newRow("from") << QStringLiteral("2019-04-15") << int(Substatus::ReprovisionedToInitialAssignment);
        QTest::newRow("later") << QStringLiteral("2021-06-01") << int(Substatus::ReprovisionedToInitialAssignment);
        QTest::newRow("unknown") << QString() << int(Substatus::ReprovisionedToInitialAssignment);
    }
    void aForgottenDeviceIsFoundOnItsHub()
    {
        QFETCH(QString, version);
        QFETCH(int, substatus);
        DecisionInput input = request(enrollmentOn(eus));
        input.deviceApi = ApiVersion::parse(version).value_or(ApiVersion{});
        input.deviceExistsOnHub = true;
        const Decision decision = decide(input, usedState());
        QCOMPARE(int(decision.substatus), substatus);
        QCOMPARE(decision.hub, eus);
        QVERIFY(!decision.writesTwin && !decision.moves);
        QCOMPARE(decision.twin, TwinEffect::Untouched);
        QCOMPARE(decision.newState, usedState());
        QVERIFY(rulesOf(decision).contains(RuleKey::DeviceAlreadyOnHub));
    }

    // Choice: after a failed or disabled record that still names a hub, that hub is the previous one.
    void aRecordWithoutHubIsNoAssignment()
    {
        DecisionInput input = request(enrollmentOn(eus), weu);
        input.previous->status = RegistrationStatus::Failed;
        QCOMPARE(decide(input).previousHub, weu);
        QVERIFY(decide(input).moves);
        input.previous->assignedHub.clear();
        QVERIFY(decide(input).previousHub.isEmpty());
        QCOMPARE(decide(input).substatus, Substatus::InitialAssignment);
    }

    void everyDecisionHasOneDecisiveStep()
    {
        for (const bool enabled : {true, false}) {
            for (int policy = 0; policy <= int(ReprovisionPolicy::Never); ++policy) {
                for (int allocation = 0; allocation <= int(AllocationPolicy::Custom); ++allocation) {
                    for (const QString &previous : {QString(), weu, QStringLiteral("gone.azure-devices.net")}) {
                        for (const char *version : {"2018-04-01", "2021-06-01"}) {
                            Enrollment enrollment = enrollmentOn(eus, static_cast<ReprovisionPolicy>(policy));
                            enrollment.allocationPolicy = static_cast<AllocationPolicy>(allocation);
                            enrollment.provisioningStatus =
                                enabled ? ProvisioningStatus::Enabled : ProvisioningStatus::Disabled;
                            DecisionInput input = request(enrollment, previous);
                            input.deviceApi = api(version);
                            const Decision decision = decide(input);
                            QVERIFY(decisiveOf(decision) != RuleKey::EnrollmentEnabled);
                            QCOMPARE(decision.moves, decision.removesOldRegistration);
                            QCOMPARE(decision.moves, !previous.isEmpty() && decision.hub != previous);
                            QCOMPARE(decision.writesTwin, decision.twin != TwinEffect::Untouched);
                            for (const RuleStep &step : decision.explanation)
                                QVERIFY2(!ruleSentence(step).contains(QLatin1Char('?')),
                                         qPrintable(ruleSentence(step)));
                        }
                    }
                }
            }
        }
    }

    void everyRuleHasANameAndASentence()
    {
        QSet<QString> names;
        for (int i = 0; i <= int(RuleKey::OldHubOutOfReach); ++i) {
            const auto rule = static_cast<RuleKey>(i);
            names.insert(ruleName(rule));
            const QStringList arguments{QStringLiteral("first%2"), QStringLiteral("second")};
            const QString sentence = ruleSentence({rule, false, arguments});
            QVERIFY(sentence.contains(QLatin1String("first%2")) ||
                    !QString::fromUtf8(ruleSource(rule)).contains(QLatin1String("%1")));
            QVERIFY(sentence.size() > 20);
        }
        QCOMPARE(names.size(), int(RuleKey::OldHubOutOfReach) + 1);
        QCOMPARE(ruleName(RuleKey::NeverStays), QStringLiteral("neverStays"));
        QCOMPARE(ruleName(RuleKey::DeviceAlreadyOnHub), QStringLiteral("deviceAlreadyOnHub"));
    }
};

REHOME_TEST(DecisionEdgeTest);
#include "DecisionEdgeTest.moc"
