// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"

namespace rehome::session {

/// A token for the service API with the key of this connection, good for so long from now; empty when its string is
/// wrong. Secret. Any thread.
QString serviceToken(const ConnectionSecret &secret, qint64 seconds);

} // namespace rehome::session
