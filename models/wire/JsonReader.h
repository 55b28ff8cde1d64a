// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>
#include <optional>

namespace rehome::wire {

/// What a member should have been; becomes a translated noun in the message.
enum class Expected
{
    Text,
    Number,
    Truth,
    Object,
    TextArray,
    Present,
    KnownWord
};

/// Error of a wrong shape: names the member by path and what was expected there, never a value.
Error shapeError(const QString &path, Expected expected);

/// Reads members of one JSON object strictly. null counts as absent. The first error is kept and later reads give
/// defaults, so that a codec reads straight down and asks once at its end. Nested readers share the error. Used inside
/// wire only.
class JsonReader
{
public:
    JsonReader(const QJsonObject &object, QString path, std::optional<Error> &error);

    QString text(QLatin1String name);
    QString requiredText(QLatin1String name);
    std::optional<int> number(QLatin1String name);
    std::optional<bool> truth(QLatin1String name);
    bool requiredTruth(QLatin1String name);
    std::optional<QJsonObject> object(QLatin1String name);
    std::optional<QStringList> texts(QLatin1String name);
    /// A word of a fixed list, read by `fromKey`; an unknown word is an error, absence is nothing.
    template <class FromKey>
    auto word(QLatin1String name, FromKey fromKey) -> decltype(fromKey(QStringView()));
    /// A reader of the nested object `value` under `name`.
    JsonReader nested(QLatin1String name, const QJsonObject &value) const;

    void fail(QLatin1String name, Expected expected);
    bool failed() const { return m_error.has_value(); }

private:
    QJsonValue valueOf(QLatin1String name) const;

    const QJsonObject m_object; // shared, not copied
    QString m_path;
    std::optional<Error> &m_error;
};

template <class FromKey>
auto JsonReader::word(QLatin1String name, FromKey fromKey) -> decltype(fromKey(QStringView()))
{
    const QJsonValue value = valueOf(name);
    if (value.isUndefined())
        return std::nullopt;
    const QString key = value.toString();
    const auto found = value.isString() && !key.isEmpty() ? fromKey(key) : std::nullopt;
    if (!found)
        fail(name, Expected::KnownWord);
    return found;
}

} // namespace rehome::wire
