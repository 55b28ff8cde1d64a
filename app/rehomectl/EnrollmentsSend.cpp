// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/Confirming.h"
#include "app/rehomectl/EnrollmentsRun.h"
#include "app/rehomectl/OutputFile.h"
#include "app/session/ApplyCosts.h"
#include "app/session/EditStanding.h"
#include "models/fleet/PlanFile.h"

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <cstdio>

// What the verbs that write share: how edits stand to the service, and what becomes of them.
namespace rehome::ctl {

using Action = fleet::EnrollmentEdit::Action;
using State = EditLine::State;
using session::ApplyResult;

namespace {

/// More than so many enrollments are read by pages of all, not by a call each.
constexpr qsizetype mostReadAlone = 500;

QList<fleet::EnrollmentEdit> readyEdits(const QList<EditLine> &lines)
{
    QList<fleet::EnrollmentEdit> edits;
    for (const EditLine &line : lines)
        if (line.state == State::Ready)
            edits.append(line.edit);
    return edits;
}

session::ApplyCost costOf(EnrollmentsRun &run, const QList<EditLine> &lines)
{
    return session::costOf(readyEdits(lines), run.service.snapshot()->enrollments,
                           run.service.profile().operationsPerMinute);
}

void printTrouble(const EditReport &report)
{
    if (const QByteArray trouble = report.troubleText(); !trouble.isEmpty())
        std::fprintf(stderr, "%s\n", trouble.constData());
}

void preview(EnrollmentsRun &run, const QList<EditLine> &lines)
{
    const EditReport report(lines);
    const session::ApplyCost cost = costOf(run, lines);
    printLine(run.json() ? report.json(cost) : report.previewText(cost));
    if (!run.json())
        printTrouble(report);
}

Result<int> writePlan(EnrollmentsRun &run, const QList<EditLine> &lines)
{
    const QList<fleet::EnrollmentEdit> edits = readyEdits(lines);
    const fleet::Plan plan =
        fleet::planOf(edits, run.service.profile().hostName, QStringLiteral("rehomectl " REHOME_VERSION),
                      QDateTime::currentMSecsSinceEpoch());
    const fleet::PlanSecrets secrets = fleet::secretsIn(plan);
    const bool keys = run.has("keys");
    const QByteArray text = fleet::planText(plan, keys ? fleet::Secrets::Shown : fleet::Secrets::Masked);
    const auto written = writeOutput(
        run.value("plan"),
        [&text](QIODevice &device) -> Result<void> {
            if (device.write(text) == text.size())
                return {};
            return Failure(
                Error{ErrorKind::Storage, QStringLiteral("The plan cannot be written: %1").arg(device.errorString())});
        },
        keys);
    if (!written)
        return Failure(written.error());
    if (secrets.withKeys > 0 && keys)
        std::fprintf(stderr, "warning: the plan holds keys. Keep it as you keep keys.\n");
    else if (secrets.withKeys > 0)
        std::fprintf(stderr,
                     "warning: the keys of %d enrollments are not in the plan, and it cannot set them. --keys puts "
                     "them in.\n",
                     secrets.withKeys);
    if (secrets.withWebhookCodes > 0)
        std::fprintf(stderr, "warning: %d webhook addresses in the plan hold a code.\n", secrets.withWebhookCodes);
    const EditReport report(lines);
    printTrouble(report);
    std::fprintf(stderr, "%lld edits written as a plan, %d already so.\n", static_cast<long long>(edits.size()),
                 report.count(State::Already));
    return Done;
}

State stateOf(ApplyResult::Outcome outcome)
{
    switch (outcome) {
    case ApplyResult::Outcome::Applied:
        return State::Applied;
    case ApplyResult::Outcome::Conflict:
        return State::Conflict;
    case ApplyResult::Outcome::Cancelled:
        return State::NotSent;
    case ApplyResult::Outcome::Failed:
        break;
    }
    return State::Failed;
}

/// What the service has, with the keys where they decide.
QCoro::Task<Result<QJsonObject>> newestBody(EnrollmentsRun *run, const fleet::EnrollmentEdit *edit)
{
    QJsonObject now = run->service.bodyOf(run->service.rowOf(edit->kind, edit->id));
    if (session::needsKeys(*edit, now)) {
        auto asking = run->service.client().attestationMechanism(edit->kind, edit->id);
        const Result<QJsonObject> attestation = co_await asking;
        if (!attestation)
            co_return Failure(attestation.error());
        now.insert(QStringLiteral("attestation"), *attestation);
    }
    co_return now;
}

QString conflictWords(const fleet::EnrollmentEdit &edit, const QJsonObject &now)
{
    if (edit.action == Action::Create)
        return QStringLiteral("an enrollment with this ID exists already, and it is set otherwise.");
    if (now.isEmpty())
        return QStringLiteral("there is no such enrollment any more.");
    return QStringLiteral("it was changed meanwhile: its ETag is %1, not %2.")
        .arg(now.value(QLatin1String("etag")).toString(), edit.baseEtag);
}

} // namespace

QCoro::Task<Result<void>> readEnrollments(EnrollmentsRun *run, QList<std::pair<domain::EnrollmentKind, QString>> ids)
{
    return ids.size() > mostReadAlone ? run->service.readAll() : run->service.readSome(std::move(ids));
}

QCoro::Task<Result<QList<EditLine>>> standingsOf(EnrollmentsRun *run, QList<EditLine> lines)
{
    QList<std::pair<domain::EnrollmentKind, QString>> ids;
    for (const EditLine &line : std::as_const(lines))
        ids.append({line.edit.kind, line.edit.id});
    auto reading = readEnrollments(run, ids);
    if (const Result<void> read = co_await reading; !read)
        co_return Failure(read.error());
    fleet::RowId draft = fleet::FirstDraft;
    for (EditLine &line : lines) {
        line.edit.row = line.edit.action == Action::Create ? draft++ : run->service.rowOf(line.edit.kind, line.edit.id);
        if (line.keysLeftOut) {
            line.state = State::Failed;
            line.reason = QStringLiteral("its keys are not in the plan. Write the plan again, with --keys.");
            continue;
        }
        auto asking = newestBody(run, &line.edit);
        const Result<QJsonObject> now = co_await asking;
        if (!now)
            co_return Failure(now.error());
        if (run->has("rebase"))
            line.edit = session::rebased(line.edit, *now);
        const session::Standing standing = session::standingOf(line.edit, *now);
        line.state = standing == session::Standing::Ready     ? State::Ready
                     : standing == session::Standing::Already ? State::Already
                                                              : State::Conflict;
        if (line.state == State::Conflict)
            line.reason = conflictWords(line.edit, *now);
    }
    co_return lines;
}

int showDifferences(EnrollmentsRun &run, const QList<EditLine> &lines)
{
    preview(run, lines);
    const EditReport report(lines);
    return report.count(State::Already) == lines.size() ? Done : Findings;
}

EnrollmentsTask carryOut(EnrollmentsRun *run, QList<EditLine> lines)
{
    if (run->has("plan"))
        co_return writePlan(*run, lines);
    if (run->has("dry-run")) {
        preview(*run, lines);
        const EditReport report(lines);
        co_return report.count(State::Conflict) + report.count(State::Failed) > 0 ? Findings : Done;
    }
    const session::ApplyCost cost = costOf(*run, lines);
    const QList<fleet::EnrollmentEdit> edits = readyEdits(lines);
    if (!edits.isEmpty()) {
        if (!run->has("yes"))
            std::fprintf(stderr, "%s\n", EditReport(lines).previewText(cost).constData());
        if (!isConfirmed(run->arguments, static_cast<int>(edits.size())))
            co_return Failure(Error{ErrorKind::Cancelled, QStringLiteral("Nothing was sent.")});
    }
    auto applying = run->service.apply(edits);
    const std::vector<ApplyResult> results = co_await applying;
    QHash<fleet::RowId, const ApplyResult *> byRow;
    for (const ApplyResult &result : results)
        byRow.insert(result.row, &result);
    for (EditLine &line : lines) {
        const ApplyResult *result = line.state == State::Ready ? byRow.value(line.edit.row) : nullptr;
        if (!result)
            continue;
        line.state = stateOf(result->outcome);
        line.reason = result->error ? result->error->message : QString();
        if (line.state == State::NotSent)
            line.reason = QStringLiteral("the connection was lost before. Give the command again.");
    }
    const EditReport report(lines);
    printLine(run->json() ? report.json(cost) : report.countsText());
    if (!run->json())
        printTrouble(report);
    if (report.count(State::Failed) + report.count(State::NotSent) > 0)
        co_return Refused;
    co_return report.count(State::Conflict) > 0 ? Findings : Done;
}

} // namespace rehome::ctl
