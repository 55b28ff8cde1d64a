// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Replies.h"

#include "models/domain/Registration.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/HubCodec.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtCore/QUuid>

namespace rehome::local {

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

HttpReply emptyReply(int status)
{
    HttpReply reply;
    reply.status = status;
    reply.headers.emplace_back("x-ms-request-id", newId().toLatin1());
    return reply;
}

HttpReply bytesReply(int status, QByteArray json)
{
    HttpReply reply = emptyReply(status);
    reply.body = std::move(json);
    return reply;
}

HttpReply jsonReply(int status, const QJsonObject &object)
{
    return bytesReply(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpReply dpsError(int status, int errorCode, const QString &message)
{
    wire::ErrorBody body;
    body.errorCode = errorCode;
    body.trackingId = newId();
    body.message = message;
    body.timestampUtc = domain::utcTextFromMs(QDateTime::currentMSecsSinceEpoch());
    HttpReply reply = jsonReply(status, wire::errorBodyToJson(body));
    reply.headers.emplace_back("x-ms-error-code", QByteArray::number(errorCode));
    return reply;
}

HttpReply dpsThrottled(int retryAfterSeconds, const QString &what)
{
    HttpReply reply = dpsError(429, wire::codes::tooManyRequests, what);
    reply.headers.emplace_back("Retry-After", QByteArray::number(retryAfterSeconds));
    return reply;
}

HttpReply notStored()
{
    return dpsError(500, wire::codes::internalError, QStringLiteral("The change could not be stored."));
}

HttpReply hubError(int status, const QString &errorCode, const QString &text)
{
    const QString stamp = QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("MM/dd/yyyy HH:mm:ss"));
    HttpReply reply =
        jsonReply(status, wire::hubErrorBody(errorCode, text, newId() + QStringLiteral("-TimeStamp:") + stamp));
    reply.headers.emplace_back("iothub-errorcode", errorCode.toLatin1());
    return reply;
}

} // namespace rehome::local
