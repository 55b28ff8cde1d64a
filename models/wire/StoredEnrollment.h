// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Enrollment.h"
#include "models/domain/Error.h"

#include <QtCore/QJsonObject>

namespace rehome::wire {

/// An enrollment that is only decided from and never written again, so that nobody looks for members this program does
/// not know: `unknown` stays empty. Otherwise as enrollmentFromJson(). Pure function, any thread.
Result<domain::Enrollment> storedEnrollmentFromJson(const QJsonObject &object, domain::EnrollmentKind kind);

} // namespace rehome::wire
