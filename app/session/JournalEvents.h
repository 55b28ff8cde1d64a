// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/PastEvents.h"

#include <QtSql/QSqlDatabase>
#include <span>
#include <vector>

namespace rehome::session {

/// The journal's table of observed events: blobs of up to 4,096, of which the newest grows until it is full. Journal's
/// thread.
class JournalEvents
{
public:
    JournalEvents(const QSqlDatabase &database, qint64 run)
        : m_database(database)
        , m_run(run)
    {
    }

    static QStringList schema();
    /// Notes that this run observes from now on: what happened since an earlier run did is a gap. Once.
    bool begin(qint64 nowMs);
    bool hasBegun() const { return m_begun; }
    void add(const fleet::Snapshot &snapshot, std::span<const fleet::ObservedEvent> events);
    bool hasUnwritten() const { return m_written < m_tail.size(); }
    bool isFull() const { return m_tail.size() - m_written >= static_cast<size_t>(fleet::EventBlobRecords); }
    /// Writes what was added, and until when this run observed. Its strings are written by the caller in the same
    /// transaction; after the commit comes committed(). Without it the same is written again the next time.
    bool write(qint64 nowMs);
    void committed();

private:
    bool run(const QString &sql, const QVariantList &values, QSqlQuery &query);
    bool put(std::span<const fleet::StoredEvent> events, qint64 &segment);

    QSqlDatabase m_database;
    qint64 m_run = 0;
    bool m_begun = false;
    std::vector<fleet::StoredEvent> m_tail; ///< what the blob that still grows has, then what is not written yet
    size_t m_written = 0;                   ///< of m_tail
    qint64 m_segment = 0;                   ///< the blob that still grows; 0: the next one is begun
    qint64 m_putSegment = 0;                ///< as it will be after the commit
};

} // namespace rehome::session
