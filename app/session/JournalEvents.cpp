// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalEvents.h"

#include <QtSql/QSqlQuery>
#include <algorithm>

namespace rehome::session {

namespace {
constexpr auto blobEvents = static_cast<size_t>(fleet::EventBlobRecords);
} // namespace

QStringList JournalEvents::schema()
{
    return {QStringLiteral("CREATE TABLE IF NOT EXISTS events(segment INTEGER PRIMARY KEY AUTOINCREMENT,"
                           " run INTEGER NOT NULL, firstMs INTEGER NOT NULL, lastMs INTEGER NOT NULL,"
                           " kinds INTEGER NOT NULL, events INTEGER NOT NULL, data BLOB NOT NULL)"),
            // Until when a run observed: what happened after it is a gap.
            QStringLiteral("CREATE TABLE IF NOT EXISTS observed(run INTEGER PRIMARY KEY, untilMs INTEGER NOT NULL)"),
            QStringLiteral("CREATE INDEX IF NOT EXISTS editsById ON edits(editId, edit)")};
}

bool JournalEvents::run(const QString &sql, const QVariantList &values, QSqlQuery &query)
{
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec();
}

bool JournalEvents::begin(qint64 nowMs)
{
    QSqlQuery query(m_database);
    if (!run(QStringLiteral("SELECT MAX(untilMs) FROM observed WHERE run <> ?"), {m_run}, query))
        return false;
    const qint64 before = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    m_begun = true;
    if (before > 0 && before < nowMs) {
        fleet::StoredEvent gap;
        gap.kind = fleet::EventKind::GapBetweenPolls;
        gap.timeMs = before;
        gap.observedMs = nowMs;
        gap.notRunning = true;
        m_tail.push_back(gap);
    }
    return true;
}

void JournalEvents::add(const fleet::Snapshot &snapshot, std::span<const fleet::ObservedEvent> events)
{
    for (const fleet::ObservedEvent &event : events)
        m_tail.push_back(fleet::storedEvent(event, snapshot));
}

bool JournalEvents::put(std::span<const fleet::StoredEvent> events, qint64 &segment)
{
    qint64 first = events.front().timeMs, last = first;
    quint32 kinds = 0;
    for (const fleet::StoredEvent &event : events) {
        first = std::min(first, event.timeMs);
        last = std::max(last, event.untilMs());
        kinds |= 1u << static_cast<int>(event.kind);
    }
    QSqlQuery query(m_database);
    const QVariantList values{first, last, kinds, static_cast<int>(events.size()), fleet::encodeEvents(events)};
    if (segment != 0)
        return run(QStringLiteral(
                       "UPDATE events SET firstMs = ?, lastMs = ?, kinds = ?, events = ?, data = ? WHERE segment = ?"),
                   values + QVariantList{segment}, query);
    if (!run(QStringLiteral("INSERT INTO events(run, firstMs, lastMs, kinds, events, data) VALUES(?,?,?,?,?,?)"),
             QVariantList{m_run} + values, query))
        return false;
    segment = query.lastInsertId().toLongLong();
    return true;
}

bool JournalEvents::write(qint64 nowMs)
{
    QSqlQuery query(m_database);
    if (m_begun &&
        !run(QStringLiteral("INSERT OR REPLACE INTO observed(run, untilMs) VALUES(?,?)"), {m_run, nowMs}, query))
        return false;
    m_putSegment = m_segment;
    if (!hasUnwritten())
        return true;
    const std::span<const fleet::StoredEvent> all(m_tail);
    for (size_t from = 0; from < all.size(); from += blobEvents) {
        if (from > 0)
            m_putSegment = 0;
        if (!put(all.subspan(from, std::min(blobEvents, all.size() - from)), m_putSegment))
            return false;
    }
    return true;
}

void JournalEvents::committed()
{
    const size_t full = m_tail.size() / blobEvents * blobEvents;
    m_tail.erase(m_tail.begin(), m_tail.begin() + static_cast<std::ptrdiff_t>(full));
    m_written = m_tail.size();
    m_segment = m_tail.empty() ? 0 : m_putSegment;
}

} // namespace rehome::session
