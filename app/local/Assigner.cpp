// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Assigner.h"

#include "app/local/AttestationFacts.h"
#include "app/local/EventLoop.h"
#include "app/local/HubDevices.h"
#include "models/wire/ErrorBody.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>

namespace rehome::local {

using domain::EnrollmentKind;
using domain::RegistrationStatus;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds hubRetry{500};
/// A throttled hub takes 100 identities a minute and unit (protocol facts, section 7).
constexpr qint64 registrySlotMs = 600;
constexpr int slowFactor = 4;
constexpr milliseconds slowExtra{2000};

/// 500 to 1499 per mille, the same for one ID on every run.
int jitterPerMille(const QString &id)
{
    quint32 hash = 2166136261U; // FNV-1a
    for (const char c : id.toUtf8())
        hash = (hash ^ static_cast<quint8>(c)) * 16777619U;
    return 500 + static_cast<int>((hash ^ (hash >> 15)) % 1000);
}

QString recordEtag()
{
    return QString::fromLatin1(('"' + newEtag().toLatin1() + '"').toBase64());
}

EnrollmentKind kindOf(const RecordRow &record)
{
    return record.group.isEmpty() ? EnrollmentKind::Individual : EnrollmentKind::Group;
}

QByteArray enrollmentKey(const RecordRow &record)
{
    return record.group.isEmpty() ? record.key : record.group;
}

} // namespace

Assigner::Plan Assigner::planFor(const RecordRow &record) const
{
    const ServiceState &state = m_core.state;
    Plan plan;
    plan.enrollment = state.enrollment(kindOf(record), enrollmentKey(record));
    if (!plan.enrollment) {
        plan.decision.status = RegistrationStatus::Failed;
        plan.decision.hub = record.hub;
        plan.decision.errorCode = wire::codes::enrollmentNotFound;
        plan.decision.errorMessage = QStringLiteral("The enrollment was deleted before the device was assigned.");
        return plan;
    }
    domain::DecisionInput input;
    input.enrollment = *plan.enrollment;
    input.registrationId = record.id;
    input.deviceApi = domain::ApiVersion::parse(record.apiVersion).value_or(domain::ApiVersion());
    input.linkedHubs = state.config.linkedHubs();
    input.defaultAllocation = state.config.allocationPolicy;
    input.deviceRegion = state.regions.of(record.id);
    std::optional<domain::DeviceState> oldState;
    if (!record.hub.isEmpty()) {
        input.previous = fullState(record);
        const HubEntry *device = state.device(record.hub, record.deviceId);
        input.deviceExistsOnHub = device != nullptr;
        if (device)
            if (const auto twin = twinOf(device->twin))
                oldState = twin->state;
    }
    plan.decision = domain::decide(input, oldState);
    if (record.hub.isEmpty() && plan.decision.status == RegistrationStatus::Assigned) {
        // Which hub is asked for the device is known only now.
        const HubEntry *device = state.device(plan.decision.hub, plan.decision.deviceId);
        if (device) {
            input.deviceExistsOnHub = true;
            if (const auto twin = twinOf(device->twin))
                oldState = twin->state;
            plan.decision = domain::decide(input, oldState);
        }
    }
    plan.hasWork =
        plan.decision.status == RegistrationStatus::Assigned && (plan.decision.moves || plan.decision.writesTwin);
    return plan;
}

milliseconds Assigner::delayFor(const QString &registrationId, const QString &hub) const
{
    milliseconds delay{static_cast<qint64>(m_core.state.config.assignDelayMs) * jitterPerMille(registrationId) / 1000};
    const auto found = m_core.state.hubs.find(hub.toLower().toUtf8());
    if (found != m_core.state.hubs.end() && found->second.mode == HubMode::Slow)
        delay = delay * slowFactor + slowExtra;
    return delay;
}

Assigner::Accepted Assigner::accept(const Request &request, WriteBatch &batch)
{
    const QString &registrationId = request.registrationId;
    const MatchedEnrollment &match = request.match;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const QByteArray key = foldedKey(registrationId);
    const auto known = m_core.state.record(key);
    RecordRow record = known ? *known : RecordRow();
    record.key = key;
    record.id = registrationId;
    record.group = match.kind == EnrollmentKind::Group ? match.key : QByteArray();
    record.attestation = storedAttestation(match.attestationFacts);
    record.apiVersion = request.apiVersion;
    record.operationId =
        m_core.state.config.operationPrefix + QLatin1Char('.') + QUuid::createUuid().toString(QUuid::WithoutBraces);
    // Choice where the facts leave a gap: the start of the latest registration.
    record.createdMs = now;

    const Plan plan = planFor(record);
    Accepted accepted{record.operationId, 1};
    const HubState *target = plan.hasWork ? m_core.state.hub(plan.decision.hub) : nullptr;
    const bool hubIsUp = target && target->mode == HubMode::Up;
    const milliseconds delay = delayFor(registrationId, plan.decision.hub);
    if (!plan.hasWork || (hubIsUp && delay == milliseconds::zero())) {
        finish(std::move(record), plan, batch);
        return accepted;
    }
    // "During migration, the device's status will be reported as Assigning" (concepts): the old assignment holds
    // meanwhile.
    record.status = RegistrationStatus::Assigning;
    record.errorCode = 0;
    record.errorMessage.clear();
    record.updatedMs = now;
    record.etag = recordEtag();
    record.pending = true;
    m_core.state.put(record, batch);
    schedule(key, record.operationId, delay, EventLoop::nowMs() + delay.count() + m_core.deadHubPatienceMs);
    accepted.retryAfterSeconds = std::max(1, static_cast<int>((delay.count() + 999) / 1000));
    return accepted;
}

