// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/SnapshotBuilderPrivate.h"

#include <algorithm>

// The device half of SnapshotBuilder: what a record, compared with what was known, says happened to the device.
namespace rehome::fleet {

RowId SnapshotBuilder::putRecord(const RecordFacts &facts)
{
    const RowId row = deviceFor(facts.registrationId, facts.source);
    auto &to = m_devices;
    ObservedBefore before;
    before.status = to.status[row];
    before.substatus = to.substatus[row];
    before.hub = to.hub[row];
    before.source = to.previousHub[row];
    before.updatedMs = to.updatedMs[row];
    before.createdMs = to.createdMs[row];
    before.assigningSinceMs = to.assigningSinceMs[row];
    before.errorCode = to.errorCode[row];
    const bool wasRead = before.status != DeviceStatus::NotRead;
    if (wasRead && (facts.readAtMs < to.readAtMs[row] ||
                    (facts.readAtMs == to.readAtMs[row] && facts.updatedMs < before.updatedMs)))
        return row; // a younger answer overtook this one

    const qint64 at = facts.readAtMs;
    if (facts.group != NoRow)
        linkGroup(row, facts.group, at);
    if (!facts.deviceId.empty())
        setDeviceId(row, facts.deviceId);
    quint32 changed = setDeviceStatus(row, deviceStatus(facts.status), at);
    // While it is assigning the device still sits where it was: a record without a hub does not take that away.
    if (facts.status != domain::RegistrationStatus::Assigning || !facts.assignedHub.empty())
        changed |= setDeviceHub(row, hubName(facts.assignedHub), at);
    changed |= setDevice(row, to.substatus, DeviceField::Substatus, facts.substatus, at);
    changed |= setDevice(row, to.errorCode, DeviceField::Error, facts.errorCode, at);
    changed |= setDevice(row, to.errorMessage, DeviceField::Error, m_strings.intern(facts.errorMessage), at);
    changed |= setDevice(row, to.createdMs, DeviceField::Created, facts.createdMs, at);
    changed |= setDevice(row, to.updatedMs, DeviceField::Updated, facts.updatedMs, at);
    changed |= setDevice(row, to.readAtMs, DeviceField::ReadAt, facts.readAtMs, at);
    changed |= setDevice(row, to.source, DeviceField::Source, facts.source, at);
    if (!to.etag[row].equals(facts.etag, m_strings))
        changed |= setDevice(row, to.etag, DeviceField::Etag, PackedEtag::pack(facts.etag, m_strings), at);

    ObservedEvent event;
    event.timeMs = facts.updatedMs;
    event.observedMs = at;
    event.device = row;
    event.substatus = facts.substatus;
    event.errorCode = facts.errorCode;
    changed |= trackMove(row, before, facts, event);
    touchDevice(row, changed);
    observe(row, before, facts, event);
    return row;
}

// Keeps previousHub, movedAt and assigningSince, and fills in the event's from, to and waiting time.
quint32 SnapshotBuilder::trackMove(RowId device, const ObservedBefore &before, const RecordFacts &facts,
                                   ObservedEvent &event)
{
    auto &to = m_devices;
    const qint64 at = facts.readAtMs;
    const bool wasAssigning = before.status == DeviceStatus::Assigning;
    const StringId from = wasAssigning ? before.source : before.hub;
    event.fromHub = from;
    quint32 changed = 0;

    if (facts.status == domain::RegistrationStatus::Assigning) {
        // "Waiting time is the reply's Date minus lastUpdatedDateTimeUtc" (experience, What can be known).
        changed |= setDevice(device, to.assigningSinceMs, DeviceField::AssigningSince, facts.updatedMs, at);
        changed |= setDevice(device, to.previousHub, DeviceField::PreviousHub, from, at);
        return changed;
    }
    changed |= setDevice(device, to.assigningSinceMs, DeviceField::AssigningSince, 0, at);
    event.toHub = to.hub[device];
    if (wasAssigning)
        event.waitedMs =
            static_cast<qint32>(std::clamp<qint64>(facts.updatedMs - before.assigningSinceMs, 0, 0x7fffffff));

    if (facts.status != domain::RegistrationStatus::Assigned)
        return changed;
    if (from != 0 && event.toHub != from) {
        changed |= setDevice(device, to.previousHub, DeviceField::PreviousHub, from, at);
        changed |= setDevice(device, to.movedAtMs, DeviceField::MovedAt, facts.updatedMs, at);
    } else if (wasAssigning) {
        changed |= setDevice(device, to.previousHub, DeviceField::PreviousHub, 0, at); // it stayed
    }
    return changed;
}

void SnapshotBuilder::observe(RowId device, const ObservedBefore &before, const RecordFacts &facts, ObservedEvent event)
{
    const bool wasRead = before.status != DeviceStatus::NotRead;
    const DeviceStatus status = deviceStatus(facts.status);
    if (!wasRead && facts.updatedMs < m_watchingSince)
        return; // happened before this connection looked
    const bool registeredAgain = facts.updatedMs != before.updatedMs || facts.createdMs != before.createdMs;
    if (wasRead && status == before.status && !registeredAgain && facts.errorCode == before.errorCode &&
        m_devices.hub[device] == before.hub && facts.substatus == before.substatus)
        return;

    switch (status) {
    case DeviceStatus::Assigning:
        event.kind = EventKind::Assigning;
        break;
    case DeviceStatus::Failed:
        event.kind = EventKind::Failed;
        break;
    case DeviceStatus::Disabled:
        event.kind = EventKind::Disabled;
        break;
    case DeviceStatus::Unassigned:
    case DeviceStatus::NotRead:
        event.kind = wasRead ? EventKind::Unassigned : EventKind::FirstSeen;
        break;
    case DeviceStatus::Assigned: {
        if (event.fromHub != 0 && event.fromHub != event.toHub) {
            event.kind = EventKind::Moved;
            break;
        }
        if (!wasRead && event.fromHub == 0 && facts.substatus != domain::Substatus::InitialAssignment &&
            facts.substatus != domain::Substatus::None) {
            event.kind = EventKind::FirstSeen; // where it came from was never seen
            break;
        }
        // A registration without effect keeps the last substatus, so "reset" in the record again means a reset only
        // when the entry's policy is to reset.
        const RowId individual = m_devices.individual[device];
        const RowId entry = individual != NoRow ? individual : m_devices.group[device];
        const bool resets = entry != NoRow && m_enrollments.policy[entry] == domain::ReprovisionPolicy::Reset;
        const bool reset = facts.substatus == domain::Substatus::DeviceDataReset &&
                           (before.substatus != domain::Substatus::DeviceDataReset || resets);
        event.kind = reset ? EventKind::Reset : EventKind::Assigned;
        break;
    }
    }
    addEvent(event);
}

void SnapshotBuilder::putNoRecord(RowId device, qint64 readAtMs, DeviceSource source)
{
    auto &to = m_devices;
    if (to.status[device] != DeviceStatus::NotRead && readAtMs < to.readAtMs[device])
        return;
    const DeviceStatus before = to.status[device];
    const StringId hub = to.hub[device];
    quint32 changed = setDeviceStatus(device, DeviceStatus::Unassigned, readAtMs);
    changed |= setDeviceHub(device, 0, readAtMs);
    changed |= setDevice(device, to.substatus, DeviceField::Substatus, domain::Substatus::None, readAtMs);
    changed |= setDevice(device, to.errorCode, DeviceField::Error, 0, readAtMs);
    changed |= setDevice(device, to.errorMessage, DeviceField::Error, StringId{0}, readAtMs);
    changed |= setDevice(device, to.assigningSinceMs, DeviceField::AssigningSince, 0, readAtMs);
    changed |= setDevice(device, to.readAtMs, DeviceField::ReadAt, readAtMs, readAtMs);
    changed |= setDevice(device, to.source, DeviceField::Source, source, readAtMs);
    touchDevice(device, changed);
    if (before == DeviceStatus::NotRead || before == DeviceStatus::Unassigned)
        return;
    ObservedEvent event;
    event.kind = EventKind::Unassigned;
    event.timeMs = event.observedMs = readAtMs;
    event.device = device;
    event.fromHub = hub;
    addEvent(event);
}

void SnapshotBuilder::removeDevice(RowId device, qint64 observedMs)
{
    if (m_devices.gone[device] != 0)
        return;
    if (m_devices.individual[device] != NoRow) {
        putNoRecord(device, observedMs); // its enrollment still names it
        return;
    }
    ObservedEvent event;
    event.kind = EventKind::DeviceGone;
    event.timeMs = event.observedMs = observedMs;
    event.device = device;
    event.fromHub = m_devices.hub[device];
    markGone(device, observedMs);
    addEvent(event);
}

void SnapshotBuilder::markGone(RowId device, qint64 timeMs)
{
    setDeviceHub(device, 0, timeMs);
    linkGroup(device, NoRow, timeMs);
    if (m_devices.status[device] == DeviceStatus::Assigning)
        --m_assigning;
    m_devices.gone.set(device, 1);
    if (m_journaling)
        journal(JournalTable::Devices, device, JournalRecord::WholeRow, 1, 0, timeMs);
    if (const RowId individual = m_devices.individual[device]; individual != NoRow)
        touchEnrollment(individual,
                        setEnrollment(individual, m_enrollments.device, EnrollmentField::Device, NoRow, timeMs));
    m_removedDevices.push_back(device);
    --m_liveDevices;
    m_dirty = true;
}

RowId SnapshotBuilder::putHubDevice(std::string_view deviceId, std::string_view hub, qint64 readAtMs)
{
    std::optional<RowId> known = findDevice(deviceId);
    if (!known) {
        const RowId other =
            m_deviceIds.find(deviceId, [this](RowId row) { return m_strings.view(m_devices.deviceId[row]); });
        if (other != NoRow && m_devices.gone[other] == 0)
            known = other;
    }
    const RowId row = known ? *known : appendDevice(deviceId, DeviceSource::HubQuery);
    if (m_devices.status[row] != DeviceStatus::NotRead || (known && readAtMs < m_devices.readAtMs[row]))
        return row;

    ObservedEvent event;
    event.fromHub = m_devices.hub[row];
    quint32 changed = setDeviceHub(row, hubName(hub), readAtMs);
    event.toHub = m_devices.hub[row];
    changed |= setDevice(row, m_devices.readAtMs, DeviceField::ReadAt, readAtMs, readAtMs);
    changed |= setDevice(row, m_devices.source, DeviceField::Source, DeviceSource::HubQuery, readAtMs);
    if (event.fromHub != 0 && event.fromHub != event.toHub) {
        changed |= setDevice(row, m_devices.previousHub, DeviceField::PreviousHub, event.fromHub, readAtMs);
        changed |= setDevice(row, m_devices.movedAtMs, DeviceField::MovedAt, readAtMs, readAtMs);
        event.kind = EventKind::Moved;
        event.timeMs = event.observedMs = readAtMs; // the hubs do not tell when it came
        event.device = row;
        addEvent(event);
    }
    touchDevice(row, changed);
    return row;
}

RowId SnapshotBuilder::appendDevice(std::string_view registrationId, DeviceSource source)
{
    const RowId row = m_devices.status.size();
#define REHOME_APPEND(Type, name) m_devices.name.append(Type{});
    REHOME_DEVICE_COLUMNS(REHOME_APPEND)
#undef REHOME_APPEND
    m_devices.registrationId.set(row, m_strings.intern(registrationId));
    m_devices.group.set(row, NoRow);
    m_devices.individual.set(row, NoRow);
    m_devices.source.set(row, source);
    if (m_journaling)
        journal(JournalTable::Devices, row, JournalRecord::WholeRow, 0, 1, 0);
    const auto textOf = [this](RowId known) { return m_strings.view(m_devices.registrationId[known]); };
    if (const RowId gone = m_registrations.find(registrationId, textOf); gone != NoRow)
        m_registrations.replace(gone, row, registrationId);
    else
        m_registrations.insert(row, registrationId);
    ++m_liveDevices;
    m_dirty = true;
    return row;
}

RowId SnapshotBuilder::deviceFor(std::string_view registrationId, DeviceSource source)
{
    const std::optional<RowId> known = findDevice(registrationId);
    return known ? *known : appendDevice(registrationId, source);
}

void SnapshotBuilder::setDeviceId(RowId device, std::string_view deviceId)
{
    const bool same = deviceId == m_strings.view(m_devices.registrationId[device]);
    const StringId id = same ? 0 : m_strings.intern(deviceId);
    const quint32 changed = setDevice(device, m_devices.deviceId, DeviceField::DeviceId, id, 0);
    touchDevice(device, changed);
    if (changed == 0 || same)
        return;
    const auto textOf = [this](RowId known) { return m_strings.view(m_devices.deviceId[known]); };
    if (const RowId other = m_deviceIds.find(deviceId, textOf); other == NoRow)
        m_deviceIds.insert(device, deviceId);
    else if (other != device)
        m_deviceIds.replace(other, device, deviceId);
}

void SnapshotBuilder::linkGroup(RowId device, RowId group, qint64 timeMs)
{
    const RowId before = m_devices.group[device];
    if (before == group)
        return;
    if (before != NoRow && m_enrollments.recordCount[before] > 0)
        touchEnrollment(before, setEnrollment(before, m_enrollments.recordCount, EnrollmentField::RecordCount,
                                              m_enrollments.recordCount[before] - 1, timeMs));
    if (group != NoRow)
        touchEnrollment(group, setEnrollment(group, m_enrollments.recordCount, EnrollmentField::RecordCount,
                                             m_enrollments.recordCount[group] + 1, timeMs));
    touchDevice(device, setDevice(device, m_devices.group, DeviceField::Group, group, timeMs));
}

quint32 SnapshotBuilder::setDeviceHub(RowId device, StringId hub, qint64 timeMs)
{
    const StringId before = m_devices.hub[device];
    const quint32 changed = setDevice(device, m_devices.hub, DeviceField::Hub, hub, timeMs);
    if (changed == 0)
        return 0;
    if (before != 0)
        --m_hubs.rows[m_hubIndex.value(before)].knownDevices;
    if (hub != 0)
        ++m_hubs.rows[m_hubIndex.value(hub)].knownDevices;
    m_hubsChanged = true;
    return changed;
}

quint32 SnapshotBuilder::setDeviceStatus(RowId device, DeviceStatus status, qint64 timeMs)
{
    if (m_devices.status[device] == DeviceStatus::Assigning)
        --m_assigning;
    if (status == DeviceStatus::Assigning)
        ++m_assigning;
    return setDevice(device, m_devices.status, DeviceField::Status, status, timeMs);
}

} // namespace rehome::fleet
