// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionPrivate.h"

#include <QtCore/QMap>
#include <algorithm>

// Taking applied changes back, and what that can restore. What takes them back is an edit like any other: it waits in
// the tray.
namespace rehome::session {

using Action = fleet::EnrollmentEdit::Action;
using Outcome = fleet::UndoPlan::Outcome;

namespace {

UndoReport::Refusal refusal(const fleet::AppliedChange &change, const QString &reason)
{
    fleet::UndoPlan plan;
    plan.reason = reason;
    return {change, plan};
}

/// What a person chooses from, field by field, like after a conflict of an apply.
ApplyResult conflictOf(const fleet::EnrollmentEdit &edit, const QJsonObject &now, const QString &reason)
{
    ApplyResult result;
    result.row = result.enrollmentRow = edit.row;
    result.action = edit.action;
    result.outcome = ApplyResult::Outcome::Conflict;
    result.error = makeError(ErrorKind::Conflict, reason);
    result.etag = now.value(QLatin1String("etag")).toString();
    result.theirs = result.base = now;
    if (edit.action == Action::Update) {
        QList<wire::FieldEdit> base, mine;
        for (const auto &field : edit.fields) {
            base.append({field.path, field.before});
            mine.append({field.path, field.after});
        }
        result.base = wire::patched(now, base);
        result.mine = wire::patched(now, mine);
    }
    return result;
}

} // namespace

void Session::keepKeysWith(const std::shared_ptr<SecretBackend> &backend)
{
    d->secrets = backend; // lives as long as an answer of it can come
    KeyVault::open(backend, d->profile.id, [session = QPointer<Session>(this)](const Result<KeyVault> &opened) {
        if (!session || !opened)
            return;
        session->d->vault = *opened;
        session->d->post([vault = *opened](Worker &worker) { worker.setVault(vault); });
        Q_EMIT session->pendingChanged(); // its notes are others now
    });
}

bool Session::Private::isSymmetric(const fleet::EnrollmentEdit &edit) const
{
    return edit.row < snapshot->enrollments.rowCount() &&
           snapshot->enrollments.attestation[edit.row] == domain::AttestationType::SymmetricKey;
}

QString Session::undoNote(const fleet::EnrollmentEdit &edit) const
{
    const bool symmetric = d->isSymmetric(edit);
    if (edit.action == Action::Delete) {
        if (symmetric)
            return d->vault
                       ? tr("Undo creates it again with its keys, with a new ETag and new dates.")
                       : tr("Undo without keys: it is created again with new ones, the present cannot be restored.");
        const bool certificates =
            edit.row < d->snapshot->enrollments.rowCount() && d->snapshot->enrollments.certificateEndMs[edit.row] != 0;
        return certificates ? tr("Undo can create it again only if this program sent or imported its certificates.")
                            : tr("Undo creates it again with a new ETag and new dates.");
    }
    const bool newKeys = edit.action == Action::Update && symmetric &&
                         std::any_of(edit.fields.cbegin(), edit.fields.cend(), [](const fleet::PendingField &field) {
                             return fleet::isSecretPath(field.path) || field.path == QLatin1String("attestation");
                         });
    if (!newKeys)
        return {};
    return d->vault ? tr("Undo restores the present keys: they are kept sealed by the keychain.")
                    : tr("Undo without keys: the present keys cannot be restored.");
}

QStringList Session::undoNotes() const
{
    QMap<QString, int> counts;
    const auto edits = d->pending.edits();
    for (const auto &edit : edits)
        if (const QString note = undoNote(edit); !note.isEmpty())
            ++counts[note];
    QStringList notes;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        notes.append(edits.size() == 1 ? it.key() : tr("%1 (%n enrollment(s))", nullptr, it.value()).arg(it.key()));
    return notes;
}

QFuture<Result<QList<fleet::AppliedChange>>> Session::appliedChanges(qint64 before, int limit)
{
    ChangeQuery query;
    query.before = before;
    query.limit = limit;
    return d->ask<QList<fleet::AppliedChange>>([=](Worker &worker) { return worker.undoDesk().changes(query); });
}

QFuture<Result<fleet::PastPage>> Session::pastEntries(const fleet::PastQuery &query)
{
    return d->ask<fleet::PastPage>([=](Worker &worker) { return worker.undoDesk().past(query); });
}

QFuture<Result<UndoReport>> Session::undoChanges(const UndoChoice &choice, UndoMode mode)
{
    ChangeQuery query;
    query.numbers = choice.numbers;
    query.batch = choice.batch;
    query.lastBatch = choice.numbers.isEmpty() && choice.batch.isEmpty();
    auto asked = d->ask<QList<UndoCandidate>>([=](Worker &worker) { return worker.undoDesk().candidates(query); });
    return asked.then(this, [this, mode](const Result<QList<UndoCandidate>> &found) -> Result<UndoReport> {
        if (!found)
            return Failure(found.error());
        if (found->isEmpty())
            return Failure(makeError(ErrorKind::NotFound, tr("There is no applied change that can be undone.")));
        return d->stageUndo(*found, mode);
    });
}

std::optional<fleet::EnrollmentEdit> Session::Private::undoEdit(const UndoCandidate &candidate, UndoMode mode,
                                                                UndoReport &report, QList<ApplyResult> &conflicts)
{
    const fleet::AppliedChange &change = candidate.change;
    const auto refuse = [&](const UndoReport::Refusal &why) {
        report.refused.append(why);
        return std::optional<fleet::EnrollmentEdit>();
    };
    if (change.isUndone)
        return refuse(refusal(change, Session::tr("It was undone already.")));
    const fleet::RowId row = snapshot->findEnrollment(change.kind, change.id);
    const fleet::RowId draft = drafts.value(wire::idMember(change.kind) + domain::foldedId(change.id), fleet::NoRow);
    if (pending.contains(row) || pending.contains(draft))
        return refuse(
            refusal(change, Session::tr("An edit of this enrollment waits in the tray. Apply or discard that first.")));
    std::optional<QJsonObject> now;
    if (row != fleet::NoRow && isLive(row)) {
        const auto body = cachedBody(row);
        if (!body)
            return refuse(refusal(change, body.error().message));
        now = *body;
    }
    fleet::UndoPlan plan = fleet::planUndo(change, now, candidate.memory);
    if (plan.newKeys && plan.outcome == Outcome::Refused && !candidate.keysLost.isEmpty())
        plan.reason = candidate.keysLost;
    if (plan.outcome != Outcome::Restore && !(plan.outcome == Outcome::Merge && mode == UndoMode::Merge))
        return refuse({change, plan});
    report.newKeys += plan.newKeys;
    if (plan.action == Action::Create)
        return creation(change.kind, plan.fields.constFirst().after.toObject());
    fleet::EnrollmentEdit edit = editOf(row);
    edit.action = plan.action;
    edit.fields = plan.fields;
    if (plan.outcome == Outcome::Merge) {
        for (auto &field : edit.fields)
            for (const auto &moved : plan.moved)
                if (moved.path == field.path)
                    field.before = moved.base;
        conflicts.append(conflictOf(edit, *now, plan.reason));
    }
    return edit;
}

UndoReport Session::Private::stageUndo(const QList<UndoCandidate> &candidates, UndoMode mode)
{
    UndoReport report;
    QList<fleet::EnrollmentEdit> edits;
    QList<ApplyResult> conflicts;
    QSet<fleet::RowId> rows;
    for (const UndoCandidate &candidate : candidates) {
        const auto edit = undoEdit(candidate, mode, report, conflicts);
        if (!edit)
            continue;
        if (rows.contains(edit->row)) {
            report.refused.append(
                refusal(candidate.change, Session::tr("A newer change of this enrollment is taken back first.")));
            continue;
        }
        rows.insert(edit->row);
        undoing.insert(edit->row, {candidate.change.number, edit->fields});
        edits.append(*edit);
    }
    report.staged = static_cast<int>(edits.size());
    stage(Session::tr("Undo of %n applied change(s)", nullptr, report.staged), edits);
    for (const ApplyResult &conflict : conflicts) {
        pending.setState(conflict.row, fleet::PendingState::Conflict, conflict.error->message);
        Q_EMIT q->applied(conflict);
    }
    if (!conflicts.isEmpty())
        Q_EMIT q->pendingChanged();
    return report;
}

/// The change that an edit takes back: it still does all of what was staged for that.
qint64 Session::Private::undoneBy(const fleet::EnrollmentEdit &edit) const
{
    const auto found = undoing.constFind(edit.row);
    if (found == undoing.cend())
        return 0;
    const bool still = std::all_of(found->fields.cbegin(), found->fields.cend(), [&](const auto &field) {
        return std::any_of(edit.fields.cbegin(), edit.fields.cend(),
                           [&](const auto &now) { return now.path == field.path && now.after == field.after; });
    });
    return still ? found->number : 0;
}

} // namespace rehome::session
