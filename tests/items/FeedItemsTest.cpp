// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FeedItems.h"
#include "ItemsFleet.h"
#include "models/items/FlowItems.h"
#include "models/items/HubItems.h"
#include "models/items/MatrixItems.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <random>

using namespace rehome::items;
using namespace rehome::items::test;
using rehome::fleet::EventKind;
using rehome::fleet::ObservedEvent;
using rehome::fleet::Publication;
using rehome::fleet::SnapshotBuilder;

namespace {
constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

void publishEvents(FeedItems &feed, SnapshotBuilder &builder, qint64 first, int count,
                   EventKind kind = EventKind::Moved)
{
    for (int i = 0; i < count; ++i) {
        ObservedEvent event;
        event.kind = kind;
        event.timeMs = first + i;
        builder.addEvent(event);
    }
    const Publication publication = builder.publish();
    feed.apply(publication.snapshot, publication.batch);
}

qint64 timeAt(const FeedItems &feed, int row)
{
    return feed.index(row, 0).data(TimeMsRole).toLongLong();
}
} // namespace

/// Feed, hubs and matrix: the small models beside the two large tables.
class FeedItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void newestFirst();
    void boundedAndCounted();
    void pauseHoldsAndResumeShowsAll();
    void filters();
    void wordsOfAMove();
    void randomFeed();
    void hubsGrowAndChange();
    void hubsSayWhatIsNotKnown();
    void matrixCells();
    void matrixLeavesQuietHubsOut();
    void flowsMostMovesFirst();
};

void FeedItemsTest::newestFirst()
{
    SnapshotBuilder builder;
    FeedItems feed;
    const QAbstractItemModelTester tester(&feed, Fatal);
    publishEvents(feed, builder, 100, 3);
    publishEvents(feed, builder, 200, 2);
    QCOMPARE(feed.rowCount(), 5);
    QCOMPARE(timeAt(feed, 0), 201);
    QCOMPARE(timeAt(feed, 4), 100);
    feed.reset({});
    QCOMPARE(feed.rowCount(), 0);
}

void FeedItemsTest::boundedAndCounted()
{
    SnapshotBuilder builder;
    FeedItems feed(4);
    const QAbstractItemModelTester tester(&feed, Fatal);
    publishEvents(feed, builder, 100, 3);
    publishEvents(feed, builder, 200, 3);
    QCOMPARE(feed.rowCount(), 4);
    QCOMPARE(timeAt(feed, 3), 102);
    QCOMPARE(feed.droppedCount(), 2u);
    publishEvents(feed, builder, 300, 9); // more than fits at once
    QCOMPARE(feed.rowCount(), 4);
    QCOMPARE(timeAt(feed, 0), 308);
    QCOMPARE(feed.droppedCount(), 11u);
}

void FeedItemsTest::pauseHoldsAndResumeShowsAll()
{
    SnapshotBuilder builder;
    FeedItems feed(100);
    const QAbstractItemModelTester tester(&feed, Fatal);
    publishEvents(feed, builder, 100, 3);
    feed.setPaused(true);
    publishEvents(feed, builder, 200, 5);
    publishEvents(feed, builder, 300, 5);
    QCOMPARE(feed.rowCount(), 3);
    QCOMPARE(feed.heldCount(), 10);
    feed.setFilter({.fromMs = 101}); // filtering while paused shows nothing that is held
    QCOMPARE(feed.rowCount(), 2);
    feed.setFilter({});
    feed.setPaused(false);
    QCOMPARE(feed.heldCount(), 0);
    QCOMPARE(feed.rowCount(), 13);
    QCOMPARE(timeAt(feed, 0), 304);
}

void FeedItemsTest::filters()
{
    SnapshotBuilder builder;
    FeedItems feed;
    const QAbstractItemModelTester tester(&feed, Fatal);
    publishEvents(feed, builder, 100, 4, EventKind::Moved);
    publishEvents(feed, builder, 200, 3, EventKind::Failed);
    feed.setFilter({.kinds = 1u << static_cast<int>(EventKind::Failed)});
    QCOMPARE(feed.rowCount(), 3);
    publishEvents(feed, builder, 300, 2, EventKind::Moved);
    publishEvents(feed, builder, 400, 1, EventKind::Failed);
    QCOMPARE(feed.rowCount(), 4);
    feed.setFilter({.fromMs = 102, .untilMs = 201});
    QCOMPARE(feed.rowCount(), 3);
    feed.setFilter({.fromHub = 9u});
    QCOMPARE(feed.rowCount(), 0);
}

