// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/SnapshotBuilder.h"
#include "FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <bit>
#include <random>

using namespace rehome;
using namespace rehome::fleet;
using namespace rehome::fleet::test;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;

class SnapshotBuilderTest : public QObject
{
    Q_OBJECT
private slots:
    void emptySnapshotHasNothing();
    void individualGetsADeviceNotRead();
    void idsAreOneWithoutCase();
    void sameIdInBothKindsIsTwoRows();
    void batchNamesWhatChanged();
    void oldSnapshotsAreUnaffected();
    void olderAnswerIsLeftOut();
    void removedRowsStayAndAreNotReused();
    void removedIndividualTakesItsDevice();
    void removedGroupKeepsItsRecords();
    void rowInsertedAndRemovedAtOnce();
    void hubsAreInferredAndTold();
    void hubCountsFollowTheDevices();
    void declaredApiVersionAndBody();
    void groupCountsItsRecords();
    void watchingSinceSilencesThePast();
    void journalTellsBeforeAndAfter();
    void journalCanBeOff();
    void snapshotFindsById();
    void randomHistoryMatchesReference();
};

void SnapshotBuilderTest::emptySnapshotHasNothing()
{
    const SnapshotPtr none = emptySnapshot();
    QCOMPARE(none->generation, 0u);
    QCOMPARE(none->findDevice(u"x"), NoRow);
    SnapshotBuilder builder;
    QVERIFY(!builder.isDirty());
    const Publication first = builder.publish();
    QCOMPARE(first.snapshot->generation, 1u);
    QVERIFY(first.batch->enrollments.isEmpty() && first.batch->devices.isEmpty());
}

void SnapshotBuilderTest::individualGetsADeviceNotRead()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "SN-1", .hubs = {"a.net", "b.net"}, .deviceId = "pump"}.put(builder);
    QVERIFY(builder.isDirty());
    const SnapshotPtr fleet = builder.publish().snapshot;
    QCOMPARE(fleet->enrollmentId(row), QStringLiteral("SN-1"));
    QCOMPARE(fleet->hubSet(row), (QStringList{QStringLiteral("a.net"), QStringLiteral("b.net")}));
    QCOMPARE(int{fleet->enrollments.hubCount[row]}, 2);
    const RowId device = fleet->enrollments.device[row];
    QCOMPARE(fleet->devices.status[device], DeviceStatus::NotRead);
    QCOMPARE(fleet->devices.readAtMs[device], 0);
    QCOMPARE(fleet->deviceId(device), QStringLiteral("pump"));
    QCOMPARE(fleet->enrollmentOfDevice(device), row);
    QVERIFY(!builder.isDirty());
}

void SnapshotBuilderTest::idsAreOneWithoutCase()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "SN-1"}.put(builder);
    QCOMPARE(Enrolled{.id = "sn-1"}.put(builder), row);
    QCOMPARE(Registered{.id = "Sn-1"}.put(builder), builder.enrollments().device[row]);
    QCOMPARE(builder.enrollmentCount(), 1u);
    QCOMPARE(builder.deviceCount(), 1u);
}

void SnapshotBuilderTest::sameIdInBothKindsIsTwoRows()
{
    SnapshotBuilder builder;
    const RowId individual = Enrolled{.id = "plant"}.put(builder);
    const RowId group = Enrolled{.kind = EnrollmentKind::Group, .id = "plant"}.put(builder);
    QVERIFY(individual != group);
    QCOMPARE(builder.findEnrollment(EnrollmentKind::Group, "PLANT"), std::optional(group));
    QCOMPARE(builder.publish().snapshot->enrollments.device[group], NoRow);
}

