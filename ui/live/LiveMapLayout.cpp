// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LiveMapLayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rehome::ui {

namespace {

// Preferred row heights by number of hubs (look, "By hubs"); less when the page is lower than that.
qreal preferredRowHeight(qsizetype hubs)
{
    if (hubs <= 3)
        return 120;
    if (hubs <= 8)
        return 92;
    return hubs <= 20 ? 30 : 15;
}

// Eases from 0 to 1 with flat ends, the vertical shape of every ribbon.
qreal ease(qreal t)
{
    return t * t * (3 - 2 * t);
}

QPainterPath band(const QRectF &plot, qreal yLeft, qreal yRight, qreal width)
{
    const qreal half = width / 2;
    const qreal bend = plot.width() * 0.42;
    QPainterPath path;
    path.moveTo(plot.left(), yLeft - half);
    path.cubicTo(plot.left() + bend, yLeft - half, plot.right() - bend, yRight - half, plot.right(), yRight - half);
    path.lineTo(plot.right(), yRight + half);
    path.cubicTo(plot.right() - bend, yRight + half, plot.left() + bend, yLeft + half, plot.left(), yLeft + half);
    path.closeSubpath();
    return path;
}

// Height of the band's middle at x: the same cubic, solved for its parameter (x is monotonic in it).
qreal bandMiddle(const QRectF &plot, qreal yLeft, qreal yRight, qreal x)
{
    const qreal wanted = std::clamp((x - plot.left()) / std::max<qreal>(1, plot.width()), 0.0, 1.0);
    qreal low = 0;
    qreal high = 1;
    for (int i = 0; i < 20; ++i) {
        const qreal t = (low + high) / 2;
        const qreal u = 1 - t;
        const qreal at = 3 * u * u * t * 0.42 + 3 * u * t * t * 0.58 + t * t * t;
        (at < wanted ? low : high) = t;
    }
    return yLeft + (yRight - yLeft) * ease((low + high) / 2);
}

} // namespace

LiveMapLayout::LiveMapLayout(const LiveMapData &data, QSizeF size)
    : m_flows(data.flows)
{
    const qreal left = margin + labelWidth + barWidth;
    const qreal right = size.width() - margin - labelWidth - barWidth;
    m_plot = QRectF(QPointF(left, headHeight),
                    QPointF(std::max(left + 40, right), std::max<qreal>(headHeight + 40, size.height() - footHeight)));
    if (data.hubs.isEmpty())
        return;
    m_rowHeight = std::min(preferredRowHeight(data.hubs.size()), m_plot.height() / qreal(data.hubs.size()));

    for (int hub = 0; hub < data.hubs.size(); ++hub) {
        Row row;
        row.hub = hub;
        const qreal top = m_plot.top() + m_rowHeight * hub;
        row.centre = top + m_rowHeight / 2;
        row.left = QRectF(margin, top, labelWidth - 8, m_rowHeight);
        if (!data.hubs.at(hub).isNew)
            row.right = QRectF(m_plot.right() + barWidth + 8, top, labelWidth - 8, m_rowHeight);
        m_rows.append(row);
    }
    for (const LiveFlow &flow : m_flows) {
        m_rows[flow.from].out += flow.moved;
        m_rows[flow.to].in += flow.moved;
    }
    qint64 most = 1;
    for (const Row &row : std::as_const(m_rows))
        most = std::max({most, row.out, row.in});
    const qreal perMove = m_rowHeight * 0.72 / qreal(most);
    const auto width = [perMove](qint64 moved) { return std::max<qreal>(1.5, qreal(moved) * perMove); };

    // Bars and the places of the ribbons on them: on each side ordered by the other end, so that ribbons cross as
    // little as possible.
    QList<qreal> leftEdge(m_rows.size());
    QList<qreal> rightEdge(m_rows.size());
    QList<qreal> leftSum(m_rows.size(), 0);
    QList<qreal> rightSum(m_rows.size(), 0);
    for (const LiveFlow &flow : std::as_const(m_flows)) {
        leftSum[flow.from] += width(flow.moved);
        rightSum[flow.to] += width(flow.moved);
    }
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        const qreal leftHeight = std::max<qreal>(3, leftSum[i]);
        const qreal rightHeight = std::max<qreal>(3, rightSum[i]);
        row.leftBar = QRectF(m_plot.left() - barWidth, row.centre - leftHeight / 2, barWidth, leftHeight);
        if (!data.hubs.at(row.hub).isNew)
            row.rightBar = QRectF(m_plot.right(), row.centre - rightHeight / 2, barWidth, rightHeight);
        leftEdge[i] = row.centre - leftSum[i] / 2;
        rightEdge[i] = row.centre - rightSum[i] / 2;
    }
    QList<int> order(m_flows.size());
    std::iota(order.begin(), order.end(), 0);
    QList<qreal> yLeft(m_flows.size());
    QList<qreal> yRight(m_flows.size());
    std::ranges::sort(order, [this](int a, int b) {
        return std::pair(m_flows[a].from, m_flows[a].to) < std::pair(m_flows[b].from, m_flows[b].to);
    });
    for (int index : std::as_const(order)) {
        const qreal w = width(m_flows[index].moved);
        yLeft[index] = leftEdge[m_flows[index].from] + w / 2;
        leftEdge[m_flows[index].from] += w;
    }
    std::ranges::sort(order, [this](int a, int b) {
        return std::pair(m_flows[a].to, m_flows[a].from) < std::pair(m_flows[b].to, m_flows[b].from);
    });
    for (int index : std::as_const(order)) {
        const qreal w = width(m_flows[index].moved);
        yRight[index] = rightEdge[m_flows[index].to] + w / 2;
        rightEdge[m_flows[index].to] += w;
    }
    std::ranges::sort(order, [this](int a, int b) {
        return m_flows[a].moved != m_flows[b].moved ? m_flows[a].moved > m_flows[b].moved : a < b;
    });
    for (int index : std::as_const(order)) {
        Ribbon ribbon;
        ribbon.flow = index;
        ribbon.width = width(m_flows[index].moved);
        ribbon.yLeft = yLeft[index];
        ribbon.yRight = yRight[index];
        ribbon.path = band(m_plot, ribbon.yLeft, ribbon.yRight, ribbon.width);
        m_ribbons.append(ribbon);
    }
}

