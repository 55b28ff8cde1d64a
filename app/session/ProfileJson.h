// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"

#include <QtCore/QJsonObject>
#include <optional>

// The settings file's form of saved connections. A profile holds no secret, so nothing here can write one.
namespace rehome::session {

QJsonObject profileToJson(const ConnectionProfile &profile);
/// Nothing when a member has the wrong type or the profile has no id or host; unknown members are ignored.
std::optional<ConnectionProfile> profileFromJson(const QJsonObject &object);

QString safetyKey(SafetyLevel level);            ///< "read-only", "confirm", "free"
QString environmentKey(Environment environment); ///< "production", "staging", "lab"

} // namespace rehome::session
