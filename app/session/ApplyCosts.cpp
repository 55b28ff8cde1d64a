// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ApplyCosts.h"

#include "app/session/ApplyPlan.h"

#include <algorithm>

namespace rehome::session {

using Action = fleet::EnrollmentEdit::Action;

ApplyCost costOf(const QList<fleet::EnrollmentEdit> &edits, const fleet::EnrollmentTable &table,
                 int operationsPerMinute, bool keepsKeys)
{
    ApplyCost cost;
    QList<ApplyPart> parts;
    parts.reserve(edits.size());
    for (const auto &edit : edits) {
        const bool known = edit.row < table.rowCount();
        parts.append({edit.action, edit.kind, edit.id, known ? static_cast<qsizetype>(table.bodyLength[edit.row]) : 0});
        const bool symmetric = known && table.attestation[edit.row] == domain::AttestationType::SymmetricKey;
        if (edit.action == Action::Delete) {
            cost.keyReads += symmetric && keepsKeys;
            continue;
        }
        ++cost.readBacks;
        if (edit.action == Action::Create || !symmetric)
            continue;
        ++cost.keyReads;
        cost.readBacks += std::any_of(edit.fields.cbegin(), edit.fields.cend(), [](const auto &field) {
            return fleet::isSecretPath(field.path) || field.path == QLatin1String("attestation");
        });
    }
    for (const ApplyChunk &chunk : applyChunks(parts)) {
        const auto size = static_cast<int>(chunk.members.size());
        if (chunk.action != Action::Delete && size > 1)
            ++cost.bulkCalls;
        else
            cost.singleWrites += size;
    }
    cost.enrollments = static_cast<int>(edits.size());
    // What the person does may take 90 % of the operation quota (experience, Principles).
    cost.minutes = cost.calls() / (0.9 * qMax(1, operationsPerMinute));
    return cost;
}

} // namespace rehome::session
