// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"

namespace rehome::session {

/// What applying these edits takes at a quota of so many calls a minute. `table`: what is known of their rows. Pure;
/// any thread.
ApplyCost costOf(const QList<fleet::EnrollmentEdit> &edits, const fleet::EnrollmentTable &table,
                 int operationsPerMinute);

} // namespace rehome::session
