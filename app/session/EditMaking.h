// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"
#include "models/fleet/Snapshot.h"

#include <QtCore/QJsonObject>

// Edits out of what is known of an enrollment. Pure functions, any thread.
namespace rehome::session {

/// An update of this row's version as it is known, without fields yet.
fleet::EnrollmentEdit updateOf(const fleet::Snapshot &snapshot, fleet::RowId row);
/// The fewest fields that turn the settings of `base` into those of `wanted` (wire::settingsEdits).
QList<fleet::PendingField> settingsFields(const QJsonObject &base, const QJsonObject &wanted);

} // namespace rehome::session
