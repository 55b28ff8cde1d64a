// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalStore.h"

#include "app/session/JournalChanges.h"
#include "app/session/JournalKeyframe.h"
#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QSysInfo>
#include <QtCore/QUuid>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>
#include <algorithm>

namespace rehome::session {

namespace {

/// 1: without the table of changes; 2: without observed events.
constexpr int schemaVersion = 3;
constexpr int flushMs = 2000;
/// Checked page by page when opened up to this size; a larger one shows its damage when it is read.
constexpr qint64 checkedBytes = qint64(64) * 1024 * 1024;

/// A null string would be stored as NULL, which no column takes.
QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

QString osUser()
{
    // Where the environment names nobody (services, containers) the home folder does.
    for (const QString &name : {qEnvironmentVariable("USER"), qEnvironmentVariable("USERNAME"), QDir::home().dirName()})
        if (!name.isEmpty())
            return name;
    return QStringLiteral("root");
}

/// SQLite's own verdict on the file; a full disk or missing rights are no damage.
bool saysDamaged(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    return code == QLatin1String("11") || code == QLatin1String("26"); // SQLITE_CORRUPT, SQLITE_NOTADB
}

} // namespace

JournalWriter::Store::Store(const QString &filePath, const QString &host, Problem problem)
    : m_filePath(filePath)
    , m_host(host)
    , m_connection(QStringLiteral("journal-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_problem(std::move(problem))
{
}

JournalWriter::Store::~Store() = default;

void JournalWriter::Store::tell(const QString &message, const QString &detail)
{
    if (m_problem)
        m_problem(makeError(ErrorKind::Storage, message, detail));
}

void JournalWriter::Store::open()
{
    m_timer = std::make_unique<QTimer>();
    m_timer->setInterval(flushMs);
    m_timer->setSingleShot(true);
    connect(m_timer.get(), &QTimer::timeout, this, [this] { flush(); });

    QDir().mkpath(QFileInfo(m_filePath).absolutePath());
    QString why;
    m_usable = tryOpen(&why);
    if (!m_usable && m_damaged) {
        setAside(why);
        m_usable = tryOpen(&why);
    }
    if (!m_usable) {
        close();
        tell(QCoreApplication::translate(
                 "Session", "The journal cannot be written. Edits stay refused until its folder is writable."),
             why);
    }
}

bool JournalWriter::Store::tryOpen(QString *why)
{
    // The owner's rights are set before SQLite opens it: its WAL takes over the rights of the main file.
    QFile file(m_filePath);
    if (!file.open(QIODevice::ReadWrite)) {
        *why = file.errorString();
        return false;
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.close();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_filePath);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open()) {
        *why = m_database.lastError().text();
        m_damaged = saysDamaged(m_database.lastError());
        return false;
    }
    return prepareTables(why) && startRun(why);
}

bool JournalWriter::Store::prepareTables(QString *why)
{
    QSqlQuery query(m_database);
    const auto run = [&](const QString &sql) {
        if (query.exec(sql))
            return true;
        *why = query.lastError().text();
        m_damaged = saysDamaged(query.lastError());
        return false;
    };
    if (!run(QStringLiteral("PRAGMA journal_mode=WAL")) || !run(QStringLiteral("PRAGMA synchronous=NORMAL")))
        return false;
    if (QFileInfo(m_filePath).size() <= checkedBytes) {
        if (!run(QStringLiteral("PRAGMA quick_check(1)")))
            return false;
        if (query.next() && query.value(0).toString() != QLatin1String("ok")) {
            *why = query.value(0).toString();
            m_damaged = true;
            return false;
        }
    }
    if (!run(QStringLiteral("PRAGMA user_version")) || !query.next())
        return false;
    const int version = query.value(0).toInt();
    query.finish();
    if (version > schemaVersion) {
        *why = QStringLiteral("form %1, known up to %2").arg(version).arg(schemaVersion);
        m_damaged = true;
        return false;
    }
    for (const QString &sql : JournalChanges::schema())
        if (!run(sql))
            return false;
    return run(QStringLiteral("CREATE TABLE IF NOT EXISTS runs(run INTEGER PRIMARY KEY, startedMs INTEGER NOT NULL, "
                              "service TEXT NOT NULL,"
                              " osUser TEXT NOT NULL, computer TEXT NOT NULL, program TEXT NOT NULL)")) &&
           run(QStringLiteral(
               "CREATE TABLE IF NOT EXISTS strings(run INTEGER NOT NULL, id INTEGER NOT NULL, text TEXT NOT NULL,"
               " PRIMARY KEY(run, id)) WITHOUT ROWID")) &&
           run(QStringLiteral(
               "CREATE TABLE IF NOT EXISTS segments(segment INTEGER PRIMARY KEY, run INTEGER NOT NULL,"
               " firstMs INTEGER NOT NULL, lastMs INTEGER NOT NULL, records INTEGER NOT NULL, data BLOB NOT NULL)")) &&
           run(QStringLiteral("CREATE TABLE IF NOT EXISTS keyframes(keyframe INTEGER PRIMARY KEY, run INTEGER NOT NULL,"
                              " timeMs INTEGER NOT NULL, generation INTEGER NOT NULL, afterSegment INTEGER NOT NULL,"
                              " data BLOB NOT NULL)")) &&
           run(QStringLiteral(
               "CREATE TABLE IF NOT EXISTS edits(edit INTEGER PRIMARY KEY, run INTEGER NOT NULL, editId TEXT NOT NULL,"
               " timeMs INTEGER NOT NULL, phase TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,"
               " id TEXT NOT NULL, etag TEXT NOT NULL, body TEXT NOT NULL, detail TEXT NOT NULL)")) &&
           std::ranges::all_of(JournalEvents::schema(), run) &&
           run(QStringLiteral("PRAGMA user_version=%1").arg(schemaVersion));
}

bool JournalWriter::Store::startRun(QString *why)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO runs(startedMs, service, osUser, computer, program) VALUES(?,?,?,?,?)"));
    query.addBindValue(QDateTime::currentMSecsSinceEpoch());
    query.addBindValue(notNull(m_host));
    query.addBindValue(notNull(osUser()));
    query.addBindValue(notNull(QSysInfo::machineHostName()));
    query.addBindValue(QStringLiteral("Rehome ") + QStringLiteral(REHOME_VERSION));
    if (!query.exec()) {
        *why = query.lastError().text();
        return false;
    }
    m_run = query.lastInsertId().toLongLong();
    m_events = std::make_unique<JournalEvents>(m_database, m_run);
    m_reader = std::make_unique<JournalReader>(m_database, m_run);
    JournalChanges changes(m_database);
    if (changes.forgetOld(QDateTime::currentMSecsSinceEpoch()))
        return true;
    *why = changes.why();
    return false;
}

void JournalWriter::Store::setAside(const QString &why)
{
    m_events.reset();
    m_reader.reset();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
    const QString suffix =
        QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddThhmmsszzz"));
    QFile::rename(m_filePath, m_filePath + suffix);
    for (const auto *extra : {"-wal", "-shm"})
        QFile::rename(m_filePath + QLatin1String(extra), m_filePath + suffix + QLatin1String(extra));
    tell(QCoreApplication::translate(
             "Session", "The journal is damaged or newer than this program. It was set aside and a new one begun."),
         m_filePath + suffix + QStringLiteral(": ") + why);
    m_setAside = m_filePath + suffix;
}

void JournalWriter::Store::close()
{
    if (m_timer)
        m_timer->stop();
    if (m_usable)
        writeAll(nullptr); // also until when this run observed
    m_usable = false;
    m_events.reset();
    m_reader.reset();
    if (m_database.isValid()) {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_connection);
    }
}

