// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Acceptor.h"

#include "app/local/Connections.h"
#include "app/local/EventLoop.h"
#include "app/local/Fault.h"

#include <boost/asio/ip/v6_only.hpp>

namespace rehome::local {

namespace asio = boost::asio;
using asio::ip::tcp;

bool Acceptor::bind(const asio::ip::address &address, quint16 port, boost::system::error_code &error)
{
    auto acceptor = std::make_unique<Socket>(m_loop.context());
    const tcp::endpoint endpoint(address, port);
    acceptor->open(endpoint.protocol(), error);
    if (error)
        return false;
#ifndef _WIN32
    boost::system::error_code ignored;
    acceptor->set_option(Socket::reuse_address(true), ignored); // a restart finds its port in TIME_WAIT
#endif
    if (address.is_v6())
        acceptor->set_option(asio::ip::v6_only(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return false;
    m_acceptors.push_back(std::move(acceptor));
    return true;
}

Result<quint16> Acceptor::open(const QString &address, quint16 port, Taker taker)
{
    m_taker = std::move(taker);
    boost::system::error_code error;
    const auto parsed = asio::ip::make_address(address.toStdString(), error);
    if (error)
        return fault(ErrorKind::BadInput, QStringLiteral("%1 is not an IP address to listen on.").arg(address));
    if (!bind(parsed, port, error))
        return fault(ErrorKind::Service, QStringLiteral("Port %1 on %2 cannot be used.").arg(port).arg(address),
                     QString::fromLocal8Bit(error.message().c_str()));
    const quint16 bound = m_acceptors.front()->local_endpoint().port();
    if (address == QLatin1String("127.0.0.1"))
        bind(asio::ip::make_address("::1"), bound, error);
    for (const auto &acceptor : m_acceptors)
        accept(*acceptor);
    return bound;
}

void Acceptor::accept(Socket &acceptor)
{
    acceptor.async_accept([self = shared_from_this(), &acceptor](boost::system::error_code error, tcp::socket socket) {
        if (self->m_stopped)
            return;
        // Out of descriptors, most likely: make room and wait for it instead of spinning.
        if (error)
            return self->acceptLater(acceptor);
        if (self->m_connections.makeRoom())
            self->m_taker(std::move(socket));
        self->accept(acceptor);
    });
}

void Acceptor::acceptLater(Socket &acceptor)
{
    m_loop.after(std::chrono::milliseconds(50), [self = shared_from_this(), &acceptor] {
        if (!self->m_stopped)
            self->accept(acceptor);
    });
}

void Acceptor::stop()
{
    m_stopped = true;
    boost::system::error_code ignored;
    for (const auto &acceptor : m_acceptors)
        acceptor->close(ignored);
}

} // namespace rehome::local
