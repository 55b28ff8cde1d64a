// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/ApiCaller.h"

#include "app/azure/ErrorFromReply.h"
#include "app/azure/Handover.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTimer>
#include <QtCore/QUrl>

namespace rehome::azure {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

constexpr qint64 tellingSkewMs = 5 * 60'000;

/// Cancelled when either of two is. Lets go of both at the end, so that long-lived tokens do not collect callbacks.
class EitherToken
{
public:
    EitherToken(const CancelToken &one, const CancelToken &other)
        : m_one(one)
        , m_other(other)
    {
        m_oneId = m_one.whenCancelled([token = m_token]() mutable { token.cancel(); });
        m_otherId = m_other.whenCancelled([token = m_token]() mutable { token.cancel(); });
    }
    ~EitherToken()
    {
        m_one.forget(m_oneId);
        m_other.forget(m_otherId);
    }
    EitherToken(const EitherToken &) = delete;
    EitherToken &operator=(const EitherToken &) = delete;
    const CancelToken &token() const { return m_token; }

private:
    CancelToken m_one, m_other, m_token;
    int m_oneId = 0, m_otherId = 0;
};

} // namespace

ApiCaller::ApiCaller(QNetworkAccessManager &network, Endpoint endpoint, domain::Towards towards,
                     ClientSettings settings)
    : m_http(network, std::move(endpoint))
    , m_towards(towards)
    , m_settings(std::move(settings))
    , m_queue(std::make_shared<RequestQueue>(m_settings.maxInFlight, m_settings.maxBackgroundInFlight))
{
    if (!m_settings.jitter)
        m_settings.jitter = [] { return QRandomGenerator::global()->generateDouble(); };
    if (!m_settings.wait)
        m_settings.wait = [](std::chrono::milliseconds time) { return time; };
}

void ApiCaller::close()
{
    const auto self = shared_from_this();
    m_closing.cancel();
    m_queue->close();
}

domain::RetryAdvice ApiCaller::advice(int status, std::optional<std::chrono::seconds> retryAfter, int attempt) const
{
    const auto &backOff = m_towards == domain::Towards::Hub ? m_settings.hubBackOff : m_settings.serviceBackOff;
    return domain::retryAdvice(m_towards, status, retryAfter, attempt, m_settings.jitter(), backOff);
}

Error ApiCaller::errorOf(const HttpReply &reply, const QString &what) const
{
    Error error = errorFromReply(m_towards, reply, what);
    const qint64 skew = clockSkewMs();
    if (reply.status == 401 && qAbs(skew) > tellingSkewMs)
        error.message = Text::tr("The access token was refused, and this computer's clock is off by %1 min. Correct "
                                 "the clock, then connect again.")
                            .arg(qAbs(skew) / 60'000);
    return error;
}

/// One exchange: a place in the queue, a token, and once more with a corrected clock when that is why it was refused.
QCoro::Task<HttpOutcome> ApiCaller::exchange(ApiCall call, CallOptions options)
{
    const auto self = shared_from_this();
    const EitherToken either(options.cancel, m_closing);
    auto entering = m_queue->enter(options.priority, options.tag, either.token(), call.budget);
    Result<RequestQueue::Ticket> ticket = co_await entering;
    if (!ticket)
        co_return HttpOutcome(tl::unexpected(TransportFailure{ticket.error(), false}));

    HttpRequest request;
    request.method = call.method;
    request.target = call.target;
    request.headers = call.headers;
    request.body = call.body;
    request.sendOnce = call.isWrite;
    request.deadline = options.requestDeadline.value_or(m_settings.requestDeadline);
    request.maxReplyBytes = m_settings.maxReplyBytes;
    if (!call.body.isEmpty())
        request.headers.emplaceBack("Content-Type", "application/json; charset=utf-8");

    for (bool secondTry = false;; secondTry = true) {
        HttpRequest authorized = request;
        if (!call.authorization.isEmpty()) {
            authorized.headers.emplaceBack("Authorization", call.authorization);
        } else if (m_token) {
            const Result<QByteArray> token = m_token->token();
            if (!token)
                co_return HttpOutcome(tl::unexpected(TransportFailure{token.error(), false}));
            authorized.headers.emplaceBack("Authorization", *token);
        }
        auto sending = m_http.send(authorized, call.isWrite ? m_closing : either.token());
        HttpOutcome outcome = co_await sending;
        if (outcome && m_token)
            m_token->noteServerDate(outcome->serverDateMs);
        const bool refused = outcome && outcome->status == 401 && call.authorization.isEmpty() && m_token;
        if (!refused || secondTry || !m_token->renewAfterRefusal())
            co_return outcome;
    }
}

QCoro::Task<bool> ApiCaller::pause(std::chrono::milliseconds time, CancelToken cancel)
{
    const auto self = shared_from_this();
    const EitherToken either(cancel, m_closing);
    Handover<bool> over;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [over] { over.set(true); });
    either.token().whenCancelled([over] { over.set(false); });
    timer.start(m_settings.wait(time));
    const bool elapsed = co_await over;
    co_return elapsed;
}

