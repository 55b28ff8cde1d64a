// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QHash>
#include <algorithm>

namespace rehome::wire {

namespace {

const QStringList &readOnlyMembers()
{
    static const QStringList members{QStringLiteral("etag"), QStringLiteral("createdDateTimeUtc"),
                                     QStringLiteral("lastUpdatedDateTimeUtc"), QStringLiteral("registrationState")};
    return members;
}

// The objects of an enrollment whose members this program all knows: an edit replaces those and leaves the others
// alone.
const QStringList *knownWithin(const QString &path)
{
    static const QHash<QString, QStringList> known{
        {QStringLiteral("capabilities"), {QStringLiteral("iotEdge")}},
        {QStringLiteral("reprovisionPolicy"),
         {QStringLiteral("updateHubAssignment"), QStringLiteral("migrateDeviceData")}},
        {QStringLiteral("customAllocationDefinition"), {QStringLiteral("webhookUrl"), QStringLiteral("apiVersion")}},
        {QStringLiteral("initialTwin"), {QStringLiteral("tags"), QStringLiteral("properties")}},
        {QStringLiteral("initialTwin.properties"), {QStringLiteral("desired")}},
    };
    const auto found = known.constFind(path);
    return found == known.constEnd() ? nullptr : &*found;
}

QJsonValue replaced(const QString &path, const QJsonValue &before, const QJsonValue &after)
{
    const QStringList *known = knownWithin(path);
    if (!known || !before.isObject() || !after.isObject())
        return after;
    QJsonObject result = before.toObject();
    const QJsonObject wanted = after.toObject();
    for (const QString &name : *known) {
        if (!wanted.contains(name))
            result.remove(name);
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        result.insert(it.key(), replaced(path + QLatin1Char('.') + it.key(), result.value(it.key()), it.value()));
    return result;
}

QJsonObject withEdit(const QJsonObject &object, const QStringList &names, qsizetype depth, const QJsonValue &value)
{
    QJsonObject result = object;
    const QString &name = names.at(depth);
    const QJsonValue before = result.value(name);
    if (depth + 1 < names.size()) {
        // Removing below something that is not there changes nothing.
        if (value.isUndefined() && !before.isObject())
            return result;
        result.insert(name, withEdit(before.toObject(), names, depth + 1, value));
    } else if (value.isUndefined()) {
        result.remove(name);
    } else {
        result.insert(name, replaced(names.join(QLatin1Char('.')), before, value));
    }
    return result;
}

QJsonValue withoutEmpty(const QJsonValue &value)
{
    if (!value.isObject())
        return value;
    QJsonObject result;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue inner = withoutEmpty(it.value());
        const bool nothing = inner.isNull() || (inner.isObject() && inner.toObject().isEmpty());
        if (!nothing && !it.key().startsWith(QLatin1Char('$')))
            result.insert(it.key(), inner);
    }
    return result;
}

// A secret or certificate that only one side shows cannot be compared: out with it on both.
void dropUnshown(QJsonObject &a, QJsonObject &b, const QString &name)
{
    const auto shown = [&name](const QJsonObject &object) { return !object.value(name).toString().isEmpty(); };
    if (shown(a) && shown(b))
        return;
    a.remove(name);
    b.remove(name);
}

void dropUnshownWithin(QJsonObject &a, QJsonObject &b)
{
    for (const QString &name :
         {QStringLiteral("primaryKey"), QStringLiteral("secondaryKey"), QStringLiteral("certificate")})
        dropUnshown(a, b, name);
    a.remove(QStringLiteral("info"));
    b.remove(QStringLiteral("info"));
    QStringList names = a.keys() + b.keys();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        if (!(a.value(name).isObject() || a.value(name).isUndefined()) ||
            !(b.value(name).isObject() || b.value(name).isUndefined()))
            continue;
        QJsonObject nestedA = a.value(name).toObject();
        QJsonObject nestedB = b.value(name).toObject();
        dropUnshownWithin(nestedA, nestedB);
        a.insert(name, nestedA);
        b.insert(name, nestedB);
    }
}

// One form for all that means the same: defaults written out, what is empty left away.
QJsonObject normalized(const QJsonObject &enrollment)
{
    QJsonObject result;
    for (auto it = enrollment.begin(); it != enrollment.end(); ++it) {
        const bool nothing = it.value().isNull() || (it.value().isString() && it.value().toString().isEmpty());
        if (!nothing && !readOnlyMembers().contains(it.key()))
            result.insert(it.key(), it.value());
    }
    if (!result.contains(QLatin1String("provisioningStatus")))
        result.insert(QStringLiteral("provisioningStatus"), QStringLiteral("enabled"));
    QJsonObject capabilities = result.value(QLatin1String("capabilities")).toObject();
    if (!capabilities.contains(QLatin1String("iotEdge")))
        capabilities.insert(QStringLiteral("iotEdge"), false);
    result.insert(QStringLiteral("capabilities"), capabilities);
    for (const QString &name : {QStringLiteral("initialTwin"), QStringLiteral("optionalDeviceInformation")}) {
        const QJsonObject slim = withoutEmpty(result.value(name)).toObject();
        if (slim.isEmpty())
            result.remove(name);
        else
            result.insert(name, slim);
    }
    // No list and an empty list both mean all linked hubs; the order means nothing.
    QStringList hubs;
    const QJsonArray array = result.value(QLatin1String("iotHubs")).toArray();
    for (const QJsonValue &hub : array)
        hubs.append(hub.toString());
    hubs.sort();
    if (hubs.isEmpty())
        result.remove(QStringLiteral("iotHubs"));
    else
        result.insert(QStringLiteral("iotHubs"), QJsonArray::fromStringList(hubs));
    return result;
}

} // namespace

QJsonObject patched(const QJsonObject &original, const QList<FieldEdit> &edits)
{
    QJsonObject result = original;
    for (const FieldEdit &edit : edits) {
        const QStringList names = edit.path.split(QLatin1Char('.'));
        if (names.contains(QString()) || readOnlyMembers().contains(names.constFirst()))
            continue;
        result = withEdit(result, names, 0, edit.value);
    }
    return result;
}

FieldEdit policyEdit(domain::ReprovisionPolicy policy)
{
    FieldEdit edit{QStringLiteral("reprovisionPolicy"), QJsonValue(QJsonValue::Undefined)};
    if (const auto booleans = domain::toBooleans(policy)) {
        edit.value = QJsonObject{{QStringLiteral("updateHubAssignment"), booleans->updateHubAssignment},
                                 {QStringLiteral("migrateDeviceData"), booleans->migrateDeviceData}};
    }
    return edit;
}

bool sameSettings(const QJsonObject &a, const QJsonObject &b)
{
    QJsonObject left = normalized(a);
    QJsonObject right = normalized(b);
    QJsonObject leftAttestation = left.take(QLatin1String("attestation")).toObject();
    QJsonObject rightAttestation = right.take(QLatin1String("attestation")).toObject();
    dropUnshownWithin(leftAttestation, rightAttestation);
    return left == right && withoutEmpty(leftAttestation) == withoutEmpty(rightAttestation);
}

QJsonObject putBody(const QJsonObject &original, const QJsonObject &attestationWithKeys)
{
    QJsonObject body = original;
    for (const QString &name : readOnlyMembers())
        body.remove(name);
    if (!attestationWithKeys.isEmpty())
        body.insert(QStringLiteral("attestation"), attestationWithKeys);
    return body;
}

} // namespace rehome::wire
