// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ServiceCore.h"

namespace rehome::local {

/// Fills an empty service from a scenario: configuration with new keys, enrollments, and for devices that are initially
/// assigned their records, identities and twins, as if they had registered during the last month. Everything goes into
/// one batch. Errors: an enrollment that the service itself would refuse.
Result<void> seed(ServiceCore &core, const Scenario &scenario, WriteBatch &batch);

} // namespace rehome::local
