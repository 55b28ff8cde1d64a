// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

namespace rehome::devices {

/// SplitMix64: small, and the same sequence on every platform (the standard library's distributions are not). For
/// jitter and for choosing devices; never for keys.
class DeterministicRandom
{
public:
    explicit DeterministicRandom(quint64 seed)
        : m_state(seed)
    {
    }

    quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// [0, 1)
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// [0, count); count must not be 0. The bias of the modulo is far below what a demo can show.
    quint32 below(quint32 count) { return static_cast<quint32>(next() % count); }

private:
    quint64 m_state;
};

/// Jitter in [0, 1) of a device's attempt: the same seed gives the same waiting times, whatever order answers come in.
inline double jitterFor(quint64 seed, quint32 device, int attempt)
{
    const quint64 place = (quint64{device} << 32) | static_cast<quint32>(attempt);
    return DeterministicRandom(seed ^ DeterministicRandom(place).next()).unit();
}

} // namespace rehome::devices
