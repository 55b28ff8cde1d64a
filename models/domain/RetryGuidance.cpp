// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RetryGuidance.h"

#include <algorithm>

namespace rehome::domain {

namespace {

using std::chrono::milliseconds;

// "For 5xx errors, use exponential back-off, with the first retry at least 5 seconds after the response." (concepts,
// tip)
constexpr milliseconds firstHubRetry{5000};

milliseconds backOff(const BackOffSettings &settings, milliseconds atLeast, int attempt, double jitter)
{
    const auto first = std::max(settings.first, atLeast);
    const auto limit = static_cast<double>(std::max(settings.maximum, first).count());
    double delay = static_cast<double>(first.count());
    for (int i = 0; i < attempt && delay < limit; ++i)
        delay *= std::max(1.0, settings.factor);
    delay = std::min(delay, limit);
    delay += delay / 2 * std::clamp(jitter, 0.0, 1.0);
    return milliseconds(static_cast<qint64>(delay));
}

} // namespace

RetryAdvice retryAdvice(Towards towards, int httpStatus, std::optional<std::chrono::seconds> retryAfter, int attempt,
                        double jitter, const BackOffSettings &settings)
{
    if (httpStatus >= 200 && httpStatus < 300)
        return {RetryAction::Done, milliseconds(0)};
    if (httpStatus == 429 && retryAfter)
        return {RetryAction::RetryAfter, std::max(milliseconds(0), milliseconds(*retryAfter))};
    const bool answeredBusy = httpStatus == 429 || httpStatus >= 500;
    if (httpStatus == 0 || answeredBusy) {
        const auto atLeast = towards == Towards::Hub && answeredBusy ? firstHubRetry : milliseconds(0);
        milliseconds delay = backOff(settings, atLeast, attempt, jitter);
        if (retryAfter) // a server that names a time is not asked before it
            delay = std::max(delay, milliseconds(*retryAfter));
        return {RetryAction::BackOff, delay};
    }
    return {towards == Towards::Hub ? RetryAction::Reregister : RetryAction::GiveUp, milliseconds(0)};
}

BootStep firstBootStep(bool hasCachedHub, bool everRegistered)
{
    if (hasCachedHub)
        return BootStep::ConnectCachedHub;
    return everRegistered ? BootStep::Lookup : BootStep::Register;
}

BootStep nextBootStep(BootStep failed, bool lookedUp)
{
    switch (failed) {
    case BootStep::ConnectCachedHub: // "On errors other than 429 and 5xx, re-register through DPS"; a look-up may do
        return lookedUp ? BootStep::Register : BootStep::Lookup;
    case BootStep::Lookup: // "If that fails, then try to reprovision"
    case BootStep::Register:
        break;
    }
    return BootStep::Register;
}

BootStep stepAfterLookup(const QString &foundHub, const QString &refusedBy)
{
    const bool worthTrying = !foundHub.isEmpty() && foundHub.compare(refusedBy, Qt::CaseInsensitive) != 0;
    return worthTrying ? BootStep::ConnectCachedHub : nextBootStep(BootStep::Lookup);
}

} // namespace rehome::domain
