// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalReader.h"

#include "app/session/JournalChanges.h"
#include "app/session/SessionErrors.h"

#include <QtCore/QCoreApplication>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

namespace rehome::session {

namespace {
/// Bits of a number that are the place in the blob.
constexpr int placeBits = 12;
static_assert((1 << placeBits) == fleet::EventBlobRecords);
constexpr int editsAtOnce = 200;
/// What one call looks at: about a quarter of a million events.
constexpr int mostBlobs = 64;
constexpr int mostEditPages = 50;
constexpr size_t mostTexts = 500'000;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}
} // namespace

bool JournalReader::run(const QString &sql, const QVariantList &values, QSqlQuery &query)
{
    query.setForwardOnly(true);
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (query.exec())
        return true;
    m_why = query.lastError().text();
    return false;
}

std::string_view JournalReader::text(qint64 ofRun, fleet::StringId id, const fleet::StringTable &strings)
{
    if (id == 0 || ofRun == m_run)
        return strings.view(id);
    const auto [known, isNew] = m_texts.try_emplace({ofRun, id});
    if (isNew) {
        QSqlQuery query(m_database);
        if (run(QStringLiteral("SELECT text FROM strings WHERE run = ? AND id = ?"), {ofRun, id}, query) &&
            query.next())
            known->second = query.value(0).toString().toStdString();
    }
    return known->second;
}

bool JournalReader::blobBefore(const fleet::PastQuery &wanted, qint64 number, std::optional<Blob> &blob)
{
    blob.reset();
    QString where = QStringLiteral("segment >= ?");
    QVariantList values{wanted.after.event >> placeBits};
    const auto also = [&](const QString &condition, qint64 value) {
        where += QStringLiteral(" AND ") + condition;
        values.append(value);
    };
    // The blob of the number itself has what is before it.
    if (number > 0)
        also(QStringLiteral("segment <= ?"), (number - 1) >> placeBits);
    if (wanted.kinds != 0)
        also(QStringLiteral("(kinds & ?) <> 0"), wanted.kinds);
    if (wanted.fromMs > 0)
        also(QStringLiteral("lastMs >= ?"), wanted.fromMs);
    if (wanted.untilMs > 0)
        also(QStringLiteral("firstMs < ?"), wanted.untilMs);
    QSqlQuery query(m_database);
    if (!run(QStringLiteral("SELECT segment, run, firstMs, lastMs, data FROM events WHERE %1 ORDER BY segment DESC"
                            " LIMIT 1")
                 .arg(where),
             values, query))
        return false;
    if (!query.next()) {
        m_why = query.lastError().text();
        return !query.lastError().isValid();
    }
    Blob found;
    found.segment = query.value(0).toLongLong();
    found.run = query.value(1).toLongLong();
    found.firstMs = query.value(2).toLongLong();
    found.lastMs = query.value(3).toLongLong();
    auto events = fleet::decodeEvents(query.value(4).toByteArray());
    if (events) {
        found.events = std::move(*events);
    } else {
        fleet::StoredEvent gap;
        gap.kind = fleet::EventKind::GapBetweenPolls;
        gap.timeMs = found.firstMs;
        gap.observedMs = found.lastMs;
        found.events = {gap};
        found.damaged = true;
    }
    found.left = static_cast<int>(found.events.size());
    if (number > 0 && found.segment == number >> placeBits)
        found.left = std::min(found.left, static_cast<int>(number & (fleet::EventBlobRecords - 1)));
    blob = std::move(found);
    return true;
}

bool JournalReader::editsBefore(const fleet::PastQuery &wanted, qint64 number, QList<Edit> &edits)
{
    QString where = QStringLiteral("e.phase = 'intent' AND e.edit > ?");
    QVariantList values{wanted.after.edit};
    if (number > 0) {
        where += QStringLiteral(" AND e.edit < ?");
        values.append(number);
    }
    values.append(editsAtOnce);
    QSqlQuery query(m_database);
    if (!run(QStringLiteral("SELECT e.edit, e.timeMs, e.action, e.kind, e.id, e.body, e.run, z.phase, z.detail,"
                            " r.osUser, r.computer, r.program, c.change FROM edits e"
                            " LEFT JOIN runs r ON r.run = e.run"
                            " LEFT JOIN changes c ON c.editId = e.editId AND c.applied = 1"
                            " LEFT JOIN edits z ON z.edit = (SELECT MAX(x.edit) FROM edits x WHERE x.editId = e.editId"
                            " AND x.edit > e.edit) WHERE %1 ORDER BY e.edit DESC LIMIT ?")
                 .arg(where),
             values, query))
        return false;
    ChangeQuery kept;
    QList<std::shared_ptr<fleet::PastEdit>> made;
    while (query.next()) {
        Edit one;
        auto edit = std::make_shared<fleet::PastEdit>();
        one.number = query.value(0).toLongLong();
        one.event.timeMs = one.event.observedMs = query.value(1).toLongLong();
        edit->action = query.value(2).toString();
        edit->kind = query.value(3).toString();
        one.event.inGroup = edit->kind == QLatin1String("group");
        one.event.byProgram = true;
        one.id = query.value(4).toString();
        edit->body = query.value(5).toByteArray();
        edit->phase = query.value(7).toString();
        // Without an end an edit of this run is under way; of an earlier one nobody knows.
        if (edit->phase.isEmpty())
            edit->phase = query.value(6).toLongLong() == m_run ? QStringLiteral("intent") : QStringLiteral("unknown");
        edit->detail = query.value(8).toString();
        edit->user = query.value(9).toString();
        edit->computer = query.value(10).toString();
        edit->program = query.value(11).toString();
        edit->change.number = query.value(12).toLongLong();
        if (edit->change.number != 0)
            kept.numbers.append(edit->change.number);
        made.append(edit);
        one.edit = edit;
        edits.append(one);
    }
    if (query.lastError().isValid()) {
        m_why = query.lastError().text();
        return false;
    }
    query.finish();
    if (kept.numbers.isEmpty())
        return true;
    auto changes = JournalChanges(m_database).read(kept);
    if (!changes) {
        m_why = changes.error().detail;
        return false;
    }
    QHash<qint64, fleet::AppliedChange> byNumber;
    for (const JournalChange &one : *changes)
        byNumber.insert(one.change.number, one.change);
    for (const auto &edit : made) {
        const auto known = byNumber.constFind(edit->change.number);
        edit->undoable = known != byNumber.cend();
        edit->change = edit->undoable ? *known : fleet::AppliedChange();
    }
    return true;
}

/// Both lists at once, newest first by the time at which their entries were learned.
class JournalReader::Merge
{
public:
    Merge(JournalReader &reader, const fleet::PastQuery &query, const fleet::StringTable &strings)
        : m_reader(reader)
        , m_query(query)
        , m_strings(strings)
    {
        m_page.next = query.before;
        m_eventsEnded = !query.observed;
        m_editsEnded = !query.done;
    }

