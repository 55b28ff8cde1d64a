// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ChipRow.h"

#include "ui/widgets/Format.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>

namespace rehome::ui {

namespace {

constexpr int Gap = 7;
constexpr int Inset = 10;
constexpr int ChipHeight = 22;

} // namespace

ChipRow::ChipRow(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme.font(TextRole::Secondary));
    setFixedHeight(ChipHeight + 18);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Filter chips"));
}

void ChipRow::setChips(QList<Chip> chips)
{
    if (chips == m_chips)
        return;
    m_chips = std::move(chips);
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_chips.size()) - 1));
    QStringList words;
    for (const Chip &chip : std::as_const(m_chips))
        words << (chip.count < 0 ? chip.label : chip.label + QLatin1Char(' ') + format::count(chip.count));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    layOut();
    update();
}

QSize ChipRow::sizeHint() const
{
    return {400, ChipHeight + 18};
}

QRect ChipRow::chipRect(int index) const
{
    return m_rects.value(index);
}

void ChipRow::layOut()
{
    m_rects.clear();
    m_hidden = 0;
    const QFontMetrics metrics = fontMetrics();
    int x = 20;
    const int room = width() - 20;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        const Chip &chip = m_chips.at(i);
        int w = 2 * Inset + metrics.horizontalAdvance(chip.label);
        if (chip.count >= 0)
            w += 7 + metrics.horizontalAdvance(format::count(chip.count));
        const bool last = i + 1 == m_chips.size();
        if (m_hidden > 0 || x + w > room - (last ? 0 : 36)) {
            ++m_hidden;
            m_rects << QRect();
            continue;
        }
        m_rects << QRect(x, (height() - ChipHeight) / 2, w, ChipHeight);
        x += w + Gap;
    }
}

void ChipRow::resizeEvent(QResizeEvent *)
{
    layOut();
}

void ChipRow::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int right = 20;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        const QRect r = m_rects.value(i);
        if (r.isEmpty())
            continue;
        const Chip &chip = m_chips.at(i);
        painter.setPen(QPen(chip.on ? t.acc : i == m_hover ? t.ctl : t.line2, 1));
        painter.setBrush(chip.on ? t.accbg : t.surf);
        painter.drawRoundedRect(QRectF(r).adjusted(0.5, 0.5, -0.5, -0.5), 10.5, 10.5);
        painter.setPen(t.t1);
        painter.drawText(r.adjusted(Inset, 0, -Inset, 0), Qt::AlignVCenter | Qt::AlignLeft, chip.label);
        if (chip.count >= 0) {
            painter.setPen(chip.on ? t.t2 : t.t3);
            painter.drawText(r.adjusted(Inset, 0, -Inset, 0), Qt::AlignVCenter | Qt::AlignRight,
                             format::count(chip.count));
        }
        if (hasFocus() && i == m_current) {
            painter.setPen(QPen(t.acc, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(r).adjusted(-2, -2, 2, 2), 13, 13);
        }
        right = r.right() + Gap;
    }
    if (m_hidden > 0) {
        painter.setPen(t.t3);
        painter.drawText(QRect(right, 0, width() - right, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         QStringLiteral("+%1").arg(m_hidden));
    }
}

int ChipRow::chipAt(const QPoint &pos) const
{
    for (qsizetype i = 0; i < m_rects.size(); ++i) {
        if (m_rects.at(i).contains(pos))
            return static_cast<int>(i);
    }
    return -1;
}

void ChipRow::toggle(int index)
{
    if (index < 0 || index >= m_chips.size())
        return;
    m_current = index;
    Q_EMIT toggled(m_chips.at(index).key, !m_chips.at(index).on);
}

void ChipRow::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        toggle(chipAt(event->position().toPoint()));
}

void ChipRow::mouseMoveEvent(QMouseEvent *event)
{
    const int hover = chipAt(event->position().toPoint());
    if (hover != m_hover) {
        m_hover = hover;
        update();
    }
}

void ChipRow::leaveEvent(QEvent *)
{
    m_hover = -1;
    update();
}

void ChipRow::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_chips.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        m_current = std::max(0, m_current - 1);
        break;
    case Qt::Key_Right:
        m_current = std::min(std::max(0, last), m_current + 1);
        break;
    case Qt::Key_Home:
        m_current = 0;
        break;
    case Qt::Key_End:
        m_current = std::max(0, last);
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        toggle(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

} // namespace rehome::ui
