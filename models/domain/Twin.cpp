// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Twin.h"

namespace rehome::domain {

namespace {

void collectLost(const QString &path, const QJsonObject &before, const QJsonObject &after, QStringList &lost)
{
    for (auto it = before.begin(); it != before.end(); ++it) {
        const QString here = path + QLatin1Char('.') + it.key();
        const QJsonValue old = it.value();
        const QJsonValue now = after.value(it.key());
        // An object with members is no leaf: whatever took its place, its leaves are what is lost.
        if (old.isObject() && !old.toObject().isEmpty())
            collectLost(here, old.toObject(), now.toObject(), lost);
        else if (old != now)
            lost.append(here);
    }
}

} // namespace

DeviceState migratedState(const DeviceState &old)
{
    return old;
}

DeviceState initialState(const QJsonObject &tags, const QJsonObject &desired, bool iotEdge)
{
    return {tags, desired, {}, iotEdge};
}

QJsonObject mergedTwinPatch(const QJsonObject &base, const QJsonObject &patch)
{
    QJsonObject merged = base;
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        const QJsonValue value = it.value();
        if (value.isNull())
            merged.remove(it.key());
        else if (value.isObject())
            merged.insert(it.key(), mergedTwinPatch(merged.value(it.key()).toObject(), value.toObject()));
        else
            merged.insert(it.key(), value);
    }
    return merged;
}

QStringList lostPaths(const DeviceState &before, const DeviceState &after)
{
    QStringList lost;
    collectLost(QStringLiteral("tags"), before.tags, after.tags, lost);
    collectLost(QStringLiteral("desired"), before.desired, after.desired, lost);
    collectLost(QStringLiteral("reported"), before.reported, after.reported, lost);
    if (before.iotEdge != after.iotEdge)
        lost.append(QStringLiteral("capabilities.iotEdge"));
    return lost;
}

} // namespace rehome::domain
