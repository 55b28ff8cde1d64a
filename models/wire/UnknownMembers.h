// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

// How members that this program does not know survive a round trip through its structs. Used inside wire only.
namespace rehome::wire {

/// Members of `original` that `written` (the same object, read and written again) lost. On the top level a member in
/// `known` counts only for what its nested objects lost: an absent known member may be absent on purpose. null and ""
/// are not kept.
QJsonObject lostMembers(const QJsonObject &original, const QJsonObject &written, const QStringList &known);

/// Puts lost members back. Those nested in a known member return only while that member is still an object.
void restoreMembers(QJsonObject &object, const QJsonObject &lost, const QStringList &known);

} // namespace rehome::wire
