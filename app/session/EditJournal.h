// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/DpsServiceClient.h"
#include "app/session/JournalWriter.h"
#include "models/fleet/EnrollmentEdit.h"

// The steps of an own edit as the journal keeps them: what will be sent, then how it ended. No key is in any of them.
namespace rehome::session {

/// "group" or "individual".
QString journalKind(domain::EnrollmentKind kind);
EditRecord intentRecord(const QString &action, const QString &kind, const QString &id, const QString &etag,
                        const QJsonObject &body);
/// `before`: the body that is changed or deleted; empty for a creation.
EditRecord intentRecord(const fleet::EnrollmentEdit &edit, const QJsonObject &before);
/// The fields of an edit as the journal keeps them for undo: `before` from the version that is changed or deleted, no
/// symmetric key in any of them.
QList<fleet::PendingField> keptFields(const fleet::EnrollmentEdit &edit, const QJsonObject &before);
/// Taking it back needs the keys of before, which the service does not tell afterwards.
bool losesKeys(const fleet::EnrollmentEdit &edit, const QJsonObject &before);
EditRecord endRecord(EditRecord intent, const Result<azure::WriteOutcome> &outcome);

} // namespace rehome::session
