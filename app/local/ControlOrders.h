// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ServiceCore.h"

namespace rehome::local {

/// Carries out one order of `rehomectl control` (contract); loop thread. What it changes goes into `batch`. The answer
/// is a sentence; errors are of kind BadInput and leave the batch empty.
Result<QString> runOrder(ServiceCore &core, const QString &order, WriteBatch &batch);

} // namespace rehome::local
