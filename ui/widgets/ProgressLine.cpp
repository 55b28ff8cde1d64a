// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ProgressLine.h"

#include <QtGui/QPainter>
#include <algorithm>

namespace rehome::ui {

ProgressLine::ProgressLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(2);
    setAccessibleName(tr("Progress"));
}

void ProgressLine::setProgress(qint64 done, qint64 total)
{
    m_running = true;
    m_share = total > 0 ? std::clamp(static_cast<qreal>(done) / static_cast<qreal>(total), 0.0, 1.0) : -1;
    setAccessibleDescription(total > 0 ? tr("%1 %").arg(qRound(m_share * 100)) : tr("running"));
    update();
}

void ProgressLine::setFraction(double fraction)
{
    setProgress(fraction < 0 ? 0 : qRound64(fraction * 1000), fraction < 0 ? 0 : 1000);
}

void ProgressLine::stop()
{
    m_running = false;
    setAccessibleDescription({});
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    if (!m_running)
        return;
    QPainter painter(this);
    if (m_share < 0)
        painter.setOpacity(0.4);
    painter.fillRect(QRectF(0, 0, m_share < 0 ? width() : width() * m_share, height()), m_theme.tokens().acc);
}

} // namespace rehome::ui
