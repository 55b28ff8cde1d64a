// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace rehome::local {

/// The one io_context thread of the service, at lower priority than the GUI. State and handlers live on it; post() and
/// after() may be called from any thread.
class EventLoop
{
public:
    EventLoop();
    ~EventLoop(); ///< stops
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    void start();
    void stop(); ///< ends after the handler that is running, joins; what is still queued is dropped
    void post(std::function<void()> work);
    void after(std::chrono::milliseconds delay, std::function<void()> work);
    boost::asio::io_context &context();
    /// Milliseconds of the monotonic clock.
    static long long nowMs();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Lowers the calling thread below the GUI; best effort.
void lowerThreadPriority();

} // namespace rehome::local
