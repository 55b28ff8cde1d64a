// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/MqttListener.h"

#include "app/local/Acceptor.h"
#include "app/local/EventLoop.h"
#include "app/local/MqttWire.h"
#include "app/local/TlsServer.h"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace rehome::local {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

struct MqttListener::Private
{
    Private(EventLoop &l, Connections &c, std::shared_ptr<const MqttEnvironment> e)
        : loop(l)
        , connections(c)
        , environment(std::move(e))
        , acceptor(std::make_shared<Acceptor>(l, c))
    {
    }

    EventLoop &loop;
    Connections &connections;
    std::shared_ptr<const MqttEnvironment> environment;
    std::shared_ptr<Acceptor> acceptor;
    ListenerSettings settings;
    asio::ssl::context tls{asio::ssl::context::tls_server};
};

namespace {

class TlsMqttWire : public MqttWire
{
public:
    TlsMqttWire(std::shared_ptr<MqttListener::Private> owner, tcp::socket socket)
        : MqttWire(owner->loop, owner->connections, owner->environment)
        , m_owner(std::move(owner))
        , m_stream(std::move(socket), m_owner->tls)
    {
    }

    void run()
    {
        boost::system::error_code ignored;
        m_stream.next_layer().set_option(tcp::no_delay(true), ignored);
        m_stream.next_layer().set_option(tcp::socket::keep_alive(true), ignored);
        watchUntil(EventLoop::nowMs() + m_owner->settings.handshakeTimeout.count());
        m_stream.async_handshake(asio::ssl::stream_base::server, [self = self()](boost::system::error_code error) {
            if (error)
                return self->drop();
            self->begin(clientChainOf(self->m_stream.native_handle()));
        });
    }

protected:
    void readSome(char *data, std::size_t size) override
    {
        m_stream.async_read_some(
            asio::buffer(data, size),
            [self = self()](boost::system::error_code error, std::size_t got) { self->onRead(!error, got); });
    }

    void writeAll(const QByteArray &bytes) override
    {
        asio::async_write(m_stream, asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                          [self = self()](boost::system::error_code error, std::size_t) { self->onWritten(!error); });
    }

    void shutdown() override
    {
        closeWithoutAnswer(m_stream.native_handle());
        m_stream.async_shutdown([self = self()](boost::system::error_code) {
            boost::system::error_code ignored;
            self->m_stream.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
            self->linger();
        });
    }

    void cut() override
    {
        boost::system::error_code ignored;
        m_stream.next_layer().close(ignored);
    }

private:
    /// Takes what the client still sends, until it closes as well: a reset could lose it the last answer.
    void linger()
    {
        m_stream.next_layer().async_read_some(
            asio::buffer(m_last),
            [self = self()](boost::system::error_code error, std::size_t) { error ? self->drop() : self->linger(); });
    }

    std::shared_ptr<TlsMqttWire> self() { return std::static_pointer_cast<TlsMqttWire>(shared_from_this()); }

    std::shared_ptr<MqttListener::Private> m_owner;
    asio::ssl::stream<tcp::socket> m_stream;
    std::array<char, 1024> m_last;
};

} // namespace

MqttListener::MqttListener(EventLoop &loop, Connections &connections,
                           std::shared_ptr<const MqttEnvironment> environment)
    : d(std::make_shared<Private>(loop, connections, std::move(environment)))
{
}

MqttListener::~MqttListener() = default;

Result<quint16> MqttListener::open(const ListenerSettings &settings)
{
    d->settings = settings;
    if (const auto ready = configureTlsServer(d->tls.native_handle(), settings.certificatePem, settings.privateKeyPem);
        !ready)
        return Failure(ready.error());
    return d->acceptor->open(settings.address, settings.port, [weak = std::weak_ptr(d)](tcp::socket socket) {
        if (auto owner = weak.lock())
            std::make_shared<TlsMqttWire>(std::move(owner), std::move(socket))->run();
    });
}

void MqttListener::stopAccepting()
{
    d->acceptor->stop();
}

} // namespace rehome::local
