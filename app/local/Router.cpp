// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Router.h"

#include "app/local/EventLoop.h"
#include "app/local/HubTelemetry.h"
#include "app/local/Replies.h"
#include "models/domain/Policy.h"
#include "models/wire/ErrorBody.h"

namespace rehome::local {

namespace codes = wire::codes;

namespace {

constexpr std::chrono::milliseconds slowHubDelay{3000};
constexpr int throttledHubRetryAfter = 5;

/// A body is JSON or it is refused; a missing type is let pass, as some devices send none.
bool hasJsonBody(const HttpRequest &request)
{
    if (request.body.isEmpty() || !request.hasHeader("Content-Type"))
        return true;
    const QByteArray type = request.header("Content-Type").toLower();
    return type.trimmed().isEmpty() || type.contains("json");
}

} // namespace

bool isServedVersion(const QString &version)
{
    static const QStringList served{QStringLiteral("2018-04-01"), QStringLiteral("2018-09-01-preview"),
                                    QStringLiteral("2018-11-01"), QStringLiteral("2019-03-31"),
                                    QStringLiteral("2019-04-15"), QStringLiteral("2021-06-01"),
                                    QStringLiteral("2021-10-01"), QStringLiteral("2025-07-01-preview")};
    return served.contains(version);
}

Router::Router(ServiceCore &core)
    : m_core(core)
    , m_auth(core)
    , m_assigner(core)
    , m_serviceApi(core)
    , m_deviceApi(core, m_auth, m_assigner)
    , m_hubApi(core)
    , m_armApi(core, m_auth)
    , m_mqtt(core, m_deviceApi, m_hubApi.methods())
{
}

void Router::handle(const HttpRequest &request, ReplySink sink)
{
    const QString host = QString::fromLatin1(request.host);
    if (const HubConfig *config = m_core.state.config.hubByHostName(host))
        return hub(*config, request, sink);
    if (host.endsWith(QLatin1String(".localhost")))
        return sink(
            hubError(404, QStringLiteral("IotHubNotFound"), QStringLiteral("There is no IoT hub %1.").arg(host)));
    provisioning(request, sink);
}

void Router::provisioning(const HttpRequest &request, const ReplySink &sink)
{
    WriteBatch batch;
    HttpReply reply;
    const auto target = parseTarget(request.target, true);
    if (!target) {
        reply = dpsError(400, codes::badRequest, QStringLiteral("The path or the query is not valid."));
    } else if (isArmTarget(*target)) {
        reply = m_armApi.handle(request, *target, batch);
    } else if (!ServiceApi::owns(*target) && !DeviceApi::owns(*target)) {
        reply = dpsError(404, 404001, QStringLiteral("There is nothing at this path."));
    } else if (!isServedVersion(target->query.value(QStringLiteral("api-version")))) {
        reply = dpsError(400, codes::badRequest, QStringLiteral("api-version: missing, or not one that is served."));
    } else if (!hasJsonBody(request)) {
        reply = dpsError(415, codes::unsupportedMediaType, QStringLiteral("The body must be application/json."));
    } else if (ServiceApi::owns(*target)) {
        reply = serviceCall(request, *target, batch);
    } else {
        reply = m_deviceApi.handle(request, *target, batch);
    }
    finish(std::move(reply), std::move(batch), sink);
}

HttpReply Router::serviceCall(const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    if (!m_auth.service(request)) {
        ++m_core.counters.unauthorized;
        return dpsError(401, codes::unauthorized, QStringLiteral("Unauthorized"));
    }
    const auto quota = m_core.operations.take(EventLoop::nowMs());
    if (!quota.accepted) {
        ++m_core.counters.throttledOperations;
        return dpsThrottled(quota.retryAfterSeconds, QStringLiteral("Too many service operations in this minute."));
    }
    ++m_core.counters.operations;
    return m_serviceApi.handle(request, target, batch);
}

void Router::hub(const HubConfig &config, HttpRequest request, const ReplySink &sink)
{
    HubState *state = m_core.state.hub(config.link.hostName);
    if (state->mode == HubMode::Dead)
        return sink(
            hubError(503, QStringLiteral("ServiceUnavailable"), QStringLiteral("The IoT hub does not answer.")));
    if (state->mode == HubMode::Throttle)
        return sink(hubThrottled(throttledHubRetryAfter, QStringLiteral("The IoT hub is throttled.")));
    const auto answer = [this, hostName = config.link.hostName, request = std::move(request), sink] {
        const HubConfig *hub = m_core.state.config.hubByHostName(hostName);
        const auto target = parseTarget(request.target, false);
        if (!target)
            return sink(hubError(400, QStringLiteral("ArgumentInvalid"),
                                 QStringLiteral("The path or the query is not valid.")));
        if (!domain::ApiVersion::parse(target->query.value(QStringLiteral("api-version")))) // any real one is taken
            return sink(hubError(400, QStringLiteral("InvalidProtocolVersion"),
                                 QStringLiteral("api-version: missing or not a version.")));
        if (isTelemetry(request, *target))
            return sink(takeTelemetry(m_core, *hub, request, *target));
        if (!m_auth.hub(request, *hub)) {
            ++m_core.counters.unauthorized;
            return sink(hubError(401, QStringLiteral("IotHubUnauthorizedAccess"), QStringLiteral("Unauthorized")));
        }
        m_hubApi.handle(*hub, request, *target, sink);
    };
    if (state->mode == HubMode::Slow)
        m_core.loop.after(slowHubDelay, answer);
    else
        answer();
}

void Router::finish(HttpReply reply, WriteBatch batch, const ReplySink &sink)
{
    if (batch.empty())
        return m_core.whenStored([sink, reply = std::move(reply)]() mutable { sink(std::move(reply)); });
    m_core.commit(std::move(batch), [sink, reply = std::move(reply)](bool stored) mutable {
        if (stored)
            return sink(std::move(reply));
        sink(dpsError(500, codes::internalError, QStringLiteral("The change could not be stored.")));
    });
}

} // namespace rehome::local
