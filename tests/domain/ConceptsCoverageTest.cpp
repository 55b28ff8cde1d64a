// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

/// Every sentence of the concepts document "IoT Hub Device reprovisioning concepts" that states behaviour, in its order
/// and wording (links and bold type left out), with the test that proves it. The test fails when a named function does
/// not exist.
class ConceptsCoverageTest : public QObject
{
    Q_OBJECT

    struct Proof
    {
        const char *sentence;
        const char *test; // Class::function
    };
    static const QList<Proof> &proofs();

private slots:
    void everySentenceHasATest_data()
    {
        QTest::addColumn<QByteArray>("test");
        int number = 0;
        for (const Proof &proof : proofs())
            QTest::addRow("%02d %.120s", ++number, proof.sentence) << QByteArray(proof.test);
    }
    void everySentenceHasATest()
    {
        QFETCH(QByteArray, test);
        const qsizetype colons = test.indexOf("::");
        QVERIFY(colons > 0);
        const auto found = rehome::test::registry().find(test.left(colons).toStdString());
        QVERIFY2(found != rehome::test::registry().end(), test.constData());
        const auto object = found->second();
        const QMetaObject *meta = object->metaObject();
        const int index = meta->indexOfSlot((test.mid(colons + 2) + "()").constData());
        QVERIFY2(index >= meta->methodOffset(), test.constData());
        QCOMPARE(meta->method(index).access(), QMetaMethod::Private); // what Qt Test runs
    }

    void noSentenceIsListedTwice()
    {
        QSet<QByteArray> sentences;
        for (const Proof &proof : proofs())
            sentences.insert(QByteArray(proof.sentence) + proof.test);
        QCOMPARE(sentences.size(), proofs().size());
    }
};

