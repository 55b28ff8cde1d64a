// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/session/SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using fleet::DeviceStatus;
using fleet::EventKind;
using fleet::Outcome;
using fleet::SeriesSource;

class SessionWatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstAssignment();
    void moveMigratedAndReset();
    void assigningIsSeenWithItsStart();
    void hubQueryTellsWhereIndividualsAre();
    void individualOnScreenIsFollowed();
    void deletedRecordIsGoneAfterItsOwnGet();
    void throttleHalvesTheBackgroundShare();
    void pauseAsksNothingAndLeavesAGap();
    void reportsAreTheirOwnSource();
    void explainsFromWhatIsKnown();

private:
    static const fleet::ObservedEvent *find(const SessionFixture &fixture, EventKind kind, fleet::RowId device)
    {
        for (const auto &event : fixture.events)
            if (event.kind == kind && event.device == device)
                return &event;
        return nullptr;
    }
    static quint64 sum(const SessionFixture &fixture, SeriesSource source, Outcome outcome)
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        return fixture.session->series()->sum(source, outcome, now - 600'000, now + 60'000);
    }
};

void SessionWatchTest::firstAssignment()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 0, 3, false})));
    fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    QTest::qWait(1500); // what happens in the second in which the session began is history
    QCOMPARE(fixture.device(QStringLiteral("line-1-0001")), fleet::NoRow); // no record, so nothing to list
    OtherParties others(fixture.endpoint);
    const auto state = others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-0001"));
    QVERIFY2(state.has_value(), qPrintable(others.lastError));
    QVERIFY(fixture.waitUntil([&] { return fixture.device(QStringLiteral("line-1-0001")) != fleet::NoRow; }));
    const auto row = fixture.device(QStringLiteral("line-1-0001"));
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->devices.status[row] == DeviceStatus::Assigned; }));
    const auto snapshot = fixture.snapshot();
    QCOMPARE(snapshot->text(snapshot->devices.hub[row]), QStringLiteral("hub-a.localhost"));
    QCOMPARE(snapshot->devices.substatus[row], domain::Substatus::InitialAssignment);
    QCOMPARE(snapshot->devices.group[row], fixture.group(QStringLiteral("line-1")));
    QVERIFY(snapshot->devices.readAtMs[row] > 0);
    QVERIFY(
        fixture.waitUntil([&] { return sum(fixture, SeriesSource::ObservedRecords, Outcome::FirstAssignment) == 1; }));
}

void SessionWatchTest::moveMigratedAndReset()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 0, 3})));
    fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    QVERIFY(fixture.events.empty()); // what was there before is history, not news
    OtherParties others(fixture.endpoint);
    const QJsonArray hubB{QStringLiteral("hub-b.localhost")};
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"), hubB));
    const auto migrated = fixture.device(QStringLiteral("line-1-0002"));
    QVERIFY(others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-0002")).has_value());
    QVERIFY(fixture.waitUntil([&] { return find(fixture, EventKind::Moved, migrated) != nullptr; }));
    const auto *move = find(fixture, EventKind::Moved, migrated);
    QCOMPARE(fixture.snapshot()->text(move->fromHub), QStringLiteral("hub-a.localhost"));
    QCOMPARE(fixture.snapshot()->text(move->toHub), QStringLiteral("hub-b.localhost"));
    QCOMPARE(move->substatus, domain::Substatus::DeviceDataMigrated);
    QVERIFY(fixture.snapshot()->devices.movedAtMs[migrated] > 0);

    // Reset without changing hubs ("often used for a factory reset without changing IoT hubs"), then with.
    const auto reset = fixture.device(QStringLiteral("line-2-0001"));
    QVERIFY(others.provision(QStringLiteral("line-2"), QStringLiteral("line-2-0001")).has_value());
    QVERIFY(fixture.waitUntil([&] { return find(fixture, EventKind::Reset, reset) != nullptr; }));
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-2"), QStringLiteral("iotHubs"), hubB));
    const auto resetMove = fixture.device(QStringLiteral("line-2-0003"));
    QVERIFY(others.provision(QStringLiteral("line-2"), QStringLiteral("line-2-0003")).has_value());
    QVERIFY(fixture.waitUntil([&] { return find(fixture, EventKind::Moved, resetMove) != nullptr; }));
    QCOMPARE(find(fixture, EventKind::Moved, resetMove)->substatus, domain::Substatus::DeviceDataReset);
    QVERIFY(fixture.waitUntil([&] {
        return sum(fixture, SeriesSource::ObservedRecords, Outcome::Migrated) == 1 &&
               sum(fixture, SeriesSource::ObservedRecords, Outcome::Reset) == 2;
    }));
    QCOMPARE(sum(fixture, SeriesSource::DeviceReports, Outcome::Migrated), 0u);
    QVERIFY(sum(fixture, SeriesSource::OwnCalls, Outcome::Unchanged) > 5u);
}

