// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LiveMapLayout.h"

#include "tests/support/TestRegistry.h"
#include "ui/live/LiveMapPainter.h"

#include <QtTest/QtTest>

using namespace rehome::ui;

namespace {

LiveMapData mapOf(int hubs, QList<LiveFlow> flows = {}, bool withNew = false)
{
    LiveMapData data;
    for (int i = 0; i < hubs; ++i) {
        LiveHub hub;
        hub.isNew = withNew && i == 0;
        hub.hostName = hub.isNew ? QString() : QStringLiteral("hub-%1.azure-devices.net").arg(i);
        hub.name = QStringLiteral("hub-%1").arg(i);
        data.hubs.append(hub);
    }
    data.flows = std::move(flows);
    return data;
}

LiveFlow flow(int from, int to, qint64 moved)
{
    LiveFlow made;
    made.from = from;
    made.to = to;
    made.moved = moved;
    return made;
}

constexpr QSizeF size{1000, 600};

} // namespace

class LiveMapLayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameHubSameHeightOnBothSides();
    void newDevicesHaveNoRightSide();
    void placeGrowsWithTheWait();
    void widthsAreProportional();
    void ribbonsStayOnTheirBars();
    void manyHubsFit_data();
    void manyHubsFit();
    void pointsFindRibbonsAndHubs();
    void dotsStandInTheirLaneOrOnTheirRibbon();
    void nothingAtAll();
    void dotsThin();
};

void LiveMapLayoutTest::sameHubSameHeightOnBothSides()
{
    const LiveMapLayout layout(mapOf(6, {flow(0, 1, 5)}), size);
    QCOMPARE(layout.rows().size(), 6);
    qreal above = -1;
    for (const LiveMapLayout::Row &row : layout.rows()) {
        QCOMPARE(row.left.top(), row.right.top());
        QCOMPARE(row.left.height(), row.right.height());
        QCOMPARE(row.leftBar.center().y(), row.centre);
        QCOMPARE(row.rightBar.center().y(), row.centre);
        QVERIFY(row.centre > above);
        QVERIFY(row.left.right() < row.right.left());
        above = row.centre;
    }
}

void LiveMapLayoutTest::newDevicesHaveNoRightSide()
{
    const LiveMapLayout layout(mapOf(3, {flow(0, 1, 4)}, true), size);
    QVERIFY(!layout.rows()[0].left.isEmpty());
    QVERIFY(layout.rows()[0].right.isEmpty());
    QVERIFY(layout.rows()[0].rightBar.isEmpty());
    QVERIFY(!layout.rows()[1].right.isEmpty());
}

void LiveMapLayoutTest::placeGrowsWithTheWait()
{
    const LiveMapLayout layout(mapOf(3), size);
    QCOMPARE(layout.xOf(0), layout.plot().left()); // shorter than half a second: at the edge
    QCOMPARE(layout.xOf(LiveMapLayout::firstMs), layout.plot().left());
    qreal before = layout.plot().left();
    for (const qint64 waited : {700, 1000, 2000, 5000, 10'000, 30'000, 60'000, 119'000}) {
        const qreal x = layout.xOf(waited);
        QVERIFY(x > before);
        QVERIFY(x < layout.plot().right());
        before = x;
    }
    QVERIFY(qFuzzyCompare(layout.xOf(LiveMapLayout::lastMs), layout.plot().right()));
    QVERIFY(qFuzzyCompare(layout.xOf(3'600'000), layout.plot().right())); // and longer stays there
    // Logarithmic: twice the wait is the same step everywhere.
    QVERIFY(std::abs((layout.xOf(2000) - layout.xOf(1000)) - (layout.xOf(60'000) - layout.xOf(30'000))) < 0.001);
}

