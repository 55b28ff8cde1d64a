// SPDX-License-Identifier: GPL-3.0-or-later
#include "FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::fleet;
using namespace rehome::fleet::test;
using domain::RegistrationStatus;
using domain::ReprovisionPolicy;
using domain::Substatus;

class DeviceObservationTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void unchangedReplyOnlyRenewsTheAge();
    void firstAssignment();
    void assigningIsSeenWithItsSource();
    void assigningWithoutHubKeepsTheDeviceWhereItIs();
    void moveWithWaitingTime();
    void moveBetweenTwoPolls();
    void stayAfterAssigning();
    void registeredAgainWithoutEffect();
    void resetInPlace();
    void keptSubstatusIsNoNewReset();
    void resetPolicyResetsAgain();
    void failedAndDisabled();
    void noRecord();
    void firstSeenAfterAMove();
    void goneDevice();
    void goneRecordOfAnIndividualIsUnassigned();
    void hubQueryNeverOverridesARecord();
    void hubQueryKnowsAnIndividualByItsDeviceId();
    void hubQuerySeesMoves();

private:
    ObservedEvent only()
    {
        const auto events = m_builder->publish().batch->events;
        if (events.size() != 1) {
            QTest::qFail("not exactly one event", __FILE__, __LINE__);
            return {};
        }
        return events.front();
    }
    QString name(StringId id) const { return m_builder->strings().text(id); }
    std::unique_ptr<SnapshotBuilder> m_builder;
};

void DeviceObservationTest::init()
{
    m_builder = std::make_unique<SnapshotBuilder>();
}

void DeviceObservationTest::unchangedReplyOnlyRenewsTheAge()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d", .hub = "a.net", .readAtMs = T0 + 9000}.put(*m_builder);
    const Publication next = m_builder->publish();
    QVERIFY(next.batch->events.empty());
    QCOMPARE(next.batch->devices.changed.size(), size_t{1});
    QCOMPARE(next.batch->devices.changed.front().fields, fieldBit(DeviceField::ReadAt));
    QCOMPARE(next.snapshot->devices.readAtMs[row], T0 + 9000);
}

void DeviceObservationTest::firstAssignment()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Assigned);
    QCOMPARE(event.device, row);
    QCOMPARE(event.fromHub, 0u);
    QCOMPARE(name(event.toHub), QStringLiteral("a.net"));
    QCOMPARE(event.waitedMs, -1);
    QCOMPARE(event.timeMs, T0);
    QCOMPARE(event.observedMs, T0 + 1000);
}

void DeviceObservationTest::assigningIsSeenWithItsSource()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .status = RegistrationStatus::Assigning,
               .substatus = Substatus::None,
               .updatedMs = T0 + 500,
               .readAtMs = T0 + 3000}
        .put(*m_builder);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Assigning);
    QCOMPARE(name(event.fromHub), QStringLiteral("a.net"));
    QCOMPARE(event.toHub, 0u); // "its target is not known yet"
    QCOMPARE(m_builder->devices().assigningSinceMs[row], T0 + 500);
    QCOMPARE(name(m_builder->devices().previousHub[row]), QStringLiteral("a.net"));
}

void DeviceObservationTest::assigningWithoutHubKeepsTheDeviceWhereItIs()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    Registered{.id = "d", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 500, .readAtMs = T0 + 3000}.put(
        *m_builder);
    QCOMPARE(name(m_builder->devices().hub[row]), QStringLiteral("a.net"));
    const SnapshotPtr fleet = m_builder->publish().snapshot;
    QCOMPARE(fleet->hubs.rows.first().knownDevices, 1u);
    QCOMPARE(fleet->devices.assigningCount, 1u);
}

void DeviceObservationTest::moveWithWaitingTime()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    Registered{.id = "d", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 500, .readAtMs = T0 + 3000}.put(
        *m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .hub = "b.net",
               .substatus = Substatus::DeviceDataMigrated,
               .updatedMs = T0 + 4700,
               .readAtMs = T0 + 6000}
        .put(*m_builder);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Moved);
    QCOMPARE(name(event.fromHub), QStringLiteral("a.net"));
    QCOMPARE(name(event.toHub), QStringLiteral("b.net"));
    QCOMPARE(event.substatus, Substatus::DeviceDataMigrated);
    QCOMPARE(event.waitedMs, 4200);
    QCOMPARE(m_builder->devices().movedAtMs[row], T0 + 4700);
    QCOMPARE(m_builder->devices().assigningSinceMs[row], 0);
    QCOMPARE(name(m_builder->devices().previousHub[row]), QStringLiteral("a.net"));
}

