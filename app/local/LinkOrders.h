// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ServiceCore.h"

namespace rehome::local {

/// How the provisioning service is linked to its hubs, changed while it runs: "hub NAME link|unlink|rotate", "hub NAME
/// weight N", "hub NAME apply on|off", "allocation hashed|geoLatency|static". A change acts on the next registrations;
/// devices stay where they are until they ask. Nothing for words that are no such order. Loop thread.
std::optional<Result<QString>> linkOrder(ServiceCore &core, const QStringList &words, WriteBatch &batch);

} // namespace rehome::local
