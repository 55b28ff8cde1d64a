// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace rehome::fleet {

/// The value at a path of PendingField; Undefined where there is none.
inline QJsonValue valueAt(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const auto &part : path.split(QLatin1Char('.')))
        value = value.toObject().value(part);
    return value;
}

} // namespace rehome::fleet
