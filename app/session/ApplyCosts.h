// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"

namespace rehome::session {

/// What applying these edits takes at a quota of so many calls a minute. `table`: what is known of their rows. With
/// `keepsKeys` the keys of what is deleted are read before, for undo. Pure; any thread.
ApplyCost costOf(const QList<fleet::EnrollmentEdit> &edits, const fleet::EnrollmentTable &table,
                 int operationsPerMinute, bool keepsKeys = false);

} // namespace rehome::session
