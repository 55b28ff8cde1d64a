// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Decision.h"
#include "tests/domain/Samples.h"
#include "tests/support/TestRegistry.h"

using namespace samples;

/// Policies and what they do to hub, twin and registration; DecisionEdgeTest has failures, webhooks and compatibility.
class DecisionTest : public QObject
{
    Q_OBJECT

private slots:
    // "The service instance authenticates the device identity based on an enrollment entry, and creates the initial
    // configuration of the device state data." "assigns the device to an IoT hub based on the enrollment configuration"
    // "gives a copy of any initial device state data to the assigned IoT hub"
    void firstAssignmentCreatesTheInitialConfiguration()
    {
        Enrollment enrollment = enrollmentOn(eus);
        enrollment.iotEdge = true;
        enrollment.deviceId = QStringLiteral("pump-7");
        const Decision decision = decide(request(enrollment));
        QCOMPARE(decision.status, RegistrationStatus::Assigned);
        QCOMPARE(decision.substatus, Substatus::InitialAssignment);
        QCOMPARE(decision.hub, eus);
        QCOMPARE(decision.deviceId, QStringLiteral("pump-7"));
        QVERIFY(decision.previousHub.isEmpty());
        QVERIFY(!decision.moves && !decision.removesOldRegistration);
        QVERIFY(decision.writesTwin);
        QCOMPARE(decision.twin, TwinEffect::Created);
        QCOMPARE(decision.newState, initialState(enrollment.initialTwin->tags, enrollment.initialTwin->desired, true));
        QCOMPARE(rulesOf(decision), (QList{RuleKey::IndividualMatched, RuleKey::EnrollmentEnabled,
                                           RuleKey::FirstAssignment, RuleKey::TwinCreated}));
        QCOMPARE(decisiveOf(decision), RuleKey::FirstAssignment);
        enrollment.iotEdge.reset(); // absent means no edge device
        QVERIFY(!decide(request(enrollment)).newState.iotEdge);
    }

    void firstAssignmentHappensUnderEveryPolicy()
    {
        for (const auto policy : {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset,
                                  ReprovisionPolicy::Never}) {
            for (const char *version : {"2018-04-01", "2019-03-31", "2021-06-01"}) {
                DecisionInput input = request(enrollmentOn(eus, policy));
                input.deviceApi = api(version);
                QCOMPARE(decide(input).hub, eus);
                QCOMPARE(decide(input).substatus, Substatus::InitialAssignment);
            }
        }
    }

    // "The initial device state information stored in the Device Provisioning Service instance stays untouched."
    void theInitialConfigurationStaysUntouched()
    {
        const DecisionInput input = request(enrollmentOn(eus), weu);
        const Enrollment before = input.enrollment;
        const std::optional<DeviceState> old = usedState();
        (void)decide(input, old);
        QCOMPARE(input.enrollment, before);
        QCOMPARE(*old, usedState());
        // A reset long after the device's data changed still gives that same initial configuration.
        DecisionInput reset = input;
        reset.enrollment.reprovisionPolicy = ReprovisionPolicy::Reset;
        QCOMPARE(decide(reset, old).newState.desired, before.initialTwin->desired);
    }

    // "If the device is changing IoT hubs, the device registration with the initial IoT hub will be removed. The
    // updated device state information from that initial IoT hub will be migrated over to the new IoT hub"
    void migrateMovesDataAndRemovesTheOldRegistration()
    {
        const Decision decision = decide(request(enrollmentOn(eus, ReprovisionPolicy::Migrate), weu), usedState());
        QCOMPARE(decision.status, RegistrationStatus::Assigned);
        QCOMPARE(decision.substatus, Substatus::DeviceDataMigrated);
        QCOMPARE(decision.hub, eus);
        QCOMPARE(decision.previousHub, weu);
        QVERIFY(decision.moves && decision.writesTwin && decision.removesOldRegistration);
        QCOMPARE(decision.twin, TwinEffect::Migrated);
        QCOMPARE(decision.newState, usedState()); // capabilities too, though the enrollment says otherwise
        QCOMPARE(rulesOf(decision),
                 (QList{RuleKey::IndividualMatched, RuleKey::EnrollmentEnabled, RuleKey::PolicySetWins,
                        RuleKey::AllocationChoseOther, RuleKey::TwinMigrated, RuleKey::OldRegistrationRemoved}));
        QCOMPARE(decisiveOf(decision), RuleKey::AllocationChoseOther);
    }

