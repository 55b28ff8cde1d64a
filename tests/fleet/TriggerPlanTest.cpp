// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/TriggerPlan.h"
#include "FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::fleet;
using namespace rehome::fleet::test;
using rehome::domain::EnrollmentKind;
using rehome::domain::ProvisioningStatus;
using rehome::domain::RegistrationStatus;

namespace {

/// hub-a with credentials, hub-b without.
struct Fleet
{
    SnapshotBuilder builder;
    RowId group, off;
    Fleet()
    {
        HubFacts known;
        known.hostName = QStringLiteral("Hub-A.net");
        known.hasCredentials = true;
        builder.putHub(known);
        Enrolled line{EnrollmentKind::Group, "line"}, disabled{EnrollmentKind::Group, "off"};
        disabled.status = ProvisioningStatus::Disabled;
        group = line.put(builder);
        off = disabled.put(builder);
    }
    RowId device(const std::string &id, RegistrationStatus status, const std::string &hub, qint64 updated = T0)
    {
        Registered facts{id, status, hub};
        facts.group = group;
        facts.updatedMs = updated;
        facts.etag = "r" + std::to_string(updated);
        return facts.put(builder);
    }
};

} // namespace

class TriggerPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoCanBeAsked();
    void theRateLeavesRoom_data();
    void theRateLeavesRoom();
    void whatARecordSaysOfComingBack();
};

void TriggerPlanTest::whoCanBeAsked()
{
    Fleet fleet;
    const RowId good = fleet.device("good", RegistrationStatus::Assigned, "hub-a.net");
    const RowId failed = fleet.device("failed", RegistrationStatus::Failed, "hub-a.net");
    const RowId foreign = fleet.device("foreign", RegistrationStatus::Assigned, "hub-b.net");
    const RowId busy = fleet.device("busy", RegistrationStatus::Assigning, "");
    const RowId nowhere = fleet.device("nowhere", RegistrationStatus::Unassigned, "");
    const RowId gone = fleet.device("gone", RegistrationStatus::Assigned, "hub-a.net");
    fleet.builder.removeDevice(gone, T0 + 5000);
    std::swap(fleet.group, fleet.off);
    const RowId disabled = fleet.device("disabled", RegistrationStatus::Assigned, "hub-a.net");
    const auto snapshot = fleet.builder.publish().snapshot;
    const std::vector<std::pair<RowId, TriggerObstacle>> expected{{good, TriggerObstacle::None},
                                                                  {failed, TriggerObstacle::None},
                                                                  {foreign, TriggerObstacle::NoCredentials},
                                                                  {busy, TriggerObstacle::Assigning},
                                                                  {nowhere, TriggerObstacle::NoHub},
                                                                  {gone, TriggerObstacle::Gone},
                                                                  {disabled, TriggerObstacle::Disabled}};
    std::vector<RowId> all;
    for (const auto &[row, obstacle] : expected) {
        QVERIFY2(triggerObstacle(*snapshot, row) == obstacle, qPrintable(snapshot->registrationId(row)));
        all.push_back(row);
    }
    const TriggerPlan plan = TriggerPlan::of(*snapshot, all);
    QCOMPARE(plan.rows, (std::vector<RowId>{good, failed}));
    QCOMPARE(plan.left(), 5);
    QCOMPARE(plan.obstacles, (std::array<int, triggerObstacleCount>{2, 1, 1, 1, 1, 1}));
}

void TriggerPlanTest::theRateLeavesRoom_data()
{
    QTest::addColumn<int>("quota");
    QTest::addColumn<double>("seen");
    QTest::addColumn<int>("rate");
    QTest::newRow("nothing else") << 1000 << 0.0 << 500;
    QTest::newRow("others register") << 1000 << 400.0 << 300;
    QTest::newRow("at the limit") << 1000 << 1000.0 << 1;
    QTest::newRow("beyond it") << 1000 << 1300.0 << 1;
}

void TriggerPlanTest::theRateLeavesRoom()
{
    QFETCH(int, quota);
    QFETCH(double, seen);
    QFETCH(int, rate);
    QCOMPARE(triggerRate(quota, seen), rate);
}

void TriggerPlanTest::whatARecordSaysOfComingBack()
{
    Fleet fleet;
    constexpr qint64 asked = T0 + 60'000;
    const RowId row = fleet.device("sn", RegistrationStatus::Assigned, "hub-a.net");
    const auto before = fleet.builder.publish().snapshot;
    const StringId hub = before->devices.hub[row];
    const auto back = [&](RegistrationStatus status, const std::string &where, qint64 updated) {
        fleet.device("sn", status, where, updated);
        return triggerReturn(*fleet.builder.publish().snapshot, row, asked, T0, hub);
    };
    QVERIFY(triggerReturn(*before, row, asked, T0, hub) == TriggerReturn::NotYet);
    // An earlier registration that was read late is none that the asking caused.
    QVERIFY(back(RegistrationStatus::Assigned, "hub-a.net", asked - 1001) == TriggerReturn::NotYet);
    QVERIFY(back(RegistrationStatus::Assigning, "hub-a.net", asked + 1) == TriggerReturn::Assigning);
    QVERIFY(back(RegistrationStatus::Assigned, "hub-a.net", asked + 2) == TriggerReturn::Stays);
    QVERIFY(back(RegistrationStatus::Assigned, "hub-b.net", asked + 3) == TriggerReturn::Moved);
    QVERIFY(back(RegistrationStatus::Failed, "", asked + 4) == TriggerReturn::Failed);
    QVERIFY(back(RegistrationStatus::Disabled, "", asked + 5) == TriggerReturn::Failed);
}

REHOME_TEST(TriggerPlanTest);
#include "TriggerPlanTest.moc"
