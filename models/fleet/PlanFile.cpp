// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PlanFile.h"

#include "models/fleet/CopySecrets.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>

namespace rehome::fleet {

using Action = EnrollmentEdit::Action;
using domain::EnrollmentKind;

namespace {

constexpr qsizetype longestLine = 120;

QByteArray compact(const QJsonValue &value)
{
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return wrapped.sliced(1, wrapped.size() - 2);
}

/// A value on one line where it fits, else a member a line: a reviewer's diff shows the member that changed.
QByteArray lines(const QJsonValue &value, const QByteArray &indent)
{
    const QByteArray one = compact(value);
    if (one.size() + indent.size() <= longestLine || !(value.isObject() || value.isArray()))
        return one;
    const QByteArray deeper = indent + "  ";
    QByteArrayList parts;
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            parts << deeper + lines(item, deeper);
        return "[\n" + parts.join(",\n") + '\n' + indent + ']';
    }
    const QJsonObject object = value.toObject();
    for (auto at = object.begin(); at != object.end(); ++at)
        parts << deeper + compact(at.key()) + ": " + lines(at.value(), deeper);
    return "{\n" + parts.join(",\n") + '\n' + indent + '}';
}

QByteArray changeText(const PendingField &change, const QByteArray &indent)
{
    const QByteArray deeper = indent + "  ";
    QByteArrayList members{"\"path\": " + compact(change.path)};
    if (!change.before.isUndefined())
        members << "\"before\": " + lines(change.before, deeper);
    if (!change.after.isUndefined())
        members << "\"after\": " + lines(change.after, deeper);
    const QByteArray one = '{' + members.join(", ") + '}';
    if (one.size() + indent.size() <= longestLine && !one.contains('\n'))
        return one;
    return "{\n" + deeper + members.join(",\n" + deeper) + '\n' + indent + '}';
}

QByteArray actionWord(Action action)
{
    return action == Action::Create ? "create" : action == Action::Delete ? "delete" : "update";
}

QByteArray itemText(const Plan::Item &item, Secrets secrets)
{
    const QByteArray indent = "    ", deeper = indent + "  ";
    const EnrollmentEdit &edit = item.edit;
    bool leftOut = item.keysLeftOut;
    const auto told = [&](const QJsonValue &value) {
        return secrets == Secrets::Shown ? value : withoutSymmetricKeys(value, leftOut);
    };
    QByteArrayList members;
    members << "\"kind\": " + QByteArray(edit.kind == EnrollmentKind::Group ? "\"group\"" : "\"individual\"") +
                   ", \"id\": " + compact(edit.id) + ", \"action\": \"" + actionWord(edit.action) + '"';
    if (edit.action != Action::Create)
        members << "\"etag\": " + compact(edit.baseEtag);
    if (edit.action == Action::Create)
        members << "\"body\": " + lines(told(edit.draftBody()), deeper);
    if (edit.action == Action::Update) {
        QByteArrayList changes;
        for (const PendingField &field : edit.fields) {
            if (secrets == Secrets::Masked && isSecretPath(field.path)) {
                leftOut = true;
                continue;
            }
            // The service hides keys, so one that is replaced is known to nobody.
            const bool secret = isSecretPath(field.path);
            changes << deeper + "  " +
                           changeText({field.path, secret ? QJsonValue(QJsonValue::Undefined) : told(field.before),
                                       told(field.after)},
                                      deeper + "  ");
        }
        members << (changes.isEmpty() ? QByteArray("\"changes\": []")
                                      : "\"changes\": [\n" + changes.join(",\n") + '\n' + deeper + ']');
    }
    if (leftOut)
        members << "\"keysLeftOut\": true";
    return "{\n" + deeper + members.join(",\n" + deeper) + '\n' + indent + '}';
}

} // namespace

Plan planOf(const QList<EnrollmentEdit> &edits, const QString &hostName, const QString &madeBy, qint64 nowMs)
{
    Plan plan;
    plan.service = hostName.toLower();
    plan.made = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(Qt::ISODate);
    plan.madeBy = madeBy;
    plan.items.reserve(edits.size());
    for (const EnrollmentEdit &edit : edits) {
        Plan::Item item{edit, false};
        item.edit.row = NoRow;
        item.edit.state = PendingState::Waiting;
        item.edit.reason.clear();
        if (edit.action == Action::Delete)
            item.edit.fields.clear();
        std::ranges::sort(item.edit.fields, {}, &PendingField::path);
        plan.items.append(item);
    }
    std::ranges::stable_sort(plan.items, [](const Plan::Item &a, const Plan::Item &b) {
        const bool groupA = a.edit.kind == EnrollmentKind::Group, groupB = b.edit.kind == EnrollmentKind::Group;
        return groupA != groupB ? groupA : domain::foldedId(a.edit.id) < domain::foldedId(b.edit.id);
    });
    return plan;
}

QByteArray planText(const Plan &plan, Secrets secrets)
{
    QByteArray text = "{\n  \"rehomePlan\": " + QByteArray::number(planVersion) +
                      ",\n  \"service\": " + compact(plan.service) + ",\n  \"made\": " + compact(plan.made) +
                      ",\n  \"madeBy\": " + compact(plan.madeBy) + ",\n  \"edits\": [";
    for (qsizetype i = 0; i < plan.items.size(); ++i)
        text += (i == 0 ? "\n    " : ",\n    ") + itemText(plan.items.at(i), secrets);
    return text + (plan.items.isEmpty() ? "]\n}\n" : "\n  ]\n}\n");
}

PlanSecrets secretsIn(const Plan &plan)
{
    PlanSecrets secrets;
    for (const Plan::Item &item : plan.items) {
        bool keys = false, code = false;
        for (const PendingField &field : item.edit.fields) {
            withoutSymmetricKeys(field.after, keys);
            keys = keys || (isSecretPath(field.path) && field.after.isString());
            QString url = field.after.toObject().value(QLatin1String("webhookUrl")).toString();
            if (field.path.isEmpty())
                url = field.after.toObject()
                          .value(QLatin1String("customAllocationDefinition"))
                          .toObject()
                          .value(QLatin1String("webhookUrl"))
                          .toString();
            else if (field.path.endsWith(QLatin1String(".webhookUrl")))
                url = field.after.toString();
            code = code || hasWebhookCode(url);
        }
        secrets.withKeys += keys ? 1 : 0;
        secrets.withWebhookCodes += code ? 1 : 0;
    }
    return secrets;
}

} // namespace rehome::fleet
