// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LiveMap.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QtCore/QDateTime>
#include <QtGui/QCursor>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>
#include <algorithm>

namespace rehome::ui {

namespace {
constexpr qint64 runMs = 180; // assigned: to the bar, then fades
constexpr qint64 fadeMs = 120;
constexpr qint64 failedMs = 10'000; // failed: stays in place for this long
} // namespace

LiveMap::LiveMap(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of moves between hubs"));
    setAccessibleDescription(tr("The Table view holds the same facts as text."));
    m_clock.start();
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &LiveMap::relayout);
    connect(&theme, &Theme::motionReducedChanged, this, &LiveMap::setReducedMotion);
    setReducedMotion(theme.isMotionReduced());
    relayout();
}

LiveMap::~LiveMap() = default;

qint64 LiveMap::serverNowMs() const
{
    if (m_frozenAtMs)
        return m_frozenAtMs;
    const qint64 now = QDateTime::currentMSecsSinceEpoch() + m_data.clockOffsetMs;
    return m_reduced ? now - now % 500 : now;
}

void LiveMap::setData(LiveMapData data)
{
    for (const LiveArrival &arrival : data.arrivals)
        m_running.push_back({arrival, m_clock.elapsed()});
    data.arrivals.clear();
    m_data = std::move(data);
    if (m_selected.flow >= m_data.flows.size() || m_selected.hub >= m_data.hubs.size())
        m_selected = {};
    relayout();
    // Rows may be others now: what is under the pointer is looked up again, so that it does not blink ten times a
    // second.
    const QPointF pos = mapFromGlobal(QCursor::pos());
    m_hover = underMouse() && !dotAt(pos) ? LiveFocus{m_layout.ribbonAt(pos), m_layout.hubAt(pos)} : LiveFocus{};
    retime();
}

void LiveMap::setFrozen(bool frozen)
{
    m_frozenAtMs = 0;
    if (frozen)
        m_frozenAtMs = serverNowMs();
    retime();
    update();
}

void LiveMap::setReducedMotion(bool reduced)
{
    m_reduced = reduced;
    retime();
}

void LiveMap::setQuietText(const QString &text)
{
    m_quiet = text;
    update();
}

void LiveMap::select(LiveFocus focus)
{
    if (m_selected == focus)
        return;
    m_selected = focus;
    invalidate();
}

void LiveMap::relayout()
{
    m_layout = LiveMapLayout(m_data, size());
    m_painter = std::make_unique<LiveMapPainter>(m_theme, m_data, m_layout);
    invalidate();
}

void LiveMap::invalidate()
{
    m_background = QPixmap();
    update();
}

void LiveMap::retime()
{
    const bool moving = !m_data.dots.empty() || !m_running.empty();
    if (!isVisible() || m_frozenAtMs || !moving)
        return m_frame.stop();
    const int interval = m_reduced || !isActiveWindow() ? 500 : underMouse() ? 16 : 33;
    if (!m_frame.isActive() || m_frame.interval() != interval)
        m_frame.start(interval);
}

void LiveMap::paintEvent(QPaintEvent *)
{
    const qreal ratio = devicePixelRatioF();
    if (m_background.isNull()) {
        m_background = QPixmap(size() * ratio);
        m_background.setDevicePixelRatio(ratio);
        m_background.fill(m_theme.tokens().surf);
        QPainter painter(&m_background);
        m_painter->background(painter, m_hover, m_selected);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_background);
    const int perDot = LiveMapPainter::devicesPerDot(qsizetype(m_data.dots.size()));
    if (perDot > 0)
        m_painter->dots(painter, serverNowMs(), perDot, m_hoveredRow);
    else
        m_painter->heat(painter, serverNowMs());
    paintArrivals(painter);
    m_painter->legend(painter, perDot,
                      std::ranges::any_of(m_data.dots, [](const LiveDot &dot) { return dot.predictedTo >= 0; }));

    if (m_data.dots.empty() && m_data.flows.isEmpty() && !m_quiet.isEmpty()) {
        painter.setFont(m_theme.font(TextRole::Body));
        const QRectF box(m_layout.plot().center() - QPointF(180, 18), QSizeF(360, 36));
        painter.setPen(QPen(m_theme.tokens().line, 1));
        painter.setBrush(m_theme.tokens().surf);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(m_theme.tokens().t2);
        painter.drawText(box, Qt::AlignCenter, m_quiet);
    }
    if (m_running.empty() && m_data.dots.empty())
        m_frame.stop();
}

