// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SegmentedControl.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>

namespace rehome::ui {

namespace {
// Beside the widest label, in px: as the look wants it, and where a longer language meets a narrow inspector.
constexpr int Padding = 28;
constexpr int TightPadding = 8;
} // namespace

SegmentedControl::SegmentedControl(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void SegmentedControl::setSegments(const QStringList &labels)
{
    m_labels = labels;
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(labels.size()) - 1));
    setAccessibleDescription(m_labels.value(m_current));
    updateGeometry();
    update();
}

void SegmentedControl::setCurrent(int index)
{
    if (index < 0 || index >= m_labels.size() || index == m_current)
        return;
    m_current = index;
    setAccessibleDescription(m_labels.at(index));
    update();
    Q_EMIT currentChanged(index);
}

int SegmentedControl::segmentWidth(int padding) const
{
    int widest = 0;
    for (const QString &label : m_labels)
        widest = std::max(widest, fontMetrics().horizontalAdvance(label));
    return std::max(widest + padding, 54);
}

int SegmentedControl::segmentWidth() const
{
    const int count = std::max(1, static_cast<int>(m_labels.size()));
    return std::clamp(width() / count, segmentWidth(TightPadding), segmentWidth(Padding));
}

QSize SegmentedControl::sizeHint() const
{
    return {segmentWidth(Padding) * static_cast<int>(m_labels.size()), 28};
}

QSize SegmentedControl::minimumSizeHint() const
{
    return {segmentWidth(TightPadding) * static_cast<int>(m_labels.size()), 28};
}

QRect SegmentedControl::segmentRect(int index) const
{
    const int w = segmentWidth();
    return {index * w, 0, w, height()};
}

int SegmentedControl::segmentAt(const QPoint &pos) const
{
    const int index = pos.x() / std::max(1, segmentWidth());
    return pos.x() >= 0 && index < m_labels.size() ? index : -1;
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame =
        QRectF(0, 0, segmentWidth() * double(m_labels.size()), height()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(t.line2, 1));
    painter.setBrush(t.surf);
    painter.drawRoundedRect(frame, 4, 4);
    for (int i = 1; i < m_labels.size(); ++i)
        painter.drawLine(QPointF(segmentRect(i).left() + 0.5, 1), QPointF(segmentRect(i).left() + 0.5, height() - 1));
    for (int i = 0; i < m_labels.size(); ++i) {
        const QRect r = segmentRect(i);
        const bool on = i == m_current;
        if (on || i == m_hover) {
            painter.setPen(on ? QPen(t.acc, 1) : QPen(t.ctl, 1));
            painter.setBrush(on ? t.accbg : t.alt);
            painter.drawRoundedRect(QRectF(r).adjusted(0.5, 0.5, i + 1 < m_labels.size() ? 0.5 : -0.5, -0.5), 4, 4);
        }
        painter.setPen(!isEnabled() ? t.ctl : on ? t.acc : t.t1);
        painter.drawText(r, Qt::AlignCenter, m_labels.at(i));
    }
    if (hasFocus()) {
        painter.setPen(QPen(t.acc, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void SegmentedControl::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setCurrent(segmentAt(event->position().toPoint()));
}

void SegmentedControl::mouseMoveEvent(QMouseEvent *event)
{
    const int hover = segmentAt(event->position().toPoint());
    if (hover != m_hover) {
        m_hover = hover;
        update();
    }
}

void SegmentedControl::leaveEvent(QEvent *)
{
    m_hover = -1;
    update();
}

void SegmentedControl::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_labels.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(std::max(0, m_current - 1));
        break;
    case Qt::Key_Right:
        setCurrent(std::min(last, m_current + 1));
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(last);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace rehome::ui