    bool run()
    {
        while (m_page.entries.size() < m_query.limit) {
            if (!findEvent() || !findEdit())
                return false;
            const bool hasEvent = m_blob && m_blob->left > 0, hasEdit = m_edit < m_edits.size();
            if ((!hasEvent && !m_eventsEnded) || (!hasEdit && !m_editsEnded)) {
                m_page.isLast = false; // enough for one call
                return true;
            }
            if (!hasEvent && !hasEdit)
                return true;
            if (hasEvent && (!hasEdit || m_blob->events[static_cast<size_t>(m_blob->left - 1)].observedMs >
                                             m_edits[m_edit].event.observedMs))
                takeEvent();
            else
                takeEdit();
        }
        m_page.isLast = false;
        return true;
    }
    fleet::PastPage &page() { return m_page; }

private:
    bool findEvent()
    {
        while (!m_eventsEnded && (!m_blob || m_blob->left == 0)) {
            if (m_blobs == mostBlobs)
                return true;
            ++m_blobs;
            if (m_reader.m_texts.size() > mostTexts)
                m_reader.m_texts.clear();
            // The blob that was read to its front is done with as a whole.
            if (!m_reader.blobBefore(m_query, m_blob ? m_blob->segment << placeBits : m_page.next.event, m_blob))
                return false;
            m_eventsEnded = !m_blob;
            if (m_blob && m_blob->left == 0)
                m_page.next.event = m_blob->segment << placeBits;
        }
        return true;
    }
    bool findEdit()
    {
        if (m_editsEnded || m_edit < m_edits.size())
            return true;
        if (m_editPages == mostEditPages)
            return true;
        ++m_editPages;
        m_edits.clear();
        m_edit = 0;
        if (!m_reader.editsBefore(m_query, m_page.next.edit, m_edits))
            return false;
        m_editsEnded = m_edits.isEmpty();
        return true;
    }
    bool isWanted(const fleet::StoredEvent &event) const
    {
        return (m_query.fromMs == 0 || event.untilMs() >= m_query.fromMs) &&
               (m_query.untilMs == 0 || event.timeMs < m_query.untilMs);
    }
    void look(const fleet::StoredEvent &event)
    {
        ++m_page.lookedAt;
        m_page.oldestMs = event.observedMs;
    }
    void takeEvent()
    {
        const fleet::StoredEvent &event = m_blob->events[static_cast<size_t>(--m_blob->left)];
        const qint64 number = (m_blob->segment << placeBits) + m_blob->left;
        m_page.next.event = number;
        if (number <= m_query.after.event && m_query.after.event != 0) {
            m_eventsEnded = true;
            m_blob.reset();
            return;
        }
        look(event);
        if (!m_blob->damaged &&
            (!isWanted(event) || (m_query.kinds != 0 && (m_query.kinds >> static_cast<int>(event.kind) & 1u) == 0)))
            return;
        const auto view = [&](fleet::StringId id) { return m_reader.text(m_blob->run, id, m_strings); };
        const fleet::EntryFacts facts{event,
                                      view(event.device),
                                      view(event.enrollment),
                                      view(event.fromHub),
                                      view(event.toHub),
                                      view(event.text),
                                      nullptr};
        if (m_query.fits && !m_query.fits(facts))
            return;
        fleet::PastEntry entry;
        entry.number = number;
        entry.event = event;
        entry.device = session::text(facts.device);
        entry.enrollment = session::text(facts.enrollment);
        entry.fromHub = session::text(facts.fromHub);
        entry.toHub = session::text(facts.toHub);
        entry.text = session::text(facts.text);
        entry.unreadable = m_blob->damaged;
        m_page.entries.append(entry);
    }
    void takeEdit()
    {
        const Edit &one = m_edits[m_edit++];
        m_page.next.edit = one.number;
        look(one.event);
        if (!isWanted(one.event))
            return;
        const bool ofDevice = one.edit->kind == QLatin1String("registration");
        const std::string id = one.id.toStdString();
        const std::string detail = one.edit->detail.toStdString();
        fleet::EntryFacts facts{one.event, {}, {}, {}, {}, detail, one.edit.get()};
        (ofDevice ? facts.device : facts.enrollment) = id;
        if (m_query.fits && !m_query.fits(facts))
            return;
        fleet::PastEntry entry;
        entry.number = one.number;
        entry.event = one.event;
        (ofDevice ? entry.device : entry.enrollment) = one.id;
        entry.text = one.edit->detail;
        entry.edit = one.edit;
        m_page.entries.append(entry);
    }

    JournalReader &m_reader;
    const fleet::PastQuery &m_query;
    const fleet::StringTable &m_strings;
    fleet::PastPage m_page;
    std::optional<Blob> m_blob;
    QList<Edit> m_edits;
    qsizetype m_edit = 0;
    int m_blobs = 0, m_editPages = 0;
    bool m_eventsEnded = false, m_editsEnded = false;
};

Result<fleet::PastPage> JournalReader::read(const fleet::PastQuery &query, const fleet::StringTable &strings)
{
    Merge merge(*this, query, strings);
    if (merge.run())
        return std::move(merge.page());
    return Failure(
        makeError(ErrorKind::Storage, QCoreApplication::translate("Session", "The journal cannot be read."), m_why));
}

} // namespace rehome::session
