// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

namespace rehome::domain {

/// Documented defaults (protocol facts, section 7).
struct QuotaDefaults
{
    static constexpr int registrationsPerMinute = 1000;
    static constexpr int operationsPerMinute = 1000;
    static constexpr int pollsPerDevicePer10s = 5;
    static constexpr int registrations = 1'000'000;
    static constexpr int individualEnrollments = 1'000'000;
    static constexpr int groupsPerAttestation = 100;
    static constexpr int caCertificates = 25;
    static constexpr int linkedHubs = 50;
    static constexpr int messageBytes = 96 * 1024;
    static constexpr int bulkItems = 10;
    static constexpr int pageItems = 100;
};

enum class DeviceRequest : quint8
{
    Register,
    Lookup,
    OperationPoll
};
/// "querying for the registration state will count as a new device registration" (concepts, tip); polls have a limit of
/// their own.
bool countsAsRegistration(DeviceRequest request);

/// Fixed window on a monotonic clock that the caller passes in (milliseconds). The first window opens with the first
/// counted request, so a fresh service has its whole minute (contract, rehomectl serve). Not thread-safe.
class QuotaWindow
{
public:
    explicit QuotaWindow(int limit, qint64 lengthMs = 60'000);

    struct Outcome
    {
        bool accepted = true;
        int retryAfterSeconds = 0; ///< 1 to 60 when refused: whole seconds until the window ends, rounded up
    };
    /// Would one more be accepted? Counts nothing.
    Outcome check(qint64 nowMs) const;
    /// Counts one if accepted; a refused request is not counted.
    Outcome take(qint64 nowMs);

    void setLimit(int limit);
    int limit() const { return m_limit; }
    int used(qint64 nowMs) const;

private:
    int m_limit;
    qint64 m_lengthMs;
    qint64 m_start = -1;
    int m_used = 0;
};

} // namespace rehome::domain