qreal LiveMapLayout::xOf(qint64 waitedMs) const
{
    static const double span = std::log(double(lastMs) / double(firstMs));
    const double at = std::log(double(std::clamp(waitedMs, firstMs, lastMs)) / double(firstMs)) / span;
    return m_plot.left() + at * m_plot.width();
}

int LiveMapLayout::rowOf(int hub) const
{
    return hub >= 0 && hub < m_rows.size() ? hub : -1;
}

QPointF LiveMapLayout::onRibbon(int from, int to, qreal x) const
{
    for (const Ribbon &ribbon : m_ribbons) {
        const LiveFlow &flow = m_flows[ribbon.flow];
        if (flow.from == from && flow.to == to)
            return {x, bandMiddle(m_plot, ribbon.yLeft, ribbon.yRight, x)};
    }
    const int a = rowOf(from);
    const int b = rowOf(to);
    if (a < 0)
        return {x, m_plot.center().y()};
    return {x, b < 0 ? m_rows[a].centre : bandMiddle(m_plot, m_rows[a].centre, m_rows[b].centre, x)};
}

QPointF LiveMapLayout::dotPlace(const LiveDot &dot, qint64 waitedMs) const
{
    const qreal x = xOf(waitedMs);
    const int row = rowOf(dot.from);
    if (row < 0)
        return {x, m_plot.center().y()};
    // A fixed offset by device keeps dots of one lane apart without moving them from frame to frame.
    const quint32 mixed = dot.row * 2654435761U;
    const qreal offset = (qreal(mixed >> 16) / 65536.0 - 0.5) * std::min<qreal>(m_rowHeight * 0.5, 30);
    QPointF place = dot.predictedTo >= 0 ? onRibbon(dot.from, dot.predictedTo, x) : QPointF(x, m_rows[row].centre);
    place.ry() += offset * (dot.predictedTo >= 0 ? 0.4 : 1.0);
    return place;
}

int LiveMapLayout::ribbonAt(QPointF pos) const
{
    for (auto ribbon = m_ribbons.crbegin(); ribbon != m_ribbons.crend(); ++ribbon) {
        if (pos.x() < m_plot.left() || pos.x() > m_plot.right())
            return -1;
        const qreal middle = bandMiddle(m_plot, ribbon->yLeft, ribbon->yRight, pos.x());
        if (std::abs(pos.y() - middle) <= std::max<qreal>(4, ribbon->width / 2))
            return ribbon->flow;
    }
    return -1;
}

int LiveMapLayout::hubAt(QPointF pos) const
{
    for (const Row &row : m_rows) {
        if (row.left.contains(pos) || row.right.contains(pos))
            return row.hub;
    }
    return -1;
}

} // namespace rehome::ui
