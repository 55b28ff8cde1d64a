// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/HubReplies.h"

#include "app/local/Replies.h"
#include "models/domain/Registration.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QUuid>

namespace rehome::local {

tl::unexpected<HubFault> deviceNotFound(const QString &deviceId)
{
    return tl::unexpected(
        HubFault{404, QStringLiteral("DeviceNotFound"), QStringLiteral("Device %1 not registered").arg(deviceId)});
}

tl::unexpected<HubFault> argumentInvalid(const QString &why)
{
    return tl::unexpected(HubFault{400, QStringLiteral("ArgumentInvalid"), why});
}

tl::unexpected<HubFault> preconditionFailed(const QString &deviceId)
{
    return tl::unexpected(HubFault{
        412, QStringLiteral("PreconditionFailed"),
        QStringLiteral("Precondition failed: Device version did not match, existing device: %1").arg(deviceId)});
}

tl::unexpected<HubFault> storedUnreadable()
{
    return tl::unexpected(
        HubFault{500, QStringLiteral("ServerError"), QStringLiteral("The stored device cannot be read.")});
}

HttpReply hubReply(const HubFault &fault)
{
    return hubError(fault.status, fault.code, fault.text);
}

HttpReply hubMethodNotAllowed()
{
    return hubError(405, QStringLiteral("MethodNotAllowed"), QStringLiteral("This path does not take this method."));
}

HttpReply hubThrottled(int retryAfterSeconds, const QString &what)
{
    HttpReply reply = hubError(429, QStringLiteral("ThrottlingException"), what);
    reply.headers.emplace_back("Retry-After", QByteArray::number(retryAfterSeconds));
    return reply;
}

HttpReply hubMethodError(int status, const QString &code, int errorCode, const QString &message, int timeoutSeconds)
{
    const QString timeout = QStringLiteral("00:%1:%2")
                                .arg(timeoutSeconds / 60, 2, 10, QLatin1Char('0'))
                                .arg(timeoutSeconds % 60, 2, 10, QLatin1Char('0'));
    const QJsonObject inner{
        {QStringLiteral("errorCode"), errorCode},
        {QStringLiteral("trackingId"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
        {QStringLiteral("message"), message},
        {QStringLiteral("info"), QJsonObject{{QStringLiteral("timeout"), timeout}}},
        {QStringLiteral("timestampUtc"), domain::utcTextFromMs(QDateTime::currentMSecsSinceEpoch())}};
    HttpReply reply = jsonReply(
        status, {{QStringLiteral("Message"), QString::fromUtf8(QJsonDocument(inner).toJson(QJsonDocument::Compact))},
                 {QStringLiteral("ExceptionMessage"), QLatin1String("")}});
    reply.headers.emplace_back("iothub-errorcode", code.toLatin1());
    return reply;
}

std::optional<QString> ifMatchOf(const HttpRequest &request)
{
    if (!request.hasHeader("If-Match"))
        return std::nullopt;
    return QString::fromUtf8(request.header("If-Match").trimmed());
}

} // namespace rehome::local
