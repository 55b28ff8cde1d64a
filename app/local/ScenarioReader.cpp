// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ScenarioReader.h"

namespace rehome::local {

QJsonValue ScenarioReader::take(const char *name)
{
    const QString key = QString::fromLatin1(name);
    m_known.append(key);
    return m_object.value(key);
}

void ScenarioReader::refuse(const char *name, const QString &why)
{
    if (m_mistake.isEmpty())
        m_mistake = QStringLiteral("%1: %2").arg(pathOf(QString::fromLatin1(name)), why);
}

QString ScenarioReader::text(const char *name, const QString &fallback)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return fallback;
    if (!value.isString())
        refuse(name, QStringLiteral("a text is needed."));
    return value.toString();
}

QString ScenarioReader::requiredText(const char *name)
{
    const QString value = text(name);
    if (value.isEmpty())
        refuse(name, QStringLiteral("is missing or empty."));
    return value;
}

int ScenarioReader::number(const char *name, int fallback, int minimum, int maximum)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return fallback;
    const double real = value.toDouble(minimum - 1.0);
    if (!value.isDouble() || real < minimum || real > maximum || real != static_cast<int>(real)) {
        refuse(name, QStringLiteral("a whole number from %1 to %2 is needed.").arg(minimum).arg(maximum));
        return fallback;
    }
    return static_cast<int>(real);
}

bool ScenarioReader::truth(const char *name, bool fallback)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return fallback;
    if (!value.isBool())
        refuse(name, QStringLiteral("true or false is needed."));
    return value.toBool();
}

QJsonObject ScenarioReader::object(const char *name)
{
    const QJsonValue value = take(name);
    if (!value.isUndefined() && !value.isObject())
        refuse(name, QStringLiteral("an object is needed."));
    return value.toObject();
}

QJsonObject ScenarioReader::objectOrName(const char *name)
{
    const QJsonValue value = take(name);
    if (value.isString())
        return {{QStringLiteral("name"), value}};
    if (!value.isUndefined() && !value.isObject())
        refuse(name, QStringLiteral("an object or a text is needed."));
    return value.toObject();
}

QJsonArray ScenarioReader::array(const char *name)
{
    const QJsonValue value = take(name);
    if (!value.isUndefined() && !value.isArray())
        refuse(name, QStringLiteral("an array is needed."));
    return value.toArray();
}

QStringList ScenarioReader::texts(const char *name)
{
    QStringList out;
    for (const QJsonValue &item : array(name)) {
        if (!item.isString())
            refuse(name, QStringLiteral("an array of texts is needed."));
        out.append(item.toString());
    }
    return out;
}

void ScenarioReader::finish()
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it)
        if (!m_known.contains(it.key()) && m_mistake.isEmpty())
            m_mistake = QStringLiteral("%1: this key is not known here.").arg(pathOf(it.key()));
}

} // namespace rehome::local
