// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/ClientProfile.h"

#include <algorithm>

namespace rehome::domain {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds usualPoll{2000}; // Node and Python; also what 5 polls in 10 s allow (facts, section 7)
constexpr milliseconds shortPollOfC{1000};
constexpr milliseconds longestWaitOfC{300'000};
constexpr double jitterOfCSharp = 5000;

milliseconds namedOr(const std::optional<seconds> &retryAfter, milliseconds fallback)
{
    return retryAfter ? std::max(milliseconds(0), milliseconds(*retryAfter)) : fallback;
}

} // namespace

QStringList clientProfileKeys()
{
    return {QStringLiteral("guidance"), QStringLiteral("node-http"), QStringLiteral("python"), QStringLiteral("c"),
            QStringLiteral("csharp")};
}

std::optional<ClientProfile> clientProfileFromKey(QStringView key)
{
    const auto index = clientProfileKeys().indexOf(key.toString());
    if (index < 0)
        return std::nullopt;
    return static_cast<ClientProfile>(index);
}

RetryAdvice clientAdvice(ClientProfile profile, ProvisioningCall call, int httpStatus,
                         std::optional<seconds> retryAfter, int attempt, double jitter)
{
    if (profile == ClientProfile::Guidance) {
        const int asStatus = httpStatus == 409 ? 503 : httpStatus;
        return retryAdvice(Towards::ProvisioningService, asStatus, retryAfter, attempt, jitter);
    }
    if (httpStatus >= 200 && httpStatus < 300)
        return {RetryAction::Done, milliseconds(0)};
    const bool busy = profile == ClientProfile::CSharp ? httpStatus == 429 || httpStatus >= 500 : httpStatus >= 429;
    // Node's state machine takes no "registering" from its HTTP transport, so the registration fails.
    const bool asksAgain = busy && (profile != ClientProfile::NodeHttp || call == ProvisioningCall::Poll);
    if (!asksAgain)
        return {RetryAction::GiveUp, milliseconds(0)};
    return {retryAfter ? RetryAction::RetryAfter : RetryAction::BackOff, pollDelay(profile, retryAfter, jitter)};
}

milliseconds pollDelay(ClientProfile profile, std::optional<seconds> retryAfter, double jitter)
{
    switch (profile) {
    case ClientProfile::Guidance:
        return std::max(namedOr(retryAfter, usualPoll), usualPoll);
    case ClientProfile::NodeHttp:
    case ClientProfile::Python:
        return namedOr(retryAfter, usualPoll);
    case ClientProfile::C:
        return std::min(namedOr(retryAfter, shortPollOfC), longestWaitOfC);
    case ClientProfile::CSharp:
        if (retryAfter)
            return std::max(namedOr(retryAfter, usualPoll), usualPoll);
        return usualPoll + milliseconds(static_cast<qint64>(std::clamp(jitter, 0.0, 1.0) * jitterOfCSharp));
    }
    return usualPoll;
}

std::optional<milliseconds> registrationTimeLimit(ClientProfile profile)
{
    if (profile == ClientProfile::C)
        return milliseconds(60'000);
    return std::nullopt;
}

} // namespace rehome::domain
