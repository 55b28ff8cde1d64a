// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionPrivate.h"

// The tray: cost, apply and what comes back.
namespace rehome::session {

namespace {

bool needsKeys(domain::AttestationType type)
{
    return type == domain::AttestationType::SymmetricKey;
}

} // namespace

fleet::PendingEdits &Session::pending()
{
    return d->pending;
}

QList<fleet::EnrollmentEdit> Session::Private::toApply(int firstN) const
{
    QList<fleet::EnrollmentEdit> edits = pending.first(firstN < 0 ? pending.size() : firstN);
    return edits;
}

ApplyCost Session::applyCost(int firstN) const
{
    ApplyCost cost;
    const auto edits = d->toApply(firstN);
    for (const auto &edit : edits) {
        ++cost.enrollments;
        ++cost.writes;
        ++cost.readBacks;
        if (edit.row < d->snapshot->enrollments.rowCount() && needsKeys(d->snapshot->enrollments.attestation[edit.row]))
            ++cost.keyReads;
    }
    // What the person does may take 90 % of the operation quota (experience, Principles).
    cost.minutes = cost.calls() / (0.9 * qMax(1, d->profile.operationsPerMinute));
    return cost;
}

Result<void> Session::apply(int firstN)
{
    if (d->profile.safety == SafetyLevel::ReadOnly)
        return Failure(makeError(ErrorKind::BadInput, tr("This connection is read-only. Allow edits first.")));
    if (d->applyProgress.running)
        return Failure(makeError(ErrorKind::BadInput, tr("Edits are being applied already. Wait or cancel.")));
    if (!d->worker || d->closing)
        return Failure(makeError(ErrorKind::Unreachable, tr("The connection is not open. Nothing was sent.")));
    const auto edits = d->toApply(firstN);
    if (edits.isEmpty())
        return Failure(makeError(ErrorKind::BadInput, tr("There is nothing to apply.")));
    QList<ApplyItem> items;
    d->sentFields.clear();
    for (const auto &edit : edits) {
        const auto base = d->bases.value(edit.row);
        items.append({edit, base.place, base.length});
        d->sentFields.insert(edit.row, edit.fields);
        d->pending.setState(edit.row, fleet::PendingState::Sending);
    }
    d->applyProgress = {};
    d->applyProgress.total = static_cast<int>(items.size());
    d->applyProgress.running = true;
    d->post([items](Worker &worker) {
        if (worker.applier())
            worker.applier()->start(items);
    });
    Q_EMIT pendingChanged();
    Q_EMIT applyProgressChanged(d->applyProgress);
    return {};
}

void Session::cancelApply()
{
    d->post([](Worker &worker) {
        if (worker.applier())
            worker.applier()->cancel();
    });
}

ApplyProgress Session::applyProgress() const
{
    return d->applyProgress;
}

void Session::Private::takeApplied(const ApplyResult &result)
{
    const auto *edit = pending.find(result.row);
    const auto sent = sentFields.take(result.row);
    const QString reason = result.error ? result.error->message : QString();
    switch (result.outcome) {
    case ApplyResult::Outcome::Applied:
        if (!edit)
            break;
        if (edit->fields == sent) {
            pending.settle(result.row);
        } else {
            // Edited again while it was sent: what was not sent stays, on the new version.
            QList<fleet::PendingField> rest;
            for (auto field : edit->fields) {
                for (const auto &done : sent)
                    if (done.path == field.path)
                        field.before = done.after;
                if (field.before != field.after)
                    rest.append(field);
            }
            pending.rebase(result.row, result.etag, rest);
        }
        bases.remove(result.row);
        break;
    case ApplyResult::Outcome::Conflict:
        pending.setState(result.row, fleet::PendingState::Conflict, reason);
        break;
    case ApplyResult::Outcome::Failed:
        pending.setState(result.row, fleet::PendingState::Failed, reason);
        break;
    case ApplyResult::Outcome::Cancelled:
        pending.setState(result.row, fleet::PendingState::Waiting);
        break;
    }
    Q_EMIT q->applied(result);
    Q_EMIT q->pendingChanged();
}

QFuture<Result<void>> Session::createEnrollment(domain::EnrollmentKind kind, QJsonObject body)
{
    return d->ask<void>([=](Worker &worker) { return worker.applier()->create(kind, body); });
}

QFuture<Result<void>> Session::deleteEnrollment(fleet::RowId row)
{
    return d->ask<void>([=](Worker &worker) { return worker.applier()->remove(row); });
}

QFuture<Result<void>> Session::deleteRegistration(QString registrationId)
{
    return d->ask<void>([=](Worker &worker) { return worker.applier()->removeRegistration(registrationId); });
}

} // namespace rehome::session
