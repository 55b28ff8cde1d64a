// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/JournalEvents.h"
#include "app/session/JournalReader.h"
#include "app/session/JournalWriter.h"

#include <QtCore/QTimer>
#include <QtSql/QSqlDatabase>

namespace rehome::session {

/// The database side of JournalWriter; lives on the journal's thread.
class JournalWriter::Store : public QObject
{
    Q_OBJECT
public:
    Store(const QString &filePath, const QString &host, Problem problem);
    ~Store() override;

    void open();
    void close();
    void keyframe(const fleet::Snapshot &snapshot);
    void append(const fleet::Snapshot &snapshot, const fleet::ChangeBatch &batch);
    Result<void> recordEdit(const EditRecord &record);
    Result<QList<JournalChange>> readChanges(const ChangeQuery &query);
    Result<fleet::PastPage> readPast(const fleet::PastQuery &query);

private:
    bool tryOpen(QString *why);
    bool prepareTables(QString *why);
    bool startRun(QString *why);
    bool writeEdit(const EditRecord &record, QString *why);
    void setAside(const QString &why);
    bool writeStrings();
    bool writeRecords();
    bool writeKeyframe(const fleet::Snapshot &snapshot);
    /// Strings, records and events, and a keyframe when there is one, in one transaction.
    bool writeAll(const fleet::Snapshot *keyframe);
    void flush();
    void tell(const QString &message, const QString &detail);

    QString m_filePath, m_host, m_connection;
    Problem m_problem;
    QSqlDatabase m_database;
    std::unique_ptr<QTimer> m_timer;
    std::vector<fleet::JournalRecord> m_records;
    std::unique_ptr<JournalEvents> m_events; ///< while the file is usable
    std::unique_ptr<JournalReader> m_reader;
    QString m_setAside; ///< the damaged file that this one replaces
    fleet::StringTable m_strings;
    quint32 m_stringsWritten = 1; ///< 0 is the empty string
    qint64 m_run = 0;
    qint64 m_sinceKeyframe = 0;
    bool m_usable = false;
    bool m_damaged = false; ///< the file itself is no good, so that it is set aside
    bool m_toldFailure = false;
};

} // namespace rehome::session
