// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TwinLimits.h"

#include <QtCore/QJsonArray>
#include <cmath>

namespace rehome::domain {

namespace {

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0); // C0, DEL and C1
}

qint64 textSize(const QString &text)
{
    qint64 controls = 0;
    for (const QChar c : text)
        if (isControl(c))
            controls += c.unicode() < 0x80 ? 1 : 2;
    return text.toUtf8().size() - controls;
}

qint64 valueSize(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return textSize(value.toString());
    case QJsonValue::Double:
        return 8;
    case QJsonValue::Bool:
        return 4;
    case QJsonValue::Object:
        return twinSize(value.toObject());
    case QJsonValue::Array: {
        qint64 sum = 0;
        for (const QJsonValue &item : value.toArray())
            sum += valueSize(item);
        return sum;
    }
    default:
        return 0;
    }
}

QString rootName(TwinSection kind)
{
    switch (kind) {
    case TwinSection::Tags:
        return QStringLiteral("tags");
    case TwinSection::Desired:
        return QStringLiteral("properties.desired");
    case TwinSection::Reported:
        break;
    }
    return QStringLiteral("properties.reported");
}

QString keyObjection(const QString &key, const QString &path)
{
    if (key.isEmpty())
        return QStringLiteral("%1: a name is empty.").arg(path);
    if (key.toUtf8().size() > TwinLimits::keyBytes)
        return QStringLiteral("%1: a name is longer than 1 KB.").arg(path);
    for (const QChar c : key)
        if (isControl(c) || c == QLatin1Char('.') || c == QLatin1Char('$') || c == QLatin1Char(' '))
            return QStringLiteral("%1: a name may not hold a dot, a dollar sign, a space or a control character.")
                .arg(path);
    return {};
}

QString objectObjection(const QJsonObject &object, const QString &path, int depth);

QString valueObjection(const QJsonValue &value, const QString &path, int depth)
{
    if (value.isObject())
        return objectObjection(value.toObject(), path, depth + 1);
    if (value.isArray()) {
        if (depth + 1 > TwinLimits::depth)
            return QStringLiteral("%1: deeper than 10 levels.").arg(path);
        for (const QJsonValue &item : value.toArray())
            if (const QString why = valueObjection(item, path, depth + 1); !why.isEmpty())
                return why;
    }
    if (value.isString() && value.toString().toUtf8().size() > TwinLimits::textBytes)
        return QStringLiteral("%1: a text is longer than 4 KB.").arg(path);
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (std::floor(number) == number && (number > static_cast<double>(TwinLimits::largestInteger) ||
                                             number < static_cast<double>(TwinLimits::smallestInteger)))
            return QStringLiteral("%1: an integer must be from -4503599627370496 to 4503599627370495.").arg(path);
    }
    return {};
}

QString objectObjection(const QJsonObject &object, const QString &path, int depth)
{
    if (depth > TwinLimits::depth)
        return QStringLiteral("%1: deeper than 10 levels.").arg(path);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const QString why = keyObjection(it.key(), path); !why.isEmpty())
            return why;
        if (const QString why = valueObjection(it.value(), path + QLatin1Char('.') + it.key(), depth); !why.isEmpty())
            return why;
    }
    return {};
}

} // namespace

qint64 twinSize(const QJsonObject &section)
{
    qint64 sum = 0;
    for (auto it = section.begin(); it != section.end(); ++it)
        sum += textSize(it.key()) + valueSize(it.value());
    return sum;
}

QString twinFormObjection(const QJsonObject &section, TwinSection kind)
{
    return objectObjection(section, rootName(kind), 0);
}

QString twinSizeObjection(const QJsonObject &section, TwinSection kind)
{
    const bool isTags = kind == TwinSection::Tags;
    if (twinSize(section) <= (isTags ? TwinLimits::tagBytes : TwinLimits::propertyBytes))
        return {};
    return QStringLiteral("%1: larger than %2 KB.").arg(rootName(kind)).arg(isTags ? 8 : 32);
}

} // namespace rehome::domain
