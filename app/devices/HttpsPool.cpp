// SPDX-License-Identifier: GPL-3.0-or-later
// The only file here that includes Beast.
#include "app/devices/HttpsPool.h"

#include "app/devices/HostAddress.h"

#include <QtCore/QCoreApplication>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <deque>
#include <vector>

namespace rehome::devices {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using tcp = boost::asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t largestBody = 256 * 1024;

http::verb verbOf(HttpsMethod method)
{
    switch (method) {
    case HttpsMethod::Get:
        return http::verb::get;
    case HttpsMethod::Put:
        return http::verb::put;
    case HttpsMethod::Post:
        return http::verb::post;
    }
    return http::verb::get;
}

std::optional<std::chrono::seconds> retryAfterOf(const http::response<http::string_body> &response)
{
    const auto text = response[http::field::retry_after];
    if (text.empty())
        return std::nullopt;
    bool isNumber = false;
    const int seconds = QByteArray(text.data(), static_cast<qsizetype>(text.size())).trimmed().toInt(&isNumber);
    if (!isNumber || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

} // namespace

class HttpsPool::Private : public std::enable_shared_from_this<HttpsPool::Private>
{
public:
    struct Job
    {
        HttpsRequest request;
        Done done;
        bool retried = false;
    };

    Private(asio::io_context &ioContext, const HttpsPoolSettings &poolSettings)
        : io(ioContext)
        , settings(poolSettings)
        , host(poolSettings.host.toStdString())
        , hostHeader(poolSettings.port == 443 ? host : host + ':' + std::to_string(poolSettings.port))
        , tls(ssl::context::tls_client)
    {
    }

    void dispatch();
    void release(const std::shared_ptr<Connection> &connection);
    static void finish(Job &job, HttpsReply reply)
    {
        if (const Done done = std::exchange(job.done, nullptr))
            done(std::move(reply));
    }

    asio::io_context &io;
    const HttpsPoolSettings settings;
    const std::string host;
    const std::string hostHeader;
    ssl::context tls;
    std::deque<Job> waiting;
    std::vector<std::shared_ptr<Connection>> idle; // last used first, so that surplus connections can go stale
    int open = 0;
    bool closed = false;
};

class HttpsPool::Connection : public std::enable_shared_from_this<Connection>
{
public:
    using Stream = beast::ssl_stream<beast::tcp_stream>;

    // The pool outlives no connection by itself: a handler in flight keeps its connection, the connection keeps the
    // pool's data.
    explicit Connection(std::shared_ptr<Private> pool)
        : m_pool(std::move(pool))
    {
    }

    void run(Private::Job job)
    {
        m_job = std::move(job);
        m_request = {};
        m_request.version(11);
        m_request.method(verbOf(m_job.request.method));
        m_request.target(m_job.request.target.toStdString());
        m_request.set(http::field::host, m_pool->hostHeader);
        m_request.set(http::field::user_agent, "rehome-device/" REHOME_VERSION);
        m_request.set(http::field::accept, "application/json");
        m_request.set(http::field::authorization, m_job.request.authorization.toStdString());
        if (!m_job.request.body.isEmpty())
            m_request.set(http::field::content_type, "application/json; charset=utf-8");
        m_request.body() = m_job.request.body.toStdString();
        m_request.prepare_payload();
        m_request.keep_alive(true);
        if (m_connected)
            write();
        else
            connect();
    }

private:
    void connect()
    {
        m_reused = false;
        m_stream = std::make_unique<Stream>(m_pool->io, m_pool->tls);
        beast::get_lowest_layer(*m_stream).expires_after(m_pool->settings.connectTimeout);
        if (const auto address = fixedAddress(m_pool->settings.host)) {
            connectTo({tcp::endpoint(*address, m_pool->settings.port)});
            return;
        }
        m_resolver = std::make_unique<tcp::resolver>(m_pool->io);
        m_resolver->async_resolve(
            m_pool->host, std::to_string(m_pool->settings.port),
            [self = shared_from_this()](error_code error, const tcp::resolver::results_type &results) {
                if (error)
                    return self->fail(ErrorKind::Unreachable);
                std::vector<tcp::endpoint> endpoints;
                for (const auto &entry : results)
                    endpoints.push_back(entry.endpoint());
                self->connectTo(std::move(endpoints));
            });
    }

    void connectTo(std::vector<tcp::endpoint> endpoints)
    {
        m_endpoints = std::move(endpoints);
        beast::get_lowest_layer(*m_stream).async_connect(
            m_endpoints, [self = shared_from_this()](error_code error, const tcp::endpoint &) {
                if (error)
                    return self->fail(ErrorKind::Unreachable);
                self->handshake();
            });
    }

    void handshake()
    {
        error_code ignored;
        beast::get_lowest_layer(*m_stream).socket().set_option(tcp::no_delay(true), ignored);
        error_code notAnAddress;
        asio::ip::make_address(m_pool->host, notAnAddress);
        if (notAnAddress) // a server name is a name, never an address (RFC 6066)
            SSL_set_tlsext_host_name(m_stream->native_handle(), m_pool->host.c_str());
        m_stream->set_verify_mode(ssl::verify_peer);
        m_stream->set_verify_callback(ssl::host_name_verification(m_pool->host));
        m_stream->async_handshake(ssl::stream_base::client, [self = shared_from_this()](error_code error) {
            if (error) {
                const bool refused = SSL_get_verify_result(self->m_stream->native_handle()) != X509_V_OK;
                return self->fail(refused ? ErrorKind::Untrusted : ErrorKind::Unreachable);
            }
            self->m_connected = true;
            self->write();
        });
    }

    void write()
    {
        beast::get_lowest_layer(*m_stream).expires_after(m_pool->settings.requestTimeout);
        http::async_write(*m_stream, m_request, [self = shared_from_this()](error_code error, std::size_t) {
            if (error)
                return self->fail(ErrorKind::Unreachable);
            self->read();
        });
    }

    void read()
    {
        m_parser.emplace();
        m_parser->body_limit(largestBody);
        http::async_read(*m_stream, m_buffer, *m_parser, [self = shared_from_this()](error_code error, std::size_t) {
            if (error)
                return self->fail(ErrorKind::Unreachable);
            self->answered();
        });
    }

    void answered()
    {
        const auto &response = m_parser->get();
        HttpsReply reply;
        reply.status = static_cast<int>(response.result_int());
        reply.retryAfter = retryAfterOf(response);
        reply.body = QByteArray(response.body().data(), static_cast<qsizetype>(response.body().size()));
        beast::get_lowest_layer(*m_stream).expires_never();
        m_reused = true;
        if (!response.keep_alive())
            drop();
        end(std::move(reply));
    }

    void fail(ErrorKind kind)
    {
        const bool stale = m_reused && m_connected && !m_job.retried;
        drop();
        if (stale && !m_pool->closed) {
            // An idle connection that the server closed meanwhile: the same request again on a new one, once. Register
            // may safely be repeated: the service answers a second request with the state it is in.
            m_job.retried = true;
            connect();
            return;
        }
        HttpsReply reply;
        reply.failure = kind;
        end(std::move(reply));
    }

    void drop()
    {
        m_connected = false;
        m_reused = false;
        m_buffer.clear();
        if (m_stream) {
            error_code ignored;
            beast::get_lowest_layer(*m_stream).socket().close(ignored);
        }
    }

    void end(HttpsReply reply)
    {
        Private::Job job = std::move(m_job);
        m_job = {};
        if (m_pool->closed)
            return;
        m_pool->release(shared_from_this());
        Private::finish(job, std::move(reply));
    }

    std::shared_ptr<Private> m_pool;
    Private::Job m_job;
    std::unique_ptr<Stream> m_stream;
    std::unique_ptr<tcp::resolver> m_resolver;
    std::vector<tcp::endpoint> m_endpoints;
    beast::flat_buffer m_buffer;
    http::request<http::string_body> m_request;
    std::optional<http::response_parser<http::string_body>> m_parser;
    bool m_connected = false;
    bool m_reused = false;
};

void HttpsPool::Private::dispatch()
{
    while (!closed && !waiting.empty()) {
        std::shared_ptr<Connection> connection;
        if (!idle.empty()) {
            connection = std::move(idle.back());
            idle.pop_back();
        } else if (open < settings.connections) {
            ++open;
            connection = std::make_shared<Connection>(shared_from_this());
        } else {
            return;
        }
        Job job = std::move(waiting.front());
        waiting.pop_front();
        connection->run(std::move(job));
    }
}

void HttpsPool::Private::release(const std::shared_ptr<Connection> &connection)
{
    idle.push_back(connection);
    if (!waiting.empty())
        asio::post(io, [self = shared_from_this()] { self->dispatch(); });
}

HttpsPool::HttpsPool(std::shared_ptr<Private> priv)
    : d(std::move(priv))
{
}

HttpsPool::~HttpsPool()
{
    d->closed = true;
    d->waiting.clear();
    d->idle.clear();
}

Result<std::unique_ptr<HttpsPool>> HttpsPool::create(asio::io_context &io, const HttpsPoolSettings &settings)
{
    auto priv = std::make_shared<Private>(io, settings);
    error_code error;
    priv->tls.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                              ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                          error);
    if (!error && settings.caCertificatePath.isEmpty())
        priv->tls.set_default_verify_paths(error);
    else if (!error)
        priv->tls.load_verify_file(settings.caCertificatePath.toStdString(), error);
    if (error) {
        Error failure;
        failure.kind = ErrorKind::Storage;
        failure.message =
            QCoreApplication::translate("DeviceFleet", "The devices cannot read the service's CA certificate. "
                                                       "Check that the file exists and is PEM.");
        failure.detail = settings.caCertificatePath + QStringLiteral(": ") + QString::fromStdString(error.message());
        return Failure(failure);
    }
    return std::unique_ptr<HttpsPool>(new HttpsPool(std::move(priv)));
}

void HttpsPool::send(HttpsRequest request, Done done)
{
    d->waiting.push_back({std::move(request), std::move(done), false});
    d->dispatch();
}

} // namespace rehome::devices
