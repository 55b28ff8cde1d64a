// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/IotHubClient.h"

#include "app/azure/ApiCaller.h"
#include "app/azure/ErrorFromReply.h"
#include "models/domain/Twin.h"
#include "models/wire/HubCodec.h"

#include <QtCore/QCoreApplication>

namespace rehome::azure {

namespace {

using Found = VerifiedWrite::Found;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

ApiCall callOf(std::shared_ptr<OperationBudget> budget, const QByteArray &method, const QByteArray &path,
               const QString &what)
{
    ApiCall call;
    call.method = method;
    call.target = path + "?api-version=" + IotHubClient::apiVersion;
    call.what = what;
    call.budget = std::move(budget);
    call.isWrite = method == "PUT" || method == "PATCH" || method == "DELETE";
    return call;
}

QByteArray ifMatch(const QString &etag)
{
    const QByteArray text = etag.toLatin1();
    return text == "*" || text.startsWith('"') ? text : '"' + text + '"';
}

QString deviceNamed(const QString &id)
{
    return Text::tr("Device %1").arg(id);
}

bool sameTag(const QString &one, const QString &other)
{
    return wire::bareEtag(one) == wire::bareEtag(other);
}

bool sameDevice(const QJsonObject &one, const QJsonObject &other)
{
    const auto a = wire::hubDeviceFromJson(one);
    const auto b = wire::hubDeviceFromJson(other);
    return a && b && a->enabled == b->enabled && a->statusReason == b->statusReason && a->iotEdge == b->iotEdge;
}

QJsonObject withoutReserved(QJsonObject section)
{
    section.remove(QStringLiteral("$metadata"));
    section.remove(QStringLiteral("$version"));
    return section;
}

/// What a person can write of a twin: tags and desired properties.
QJsonObject writable(const QJsonObject &twin)
{
    const QJsonObject desired =
        twin.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject();
    return {{QStringLiteral("tags"), twin.value(QLatin1String("tags")).toObject()},
            {QStringLiteral("properties"), QJsonObject{{QStringLiteral("desired"), withoutReserved(desired)}}}};
}

} // namespace

HubBudgets HubBudgets::forUnits(int registryUnits)
{
    const int units = qMax(1, registryUnits);
    return {std::make_shared<OperationBudget>(100 * units), std::make_shared<OperationBudget>(20 * units)};
}

IotHubClient::IotHubClient(QNetworkAccessManager &network, Endpoint endpoint, const wire::ConnectionString &connection,
                           HubBudgets budgets, ClientSettings settings)
    : m_caller(std::make_shared<ApiCaller>(network, std::move(endpoint), domain::Towards::Hub, std::move(settings)))
    , m_budgets(std::move(budgets))
{
    m_caller->setToken(SasTokenProvider(connection.hostName.toLower(), connection.key, connection.keyName));
}

IotHubClient::~IotHubClient()
{
    m_caller->close();
}

void IotHubClient::close()
{
    m_caller->close();
}

const RequestQueue &IotHubClient::queue() const
{
    return m_caller->queue();
}

QCoro::Task<Result<Document>> IotHubClient::device(QString deviceId, CallOptions options)
{
    return m_caller->readDocument(
        callOf(m_budgets.registry, "GET", "/devices/" + segment(deviceId), deviceNamed(deviceId)), std::move(options));
}

QCoro::Task<Result<WriteOutcome>> IotHubClient::putDevice(QString deviceId, QJsonObject body, QString etag,
                                                          CallOptions options)
{
    const QByteArray path = "/devices/" + segment(deviceId);
    VerifiedWrite write;
    write.write = callOf(m_budgets.registry, "PUT", path, deviceNamed(deviceId));
    if (!etag.isEmpty())
        write.write.headers.emplaceBack("If-Match", ifMatch(etag));
    write.write.body = jsonBytes(body);
    write.readBack = callOf(m_budgets.registry, "GET", path, deviceNamed(deviceId));
    write.sent = body;
    write.sent.remove(QStringLiteral("authentication"));
    write.judge = [sent = write.sent, etag](const Document *found) {
        if (!found)
            return etag.isEmpty() ? Found::Before : Found::SomethingElse;
        if (sameDevice(found->body, sent))
            return Found::Wanted;
        return !etag.isEmpty() && sameTag(found->etag, etag) ? Found::Before : Found::SomethingElse;
    };
    return m_caller->writeAndVerify(std::move(write), std::move(options));
}

QCoro::Task<Result<WriteOutcome>> IotHubClient::deleteDevice(QString deviceId, QString etag, CallOptions options)
{
    const QByteArray path = "/devices/" + segment(deviceId);
    VerifiedWrite write;
    write.write = callOf(m_budgets.registry, "DELETE", path, deviceNamed(deviceId));
    write.write.headers.emplaceBack("If-Match",
                                    ifMatch(etag.isEmpty() ? QStringLiteral("*") : etag)); // the hub asks for one
    write.readBack = callOf(m_budgets.registry, "GET", path, deviceNamed(deviceId));
    write.readBackAfterSuccess = false;
    write.judge = [etag](const Document *found) {
        if (!found)
            return Found::Wanted;
        return etag.isEmpty() || sameTag(found->etag, etag) ? Found::Before : Found::SomethingElse;
    };
    return m_caller->writeAndVerify(std::move(write), std::move(options));
}

QCoro::Task<Result<Document>> IotHubClient::twin(QString deviceId, CallOptions options)
{
    return m_caller->readDocument(
        callOf(nullptr, "GET", "/twins/" + segment(deviceId), Text::tr("The twin of %1").arg(deviceId)),
        std::move(options));
}

QCoro::Task<Result<WriteOutcome>> IotHubClient::patchTwin(QString deviceId, QJsonObject base, QJsonObject patch,
                                                          CallOptions options)
{
    const QByteArray path = "/twins/" + segment(deviceId);
    const QString what = Text::tr("The twin of %1").arg(deviceId);
    const QString etag = base.value(QLatin1String("etag")).toString();
    VerifiedWrite write;
    write.write = callOf(nullptr, "PATCH", path, what);
    write.write.headers.emplaceBack("If-Match", ifMatch(etag.isEmpty() ? QStringLiteral("*") : etag));
    write.write.body = jsonBytes(patch);
    write.readBack = callOf(nullptr, "GET", path, what);
    write.sent = patch;
    write.judge = [wanted = domain::mergedTwinPatch(writable(base), patch), etag](const Document *found) {
        if (!found)
            return Found::SomethingElse;
        if (writable(found->body) == writable(wanted))
            return Found::Wanted;
        return sameTag(found->etag, etag) ? Found::Before : Found::SomethingElse;
    };
    return m_caller->writeAndVerify(std::move(write), std::move(options));
}

QCoro::Task<Result<Page>> IotHubClient::queryPage(QString query, int pageSize, QByteArray continuation,
                                                  CallOptions options)
{
    ApiCall call = callOf(m_budgets.queries, "POST", "/devices/query",
                          Text::tr("the devices of %1").arg(m_caller->endpoint().host));
    call.headers.emplaceBack("x-ms-max-item-count", QByteArray::number(pageSize));
    call.body = jsonBytes({{QStringLiteral("query"), query}});
    return m_caller->readPage(std::move(call), std::move(continuation), std::move(options));
}

namespace {

QCoro::Task<Result<HubStatistics>> readStatistics(std::shared_ptr<ApiCaller> caller, ApiCall call, CallOptions options)
{
    const QString what = call.what;
    auto reading = caller->readDocument(std::move(call), options);
    Result<Document> document = co_await reading;
    if (!document)
        co_return Result<HubStatistics>(Failure(document.error()));
    const QJsonValue total = document->body.value(QLatin1String("totalDeviceCount"));
    if (!total.isDouble())
        co_return Result<HubStatistics>(Failure(badReply(what, QStringLiteral("totalDeviceCount is missing"))));
    HubStatistics statistics;
    statistics.total = total.toInteger();
    statistics.enabled = document->body.value(QLatin1String("enabledDeviceCount")).toInteger();
    statistics.disabled = document->body.value(QLatin1String("disabledDeviceCount")).toInteger();
    co_return Result<HubStatistics>(statistics);
}

} // namespace

namespace {

Result<MethodAnswer> methodAnswer(const HttpReply &reply, const QString &what)
{
    const auto document = documentFrom(reply, what);
    if (!document)
        return Failure(document.error());
    const QJsonValue status = document->body.value(QLatin1String("status"));
    if (!status.isDouble())
        return Failure(badReply(what, QStringLiteral("status is missing")));
    return MethodAnswer{status.toInt(), document->body.value(QLatin1String("payload"))};
}

QCoro::Task<Result<MethodAnswer>> askMethod(std::shared_ptr<ApiCaller> caller, ApiCall call, CallOptions options)
{
    for (int attempt = 0;; ++attempt) {
        auto exchanging = caller->exchange(call, options);
        HttpOutcome outcome = co_await exchanging;
        if (!outcome) {
            Error error = outcome.error().error;
            if (outcome.error().maybeSent && error.kind != ErrorKind::Cancelled)
                error = makeError(ErrorKind::Unknown,
                                  Text::tr("%1: the hub did not answer, so the device may have been asked or not. "
                                           "Look whether it registers before asking again.")
                                      .arg(call.what),
                                  error.detail.isEmpty() ? error.message : error.detail);
            co_return Result<MethodAnswer>(Failure(error));
        }
        if (outcome->ok())
            co_return methodAnswer(*outcome, call.what);
        const Error error = caller->errorOf(*outcome, call.what);
        if (outcome->status != 429 || attempt + 1 >= caller->settings().maxAttempts)
            co_return Result<MethodAnswer>(Failure(error));
        auto pausing = caller->pause(caller->advice(429, outcome->retryAfter, attempt).delay, options.cancel);
        const bool elapsed = co_await pausing;
        if (!elapsed)
            co_return Result<MethodAnswer>(Failure(cancelledError()));
    }
}

} // namespace

QCoro::Task<Result<MethodAnswer>> IotHubClient::callMethod(QString deviceId, QString method, QJsonValue payload,
                                                           std::chrono::seconds response, CallOptions options)
{
    ApiCall call = callOf(nullptr, "POST", "/twins/" + segment(deviceId) + "/methods", deviceNamed(deviceId));
    call.isWrite = true;
    call.body = jsonBytes({{QStringLiteral("methodName"), method},
                           {QStringLiteral("payload"), payload},
                           {QStringLiteral("responseTimeoutInSeconds"), int(response.count())},
                           {QStringLiteral("connectTimeoutInSeconds"), 0}});
    // The hub's own time-out tells more than ours.
    if (!options.requestDeadline)
        options.requestDeadline = std::max(m_caller->settings().requestDeadline,
                                           std::chrono::milliseconds(response) + std::chrono::seconds(10));
    return askMethod(m_caller, std::move(call), std::move(options));
}

QCoro::Task<Result<HubStatistics>> IotHubClient::statistics(CallOptions options)
{
    return readStatistics(m_caller,
                          callOf(m_budgets.registry, "GET", "/statistics/devices",
                                 Text::tr("the statistics of %1").arg(m_caller->endpoint().host)),
                          std::move(options));
}

} // namespace rehome::azure
