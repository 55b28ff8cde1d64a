// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/JournalWriter.h"
#include "models/fleet/SnapshotBuilder.h"
#include "tests/session/SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QtTest>
#include <future>

using namespace rehome;
using namespace rehome::test;
using fleet::EventKind;
using session::JournalWriter;

namespace {

constexpr qint64 T0 = 1'700'000'000'000;

/// A journal in a file of its own, with a fleet of one group whose devices move.
class Journal
{
public:
    explicit Journal(const QString &path)
        : m_writer(std::make_unique<JournalWriter>(path, QStringLiteral("host"),
                                                   [this](const Error &error) { problems += error.message; }))
    {
        fleet::EnrollmentFacts group;
        group.kind = domain::EnrollmentKind::Group;
        group.id = "line-1";
        m_builder.putEnrollment(group);
        m_writer->keyframe(m_builder.publish().snapshot);
    }

    /// `count` moves of devices "NAME-<i>", the i-th at T0 + (first + i) seconds.
    void move(std::string name, int first, int count)
    {
        fleet::RecordFacts facts;
        const auto at = [&](int i, const char *hub, qint64 ms) {
            const std::string id = name + "-" + std::to_string(first + i);
            facts.registrationId = id;
            facts.assignedHub = hub;
            facts.status = domain::RegistrationStatus::Assigned;
            facts.createdMs = T0;
            facts.updatedMs = facts.readAtMs = ms;
            facts.group = 0;
            m_builder.putRecord(facts);
        };
        m_builder.setWatchingSince(T0 * 2); // what was there before is no event
        for (int i = 0; i < count; ++i)
            at(i, "hub-a.net", T0);
        m_builder.publish();
        for (int i = 0; i < count; ++i)
            at(i, "hub-b.net", T0 + 1000 * (first + i));
        const auto publication = m_builder.publish();
        m_writer->append(publication.snapshot, publication.batch);
    }
    Result<fleet::PastPage> read(const fleet::PastQuery &query)
    {
        std::promise<Result<fleet::PastPage>> promise;
        auto answer = promise.get_future();
        m_writer->readPast(query, [&promise](Result<fleet::PastPage> page) { promise.set_value(std::move(page)); });
        return answer.get();
    }
    /// Everything, page by page.
    QList<fleet::PastEntry> all(fleet::PastQuery query = {}, int *pages = nullptr)
    {
        QList<fleet::PastEntry> found;
        for (bool last = false; !last;) {
            const auto page = read(query);
            if (!page)
                return {};
            found += page->entries;
            query.before = page->next;
            last = page->isLast;
            if (pages)
                ++*pages;
        }
        return found;
    }
    JournalWriter &writer() { return *m_writer; }

    QStringList problems;

private:
    fleet::SnapshotBuilder m_builder;
    std::unique_ptr<JournalWriter> m_writer;
};

void execute(const QString &path, const QString &sql)
{
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("change"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(sql));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("change"));
}

} // namespace

class JournalReadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesNewestFirst();
    void manyEventsFillBlobs();
    void rangesAndKinds();
    void whatIsNewer();
    void earlierRunsAndTheGapBetween();
    void damageIsAGap();
    void anOlderJournalIsTakenOver();
    void editsStandBetweenEvents();
    void aSessionTellsWhatItSawAndDid();
};

void JournalReadTest::pagesNewestFirst()
{
    QTemporaryDir folder;
    Journal journal(folder.filePath(QStringLiteral("journal.sqlite")));
    QVERIFY(journal.read({})->entries.isEmpty());
    QVERIFY(journal.read({})->isLast);
    journal.move("pump", 1, 5);
    journal.move("valve", 6, 2);
    fleet::PastQuery query;
    query.limit = 3;
    int pages = 0;
    const auto found = journal.all(query, &pages);
    QCOMPARE(found.size(), 7);
    QVERIFY(pages >= 3);
    QCOMPARE(found[0].device, QStringLiteral("valve-7"));
    QCOMPARE(found[6].device, QStringLiteral("pump-1"));
    for (qsizetype i = 0; i < found.size(); ++i) {
        QVERIFY(found[i].isObserved());
        QCOMPARE(found[i].event.kind, EventKind::Moved);
        QCOMPARE(found[i].fromHub, QStringLiteral("hub-a.net"));
        QCOMPARE(found[i].toHub, QStringLiteral("hub-b.net"));
        QCOMPARE(found[i].enrollment, QStringLiteral("line-1"));
        QVERIFY(found[i].event.inGroup);
        QCOMPARE(found[i].timeMs(), T0 + 1000 * (7 - i));
        QVERIFY(i == 0 || found[i].number < found[i - 1].number);
    }
}

