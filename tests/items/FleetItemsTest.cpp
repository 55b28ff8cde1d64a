// SPDX-License-Identifier: GPL-3.0-or-later
#include "ItemsFleet.h"
#include "models/items/DeviceItems.h"
#include "models/items/EnrollmentItems.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QItemSelectionModel>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <random>

using namespace rehome::items;
using namespace rehome::items::test;
using rehome::fleet::Publication;
using rehome::fleet::RowId;
using rehome::fleet::SnapshotBuilder;

namespace {
constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

FilterQuery parsed(const char *text, FilterSubject subject = FilterSubject::Enrollments)
{
    return *FilterQuery::parse(QString::fromUtf8(text), subject);
}

template <class Items>
void publishTo(Items &items, SnapshotBuilder &builder)
{
    const Publication publication = builder.publish();
    items.apply(publication.snapshot, publication.batch);
}

QStringList shownIds(const FleetItems &items)
{
    QStringList ids;
    for (int row = 0; row < items.rowCount(); ++row)
        ids.append(items.index(row, 0).data().toString());
    return ids;
}

bool settled(const FleetItems &items)
{
    return !items.isOrdering() && !items.isStale();
}
} // namespace

class FleetItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void rowsComeAsTheyLoad();
    void loadingIntoASortCatchesUp();
    void filterKeepsOldRowsUntilTheNewOrder();
    void selectionSurvivesOrderAndFilter();
    void changedValueMovesItsRow();
    void changedValueIsTold();
    void removedRowsLeave();
    void manyRemovalsKeepTheSelection();
    void rowsRemovedWhileOrderingStayAway();
    void headerClicksStack();
    void severalColumnsAreChosen();
    void countsAndFacets();
    void noFilterFitsBothTables();
    void noMatchNamesTheTerm();
    void groupPolicyChangesItsDevices();
    void resetForgetsTheOldConnection();
    void clockOnlyTouchesTimes();
    void randomHistory_data();
    void randomHistory();
};

void FleetItemsTest::rowsComeAsTheyLoad()
{
    SnapshotBuilder builder;
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    QSignalSpy inserted(&items, &QAbstractItemModel::rowsInserted);
    items.setFilter(parsed("sn-"));
    QTRY_VERIFY(settled(items));
    for (int page = 0; page < 5; ++page) {
        for (int i = 0; i < 10; ++i)
            Enrolled{.id = (i % 2 ? "sn-" : "other-") + std::to_string(page * 10 + i)}.put(builder);
        publishTo(items, builder);
        QCOMPARE(items.rowCount(), (page + 1) * 5); // at once, without waiting for an order
    }
    QCOMPARE(inserted.count(), 5);
    QCOMPARE(items.totalCount(), 50);
    QCOMPARE(items.facets().policy[0], 25);
}

void FleetItemsTest::loadingIntoASortCatchesUp()
{
    SnapshotBuilder builder;
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.sort(static_cast<int>(EnrollmentColumn::Id), Qt::AscendingOrder);
    Enrolled{.id = "b"}.put(builder);
    publishTo(items, builder);
    Enrolled{.id = "d"}.put(builder);
    Enrolled{.id = "c"}.put(builder);
    publishTo(items, builder);
    QTRY_VERIFY(settled(items));
    QCOMPARE(shownIds(items).join(QString()), QStringLiteral("bcd"));
    Enrolled{.id = "a"}.put(builder);
    publishTo(items, builder);
    QCOMPARE(items.rowCount(), 4); // shown now, in its place soon
    QTRY_COMPARE(shownIds(items).join(QString()), QStringLiteral("abcd"));
}

void FleetItemsTest::filterKeepsOldRowsUntilTheNewOrder()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.rowCount(), 5);
    QSignalSpy resets(&items, &QAbstractItemModel::modelReset);
    items.setFilter(parsed("kind:group"));
    QCOMPARE(items.rowCount(), 5); // never blank
    QVERIFY(items.isOrdering());
    QTRY_COMPARE(items.rowCount(), 2);
    items.setFilter(parsed("policy:never"));
    items.setFilter(parsed(""));
    items.setFilter(parsed("kind:individual")); // the newest wins
    QTRY_VERIFY(settled(items));
    QCOMPARE(shownIds(items), (QStringList{QStringLiteral("sn-1"), QStringLiteral("sn-2"), QStringLiteral("sn-10")}));
    QCOMPARE(resets.count(), 0);
}

