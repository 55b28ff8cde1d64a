// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/WebhookClient.h"

#include "app/local/EventLoop.h"
#include "app/local/Fault.h"
#include "app/local/HostLookup.h"
#include "app/local/WebhookTarget.h"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <map>
#include <openssl/ssl.h>
#include <optional>

namespace rehome::local {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr int callsAtOnce = 64;
constexpr std::uint32_t headerLimit = 16 * 1024;
constexpr std::uint64_t bodyLimit = 64 * 1024;

/// One connection, plain or TLS: what is read and written over it is compiled once.
class Link
{
public:
    using Step = std::function<void(error_code)>;
    using Read = std::function<void(error_code, std::size_t)>;
    virtual ~Link() = default;
    virtual tcp::socket &socket() = 0;
    virtual void handshake(Step done) = 0;
    virtual void write(const std::string &text, Step done) = 0; ///< `text` must live until then
    virtual void read(asio::mutable_buffer into, Read done) = 0;
};

class PlainLink : public Link
{
public:
    explicit PlainLink(asio::io_context &context)
        : m_socket(context)
    {
    }
    tcp::socket &socket() override { return m_socket; }
    void handshake(Step done) override { done({}); }
    void write(const std::string &text, Step done) override
    {
        asio::async_write(m_socket, asio::buffer(text),
                          [done = std::move(done)](error_code error, std::size_t) { done(error); });
    }
    void read(asio::mutable_buffer into, Read done) override { m_socket.async_read_some(into, std::move(done)); }

private:
    tcp::socket m_socket;
};

class TlsLink : public Link
{
public:
    TlsLink(asio::io_context &context, std::shared_ptr<asio::ssl::context> tls, const WebhookTarget &target)
        : m_tls(std::move(tls))
        , m_stream(context, *m_tls)
    {
        const std::string host = target.host.toStdString();
        if (!target.isAddress)
            SSL_set_tlsext_host_name(m_stream.native_handle(), host.c_str());
        error_code ignored;
        m_stream.set_verify_mode(asio::ssl::verify_peer, ignored);
        m_stream.set_verify_callback(asio::ssl::host_name_verification(host), ignored);
    }
    tcp::socket &socket() override { return m_stream.next_layer(); }
    void handshake(Step done) override { m_stream.async_handshake(asio::ssl::stream_base::client, std::move(done)); }
    void write(const std::string &text, Step done) override
    {
        asio::async_write(m_stream, asio::buffer(text),
                          [done = std::move(done)](error_code error, std::size_t) { done(error); });
    }
    void read(asio::mutable_buffer into, Read done) override { m_stream.async_read_some(into, std::move(done)); }

private:
    std::shared_ptr<asio::ssl::context> m_tls; // outlives the stream
    asio::ssl::stream<tcp::socket> m_stream;
};

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000.0);
}

/// One POST from the connection to the answer.
class Call : public std::enable_shared_from_this<Call>
{
public:
    Call(EventLoop &loop, std::unique_ptr<Link> link, WebhookTarget target, const QByteArray &json,
         WebhookClient::Done done)
        : m_loop(loop)
        , m_link(std::move(link))
        , m_target(std::move(target))
        , m_done(std::move(done))
    {
        m_request = "POST " + m_target.pathAndQuery.toStdString() +
                    " HTTP/1.1\r\nHost: " + m_target.hostHeader().toStdString() +
                    "\r\nContent-Type: application/json; charset=utf-8\r\nAccept: application/json\r\n"
                    "User-Agent: Rehome/" REHOME_VERSION "\r\nConnection: close\r\nContent-Length: " +
                    std::to_string(json.size()) + "\r\n\r\n" + json.toStdString();
        renewParser();
    }

