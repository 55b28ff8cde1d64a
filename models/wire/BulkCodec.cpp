// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/BulkCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <array>

namespace rehome::wire {

using domain::EnrollmentKind;

namespace {
constexpr std::array modes{
    std::pair{BulkMode::Create, QLatin1String("create")},
    std::pair{BulkMode::Update, QLatin1String("update")},
    std::pair{BulkMode::UpdateIfMatchEtag, QLatin1String("updateIfMatchETag")},
    std::pair{BulkMode::Delete, QLatin1String("delete")},
};

Failure badResult(const QString &path)
{
    Error error;
    error.kind = ErrorKind::BadReply;
    error.message =
        QCoreApplication::translate("rehome::wire", "The answer to the bulk operation cannot be understood.");
    error.detail = path;
    return Failure(error);
}
} // namespace

QString bulkModeKey(BulkMode mode)
{
    for (const auto &[known, key] : modes)
        if (known == mode)
            return key;
    return {};
}

std::optional<BulkMode> bulkModeFromKey(QStringView key)
{
    for (const auto &[mode, known] : modes)
        if (known == key)
            return mode;
    return std::nullopt;
}

QLatin1String bulkMember(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Group ? QLatin1String("enrollmentGroups") : QLatin1String("enrollments");
}

QJsonObject bulkRequest(BulkMode mode, EnrollmentKind kind, const QList<QJsonObject> &entries)
{
    QJsonArray array;
    for (const QJsonObject &entry : entries)
        array.append(entry);
    return {{bulkMember(kind), array}, {QStringLiteral("mode"), bulkModeKey(mode)}};
}

QJsonObject bulkResultToJson(const BulkResult &result, EnrollmentKind kind)
{
    QJsonArray errors;
    for (const BulkError &error : result.errors)
        errors.append(QJsonObject{{idMember(kind), error.id},
                                  {QStringLiteral("errorCode"), error.errorCode},
                                  {QStringLiteral("errorStatus"), error.errorStatus}});
    return {{QStringLiteral("isSuccessful"), result.isSuccessful}, {QStringLiteral("errors"), errors}};
}

Result<BulkResult> bulkResultFromJson(const QJsonObject &object, EnrollmentKind kind)
{
    if (!object.value(QLatin1String("isSuccessful")).isBool())
        return badResult(QStringLiteral("isSuccessful"));
    const QJsonValue listed = object.value(QLatin1String("errors"));
    if (!listed.isArray() && !listed.isNull() && !listed.isUndefined())
        return badResult(QStringLiteral("errors"));
    BulkResult result{object.value(QLatin1String("isSuccessful")).toBool(), {}};
    const QJsonArray errors = listed.toArray();
    for (qsizetype i = 0; i < errors.size(); ++i) {
        const QJsonObject told = errors.at(i).toObject();
        const BulkError error{told.value(idMember(kind)).toString(), told.value(QLatin1String("errorCode")).toInt(),
                              told.value(QLatin1String("errorStatus")).toString()};
        if (error.id.isEmpty())
            return badResult(QStringLiteral("errors[%1].%2").arg(i).arg(idMember(kind)));
        result.errors.append(error);
    }
    return result;
}

} // namespace rehome::wire
