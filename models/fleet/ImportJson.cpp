// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportJson.h"

#include <QtCore/QCoreApplication>

namespace rehome::fleet {

using domain::EnrollmentKind;

namespace {

constexpr int objectsBetweenLooks = 500;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::fleet::ImportJson)
};

} // namespace

std::optional<ImportedEnrollment> ImportJson::read(const JsonObjects::Item &item, ImportProblems &problems)
{
    const auto fail = [&](const QString &column, const QString &message) {
        problems.add(item.line, column, message);
        return std::nullopt;
    };
    if (item.problem) {
        problems.add(item.problem->line, {}, item.problem->message);
        return std::nullopt;
    }
    static const QString registrationId = QStringLiteral("registrationId"),
                         groupId = QStringLiteral("enrollmentGroupId");
    static const QStringList notOurs{registrationId,
                                     groupId,
                                     QStringLiteral("etag"),
                                     QStringLiteral("createdDateTimeUtc"),
                                     QStringLiteral("lastUpdatedDateTimeUtc"),
                                     QStringLiteral("registrationState")};
    const bool individual = item.object.contains(registrationId), group = item.object.contains(groupId);
    if (individual == group)
        return fail({}, group ? Text::tr("This has a registrationId and an enrollmentGroupId. Remove one of them.")
                              : Text::tr("This has no registrationId and no enrollmentGroupId. Add the one it needs."));
    ImportedEnrollment enrollment;
    enrollment.line = item.line;
    enrollment.kind = group ? EnrollmentKind::Group : EnrollmentKind::Individual;
    enrollment.id = item.object.value(group ? groupId : registrationId).toString();
    if (!domain::isValidRegistrationId(enrollment.id))
        return fail(group ? groupId : registrationId,
                    Text::tr("This ID is not valid. Use 1 to 128 letters, digits and - . _ : only."));
    if (const qint64 earlier = m_ids.firstLineOf(enrollment.kind, enrollment.id, item.line); earlier > 0)
        return fail(group ? groupId : registrationId,
                    Text::tr("Line %1 has this ID already. Remove one of the two.").arg(earlier));
    for (auto at = item.object.begin(); at != item.object.end(); ++at) {
        if (!notOurs.contains(at.key()))
            enrollment.members.append({at.key(), at.value().isNull() ? QJsonValue(QJsonValue::Undefined) : at.value()});
    }
    return enrollment;
}

bool ImportJson::readAll(JsonObjects &objects, const ImportTable::Sink &sink, ImportProblems &problems,
                         const std::function<bool()> &goOn)
{
    JsonObjects::Item item;
    for (int count = 0; objects.next(item); ++count) {
        if (auto enrollment = read(item, problems))
            sink(*std::move(enrollment));
        if (count % objectsBetweenLooks == 0 && goOn && !goOn())
            return false;
    }
    if (const auto &failure = objects.failure()) {
        problems.add(failure->line, {}, failure->message);
        return false;
    }
    return true;
}

} // namespace rehome::fleet
