// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "app/local/ServiceCore.h"
#include "models/wire/HubCodec.h"

// What a device itself may send to its simulated hub over HTTPS: telemetry and nothing else; twins and methods are
// MQTT's. Loop thread.
namespace rehome::local {

/// `POST /devices/{id}/messages/events`.
bool isTelemetry(const HttpRequest &request, const Target &target);

/// 204 for a device that is registered, enabled and shows a token made with one of its keys; the message itself is
/// dropped. Unknown, disabled and unauthorized devices get the hub's own errors, so that they fall back to the
/// provisioning service as real ones do.
HttpReply takeTelemetry(const ServiceCore &core, const HubConfig &hub, const HttpRequest &request,
                        const Target &target);

} // namespace rehome::local
