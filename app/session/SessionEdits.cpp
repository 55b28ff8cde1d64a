// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ApplyCosts.h"
#include "app/session/SessionPrivate.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QUuid>

// The tray: cost, apply and what comes back.
namespace rehome::session {

namespace {
using Action = fleet::EnrollmentEdit::Action;
/// What the tray shows of a running apply is told again after a multiple of the time that showing it took.
constexpr int tellRest = 5;
constexpr int shortestTellMs = 20;
constexpr int longestTellMs = 1000;
} // namespace

fleet::PendingEdits &Session::pending()
{
    return d->pending;
}

QList<fleet::EnrollmentEdit> Session::Private::toApply(int firstN) const
{
    return pending.first(firstN < 0 ? pending.size() : firstN);
}

ApplyCost Session::applyCost(int firstN) const
{
    return costOf(d->toApply(firstN), d->snapshot->enrollments, d->profile.operationsPerMinute, d->vault.has_value());
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
    const QString batch = QUuid::createUuid().toString(QUuid::WithoutBraces);
    d->sent.clear();
    for (const auto &edit : edits) {
        const auto base = d->bases.value(edit.row);
        items.append({edit, base.place, base.length, d->maybeSent.contains(edit.row), batch, d->undoneBy(edit)});
        d->sent.insert(edit.row, edit);
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
    const auto row = result.row;
    const auto *edit = pending.find(row);
    const fleet::EnrollmentEdit was = sent.take(row);
    const QString reason = result.error ? result.error->message : QString();
    if (result.maybeSent && result.outcome != ApplyResult::Outcome::Applied)
        maybeSent.insert(row);
    else
        maybeSent.remove(row);
    switch (result.outcome) {
    case ApplyResult::Outcome::Applied:
        if (!edit || (edit->action == was.action && edit->fields == was.fields)) {
            pending.settle(row); // also when it was taken back meanwhile: it is done, redo must not bring it back
        } else if (edit->action == Action::Update) {
            // Edited again while it was sent: what was not sent stays, on the new version.
            QList<fleet::PendingField> rest;
            for (auto field : edit->fields) {
                for (const auto &done : was.fields)
                    if (done.path == field.path)
                        field.before = done.after;
                if (field.before != field.after)
                    rest.append(field);
            }
            pending.rebase(row, result.etag, rest);
        } else {
            pending.rebase(row, result.etag, edit->fields); // waits for its deletion now
        }
        bases.remove(row);
        undoing.remove(row);
        break;
    case ApplyResult::Outcome::Conflict:
        pending.setState(row, fleet::PendingState::Conflict, reason);
        break;
    case ApplyResult::Outcome::Failed:
        pending.setState(row, fleet::PendingState::Failed, reason);
        break;
    case ApplyResult::Outcome::Cancelled:
        pending.setState(row, fleet::PendingState::Waiting);
        break;
    }
    Q_EMIT q->applied(result);
    if (!tellPending.isActive())
        tellPending.start();
}

void Session::Private::tellPendingNow()
{
    tellPending.stop();
    QElapsedTimer timer;
    timer.start();
    Q_EMIT q->pendingChanged();
    tellPending.setInterval(qBound(shortestTellMs, static_cast<int>(timer.elapsed()) * tellRest, longestTellMs));
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
