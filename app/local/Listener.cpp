// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Listener.h"

#include "app/local/Acceptor.h"
#include "app/local/Connections.h"
#include "app/local/EventLoop.h"
#include "app/local/Replies.h"
#include "app/local/TlsServer.h"
#include "app/local/WebSocketWire.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace rehome::local {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

struct Listener::Private
{
    Private(EventLoop &l, Connections &c, Handler h, std::shared_ptr<const MqttEnvironment> m)
        : loop(l)
        , connections(c)
        , handler(std::move(h))
        , mqtt(std::move(m))
        , acceptor(std::make_shared<Acceptor>(l, c))
    {
    }

    EventLoop &loop;
    Connections &connections;
    Handler handler;
    std::shared_ptr<const MqttEnvironment> mqtt;
    std::shared_ptr<Acceptor> acceptor;
    ListenerSettings settings;
    asio::ssl::context tls{asio::ssl::context::tls_server};
    std::atomic<int> busy{0};
    bool stopping = false;
};

namespace {

/// Clients measure waiting times and their clock's error by it (RFC 9110, 6.6.1). Made once a second.
const std::string &dateNow()
{
    thread_local qint64 madeFor = -1;
    thread_local std::string text;
    if (const qint64 second = QDateTime::currentSecsSinceEpoch(); second != madeFor) {
        madeFor = second;
        text = QLocale::c()
                   .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                   .toStdString();
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

/// Status line and header fields, with the empty line behind them. An answer without a body has no type, and one that
/// cannot have a body no length.
void writeHeadOf(const HttpReply &reply, bool keepAlive, std::string &out)
{
    const auto line = [&out](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    const auto view = [](const QByteArray &text) {
        return std::string_view(text.constData(), static_cast<std::size_t>(text.size()));
    };
    const beast::string_view reason = http::obsolete_reason(static_cast<http::status>(reply.status));
    out.assign("HTTP/1.1 ").append(std::to_string(reply.status)).append(1, ' ');
    out.append(reason.data(), reason.size()).append("\r\n");
    for (const auto &[name, value] : reply.headers)
        line(view(name), view(value));
    if (!reply.body.isEmpty())
        line("Content-Type", "application/json; charset=utf-8");
    line("Date", dateNow());
    if (!keepAlive)
        line("Connection", "close");
    if (reply.status != 204)
        line("Content-Length", std::to_string(reply.body.size()));
    out.append("\r\n");
}

/// OpenSSL gives a connection's buffers (34 kB) back after every record and gets new ones with the next, which costs
/// time while connections are few and saves memory when they are many.
constexpr int keepTheirBuffers = 512;

constexpr beast::string_view webSocketPath = "/$iothub/websocket";
constexpr std::size_t firstRead = 2048, lingerRead = 16 * 1024, keptAnswer = 16 * 1024;
constexpr std::size_t mostLingered = 16 * 1024 * 1024;

class Session : public Connection, public std::enable_shared_from_this<Session>
{
public:
    Session(std::shared_ptr<Listener::Private> owner, tcp::socket socket)
        : Connection(owner->connections)
        , m_owner(std::move(owner))
        , m_stream(std::move(socket), m_owner->tls)
        , m_idleSince(EventLoop::nowMs())
    {
    }

    void run()
    {
        boost::system::error_code ignored;
        m_stream.next_layer().socket().set_option(tcp::no_delay(true), ignored);
        if (m_owner->connections.count() <= keepTheirBuffers)
            SSL_clear_mode(m_stream.native_handle(), SSL_MODE_RELEASE_BUFFERS);
        m_stream.next_layer().expires_after(m_owner->settings.handshakeTimeout);
        m_stream.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](beast::error_code error) {
            if (error)
                return;
            self->m_clientChain = clientChainOf(self->m_stream.native_handle());
            self->waitForRequest();
        });
    }

    void closeWhenIdle() override
    {
        if (!m_busy)
            m_stream.next_layer().cancel();
    }

    void drop() override { m_stream.next_layer().close(); }
    long long idleSince() const override { return m_busy ? -1 : m_idleSince; }

private:
    /// A client may be silent between its requests much longer than within one.
    void waitForRequest()
    {
        if (m_owner->stopping)
            return shutdown();
        m_idleSince = EventLoop::nowMs();
        if (m_buffer.size() > 0)
            return readHeader();
        m_stream.next_layer().expires_after(m_owner->settings.idleTimeout);
        m_stream.async_read_some(
            m_buffer.prepare(firstRead), [self = shared_from_this()](beast::error_code error, std::size_t size) {
                if (error)
                    return self->fail(error == asio::error::eof ? http::error::end_of_stream : error);
                self->m_buffer.commit(size);
                self->readHeader();
            });
    }

    void readHeader()
    {
        m_parser.emplace();
        m_parser->header_limit(m_owner->settings.headerLimit);
        m_parser->body_limit(m_owner->settings.bodyLimit);
        m_stream.next_layer().expires_after(m_owner->settings.headerTimeout);
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
        if (m_parser->is_done())
            return onRequest({});
        m_stream.next_layer().expires_after(m_owner->settings.bodyTimeout);
        const bool waits = beast::iequals(fields[http::field::expect], "100-continue");
        if (waits) {
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
        if (m_owner->mqtt && beast::websocket::is_upgrade(message))
            return upgrade();
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
        m_owner->handler(std::move(request), [self = shared_from_this()](HttpReply reply) { self->write(reply); });
    }

    void upgrade()
    {
        const auto &message = m_parser->get();
        const auto target = message.target();
        if (target.substr(0, target.find('?')) != webSocketPath)
            return refuse(404, QStringLiteral("There is no WebSocket at this path."));
        if (!WebSocketWire::offersMqtt(message))
            return refuse(400, QStringLiteral("The WebSocket needs the subprotocol mqtt."));
        if (m_buffer.size() > 0) // frames come after the answer
            return refuse(400, QStringLiteral("The request is not valid HTTP/1.1."));
        std::make_shared<WebSocketWire>(m_owner->loop, m_owner->connections, m_owner->mqtt, std::move(m_stream),
                                        m_clientChain)
            ->run(m_parser->release());
    }

    void refuse(int status, const QString &why)
    {
        HttpReply reply = dpsError(status, status * 1000, why);
        reply.close = true;
        m_keepAlive = false;
        setBusy(true);
        write(reply);
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

    void write(const HttpReply &reply)
    {
        m_keepAlive = m_keepAlive && !reply.close && !m_owner->stopping;
        writeHeadOf(reply, m_keepAlive, m_answer);
        if (!m_head)
            m_answer.append(reply.body.constData(), static_cast<std::size_t>(reply.body.size()));
        m_stream.next_layer().expires_after(m_owner->settings.writeTimeout);
        asio::async_write(
            m_stream, asio::buffer(m_answer),
            [self = shared_from_this()](beast::error_code error, std::size_t) { self->onWritten(error); });
    }

    void onWritten(beast::error_code error)
    {
        setBusy(false);
        if (m_answer.capacity() > keptAnswer)
            m_answer = {};
        if (error)
            return;
        m_keepAlive ? waitForRequest() : shutdown();
    }

    /// Says good-bye, then takes what the client still sends: closing on unread bytes would reset the connection, and
    /// the client would lose the answer.
    void shutdown()
    {
        m_idleSince = EventLoop::nowMs();
        m_stream.next_layer().expires_after(m_owner->settings.lingerTimeout);
        closeWithoutAnswer(m_stream.native_handle());
        m_stream.async_shutdown([self = shared_from_this()](beast::error_code) {
            boost::system::error_code ignored;
            self->m_stream.next_layer().socket().shutdown(tcp::socket::shutdown_send, ignored);
            self->linger(mostLingered);
        });
    }

    void linger(std::size_t left)
    {
        m_buffer.clear();
        m_stream.next_layer().async_read_some(
            m_buffer.prepare(lingerRead), [self = shared_from_this(), left](beast::error_code error, std::size_t size) {
                if (!error && size < left)
                    self->linger(left - size);
            });
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
    http::response<http::empty_body> m_continue;
    std::string m_answer; ///< one buffer for head and body; keeps its memory from one short answer to the next
    std::shared_ptr<const ClientChain> m_clientChain;
    long long m_idleSince = 0;
    bool m_busy = false, m_keepAlive = true, m_head = false;
};

} // namespace

Listener::Listener(EventLoop &loop, Connections &connections, Handler handler,
                   std::shared_ptr<const MqttEnvironment> mqtt)
    : d(std::make_shared<Private>(loop, connections, std::move(handler), std::move(mqtt)))
{
}

Listener::~Listener() = default;

Result<quint16> Listener::open(const ListenerSettings &settings)
{
    d->settings = settings;
    if (const auto ready = configureTlsServer(d->tls.native_handle(), settings.certificatePem, settings.privateKeyPem);
        !ready)
        return Failure(ready.error());
    return d->acceptor->open(settings.address, settings.port, [weak = std::weak_ptr(d)](tcp::socket socket) {
        if (auto owner = weak.lock())
            std::make_shared<Session>(std::move(owner), std::move(socket))->run();
    });
}

void Listener::stopAccepting()
{
    d->stopping = true;
    d->acceptor->stop();
}

int Listener::busy() const
{
    return d->busy;
}

} // namespace rehome::local
