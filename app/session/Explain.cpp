// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Explain.h"

#include "models/domain/DeclaredClient.h"
#include "models/wire/EnrollmentCodec.h"

namespace rehome::session {

namespace {

using fleet::DeviceSource;
using fleet::DeviceStatus;

domain::Enrollment enrollmentOf(const fleet::Snapshot &snapshot, const BodyCache *cache, fleet::RowId row,
                                QStringList *assumptions)
{
    const auto &columns = snapshot.enrollments;
    if (cache && columns.bodyLength[row] > 0) {
        const auto bytes = cache->read(columns.bodyOffset[row], columns.bodyLength[row]);
        const auto body = bytes ? wire::parseDocument(*bytes) : Result<QJsonObject>(Failure(bytes.error()));
        if (body)
            if (auto enrollment = wire::enrollmentFromJson(*body, columns.kind[row]))
                return *enrollment;
    }
    assumptions->append(
        QCoreApplication::translate("rehome::session::Session", "The enrollment's initial twin was not read."));
    domain::Enrollment enrollment;
    enrollment.kind = columns.kind[row];
    enrollment.id = snapshot.enrollmentId(row);
    enrollment.attestation.type = columns.attestation[row];
    enrollment.provisioningStatus = columns.provisioningStatus[row];
    enrollment.reprovisionPolicy = columns.policy[row];
    enrollment.allocationPolicy = columns.allocation[row];
    if (columns.has(row, fleet::EnrollmentFlag::HasHubSet))
        enrollment.iotHubs = snapshot.hubSet(row);
    return enrollment;
}

QList<domain::LinkedHub> linkedHubs(const fleet::Snapshot &snapshot, QStringList *assumptions)
{
    QList<domain::LinkedHub> hubs;
    bool inferred = false;
    for (const auto &row : snapshot.hubs.rows) {
        domain::LinkedHub hub;
        hub.hostName = row.hostName;
        hub.region = row.region;
        hub.allocationWeight = row.weight;
        hub.applyAllocationPolicy = row.openToAllocation;
        inferred = inferred || row.inferred;
        hubs.append(hub);
    }
    if (inferred || hubs.isEmpty())
        assumptions->append(
            Session::tr("Linked hubs are inferred from enrollments and records; their weights are unknown."));
    else
        assumptions->append(Session::tr("The table of hubs is taken for the linked hubs."));
    return hubs;
}

std::optional<domain::RegistrationState> recordOf(const fleet::Snapshot &snapshot, fleet::RowId device)
{
    const auto &columns = snapshot.devices;
    domain::RegistrationState record;
    record.registrationId = snapshot.registrationId(device);
    record.deviceId = snapshot.deviceId(device);
    record.assignedHub = snapshot.text(columns.hub[device]);
    record.createdDateTimeUtc = domain::utcTextFromMs(columns.createdMs[device]);
    record.lastUpdatedDateTimeUtc = domain::utcTextFromMs(columns.updatedMs[device]);
    record.substatus = columns.substatus[device];
    record.errorCode = columns.errorCode[device];
    switch (columns.status[device]) {
    case DeviceStatus::NotRead:
    case DeviceStatus::Unassigned:
        return std::nullopt;
    case DeviceStatus::Assigning:
        record.status = domain::RegistrationStatus::Assigning;
        break;
    case DeviceStatus::Assigned:
        record.status = domain::RegistrationStatus::Assigned;
        break;
    case DeviceStatus::Failed:
        record.status = domain::RegistrationStatus::Failed;
        break;
    case DeviceStatus::Disabled:
        record.status = domain::RegistrationStatus::Disabled;
        break;
    }
    return record;
}

domain::Enrollment edited(const domain::Enrollment &enrollment, const fleet::EnrollmentEdit &edit)
{
    QList<wire::FieldEdit> fields;
    for (const fleet::PendingField &field : edit.fields)
        fields.append({field.path, field.after});
    const QJsonObject body = wire::patched(wire::enrollmentToJson(enrollment, wire::Keys::Hidden), fields);
    return wire::enrollmentFromJson(body, enrollment.kind).value_or(enrollment);
}

} // namespace

Explainer::Explainer(const fleet::Snapshot &snapshot, const BodyCache *cache, const fleet::PendingEdits *edits)
    : m_snapshot(snapshot)
    , m_cache(cache)
    , m_edits(edits)
    , m_hubs(linkedHubs(snapshot, &m_hubAssumptions))
{
}

const Explainer::Known &Explainer::known(fleet::RowId row)
{
    auto found = m_known.find(row);
    if (found == m_known.end()) {
        Known fresh;
        fresh.enrollment = enrollmentOf(m_snapshot, m_cache, row, &fresh.assumptions);
        if (const fleet::EnrollmentEdit *edit = m_edits ? m_edits->find(row) : nullptr)
            fresh.enrollment = edited(fresh.enrollment, *edit);
        found = m_known.insert(row, std::move(fresh));
    }
    return *found;
}

Session::Explanation Explainer::explain(fleet::RowId device, std::optional<domain::ReprovisionPolicy> asIf)
{
    const fleet::Snapshot &snapshot = m_snapshot;
    Session::Explanation explanation;
    auto &assumptions = explanation.assumptions;
    if (device >= snapshot.devices.rowCount()) {
        assumptions.append(Session::tr("The device is not known any more."));
        return explanation;
    }
    const fleet::RowId row = snapshot.enrollmentOfDevice(device);
    if (row == fleet::NoRow) {
        assumptions.append(Session::tr("No enrollment is known for this device, so nothing can be decided."));
        return explanation;
    }
    if (const fleet::EnrollmentEdit *edit = m_edits ? m_edits->find(row) : nullptr;
        edit && edit->action == fleet::EnrollmentEdit::Action::Delete) {
        explanation.enrollmentDeleted = true;
        return explanation;
    }
    domain::DecisionInput input;
    const Known &enrollment = known(row);
    input.enrollment = enrollment.enrollment;
    assumptions += enrollment.assumptions;
    if (asIf)
        input.enrollment.reprovisionPolicy = *asIf;
    input.registrationId = snapshot.registrationId(device);
    const auto client = domain::DeclaredClient::parse(snapshot.text(snapshot.enrollments.apiVersion[row]));
    if (client && client->isKnown())
        input.deviceApi = client->api();
    if (client && client->sdk())
        assumptions.append(Session::tr("Declared is %1 %2: API version %3 stands for it.")
                               .arg(QLatin1String(domain::sdkInfo(*client->sdk()).name), client->sdkVersion(),
                                    client->api().toString()));
    else if (input.enrollment.reprovisionPolicy == domain::ReprovisionPolicy::NotSet)
        assumptions.append(Session::tr("The device's API version is unknown: one newer than 2018-04-01 is assumed."));
    input.linkedHubs = m_hubs;
    assumptions += m_hubAssumptions;
    input.previous = recordOf(snapshot, device);
    if (!input.previous && snapshot.devices.status[device] == DeviceStatus::NotRead)
        assumptions.append(Session::tr("The registration record was not read: a first registration is assumed."));
    input.deviceExistsOnHub = snapshot.devices.hub[device] != 0;

    using domain::AllocationPolicy;
    switch (input.enrollment.allocationPolicy) {
    case AllocationPolicy::NotSet:
        assumptions.append(Session::tr("The service's own allocation policy is unknown: hashed is assumed."));
        break;
    case AllocationPolicy::Hashed:
        break;
    case AllocationPolicy::GeoLatency:
        assumptions.append(Session::tr("Where the device is, is unknown: its nearest hub cannot be told."));
        break;
    case AllocationPolicy::Custom:
        assumptions.append(Session::tr("The webhook decides; its answer is unknown here."));
        if (input.previous)
            input.customHub = input.previous->assignedHub;
        break;
    case AllocationPolicy::Static:
        break;
    }
    if (input.enrollment.allocationPolicy == AllocationPolicy::NotSet ||
        input.enrollment.allocationPolicy == AllocationPolicy::Hashed)
        if (input.linkedHubs.size() > 1)
            assumptions.append(
                Session::tr("The real service's hash is not public: another hub of the set may come out."));
    explanation.decision = domain::decide(input);
    if (!input.deviceApi.isKnown() && input.enrollment.reprovisionPolicy == domain::ReprovisionPolicy::NotSet) {
        input.deviceApi = domain::ApiVersion::parse(u"2018-04-01").value_or(domain::ApiVersion());
        domain::Decision old = domain::decide(input);
        if (old.hub != explanation.decision.hub || old.twin != explanation.decision.twin)
            explanation.ifOldApi = std::move(old);
    }
    return explanation;
}

Session::Explanation explainDevice(const fleet::Snapshot &snapshot, const BodyCache *cache, fleet::RowId device,
                                   std::optional<domain::ReprovisionPolicy> asIf, const fleet::PendingEdits *edits)
{
    return Explainer(snapshot, cache, edits).explain(device, asIf);
}

} // namespace rehome::session
