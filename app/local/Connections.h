// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <unordered_set>

namespace rehome::local {

class Connections;

/// One accepted connection, whatever it speaks. Loop thread.
class Connection
{
public:
    explicit Connection(Connections &table);
    virtual ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    virtual void closeWhenIdle() = 0; ///< the service ends: no further request, the answers under way go out
    virtual void drop() = 0;          ///< at once
    /// Since when it waits for its client (EventLoop::nowMs); negative while the client waits for us.
    virtual long long idleSince() const = 0;

private:
    Connections &m_table;
};

/// All connections of the service, on all its ports, and how many there may be. Loop thread; outlives them.
class Connections
{
public:
    static constexpr int mostAtOnce = 10'000;

    /// The limit is what the system allows, up to `wanted`: every connection needs a file descriptor.
    explicit Connections(int wanted = mostAtOnce);
    /// Room for one more: over the limit the connection that has been idle longest goes. False when all are busy.
    bool makeRoom();
    void closeWhenIdle();
    void dropAll();
    int limit() const { return m_limit; }
    int count() const { return m_count; } ///< any thread

private:
    friend class Connection;
    void forAll(void (Connection::*act)());

    std::unordered_set<Connection *> m_all;
    std::atomic<int> m_count{0};
    int m_limit;
};

} // namespace rehome::local
