// SPDX-License-Identifier: GPL-3.0-or-later
#include "ItemsFleet.h"
#include "models/items/Columns.h"
#include "models/items/FoldedText.h"
#include "models/items/SortValues.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <random>

using namespace rehome::items;
using namespace rehome::items::test;
using rehome::fleet::RowId;
using rehome::fleet::SnapshotPtr;

namespace {
// The plain way: filter, then stable_sort by all keys.
std::vector<RowId> naiveOrder(const OrderRequest &request)
{
    const FilterSubject subject = request.filter.subject();
    const auto &fleet = *request.snapshot;
    const quint32 count = subject == FilterSubject::Devices ? fleet.devices.rowCount() : fleet.enrollments.rowCount();
    CompiledFilter filter = request.filter.compile(request.snapshot, request.nowMs);
    std::vector<RowId> rows;
    for (RowId row = 0; row < count; ++row) {
        if (filter.matches(row))
            rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [&](RowId a, RowId b) {
        for (const SortKey &key : request.sort) {
            int order = 0;
            if (sortKind(subject, key.column) == SortKind::Number) {
                const qint64 left = sortNumber(fleet, subject, key.column, a),
                             right = sortNumber(fleet, subject, key.column, b);
                order = left == right ? 0 : left < right ? -1 : 1;
            } else {
                const std::string left(fleet.strings.view(sortText(fleet, subject, key.column, a)));
                const std::string right(fleet.strings.view(sortText(fleet, subject, key.column, b)));
                order =
                    request.textOrder == TextOrder::Natural ? compareNatural(left, right) : compareFolded(left, right);
            }
            if (order != 0)
                return (key.order == Qt::AscendingOrder) == (order < 0);
        }
        return false;
    });
    return rows;
}
} // namespace

class OrderEngineTest : public QObject
{
    Q_OBJECT
private slots:
    void sortsNaturally();
    void sortsByCodePoint();
    void equalRowsKeepTheirArrival();
    void randomRequestsMatchTheNaiveWay();
    void facetsCountWhatMatches();
    void namesTheTermThatRemovesMost();
    void stopsWhenCancelled();
    void newestRequestWins();
    void cancelledRequestIsNotAnswered();
    void survivesItsEnd();
};

void OrderEngineTest::sortsNaturally()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    OrderRequest request{
        builder.publish().snapshot, {}, {{static_cast<int>(EnrollmentColumn::Id), Qt::AscendingOrder}}};
    const auto ids = [&] {
        return idsOf(*request.snapshot, FilterSubject::Enrollments, computeOrder(request)->order)
            .join(QLatin1Char(' '));
    };
    QCOMPARE(ids(), QStringLiteral("lab plant sn-1 sn-2 sn-10"));
    request.sort.first().order = Qt::DescendingOrder;
    QCOMPARE(ids(), QStringLiteral("sn-10 sn-2 sn-1 plant lab"));
    request.sort = {{static_cast<int>(EnrollmentColumn::Kind), Qt::DescendingOrder},
                    {static_cast<int>(EnrollmentColumn::Id), Qt::DescendingOrder}};
    QCOMPARE(ids(), QStringLiteral("plant lab sn-10 sn-2 sn-1"));
}

void OrderEngineTest::sortsByCodePoint()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const OrderRequest request{builder.publish().snapshot,
                               FilterQuery(FilterSubject::Devices),
                               {{static_cast<int>(DeviceColumn::RegistrationId), Qt::AscendingOrder}},
                               TextOrder::CodePoint};
    QCOMPARE(idsOf(*request.snapshot, FilterSubject::Devices, computeOrder(request)->order).join(QLatin1Char(' ')),
             QStringLiteral("g-1 g-2 sn-1 sn-10 sn-2"));
}

void OrderEngineTest::equalRowsKeepTheirArrival()
{
    rehome::fleet::SnapshotBuilder builder;
    for (int i = 0; i < 1000; ++i)
        Enrolled{.id = "sn-" + std::to_string((i * 7919) % 1000), .policy = static_cast<ReprovisionPolicy>(i % 2)}.put(
            builder);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        const OrderRequest request{
            builder.publish().snapshot, {}, {{static_cast<int>(EnrollmentColumn::Policy), order}}};
        const auto rows = computeOrder(request)->order;
        QVERIFY(std::is_sorted(rows.begin(), rows.begin() + 500));
        QVERIFY(std::is_sorted(rows.begin() + 500, rows.end()));
    }
}

