// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "models/domain/ErrorDictionary.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace rehome::ctl {

namespace {

QJsonObject jsonOf(const domain::ErrorEntry &entry)
{
    QJsonObject object{{QStringLiteral("code"), entry.code},
                       {QStringLiteral("title"), entry.title},
                       {QStringLiteral("means"), entry.means},
                       {QStringLiteral("causes"), QJsonArray::fromStringList(entry.causes)},
                       {QStringLiteral("todo"), QJsonArray::fromStringList(entry.todo)}};
    if (!entry.name.isEmpty())
        object.insert(QStringLiteral("name"), entry.name);
    if (entry.convention)
        object.insert(QStringLiteral("convention"), true);
    return object;
}

QString headOf(const domain::ErrorEntry &entry)
{
    const QString code = QString::number(entry.code);
    return (entry.name.isEmpty() ? code : code + QLatin1Char(' ') + entry.name) + QStringLiteral("  ") + entry.title;
}

QString textOf(const domain::ErrorEntry &entry)
{
    QStringList lines{headOf(entry), QStringLiteral("  ") + entry.means, QStringLiteral("Likely causes:")};
    for (const QString &cause : entry.causes)
        lines << QStringLiteral("  - ") + cause;
    lines << QStringLiteral("What to do:");
    for (const QString &step : entry.todo)
        lines << QStringLiteral("  - ") + step;
    if (entry.convention)
        lines << QStringLiteral("This number is in no public text; the local service answers with it.");
    return lines.join(QLatin1Char('\n'));
}

} // namespace

int explainCommand(const QStringList &arguments)
{
    const QString command = QStringLiteral("explain");
    const Arguments parsed(arguments, {}, {QStringLiteral("json")});
    if (!parsed.error().isEmpty())
        return wrongUsage(command, parsed.error());
    if (parsed.positional().size() > 1)
        return wrongUsage(command, QStringLiteral("it takes one code or one word of a hub."));
    QFile file(QStringLiteral(":/errors/errors.json"));
    const auto dictionary =
        domain::ErrorDictionary::parse(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    if (!dictionary)
        return refused(dictionary.error().message);
    const bool json = parsed.has(QStringLiteral("json"));
    if (parsed.positional().isEmpty()) {
        QJsonArray all;
        QStringList heads;
        for (const domain::ErrorEntry &entry : dictionary->entries()) {
            all.append(jsonOf(entry));
            heads << headOf(entry);
        }
        printLine(json ? QJsonDocument(all).toJson(QJsonDocument::Compact) : heads.join(QLatin1Char('\n')).toUtf8());
        return Done;
    }
    const QString asked = parsed.positional().first();
    bool isNumber = false;
    const int code = asked.toInt(&isNumber);
    const domain::ErrorEntry *entry = isNumber ? dictionary->findOrStatus(code) : dictionary->findName(asked);
    if (!entry)
        return refused(QStringLiteral("Nothing is known of %1.").arg(asked));
    printLine(json ? QJsonDocument(jsonOf(*entry)).toJson(QJsonDocument::Compact) : textOf(*entry).toUtf8());
    return Done;
}

} // namespace rehome::ctl