void DeviceObservationTest::moveBetweenTwoPolls()
{
    Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .hub = "b.net",
               .substatus = Substatus::DeviceDataReset,
               .updatedMs = T0 + 900,
               .readAtMs = T0 + 6000}
        .put(*m_builder);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Moved);
    QCOMPARE(event.waitedMs, -1); // nobody saw it wait
}

void DeviceObservationTest::stayAfterAssigning()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    Registered{.id = "d", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 500, .readAtMs = T0 + 3000}.put(
        *m_builder);
    m_builder->publish();
    Registered{.id = "d", .hub = "a.net", .updatedMs = T0 + 800, .readAtMs = T0 + 6000}.put(*m_builder);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Assigned);
    QCOMPARE(name(event.fromHub), QStringLiteral("a.net"));
    QCOMPARE(event.waitedMs, 300);
    QCOMPARE(m_builder->devices().movedAtMs[row], 0);
    QCOMPARE(m_builder->devices().previousHub[row], 0u);
}

void DeviceObservationTest::registeredAgainWithoutEffect()
{
    Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d", .hub = "a.net", .updatedMs = T0 + 900, .readAtMs = T0 + 6000}.put(*m_builder);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Assigned);
    QVERIFY(event.fromHub == event.toHub);
}

void DeviceObservationTest::resetInPlace()
{
    Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .hub = "a.net",
               .substatus = Substatus::DeviceDataReset,
               .updatedMs = T0 + 900,
               .readAtMs = T0 + 6000}
        .put(*m_builder);
    QCOMPARE(only().kind, EventKind::Reset);
}

// "a registration without effect keeps the last substatus and renews lastUpdated"
void DeviceObservationTest::keptSubstatusIsNoNewReset()
{
    Registered{.id = "d", .hub = "a.net", .substatus = Substatus::DeviceDataReset}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .hub = "a.net",
               .substatus = Substatus::DeviceDataReset,
               .updatedMs = T0 + 900,
               .readAtMs = T0 + 6000}
        .put(*m_builder);
    QCOMPARE(only().kind, EventKind::Assigned);
}

void DeviceObservationTest::resetPolicyResetsAgain()
{
    const RowId group =
        Enrolled{.kind = domain::EnrollmentKind::Group, .id = "g", .policy = ReprovisionPolicy::Reset}.put(*m_builder);
    Registered{.id = "d", .hub = "a.net", .substatus = Substatus::DeviceDataReset, .group = group}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .hub = "a.net",
               .substatus = Substatus::DeviceDataReset,
               .updatedMs = T0 + 900,
               .readAtMs = T0 + 6000,
               .group = group}
        .put(*m_builder);
    QCOMPARE(only().kind, EventKind::Reset);
}

void DeviceObservationTest::failedAndDisabled()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    Registered{.id = "d",
               .status = RegistrationStatus::Failed,
               .substatus = Substatus::None,
               .updatedMs = T0 + 900,
               .readAtMs = T0 + 6000,
               .errorCode = 400208,
               .errorMessage = "no hub"}
        .put(*m_builder);
    const ObservedEvent failed = only();
    QCOMPARE(failed.kind, EventKind::Failed);
    QCOMPARE(failed.errorCode, 400208);
    QCOMPARE(name(m_builder->devices().errorMessage[row]), QStringLiteral("no hub"));
    Registered{.id = "d",
               .status = RegistrationStatus::Disabled,
               .substatus = Substatus::None,
               .updatedMs = T0 + 1900,
               .readAtMs = T0 + 7000}
        .put(*m_builder);
    QCOMPARE(only().kind, EventKind::Disabled);
    QCOMPARE(m_builder->devices().errorCode[row], 0);
}

