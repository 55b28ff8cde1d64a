// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateLegend.h"

#include "ui/theme/Theme.h"

#include <QtGui/QPainter>

namespace rehome::ui {

RateLegend::RateLegend(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RateLegend::setEntries(QList<RateChart::LegendEntry> entries)
{
    m_entries = std::move(entries);
    QStringList names;
    for (const RateChart::LegendEntry &entry : std::as_const(m_entries))
        names << entry.name;
    setAccessibleName(tr("Legend: %1").arg(names.join(QStringLiteral(", "))));
    update();
}

void RateLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(TextRole::Secondary));
    const QFontMetrics metrics = painter.fontMetrics();
    int x = 0;
    for (const RateChart::LegendEntry &entry : std::as_const(m_entries)) {
        const int width = 18 + metrics.horizontalAdvance(entry.name);
        if (x + width > this->width())
            break;
        if (entry.dashed) {
            painter.setPen(QPen(entry.color, 1, Qt::DashLine));
            painter.drawLine(x, height() / 2, x + 13, height() / 2);
        } else {
            painter.fillRect(QRect(x, height() / 2 - 5, 10, 10), entry.color);
        }
        painter.setPen(m_theme.tokens().t2);
        painter.drawText(QRect(x + 17, 0, width, height()), Qt::AlignLeft | Qt::AlignVCenter, entry.name);
        x += width + 14;
    }
}

} // namespace rehome::ui