void FleetItemsTest::selectionSurvivesOrderAndFilter()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.rowCount(), 5);
    QItemSelectionModel selection(&items);
    const auto select = [&](int row, QItemSelectionModel::SelectionFlags flags) {
        selection.setCurrentIndex(items.index(row, 0), flags | QItemSelectionModel::Rows);
    };
    select(0, QItemSelectionModel::Select); // sn-1
    select(2, QItemSelectionModel::Select); // sn-10
    items.sort(static_cast<int>(EnrollmentColumn::Id), Qt::DescendingOrder);
    QTRY_VERIFY(settled(items));
    QCOMPARE(shownIds(items).first(), QStringLiteral("sn-10"));
    QStringList ids;
    for (const QModelIndex &index : selection.selectedRows())
        ids.append(index.data().toString());
    ids.sort();
    QCOMPARE(ids, (QStringList{QStringLiteral("sn-1"), QStringLiteral("sn-10")}));
    QCOMPARE(selection.currentIndex().data().toString(), QStringLiteral("sn-10"));
    items.setFilter(parsed("!policy:notset"));
    QTRY_VERIFY(settled(items));
    QCOMPARE(selection.selectedRows().size(), 1); // sn-1 is filtered out
    QCOMPARE(selection.selectedRows().first().data().toString(), QStringLiteral("sn-10"));
    QCOMPARE(selection.currentIndex().data().toString(), QStringLiteral("sn-10"));
}

void FleetItemsTest::changedValueMovesItsRow()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    items.setFilter(parsed("policy:never"));
    QTRY_COMPARE(shownIds(items), QStringList{QStringLiteral("sn-2")});
    Enrolled{.id = "sn-1", .policy = ReprovisionPolicy::Never, .etag = "e2", .updatedMs = Now, .readAtMs = Now}.put(
        builder);
    publishTo(items, builder);
    QTRY_COMPARE(items.rowCount(), 2);
    Enrolled{.id = "sn-2", .policy = ReprovisionPolicy::Reset, .etag = "e2", .updatedMs = Now, .readAtMs = Now}.put(
        builder);
    publishTo(items, builder);
    QTRY_COMPARE(shownIds(items), QStringList{QStringLiteral("sn-1")});
}

void FleetItemsTest::changedValueIsTold()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 1000; ++i)
        Enrolled{.id = "sn-" + std::to_string(i)}.put(builder);
    EnrollmentItems items;
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.rowCount(), 1000);
    QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
    for (const int i : {5, 6, 7, 300})
        Enrolled{.id = "sn-" + std::to_string(i), .etag = "e2", .readAtMs = Now}.put(builder);
    publishTo(items, builder);
    QCOMPARE(changed.count(), 2); // 5 to 7 in one range
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 5);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 7);
    changed.clear();
    for (int i = 0; i < 1000; i += 5)
        Enrolled{.id = "sn-" + std::to_string(i), .etag = "e3", .readAtMs = Now + 1}.put(builder);
    publishTo(items, builder);
    QCOMPARE(changed.count(), 1); // too many ranges: one
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 995);
}

void FleetItemsTest::removedRowsLeave()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.rowCount(), 5);
    QPersistentModelIndex last = items.index(4, 0);
    builder.removeEnrollment(*builder.findEnrollment(EnrollmentKind::Individual, "sn-2"), Now);
    builder.removeEnrollment(*builder.findEnrollment(EnrollmentKind::Individual, "sn-10"), Now);
    publishTo(items, builder);
    QCOMPARE(items.rowCount(), 3);
    QCOMPARE(last.row(), 2);
    QCOMPARE(items.placeOf(1), -1);
    QCOMPARE(items.placeOf(items.rowId(2)), 2);
    QTRY_COMPARE(items.facets().kind[0], 1);
}

void FleetItemsTest::manyRemovalsKeepTheSelection()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 600; ++i)
        Enrolled{.id = "sn-" + std::to_string(i)}.put(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.rowCount(), 600);
    QPersistentModelIndex kept = items.index(599, 2), gone = items.index(400, 0);
    for (int i = 0; i < 600; i += 2)
        builder.removeEnrollment(*builder.findEnrollment(EnrollmentKind::Individual, "sn-" + std::to_string(i)), Now);
    publishTo(items, builder);
    QCOMPARE(items.rowCount(), 300);
    QCOMPARE(kept.row(), 299);
    QCOMPARE(kept.column(), 2);
    QVERIFY(!gone.isValid());
    QCOMPARE(items.index(299, 0).data().toString(), QStringLiteral("sn-599"));
}

