// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Seeder.h"

#include "app/local/Auth.h"
#include "app/local/CaCertificates.h"
#include "app/local/EnrollmentEditor.h"
#include "app/local/Fault.h"
#include "app/local/HubDevices.h"
#include "models/domain/Decision.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

constexpr qint64 hourMs = 60LL * 60 * 1000;
constexpr quint32 spreadHours = 30 * 24;         // of registrations
constexpr quint32 olderHours = spreadHours + 24; // enrollments were there before them

/// A number that is the same for one ID and purpose in every run.
quint32 numberFor(const QString &id, quint32 salt)
{
    quint32 hash = 2166136261U ^ salt; // FNV-1a
    for (const char c : id.toUtf8())
        hash = (hash ^ static_cast<quint8>(c)) * 16777619U;
    hash ^= hash >> 15;
    hash *= 2246822519U;
    return hash ^ (hash >> 13);
}

/// What such a device would have reported after a while in operation.
QJsonObject reportedBy(const QString &id)
{
    return {{QStringLiteral("firmware"), QJsonObject{{QStringLiteral("version"), QStringLiteral("%1.%2.%3")
                                                                                     .arg(1 + numberFor(id, 1) % 2)
                                                                                     .arg(numberFor(id, 2) % 8)
                                                                                     .arg(numberFor(id, 3) % 12)},
                                                     {QStringLiteral("updateStatus"), QStringLiteral("current")}}},
            {QStringLiteral("uptimeHours"), static_cast<int>(numberFor(id, 4) % 2000)},
            {QStringLiteral("temperature"), 18.0 + numberFor(id, 5) % 240 / 10.0},
            {QStringLiteral("signalDbm"), -50 - static_cast<int>(numberFor(id, 6) % 50)}};
}

Result<void> addEnrollment(ServiceCore &core, EnrollmentKind kind, const QJsonObject &object, WriteBatch &batch)
{
    const QString id = object.value(wire::idMember(kind)).toString();
    const qint64 hoursAgo = olderHours + numberFor(id, 9) % (2 * spreadHours);
    const qint64 createdMs = QDateTime::currentMSecsSinceEpoch() - hoursAgo * hourMs - numberFor(id, 10) % hourMs;
    const HttpReply reply =
        EnrollmentEditor(core, createdMs)
            .put(kind, id, QJsonDocument(object).toJson(QJsonDocument::Compact), std::nullopt, batch);
    if (reply.status == 200)
        return {};
    const QString why = QJsonDocument::fromJson(reply.body).object().value(QLatin1String("message")).toString();
    return fault(ErrorKind::BadInput, QStringLiteral("The scenario's enrollment %1 is refused: %2").arg(id, why));
}

void addDevice(ServiceCore &core, const ScenarioDevices &row, const QString &id, qint64 nowMs, WriteBatch &batch)
{
    ServiceState &state = core.state;
    const EnrollmentKind kind = row.group.isEmpty() ? EnrollmentKind::Individual : EnrollmentKind::Group;
    const QByteArray enrollmentKey = foldedKey(kind == EnrollmentKind::Group ? row.group : id);
    const auto enrollment = state.enrollment(kind, enrollmentKey);
    const EnrollmentEntry *entry = state.entry(kind, enrollmentKey);
    if (!enrollment || !entry)
        return;
    domain::DecisionInput input;
    input.enrollment = *enrollment;
    input.registrationId = id;
    input.deviceApi = domain::ApiVersion::parse(row.apiVersion).value_or(domain::ApiVersion());
    input.linkedHubs = state.config.linkedHubs();
    input.defaultAllocation = state.config.allocationPolicy;
    input.deviceRegion = state.regions.of(id);
    const domain::Decision decision = domain::decide(input);

    RecordRow record;
    record.key = foldedKey(id);
    record.id = id;
    record.group = kind == EnrollmentKind::Group ? enrollmentKey : QByteArray();
    record.deviceId = decision.deviceId;
    record.hub = decision.hub;
    record.status = decision.status;
    record.substatus = decision.substatus;
    record.errorCode = decision.errorCode;
    record.errorMessage = decision.errorMessage;
    record.apiVersion = row.apiVersion;
    record.etag = QString::fromLatin1(('"' + newEtag().toLatin1() + '"').toBase64());
    record.createdMs = nowMs - hourMs - static_cast<qint64>(numberFor(id, 7) % (spreadHours * 3600)) * 1000;
    record.updatedMs = record.createdMs + 200 + numberFor(id, 8) % 1800;
    if (decision.writesTwin) {
        domain::DeviceState device = decision.newState;
        device.reported = reportedBy(id);
        state.put(newHubDevice(decision.hub, decision.deviceId, deviceKeys(*entry, kind, id), device, record.updatedMs),
                  batch);
    }
    state.put(std::move(record), batch);
}

} // namespace

Result<void> seed(ServiceCore &core, const Scenario &scenario, WriteBatch &batch)
{
    core.state.config = ServiceConfig::fresh(scenario);
    core.state.attachHubs();
    for (const Scenario::Authority &authority : scenario.caCertificates)
        if (const auto added = CaCertificates(core.state)
                                   .put(authority.name, authority.certificate, authority.isVerified,
                                        QDateTime::currentMSecsSinceEpoch(), batch);
            !added)
            return fault(ErrorKind::BadInput, QStringLiteral("The scenario's CA certificate %1 is refused: %2")
                                                  .arg(authority.name, added.error().message));
    for (const QJsonObject &group : scenario.enrollmentGroups)
        if (const auto added = addEnrollment(core, EnrollmentKind::Group, group, batch); !added)
            return added;
    for (const QJsonObject &individual : scenario.enrollments)
        if (const auto added = addEnrollment(core, EnrollmentKind::Individual, individual, batch); !added)
            return added;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const ScenarioDevices &row : scenario.devices)
        if (row.initiallyAssigned)
            for (const QString &id : row.allRegistrationIds())
                addDevice(core, row, id, now, batch);
    core.state.saveConfig(batch);
    return {};
}

} // namespace rehome::local
