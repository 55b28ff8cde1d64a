// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/UnknownMembers.h"

namespace rehome::wire {

QJsonObject lostMembers(const QJsonObject &original, const QJsonObject &written, const QStringList &known)
{
    QJsonObject lost;
    for (auto it = original.begin(); it != original.end(); ++it) {
        const QJsonValue value = it.value();
        const QJsonValue now = written.value(it.key());
        if (value.isObject() && now.isObject()) {
            const QJsonObject nested = lostMembers(value.toObject(), now.toObject(), {});
            if (!nested.isEmpty())
                lost.insert(it.key(), nested);
            continue;
        }
        const bool nothing = value.isNull() || (value.isString() && value.toString().isEmpty());
        if (now.isUndefined() && !nothing && !known.contains(it.key()))
            lost.insert(it.key(), value);
    }
    return lost;
}

void restoreMembers(QJsonObject &object, const QJsonObject &lost, const QStringList &known)
{
    for (auto it = lost.begin(); it != lost.end(); ++it) {
        const QJsonValue now = object.value(it.key());
        if (it.value().isObject() && now.isObject()) {
            QJsonObject nested = now.toObject();
            restoreMembers(nested, it.value().toObject(), {});
            object.insert(it.key(), nested);
        } else if (now.isUndefined() && !known.contains(it.key())) {
            object.insert(it.key(), it.value());
        }
    }
}

} // namespace rehome::wire
