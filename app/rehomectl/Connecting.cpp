// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Connecting.h"

#include "app/session/ProfileStore.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace rehome::ctl {

namespace {

constexpr const char *connectionVariable = "REHOME_CONNECTION_STRING";

Failure badInput(const QString &message)
{
    return Failure(Error{ErrorKind::BadInput, message});
}

/// Linked hubs as Azure Resource Manager tells them (properties.iotHubs), or that array alone.
Result<QList<session::HubEntry>> linkedHubs(const QString &name)
{
    const auto bytes = fileContents(name);
    if (!bytes)
        return Failure(bytes.error());
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    const QJsonArray array =
        document.isArray()
            ? document.array()
            : document.object().value(QLatin1String("properties")).toObject().value(QLatin1String("iotHubs")).toArray();
    QList<session::HubEntry> hubs;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        session::HubEntry hub;
        hub.hostName = object.value(QLatin1String("name")).toString();
        hub.allocationWeight = object.value(QLatin1String("allocationWeight")).toInt(1);
        hub.openToAllocation = object.value(QLatin1String("applyAllocationPolicy")).toBool(true);
        if (hub.hostName.isEmpty())
            return badInput(QStringLiteral("%1: entry %2 has no \"name\".").arg(name).arg(hubs.size() + 1));
        hubs.append(hub);
    }
    if (hubs.isEmpty())
        return badInput(QStringLiteral("%1 lists no hubs. Give a list of {\"name\": …}, or the provisioning service "
                                       "as Azure Resource Manager answers.")
                            .arg(name));
    return hubs;
}

} // namespace

Result<QByteArray> fileContents(const QString &name, qint64 largest)
{
    QFile file(name);
    const bool open =
        name == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return badInput(QStringLiteral("%1 cannot be read: %2").arg(name, file.errorString()));
    const QByteArray bytes = file.read(largest + 1);
    if (bytes.size() > largest)
        return badInput(QStringLiteral("%1 is larger than %2 MB.").arg(name).arg(largest / 1024 / 1024));
    return bytes;
}

QStringList connectionOptions()
{
    return {QStringLiteral("connection"), QStringLiteral("ca"), QStringLiteral("linked-hubs")};
}

QString connectionMistake(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("connection")) || qEnvironmentVariableIsSet(connectionVariable))
        return {};
    return QStringLiteral("--connection FILE is needed, or the connection string in REHOME_CONNECTION_STRING.");
}

Result<Connection> connectionFrom(const Arguments &arguments)
{
    QByteArray bytes = qgetenv(connectionVariable);
    if (arguments.has(QStringLiteral("connection"))) {
        auto read = fileContents(arguments.value(QStringLiteral("connection")));
        if (!read)
            return Failure(read.error());
        bytes = *std::move(read);
    }
    QString service = QString::fromUtf8(bytes).trimmed();
    QString ca = arguments.value(QStringLiteral("ca"));
    QList<session::HubEntry> hubs;
    const QJsonObject ready = QJsonDocument::fromJson(bytes).object();
    if (!ready.isEmpty()) {
        service = ready.value(QLatin1String("serviceConnectionString")).toString();
        if (ca.isEmpty())
            ca = ready.value(QLatin1String("caCertificate")).toString();
        const QJsonArray told = ready.value(QLatin1String("hubs")).toArray();
        for (const QJsonValue hub : told) {
            session::HubEntry entry;
            entry.hostName = hub.toObject().value(QLatin1String("hostName")).toString();
            hubs.append(entry);
        }
    }
    if (arguments.has(QStringLiteral("linked-hubs"))) {
        const auto linked = linkedHubs(arguments.value(QStringLiteral("linked-hubs")));
        if (!linked)
            return Failure(linked.error());
        hubs = *linked;
    }
    auto made = session::ProfileStore::fromConnectionStrings(service, {}, ca);
    if (!made)
        return Failure(made.error());
    made->first.hubs = hubs;
    return Connection{made->first, made->second};
}

} // namespace rehome::ctl
