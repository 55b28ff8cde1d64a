// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace rehome::domain {

/// One member of an initial twin to be set, or removed where the value is Undefined. The path is that of an edit:
/// "initialTwin.tags.site".
struct TwinMember
{
    QString path;
    QJsonValue value{QJsonValue::Undefined};
    bool operator==(const TwinMember &) const = default;
};

/// Why members cannot be set as they were typed.
enum class TwinMemberProblem : quint8
{
    None,
    NoPath,    ///< nothing is named
    NotInTwin, ///< neither in tags nor in properties.desired
    BadName,   ///< empty, or holds a dollar sign, a space or a control character
    NoObject,  ///< tags, properties or desired are set to something that is no object
    NoMember,  ///< the object to merge holds nothing
    Refused,   ///< by a hub: too deep or too large, see `detail`
};
struct TwinMembers
{
    QList<TwinMember> members; ///< none overlaps another; empty with a problem
    TwinMemberProblem problem = TwinMemberProblem::None;
    QString detail;
};

/// "tags.site" or "properties.desired.interval", also with "initialTwin." before it, and its value; Undefined removes.
/// A member of a twin takes no null.
TwinMembers twinMember(const QString &path, const QJsonValue &value);
/// As a hub merges a patch (RFC 7396): objects member by member, null removes, all else replaces.
TwinMembers twinMembersOfPatch(const QJsonObject &patch);

} // namespace rehome::domain