void Assigner::resumePending()
{
    for (const QByteArray &key : m_core.state.pendingRecords()) {
        const auto record = m_core.state.record(key);
        if (!record)
            continue;
        const milliseconds delay = delayFor(record->id, record->hub);
        schedule(key, record->operationId, delay, EventLoop::nowMs() + delay.count() + m_core.deadHubPatienceMs);
    }
}

void Assigner::schedule(const QByteArray &key, const QString &operationId, milliseconds delay, qint64 giveUpMs)
{
    m_core.loop.after(delay, [this, key, operationId, giveUpMs] { complete(key, operationId, giveUpMs); });
}

void Assigner::complete(const QByteArray &key, const QString &operationId, qint64 giveUpMs)
{
    const auto record = m_core.state.record(key);
    if (!record || !record->pending || record->operationId != operationId)
        return; // deleted meanwhile
    const Plan plan = planFor(*record);
    if (HubState *target = plan.hasWork ? m_core.state.hub(plan.decision.hub) : nullptr) {
        const qint64 now = EventLoop::nowMs();
        if (target->mode == HubMode::Dead) {
            if (now >= giveUpMs)
                return failUnreachable(*record, plan.decision.hub);
            return schedule(key, operationId, hubRetry, giveUpMs);
        }
        if (target->mode == HubMode::Throttle) {
            if (now < target->nextSlotMs) // the hub's refusals are waited out, not failed
                return schedule(key, operationId, milliseconds(target->nextSlotMs - now), giveUpMs + registrySlotMs);
            const HubConfig *config = m_core.state.config.hubByHostName(plan.decision.hub);
            target->nextSlotMs = now + registrySlotMs / std::max(1, config ? config->registryUnits : 1);
        }
    }
    WriteBatch batch;
    finish(*record, plan, batch);
    m_core.commit(std::move(batch), [](bool) {});
}

void Assigner::failUnreachable(RecordRow record, const QString &hub)
{
    Plan plan;
    plan.decision.status = RegistrationStatus::Failed;
    plan.decision.hub = record.hub;
    // No code for a hub that does not answer is known; the general one of the service is the honest choice.
    plan.decision.errorCode = wire::codes::internalError;
    plan.decision.errorMessage = QStringLiteral("IoT hub %1 did not answer in time.").arg(hub);
    WriteBatch batch;
    finish(std::move(record), plan, batch);
    m_core.commit(std::move(batch), [](bool) {});
}

void Assigner::finish(RecordRow record, const Plan &plan, WriteBatch &batch)
{
    const domain::Decision &decision = plan.decision;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    record.pending = false;
    record.updatedMs = now;
    record.etag = recordEtag();
    record.status = decision.status;
    record.errorCode = decision.errorCode;
    record.errorMessage = decision.errorMessage;
    if (decision.status == RegistrationStatus::Assigned && plan.enrollment) {
        const EnrollmentEntry *entry = m_core.state.entry(kindOf(record), enrollmentKey(record));
        const auto keys = [&] { return entry ? hubCredentials(*entry, kindOf(record), record) : HubCredentials(); };
        const HubEntry *present = m_core.state.device(decision.hub, decision.deviceId);
        if (decision.moves)
            m_core.state.dropDevice(record.hub, record.deviceId, batch);
        if (decision.writesTwin && present && !decision.moves) {
            auto twin = twinOf(present->twin).value_or(wire::HubTwin());
            twin.deviceId = decision.deviceId;
            replaceState(twin, decision.newState, now);
            auto identity = identityOf(present->identity).value_or(wire::HubDevice());
            identity.iotEdge = decision.newState.iotEdge;
            if (entry)
                renewCredentials(identity, hubCredentials(*entry, kindOf(record), record));
            m_core.state.put(DeviceRow{decision.hub.toLower().toUtf8(), decision.deviceId.toUtf8(),
                                       identityBytes(identity), twinBytes(twin)},
                             batch);
        } else if (decision.moves || decision.writesTwin) {
            m_core.state.put(newHubDevice(decision.hub, decision.deviceId, keys(), decision.newState, now), batch);
        } else if (present && entry) {
            if (auto identity = identityOf(present->identity);
                identity && renewCredentials(*identity, hubCredentials(*entry, kindOf(record), record)))
                m_core.state.put(DeviceRow{decision.hub.toLower().toUtf8(), decision.deviceId.toUtf8(),
                                           identityBytes(*identity), QByteArray(present->twin)},
                                 batch);
        } else if (!present && m_core.state.hub(decision.hub)) {
            // The assignment stands but its identity was deleted at the hub: it is made again from the initial twin.
            const auto initial = plan.enrollment->initialTwin.value_or(domain::InitialTwin());
            m_core.state.put(newHubDevice(decision.hub, decision.deviceId, keys(),
                                          domain::initialState(initial.tags, initial.desired,
                                                               plan.enrollment->iotEdge.value_or(false)),
                                          now),
                             batch);
        }
        record.hub = decision.hub;
        record.deviceId = decision.deviceId;
        record.substatus = decision.substatus;
    }
    if (record.deviceId.isEmpty())
        record.deviceId = plan.enrollment ? domain::deviceIdFor(*plan.enrollment, record.id) : record.id;
    m_core.state.put(std::move(record), batch);
}

} // namespace rehome::local
