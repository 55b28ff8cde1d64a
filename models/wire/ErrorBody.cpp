// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/ErrorBody.h"

namespace rehome::wire {

QJsonObject errorBodyToJson(const ErrorBody &body)
{
    QJsonObject object{
        {QStringLiteral("errorCode"), body.errorCode},
        {QStringLiteral("trackingId"), body.trackingId},
        {QStringLiteral("message"), body.message},
        {QStringLiteral("timestampUtc"), body.timestampUtc},
    };
    if (!body.info.isEmpty())
        object.insert(QStringLiteral("info"), body.info);
    return object;
}

std::optional<ErrorBody> errorBodyFromJson(const QJsonObject &object)
{
    // Lenient: an error that cannot be read in full is still better told than hidden behind another error.
    const QJsonValue code = object.value(QLatin1String("errorCode"));
    const QJsonValue message = object.value(QLatin1String("message"));
    if (!code.isDouble() && !message.isString())
        return std::nullopt;
    ErrorBody body;
    body.errorCode = code.toInt();
    body.message = message.toString();
    body.trackingId = object.value(QLatin1String("trackingId")).toString();
    body.info = object.value(QLatin1String("info")).toObject();
    body.timestampUtc = object.value(QLatin1String("timestampUtc")).toString();
    return body;
}

} // namespace rehome::wire
