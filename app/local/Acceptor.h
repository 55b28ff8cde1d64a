// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace rehome::local {

class Connections;
class EventLoop;

/// Binds one port and hands out what connects to it, as long as there is room. Loop thread but for open().
class Acceptor : public std::enable_shared_from_this<Acceptor>
{
public:
    using Taker = std::function<void(boost::asio::ip::tcp::socket)>;

    Acceptor(EventLoop &loop, Connections &connections)
        : m_loop(loop)
        , m_connections(connections)
    {
    }

    /// 127.0.0.1 binds ::1 as well where there is one, since clients look up "localhost" either way. Gives the port.
    /// Error of kind Service when the port is taken, BadInput for what is no IP address.
    Result<quint16> open(const QString &address, quint16 port, Taker taker);
    void stop();

private:
    using Socket = boost::asio::ip::tcp::acceptor;
    bool bind(const boost::asio::ip::address &address, quint16 port, boost::system::error_code &error);
    void accept(Socket &acceptor);
    void acceptLater(Socket &acceptor);

    EventLoop &m_loop;
    Connections &m_connections;
    Taker m_taker;
    std::vector<std::unique_ptr<Socket>> m_acceptors;
    bool m_stopped = false;
};

} // namespace rehome::local
