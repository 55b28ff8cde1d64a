// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/fleet/CopyAs.h"
#include "models/fleet/EnrollmentEdit.h"

namespace rehome::fleet {

/// Unsent edits as a file that people review (in Git, line by line) and that is applied later, with the ETags that it
/// was made from. JSON, version 1:
///
///     {"rehomePlan": 1, "service": HOST, "made": TIME, "madeBy": PROGRAM, "edits": [
///       {"kind": "individual"|"group", "id": ID, "action": "update", "etag": ETAG,
///        "changes": [{"path": PATH, "before": VALUE, "after": VALUE}]},
///       {…, "action": "create", "body": {…}}, {…, "action": "delete", "etag": ETAG}]}
///
/// A `before` or `after` that is left out says that the member is absent. Groups come first, then by ID; members in
/// this order: two plans of the same edits differ in nothing but `made`. Values are as the service's own.
struct Plan
{
    struct Item
    {
        EnrollmentEdit edit; ///< row is NoRow
        /// Symmetric keys belong to this edit and are not in the file: it cannot be applied from there.
        bool keysLeftOut = false;
        bool operator==(const Item &) const = default;
    };
    QString service; ///< host name of the service, as in the connection string, lower case
    QString made;    ///< ISO 8601, UTC
    QString madeBy;  ///< program and version
    QList<Item> items;
    bool operator==(const Plan &) const = default;
};

inline constexpr int planVersion = 1;
inline constexpr qint64 largestPlan = qint64(256) * 1024 * 1024; ///< bytes

/// A plan of these edits; rows and states are forgotten.
Plan planOf(const QList<EnrollmentEdit> &edits, const QString &hostName, const QString &madeBy, qint64 nowMs);
/// The file. With masked secrets, keys are left out and the edit says so. Any thread.
QByteArray planText(const Plan &plan, Secrets secrets = Secrets::Masked);
/// Error BadInput names what is wrong and its place ("edits[3].changes[0].path"). An unknown member is an error, since
/// nothing that a reviewer reads may be left undone. Any thread.
Result<Plan> planFromText(const QByteArray &text);
/// Tells a plan, whether it is right or not, from a file of enrollments.
bool looksLikePlan(const QByteArray &text);

/// Edits whose keys, or webhook addresses with a code in them, are in the file: for a warning.
struct PlanSecrets
{
    int withKeys = 0, withWebhookCodes = 0;
};
PlanSecrets secretsIn(const Plan &plan);

} // namespace rehome::fleet
