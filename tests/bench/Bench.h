// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QList>
#include <QtCore/QString>
#include <functional>
#include <map>
#include <optional>

/// Benchmarks of the program, one file per area (BenchWire.cpp, BenchFleet.cpp …), each ending in
/// `static const rehome::bench::Area s_area("wire", [] { … return rows; });`. The program prints one table with the
/// machine's data.
namespace rehome::bench {

struct Row
{
    QString what; ///< "page of enrollments decoded"
    double value = 0;
    QString unit;                 ///< "ms", "1/s", "bytes each"
    std::optional<double> target; ///< what the design asks for; nothing = for information
    bool higherIsBetter = false;  ///< the target is a floor instead of a ceiling

    bool isMet() const { return !target || (higherIsBetter ? value >= *target : value <= *target); }
};

using Run = std::function<QList<Row>()>;

inline std::map<QString, Run> &areas()
{
    static std::map<QString, Run> all;
    return all;
}

struct Area
{
    Area(const char *name, Run run) { areas().emplace(QString::fromLatin1(name), std::move(run)); }
};

/// Median of `repeats` runs in milliseconds, after one that warms caches and is not counted.
double medianMs(int repeats, const std::function<void()> &work);
/// Resident memory of this process in bytes; 0 where the platform does not tell.
qint64 residentBytes();
/// Without mapped files, once what was freed is given back.
qint64 heldBytes();
/// Gives back what was freed but is still held by the allocator, so that residentBytes() tells what is in use.
void releaseFreedMemory();

/// Keeps the compiler from dropping work whose result nobody reads.
template <class T>
inline void keep(const T &value)
{
#if defined(_MSC_VER)
    static volatile const void *sink;
    sink = &value;
#else
    asm volatile("" : : "r,m"(value) : "memory");
#endif
}

} // namespace rehome::bench
