// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PolicyCard.h"

#include "models/items/Words.h"
#include "ui/widgets/Marks.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QStyleOption>

namespace rehome::ui {

namespace {

constexpr int Left = 32;
constexpr int DrawingHeight = 26;

/// A hub as a small box; `held` means that the device is registered there, otherwise the outline is dashed.
void drawHub(QPainter &painter, const QRectF &box, bool held, const Tokens &t)
{
    QPen pen(held ? t.t2 : t.ctl, 1.2);
    if (!held)
        pen.setDashPattern({2.5, 2});
    painter.setPen(pen);
    painter.setBrush(held ? t.fill : QColor(Qt::transparent));
    painter.drawRoundedRect(box, 3, 3);
}

/// The device: a dot.
void drawDevice(QPainter &painter, const QPointF &center, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(center, 3, 3);
}

/// The twin: a sheet, with lines when it carries what the device reported, blank when it starts anew.
void drawTwin(QPainter &painter, const QPointF &center, bool filled, const QColor &color, const Tokens &t)
{
    const QRectF sheet(center.x() - 4, center.y() - 5, 8, 10);
    painter.setPen(QPen(color, 1.2));
    painter.setBrush(t.surf);
    painter.drawRect(sheet);
    if (filled) {
        for (int i = 0; i < 3; ++i)
            painter.drawLine(QPointF(sheet.left() + 2, sheet.top() + 2.7 + i * 2.4),
                             QPointF(sheet.right() - 2, sheet.top() + 2.7 + i * 2.4));
    }
}

} // namespace

PolicyCard::PolicyCard(const Theme &theme, domain::ReprovisionPolicy policy, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_policy(policy)
{
    setCheckable(true);
    setText(items::policyText(policy));
    setAccessibleName(text());
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy sizes(QSizePolicy::Expanding, QSizePolicy::Minimum);
    sizes.setHeightForWidth(true);
    setSizePolicy(sizes);
}

void PolicyCard::setSentence(const QString &sentence)
{
    if (m_sentence == sentence)
        return;
    m_sentence = sentence;
    setAccessibleDescription(sentence);
    updateGeometry();
    update();
}

void PolicyCard::setMark(Mark mark)
{
    m_mark = mark;
    const QString state = mark == Mark::Pending ? tr("pending") : mark == Mark::Saved ? tr("saved value") : QString();
    setAccessibleDescription(state.isEmpty() ? m_sentence : state + QStringLiteral(". ") + m_sentence);
    update();
}

QRect PolicyCard::textRect(int width) const
{
    const QFontMetrics metrics(m_theme.font(TextRole::Secondary));
    return metrics.boundingRect(QRect(Left, 29, std::max(60, width - Left - 10), 1000), Qt::TextWordWrap, m_sentence);
}

int PolicyCard::heightForWidth(int width) const
{
    return 29 + textRect(width).height() + 4 + DrawingHeight + 6;
}

QSize PolicyCard::sizeHint() const
{
    return {287, heightForWidth(std::max(width(), 250))};
}

void PolicyCard::paintDrawing(QPainter &painter, const QRectF &box) const
{
    using domain::ReprovisionPolicy;
    const Tokens &t = m_theme.tokens();
    const QRectF from(box.left(), box.top() + 3, 40, 20);
    const QRectF to(box.left() + 130, box.top() + 3, 40, 20);
    const qreal y = from.center().y();
    const QColor color = isEnabled() ? marks::policyColor(t, m_policy) : t.ctl;
    const bool moves = m_policy == ReprovisionPolicy::Migrate || m_policy == ReprovisionPolicy::Reset;
    drawHub(painter, from, !moves, t);
    drawHub(painter, to, moves, t);
    const auto arrow = [&](Qt::PenStyle style) {
        painter.setPen(QPen(color, 1.5, style, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawLine(QPointF(from.right() + 6, y), QPointF(to.left() - 6, y));
        painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({{to.left() - 10, y - 4}, {to.left() - 6, y}, {to.left() - 10, y + 4}}));
    };
    switch (m_policy) {
    case ReprovisionPolicy::Migrate:
        arrow(Qt::SolidLine);
        drawTwin(painter, {(from.right() + to.left()) / 2 - 2, y}, true, color, t);
        drawDevice(painter, {to.left() + 13, y}, color);
        drawTwin(painter, {to.left() + 27, y}, true, color, t);
        break;
    case ReprovisionPolicy::Reset:
        arrow(Qt::SolidLine);
        drawDevice(painter, {to.left() + 13, y}, color);
        drawTwin(painter, {to.left() + 27, y}, false, color, t);
        break;
    case ReprovisionPolicy::Never:
        drawDevice(painter, {from.left() + 13, y}, color);
        drawTwin(painter, {from.left() + 27, y}, true, color, t);
        painter.setPen(QPen(t.ctl, 1.5));
        painter.drawLine(QPointF(from.right() + 10, y - 6), QPointF(from.right() + 10, y + 6));
        break;
    case ReprovisionPolicy::NotSet:
        // Either: an old API version keeps the hub, a newer one moves with its twin.
        drawDevice(painter, {from.left() + 13, y}, color);
        drawTwin(painter, {from.left() + 27, y}, true, color, t);
        arrow(Qt::DashLine);
        painter.setPen(QPen(t.t3, 1));
        painter.setFont(m_theme.font(TextRole::Caption));
        painter.drawText(QRectF(from.right(), box.top() - 3, to.left() - from.right(), 13), Qt::AlignCenter,
                         QStringLiteral("?"));
        break;
    }
}

void PolicyCard::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool pending = m_mark == Mark::Pending;
    const bool hover = isEnabled() && underMouse();
    painter.setPen(QPen(pending ? t.pend : isChecked() ? t.acc : hover ? t.ctl : t.line2, pending ? 1.5 : 1));
    painter.setBrush(isEnabled() ? t.surf : t.win);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    if (hasFocus()) {
        painter.setPen(QPen(t.acc, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }

    QStyleOptionButton radio;
    radio.initFrom(this);
    radio.rect = QRect(8, 9, 16, 16);
    radio.state = (isEnabled() ? QStyle::State_Enabled : QStyle::State_None) |
                  (isChecked() ? QStyle::State_On : QStyle::State_Off);
    style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &radio, &painter, this);

    painter.setFont(m_theme.font(TextRole::Secondary));
    marks::paintPolicy(painter, QRectF(Left, 8, width() - Left, marks::BadgeHeight), m_policy, t);
    if (m_mark != Mark::None) {
        QFont font = m_theme.font(TextRole::Secondary);
        font.setWeight(pending ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(pending ? t.pend : t.t3);
        painter.drawText(QRect(Left, 8, width() - Left - 12, marks::BadgeHeight), Qt::AlignRight | Qt::AlignVCenter,
                         pending ? tr("pending") : tr("saved value"));
    }
    painter.setFont(m_theme.font(TextRole::Secondary));
    painter.setPen(t.t2);
    const QRect text = textRect(width());
    painter.drawText(QRect(Left, 29, width() - Left - 10, text.height() + 2), Qt::TextWordWrap, m_sentence);
    paintDrawing(painter, QRectF(Left, 29 + text.height() + 4, width() - Left - 12, DrawingHeight));
}

} // namespace rehome::ui
