// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

namespace rehome::wire {

namespace {

Error notJson(const QString &message, qsizetype offset)
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = message;
    error.detail = QCoreApplication::translate("rehome::wire", "byte %1").arg(offset);
    return error;
}

Result<QJsonDocument> document(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error == QJsonParseError::NoError)
        return document;
    // Qt's own text is English and says no more than this; the place is what helps.
    return Failure(
        notJson(QCoreApplication::translate("rehome::wire", "This is not valid JSON: it breaks off or goes wrong at "
                                                            "byte %1. Check where it came from.")
                    .arg(problem.offset),
                problem.offset));
}

} // namespace

Result<QJsonObject> parseDocument(const QByteArray &body)
{
    const auto parsed = document(body);
    if (!parsed)
        return Failure(parsed.error());
    if (!parsed->isObject()) {
        return Failure(notJson(QCoreApplication::translate(
                                   "rehome::wire", "A JSON object was expected, but a list came. Check the address."),
                               0));
    }
    return parsed->object();
}

Result<QJsonArray> parseArray(const QByteArray &body)
{
    const auto parsed = document(body);
    if (!parsed)
        return Failure(parsed.error());
    if (!parsed->isArray()) {
        return Failure(notJson(QCoreApplication::translate(
                                   "rehome::wire", "A JSON list was expected, but an object came. Check the address."),
                               0));
    }
    return parsed->array();
}

} // namespace rehome::wire
