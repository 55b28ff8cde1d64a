// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceState.h"

#include "models/wire/StoredEnrollment.h"

#include <QtCore/QJsonDocument>

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

const QString configName = QStringLiteral("config");

std::shared_ptr<const domain::Enrollment> parsedEntry(const QByteArray &json, EnrollmentKind kind)
{
    const auto enrollment = wire::storedEnrollmentFromJson(QJsonDocument::fromJson(json).object(), kind);
    return enrollment ? std::make_shared<const domain::Enrollment>(*enrollment) : nullptr;
}

QByteArray hubKey(const QString &hostName)
{
    return hostName.toLower().toUtf8();
}

} // namespace

QByteArray foldedKey(const QString &id)
{
    return domain::foldedId(id).toUtf8();
}

const ServiceState::Enrollments &ServiceState::entries(EnrollmentKind kind) const
{
    return kind == EnrollmentKind::Individual ? m_individuals : m_groups;
}

const EnrollmentEntry *ServiceState::entry(EnrollmentKind kind, const QByteArray &key) const
{
    const auto &all = entries(kind);
    const auto found = all.find(key);
    return found == all.end() ? nullptr : &found->second;
}

std::shared_ptr<const domain::Enrollment> ServiceState::enrollment(EnrollmentKind kind, const QByteArray &key) const
{
    const EnrollmentEntry *found = entry(kind, key);
    if (!found)
        return nullptr;
    if (found->parsed)
        return found->parsed;
    if (found->json.constData() != m_lastParsedJson.constData()) {
        m_lastParsed = parsedEntry(found->json, kind);
        m_lastParsedJson = found->json;
    }
    return m_lastParsed;
}

int ServiceState::symmetricGroups() const
{
    return static_cast<int>(std::count_if(m_groups.begin(), m_groups.end(),
                                          [](const auto &group) { return group.second.hasSymmetricKeys(); }));
}

const CaCertificateRow *ServiceState::caCertificate(const QByteArray &key) const
{
    const auto found = m_caCertificates.find(key);
    return found == m_caCertificates.end() ? nullptr : &found->second;
}

const std::set<QByteArray> &ServiceState::recordsOfGroup(const QByteArray &group) const
{
    static const std::set<QByteArray> none;
    const auto found = m_recordsOfGroup.find(group);
    return found == m_recordsOfGroup.end() ? none : found->second;
}

HubState *ServiceState::hub(const QString &hostName)
{
    const auto found = hubs.find(hubKey(hostName));
    return found == hubs.end() ? nullptr : &found->second;
}

const HubEntry *ServiceState::device(const QString &hub, const QString &deviceId) const
{
    const auto found = hubs.find(hubKey(hub));
    if (found == hubs.end())
        return nullptr;
    const auto device = found->second.devices.find(deviceId.toUtf8());
    return device == found->second.devices.end() ? nullptr : &device->second;
}

void ServiceState::keep(EnrollmentRow row)
{
    EnrollmentEntry entry{std::move(row.json), std::move(row.primary), std::move(row.secondary), nullptr};
    if (row.kind == EnrollmentKind::Group)
        entry.parsed = parsedEntry(entry.json, row.kind);
    auto &all = row.kind == EnrollmentKind::Individual ? m_individuals : m_groups;
    // Rows come in order at start; the hint makes that linear.
    all.insert_or_assign(all.end(), std::move(row.key), std::move(entry));
}

void ServiceState::keep(const RecordRow &row)
{
    const auto known = m_records.group(row.key);
    if (known && *known != row.group)
        forget(row.key, *known);
    m_records.put(row);
    const QByteArray &key = *m_records.sharedKey(row.key);
    if (!row.group.isEmpty() && (!known || *known != row.group)) {
        auto &keys = m_recordsOfGroup[row.group];
        keys.insert(keys.end(), key);
    }
    if (row.pending)
        m_pending.insert(key);
    else if (!m_pending.empty())
        m_pending.erase(key);
}

void ServiceState::forget(const QByteArray &key, const QByteArray &group)
{
    const auto found = m_recordsOfGroup.find(group);
    if (found == m_recordsOfGroup.end())
        return;
    found->second.erase(key);
    if (found->second.empty())
        m_recordsOfGroup.erase(found);
}

void ServiceState::put(EnrollmentRow row, WriteBatch &batch)
{
    batch.emplace_back(row);
    keep(std::move(row));
}

