// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/HubConnections.h"
#include "app/local/LocalService.h"
#include "app/local/ServiceState.h"
#include "models/domain/Quota.h"

#include <atomic>
#include <deque>

namespace rehome::local {

class EventLoop;

/// What every handler needs; owned by LocalService, used on the loop's thread.
struct ServiceCore
{
    ServiceCore(EventLoop &l, Store &s);

    EventLoop &loop;
    Store &store;
    ServiceState state;
    HubConnections connections;
    domain::QuotaWindow registrations, operations;
    int registryOperationsPerUnit = 100; ///< a minute (protocol facts, section 7)
    int hubDevices = 1'000'000;          ///< the most a hub holds
    int maxPage = domain::QuotaDefaults::pageItems;
    bool regenerateOmittedKeys = false;
    int deadHubPatienceMs = 60'000;
    quint16 port = 0;

    struct Counters
    {
        std::atomic<qint64> registrations{0}, operations{0}, polls{0}, throttledRegistrations{0},
            throttledOperations{0}, unauthorized{0}, hubMessages{0};
    } counters;

    const ServiceLimits &limits() const { return state.config.limits; }
    /// Takes the rates of limits() into use; the minute that runs goes on.
    void applyRates();
    /// Stores the batch, then calls back on the loop's thread: true when it is on disk. In the order of the calls.
    void commit(WriteBatch batch, std::function<void(bool)> done);
    /// For an answer that tells of the state and changes nothing: it goes out when all that it may tell of is on disk,
    /// which is at once when nothing is under way.
    void whenStored(std::function<void()> answer);
    bool isAllStored() const { return m_waiting.empty(); }

private:
    struct Completed;
    struct Waiting
    {
        quint64 number;
        std::function<void(bool)> done;
    };
    void deliver();
    std::shared_ptr<Completed> m_completed; ///< filled by the store's thread, which outlives this
    std::deque<Waiting> m_waiting;
    quint64 m_lastNumber = 0;
};

/// A new entity tag in the service's form, without quotes: "69003552-0000-0300-0000-630fda8a0000". Never the same
/// twice.
QString newEtag();
/// "localhost:8443"; port 443 is left out (contract, rehomectl serve).
QString withPort(const QString &host, quint16 port);

} // namespace rehome::local
