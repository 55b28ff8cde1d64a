// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PendingEdits.h"

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

// `"name": value` as the lines of pretty JSON; scalars on one line.
QStringList jsonLines(const QString &name, const QJsonValue &value)
{
    const QString quoted = QLatin1Char('"') + name + QStringLiteral("\": ");
    if (value.isUndefined())
        return {quoted + QCoreApplication::translate("PendingFields", "(absent)")};
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
        lines.first().prepend(quoted);
        return lines;
    }
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return {quoted + QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2))};
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

QList<DiffLine> diffLines(const EnrollmentEdit &edit)
{
    const QString idName = edit.kind == domain::EnrollmentKind::Group ? QStringLiteral("enrollmentGroupId")
                                                                      : QStringLiteral("registrationId");
    QList<DiffLine> lines;
    for (const QString &line : jsonLines(idName, edit.id))
        lines.append({DiffLine::Kind::Context, line});
    for (const PendingField &field : edit.fields) {
        const QStringList before = jsonLines(field.path, field.before);
        const QStringList after = jsonLines(field.path, field.after);
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
    return lines;
}

QString valueWord(const QString &path, const QJsonValue &value)
{
    if (path == policyPath()) {
        if (const std::optional<domain::ReprovisionPolicy> policy = policyOfValue(value))
            return *policy == domain::ReprovisionPolicy::NotSet ? QStringLiteral("not set")
                                                                : domain::policyKey(*policy);
    }
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
    return value.toVariant().toString();
}

} // namespace rehome::fleet
