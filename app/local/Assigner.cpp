// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Assigner.h"

#include "app/local/AttestationFacts.h"
#include "app/local/EventLoop.h"
#include "app/local/HubDevices.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/HubCodec.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
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

bool Assigner::isLinked(const QString &hub) const
{
    const HubConfig *config = m_core.state.config.hubByHostName(hub);
    return config && config->linked;
}

domain::DecisionInput Assigner::inputFor(const RecordRow &record, const domain::Enrollment &enrollment) const
{
    const ServiceState &state = m_core.state;
    domain::DecisionInput input;
    input.enrollment = enrollment;
    input.registrationId = record.id;
    input.deviceApi = domain::ApiVersion::parse(record.apiVersion).value_or(domain::ApiVersion());
    input.linkedHubs = state.config.linkedHubs();
    input.defaultAllocation = state.config.allocationPolicy;
    input.deviceRegion = state.regions.of(record.id);
    if (!record.hub.isEmpty()) {
        input.previous = fullState(record);
        input.previousHubInReach = isLinked(record.hub);
        input.deviceExistsOnHub = state.device(record.hub, record.deviceId) != nullptr;
    }
    return input;
}

Assigner::Plan Assigner::planFor(const RecordRow &record, const Verdict &verdict) const
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
    domain::DecisionInput input = inputFor(record, *plan.enrollment);
    if (verdict)
        verdict->addTo(input);
    const auto stateOn = [&state](const QString &hub, const QString &deviceId) -> std::optional<domain::DeviceState> {
        const HubEntry *device = state.device(hub, deviceId);
        const auto twin = device ? twinOf(device->twin) : std::nullopt;
        return twin ? std::optional(twin->state) : std::nullopt;
    };
    std::optional<domain::DeviceState> oldState;
    if (input.previous && input.previousHubInReach)
        oldState = stateOn(record.hub, record.deviceId);
    plan.decision = domain::decide(input, oldState);
    plan.asksWebhook = plan.decision.callWebhook && !verdict;
    if (record.hub.isEmpty() && plan.decision.status == RegistrationStatus::Assigned &&
        state.device(plan.decision.hub, plan.decision.deviceId)) {
        // Which hub is asked for the device is known only now.
        input.deviceExistsOnHub = true;
        plan.decision = domain::decide(input, stateOn(plan.decision.hub, plan.decision.deviceId));
    }
    plan.hasWork =
        plan.decision.status == RegistrationStatus::Assigned && (plan.decision.moves || plan.decision.writesTwin);
    if (plan.hasWork) {
        QStringList written{plan.decision.hub};
        if (plan.decision.removesOldRegistration)
            written.append(plan.decision.previousHub);
        for (const QString &hub : written)
            if (const HubConfig *config = state.config.hubByHostName(hub); config && config->linkStale)
                plan.refusingHub = hub;
    }
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

    const Plan plan = planFor(record, nullptr);
    Accepted accepted{record.operationId, 1};
    const HubState *target = plan.hasWork ? m_core.state.hub(plan.decision.hub) : nullptr;
    const bool hubIsUp = target && target->mode == HubMode::Up;
    const milliseconds delay = delayFor(registrationId, plan.decision.hub);
    const bool atOnce = hubIsUp && delay == milliseconds::zero() && plan.refusingHub.isEmpty();
    if (!plan.asksWebhook && (!plan.hasWork || atOnce)) {
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
    record.requestPayload =
        request.payload ? QJsonDocument(*request.payload).toJson(QJsonDocument::Compact) : QByteArray();
    m_core.state.put(record, batch);
    const Job job{key, record.operationId, EventLoop::nowMs() + delay.count() + m_core.deadHubPatienceMs, nullptr};
    if (plan.asksWebhook)
        m_core.loop.post([this, job] { askWebhook(job); });
    else
        schedule(job, delay);
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
        schedule({key, record->operationId, EventLoop::nowMs() + delay.count() + m_core.deadHubPatienceMs, nullptr},
                 delay);
    }
}

std::optional<RecordRow> Assigner::recordOf(const Job &job) const
{
    auto record = m_core.state.record(job.key);
    if (!record || !record->pending || record->operationId != job.operationId)
        return std::nullopt;
    return record;
}