void FeedItemsTest::wordsOfAMove()
{
    SnapshotBuilder builder;
    FeedItems feed;
    feed.setNow(Now);
    feed.setLocale(QLocale::c());
    Registered{.id = "d", .hub = "a-1.azure-devices.net"}.put(builder);
    Registered{.id = "d", .status = RegistrationStatus::Assigning, .updatedMs = T0 + 500, .readAtMs = T0 + 3000}.put(
        builder);
    Registered{.id = "d",
               .hub = "b-1.azure-devices.net",
               .substatus = Substatus::DeviceDataMigrated,
               .updatedMs = Now - 12'000,
               .readAtMs = Now - 5000}
        .put(builder);
    const Publication publication = builder.publish();
    feed.apply(publication.snapshot, publication.batch);
    QCOMPARE(feed.rowCount(), 3);
    QStringList cells;
    for (int column = 0; column < feed.columnCount(); ++column)
        cells.append(feed.index(0, column).data().toString());
    QCOMPARE(cells, (QStringList{QStringLiteral("12 s ago"), QStringLiteral("Moved"), QStringLiteral("d"),
                                 QStringLiteral("a-1"), QStringLiteral("b-1"),
                                 QStringLiteral("Data migrated · waited 1 min")}));
    QCOMPARE(feed.index(0, 3).data(Qt::ToolTipRole).toString(), QStringLiteral("a-1.azure-devices.net"));
    QCOMPARE(feed.index(0, 4).data(HubIndexRole).toInt(), 1);
    QVERIFY(feed.index(0, 0).data(DeviceRowRole).isValid());
}

void FeedItemsTest::randomFeed()
{
    std::mt19937 random(4);
    SnapshotBuilder builder;
    FeedItems feed(50);
    const QAbstractItemModelTester tester(&feed, Fatal);
    for (int step = 0; step < 300; ++step) {
        switch (random() % 5) {
        case 0:
            feed.setPaused(random() % 2);
            break;
        case 1:
            feed.setFilter({.kinds = random() % 2 ? 0u : 1u << static_cast<int>(EventKind::Moved)});
            break;
        default:
            publishEvents(feed, builder, step * 1000, static_cast<int>(random() % 70),
                          random() % 2 ? EventKind::Moved : EventKind::Failed);
        }
        QVERIFY(feed.rowCount() <= 50);
        for (int row = 1; row < feed.rowCount(); ++row)
            QVERIFY(timeAt(feed, row) <= timeAt(feed, row - 1));
    }
}

void FeedItemsTest::hubsGrowAndChange()
{
    SnapshotBuilder builder;
    HubItems hubs;
    const QAbstractItemModelTester tester(&hubs, Fatal);
    builder.putHub({.hostName = QStringLiteral("a.azure-devices.net"), .weight = 3});
    Publication publication = builder.publish();
    hubs.apply(publication.snapshot, publication.batch);
    QCOMPARE(hubs.rowCount(), 1);
    Registered{.id = "d", .hub = "b.azure-devices.net"}.put(builder);
    publication = builder.publish();
    QSignalSpy changed(&hubs, &QAbstractItemModel::dataChanged);
    hubs.apply(publication.snapshot, publication.batch);
    QCOMPARE(hubs.rowCount(), 2);
    QCOMPARE(changed.count(), 0); // the first one is as it was
    builder.setHubCount(0, 1234, rehome::fleet::HubCountSource::Statistics, Now - 5000);
    publication = builder.publish();
    hubs.apply(publication.snapshot, publication.batch);
    QCOMPARE(changed.count(), 1);
    hubs.setNow(Now);
    hubs.setLocale(QLocale(QLocale::English));
    QCOMPARE(hubs.index(0, static_cast<int>(HubItems::Column::Devices)).data().toString(), QStringLiteral("1,234"));
    QCOMPARE(hubs.index(0, static_cast<int>(HubItems::Column::Counted)).data().toString(), QStringLiteral("5 s ago"));
    QCOMPARE(hubs.index(0, 0).data(CountRole).toLongLong(), 1234);
    hubs.reset({});
    QCOMPARE(hubs.rowCount(), 0);
}

