// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"

#include <QtCore/QJsonObject>

namespace rehome::ui {

/// An enrollment as it is stored, with what waits for it in the tray. Keys are left out of what waits, so that the
/// answer can be shown. `edit` may be null.
QJsonObject editedBody(const QJsonObject &stored, const fleet::EnrollmentEdit *edit);
/// Puts new keys that wait into a body that was shown without them.
QJsonObject withPendingKeys(const QJsonObject &body, const fleet::EnrollmentEdit *edit);

} // namespace rehome::ui
