// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RetryGuidance.h"

#include <QtCore/QStringList>

namespace rehome::domain {

/// How the device clients in the field behave towards the provisioning service when it is busy. Sources: protocol
/// facts, section 4, "retry-after"; for Node the client's own sources.
enum class ClientProfile : quint8
{
    Guidance, ///< the concepts document's tip: Retry-After obeyed, else exponential back-off with jitter
    NodeHttp, ///< a register answered 429 or 5xx ends in an error ("status is registering"); only polls go on
    Python,   ///< from 429 upwards asks again after Retry-After, else after 2 s
    C,        ///< likewise, but 1 s when nothing is named, 300 s at most, and 60 s for the whole registration
    CSharp,   ///< 429 and 5xx; less than 2 s counts as 2 s; without the header up to 5 s are added
};

/// "guidance", "node-http", "python", "c", "csharp": as scenarios and commands spell them.
QStringList clientProfileKeys();
std::optional<ClientProfile> clientProfileFromKey(QStringView key);

enum class ProvisioningCall : quint8
{
    Register,
    Lookup,
    Poll
};

/// What this client does after an answer of the provisioning service that is no success; `httpStatus` 0 = no answer,
/// which ends the official clients' attempt. `jitter` in [0, 1). 409 is the device's own earlier request still at work.
RetryAdvice clientAdvice(ClientProfile profile, ProvisioningCall call, int httpStatus,
                         std::optional<std::chrono::seconds> retryAfter, int attempt, double jitter);

/// How long it waits before it polls an operation that is under way.
std::chrono::milliseconds pollDelay(ClientProfile profile, std::optional<std::chrono::seconds> retryAfter,
                                    double jitter);

/// After how long it gives up a registration that has no end yet; nothing: never.
std::optional<std::chrono::milliseconds> registrationTimeLimit(ClientProfile profile);

} // namespace rehome::domain
