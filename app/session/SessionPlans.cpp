// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditStanding.h"
#include "app/session/RowFinder.h"
#include "app/session/ServiceToken.h"
#include "app/session/SessionPrivate.h"

// What goes out of the session for other programs, and edits that come from elsewhere.
namespace rehome::session {

using Action = fleet::EnrollmentEdit::Action;

Session::Staged Session::stageEdits(const QString &label, const QList<fleet::EnrollmentEdit> &edits)
{
    Staged result;
    QList<fleet::EnrollmentEdit> staged;
    const RowFinder finder(d->snapshot, edits.size());
    for (fleet::EnrollmentEdit edit : edits) {
        const fleet::RowId row = finder.find(edit.kind, edit.id);
        const QJsonObject now = row == fleet::NoRow ? QJsonObject() : d->cachedBody(row).value_or(QJsonObject());
        const Standing standing = standingOf(edit, now);
        if (standing == Standing::Already) {
            ++result.already;
            continue;
        }
        if (edit.action != Action::Create && (row == fleet::NoRow || !d->isEditable(row))) {
            ++result.missing;
            continue;
        }
        result.conflicts += standing == Standing::Conflict;
        edit.row = edit.action == Action::Create ? d->draftRow(edit.kind, edit.id) : row;
        edit.state = fleet::PendingState::Waiting;
        staged.append(edit);
    }
    result.staged = static_cast<int>(staged.size());
    d->stage(label, staged);
    return result;
}

std::function<QByteArray(fleet::RowId)> Session::bodyReader() const
{
    return [cache = d->cache, snapshot = d->snapshot](fleet::RowId row) {
        if (!cache || row >= snapshot->enrollments.rowCount())
            return QByteArray();
        return cache->read(snapshot->enrollments.bodyOffset[row], snapshot->enrollments.bodyLength[row])
            .value_or(QByteArray());
    };
}

QString Session::serviceToken(qint64 seconds) const
{
    return session::serviceToken(d->secret, seconds);
}

} // namespace rehome::session
