// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rehome::local {

class EventLoop;

/// Looks up host names without ever holding up the loop or its end: each lookup has a thread of its own, which nobody
/// waits for, since a name server that is silent keeps it for many seconds. Loop thread.
class HostLookup
{
public:
    /// IP addresses as text; none when the name is unknown.
    using Done = std::function<void(const std::vector<std::string> &addresses)>;

    explicit HostLookup(EventLoop &loop);
    ~HostLookup(); ///< what is under way ends unheard
    HostLookup(const HostLookup &) = delete;
    HostLookup &operator=(const HostLookup &) = delete;

    /// Lookups of one name at the same time share one thread. `done` is called on the loop's thread, later.
    void start(const QByteArray &host, Done done);

private:
    struct Shared;
    std::shared_ptr<Shared> d;
};

} // namespace rehome::local
