// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <array>
#include <functional>
#include <map>
#include <vector>

namespace rehome::fleet {

/// Observed moves from one hub to another within the window. `from` 0 = first assignments ("New" row of the map).
struct Flow
{
    StringId from = 0;
    StringId to = 0;
    quint32 moved = 0;
    double perMinute = 0;                 ///< over the window, or over the time watched when that is shorter
    std::array<quint32, 5> bySubstatus{}; ///< index: domain::Substatus
    quint32 waited = 0;                   ///< of the moves, those seen in Assigning; the two waits are theirs
    qint64 medianWaitMs = -1;             ///< -1: none seen waiting
    qint64 p99WaitMs = -1;
};

/// A device in Assigning. Its target is unknown until the record shows it; `predictedHub` only when the rules leave
/// one.
struct InFlight
{
    RowId device = NoRow;
    StringId sourceHub = 0;
    StringId predictedHub = 0;
    qint64 sinceMs = 0; ///< server time
    bool operator==(const InFlight &) const = default;
};

struct MoveSummary
{
    qint64 nowMs = 0;
    qint64 windowMs = 0;
    std::vector<Flow> flows; ///< by from, then to
    quint32 moved = 0;       ///< without first assignments
    quint32 firstAssignments = 0;
    quint32 failed = 0;
    qint64 medianWaitMs = -1;
    qint64 p99WaitMs = -1;
    qint64 lastMoveMs = 0; ///< 0: none seen
};

/// Collects moves out of batches, in buckets of a second of server time, so that asking costs the buckets and not the
/// events. One thread (GUI).
class MoveTracker
{
public:
    explicit MoveTracker(qint64 keepMs = 60 * 60 * 1000);

    /// When watching began: rates never divide by time that nobody watched.
    void setWatchingSince(qint64 ms) { m_watchingSince = ms; }
    void add(std::span<const ObservedEvent> events);
    MoveSummary summary(qint64 nowMs, qint64 windowMs) const;
    /// Waiting times seen for one flow in the window, ascending, for a histogram.
    std::vector<qint32> waits(StringId from, StringId to, qint64 nowMs, qint64 windowMs) const;
    void clear();

private:
    struct Bucket
    {
        std::array<quint32, 5> bySubstatus{};
        std::vector<qint32> waits;
    };
    struct FlowBuckets
    {
        std::map<qint64, Bucket> seconds;
    };
    void expire(qint64 newestSecond);

    qint64 m_keepSeconds;
    qint64 m_watchingSince = 0;
    qint64 m_newestSecond = 0;
    qint64 m_lastMoveMs = 0;
    std::map<std::pair<StringId, StringId>, FlowBuckets> m_flows;
    std::map<qint64, quint32> m_failed;
};

/// Hub that the rules leave as the only target of a waiting device, or 0. The session offers one that knows the hub
/// table.
using TargetPredictor = std::function<StringId(const Snapshot &, RowId device)>;

/// All live devices in Assigning, longest wait first. Pure; about 1 ms in a million rows plus the predictor.
std::vector<InFlight> devicesInFlight(const Snapshot &snapshot, const TargetPredictor &predict = {});
/// Waiting time now: the server's time minus since when, never below 0.
qint64 waitMs(const InFlight &device, qint64 serverNowMs);
/// Nearest-rank percentile of `values` (reordered); -1 when empty.
qint64 percentile(std::vector<qint32> &values, double fraction);

} // namespace rehome::fleet
