// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/HttpClient.h"

#include "app/azure/Handover.h"
#include "app/azure/OneShotBody.h"
#include "app/azure/TransportError.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <algorithm>

namespace rehome::azure {

namespace {

constexpr qint64 parserPadding = 64; // room behind the text that wire's page reader wants, so that it need not copy

qint64 httpDateMs(const QByteArray &text)
{
    // RFC 9110, 5.6.7: IMF-fixdate only; no server sends the obsolete forms.
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text).trimmed(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date.isValid() ? date.toMSecsSinceEpoch() : 0;
}

std::optional<std::chrono::seconds> retryAfterOf(const QByteArray &text, qint64 serverDateMs)
{
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const qint64 seconds = text.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return std::chrono::seconds(std::clamp<qint64>(seconds, 0, 86'400));
    const qint64 at = httpDateMs(text);
    if (at == 0)
        return std::nullopt;
    const qint64 now = serverDateMs > 0 ? serverDateMs : QDateTime::currentMSecsSinceEpoch();
    return std::chrono::seconds(std::clamp<qint64>((at - now + 999) / 1000, 0, 86'400));
}

/// One QNetworkReply from start to end. Lives until it is deleted later, since it is ended from its own signal
/// handlers.
class Exchange final : public QObject
{
public:
    Exchange(const Endpoint &endpoint, const HttpRequest &request)
        : m_endpoint(endpoint)
        , m_request(request)
    {
    }

    Handover<HttpOutcome> done;

    void start(QNetworkAccessManager &network, const QString &connectTo)
    {
        const QNetworkRequest request = makeRequest(connectTo);
        if (m_request.sendOnce) {
            auto *body = new OneShotBody(std::move(m_request.body));
            m_reply = network.sendCustomRequest(request, m_request.method, body);
            body->setParent(m_reply);
        } else if (m_request.method == "GET") {
            m_reply = network.get(request);
        } else {
            m_reply = network.sendCustomRequest(request, m_request.method, m_request.body);
        }
        connect(m_reply, &QNetworkReply::sslErrors, this,
                [this](const QList<QSslError> &errors) { m_tlsErrors += errors; });
        connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::read);
        connect(m_reply, &QNetworkReply::finished, this, &Exchange::finish);
        connect(m_reply, &QObject::destroyed, this, [this] { done.set(tl::unexpected(cancelledExchange())); });
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { abort(timedOut(m_endpoint.host, m_request.deadline)); });
        m_timer.start(m_request.deadline);
    }

    void abort(TransportFailure why)
    {
        if (m_reason || done.isSet())
            return;
        m_reason = std::move(why);
        m_reply->abort(); // emits finished()
    }

private:
    QNetworkRequest makeRequest(const QString &connectTo) const
    {
        const QByteArray authority = connectTo.toLatin1() + ':' + QByteArray::number(m_endpoint.port);
        QNetworkRequest request(QUrl::fromEncoded("https://" + authority + m_request.target, QUrl::StrictMode));
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        request.setSslConfiguration(m_endpoint.tls);
        if (m_endpoint.loopbackName)
            request.setPeerVerifyName(m_endpoint.host);
        request.setRawHeader("Host", m_endpoint.hostHeader);
        request.setRawHeader("User-Agent", "Rehome/" REHOME_VERSION);
        request.setRawHeader("Accept", "application/json");
        request.setRawHeader("Accept-Encoding", "identity"); // the size cap then means what was sent
        for (const auto &[name, value] : m_request.headers)
            request.setRawHeader(name, value);
        if (m_request.sendOnce) {
            request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
            request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        }
        return request;
    }

    void read()
    {
        if (m_reason)
            return;
        if (m_body.isNull()) {
            const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
            if (announced > m_request.maxReplyBytes)
                return abort(replyTooLarge(m_endpoint.host, m_request.maxReplyBytes));
            m_body.reserve(qMax<qint64>(announced, 4096) + parserPadding);
        }
        if (m_body.size() + m_reply->bytesAvailable() > m_request.maxReplyBytes)
            return abort(replyTooLarge(m_endpoint.host, m_request.maxReplyBytes));
        const qint64 available = m_reply->bytesAvailable();
        const qint64 before = m_body.size();
        if (m_body.capacity() < before + available + parserPadding)
            m_body.reserve(2 * (before + available) + parserPadding); // chunked answers: grow geometrically
        m_body.resize(before + available);
        const qint64 count = m_reply->read(m_body.data() + before, available);
        m_body.resize(before + qMax<qint64>(count, 0));
    }

    void finish()
    {
        m_timer.stop();
        m_reply->disconnect(this);
        m_reply->deleteLater();
        if (!m_reason && m_reply->error() != QNetworkReply::NoError && !isAnswer())
            m_reason = transportFailure(m_endpoint.host, m_reply->error(), m_reply->errorString(), m_tlsErrors);
        if (!m_reason)
            read();
        if (m_reason) {
            done.set(tl::unexpected(std::move(*m_reason)));
            return;
        }
        HttpReply reply;
        reply.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        reply.headers = m_reply->rawHeaderPairs();
        reply.body = std::move(m_body);
        reply.serverDateMs = httpDateMs(reply.header("date"));
        reply.retryAfter = retryAfterOf(reply.header("retry-after"), reply.serverDateMs);
        done.set(std::move(reply));
    }

    /// Qt reports statuses from 400 on as errors too; those are answers. A connection that broke within an answer is
    /// not.
    bool isAnswer() const
    {
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const auto error = m_reply->error();
        return status >= 400 && error >= QNetworkReply::ContentAccessDenied &&
               error != QNetworkReply::ContentReSendError && error != QNetworkReply::ProtocolFailure &&
               error != QNetworkReply::ProtocolUnknownError;
    }

    Endpoint m_endpoint;
    HttpRequest m_request;
    QNetworkReply *m_reply = nullptr;
    QTimer m_timer;
    QByteArray m_body;
    QList<QSslError> m_tlsErrors;
    std::optional<TransportFailure> m_reason;
};

QCoro::Task<HttpOutcome> exchangeOnce(QPointer<QNetworkAccessManager> network, Endpoint endpoint, HttpRequest request,
                                      CancelToken cancel, QString connectTo)
{
    if (!network || cancel.isCancelled()) {
        TransportFailure failure = cancelledExchange();
        failure.maybeSent = false;
        co_return HttpOutcome(tl::unexpected(std::move(failure)));
    }
    const std::shared_ptr<Exchange> exchange(new Exchange(endpoint, request),
                                             [](Exchange *done) { done->deleteLater(); });
    exchange->start(*network, connectTo);
    const int cancelId = cancel.whenCancelled([exchange] { exchange->abort(cancelledExchange()); });
    Handover<HttpOutcome> done = exchange->done;
    HttpOutcome outcome = co_await done;
    cancel.forget(cancelId);
    co_return outcome;
}

} // namespace

QByteArray HttpReply::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpClient::HttpClient(QNetworkAccessManager &network, Endpoint endpoint)
    : m_network(&network)
    , m_endpoint(std::move(endpoint))
    , m_useIpv6(std::make_shared<bool>(false))
{
}

QCoro::Task<HttpOutcome> HttpClient::send(HttpRequest request, CancelToken cancel)
{
    const auto network = m_network;
    const Endpoint endpoint = m_endpoint;
    const auto useIpv6 = m_useIpv6;
    const QString v4 = QStringLiteral("127.0.0.1");
    const QString v6 = QStringLiteral("[::1]");
    const QString first = !endpoint.loopbackName ? (endpoint.host.contains(QLatin1Char(':'))
                                                        ? QLatin1Char('[') + endpoint.host + QLatin1Char(']')
                                                        : endpoint.host)
                          : *useIpv6             ? v6
                                                 : v4;
    auto task = exchangeOnce(network, endpoint, request, cancel, first);
    HttpOutcome outcome = co_await task;
    const bool nobody = !outcome && outcome.error().error.kind == ErrorKind::Unreachable && !outcome.error().maybeSent;
    if (endpoint.loopbackName && nobody) {
        auto other = exchangeOnce(network, endpoint, request, cancel, *useIpv6 ? v4 : v6);
        HttpOutcome second = co_await other;
        const bool alsoNobody =
            !second && second.error().error.kind == ErrorKind::Unreachable && !second.error().maybeSent;
        if (!alsoNobody) {
            *useIpv6 = !*useIpv6;
            co_return second;
        }
    }
    co_return outcome;
}

} // namespace rehome::azure
