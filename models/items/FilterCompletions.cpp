// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FilterFields.h"

#include <QtCore/QCoreApplication>

namespace rehome::items {

namespace {
constexpr qsizetype MostCompletions = 20;
constexpr quint32 MostGroupsLookedAt = 200'000; // groups are few and early; a keystroke must not walk a million rows

QString hintText(const char *source)
{
    return QCoreApplication::translate("Filter", source);
}

QString quotedIfNeeded(const QString &name)
{
    const bool plain =
        std::none_of(name.cbegin(), name.cend(), [](QChar c) { return c.isSpace() || c == QLatin1Char(','); });
    return plain ? name : QLatin1Char('"') + name + QLatin1Char('"');
}

void offerFields(QStringView typed, qsizetype start, FilterSubject subject, QList<FilterCompletion> &list)
{
    for (const FilterFieldInfo &info : filterFields()) {
        const QLatin1String name(info.name);
        if (belongsTo(info, subject) && name.startsWith(typed, Qt::CaseInsensitive))
            list.append({QString(name) + QLatin1Char(':'), start, typed.size(), hintText(info.hint)});
    }
}

void offerNames(const QStringList &names, QStringView typed, qsizetype start, const QString &hint,
                QList<FilterCompletion> &list)
{
    QList<FilterCompletion> within;
    for (const QString &name : names) {
        const qsizetype at = name.indexOf(typed, 0, Qt::CaseInsensitive);
        if (at < 0 && !typed.isEmpty())
            continue;
        (at == 0 || typed.isEmpty() ? list : within).append({quotedIfNeeded(name), start, typed.size(), hint});
    }
    list += within;
}

QStringList groupNames(const fleet::Snapshot &snapshot)
{
    QStringList names;
    const quint32 count = qMin(snapshot.enrollments.rowCount(), MostGroupsLookedAt);
    for (fleet::RowId row = 0; row < count; ++row) {
        if (snapshot.enrollments.isGroup(row) && !snapshot.enrollments.isGone(row))
            names.append(snapshot.enrollmentId(row));
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

void offerValues(const FilterFieldInfo &info, QStringView typed, qsizetype start, FilterSubject subject,
                 const fleet::Snapshot *snapshot, QList<FilterCompletion> &list)
{
    for (const FilterWord &word : filterWords(info.field)) {
        const QLatin1String text(word.word);
        if (word.offered && belongsTo(word, subject) && text.startsWith(typed, Qt::CaseInsensitive))
            list.append({QString(text), start, typed.size(), hintText(info.hint)});
    }
    if (info.kind == FilterValueKind::Time && typed.isEmpty()) {
        for (const char *example : {"<1h", "<1d", "<7d", ">30d"})
            list.append({QString::fromLatin1(example), start, 0, hintText(info.hint)});
    }
    if (info.kind == FilterValueKind::Api && typed.isEmpty()) {
        for (const char *example : {"<=2018-04-01", ">2018-04-01"})
            list.append({QString::fromLatin1(example), start, 0, hintText(info.hint)});
    }
    if (!snapshot)
        return;
    if (info.field == FilterField::Hub || info.field == FilterField::Previous) {
        QStringList names;
        for (const fleet::HubRow &hub : snapshot->hubs.rows)
            names.append(fleet::shortHubName(hub.hostName));
        if (info.field == FilterField::Hub)
            names.append(QStringLiteral("none"));
        offerNames(names, typed, start, hintText(info.hint), list);
    } else if (info.field == FilterField::Group) {
        offerNames(groupNames(*snapshot), typed, start, hintText(info.hint), list);
    }
}
} // namespace

QList<FilterCompletion> FilterQuery::completions(QStringView text, qsizetype cursor, FilterSubject subject,
                                                 const fleet::Snapshot *snapshot)
{
    cursor = qBound<qsizetype>(0, cursor, text.size());
    qsizetype start = cursor; // of the term that the cursor is in or right behind
    for (const auto &[position, length] : filterTermPlaces(text)) {
        if (position <= cursor && cursor <= position + length)
            start = position;
    }
    QStringView typed = text.sliced(start, cursor - start);
    if (typed.startsWith(QLatin1Char('!'))) {
        typed = typed.sliced(1);
        ++start;
    }
    QList<FilterCompletion> list;
    const qsizetype colon = typed.indexOf(QLatin1Char(':'));
    if (colon < 0) {
        offerFields(typed, start, subject, list);
    } else if (const FilterFieldInfo *info = filterField(typed.first(colon)); info && belongsTo(*info, subject)) {
        const qsizetype value = qMax(colon, typed.lastIndexOf(QLatin1Char(','))) + 1;
        offerValues(*info, typed.sliced(value), start + value, subject, snapshot, list);
    }
    if (list.size() > MostCompletions)
        list.resize(MostCompletions);
    return list;
}

} // namespace rehome::items
