// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/BodyCache.h"
#include "app/session/FleetFacts.h"
#include "app/session/GroupWatch.h"
#include "app/session/JournalWriter.h"
#include "app/session/Pacer.h"
#include "app/session/Publisher.h"
#include "app/session/SeriesCounter.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::session;

class SessionPartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cacheKeepsBodiesAndReclaims();
    void cacheFilesBelongToTheOwnerAndGo();
    void answersThatAWriteOvertookAreLeftOut();
    void pagesPlaceTheirItems();
    void publisherKeepsTheFrame();
    void publisherWaitsForTheReceiver();
    void pacerSpreadsCalls();
    void groupCalmsDownAndWakes();
    void coverageHasGaps();
    void damagedJournalIsSetAside();
    void secretsAreTakenOut();

private:
    static std::string enrollment(const std::string &id, const std::string &etag, const std::string &extra = {})
    {
        return "{\"registrationId\":\"" + id + "\",\"attestation\":{\"type\":\"symmetricKey\"},\"etag\":\"" + etag +
               "\",\"createdDateTimeUtc\":\"2026-01-01T00:00:00Z\",\"lastUpdatedDateTimeUtc\":\"2026-01-01T00:00:"
               "00Z\"" +
               extra + "}";
    }
};

void SessionPartsTest::cacheKeepsBodiesAndReclaims()
{
    QTemporaryDir folder;
    BodyCache cache(folder.path(), 100);
    QVERIFY(cache.open().has_value());
    const auto a = cache.append("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").value();
    cache.use(a, 60);
    const auto b = cache.append("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb").value();
    cache.use(b, 30);
    const auto c = cache.append("cccccccccccccccccccccccccccccc").value(); // opens the next file
    cache.use(c, 30);
    QVERIFY(BodyCache::segmentOf(c) != BodyCache::segmentOf(a));
    QCOMPARE(cache.read(b, 30).value(), QByteArray(30, 'b'));
    QCOMPARE(cache.read(c, 30).value(), QByteArray(30, 'c'));
    QCOMPARE(cache.wasteful(), -1);
    cache.release(a, 60);
    QCOMPARE(cache.wasteful(), BodyCache::segmentOf(a));
    cache.retire(BodyCache::segmentOf(a));
    QCOMPARE(cache.read(b, 30).value(), QByteArray(30, 'b')); // a snapshot still shown may need it
    cache.retire(BodyCache::segmentOf(c));
    QVERIFY(!cache.read(b, 30));
    QVERIFY(!cache.read(a + 1'000'000, 10));
}

void SessionPartsTest::cacheFilesBelongToTheOwnerAndGo()
{
    QTemporaryDir folder;
    const QString sub = folder.filePath(QStringLiteral("cache"));
    QDir().mkpath(sub);
    QFile leftover(sub + QStringLiteral("/bodies-crash.cache"));
    QVERIFY(leftover.open(QIODevice::WriteOnly));
    leftover.close();
    {
        BodyCache cache(sub);
        QVERIFY(cache.open().has_value());
        QVERIFY(!leftover.exists());
        const auto files = QDir(sub).entryInfoList(QDir::Files);
        for (const auto &file : files) // Linux gives such files no name at all
            QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                     QFile::Permissions());
        const auto place = cache.append("body").value();
        QCOMPARE(cache.read(place, 4).value(), QByteArray("body"));
    }
    QVERIFY(QDir(sub).isEmpty());
}

