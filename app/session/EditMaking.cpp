// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditMaking.h"

#include "models/fleet/JsonPath.h"
#include "models/wire/EnrollmentCodec.h"

namespace rehome::session {

fleet::EnrollmentEdit updateOf(const fleet::Snapshot &snapshot, fleet::RowId row)
{
    fleet::EnrollmentEdit edit;
    edit.row = row;
    edit.kind = snapshot.enrollments.kind[row];
    edit.id = snapshot.enrollmentId(row);
    edit.baseEtag = snapshot.enrollments.etag[row].text(snapshot.strings);
    return edit;
}

QList<fleet::PendingField> settingsFields(const QJsonObject &base, const QJsonObject &wanted)
{
    QList<fleet::PendingField> fields;
    const QList<wire::FieldEdit> edits = wire::settingsEdits(base, wanted);
    for (const wire::FieldEdit &edit : edits)
        fields.append({edit.path, fleet::valueAt(base, edit.path), edit.value});
    return fields;
}

} // namespace rehome::session
