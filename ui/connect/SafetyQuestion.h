// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"

#include <functional>

class QWidget;

namespace rehome::ui {

/// Asks whether a connection may become less careful. `agreed` runs on a yes, with whether the choice is to be kept
/// with the saved connection; `canKeep` false: it is not saved, so that is not offered. Nothing changes otherwise; the
/// default is Cancel. Returns at once.
void askForSafety(const session::ConnectionProfile &profile, session::SafetyLevel level, bool canKeep, QWidget *parent,
                  std::function<void(bool keep)> agreed);

} // namespace rehome::ui
