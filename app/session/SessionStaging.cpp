// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/EditMaking.h"
#include "app/session/SessionPrivate.h"
#include "models/fleet/JsonPath.h"
#include "models/wire/Sas.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <algorithm>
#include <numeric>

// The tray: what is put into it. Nothing here sends anything.
namespace rehome::session {

namespace {

using Action = fleet::EnrollmentEdit::Action;
using domain::EnrollmentKind;

/// Deletions of more than this carry no bodies: they would only be looked at one by one.
constexpr size_t mostDeletedBodies = 1000;

QString keyPath(Session::KeySlot slot)
{
    return slot == Session::KeySlot::Primary ? QStringLiteral("attestation.symmetricKey.primaryKey")
                                             : QStringLiteral("attestation.symmetricKey.secondaryKey");
}

} // namespace

bool Session::Private::isLive(fleet::RowId row) const
{
    return row < snapshot->enrollments.rowCount() && !snapshot->enrollments.isGone(row);
}

bool Session::Private::isEditable(fleet::RowId row) const
{
    const auto *earlier = pending.find(row);
    if (fleet::isDraft(row))
        return earlier != nullptr;
    return isLive(row) && !(earlier && earlier->action == Action::Delete);
}

fleet::EnrollmentEdit Session::Private::editOf(fleet::RowId row) const
{
    if (const auto *earlier = pending.find(row)) {
        fleet::EnrollmentEdit edit = *earlier;
        edit.fields.clear();
        return edit;
    }
    return updateOf(*snapshot, row);
}

Result<QJsonObject> Session::Private::cachedBody(fleet::RowId row) const
{
    if (fleet::isDraft(row)) {
        const auto *draft = pending.find(row);
        return draft ? draft->draftBody() : QJsonObject();
    }
    if (!cache)
        return Failure(makeError(ErrorKind::Unreachable, Session::tr("The connection is not open.")));
    const auto bytes = cache->read(snapshot->enrollments.bodyOffset[row], snapshot->enrollments.bodyLength[row]);
    return bytes ? wire::parseDocument(*bytes) : Result<QJsonObject>(Failure(bytes.error()));
}

domain::AttestationType Session::Private::attestationOf(fleet::RowId row) const
{
    const auto typeOf = [](const QJsonValue &attestation) {
        return domain::attestationFromKey(attestation.toObject().value(QLatin1String("type")).toString())
            .value_or(domain::AttestationType::None);
    };
    if (const auto *draft = fleet::isDraft(row) ? pending.find(row) : nullptr)
        return typeOf(draft->draftBody().value(QLatin1String("attestation")));
    if (const auto edited = pending.field(row, QStringLiteral("attestation")))
        return typeOf(edited->after);
    return isLive(row) ? snapshot->enrollments.attestation[row] : domain::AttestationType::None;
}

void Session::Private::stage(const QString &label, const QList<fleet::EnrollmentEdit> &edits)
{
    if (edits.isEmpty())
        return;
    // The body of an older version, which a plan may be made from, is not here.
    for (const auto &edit : edits)
        if (!fleet::isDraft(edit.row) && !bases.contains(edit.row) &&
            edit.baseEtag == snapshot->enrollments.etag[edit.row].text(snapshot->strings))
            bases.insert(edit.row,
                         {snapshot->enrollments.bodyOffset[edit.row], snapshot->enrollments.bodyLength[edit.row]});
    pending.add(label, edits);
    if (pending.isEmpty())
        bases.clear();
    Q_EMIT q->pendingChanged();
}

void Session::stagePolicy(const std::vector<fleet::RowId> &rows, domain::ReprovisionPolicy policy)
{
    QList<fleet::EnrollmentEdit> edits;
    edits.reserve(static_cast<qsizetype>(rows.size()));
    for (const auto row : rows) {
        if (!d->isEditable(row))
            continue;
        auto edit = d->editOf(row);
        const bool draft = fleet::isDraft(row);
        auto field = fleet::policyField(
            draft ? domain::ReprovisionPolicy::NotSet : d->snapshot->enrollments.policy[row], policy);
        if (const auto earlier = d->pending.field(row, field.path))
            field.before = earlier->before;
        else if (!draft && field.before == field.after)
            continue;
        edit.fields.append(field);
        edits.append(edit);
    }
    const auto word = domain::policyKey(policy);
    d->stage(tr("Policy %1").arg(word), edits);
}

void Session::stageField(const std::vector<fleet::RowId> &rows, const QString &path, const QJsonValue &value)
{
    std::vector<FieldChange> changes;
    changes.reserve(rows.size());
    for (const auto row : rows)
        changes.push_back({row, path, value});
    stageFields(tr("Edit %1").arg(path), changes);
}

std::optional<fleet::PendingField> Session::Private::fieldChange(const FieldChange &change,
                                                                 std::optional<Result<QJsonObject>> &body) const
{
    const auto &[row, path, value] = change;
    fleet::PendingField field{path, QJsonValue(QJsonValue::Undefined), value};
    const auto policy = path == QLatin1String("reprovisionPolicy") ? fleet::policyOfValue(value) : std::nullopt;
    if (policy && !fleet::isDraft(row)) {
        field = fleet::policyField(snapshot->enrollments.policy[row], *policy);
    } else {
        if (!body)
            body = cachedBody(row);
        if (!*body)
            return std::nullopt;
        field.before = fleet::valueAt(**body, path);
    }
    if (const auto earlier = pending.field(row, path))
        field.before = earlier->before;
    else if (field.before == field.after && !pending.contains(row))
        return std::nullopt;
    return field;
}

void Session::stageFields(const QString &label, const std::vector<FieldChange> &changes)
{
    // Changes of one row stand together, in their order: its body is read once.
    QHash<fleet::RowId, size_t> first;
    for (size_t i = 0; i < changes.size(); ++i)
        if (!first.contains(changes[i].row))
            first.insert(changes[i].row, i);
    std::vector<size_t> order(changes.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, [&](size_t i) { return first.value(changes[i].row); });
    QList<fleet::EnrollmentEdit> edits;
    std::optional<Result<QJsonObject>> body;
    fleet::RowId bodyOf = fleet::NoRow;
    for (const size_t i : order) {
        const FieldChange &change = changes[i];
        if (!d->isEditable(change.row))
            continue;
        if (std::exchange(bodyOf, change.row) != change.row)
            body.reset();
        const bool knewBody = body.has_value();
        const auto field = d->fieldChange(change, body);
        if (!knewBody && body && !*body)
            Q_EMIT problem(body->error());
        if (!field)
            continue;
        if (edits.isEmpty() || edits.constLast().row != change.row)
            edits.append(d->editOf(change.row));
        edits.last().fields.append(*field);
    }
    d->stage(label, edits);
}

fleet::RowId Session::Private::draftRow(EnrollmentKind kind, const QString &id)
{
    // A draft of the same ID takes the newer body instead of a second one.
    fleet::RowId &row = drafts[wire::idMember(kind) + domain::foldedId(id)];
    if (row == 0 || !pending.contains(row))
        row = nextDraft++;
    return row;
}

std::optional<fleet::EnrollmentEdit> Session::Private::creation(EnrollmentKind kind, const QJsonObject &body)
{
    const QString id = body.value(wire::idMember(kind)).toString();
    if (!domain::isValidRegistrationId(id))
        return std::nullopt;
    fleet::EnrollmentEdit edit;
    edit.row = draftRow(kind, id);
    edit.action = Action::Create;
    edit.kind = kind;
    edit.id = id;
    edit.fields = {{QString(), QJsonValue(QJsonValue::Undefined), wire::putBody(body, {})}};
    return edit;
}

fleet::RowId Session::stageCreate(EnrollmentKind kind, QJsonObject body)
{
    return stageCreates(tr("New enrollment"), {{kind, std::move(body)}}).constFirst();
}

QList<fleet::RowId> Session::stageCreates(const QString &label,
                                          const QList<std::pair<EnrollmentKind, QJsonObject>> &bodies)
{
    QList<fleet::RowId> rows;
    QList<fleet::EnrollmentEdit> edits;
    for (const auto &[kind, body] : bodies) {
        const auto edit = d->creation(kind, body);
        rows.append(edit ? edit->row : fleet::NoRow);
        if (edit)
            edits.append(*edit);
    }
    d->stage(label, edits);
    return rows;
}

void Session::stageDelete(const std::vector<fleet::RowId> &rows)
{
    QList<fleet::EnrollmentEdit> edits;
    edits.reserve(static_cast<qsizetype>(rows.size()));
    for (const auto row : rows) {
        if (!d->isEditable(row))
            continue;
        auto edit = d->editOf(row);
        edit.action = Action::Delete;
        if (rows.size() <= mostDeletedBodies && !fleet::isDraft(row))
            if (const auto body = d->cachedBody(row))
                edit.fields = {{QString(), *body, QJsonValue(QJsonValue::Undefined)}};
        edits.append(edit);
    }
    d->stage(tr("Delete enrollments"), edits);
}

Result<fleet::EnrollmentEdit> Session::Private::bodyEdit(fleet::RowId row, const QJsonObject &body) const
{
    if (!isEditable(row))
        return Failure(
            makeError(ErrorKind::NotFound,
                      Session::tr("This enrollment is gone or waits for its deletion. Nothing was edited.")));
    fleet::EnrollmentEdit edit = editOf(row);
    const QString id = body.value(wire::idMember(edit.kind)).toString();
    if (fleet::isDraft(row)) {
        if (!domain::isValidRegistrationId(id))
            return Failure(makeError(ErrorKind::BadInput,
                                     Session::tr("This ID is not valid. Use letters, digits and - . _ : only."), id));
        edit.id = id;
        edit.fields = {{QString(), QJsonValue(QJsonValue::Undefined), wire::putBody(body, {})}};
        return edit;
    }
    if (domain::foldedId(id) != domain::foldedId(edit.id))
        return Failure(makeError(
            ErrorKind::BadInput,
            Session::tr("The ID cannot change: %1. Create a new enrollment for another ID.").arg(edit.id), id));
    const auto base = cachedBody(row);
    if (!base)
        return Failure(base.error());
    // What is pending and not wanted any more goes back to where it was.
    if (const auto *earlier = pending.find(row))
        for (const auto &field : earlier->fields)
            edit.fields.append({field.path, field.before, field.before});
    for (const auto &wanted : settingsFields(*base, body)) {
        edit.fields.removeIf([&](const fleet::PendingField &field) { return field.path == wanted.path; });
        edit.fields.append(wanted);
    }
    return edit;
}

Result<void> Session::stageBody(fleet::RowId row, const QJsonObject &body)
{
    return stageBodies(tr("Edit enrollment"), {{row, body}});
}

Result<void> Session::stageBodies(const QString &label, const QList<std::pair<fleet::RowId, QJsonObject>> &bodies)
{
    QHash<fleet::RowId, qsizetype> last;
    for (qsizetype i = 0; i < bodies.size(); ++i)
        last.insert(bodies.at(i).first, i);
    QList<fleet::EnrollmentEdit> edits;
    for (qsizetype i = 0; i < bodies.size(); ++i) {
        const auto &[row, body] = bodies.at(i);
        if (last.value(row) != i)
            continue;
        const auto edit = d->bodyEdit(row, body);
        if (!edit)
            return Failure(edit.error());
        if (!edit->fields.isEmpty())
            edits.append(*edit);
    }
    d->stage(label, edits);
    return {};
}

void Session::stageKeys(const std::vector<fleet::RowId> &rows, KeySlot slot)
{
    QList<fleet::EnrollmentEdit> edits;
    for (const auto row : rows) {
        if (!d->isEditable(row))
            continue;
        if (d->attestationOf(row) != domain::AttestationType::SymmetricKey)
            continue;
        auto edit = d->editOf(row);
        edit.fields = {{keyPath(slot), QJsonValue(QJsonValue::Undefined), wire::generatedKey()}};
        edits.append(edit);
    }
    d->stage(slot == KeySlot::Primary ? tr("New primary key") : tr("New secondary key"), edits);
}

} // namespace rehome::session
