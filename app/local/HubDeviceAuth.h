// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/DeviceCall.h"
#include "app/local/ServiceConfig.h"
#include "models/wire/HubCodec.h"

namespace rehome::local {

/// Until when a device may stay: the end of its token, or nothing with a certificate. Unix seconds.
struct HubGrant
{
    std::optional<qint64> expiresUnixSeconds;
};

/// Is this the device? By a token over "{hub}/devices/{id}" with one of its keys, or by the thumbprint of its
/// certificate, as its identity says. Pure but for the clock value.
std::optional<HubGrant> hubDeviceGrant(const HubConfig &hub, quint16 port, const wire::HubDevice &identity,
                                       const DeviceCredentials &credentials, qint64 nowUnixSeconds);

} // namespace rehome::local
