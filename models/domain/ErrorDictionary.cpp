// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/ErrorDictionary.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <algorithm>

namespace rehome::domain {

namespace {

Failure refused(const QString &message, const QString &detail)
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = message;
    error.detail = detail;
    return Failure(error);
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &text : value.toArray())
        list << text.toString();
    return list;
}

} // namespace

Result<ErrorDictionary> ErrorDictionary::parse(const QByteArray &json)
{
    QJsonParseError trouble;
    const QJsonDocument document = QJsonDocument::fromJson(json, &trouble);
    const QJsonArray rows = document.object().value(QLatin1String("errors")).toArray();
    if (rows.isEmpty())
        return refused(QStringLiteral("This is no error dictionary."), trouble.errorString());
    ErrorDictionary dictionary;
    QSet<QString> seen;
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        ErrorEntry entry;
        entry.code = row.value(QLatin1String("code")).toInt();
        entry.name = row.value(QLatin1String("name")).toString();
        entry.convention = row.value(QLatin1String("convention")).toBool();
        entry.title = row.value(QLatin1String("title")).toString();
        entry.means = row.value(QLatin1String("means")).toString();
        entry.causes = texts(row.value(QLatin1String("causes")));
        entry.todo = texts(row.value(QLatin1String("todo")));
        const QString key = QStringLiteral("%1 %2").arg(entry.code).arg(entry.name);
        const bool whole = entry.code >= 400 && !entry.title.isEmpty() && !entry.means.isEmpty() &&
                           !entry.causes.isEmpty() && !entry.todo.isEmpty() && !entry.causes.contains(QString()) &&
                           !entry.todo.contains(QString());
        if (!whole || seen.contains(key))
            return refused(QStringLiteral("An entry of the error dictionary lacks a text or stands there twice."), key);
        seen.insert(key);
        dictionary.m_entries.append(entry);
    }
    return dictionary;
}

const ErrorEntry *ErrorDictionary::find(int code) const
{
    const ErrorEntry *named = nullptr;
    for (const ErrorEntry &entry : m_entries) {
        if (entry.code != code)
            continue;
        // A six-digit code has one entry; a bare status has one without a word beside those of the hubs.
        if (entry.name.isEmpty())
            return &entry;
        if (!named && code > 999)
            named = &entry;
    }
    return named;
}

const ErrorEntry *ErrorDictionary::findOrStatus(int code) const
{
    const ErrorEntry *exact = find(code);
    return exact ? exact : find(code / 1000);
}

const ErrorEntry *ErrorDictionary::findName(QStringView name) const
{
    const auto found = std::ranges::find_if(m_entries, [name](const ErrorEntry &entry) {
        return !entry.name.isEmpty() && name.compare(entry.name, Qt::CaseInsensitive) == 0;
    });
    return found == m_entries.end() ? nullptr : &*found;
}

QList<ErrorEntry> ErrorDictionary::explain(int code, const QString &message) const
{
    QList<ErrorEntry> found;
    if (const ErrorEntry *entry = findOrStatus(code))
        found.append(*entry);
    const QString word = hubWordOf(message);
    const ErrorEntry *inner = word.isEmpty() ? nullptr : findName(word);
    if (inner && (found.isEmpty() || found.first().name != inner->name))
        found.append(*inner);
    return found;
}

QString hubWordOf(const QString &message)
{
    static const QRegularExpression word(QStringLiteral("ErrorCode:\\s*([A-Za-z]+)"));
    return word.match(message).captured(1);
}

QString trackingIdOf(const QString &message)
{
    static const QRegularExpression tracking(
        QStringLiteral("Tracking ID:\\s*([0-9A-Za-z-]+?)(?:-TimeStamp|[^0-9A-Za-z-]|$)"));
    return tracking.match(message).captured(1);
}

} // namespace rehome::domain
