// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/EnrollmentEdit.h"

#include "models/fleet/CopySecrets.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

// Values of pending fields: the policy among them, their words and their diff.
namespace rehome::fleet {

namespace {
const QString &policyPath()
{
    static const QString path = QStringLiteral("reprovisionPolicy");
    return path;
}

QJsonValue policyValue(domain::ReprovisionPolicy policy)
{
    const std::optional<domain::PolicyBooleans> booleans = domain::toBooleans(policy);
    if (!booleans)
        return QJsonValue(QJsonValue::Undefined);
    return QJsonObject{{QStringLiteral("updateHubAssignment"), booleans->updateHubAssignment},
                       {QStringLiteral("migrateDeviceData"), booleans->migrateDeviceData}};
}

QString word(const char *text)
{
    return QCoreApplication::translate("PendingFields", text);
}

bool isKeyName(QStringView name)
{
    return name == u"primaryKey" || name == u"secondaryKey";
}

/// A text that stands for a key: only whether it is the one that was there before may be seen.
QJsonValue maskedKey(const QJsonValue &key, const QJsonValue &before)
{
    if (key.isUndefined() || key.isNull() || key.toString().isEmpty())
        return key;
    return key == before ? word(QT_TRANSLATE_NOOP("PendingFields", "(present key)"))
                         : word(QT_TRANSLATE_NOOP("PendingFields", "(new key)"));
}

/// An address with the word for its code, which lets anybody call the webhook.
QJsonValue maskedCode(const QJsonValue &url, const QJsonValue &before)
{
    return wordForWebhookCode(url.toString(), before.toString(),
                              word(QT_TRANSLATE_NOOP("PendingFields", "(present code)")),
                              word(QT_TRANSLATE_NOOP("PendingFields", "(new code)")));
}

/// `value` with its symmetric keys and the code of a webhook masked; `before` is what stands in its place in the older
/// version.
QJsonValue masked(const QJsonValue &value, const QJsonValue &before)
{
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            array.append(masked(item, QJsonValue(QJsonValue::Undefined)));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject result;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue older = before.toObject().value(it.key());
        const bool isKey = isKeyName(it.key()) && it.value().isString();
        const bool isUrl = it.key() == QLatin1String("webhookUrl") && it.value().isString();
        result.insert(it.key(), isKey   ? maskedKey(it.value(), older)
                                : isUrl ? maskedCode(it.value(), older)
                                        : masked(it.value(), older));
    }
    return result;
}

/// Both sides of a field as they may be shown.
PendingField shown(const PendingField &field)
{
    if (field.path.endsWith(QLatin1String(".webhookUrl"))) {
        const auto side = [&field](const QJsonValue &url) {
            return url.isString() ? maskedCode(url, field.before) : url;
        };
        return {field.path, side(field.before), side(field.after)};
    }
    if (!isSecretPath(field.path))
        return {field.path, masked(field.before, field.before), masked(field.after, field.before)};
    // The service hides keys, so what was there before is not known here, and that there is one is.
    return {field.path, word(QT_TRANSLATE_NOOP("PendingFields", "(present key)")),
            maskedKey(field.after, QJsonValue(QJsonValue::Undefined))};
}

// The lines of pretty JSON, indented by two.
QStringList prettyLines(const QJsonValue &value)
{
    QByteArray text;
    if (value.isObject())
        text = QJsonDocument(value.toObject()).toJson(QJsonDocument::Indented);
    else if (value.isArray())
        text = QJsonDocument(value.toArray()).toJson(QJsonDocument::Indented);
    if (!text.isEmpty()) {
        QStringList lines = QString::fromUtf8(text).trimmed().split(QLatin1Char('\n'));
        for (QString &line : lines) {
            qsizetype indent = 0;
            while (indent < line.size() && line.at(indent) == QLatin1Char(' '))
                ++indent;
            line = line.sliced(indent / 2); // Qt indents by four
        }
        return lines;
    }
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return {QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2))};
}

// `"name": value` as the lines of pretty JSON; scalars on one line. Without a name: the value alone.
QStringList jsonLines(const QString &name, const QJsonValue &value)
{
    const QString quoted = name.isEmpty() ? QString() : QLatin1Char('"') + name + QStringLiteral("\": ");
    if (value.isUndefined())
        return {quoted + word(QT_TRANSLATE_NOOP("PendingFields", "(absent)"))};
    QStringList lines = prettyLines(value);
    lines.first().prepend(quoted);
    return lines;
}

