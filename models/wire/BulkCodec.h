// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/EnrollmentCodec.h"

#include <optional>

// Bulk operations of the service API (protocol facts, sections 1 and 2): up to ten enrollments of one kind in a call.
// Pure functions, any thread.
namespace rehome::wire {

/// Entries of one bulk call, and bytes of one message (protocol facts, section 7).
inline constexpr int bulkEntries = 10;
inline constexpr qsizetype messageBytes = 96 * 1024;

enum class BulkMode : quint8
{
    Create,
    Update,
    UpdateIfMatchEtag, ///< each entry with its own "etag"
    Delete,            ///< whatever version is there: the call has no place for a condition
};
QString bulkModeKey(BulkMode mode);
std::optional<BulkMode> bulkModeFromKey(QStringView key);

/// The member that holds the entries.
QLatin1String bulkMember(domain::EnrollmentKind kind);

/// The request. Entries are whole bodies, keys included.
QJsonObject bulkRequest(BulkMode mode, domain::EnrollmentKind kind, const QList<QJsonObject> &entries);

struct BulkError
{
    QString id;
    int errorCode = 0; ///< HTTP status × 1000 + detail, as in an error body
    QString errorStatus;
    bool operator==(const BulkError &) const = default;
};
/// A 200 can hold failures: entries that are named in `errors` were refused, the others done.
struct BulkResult
{
    bool isSuccessful = false;
    QList<BulkError> errors;
    bool operator==(const BulkResult &) const = default;
};
QJsonObject bulkResultToJson(const BulkResult &result, domain::EnrollmentKind kind);
/// BadReply when isSuccessful is missing or an error does not name its entry.
Result<BulkResult> bulkResultFromJson(const QJsonObject &object, domain::EnrollmentKind kind);

} // namespace rehome::wire
