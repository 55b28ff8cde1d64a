// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace rehome::devices {

enum class HttpsMethod : quint8
{
    Get,
    Put,
    Post
};

struct HttpsRequest
{
    HttpsMethod method = HttpsMethod::Get;
    QByteArray target;        ///< path and query, percent-encoded
    QByteArray authorization; ///< secret; sent, never logged
    QByteArray body;          ///< JSON; empty for none
};

/// How a request ended. `status` 0: no answer came, and `failure` says why.
struct HttpsReply
{
    int status = 0;
    std::optional<std::chrono::seconds> retryAfter;
    QByteArray body;
    ErrorKind failure = ErrorKind::Unreachable; ///< Unreachable or Untrusted when there is no status
};

struct HttpsPoolSettings
{
    QString host;
    quint16 port = 443;
    QString caCertificatePath; ///< PEM, and then the only trust there is; empty: the machine's own store
    int connections = 24;
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds requestTimeout{30'000};
};

/// A few keep-alive TLS connections to one server that many devices share; one request at a time on each, the rest
/// waits in line. Certificate and host name are verified; TLS 1.2 or newer. Names under localhost go to loopback
/// without a look-up. Not thread-safe: every call, and every answer, happens on the thread that runs the io_context.
class HttpsPool
{
public:
    using Done = std::function<void(HttpsReply)>;

    /// Error: the CA file cannot be read or holds no certificate.
    static Result<std::unique_ptr<HttpsPool>> create(boost::asio::io_context &io, const HttpsPoolSettings &settings);
    ~HttpsPool();
    HttpsPool(const HttpsPool &) = delete;
    HttpsPool &operator=(const HttpsPool &) = delete;

    /// `done` is called exactly once, never from inside send(); not at all after the pool is destroyed.
    void send(HttpsRequest request, Done done);

private:
    class Private;
    class Connection;
    explicit HttpsPool(std::shared_ptr<Private> priv);
    std::shared_ptr<Private> d;
};

} // namespace rehome::devices
