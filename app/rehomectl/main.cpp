// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/OpenSslAtExit.h"
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <cstdio>

#ifndef _WIN32
#include <csignal>
#endif

using namespace rehome::ctl;

namespace {

/// Logs go to standard error whatever it is; Qt itself would send them to the journal when it is no terminal.
void logToStandardError(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
}

} // namespace

int main(int argc, char **argv)
{
    rehome::azure::keepOpenSslUntilProcessEnds();
#ifndef _WIN32
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is no reason to end
#endif
    qInstallMessageHandler(logToStandardError);
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Rehome"));
    QCoreApplication::setApplicationName(QStringLiteral("rehomectl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(REHOME_VERSION));

    static const QHash<QString, int (*)(const QStringList &)> commands{
        {QStringLiteral("serve"), serveCommand},     {QStringLiteral("control"), controlCommand},
        {QStringLiteral("fleet"), fleetCommand},     {QStringLiteral("lint"), lintCommand},
        {QStringLiteral("explain"), explainCommand}, {QStringLiteral("enrollments"), enrollmentsCommand},
        {QStringLiteral("version"), versionCommand}, {QStringLiteral("--version"), versionCommand},
        {QStringLiteral("help"), helpCommand},       {QStringLiteral("--help"), helpCommand},
        {QStringLiteral("-h"), helpCommand}};
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty())
        return wrongUsage({}, QStringLiteral("a command is needed."));
    const auto command = commands.constFind(arguments.first());
    if (command == commands.cend())
        return wrongUsage({}, QStringLiteral("%1 is not a command.").arg(arguments.first()));
    return (*command)(arguments.mid(1));
}
