// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/Connecting.h"
#include "app/rehomectl/EnrollmentsRun.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <array>

namespace rehome::ctl {

using domain::EnrollmentKind;

namespace {

struct Verb
{
    const char *name;
    const char *valued, *flags; ///< options beside those of every verb
    QString (*mistake)(const Arguments &);
    EnrollmentsTask (*run)(EnrollmentsRun *);
};

constexpr std::array<Verb, 7> verbs{{
    {"list", "filter columns", "csv", listMistake, listEnrollments},
    {"show", "kind as shell", "keys", showMistake, showEnrollment},
    {"export", "filter columns out", "csv for-spreadsheets", exportMistake, exportEnrollments},
    {"set-policy", "filter kind plan", "dry-run yes", setPolicyMistake, setPolicy},
    {"diff", "map", "rebase", diffMistake, diffFile},
    {"import", "map plan", "dry-run yes keys skip-bad-lines", importMistake, importFile},
    {"apply", "", "dry-run yes rebase", applyMistake, applyPlan},
}};

QStringList wordsOf(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

/// What can be said without asking the service.
QString mistakeOf(const Verb &verb, const Arguments &arguments)
{
    if (!arguments.error().isEmpty())
        return arguments.error();
    if (arguments.has(QStringLiteral("kind")) && !kindOption(arguments))
        return QStringLiteral("--kind takes individual or group.");
    if (arguments.has(QStringLiteral("csv")) && arguments.has(QStringLiteral("json")))
        return QStringLiteral("--csv and --json exclude each other.");
    if (const QString mistake = verb.mistake(arguments); !mistake.isEmpty())
        return mistake;
    return connectionMistake(arguments);
}

QCoro::Task<void> runToEnd(const Verb *verb, EnrollmentsRun *run)
{
    auto running = verb->run(run);
    const Result<int> result = co_await running;
    QCoreApplication::exit(result ? *result : refused(result.error().message));
}

} // namespace

std::optional<EnrollmentKind> kindOption(const Arguments &arguments)
{
    const QString word = arguments.value(QStringLiteral("kind"));
    if (word == QLatin1String("group"))
        return EnrollmentKind::Group;
    return word == QLatin1String("individual") ? std::optional(EnrollmentKind::Individual) : std::nullopt;
}

int enrollmentsCommand(const QStringList &arguments)
{
    const QString command = QStringLiteral("enrollments");
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&arguments](const Verb &known) {
        return arguments.value(0) == QLatin1String(known.name);
    });
    if (verb == verbs.end())
        return wrongUsage(command, QStringLiteral("list, show, export, set-policy, import, diff or apply is needed."));
    const Arguments parsed(arguments.mid(1), connectionOptions() + wordsOf(verb->valued),
                           wordsOf(verb->flags) + wordsOf("json"));
    if (const QString mistake = mistakeOf(*verb, parsed); !mistake.isEmpty())
        return wrongUsage(command + u' ' + arguments.first(), mistake);
    const auto connection = connectionFrom(parsed);
    if (!connection)
        return refused(connection.error().message);
    session::CommandSession service(connection->profile, connection->secret);
    if (const auto opened = service.open(); !opened)
        return refused(opened.error().message);
    EnrollmentsRun run{parsed, service};
    QTimer::singleShot(0, qApp, [&] { runToEnd(&*verb, &run); });
    return QCoreApplication::exec();
}

} // namespace rehome::ctl