void FleetItemsTest::rowsRemovedWhileOrderingStayAway()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 200; ++i)
        Enrolled{.id = "sn-" + std::to_string(i)}.put(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    items.sort(static_cast<int>(EnrollmentColumn::Id), Qt::DescendingOrder); // under way with the snapshot of before
    builder.removeEnrollment(*builder.findEnrollment(EnrollmentKind::Individual, "sn-7"), Now);
    Enrolled{.id = "sn-new"}.put(builder);
    publishTo(items, builder);
    QTRY_VERIFY(items.rowCount() == 200);
    QVERIFY(!shownIds(items).contains(QStringLiteral("sn-7")));
    QTRY_VERIFY(settled(items));
    QCOMPARE(items.rowCount(), 200);
    QCOMPARE(shownIds(items).first(), QStringLiteral("sn-new"));
    QVERIFY(!shownIds(items).contains(QStringLiteral("sn-7")));
}

void FleetItemsTest::headerClicksStack()
{
    EnrollmentItems items;
    const int id = static_cast<int>(EnrollmentColumn::Id), kind = static_cast<int>(EnrollmentColumn::Kind),
              policy = static_cast<int>(EnrollmentColumn::Policy), hub = static_cast<int>(EnrollmentColumn::Hub);
    items.sort(id);
    items.sort(kind, Qt::DescendingOrder);
    QCOMPARE(items.sortKeys(), (QList<SortKey>{{kind, Qt::DescendingOrder}, {id, Qt::AscendingOrder}}));
    items.sort(id, Qt::DescendingOrder);
    items.sort(policy);
    items.sort(hub);
    QCOMPARE(items.sortKeys().size(), 4);
    QCOMPARE(items.sortKeys().first().column, hub);
    QCOMPARE(items.chosenSortKeys(), 1);
    items.sort(static_cast<int>(EnrollmentColumn::Updated));
    QCOMPARE(items.sortKeys().size(), 4); // the oldest click is forgotten
    items.sort(-1);
    QVERIFY(items.sortKeys().isEmpty());
    QCOMPARE(items.chosenSortKeys(), 0);
}

void FleetItemsTest::severalColumnsAreChosen()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    const int id = static_cast<int>(EnrollmentColumn::Id), kind = static_cast<int>(EnrollmentColumn::Kind),
              policy = static_cast<int>(EnrollmentColumn::Policy), hub = static_cast<int>(EnrollmentColumn::Hub);
    QSignalSpy changed(&items, &FleetItems::sortChanged);
    items.sort(id);
    items.sort(kind);
    items.addSort(policy);
    // The chosen ones lead in the order of their clicks; what was clicked before breaks ties.
    QCOMPARE(items.sortKeys(),
             (QList<SortKey>{{kind, Qt::AscendingOrder}, {policy, Qt::AscendingOrder}, {id, Qt::AscendingOrder}}));
    QCOMPARE(items.chosenSortKeys(), 2);
    QTRY_VERIFY(settled(items));
    QCOMPARE(shownIds(items).join(QLatin1Char(' ')), QStringLiteral("sn-1 sn-10 sn-2 lab plant"));
    items.addSort(policy); // a chosen one is turned round
    QTRY_VERIFY(settled(items));
    QCOMPARE(shownIds(items).join(QLatin1Char(' ')), QStringLiteral("sn-2 sn-10 sn-1 plant lab"));
    items.addSort(kind);
    QTRY_VERIFY(settled(items));
    QCOMPARE(shownIds(items).join(QLatin1Char(' ')), QStringLiteral("plant lab sn-2 sn-10 sn-1"));
    items.addSort(id); // one that only broke ties is chosen now
    QCOMPARE(items.chosenSortKeys(), 3);
    QCOMPARE(items.sortKeys().size(), 3);
    items.addSort(hub);
    items.addSort(static_cast<int>(EnrollmentColumn::Updated)); // instead of the last one
    QCOMPARE(items.chosenSortKeys(), 4);
    QCOMPARE(items.sortKeys().last().column, static_cast<int>(EnrollmentColumn::Updated));
    items.addSort(-1);
    items.addSort(99);
    QCOMPARE(items.chosenSortKeys(), 4);
    QCOMPARE(changed.count(), 8);
    items.sort(policy); // a click without Shift starts anew
    QCOMPARE(items.chosenSortKeys(), 1);
}

void FleetItemsTest::countsAndFacets()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    DeviceItems items;
    QSignalSpy counts(&items, &FleetItems::countsChanged);
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.matchCount(), 5);
    QCOMPARE(items.facets().status[static_cast<size_t>(rehome::fleet::DeviceStatus::Failed)], 1);
    Registered{.id = "g-2", .hub = "hub-weu-01.azure-devices.net", .updatedMs = Now, .readAtMs = Now}.put(builder);
    publishTo(items, builder);
    QTRY_COMPARE(items.facets().status[static_cast<size_t>(rehome::fleet::DeviceStatus::Failed)], 0);
    QVERIFY(counts.count() >= 3);
}