void LiveMap::paintArrivals(QPainter &painter)
{
    const qint64 now = m_clock.elapsed();
    std::erase_if(m_running, [now](const Running &running) {
        return now - running.startedMs > (running.arrival.to < 0 ? failedMs : runMs + fadeMs);
    });
    const Tokens &tokens = m_theme.tokens();
    for (const Running &running : m_running) {
        const LiveArrival &arrival = running.arrival;
        const LiveDot dot{arrival.row, arrival.from, -1, 0};
        const QPointF start = m_layout.dotPlace(dot, arrival.waitedMs);
        if (arrival.to < 0) {
            LiveMapPainter::triangle(painter, start, tokens.bad, tokens.bad);
            continue;
        }
        const int row = m_layout.rowOf(arrival.to);
        if (row < 0 || m_reduced)
            continue;
        const qreal t = std::clamp(qreal(now - running.startedMs) / runMs, 0.0, 1.0);
        const qreal eased = 1 - (1 - t) * (1 - t);
        const QPointF end = m_layout.onRibbon(arrival.from, arrival.to, m_layout.plot().right());
        const QPointF place = start + (end - start) * eased;
        painter.setOpacity(1 - std::clamp(qreal(now - running.startedMs - runMs) / fadeMs, 0.0, 1.0));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_painter->hubColor(arrival.to));
        painter.drawRect(QRectF(place - QPointF(2, 2), QSizeF(4, 4)));
        painter.setOpacity(1);
    }
}

void LiveMap::resizeEvent(QResizeEvent *)
{
    relayout();
}

const LiveDot *LiveMap::dotAt(QPointF pos) const
{
    if (LiveMapPainter::devicesPerDot(qsizetype(m_data.dots.size())) == 0)
        return nullptr;
    const LiveDot *best = nullptr;
    qreal bestDistance = 7;
    const qint64 now = serverNowMs();
    for (const LiveDot &dot : m_data.dots) {
        const QPointF distance = m_layout.dotPlace(dot, now - dot.sinceMs) - pos;
        if (distance.manhattanLength() < bestDistance) {
            bestDistance = distance.manhattanLength();
            best = &dot;
        }
    }
    return best;
}

void LiveMap::mouseMoveEvent(QMouseEvent *event)
{
    const LiveDot *dot = dotAt(event->position());
    m_hoveredRow = dot ? dot->row : ~0U;
    const LiveFocus hover{dot ? -1 : m_layout.ribbonAt(event->position()), m_layout.hubAt(event->position())};
    setCursor(dot || hover.flow >= 0 || hover.hub >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hover != m_hover) {
        m_hover = hover;
        invalidate();
    }
    update();
}

void LiveMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const LiveDot *dot = dotAt(event->position())) {
        Q_EMIT deviceActivated(dot->row);
        return;
    }
    const LiveFocus focus{m_layout.ribbonAt(event->position()), m_layout.hubAt(event->position())};
    select(focus);
    Q_EMIT selected(focus);
}

void LiveMap::leaveEvent(QEvent *)
{
    m_hoveredRow = ~0U;
    if (m_hover != LiveFocus{}) {
        m_hover = {};
        invalidate();
    }
    retime();
}

void LiveMap::keyPressEvent(QKeyEvent *event)
{
    // Up and Down walk over the flows, largest first, so that the map can be read without a mouse.
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const QList<LiveMapLayout::Ribbon> &ribbons = m_layout.ribbons();
    if (step == 0 || ribbons.isEmpty())
        return QWidget::keyPressEvent(event);
    const auto current = std::ranges::find(ribbons, m_selected.flow, &LiveMapLayout::Ribbon::flow);
    const qsizetype at = current == ribbons.end() ? (step > 0 ? -1 : ribbons.size()) : current - ribbons.begin();
    const LiveFocus focus{ribbons[std::clamp<qsizetype>(at + step, 0, ribbons.size() - 1)].flow, -1};
    select(focus);
    Q_EMIT selected(focus);
}

void LiveMap::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ActivationChange)
        retime();
    else if (event->type() == QEvent::FontChange)
        relayout();
    QWidget::changeEvent(event);
}

void LiveMap::showEvent(QShowEvent *)
{
    retime();
}

void LiveMap::hideEvent(QHideEvent *)
{
    m_frame.stop();
}

QString LiveMap::toolTipAt(QPointF pos) const
{
    if (const LiveDot *dot = dotAt(pos))
        return tr("Waiting for %1. Click opens the device.").arg(format::span((serverNowMs() - dot->sinceMs) / 1000));
    const int flow = m_layout.ribbonAt(pos);
    if (flow >= 0) {
        const LiveFlow &what = m_data.flows[flow];
        return tr("%1 → %2: %3 moved, %4 with their data, %5 reset")
            .arg(m_data.hubs[what.from].isNew ? tr("New") : m_data.hubs[what.from].name, m_data.hubs[what.to].name,
                 format::count(what.moved), format::count(what.migrated), format::count(what.reset));
    }
    const int hub = m_layout.hubAt(pos);
    return hub >= 0 ? m_data.hubs[hub].hostName : QString();
}

bool LiveMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const QString text = toolTipAt(help->pos());
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace rehome::ui
