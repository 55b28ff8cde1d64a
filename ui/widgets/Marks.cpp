// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Marks.h"

#include "models/items/Words.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace rehome::ui {

namespace {

using domain::ReprovisionPolicy;
using fleet::DeviceStatus;

constexpr qreal BadgeGlyphRoom = 18.5; // from the badge's left edge to its word
constexpr qreal BadgeTail = 10;

class Saved
{
public:
    explicit Saved(QPainter &painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Saved() { m_painter.restore(); }
    Q_DISABLE_COPY_MOVE(Saved)

private:
    QPainter &m_painter;
};

QPen stroke(const QColor &color, qreal width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

} // namespace

QColor marks::statusColor(const Tokens &tokens, DeviceStatus status)
{
    switch (status) {
    case DeviceStatus::NotRead:
        return tokens.t3;
    case DeviceStatus::Unassigned:
        return tokens.status[0];
    case DeviceStatus::Assigning:
        return tokens.status[1];
    case DeviceStatus::Assigned:
        return tokens.status[2];
    case DeviceStatus::Failed:
        return tokens.status[3];
    case DeviceStatus::Disabled:
        return tokens.status[4];
    }
    return tokens.t3;
}

QColor marks::policyColor(const Tokens &tokens, ReprovisionPolicy policy)
{
    switch (policy) {
    case ReprovisionPolicy::Migrate:
        return tokens.acc;
    case ReprovisionPolicy::Reset:
        return tokens.warn;
    case ReprovisionPolicy::Never:
        return tokens.t1;
    case ReprovisionPolicy::NotSet:
        return tokens.t3;
    }
    return tokens.t1;
}

void marks::paintStatus(QPainter &painter, const QRectF &box, DeviceStatus status, const Tokens &tokens)
{
    const Saved guard(painter);
    const qreal scale = std::min(box.width(), box.height()) / GlyphSize;
    painter.translate(box.center());
    painter.scale(scale, scale);
    const QColor color = statusColor(tokens, status);
    const QColor inside = tokens.surf;
    switch (status) {
    case DeviceStatus::NotRead:
        break;
    case DeviceStatus::Unassigned:
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(), 4.6, 4.6);
        break;
    case DeviceStatus::Assigning:
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(), 4.6, 4.6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPie(QRectF(-4.6, -4.6, 9.2, 9.2), -90 * 16, 180 * 16);
        break;
    case DeviceStatus::Assigned:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(), 5.2, 5.2);
        painter.setPen(stroke(inside, 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({{-2.4, 0.2}, {-0.6, 2.0}, {2.6, -1.8}}));
        break;
    case DeviceStatus::Failed:
        painter.setPen(stroke(color, 1));
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({{0, -5}, {5.4, 4.6}, {-5.4, 4.6}}));
        painter.setPen(stroke(inside, 1.4));
        painter.drawLine(QPointF(0, -1.6), QPointF(0, 1.0));
        painter.drawPoint(QPointF(0, 3.0));
        break;
    case DeviceStatus::Disabled:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(-4.8, -4.8, 9.6, 9.6), 1, 1);
        painter.setPen(stroke(inside, 1.6));
        painter.drawLine(QPointF(-2.6, 0), QPointF(2.6, 0));
        break;
    }
}

void marks::paintStuck(QPainter &painter, const QRectF &box, const Tokens &tokens)
{
    const Saved guard(painter);
    const qreal scale = std::min(box.width(), box.height()) / GlyphSize;
    painter.translate(box.center());
    painter.scale(scale, scale);
    painter.setPen(stroke(tokens.warn, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(QPolygonF({{0, -4.4}, {4.8, 4.0}, {-4.8, 4.0}}));
}

qreal marks::policyBadgeWidth(const QFont &font, ReprovisionPolicy policy)
{
    return std::ceil(BadgeGlyphRoom + QFontMetricsF(font).horizontalAdvance(items::policyText(policy)) + BadgeTail);
}

qreal marks::paintPolicy(QPainter &painter, const QRectF &rect, ReprovisionPolicy policy, const Tokens &tokens)
{
    const Saved guard(painter);
    const qreal width = policyBadgeWidth(painter.font(), policy);
    const qreal top = std::floor(rect.center().y() - BadgeHeight / 2.0);
    const QRectF box(std::floor(rect.left()) + 0.5, top + 0.5, width - 1, BadgeHeight - 1);
    const QColor color = policyColor(tokens, policy);
    QPen outline(policy == ReprovisionPolicy::NotSet ? tokens.ctl : color, 1);
    if (policy == ReprovisionPolicy::NotSet)
        outline.setDashPattern({3, 2});
    painter.setPen(outline);
    painter.setBrush(tokens.surf);
    const qreal radius = policy == ReprovisionPolicy::Never ? 2 : 8.5;
    painter.drawRoundedRect(box, radius, radius);

    const QPointF mid(box.left(), box.center().y());
    const auto at = [&](qreal x, qreal y) { return mid + QPointF(x, y); };
    painter.setPen(stroke(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    switch (policy) {
    case ReprovisionPolicy::Migrate:
        painter.drawLine(at(5.5, 0), at(14, 0));
        painter.drawPolyline(QPolygonF({at(11, -3), at(14, 0), at(11, 3)}));
        break;
    case ReprovisionPolicy::Reset: {
        // An open circle with its head at the start: back to the beginning.
        QPainterPath path;
        const QRectF circle(at(6.2, -4.0), QSizeF(8, 8));
        path.arcMoveTo(circle, 160);
        path.arcTo(circle, 160, -305);
        painter.drawPath(path);
        painter.drawPolyline(QPolygonF({at(5.6, -4.6), at(5.9, -1.4), at(9.0, -1.7)}));
        break;
    }
    case ReprovisionPolicy::Never:
        painter.setPen(QPen(color, 1.4));
        painter.drawRect(QRectF(at(6.5, -4), QSizeF(8, 8)));
        painter.drawLine(at(8.2, 0), at(12.8, 0));
        break;
    case ReprovisionPolicy::NotSet:
        painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(at(7, 0.5), at(9.5, 0.5));
        painter.drawLine(at(11.5, 0.5), at(14, 0.5));
        break;
    }
    painter.setPen(color);
    painter.drawText(QRectF(box.left() + BadgeGlyphRoom, box.top(), box.width(), box.height()),
                     Qt::AlignVCenter | Qt::AlignLeft, items::policyText(policy));
    return box.left() + width;
}

void marks::paintHub(QPainter &painter, const QRectF &box, int hue, const Theme &theme)
{
    const Saved guard(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.hubColor(hue));
    painter.drawRoundedRect(QRectF(std::floor(box.center().x() - 5.5), std::floor(box.center().y() - 5), 11, 11), 2, 2);
}

void marks::paintArrow(QPainter &painter, const QPointF &start, qreal length, const QColor &color)
{
    const Saved guard(painter);
    painter.setPen(stroke(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    const QPointF tip = start + QPointF(length, 0);
    painter.drawLine(start, tip);
    painter.drawPolyline(QPolygonF({tip + QPointF(-3.5, -3.5), tip, tip + QPointF(-3.5, 3.5)}));
}

} // namespace rehome::ui
