// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/LintReport.h"
#include "app/session/ProfileStore.h"
#include "app/session/Session.h"
#include "models/domain/Policy.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

namespace rehome::ctl {

namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024;
constexpr int settleMs = 200;

Result<QByteArray> contents(const QString &name)
{
    QFile file(name);
    const bool open = name == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                 : (file.setFileName(name), file.open(QIODevice::ReadOnly));
    if (!open)
        return Failure(
            Error{ErrorKind::BadInput, QStringLiteral("%1 cannot be read: %2").arg(name, file.errorString())});
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return Failure(Error{ErrorKind::BadInput, QStringLiteral("%1 is larger than 4 MB.").arg(name)});
    return bytes;
}

/// Linked hubs as Azure Resource Manager tells them (properties.iotHubs), or that array alone.
Result<QList<session::HubEntry>> linkedHubs(const QString &name)
{
    const auto bytes = contents(name);
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
            return Failure(Error{ErrorKind::BadInput,
                                 QStringLiteral("%1: entry %2 has no \"name\".").arg(name).arg(hubs.size() + 1)});
        hubs.append(hub);
    }
    if (hubs.isEmpty())
        return Failure(
            Error{ErrorKind::BadInput,
                  QStringLiteral("%1 lists no hubs. Give a list of {\"name\": …}, or the provisioning service "
                                 "as Azure Resource Manager answers.")
                      .arg(name)});
    return hubs;
}

/// {"line-7": "2018-04-01"}: what the devices of an enrollment or a group speak.
Result<QHash<QString, QString>> declaredVersions(const QString &name)
{
    const auto bytes = contents(name);
    if (!bytes)
        return Failure(bytes.error());
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject())
        return Failure(
            Error{ErrorKind::BadInput, QStringLiteral("%1: an object of ID and API version is needed.").arg(name)});
    QHash<QString, QString> versions;
    const QJsonObject object = document.object();
    for (auto at = object.begin(); at != object.end(); ++at) {
        if (!domain::ApiVersion::parse(at.value().toString()))
            return Failure(Error{ErrorKind::BadInput,
                                 QStringLiteral("%1: %2 has no API version such as 2019-03-31.").arg(name, at.key())});
        versions.insert(at.key().toLower(), at.value().toString());
    }
    return versions;
}

struct Connection
{
    session::ConnectionProfile profile;
    session::ConnectionSecret secret;
};

/// A connection string, or the line that `rehomectl serve` prints.
Result<Connection> connectionFrom(const QString &name, const QString &caFile)
{
    const auto bytes = contents(name);
    if (!bytes)
        return Failure(bytes.error());
    QString service = QString::fromUtf8(*bytes).trimmed();
    QString ca = caFile;
    QList<session::HubEntry> hubs;
    const QJsonObject ready = QJsonDocument::fromJson(*bytes).object();
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
    auto made = session::ProfileStore::fromConnectionStrings(service, {}, ca);
    if (!made)
        return Failure(made.error());
    made->first.hubs = hubs;
    return Connection{made->first, made->second};
}

void declare(session::Session &session, const QHash<QString, QString> &versions)
{
    const fleet::SnapshotPtr snapshot = session.snapshot();
    QHash<QString, std::vector<fleet::RowId>> rows;
    for (fleet::RowId row = 0; row < snapshot->enrollments.rowCount(); ++row)
        if (const auto version = versions.constFind(snapshot->enrollmentId(row).toLower()); version != versions.cend())
            rows[*version].push_back(row);
    for (auto at = rows.cbegin(); at != rows.cend(); ++at)
        session.declareApiVersion(at.value(), at.key());
}

} // namespace

int lintCommand(const QStringList &arguments)
{
    const QString command = QStringLiteral("lint");
    const Arguments parsed(arguments,
                           {QStringLiteral("connection"), QStringLiteral("ca"), QStringLiteral("linked-hubs"),
                            QStringLiteral("declare"), QStringLiteral("fail-on")},
                           {QStringLiteral("json")});
    if (!parsed.error().isEmpty())
        return wrongUsage(command, parsed.error());
    if (!parsed.positional().isEmpty() || !parsed.has(QStringLiteral("connection")))
        return wrongUsage(command, QStringLiteral("--connection FILE is needed, and no other words."));
    const auto failOn = LintReport::severityFromKey(parsed.value(QStringLiteral("fail-on"), QStringLiteral("error")));
    if (!failOn)
        return wrongUsage(command, QStringLiteral("--fail-on takes error, warning or notice."));

    auto connection = connectionFrom(parsed.value(QStringLiteral("connection")), parsed.value(QStringLiteral("ca")));
    if (!connection)
        return refused(connection.error().message);
    if (parsed.has(QStringLiteral("linked-hubs"))) {
        const auto hubs = linkedHubs(parsed.value(QStringLiteral("linked-hubs")));
        if (!hubs)
            return refused(hubs.error().message);
        connection->profile.hubs = *hubs;
    }
    QHash<QString, QString> versions;
    if (parsed.has(QStringLiteral("declare"))) {
        const auto declared = declaredVersions(parsed.value(QStringLiteral("declare")));
        if (!declared)
            return refused(declared.error().message);
        versions = *declared;
    }

    const QTemporaryDir folder;
    if (!folder.isValid())
        return refused(QStringLiteral("No temporary folder could be made: %1").arg(folder.errorString()));
    session::Session session(connection->profile, connection->secret, {folder.path()});
    QString problem;
    QObject::connect(&session, &session::Session::problem, qApp, [&problem](const Error &error) {
        problem = error.message;
        QCoreApplication::exit(Refused);
    });
    // The last batch follows the end of the pass within a frame of 16 ms, and declared versions come with one more.
    QTimer settled;
    settled.setSingleShot(true);
    settled.setInterval(settleMs);
    bool declared = false;
    QObject::connect(&settled, &QTimer::timeout, qApp, [&] {
        if (declared || versions.isEmpty())
            return QCoreApplication::exit(Done);
        declared = true;
        declare(session, versions);
        settled.start();
    });
    bool complete = false;
    const auto look = [&] {
        if (!complete && session.progress().complete) {
            complete = true;
            settled.start();
        }
    };
    QObject::connect(&session, &session::Session::published, qApp, look);
    QObject::connect(&session, &session::Session::progressChanged, qApp, look);
    session.open();
    const int result = QCoreApplication::exec();
    const LintReport report(session.snapshot(), QDateTime::currentMSecsSinceEpoch() + session.clockOffsetMs());
    session.close();
    if (result != Done)
        return refused(problem);
    printLine(parsed.has(QStringLiteral("json")) ? report.json() : report.text());
    return report.reaches(*failOn) ? Findings : Done;
}

} // namespace rehome::ctl
