// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Connections.h"

#include <algorithm>
#include <vector>

#ifndef _WIN32
#include <sys/resource.h>
#endif

namespace rehome::local {

namespace {

constexpr int keptForOthers = 256; // database, logs, the program's own connections

int allowedBySystem(int wanted)
{
#ifdef _WIN32
    return wanted;
#else
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    const auto needed = static_cast<rlim_t>(wanted + keptForOthers);
    if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < needed) {
        limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? needed : std::min(limit.rlim_max, needed);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= needed)
        return wanted;
    return std::max(16, static_cast<int>(limit.rlim_cur) - keptForOthers);
#endif
}

} // namespace

Connection::Connection(Connections &table)
    : m_table(table)
{
    m_table.m_all.insert(this);
    ++m_table.m_count;
}

Connection::~Connection()
{
    m_table.m_all.erase(this);
    --m_table.m_count;
}

Connections::Connections(int wanted)
    : m_limit(allowedBySystem(wanted))
{
}

bool Connections::makeRoom()
{
    if (count() < m_limit)
        return true;
    Connection *longest = nullptr;
    long long since = 0;
    for (Connection *one : m_all)
        if (const long long idle = one->idleSince(); idle >= 0 && (!longest || idle < since)) {
            longest = one;
            since = idle;
        }
    if (longest)
        longest->drop();
    return longest != nullptr;
}

void Connections::forAll(void (Connection::*act)())
{
    const std::vector<Connection *> now(m_all.begin(), m_all.end());
    for (Connection *one : now)
        if (m_all.contains(one)) // the end of one may end others
            (one->*act)();
}

void Connections::closeWhenIdle()
{
    forAll(&Connection::closeWhenIdle);
}

void Connections::dropAll()
{
    forAll(&Connection::drop);
}

} // namespace rehome::local
