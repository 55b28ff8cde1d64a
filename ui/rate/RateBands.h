// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rate/Plot.h"

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <vector>

namespace rehome::ui {

/// Curves stacked on each other, each band filled and with an edge of one pixel. Filled polygons of a thousand corners
/// cost a millisecond each and paint the lowest band once for every band above it; this paints each pixel once, column
/// by column. NaN is a gap. Belongs to its plot, as every plottable does. GUI thread.
class RateBands : public QCPAbstractPlottable
{
    Q_OBJECT
public:
    RateBands(QCPAxis *keyAxis, QCPAxis *valueAxis);

    struct Look
    {
        QColor edge;
        QColor fill; ///< opaque
    };
    /// One for each band, from the bottom up.
    void setLooks(const std::vector<Look> &looks);
    /// `keys` ascending; `tops[band]` the running sum up to this band at each key. An empty band is not drawn: it would
    /// only draw the edge of the one below once more.
    void setTops(const QVector<double> &keys, std::vector<QVector<double>> tops);

    double selectTest(const QPointF &pos, bool onlySelectable, QVariant *details = nullptr) const override;
    QCPRange getKeyRange(bool &found, QCP::SignDomain domain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool &found, QCP::SignDomain domain = QCP::sdBoth,
                           const QCPRange &keys = QCPRange()) const override;

protected:
    void draw(QCPPainter *painter) override;
    void drawLegendIcon(QCPPainter *painter, const QRectF &rect) const override;

private:
    std::vector<std::vector<int>> rows(const QRect &area, double scale) const;
    void paint(const std::vector<std::vector<int>> &rows, int base);

    std::vector<Look> m_looks;
    QVector<double> m_keys;
    std::vector<QVector<double>> m_tops;
    QImage m_image; ///< kept, because making one costs as much as painting it
};

} // namespace rehome::ui