void SessionPartsTest::pagesPlaceTheirItems()
{
    QTemporaryDir folder;
    auto cache = std::make_shared<BodyCache>(folder.path());
    QVERIFY(cache->open().has_value());
    FleetFacts facts(cache);
    const std::string one = enrollment("a-1", "e1"), two = enrollment("a-2", "e2", ",\"vendor\":{\"kept\":[1,2]}");
    const QByteArray page = QByteArray::fromStdString("\n [" + one + " ,\n" + two + "]");
    std::vector<fleet::RowId> rows;
    QCOMPARE(facts
                 .putEnrollmentPage(domain::EnrollmentKind::Individual, page, {0, 1000}, true,
                                    [&](auto row) { rows.push_back(row); })
                 .value(),
             2);
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(facts.body(rows[0]).value().toStdString(), one);
    QCOMPARE(facts.body(rows[1]).value().toStdString(), two);
    // A later pass writes only what has another ETag.
    const qint64 bytes = cache->bytesOnDisk();
    const std::string changed = enrollment("a-2", "e3");
    const QByteArray later = QByteArray::fromStdString("[" + one + "," + changed + "]");
    QCOMPARE(facts.putEnrollmentPage(domain::EnrollmentKind::Individual, later, {5, 2000}, false, [](auto) {}).value(),
             2);
    QCOMPARE(cache->bytesOnDisk(), bytes + static_cast<qint64>(changed.size()));
    QCOMPARE(facts.body(rows[0]).value().toStdString(), one);
    QCOMPARE(facts.body(rows[1]).value().toStdString(), changed);
    QVERIFY(!facts.putEnrollmentPage(domain::EnrollmentKind::Individual, "[{\"registrationId\":7}]", {6, 3000}, false,
                                     [](auto) {}));
}

void SessionPartsTest::answersThatAWriteOvertookAreLeftOut()
{
    QTemporaryDir folder;
    auto cache = std::make_shared<BodyCache>(folder.path());
    QVERIFY(cache->open().has_value());
    FleetFacts facts(cache);
    const qint64 asked = steadyMs() - 10;
    const auto row = facts
                         .putEnrollment(domain::EnrollmentKind::Individual,
                                        QByteArray::fromStdString(enrollment("a", "e1")), {asked, 1000})
                         .value();
    (void)facts
        .putEnrollment(domain::EnrollmentKind::Individual, QByteArray::fromStdString(enrollment("a", "e2")),
                       {asked, 5000}, true)
        .value();
    // Asked before the write, answered after it within the same second of the Date header, with the old version.
    (void)facts
        .putEnrollment(domain::EnrollmentKind::Individual, QByteArray::fromStdString(enrollment("a", "e1")),
                       {asked, 5000})
        .value();
    QVERIFY(facts.builder.enrollments().etag[row].equals("e2", facts.builder.strings()));
    (void)facts
        .putEnrollment(domain::EnrollmentKind::Individual, QByteArray::fromStdString(enrollment("a", "e3")),
                       {steadyMs() + 1, 6000})
        .value();
    QVERIFY(facts.builder.enrollments().etag[row].equals("e3", facts.builder.strings()));
}

void SessionPartsTest::publisherKeepsTheFrame()
{
    auto acknowledged = std::make_shared<Acknowledged>(0);
    std::vector<qint64> times;
    Publisher publisher(
        [&] {
            times.push_back(steadyMs());
            acknowledged->fetch_add(1);
        },
        acknowledged);
    QTimer changes;
    connect(&changes, &QTimer::timeout, &publisher, [&] { publisher.markDirty(); });
    changes.start(0);
    QVERIFY(QTest::qWaitFor([&] { return times.size() >= 10; }));
    for (size_t i = 1; i < times.size(); ++i)
        QVERIFY(times[i] - times[i - 1] >= Publisher::frameMs);
}

void SessionPartsTest::publisherWaitsForTheReceiver()
{
    auto acknowledged = std::make_shared<Acknowledged>(0);
    int published = 0;
    Publisher publisher([&] { ++published; }, acknowledged);
    for (int i = 0; i < 20; ++i) {
        publisher.markDirty();
        QTest::qWait(20);
    }
    QCOMPARE(published, Publisher::maxUnacknowledged);
    acknowledged->store(1);
    QVERIFY(QTest::qWaitFor(
        [&] { return published == Publisher::maxUnacknowledged + 1; })); // what was held back comes by itself
}

void SessionPartsTest::pacerSpreadsCalls()
{
    Pacer pacer;
    qint64 now = 1'000'000;
    int calls = 0;
    for (qint64 end = now + 60'000; now < end; ++now) {
        if (pacer.waitMs(now) == 0) {
            pacer.take(now, 500);
            ++calls;
        }
    }
    QVERIFY(calls >= 500 && calls <= 504);
    QVERIFY(pacer.waitMs(now) <= 120);
}