void LiveMapLayoutTest::widthsAreProportional()
{
    const LiveMapLayout layout(mapOf(4, {flow(0, 1, 400), flow(0, 2, 100), flow(2, 3, 200), flow(1, 3, 0)}), size);
    QCOMPARE(layout.ribbons().size(), 4);
    QHash<int, qreal> widths;
    for (const LiveMapLayout::Ribbon &ribbon : layout.ribbons())
        widths[ribbon.flow] = ribbon.width;
    QVERIFY(qFuzzyCompare(widths[0], widths[1] * 4));
    QVERIFY(qFuzzyCompare(widths[2], widths[1] * 2));
    QVERIFY(widths[3] > 0); // one that just began is still a line
    // Widest first: small ones are painted on top.
    for (qsizetype i = 1; i < layout.ribbons().size(); ++i)
        QVERIFY(layout.ribbons()[i - 1].width >= layout.ribbons()[i].width);
    QVERIFY(layout.rows()[0].out == 500 && layout.rows()[0].in == 0);
    QVERIFY(layout.rows()[3].in == 200 && layout.rows()[3].out == 0);
    // The busiest row's bar stays within its row.
    QVERIFY(layout.rows()[0].leftBar.height() <= layout.rowHeight());
}

void LiveMapLayoutTest::ribbonsStayOnTheirBars()
{
    const QList<LiveFlow> flows{flow(0, 1, 30), flow(0, 2, 20), flow(1, 2, 10), flow(2, 0, 40), flow(1, 0, 5)};
    const LiveMapLayout layout(mapOf(3, flows), size);
    for (const LiveMapLayout::Ribbon &ribbon : layout.ribbons()) {
        const QRectF from = layout.rows()[flows[ribbon.flow].from].leftBar;
        const QRectF to = layout.rows()[flows[ribbon.flow].to].rightBar;
        QVERIFY(ribbon.yLeft - ribbon.width / 2 >= from.top() - 0.01);
        QVERIFY(ribbon.yLeft + ribbon.width / 2 <= from.bottom() + 0.01);
        QVERIFY(ribbon.yRight - ribbon.width / 2 >= to.top() - 0.01);
        QVERIFY(ribbon.yRight + ribbon.width / 2 <= to.bottom() + 0.01);
    }
    // Two ribbons of one bar lie beside each other, not over each other.
    for (const LiveMapLayout::Ribbon &a : layout.ribbons()) {
        for (const LiveMapLayout::Ribbon &b : layout.ribbons()) {
            if (a.flow < b.flow && flows[a.flow].from == flows[b.flow].from)
                QVERIFY(std::abs(a.yLeft - b.yLeft) >= (a.width + b.width) / 2 - 0.01);
            if (a.flow < b.flow && flows[a.flow].to == flows[b.flow].to)
                QVERIFY(std::abs(a.yRight - b.yRight) >= (a.width + b.width) / 2 - 0.01);
        }
    }
}

void LiveMapLayoutTest::manyHubsFit_data()
{
    QTest::addColumn<int>("hubs");
    QTest::addColumn<QSizeF>("space");
    for (const int hubs : {1, 2, 3, 8, 20, 50}) {
        QTest::addRow("%d hubs", hubs) << hubs << QSizeF(size);
        QTest::addRow("%d hubs in the smallest map", hubs) << hubs << QSizeF(560, 320);
    }
}

void LiveMapLayoutTest::manyHubsFit()
{
    QFETCH(int, hubs);
    QFETCH(QSizeF, space);
    QList<LiveFlow> flows;
    for (int i = 0; i < hubs; ++i)
        flows.append(flow(i, (i + 1) % hubs, 1 + i));
    const LiveMapLayout layout(mapOf(hubs, flows), space);
    QCOMPARE(layout.rows().size(), hubs);
    QVERIFY(layout.rowHeight() > 0);
    for (const LiveMapLayout::Row &row : layout.rows()) {
        QVERIFY(row.left.top() >= layout.plot().top() - 0.01);
        QVERIFY(row.left.bottom() <= layout.plot().bottom() + 0.01);
        QVERIFY(row.right.right() <= space.width() + 0.01);
        // Bars may lean over their row by the least height of a line, never out of the plot by more than that.
        QVERIFY(row.leftBar.top() >= layout.plot().top() - 2);
        QVERIFY(row.leftBar.bottom() <= layout.plot().bottom() + 2);
    }
    QVERIFY(layout.plot().bottom() <= space.height());
}

