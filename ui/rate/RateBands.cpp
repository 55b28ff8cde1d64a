// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateBands.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rehome::ui {

namespace {

// Paper and vector files have no pixels of their own; three to a point look smooth there.
constexpr double vectorScale = 3;
constexpr int none = std::numeric_limits<int>::max(); ///< nothing to draw in this column

/// The highest value of a curve in each pixel column, between its points on the straight line; NaN where it has a gap.
std::vector<double> columnValues(const std::vector<double> &at, const QVector<double> &values, int width)
{
    std::vector<double> result(size_t(width), std::numeric_limits<double>::quiet_NaN());
    const auto raise = [&result, width](double column, double value) {
        if (column < 0 || column >= width || std::isnan(value))
            return;
        double &highest = result[size_t(column)];
        // NaN is greater than nothing.
        if (!(value <= highest))
            highest = value;
    };
    for (size_t i = 0; i < at.size(); ++i) {
        const double value = values[qsizetype(i)];
        raise(std::floor(at[i]), value);
        if (i + 1 == at.size() || std::isnan(value) || std::isnan(values[qsizetype(i) + 1]))
            continue;
        const double rise = (values[qsizetype(i) + 1] - value) / std::max(1e-9, at[i + 1] - at[i]);
        const double last = std::min(std::floor(at[i + 1]), double(width));
        for (double column = std::max(0.0, std::floor(at[i]) + 1); column < last; ++column)
            raise(column, value + (column - at[i]) * rise);
    }
    return result;
}

} // namespace

RateBands::RateBands(QCPAxis *keyAxis, QCPAxis *valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void RateBands::setLooks(const std::vector<Look> &looks)
{
    m_looks = looks;
}

void RateBands::setTops(const QVector<double> &keys, std::vector<QVector<double>> tops)
{
    m_keys = keys;
    m_tops = std::move(tops);
}

double RateBands::selectTest(const QPointF &, bool, QVariant *) const
{
    return -1; // a range is selected on this chart, never a curve
}

QCPRange RateBands::getKeyRange(bool &found, QCP::SignDomain) const
{
    found = !m_keys.isEmpty();
    return found ? QCPRange(m_keys.first(), m_keys.last()) : QCPRange();
}

QCPRange RateBands::getValueRange(bool &found, QCP::SignDomain, const QCPRange &) const
{
    double most = 0;
    for (const QVector<double> &band : m_tops) {
        for (const double value : band)
            most = std::isnan(value) ? most : std::max(most, value);
    }
    found = !m_keys.isEmpty();
    return QCPRange(0, most);
}

std::vector<std::vector<int>> RateBands::rows(const QRect &area, double scale) const
{
    const int width = m_image.width();
    std::vector<double> at;
    at.reserve(size_t(m_keys.size()));
    for (const double key : m_keys)
        at.push_back((keyAxis()->coordToPixel(key) - area.left()) * scale);
    const double zero = (valueAxis()->coordToPixel(0) - area.top()) * scale;
    const double unit = (valueAxis()->coordToPixel(1) - area.top()) * scale - zero;
    std::vector<std::vector<int>> rows;
    for (const QVector<double> &top : m_tops) {
        std::vector<int> &row = rows.emplace_back(size_t(width), none);
        if (top.isEmpty())
            continue;
        const std::vector<double> values = columnValues(at, top, width);
        for (size_t x = 0; x < values.size(); ++x) {
            if (!std::isnan(values[x]))
                row[x] = std::clamp(int(std::lround(zero + values[x] * unit)), 0, m_image.height());
        }
    }
    return rows;
}

void RateBands::paint(const std::vector<std::vector<int>> &rows, int base)
{
    const int width = m_image.width();
    const auto stride = size_t(m_image.bytesPerLine()) / sizeof(QRgb);
    auto *pixels = reinterpret_cast<QRgb *>(m_image.bits());
    const auto fill = [&](int x, int from, int until, QRgb color) {
        for (int y = from; y < until; ++y)
            pixels[size_t(y) * stride + size_t(x)] = color;
    };
    std::vector<QRgb> edges;
    std::vector<QRgb> fills;
    for (const Look &look : m_looks) {
        edges.push_back(look.edge.rgb());
        fills.push_back(look.fill.rgb());
    }
    for (int x = 0; x < width; ++x) {
        // From the top down, so that the edge of a lower band is never hidden by a steep one above it.
        for (size_t band = rows.size(); band-- > 0;) {
            const std::vector<int> &row = rows[band];
            const int top = row[size_t(x)];
            if (top == none)
                continue;
            int below = base;
            for (size_t lower = band; lower-- > 0 && below == base;) {
                if (rows[lower][size_t(x)] != none)
                    below = rows[lower][size_t(x)];
            }
            fill(x, top, below, fills[band]);
            // As far as the lower neighbour, so that a steep edge has no holes.
            int end = top + 1;
            for (const int neighbour : {x - 1, x + 1}) {
                if (neighbour >= 0 && neighbour < width && row[size_t(neighbour)] != none)
                    end = std::max(end, row[size_t(neighbour)]);
            }
            fill(x, top, std::min(end, m_image.height()), edges[band]);
        }
    }
}

void RateBands::draw(QCPPainter *painter)
{
    if (m_keys.isEmpty() || m_looks.size() != m_tops.size())
        return;
    painter->setAntialiasing(false); // its painter is half a pixel off
    const QRect area = clipRect();
    // Both the screen's pixels a point and those of an exported picture.
    const double scale = painter->modes().testFlag(QCPPainter::pmVectorized)
                             ? vectorScale
                             : std::max(1.0, painter->deviceTransform().m11());
    const QSize size(int(std::lround(area.width() * scale)), int(std::lround(area.height() * scale)));
    if (size.isEmpty())
        return;
    if (m_image.size() != size)
        m_image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(1);
    m_image.fill(Qt::transparent);
    const double zero = (valueAxis()->coordToPixel(0) - area.top()) * scale;
    paint(rows(area, scale), std::clamp(int(std::lround(zero)), 0, size.height()));
    m_image.setDevicePixelRatio(scale);
    painter->drawImage(area.topLeft(), m_image);
}

void RateBands::drawLegendIcon(QCPPainter *, const QRectF &) const
{
    // The legend is a widget of its own (RateLegend).
}

} // namespace rehome::ui
