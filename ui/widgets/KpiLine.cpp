// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/KpiLine.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

namespace rehome::ui {

KpiLine::KpiLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(40);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KpiLine::setItems(QList<Kpi> items)
{
    if (items == m_items)
        return;
    m_items = std::move(items);
    QStringList words;
    for (const Kpi &item : std::as_const(m_items))
        words << item.value + QLatin1Char(' ') + item.label;
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

void KpiLine::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    const QFont big = m_theme.font(TextRole::Kpi);
    const QFont small = m_theme.font(TextRole::Secondary);
    const QFontMetrics bigMetrics(big);
    const QFontMetrics smallMetrics(small);
    const int baseline = (height() + bigMetrics.capHeight()) / 2;
    m_rects.clear();
    int x = 20;
    for (const Kpi &item : std::as_const(m_items)) {
        const int valueWidth = bigMetrics.horizontalAdvance(item.value);
        const int labelWidth = smallMetrics.horizontalAdvance(item.label);
        if (x + valueWidth + 10 + labelWidth > width() - 12)
            break;
        painter.setFont(big);
        painter.setPen(toneColor(t, item.tone));
        painter.drawText(x, baseline, item.value);
        painter.setFont(small);
        painter.setPen(t.t2);
        painter.drawText(x + valueWidth + 10, baseline, item.label);
        m_rects << QRect(x, 0, valueWidth + 10 + labelWidth, height());
        x += valueWidth + labelWidth + 10 + 30;
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
}

bool KpiLine::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (qsizetype i = 0; i < m_rects.size() && i < m_items.size(); ++i) {
            if (m_rects.at(i).contains(help->pos())) {
                QToolTip::showText(help->globalPos(), m_items.at(i).toolTip, this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace rehome::ui
