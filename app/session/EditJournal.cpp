// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditJournal.h"

#include <QtCore/QJsonArray>
#include <QtCore/QUuid>

namespace rehome::session {

namespace {

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
    return record;
}

} // namespace rehome::session
