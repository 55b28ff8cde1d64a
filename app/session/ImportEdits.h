// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"
#include "models/fleet/ImportFile.h"
#include "models/fleet/Snapshot.h"

#include <QtCore/QJsonObject>

// What a file says of enrollments, as edits. Pure functions, any thread.
namespace rehome::session {

/// An enrollment as it is known before an import.
struct KnownEnrollment
{
    fleet::EnrollmentEdit update; ///< of its newest version, without fields
    QJsonObject body;             ///< as the service gave it; empty: there is none
};

/// The edit that makes the enrollment what the file says: an update of `known`, without fields when it is so already,
/// or a creation. Nothing, and a problem of the line, when the service could not take it.
std::optional<fleet::EnrollmentEdit> importEdit(const fleet::ImportedEnrollment &imported, const KnownEnrollment &known,
                                                fleet::ImportProblems &problems);

/// The edits of a whole file, in its order. Those that change nothing have no fields.
struct ImportedEdits
{
    QList<fleet::EnrollmentEdit> edits;
    fleet::ImportProblems problems;
    bool complete = false; ///< the file was read to its end
    static bool changesNothing(const fleet::EnrollmentEdit &edit)
    {
        return edit.action == fleet::EnrollmentEdit::Action::Update && edit.fields.isEmpty();
    }
};
/// `bodyOf`: the JSON of a row of the snapshot as it was received.
ImportedEdits importEdits(fleet::ImportReading reading, const fleet::SnapshotPtr &snapshot,
                          const std::function<QByteArray(fleet::RowId)> &bodyOf);

} // namespace rehome::session
