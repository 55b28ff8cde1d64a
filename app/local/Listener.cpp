// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Listener.h"

#include "app/local/EventLoop.h"
#include "app/local/Fault.h"
#include "app/local/Replies.h"
#include "app/local/TlsServer.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <unordered_set>

namespace rehome::local {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {
class Session;
}

struct Listener::Private : std::enable_shared_from_this<Listener::Private>
{
    Private(EventLoop &l, Handler h)
        : loop(l)
        , handler(std::move(h))
    {
    }

    EventLoop &loop;
    Handler handler;
    ListenerSettings settings;
    asio::ssl::context tls{asio::ssl::context::tls_server};
    std::vector<std::unique_ptr<tcp::acceptor>> acceptors;
    std::unordered_set<Session *> sessions;
    std::atomic<int> busy{0};
    bool stopping = false;

    bool bind(const asio::ip::address &address, quint16 port, boost::system::error_code &error);
    void accept(tcp::acceptor &acceptor);
};

namespace {

/// Clients measure waiting times and their clock's error by it (RFC 9110, 6.6.1). Made once a second.
const std::string &dateNow()
{
    thread_local qint64 madeFor = -1;
    thread_local std::string text;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const qint64 second = now.toSecsSinceEpoch(); second != madeFor) {
        madeFor = second;
        text = QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toStdString();
    }
    return text;
}

QByteArray bytes(beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// "[::1]:8443", "localhost:8443" → the name alone, in lower case.
QByteArray hostWithoutPort(QByteArray host)
{
    host = host.trimmed().toLower();
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        return end < 0 ? QByteArray() : host.mid(1, end - 1);
    }
    const qsizetype colon = host.indexOf(':');
    return colon < 0 ? host : host.left(colon);
}

class Session : public std::enable_shared_from_this<Session>
{
public:
    Session(std::shared_ptr<Listener::Private> owner, tcp::socket socket)
        : m_owner(std::move(owner))
        , m_stream(std::move(socket), m_owner->tls)
    {
        m_owner->sessions.insert(this);
    }

    ~Session() { m_owner->sessions.erase(this); }

    void run()
    {
        boost::system::error_code ignored;
        m_stream.next_layer().socket().set_option(tcp::no_delay(true), ignored);
        m_stream.next_layer().expires_after(m_owner->settings.handshakeTimeout);
        m_stream.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](beast::error_code error) {
            if (error)
                return;
            self->m_clientChain = clientChainOf(self->m_stream.native_handle());
            self->readHeader();
        });
    }

    void closeWhenIdle()
    {
        if (!m_busy)
            m_stream.next_layer().cancel();
    }

private:
    void readHeader()
    {
        if (m_owner->stopping)
            return shutdown();
        m_parser.emplace();
        m_parser->header_limit(m_owner->settings.headerLimit);
        m_parser->body_limit(m_owner->settings.bodyLimit);
        m_stream.next_layer().expires_after(m_owner->settings.idleTimeout);
        http::async_read_header(
            m_stream, m_buffer, *m_parser,
            [self = shared_from_this()](beast::error_code error, std::size_t) { self->onHeader(error); });
    }

    void onHeader(beast::error_code error)
    {
        if (error)
            return fail(error);
        const auto &fields = m_parser->get();
        // Two hosts or none leave open which service was meant; nothing behind such a request is executed.
        if (fields.count(http::field::host) != 1)
            return refuse(400, QStringLiteral("The request needs exactly one Host header."));
        m_stream.next_layer().expires_after(m_owner->settings.bodyTimeout);
        const bool waits = beast::iequals(fields[http::field::expect], "100-continue");
        if (waits && !m_parser->is_done()) {
            m_continue = {http::status::continue_, 11};
            http::async_write(m_stream, m_continue, [self = shared_from_this()](beast::error_code e, std::size_t) {
                if (!e)
                    self->readBody();
            });
            return;
        }
        readBody();
    }

    void readBody()
    {
        http::async_read(m_stream, m_buffer, *m_parser,
                         [self = shared_from_this()](beast::error_code error, std::size_t) { self->onRequest(error); });
    }

    void onRequest(beast::error_code error)
    {
        if (error)
            return fail(error);
        const auto &message = m_parser->get();
        HttpRequest request;
        request.method = bytes(message.method_string());
        request.target = bytes(message.target());
        request.host = hostWithoutPort(bytes(message[http::field::host]));
        request.headers.reserve(8);
        for (const auto &field : message)
            request.headers.emplace_back(bytes(field.name_string()), bytes(field.value()));
        request.body = QByteArray(message.body().data(), static_cast<qsizetype>(message.body().size()));
        request.clientChain = m_clientChain;
        m_keepAlive = message.keep_alive();
        m_head = message.method() == http::verb::head;
        setBusy(true);
        m_stream.next_layer().expires_never(); // the handlers have their own limits
        m_owner->handler(std::move(request),
                         [self = shared_from_this()](HttpReply reply) { self->write(std::move(reply)); });
    }

    void refuse(int status, const QString &why)
    {
        HttpReply reply = dpsError(status, status * 1000, why);
        reply.close = true;
        m_keepAlive = false;
        setBusy(true);
        write(std::move(reply));
    }

    void fail(beast::error_code error)
    {
        if (error == http::error::end_of_stream)
            return shutdown();
        if (error == http::error::body_limit)
            return refuse(413, QStringLiteral("The body is larger than this service takes."));
        if (error == http::error::header_limit)
            return refuse(431, QStringLiteral("The headers are larger than this service takes."));
        if (error == http::error::partial_message)
            return;
        if (error.category() == http::make_error_code(http::error::bad_method).category())
            return refuse(400, QStringLiteral("The request is not valid HTTP/1.1."));
    }

    void write(HttpReply reply)
    {
        m_reply = std::move(reply);
        m_response.emplace(static_cast<http::status>(m_reply.status), 11);
        for (const auto &[name, value] : m_reply.headers)
            m_response->insert(beast::string_view(name.constData(), static_cast<std::size_t>(name.size())),
                               beast::string_view(value.constData(), static_cast<std::size_t>(value.size())));
        if (!m_reply.body.isEmpty())
            m_response->set(http::field::content_type, "application/json; charset=utf-8");
        m_response->set(http::field::date, dateNow());
        m_response->keep_alive(m_keepAlive && !m_reply.close && !m_owner->stopping);
        if (!m_head)
            m_response->body() = {m_reply.body.constData(), static_cast<std::size_t>(m_reply.body.size())};
        if (m_reply.status != 204) // no length on an answer that cannot have a body
            m_response->content_length(static_cast<std::uint64_t>(m_reply.body.size()));
        m_stream.next_layer().expires_after(m_owner->settings.writeTimeout);
        http::async_write(m_stream, *m_response, [self = shared_from_this()](beast::error_code error, std::size_t) {
            self->onWritten(error);
        });
    }

    void onWritten(beast::error_code error)
    {
        setBusy(false);
        const bool again = m_response->keep_alive();
        m_response.reset();
        m_reply = {};
        if (error)
            return;
        again ? readHeader() : shutdown();
    }

    void shutdown()
    {
        m_stream.next_layer().expires_after(std::chrono::seconds(2));
        m_stream.async_shutdown([self = shared_from_this()](beast::error_code) {});
    }

    void setBusy(bool busy)
    {
        if (m_busy == busy)
            return;
        m_busy = busy;
        m_owner->busy += busy ? 1 : -1;
    }

    std::shared_ptr<Listener::Private> m_owner;
    beast::ssl_stream<beast::tcp_stream> m_stream;
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::string_body>> m_parser;
    std::optional<http::response<http::span_body<const char>>> m_response;
    http::response<http::empty_body> m_continue;
    HttpReply m_reply;
    std::shared_ptr<const ClientChain> m_clientChain;
    bool m_busy = false, m_keepAlive = true, m_head = false;
};

} // namespace

