// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/TriggerItems.h"
#include "models/fleet/SnapshotBuilder.h"
#include "tests/fleet/FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace rehome::fleet;
using namespace rehome::fleet::test;
using namespace rehome::items;
using rehome::domain::RegistrationStatus;
using Step = TriggeredDevice::Step;
using Shown = TriggerItems::Column;

namespace {
QString text(const TriggerItems &items, int row, Shown column)
{
    return items.index(row, static_cast<int>(column)).data().toString();
}
} // namespace

class TriggerItemsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyDeviceSaysWhatBecameOfIt();
};

void TriggerItemsTest::everyDeviceSaysWhatBecameOfIt()
{
    SnapshotBuilder builder;
    std::vector<RowId> rows;
    for (const char *id : {"a", "b", "c", "d", "e"})
        rows.push_back(Registered{id, RegistrationStatus::Assigned, "hub-a.net"}.put(builder));
    TriggerItems items;
    QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const SnapshotPtr before = builder.publish().snapshot;
    items.reset(before, rows);
    QCOMPARE(items.rowCount(), 5);
    QCOMPARE(text(items, 0, Shown::State), QStringLiteral("Waiting"));
    QCOMPARE(text(items, 0, Shown::Hub), QStringLiteral("hub-a"));
    const StringId hub = before->devices.hub[rows[0]];
    const auto put = [&](int row, Step step, const QString &detail = {}) {
        items.put({rows[static_cast<size_t>(row)], step, detail, T0 + 10'000, T0, hub});
    };
    put(0, Step::Asked);
    put(1, Step::Asked);
    put(2, Step::Failed, QStringLiteral("not connected"));
    put(3, Step::Unknown);
    items.put({RowId(99), Step::Asked, {}, 0, 0, 0}); // of another order
    QCOMPARE(items.backCount(), 0);
    QCOMPARE(text(items, 0, Shown::State), QStringLiteral("Asked, not back yet"));
    QCOMPARE(text(items, 2, Shown::Detail), QStringLiteral("not connected"));
    QCOMPARE(text(items, 3, Shown::State), QStringLiteral("Perhaps asked"));

    const auto registers = [&](const char *id, RegistrationStatus status, const char *where, int error = 0) {
        Registered facts{id, status, where};
        facts.updatedMs = T0 + 12'000;
        facts.etag = "r2";
        facts.errorCode = error;
        facts.errorMessage = error ? "The webhook failed." : "";
        facts.put(builder);
    };
    registers("a", RegistrationStatus::Assigned, "hub-b.net");
    registers("b", RegistrationStatus::Failed, "", 400207);
    registers("d", RegistrationStatus::Assigning, "");
    items.setSnapshot(builder.publish().snapshot);
    QCOMPARE(text(items, 0, Shown::State), QStringLiteral("Registered, moved"));
    QCOMPARE(text(items, 0, Shown::Detail), QStringLiteral("to hub-b"));
    QCOMPARE(text(items, 1, Shown::State), QStringLiteral("Registration failed"));
    QVERIFY(text(items, 1, Shown::Detail).startsWith(QLatin1String("400207")));
    QCOMPARE(text(items, 3, Shown::State), QStringLiteral("Assigning"));
    QCOMPARE(items.backCount(), 2);
    registers("d", RegistrationStatus::Assigned, "hub-a.net");
    items.setSnapshot(builder.publish().snapshot);
    QCOMPARE(text(items, 3, Shown::State), QStringLiteral("Registered, stays"));
    items.endWaiting();
    QCOMPARE(text(items, 4, Shown::State), QStringLiteral("Not asked"));
}

REHOME_TEST(TriggerItemsTest);
#include "TriggerItemsTest.moc"