void SnapshotBuilderTest::batchNamesWhatChanged()
{
    SnapshotBuilder builder;
    const RowId first = Enrolled{.id = "a"}.put(builder);
    const RowId second = Enrolled{.id = "b"}.put(builder);
    const Publication loaded = builder.publish();
    QCOMPARE(loaded.batch->enrollments.firstInserted, 0u);
    QCOMPARE(loaded.batch->enrollments.insertedCount, 2u);
    QVERIFY(loaded.batch->enrollments.changed.empty()); // an inserted row is not changed, too

    Enrolled{.id = "b", .policy = ReprovisionPolicy::Never, .etag = "e2", .updatedMs = T0 + 5, .readAtMs = T0 + 2000}
        .put(builder);
    const RowId third = Enrolled{.id = "c"}.put(builder);
    const Publication next = builder.publish();
    QCOMPARE(next.batch->generation, loaded.snapshot->generation + 1);
    QCOMPARE(next.snapshot->generation, next.batch->generation);
    QCOMPARE(next.batch->enrollments.firstInserted, third);
    QCOMPARE(next.batch->enrollments.changed.size(), size_t{1});
    const RowChange change = next.batch->enrollments.changed.front();
    QCOMPARE(change.row, second);
    QCOMPARE(change.fields, fieldBit(EnrollmentField::Policy) | fieldBit(EnrollmentField::Etag) |
                                fieldBit(EnrollmentField::Updated) | fieldBit(EnrollmentField::ReadAt));

    Registered{.id = "a", .hub = "h.net", .readAtMs = T0 + 3000}.put(builder);
    const Publication moved = builder.publish();
    QCOMPARE(moved.batch->devices.changed.size(), size_t{1});
    QVERIFY((moved.batch->devices.changed.front().fields & fieldBit(DeviceField::Status)) != 0);
    QVERIFY(moved.batch->hubsChanged);
    QCOMPARE(moved.batch->enrollments.changed.size(), size_t{1}); // its enrollment shows its status
    QVERIFY((moved.batch->enrollments.changed.front() == RowChange{first, fieldBit(EnrollmentField::Device)}));
}

void SnapshotBuilderTest::oldSnapshotsAreUnaffected()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "a", .policy = ReprovisionPolicy::Migrate}.put(builder);
    const SnapshotPtr before = builder.publish().snapshot;
    Enrolled{
        .id = "a", .policy = ReprovisionPolicy::Never, .etag = "changed", .updatedMs = T0 + 9, .readAtMs = T0 + 9000}
        .put(builder);
    Enrolled{.id = "b"}.put(builder);
    const SnapshotPtr after = builder.publish().snapshot;
    QCOMPARE(before->enrollments.policy[row], ReprovisionPolicy::Migrate);
    QCOMPARE(before->enrollments.etag[row].text(before->strings), QStringLiteral("e1"));
    QCOMPARE(before->enrollments.rowCount(), 1u);
    QCOMPARE(after->enrollments.policy[row], ReprovisionPolicy::Never);
    QCOMPARE(after->enrollments.etag[row].text(after->strings), QStringLiteral("changed"));
    QCOMPARE(after->enrollments.rowCount(), 2u);
    QCOMPARE(before->enrollments.kind.chunkOf(row), after->enrollments.kind.chunkOf(row)); // shared, not copied
}

void SnapshotBuilderTest::olderAnswerIsLeftOut()
{
    SnapshotBuilder builder;
    const RowId row =
        Enrolled{.id = "a", .policy = ReprovisionPolicy::Never, .updatedMs = T0 + 50, .readAtMs = T0 + 5000}.put(
            builder);
    Enrolled{.id = "a", .policy = ReprovisionPolicy::Reset, .updatedMs = T0 + 90, .readAtMs = T0 + 4000}.put(builder);
    QCOMPARE(builder.enrollments().policy[row], ReprovisionPolicy::Never);
    Enrolled{.id = "a", .policy = ReprovisionPolicy::Reset, .updatedMs = T0 + 40, .readAtMs = T0 + 5000}.put(builder);
    QCOMPARE(builder.enrollments().policy[row], ReprovisionPolicy::Never); // same second: the older change loses
    const RowId device =
        Registered{.id = "d", .hub = "new.net", .updatedMs = T0 + 10, .readAtMs = T0 + 5000}.put(builder);
    Registered{.id = "d", .hub = "old.net", .updatedMs = T0 + 5, .readAtMs = T0 + 4000}.put(builder);
    QCOMPARE(builder.strings().text(builder.devices().hub[device]), QStringLiteral("new.net"));
}

