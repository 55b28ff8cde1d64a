// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"

namespace rehome::local {

/// A path of Azure Resource Manager (protocol facts, section 11), taken apart:
/// /subscriptions/{s}/resourceGroups/{g}/providers/Microsoft.Devices/provisioningServices/{name}/{rest…}. Without the
/// resource group or without the name it is a list. Words are compared without case, as Azure does.
struct ArmPath
{
    QString subscription;
    QString resourceGroup; ///< empty: the list of the whole subscription
    QString name;          ///< empty: a list
    QStringList rest;      ///< what follows the resource: {"certificates", "factory-ca", "verify"}
    bool restIs(int index, QLatin1String word) const;
};

/// Is it a path of the resource manager at all (first segment "subscriptions")?
bool isArmTarget(const Target &target);
/// Nothing for a path of another provider or another form.
std::optional<ArmPath> parseArmPath(const Target &target);

} // namespace rehome::local
