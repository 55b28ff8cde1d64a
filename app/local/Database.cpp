// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Database.h"

#include "app/local/DatabaseReader.h"
#include "app/local/Fault.h"

#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

namespace rehome::local {

namespace {

constexpr const char *createCaCertificates =
    "CREATE TABLE ca_certificates (key BLOB PRIMARY KEY, name TEXT, certificate BLOB, is_verified INTEGER, etag TEXT,"
    " created_ms INTEGER, updated_ms INTEGER)";

constexpr const char *createDevices =
    "CREATE TABLE devices (hub BLOB, device_id BLOB, identity BLOB, twin BLOB, PRIMARY KEY (hub, device_id))";

// Wide rows stay in ordinary tables: without a rowid, SQLite spills everything above a quarter of a page.
constexpr const char *schema[] = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    "CREATE TABLE enrollments (kind INTEGER, key BLOB, json BLOB, primary_key BLOB, secondary_key BLOB,"
    " PRIMARY KEY (kind, key))",
    "CREATE TABLE records (key BLOB PRIMARY KEY, id TEXT, device_id TEXT, hub TEXT, group_key BLOB, status INTEGER,"
    " substatus INTEGER, error_code INTEGER, error_message TEXT, etag TEXT, operation_id TEXT, api_version TEXT, "
    "payload BLOB,"
    " created_ms INTEGER, updated_ms INTEGER, pending INTEGER, request_payload BLOB, attestation BLOB) WITHOUT ROWID",
    createDevices,
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
    {4, "ALTER TABLE devices RENAME TO wide_devices"},
    {4, createDevices},
    {4, "INSERT INTO devices SELECT hub, device_id, identity, twin FROM wide_devices"},
    {4, "DROP TABLE wide_devices"},
};

/// An empty byte array is a value here, not NULL.
QByteArray blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

struct Database::Private
{
    explicit Private(const QString &file)
        : connection(file)
    {
    }

    SqlConnection connection;
    std::unique_ptr<QSqlQuery> putEnrollment, putRecord, putDevice, putCaCertificate, dropEnrollment, dropRecord,
        dropDevice, dropCaCertificate, setMeta;
    QString &error = connection.error;

    bool run(const QString &sql) { return connection.run(sql); }
    QSqlDatabase &database() { return connection.database(); }

    bool prepare(std::unique_ptr<QSqlQuery> &query, const char *sql)
    {
        query = std::make_unique<QSqlQuery>(database());
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
        if (!database().transaction())
            return false;
        for (const char *sql : schema)
            if (!run(QString::fromLatin1(sql)))
                return false;
        // The stamp comes last and with the tables: half a schema never looks like a whole one.
        return run(QStringLiteral("PRAGMA application_id = %1").arg(databaseApplicationId)) &&
               run(QStringLiteral("PRAGMA user_version = %1").arg(databaseVersion)) && database().commit();
    }

    bool migrate(int version)
    {
        if (version == databaseVersion)
            return true;
        if (!database().transaction())
            return false;
        for (const Migration &migration : migrations)
            if (migration.from >= version && !run(QString::fromLatin1(migration.sql)))
                return false;
        return run(QStringLiteral("PRAGMA user_version = %1").arg(databaseVersion)) && database().commit();
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

Result<std::unique_ptr<Database>> Database::open(const QString &file, bool syncFull, const LoadSink &sink)
{
    const auto facts = inspectDatabase(file);
    if (!facts)
        return Failure(facts.error());
    const bool isOld = !facts->isNew && facts->version < databaseVersion;
    // Nothing is written before all of it was found whole.
    if (const auto read = facts->isNew ? Result<void>() : isOld ? checkDatabase(file) : loadDatabase(file, sink); !read)
        return Failure(read.error());
    auto p = std::make_unique<Private>(file);
    if (!p->connection.isOpen())
        return fault(ErrorKind::Storage, QStringLiteral("The database %1 cannot be opened.").arg(file), p->error);
    const bool ready = p->run(QStringLiteral("PRAGMA journal_mode = WAL")) &&
                       p->run(syncFull ? QStringLiteral("PRAGMA synchronous = FULL")
                                       : QStringLiteral("PRAGMA synchronous = NORMAL")) &&
                       // Fewer, larger moves out of the log: each one waits for the disk.
                       p->run(QStringLiteral("PRAGMA wal_autocheckpoint = 8000")) &&
                       p->run(QStringLiteral("PRAGMA cache_size = -16000")) &&
                       (facts->isNew ? p->createSchema() : p->migrate(facts->version)) && p->prepareAll();
    if (!ready)
        return fault(ErrorKind::Storage, QStringLiteral("The database %1 cannot be written.").arg(file), p->error);
    if (isOld)
        if (const auto loaded = loadDatabase(file, sink); !loaded)
            return Failure(loaded.error());
    return std::unique_ptr<Database>(new Database(std::move(p)));
}

bool Database::begin()
{
    return d->database().transaction();
}

bool Database::commit()
{
    return d->database().commit();
}

void Database::rollback()
{
    d->database().rollback();
}

QString Database::lastError() const
{
    return d->error.isEmpty() ? d->database().lastError().text() : d->error;
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