    // Choice: a registration without effect writes nothing and keeps the last substatus.
    void migrateOnTheSameHubWritesNothing()
    {
        DecisionInput input = request(enrollmentOn(weu, ReprovisionPolicy::Migrate), weu.toUpper());
        for (const auto last :
             {Substatus::InitialAssignment, Substatus::DeviceDataMigrated, Substatus::DeviceDataReset}) {
            input.previous->substatus = last;
            const Decision decision = decide(input, usedState());
            QCOMPARE(decision.substatus, last);
            QCOMPARE(decision.status, RegistrationStatus::Assigned);
            QVERIFY(!decision.moves && !decision.writesTwin && !decision.removesOldRegistration);
            QCOMPARE(decision.twin, TwinEffect::Untouched);
            QCOMPARE(decision.newState, usedState());
            QCOMPARE(decisiveOf(decision), RuleKey::AllocationChoseSame);
        }
    }

    // "The initial configuration data that the provisioning service instance received when the device was provisioned
    // is provided to the new IoT hub"
    void resetMovesWithTheInitialConfiguration()
    {
        const Enrollment enrollment = enrollmentOn(eus, ReprovisionPolicy::Reset);
        const Decision decision = decide(request(enrollment, weu), usedState());
        QCOMPARE(decision.substatus, Substatus::DeviceDataReset);
        QCOMPARE(decision.hub, eus);
        QVERIFY(decision.moves && decision.writesTwin && decision.removesOldRegistration);
        QCOMPARE(decision.twin, TwinEffect::Reset);
        QCOMPARE(decision.newState, initialState(enrollment.initialTwin->tags, enrollment.initialTwin->desired, false));
        QVERIFY(decision.newState.reported.isEmpty());
        QCOMPARE(rulesOf(decision).mid(2), (QList{RuleKey::PolicySetWins, RuleKey::AllocationChoseOther,
                                                  RuleKey::TwinReset, RuleKey::OldRegistrationRemoved}));
    }

    // "This policy is often used for a factory reset without changing IoT hubs."
    void resetOnTheSameHubIsAFactoryReset()
    {
        const Enrollment enrollment = enrollmentOn(weu, ReprovisionPolicy::Reset);
        const Decision decision = decide(request(enrollment, weu), usedState());
        QCOMPARE(decision.hub, weu);
        QCOMPARE(decision.substatus, Substatus::DeviceDataReset);
        QVERIFY(!decision.moves && !decision.removesOldRegistration);
        QVERIFY(decision.writesTwin);
        QCOMPARE(decision.twin, TwinEffect::Reset);
        QCOMPARE(decision.newState.tags, enrollment.initialTwin->tags);
        QVERIFY(decision.newState.reported.isEmpty());
        QCOMPARE(decision.newState.iotEdge, false);
    }

    // Choice where the facts leave a gap: the initial twin as it is in the enrollment now.
    void resetTakesTheInitialTwinAsItIsNow()
    {
        Enrollment enrollment = enrollmentOn(weu, ReprovisionPolicy::Reset);
        enrollment.initialTwin->desired.insert(QStringLiteral("interval"), 900);
        QCOMPARE(
            decide(request(enrollment, weu), usedState()).newState.desired.value(QStringLiteral("interval")).toInt(),
            900);
        enrollment.initialTwin.reset();
        QCOMPARE(decide(request(enrollment, weu), usedState()).newState, DeviceState{});
    }