void SnapshotBuilderTest::removedRowsStayAndAreNotReused()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.kind = EnrollmentKind::Group, .id = "g"}.put(builder);
    builder.publish();
    builder.removeEnrollment(row, T0 + 2000);
    builder.removeEnrollment(row, T0 + 2000); // twice is once
    const Publication gone = builder.publish();
    QCOMPARE(gone.batch->enrollments.removed, std::vector<RowId>{row});
    QVERIFY(gone.snapshot->enrollments.isGone(row));
    QCOMPARE(gone.snapshot->enrollments.liveCount, 0u);
    QCOMPARE(gone.batch->events.size(), size_t{1});
    QCOMPARE(gone.batch->events.front().kind, EventKind::EnrollmentGone);
    QCOMPARE(gone.snapshot->findEnrollment(EnrollmentKind::Group, u"g"), NoRow);
    QVERIFY(!builder.findEnrollment(EnrollmentKind::Group, "g"));

    const RowId again = Enrolled{.kind = EnrollmentKind::Group, .id = "G", .readAtMs = T0 + 3000}.put(builder);
    QVERIFY(again != row);
    QCOMPARE(builder.findEnrollment(EnrollmentKind::Group, "g"), std::optional(again));
    const SnapshotPtr fleet = builder.publish().snapshot;
    QCOMPARE(fleet->enrollments.rowCount(), 2u);
    QCOMPARE(fleet->enrollments.liveCount, 1u);
    QCOMPARE(fleet->findEnrollment(EnrollmentKind::Group, u"g"), again);
}

void SnapshotBuilderTest::removedIndividualTakesItsDevice()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "a"}.put(builder);
    const RowId device = Registered{.id = "a", .status = domain::RegistrationStatus::Assigning}.put(builder);
    QCOMPARE(builder.publish().snapshot->devices.assigningCount, 1u);
    builder.removeEnrollment(row, T0 + 2000);
    const Publication gone = builder.publish();
    QVERIFY(gone.snapshot->devices.isGone(device));
    QCOMPARE(gone.batch->devices.removed, std::vector<RowId>{device});
    QCOMPARE(gone.snapshot->devices.liveCount, 0u);
    QCOMPARE(gone.snapshot->devices.assigningCount, 0u);
    QVERIFY(!builder.findDevice("a"));
}

void SnapshotBuilderTest::removedGroupKeepsItsRecords()
{
    SnapshotBuilder builder;
    const RowId group = Enrolled{.kind = EnrollmentKind::Group, .id = "g"}.put(builder);
    const RowId device = Registered{.id = "d", .hub = "h.net", .group = group}.put(builder);
    builder.removeEnrollment(group, T0 + 2000);
    const SnapshotPtr fleet = builder.publish().snapshot;
    QVERIFY(!fleet->devices.isGone(device));
    QCOMPARE(fleet->devices.group[device], group);
}

void SnapshotBuilderTest::rowInsertedAndRemovedAtOnce()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "a"}.put(builder);
    builder.removeEnrollment(row, T0);
    const Publication both = builder.publish();
    QCOMPARE(both.batch->enrollments.insertedCount, 1u);
    QVERIFY(both.batch->enrollments.removed.empty());
    QVERIFY(both.snapshot->enrollments.isGone(row));
}

