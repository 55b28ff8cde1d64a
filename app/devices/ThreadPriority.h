// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rehome::devices {

/// Lowers the calling thread below the GUI's (house, Threads). Best effort: a refusal changes nothing.
void lowerThisThread();

} // namespace rehome::devices
