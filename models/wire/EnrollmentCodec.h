// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <functional>
#include <string_view>
#include <vector>

// JSON codecs of the service API, api-version 2021-10-01 (protocol facts, section 2). Pure functions, any thread.
// Unknown members are kept in `unknown` and written back; absent members stay absent. A wrong shape is an Error of kind
// BadReply (or BadInput in `parseDocument`) that names the member by path, never its value.
namespace rehome::wire {

/// Whose keys go out: the service hides keys in get and query; attestationmechanism and PUT show them.
enum class Keys
{
    Hidden,
    Shown
};

/// The member that names an enrollment: it differs by kind.
QLatin1String idMember(domain::EnrollmentKind kind);

Result<domain::Enrollment> enrollmentFromJson(const QJsonObject &object, domain::EnrollmentKind kind);
QJsonObject enrollmentToJson(const domain::Enrollment &enrollment, Keys keys = Keys::Shown);

/// Path of a member of `enrollment.unknown` that this program really does not know ("initialTwin.colour"); empty when
/// there is none. Known members that were empty objects are kept there as well, so that they survive a round trip.
QString firstUnknownMember(const domain::Enrollment &enrollment);

Result<domain::Attestation> attestationFromJson(const QJsonObject &object);
QJsonObject attestationToJson(const domain::Attestation &attestation, Keys keys = Keys::Shown);

Result<domain::RegistrationState> registrationFromJson(const QJsonObject &object);
QJsonObject registrationToJson(const domain::RegistrationState &state);

/// The body as text → object. Errors name byte offset; nothing but one JSON object is accepted (trailing NUL or text:
/// error).
Result<QJsonObject> parseDocument(const QByteArray &body);
Result<QJsonArray> parseArray(const QByteArray &body);

/// What the table needs of one enrollment, straight from a page (simdjson; no QString built). The views are valid
/// until the sink returns: copy or intern what is kept.
struct EnrollmentBrief
{
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    std::string_view id, deviceId, etag, webhookUrl, iotHubHostName;
    std::vector<std::string_view> iotHubs;
    bool hasIotHubs = false;
    domain::AttestationType attestation = domain::AttestationType::None;
    domain::AllocationPolicy allocation = domain::AllocationPolicy::NotSet;
    domain::ReprovisionPolicy policy = domain::ReprovisionPolicy::NotSet;
    domain::ProvisioningStatus status = domain::ProvisioningStatus::Enabled;
    bool iotEdge = false;
    bool hasInitialTwin = false;
    std::size_t tagsBytes = 0, desiredBytes = 0; ///< of the initial twin, as received
    qint64 certificateEndMs = 0;                 ///< earliest notAfterUtc of its certificates; 0: none told
    qint64 createdMs = 0, updatedMs = 0;
    std::string_view json; ///< the whole object as received
};

struct RegistrationBrief
{
    std::string_view registrationId, deviceId, assignedHub, etag, errorMessage;
    domain::RegistrationStatus status = domain::RegistrationStatus::Unassigned;
    domain::Substatus substatus = domain::Substatus::None;
    int errorCode = 0;
    qint64 createdMs = 0, updatedMs = 0;
};

/// Decodes a page (bare JSON array) item by item in one pass; `sink` is called in order. One bad item fails the page
/// with its index; the sink has then seen the items before it, so use them only after success. Fast path for bulk
/// loads: 100,000 items in about 20 ms (simdjson, see qt-practice). `page` is padded inside when needed.
Result<int> readEnrollmentPage(const QByteArray &page, domain::EnrollmentKind kind,
                               const std::function<void(const EnrollmentBrief &)> &sink);
Result<int> readRegistrationPage(const QByteArray &page, const std::function<void(const RegistrationBrief &)> &sink);
/// The same brief from one enrollment object (after a single GET or PUT).
Result<int> readEnrollment(const QByteArray &object, domain::EnrollmentKind kind,
                           const std::function<void(const EnrollmentBrief &)> &sink);

/// One edited field of an enrollment; `value` undefined = the member is removed (as for policy Not set).
struct FieldEdit
{
    QString path; ///< "reprovisionPolicy", "iotHubs", "initialTwin.properties.desired", …
    QJsonValue value{QJsonValue::Undefined};
    bool operator==(const FieldEdit &) const = default;
};
/// Patches the JSON as received, so members that are unknown survive. Read-only members (etag, dates,
/// registrationState) are left as they are; the caller sends If-Match.
QJsonObject patched(const QJsonObject &original, const QList<FieldEdit> &edits);
/// The fewest edits that turn the settings of `base` into those of `wanted`: one for each top-level member that means
/// something else, tags and desired properties of the initial twin apart, symmetric keys that `wanted` names apart.
/// Read-only members and the ID are not looked at; null means absent. An absent attestation is left alone.
QList<FieldEdit> settingsEdits(const QJsonObject &base, const QJsonObject &wanted);
/// The edit that sets a policy (object with both booleans, or removal for Not set).
FieldEdit policyEdit(domain::ReprovisionPolicy policy);
/// Equal in everything a person can set: ignores etag, dates, registrationState, $metadata, key order, hidden keys and
/// certificate info.
bool sameSettings(const QJsonObject &a, const QJsonObject &b);
/// The service hides keys in get and query, and whether an update without them keeps them is unproved: such a body
/// needs the attestation of attestationmechanism before it goes out (protocol facts, sections 2 and 14).
bool hidesKeys(const QJsonObject &enrollment);
/// Without symmetric keys, as get and query show it.
QJsonObject withoutKeys(QJsonObject enrollment);
/// Body for a PUT from a body as read: drops read-only members, puts in the attestation as read from
/// attestationmechanism.
QJsonObject putBody(const QJsonObject &original, const QJsonObject &attestationWithKeys);

} // namespace rehome::wire