void SessionPartsTest::groupCalmsDownAndWakes()
{
    GroupWatch group;
    qint64 now = 0;
    for (int i = 0; i < 20; ++i) {
        QVERIFY(group.ready(now));
        group.sequence.emplace();
        group.passChanged = false;
        group.complete(now);
        QVERIFY(!group.ready(now));
        now = group.dueAt;
    }
    QCOMPARE(group.intervalMs, GroupWatch::calmIntervalMs);
    group.sequence.emplace();
    group.passAssigning = 3;
    group.complete(now);
    QVERIFY(group.inFlight(now));
    QCOMPARE(group.intervalMs, GroupWatch::inFlightIntervalMs);
}

void SessionPartsTest::coverageHasGaps()
{
    using fleet::Outcome;
    using fleet::SeriesSource;
    SeriesCounter counter;
    const qint64 start = (QDateTime::currentMSecsSinceEpoch() / 1000 - 600) * 1000;
    counter.setCompleteUntil(start);
    counter.setCompleteUntil(start + 10'000);
    counter.startOver(start + 60'000); // nobody looked for 50 seconds
    counter.setCompleteUntil(start + 70'000);
    const auto series = counter.publish();
    const qint64 second = start / 1000;
    QVERIFY(series->at(SeriesSource::ObservedRecords, Outcome::Migrated, second + 5) ==
            0u); // watched, and nothing happened
    QVERIFY(
        !series->at(SeriesSource::ObservedRecords, Outcome::Migrated, second + 30).has_value()); // not zero: not known
    QVERIFY(series->at(SeriesSource::ObservedRecords, Outcome::Migrated, second + 65) == 0u);
    QCOMPARE(series->completeUntilMs(SeriesSource::ObservedRecords), start + 70'000);

    azure::OperationBudget::Status status;
    counter.addOwnCalls(status, start + 100'000);
    status.total = 7;
    status.totalThrottled = 2;
    counter.addOwnCalls(status, start + 101'000);
    const auto own = counter.publish();
    QCOMPARE(own->sum(SeriesSource::OwnCalls, Outcome::Unchanged, start, start + 200'000), 5u);
    QCOMPARE(own->sum(SeriesSource::OwnCalls, Outcome::Throttled, start, start + 200'000), 2u);
}

void SessionPartsTest::damagedJournalIsSetAside()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.sqlite"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    std::atomic<int> told{0};
    std::atomic<int> recorded{0};
    {
        JournalWriter journal(path, QStringLiteral("host"),
                              [&](const Error &error) { told += error.kind == ErrorKind::Storage; });
        EditRecord record;
        record.editId = QStringLiteral("1");
        journal.recordEdit(record, [&](const Result<void> &result) { recorded += result.has_value(); });
    }
    QCOMPARE(told.load(), 1);
    QCOMPARE(recorded.load(), 1);
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("journal.sqlite.damaged-*")}).size(), 1);
    // Without a place to write nothing may be sent.
    QFile blocking(folder.filePath(QStringLiteral("file")));
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    bool refused = false;
    {
        JournalWriter journal(folder.filePath(QStringLiteral("file/journal.sqlite")), QStringLiteral("host"),
                              [](const Error &) {});
        journal.recordEdit(
            {}, [&](const Result<void> &result) { refused = !result && result.error().kind == ErrorKind::Storage; });
    }
    QVERIFY(refused);
}

void SessionPartsTest::secretsAreTakenOut()
{
    const QJsonObject body{
        {QStringLiteral("registrationId"), QStringLiteral("a")},
        {QStringLiteral("attestation"),
         QJsonObject{
             {QStringLiteral("type"), QStringLiteral("tpm")},
             {QStringLiteral("tpm"), QJsonObject{{QStringLiteral("endorsementKey"), QStringLiteral("EK")}}},
             {QStringLiteral("symmetricKey"), QJsonObject{{QStringLiteral("primaryKey"), QStringLiteral("PK")}}}}}};
    const QByteArray text = QJsonDocument(withoutSecrets(body).toObject()).toJson();
    QVERIFY(!text.contains("EK"));
    QVERIFY(!text.contains("PK"));
    QVERIFY(text.contains("\"tpm\""));
    QVERIFY(text.contains("registrationId"));
}

REHOME_TEST(SessionPartsTest);
#include "SessionPartsTest.moc"