    void start(HostLookup &lookup, std::chrono::milliseconds timeout)
    {
        m_loop.after(timeout, [weak = weak_from_this(), timeout] {
            if (const auto self = weak.lock())
                self->fail(QStringLiteral("the webhook did not answer within %1 s").arg(seconds(timeout)));
        });
        if (m_target.isAddress)
            return connect({m_target.host.toStdString()});
        if (m_target.loopback)
            return connect({"127.0.0.1", "::1"});
        lookup.start(m_target.host, [self = shared_from_this()](const std::vector<std::string> &addresses) {
            self->connect(addresses);
        });
    }

private:
    void connect(const std::vector<std::string> &addresses)
    {
        if (m_finished)
            return; // the name server was slower than the time-out
        if (addresses.empty())
            return fail(QStringLiteral("the webhook's host name was not found"));
        for (const std::string &text : addresses) {
            error_code error;
            const auto address = asio::ip::make_address(text, error);
            if (!error)
                m_endpoints.emplace_back(address, m_target.port);
        }
        connectNext({});
    }

    void connectNext(error_code last)
    {
        if (m_next == m_endpoints.size())
            return fail(
                QStringLiteral("the webhook cannot be reached (%1)").arg(QString::fromStdString(last.message())));
        error_code ignored;
        m_link->socket().close(ignored);
        m_link->socket().async_connect(m_endpoints.at(m_next++), [self = shared_from_this()](error_code error) {
            if (self->m_finished)
                return;
            if (error)
                return self->connectNext(error);
            self->handshake();
        });
    }

    void handshake()
    {
        m_link->handshake([self = shared_from_this()](error_code error) {
            if (self->m_finished)
                return;
            if (error)
                return self->fail(QStringLiteral("the webhook's TLS connection was not accepted (%1)")
                                      .arg(QString::fromStdString(error.message())));
            self->write();
        });
    }

    void write()
    {
        m_link->write(m_request, [self = shared_from_this()](error_code error) {
            if (self->m_finished)
                return;
            // A webhook may answer and close before it has read everything: the answer counts.
            (void)error;
            self->read();
        });
    }

    void read()
    {
        m_link->read(asio::buffer(m_chunk), [self = shared_from_this()](error_code error, std::size_t size) {
            if (self->m_finished)
                return;
            self->m_pending.append(self->m_chunk.data(), size);
            if (!self->parse() || self->m_finished)
                return;
            if (!error)
                return self->read();
            error_code atEnd;
            self->m_parser->put_eof(atEnd);
            if (!atEnd && self->m_parser->is_done())
                return self->finishAnswer();
            self->fail(QStringLiteral("the webhook ended the connection before its answer was complete"));
        });
    }

    /// False when the call is over.
    bool parse()
    {
        while (!m_pending.empty()) {
            error_code error;
            const std::size_t used = m_parser->put(asio::buffer(m_pending), error);
            m_pending.erase(0, used);
            if (error == http::error::need_more)
                return true;
            if (error == http::error::body_limit || error == http::error::header_limit) {
                fail(error == http::error::body_limit
                         ? QStringLiteral("the webhook's answer is larger than 64 KB")
                         : QStringLiteral("the header of the webhook's answer is larger than 16 KB"));
                return false;
            }
            if (error) {
                fail(QStringLiteral("the webhook's answer is not HTTP"));
                return false;
            }
            if (m_parser->is_done()) {
                if (m_parser->get().result_int() >= 200) {
                    finishAnswer();
                    return false;
                }
                renewParser(); // an interim answer; the real one follows
            } else if (used == 0) {
                return true;
            }
        }
        return true;
    }

    void renewParser()
    {
        m_parser.emplace();
        m_parser->eager(true);
        m_parser->header_limit(headerLimit);
        m_parser->body_limit(bodyLimit);
    }

    void finishAnswer()
    {
        WebhookReply reply;
        reply.status = static_cast<int>(m_parser->get().result_int());
        reply.body = QByteArray::fromStdString(m_parser->get().body());
        finish(std::move(reply));
    }

    void fail(const QString &problem)
    {
        if (m_finished)
            return;
        WebhookReply reply;
        // A status that was read before is worth telling; what it stood for is not complete.
        if (m_parser->is_header_done() && m_parser->get().result_int() >= 300)
            reply.status = static_cast<int>(m_parser->get().result_int());
        reply.problem = problem;
        finish(std::move(reply));
    }