void SessionWatchTest::assigningIsSeenWithItsStart()
{
    SessionFixture fixture;
    auto scenario = testScenario({1, 0, 2});
    scenario.assignDelayMs = 6000;
    QVERIFY(fixture.start(scenario));
    fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-b.localhost")}));
    const auto row = fixture.device(QStringLiteral("line-1-0001"));
    bool seen = false;
    QObject::connect(
        fixture.session.get(), &session::Session::published, fixture.session.get(), [&](const fleet::Publication &p) {
            if (p.snapshot->devices.status[row] == DeviceStatus::Assigning) {
                seen = p.snapshot->devices.assigningSinceMs[row] > 0 && p.snapshot->devices.assigningCount == 1;
            }
        });
    QVERIFY(others.provision(QStringLiteral("line-1"), QStringLiteral("line-1-0001")).has_value());
    QVERIFY(fixture.waitUntil([&] { return find(fixture, EventKind::Moved, row) != nullptr; }));
    QVERIFY(seen);
    QVERIFY(find(fixture, EventKind::Assigning, row) != nullptr);
    QVERIFY(find(fixture, EventKind::Moved, row)->waitedMs > 0);
    QCOMPARE(fixture.snapshot()->devices.assigningCount, 0u);
}

void SessionWatchTest::hubQueryTellsWhereIndividualsAre()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 3, 2})));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.provisionIndividual(QStringLiteral("pump-0001")).has_value());
    fixture.newSession({}, true);
    QVERIFY(fixture.openAndLoad());
    const auto row = fixture.device(QStringLiteral("pump-0001"));
    QVERIFY(
        fixture.waitUntil([&] { return fixture.snapshot()->devices.source[row] == fleet::DeviceSource::HubQuery; }));
    const auto snapshot = fixture.snapshot();
    QCOMPARE(snapshot->text(snapshot->devices.hub[row]), QStringLiteral("hub-a.localhost"));
    QCOMPARE(snapshot->devices.status[row], DeviceStatus::NotRead); // a hub tells where, not in which state
    const int hub = snapshot->hubs.indexOf(QStringView(u"hub-a.localhost"));
    QVERIFY(hub >= 0);
    QCOMPARE(snapshot->hubs.rows[hub].deviceCount, 3);
    QVERIFY(snapshot->hubs.rows[hub].hasCredentials);
    QVERIFY(!snapshot->hubs.rows[hub].inferred);
    const auto twin =
        fixture.get(fixture.session->hubTwin(QStringLiteral("hub-a.localhost"), QStringLiteral("pump-0001")));
    QVERIFY(twin.has_value());
    QVERIFY(!fixture.get(fixture.session->hubTwin(QStringLiteral("hub-z.localhost"), QStringLiteral("pump-0001"))));
}

void SessionWatchTest::individualOnScreenIsFollowed()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 3, 0})));
    fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    OtherParties others(fixture.endpoint);
    const auto shown = fixture.individual(QStringLiteral("pump-0001"));
    const auto device = fixture.device(QStringLiteral("pump-0001"));
    QVERIFY(others.provisionIndividual(QStringLiteral("pump-0001")).has_value());
    fixture.session->setAttention({{}, {shown}});
    // The single GET of the enrollment carries the record.
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->devices.status[device] == DeviceStatus::Assigned; }));
    QCOMPARE(fixture.snapshot()->devices.source[device], fleet::DeviceSource::SingleGet);
    const auto record = fixture.get(fixture.session->registrationRecord(QStringLiteral("pump-0001")));
    QVERIFY(record.has_value());
    QCOMPARE(record->value(QLatin1String("assignedHub")).toString(), QStringLiteral("hub-a.localhost"));
}

void SessionWatchTest::deletedRecordIsGoneAfterItsOwnGet()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 0, 3})));
    fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const auto row = fixture.device(QStringLiteral("line-1-0002"));
    OtherParties others(fixture.endpoint);
    QVERIFY(others.removeRegistration(QStringLiteral("line-1-0002")));
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->devices.isGone(row); }));
    QCOMPARE(fixture.snapshot()->devices.liveCount, 2u);
    QVERIFY(find(fixture, EventKind::DeviceGone, row) != nullptr);
}

