// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditStanding.h"

#include "app/session/EditMaking.h"
#include "models/fleet/JsonPath.h"
#include "models/wire/EnrollmentCodec.h"

#include <algorithm>

namespace rehome::session {

using Action = fleet::EnrollmentEdit::Action;

namespace {

QString etagOf(const QJsonObject &body)
{
    return body.value(QLatin1String("etag")).toString();
}

bool namesKeys(const QJsonValue &attestation)
{
    const QJsonObject keys = attestation.toObject().value(QLatin1String("symmetricKey")).toObject();
    return std::any_of(keys.begin(), keys.end(), [](const QJsonValue &key) { return !key.toString().isEmpty(); });
}

/// The body that the edit leads to.
QJsonObject wantedBody(const fleet::EnrollmentEdit &edit, const QJsonObject &now)
{
    if (edit.action == Action::Create)
        return edit.draftBody();
    QList<wire::FieldEdit> fields;
    for (const fleet::PendingField &field : edit.fields)
        fields.append({field.path, field.after});
    return wire::patched(now, fields);
}

} // namespace

Standing standingOf(const fleet::EnrollmentEdit &edit, const QJsonObject &now)
{
    if (now.isEmpty()) {
        if (edit.action == Action::Create)
            return Standing::Ready;
        return edit.action == Action::Delete ? Standing::Already : Standing::Conflict;
    }
    if (edit.action != Action::Delete && wire::settingsEdits(now, wantedBody(edit, now)).isEmpty())
        return Standing::Already;
    return edit.action != Action::Create && edit.baseEtag == etagOf(now) ? Standing::Ready : Standing::Conflict;
}

bool needsKeys(const fleet::EnrollmentEdit &edit, const QJsonObject &now)
{
    if (now.isEmpty() || edit.action == Action::Delete || !wire::hidesKeys(now))
        return false;
    if (edit.action == Action::Create)
        return namesKeys(edit.draftBody().value(QLatin1String("attestation")));
    return edit.baseEtag != etagOf(now) &&
           std::any_of(edit.fields.cbegin(), edit.fields.cend(), [](const fleet::PendingField &field) {
               return fleet::isSecretPath(field.path) ||
                      (field.path == QLatin1String("attestation") && namesKeys(field.after));
           });
}

fleet::EnrollmentEdit rebased(const fleet::EnrollmentEdit &edit, const QJsonObject &now)
{
    fleet::EnrollmentEdit result = edit;
    const bool same = std::all_of(edit.fields.cbegin(), edit.fields.cend(), [&now](const fleet::PendingField &field) {
        return !fleet::isSecretPath(field.path) && fleet::valueAt(now, field.path) == field.before;
    });
    if (edit.action == Action::Update && !now.isEmpty() && same)
        result.baseEtag = etagOf(now);
    return result;
}

} // namespace rehome::session
