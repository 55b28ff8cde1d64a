// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehomectl/EnrollmentsRun.h"
#include "app/rehomectl/OutputFile.h"
#include "models/fleet/CopyAs.h"
#include "models/fleet/CsvReader.h"
#include "models/fleet/EnrollmentExport.h"
#include "models/items/Columns.h"
#include "models/items/OrderEngine.h"
#include "models/wire/Sas.h"

#include <QtCore/QBuffer>
#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <cstdio>

// list, show and export: they change nothing.
namespace rehome::ctl {

using domain::EnrollmentKind;
using fleet::ExportColumn;

namespace {

constexpr qint64 tokenSeconds = 3600;

Failure badInput(const QString &message)
{
    return Failure(Error{ErrorKind::BadInput, message});
}

/// The columns that --columns names, or what is wrong with it.
tl::expected<QList<ExportColumn>, QString> columnsOption(const Arguments &arguments, QList<ExportColumn> fallback)
{
    if (!arguments.has(QStringLiteral("columns")))
        return fallback;
    QList<ExportColumn> columns;
    const QStringList words = arguments.value(QStringLiteral("columns")).split(u',');
    for (const QString &word : words) {
        const auto column = ExportColumn::fromWord(word.trimmed());
        if (!column)
            return tl::make_unexpected(QStringLiteral("--columns: %1 is no column. Known: %2, tags.NAME, desired.NAME.")
                                           .arg(word, ExportColumn::words().join(QLatin1String(", "))));
        columns.append(*column);
    }
    return columns;
}

QString tableMistake(const Arguments &arguments)
{
    if (!arguments.positional().isEmpty())
        return QStringLiteral("it takes no words beside its options.");
    if (const auto columns = columnsOption(arguments, {}); !columns)
        return columns.error();
    return filterMistake(arguments);
}

fleet::EnrollmentExport exporter(EnrollmentsRun &run, std::vector<fleet::RowId> rows)
{
    session::CommandSession &service = run.service;
    return fleet::EnrollmentExport(service.snapshot(), std::move(rows),
                                   [&service](fleet::RowId row) { return service.rawBodyOf(row); });
}

/// A table for a person: columns as wide as their widest cell.
void printTable(const QByteArray &csv)
{
    QByteArray bytes = csv;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    fleet::CsvReader reader(buffer, ',');
    fleet::CsvRecord record;
    QList<QStringList> lines;
    QList<qsizetype> widths;
    while (reader.next(record)) {
        widths.resize(std::max(widths.size(), record.fields.size()));
        for (qsizetype i = 0; i < record.fields.size(); ++i)
            widths[i] = std::max(widths.at(i), record.fields.at(i).size());
        lines << record.fields;
    }
    for (const QStringList &fields : std::as_const(lines)) {
        QString line;
        for (qsizetype i = 0; i < fields.size(); ++i)
            line += fields.at(i).leftJustified(widths.at(i) + 2);
        // What a tag holds must not steer the terminal.
        for (QChar &character : line)
            if (character.category() == QChar::Other_Control)
                character = QChar::ReplacementCharacter;
        while (line.endsWith(u' '))
            line.chop(1);
        printLine(line.toUtf8());
    }
}

} // namespace

QString filterMistake(const Arguments &arguments)
{
    const auto parsed =
        items::FilterQuery::parse(arguments.value(QStringLiteral("filter")), items::FilterSubject::Enrollments);
    if (parsed)
        return {};
    return QStringLiteral("--filter, character %1: %2").arg(parsed.error().position + 1).arg(parsed.error().words);
}

std::vector<fleet::RowId> filteredRows(EnrollmentsRun &run)
{
    items::OrderRequest request;
    request.snapshot = run.service.snapshot();
    request.sort = {{static_cast<int>(items::EnrollmentColumn::Id), Qt::AscendingOrder}};
    request.nowMs = QDateTime::currentMSecsSinceEpoch() + run.service.client().clockSkewMs();
    request.filter = items::FilterQuery::parse(run.value("filter"), items::FilterSubject::Enrollments).value();
    return items::computeOrder(request)->order;
}

QString listMistake(const Arguments &arguments)
{
    return tableMistake(arguments);
}

EnrollmentsTask listEnrollments(EnrollmentsRun *run)
{
    using fleet::ExportField;
    const QList<ExportColumn> columns = *columnsOption(run->arguments, {{ExportField::Id, {}},
                                                                        {ExportField::Kind, {}},
                                                                        {ExportField::ReprovisionPolicy, {}},
                                                                        {ExportField::AllocationPolicy, {}},
                                                                        {ExportField::IotHubs, {}},
                                                                        {ExportField::Attestation, {}},
                                                                        {ExportField::ProvisioningStatus, {}}});
    auto reading = run->service.readAll();
    if (const Result<void> read = co_await reading; !read)
        co_return Failure(read.error());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto table = exporter(*run, filteredRows(*run));
    const Result<void> written = run->json() ? table.writeJson(buffer, columns) : table.writeCsv(buffer, columns, {});
    if (!written)
        co_return Failure(written.error());
    if (run->json() || run->has("csv"))
        printLine(buffer.data().chopped(1));
    else
        printTable(buffer.data());
    co_return Done;
}

QString exportMistake(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("json")) && arguments.has(QStringLiteral("for-spreadsheets")))
        return QStringLiteral("--for-spreadsheets is for CSV.");
    return tableMistake(arguments);
}