void JournalReadTest::manyEventsFillBlobs()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    {
        Journal journal(path);
        journal.move("a", 0, 10);
        QCOMPARE(journal.all().size(), 10); // written, so that the rest has to grow the blob
        journal.move("b", 10, 9000);
        journal.move("c", 9010, 3);
        const auto found = journal.all();
        QCOMPARE(found.size(), 9013);
        QSet<qint64> numbers;
        for (qsizetype i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].timeMs(), T0 + 1000 * (9012 - i));
            numbers.insert(found[i].number);
        }
        QCOMPARE(numbers.size(), found.size());
    }
    // A few large blobs, not one for each time that something was written.
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
    database.setDatabaseName(path);
    QVERIFY(database.open());
    QSqlQuery query(QStringLiteral("SELECT COUNT(*), SUM(events), MAX(events) FROM events"), database);
    QVERIFY(query.next());
    QCOMPARE(query.value(0).toInt(), 3);
    QCOMPARE(query.value(1).toInt(), 9013);
    QCOMPARE(query.value(2).toInt(), 4096);
    query = QSqlQuery();
    database = {};
    QSqlDatabase::removeDatabase(QStringLiteral("look"));
}

void JournalReadTest::rangesAndKinds()
{
    QTemporaryDir folder;
    Journal journal(folder.filePath(QStringLiteral("journal.sqlite")));
    journal.move("a", 0, 100);
    fleet::PastQuery query;
    query.fromMs = T0 + 10'000;
    query.untilMs = T0 + 20'000;
    auto found = journal.all(query);
    QCOMPARE(found.size(), 10);
    QCOMPARE(found.constFirst().device, QStringLiteral("a-19"));
    QCOMPARE(found.constLast().device, QStringLiteral("a-10"));
    query.kinds = 1u << int(EventKind::Failed);
    QVERIFY(journal.all(query).isEmpty());
    query.kinds |= 1u << int(EventKind::Moved);
    QCOMPARE(journal.all(query).size(), 10);
    query.observed = false;
    QVERIFY(journal.all(query).isEmpty());
    fleet::PastQuery fitting;
    fitting.limit = 2;
    fitting.fits = [](const fleet::EntryFacts &facts) { return facts.device.ends_with("7"); };
    found = journal.all(fitting);
    QCOMPARE(found.size(), 10);
    QCOMPARE(found.constFirst().device, QStringLiteral("a-97"));
}

void JournalReadTest::whatIsNewer()
{
    QTemporaryDir folder;
    Journal journal(folder.filePath(QStringLiteral("journal.sqlite")));
    journal.move("a", 0, 5);
    const auto first = journal.read({});
    fleet::PastQuery query;
    query.after.event = first->entries.constFirst().number;
    QVERIFY(journal.all(query).isEmpty());
    journal.move("b", 5, 2);
    const auto newer = journal.all(query);
    QCOMPARE(newer.size(), 2);
    QCOMPARE(newer[0].device, QStringLiteral("b-6"));
    QCOMPARE(newer[1].device, QStringLiteral("b-5"));
}

void JournalReadTest::earlierRunsAndTheGapBetween()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    {
        Journal journal(path);
        journal.move("old", 0, 3);
    }
    const qint64 between = QDateTime::currentMSecsSinceEpoch();
    Journal journal(path);
    journal.move("new", 3, 2);
    const auto found = journal.all();
    QCOMPARE(found.size(), 6);
    QCOMPARE(found[0].device, QStringLiteral("new-4"));
    const auto gap = std::ranges::find_if(
        found, [](const fleet::PastEntry &entry) { return entry.event.kind == EventKind::GapBetweenPolls; });
    QVERIFY(gap != found.end());
    QVERIFY(gap->event.notRunning);
    QVERIFY(!gap->unreadable);
    QVERIFY(gap->event.timeMs <= between);
    QVERIFY(gap->event.observedMs >= between);
    // Names of the earlier run are its own strings.
    QCOMPARE(found.constLast().device, QStringLiteral("old-0"));
    QCOMPARE(found.constLast().toHub, QStringLiteral("hub-b.net"));
}

void JournalReadTest::damageIsAGap()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    {
        Journal journal(path);
        journal.move("a", 0, 4096);
        journal.move("b", 4096, 4);
    }
    execute(path, QStringLiteral("UPDATE events SET data = x'00112233' WHERE segment = 1"));
    Journal journal(path);
    const auto found = journal.all();
    QCOMPARE(found.size(), 6); // the gap between the runs, four, and the damage
    QVERIFY(found.constLast().unreadable);
    QCOMPARE(found.constLast().event.kind, EventKind::GapBetweenPolls);
    QCOMPARE(found.constLast().event.timeMs, T0);
    QCOMPARE(found.constLast().event.observedMs, T0 + 4095 * 1000);
    QVERIFY(std::ranges::count_if(found, [](const auto &entry) { return entry.device.startsWith(QLatin1Char('b')); }) ==
            4);
}

