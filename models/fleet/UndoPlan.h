// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"

#include <QtCore/QJsonObject>

namespace rehome::fleet {

/// One edit that was applied, as the journal keeps it. No symmetric key is in it: the value of a field that is one is
/// undefined, an attestation has none.
struct AppliedChange
{
    qint64 number = 0; ///< of the journal; grows with time
    QString batch;     ///< the same for all edits of one apply
    int batchSize = 1; ///< applied changes of that batch
    qint64 timeMs = 0; ///< UTC, when it was sent
    EnrollmentEdit::Action action = EnrollmentEdit::Action::Update;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    QString etag; ///< of the version that came of it; empty for a deletion
    /// As in EnrollmentEdit. A deletion has the whole body as it was, a creation the body that was sent.
    QList<PendingField> fields;
    qint64 undoes = 0;     ///< number of the change that it took back; 0 = none
    bool isUndone = false; ///< another change took it back
};

/// What the service does not tell, and was kept: each nothing when it is not known.
struct UndoMemory
{
    std::optional<QJsonObject> keys; ///< "symmetricKey" of the version before the change
    std::optional<QJsonObject> x509; ///< "x509" of that version with its certificates
};

/// A field where the service moved on since the change.
struct MovedField
{
    QString path;
    QJsonValue base;   ///< as the change left it
    QJsonValue theirs; ///< now
    QJsonValue mine;   ///< what undo puts there
};

/// The edit that takes a change back: it goes into the tray like any other edit.
struct UndoPlan
{
    enum class Outcome : quint8
    {
        Restore, ///< nobody touched what the change set
        Merge,   ///< somebody did: `reason` says so; `fields` take it back all the same
        Refused, ///< it cannot be taken back, `reason` says why
        Nothing, ///< it is as it was before, already
    };
    Outcome outcome = Outcome::Refused;
    EnrollmentEdit::Action action = EnrollmentEdit::Action::Update; ///< of the edit to stage
    QList<PendingField> fields;                                     ///< of the edit to stage, on the version of now
    QList<MovedField> moved; ///< of Merge; empty where the whole enrollment is meant
    QString reason;          ///< for a person
    bool newKeys = false;    ///< the service makes new keys, or keys stay the new ones: the old are not kept
};

/// How to take `change` back when the service has `now` (nothing: there is no such enrollment any more). An unchanged
/// ETag proves that nobody touched it; after another one only the fields of the change are compared, and of keys, which
/// the service hides, nobody can tell. Pure; any thread.
UndoPlan planUndo(const AppliedChange &change, const std::optional<QJsonObject> &now, const UndoMemory &memory);

} // namespace rehome::fleet