EnrollmentsTask exportEnrollments(EnrollmentsRun *run)
{
    const QString out = run->value("out");
    const bool csv = run->has("csv") || run->has("for-spreadsheets") ||
                     (!run->json() && QFileInfo(out).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0);
    const QList<ExportColumn> columns =
        *columnsOption(run->arguments, csv ? fleet::EnrollmentExport::settableColumns() : QList<ExportColumn>());
    auto reading = run->service.readAll();
    if (const Result<void> read = co_await reading; !read)
        co_return Failure(read.error());
    const std::vector<fleet::RowId> rows = filteredRows(*run);
    const auto table = exporter(*run, rows);
    const auto write = [&](QIODevice &device) {
        return csv ? table.writeCsv(device, columns, {',', run->has("for-spreadsheets")})
                   : table.writeJson(device, columns);
    };
    if (const Result<void> written = writeOutput(out, write); !written)
        co_return Failure(written.error());
    if (out.isEmpty() || out == QLatin1String("-"))
        co_return Done;
    std::fprintf(stderr, "%zu enrollments written to %s\n", rows.size(), qPrintable(out));
    co_return Done;
}

QList<std::pair<EnrollmentKind, QString>> typedIds(const Arguments &arguments, const QStringList &ids)
{
    QList<std::pair<EnrollmentKind, QString>> wanted;
    for (const QString &id : ids) {
        for (const EnrollmentKind kind : {EnrollmentKind::Individual, EnrollmentKind::Group}) {
            if (kindOption(arguments).value_or(kind) == kind)
                wanted.append({kind, id});
        }
    }
    return wanted;
}

Result<fleet::RowId> typedRow(const EnrollmentsRun &run, const QString &id)
{
    fleet::RowId found = fleet::NoRow;
    const auto wanted = typedIds(run.arguments, {id});
    for (const auto &[kind, name] : wanted) {
        const fleet::RowId row = run.service.rowOf(kind, name);
        if (row != fleet::NoRow && found != fleet::NoRow)
            return badInput(
                QStringLiteral("%1 is an enrollment and an enrollment group. Say which with --kind.").arg(id));
        if (row != fleet::NoRow)
            found = row;
    }
    if (found == fleet::NoRow)
        return badInput(QStringLiteral("%1 is no enrollment and no enrollment group of this service.").arg(id));
    return found;
}

QString showMistake(const Arguments &arguments)
{
    if (arguments.positional().size() != 1)
        return QStringLiteral("one ID is needed.");
    const QString as = arguments.value(QStringLiteral("as"), QStringLiteral("json"));
    if (as != QLatin1String("json") && as != QLatin1String("az") && as != QLatin1String("curl"))
        return QStringLiteral("--as takes json, az or curl.");
    const QString shell = arguments.value(QStringLiteral("shell"), QStringLiteral("posix"));
    if (shell != QLatin1String("posix") && shell != QLatin1String("powershell"))
        return QStringLiteral("--shell takes posix or powershell.");
    return {};
}

EnrollmentsTask showEnrollment(EnrollmentsRun *run)
{
    const QString id = run->arguments.positional().first();
    auto reading = run->service.readSome(typedIds(run->arguments, {id}));
    if (const Result<void> read = co_await reading; !read)
        co_return Failure(read.error());
    const Result<fleet::RowId> row = typedRow(*run, id);
    if (!row)
        co_return Failure(row.error());
    const fleet::SnapshotPtr snapshot = run->service.snapshot();
    fleet::CopySource source;
    source.kind = snapshot->enrollments.kind[*row];
    source.id = snapshot->enrollmentId(*row);
    source.body = run->service.bodyOf(*row);
    source.hostName = run->service.profile().hostName;
    source.caCertificatePath = run->service.profile().caCertificatePath;
    source.shell = run->value("shell") == QLatin1String("powershell") ? fleet::Shell::PowerShell : fleet::Shell::Posix;
    if (run->has("keys")) {
        auto asking = run->service.client().attestationMechanism(source.kind, source.id);
        const Result<QJsonObject> attestation = co_await asking;
        if (!attestation)
            co_return Failure(attestation.error());
        source.body.insert(QStringLiteral("attestation"), *attestation);
        source.secrets = fleet::Secrets::Shown;
        source.token = run->service.token(tokenSeconds);
        std::fprintf(stderr, "warning: this holds keys. Keep it as you keep keys.\n");
    }
    const QString as = run->value("as");
    if (as == QLatin1String("az"))
        printLine(azCreate(source).toUtf8());
    else if (as == QLatin1String("curl"))
        printLine(curlShow(source).toUtf8());
    else
        printLine(run->json() ? QJsonDocument(source.body).toJson(QJsonDocument::Compact) : jsonText(source).toUtf8());
    co_return Done;
}

} // namespace rehome::ctl
