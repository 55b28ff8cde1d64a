// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateBands.h"

#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <cmath>
#include <memory>

using namespace rehome;

/// What a person sees of stacked bands, pixel by pixel.
class RateBandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stacksFromTheBottomUp_data();
    void stacksFromTheBottomUp();
    void gapsStayEmpty();
    void aPeakBetweenPixelsIsNotLost();
    void steepEdgesHaveNoHoles();
    void valuesBeyondTheAxisAreCut();

private:
    const QColor m_lowFill{200, 220, 240};
    const QColor m_highFill{240, 220, 200};
    const QColor m_lowEdge{0, 0, 200};
    const QColor m_highEdge{200, 0, 0};

    /// A plot of 100 x 100 points without margins: x runs from 0 to 100, y from 0 to 10.
    std::unique_ptr<QCustomPlot> plot(const QVector<double> &keys, const QVector<double> &low,
                                      const QVector<double> &high) const
    {
        auto made = std::make_unique<QCustomPlot>();
        made->setBackground(Qt::white);
        made->axisRect()->setAutoMargins(QCP::msNone);
        made->axisRect()->setMargins({});
        made->plotLayout()->setAutoMargins(QCP::msNone);
        for (QCPAxis *axis : made->axisRect()->axes()) {
            axis->setVisible(false);
            axis->grid()->setVisible(false);
        }
        made->xAxis->setRange(0, 100);
        made->yAxis->setRange(0, 10);
        auto *bands = new ui::RateBands(made->xAxis, made->yAxis);
        bands->setLooks({{m_lowEdge, m_lowFill}, {m_highEdge, m_highFill}});
        bands->setTops(keys, {low, high});
        return made;
    }
    static QImage picture(QCustomPlot &plot, double scale = 1)
    {
        // The row below zero is the axis'.
        return plot.toPixmap(100, 100, scale).toImage().copy(0, 0, int(100 * scale), int(99 * scale));
    }
    /// Colours of one column from the top down, each named once.
    static QList<QColor> column(const QImage &image, int x)
    {
        QList<QColor> colors;
        for (int y = 0; y < image.height(); ++y) {
            if (colors.isEmpty() || colors.last() != image.pixelColor(x, y))
                colors.append(image.pixelColor(x, y));
        }
        return colors;
    }
};

void RateBandsTest::stacksFromTheBottomUp_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("one pixel a point") << 1.0;
    QTest::newRow("two pixels a point") << 2.0;
}

void RateBandsTest::stacksFromTheBottomUp()
{
    QFETCH(double, scale);
    const auto chart = plot({0, 100}, {4, 4}, {8, 8});
    const QImage image = picture(*chart, scale);
    const int middle = image.width() / 2;
    QCOMPARE(column(image, middle), (QList<QColor>{Qt::white, m_highEdge, m_highFill, m_lowEdge, m_lowFill}));
    QCOMPARE(image.pixelColor(middle, int(100 * scale * 0.3)), m_highFill); // at 7
    QCOMPARE(image.pixelColor(middle, int(100 * scale * 0.9)), m_lowFill);  // at 1
}

void RateBandsTest::gapsStayEmpty()
{
    const double gap = std::nan("");
    const auto chart = plot({0, 30, 31, 69, 70, 100}, {4, 4, gap, gap, 4, 4}, {8, 8, gap, gap, 8, 8});
    const QImage image = picture(*chart);
    QCOMPARE(column(image, 50), QList<QColor>{Qt::white});
    QCOMPARE(column(image, 20).size(), 5);
    QCOMPARE(column(image, 80).size(), 5);
    // A band that is not there leaves the others where they are.
    const auto lower = plot({0, 100}, {}, {8, 8});
    QCOMPARE(column(picture(*lower), 50), (QList<QColor>{Qt::white, m_highEdge, m_highFill}));
}

void RateBandsTest::aPeakBetweenPixelsIsNotLost()
{
    QVector<double> keys;
    QVector<double> values;
    for (int i = 0; i < 1000; ++i) {
        keys.append(i * 0.1);
        values.append(i == 503 ? 9 : 1);
    }
    const auto chart = plot(keys, values, {});
    const QImage image = picture(*chart);
    QCOMPARE(image.pixelColor(50, 9), m_lowEdge);
    QCOMPARE(image.pixelColor(47, 50), QColor(Qt::white));
    QCOMPARE(image.pixelColor(53, 50), QColor(Qt::white));
}

void RateBandsTest::steepEdgesHaveNoHoles()
{
    const auto chart = plot({0, 50, 51, 100}, {1, 1, 9, 9}, {});
    const QImage image = picture(*chart);
    for (int y = 12; y < 88; ++y) {
        bool edge = false;
        for (int x = 48; x < 54; ++x)
            edge = edge || image.pixelColor(x, y) == m_lowEdge;
        QVERIFY2(edge, qPrintable(QStringLiteral("no edge at y = %1").arg(y)));
    }
}

void RateBandsTest::valuesBeyondTheAxisAreCut()
{
    const auto chart = plot({-50, 150}, {5, 5}, {50, 50});
    const QImage image = picture(*chart);
    for (const int x : {0, 50, 99})
        QVERIFY2(image.pixelColor(x, 20) == m_highFill, qPrintable(QString::number(x)));
    QCOMPARE(image.pixelColor(50, 75), m_lowFill);
}

REHOME_TEST(RateBandsTest);
#include "RateBandsTest.moc"
