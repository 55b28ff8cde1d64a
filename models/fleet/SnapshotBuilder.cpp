// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/SnapshotBuilder.h"

#include "models/fleet/SnapshotBuilderPrivate.h"

#include <algorithm>

namespace rehome::fleet {

SnapshotBuilder::SnapshotBuilder() = default;

RowId SnapshotBuilder::putEnrollment(const EnrollmentFacts &facts)
{
    const std::optional<RowId> known = findEnrollment(facts.kind, facts.id);
    const RowId row = known ? *known : appendEnrollment(facts);
    if (known && (facts.readAtMs < m_enrollments.readAtMs[row] ||
                  (facts.readAtMs == m_enrollments.readAtMs[row] && facts.updatedMs < m_enrollments.updatedMs[row])))
        return row; // a younger answer overtook this one

    const quint32 changed = writeEnrollment(row, facts);
    touchEnrollment(row, changed);
    if (facts.kind == domain::EnrollmentKind::Individual)
        linkIndividual(row, facts);

    constexpr quint32 OnlyReading = fieldBit(EnrollmentField::ReadAt) | fieldBit(EnrollmentField::Body);
    const bool tells = known ? (changed & ~OnlyReading) != 0 : facts.createdMs >= m_watchingSince;
    if (tells) {
        ObservedEvent event;
        event.kind = known ? EventKind::EnrollmentChanged : EventKind::EnrollmentAdded;
        event.timeMs = known ? facts.updatedMs : facts.createdMs;
        event.observedMs = facts.readAtMs;
        event.enrollment = row;
        event.byProgram = facts.byProgram;
        addEvent(event);
    }
    return row;
}

RowId SnapshotBuilder::appendEnrollment(const EnrollmentFacts &facts)
{
    const RowId row = m_enrollments.kind.size();
#define REHOME_APPEND(Type, name) m_enrollments.name.append(Type{});
    REHOME_ENROLLMENT_COLUMNS(REHOME_APPEND)
#undef REHOME_APPEND
    const StringId id = m_strings.intern(facts.id);
    m_enrollments.kind.set(row, facts.kind);
    m_enrollments.id.set(row, id);
    m_enrollments.device.set(row, NoRow);
    if (m_journaling)
        journal(JournalTable::Enrollments, row, JournalRecord::WholeRow, 0, 1, facts.readAtMs);

    RowIndex &index = facts.kind == domain::EnrollmentKind::Group ? m_groups : m_individuals;
    const auto textOf = [this](RowId known) { return m_strings.view(m_enrollments.id[known]); };
    if (const RowId gone = index.find(facts.id, textOf); gone != NoRow)
        index.replace(gone, row, facts.id);
    else
        index.insert(row, facts.id);
    ++m_liveEnrollments;
    m_dirty = true;
    return row;
}

quint32 SnapshotBuilder::writeEnrollment(RowId row, const EnrollmentFacts &facts)
{
    const qint64 at = facts.readAtMs;
    auto &to = m_enrollments;
    quint16 hubs = 0;
    const StringId hubSet = internHubSet(facts, hubs);
    // The registration ID itself is what an absent device ID means.
    const StringId deviceId = facts.deviceId == facts.id ? 0 : m_strings.intern(facts.deviceId);
    const int flags = (facts.hasWebhook ? EnrollmentFlag::Webhook : 0) | (facts.iotEdge ? EnrollmentFlag::IotEdge : 0) |
                      (facts.hasInitialTwin ? EnrollmentFlag::InitialTwin : 0) |
                      (facts.hasIotHubs ? EnrollmentFlag::HasHubSet : 0);
    quint32 changed = 0;
    changed |= setEnrollment(row, to.deviceId, EnrollmentField::DeviceId, deviceId, at);
    changed |= setEnrollment(row, to.attestation, EnrollmentField::Attestation, facts.attestation, at);
    changed |= setEnrollment(row, to.allocation, EnrollmentField::Allocation, facts.allocation, at);
    changed |= setEnrollment(row, to.policy, EnrollmentField::Policy, facts.policy, at);
    changed |= setEnrollment(row, to.provisioningStatus, EnrollmentField::ProvisioningStatus, facts.status, at);
    changed |= setEnrollment(row, to.hubSet, EnrollmentField::HubSet, hubSet, at);
    to.hubCount.set(row, hubs);
    // Both come with a new body, which is told of below.
    to.certificateEndMs.set(row, facts.certificateEndMs);
    to.twinPercent.set(row, static_cast<quint8>(std::clamp(facts.twinPercent, 0, 255)));
    changed |= setEnrollment(row, to.flags, EnrollmentField::Flags, flags, at);
    if (!to.etag[row].equals(facts.etag, m_strings))
        changed |= setEnrollment(row, to.etag, EnrollmentField::Etag, PackedEtag::pack(facts.etag, m_strings), at);
    changed |= setEnrollment(row, to.createdMs, EnrollmentField::Created, facts.createdMs, at);
    changed |= setEnrollment(row, to.updatedMs, EnrollmentField::Updated, facts.updatedMs, at);
    changed |= setEnrollment(row, to.readAtMs, EnrollmentField::ReadAt, facts.readAtMs, at);
    changed |= setEnrollment(row, to.bodyOffset, EnrollmentField::Body, facts.bodyOffset, at);
    changed |= setEnrollment(row, to.bodyLength, EnrollmentField::Body, facts.bodyLength, at);
    return changed;
}

StringId SnapshotBuilder::internHubSet(const EnrollmentFacts &facts, quint16 &count)
{
    m_joined.truncate(0);
    count = static_cast<quint16>(std::min<size_t>(facts.iotHubs.size(), 0xffff));
    for (const std::string_view hub : facts.iotHubs) {
        if (!m_joined.isEmpty())
            m_joined.append('\n');
        m_joined.append(hub.data(), static_cast<qsizetype>(hub.size()));
    }
    const std::string_view joined(m_joined.constData(), static_cast<size_t>(m_joined.size()));
    if (m_strings.view(m_lastHubSet) == joined)
        return m_lastHubSet;
    for (const std::string_view hub : facts.iotHubs)
        hubName(hub);
    m_lastHubSet = m_strings.intern(joined);
    return m_lastHubSet;
}

void SnapshotBuilder::linkIndividual(RowId row, const EnrollmentFacts &facts)
{
    const RowId device = deviceFor(facts.id, DeviceSource::Enrollment);
    touchEnrollment(row, setEnrollment(row, m_enrollments.device, EnrollmentField::Device, device, facts.readAtMs));
    touchDevice(device, setDevice(device, m_devices.individual, DeviceField::Individual, row, facts.readAtMs));
    if (!facts.deviceId.empty())
        setDeviceId(device, facts.deviceId);
}

void SnapshotBuilder::removeEnrollment(RowId row, qint64 observedMs, bool byProgram)
{
    if ((m_enrollments.flags[row] & EnrollmentFlag::Gone) != 0)
        return;
    m_enrollments.flags.set(row, m_enrollments.flags[row] | EnrollmentFlag::Gone);
    if (m_journaling)
        journal(JournalTable::Enrollments, row, JournalRecord::WholeRow, 1, 0, observedMs);
    m_removedEnrollments.push_back(row);
    --m_liveEnrollments;
    m_dirty = true;
    ObservedEvent event;
    event.kind = EventKind::EnrollmentGone;
    event.timeMs = event.observedMs = observedMs;
    event.enrollment = row;
    event.byProgram = byProgram;
    addEvent(event);

    // An individual's record goes with it; "a group's records stay and count" (protocol facts, lifecycle).
    const RowId device = m_enrollments.device[row];
    if (device == NoRow || m_devices.gone[device] != 0)
        return;
    touchDevice(device, setDevice(device, m_devices.individual, DeviceField::Individual, NoRow, observedMs));
    if (m_devices.group[device] == NoRow)
        markGone(device, observedMs);
}

void SnapshotBuilder::setApiVersion(RowId row, QStringView client)
{
    touchEnrollment(row, setEnrollment(row, m_enrollments.apiVersion, EnrollmentField::ApiVersion,
                                       m_strings.intern(client), m_enrollments.readAtMs[row]));
}

void SnapshotBuilder::setBody(RowId row, quint64 offset, quint32 length)
{
    quint32 changed = setEnrollment(row, m_enrollments.bodyOffset, EnrollmentField::Body, offset, 0);
    changed |= setEnrollment(row, m_enrollments.bodyLength, EnrollmentField::Body, length, 0);
    touchEnrollment(row, changed);
}

int SnapshotBuilder::putHub(const HubFacts &facts)
{
    int index = m_hubs.indexOf(QStringView(facts.hostName));
    if (index < 0)
        index = m_hubIndex.value(hubName(facts.hostName.toUtf8().toStdString()));
    HubRow row = m_hubs.rows[index];
    row.region = facts.region;
    row.weight = facts.weight;
    row.openToAllocation = facts.openToAllocation;
    row.registryUnits = facts.registryUnits;
    row.hasCredentials = facts.hasCredentials;
    row.inferred = false;
    if (row != m_hubs.rows[index]) {
        m_hubs.rows[index] = row;
        m_hubsChanged = m_dirty = true;
    }
    return index;
}

void SnapshotBuilder::setHubCount(int hub, qint64 devices, HubCountSource source, qint64 countedAtMs)
{
    HubRow &row = m_hubs.rows[hub];
    row.deviceCount = devices;
    row.countSource = source;
    row.countedAtMs = countedAtMs;
    m_hubsChanged = m_dirty = true;
}

StringId SnapshotBuilder::hubName(std::string_view host)
{
    if (host.empty())
        return 0;
    const StringId name = m_strings.intern(host);
    if (m_hubIndex.contains(name))
        return name;
    const QString text = m_strings.text(name);
    if (const int same = m_hubs.indexOf(QStringView(text)); same >= 0)
        return m_hubs.rows[same].name; // the same host in other letters
    HubRow row;
    row.name = name;
    row.hostName = text;
    m_hubIndex.insert(name, static_cast<int>(m_hubs.rows.size()));
    m_hubs.rows.append(row);
    m_hubsChanged = m_dirty = true;
    return name;
}

void SnapshotBuilder::addEvent(const ObservedEvent &event)
{
    m_events.push_back(event);
    m_dirty = true;
}

std::optional<RowId> SnapshotBuilder::findEnrollment(domain::EnrollmentKind kind, std::string_view id) const
{
    const RowIndex &index = kind == domain::EnrollmentKind::Group ? m_groups : m_individuals;
    const RowId row = index.find(id, [this](RowId known) { return m_strings.view(m_enrollments.id[known]); });
    if (row == NoRow || (m_enrollments.flags[row] & EnrollmentFlag::Gone) != 0)
        return std::nullopt;
    return row;
}

std::optional<RowId> SnapshotBuilder::findDevice(std::string_view registrationId) const
{
    const RowId row = m_registrations.find(
        registrationId, [this](RowId known) { return m_strings.view(m_devices.registrationId[known]); });
    if (row == NoRow || m_devices.gone[row] != 0)
        return std::nullopt;
    return row;
}

void SnapshotBuilder::touchEnrollment(RowId row, quint32 fields)
{
    if (fields == 0)
        return;
    m_dirty = true;
    if (row < m_publishedEnrollments)
        m_changedEnrollments.push_back({row, fields});
}

void SnapshotBuilder::touchDevice(RowId row, quint32 fields)
{
    if (fields == 0)
        return;
    m_dirty = true;
    if (row < m_publishedDevices)
        m_changedDevices.push_back({row, fields});
    if (const RowId individual = m_devices.individual[row]; individual != NoRow)
        touchEnrollment(individual, fieldBit(EnrollmentField::Device));
}

void SnapshotBuilder::journal(JournalTable table, RowId row, quint8 field, qint64 before, qint64 after, qint64 timeMs)
{
    m_journal.push_back({timeMs, row, table, field, before, after});
}

namespace {
TableChanges takeChanges(std::vector<RowChange> &changed, std::vector<RowId> &removed, quint32 &published,
                         quint32 count)
{
    TableChanges changes;
    changes.firstInserted = published;
    changes.insertedCount = count - published;
    std::sort(removed.begin(), removed.end());
    std::erase_if(removed, [published](RowId row) { return row >= published; });
    changes.removed = std::move(removed);
    std::sort(changed.begin(), changed.end(), [](const RowChange &a, const RowChange &b) { return a.row < b.row; });
    for (const RowChange &change : changed) {
        if (!changes.changed.empty() && changes.changed.back().row == change.row)
            changes.changed.back().fields |= change.fields;
        else if (!std::binary_search(changes.removed.begin(), changes.removed.end(), change.row))
            changes.changed.push_back(change);
    }
    changed.clear();
    removed.clear();
    published = count;
    return changes;
}
} // namespace

Publication SnapshotBuilder::publish()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->generation = ++m_generation;
#define REHOME_FREEZE(Type, name) snapshot->enrollments.name = m_enrollments.name.freeze();
    REHOME_ENROLLMENT_COLUMNS(REHOME_FREEZE)
#undef REHOME_FREEZE
#define REHOME_FREEZE(Type, name) snapshot->devices.name = m_devices.name.freeze();
    REHOME_DEVICE_COLUMNS(REHOME_FREEZE)
#undef REHOME_FREEZE
    snapshot->enrollments.count = enrollmentCount();
    snapshot->enrollments.liveCount = m_liveEnrollments;
    snapshot->devices.count = deviceCount();
    snapshot->devices.liveCount = m_liveDevices;
    snapshot->devices.assigningCount = m_assigning;
    snapshot->hubs = m_hubs;
    snapshot->strings = m_strings.publish();

    auto batch = std::make_shared<ChangeBatch>();
    batch->generation = m_generation;
    batch->enrollments =
        takeChanges(m_changedEnrollments, m_removedEnrollments, m_publishedEnrollments, enrollmentCount());
    batch->devices = takeChanges(m_changedDevices, m_removedDevices, m_publishedDevices, deviceCount());
    batch->hubsChanged = std::exchange(m_hubsChanged, false);
    batch->events = std::exchange(m_events, {});
    batch->journal = std::exchange(m_journal, {});
    m_dirty = false;
    return {std::move(snapshot), std::move(batch)};
}

} // namespace rehome::fleet
