// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/EnrollmentItems.h"
#include "ItemsFleet.h"
#include "models/items/DeviceItems.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace rehome::items;
using namespace rehome::items::test;
using rehome::fleet::DeviceStatus;
using rehome::fleet::PendingEdits;
using rehome::fleet::SnapshotPtr;

/// What the cells of both tables say.
class EnrollmentItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void enrollmentCells_data();
    void enrollmentCells();
    void deviceCells_data();
    void deviceCells();
    void rolesOfAnIndividual();
    void rolesOfAGroup();
    void rolesOfADevice();
    void hubNameOnlyWhereTheCellNamesOne();
    void pendingPolicyShowsOldAndNew();
    void pendingOtherFieldIsOnlyMarked();
    void headersAndKeys();

private:
    QModelIndex cell(const FleetItems &items, const char *id, int column) const;
    std::unique_ptr<EnrollmentItems> m_enrollments;
    std::unique_ptr<DeviceItems> m_devices;
};

void EnrollmentItemsTest::init()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const SnapshotPtr fleet = builder.publish().snapshot;
    m_enrollments = std::make_unique<EnrollmentItems>();
    m_devices = std::make_unique<DeviceItems>();
    for (FleetItems *items :
         {static_cast<FleetItems *>(m_enrollments.get()), static_cast<FleetItems *>(m_devices.get())}) {
        items->setLocale(QLocale::c());
        items->setNow(Now);
        items->reset(fleet);
        QTRY_COMPARE(items->rowCount(), 5);
    }
}

QModelIndex EnrollmentItemsTest::cell(const FleetItems &items, const char *id, int column) const
{
    for (int row = 0; row < items.rowCount(); ++row) {
        if (items.index(row, 0).data().toString() == QLatin1String(id))
            return items.index(row, column);
    }
    return {};
}

void EnrollmentItemsTest::enrollmentCells_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<EnrollmentColumn>("column");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *id, EnrollmentColumn column, const char *text) {
        QTest::addRow("%s %s", id, qPrintable(columnKey(column)))
            << QByteArray(id) << column << QString::fromUtf8(text);
    };
    row("sn-1", EnrollmentColumn::Kind, "Individual");
    row("sn-1", EnrollmentColumn::DeviceId, "sn-1");
    row("sn-2", EnrollmentColumn::DeviceId, "Pump-7");
    row("plant", EnrollmentColumn::DeviceId, "");
    row("sn-1", EnrollmentColumn::Status, "not read");
    row("sn-1", EnrollmentColumn::Hub, "not read");
    row("sn-1", EnrollmentColumn::LastRegistered, "not read");
    row("sn-10", EnrollmentColumn::Status, "Assigning");
    row("plant", EnrollmentColumn::Status, "");
    row("sn-1", EnrollmentColumn::Policy, "Not set");
    row("sn-2", EnrollmentColumn::Policy, "Never");
    row("sn-2", EnrollmentColumn::Hub, "hub-weu-01");
    row("plant", EnrollmentColumn::Hub, "hub-weu-01 and 1 more");
    row("lab", EnrollmentColumn::Hub, "hub-neu-01");
    row("lab", EnrollmentColumn::Allocation, "Static");
    row("sn-10", EnrollmentColumn::Attestation, "TPM");
    row("sn-10", EnrollmentColumn::Provisioning, "Disabled");
    row("plant", EnrollmentColumn::Records, "2");
    row("sn-1", EnrollmentColumn::Records, "");
    row("sn-10", EnrollmentColumn::LastRegistered, "30 s ago");
    row("sn-10", EnrollmentColumn::Updated, "21:15:00");
    row("sn-2", EnrollmentColumn::Updated, "11 Nov");
    row("lab", EnrollmentColumn::Updated, "");
    row("sn-1", EnrollmentColumn::Age, "1 min ago");
    row("sn-1", EnrollmentColumn::Client, "unknown");
}

void EnrollmentItemsTest::enrollmentCells()
{
    QFETCH(QByteArray, id);
    QFETCH(EnrollmentColumn, column);
    QTEST(cell(*m_enrollments, id.constData(), static_cast<int>(column)).data().toString(), "text");
}

