// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/BulkOperations.h"

#include "app/local/EnrollmentEditor.h"
#include "app/local/Replies.h"
#include "models/wire/BulkCodec.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"

#include <QtCore/QJsonArray>

namespace rehome::local {

using domain::EnrollmentKind;
using wire::BulkMode;
namespace codes = wire::codes;

namespace {

HttpReply bad(const QString &why)
{
    return dpsError(400, codes::badRequest, why);
}

std::optional<EditRefusal> runOne(EnrollmentEditor &editor, BulkMode mode, EnrollmentKind kind, const QString &id,
                                  const QJsonObject &entry, WriteBatch &batch)
{
    std::optional<QString> ifMatch;
    if (mode == BulkMode::Delete)
        return editor.drop(kind, id, ifMatch, batch);
    if (mode != BulkMode::Create) {
        // Both kinds of update are for what exists; a missing tag matches nothing.
        if (!editor.exists(kind, id))
            return EditRefusal{404, codes::enrollmentNotFound, QStringLiteral("Enrollment not found.")};
        ifMatch = mode == BulkMode::Update ? QStringLiteral("*") : entry.value(QLatin1String("etag")).toString();
    }
    const auto edited = editor.edit(kind, id, entry, ifMatch, batch);
    return edited ? std::nullopt : std::optional(edited.error());
}

} // namespace

HttpReply BulkOperations::run(EnrollmentKind kind, const QByteArray &body, WriteBatch &batch)
{
    const auto document = wire::parseDocument(body);
    if (!document)
        return bad(document.error().message + QLatin1Char(' ') + document.error().detail);
    const auto mode = wire::bulkModeFromKey(document->value(QLatin1String("mode")).toString());
    if (!mode)
        return bad(QStringLiteral("mode: create, update, updateIfMatchETag or delete is needed."));
    const QLatin1String member = wire::bulkMember(kind);
    const QLatin1String idMember = wire::idMember(kind);
    if (!document->value(member).isArray())
        return bad(QStringLiteral("%1: an array is needed.").arg(member));
    const QJsonArray entries = document->value(member).toArray();
    if (entries.size() > m_core.limits().bulkItems)
        return bad(QStringLiteral("%1: at most %2 in one call.").arg(member).arg(m_core.limits().bulkItems));
    // An error is told by ID; what has none is a mistake of the whole call.
    for (qsizetype i = 0; i < entries.size(); ++i)
        if (entries.at(i).toObject().value(idMember).toString().isEmpty())
            return bad(QStringLiteral("%1[%2].%3: a text is needed.").arg(member).arg(i).arg(idMember));

    EnrollmentEditor editor(m_core);
    wire::BulkResult result;
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        const QString id = entry.value(idMember).toString();
        if (const auto refusal = runOne(editor, *mode, kind, id, entry, batch))
            result.errors.append({id, refusal->errorCode, refusal->message});
    }
    result.isSuccessful = result.errors.isEmpty();
    return jsonReply(200, wire::bulkResultToJson(result, kind));
}

} // namespace rehome::local
