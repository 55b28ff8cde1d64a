// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/UndoPlan.h"

#include "models/fleet/JsonPath.h"

#include <QtCore/QCoreApplication>

namespace rehome::fleet {

namespace {

using Action = EnrollmentEdit::Action;
using Outcome = UndoPlan::Outcome;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(UndoPlan)
};

const QJsonValue s_absent(QJsonValue::Undefined);
const QString s_attestation = QStringLiteral("attestation");

UndoPlan ended(Outcome outcome, const QString &reason)
{
    UndoPlan plan;
    plan.outcome = outcome;
    plan.reason = reason;
    return plan;
}

/// Null means absent in this protocol.
bool isSame(const QJsonValue &a, const QJsonValue &b)
{
    return a == b || ((a.isNull() || a.isUndefined()) && (b.isNull() || b.isUndefined()));
}

QString bare(const QString &etag)
{
    const bool quoted = etag.size() >= 2 && etag.startsWith(QLatin1Char('"')) && etag.endsWith(QLatin1Char('"'));
    return quoted ? etag.sliced(1, etag.size() - 2) : etag;
}

bool isUntouched(const AppliedChange &change, const QJsonObject &now)
{
    return !change.etag.isEmpty() && bare(now.value(QLatin1String("etag")).toString()) == bare(change.etag);
}

/// Whether certificates are part of it; references to CA certificates are names, which the service tells.
bool hasCertificates(const QJsonObject &x509)
{
    for (const auto *name : {"clientCertificates", "signingCertificates"})
        if (!x509.value(QLatin1String(name)).toObject().isEmpty())
            return true;
    return false;
}

/// `told`, the attestation as the service told it, with what it hides. Without its keys when these are not known; then
/// `newKeys` is set. Nothing when its certificates are not known.
std::optional<QJsonObject> wholeAttestation(QJsonObject told, const UndoMemory &memory, bool &newKeys)
{
    const QString type = told.value(QLatin1String("type")).toString();
    if (type == QLatin1String("symmetricKey")) {
        newKeys = newKeys || !memory.keys;
        if (memory.keys)
            told.insert(QStringLiteral("symmetricKey"), *memory.keys);
        else
            told.remove(QStringLiteral("symmetricKey"));
    } else if (type == QLatin1String("x509") && hasCertificates(told.value(QLatin1String("x509")).toObject())) {
        if (!memory.x509)
            return std::nullopt;
        told.insert(QStringLiteral("x509"), *memory.x509);
    }
    return told;
}

QString noCertificates()
{
    return Text::tr("Its X.509 certificates are not known here. Undo restores only certificates that this program sent "
                    "or imported.");
}

UndoPlan undoCreation(const AppliedChange &change, const std::optional<QJsonObject> &now)
{
    if (!now)
        return ended(Outcome::Nothing, Text::tr("It was deleted already."));
    UndoPlan plan;
    plan.action = Action::Delete;
    plan.fields = {{QString(), *now, s_absent}};
    plan.outcome = isUntouched(change, *now) ? Outcome::Restore : Outcome::Merge;
    if (plan.outcome == Outcome::Merge)
        plan.reason = Text::tr("It was changed after it was created. Undo deletes the newer version, too.");
    return plan;
}

UndoPlan undoDeletion(const AppliedChange &change, const std::optional<QJsonObject> &now, const UndoMemory &memory)
{
    if (now)
        return ended(Outcome::Refused, Text::tr("An enrollment with this ID exists again. Delete or edit that one."));
    QJsonObject body = change.fields.isEmpty() ? QJsonObject() : change.fields.constFirst().before.toObject();
    if (body.isEmpty())
        return ended(Outcome::Refused, Text::tr("The journal does not know what it was like."));
    UndoPlan plan;
    const auto attestation = wholeAttestation(body.value(s_attestation).toObject(), memory, plan.newKeys);
    if (!attestation)
        return ended(Outcome::Refused, noCertificates());
    body.insert(s_attestation, *attestation);
    plan.outcome = Outcome::Restore;
    plan.action = Action::Create;
    plan.fields = {{QString(), s_absent, body}};
    return plan;
}

/// What a field was before the change; nothing when that is not known.
std::optional<QJsonValue> earlier(const PendingField &field, const UndoMemory &memory, UndoPlan &plan)
{
    if (isSecretPath(field.path)) {
        const QString name = field.path.section(QLatin1Char('.'), -1);
        const QJsonValue key = memory.keys ? memory.keys->value(name) : s_absent;
        plan.newKeys = plan.newKeys || key.isUndefined();
        return key.isUndefined() ? std::optional<QJsonValue>() : key;
    }
    if (field.path != s_attestation)
        return field.before;
    const auto whole = wholeAttestation(field.before.toObject(), memory, plan.newKeys);
    if (!whole)
        plan.reason = noCertificates();
    return whole ? std::optional<QJsonValue>(*whole) : std::nullopt;
}

UndoPlan undoUpdate(const AppliedChange &change, const std::optional<QJsonObject> &now, const UndoMemory &memory)
{
    if (!now)
        return ended(Outcome::Refused, Text::tr("It was deleted since. Take that back first, or create it again."));
    const bool untouched = isUntouched(change, *now);
    UndoPlan plan;
    bool asBefore = true;
    for (const PendingField &field : change.fields) {
        const bool hidden = isSecretPath(field.path) || field.path == s_attestation;
        const QJsonValue theirs = valueAt(*now, field.path);
        if (!hidden && isSame(theirs, field.before))
            continue;
        asBefore = false;
        const auto mine = earlier(field, memory, plan);
        if (!mine)
            continue;
        plan.fields.append({field.path, theirs, *mine});
        if (!untouched && (hidden || !isSame(theirs, field.after)))
            plan.moved.append({field.path, field.after, theirs, *mine});
    }
    if (asBefore)
        return ended(Outcome::Nothing, Text::tr("It is as it was before already."));
    if (plan.fields.isEmpty()) {
        if (plan.reason.isEmpty())
            plan.reason = Text::tr("Its earlier keys are not kept here. Undo cannot restore them.");
        return plan; // refused
    }
    plan.outcome = plan.moved.isEmpty() ? Outcome::Restore : Outcome::Merge;
    if (plan.outcome == Outcome::Merge)
        plan.reason = Text::tr("It was changed since. Compare and choose.");
    return plan;
}

} // namespace

UndoPlan planUndo(const AppliedChange &change, const std::optional<QJsonObject> &now, const UndoMemory &memory)
{
    switch (change.action) {
    case Action::Create:
        return undoCreation(change, now);
    case Action::Delete:
        return undoDeletion(change, now, memory);
    case Action::Update:
        break;
    }
    return undoUpdate(change, now, memory);
}

} // namespace rehome::fleet
