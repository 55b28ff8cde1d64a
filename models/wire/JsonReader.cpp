// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/JsonReader.h"

#include <QtCore/QCoreApplication>
#include <cmath>
#include <limits>

namespace rehome::wire {

namespace {

QString noun(Expected expected)
{
    switch (expected) {
    case Expected::Text:
        return QCoreApplication::translate("rehome::wire", "a text");
    case Expected::Number:
        return QCoreApplication::translate("rehome::wire", "a whole number");
    case Expected::Truth:
        return QCoreApplication::translate("rehome::wire", "true or false");
    case Expected::Object:
        return QCoreApplication::translate("rehome::wire", "an object");
    case Expected::TextArray:
        return QCoreApplication::translate("rehome::wire", "a list of texts");
    case Expected::Present:
        return QCoreApplication::translate("rehome::wire", "a value");
    case Expected::KnownWord:
        return QCoreApplication::translate("rehome::wire", "a word of the protocol");
    }
    return {};
}

} // namespace

Error shapeError(const QString &path, Expected expected)
{
    Error error;
    error.kind = ErrorKind::BadReply;
    error.message = QCoreApplication::translate(
                        "rehome::wire",
                        "The data has an unexpected shape: “%1” should be %2. Check the address and the API version.")
                        .arg(path, noun(expected));
    error.detail = path;
    return error;
}

JsonReader::JsonReader(const QJsonObject &object, QString path, std::optional<Error> &error)
    : m_object(object)
    , m_path(std::move(path))
    , m_error(error)
{
}

QJsonValue JsonReader::valueOf(QLatin1String name) const
{
    const QJsonValue value = m_object.value(name);
    return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
}

void JsonReader::fail(QLatin1String name, Expected expected)
{
    if (!m_error)
        m_error = shapeError(m_path.isEmpty() ? QString(name) : m_path + QLatin1Char('.') + name, expected);
}

JsonReader JsonReader::nested(QLatin1String name, const QJsonObject &value) const
{
    return JsonReader(value, m_path.isEmpty() ? QString(name) : m_path + QLatin1Char('.') + name, m_error);
}

QString JsonReader::text(QLatin1String name)
{
    const QJsonValue value = valueOf(name);
    if (!value.isUndefined() && !value.isString())
        fail(name, Expected::Text);
    return value.toString();
}

QString JsonReader::requiredText(QLatin1String name)
{
    const QString value = text(name);
    if (value.isEmpty())
        fail(name, Expected::Text);
    return value;
}

std::optional<int> JsonReader::number(QLatin1String name)
{
    const QJsonValue value = valueOf(name);
    if (value.isUndefined())
        return std::nullopt;
    const double number = value.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (!(std::floor(number) == number && std::abs(number) <= std::numeric_limits<int>::max())) {
        fail(name, Expected::Number);
        return std::nullopt;
    }
    return static_cast<int>(number);
}

std::optional<bool> JsonReader::truth(QLatin1String name)
{
    const QJsonValue value = valueOf(name);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isBool()) {
        fail(name, Expected::Truth);
        return std::nullopt;
    }
    return value.toBool();
}

bool JsonReader::requiredTruth(QLatin1String name)
{
    const auto value = truth(name);
    if (!value)
        fail(name, Expected::Truth);
    return value.value_or(false);
}

std::optional<QJsonObject> JsonReader::object(QLatin1String name)
{
    const QJsonValue value = valueOf(name);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isObject()) {
        fail(name, Expected::Object);
        return std::nullopt;
    }
    return value.toObject();
}

std::optional<QStringList> JsonReader::texts(QLatin1String name)
{
    const QJsonValue value = valueOf(name);
    if (value.isUndefined())
        return std::nullopt;
    QStringList list;
    bool good = value.isArray();
    const QJsonArray array = value.toArray();
    list.reserve(array.size());
    for (const QJsonValue &item : array) {
        good = good && item.isString();
        list.append(item.toString());
    }
    if (!good) {
        fail(name, Expected::TextArray);
        return std::nullopt;
    }
    return list;
}

} // namespace rehome::wire
