// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PlanFile.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>

namespace rehome::fleet {

using Action = EnrollmentEdit::Action;
using domain::EnrollmentKind;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::PlanFile)
};

/// One object of the file while it is read; keeps the first thing that is wrong, in `error`.
class Members
{
public:
    Members(const QJsonObject &object, QString place, std::optional<Error> &error)
        : m_object(object)
        , m_place(std::move(place))
        , m_error(error)
    {
    }

    QString place(const QString &name) const { return m_place.isEmpty() ? name : m_place + u'.' + name; }
    void fail(const QString &name, const QString &message)
    {
        if (!m_error)
            m_error = Error{ErrorKind::BadInput, message.arg(place(name)), place(name)};
    }
    bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }
    QJsonValue value(const char *name) const { return m_object.value(QLatin1String(name)); }
    /// Empty, with an error, when it is not there or no text.
    QString text(const char *name)
    {
        const QString result = value(name).toString();
        if (result.isEmpty())
            fail(QString::fromLatin1(name), Text::tr("Plan: %1 has no text. Write the plan again with this program."));
        return result;
    }
    void only(std::initializer_list<const char *> known)
    {
        for (auto at = m_object.begin(); at != m_object.end(); ++at) {
            const bool knows = std::any_of(known.begin(), known.end(),
                                           [&at](const char *name) { return at.key() == QLatin1String(name); });
            if (!knows)
                fail(at.key(), Text::tr("Plan: %1 is not known here. Correct its spelling or remove it."));
        }
    }

private:
    const QJsonObject &m_object;
    QString m_place;
    std::optional<Error> &m_error;
};

bool isEditablePath(const QString &path)
{
    static const QStringList notOurs{QStringLiteral("registrationId"),
                                     QStringLiteral("enrollmentGroupId"),
                                     QStringLiteral("etag"),
                                     QStringLiteral("registrationState"),
                                     QStringLiteral("createdDateTimeUtc"),
                                     QStringLiteral("lastUpdatedDateTimeUtc")};
    const QStringList names = path.split(u'.');
    return !names.contains(QString()) && !notOurs.contains(names.first());
}

QList<PendingField> readChanges(Members &item, const QString &place, std::optional<Error> &error)
{
    QList<PendingField> fields;
    const QJsonValue changes = item.value("changes");
    if (!changes.isArray())
        item.fail(QStringLiteral("changes"), Text::tr("Plan: %1 is no list of changes."));
    const QJsonArray list = changes.toArray();
    for (qsizetype i = 0; i < list.size() && !error; ++i) {
        const QJsonObject object = list.at(i).toObject();
        Members change(object, QStringLiteral("%1.changes[%2]").arg(place).arg(i), error);
        change.only({"path", "before", "after"});
        PendingField field{change.text("path"), change.value("before"), change.value("after")};
        if (!error && !isEditablePath(field.path))
            change.fail(QStringLiteral("path"), Text::tr("Plan: %1 names a member that cannot be edited."));
        const bool twice = std::any_of(fields.cbegin(), fields.cend(), [&field](const PendingField &other) {
            return other.path == field.path || other.path.startsWith(field.path + u'.') ||
                   field.path.startsWith(other.path + u'.');
        });
        if (twice)
            change.fail(QStringLiteral("path"), Text::tr("Plan: %1 changes what another change of it changes."));
        fields.append(field);
    }
    return fields;
}

