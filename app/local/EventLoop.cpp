// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/EventLoop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <thread>

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#elif defined(_WIN32)
#include <windows.h>
#endif

namespace rehome::local {

struct EventLoop::Private
{
    boost::asio::io_context context{1};
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> guard;
    std::thread thread;
};

EventLoop::EventLoop()
    : d(std::make_unique<Private>())
{
}

EventLoop::~EventLoop()
{
    stop();
}

void EventLoop::start()
{
    d->guard.emplace(d->context.get_executor());
    d->thread = std::thread([this] {
        lowerThreadPriority();
        d->context.run();
    });
}

void EventLoop::stop()
{
    d->guard.reset();
    d->context.stop();
    if (d->thread.joinable())
        d->thread.join();
}

void EventLoop::post(std::function<void()> work)
{
    boost::asio::post(d->context, std::move(work));
}

void EventLoop::after(std::chrono::milliseconds delay, std::function<void()> work)
{
    auto timer = std::make_shared<boost::asio::steady_timer>(d->context, delay);
    timer->async_wait([timer, work = std::move(work)](const boost::system::error_code &error) {
        if (!error)
            work();
    });
}

boost::asio::io_context &EventLoop::context()
{
    return d->context;
}

long long EventLoop::nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void lowerThreadPriority()
{
#ifdef __linux__
    // On Linux the nice value belongs to the thread, not to the process. It is lower than the main thread's, whatever
    // that one was given; values above 19 are 19.
    const int ofProgram = getpriority(PRIO_PROCESS, static_cast<id_t>(getpid()));
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), ofProgram + 5);
#elif defined(_WIN32)
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
#endif
}

} // namespace rehome::local
