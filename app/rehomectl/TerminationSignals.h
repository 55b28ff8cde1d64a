// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rehome::ctl {

/// SIGTERM and SIGINT (on Windows: closing the console and Ctrl+C) end the event loop with code 0. Call once, on the
/// main thread.
void quitOnTerminationSignals();

} // namespace rehome::ctl
