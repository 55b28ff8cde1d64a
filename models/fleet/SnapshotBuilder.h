// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/RowIndex.h"
#include "models/fleet/Snapshot.h"

#include <QtCore/QHash>
#include <optional>
#include <span>

namespace rehome::fleet {

/// One enrollment as a page or a single answer tells it. Views need to live only for the call.
struct EnrollmentFacts
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    std::string_view id, deviceId, etag;
    std::span<const std::string_view> iotHubs; ///< of iotHubs, or the older single iotHubHostName
    bool hasIotHubs = false;
    bool hasWebhook = false;
    domain::AttestationType attestation = domain::AttestationType::None;
    domain::AllocationPolicy allocation = domain::AllocationPolicy::NotSet;
    domain::ReprovisionPolicy policy = domain::ReprovisionPolicy::NotSet;
    domain::ProvisioningStatus status = domain::ProvisioningStatus::Enabled;
    bool iotEdge = false;
    bool hasInitialTwin = false;
    qint64 certificateEndMs = 0; ///< earliest end of its certificates; 0: none
    int twinPercent = 0;         ///< of what a hub takes, by the larger of tags and desired properties; 0 to 255
    qint64 createdMs = 0, updatedMs = 0;
    qint64 readAtMs = 0; ///< server time of the reply
    quint64 bodyOffset = 0;
    quint32 bodyLength = 0;
    bool byProgram = false; ///< read back after this program's own write
};

/// One registration record.
struct RecordFacts
{
    std::string_view registrationId, deviceId, assignedHub, etag, errorMessage;
    domain::RegistrationStatus status = domain::RegistrationStatus::Unassigned;
    domain::Substatus substatus = domain::Substatus::None;
    int errorCode = 0;
    qint64 createdMs = 0, updatedMs = 0;
    qint64 readAtMs = 0;
    RowId group = NoRow; ///< the group in whose page it was
    DeviceSource source = DeviceSource::Record;
};

/// What the person typed, the demo told or a hub said of a hub.
struct HubFacts
{
    QString hostName;
    QString region;
    int weight = 1;
    bool openToAllocation = true;
    int registryUnits = 0;
    bool hasCredentials = false;
};

/// The one writer of a connection's snapshot: session thread only. Takes facts, finds what changed, tells it as events,
/// journal records and a batch. Facts that are older than what is known (a reply that overtook another) are left out.
class SnapshotBuilder
{
public:
    SnapshotBuilder();

    /// Inserts or updates by kind and ID (without case). An individual gets a device row, NotRead until asked.
    RowId putEnrollment(const EnrollmentFacts &facts);
    void removeEnrollment(RowId row, qint64 observedMs, bool byProgram = false);
    /// What a row's devices were declared to speak, as domain::DeclaredClient spells it; empty = unknown.
    void setApiVersion(RowId row, QStringView client);
    /// After the cache file was compacted.
    void setBody(RowId row, quint64 offset, quint32 length);

    /// Inserts or updates the device of this record and tells what happened to it since it was last read: first seen,
    /// assigning, assigned, moved (from, to), reset, failed, disabled. A reply that brings nothing new only renews the
    /// age.
    RowId putRecord(const RecordFacts &facts);
    /// The device was asked for and the service has no record.
    void putNoRecord(RowId device, qint64 readAtMs, DeviceSource source = DeviceSource::SingleGet);
    /// Its own GET answered 404 and nothing else names it.
    void removeDevice(RowId device, qint64 observedMs);
    /// A hub says that it holds this device. A device known only so stays NotRead; facts of a record stay as they are:
    /// where the hubs differ the session asks for the record. NoRow never; a new row when the ID is unknown.
    RowId putHubDevice(std::string_view deviceId, std::string_view hub, qint64 readAtMs);

