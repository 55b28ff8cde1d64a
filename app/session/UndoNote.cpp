// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionPrivate.h"

#include <algorithm>

// What undo can bring back. The service hides keys, and the journal keeps none.
namespace rehome::session {

QString Session::undoNote(const fleet::EnrollmentEdit &edit) const
{
    using Action = fleet::EnrollmentEdit::Action;
    const bool symmetric = edit.row < d->snapshot->enrollments.rowCount() &&
                           d->snapshot->enrollments.attestation[edit.row] == domain::AttestationType::SymmetricKey;
    if (edit.action == Action::Delete)
        return symmetric ? tr("Undo creates it again with new keys: the present ones cannot be restored.") : QString();
    const bool newKeys = edit.action == Action::Update &&
                         std::any_of(edit.fields.cbegin(), edit.fields.cend(), [](const fleet::PendingField &field) {
                             return fleet::isSecretPath(field.path) || field.path == QLatin1String("attestation");
                         });
    return newKeys ? tr("Undo cannot restore the present keys.") : QString();
}

} // namespace rehome::session
