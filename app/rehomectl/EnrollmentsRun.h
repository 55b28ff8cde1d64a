// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/EditReport.h"
#include "app/session/CommandSession.h"

#include <QCoro/QCoroTask>

namespace rehome::ctl {

/// One run of `rehomectl enrollments VERB`: its options and the open connection.
struct EnrollmentsRun
{
    Arguments arguments;
    session::CommandSession &service;

    bool has(const char *option) const { return arguments.has(QString::fromLatin1(option)); }
    QString value(const char *option) const { return arguments.value(QString::fromLatin1(option)); }
    bool json() const { return has("json"); }
};

/// Exit code, or an error: then it is told and the command was refused.
using EnrollmentsTask = QCoro::Task<Result<int>>;

// The verbs: what is wrong with their words, found before anything is asked (empty when nothing is), and what they do.
// EnrollmentsRead.cpp:
QString listMistake(const Arguments &arguments);
EnrollmentsTask listEnrollments(EnrollmentsRun *run);
QString showMistake(const Arguments &arguments);
EnrollmentsTask showEnrollment(EnrollmentsRun *run);
QString exportMistake(const Arguments &arguments);
EnrollmentsTask exportEnrollments(EnrollmentsRun *run);
// EnrollmentsWrite.cpp:
QString setPolicyMistake(const Arguments &arguments);
EnrollmentsTask setPolicy(EnrollmentsRun *run);
QString diffMistake(const Arguments &arguments);
EnrollmentsTask diffFile(EnrollmentsRun *run);
QString applyMistake(const Arguments &arguments);
EnrollmentsTask applyPlan(EnrollmentsRun *run);
// EnrollmentsImport.cpp:
QString importMistake(const Arguments &arguments);
EnrollmentsTask importFile(EnrollmentsRun *run);

/// What is wrong with --map; empty when nothing is.
QString mapMistake(const Arguments &arguments);
/// What a file to import would change. Lines that are wrong are told on standard error.
struct ImportLines
{
    QList<EditLine> lines;
    qint64 wrong = 0;
};
QCoro::Task<Result<ImportLines>> importLines(EnrollmentsRun *run, QByteArray file);
// What the verbs that write share, EnrollmentsSend.cpp:
/// What the service would be told: shown for --dry-run, written for --plan, else sent after it was confirmed.
EnrollmentsTask carryOut(EnrollmentsRun *run, QList<EditLine> lines);
/// Shows what would be sent and sends nothing. The exit code says whether there is anything.
int showDifferences(EnrollmentsRun &run, const QList<EditLine> &lines);
/// Reads the enrollments of these edits, and says of each how it stands to what the service has now.
QCoro::Task<Result<QList<EditLine>>> standingsOf(EnrollmentsRun *run, QList<EditLine> lines);
/// One by one as long as they are few, else everything by pages.
QCoro::Task<Result<void>> readEnrollments(EnrollmentsRun *run, QList<std::pair<domain::EnrollmentKind, QString>> ids);

/// What is wrong with --filter; empty when nothing is.
QString filterMistake(const Arguments &arguments);
/// Rows that --filter chooses of those that were read, by ID; all without one.
std::vector<fleet::RowId> filteredRows(EnrollmentsRun &run);
/// What IDs that were typed may mean, for CommandSession::readSome().
QList<std::pair<domain::EnrollmentKind, QString>> typedIds(const Arguments &arguments, const QStringList &ids);
/// The row of an ID that was typed and read; one of both kinds has to say which it is.
Result<fleet::RowId> typedRow(const EnrollmentsRun &run, const QString &id);
/// The kind that --kind names; nothing when it names none.
std::optional<domain::EnrollmentKind> kindOption(const Arguments &arguments);

} // namespace rehome::ctl