void EnrollmentItemsTest::deviceCells_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<DeviceColumn>("column");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *id, DeviceColumn column, const char *text) {
        QTest::addRow("%s %s", id, qPrintable(columnKey(column)))
            << QByteArray(id) << column << QString::fromUtf8(text);
    };
    row("sn-1", DeviceColumn::Status, "not read");
    row("sn-1", DeviceColumn::Hub, "not read");
    row("sn-1", DeviceColumn::Substatus, "not read");
    row("sn-1", DeviceColumn::Updated, "not read");
    row("sn-1", DeviceColumn::Age, "not read");
    row("sn-2", DeviceColumn::DeviceId, "Pump-7");
    row("sn-2", DeviceColumn::Hub, "hub-weu-01");
    row("sn-2", DeviceColumn::PreviousHub, "");
    row("sn-2", DeviceColumn::Enrollment, "sn-2");
    row("sn-2", DeviceColumn::Policy, "Never");
    row("sn-10", DeviceColumn::PreviousHub, "hub-neu-01");
    row("g-1", DeviceColumn::Enrollment, "plant");
    row("g-1", DeviceColumn::Policy, "Reset");
    row("g-1", DeviceColumn::Substatus, "Data migrated");
    row("g-1", DeviceColumn::Updated, "1 min ago");
    row("g-2", DeviceColumn::Hub, "none");
    row("g-2", DeviceColumn::Error, "400208");
    row("g-1", DeviceColumn::Error, "");
    row("g-1", DeviceColumn::MovedAt, "");
}

void EnrollmentItemsTest::deviceCells()
{
    QFETCH(QByteArray, id);
    QFETCH(DeviceColumn, column);
    QTEST(cell(*m_devices, id.constData(), static_cast<int>(column)).data().toString(), "text");
}

