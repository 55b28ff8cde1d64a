// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/DisabledLedger.h"

#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

namespace rehome::session {

namespace {
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Session)
};
} // namespace

DisabledLedger::DisabledLedger(QString filePath)
    : m_filePath(std::move(filePath))
{
}

Result<void> DisabledLedger::load()
{
    m_entries.clear();
    QFile file(m_filePath);
    if (!file.exists())
        return {};
    const auto unreadable = [&](const QString &why) {
        return Failure(makeError(ErrorKind::Storage,
                                 Text::tr("The list of devices that are disabled for a moment cannot be read: %1. Look "
                                          "in their hubs whether any is left disabled, then remove that file.")
                                     .arg(m_filePath),
                                 why));
    };
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file.errorString());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isArray())
        return unreadable(error.errorString());
    const QJsonArray list = document.array();
    for (const QJsonValue &each : list) {
        const Entry entry{each[QLatin1String("hub")].toString(), each[QLatin1String("device")].toString()};
        if (!entry.hub.isEmpty() && !entry.deviceId.isEmpty())
            m_entries.append(entry);
    }
    return {};
}

Result<void> DisabledLedger::add(const Entry &entry)
{
    if (m_entries.contains(entry))
        return {};
    m_entries.append(entry);
    const auto saved = save();
    if (!saved)
        m_entries.removeLast();
    return saved;
}

Result<void> DisabledLedger::remove(const Entry &entry)
{
    return m_entries.removeAll(entry) > 0 ? save() : Result<void>();
}

Result<void> DisabledLedger::save()
{
    QJsonArray list;
    for (const Entry &entry : m_entries)
        list.append(QJsonObject{{QStringLiteral("hub"), entry.hub}, {QStringLiteral("device"), entry.deviceId}});
    QSaveFile file(m_filePath);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(list).toJson(QJsonDocument::Compact)) < 0 ||
        !file.commit())
        return Failure(makeError(ErrorKind::Storage,
                                 Text::tr("The list of devices that are disabled for a moment cannot be written: %1. "
                                          "No device is disabled without it.")
                                     .arg(m_filePath),
                                 file.errorString()));
    return {};
}

} // namespace rehome::session
