// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Database.h"

#include "app/local/Fault.h"

#include <QtCore/QFile>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>
#include <atomic>

namespace rehome::local {

namespace {

constexpr int applicationId = 0x52484d45; // "RHME"
constexpr int schemaVersion = 4;

constexpr const char *createCaCertificates =
    "CREATE TABLE ca_certificates (key BLOB PRIMARY KEY, name TEXT, certificate BLOB, is_verified INTEGER, etag TEXT,"
    " created_ms INTEGER, updated_ms INTEGER)";

// Wide rows stay in ordinary tables: without a rowid, SQLite spills everything above a quarter of a page.
constexpr const char *schema[] = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    "CREATE TABLE enrollments (kind INTEGER, key BLOB, json BLOB, primary_key BLOB, secondary_key BLOB,"
    " PRIMARY KEY (kind, key))",
    "CREATE TABLE records (key BLOB PRIMARY KEY, id TEXT, device_id TEXT, hub TEXT, group_key BLOB, status INTEGER,"
    " substatus INTEGER, error_code INTEGER, error_message TEXT, etag TEXT, operation_id TEXT, api_version TEXT, "
    "payload BLOB,"
    " created_ms INTEGER, updated_ms INTEGER, pending INTEGER, request_payload BLOB, attestation BLOB) WITHOUT ROWID",
    "CREATE TABLE devices (hub BLOB, device_id BLOB, identity BLOB, twin BLOB, PRIMARY KEY (hub, device_id)) WITHOUT "
    "ROWID",
    createCaCertificates,
};

/// What a database of an older version lacks: `sql` leads from version `from` to the next one.
struct Migration
{
    int from;
    const char *sql;
};
constexpr Migration migrations[] = {
    {1, "ALTER TABLE records ADD COLUMN request_payload BLOB"},
    {2, "ALTER TABLE records ADD COLUMN attestation BLOB"},
    {3, createCaCertificates},
};

/// An empty byte array is a value here, not NULL.
QByteArray blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

struct Database::Private
{
    QString connection;
    QSqlDatabase database;
    std::unique_ptr<QSqlQuery> putEnrollment, putRecord, putDevice, putCaCertificate, dropEnrollment, dropRecord,
        dropDevice, dropCaCertificate, setMeta;
    QString error;

    ~Private()
    {
        for (auto *query : {&putEnrollment, &putRecord, &putDevice, &putCaCertificate, &dropEnrollment, &dropRecord,
                            &dropDevice, &dropCaCertificate, &setMeta})
            query->reset();
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(connection);
    }

    bool run(const QString &sql)
    {
        QSqlQuery query(database);
        if (query.exec(sql))
            return true;
        error = query.lastError().text();
        return false;
    }

    std::optional<QVariant> value(const QString &sql)
    {
        QSqlQuery query(database);
        if (query.exec(sql) && query.next())
            return query.value(0);
        error = query.lastError().text();
        return std::nullopt;
    }

    bool prepare(std::unique_ptr<QSqlQuery> &query, const char *sql)
    {
        query = std::make_unique<QSqlQuery>(database);
        if (query->prepare(QString::fromLatin1(sql)))
            return true;
        error = query->lastError().text();
        return false;
    }

    bool exec(QSqlQuery &query, std::initializer_list<QVariant> values)
    {
        int position = 0;
        for (const QVariant &value : values)
            query.bindValue(position++, value);
        const bool done = query.exec();
        if (!done)
            error = query.lastError().text();
        query.finish();
        return done;
    }

