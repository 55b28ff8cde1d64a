// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceFactory.h"

#include "models/wire/Sas.h"

#include <QtCore/QCoreApplication>

namespace rehome::devices {

namespace {

Failure wrong(const QString &message, const QString &place)
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = message;
    error.detail = place;
    return Failure(error);
}

} // namespace

QStringList behaviourNames()
{
    return {QStringLiteral("steady"), QStringLiteral("forgetful"), QStringLiteral("impatient"),
            QStringLiteral("connected")};
}

Result<DeviceBehaviour> behaviourFromJson(const QJsonObject &object, const QString &path, bool initiallyAssigned)
{
    DeviceBehaviour behaviour;
    behaviour.knowsHub = initiallyAssigned;
    if (const QJsonValue name = object.value(QLatin1String("name")); !name.isUndefined()) {
        if (name == QLatin1String("forgetful"))
            behaviour.keepsHub = false;
        else if (name == QLatin1String("impatient"))
            behaviour.honoursRetryAfter = false;
        else if (name == QLatin1String("connected"))
            behaviour.staysConnected = true;
        else if (name != QLatin1String("steady")) {
            const QString place = path + QStringLiteral(".name");
            return wrong(QCoreApplication::translate("DeviceFactory", "%1 must be one of %2.")
                             .arg(place, behaviourNames().join(QStringLiteral(", "))),
                         place);
        }
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key();
        if (key == QLatin1String("name"))
            continue;
        const QString place = path + QLatin1Char('.') + key;
        bool *flag = key == QLatin1String("knowsHub")            ? &behaviour.knowsHub
                     : key == QLatin1String("keepsHub")          ? &behaviour.keepsHub
                     : key == QLatin1String("honoursRetryAfter") ? &behaviour.honoursRetryAfter
                     : key == QLatin1String("connected")         ? &behaviour.staysConnected
                                                                 : nullptr;
        if (flag && it->isBool()) {
            *flag = it->toBool();
        } else if (flag) {
            return wrong(QCoreApplication::translate("DeviceFactory", "%1 must be true or false.").arg(place), place);
        } else if (key == QLatin1String("sdk")) {
            const auto client = domain::clientProfileFromKey(it->toString());
            if (!client) {
                return wrong(QCoreApplication::translate("DeviceFactory", "%1 must be one of %2.")
                                 .arg(place, domain::clientProfileKeys().join(QStringLiteral(", "))),
                             place);
            }
            behaviour.client = *client;
        } else if (key == QLatin1String("reported") && it->isObject()) {
            behaviour.reported = it->toObject();
        } else if (key == QLatin1String("reported")) {
            return wrong(QCoreApplication::translate("DeviceFactory", "%1 must be an object.").arg(place), place);
        } else {
            return wrong(
                QCoreApplication::translate("DeviceFactory", "%1 is not a known key. Remove or correct it.").arg(place),
                place);
        }
    }
    return behaviour;
}

DeviceSpec makeDevice(const QString &registrationId, const QString &key, const domain::ApiVersion &apiVersion,
                      const DeviceBehaviour &behaviour)
{
    DeviceSpec spec;
    spec.registrationId = registrationId;
    spec.key = key;
    spec.apiVersion = apiVersion;
    spec.knowsHub = behaviour.knowsHub;
    spec.keepsHub = behaviour.keepsHub;
    spec.honoursRetryAfter = behaviour.honoursRetryAfter;
    spec.client = behaviour.client;
    spec.reported = behaviour.reported;
    spec.staysConnected = behaviour.staysConnected;
    return spec;
}

Result<std::vector<DeviceSpec>> makeGroupDevices(const QStringList &registrationIds, const QString &groupKey,
                                                 const domain::ApiVersion &apiVersion, const DeviceBehaviour &behaviour)
{
    std::vector<DeviceSpec> devices;
    devices.reserve(static_cast<std::size_t>(registrationIds.size()));
    for (const QString &id : registrationIds) {
        const auto key = wire::derivedDeviceKey(groupKey, id);
        if (!key)
            return Failure(key.error());
        devices.push_back(makeDevice(id, *key, apiVersion, behaviour));
    }
    return devices;
}

} // namespace rehome::devices
