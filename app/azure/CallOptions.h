// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RetryGuidance.h"

#include <QtCore/QString>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rehome::azure {

/// Who waits for the answer (experience, "Order of attention"). Everything but Person is background work for the
/// budget.
enum class Priority : quint8
{
    Person,         ///< what the person just asked for or changed
    Visible,        ///< rows on screen
    InFlightGroups, ///< groups with devices in assigning
    Sweep,          ///< the slow pass over everything
};
inline constexpr int priorityCount = 4;

/// Copyable handle; copies share one state. Cancels what waits and aborts what is in flight; a write in flight whose
/// outcome is then unknown is still read back. One thread (the session's).
class CancelToken
{
public:
    CancelToken();
    void cancel();
    bool isCancelled() const;
    /// Called once on cancel(), or at once when already cancelled; returns an id for forget().
    int whenCancelled(std::function<void()> callback) const;
    void forget(int id) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

struct CallOptions
{
    Priority priority = Priority::Person;
    QString
        tag; ///< newest wins: a waiting call with the same tag ends as Cancelled when a newer one comes; empty = none
    CancelToken cancel;
    std::optional<std::chrono::milliseconds> requestDeadline; ///< of one HTTP exchange, from its real start
};

/// How a client behaves. The defaults are what Rehome uses; tests shorten them.
struct ClientSettings
{
    std::chrono::milliseconds requestDeadline{30'000}; ///< one exchange, counted from when it leaves the queue
    std::chrono::milliseconds callDeadline{300'000};   ///< one call with its waits, retries and read-backs
    int maxAttempts = 5;                               ///< of one read, and of one write after read-backs
    int maxInFlight = 6;                               ///< per host
    int maxBackgroundInFlight = 4;                     ///< of those; the rest stays free for the person
    qint64 maxReplyBytes = 64 * 1024 * 1024;
    /// Towards the provisioning service the first wait is 1 s (the concepts' tip asks for 5 s of hubs only).
    domain::BackOffSettings serviceBackOff{std::chrono::milliseconds(1000), std::chrono::milliseconds(100'000), 2.0};
    /// Towards hubs: "the first retry at least 5 seconds after the response".
    domain::BackOffSettings hubBackOff{};
    std::function<double()> jitter; ///< [0, 1); default: QRandomGenerator
    /// Maps an advised wait to the one that is slept; default: itself. Tests record and shorten it.
    std::function<std::chrono::milliseconds(std::chrono::milliseconds)> wait;
};

} // namespace rehome::azure
