// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Allocation.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace rehome::domain {

namespace {

bool sameHost(QStringView a, QStringView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// The service's own hash function is not published (protocol facts, section 8). Choice: FNV-1a over the lower-cased
// ASCII of host name and registration ID, finished by the 64-bit mixer of MurmurHash3, since FNV alone leaves the high
// bits too regular.
quint64 fnv1a(quint64 hash, QStringView text)
{
    for (const QChar c : text) {
        char16_t unit = c.unicode();
        if (unit >= u'A' && unit <= u'Z')
            unit = static_cast<char16_t>(unit + (u'a' - u'A'));
        for (const unsigned byte : {unsigned(unit) & 0xffU, unsigned(unit) >> 8U}) {
            hash ^= byte;
            hash *= 0x100000001b3ULL;
        }
    }
    hash ^= 0xffU; // ends the text: no byte pair of two texts runs together
    return hash * 0x100000001b3ULL;
}

quint64 mixed(quint64 hash)
{
    hash ^= hash >> 33U;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33U;
    hash *= 0xc4ceb9fe1a85ec53ULL;
    hash ^= hash >> 33U;
    return hash;
}

// −log2((draw + 1) / 2^64) with 32 fractional bits, by repeated squaring in integers: the same bits on every platform,
// which std::log does not promise. At most 64 · 2^32, so a product with a weight of up to 1000 stays far inside 64
// bits.
quint64 negativeLog2(quint64 draw)
{
    if (draw == ~quint64(0))
        return 0;
    const quint64 value = draw + 1;
    const int top = 63 - std::countl_zero(value);
    quint64 mantissa = (value << (63 - top)) >> 32U; // 1.31 fixed point, in [1, 2)
    quint64 log = static_cast<quint64>(top) << 32U;
    for (quint64 bit = quint64(1) << 31U; bit != 0; bit >>= 1U) {
        mantissa = (mantissa * mantissa) >> 31U;
        if (mantissa >= (quint64(1) << 32U)) {
            mantissa >>= 1U;
            log |= bit;
        }
    }
    return (quint64(64) << 32U) - log;
}

AllocationOutcome failed(AllocationFailure failure, QList<LinkedHub> candidates = {})
{
    return {{}, failure, std::move(candidates)};
}

QList<LinkedHub> hubsInSet(const QList<LinkedHub> &linked, const std::optional<QStringList> &hubSet)
{
    if (!hubSet || hubSet->isEmpty())
        return linked;
    QList<LinkedHub> found;
    for (const LinkedHub &hub : linked) {
        const auto isThis = [&hub](const QString &name) { return sameHost(name, hub.hostName); };
        if (std::any_of(hubSet->cbegin(), hubSet->cend(), isThis))
            found.append(hub);
    }
    return found;
}

QString nearestHub(const QList<LinkedHub> &hubs, const QString &deviceRegion, const QString &registrationId)
{
    // Whole kilometres: the last bits of a sine differ between platforms, the choice must not. Ties are hashed by
    // weight.
    qint64 best = -1;
    QList<LinkedHub> nearest;
    for (const LinkedHub &hub : hubs) {
        const auto distance = regionDistanceKm(deviceRegion, hub.region);
        if (!distance)
            continue;
        const qint64 km = std::llround(*distance);
        if (best < 0 || km < best) {
            best = km;
            nearest.clear();
        }
        if (km == best)
            nearest.append(hub);
    }
    return hashedHub(nearest.isEmpty() ? hubs : nearest, registrationId);
}

} // namespace

QString hashedHub(const QList<LinkedHub> &hubs, QStringView registrationId)
{
    // Weighted rendezvous: each hub draws u in (0, 1] from hub and device; the greatest weight / −log(u) wins. A hub
    // that goes gives up only its own devices, a hub that comes takes only what it wins.
    const LinkedHub *best = nullptr;
    quint64 bestWeight = 1;
    quint64 bestLog = 0;
    for (const LinkedHub &hub : hubs) {
        const auto weight = static_cast<quint64>(std::clamp(hub.allocationWeight, 1, 1000));
        const quint64 draw = mixed(fnv1a(fnv1a(0xcbf29ce484222325ULL, hub.hostName), registrationId));
        const quint64 log = negativeLog2(draw);
        bool wins = !best;
        if (best) {
            const quint64 mine = weight * bestLog;
            const quint64 theirs = bestWeight * log;
            wins = mine > theirs || (mine == theirs && hub.hostName.compare(best->hostName, Qt::CaseInsensitive) < 0);
        }
        if (wins) {
            best = &hub;
            bestWeight = weight;
            bestLog = log;
        }
    }
    return best ? best->hostName : QString();
}

AllocationOutcome allocate(const AllocationInput &input)
{
    const QList<LinkedHub> inSet = hubsInSet(input.linkedHubs, input.hubSet);

    if (input.policy == AllocationPolicy::Custom) {
        // The webhook is offered the hubs of the set; whether one is closed to allocation policies is its own affair.
        for (const LinkedHub &hub : inSet) {
            if (input.customHub && sameHost(hub.hostName, *input.customHub))
                return {hub.hostName, AllocationFailure::None, inSet};
        }
        return failed(inSet.isEmpty() ? AllocationFailure::NoHub : AllocationFailure::CustomFailed, inSet);
    }

    if (input.policy == AllocationPolicy::Static) {
        // "static requires exactly one hub": what counts is what the enrollment names, linked or not.
        const qsizetype named =
            input.hubSet && !input.hubSet->isEmpty() ? input.hubSet->size() : input.linkedHubs.size();
        if (named > 1)
            return failed(AllocationFailure::StaticNeedsOneHub, inSet);
    }

    QList<LinkedHub> open;
    std::copy_if(inSet.cbegin(), inSet.cend(), std::back_inserter(open),
                 [](const LinkedHub &hub) { return hub.applyAllocationPolicy; });
    if (open.isEmpty())
        return failed(AllocationFailure::NoHub);

    AllocationOutcome outcome;
    outcome.candidates = open;
    switch (input.policy) {
    case AllocationPolicy::Static:
        outcome.hub = open.constFirst().hostName;
        break;
    case AllocationPolicy::GeoLatency:
        outcome.hub = nearestHub(open, input.deviceRegion, input.registrationId);
        break;
    case AllocationPolicy::NotSet:
    case AllocationPolicy::Hashed:
    case AllocationPolicy::Custom:
        outcome.hub = hashedHub(open, input.registrationId);
        break;
    }
    return outcome;
}

} // namespace rehome::domain