void SnapshotBuilderTest::hubsAreInferredAndTold()
{
    SnapshotBuilder builder;
    Enrolled{.id = "a", .hubs = {"weu.azure-devices.net"}}.put(builder);
    SnapshotPtr fleet = builder.publish().snapshot;
    QCOMPARE(fleet->hubs.rows.size(), 1);
    QVERIFY(fleet->hubs.rows.first().inferred);
    const int told =
        builder.putHub({.hostName = QStringLiteral("WEU.azure-devices.net"), .weight = 7, .openToAllocation = false});
    QCOMPARE(told, 0); // the same host, whatever the letters
    const int other = builder.putHub({.hostName = QStringLiteral("neu.azure-devices.net")});
    builder.setHubCount(other, 4711, HubCountSource::Statistics, T0);
    const Publication next = builder.publish();
    QVERIFY(next.batch->hubsChanged);
    QVERIFY(!next.snapshot->hubs.rows.first().inferred);
    QCOMPARE(next.snapshot->hubs.rows.first().weight, 7);
    QCOMPARE(next.snapshot->hubs.rows.at(1).deviceCount, 4711);
    QCOMPARE(fleet->hubs.rows.size(), 1); // the older snapshot keeps its table
    builder.putHub({.hostName = QStringLiteral("neu.azure-devices.net")});
    QVERIFY(!builder.isDirty()); // nothing new
}

void SnapshotBuilderTest::hubCountsFollowTheDevices()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 5; ++i)
        Registered{.id = "d" + std::to_string(i), .hub = "a.net"}.put(builder);
    Registered{.id = "d0", .hub = "b.net", .updatedMs = T0 + 5, .readAtMs = T0 + 2000}.put(builder);
    builder.removeDevice(*builder.findDevice("d1"), T0 + 3000);
    const HubTable hubs = builder.publish().snapshot->hubs;
    QCOMPARE(hubs.rows.at(hubs.indexOf(u"a.net")).knownDevices, 3u);
    QCOMPARE(hubs.rows.at(hubs.indexOf(u"b.net")).knownDevices, 1u);
    QCOMPARE(hubs.indexOf(u"c.net"), -1);
}

void SnapshotBuilderTest::declaredApiVersionAndBody()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "a"}.put(builder);
    builder.publish();
    builder.setApiVersion(row, u"2018-04-01");
    builder.setBody(row, 123, 45);
    const Publication next = builder.publish();
    QCOMPARE(next.snapshot->text(next.snapshot->enrollments.apiVersion[row]), QStringLiteral("2018-04-01"));
    QCOMPARE(next.snapshot->enrollments.bodyOffset[row], 123u);
    QCOMPARE(next.batch->enrollments.changed.front().fields,
             fieldBit(EnrollmentField::ApiVersion) | fieldBit(EnrollmentField::Body));
    QVERIFY(next.batch->events.empty());
}

void SnapshotBuilderTest::groupCountsItsRecords()
{
    SnapshotBuilder builder;
    const RowId one = Enrolled{.kind = EnrollmentKind::Group, .id = "one"}.put(builder);
    const RowId two = Enrolled{.kind = EnrollmentKind::Group, .id = "two"}.put(builder);
    Registered{.id = "d1", .group = one}.put(builder);
    Registered{.id = "d2", .group = one}.put(builder);
    Registered{.id = "d2", .updatedMs = T0 + 1, .readAtMs = T0 + 2000, .group = two}.put(builder);
    Registered{.id = "d1", .updatedMs = T0 + 2, .readAtMs = T0 + 3000}.put(builder); // its own GET names no group
    const SnapshotPtr fleet = builder.publish().snapshot;
    QCOMPARE(fleet->enrollments.recordCount[one], 1u);
    QCOMPARE(fleet->enrollments.recordCount[two], 1u);
    QCOMPARE(fleet->devices.group[*builder.findDevice("d1")], one);
}

void SnapshotBuilderTest::watchingSinceSilencesThePast()
{
    SnapshotBuilder builder;
    builder.setWatchingSince(T0);
    Enrolled{.id = "old", .createdMs = T0 - 1}.put(builder);
    Registered{.id = "old", .hub = "a.net", .updatedMs = T0 - 1}.put(builder);
    QVERIFY(builder.publish().batch->events.empty());
    Enrolled{.id = "new", .createdMs = T0 + 1}.put(builder);
    Registered{.id = "new", .hub = "a.net", .updatedMs = T0 + 1}.put(builder);
    const auto events = builder.publish().batch->events;
    QCOMPARE(events.size(), size_t{2});
    QCOMPARE(events[0].kind, EventKind::EnrollmentAdded);
    QCOMPARE(events[1].kind, EventKind::Assigned);
}

