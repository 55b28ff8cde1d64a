// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/JsonText.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>

namespace rehome::wire {

namespace {

/// Stands between quotes as it is.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c >= u' ' && c < QChar(0x7f) && c != u'"' && c != u'\\'; });
}

} // namespace

void JsonText::begin(QLatin1String name)
{
    if (!std::exchange(m_isFirst, false))
        m_text.append(',');
    m_text.append('"').append(name.data(), name.size()).append("\":", 2);
}

void JsonText::open()
{
    m_text.append('{');
    m_isFirst = true;
}

void JsonText::close()
{
    m_text.append('}');
    m_isFirst = false;
}

void JsonText::text(QLatin1String name, const QString &value)
{
    begin(name);
    append(QStringView(value));
}

void JsonText::number(QLatin1String name, qint64 value)
{
    begin(name);
    m_text.append(QByteArray::number(value));
}

void JsonText::truth(QLatin1String name, bool value)
{
    begin(name);
    m_text.append(value ? "true" : "false");
}

void JsonText::value(const QString &name, const QJsonValue &value)
{
    if (!std::exchange(m_isFirst, false))
        m_text.append(',');
    append(QStringView(name));
    m_text.append(':');
    append(value);
}

void JsonText::value(QLatin1String name, const QJsonValue &value)
{
    begin(name);
    append(value);
}

void JsonText::raw(QLatin1String name, const QByteArray &json)
{
    begin(name);
    m_text.append(json);
}

QByteArray JsonText::take()
{
    m_text.append('}');
    return std::move(m_text);
}

void JsonText::append(QStringView text)
{
    if (!isPlain(text)) {
        // What is to be escaped, and how, is Qt's to know.
        const QByteArray array = QJsonDocument(QJsonArray{text.toString()}).toJson(QJsonDocument::Compact);
        m_text.append(array.constData() + 1, array.size() - 2);
        return;
    }
    const qsizetype from = m_text.size();
    m_text.resize(from + text.size() + 2);
    char *out = m_text.data() + from;
    *out++ = '"';
    for (const QChar c : text)
        *out++ = static_cast<char>(c.unicode());
    *out = '"';
}

void JsonText::append(const QJsonValue &value)
{
    if (value.isString())
        return append(QStringView(value.toString()));
    if (value.isObject())
        return append(value.toObject());
    // An integer is one whatever is asked for in its place.
    if (value.isDouble() && value.toInteger(0) == value.toInteger(1)) {
        m_text.append(QByteArray::number(value.toInteger()));
        return;
    }
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    m_text.append(array.constData() + 1, array.size() - 2);
}

void JsonText::append(const QJsonObject &object)
{
    open();
    for (auto it = object.begin(); it != object.end(); ++it)
        value(it.key(), it.value());
    close();
}

} // namespace rehome::wire
