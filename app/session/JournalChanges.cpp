// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalChanges.h"

#include "app/session/EditJournal.h"
#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>
#include <limits>

namespace rehome::session {

namespace {

using Action = fleet::EnrollmentEdit::Action;

constexpr qint64 dayMs = qint64(24) * 3600 * 1000;

QByteArray fieldsToJson(const QList<fleet::PendingField> &fields)
{
    QJsonArray list;
    for (const auto &field : fields) {
        QJsonObject entry{{QStringLiteral("path"), field.path}};
        if (!field.before.isUndefined())
            entry.insert(QStringLiteral("before"), field.before);
        if (!field.after.isUndefined())
            entry.insert(QStringLiteral("after"), field.after);
        list.append(entry);
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QList<fleet::PendingField> fieldsFromJson(const QByteArray &text)
{
    QList<fleet::PendingField> fields;
    const QJsonArray list = QJsonDocument::fromJson(text).array();
    for (const auto &value : list) {
        const QJsonObject entry = value.toObject();
        fields.append({entry.value(QLatin1String("path")).toString(), entry.value(QLatin1String("before")),
                       entry.value(QLatin1String("after"))});
    }
    return fields;
}

/// The attestation that a field sets or has set; empty when the field is about something else.
QJsonObject attestationIn(const QString &path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value.toObject().value(QLatin1String("attestation")).toObject();
    return path == QLatin1String("attestation") ? value.toObject() : QJsonObject();
}

} // namespace

QStringList JournalChanges::schema()
{
    return {QStringLiteral("CREATE TABLE IF NOT EXISTS changes(change INTEGER PRIMARY KEY AUTOINCREMENT,"
                           " editId TEXT NOT NULL, batch TEXT NOT NULL, timeMs INTEGER NOT NULL, action TEXT NOT NULL,"
                           " kind TEXT NOT NULL, id TEXT NOT NULL COLLATE NOCASE, etag TEXT NOT NULL,"
                           " fields TEXT NOT NULL, keys BLOB, undoes INTEGER NOT NULL,"
                           " undone INTEGER NOT NULL DEFAULT 0, applied INTEGER NOT NULL DEFAULT 0)"),
            QStringLiteral("CREATE INDEX IF NOT EXISTS changesByBatch ON changes(batch, applied)"),
            QStringLiteral("CREATE INDEX IF NOT EXISTS changesById ON changes(kind, id)"),
            QStringLiteral("CREATE INDEX IF NOT EXISTS changesByEdit ON changes(editId)")};
}

bool JournalChanges::run(const QString &sql, const QVariantList &values, QSqlQuery &query)
{
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (query.exec())
        return true;
    m_why = query.lastError().text();
    return false;
}

bool JournalChanges::forgetOld(qint64 nowMs)
{
    QSqlQuery query(m_database);
    return run(QStringLiteral("DELETE FROM changes WHERE timeMs < ?"), {nowMs - keptDays * dayMs}, query);
}

bool JournalChanges::keep(const EditRecord &record)
{
    const KeptChange &kept = *record.kept;
    QSqlQuery query(m_database);
    if (kept.maybeSent) {
        // The attempt before may have been applied: then what is read now is no longer what was there before.
        if (!run(QStringLiteral("UPDATE changes SET editId = ?, batch = ? WHERE kind = ? AND id = ? AND applied = 0"),
                 {record.editId, kept.batch, record.kind, record.id}, query))
            return false;
        if (query.numRowsAffected() > 0)
            return true;
    }
    return run(QStringLiteral("DELETE FROM changes WHERE kind = ? AND id = ? AND applied = 0"),
               {record.kind, record.id}, query) &&
           run(QStringLiteral("INSERT INTO changes(editId, batch, timeMs, action, kind, id, etag, fields, keys, undoes)"
                              " VALUES(?,?,?,?,?,?,'',?,?,?)"),
               {record.editId, kept.batch, record.timeMs, record.action, record.kind, record.id,
                QString::fromUtf8(fieldsToJson(kept.fields)), kept.sealedKeys, kept.undoes},
               query);
}

bool JournalChanges::settle(const EditRecord &record)
{
    // Otherwise it does not count, but an attempt of unknown outcome needs it the next time.
    if (record.phase != QLatin1String("applied"))
        return true;
    QSqlQuery query(m_database);
    const QString etag =
        record.action == QLatin1String("delete") || record.etag.isNull() ? QLatin1String("") : record.etag;
    if (!run(QStringLiteral("UPDATE changes SET applied = 1, etag = ? WHERE editId = ?"), {etag, record.editId},
             query) ||
        !run(QStringLiteral("SELECT undoes FROM changes WHERE editId = ?"), {record.editId}, query))
        return false;
    const qint64 undoes = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    return markUndone(undoes);
}

bool JournalChanges::markUndone(qint64 number)
{
    // Taking back an undo brings the change before it into force again, and so on.
    for (bool undone = true; number != 0; undone = !undone) {
        QSqlQuery query(m_database);
        if (!run(QStringLiteral("UPDATE changes SET undone = ? WHERE change = ?"), {undone ? 1 : 0, number}, query) ||
            !run(QStringLiteral("SELECT undoes FROM changes WHERE change = ?"), {number}, query))
            return false;
        number = query.next() ? query.value(0).toLongLong() : 0;
    }
    return true;
}

std::optional<QJsonObject> JournalChanges::sentX509(const fleet::AppliedChange &change)
{
    bool needed = false;
    for (const auto &field : change.fields)
        needed = needed || attestationIn(field.path, field.before).contains(QLatin1String("x509"));
    QSqlQuery query(m_database);
    if (!needed || !run(QStringLiteral("SELECT fields FROM changes WHERE kind = ? AND id = ? AND applied = 1 AND"
                                       " change < ? ORDER BY change DESC"),
                        {journalKind(change.kind), change.id, change.number}, query))
        return std::nullopt;
    while (query.next())
        for (const auto &field : fieldsFromJson(query.value(0).toByteArray()))
            if (const QJsonObject sent = attestationIn(field.path, field.after); sent.contains(QLatin1String("x509")))
                return sent.value(QLatin1String("x509")).toObject();
    return std::nullopt;
}

int JournalChanges::sizeOf(const QString &batch)
{
    const auto known = m_sizes.constFind(batch);
    if (known != m_sizes.cend())
        return *known;
    QSqlQuery query(m_database);
    const bool told =
        run(QStringLiteral("SELECT COUNT(*) FROM changes WHERE batch = ? AND applied = 1"), {batch}, query) &&
        query.next();
    return *m_sizes.insert(batch, told ? query.value(0).toInt() : 1);
}

Result<QList<JournalChange>> JournalChanges::read(const ChangeQuery &wanted)
{
    QString where = QStringLiteral("change < ?");
    QVariantList values{wanted.before > 0 ? wanted.before : std::numeric_limits<qint64>::max()};
    if (!wanted.numbers.isEmpty()) {
        QStringList numbers;
        for (const qint64 number : wanted.numbers)
            numbers.append(QString::number(number));
        where += QStringLiteral(" AND change IN (%1)").arg(numbers.join(QLatin1Char(',')));
    }
    if (wanted.lastBatch)
        where +=
            QStringLiteral(" AND undoes = 0 AND undone = 0 AND batch = (SELECT batch FROM changes WHERE applied = 1"
                           " AND undoes = 0 AND undone = 0 ORDER BY change DESC LIMIT 1)");
    if (!wanted.batch.isEmpty()) {
        where += QStringLiteral(" AND batch = ?");
        values.append(wanted.batch);
    }
    values.append(wanted.limit); // of SQLite: negative is no limit
    QSqlQuery query(m_database);
    if (!run(QStringLiteral("SELECT change, batch, timeMs, action, kind, id, etag, fields, keys, undoes, undone"
                            " FROM changes WHERE applied = 1 AND %1 ORDER BY change DESC LIMIT ?")
                 .arg(where),
             values, query))
        return Failure(
            makeError(ErrorKind::Storage,
                      QCoreApplication::translate("Session", "The journal's list of changes cannot be read."), m_why));
    QList<JournalChange> found;
    while (query.next()) {
        JournalChange one;
        fleet::AppliedChange &change = one.change;
        change.number = query.value(0).toLongLong();
        change.batch = query.value(1).toString();
        change.timeMs = query.value(2).toLongLong();
        const QString action = query.value(3).toString();
        change.action = action == QLatin1String("create")   ? Action::Create
                        : action == QLatin1String("delete") ? Action::Delete
                                                            : Action::Update;
        change.kind = query.value(4).toString() == journalKind(domain::EnrollmentKind::Group)
                          ? domain::EnrollmentKind::Group
                          : domain::EnrollmentKind::Individual;
        change.id = query.value(5).toString();
        change.etag = query.value(6).toString();
        change.fields = fieldsFromJson(query.value(7).toByteArray());
        one.sealedKeys = query.value(8).toByteArray();
        change.undoes = query.value(9).toLongLong();
        change.isUndone = query.value(10).toBool();
        change.batchSize = sizeOf(change.batch);
        one.sentX509 = sentX509(change);
        found.append(one);
    }
    return found;
}

} // namespace rehome::session
