// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/PastEvents.h"

#include <QtSql/QSqlDatabase>
#include <map>
#include <optional>
#include <string>

namespace rehome::session {

/// Reads the journal back, newest first: what was observed and what this program did, in all runs. An event's number is
/// made of that of its blob and its place in it. A blob that is damaged reads as a gap. One call looks at a bounded
/// number of entries, so that writing never waits long. Journal's thread.
class JournalReader
{
public:
    JournalReader(const QSqlDatabase &database, qint64 run)
        : m_database(database)
        , m_run(run)
    {
    }

    /// `strings`: of this run.
    Result<fleet::PastPage> read(const fleet::PastQuery &query, const fleet::StringTable &strings);

private:
    struct Blob
    {
        qint64 segment = 0, run = 0, firstMs = 0, lastMs = 0;
        std::vector<fleet::StoredEvent> events;
        bool damaged = false;
        int left = 0; ///< events from the front that were not looked at yet
    };
    struct Edit
    {
        qint64 number = 0;
        fleet::StoredEvent event; ///< its times
        QString id;
        std::shared_ptr<const fleet::PastEdit> edit;
    };
    class Merge;
    bool run(const QString &sql, const QVariantList &values, QSqlQuery &query);
    bool blobBefore(const fleet::PastQuery &query, qint64 number, std::optional<Blob> &blob);
    bool editsBefore(const fleet::PastQuery &query, qint64 number, QList<Edit> &edits);
    std::string_view text(qint64 run, fleet::StringId id, const fleet::StringTable &strings);

    QSqlDatabase m_database;
    qint64 m_run = 0;
    QString m_why;
    std::map<std::pair<qint64, fleet::StringId>, std::string> m_texts; ///< of earlier runs, as far as they were read
};

} // namespace rehome::session
