// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ArmPath.h"

namespace rehome::local {

namespace {

constexpr QLatin1String subscriptionsWord("subscriptions"), groupsWord("resourceGroups"), providersWord("providers"),
    providerName("Microsoft.Devices"), typeName("provisioningServices");

} // namespace

bool ArmPath::restIs(int index, QLatin1String word) const
{
    return index < rest.size() && rest.at(index).compare(word, Qt::CaseInsensitive) == 0;
}

bool isArmTarget(const Target &target)
{
    // An ID scope may be called anything: /subscriptions/registrations/{id} is a device's path.
    return target.is(0, subscriptionsWord) && (target.is(2, groupsWord) || target.is(2, providersWord));
}

std::optional<ArmPath> parseArmPath(const Target &target)
{
    if (!isArmTarget(target))
        return std::nullopt;
    ArmPath path;
    path.subscription = target.segment(1);
    int at = 2;
    if (target.is(at, groupsWord)) {
        path.resourceGroup = target.segment(at + 1);
        at += 2;
    }
    if (!target.is(at, providersWord) || !target.is(at + 1, providerName) || !target.is(at + 2, typeName))
        return std::nullopt;
    path.name = target.segment(at + 3);
    path.rest = target.segments.mid(at + 4);
    if (!path.name.isEmpty() && path.resourceGroup.isEmpty())
        return std::nullopt; // a resource lives in a group
    return path;
}

} // namespace rehome::local
