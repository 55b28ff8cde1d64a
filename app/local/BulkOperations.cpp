// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/BulkOperations.h"

#include "app/local/EnrollmentEditor.h"
#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"

#include <QtCore/QJsonArray>

namespace rehome::local {

using domain::EnrollmentKind;
namespace codes = wire::codes;

namespace {

enum class Mode : quint8
{
    Create,
    Update,
    UpdateIfMatchEtag,
    Delete
};

std::optional<Mode> modeFrom(const QJsonValue &value)
{
    static const QHash<QString, Mode> modes{{QStringLiteral("create"), Mode::Create},
                                            {QStringLiteral("update"), Mode::Update},
                                            {QStringLiteral("updateIfMatchETag"), Mode::UpdateIfMatchEtag},
                                            {QStringLiteral("delete"), Mode::Delete}};
    const auto found = modes.constFind(value.toString());
    return found == modes.cend() ? std::nullopt : std::optional(*found);
}

HttpReply bad(const QString &why)
{
    return dpsError(400, codes::badRequest, why);
}

std::optional<EditRefusal> runOne(EnrollmentEditor &editor, Mode mode, EnrollmentKind kind, const QString &id,
                                  const QJsonObject &entry, WriteBatch &batch)
{
    std::optional<QString> ifMatch;
    if (mode == Mode::Delete)
        return editor.drop(kind, id, ifMatch, batch);
    if (mode != Mode::Create) {
        // Both kinds of update are for what exists; a missing tag matches nothing.
        if (!editor.exists(kind, id))
            return EditRefusal{404, codes::enrollmentNotFound, QStringLiteral("Enrollment not found.")};
        ifMatch = mode == Mode::Update ? QStringLiteral("*") : entry.value(QLatin1String("etag")).toString();
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
    const auto mode = modeFrom(document->value(QLatin1String("mode")));
    if (!mode)
        return bad(QStringLiteral("mode: create, update, updateIfMatchETag or delete is needed."));
    const QLatin1String member =
        kind == EnrollmentKind::Individual ? QLatin1String("enrollments") : QLatin1String("enrollmentGroups");
    const QLatin1String idMember = EnrollmentEditor::idMember(kind);
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
    QJsonArray errors;
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        const QString id = entry.value(idMember).toString();
        if (const auto refusal = runOne(editor, *mode, kind, id, entry, batch))
            errors.append(QJsonObject{{idMember, id},
                                      {QStringLiteral("errorCode"), refusal->errorCode},
                                      {QStringLiteral("errorStatus"), refusal->message}});
    }
    return jsonReply(200, {{QStringLiteral("isSuccessful"), errors.isEmpty()}, {QStringLiteral("errors"), errors}});
}

} // namespace rehome::local
