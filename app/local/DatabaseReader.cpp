// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/DatabaseReader.h"

#include "app/local/EventLoop.h"
#include "app/local/Fault.h"

#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>
#include <array>
#include <atomic>
#include <thread>

namespace rehome::local {

namespace {

/// A connection that leaves the database, its log and its folder as they are, closing included.
std::unique_ptr<SqlConnection> readerOf(const QString &file)
{
    std::unique_ptr<SqlConnection> reader;
    if (QFileInfo(file + QStringLiteral("-wal")).size() > 0) {
        // Killed last time: what was acknowledged is in the log.
        reader = std::make_unique<SqlConnection>(file, QStringLiteral("QSQLITE_OPEN_READONLY"));
    } else {
        // Nobody else writes, the folder is locked; without this promise SQLite would leave files of its own behind.
        const QString uri = QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded) + QStringLiteral("?immutable=1");
        reader = std::make_unique<SqlConnection>(uri, QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"));
    }
    if (reader->isOpen())
        reader->run(QStringLiteral("PRAGMA mmap_size = 2000000000")); // saves a copy; without it all works as well
    return reader;
}

template <class Row>
bool each(SqlConnection &reader, const char *sql, Row row)
{
    QSqlQuery query(reader.database());
    query.setForwardOnly(true);
    if (query.exec(QString::fromLatin1(sql)))
        while (query.next())
            row(query);
    reader.error = query.lastError().text();
    return !query.lastError().isValid();
}

bool loadEnrollments(SqlConnection &reader, const LoadSink &sink)
{
    return each(reader, "SELECT kind, key, json, primary_key, secondary_key FROM enrollments ORDER BY kind, key",
                [&](const QSqlQuery &q) {
                    sink.enrollment({static_cast<domain::EnrollmentKind>(q.value(0).toInt()), q.value(1).toByteArray(),
                                     q.value(2).toByteArray(), q.value(3).toByteArray(), q.value(4).toByteArray()});
                });
}

bool loadRecords(SqlConnection &reader, const LoadSink &sink)
{
    return each(reader,
                "SELECT key, id, device_id, hub, group_key, status, substatus, error_code, error_message, etag,"
                " operation_id, api_version, payload, created_ms, updated_ms, pending, request_payload, attestation"
                " FROM records ORDER BY key",
                [&](const QSqlQuery &q) {
                    RecordRow row;
                    row.key = q.value(0).toByteArray();
                    row.id = q.value(1).toString();
                    row.deviceId = q.value(2).toString();
                    row.hub = q.value(3).toString();
                    row.group = q.value(4).toByteArray();
                    row.status = static_cast<domain::RegistrationStatus>(q.value(5).toInt());
                    row.substatus = static_cast<domain::Substatus>(q.value(6).toInt());
                    row.errorCode = q.value(7).toInt();
                    row.errorMessage = q.value(8).toString();
                    row.etag = q.value(9).toString();
                    row.operationId = q.value(10).toString();
                    row.apiVersion = q.value(11).toString();
                    row.payload = q.value(12).toByteArray();
                    row.createdMs = q.value(13).toLongLong();
                    row.updatedMs = q.value(14).toLongLong();
                    row.pending = q.value(15).toBool();
                    row.requestPayload = q.value(16).toByteArray();
                    row.attestation = q.value(17).toByteArray();
                    sink.record(std::move(row));
                });
}

bool loadTheRest(SqlConnection &reader, const LoadSink &sink)
{
    return each(reader, "SELECT name, value FROM meta",
                [&](const QSqlQuery &q) { sink.meta(q.value(0).toString(), q.value(1).toByteArray()); }) &&
           each(reader,
                "SELECT key, name, certificate, is_verified, etag, created_ms, updated_ms FROM ca_certificates"
                " ORDER BY key",
                [&](const QSqlQuery &q) {
                    sink.caCertificate({q.value(0).toByteArray(), q.value(1).toString(), q.value(2).toByteArray(),
                                        q.value(3).toBool(), q.value(4).toString(), q.value(5).toLongLong(),
                                        q.value(6).toLongLong()});
                }) &&
           each(reader, "SELECT hub, device_id, identity, twin FROM devices ORDER BY hub, device_id",
                [&](const QSqlQuery &q) {
                    sink.device({q.value(0).toByteArray(), q.value(1).toByteArray(), q.value(2).toByteArray(),
                                 q.value(3).toByteArray()});
                });
}

bool check(SqlConnection &reader)
{
    const auto result = reader.value(QStringLiteral("PRAGMA quick_check(1)"));
    if (result && result->toString() != QLatin1String("ok"))
        reader.error = result->toString();
    return result && result->toString() == QLatin1String("ok");
}

} // namespace

SqlConnection::SqlConnection(const QString &file, const QString &options)
{
    static std::atomic<int> counter{0};
    m_name = QStringLiteral("rehome-local-%1").arg(++counter);
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(options);
    if (!m_database.open())
        error = m_database.lastError().text();
}

SqlConnection::~SqlConnection()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

bool SqlConnection::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql))
        return true;
    error = query.lastError().text();
    return false;
}