Plan::Item readItem(const QJsonObject &object, const QString &place, std::optional<Error> &error)
{
    Plan::Item item;
    EnrollmentEdit &edit = item.edit;
    Members members(object, place, error);
    members.only({"kind", "id", "action", "etag", "changes", "body", "keysLeftOut"});
    const QString kind = members.text("kind"), action = members.text("action");
    edit.id = members.text("id");
    if (kind != QLatin1String("group") && kind != QLatin1String("individual"))
        members.fail(QStringLiteral("kind"), Text::tr("Plan: %1 is neither individual nor group."));
    edit.kind = kind == QLatin1String("group") ? EnrollmentKind::Group : EnrollmentKind::Individual;
    if (!domain::isValidRegistrationId(edit.id))
        members.fail(QStringLiteral("id"), Text::tr("Plan: %1 is no valid ID."));
    item.keysLeftOut = members.value("keysLeftOut").toBool();
    if (members.has("keysLeftOut") && !members.value("keysLeftOut").isBool())
        members.fail(QStringLiteral("keysLeftOut"), Text::tr("Plan: %1 is neither true nor false."));
    const auto without = [&members](std::initializer_list<const char *> names) {
        for (const char *name : names) {
            if (members.has(name))
                members.fail(QString::fromLatin1(name),
                             Text::tr("Plan: %1 does not belong to this action. Remove it."));
        }
    };
    if (action == QLatin1String("update")) {
        edit.action = Action::Update;
        without({"body"});
        edit.baseEtag = members.text("etag");
        edit.fields = readChanges(members, place, error);
        if (edit.fields.isEmpty() && !item.keysLeftOut)
            members.fail(QStringLiteral("changes"), Text::tr("Plan: %1 has no changes. Remove this edit."));
    } else if (action == QLatin1String("create")) {
        edit.action = Action::Create;
        without({"etag", "changes"});
        const QJsonObject body = members.value("body").toObject();
        const QString told = body.value(edit.kind == EnrollmentKind::Group ? QLatin1String("enrollmentGroupId")
                                                                           : QLatin1String("registrationId"))
                                 .toString();
        if (body.isEmpty())
            members.fail(QStringLiteral("body"), Text::tr("Plan: %1 is no enrollment."));
        else if (told != edit.id)
            members.fail(QStringLiteral("body"), Text::tr("Plan: %1 has another ID than its edit."));
        edit.fields = {{QString(), QJsonValue(QJsonValue::Undefined), body}};
    } else if (action == QLatin1String("delete")) {
        edit.action = Action::Delete;
        without({"body", "changes"});
        edit.baseEtag = members.text("etag");
    } else {
        members.fail(QStringLiteral("action"), Text::tr("Plan: %1 is none of update, create and delete."));
    }
    if (edit.baseEtag == QLatin1String("*"))
        members.fail(QStringLiteral("etag"),
                     Text::tr("Plan: %1 would overwrite whatever is there. Write the plan again from the service."));
    return item;
}

} // namespace

Result<Plan> planFromText(const QByteArray &text)
{
    QJsonParseError parsed{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsed);
    if (!document.isObject()) {
        const QByteArrayView before = QByteArrayView(text).first(std::clamp<qsizetype>(parsed.offset, 0, text.size()));
        return Failure(
            Error{ErrorKind::BadInput,
                  Text::tr("This is no plan: no JSON object, line %1. Choose a file that was exported as a plan.")
                      .arg(std::ranges::count(before, '\n') + 1),
                  parsed.errorString()});
    }
    const QJsonObject object = document.object();
    std::optional<Error> error;
    Members members(object, {}, error);
    if (!members.value("rehomePlan").isDouble())
        return Failure(
            Error{ErrorKind::BadInput,
                  Text::tr("This is no plan: it has no rehomePlan. Choose a file that was exported as a plan.")});
    const int version = members.value("rehomePlan").toInt(-1);
    if (version != planVersion)
        return Failure(Error{
            ErrorKind::BadInput,
            Text::tr("This plan is of version %1, and this program reads version %2. Use the program that made it.")
                .arg(members.value("rehomePlan").toDouble())
                .arg(planVersion)});
    members.only({"rehomePlan", "service", "made", "madeBy", "edits"});
    Plan plan;
    plan.service = members.text("service").toLower();
    plan.made = members.text("made");
    plan.madeBy = members.text("madeBy");
    if (!members.value("edits").isArray())
        members.fail(QStringLiteral("edits"), Text::tr("Plan: %1 is no list of edits."));
    const QJsonArray edits = members.value("edits").toArray();
    QHash<QString, qsizetype> seen;
    for (qsizetype i = 0; i < edits.size() && !error; ++i) {
        const QString place = QStringLiteral("edits[%1]").arg(i);
        const QJsonObject one = edits.at(i).toObject();
        plan.items.append(readItem(one, place, error));
        const EnrollmentEdit &edit = plan.items.constLast().edit;
        const QString key = QString::number(static_cast<int>(edit.kind)) + domain::foldedId(edit.id);
        if (!error && seen.contains(key))
            error = Error{
                ErrorKind::BadInput,
                Text::tr("Plan: %1 has the ID of edits[%2]. Keep one of the two.").arg(place).arg(seen.value(key)),
                edit.id};
        seen.insert(key, i);
    }
    if (error)
        return Failure(*error);
    return plan;
}

bool looksLikePlan(const QByteArray &text)
{
    return text.trimmed().startsWith('{') && text.contains("\"rehomePlan\"");
}

} // namespace rehome::fleet
