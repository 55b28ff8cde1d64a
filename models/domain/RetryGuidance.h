// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <chrono>
#include <optional>

namespace rehome::domain {

/// What the concepts document's tip says to do after an answer. Pure: jitter comes in as a number in [0, 1).
enum class RetryAction : quint8
{
    Done,       ///< 2xx
    RetryAfter, ///< 429: "only retry after the time indicated in the Retry-After header"
    BackOff,    ///< 5xx: "exponential back-off, with the first retry at least 5 seconds after the response"
    Reregister, ///< hub errors other than 429 and 5xx: "re-register through DPS"
    GiveUp,     ///< towards DPS: other 4xx are final
};

enum class Towards : quint8
{
    ProvisioningService,
    Hub
};

struct RetryAdvice
{
    RetryAction action = RetryAction::Done;
    std::chrono::milliseconds delay{0};
};

struct BackOffSettings
{
    std::chrono::milliseconds first{5000};
    std::chrono::milliseconds maximum{100'000};
    double factor = 2.0;
};

/// `attempt` counts from 0 (first failure). 429 without Retry-After backs off like 5xx. `httpStatus` 0 = no answer
/// (transport error): backs off. Delay grows exponentially up to the maximum; jitter adds up to half of it and never
/// shortens the first 5 s.
RetryAdvice retryAdvice(Towards towards, int httpStatus, std::optional<std::chrono::seconds> retryAfter, int attempt,
                        double jitter, const BackOffSettings &settings = {});

/// What a booted device does next ("attempt to use the Device Registration Status Lookup … If that fails, then try to
/// reprovision").
enum class BootStep : quint8
{
    ConnectCachedHub,
    Lookup,
    Register
};
BootStep firstBootStep(bool hasCachedHub, bool everRegistered);
/// After a hub answered with an error other than 429 and 5xx, or a look-up failed. A device whose hub refuses it looks
/// its registration up first; when it has done so in this boot already, it registers.
BootStep nextBootStep(BootStep failed, bool lookedUp = false);
/// After a look-up that found an assignment: "try to connect with that information to IoT Hub", unless this is the hub
/// that has just refused the device. Host names are compared without case.
BootStep stepAfterLookup(const QString &foundHub, const QString &refusedBy);

/// How long a device keeps trying a hub that does not answer or is busy before it asks the provisioning service again.
/// The documents name 15 to 30 minutes (protocol facts, section 12).
constexpr std::chrono::minutes hubPatience{15};

} // namespace rehome::domain