void SnapshotBuilderTest::journalTellsBeforeAndAfter()
{
    SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "a", .policy = ReprovisionPolicy::Migrate}.put(builder);
    const auto inserted = builder.publish().batch->journal;
    QVERIFY(std::any_of(inserted.begin(), inserted.end(), [](const JournalRecord &record) {
        return record.table == JournalTable::Enrollments && record.field == JournalRecord::WholeRow &&
               record.after == 1;
    }));
    Enrolled{.id = "a", .policy = ReprovisionPolicy::Reset, .etag = "e2", .readAtMs = T0 + 2000}.put(builder);
    const auto changed = builder.publish().batch->journal;
    QCOMPARE(changed.size(), size_t{1}); // ETag and age are no history
    const JournalRecord expected{T0 + 2000,
                                 row,
                                 JournalTable::Enrollments,
                                 static_cast<quint8>(std::countr_zero(fieldBit(EnrollmentField::Policy))),
                                 static_cast<qint64>(ReprovisionPolicy::Migrate),
                                 static_cast<qint64>(ReprovisionPolicy::Reset)};
    QVERIFY(changed.front() == expected);
}

void SnapshotBuilderTest::journalCanBeOff()
{
    SnapshotBuilder builder;
    builder.setJournaling(false);
    Enrolled{.id = "a"}.put(builder);
    QVERIFY(builder.publish().batch->journal.empty());
}

void SnapshotBuilderTest::snapshotFindsById()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 5000; ++i)
        Enrolled{.id = "sn-" + std::to_string(i)}.put(builder);
    const SnapshotPtr fleet = builder.publish().snapshot;
    const RowId row = fleet->findEnrollment(EnrollmentKind::Individual, u"SN-4321");
    QCOMPARE(fleet->enrollmentId(row), QStringLiteral("sn-4321"));
    QCOMPARE(fleet->findDevice(u"sn-4321"), fleet->enrollments.device[row]);
    QCOMPARE(fleet->findEnrollment(EnrollmentKind::Group, u"sn-4321"), NoRow);
}

// Any sequence of facts leaves every published snapshot equal to a plain map as it was then.
void SnapshotBuilderTest::randomHistoryMatchesReference()
{
    struct Known
    {
        ReprovisionPolicy policy;
        RowId row;
    };
    std::mt19937 random(42);
    SnapshotBuilder builder;
    std::map<std::string, Known> now;
    std::vector<std::pair<SnapshotPtr, std::map<std::string, Known>>> history;
    qint64 clock = T0;
    for (int step = 0; step < 4000; ++step) {
        ++clock;
        const std::string id = "sn-" + std::to_string(random() % 400);
        if (random() % 6 == 0) {
            if (const auto known = now.find(id); known != now.end()) {
                builder.removeEnrollment(known->second.row, clock);
                now.erase(known);
            }
        } else {
            const auto policy = static_cast<ReprovisionPolicy>(random() % 4);
            const RowId row = Enrolled{.id = id, .policy = policy, .updatedMs = clock, .readAtMs = clock}.put(builder);
            now[id] = {policy, row};
        }
        if (step % 250 == 0)
            history.emplace_back(builder.publish().snapshot, now);
    }
    for (const auto &[fleet, expected] : history) {
        QCOMPARE(size_t{fleet->enrollments.liveCount}, expected.size());
        QCOMPARE(size_t{fleet->devices.liveCount}, expected.size());
        for (const auto &[id, known] : expected) {
            QVERIFY(!fleet->enrollments.isGone(known.row));
            QCOMPARE(fleet->enrollmentId(known.row).toStdString(), id);
            QCOMPARE(fleet->enrollments.policy[known.row], known.policy);
        }
    }
}

REHOME_TEST(SnapshotBuilderTest);
#include "SnapshotBuilderTest.moc"