void EnrollmentItemsTest::rolesOfAnIndividual()
{
    const QModelIndex index = cell(*m_enrollments, "sn-2", static_cast<int>(EnrollmentColumn::LastRegistered));
    QCOMPARE(index.data(StatusRole).toInt(), static_cast<int>(DeviceStatus::Assigned));
    QCOMPARE(index.data(PolicyRole).toInt(), static_cast<int>(ReprovisionPolicy::Never));
    QCOMPARE(index.data(HubNameRole).toString(), QStringLiteral("hub-weu-01.azure-devices.net"));
    QVERIFY(index.data(HubIndexRole).toInt() >= 0);
    QCOMPARE(index.data(TimeMsRole).toLongLong(), T0);
    QCOMPARE(index.data(Qt::ToolTipRole).toString(), QStringLiteral("2023-11-14T22:13:20.000Z"));
    QCOMPARE(index.data(NotReadRole).toBool(), false);
    QCOMPARE(index.data(SortValueRole).toLongLong(), T0);
    QVERIFY(index.data(DeviceRowRole).isValid());
    QVERIFY(index.data(EnabledRole).toBool());
    QVERIFY((index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0);
    QVERIFY(cell(*m_enrollments, "sn-1", 0).data(NotReadRole).toBool());
    QCOMPARE(cell(*m_enrollments, "sn-1", 0).data(HubIndexRole).toInt(), -1);
    QVERIFY(!m_enrollments->data({}, Qt::DisplayRole).isValid());
}

void EnrollmentItemsTest::rolesOfAGroup()
{
    const QModelIndex index = cell(*m_enrollments, "plant", static_cast<int>(EnrollmentColumn::Hub));
    QVERIFY(!index.data(StatusRole).isValid());
    QVERIFY(!index.data(DeviceRowRole).isValid());
    QCOMPARE(index.data(HubCountRole).toInt(), 2);
    QCOMPARE(index.data(CountRole).toLongLong(), 2);
    QCOMPARE(index.data(Qt::ToolTipRole).toString(),
             QStringLiteral("hub-weu-01.azure-devices.net\nhub-neu-01.azure-devices.net"));
}

void EnrollmentItemsTest::rolesOfADevice()
{
    const QModelIndex waiting = cell(*m_devices, "sn-10", 0);
    QCOMPARE(waiting.data(WaitMsRole).toLongLong(), 30'000);
    QCOMPARE(waiting.data(AgeMsRole).toLongLong(), 5000);
    QCOMPARE(cell(*m_devices, "sn-1", 0).data(AgeMsRole).toLongLong(), -1);
    QVERIFY(!cell(*m_devices, "sn-2", 0).data(WaitMsRole).isValid());
    const QModelIndex failed = cell(*m_devices, "g-2", static_cast<int>(DeviceColumn::Error));
    QCOMPARE(failed.data(ErrorCodeRole).toInt(), 400208);
    QCOMPARE(failed.data(Qt::ToolTipRole).toString(), QStringLiteral("No hub is open."));
    const QModelIndex previous = cell(*m_devices, "sn-10", static_cast<int>(DeviceColumn::PreviousHub));
    QCOMPARE(previous.data(HubNameRole).toString(), QStringLiteral("hub-neu-01.azure-devices.net"));
}

void EnrollmentItemsTest::hubNameOnlyWhereTheCellNamesOne()
{
    rehome::fleet::SnapshotBuilder builder;
    Enrolled{.id = "named", .hubs = {"hub-weu-01.azure-devices.net"}}.put(builder);
    m_enrollments->reset(builder.publish().snapshot);
    QTRY_COMPARE(m_enrollments->rowCount(), 1);
    const QModelIndex index = cell(*m_enrollments, "named", static_cast<int>(EnrollmentColumn::Hub));
    QCOMPARE(index.data().toString(), QStringLiteral("not read")); // it may go there, nobody knows whether it did
    QCOMPARE(index.data(HubNameRole).toString(), QString());
    QCOMPARE(index.data(HubIndexRole).toInt(), -1);
    QCOMPARE(index.data(HubCountRole).toInt(), 1);
}

void EnrollmentItemsTest::pendingPolicyShowsOldAndNew()
{
    const QAbstractItemModelTester tester(m_enrollments.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex index = cell(*m_enrollments, "sn-2", static_cast<int>(EnrollmentColumn::Policy));
    QCOMPARE(index.data(PendingRole).toBool(), false);
    PendingEdits edits;
    rehome::fleet::EnrollmentEdit edit;
    edit.row = index.data(RowIdRole).toUInt();
    edit.fields = {rehome::fleet::policyField(ReprovisionPolicy::Never, ReprovisionPolicy::Migrate)};
    edits.add(QStringLiteral("Edit"), {edit});
    QSignalSpy changed(m_enrollments.get(), &QAbstractItemModel::dataChanged);
    m_enrollments->setPending(edits);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), index.row());
    QCOMPARE(index.data(PendingRole).toBool(), true);
    QCOMPARE(index.data(PendingOldPolicyRole).toInt(), static_cast<int>(ReprovisionPolicy::Never));
    QCOMPARE(index.data(PendingNewPolicyRole).toInt(), static_cast<int>(ReprovisionPolicy::Migrate));
    QCOMPARE(index.data(PolicyRole).toInt(), static_cast<int>(ReprovisionPolicy::Never));
    changed.clear();
    m_enrollments->setPending({});
    QCOMPARE(changed.count(), 1); // the row that lost its edit is drawn again
    QVERIFY(!index.data(PendingOldPolicyRole).isValid());
}

void EnrollmentItemsTest::pendingOtherFieldIsOnlyMarked()
{
    const QModelIndex index = cell(*m_enrollments, "lab", 0);
    PendingEdits edits;
    rehome::fleet::EnrollmentEdit edit;
    edit.row = index.data(RowIdRole).toUInt();
    edit.fields = {{QStringLiteral("provisioningStatus"), QStringLiteral("enabled"), QStringLiteral("disabled")}};
    edits.add(QStringLiteral("Edit"), {edit});
    edits.setState(edit.row, rehome::fleet::PendingState::Failed, QStringLiteral("no"));
    m_enrollments->setPending(edits);
    QVERIFY(index.data(PendingRole).toBool());
    QVERIFY(!index.data(PendingNewPolicyRole).isValid());
    QCOMPARE(index.data(PendingStateRole).toInt(), static_cast<int>(rehome::fleet::PendingState::Failed));
}

void EnrollmentItemsTest::headersAndKeys()
{
    QSet<QString> keys;
    for (int i = 0; i < EnrollmentColumns; ++i) {
        QVERIFY(!m_enrollments->headerData(i, Qt::Horizontal).toString().isEmpty());
        keys.insert(columnKey(static_cast<EnrollmentColumn>(i)));
    }
    QCOMPARE(keys.size(), EnrollmentColumns);
    for (int i = 0; i < DeviceColumns; ++i)
        QCOMPARE(m_devices->headerData(i, Qt::Horizontal).toString(), columnTitle(static_cast<DeviceColumn>(i)));
    QVERIFY(!m_devices->headerData(DeviceColumns, Qt::Horizontal).isValid());
}

REHOME_TEST(EnrollmentItemsTest);
#include "EnrollmentItemsTest.moc"
