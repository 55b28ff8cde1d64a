// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditJournal.h"

#include "models/fleet/JsonPath.h"

#include <QtCore/QJsonArray>
#include <QtCore/QUuid>
#include <algorithm>

namespace rehome::session {

namespace {

const QString s_attestation = QStringLiteral("attestation");

bool isAboutKeys(const QString &path)
{
    return fleet::isSecretPath(path) || path == s_attestation || path == QLatin1String("attestation.symmetricKey");
}

QJsonValue withoutKeys(const QJsonValue &attestation)
{
    if (!attestation.isObject())
        return attestation;
    return wire::withoutKeys({{s_attestation, attestation}}).value(s_attestation);
}

QJsonObject editsForJournal(const QList<fleet::PendingField> &fields)
{
    QJsonArray list;
    for (const auto &field : fields) {
        QJsonObject entry{{QStringLiteral("path"), field.path}};
        // A key can be in a path's value itself ("attestation.symmetricKey.primaryKey"): of attestations only the path
        // is kept.
        if (!field.path.startsWith(QLatin1String("attestation"))) {
            if (!field.before.isUndefined())
                entry.insert(QStringLiteral("before"), field.before);
            if (!field.after.isUndefined())
                entry.insert(QStringLiteral("after"), field.after);
        }
        list.append(entry);
    }
    return {{QStringLiteral("edits"), list}};
}

} // namespace

QString journalKind(domain::EnrollmentKind kind)
{
    return kind == domain::EnrollmentKind::Group ? QStringLiteral("group") : QStringLiteral("individual");
}

EditRecord intentRecord(const QString &action, const QString &kind, const QString &id, const QString &etag,
                        const QJsonObject &body)
{
    EditRecord record;
    record.editId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    record.phase = QStringLiteral("intent");
    record.action = action;
    record.kind = kind;
    record.id = id;
    record.etag = etag;
    record.body = body;
    return record;
}

EditRecord intentRecord(const fleet::EnrollmentEdit &edit, const QJsonObject &before)
{
    using Action = fleet::EnrollmentEdit::Action;
    const QString kind = journalKind(edit.kind);
    switch (edit.action) {
    case Action::Create:
        return intentRecord(QStringLiteral("create"), kind, edit.id, QString(),
                            {{QStringLiteral("created"), withoutSecrets(edit.draftBody())}});
    case Action::Delete:
        return intentRecord(QStringLiteral("delete"), kind, edit.id, edit.baseEtag,
                            {{QStringLiteral("deleted"), withoutSecrets(before)}});
    case Action::Update:
        break;
    }
    return intentRecord(QStringLiteral("update"), kind, edit.id, edit.baseEtag, editsForJournal(edit.fields));
}

QList<fleet::PendingField> keptFields(const fleet::EnrollmentEdit &edit, const QJsonObject &before)
{
    using Action = fleet::EnrollmentEdit::Action;
    const QJsonValue absent(QJsonValue::Undefined);
    if (edit.action == Action::Create)
        return {{QString(), absent, wire::withoutKeys(edit.draftBody())}};
    if (edit.action == Action::Delete)
        return {{QString(), wire::withoutKeys(before), absent}};
    QList<fleet::PendingField> kept;
    for (const auto &field : edit.fields) {
        if (field.path == QLatin1String("attestation.symmetricKey")) {
            for (const auto *key : {".primaryKey", ".secondaryKey"})
                kept.append({field.path + QLatin1String(key), absent, absent});
        } else if (fleet::isSecretPath(field.path)) {
            kept.append({field.path, absent, absent});
        } else if (field.path == s_attestation) {
            kept.append({field.path, withoutKeys(before.value(s_attestation)), withoutKeys(field.after)});
        } else {
            kept.append({field.path, fleet::valueAt(before, field.path), field.after});
        }
    }
    return kept;
}

bool losesKeys(const fleet::EnrollmentEdit &edit, const QJsonObject &before)
{
    using Action = fleet::EnrollmentEdit::Action;
    const QJsonValue type = before.value(s_attestation).toObject().value(QLatin1String("type"));
    if (edit.action == Action::Create || type.toString() != QLatin1String("symmetricKey"))
        return false;
    return edit.action == Action::Delete ||
           std::any_of(edit.fields.cbegin(), edit.fields.cend(),
                       [](const fleet::PendingField &field) { return isAboutKeys(field.path); });
}

EditRecord endRecord(EditRecord record, const Result<azure::WriteOutcome> &outcome)
{
    if (outcome) {
        const bool applied = outcome->result == azure::WriteOutcome::Result::Applied;
        record.phase = applied ? QStringLiteral("applied") : QStringLiteral("conflict");
        record.etag = outcome->found.etag;
    } else {
        record.phase =
            outcome.error().kind == ErrorKind::Unknown ? QStringLiteral("unknown") : QStringLiteral("failed");
        record.detail = outcome.error().message + QLatin1Char(' ') + outcome.error().detail;
    }
    record.body = {};
    record.kept.reset();
    return record;
}

} // namespace rehome::session
