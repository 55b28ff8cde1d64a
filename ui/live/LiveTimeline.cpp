// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LiveTimeline.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Format.h"

#include <QtCore/QDateTime>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace rehome::ui {

namespace {
constexpr int leftPart = 128;

QString clockText(qint64 ms, const QString &format)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(format);
}
} // namespace

LiveTimeline::LiveTimeline(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_pause(new QToolButton(this))
    , m_state(new ElidedLabel(theme, tr("Live"), TextRole::Section, TextTone::Ok, this))
    , m_time(new ElidedLabel(theme, QString(), TextRole::Secondary, TextTone::Secondary, this))
{
    setFixedHeight(68);
    setAccessibleName(tr("Timeline of observed registrations"));
    m_pause->setFixedSize(30, 28);
    m_pause->setCheckable(true);
    m_pause->setIcon(theme.icon(QStringLiteral("pause")));
    m_pause->setToolTip(tr("Pause (Space)"));
    m_pause->setAccessibleName(tr("Pause"));
    connect(m_pause, &QToolButton::toggled, this, &LiveTimeline::pauseToggled);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 8, 20, 8);
    row->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_state);
    words->addWidget(m_time);
    words->addStretch();
    row->addWidget(m_pause);
    row->addLayout(words);
    row->addStretch();
    m_state->setFixedWidth(64);
    m_time->setFixedWidth(64);
}

QRectF LiveTimeline::plot() const
{
    return QRectF(QPointF(leftPart, 8), QPointF(width() - 20, height() - 22));
}

void LiveTimeline::setSeries(const fleet::TimeSeriesPtr &series, qint64 nowMs)
{
    m_nowMs = nowMs;
    const qint64 step = stepSeconds * 1000;
    const qint64 until = nowMs - nowMs % step + step;
    m_samples.clear();
    for (int outcome = 0; outcome < fleet::outcomeCount; ++outcome) {
        const auto samples = series->samples(fleet::SeriesSource::ObservedRecords, static_cast<fleet::Outcome>(outcome),
                                             until - spanMs, until, stepSeconds);
        if (m_samples.empty()) {
            m_samples = samples;
            continue;
        }
        for (std::size_t i = 0; i < std::min(samples.size(), m_samples.size()); ++i) {
            m_samples[i].count += samples[i].count;
            m_samples[i].gap = m_samples[i].gap && samples[i].gap;
        }
    }
    retell();
    update();
}

void LiveTimeline::setWindow(qint64 windowMs)
{
    m_windowMs = windowMs;
    update();
}

void LiveTimeline::setPaused(bool paused, qint64 pausedAtMs, qsizetype held)
{
    m_paused = paused;
    m_pausedAtMs = pausedAtMs;
    m_held = held;
    const QSignalBlocker blocker(m_pause);
    m_pause->setChecked(paused);
    m_pause->setIcon(m_theme.icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setToolTip(paused ? tr("Back to live (Space or End)") : tr("Pause (Space)"));
    m_pause->setAccessibleName(paused ? tr("Back to live") : tr("Pause"));
    retell();
    update();
}

void LiveTimeline::retell()
{
    m_state->setText(m_paused ? tr("Paused") : tr("Live"));
    m_state->setTone(m_paused ? TextTone::Warning : TextTone::Ok);
    m_time->setText(clockText(m_paused ? m_pausedAtMs : m_nowMs, QStringLiteral("HH:mm:ss")));
}

void LiveTimeline::resizeEvent(QResizeEvent *)
{
    update();
}

void LiveTimeline::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.alt);
    painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
    const QRectF area = plot();
    if (area.width() < 60 || m_samples.empty())
        return;
    const qint64 first = m_samples.front().startMs;
    const auto xOf = [&](qint64 ms) { return area.left() + area.width() * double(ms - first) / double(spanMs); };
    quint32 most = 4;
    for (const fleet::SeriesSample &sample : m_samples)
        most = std::max(most, sample.count);
    const auto yOf = [&](quint32 count) { return area.bottom() - area.height() * 0.92 * double(count) / most; };

    // Runs of watched time; a gap stays empty, it is not zero.
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_samples.size();) {
        if (m_samples[i].gap) {
            ++i;
            continue;
        }
        QPolygonF line;
        const qreal left = xOf(m_samples[i].startMs);
        for (; i < m_samples.size() && !m_samples[i].gap; ++i)
            line << QPointF(xOf(m_samples[i].startMs + stepSeconds * 500), yOf(m_samples[i].count));
        QPolygonF filled = line;
        filled.prepend(QPointF(left, line.first().y()));
        filled.prepend(QPointF(left, area.bottom()));
        filled << QPointF(line.last().x(), area.bottom());
        painter.setBrush(tokens.fill);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(filled);
        painter.setPen(QPen(tokens.acc, 0));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawPolyline(line);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.setPen(QPen(tokens.line2, 0));
    painter.drawLine(area.bottomLeft(), area.bottomRight());

    painter.setFont(m_theme.font(TextRole::Caption));
    painter.setPen(tokens.t3);
    constexpr qint64 tick = 5 * 60'000;
    for (qint64 at = first - first % tick + tick; at < m_nowMs; at += tick) {
        const qreal x = xOf(at);
        if (x > area.left() + 16 && x < area.right() - 16)
            painter.drawText(QRectF(x - 30, area.bottom() + 1, 60, 14), Qt::AlignCenter,
                             clockText(at, QStringLiteral("HH:mm")));
    }

    const qint64 shownUntil = m_paused ? m_pausedAtMs : m_nowMs;
    const QRectF window(QPointF(std::max(area.left(), xOf(shownUntil - m_windowMs)), area.top() - 3),
                        QPointF(xOf(shownUntil), area.bottom()));
    painter.setPen(QPen(tokens.acc, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(window);
    if (m_paused && m_held > 0) {
        painter.setPen(tokens.warn);
        painter.setFont(m_theme.font(TextRole::Secondary));
        painter.drawText(QRectF(area.left(), area.top() - 4, area.width() * 0.6, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("%n new event(s), End returns to live", nullptr, int(m_held)));
    }
}

} // namespace rehome::ui
