// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rehomectl/Arguments.h"

namespace rehome::ctl {

/// What is wrong with --dry-run, --plan and --yes: they exclude each other, or nobody could be asked. Empty when
/// nothing is.
QString sendingMistake(const Arguments &arguments);
/// Up to so many enrollments are sent after a plain yes; more take their number.
inline constexpr int mostByPlainYes = 10;
/// --yes, or what a person types at the terminal, before `count` enrollments are changed.
bool isConfirmed(const Arguments &arguments, int count);

} // namespace rehome::ctl