bool Listener::Private::bind(const asio::ip::address &address, quint16 port, boost::system::error_code &error)
{
    auto acceptor = std::make_unique<tcp::acceptor>(loop.context());
    const tcp::endpoint endpoint(address, port);
    acceptor->open(endpoint.protocol(), error);
    if (error)
        return false;
#ifndef _WIN32
    boost::system::error_code ignored;
    acceptor->set_option(tcp::acceptor::reuse_address(true), ignored); // a restart finds its port in TIME_WAIT
#endif
    if (address.is_v6())
        acceptor->set_option(asio::ip::v6_only(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return false;
    acceptors.push_back(std::move(acceptor));
    return true;
}

void Listener::Private::accept(tcp::acceptor &acceptor)
{
    acceptor.async_accept([self = shared_from_this(), &acceptor](boost::system::error_code error, tcp::socket socket) {
        if (self->stopping)
            return;
        if (error) {
            // Out of descriptors, most likely: wait for connections to end instead of spinning.
            self->loop.after(std::chrono::milliseconds(50), [self, &acceptor] {
                if (!self->stopping)
                    self->accept(acceptor);
            });
            return;
        }
        std::make_shared<Session>(self, std::move(socket))->run();
        self->accept(acceptor);
    });
}

Listener::Listener(EventLoop &loop, Handler handler)
    : d(std::make_shared<Private>(loop, std::move(handler)))
{
}

Listener::~Listener() = default;

Result<quint16> Listener::open(const ListenerSettings &settings)
{
    d->settings = settings;
    if (const auto ready = configureTlsServer(d->tls.native_handle(), settings.certificatePem, settings.privateKeyPem);
        !ready)
        return Failure(ready.error());
    boost::system::error_code error;
    const auto address = asio::ip::make_address(settings.address.toStdString(), error);
    if (error)
        return fault(ErrorKind::BadInput,
                     QStringLiteral("%1 is not an IP address to listen on.").arg(settings.address));
    if (!d->bind(address, settings.port, error))
        return fault(ErrorKind::Service,
                     QStringLiteral("Port %1 on %2 cannot be used.").arg(settings.port).arg(settings.address),
                     QString::fromLocal8Bit(error.message().c_str()));
    const quint16 port = d->acceptors.front()->local_endpoint().port();
    if (settings.address == QLatin1String("127.0.0.1"))
        d->bind(asio::ip::make_address("::1"), port, error);
    for (const auto &acceptor : d->acceptors)
        d->accept(*acceptor);
    return port;
}

void Listener::stopAccepting()
{
    d->stopping = true;
    boost::system::error_code ignored;
    for (const auto &acceptor : d->acceptors)
        acceptor->close(ignored);
    const auto sessions = d->sessions; // cancelling may end some of them
    for (Session *session : sessions)
        session->closeWhenIdle();
}

int Listener::busy() const
{
    return d->busy;
}

} // namespace rehome::local