    // "The device is never reassigned to a different hub."
    void neverStaysWhateverTheEnrollmentSays_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("stillLinked");
        for (const char *version : {"2018-04-01", "2019-03-31", "2021-06-01", ""}) {
            QTest::addRow("%s, linked", version) << QString::fromLatin1(version) << true;
            QTest::addRow("%s, not linked any more", version) << QString::fromLatin1(version) << false;
        }
    }
    void neverStaysWhateverTheEnrollmentSays()
    {
        QFETCH(QString, version);
        QFETCH(bool, stillLinked);
        DecisionInput input = request(enrollmentOn(eus, ReprovisionPolicy::Never), weu);
        input.deviceApi = ApiVersion::parse(version).value_or(ApiVersion{});
        input.previous->substatus = Substatus::DeviceDataMigrated;
        if (!stillLinked)
            input.linkedHubs.removeFirst();
        const Decision decision = decide(input, usedState());
        QCOMPARE(decision.status, RegistrationStatus::Assigned);
        QCOMPARE(decision.hub, weu);
        QCOMPARE(decision.substatus, Substatus::DeviceDataMigrated);
        QVERIFY(!decision.moves && !decision.writesTwin && !decision.removesOldRegistration && !decision.callWebhook);
        QCOMPARE(decision.twin, TwinEffect::Untouched);
        QCOMPARE(decision.newState, usedState());
        QCOMPARE(decisiveOf(decision), RuleKey::NeverStays);
    }

    // "During migration, the device's status will be reported as Assigning."
    void statusIsAssigningDuringAMove()
    {
        for (const auto policy : {ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset}) {
            QCOMPARE(statusMeanwhile(decide(request(enrollmentOn(eus, policy), weu))), RegistrationStatus::Assigning);
            QCOMPARE(statusMeanwhile(decide(request(enrollmentOn(weu, policy), weu))), RegistrationStatus::Assigned);
        }
        QCOMPARE(statusMeanwhile(decide(request(enrollmentOn(eus)))), RegistrationStatus::Assigning);
        QCOMPARE(statusMeanwhile(decide(request(enrollmentOn(eus, ReprovisionPolicy::Never), weu))),
                 RegistrationStatus::Assigned);
        Enrollment disabled = enrollmentOn(eus);
        disabled.provisioningStatus = ProvisioningStatus::Disabled;
        QCOMPARE(statusMeanwhile(decide(request(disabled))), RegistrationStatus::Disabled);
    }

    // "Depending on the enrollment entry configuration, the device may be reassigned to another IoT hub."
    void theEnrollmentConfigurationChoosesTheHub_data()
    {
        QTest::addColumn<QStringList>("set");
        QTest::addColumn<QString>("older");
        QTest::addColumn<QString>("hub");
        QTest::newRow("hub set") << QStringList{eus} << QString() << eus;
        QTest::newRow("hub set back") << QStringList{weu} << QString() << weu;
        QTest::newRow("older single-hub member") << QStringList{} << quarantine << quarantine;
        QTest::newRow("hub set before the older member") << QStringList{eus} << quarantine << eus;
    }
    void theEnrollmentConfigurationChoosesTheHub()
    {
        QFETCH(QStringList, set);
        QFETCH(QString, older);
        QFETCH(QString, hub);
        Enrollment enrollment = enrollmentOn(weu);
        enrollment.allocationPolicy = AllocationPolicy::NotSet;
        enrollment.iotHubs.reset();
        if (!set.isEmpty())
            enrollment.iotHubs = set;
        enrollment.iotHubHostName = older;
        const Decision decision = decide(request(enrollment, weu));
        QCOMPARE(decision.hub, hub);
        QCOMPARE(decision.moves, hub != weu);
    }

    void theServicesDefaultAllocationCountsWhereTheEnrollmentHasNone()
    {
        Enrollment enrollment = enrollmentOn(weu);
        enrollment.allocationPolicy = AllocationPolicy::NotSet;
        enrollment.iotHubs.reset();
        DecisionInput input = request(enrollment);
        input.defaultAllocation = AllocationPolicy::GeoLatency;
        input.deviceRegion = QStringLiteral("eastus2");
        QCOMPARE(decide(input).hub, eus);
        input.defaultAllocation = AllocationPolicy::Hashed;
        QCOMPARE(decide(input).hub, hashedHub(hubs(), u"device-1"));
    }

    // "The same policies are available for individual enrollments and enrollment groups"
    void groupsAreDecidedLikeIndividuals()
    {
        for (const auto policy : {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset,
                                  ReprovisionPolicy::Never}) {
            for (const QString &target : {weu, eus}) {
                const Decision individual = decide(request(enrollmentOn(target, policy), weu), usedState());
                Enrollment asGroup = enrollmentOn(target, policy);
                asGroup.kind = EnrollmentKind::Group;
                const Decision group = decide(request(asGroup, weu), usedState());
                QCOMPARE(group.hub, individual.hub);
                QCOMPARE(group.substatus, individual.substatus);
                QCOMPARE(group.twin, individual.twin);
                QCOMPARE(group.newState, individual.newState);
                QCOMPARE(rulesOf(group).mid(1), rulesOf(individual).mid(1));
                QCOMPARE(rulesOf(group).constFirst(), RuleKey::GroupMatched);
            }
        }
    }

    // "The reprovisioning policy on an enrollment entry determines how the device provisioning service instance handles
    // these provisioning requests. The policy also determines whether device state data should be migrated during
    // reprovisioning."
    void thePolicyDecidesHubAndData_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("hub");
        QTest::addColumn<int>("twin");
        QTest::newRow("migrate") << int(ReprovisionPolicy::Migrate) << eus << int(TwinEffect::Migrated);
        QTest::newRow("reset") << int(ReprovisionPolicy::Reset) << eus << int(TwinEffect::Reset);
        QTest::newRow("never") << int(ReprovisionPolicy::Never) << weu << int(TwinEffect::Untouched);
    }
    void thePolicyDecidesHubAndData()
    {
        QFETCH(int, policy);
        QFETCH(QString, hub);
        QFETCH(int, twin);
        const Decision decision =
            decide(request(enrollmentOn(eus, static_cast<ReprovisionPolicy>(policy)), weu), usedState());
        QCOMPARE(decision.hub, hub);
        QCOMPARE(int(decision.twin), twin);
    }

    // "As a device moves between locations, network latency is improved by having the device migrated to a closer IoT
    // hub."
    void aDeviceThatTravelsMovesToTheCloserHub()
    {
        Enrollment enrollment = enrollmentOn(weu);
        enrollment.allocationPolicy = AllocationPolicy::GeoLatency;
        enrollment.iotHubs.reset();
        DecisionInput input = request(enrollment, weu);
        input.deviceRegion = QStringLiteral("germanywestcentral");
        QVERIFY(!decide(input).moves);
        input.deviceRegion = QStringLiteral("canadacentral");
        QCOMPARE(decide(input).hub, eus);
        QCOMPARE(decide(input).substatus, Substatus::DeviceDataMigrated);
    }

    // "reassigned to a new customer, or customer site. This new customer may be serviced using a different IoT hub."
    // and "A device could be moved into a new or updated IoT solution."
    void aNewCustomerOrSolutionMeansANewHubAndDeviceId()
    {
        Enrollment enrollment = enrollmentOn(eus, ReprovisionPolicy::Reset);
        enrollment.deviceId = QStringLiteral("customer-b-1");
        const Decision moved = decide(request(enrollment, weu), usedState());
        QCOMPARE(moved.hub, eus);
        QCOMPARE(moved.deviceId, QStringLiteral("customer-b-1"));
        QVERIFY(moved.newState.reported.isEmpty());
        // Without a move the device keeps the identity that its hub knows.
        enrollment.iotHubs = QStringList{weu};
        QCOMPARE(decide(request(enrollment, weu)).deviceId, QStringLiteral("device-1"));
    }

    // "may be reassigned to an IoT hub that can only update and get back in compliance. Once the device is functioning
    // properly, it's then migrated back to its main hub."
    void quarantineAndReturn()
    {
        DecisionInput input = request(enrollmentOn(quarantine), weu);
        const Decision away = decide(input, usedState());
        QCOMPARE(away.hub, quarantine);
        DeviceState updated = away.newState;
        updated.reported.insert(QStringLiteral("firmware"),
                                QJsonObject{{QStringLiteral("version"), QStringLiteral("3.0")}});
        input.enrollment = enrollmentOn(weu);
        input.previous = assignedTo(quarantine, away.substatus);
        const Decision back = decide(input, updated);
        QCOMPARE(back.hub, weu);
        QCOMPARE(back.previousHub, quarantine);
        QCOMPARE(back.newState, updated);
    }

    // "takes action when devices associated with the enrollment entry submit a new request": nothing but a request is
    // decided, and one on demand is decided like one at reboot.
    void theSameRequestIsAlwaysDecidedTheSame()
    {
        const DecisionInput input = request(enrollmentOn(eus), weu);
        const Decision first = decide(input, usedState());
        const Decision again = decide(input, usedState());
        QCOMPARE(again.hub, first.hub);
        QCOMPARE(again.newState, first.newState);
        QCOMPARE(again.explanation, first.explanation);
        // After the move the next request changes nothing more.
        DecisionInput next = input;
        next.previous = assignedTo(first.hub, first.substatus);
        const Decision settled = decide(next, first.newState);
        QVERIFY(!settled.moves && !settled.writesTwin);
        QCOMPARE(settled.substatus, Substatus::DeviceDataMigrated);
    }
};

REHOME_TEST(DecisionTest);
#include "DecisionTest.moc"
