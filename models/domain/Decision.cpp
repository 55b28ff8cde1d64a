// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Decision.h"

namespace rehome::domain {

namespace {

// Codes of a failed registration record (protocol facts, section 1).
constexpr int customAllocationFailedCode = 400207;
constexpr int noHubCode = 400208;

bool sameHost(QStringView a, QStringView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

AllocationPolicy allocationOf(const Enrollment &enrollment, AllocationPolicy defaultAllocation)
{
    return enrollment.allocationPolicy == AllocationPolicy::NotSet ? defaultAllocation : enrollment.allocationPolicy;
}

// One registration request on its way to a decision; each step says which rule took part.
class Deciding
{
public:
    Deciding(const DecisionInput &input, const std::optional<DeviceState> &oldState)
        : m_input(input)
        , m_enrollment(input.enrollment)
        , m_oldState(oldState)
        , m_allocation(allocationOf(input.enrollment, input.defaultAllocation))
    {
    }

    Decision run();

    AllocationOutcome allocated() const;

private:
    void refuse();
    void assignFirst();
    void stay(bool sticky);
    void reassign(EffectivePolicy policy);
    void moveTo(const QString &hub, EffectivePolicy policy);
    void resetOnSameHub();
    void fail(AllocationFailure failure);

    DeviceState initial() const;
    void explain(RuleKey rule, QStringList arguments = {}, bool decisive = false);
    QString apiText() const;
    void keepState();

    const DecisionInput &m_input;
    const Enrollment &m_enrollment;
    const std::optional<DeviceState> &m_oldState;
    AllocationPolicy m_allocation;
    Decision m_decision;
};

void Deciding::explain(RuleKey rule, QStringList arguments, bool decisive)
{
    m_decision.explanation.append({rule, decisive, std::move(arguments)});
}

QString Deciding::apiText() const
{
    return m_input.deviceApi.isKnown() ? m_input.deviceApi.toString() : QStringLiteral("?");
}

void Deciding::keepState()
{
    if (m_oldState)
        m_decision.newState = *m_oldState;
}

AllocationOutcome Deciding::allocated() const
{
    AllocationInput input;
    input.policy = m_allocation;
    input.linkedHubs = m_input.linkedHubs;
    input.hubSet = m_enrollment.iotHubs;
    // The older member names one hub; it counts where no list is given.
    if (!input.hubSet && !m_enrollment.iotHubHostName.isEmpty())
        input.hubSet = QStringList{m_enrollment.iotHubHostName};
    input.registrationId = m_input.registrationId;
    input.deviceRegion = m_input.deviceRegion;
    input.customHub = m_input.customHub;
    return allocate(input);
}

DeviceState Deciding::initial() const
{
    const InitialTwin own = m_enrollment.initialTwin.value_or(InitialTwin{});
    const InitialTwin twin = m_allocation == AllocationPolicy::Custom ? m_input.customInitialTwin.value_or(own) : own;
    return initialState(twin.tags, twin.desired, m_enrollment.iotEdge.value_or(false));
}

Decision Deciding::run()
{
    explain(m_enrollment.kind == EnrollmentKind::Individual ? RuleKey::IndividualMatched : RuleKey::GroupMatched,
            {m_enrollment.id});
    const bool known = m_input.previous && !m_input.previous->assignedHub.isEmpty();
    if (known) {
        m_decision.previousHub = m_input.previous->assignedHub;
        m_decision.hub = m_decision.previousHub;
        m_decision.deviceId = m_input.previous->deviceId;
    }
    if (m_decision.deviceId.isEmpty())
        m_decision.deviceId = deviceIdFor(m_enrollment, m_input.registrationId);

    if (!m_enrollment.isEnabled()) {
        refuse();
        return m_decision;
    }
    explain(RuleKey::EnrollmentEnabled, {m_enrollment.id});
    m_decision.callWebhook = m_allocation == AllocationPolicy::Custom;
    if (m_decision.callWebhook && m_input.customFailure) {
        fail(AllocationFailure::CustomFailed);
        return m_decision;
    }
    if (m_decision.callWebhook)
        m_decision.payload = m_input.customPayload;
    if (!known) {
        assignFirst();
        return m_decision;
    }

    const EffectivePolicy policy = effectivePolicy(m_enrollment.reprovisionPolicy, m_input.deviceApi);
    switch (policy) {
    case EffectivePolicy::Never:
    case EffectivePolicy::Sticky:
        stay(policy == EffectivePolicy::Sticky);
        break;
    case EffectivePolicy::Migrate:
    case EffectivePolicy::Reset:
        reassign(policy);
        break;
    }
    return m_decision;
}

void Deciding::refuse()
{
    explain(RuleKey::EnrollmentDisabled, {m_enrollment.id}, true);
    m_decision.status = RegistrationStatus::Disabled;
    keepState();
}

void Deciding::assignFirst()
{
    const AllocationOutcome outcome = allocated();
    if (outcome.failure != AllocationFailure::None) {
        explain(RuleKey::FirstAssignment);
        fail(outcome.failure);
        return;
    }
    m_decision.hub = outcome.hub;
    explain(RuleKey::FirstAssignment, {outcome.hub}, true);
    if (m_input.deviceExistsOnHub) {
        // The service forgot, the hub did not: the device's data is left alone.
        explain(RuleKey::DeviceAlreadyOnHub, {outcome.hub, apiText()});
        m_decision.substatus = reportsReprovisionedToInitial(m_input.deviceApi)
                                   ? Substatus::ReprovisionedToInitialAssignment
                                   : Substatus::InitialAssignment;
        keepState();
        return;
    }
    m_decision.substatus = Substatus::InitialAssignment;
    m_decision.twin = TwinEffect::Created;
    m_decision.writesTwin = true;
    m_decision.newState = initial();
    explain(RuleKey::TwinCreated, {outcome.hub});
    if (m_decision.callWebhook && m_input.customInitialTwin)
        explain(RuleKey::TwinOverriddenByWebhook, {outcome.hub});
}

void Deciding::stay(bool sticky)
{
    const QString &hub = m_decision.previousHub;
    // The answer of a webhook is checked before it is put aside: a hub that does not exist is a bad answer.
    if (m_decision.callWebhook && m_input.customHub && !sameHost(*m_input.customHub, hub)) {
        if (const AllocationOutcome outcome = allocated(); outcome.failure != AllocationFailure::None) {
            fail(AllocationFailure::CustomFailed);
            return;
        }
    }
    if (sticky) {
        explain(RuleKey::NotSetOldApiSticky, {hub, apiText()}, true);
    } else {
        explain(RuleKey::PolicySetWins, {policyKey(m_enrollment.reprovisionPolicy), apiText()});
        explain(RuleKey::NeverStays, {hub}, true);
    }
    // For fresh return data only: "the webhook will be called but the device will not change its assigned hub".
    if (m_decision.callWebhook)
        explain(RuleKey::WebhookCalledAnyway, {hub});
    m_decision.substatus = m_input.previous->substatus;
    keepState();
}

void Deciding::reassign(EffectivePolicy policy)
{
    if (m_enrollment.reprovisionPolicy == ReprovisionPolicy::NotSet)
        explain(RuleKey::NotSetNewApiMigrates, {apiText()});
    else
        explain(RuleKey::PolicySetWins, {policyKey(m_enrollment.reprovisionPolicy), apiText()});

    const AllocationOutcome outcome = allocated();
    if (outcome.failure != AllocationFailure::None) {
        fail(outcome.failure);
        return;
    }
    if (!sameHost(outcome.hub, m_decision.previousHub)) {
        moveTo(outcome.hub, policy);
        return;
    }
    explain(RuleKey::AllocationChoseSame, {m_decision.previousHub}, true);
    if (policy == EffectivePolicy::Reset) {
        resetOnSameHub();
        return;
    }
    // Choice where the facts leave a gap: a registration without effect keeps the last substatus.
    m_decision.substatus = m_input.previous->substatus;
    keepState();
}

void Deciding::moveTo(const QString &hub, EffectivePolicy policy)
{
    explain(RuleKey::AllocationChoseOther, {m_decision.previousHub, hub}, true);
    m_decision.hub = hub;
    m_decision.moves = true;
    m_decision.writesTwin = true;
    m_decision.removesOldRegistration = m_input.previousHubInReach;
    m_decision.deviceId = deviceIdFor(m_enrollment, m_input.registrationId);
    const bool overridden = m_decision.callWebhook && m_input.customInitialTwin.has_value();
    if (policy == EffectivePolicy::Migrate && !overridden && m_input.previousHubInReach) {
        m_decision.twin = TwinEffect::Migrated;
        m_decision.substatus = Substatus::DeviceDataMigrated;
        if (m_oldState)
            m_decision.newState = migratedState(*m_oldState);
        explain(RuleKey::TwinMigrated, {m_decision.previousHub, hub});
    } else {
        // Choice where the facts leave a gap: reset takes the enrollment's initial twin as it is now.
        m_decision.twin = TwinEffect::Reset;
        m_decision.substatus = Substatus::DeviceDataReset;
        m_decision.newState = initial();
        explain(overridden ? RuleKey::TwinOverriddenByWebhook : RuleKey::TwinReset, {hub});
    }
    explain(m_input.previousHubInReach ? RuleKey::OldRegistrationRemoved : RuleKey::OldHubOutOfReach,
            {m_decision.previousHub});
}

void Deciding::resetOnSameHub()
{
    // "This policy is often used for a factory reset without changing IoT hubs": the twin is replaced where it is.
    m_decision.twin = TwinEffect::Reset;
    m_decision.writesTwin = true;
    m_decision.substatus = Substatus::DeviceDataReset;
    m_decision.newState = initial();
    explain(RuleKey::TwinReset, {m_decision.hub});
    if (m_decision.callWebhook && m_input.customInitialTwin)
        explain(RuleKey::TwinOverriddenByWebhook, {m_decision.hub});
}

void Deciding::fail(AllocationFailure failure)
{
    const bool custom = failure == AllocationFailure::CustomFailed;
    m_decision.status = RegistrationStatus::Failed;
    m_decision.errorCode = custom ? customAllocationFailedCode : noHubCode;
    // Text of the record, as a device reads it: protocol, so not translated.
    switch (failure) {
    case AllocationFailure::CustomFailed:
        m_decision.errorMessage = m_input.customFailure.value_or(
            m_input.customHub ? QStringLiteral("Custom allocation failed: the webhook named an IoT hub "
                                               "that is not open to this enrollment.")
                              : QStringLiteral("Custom allocation failed."));
        break;
    case AllocationFailure::StaticNeedsOneHub:
        m_decision.errorMessage = QStringLiteral("Static allocation needs exactly one IoT hub.");
        break;
    case AllocationFailure::NoHub:
    case AllocationFailure::None:
        m_decision.errorMessage = QStringLiteral("No linked IoT hub is open to this enrollment.");
        break;
    }
    explain(RuleKey::AllocationFailed, {QString::number(m_decision.errorCode), m_decision.errorMessage}, true);
    keepState();
}

} // namespace

Decision decide(const DecisionInput &input, const std::optional<DeviceState> &oldState)
{
    return Deciding(input, oldState).run();
}

RegistrationStatus statusMeanwhile(const Decision &decision)
{
    const bool changesHub =
        decision.moves || (decision.status == RegistrationStatus::Assigned && decision.previousHub.isEmpty());
    return changesHub ? RegistrationStatus::Assigning : decision.status;
}

QStringList offeredHubs(const DecisionInput &input)
{
    if (input.previous && !input.previous->assignedHub.isEmpty()) {
        const EffectivePolicy policy = effectivePolicy(input.enrollment.reprovisionPolicy, input.deviceApi);
        if (policy == EffectivePolicy::Never || policy == EffectivePolicy::Sticky)
            return {input.previous->assignedHub};
    }
    const std::optional<DeviceState> unknown;
    const AllocationOutcome outcome = Deciding(input, unknown).allocated();
    QStringList names;
    for (const LinkedHub &hub : outcome.candidates)
        names.append(hub.hostName);
    return names;
}

bool callsWebhook(const Enrollment &enrollment, AllocationPolicy defaultAllocation)
{
    return enrollment.isEnabled() && allocationOf(enrollment, defaultAllocation) == AllocationPolicy::Custom;
}

} // namespace rehome::domain
