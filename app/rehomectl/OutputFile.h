// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QIODevice>
#include <functional>

namespace rehome::ctl {

/// Writes a file as a whole or not at all; empty or "-" is standard output. `secret`: mode 0600.
Result<void> writeOutput(const QString &name, const std::function<Result<void>(QIODevice &)> &write,
                         bool secret = false);

} // namespace rehome::ctl
