// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/azure/HttpClient.h"
#include "app/azure/RequestQueue.h"
#include "app/azure/SasTokenProvider.h"
#include "models/domain/RetryGuidance.h"

#include <QtCore/QElapsedTimer>
#include <functional>
#include <memory>

namespace rehome::azure {

/// One call of an API, before queue, token and retries.
struct ApiCall
{
    QByteArray method, target;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QByteArray authorization;                ///< empty: the caller's own token
    QString what;                            ///< the thing asked for, in words for a person
    std::shared_ptr<OperationBudget> budget; ///< null: not counted
    bool isWrite = false;                    ///< leaves once; not aborted by a cancel that comes while it is in flight
};

/// A write and how to find out what became of it.
struct VerifiedWrite
{
    enum class Found : quint8
    {
        Wanted,
        Before,
        SomethingElse
    };

    ApiCall write;
    ApiCall readBack; ///< a GET; 404 is a finding too
    /// What the read-back shows, compared with what was sent and with what was there before. Null: there is nothing.
    std::function<Found(const Document *)> judge;
    QJsonObject sent; ///< without keys, for the outcome
    bool readBackAfterSuccess = true;
    bool conflictWhenEqual = true; ///< a plain refusal (409, 412) stays a conflict even if the same is there already
};

/// What the three clients share: queue, tokens, retries, read-backs. Always owned by shared_ptr: its coroutines keep it
/// alive, and close() ends them. Session thread.
class ApiCaller : public std::enable_shared_from_this<ApiCaller>
{
public:
    ApiCaller(QNetworkAccessManager &network, Endpoint endpoint, domain::Towards towards, ClientSettings settings);

    void setToken(SasTokenProvider provider) { m_token.emplace(std::move(provider)); }
    SasTokenProvider *token() { return m_token ? &*m_token : nullptr; }
    void close();

    /// Retries 429, 5xx and transport errors by the guidance. Success is a 2xx answer.
    QCoro::Task<Result<HttpReply>> read(ApiCall call, CallOptions options);
    /// The same, without retry; any status is an answer. For the device API, where polling has its own pace.
    QCoro::Task<Result<HttpReply>> readOnce(ApiCall call, CallOptions options);
    QCoro::Task<Result<Document>> readDocument(ApiCall call, CallOptions options);
    QCoro::Task<Result<Page>> readPage(ApiCall call, QByteArray continuation, CallOptions options);
    /// Sends a write, reads back and compares. A write whose outcome is unknown goes out again only after the read-back
    /// showed that the old state is still there.
    QCoro::Task<Result<WriteOutcome>> writeAndVerify(VerifiedWrite write, CallOptions options);
    /// One exchange of a call that is retried, or looked back at, by the caller; any status is an answer. 401 is tried
    /// once more with a corrected clock.
    QCoro::Task<HttpOutcome> exchange(ApiCall call, CallOptions options);
    struct FoundBack
    {
        std::optional<Document> document; ///< nothing: 404
    };
    /// Reads back what a write made of it: part of the write, so neither a cancel nor a newer request ends it.
    QCoro::Task<Result<FoundBack>> findBack(ApiCall call, CallOptions options);
    domain::RetryAdvice advice(int status, std::optional<std::chrono::seconds> retryAfter, int attempt) const;
    Error errorOf(const HttpReply &reply, const QString &what) const;
    /// False when cancelled or closed meanwhile.
    QCoro::Task<bool> pause(std::chrono::milliseconds time, CancelToken cancel);

    const RequestQueue &queue() const { return *m_queue; }
    const ClientSettings &settings() const { return m_settings; }
    const Endpoint &endpoint() const { return m_http.endpoint(); }
    std::shared_ptr<OperationBudget> budget; ///< the one that calls use unless they name another
    qint64 clockSkewMs() const { return m_token ? m_token->skewMs() : 0; }

private:
    HttpClient m_http;
    domain::Towards m_towards;
    ClientSettings m_settings;
    std::optional<SasTokenProvider> m_token;
    std::shared_ptr<RequestQueue> m_queue;
    CancelToken m_closing;
};

/// JSON object of a 2xx answer → Document; BadReply otherwise.
Result<Document> documentFrom(const HttpReply &reply, const QString &what);
/// A write that nobody answered and that could not be read back; one that nobody answered and that the read-back shows
/// not applied; and one that was answered and could not be read back.
Error unknownOutcome(const QString &what, const Error &write, const Error &readBack);
Error unansweredAndNotApplied(const QString &what, const Error &write);
Error acceptedButUnread(const QString &what, const Error &readBack);
/// Path segment, percent-encoded.
QByteArray segment(const QString &id);
QByteArray jsonBytes(const QJsonObject &object);

} // namespace rehome::azure