    void finish(WebhookReply reply)
    {
        m_finished = true;
        error_code ignored;
        m_link->socket().close(ignored);
        const auto done = std::move(m_done);
        m_done = {};
        done(std::move(reply));
    }

    EventLoop &m_loop;
    std::unique_ptr<Link> m_link;
    WebhookTarget m_target;
    WebhookClient::Done m_done;
    std::string m_request;
    std::vector<tcp::endpoint> m_endpoints;
    std::size_t m_next = 0;
    std::array<char, 8 * 1024> m_chunk;
    std::string m_pending;
    std::optional<http::response_parser<http::string_body>> m_parser;
    bool m_finished = false;
};

} // namespace

struct WebhookClient::Private : std::enable_shared_from_this<WebhookClient::Private>
{
    explicit Private(EventLoop &l)
        : loop(l)
        , lookup(l)
    {
    }

    struct Waiting
    {
        WebhookTarget target;
        QByteArray json;
        Done done;
    };
    struct Lane
    {
        int active = 0;
        std::deque<Waiting> queue;
    };

    EventLoop &loop;
    HostLookup lookup;
    WebhookSettings settings;
    std::shared_ptr<asio::ssl::context> tls;
    std::map<QByteArray, Lane> lanes; // by host and port

    void begin(const QByteArray &lane, Waiting work)
    {
        ++lanes[lane].active;
        std::unique_ptr<Link> link;
        if (work.target.tls)
            link = std::make_unique<TlsLink>(loop.context(), tls, work.target);
        else
            link = std::make_unique<PlainLink>(loop.context());
        auto answered = [weak = weak_from_this(), lane, done = std::move(work.done)](WebhookReply reply) {
            done(std::move(reply));
            if (const auto self = weak.lock())
                self->ended(lane);
        };
        std::make_shared<Call>(loop, std::move(link), std::move(work.target), work.json, std::move(answered))
            ->start(lookup, settings.timeout);
    }

    void ended(const QByteArray &name)
    {
        Lane &lane = lanes[name];
        --lane.active;
        if (!lane.queue.empty()) {
            Waiting next = std::move(lane.queue.front());
            lane.queue.pop_front();
            begin(name, std::move(next));
        } else if (lane.active == 0) {
            lanes.erase(name);
        }
    }
};

WebhookClient::WebhookClient(EventLoop &loop)
    : d(std::make_shared<Private>(loop))
{
}

WebhookClient::~WebhookClient() = default;

Result<void> WebhookClient::configure(const WebhookSettings &settings)
{
    d->settings = settings;
    d->tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
    error_code error;
    d->tls->set_default_verify_paths(error); // without any, only the authorities of the settings are left
    SSL_CTX_set_min_proto_version(d->tls->native_handle(), TLS1_2_VERSION);
    if (!settings.caFile.isEmpty()) {
        d->tls->load_verify_file(settings.caFile.toStdString(), error);
        if (error)
            return fault(ErrorKind::BadInput,
                         QStringLiteral("The certificates of %1 cannot be read. Name a PEM file.").arg(settings.caFile),
                         QString::fromStdString(error.message()));
    }
    return {};
}

void WebhookClient::post(const QString &url, const QByteArray &json, Done done)
{
    auto target = webhookTarget(url);
    if (!target || (target->tls && !d->tls)) {
        WebhookReply reply;
        reply.problem = QStringLiteral("the webhook is not called: ") +
                        (target ? QStringLiteral("TLS is not set up") : target.error().message);
        d->loop.post([done = std::move(done), reply] { done(reply); });
        return;
    }
    const QByteArray name = target->host + ':' + QByteArray::number(target->port);
    Private::Waiting work{std::move(*target), json, std::move(done)};
    auto &lane = d->lanes[name];
    if (lane.active >= callsAtOnce)
        lane.queue.push_back(std::move(work));
    else
        d->begin(name, std::move(work));
}

} // namespace rehome::local
