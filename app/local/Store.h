// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace rehome::local {

/// Rows of the database. Keys are folded IDs in UTF-8, device IDs are as spelled (hubs tell case apart).
struct EnrollmentRow
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QByteArray key;
    QByteArray json; ///< public form: no symmetric keys, no registrationState
    /// Symmetric keys in base64; secret. Of a group by certificate: its signing certificates, "x509:" and base64 of
    /// DER.
    QByteArray primary, secondary;
};

/// A registration record and, while `pending`, the accepted request behind it.
struct RecordRow
{
    QByteArray key;
    QString id, deviceId, hub; ///< hub: host name of the assignment that holds now
    QByteArray group;          ///< folded group ID; empty for an individual enrollment
    domain::RegistrationStatus status = domain::RegistrationStatus::Unassigned;
    domain::Substatus substatus = domain::Substatus::None;
    int errorCode = 0;
    QString errorMessage, etag, operationId, apiVersion;
    QByteArray payload;                  ///< ReturnData as JSON; empty = none
    qint64 createdMs = 0, updatedMs = 0; ///< UTC
    bool pending = false;
    /// How the device attested, as JSON ("x509" or "tpm", see AttestationFacts.h); empty = by symmetric key.
    QByteArray attestation;
    QByteArray requestPayload; ///< what the device sent for the webhook, as JSON; only while pending
};

struct DeviceRow
{
    QByteArray hub; ///< host name, lower case
    QByteArray deviceId;
    QByteArray identity; ///< Device JSON with keys; secret
    QByteArray twin;     ///< Twin JSON
};

/// A CA certificate that X.509 groups refer to by name.
struct CaCertificateRow
{
    QByteArray key;         ///< folded name
    QString name;           ///< as spelled
    QByteArray certificate; ///< DER
    bool isVerified = false;
    QString etag;
    qint64 createdMs = 0, updatedMs = 0; ///< UTC
};

struct DropEnrollment
{
    domain::EnrollmentKind kind;
    QByteArray key;
};
struct DropRecord
{
    QByteArray key;
};
struct DropDevice
{
    QByteArray hub, deviceId;
};
struct DropCaCertificate
{
    QByteArray key;
};
struct SetMeta
{
    QString name;
    QByteArray value;
};

using Write = std::variant<EnrollmentRow, RecordRow, DeviceRow, CaCertificateRow, DropEnrollment, DropRecord,
                           DropDevice, DropCaCertificate, SetMeta>;
using WriteBatch = std::vector<Write>;

/// Receives what is in the database while open() waits: enrollments on one thread, records on a second, all the rest on
/// a third. Rows of one kind come in the order of their keys.
struct LoadSink
{
    std::function<void(EnrollmentRow)> enrollment;
    std::function<void(RecordRow)> record;
    std::function<void(DeviceRow)> device;
    std::function<void(CaCertificateRow)> caCertificate;
    std::function<void(const QString &name, const QByteArray &value)> meta;
};

/// The only thread that opens the database (SQLite, WAL). Group commit: everything queued becomes one transaction, then
/// each batch's `done` is called on the store's thread. A batch is never split.
class Store
{
public:
    Store();
    ~Store(); ///< closes
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Opens or creates and loads. Refuses a damaged, foreign or newer database with a message and leaves it untouched.
    Result<void> open(const QString &file, bool syncFull, const LoadSink &sink);
    /// Any thread. `done(false)`: the batch is not on disk. It is tried again before the next one, which is stored only
    /// with all that came before it: the database never holds a later change without an earlier one.
    void write(WriteBatch batch, std::function<void(bool)> done);
    /// Commits what is queued and joins.
    void close();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rehome::local
