// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"

namespace rehome::wire {

namespace {

QJsonValue orAbsent(const QJsonValue &value)
{
    return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
}

bool sameMember(const QString &name, const QJsonValue &a, const QJsonValue &b)
{
    if (a == b)
        return true;
    QJsonObject left, right;
    if (!a.isUndefined())
        left.insert(name, a);
    if (!b.isUndefined())
        right.insert(name, b);
    return sameSettings(left, right);
}

void addAttestationEdits(QList<FieldEdit> &edits, const QJsonObject &base, const QJsonObject &wanted)
{
    static const QString member = QStringLiteral("attestation");
    static const QString keysMember = QStringLiteral("symmetricKey");
    const auto rest = [](QJsonObject attestation) {
        attestation.remove(keysMember);
        return attestation;
    };
    // The service hides keys: those that `wanted` does not name stay as they are.
    const bool sameRest = sameMember(member, rest(base), rest(wanted));
    if (!sameRest || wanted.value(QLatin1String("type")).toString() != QLatin1String("symmetricKey")) {
        if (!sameMember(member, base, wanted))
            edits.append({member, wanted});
        return;
    }
    const QJsonObject before = base.value(keysMember).toObject(), after = wanted.value(keysMember).toObject();
    for (const QString &key : {QStringLiteral("primaryKey"), QStringLiteral("secondaryKey")}) {
        const QString named = after.value(key).toString();
        if (!named.isEmpty() && named != before.value(key).toString())
            edits.append({member + QLatin1Char('.') + keysMember + QLatin1Char('.') + key, named});
    }
}

void addTwinEdits(QList<FieldEdit> &edits, const QJsonValue &base, const QJsonValue &wanted)
{
    static const QString member = QStringLiteral("initialTwin");
    static const QString tags = QStringLiteral("tags");
    static const QString properties = QStringLiteral("properties");
    static const QString desired = QStringLiteral("desired");
    const auto rest = [](const QJsonValue &twin) {
        QJsonObject object = twin.toObject();
        QJsonObject inner = object.take(properties).toObject();
        object.remove(tags);
        inner.remove(desired);
        object.insert(properties, inner);
        return object;
    };
    if (wanted.isUndefined() || !sameMember(member, rest(base), rest(wanted))) {
        edits.append({member, wanted});
        return;
    }
    const QJsonValue tagsBefore = base.toObject().value(tags), tagsAfter = orAbsent(wanted.toObject().value(tags));
    if (tagsBefore != tagsAfter)
        edits.append({member + QLatin1Char('.') + tags, tagsAfter});
    const auto desiredOf = [](const QJsonValue &twin) {
        return twin.toObject().value(properties).toObject().value(desired);
    };
    if (desiredOf(base) != desiredOf(wanted))
        edits.append(
            {member + QLatin1Char('.') + properties + QLatin1Char('.') + desired, orAbsent(desiredOf(wanted))});
}

} // namespace

QList<FieldEdit> settingsEdits(const QJsonObject &base, const QJsonObject &wanted)
{
    const QJsonObject left = putBody(base, {}), right = putBody(wanted, {}); // without read-only members
    QStringList names = left.keys() + right.keys();
    names.removeDuplicates();
    names.sort();
    QList<FieldEdit> edits;
    for (const QString &name : std::as_const(names)) {
        if (name == QLatin1String("registrationId") || name == QLatin1String("enrollmentGroupId"))
            continue;
        const QJsonValue before = left.value(name), after = orAbsent(right.value(name));
        if (name == QLatin1String("attestation")) {
            if (after.isObject()) // a required member: left out, it is left alone
                addAttestationEdits(edits, before.toObject(), after.toObject());
        } else if (sameMember(name, before, after)) {
            continue;
        } else if (name == QLatin1String("initialTwin")) {
            addTwinEdits(edits, before, after);
        } else {
            edits.append({name, after});
        }
    }
    return edits;
}

} // namespace rehome::wire