void Assigner::askWebhook(const Job &job)
{
    const auto record = recordOf(job);
    if (!record)
        return;
    const auto enrollment = m_core.state.enrollment(kindOf(*record), enrollmentKey(*record));
    if (!enrollment)
        return complete(job); // deleted meanwhile: that fails there
    m_custom.ask(*record, inputFor(*record, *enrollment), [this, job](Verdict verdict) {
        Job answered = job;
        answered.verdict = std::move(verdict);
        const auto asked = recordOf(answered);
        if (!asked)
            return;
        const Plan plan = planFor(*asked, answered.verdict);
        const milliseconds delay = plan.hasWork ? delayFor(asked->id, plan.decision.hub) : milliseconds::zero();
        answered.giveUpMs = EventLoop::nowMs() + delay.count() + m_core.deadHubPatienceMs;
        if (delay == milliseconds::zero())
            complete(std::move(answered));
        else
            schedule(std::move(answered), delay);
    });
}

void Assigner::schedule(Job job, milliseconds delay)
{
    m_core.loop.after(delay, [this, job = std::move(job)] { complete(job); });
}

void Assigner::complete(Job job)
{
    const auto record = recordOf(job);
    if (!record)
        return;
    const Plan plan = planFor(*record, job.verdict);
    if (plan.asksWebhook)
        return askWebhook(job); // resumed after a start, or the enrollment was changed to custom meanwhile
    if (!plan.refusingHub.isEmpty()) {
        // Its error is the record's, in the hub's own shape (protocol facts, section 1).
        const QJsonObject answer =
            wire::hubErrorBody(QStringLiteral("IotHubUnauthorizedAccess"), QStringLiteral("Unauthorized"),
                               QUuid::createUuid().toString(QUuid::Id128));
        return failAtHub(*record, wire::codes::hubUnauthorized,
                         QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)));
    }
    if (HubState *target = plan.hasWork ? m_core.state.hub(plan.decision.hub) : nullptr) {
        const qint64 now = EventLoop::nowMs();
        if (target->mode == HubMode::Dead) {
            // No code for a hub that does not answer is known; the general one of the service is the honest choice.
            if (now >= job.giveUpMs)
                return failAtHub(*record, wire::codes::internalError,
                                 QStringLiteral("IoT hub %1 did not answer in time.").arg(plan.decision.hub));
            return schedule(std::move(job), hubRetry);
        }
        if (target->mode == HubMode::Throttle) {
            if (now < target->nextSlotMs) { // the hub's refusals are waited out, not failed
                job.giveUpMs += registrySlotMs;
                return schedule(std::move(job), milliseconds(target->nextSlotMs - now));
            }
            const HubConfig *config = m_core.state.config.hubByHostName(plan.decision.hub);
            target->nextSlotMs = now + registrySlotMs / std::max(1, config ? config->registryUnits : 1);
        }
    }
    WriteBatch batch;
    finish(*record, plan, batch);
    m_core.commit(std::move(batch), [](bool) {});
}

void Assigner::failAtHub(RecordRow record, int errorCode, const QString &why)
{
    Plan plan;
    plan.decision.status = RegistrationStatus::Failed;
    plan.decision.hub = record.hub;
    plan.decision.errorCode = errorCode;
    plan.decision.errorMessage = why;
    WriteBatch batch;
    finish(std::move(record), plan, batch);
    m_core.commit(std::move(batch), [](bool) {});
}

void Assigner::finish(RecordRow record, const Plan &plan, WriteBatch &batch)
{
    const domain::Decision &decision = plan.decision;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    record.pending = false;
    record.requestPayload.clear();
    record.updatedMs = now;
    record.etag = recordEtag();
    record.status = decision.status;
    record.errorCode = decision.errorCode;
    record.errorMessage = decision.errorMessage;
    if (decision.status == RegistrationStatus::Assigned && plan.enrollment) {
        const EnrollmentEntry *entry = m_core.state.entry(kindOf(record), enrollmentKey(record));
        const auto keys = [&] { return entry ? hubCredentials(*entry, kindOf(record), record) : HubCredentials(); };
        const HubEntry *present = m_core.state.device(decision.hub, decision.deviceId);
        if (decision.removesOldRegistration)
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
        } else if (present && entry && isLinked(decision.hub)) {
            if (auto identity = identityOf(present->identity);
                identity && renewCredentials(*identity, hubCredentials(*entry, kindOf(record), record)))
                m_core.state.put(DeviceRow{decision.hub.toLower().toUtf8(), decision.deviceId.toUtf8(),
                                           identityBytes(*identity), QByteArray(present->twin)},
                                 batch);
        } else if (!present && isLinked(decision.hub)) {
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
        record.payload =
            decision.payload ? QJsonDocument(*decision.payload).toJson(QJsonDocument::Compact) : QByteArray();
    }
    if (record.deviceId.isEmpty())
        record.deviceId = plan.enrollment ? domain::deviceIdFor(*plan.enrollment, record.id) : record.id;
    m_core.state.put(std::move(record), batch);
}

} // namespace rehome::local
