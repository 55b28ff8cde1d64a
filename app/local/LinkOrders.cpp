// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/LinkOrders.h"

#include "app/local/Fault.h"
#include "models/wire/Sas.h"

namespace rehome::local {

namespace {

constexpr int greatestWeight = 1000;

Failure refused(const QString &why)
{
    return fault(ErrorKind::BadInput, why);
}

Result<QString> changed(HubConfig &hub, const QString &word, const QString &value)
{
    if (word == QLatin1String("link")) {
        hub.linked = true;
        hub.linkStale = false; // linking hands over the key that is valid now
        return QStringLiteral("The hub %1 is linked.").arg(hub.name);
    }
    if (word == QLatin1String("unlink")) {
        hub.linked = false;
        return QStringLiteral("The hub %1 is not linked any more; its devices keep working.").arg(hub.name);
    }
    if (word == QLatin1String("rotate")) {
        hub.primaryKey = wire::generatedKey();
        hub.secondaryKey = wire::generatedKey();
        hub.linkStale = true;
        return QStringLiteral("The hub %1 has new keys; the service is refused there until it is linked again.")
            .arg(hub.name);
    }
    if (word == QLatin1String("weight")) {
        bool isNumber = false;
        const int weight = value.toInt(&isNumber);
        if (!isNumber || weight < 1 || weight > greatestWeight)
            return refused(QStringLiteral("A weight is a number from 1 to %1.").arg(greatestWeight));
        hub.link.allocationWeight = weight;
        return QStringLiteral("The hub %1 has the weight %2.").arg(hub.name).arg(weight);
    }
    if (value != QLatin1String("on") && value != QLatin1String("off"))
        return refused(QStringLiteral("The allocation policy is applied to a hub: on or off."));
    hub.link.applyAllocationPolicy = value == QLatin1String("on");
    return hub.link.applyAllocationPolicy ? QStringLiteral("The hub %1 is open to allocation.").arg(hub.name)
                                          : QStringLiteral("The hub %1 is closed to allocation.").arg(hub.name);
}

Result<QString> allocationOrder(ServiceConfig &config, const QString &word)
{
    const auto policy = domain::allocationFromKey(word);
    if (!policy || *policy == domain::AllocationPolicy::NotSet || *policy == domain::AllocationPolicy::Custom)
        return refused(QStringLiteral("The service's own policy is hashed, geoLatency or static."));
    config.allocationPolicy = *policy;
    return QStringLiteral("Enrollments without an allocation policy use %1.").arg(word);
}

} // namespace

std::optional<Result<QString>> linkOrder(ServiceCore &core, const QStringList &words, WriteBatch &batch)
{
    ServiceConfig &config = core.state.config;
    std::optional<Result<QString>> outcome;
    if (words.size() == 2 && words.at(0) == QLatin1String("allocation")) {
        outcome = allocationOrder(config, words.at(1));
    } else {
        static const QStringList alone{QStringLiteral("link"), QStringLiteral("unlink"), QStringLiteral("rotate")};
        static const QStringList withValue{QStringLiteral("weight"), QStringLiteral("apply")};
        const QString word = words.value(2);
        if (words.value(0) != QLatin1String("hub") ||
            !((words.size() == 3 && alone.contains(word)) || (words.size() == 4 && withValue.contains(word))))
            return std::nullopt;
        HubConfig *hub = config.hubByName(words.at(1));
        outcome = hub ? changed(*hub, word, words.value(3))
                      : Result<QString>(refused(QStringLiteral("There is no hub %1.").arg(words.at(1))));
    }
    if (*outcome)
        core.state.saveConfig(batch);
    return outcome;
}

} // namespace rehome::local
