// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/EnrollmentEdit.h"

#include <QtCore/QList>
#include <vector>

namespace rehome::session {

/// What deciding about calls needs to know of one edit.
struct ApplyPart
{
    fleet::EnrollmentEdit::Action action = fleet::EnrollmentEdit::Action::Update;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    QString id;
    qsizetype bytes = 0; ///< of the body that goes out, about
};

/// Edits that go out together: changes or creations of one kind in one bulk call; deletions one by one, because a bulk
/// delete has no place for an ETag.
struct ApplyChunk
{
    fleet::EnrollmentEdit::Action action = fleet::EnrollmentEdit::Action::Update;
    domain::EnrollmentKind kind = domain::EnrollmentKind::Individual;
    bool later = false;       ///< creations of what is deleted by the same apply: only when all others are done
    QList<qsizetype> members; ///< places of the parts
    qsizetype bytes = 0;
};

/// In the order of the parts as far as the kinds allow it, those that go `later` last. Up to wire::bulkEntries in a
/// chunk and as many as fit into one message; no ID twice in one chunk. Pure; any thread.
std::vector<ApplyChunk> applyChunks(const QList<ApplyPart> &parts);

} // namespace rehome::session