void LiveMapLayoutTest::pointsFindRibbonsAndHubs()
{
    const QList<LiveFlow> flows{flow(0, 2, 50), flow(2, 0, 50)};
    const LiveMapLayout layout(mapOf(3, flows), size);
    for (const LiveMapLayout::Ribbon &ribbon : layout.ribbons()) {
        QCOMPARE(layout.ribbonAt({layout.plot().left() + 1, ribbon.yLeft}), ribbon.flow);
        QCOMPARE(layout.ribbonAt({layout.plot().right() - 1, ribbon.yRight}), ribbon.flow);
        const qreal quarter = layout.plot().left() + layout.plot().width() / 4;
        const QPointF on = layout.onRibbon(flows[ribbon.flow].from, flows[ribbon.flow].to, quarter);
        QCOMPARE(layout.ribbonAt(on), ribbon.flow);
        QVERIFY(ribbon.path.contains(on)); // what is hit is what is painted
    }
    QCOMPARE(layout.ribbonAt({layout.plot().left() + 1, layout.rows()[1].centre}), -1);
    QCOMPARE(layout.ribbonAt({layout.plot().left() - 50, layout.rows()[0].centre}), -1);
    for (const LiveMapLayout::Row &row : layout.rows()) {
        QCOMPARE(layout.hubAt(row.left.center()), row.hub);
        QCOMPARE(layout.hubAt(row.right.center()), row.hub);
    }
    QCOMPARE(layout.hubAt(layout.plot().center()), -1);
}

void LiveMapLayoutTest::dotsStandInTheirLaneOrOnTheirRibbon()
{
    const QList<LiveFlow> flows{flow(0, 2, 50)};
    const LiveMapLayout layout(mapOf(3, flows), size);
    for (quint32 row = 0; row < 200; ++row) {
        LiveDot dot;
        dot.row = row;
        dot.from = 1;
        const QPointF place = layout.dotPlace(dot, 4000);
        QCOMPARE(place.x(), layout.xOf(4000));
        QVERIFY(std::abs(place.y() - layout.rows()[1].centre) <= layout.rowHeight() / 2);
        QCOMPARE(layout.dotPlace(dot, 4000), place); // the same from frame to frame
        dot.from = 0;
        dot.predictedTo = 2;
        const QPointF predicted = layout.dotPlace(dot, 20'000);
        QVERIFY(std::abs(predicted.y() - layout.onRibbon(0, 2, predicted.x()).y()) <= 15);
    }
    LiveDot unknown;
    unknown.from = 99;
    QVERIFY(layout.plot().contains(layout.dotPlace(unknown, 1000)));
}

void LiveMapLayoutTest::nothingAtAll()
{
    const LiveMapLayout layout(LiveMapData{}, size);
    QVERIFY(layout.rows().isEmpty());
    QCOMPARE(layout.ribbonAt(layout.plot().center()), -1);
    QCOMPARE(layout.hubAt({40, 200}), -1);
    QCOMPARE(layout.rowOf(0), -1);
    const LiveMapLayout tiny(mapOf(3, {flow(0, 1, 1)}), QSizeF(10, 10));
    QVERIFY(tiny.plot().width() > 0 && tiny.plot().height() > 0);
}

void LiveMapLayoutTest::dotsThin()
{
    QCOMPARE(LiveMapPainter::devicesPerDot(1), 1);
    QCOMPARE(LiveMapPainter::devicesPerDot(400), 1);
    int before = 1;
    for (const qsizetype devices : {1000, 3000, 8000}) {
        const int perDot = LiveMapPainter::devicesPerDot(devices);
        QVERIFY(perDot == 0 || perDot >= before);
        before = perDot == 0 ? before : perDot;
    }
    QCOMPARE(LiveMapPainter::devicesPerDot(1'000'000), 0); // strips instead of dots
}

REHOME_TEST(LiveMapLayoutTest);
#include "LiveMapLayoutTest.moc"
