// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Allocation.h"
#include "models/domain/Twin.h"

#include <QtCore/QList>

namespace rehome::domain {

/// Everything one registration request is decided from. Pure data: no clock, no I/O.
struct DecisionInput
{
    Enrollment enrollment; ///< the entry that matched (individual beats group)
    QString registrationId;
    ApiVersion deviceApi; ///< of the request; unknown counts as newer
    QList<LinkedHub> linkedHubs;
    AllocationPolicy defaultAllocation = AllocationPolicy::Hashed; ///< of the service
    QString deviceRegion;

    std::optional<RegistrationState> previous; ///< the record, if there is one
    bool deviceExistsOnHub = false; ///< the previous hub, or without a record the chosen one, has the device already

    /// False: the service may not read or write the previous hub, because it was unlinked.
    bool previousHubInReach = true;

    /// Custom allocation: what the webhook said. Absent = it was not asked.
    std::optional<QString> customHub;
    std::optional<InitialTwin> customInitialTwin; ///< "overrides the migrate setting"
    std::optional<QJsonObject> customPayload;     ///< ReturnData for the device
    /// The webhook was asked and gave nothing usable: the text of the failed record. Wins over the three above.
    std::optional<QString> customFailure;
};

/// One rule that took part, in the order they were applied. `rule` is a stable key for tests, colours and links.
enum class RuleKey : quint8
{
    EnrollmentDisabled, ///< disabled entry: final status disabled
    EnrollmentEnabled,
    IndividualMatched,
    GroupMatched,
    FirstAssignment, ///< no assignment known: allocation decides
    PolicySetWins,   ///< "If a reprovisioning policy is set, the reprovisioning policy takes precedence"
    NotSetOldApiSticky,
    NotSetNewApiMigrates,
    NeverStays,          ///< "The device is never reassigned to a different hub"
    WebhookCalledAnyway, ///< "DPS will always call the custom allocation webhook regardless of reprovisioning policy"
    AllocationChoseSame, ///< reassignment looked at, the same hub came out
    AllocationChoseOther,
    AllocationFailed,
    TwinCreated,
    TwinMigrated,
    TwinReset,
    TwinOverriddenByWebhook,
    OldRegistrationRemoved, ///< "the device registration with the initial IoT hub will be removed"
    DeviceAlreadyOnHub, ///< no record, but the hub has the device: reprovisionedToInitialAssignment (api ≥ 2019-04-15)
    OldHubOutOfReach,   ///< the previous hub was unlinked: no data can be carried, its registration stays there
};

struct RuleStep
{
    RuleKey rule = RuleKey::EnrollmentEnabled;
    bool decisive = false; ///< the step that fixed the hub or the refusal
    QStringList arguments; ///< for the sentence: hub names, api-version, policy word
    bool operator==(const RuleStep &) const = default;
};

struct Decision
{
    RegistrationStatus status = RegistrationStatus::Assigned; ///< final: assigned, failed or disabled
    Substatus substatus = Substatus::None;
    QString hub;         ///< final hub; the old one when nothing moves; empty when failed/disabled without one
    QString previousHub; ///< empty at first assignment
    QString deviceId;    ///< on `hub`: a move or first assignment takes the enrollment's, otherwise the record's stays
    bool moves =
        false; ///< hub changes: status reads assigning meanwhile, old registration is removed; not at first assignment
    bool writesTwin = false; ///< the hub's twin is written: created, migrated or reset (also on the same hub)
    TwinEffect twin = TwinEffect::Untouched;
    DeviceState newState; ///< filled when `oldState` was given to decide(), else the initial state for Created/Reset
    bool removesOldRegistration = false;
    bool callWebhook = false; ///< custom allocation: the webhook is to be called (always, whatever the policy)
    /// ReturnData that the record keeps from now on, also under never ("in case there is new ReturnData for the
    /// device"); absent = none. Means nothing when the request fails.
    std::optional<QJsonObject> payload;
    int errorCode = 0; ///< 400207, 400208 …
    QString errorMessage;
    QList<RuleStep> explanation; ///< ordered
};

/// The one decision for one registration request. Service, what-if and doctor all call this and nothing else.
/// `oldState`: the device's state on the previous hub when known; only copied, never changed.
/// Choices where the facts leave a gap: reset on the same hub replaces the twin and reports deviceDataReset; a
/// registration without effect keeps the last substatus; after a failed or disabled record that still names a hub, that
/// hub is the previous one; a webhook that fails makes the request fail under never too, its hub counts for nothing
/// there but has to be one that exists; a move away from an unlinked hub starts from the initial twin and leaves the
/// old registration behind.
Decision decide(const DecisionInput &input, const std::optional<DeviceState> &oldState = std::nullopt);

/// The record's status from acceptance of the request until it is done: "During migration, the device's status will be
/// reported as Assigning". Assigning too at a first assignment; a request that changes no hub leaves the record as
/// decided.
RegistrationStatus statusMeanwhile(const Decision &decision);

/// Does an entry of this kind call a webhook before the decision? True for allocation custom, under every policy; not
/// when disabled.
bool callsWebhook(const Enrollment &enrollment, AllocationPolicy defaultAllocation);
/// The hubs that a webhook is offered: those of the enrollment that are linked, else all linked ones; the present hub
/// alone when the policy keeps the device there.
QStringList offeredHubs(const DecisionInput &input);

/// Untranslated sentence of a rule with %1 and %2 for the step's arguments; translate it in context
/// "rehome::domain::Rule".
const char *ruleSource(RuleKey rule);
/// English sentence of a step, untranslated source text with %1… filled in (the ui translates by RuleKey).
QString ruleSentence(const RuleStep &step);
/// Stable word of a rule for JSON output: "neverStays", …
QString ruleName(RuleKey rule);

} // namespace rehome::domain
