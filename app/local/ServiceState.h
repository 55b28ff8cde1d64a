// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/RecordTable.h"
#include "app/local/ServiceConfig.h"
#include "app/local/Store.h"
#include "models/domain/Quota.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace rehome::local {

/// An enrollment as it is served: listing is concatenation of `json`.
struct EnrollmentEntry
{
    QByteArray json;                                  ///< public form
    QByteArray primary, secondary;                    ///< as in EnrollmentRow; secret
    std::shared_ptr<const domain::Enrollment> parsed; ///< groups only: they are asked for at every registration
    bool hasSymmetricKeys() const { return !primary.isEmpty() && !primary.startsWith("x509:"); }
};

/// An identity on a simulated hub with its twin, both as JSON.
struct HubEntry
{
    QByteArray identity; ///< with keys; secret
    QByteArray twin;
};

enum class HubMode : quint8
{
    Up,
    Slow,
    Throttle,
    Dead
};

struct HubState
{
    HubMode mode = HubMode::Up;
    std::map<QByteArray, HubEntry> devices; ///< by device ID as spelled: hubs tell case apart
    qint64 nextSlotMs = 0;                  ///< monotonic; a throttled hub takes one identity at a time
    domain::QuotaWindow registry{0};        ///< identity operations of back ends; the limit follows the hub's units
};

QByteArray foldedKey(const QString &id);

/// Everything the service knows, in memory; loop thread only. Each change goes into a WriteBatch as well, which the
/// store commits before anybody is told.
class ServiceState
{
public:
    using Enrollments = std::map<QByteArray, EnrollmentEntry>;
    using CaCertificates = std::map<QByteArray, CaCertificateRow>;

    ServiceConfig config;
    Regions regions;

    const Enrollments &entries(domain::EnrollmentKind kind) const;
    const EnrollmentEntry *entry(domain::EnrollmentKind kind, const QByteArray &key) const;
    /// The parsed form without keys; null when there is no such entry. The one asked for last is kept: a registration
    /// asks several times for the same.
    std::shared_ptr<const domain::Enrollment> enrollment(domain::EnrollmentKind kind, const QByteArray &key) const;
    int symmetricGroups() const;

    const RecordTable &records() const { return m_records; }
    /// A copy: records are kept packed.
    std::optional<RecordRow> record(const QByteArray &key) const { return m_records.find(key); }
    /// Keys of the records whose registration was accepted and is not final.
    const std::set<QByteArray> &pendingRecords() const { return m_pending; }
    /// Keys of a group's records in order; records of a deleted group stay (protocol facts, section 9).
    const std::set<QByteArray> &recordsOfGroup(const QByteArray &group) const;

    const CaCertificates &caCertificates() const { return m_caCertificates; }
    const CaCertificateRow *caCertificate(const QByteArray &key) const;

    std::map<QByteArray, HubState> hubs; ///< by host name, lower case
    /// Told of each identity that is written or dropped here; optional.
    std::function<void(const QByteArray &hub, const QByteArray &deviceId, const QByteArray &identity)> identityWritten;
    std::function<void(const QByteArray &hub, const QByteArray &deviceId)> identityDropped;
    HubState *hub(const QString &hostName);
    const HubEntry *device(const QString &hub, const QString &deviceId) const;

    void put(EnrollmentRow row, WriteBatch &batch);
    void drop(domain::EnrollmentKind kind, const QByteArray &key, WriteBatch &batch);
    void put(RecordRow row, WriteBatch &batch);
    void dropRecord(const QByteArray &key, WriteBatch &batch);
    void put(DeviceRow row, WriteBatch &batch);
    void dropDevice(const QString &hub, const QString &deviceId, WriteBatch &batch);
    void put(CaCertificateRow row, WriteBatch &batch);
    void dropCaCertificate(const QByteArray &key, WriteBatch &batch);
    void saveConfig(WriteBatch &batch) const;

    /// Fills the state from the database; hubs must be set from `config` afterwards by attachHubs().
    LoadSink loadSink();
    void attachHubs();

private:
    void keep(EnrollmentRow row);
    void keep(const RecordRow &row);
    void forget(const QByteArray &key, const QByteArray &group);
    Enrollments m_individuals, m_groups;
    RecordTable m_records;
    CaCertificates m_caCertificates;
    mutable QByteArray m_lastParsedJson; ///< shares the entry's memory, so that its address names its contents
    mutable std::shared_ptr<const domain::Enrollment> m_lastParsed;
    std::set<QByteArray> m_pending;
    std::map<QByteArray, std::set<QByteArray>> m_recordsOfGroup;
};

/// The record as the service tells it: substatus only while assigned.
domain::RegistrationState publicState(const RecordRow &row);
/// The record as the decision takes it: with the last substatus, whatever its status is.
domain::RegistrationState fullState(const RecordRow &row);

} // namespace rehome::local