void appendDiff(QList<DiffLine> &lines, const QStringList &before, const QStringList &after)
{
    // Lines that both ends share stay as context, so that a long object shows only what differs.
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head &&
           before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    for (qsizetype i = 0; i < head; ++i)
        lines.append({DiffLine::Kind::Context, before.at(i)});
    for (qsizetype i = head; i < before.size() - tail; ++i)
        lines.append({DiffLine::Kind::Removed, before.at(i)});
    for (qsizetype i = head; i < after.size() - tail; ++i)
        lines.append({DiffLine::Kind::Added, after.at(i)});
    for (qsizetype i = before.size() - tail; i < before.size(); ++i)
        lines.append({DiffLine::Kind::Context, before.at(i)});
}
} // namespace

PendingField policyField(domain::ReprovisionPolicy before, domain::ReprovisionPolicy after)
{
    return {policyPath(), policyValue(before), policyValue(after)};
}

std::optional<domain::ReprovisionPolicy> policyOfValue(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return domain::ReprovisionPolicy::NotSet;
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject object = value.toObject();
    return domain::fromBooleans(domain::PolicyBooleans{object.value(QStringLiteral("updateHubAssignment")).toBool(true),
                                                       object.value(QStringLiteral("migrateDeviceData")).toBool(true)});
}

bool isSecretPath(QStringView path)
{
    return isKeyName(path.sliced(path.lastIndexOf(u'.') + 1));
}

QJsonValue withValueAt(const QJsonValue &whole, QStringView path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const qsizetype dot = path.indexOf(u'.');
    const QString name = path.first(dot < 0 ? path.size() : dot).toString();
    QJsonObject object = whole.toObject();
    if (value.isUndefined() && !object.contains(name))
        return whole; // removing below something that is not there changes nothing
    const QJsonValue inner = dot < 0 ? value : withValueAt(object.value(name), path.sliced(dot + 1), value);
    if (inner.isUndefined())
        object.remove(name);
    else
        object.insert(name, inner);
    return object;
}

QJsonObject EnrollmentEdit::draftBody() const
{
    return action == Action::Create && !fields.isEmpty() ? fields.constFirst().after.toObject() : QJsonObject();
}

QList<DiffLine> diffLines(const EnrollmentEdit &edit)
{
    using Action = EnrollmentEdit::Action;
    const QString idName = edit.kind == domain::EnrollmentKind::Group ? QStringLiteral("enrollmentGroupId")
                                                                      : QStringLiteral("registrationId");
    QList<DiffLine> lines;
    if (edit.action == Action::Create) {
        appendDiff(lines, {}, jsonLines({}, masked(edit.draftBody(), QJsonValue(QJsonValue::Undefined))));
        return lines;
    }
    if (edit.action == Action::Delete) {
        const QJsonValue body = edit.fields.isEmpty() ? QJsonObject{{idName, edit.id}} : edit.fields.first().before;
        appendDiff(lines, jsonLines({}, masked(body, body)), {});
        return lines;
    }
    for (const QString &line : jsonLines(idName, edit.id))
        lines.append({DiffLine::Kind::Context, line});
    for (const PendingField &field : edit.fields) {
        const PendingField both = shown(field);
        appendDiff(lines, jsonLines(field.path, both.before), jsonLines(field.path, both.after));
    }
    return lines;
}

QString valueWord(const QString &path, const QJsonValue &value)
{
    if (path == policyPath()) {
        if (const std::optional<domain::ReprovisionPolicy> policy = policyOfValue(value))
            return *policy == domain::ReprovisionPolicy::NotSet ? QStringLiteral("not set")
                                                                : domain::policyKey(*policy);
    }
    if (isSecretPath(path))
        return value.isUndefined() ? QStringLiteral("present key") : QStringLiteral("new key");
    if (value.isUndefined() || value.isNull())
        return QStringLiteral("not set");
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        if (array.size() == 1 && array.first().isString())
            return array.first().toString();
        return QStringLiteral("%1 entries").arg(array.size());
    }
    if (value.isObject())
        return value.toObject().isEmpty() ? QStringLiteral("{}") : QStringLiteral("{…}");
    return withMaskedWebhookCode(path, value).toVariant().toString();
}

} // namespace rehome::fleet
