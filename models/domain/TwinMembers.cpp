// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TwinMembers.h"

#include "models/domain/TwinLimits.h"

#include <QtCore/QStringList>

namespace rehome::domain {

namespace {

using Problem = TwinMemberProblem;
constexpr QLatin1String initialTwin("initialTwin");

TwinMembers refused(Problem problem, const QString &detail = {})
{
    return {{}, problem, detail};
}

/// What a hub says to these members: they are laid into the sections that they belong to.
QString objection(const QJsonObject &twin)
{
    const QJsonObject tags = twin.value(QLatin1String("tags")).toObject();
    const QJsonObject desired =
        twin.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject();
    for (const auto &[section, kind] : {std::pair{tags, TwinSection::Tags}, {desired, TwinSection::Desired}}) {
        if (const QString form = twinFormObjection(section, kind); !form.isEmpty())
            return form;
        if (const QString size = twinSizeObjection(section, kind); !size.isEmpty())
            return size;
    }
    return {};
}

bool isSection(const QString &name, bool within)
{
    return within ? name == QLatin1String("desired")
                  : name == QLatin1String("tags") || name == QLatin1String("properties");
}

/// Of an object that stands where sections do: each is an object itself and no other is there.
Problem sectionProblem(const QJsonObject &object, bool within)
{
    for (auto at = object.begin(); at != object.end(); ++at) {
        if (!isSection(at.key(), within))
            return Problem::NotInTwin;
        if (!at.value().isObject())
            return Problem::NoObject;
        if (!within && at.key() == QLatin1String("properties"))
            if (const Problem inner = sectionProblem(at.value().toObject(), true); inner != Problem::None)
                return inner;
    }
    return Problem::None;
}

void addLeaves(const QString &path, const QJsonObject &patch, QList<TwinMember> &members)
{
    for (auto at = patch.begin(); at != patch.end(); ++at) {
        const QString here = path + QLatin1Char('.') + at.key();
        if (at.value().isObject())
            addLeaves(here, at.value().toObject(), members);
        else
            members.append({here, at.value().isNull() ? QJsonValue(QJsonValue::Undefined) : at.value()});
    }
}

} // namespace

TwinMembers twinMember(const QString &path, const QJsonValue &value)
{
    QStringList names = path.trimmed().split(QLatin1Char('.'));
    if (names.constFirst() == initialTwin)
        names.removeFirst();
    if (names.isEmpty() || (names.size() == 1 && names.constFirst().isEmpty()))
        return refused(Problem::NoPath);
    if (!isSection(names.constFirst(), false))
        return refused(Problem::NotInTwin);
    const bool properties = names.constFirst() == QLatin1String("properties");
    if (properties && (names.size() < 2 || !isSection(names.at(1), true)))
        return refused(Problem::NotInTwin);
    const bool wholeSection = names.size() == (properties ? 2 : 1);
    if (wholeSection && !value.isUndefined() && !value.isObject())
        return refused(Problem::NoObject);
    if (!wholeSection && value.isNull())
        return refused(Problem::Refused, QStringLiteral("null"));
    for (const QString &name : std::as_const(names)) {
        // Dots part the names, so that what is left to find is what a hub refuses in one.
        const QString why = twinFormObjection({{name, 1}}, TwinSection::Tags);
        if (!why.isEmpty())
            return refused(Problem::BadName, name);
    }
    if (!value.isUndefined()) {
        QJsonValue twin = value;
        for (auto name = names.crbegin(); name != names.crend(); ++name)
            twin = QJsonObject{{*name, twin}};
        if (const QString why = objection(twin.toObject()); !why.isEmpty())
            return refused(Problem::Refused, why);
    }
    return {{{initialTwin + QLatin1Char('.') + names.join(QLatin1Char('.')), value}}, Problem::None, {}};
}

TwinMembers twinMembersOfPatch(const QJsonObject &patch)
{
    if (const Problem problem = sectionProblem(patch, false); problem != Problem::None)
        return refused(problem);
    if (const QString why = objection(patch); !why.isEmpty())
        return refused(Problem::Refused, why);
    TwinMembers result;
    addLeaves(initialTwin, patch, result.members);
    if (result.members.isEmpty())
        return refused(Problem::NoMember);
    return result;
}

} // namespace rehome::domain