void SessionWatchTest::throttleHalvesTheBackgroundShare()
{
    SessionFixture fixture;
    local::ServiceSettings settings;
    settings.operationsPerMinute = 12;
    QVERIFY(fixture.start(testScenario({3, 3, 2}), settings));
    // The profile believes in a larger quota than there is, so the service has to say no.
    fixture.newSession([](auto &profile) { profile.operationsPerMinute = 3000; });
    QVERIFY(fixture.openAndLoad());
    QCOMPARE(fixture.session->budget().backgroundShare, 1500);
    QVERIFY(fixture.waitUntil([&] { return fixture.session->budget().throttled; }, 60'000));
    QCOMPARE(fixture.session->budget().backgroundShare, 750);
    QVERIFY(fixture.waitUntil([&] { return sum(fixture, SeriesSource::OwnCalls, Outcome::Throttled) > 0; }));
    QCOMPARE(fixture.session->state(), session::SessionState::Watching);
    QCOMPARE(fixture.snapshot()->enrollments.liveCount, 6u);
}

void SessionWatchTest::pauseAsksNothingAndLeavesAGap()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 0, 2})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    session->setPaused(true);
    QVERIFY(fixture.waitUntil(
        [&] { return session->state() == session::SessionState::Paused && session->budget().inFlight == 0; }));
    QTest::qWait(300);
    const auto operations = fixture.service.counters().operations;
    QTest::qWait(2500);
    QCOMPARE(fixture.service.counters().operations, operations);
    session->setPaused(false);
    QVERIFY(fixture.waitUntil([&] {
        return std::any_of(fixture.events.begin(), fixture.events.end(),
                           [](const auto &e) { return e.kind == EventKind::GapBetweenPolls; });
    }));
    QVERIFY(fixture.waitUntil([&] { return fixture.service.counters().operations > operations; }));
    QCOMPARE(session->state(), session::SessionState::Watching);
}

void SessionWatchTest::reportsAreTheirOwnSource()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 0, 1})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    session->addDeviceReports({{now, QStringLiteral("line-1-0001"), Outcome::Throttled, 429},
                               {now, QStringLiteral("line-1-0001"), Outcome::Migrated, 200}});
    QVERIFY(fixture.waitUntil([&] { return sum(fixture, SeriesSource::DeviceReports, Outcome::Throttled) == 1; }));
    QCOMPARE(sum(fixture, SeriesSource::DeviceReports, Outcome::Migrated), 1u);
    QCOMPARE(sum(fixture, SeriesSource::ObservedRecords, Outcome::Migrated), 0u);
}

void SessionWatchTest::explainsFromWhatIsKnown()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({2, 1, 2})));
    auto *session = fixture.newSession({}, true);
    QVERIFY(fixture.openAndLoad());
    const auto device = fixture.device(QStringLiteral("line-1-0001"));
    auto explanation = session->explain(device);
    QCOMPARE(explanation.decision.hub, QStringLiteral("hub-a.localhost"));
    QVERIFY(!explanation.decision.moves);
    QVERIFY(!explanation.decision.explanation.isEmpty());

    OtherParties others(fixture.endpoint);
    QVERIFY(others.edit(EnrollmentKind::Group, QStringLiteral("line-1"), QStringLiteral("iotHubs"),
                        QJsonArray{QStringLiteral("hub-c.localhost")}));
    session->refresh();
    const auto group = fixture.group(QStringLiteral("line-1"));
    QVERIFY(fixture.waitUntil(
        [&] { return fixture.snapshot()->hubSet(group) == QStringList{QStringLiteral("hub-c.localhost")}; }));
    explanation = session->explain(device);
    QVERIFY(explanation.decision.moves);
    QCOMPARE(explanation.decision.hub, QStringLiteral("hub-c.localhost"));
    QCOMPARE(explanation.decision.twin, domain::TwinEffect::Migrated);
    const auto never = session->explain(device, domain::ReprovisionPolicy::Never);
    QVERIFY(!never.decision.moves);
    // Not set: the device's API version decides, and it is in no answer.
    const auto notSet = session->explain(device, domain::ReprovisionPolicy::NotSet);
    QVERIFY(notSet.decision.moves);
    QVERIFY(std::any_of(notSet.assumptions.begin(), notSet.assumptions.end(),
                        [](const QString &a) { return a.contains(QLatin1String("API version")); }));
    session->declareClient({group}, *domain::DeclaredClient::parse(u"2018-04-01"));
    QVERIFY(fixture.waitUntil([&] {
        return fixture.snapshot()->text(fixture.snapshot()->enrollments.apiVersion[group]) ==
               QLatin1String("2018-04-01");
    }));
    QVERIFY(!session->explain(device, domain::ReprovisionPolicy::NotSet).decision.moves);
}

REHOME_TEST(SessionWatchTest);
#include "SessionWatchTest.moc"
