// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionPrivate.h"

// The tray: staging, cost, apply and what comes back.
namespace rehome::session {

namespace {

QJsonValue valueAt(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const auto &part : path.split(QLatin1Char('.')))
        value = value.toObject().value(part);
    return value;
}

bool needsKeys(domain::AttestationType type)
{
    return type == domain::AttestationType::SymmetricKey;
}

} // namespace

bool Session::Private::isLive(fleet::RowId row) const
{
    return row < snapshot->enrollments.rowCount() && !snapshot->enrollments.isGone(row);
}

fleet::EnrollmentEdit Session::Private::editOf(fleet::RowId row) const
{
    fleet::EnrollmentEdit edit;
    edit.row = row;
    edit.kind = snapshot->enrollments.kind[row];
    edit.id = snapshot->enrollmentId(row);
    const auto *earlier = pending.find(row);
    edit.baseEtag = earlier ? earlier->baseEtag : snapshot->enrollments.etag[row].text(snapshot->strings);
    return edit;
}

void Session::Private::stage(const QString &label, const QList<fleet::EnrollmentEdit> &edits)
{
    if (edits.isEmpty())
        return;
    for (const auto &edit : edits)
        if (!bases.contains(edit.row))
            bases.insert(edit.row,
                         {snapshot->enrollments.bodyOffset[edit.row], snapshot->enrollments.bodyLength[edit.row]});
    pending.add(label, edits);
    if (pending.isEmpty())
        bases.clear();
    Q_EMIT q->pendingChanged();
}

fleet::PendingEdits &Session::pending()
{
    return d->pending;
}

void Session::stagePolicy(const std::vector<fleet::RowId> &rows, domain::ReprovisionPolicy policy)
{
    QList<fleet::EnrollmentEdit> edits;
    for (const auto row : rows) {
        if (!d->isLive(row))
            continue;
        auto edit = d->editOf(row);
        auto field = fleet::policyField(d->snapshot->enrollments.policy[row], policy);
        if (const auto earlier = d->pending.field(row, field.path))
            field.before = earlier->before;
        else if (field.before == field.after)
            continue;
        edit.fields.append(field);
        edits.append(edit);
    }
    const auto word = domain::policyKey(policy);
    d->stage(tr("Policy %1").arg(word), edits);
}

void Session::stageField(const std::vector<fleet::RowId> &rows, const QString &path, const QJsonValue &value)
{
    QList<fleet::EnrollmentEdit> edits;
    for (const auto row : rows) {
        if (!d->isLive(row) || !d->cache)
            continue;
        const auto bytes =
            d->cache->read(d->snapshot->enrollments.bodyOffset[row], d->snapshot->enrollments.bodyLength[row]);
        const auto body = bytes ? wire::parseDocument(*bytes) : Result<QJsonObject>(Failure(bytes.error()));
        if (!body) {
            Q_EMIT problem(body.error());
            continue;
        }
        auto edit = d->editOf(row);
        fleet::PendingField field{path, valueAt(*body, path), value};
        if (const auto earlier = d->pending.field(row, path))
            field.before = earlier->before;
        else if (field.before == field.after)
            continue;
        edit.fields.append(field);
        edits.append(edit);
    }
    d->stage(tr("Edit %1").arg(path), edits);
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