    int putHub(const HubFacts &facts);
    /// Total that a hub told about itself.
    void setHubCount(int hub, qint64 devices, HubCountSource source, qint64 countedAtMs);
    void addEvent(const ObservedEvent &event);
    /// Server time at which watching began. What happened before is known but no event of this connection. 0 = all are.
    void setWatchingSince(qint64 serverMs) { m_watchingSince = serverMs; }
    /// Also emit JournalRecords (default on).
    void setJournaling(bool on) { m_journaling = on; }

    std::optional<RowId> findEnrollment(domain::EnrollmentKind kind, std::string_view id) const;
    std::optional<RowId> findDevice(std::string_view registrationId) const;
    StringPool &strings() { return m_strings; }
    const StringPool &strings() const { return m_strings; }
    quint32 enrollmentCount() const { return m_enrollments.kind.size(); }
    quint32 deviceCount() const { return m_devices.status.size(); }
    /// The columns as they are now, for the session's own decisions (whom to poll next).
    const EnrollmentColumns<ColumnWriter> &enrollments() const { return m_enrollments; }
    const DeviceColumns<ColumnWriter> &devices() const { return m_devices; }

    /// Is there anything that the last snapshot does not have?
    bool isDirty() const { return m_dirty; }
    /// The next generation and the step to it. Cheap: unchanged chunks are shared.
    Publication publish();

private:
    struct ObservedBefore;

    RowId appendEnrollment(const EnrollmentFacts &facts);
    quint32 writeEnrollment(RowId row, const EnrollmentFacts &facts);
    void linkIndividual(RowId row, const EnrollmentFacts &facts);
    StringId internHubSet(const EnrollmentFacts &facts, quint16 &count);
    RowId appendDevice(std::string_view registrationId, DeviceSource source);
    RowId deviceFor(std::string_view registrationId, DeviceSource source);
    StringId hubName(std::string_view host);
    void setDeviceId(RowId device, std::string_view deviceId);
    void linkGroup(RowId device, RowId group, qint64 timeMs);
    quint32 setDeviceHub(RowId device, StringId hub, qint64 timeMs);
    quint32 setDeviceStatus(RowId device, DeviceStatus status, qint64 timeMs);
    quint32 trackMove(RowId device, const ObservedBefore &before, const RecordFacts &facts, ObservedEvent &event);
    void observe(RowId device, const ObservedBefore &before, const RecordFacts &facts, ObservedEvent event);
    void markGone(RowId device, qint64 timeMs);
    void touchEnrollment(RowId row, quint32 fields);
    void touchDevice(RowId row, quint32 fields);
    template <class T, class V>
    quint32 setEnrollment(RowId row, ColumnWriter<T> &column, EnrollmentField field, const V &value, qint64 timeMs);
    template <class T, class V>
    quint32 setDevice(RowId row, ColumnWriter<T> &column, DeviceField field, const V &value, qint64 timeMs);
    void journal(JournalTable table, RowId row, quint8 field, qint64 before, qint64 after, qint64 timeMs);

    StringPool m_strings;
    EnrollmentColumns<ColumnWriter> m_enrollments;
    DeviceColumns<ColumnWriter> m_devices;
    RowIndex m_individuals, m_groups, m_registrations;
    RowIndex m_deviceIds; ///< device rows whose device ID is not their registration ID
    HubTable m_hubs;
    QHash<StringId, int> m_hubIndex;
    StringId m_lastHubSet = 0; ///< most enrollments of a page name the same hubs
    QByteArray m_joined;

    quint64 m_generation = 0;
    qint64 m_watchingSince = 0;
    quint32 m_liveEnrollments = 0, m_liveDevices = 0, m_assigning = 0;
    quint32 m_publishedEnrollments = 0, m_publishedDevices = 0;
    std::vector<RowChange> m_changedEnrollments, m_changedDevices;
    std::vector<RowId> m_removedEnrollments, m_removedDevices;
    std::vector<ObservedEvent> m_events;
    std::vector<JournalRecord> m_journal;
    bool m_hubsChanged = false;
    bool m_journaling = true;
    bool m_dirty = false;
};

} // namespace rehome::fleet
