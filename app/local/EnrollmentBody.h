// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>

namespace rehome::local {

/// The body of a PUT as it is stored: members of the specification that are null are absent ones (several clients write
/// every member they know), read-only registrationState and the symmetric keys are taken out, everything else stays as
/// sent, members that nobody knows included. Pure function.
QJsonObject storedBody(const QJsonObject &sent);

} // namespace rehome::local