void FeedItemsTest::hubsSayWhatIsNotKnown()
{
    SnapshotBuilder builder;
    Registered{.id = "d", .hub = "b.azure-devices.net"}.put(builder);
    HubItems hubs;
    hubs.reset(builder.publish().snapshot);
    const auto text = [&](HubItems::Column column) {
        return hubs.index(0, static_cast<int>(column)).data().toString();
    };
    QCOMPARE(text(HubItems::Column::Weight), QStringLiteral("not known"));
    QCOMPARE(text(HubItems::Column::Allocation), QStringLiteral("not known"));
    QCOMPARE(text(HubItems::Column::Known), QStringLiteral("Inferred"));
    QVERIFY(text(HubItems::Column::Devices).startsWith(QStringLiteral("at least")));
    for (int column = 0; column < hubs.columnCount(); ++column)
        QVERIFY(!hubs.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void FeedItemsTest::matrixCells()
{
    SnapshotBuilder builder;
    const int a = builder.putHub({.hostName = QStringLiteral("a.azure-devices.net")});
    const int b = builder.putHub({.hostName = QStringLiteral("b.azure-devices.net")});
    const auto fleet = builder.publish().snapshot;
    rehome::fleet::MoveSummary summary;
    rehome::fleet::Flow flow;
    flow.from = fleet->hubs.rows.at(a).name;
    flow.to = fleet->hubs.rows.at(b).name;
    flow.moved = 8;
    rehome::fleet::Flow first;
    first.to = flow.to;
    first.moved = 2;
    summary.flows = {first, flow};
    MatrixItems matrix;
    const QAbstractItemModelTester tester(&matrix, Fatal);
    matrix.show(fleet, summary, {{.device = 0, .sourceHub = flow.from}}, true);
    QCOMPARE(matrix.rowCount(), 3);    // New, a, b
    QCOMPARE(matrix.columnCount(), 4); // a, b, in flight, sum
    QCOMPARE(matrix.headerData(0, Qt::Vertical).toString(), QStringLiteral("New"));
    QCOMPARE(matrix.headerData(1, Qt::Horizontal).toString(), QStringLiteral("b"));
    QCOMPARE(matrix.headerData(2, Qt::Horizontal).toString(), QStringLiteral("In flight"));
    QCOMPARE(matrix.index(1, 1).data(CountRole).toLongLong(), 8);
    QCOMPARE(matrix.index(1, 1).data(FractionRole).toDouble(), 1.0);
    QCOMPARE(matrix.index(0, 1).data(FractionRole).toDouble(), 0.25);
    QCOMPARE(matrix.index(1, 0).data().toString(), QString()); // nothing moved: an empty cell
    QVERIFY(!matrix.flow(matrix.index(1, 0)));
    QVERIFY(matrix.flow(matrix.index(1, 1)));
    QCOMPARE(matrix.index(1, 2).data(CountRole).toLongLong(), 1);
    QCOMPARE(matrix.index(1, 3).data(CountRole).toLongLong(), 8);
    QVERIFY(matrix.index(1, 1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("from a to b")));
    QSignalSpy resets(&matrix, &QAbstractItemModel::modelReset);
    summary.flows[1].moved = 9;
    matrix.show(fleet, summary, {{.device = 0, .sourceHub = flow.from}}, true);
    QCOMPARE(resets.count(), 0); // same hubs: only values change
    QCOMPARE(matrix.index(1, 1).data(CountRole).toLongLong(), 9);
}

void FeedItemsTest::matrixLeavesQuietHubsOut()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 30; ++i)
        builder.putHub({.hostName = QStringLiteral("h%1.azure-devices.net").arg(i)});
    const auto fleet = builder.publish().snapshot;
    rehome::fleet::MoveSummary summary;
    rehome::fleet::Flow flow;
    flow.from = fleet->hubs.rows.at(3).name;
    flow.to = fleet->hubs.rows.at(9).name;
    flow.moved = 1;
    summary.flows = {flow};
    MatrixItems matrix;
    matrix.show(fleet, summary, {}, false);
    QCOMPARE(matrix.rowCount(), 2);
    matrix.show(fleet, summary, {}, true);
    QCOMPARE(matrix.rowCount(), 30);
}

void FeedItemsTest::flowsMostMovesFirst()
{
    SnapshotBuilder builder;
    builder.putHub({.hostName = QStringLiteral("a.azure-devices.net")});
    builder.putHub({.hostName = QStringLiteral("b.azure-devices.net")});
    const auto fleet = builder.publish().snapshot;
    const auto a = fleet->hubs.rows.at(0).name, b = fleet->hubs.rows.at(1).name;
    rehome::fleet::Flow few, many;
    few.from = many.to = a;
    few.to = many.from = b;
    few.moved = 2;
    many.moved = 5;
    FlowItems flows;
    const QAbstractItemModelTester tester(&flows, Fatal);
    flows.show(fleet, {.flows = {few, many}}, {});
    QCOMPARE(flows.rowCount(), 2);
    QCOMPARE(flows.rowOf(b, a), 0);
    QCOMPARE(flows.flow(1)->moved, 2u);
    QVERIFY(!flows.flow(2));
    QSignalSpy resets(&flows, &QAbstractItemModel::modelReset);
    many.moved = 6;
    flows.show(fleet, {.flows = {few, many}}, {});
    QCOMPARE(resets.count(), 0); // the same flows: only figures change
    QCOMPARE(flows.flow(0)->moved, 6u);
    few.moved = 0;
    flows.show(fleet, {.flows = {few, many}}, {});
    QCOMPARE(flows.rowCount(), 1); // what left the window is no row
}

REHOME_TEST(FeedItemsTest);
#include "FeedItemsTest.moc"
