// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Meters.h"

#include "ui/widgets/Format.h"

#include <QtGui/QPainter>
#include <algorithm>

namespace rehome::ui {

namespace {

constexpr int BarWidth = 80;

} // namespace

ApiMeter::ApiMeter(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme.font(TextRole::Secondary));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void ApiMeter::setUsage(int used, int quota, int queued, bool throttled)
{
    m_used = used;
    m_quota = quota;
    m_throttled = throttled;
    m_text = tr("API %1 of %2 / min").arg(format::count(used), format::count(quota));
    setVisible(quota > 0);
    setAccessibleName(m_text);
    QString tip = tr("Calls that Rehome itself made this minute. What others use is not known.");
    if (queued > 0)
        tip += QLatin1Char('\n') + tr("%1 calls are waiting.").arg(format::count(queued));
    if (throttled)
        tip += QLatin1Char('\n') + tr("The service refused a call with 429; background work runs at half speed.");
    setToolTip(tip);
    updateGeometry();
    update();
}

bool ApiMeter::isWarning() const
{
    return m_quota > 0 && m_used * 10 >= m_quota * 8;
}

QSize ApiMeter::sizeHint() const
{
    return {BarWidth + 12 + fontMetrics().horizontalAdvance(m_text) + 2, 20};
}

void ApiMeter::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    const QColor color = m_throttled ? t.bad : isWarning() ? t.warn : t.acc;
    const int top = (height() - 8) / 2;
    const qreal share = m_quota > 0 ? std::clamp(static_cast<qreal>(m_used) / m_quota, 0.0, 1.0) : 0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.ctl, 1));
    painter.setBrush(t.surf);
    painter.drawRoundedRect(QRectF(0.5, top + 0.5, BarWidth - 1, 7), 2, 2);
    painter.fillRect(QRectF(1, top + 1, (BarWidth - 2) * share, 6), color);
    painter.setPen(m_throttled ? t.bad : isWarning() ? t.warn : t.t1);
    painter.drawText(QRect(BarWidth + 12, 0, width() - BarWidth - 12, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     m_text);
}

DataAge::DataAge(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme.font(TextRole::Secondary));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void DataAge::setTimes(qint64 newestMs, qint64 nowMs)
{
    m_newest = newestMs;
    m_now = nowMs;
    recompute();
}

void DataAge::setLost(bool lost)
{
    m_lost = lost;
    recompute();
}

void DataAge::recompute()
{
    const qint64 seconds = m_newest > 0 ? std::max<qint64>(0, (m_now - m_newest) / 1000) : 0;
    State state = State::None;
    QString text;
    if (m_newest > 0) {
        state = m_lost || seconds >= 300 ? State::Stale : seconds >= 60 ? State::Old : State::Fresh;
        text = tr("Data %1 old").arg(format::span(seconds));
    } else if (m_lost) {
        state = State::Stale;
        text = tr("No data");
    }
    if (state == m_state && text == m_text)
        return;
    m_state = state;
    m_text = text;
    setVisible(state != State::None);
    setAccessibleName(text);
    setToolTip(m_lost ? tr("The service does not answer. What was loaded stays shown.") : QString());
    updateGeometry();
    update();
}

QSize DataAge::sizeHint() const
{
    const int icon = m_state == State::Old || m_state == State::Stale ? 20 : 0;
    return {icon + fontMetrics().horizontalAdvance(m_text) + 2, 20};
}

void DataAge::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    const bool old = m_state == State::Old;
    const bool stale = m_state == State::Stale;
    const QColor color = stale ? t.bad : old ? t.warn : t.t2;
    int x = 0;
    if (old || stale) {
        painter.drawPixmap(
            0, (height() - 14) / 2,
            icons::pixmap(old ? QStringLiteral("clock") : QStringLiteral("warning"), color, 14, devicePixelRatioF()));
        x = 20;
    }
    painter.setPen(color);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

} // namespace rehome::ui