std::optional<QVariant> SqlConnection::value(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql) && query.next())
        return query.value(0);
    error = query.lastError().text();
    return std::nullopt;
}

Failure damagedDatabase(const QString &file, const QString &why)
{
    return fault(
        ErrorKind::Storage,
        QStringLiteral("The database %1 is damaged and was left as it is. Restore a copy or use another folder.")
            .arg(file),
        why);
}

Result<DatabaseFacts> inspectDatabase(const QString &file)
{
    DatabaseFacts facts;
    const bool hasLog = QFileInfo(file + QStringLiteral("-wal")).size() > 0;
    if (QFileInfo(file).size() == 0) {
        if (hasLog) // SQLite would throw the log away
            return damagedDatabase(file, QStringLiteral("empty, but with a log of changes"));
        facts.isNew = true;
        return facts;
    }
    const auto reader = readerOf(file);
    if (!reader->isOpen())
        return fault(ErrorKind::Storage, QStringLiteral("The database %1 cannot be opened.").arg(file), reader->error);
    const auto application = reader->value(QStringLiteral("PRAGMA application_id"));
    const auto version = reader->value(QStringLiteral("PRAGMA user_version"));
    const auto tables = reader->value(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!application || !version || !tables)
        return damagedDatabase(file, reader->error);
    // Killed in its very first moment, before its tables were there.
    facts.isNew = application->toInt() == 0 && version->toInt() == 0 && tables->toInt() == 0;
    if (facts.isNew)
        return facts;
    if (application->toInt() != databaseApplicationId)
        return fault(
            ErrorKind::Storage,
            QStringLiteral("%1 is not a database of the local service and was left as it is. Use another folder.")
                .arg(file));
    facts.version = version->toInt();
    if (facts.version < 1)
        return damagedDatabase(file, QStringLiteral("version %1").arg(facts.version));
    if (facts.version > databaseVersion)
        return fault(
            ErrorKind::Storage,
            QStringLiteral("The database %1 was written by a newer Rehome. Use that version, or another folder.")
                .arg(file));
    return facts;
}

Result<void> checkDatabase(const QString &file)
{
    const auto reader = readerOf(file);
    if (!check(*reader))
        return damagedDatabase(file, reader->error);
    return {};
}

Result<void> loadDatabase(const QString &file, const LoadSink &sink)
{
    using Part = bool (*)(SqlConnection &, const LoadSink &);
    const std::array<Part, 3> parts{
        [](SqlConnection &reader, const LoadSink &to) { return loadRecords(reader, to); },
        [](SqlConnection &reader, const LoadSink &to) { return loadEnrollments(reader, to); },
        [](SqlConnection &reader, const LoadSink &to) { return check(reader) && loadTheRest(reader, to); }};
    std::array<QString, parts.size()> problems;
    const auto read = [&](std::size_t part) {
        const auto reader = readerOf(file);
        if (!reader->isOpen() || !parts.at(part)(*reader, sink))
            problems.at(part) = reader->error.isEmpty() ? QStringLiteral("unreadable") : reader->error;
    };
    std::vector<std::thread> threads;
    for (std::size_t part = 1; part < parts.size(); ++part)
        threads.emplace_back([&read, part] {
            lowerThreadPriority();
            read(part);
        });
    read(0);
    for (std::thread &thread : threads)
        thread.join();
    for (const QString &problem : problems)
        if (!problem.isEmpty())
            return damagedDatabase(file, problem);
    return {};
}

} // namespace rehome::local
