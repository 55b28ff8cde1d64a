// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/Connecting.h"
#include "app/rehomectl/LintReport.h"
#include "app/session/Session.h"
#include "models/domain/Policy.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

namespace rehome::ctl {

namespace {

constexpr int settleMs = 200;

/// {"line-7": "2018-04-01"}: what the devices of an enrollment or a group speak.
Result<QHash<QString, QString>> declaredVersions(const QString &name)
{
    const auto bytes = fileContents(name);
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