void OrderEngineTest::randomRequestsMatchTheNaiveWay()
{
    std::mt19937 random(5);
    rehome::fleet::SnapshotBuilder builder;
    changeAtRandom(builder, random, Now, 120'000, 150'000); // several runs of the merge sort
    const SnapshotPtr fleet = builder.publish().snapshot;
    QVERIFY(fleet->enrollments.liveCount > 40'000);
    const QStringList filters{QString(), QStringLiteral("policy:never,reset"), QStringLiteral("hub:neu !kind:group"),
                              QStringLiteral("sn-1"), QStringLiteral("updated:<7d status:assigned,notread")};
    for (int round = 0; round < 30; ++round) {
        const FilterSubject subject = random() % 2 ? FilterSubject::Devices : FilterSubject::Enrollments;
        OrderRequest request;
        request.snapshot = fleet;
        request.filter = *FilterQuery::parse(filters.at(static_cast<qsizetype>(random() % 5)), subject);
        request.nowMs = Now;
        request.textOrder = random() % 2 ? TextOrder::Natural : TextOrder::CodePoint;
        const unsigned columns = subject == FilterSubject::Devices ? DeviceColumns : EnrollmentColumns;
        for (unsigned keys = random() % 4; keys > 0; --keys)
            request.sort.append(
                {static_cast<int>(random() % columns), random() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder});
        const auto result = computeOrder(request);
        if (result->order != naiveOrder(request))
            QFAIL(qPrintable(QStringLiteral("round %1").arg(round)));
        for (size_t place = 0; place < result->order.size(); ++place)
            QVERIFY(result->position[result->order[place]] == static_cast<qint32>(place));
        QCOMPARE(static_cast<size_t>(std::count(result->position.begin(), result->position.end(), -1)),
                 result->position.size() - result->order.size());
    }
}

void OrderEngineTest::facetsCountWhatMatches()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const SnapshotPtr fleet = builder.publish().snapshot;
    const Facets all = computeOrder({fleet, {}, {}})->facets;
    QCOMPARE(all.policy, (std::array<qint64, 4>{2, 1, 1, 1}));
    QCOMPARE(all.kind, (std::array<qint64, 2>{3, 2}));
    QCOMPARE(all.provisioning, (std::array<qint64, 2>{4, 1}));
    QCOMPARE(all.status, (std::array<qint64, 6>{1, 0, 1, 1, 0, 0}));
    const Facets devices =
        computeOrder({fleet, *FilterQuery::parse(u"group:plant", FilterSubject::Devices), {}})->facets;
    QCOMPARE(devices.status, (std::array<qint64, 6>{0, 0, 0, 1, 1, 0}));
    QCOMPARE(devices.policy, (std::array<qint64, 4>{0, 0, 2, 0}));
    QCOMPARE(devices.hub[static_cast<size_t>(fleet->hubs.indexOf(u"hub-neu-01.azure-devices.net"))], qint64{1});
    QCOMPARE(devices.noHub, 1);
}

void OrderEngineTest::namesTheTermThatRemovesMost()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const SnapshotPtr fleet = builder.publish().snapshot;
    const auto removed = [&](const char *text) {
        return computeOrder({fleet, *FilterQuery::parse(QString::fromLatin1(text), FilterSubject::Enrollments), {}})
            ->removedByTerm;
    };
    QCOMPARE(removed("kind:group hub:hub-nowhere"), (std::vector<qint64>{3, 5}));
    QVERIFY(removed("kind:group").empty());
}

void OrderEngineTest::stopsWhenCancelled()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const OrderRequest request{
        builder.publish().snapshot, {}, {{static_cast<int>(EnrollmentColumn::Id), Qt::AscendingOrder}}};
    QVERIFY(!computeOrder(request, [] { return true; }));
    int asked = 0;
    QVERIFY(!computeOrder(request, [&asked] { return ++asked > 1; })); // in the sort
}

void OrderEngineTest::newestRequestWins()
{
    rehome::fleet::SnapshotBuilder builder;
    std::mt19937 random(9);
    changeAtRandom(builder, random, Now, 20'000, 10'000);
    const SnapshotPtr fleet = builder.publish().snapshot;
    OrderEngine engine;
    std::vector<quint64> answered;
    connect(&engine, &OrderEngine::ready, this,
            [&](const std::shared_ptr<OrderResult> &result) { answered.push_back(result->number); });
    QSignalSpy busy(&engine, &OrderEngine::busyChanged);
    quint64 last = 0;
    for (int i = 0; i < 20; ++i)
        last = engine.request(
            {fleet, {}, {{static_cast<int>(EnrollmentColumn::Id), i % 2 ? Qt::AscendingOrder : Qt::DescendingOrder}}});
    QVERIFY(engine.isBusy());
    QTRY_VERIFY(!engine.isBusy());
    QTest::qWait(50); // late answers of earlier requests would come now
    QCOMPARE(answered, std::vector<quint64>{last});
    QCOMPARE(busy.count(), 2);
}

void OrderEngineTest::cancelledRequestIsNotAnswered()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    OrderEngine engine;
    QSignalSpy ready(&engine, &OrderEngine::ready);
    engine.request({builder.publish().snapshot, {}, {}});
    engine.cancel();
    QVERIFY(!engine.isBusy());
    QTest::qWait(50);
    QCOMPARE(ready.count(), 0);
}

void OrderEngineTest::survivesItsEnd()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const SnapshotPtr fleet = builder.publish().snapshot;
    for (int i = 0; i < 200; ++i) {
        OrderEngine engine;
        engine.request({fleet, {}, {{static_cast<int>(EnrollmentColumn::Id), Qt::AscendingOrder}}});
    }
    QVERIFY(QThreadPool::globalInstance()->waitForDone(5000));
    QTest::qWait(10);
}

REHOME_TEST(OrderEngineTest);
#include "OrderEngineTest.moc"
