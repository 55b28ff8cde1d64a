// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ImportEdits.h"

#include "app/session/EditMaking.h"
#include "app/session/RowFinder.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCoreApplication>

namespace rehome::session {

using Action = fleet::EnrollmentEdit::Action;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::session::ImportEdits)
};

} // namespace

std::optional<fleet::EnrollmentEdit> importEdit(const fleet::ImportedEnrollment &imported, const KnownEnrollment &known,
                                                fleet::ImportProblems &problems)
{
    const bool isNew = known.body.isEmpty();
    QList<wire::FieldEdit> fields;
    for (const fleet::ImportedMember &member : imported.members)
        fields.append({member.path, member.value});
    const QJsonObject base = isNew ? QJsonObject{{wire::idMember(imported.kind), imported.id}} : known.body;
    const QJsonObject wanted = wire::patched(base, fields);
    if (isNew && !wanted.value(QLatin1String("attestation")).isObject()) {
        problems.add(imported.line, QStringLiteral("attestation"),
                     Text::tr("There is no such enrollment yet, and a new one needs an attestation. Add it, or correct "
                              "the ID."));
        return std::nullopt;
    }
    if (const auto valid = wire::enrollmentFromJson(wanted, imported.kind); !valid) {
        problems.add(imported.line, valid.error().detail,
                     Text::tr("This value has the wrong form. Write it as the service gives it."));
        return std::nullopt;
    }
    fleet::EnrollmentEdit edit = known.update;
    if (!isNew) {
        edit.fields = settingsFields(known.body, wanted);
        return edit;
    }
    edit.action = Action::Create;
    edit.kind = imported.kind;
    edit.id = imported.id;
    edit.fields = {{QString(), QJsonValue(QJsonValue::Undefined), wire::putBody(wanted, {})}};
    return edit;
}

ImportedEdits importEdits(fleet::ImportReading reading, const fleet::SnapshotPtr &snapshot,
                          const std::function<QByteArray(fleet::RowId)> &bodyOf)
{
    ImportedEdits result;
    result.problems = std::move(reading.problems);
    result.complete = reading.complete;
    const RowFinder finder(snapshot, reading.enrollments.size());
    for (const fleet::ImportedEnrollment &imported : std::as_const(reading.enrollments)) {
        KnownEnrollment known;
        if (const fleet::RowId row = finder.find(imported.kind, imported.id); row != fleet::NoRow)
            known = {updateOf(*snapshot, row), wire::parseDocument(bodyOf(row)).value_or(QJsonObject())};
        if (auto edit = importEdit(imported, known, result.problems))
            result.edits.append(*std::move(edit));
    }
    return result;
}

} // namespace rehome::session
