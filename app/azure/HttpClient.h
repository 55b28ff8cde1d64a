// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/CallOptions.h"
#include "app/azure/Endpoint.h"
#include "models/domain/Error.h"

#include <QCoro/QCoroTask>
#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtNetwork/QNetworkAccessManager>
#include <utility>

namespace rehome::azure {

struct HttpRequest
{
    QByteArray method; ///< GET, PUT, POST, PATCH, DELETE
    QByteArray target; ///< path and query, percent-encoded
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool sendOnce =
        false; ///< a write: it leaves this machine once at most, also where Qt would repeat it on a new connection
    std::chrono::milliseconds deadline{30'000}; ///< from the call of send()
    qint64 maxReplyBytes = 64 * 1024 * 1024;
};

struct HttpReply
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 serverDateMs = 0;                        ///< Date header, UTC ms; 0 without one
    std::optional<std::chrono::seconds> retryAfter; ///< whole seconds or HTTP date; never negative
    QByteArray header(const char *name) const;      ///< without case; empty when absent
    bool ok() const { return status >= 200 && status < 300; }
};

/// No HTTP answer.
struct TransportFailure
{
    Error error;            ///< Unreachable, Untrusted, Cancelled, BadReply (answer too large)
    bool maybeSent = false; ///< the request may have reached the service: a write's outcome is then unknown
};
using HttpOutcome = tl::expected<HttpReply, TransportFailure>;

/// One exchange over HTTPS with an endpoint: HTTP/1.1, no redirects, no cookies, no credentials asked for, reply size
/// capped. Any HTTP status is an HttpReply. Session thread. Does not queue: see RequestQueue.
class HttpClient
{
public:
    HttpClient(QNetworkAccessManager &network, Endpoint endpoint);
    const Endpoint &endpoint() const { return m_endpoint; }
    QCoro::Task<HttpOutcome> send(HttpRequest request, CancelToken cancel);

private:
    QPointer<QNetworkAccessManager> m_network;
    Endpoint m_endpoint;
    std::shared_ptr<bool> m_useIpv6; ///< loopback answered on ::1 only
};

} // namespace rehome::azure