    bool createSchema()
    {
        if (!database.transaction())
            return false;
        for (const char *sql : schema)
            if (!run(QString::fromLatin1(sql)))
                return false;
        // The stamp comes last and with the tables: half a schema never looks like a whole one.
        return run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId)) &&
               run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)) && database.commit();
    }

    bool migrate(int version)
    {
        if (version == schemaVersion)
            return true;
        if (!database.transaction())
            return false;
        for (const Migration &migration : migrations)
            if (migration.from >= version && !run(QString::fromLatin1(migration.sql)))
                return false;
        return run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)) && database.commit();
    }

    bool prepareAll()
    {
        return prepare(putEnrollment, "INSERT OR REPLACE INTO enrollments VALUES (?, ?, ?, ?, ?)") &&
               prepare(
                   putRecord,
                   "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") &&
               prepare(putDevice, "INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?)") &&
               prepare(putCaCertificate, "INSERT OR REPLACE INTO ca_certificates VALUES (?, ?, ?, ?, ?, ?, ?)") &&
               prepare(dropCaCertificate, "DELETE FROM ca_certificates WHERE key = ?") &&
               prepare(dropEnrollment, "DELETE FROM enrollments WHERE kind = ? AND key = ?") &&
               prepare(dropRecord, "DELETE FROM records WHERE key = ?") &&
               prepare(dropDevice, "DELETE FROM devices WHERE hub = ? AND device_id = ?") &&
               prepare(setMeta, "INSERT OR REPLACE INTO meta VALUES (?, ?)");
    }
};

Database::Database(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const QString &file, bool syncFull)
{
    static std::atomic<int> counter{0};
    auto p = std::make_unique<Private>();
    p->connection = QStringLiteral("rehome-local-%1").arg(++counter);
    p->database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), p->connection);
    p->database.setDatabaseName(file);
    const auto damaged = [&](const QString &why) {
        return fault(
            ErrorKind::Storage,
            QStringLiteral("The database %1 is damaged and was left as it is. Restore a copy or use another folder.")
                .arg(file),
            why);
    };
    if (!p->database.open())
        return fault(ErrorKind::Storage, QStringLiteral("The database %1 cannot be opened.").arg(file),
                     p->database.lastError().text());

    const bool isEmpty = QFile(file).size() == 0;
    int found = schemaVersion;
    if (!isEmpty) {
        const auto application = p->value(QStringLiteral("PRAGMA application_id"));
        const auto version = p->value(QStringLiteral("PRAGMA user_version"));
        if (!application || !version)
            return damaged(p->error);
        if (application->toInt() != applicationId)
            return fault(ErrorKind::Storage,
                         QStringLiteral("%1 is not a database of the local service and was left as it is.").arg(file));
        found = version->toInt();
        if (found < 1)
            return damaged(QStringLiteral("version %1").arg(found));
        if (found > schemaVersion)
            return fault(
                ErrorKind::Storage,
                QStringLiteral("The database %1 was written by a newer Rehome. Use that version, or another folder.")
                    .arg(file));
        const auto check = p->value(QStringLiteral("PRAGMA quick_check(1)"));
        if (!check || check->toString() != QLatin1String("ok"))
            return damaged(check ? check->toString() : p->error);
    }
    const bool ready = p->run(QStringLiteral("PRAGMA journal_mode = WAL")) &&
                       p->run(syncFull ? QStringLiteral("PRAGMA synchronous = FULL")
                                       : QStringLiteral("PRAGMA synchronous = NORMAL")) &&
                       (isEmpty ? p->createSchema() : p->migrate(found)) && p->prepareAll();
    if (!ready)
        return damaged(p->error);
    return std::unique_ptr<Database>(new Database(std::move(p)));
}