void ServiceState::drop(EnrollmentKind kind, const QByteArray &key, WriteBatch &batch)
{
    (kind == EnrollmentKind::Individual ? m_individuals : m_groups).erase(key);
    batch.emplace_back(DropEnrollment{kind, key});
}

void ServiceState::put(RecordRow row, WriteBatch &batch)
{
    keep(row);
    batch.emplace_back(std::move(row));
}

void ServiceState::dropRecord(const QByteArray &key, WriteBatch &batch)
{
    const auto group = m_records.group(key);
    if (!group)
        return;
    const QByteArray dropped = key; // the caller's may be the one in an index
    forget(dropped, *group);
    m_pending.erase(dropped);
    m_records.erase(dropped);
    batch.emplace_back(DropRecord{dropped});
}

void ServiceState::put(CaCertificateRow row, WriteBatch &batch)
{
    m_caCertificates.insert_or_assign(row.key, row);
    batch.emplace_back(std::move(row));
}

void ServiceState::dropCaCertificate(const QByteArray &key, WriteBatch &batch)
{
    const QByteArray dropped = key;
    if (m_caCertificates.erase(dropped) > 0)
        batch.emplace_back(DropCaCertificate{dropped});
}

void ServiceState::put(DeviceRow row, WriteBatch &batch)
{
    batch.emplace_back(row);
    if (identityWritten)
        identityWritten(row.hub, row.deviceId, row.identity);
    hubs[row.hub].devices.insert_or_assign(std::move(row.deviceId),
                                           HubEntry{std::move(row.identity), std::move(row.twin)});
}

void ServiceState::dropDevice(const QString &hub, const QString &deviceId, WriteBatch &batch)
{
    const auto found = hubs.find(hubKey(hub));
    if (found == hubs.end() || found->second.devices.erase(deviceId.toUtf8()) == 0)
        return;
    batch.emplace_back(DropDevice{found->first, deviceId.toUtf8()});
    if (identityDropped)
        identityDropped(found->first, deviceId.toUtf8());
}

void ServiceState::saveConfig(WriteBatch &batch) const
{
    batch.emplace_back(SetMeta{configName, QJsonDocument(config.toJson()).toJson(QJsonDocument::Compact)});
}

LoadSink ServiceState::loadSink()
{
    LoadSink sink;
    sink.enrollment = [this](EnrollmentRow row) { keep(std::move(row)); };
    sink.record = [this](RecordRow row) { keep(row); };
    sink.caCertificate = [this](CaCertificateRow row) {
        const QByteArray key = row.key;
        m_caCertificates.insert_or_assign(key, std::move(row));
    };
    sink.device = [this](DeviceRow row) {
        auto &devices = hubs[row.hub].devices;
        devices.insert_or_assign(devices.end(), std::move(row.deviceId),
                                 HubEntry{std::move(row.identity), std::move(row.twin)});
    };
    sink.meta = [this](const QString &name, const QByteArray &value) {
        if (name == configName)
            config = ServiceConfig::fromJson(QJsonDocument::fromJson(value).object());
    };
    return sink;
}

void ServiceState::attachHubs()
{
    for (const HubConfig &hub : config.hubs)
        hubs.try_emplace(hubKey(hub.link.hostName));
    regions = Regions(config);
}

domain::RegistrationState fullState(const RecordRow &row)
{
    domain::RegistrationState state;
    state.registrationId = row.id;
    state.createdDateTimeUtc = domain::utcTextFromMs(row.createdMs);
    state.lastUpdatedDateTimeUtc = domain::utcTextFromMs(row.updatedMs);
    state.assignedHub = row.hub;
    state.deviceId = row.deviceId;
    state.status = row.status;
    state.substatus = row.substatus;
    state.errorCode = row.errorCode;
    state.errorMessage = row.errorMessage;
    state.etag = row.etag;
    if (!row.payload.isEmpty())
        state.payload = QJsonDocument::fromJson(row.payload).object();
    return state;
}

domain::RegistrationState publicState(const RecordRow &row)
{
    domain::RegistrationState state = fullState(row);
    if (state.status != domain::RegistrationStatus::Assigned)
        state.substatus = domain::Substatus::None;
    if (state.status != domain::RegistrationStatus::Assigned)
        state.payload.reset(); // ReturnData comes "on a successful registration"
    return state;
}

} // namespace rehome::local
