// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubApi.h"

#include "app/local/EventLoop.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QJsonDocument>

namespace rehome::local {

namespace {

constexpr QLatin1String devicesWord("devices"), twinsWord("twins"), queryWord("query"), statisticsWord("statistics"),
    methodsWord("methods"), serviceWord("service");

} // namespace

HubApi::HubApi(ServiceCore &core)
    : m_core(core)
    , m_registry(core)
    , m_twins(core)
    , m_queries(core)
    , m_methods(core)
{
}

void HubApi::handle(const HubConfig &hub, const HttpRequest &request, const Target &target, const ReplySink &sink)
{
    const auto count = target.segments.size();
    if (count == 2 && target.is(0, devicesWord) && target.is(1, queryWord) && request.method == "POST")
        return m_queries.run(hub, request, onceStored(sink));
    if ((count == 1 || count == 2) && target.is(0, devicesWord))
        return devices(hub, request, target, sink);
    if ((count == 2 || (count == 3 && target.is(2, methodsWord))) && target.is(0, twinsWord))
        return twins(hub, request, target, sink);
    if (count == 2 && target.is(0, statisticsWord) && (target.is(1, devicesWord) || target.is(1, serviceWord))) {
        if (request.method != "GET")
            return sink(hubMethodNotAllowed());
        if (target.is(1, devicesWord))
            return onceStored(sink)(m_registry.statistics(hub.link.hostName));
        return sink(jsonReply(
            200, {{QStringLiteral("connectedDeviceCount"), m_core.connections.connected(hub.link.hostName)}}));
    }
    sink(hubError(404, QStringLiteral("RequestNotFound"), QStringLiteral("There is nothing at this path.")));
}

bool HubApi::isThrottled(const HubConfig &hub, const ReplySink &sink)
{
    domain::QuotaWindow &window = m_core.state.hub(hub.link.hostName)->registry;
    window.setLimit(m_core.registryOperationsPerUnit * std::max(1, hub.registryUnits));
    const auto quota = window.take(EventLoop::nowMs());
    if (!quota.accepted)
        sink(hubThrottled(quota.retryAfterSeconds,
                          QStringLiteral("The identity registry takes %1 operations a minute.").arg(window.limit())));
    return !quota.accepted;
}

void HubApi::devices(const HubConfig &hub, const HttpRequest &request, const Target &target, const ReplySink &sink)
{
    const QString &name = hub.link.hostName;
    const QString id = target.segment(1);
    const bool isList = target.segments.size() == 1;
    const bool isServed = isList ? request.method == "GET" || request.method == "POST"
                                 : request.method == "GET" || request.method == "PUT" || request.method == "DELETE";
    if (!isServed)
        return sink(hubMethodNotAllowed());
    if (isThrottled(hub, sink))
        return;
    WriteBatch batch;
    if (isList && request.method == "GET")
        return onceStored(sink)(m_registry.list(name, target.query.value(QStringLiteral("top"))));
    if (isList) {
        QList<HubRegistry::TwinNews> news;
        HttpReply reply = m_registry.bulk(name, request, batch, news);
        return finish(std::move(reply), std::move(batch), sink, [this, name, news] {
            for (const auto &item : news)
                m_twins.announce(name, item.deviceId, item.change);
        });
    }
    if (request.method == "GET")
        return onceStored(sink)(m_registry.get(name, id));
    HttpReply reply = request.method == "PUT" ? m_registry.put(name, id, request, batch)
                                              : m_registry.remove(name, id, request, batch);
    finish(std::move(reply), std::move(batch), sink);
}

void HubApi::twins(const HubConfig &hub, const HttpRequest &request, const Target &target, const ReplySink &sink)
{
    const QString name = hub.link.hostName, id = target.segment(1);
    if (target.segments.size() == 3) {
        if (request.method != "POST")
            return sink(hubMethodNotAllowed());
        return m_methods.call(name, id, request, sink);
    }
    if (request.method == "GET") {
        const auto twin = m_twins.shown(name, id);
        return onceStored(sink)(twin ? jsonReply(200, *twin) : hubReply(twin.error()));
    }
    if (request.method != "PATCH" && request.method != "PUT")
        return sink(hubMethodNotAllowed());
    const auto body = wire::parseDocument(request.body);
    if (!body)
        return sink(hubReply(argumentInvalid(body.error().message).value()));
    WriteBatch batch;
    const auto changed = m_twins.change(name, id, *body, request.method == "PUT", ifMatchOf(request), batch);
    if (!changed)
        return onceStored(sink)(hubReply(changed.error()));
    HttpReply reply = jsonReply(200, m_twins.shown(name, id, *m_core.state.device(name, id)));
    finish(std::move(reply), std::move(batch), sink,
           [this, name, id, change = *changed] { m_twins.announce(name, id, change); });
}

ReplySink HubApi::onceStored(const ReplySink &sink)
{
    return [this, sink](HttpReply reply) {
        m_core.whenStored([sink, reply = std::move(reply)]() mutable { sink(std::move(reply)); });
    };
}

void HubApi::finish(HttpReply reply, WriteBatch batch, const ReplySink &sink, const std::function<void()> &stored)
{
    if (batch.empty())
        return onceStored(sink)(std::move(reply));
    m_core.commit(std::move(batch), [sink, stored, reply = std::move(reply)](bool good) mutable {
        if (!good)
            return sink(
                hubError(500, QStringLiteral("ServerError"), QStringLiteral("The change could not be stored.")));
        sink(std::move(reply));
        if (stored)
            stored();
    });
}

} // namespace rehome::local