Result<void> Database::load(const LoadSink &sink)
{
    const auto each = [this](const char *sql, const std::function<void(const QSqlQuery &)> &row) {
        QSqlQuery query(d->database);
        query.setForwardOnly(true);
        if (!query.exec(QString::fromLatin1(sql))) {
            d->error = query.lastError().text();
            return false;
        }
        while (query.next())
            row(query);
        d->error = query.lastError().text();
        return !query.lastError().isValid();
    };
    const bool loaded =
        each("SELECT name, value FROM meta",
             [&](const QSqlQuery &q) { sink.meta(q.value(0).toString(), q.value(1).toByteArray()); }) &&
        each("SELECT kind, key, json, primary_key, secondary_key FROM enrollments ORDER BY kind, key",
             [&](const QSqlQuery &q) {
                 sink.enrollment({static_cast<domain::EnrollmentKind>(q.value(0).toInt()), q.value(1).toByteArray(),
                                  q.value(2).toByteArray(), q.value(3).toByteArray(), q.value(4).toByteArray()});
             }) &&
        each("SELECT key, id, device_id, hub, group_key, status, substatus, error_code, error_message, etag, "
             "operation_id,"
             " api_version, payload, created_ms, updated_ms, pending, request_payload, attestation FROM records ORDER "
             "BY key",
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
             }) &&
        each("SELECT key, name, certificate, is_verified, etag, created_ms, updated_ms FROM ca_certificates ORDER BY "
             "key",
             [&](const QSqlQuery &q) {
                 sink.caCertificate({q.value(0).toByteArray(), q.value(1).toString(), q.value(2).toByteArray(),
                                     q.value(3).toBool(), q.value(4).toString(), q.value(5).toLongLong(),
                                     q.value(6).toLongLong()});
             }) &&
        each("SELECT hub, device_id, identity, twin FROM devices ORDER BY hub, device_id", [&](const QSqlQuery &q) {
            sink.device({q.value(0).toByteArray(), q.value(1).toByteArray(), q.value(2).toByteArray(),
                         q.value(3).toByteArray()});
        });
    if (!loaded)
        return fault(
            ErrorKind::Storage,
            QStringLiteral("The database is damaged and was left as it is. Restore a copy or use another folder."),
            d->error);
    return {};
}

bool Database::begin()
{
    return d->database.transaction();
}

bool Database::commit()
{
    return d->database.commit();
}

void Database::rollback()
{
    d->database.rollback();
}

QString Database::lastError() const
{
    return d->error.isEmpty() ? d->database.lastError().text() : d->error;
}

bool Database::apply(const Write &write)
{
    struct Visitor
    {
        Private &p;
        bool operator()(const EnrollmentRow &r) const
        {
            return p.exec(*p.putEnrollment,
                          {static_cast<int>(r.kind), blob(r.key), blob(r.json), blob(r.primary), blob(r.secondary)});
        }
        bool operator()(const RecordRow &r) const
        {
            return p.exec(*p.putRecord,
                          {blob(r.key), r.id, r.deviceId, r.hub, blob(r.group), static_cast<int>(r.status),
                           static_cast<int>(r.substatus), r.errorCode, r.errorMessage, r.etag, r.operationId,
                           r.apiVersion, blob(r.payload), r.createdMs, r.updatedMs, r.pending ? 1 : 0,
                           blob(r.requestPayload), blob(r.attestation)});
        }
        bool operator()(const DeviceRow &r) const
        {
            return p.exec(*p.putDevice, {blob(r.hub), blob(r.deviceId), blob(r.identity), blob(r.twin)});
        }
        bool operator()(const CaCertificateRow &r) const
        {
            return p.exec(*p.putCaCertificate, {blob(r.key), r.name, blob(r.certificate), r.isVerified ? 1 : 0, r.etag,
                                                r.createdMs, r.updatedMs});
        }
        bool operator()(const DropEnrollment &r) const
        {
            return p.exec(*p.dropEnrollment, {static_cast<int>(r.kind), blob(r.key)});
        }
        bool operator()(const DropRecord &r) const { return p.exec(*p.dropRecord, {blob(r.key)}); }
        bool operator()(const DropCaCertificate &r) const { return p.exec(*p.dropCaCertificate, {blob(r.key)}); }
        bool operator()(const DropDevice &r) const { return p.exec(*p.dropDevice, {blob(r.hub), blob(r.deviceId)}); }
        bool operator()(const SetMeta &r) const { return p.exec(*p.setMeta, {r.name, blob(r.value)}); }
    };
    return std::visit(Visitor{*d}, write);
}

} // namespace rehome::local