void FleetItemsTest::noFilterFitsBothTables()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    Enrolled{.kind = EnrollmentKind::Group, .id = "more"}.put(builder); // six enrollments, five devices
    DeviceItems items;
    items.reset(builder.publish().snapshot);
    items.setFilter(parsed("status:failed", FilterSubject::Devices));
    QTRY_COMPARE(items.rowCount(), 1);
    items.setFilter({});
    QTRY_COMPARE(items.rowCount(), 5);
    items.setFilter(parsed("kind:group"));
    QTRY_VERIFY(settled(items));
    QCOMPARE(items.rowCount(), 5);
}

void FleetItemsTest::noMatchNamesTheTerm()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    items.reset(builder.publish().snapshot);
    QCOMPARE(items.mostRemovingTerm(), -1);
    items.setFilter(parsed("kind:group hub:hub-weu-9"));
    QTRY_COMPARE(items.rowCount(), 0);
    QTRY_COMPARE(items.mostRemovingTerm(), 1);
}

void FleetItemsTest::groupPolicyChangesItsDevices()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    DeviceItems items;
    items.reset(builder.publish().snapshot);
    items.setFilter(parsed("policy:reset", FilterSubject::Devices));
    QTRY_COMPARE(shownIds(items), (QStringList{QStringLiteral("g-1"), QStringLiteral("g-2")}));
    Enrolled{.kind = EnrollmentKind::Group,
             .id = "plant",
             .policy = ReprovisionPolicy::Never,
             .etag = "e2",
             .updatedMs = Now,
             .readAtMs = Now}
        .put(builder);
    QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
    publishTo(items, builder);
    QCOMPARE(changed.count(), 1);
    QTRY_COMPARE(items.rowCount(), 0);
}

void FleetItemsTest::resetForgetsTheOldConnection()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    EnrollmentItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    items.reset(builder.publish().snapshot);
    items.reset({}); // before the order of the old one arrives
    QTest::qWait(30);
    QCOMPARE(items.rowCount(), 0);
    QCOMPARE(items.totalCount(), 0);
    QVERIFY(items.snapshot() != nullptr);
}

void FleetItemsTest::clockOnlyTouchesTimes()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    DeviceItems items;
    items.reset(builder.publish().snapshot);
    QTRY_COMPARE(items.rowCount(), 5);
    QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
    QSignalSpy layout(&items, &QAbstractItemModel::layoutChanged);
    items.setNow(Now);
    for (const auto &arguments : changed)
        QCOMPARE(arguments.at(0).toModelIndex().column(), arguments.at(1).toModelIndex().column());
    QCOMPARE(changed.count(), 4);
    QCOMPARE(layout.count(), 0);
}

void FleetItemsTest::randomHistory_data()
{
    QTest::addColumn<bool>("ofDevices");
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 3; ++seed) {
        QTest::addRow("enrollments %u", seed) << false << seed;
        QTest::addRow("devices %u", seed) << true << seed;
    }
}

// Loads, polls, removals, filters and sorts at random: the model tester watches every signal, and in the end the model
// shows exactly what the plain way shows.
void FleetItemsTest::randomHistory()
{
    QFETCH(bool, ofDevices);
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    SnapshotBuilder builder;
    std::unique_ptr<FleetItems> items;
    if (ofDevices)
        items = std::make_unique<DeviceItems>();
    else
        items = std::make_unique<EnrollmentItems>();
    const FilterSubject subject = ofDevices ? FilterSubject::Devices : FilterSubject::Enrollments;
    const QAbstractItemModelTester tester(items.get(), Fatal);
    const char *filters[] = {"",           "policy:never", "sn-1", "hub:neu", "status:assigned,notread", "!kind:group",
                             "updated:<7d"};
    items->setNow(Now);
    QItemSelectionModel selection(items.get());
    for (int step = 0; step < 60; ++step) {
        changeAtRandom(builder, random, Now + step, 20);
        publishTo(*items, builder);
        if (random() % 4 == 0)
            items->setFilter(parsed(filters[random() % std::size(filters)], subject));
        if (random() % 4 == 0)
            items->sort(static_cast<int>(random() % static_cast<unsigned>(items->columnCount())),
                        random() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        if (items->rowCount() > 0 && random() % 3 == 0)
            selection.select(items->index(static_cast<int>(random() % static_cast<unsigned>(items->rowCount())), 0),
                             QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        if (random() % 3 == 0)
            QTest::qWait(2);
    }
    QTRY_VERIFY(settled(*items));
    const OrderRequest request{items->snapshot(), items->filter(), items->sortKeys(), TextOrder::Natural, Now};
    QVERIFY(items->order() == computeOrder(request)->order);
    QCOMPARE(items->facets(), computeOrder(request)->facets);
}

REHOME_TEST(FleetItemsTest);
#include "FleetItemsTest.moc"
