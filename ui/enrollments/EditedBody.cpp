// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/EditedBody.h"

namespace rehome::ui {

QJsonObject editedBody(const QJsonObject &stored, const fleet::EnrollmentEdit *edit)
{
    QJsonObject body = stored;
    if (!edit || edit->action != fleet::EnrollmentEdit::Action::Update)
        return body;
    for (const fleet::PendingField &field : edit->fields) {
        if (fleet::isSecretPath(field.path))
            continue;
        QJsonValue value = field.after;
        if (field.path == QLatin1String("attestation")) {
            QJsonObject attestation = value.toObject();
            attestation.remove(QLatin1String("symmetricKey"));
            value = attestation;
        }
        body = fleet::withValueAt(body, field.path, value).toObject();
    }
    return body;
}

QJsonObject withPendingKeys(const QJsonObject &body, const fleet::EnrollmentEdit *edit)
{
    if (!edit || edit->action != fleet::EnrollmentEdit::Action::Update)
        return body;
    QJsonObject whole = body;
    for (const fleet::PendingField &field : edit->fields) {
        if (fleet::isSecretPath(field.path)) {
            whole = fleet::withValueAt(whole, field.path, field.after).toObject();
        } else if (field.path == QLatin1String("attestation")) {
            const QJsonValue keys = field.after.toObject().value(QLatin1String("symmetricKey"));
            if (!keys.isUndefined())
                whole = fleet::withValueAt(whole, u"attestation.symmetricKey", keys).toObject();
        }
    }
    return whole;
}

} // namespace rehome::ui
