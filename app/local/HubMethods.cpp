// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubMethods.h"

#include "app/local/EventLoop.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace rehome::local {

namespace {

HttpReply notOnline(int waitedSeconds)
{
    return hubMethodError(
        404, QStringLiteral("DeviceNotOnline"), 404103,
        QStringLiteral("The operation failed because the requested device isn't online or takes no direct methods."),
        waitedSeconds);
}

/// The name becomes a part of a topic.
bool isMethodName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.isPrint() && c != QLatin1Char('/') && c != QLatin1Char('+') && c != QLatin1Char('#');
    });
}

/// A JSON text of any kind; QJsonDocument writes arrays and objects alone.
QByteArray jsonText(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

/// Reads such a text back; empty is null. Nothing when it is not JSON.
std::optional<QJsonValue> jsonValue(const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return QJsonValue();
    const QJsonDocument list = QJsonDocument::fromJson('[' + text + ']');
    if (!list.isArray() || list.array().size() != 1)
        return std::nullopt;
    return list.array().first();
}

/// Seconds of a member; the default when it is absent, nothing when it is out of range.
std::optional<int> seconds(const QJsonObject &body, QLatin1String name, int smallest, int fallback)
{
    const QJsonValue value = body.value(name);
    if (value.isUndefined() || value.isNull())
        return fallback;
    const double number = value.toDouble(-1);
    if (!(number >= smallest && number <= HubMethods::longestSeconds))
        return std::nullopt;
    return static_cast<int>(number);
}

} // namespace

void HubMethods::call(const QString &hub, const QString &deviceId, const HttpRequest &request, const ReplySink &sink)
{
    const auto refuse = [&sink](const QString &why) { sink(hubReply(argumentInvalid(why).value())); };
    const auto body = wire::parseDocument(request.body);
    if (!body)
        return refuse(body.error().message);
    Call call;
    call.hub = hub;
    call.deviceId = deviceId;
    call.name = body->value(QLatin1String("methodName")).toString();
    if (!isMethodName(call.name))
        return refuse(QStringLiteral("methodName: 1 to 128 printable characters without / + # are needed."));
    const auto response =
        seconds(*body, QLatin1String("responseTimeoutInSeconds"), shortestResponseSeconds, defaultResponseSeconds);
    const auto connect = seconds(*body, QLatin1String("connectTimeoutInSeconds"), 0, 0);
    if (!response || !connect)
        return refuse(QStringLiteral("responseTimeoutInSeconds: 5 to 300, connectTimeoutInSeconds: 0 to 300."));
    call.responseSeconds = *response;
    call.connectSeconds = *connect;
    const QJsonValue payload = body->value(QLatin1String("payload"));
    call.payload = jsonText(payload.isUndefined() ? QJsonValue() : payload);
    if (call.payload.size() > payloadBytes)
        return refuse(QStringLiteral("payload: larger than 128 KB."));
    if (!m_core.state.device(hub, deviceId))
        return sink(hubReply(deviceNotFound(deviceId).value()));
    call.sink = sink;

    HubDeviceLink *link = m_core.connections.find(hub, deviceId);
    const bool isReady = link && link->takesMethods();
    if (!isReady && call.connectSeconds == 0)
        return sink(notOnline(0));
    const QString requestId = QString::number(++m_lastRequest, 16);
    Call &kept = m_calls.emplace(requestId, std::move(call)).first->second;
    if (isReady)
        return send(requestId, kept, *link);
    m_core.loop.after(std::chrono::seconds(kept.connectSeconds), [this, requestId] {
        const auto found = m_calls.find(requestId);
        if (found != m_calls.end() && !found->second.isSent)
            finish(requestId, notOnline(found->second.connectSeconds));
    });
}

void HubMethods::send(const QString &requestId, Call &call, HubDeviceLink &link)
{
    call.isSent = true;
    m_core.loop.after(std::chrono::seconds(call.responseSeconds), [this, requestId] {
        const auto found = m_calls.find(requestId);
        if (found != m_calls.end())
            finish(requestId, hubMethodError(504, QStringLiteral("GatewayTimeout"), 504101,
                                             QStringLiteral("Timed out waiting for the response from device."),
                                             found->second.responseSeconds));
    });
    link.callMethod(call.name, call.payload, requestId);
}

void HubMethods::finish(const QString &requestId, const HttpReply &reply)
{
    const auto found = m_calls.find(requestId);
    const ReplySink sink = std::move(found->second.sink);
    m_calls.erase(found);
    sink(reply);
}

void HubMethods::answered(const QString &hub, const QString &deviceId, const QString &requestId, int status,
                          const QByteArray &payload)
{
    const auto found = m_calls.find(requestId);
    if (found == m_calls.end() || !found->second.isSent || found->second.deviceId != deviceId ||
        found->second.hub.compare(hub, Qt::CaseInsensitive) != 0)
        return;
    const auto value = jsonValue(payload);
    if (!value)
        return finish(requestId,
                      hubMethodError(502, QStringLiteral("InvalidResponseWhileProxying"), 502001,
                                     QStringLiteral("The device answered with something that is not JSON."), 0));
    finish(requestId, jsonReply(200, {{QStringLiteral("status"), status}, {QStringLiteral("payload"), *value}}));
}

QStringList HubMethods::callsOf(const QString &hub, const QString &deviceId, bool sent) const
{
    QStringList out;
    for (const auto &[requestId, call] : m_calls)
        if (call.isSent == sent && call.deviceId == deviceId && call.hub.compare(hub, Qt::CaseInsensitive) == 0)
            out.append(requestId);
    return out;
}

void HubMethods::deviceReady(const QString &hub, const QString &deviceId)
{
    HubDeviceLink *link = m_core.connections.find(hub, deviceId);
    if (!link || !link->takesMethods())
        return;
    for (const QString &requestId : callsOf(hub, deviceId, false))
        send(requestId, m_calls.at(requestId), *link);
}

void HubMethods::deviceGone(const QString &hub, const QString &deviceId)
{
    for (const QString &requestId : callsOf(hub, deviceId, true))
        finish(requestId, hubMethodError(404, QStringLiteral("DeviceConnectionClosedRemotely"), 404104,
                                         QStringLiteral("Device unavailable"), 0));
}

} // namespace rehome::local