void DeviceObservationTest::noRecord()
{
    const RowId row = m_builder->enrollments().device[Enrolled{.id = "d"}.put(*m_builder)];
    m_builder->publish();
    m_builder->putNoRecord(row, T0 + 2000);
    const Publication asked = m_builder->publish();
    QVERIFY(asked.batch->events.empty()); // it never had one
    QCOMPARE(asked.snapshot->devices.status[row], DeviceStatus::Unassigned);
    QCOMPARE(asked.snapshot->devices.readAtMs[row], T0 + 2000);
    Registered{.id = "d", .hub = "a.net", .updatedMs = T0 + 2500, .readAtMs = T0 + 3000}.put(*m_builder);
    m_builder->publish();
    m_builder->putNoRecord(row, T0 + 4000);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Unassigned);
    QCOMPARE(name(event.fromHub), QStringLiteral("a.net"));
    m_builder->putNoRecord(row, T0 + 1); // older than what is known
    QVERIFY(m_builder->publish().batch->events.empty());
}

void DeviceObservationTest::firstSeenAfterAMove()
{
    Registered{.id = "d", .hub = "b.net", .substatus = Substatus::DeviceDataMigrated}.put(*m_builder);
    QCOMPARE(only().kind, EventKind::FirstSeen); // from where was never seen
}

void DeviceObservationTest::goneDevice()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->publish();
    m_builder->removeDevice(row, T0 + 5000);
    QCOMPARE(only().kind, EventKind::DeviceGone);
    const RowId again =
        Registered{.id = "d", .hub = "a.net", .updatedMs = T0 + 6000, .readAtMs = T0 + 7000}.put(*m_builder);
    QVERIFY(again != row);
    const SnapshotPtr fleet = m_builder->publish().snapshot;
    QVERIFY(fleet->devices.isGone(row));
    QCOMPARE(fleet->findDevice(u"d"), again);
}

void DeviceObservationTest::goneRecordOfAnIndividualIsUnassigned()
{
    Enrolled{.id = "d"}.put(*m_builder);
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    m_builder->removeDevice(row, T0 + 5000);
    QCOMPARE(m_builder->devices().status[row], DeviceStatus::Unassigned);
    QCOMPARE(int{m_builder->devices().gone[row]}, 0);
}

void DeviceObservationTest::hubQueryNeverOverridesARecord()
{
    const RowId row = Registered{.id = "d", .hub = "a.net"}.put(*m_builder);
    QCOMPARE(m_builder->putHubDevice("d", "b.net", T0 + 9000), row);
    QCOMPARE(name(m_builder->devices().hub[row]), QStringLiteral("a.net"));
    const RowId unknown = m_builder->putHubDevice("only-on-hub", "b.net", T0 + 9000);
    QCOMPARE(m_builder->devices().status[unknown], DeviceStatus::NotRead);
    QCOMPARE(m_builder->devices().source[unknown], DeviceSource::HubQuery);
    QCOMPARE(name(m_builder->devices().hub[unknown]), QStringLiteral("b.net"));
}

void DeviceObservationTest::hubQueryKnowsAnIndividualByItsDeviceId()
{
    const RowId row = m_builder->enrollments().device[Enrolled{.id = "sn-1", .deviceId = "pump-1"}.put(*m_builder)];
    QCOMPARE(m_builder->putHubDevice("pump-1", "a.net", T0 + 9000), row);
    QCOMPARE(m_builder->deviceCount(), 1u);
}

void DeviceObservationTest::hubQuerySeesMoves()
{
    const RowId row = m_builder->putHubDevice("d", "a.net", T0 + 1000);
    m_builder->publish();
    m_builder->putHubDevice("d", "b.net", T0 + 9000);
    const ObservedEvent event = only();
    QCOMPARE(event.kind, EventKind::Moved);
    QCOMPARE(event.device, row);
    QCOMPARE(event.substatus, Substatus::None);
    m_builder->putHubDevice("d", "a.net", T0 + 2000); // an answer that came late
    QCOMPARE(name(m_builder->devices().hub[row]), QStringLiteral("b.net"));
}

REHOME_TEST(DeviceObservationTest);
#include "DeviceObservationTest.moc"
