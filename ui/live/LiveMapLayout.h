// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/LiveMapData.h"

#include <QtCore/QRectF>
#include <QtGui/QPainterPath>

namespace rehome::ui {

/// Geometry of the flow map, without painting: From column, time axis in the middle (logarithmic, 0.5 s to 2 min), To
/// column. Pure: same data and size, same places. Logical pixels.
class LiveMapLayout
{
public:
    struct Row
    {
        int hub = 0;
        QRectF left, right;       ///< label areas
        QRectF leftBar, rightBar; ///< heights say how many went out and came in
        qreal centre = 0;
        qint64 out = 0, in = 0;
    };
    struct Ribbon
    {
        int flow = 0; ///< index into data.flows
        qreal yLeft = 0, yRight = 0, width = 1;
        QPainterPath path;
    };

    LiveMapLayout() = default;
    LiveMapLayout(const LiveMapData &data, QSizeF size);

    const QList<Row> &rows() const { return m_rows; }
    const QList<Ribbon> &ribbons() const { return m_ribbons; } ///< widest first: small flows are drawn on top
    qreal rowHeight() const { return m_rowHeight; }
    QRectF plot() const { return m_plot; } ///< between the bars
    qreal xOf(qint64 waitedMs) const;
    /// Where a dot stands: its source's lane, or on the ribbon to the one hub that is possible.
    QPointF dotPlace(const LiveDot &dot, qint64 waitedMs) const;
    QPointF onRibbon(int from, int to, qreal x) const; ///< a lane's straight line when there is no such ribbon
    int rowOf(int hub) const;

    int ribbonAt(QPointF pos) const; ///< topmost; -1
    int hubAt(QPointF pos) const;    ///< index into hubs; -1

    static constexpr qint64 firstMs = 500, lastMs = 120'000;
    static constexpr int headHeight = 62, footHeight = 34, labelWidth = 176, margin = 20, barWidth = 7;

private:
    QList<Row> m_rows;
    QList<Ribbon> m_ribbons;
    QList<LiveFlow> m_flows;
    QRectF m_plot;
    qreal m_rowHeight = 68;
};

} // namespace rehome::ui
