// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Confirming.h"
#include "app/rehomectl/Connecting.h"
#include "app/rehomectl/EnrollmentsRun.h"
#include "app/session/EditMaking.h"
#include "models/fleet/PlanFile.h"

#include <QtCore/QSet>
#include <cstdio>

// set-policy, diff and apply.
namespace rehome::ctl {

using State = EditLine::State;

namespace {

Failure badInput(const QString &message)
{
    return Failure(Error{ErrorKind::BadInput, message});
}

/// The rows of IDs that were typed, each once. Every one that is not known is told.
Result<std::vector<fleet::RowId>> typedRows(EnrollmentsRun &run, const QStringList &ids)
{
    std::vector<fleet::RowId> rows;
    QSet<fleet::RowId> seen;
    bool good = true;
    for (const QString &id : ids) {
        const Result<fleet::RowId> row = typedRow(run, id);
        if (!row) {
            std::fprintf(stderr, "%s\n", qPrintable(row.error().message));
            good = false;
        } else if (!seen.contains(*row)) {
            seen.insert(*row);
            rows.push_back(*row);
        }
    }
    if (!good)
        return badInput(QStringLiteral("Nothing was sent."));
    return rows;
}

QList<EditLine> policyLines(EnrollmentsRun &run, const std::vector<fleet::RowId> &rows,
                            domain::ReprovisionPolicy policy)
{
    const fleet::SnapshotPtr snapshot = run.service.snapshot();
    QList<EditLine> lines;
    for (const fleet::RowId row : rows) {
        EditLine line{session::updateOf(*snapshot, row)};
        const domain::ReprovisionPolicy now = snapshot->enrollments.policy[row];
        if (now == policy)
            line.state = State::Already;
        else
            line.edit.fields = {fleet::policyField(now, policy)};
        lines.append(line);
    }
    return lines;
}

Result<QByteArray> namedFile(const EnrollmentsRun &run)
{
    return fileContents(run.arguments.positional().first(), fleet::largestPlan);
}

/// The edits of the plan file that the command names.
Result<QList<EditLine>> planLines(const EnrollmentsRun &run, const QByteArray &bytes)
{
    const QString name = run.arguments.positional().first();
    const Result<fleet::Plan> plan = fleet::planFromText(bytes);
    if (!plan)
        return badInput(QStringLiteral("%1: %2").arg(name, plan.error().message));
    const QString host = run.service.profile().hostName.toLower();
    if (plan->service != host)
        return badInput(
            QStringLiteral("%1 is a plan for %2, and this connection is to %3.").arg(name, plan->service, host));
    QList<EditLine> lines;
    for (const fleet::Plan::Item &item : plan->items)
        lines.append({item.edit, State::Ready, {}, item.keysLeftOut});
    return lines;
}

} // namespace

QString setPolicyMistake(const Arguments &arguments)
{
    const QStringList words = arguments.positional();
    if (words.isEmpty() || !domain::policyFromKey(words.first()))
        return QStringLiteral("a policy is needed first: migrate, reset, never or notset.");
    if ((words.size() > 1) == arguments.has(QStringLiteral("filter")))
        return QStringLiteral("IDs or --filter are needed, and not both.");
    if (const QString mistake = filterMistake(arguments); !mistake.isEmpty())
        return mistake;
    return sendingMistake(arguments);
}

EnrollmentsTask setPolicy(EnrollmentsRun *run)
{
    const QStringList words = run->arguments.positional();
    const QStringList ids = words.mid(1);
    auto reading = ids.isEmpty() ? run->service.readAll() : run->service.readSome(typedIds(run->arguments, ids));
    if (const Result<void> read = co_await reading; !read)
        co_return Failure(read.error());
    const Result<std::vector<fleet::RowId>> rows =
        ids.isEmpty() ? Result<std::vector<fleet::RowId>>(filteredRows(*run)) : typedRows(*run, ids);
    if (!rows)
        co_return Failure(rows.error());
    auto carrying = carryOut(run, policyLines(*run, *rows, *domain::policyFromKey(words.first())));
    co_return co_await carrying;
}

QString diffMistake(const Arguments &arguments)
{
    if (arguments.positional().size() != 1)
        return QStringLiteral("one file with a plan, or one to import, is needed.");
    return mapMistake(arguments);
}

EnrollmentsTask diffFile(EnrollmentsRun *run)
{
    const Result<QByteArray> bytes = namedFile(*run);
    if (!bytes)
        co_return Failure(bytes.error());
    if (!fleet::looksLikePlan(*bytes)) {
        auto importing = importLines(run, *bytes);
        const Result<ImportLines> imported = co_await importing;
        if (!imported)
            co_return Failure(imported.error());
        const int code = showDifferences(*run, imported->lines);
        co_return imported->wrong > 0 ? Findings : code;
    }
    const Result<QList<EditLine>> lines = planLines(*run, *bytes);
    if (!lines)
        co_return Failure(lines.error());
    auto asking = standingsOf(run, *lines);
    const Result<QList<EditLine>> standing = co_await asking;
    if (!standing)
        co_return Failure(standing.error());
    co_return showDifferences(*run, *standing);
}

QString applyMistake(const Arguments &arguments)
{
    if (arguments.positional().size() != 1)
        return QStringLiteral("one file with a plan is needed.");
    return sendingMistake(arguments);
}

EnrollmentsTask applyPlan(EnrollmentsRun *run)
{
    const Result<QByteArray> bytes = namedFile(*run);
    if (!bytes)
        co_return Failure(bytes.error());
    const Result<QList<EditLine>> lines = planLines(*run, *bytes);
    if (!lines)
        co_return Failure(lines.error());
    auto asking = standingsOf(run, *lines);
    const Result<QList<EditLine>> standing = co_await asking;
    if (!standing)
        co_return Failure(standing.error());
    auto carrying = carryOut(run, *standing);
    co_return co_await carrying;
}

} // namespace rehome::ctl
