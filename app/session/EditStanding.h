// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"

#include <QtCore/QJsonObject>

// How an edit that was made before, and perhaps elsewhere, stands to what the service has now. Pure functions, any
// thread. `now`: the enrollment as the service gives it; empty when there is none.
namespace rehome::session {

enum class Standing : quint8
{
    Ready,    ///< `now` is the version that it was made from
    Already,  ///< what it wants is so: it was applied before, or somebody else did the same
    Conflict, ///< somebody changed, created or deleted the enrollment meanwhile
};
Standing standingOf(const fleet::EnrollmentEdit &edit, const QJsonObject &now);
/// The edit names keys and `now` hides them: it takes the attestation of attestationmechanism to tell.
bool needsKeys(const fleet::EnrollmentEdit &edit, const QJsonObject &now);
/// The update on the version of now, when each field is still as it was before; else unchanged. Devices change the
/// ETag of their enrollment each time they register, without touching what a person sets.
fleet::EnrollmentEdit rebased(const fleet::EnrollmentEdit &edit, const QJsonObject &now);

} // namespace rehome::session