QCoro::Task<Result<HttpReply>> ApiCaller::readOnce(ApiCall call, CallOptions options)
{
    const auto self = shared_from_this();
    auto exchanging = exchange(call, options);
    HttpOutcome outcome = co_await exchanging;
    if (!outcome)
        co_return Result<HttpReply>(Failure(outcome.error().error));
    co_return Result<HttpReply>(std::move(*outcome));
}

QCoro::Task<Result<HttpReply>> ApiCaller::read(ApiCall call, CallOptions options)
{
    const auto self = shared_from_this();
    QElapsedTimer clock;
    for (int attempt = 0;; ++attempt) {
        auto exchanging = exchange(call, options);
        HttpOutcome outcome = co_await exchanging;
        if (!clock.isValid())
            clock.start(); // waiting in the queue for the quota is no failure of the service
        if (outcome && outcome->ok())
            co_return Result<HttpReply>(std::move(*outcome));

        const int status = outcome ? outcome->status : 0;
        Error error = outcome ? errorOf(*outcome, call.what) : outcome.error().error;
        const auto advised = advice(status, outcome ? outcome->retryAfter : std::nullopt, attempt);
        if (status == 429 && call.budget)
            call.budget->throttled(m_settings.wait(advised.delay));
        const bool retryable =
            outcome
                ? advised.action == domain::RetryAction::RetryAfter || advised.action == domain::RetryAction::BackOff
                : error.kind == ErrorKind::Unreachable || (error.kind == ErrorKind::BadReply && error.retryHelps);
        const bool timeLeft = std::chrono::milliseconds(clock.elapsed()) + advised.delay <= m_settings.callDeadline;
        if (!retryable || !timeLeft || attempt + 1 >= m_settings.maxAttempts)
            co_return Result<HttpReply>(Failure(error));
        auto pausing = pause(advised.delay, options.cancel);
        const bool elapsed = co_await pausing;
        if (!elapsed)
            co_return Result<HttpReply>(Failure(cancelledError()));
    }
}

QCoro::Task<Result<Document>> ApiCaller::readDocument(ApiCall call, CallOptions options)
{
    const auto self = shared_from_this();
    const QString what = call.what;
    auto reading = read(std::move(call), options);
    Result<HttpReply> reply = co_await reading;
    if (!reply)
        co_return Result<Document>(Failure(reply.error()));
    co_return documentFrom(*reply, what);
}

QCoro::Task<Result<Page>> ApiCaller::readPage(ApiCall call, QByteArray continuation, CallOptions options)
{
    const auto self = shared_from_this();
    const QString what = call.what;
    if (!continuation.isEmpty())
        call.headers.emplaceBack("x-ms-continuation", continuation);
    auto reading = read(std::move(call), options);
    Result<HttpReply> reply = co_await reading;
    if (!reply)
        co_return Result<Page>(Failure(reply.error()));

    Page page;
    page.continuation = reply->header("x-ms-continuation");
    page.itemType = reply->header("x-ms-item-type");
    bool isNumber = false;
    const int maxItemCount = reply->header("x-ms-max-item-count").toInt(&isNumber);
    page.maxItemCount = isNumber ? maxItemCount : -1;
    page.serverDateMs = reply->serverDateMs;
    page.items = std::move(reply->body);

    const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    qsizetype first = 0;
    qsizetype last = page.items.size() - 1;
    while (first < page.items.size() && isSpace(page.items.at(first)))
        ++first;
    while (last > first && isSpace(page.items.at(last)))
        --last;
    if (last <= first || page.items.at(first) != '[' || page.items.at(last) != ']')
        co_return Result<Page>(Failure(
            badReply(what, QStringLiteral("the page is no complete JSON array (%1 bytes)").arg(page.items.size()))));
    if (!page.continuation.isEmpty() && page.continuation == continuation)
        co_return Result<Page>(Failure(badReply(what, QStringLiteral("the page token is the one that was sent"))));
    co_return Result<Page>(std::move(page));
}

Result<Document> documentFrom(const HttpReply &reply, const QString &what)
{
    const auto object = wire::parseDocument(reply.body);
    if (!object)
        return Failure(
            badReply(what, object.error().detail.isEmpty() ? object.error().message : object.error().detail));
    Document document;
    document.body = *object;
    document.raw = reply.body;
    document.etag = object->value(QLatin1String("etag")).toString();
    document.serverDateMs = reply.serverDateMs;
    return document;
}

QByteArray segment(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

QByteArray jsonBytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace rehome::azure
