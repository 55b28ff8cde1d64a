// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HostLookup.h"

#include "app/local/EventLoop.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <map>
#include <mutex>
#include <thread>

namespace rehome::local {

struct HostLookup::Shared
{
    std::mutex mutex;
    EventLoop *loop = nullptr;                       ///< null once nobody listens; under the mutex
    std::map<std::string, std::vector<Done>> asking; ///< loop thread
};

HostLookup::HostLookup(EventLoop &loop)
    : d(std::make_shared<Shared>())
{
    d->loop = &loop;
}

HostLookup::~HostLookup()
{
    {
        const std::lock_guard lock(d->mutex);
        d->loop = nullptr;
    }
    d->asking.clear(); // a thread may hold the rest for a while; nobody's sockets may live in it
}

void HostLookup::start(const QByteArray &hostName, Done done)
{
    const std::string host = hostName.toStdString();
    auto &waiting = d->asking[host];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    std::thread([shared = d, host] {
        boost::asio::io_context own;
        boost::asio::ip::tcp::resolver resolver(own);
        boost::system::error_code error;
        const auto found = resolver.resolve(host, std::string(), error);
        std::vector<std::string> addresses;
        if (!error)
            for (const auto &entry : found)
                addresses.push_back(entry.endpoint().address().to_string());
        const std::lock_guard lock(shared->mutex);
        if (!shared->loop)
            return;
        shared->loop->post([shared, host, addresses] {
            const auto waiting = shared->asking.extract(host);
            if (!waiting.empty())
                for (const Done &done : waiting.mapped())
                    done(addresses);
        });
    }).detach();
}

} // namespace rehome::local