const QList<ConceptsCoverageTest::Proof> &ConceptsCoverageTest::proofs()
{
    static const QList<Proof> list{
        // Introduction
        {"As a device moves between locations, network latency is improved by having the device migrated to a closer "
         "IoT hub.",
         "AllocationTest::geoLatencyTakesTheNearestHub"},
        {"As a device moves between locations, network latency is improved by having the device migrated to a closer "
         "IoT hub.",
         "DecisionTest::aDeviceThatTravelsMovesToTheCloserHub"},
        {"A device may be used within the same IoT solution and reassigned to a new customer, or customer site. This "
         "new customer "
         "may be serviced using a different IoT hub.",
         "DecisionTest::aNewCustomerOrSolutionMeansANewHubAndDeviceId"},
        {"A device could be moved into a new or updated IoT solution. This reassignment may require the device to "
         "communicate with a "
         "new IoT hub that's connected to other back-end components.",
         "DecisionTest::aNewCustomerOrSolutionMeansANewHubAndDeviceId"},
        {"A device that's malfunctioning, compromised, or out-of-date may be reassigned to an IoT hub that can only "
         "update and get "
         "back in compliance. Once the device is functioning properly, it's then migrated back to its main hub.",
         "DecisionTest::quarantineAndReturn"},
        {"Devices can be automatically reassigned to new IoT hubs based on the reprovisioning policy that's configured "
         "on the device's "
         "enrollment entry.",
         "DecisionTest::thePolicyDecidesHubAndData"},
        // Device state data
        {"Device state data is composed of the device twin and device capabilities.",
         "TwinTest::migrationCarriesTwinAndCapabilities"},
        {"This data is stored in the Device Provisioning Service instance and the IoT hub that a device is assigned "
         "to.",
         "DecisionTest::firstAssignmentCreatesTheInitialConfiguration"},
        {"The service instance authenticates the device identity based on an enrollment entry, and creates the initial "
         "configuration "
         "of the device state data.",
         "DecisionTest::firstAssignmentCreatesTheInitialConfiguration"},
        {"The service instance assigns the device to an IoT hub based on the enrollment configuration and returns that "
         "IoT hub "
         "assignment to the device.",
         "DecisionTest::theEnrollmentConfigurationChoosesTheHub"},
        {"The provisioning service instance gives a copy of any initial device state data to the assigned IoT hub.",
         "DecisionTest::firstAssignmentCreatesTheInitialConfiguration"},
        {"Over time, the device state data on the IoT hub may be updated by device operations and back-end operations.",
         "TwinTest::operationsMergeIntoTheTwin"},
        {"The initial device state information stored in the Device Provisioning Service instance stays untouched. "
         "This untouched "
         "device state data is the initial configuration.",
         "DecisionTest::theInitialConfigurationStaysUntouched"},
        {"Depending on the scenario, as a device moves between IoT hubs, it may also be necessary to migrate device "
         "state updated on "
         "the previous IoT hub over to the new IoT hub. This migration is supported by reprovisioning policies in the "
         "Device "
         "Provisioning Service.",
         "DecisionTest::migrateMovesDataAndRemovesTheOldRegistration"},
        // Reprovision policies
        {"Depending on the scenario, a device could send a request to a provisioning service instance on reboot.",
         "RetryGuidanceTest::aKnownDeviceLooksUpInsteadOfProvisioning"},
        {"It also supports a method to manually trigger provisioning on demand.",
         "DecisionTest::theSameRequestIsAlwaysDecidedTheSame"},
        {"The reprovisioning policy on an enrollment entry determines how the device provisioning service instance "
         "handles these "
         "provisioning requests.",
         "DecisionTest::thePolicyDecidesHubAndData"},
        {"The policy also determines whether device state data should be migrated during reprovisioning.",
         "DecisionTest::thePolicyDecidesHubAndData"},
        {"The same policies are available for individual enrollments and enrollment groups",
         "DecisionTest::groupsAreDecidedLikeIndividuals"},
        {"Reprovision and migrate data: This policy is the default for new enrollment entries.",
         "PolicyTest::migrateIsTheDefaultForNewEntries"},
        {"Reprovision and migrate data: This policy takes action when devices associated with the enrollment entry "
         "submit a new "
         "request (1).",
         "DecisionTest::theSameRequestIsAlwaysDecidedTheSame"},
        {"Reprovision and migrate data: Depending on the enrollment entry configuration, the device may be reassigned "
         "to another IoT "
         "hub.",
         "DecisionTest::theEnrollmentConfigurationChoosesTheHub"},
        {"Reprovision and migrate data: Depending on the enrollment entry configuration, the device may be reassigned "
         "to another IoT "
         "hub.",
         "DecisionTest::migrateOnTheSameHubWritesNothing"},
        {"Reprovision and migrate data: If the device is changing IoT hubs, the device registration with the initial "
         "IoT hub will be "
         "removed.",
         "DecisionTest::migrateMovesDataAndRemovesTheOldRegistration"},
        {"The updated device state information from that initial IoT hub will be migrated over to the new IoT hub (2).",
         "DecisionTest::migrateMovesDataAndRemovesTheOldRegistration"},
        {"Reprovision and migrate data: During migration, the device's status will be reported as Assigning.",
         "DecisionTest::statusIsAssigningDuringAMove"},
        {"Reprovision and reset to initial config: This policy takes action when devices associated with the "
         "enrollment entry submit a "
         "new provisioning request (1).",
         "DecisionTest::resetOnTheSameHubIsAFactoryReset"},
        {"Reprovision and reset to initial config: Depending on the enrollment entry configuration, the device may be "
         "reassigned to "
         "another IoT hub.",
         "DecisionTest::resetMovesWithTheInitialConfiguration"},
        {"Reprovision and reset to initial config: If the device is changing IoT hubs, the device registration with "
         "the initial IoT "
         "hub will be removed.",
         "DecisionTest::resetMovesWithTheInitialConfiguration"},
        {"The initial configuration data that the provisioning service instance received when the device was "
         "provisioned is provided "
         "to the new IoT hub (2).",
         "DecisionTest::resetMovesWithTheInitialConfiguration"},
        {"Reprovision and reset to initial config: During migration, the device's status will be reported as "
         "Assigning.",
         "DecisionTest::statusIsAssigningDuringAMove"},
        {"This policy is often used for a factory reset without changing IoT hubs.",
         "DecisionTest::resetOnTheSameHubIsAFactoryReset"},
        {"Never reprovision: The device is never reassigned to a different hub.",
         "DecisionTest::neverStaysWhateverTheEnrollmentSays"},
        {"This policy is provided for managing backwards compatibility.", "DecisionEdgeTest::bothCriteriaAreNeeded"},
        {"DPS will always call the custom allocation webhook regardless of reprovisioning policy in case there is new "
         "ReturnData for "
         "the device.",
         "DecisionEdgeTest::theWebhookIsCalledUnderEveryPolicy"},
        {"If the reprovisioning policy is set to never reprovision, the webhook will be called but the device will not "
         "change its "
         "assigned hub.",
         "DecisionEdgeTest::underNeverTheWebhooksHubIsIgnored"},
        // Tip
        {"We recommend not provisioning on every reboot of the device, as this could cause some issues when "
         "reprovisioning several "
         "thousands or millions of devices at once.",
         "QuotaTest::allAtOnceIsAboveTheLimitAndPhasesAreNot"},
        {"Instead you should attempt to use the Device Registration Status Lookup API and try to connect with that "
         "information to IoT "
         "Hub.",
         "RetryGuidanceTest::aKnownDeviceLooksUpInsteadOfProvisioning"},
        {"If that fails, then try to reprovision as the IoT Hub information might have changed.",
         "RetryGuidanceTest::whatFailsEndsInRegistering"},
        {"Keep in mind that querying for the registration state will count as a new device registration, so you should "
         "consider the "
         "Device registration limit.",
         "QuotaTest::lookupsCountAsRegistrations"},
        {"Also consider implementing an appropriate retry logic, such as exponential back-off with randomization",
         "RetryGuidanceTest::jitterAddsUpToHalfAndNeverShortens"},
        {"In some cases, depending on the device capabilities, it's possible to save the IoT Hub information directly "
         "on the device to "
         "connect directly to IoT Hub after the first-time provisioning using DPS occurred.",
         "RetryGuidanceTest::aSavedHubIsTriedFirst"},
        {"If you choose to do this, make sure you implement a fallback mechanism in case you get specific errors from "
         "Hub occur",
         "RetryGuidanceTest::whatFailsEndsInRegistering"},
        {"Retry the Hub operation if the result code is 429 (Too Many Requests) or an error in the 5xx range. Do not "
         "retry for any "
         "other errors.",
         "RetryGuidanceTest::hubErrors"},
        {"For 429 errors, only retry after the time indicated in the Retry-After header.",
         "RetryGuidanceTest::refusedDevicesWaitForRetryAfter"},
        {"For 429 errors, only retry after the time indicated in the Retry-After header.",
         "QuotaTest::retryAfterRoundsUpToWholeSeconds"},
        {"For 5xx errors, use exponential back-off, with the first retry at least 5 seconds after the response.",
         "RetryGuidanceTest::serverErrorsBackOffExponentially"},
        {"For 5xx errors, use exponential back-off, with the first retry at least 5 seconds after the response.",
         "RetryGuidanceTest::firstRetryTowardsAHubIsNeverBeforeFiveSeconds"},
        {"On errors other than 429 and 5xx, re-register through DPS", "RetryGuidanceTest::hubErrors"},
        {"Ideally you should also support a method to manually trigger provisioning on demand.",
         "DecisionTest::theSameRequestIsAlwaysDecidedTheSame"},
        {"For example, updating the fleet all at once could cause all devices to re-register through DPS (which could "
         "easily be above "
         "the registration quota limit) - For such scenarios, consider planning for device updates in phases instead "
         "of updating your "
         "entire fleet at the same time.",
         "QuotaTest::allAtOnceIsAboveTheLimitAndPhasesAreNot"},
        // Managing backwards compatibility
        {"Before September 2018, device assignments to IoT hubs had a sticky behavior. When a device went back through "
         "the "
         "provisioning process, it would only be assigned back to the same IoT hub.",
         "DecisionEdgeTest::stickyBehaviourIsKept"},
        {"For solutions that have taken a dependency on this behavior, the provisioning service includes backwards "
         "compatibility. This "
         "behavior is presently maintained for devices according to the following criteria",
         "DecisionEdgeTest::bothCriteriaAreNeeded"},
        {"1. The devices connect with an API version before the availability of native reprovisioning support in the "
         "Device "
         "Provisioning Service.",
         "PolicyTest::compatibilityRule"},
        {"2. The enrollment entry for the devices doesn't have a reprovisioning policy set on them.",
         "PolicyTest::compatibilityRule"},
        {"This compatibility makes sure that previously deployed devices experience the same behavior that's present "
         "during initial "
         "testing.",
         "DecisionEdgeTest::stickyBehaviourIsKept"},
        {"To preserve the previous behavior, don't save a reprovisioning policy to these enrollments.",
         "PolicyTest::mapsToTheTwoBooleans"},
        {"If a reprovisioning policy is set, the reprovisioning policy takes precedence over the behavior.",
         "PolicyTest::compatibilityRule"},
        {"By allowing the reprovisioning policy to take precedence, customers can update device behavior without "
         "having to reimage the "
         "device.",
         "DecisionEdgeTest::aSetPolicyMovesAnOldDevice"},
        {"The following table shows the API versions before the availability of native reprovisioning support in the "
         "Device "
         "Provisioning Service: REST API",
         "PolicyTest::restVersionsOfTheTable"},
        {"The following table shows the API versions before the availability of native reprovisioning support in the "
         "Device "
         "Provisioning Service: C SDK, Python SDK, Node SDK, Java SDK, .NET SDK",
         "PolicyTest::sdkVersionsOfTheTable"},
    };
    return list;
}

REHOME_TEST(ConceptsCoverageTest);
#include "ConceptsCoverageTest.moc"
