// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Confirming.h"
#include "app/rehomectl/Connecting.h"
#include "app/rehomectl/EnrollmentsRun.h"
#include "app/session/ImportEdits.h"
#include "models/fleet/ImportFile.h"
#include "models/fleet/PlanFile.h"

#include <cstdio>

// import, and what a file to import would change.
namespace rehome::ctl {

using State = EditLine::State;

namespace {

Failure badInput(const QString &message)
{
    return Failure(Error{ErrorKind::BadInput, message});
}

/// --map "Serial=registrationId,Colour=": nothing when a part has no "=".
std::optional<QList<std::pair<QString, QString>>> mapOption(const Arguments &arguments)
{
    QList<std::pair<QString, QString>> changes;
    const QStringList parts = arguments.value(QStringLiteral("map")).split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const qsizetype equals = part.lastIndexOf(u'=');
        if (equals < 1)
            return std::nullopt;
        changes.append({part.first(equals), part.sliced(equals + 1)});
    }
    return changes;
}

/// The mapping of a CSV file; it is told, so that a column that was not understood does not go unseen.
Result<fleet::ImportMapping> mappingOf(EnrollmentsRun &run, const QByteArray &file)
{
    fleet::ImportMapping mapping = fleet::guessedMapping(file);
    if (const QString wrong = fleet::changeMapping(mapping, *mapOption(run.arguments)); !wrong.isEmpty())
        return badInput(QStringLiteral("--map: %1").arg(wrong));
    const QStringList objections = mapping.columns().isEmpty() ? QStringList() : mapping.objections();
    if (!objections.isEmpty())
        return badInput(objections.join(u'\n') + QStringLiteral("\nSay what columns are with --map HEADER=MEMBER."));
    for (const fleet::ImportColumn &column : mapping.columns()) {
        const bool ignored = column.field == fleet::ImportField::Ignored;
        std::fprintf(stderr, "column %s: %s\n", qPrintable(column.header),
                     ignored ? "ignored" : qPrintable(fleet::importFieldWord(column.field) + column.path));
    }
    return mapping;
}

void printProblems(const QString &name, const fleet::ImportProblems &problems)
{
    for (const fleet::ImportProblem &problem : problems.kept()) {
        const QString column = problem.column.isEmpty() ? QString() : problem.column + QLatin1String(": ");
        std::fprintf(stderr, "%s:%lld: %s%s\n", qPrintable(name), static_cast<long long>(problem.line),
                     qPrintable(column), qPrintable(problem.message));
    }
    if (problems.count() > problems.kept().size())
        std::fprintf(stderr, "… and %lld more.\n", static_cast<long long>(problems.count() - problems.kept().size()));
}

} // namespace

QString mapMistake(const Arguments &arguments)
{
    return mapOption(arguments) ? QString() : QStringLiteral("--map takes HEADER=MEMBER[,HEADER=MEMBER].");
}

QCoro::Task<Result<ImportLines>> importLines(EnrollmentsRun *run, QByteArray file)
{
    const fleet::ImportFormat format = fleet::importFormat(file);
    fleet::ImportMapping mapping;
    if (format == fleet::ImportFormat::Csv) {
        auto told = mappingOf(*run, file);
        if (!told)
            co_return Failure(told.error());
        mapping = *std::move(told);
    } else if (run->has("map")) {
        co_return badInput(QStringLiteral("--map is for CSV; this file is JSON."));
    }
    fleet::ImportReading reading = fleet::readImport(file, format, mapping);
    QList<std::pair<domain::EnrollmentKind, QString>> ids;
    for (const fleet::ImportedEnrollment &imported : std::as_const(reading.enrollments))
        ids.append({imported.kind, imported.id});
    auto asking = readEnrollments(run, ids);
    if (const Result<void> read = co_await asking; !read)
        co_return Failure(read.error());
    session::ImportedEdits imported = session::importEdits(
        std::move(reading), run->service.snapshot(), [run](fleet::RowId row) { return run->service.rawBodyOf(row); });
    ImportLines result;
    fleet::RowId draft = fleet::FirstDraft;
    for (fleet::EnrollmentEdit &edit : imported.edits) {
        if (edit.action == fleet::EnrollmentEdit::Action::Create)
            edit.row = draft++;
        const bool already = session::ImportedEdits::changesNothing(edit);
        result.lines.append({std::move(edit), already ? State::Already : State::Ready});
    }
    printProblems(run->arguments.positional().first(), imported.problems);
    result.wrong = imported.problems.lines();
    co_return result;
}

QString importMistake(const Arguments &arguments)
{
    if (arguments.positional().size() != 1)
        return QStringLiteral("one file is needed.");
    if (arguments.has(QStringLiteral("keys")) && !arguments.has(QStringLiteral("plan")))
        return QStringLiteral("--keys is for --plan.");
    if (const QString mistake = mapMistake(arguments); !mistake.isEmpty())
        return mistake;
    return sendingMistake(arguments);
}

EnrollmentsTask importFile(EnrollmentsRun *run)
{
    auto bytes = fileContents(run->arguments.positional().first(), fleet::largestPlan);
    if (!bytes)
        co_return Failure(bytes.error());
    auto asking = importLines(run, *std::move(bytes));
    const Result<ImportLines> imported = co_await asking;
    if (!imported)
        co_return Failure(imported.error());
    const bool skips = run->has("skip-bad-lines");
    if (imported->wrong > 0 && !skips && !run->has("dry-run"))
        co_return badInput(
            QStringLiteral("%1 lines are wrong, so nothing was done. Correct them, or leave them out with "
                           "--skip-bad-lines.")
                .arg(imported->wrong));
    auto carrying = carryOut(run, imported->lines);
    const Result<int> code = co_await carrying;
    if (code && *code == Done && imported->wrong > 0 && !skips)
        co_return Findings;
    co_return code;
}

} // namespace rehome::ctl