void JournalReadTest::anOlderJournalIsTakenOver()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    {
        Journal journal(path);
        session::EditRecord record;
        record.editId = QStringLiteral("1");
        record.phase = QStringLiteral("intent");
        record.timeMs = T0 - 1;
        record.id = QStringLiteral("pump-1");
        journal.writer().recordEdit(record, {});
    }
    for (const auto *sql :
         {"DROP TABLE events", "DROP TABLE observed", "DROP INDEX editsById", "PRAGMA user_version=2"})
        execute(path, QLatin1String(sql));
    Journal journal(path);
    journal.move("a", 0, 2);
    const auto found = journal.all();
    QVERIFY(journal.problems.isEmpty());
    QCOMPARE(found.size(), 3);
    QCOMPARE(found.constLast().enrollment, QStringLiteral("pump-1"));
    QVERIFY(QDir(folder.path()).entryList({QStringLiteral("*.damaged-*")}).isEmpty());
}

void JournalReadTest::editsStandBetweenEvents()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    const auto intent = [](const char *id, qint64 timeMs) {
        session::EditRecord record;
        record.editId = record.id = QLatin1String(id);
        record.phase = QStringLiteral("intent");
        record.action = QStringLiteral("update");
        record.kind = QStringLiteral("group");
        record.timeMs = timeMs;
        return record;
    };
    {
        Journal journal(path);
        journal.move("a", 0, 10);
        auto record = intent("line-1", T0 + 4500);
        journal.writer().recordEdit(record, {});
        record.phase = QStringLiteral("failed");
        record.detail = QStringLiteral("Quota exceeded");
        journal.writer().recordEdit(record, {});
        journal.writer().recordEdit(intent("line-2", T0 + 7500), {});
        fleet::PastQuery query;
        query.limit = 4;
        const auto found = journal.all(query);
        QCOMPARE(found.size(), 12);
        QCOMPARE(found[2].enrollment, QStringLiteral("line-2"));
        QVERIFY(!found[2].isObserved());
        QCOMPARE(found[2].edit->phase, QStringLiteral("intent")); // under way
        QCOMPARE(found[6].enrollment, QStringLiteral("line-1"));
        QCOMPARE(found[6].edit->phase, QStringLiteral("failed"));
        QCOMPARE(found[6].edit->detail, QStringLiteral("Quota exceeded"));
        QVERIFY(!found[6].edit->user.isEmpty());
        QCOMPARE(found[6].edit->computer, QSysInfo::machineHostName());
        QVERIFY(!found[6].edit->undoable);
        QVERIFY(found[6].event.inGroup);
        query.observed = false;
        QCOMPARE(journal.all(query).size(), 2);
        query.observed = true;
        query.done = false;
        QCOMPARE(journal.all(query).size(), 10);
    }
    // What has no end in an earlier run: nobody knows.
    Journal journal(path);
    fleet::PastQuery query;
    query.observed = false;
    QCOMPARE(journal.all(query).constFirst().edit->phase, QStringLiteral("unknown"));
}

void JournalReadTest::aSessionTellsWhatItSawAndDid()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 2, 3})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(domain::EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-c.localhost")}));
    QVERIFY(others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-0001")).has_value());
    QVERIFY(SessionFixture::waitUntil([&] {
        return std::ranges::any_of(fixture.events, [](const auto &event) { return event.kind == EventKind::Moved; });
    }));
    session->stagePolicy({fixture.individual(QStringLiteral("pump-0001"))}, domain::ReprovisionPolicy::Never);
    QVERIFY(session->apply().has_value());
    QVERIFY(SessionFixture::waitUntil([&] { return fixture.results.size() == 1; }));

    const auto look = [](const QList<fleet::PastEntry> &entries) {
        const auto move = std::ranges::find_if(
            entries, [](const fleet::PastEntry &entry) { return entry.event.kind == EventKind::Moved; });
        QVERIFY(move != entries.end());
        QCOMPARE(move->device, QStringLiteral("line-1-0001"));
        QCOMPARE(move->enrollment, QStringLiteral("line-1"));
        QCOMPARE(move->fromHub, QStringLiteral("hub-a.localhost"));
        QCOMPARE(move->toHub, QStringLiteral("hub-c.localhost"));
        const auto edit =
            std::ranges::find_if(entries, [](const fleet::PastEntry &entry) { return !entry.isObserved(); });
        QVERIFY(edit != entries.end());
        QCOMPARE(edit->enrollment, QStringLiteral("pump-0001"));
        QCOMPARE(edit->edit->phase, QStringLiteral("applied"));
        QVERIFY(edit->edit->undoable);
        QVERIFY(!edit->edit->change.isUndone);
        QCOMPARE(edit->edit->change.fields.size(), 1);
        QCOMPARE(edit->edit->change.fields.constFirst().path, QStringLiteral("reprovisionPolicy"));
    };
    const auto page = fixture.get(session->pastEntries({}));
    QVERIFY(page.has_value());
    look(page->entries);
    fixture.session.reset();
    // Everything is there in the next run as well, with the time between as a gap.
    session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const auto again = fixture.get(session->pastEntries({}));
    QVERIFY(again.has_value());
    look(again->entries);
    QVERIFY(std::ranges::any_of(again->entries, [](const fleet::PastEntry &entry) { return entry.event.notRunning; }));
    QVERIFY(again->isLast);
}

REHOME_TEST(JournalReadTest);
#include "JournalReadTest.moc"