void JournalWriter::Store::append(const fleet::Snapshot &snapshot, const fleet::ChangeBatch &batch)
{
    if (!m_usable)
        return;
    m_strings = snapshot.strings;
    m_records.insert(m_records.end(), batch.journal.begin(), batch.journal.end());
    m_sinceKeyframe += static_cast<qint64>(batch.journal.size());
    m_events->add(snapshot, batch.events);
    if (m_sinceKeyframe >= recordsPerKeyframe)
        return keyframe(snapshot);
    if (m_records.size() >= static_cast<size_t>(fleet::JournalBlobRecords) || m_events->isFull())
        flush();
    else if (!m_timer->isActive())
        m_timer->start();
}

void JournalWriter::Store::flush()
{
    if (!m_usable || (m_records.empty() && !m_events->hasUnwritten()))
        return;
    if (!writeAll(nullptr))
        m_timer->start(); // what is not written stays and is tried again
}

bool JournalWriter::Store::writeAll(const fleet::Snapshot *keyframe)
{
    // Records of before come before the keyframe.
    if (m_database.transaction() && writeStrings() && writeRecords() &&
        m_events->write(QDateTime::currentMSecsSinceEpoch()) && (!keyframe || writeKeyframe(*keyframe)) &&
        m_database.commit()) {
        m_records.clear();
        m_events->committed();
        m_stringsWritten = std::max(m_stringsWritten, m_strings.size());
        m_toldFailure = false;
        return true;
    }
    const QString why = m_database.lastError().text();
    m_database.rollback();
    if (!std::exchange(m_toldFailure, true))
        tell(QCoreApplication::translate(
                 "Session", "The journal could not be written. Free disk space; it tries again by itself."),
             why);
    return false;
}

