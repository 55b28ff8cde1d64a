// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/Connecting.h"
#include "app/rehomectl/LintReport.h"
#include "app/session/Session.h"
#include "models/domain/DeclaredClient.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

namespace rehome::ctl {

namespace {

constexpr int settleMs = 200;

/// {"line-7": "2018-04-01", "line-8": "c 1.2.8"}: what the devices of an enrollment or a group speak.
Result<QHash<QString, domain::DeclaredClient>> declaredClients(const QString &name)
{
    const auto bytes = fileContents(name);
    if (!bytes)
        return Failure(bytes.error());
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject())
        return Failure(Error{ErrorKind::BadInput,
                             QStringLiteral("%1: an object of ID and API version or SDK is needed.").arg(name)});
    QHash<QString, domain::DeclaredClient> clients;
    const QJsonObject object = document.object();
    for (auto at = object.begin(); at != object.end(); ++at) {
        const auto client = domain::DeclaredClient::parse(at.value().toString());
        if (!client || !client->isKnown())
            return Failure(
                Error{ErrorKind::BadInput,
                      QStringLiteral("%1: %2 has no API version such as 2019-03-31 and no SDK such as \"c 1.2.8\".")
                          .arg(name, at.key())});
        clients.insert(at.key().toLower(), *client);
    }
    return clients;
}

void declare(session::Session &session, const QHash<QString, domain::DeclaredClient> &clients)
{
    const fleet::SnapshotPtr snapshot = session.snapshot();
    QHash<QString, std::vector<fleet::RowId>> rows;
    for (fleet::RowId row = 0; row < snapshot->enrollments.rowCount(); ++row)
        if (const auto client = clients.constFind(snapshot->enrollmentId(row).toLower()); client != clients.cend())
            rows[client->toString()].push_back(row);
    for (auto at = rows.cbegin(); at != rows.cend(); ++at)
        session.declareClient(at.value(), domain::DeclaredClient::parse(at.key()).value_or(domain::DeclaredClient()));
}

} // namespace

int lintCommand(const QStringList &arguments)
{
    const QString command = QStringLiteral("lint");
    const Arguments parsed(arguments,
                           connectionOptions() + QStringList{QStringLiteral("declare"), QStringLiteral("fail-on")},
                           {QStringLiteral("json")});
    if (!parsed.error().isEmpty())
        return wrongUsage(command, parsed.error());
    if (const QString mistake = connectionMistake(parsed); !mistake.isEmpty())
        return wrongUsage(command, mistake);
    if (!parsed.positional().isEmpty())
        return wrongUsage(command, QStringLiteral("it takes no words beside its options."));
    const auto failOn = LintReport::severityFromKey(parsed.value(QStringLiteral("fail-on"), QStringLiteral("error")));
    if (!failOn)
        return wrongUsage(command, QStringLiteral("--fail-on takes error, warning or notice."));

    const auto connection = connectionFrom(parsed);
    if (!connection)
        return refused(connection.error().message);
    QHash<QString, domain::DeclaredClient> clients;
    if (parsed.has(QStringLiteral("declare"))) {
        const auto declared = declaredClients(parsed.value(QStringLiteral("declare")));
        if (!declared)
            return refused(declared.error().message);
        clients = *declared;
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
    // The last batch follows the end of the pass within a frame of 16 ms, and declared clients come with one more.
    QTimer settled;
    settled.setSingleShot(true);
    settled.setInterval(settleMs);
    bool declared = false;
    QObject::connect(&settled, &QTimer::timeout, qApp, [&] {
        if (declared || clients.isEmpty())
            return QCoreApplication::exit(Done);
        declared = true;
        declare(session, clients);
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