bool JournalWriter::Store::writeStrings()
{
    QSqlQuery strings(m_database);
    strings.prepare(QStringLiteral("INSERT OR IGNORE INTO strings(run, id, text) VALUES(?,?,?)"));
    for (quint32 id = m_stringsWritten; id < m_strings.size(); ++id) {
        strings.bindValue(0, m_run);
        strings.bindValue(1, id);
        strings.bindValue(2, m_strings.text(id));
        if (!strings.exec())
            return false;
    }
    return true;
}

bool JournalWriter::Store::writeKeyframe(const fleet::Snapshot &snapshot)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO keyframes(run, timeMs, generation, afterSegment, data) VALUES(?,?,?,"
                                 "(SELECT IFNULL(MAX(segment), 0) FROM segments),?)"));
    query.addBindValue(m_run);
    query.addBindValue(QDateTime::currentMSecsSinceEpoch());
    query.addBindValue(static_cast<qint64>(snapshot.generation));
    query.addBindValue(encodeKeyframe(snapshot));
    return query.exec();
}

void JournalWriter::Store::keyframe(const fleet::Snapshot &snapshot)
{
    if (!m_usable)
        return;
    m_strings = snapshot.strings;
    m_sinceKeyframe = 0;
    if (!m_events->hasBegun() && !m_events->begin(QDateTime::currentMSecsSinceEpoch()))
        tell(QCoreApplication::translate("Session", "The journal cannot be read."), m_database.lastError().text());
    if (!writeAll(&snapshot))
        m_timer->start();
}

bool JournalWriter::Store::writeRecords()
{
    QSqlQuery segments(m_database);
    segments.prepare(QStringLiteral("INSERT INTO segments(run, firstMs, lastMs, records, data) VALUES(?,?,?,?,?)"));
    for (size_t from = 0; from < m_records.size(); from += static_cast<size_t>(fleet::JournalBlobRecords)) {
        const auto part = std::span<const fleet::JournalRecord>(m_records).subspan(
            from, std::min(m_records.size() - from, static_cast<size_t>(fleet::JournalBlobRecords)));
        const auto [first, last] = std::minmax_element(
            part.begin(), part.end(), [](const auto &a, const auto &b) { return a.timeMs < b.timeMs; });
        segments.bindValue(0, m_run);
        segments.bindValue(1, first->timeMs);
        segments.bindValue(2, last->timeMs);
        segments.bindValue(3, static_cast<int>(part.size()));
        segments.bindValue(4, fleet::encodeJournal(part));
        if (!segments.exec())
            return false;
    }
    return true;
}

bool JournalWriter::Store::writeEdit(const EditRecord &record, QString *why)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO edits(run, editId, timeMs, phase, action, kind, id, etag, body, detail)"
                                 " VALUES(?,?,?,?,?,?,?,?,?,?)"));
    query.addBindValue(m_run);
    query.addBindValue(record.editId);
    query.addBindValue(record.timeMs);
    for (const QString &text :
         {record.phase, record.action, record.kind, record.id, record.etag,
          QString::fromUtf8(QJsonDocument(withoutSecrets(record.body).toObject()).toJson(QJsonDocument::Compact)),
          record.detail})
        query.addBindValue(notNull(text));
    if (!query.exec()) {
        *why = query.lastError().text();
        return false;
    }
    JournalChanges changes(m_database);
    const bool intent = record.phase == QLatin1String("intent");
    const bool kept = intent ? !record.kept || changes.keep(record) : changes.settle(record);
    *why = changes.why();
    return kept;
}

Result<void> JournalWriter::Store::recordEdit(const EditRecord &record)
{
    QString why = m_filePath;
    if (m_usable && m_database.transaction()) {
        if (writeEdit(record, &why) && m_database.commit())
            return {};
        if (why.isEmpty())
            why = m_database.lastError().text();
        m_database.rollback();
    }
    return Failure(makeError(
        ErrorKind::Storage,
        QCoreApplication::translate("Session", "Nothing was sent: the journal cannot be written. Check its folder."),
        why));
}

Result<QList<JournalChange>> JournalWriter::Store::readChanges(const ChangeQuery &query)
{
    if (m_usable)
        return JournalChanges(m_database).read(query);
    return Failure(makeError(ErrorKind::Storage,
                             QCoreApplication::translate("Session", "The journal's list of changes cannot be read."),
                             m_filePath));
}

Result<fleet::PastPage> JournalWriter::Store::readPast(const fleet::PastQuery &query)
{
    if (!m_usable)
        return Failure(makeError(ErrorKind::Storage,
                                 QCoreApplication::translate("Session", "The journal cannot be read."), m_filePath));
    flush(); // what was observed last is asked for first
    auto page = m_reader->read(query, m_strings);
    if (page)
        page->setAside = m_setAside;
    return page;
}

} // namespace rehome::session
