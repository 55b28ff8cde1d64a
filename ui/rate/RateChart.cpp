// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RateChart.h"

#include "ui/rate/Plot.h"
#include "ui/rate/RateBands.h"
#include "ui/rate/RateColumns.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

namespace rehome::ui {

namespace {

using fleet::Outcome;

// From the bottom up: what is calm first, what is trouble on top.
const std::vector<Outcome> &bandOrder()
{
    static const std::vector<Outcome> order{Outcome::Unchanged, Outcome::FirstAssignment, Outcome::Migrated,
                                            Outcome::Reset,     Outcome::Disabled,        Outcome::Failed};
    return order;
}

QString bandName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::FirstAssignment:
        return RateChart::tr("First assignment");
    case Outcome::Migrated:
        return RateChart::tr("Migrated");
    case Outcome::Reset:
        return RateChart::tr("Reset");
    case Outcome::Unchanged:
        return RateChart::tr("Unchanged");
    case Outcome::Failed:
        return RateChart::tr("Failed");
    case Outcome::Disabled:
        return RateChart::tr("Disabled");
    case Outcome::Throttled:
        return RateChart::tr("Refused (429)");
    }
    return {};
}

QColor bandColor(const Tokens &tokens, Outcome outcome)
{
    switch (outcome) {
    case Outcome::FirstAssignment:
        return tokens.ok;
    case Outcome::Migrated:
        return tokens.acc;
    case Outcome::Reset:
        return tokens.warn;
    case Outcome::Failed:
    case Outcome::Throttled:
        return tokens.bad;
    case Outcome::Disabled:
        return tokens.t1;
    case Outcome::Unchanged:
        break;
    }
    return tokens.t3;
}

// Opaque tints of the surface: translucent fills are slow, and tints keep their contrast.
QColor tint(const QColor &color, const QColor &surface, double share)
{
    const auto mix = [share](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return QColor(mix(color.red(), surface.red()), mix(color.green(), surface.green()),
                  mix(color.blue(), surface.blue()));
}

/// What devices tried, as they report it: accepted and refused.
QVector<double> reportedAndRefused(const RateData &data)
{
    QVector<double> all = data.reported;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (!std::isnan(data.refused[i]))
            all[i] = (std::isnan(all[i]) ? 0 : all[i]) + data.refused[i];
    }
    return all;
}

class ClockTicker : public QCPAxisTickerDateTime
{
public:
    ClockTicker() { setDateTimeSpec(Qt::UTC); }

protected:
    // Wall-clock multiples: seconds near, minutes and hours far.
    double getTickStep(const QCPRange &range) override
    {
        static const std::array<double, 13> steps{5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14'400};
        for (const double step : steps) {
            if (range.size() / step <= 7) {
                setDateTimeFormat(step < 60 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
                return step;
            }
        }
        return 21'600;
    }
    int getSubTickCount(double) override { return 0; }
    QVector<double> createTickVector(double step, const QCPRange &range) override
    {
        QVector<double> ticks;
        for (double at = std::ceil(range.lower / step) * step; at <= range.upper; at += step)
            ticks.append(at);
        return ticks;
    }
};

class CountTicker : public QCPAxisTicker
{
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return tick < 10 && tick != std::floor(tick) ? QLocale().toString(tick, 'f', 1)
                                                     : QLocale().toString(qint64(std::llround(tick)));
    }
    int getSubTickCount(double) override { return 0; }
};

} // namespace

RateChart::RateChart(const Theme &theme, Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_plot(new QCustomPlot(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setAccessibleName(kind == Kind::Registrations ? tr("Registrations against the quota")
                                                          : tr("Own service API calls against the quota"));
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->setMouseTracking(true);
    buildGraphs();
    recolour();
    connect(&theme, &Theme::changed, this, [this] {
        recolour();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
    m_plot->setInteractions(QCP::iRangeZoom);
    m_plot->setSelectionRectMode(QCP::srmCustom);
    connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect &rect) {
        if (rect.width() > 6)
            zoomTo(m_plot->xAxis->pixelToCoord(rect.left()), m_plot->xAxis->pixelToCoord(rect.right()));
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &RateChart::follow);
    connect(m_plot, &QCustomPlot::mouseMove, this,
            [this](QMouseEvent *event) { crosshair(event->position().toPoint()); });
    connect(m_plot->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this](const QCPRange &) {
        if (m_settingRange)
            return;
        fillCurves();
        if (m_following) {
            m_following = false;
            Q_EMIT followingChanged(false);
        }
    });
    m_plot->installEventFilter(this);
}

RateChart::~RateChart() = default;

void RateChart::buildGraphs()
{
    QCPAxisRect *main = m_plot->axisRect();
    main->setRangeZoom(Qt::Horizontal);
    main->setAutoMargins(QCP::msNone);
    const bool registrations = m_kind == Kind::Registrations;
    main->setMargins(QMargins(52, 14, 86, registrations ? 24 : 26));
    m_plot->xAxis->setTicker(QSharedPointer<ClockTicker>::create());
    m_plot->yAxis->setTicker(QSharedPointer<CountTicker>::create());
    m_plot->yAxis->ticker()->setTickCount(5);
    m_plot->xAxis->grid()->setVisible(false);

    // Every buffer is as large as the plot and is blended whole at each replot, so there are two: what changes with the
    // data, and the pointer's box, which follows the pointer without a replot of the rest.
    m_overlay = m_plot->layer(QStringLiteral("overlay"));

    const auto graph = [this](QCPAxis *x, QCPAxis *y) {
        QCPGraph *made = m_plot->addGraph(x, y);
        // There is one point a pixel already (RateColumns). Edges that run over every pixel need no smoothing: it
        // doubles the time.
        made->setAdaptiveSampling(false);
        made->setAntialiased(false);
        made->setAntialiasedFill(false);
        return made;
    };
    if (registrations) {
        m_bands = new RateBands(m_plot->xAxis, m_plot->yAxis);
        m_reported = graph(m_plot->xAxis, m_plot->yAxis);

        m_lane = new QCPAxisRect(m_plot, true);
        m_plot->plotLayout()->addElement(1, 0, m_lane);
        m_plot->plotLayout()->setRowStretchFactor(1, 0.0001);
        m_plot->plotLayout()->setRowSpacing(2);
        m_lane->setMinimumSize(QSize(50, 26));
        m_lane->setMaximumSize(QSize(QWIDGETSIZE_MAX, 26));
        m_lane->setAutoMargins(QCP::msNone);
        m_lane->setMargins(QMargins(52, 4, 86, 4));
        m_lane->setRangeZoom({});
        for (QCPAxis *axis : m_lane->axes()) {
            axis->setTicks(false);
            axis->setTickLabels(false);
            axis->grid()->setVisible(false);
        }
        connect(m_plot->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), m_lane->axis(QCPAxis::atBottom),
                qOverload<const QCPRange &>(&QCPAxis::setRange));
        m_refused = graph(m_lane->axis(QCPAxis::atBottom), m_lane->axis(QCPAxis::atLeft));
        m_refused->setLineStyle(QCPGraph::lsImpulse);
        m_laneText = new QCPItemText(m_plot);
        m_laneText->setClipToAxisRect(false);
        m_laneText->position->setType(QCPItemPosition::ptAxisRectRatio);
        m_laneText->position->setAxisRect(m_lane);
        m_laneText->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_laneText->position->setCoords(-0.006, 0.5);
        m_laneText->setText(QStringLiteral("429"));
    } else {
        m_calls = graph(m_plot->xAxis, m_plot->yAxis);
    }

    m_limitLine = new QCPItemStraightLine(m_plot);
    m_limitText = new QCPItemText(m_plot);
    m_limitText->setClipToAxisRect(false);
    m_limitText->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    m_limitText->position->setTypeY(QCPItemPosition::ptPlotCoords);
    m_limitText->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_limitText->setPadding(QMargins(6, 0, 0, 0));
    m_now = new QCPItemLine(m_plot);

    m_cross = new QCPItemLine(m_plot);
    m_cross->setLayer(m_overlay);
    m_tip = new QCPItemText(m_plot);
    m_tip->setLayer(m_overlay);
    m_tip->setClipToAxisRect(false);
    m_tip->setPadding(QMargins(10, 6, 10, 6));
    m_tip->setTextAlignment(Qt::AlignLeft);
    m_tip->position->setType(QCPItemPosition::ptAbsolute);
    hideCrosshair();
}

void RateChart::recolour()
{
    const Tokens &tokens = m_theme.tokens();
    m_plot->setBackground(tokens.surf);
    const QFont small = m_theme.font(TextRole::Secondary);
    QList<QCPAxis *> axes{m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2};
    if (m_lane)
        axes += m_lane->axes();
    for (QCPAxis *axis : axes) {
        axis->setBasePen(QPen(axis->axisType() == QCPAxis::atLeft ? QColor(Qt::transparent) : tokens.line2, 0));
        axis->setTickPen(QPen(Qt::transparent));
        axis->setSubTickPen(QPen(Qt::transparent));
        axis->setTickLabelColor(tokens.t3);
        axis->setTickLabelFont(small);
        axis->setTickLength(0, 3);
        axis->grid()->setPen(QPen(tokens.grid, 0));
        axis->grid()->setZeroLinePen(QPen(tokens.line2, 0));
    }
    if (m_bands) {
        std::vector<RateBands::Look> looks;
        for (const Outcome outcome : bandOrder()) {
            const QColor color = bandColor(tokens, outcome);
            looks.push_back({color, tint(color, tokens.surf, m_theme.isDark() ? 0.42 : 0.34)});
        }
        m_bands->setLooks(looks);
    }
    if (m_reported)
        m_reported->setPen(QPen(tokens.t1, 0, Qt::DashLine));
    if (m_refused)
        m_refused->setPen(QPen(tokens.bad, 0));
    if (m_laneText) {
        m_laneText->setColor(tokens.bad);
        m_laneText->setFont(small);
    }
    if (m_calls) {
        m_calls->setPen(QPen(tokens.acc, 0));
        m_calls->setBrush(tokens.fill);
    }
    m_limitLine->setPen(QPen(tokens.bad, 0));
    m_limitText->setColor(tokens.bad);
    QFont bold = small;
    bold.setWeight(QFont::DemiBold);
    m_limitText->setFont(bold);
    m_now->setPen(QPen(tokens.t1, 0));
    m_cross->setPen(QPen(tokens.t2, 0, Qt::DashLine));
    m_tip->setFont(small);
    m_tip->setColor(tokens.t1);
    m_tip->setBrush(tokens.surf);
    m_tip->setPen(QPen(tokens.line2, 1));
    m_plot->selectionRect()->setPen(QPen(tokens.acc, 1));
    m_plot->selectionRect()->setBrush(QBrush(tint(tokens.acc, tokens.surf, 0.25)));
}

void RateChart::setData(const RateData &data, RateUnit unit, int limitPerMinute, qint64 nowMs)
{
    m_data = data;
    m_unit = unit;
    m_limit = unit == RateUnit::PerMinute ? limitPerMinute : limitPerMinute / 60.0;
    m_nowSeconds = double(nowMs) / 1000.0;
    if (m_kind == Kind::Registrations) {
        m_sums = stacked(data, bandOrder());
        m_tried = reportedAndRefused(data);
        fillLane(data);
    }
    setRanges(data);
    fillCurves();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RateChart::fillCurves()
{
    const QCPRange range = m_plot->xAxis->range();
    // The axis rectangle has its size only after a layout; its margins are ours.
    const QMargins margins = m_plot->axisRect()->margins();
    const int pixels = std::max(200, m_plot->width() - margins.left() - margins.right());
    const RateColumns columns(m_data.times, range.lower, range.upper, pixels);
    if (m_kind == Kind::OwnCalls) {
        m_calls->setData(columns.keys(), columns.highest(m_data.ownCalls), true);
        return;
    }
    std::vector<QVector<double>> tops(m_sums.size());
    for (std::size_t i = 0; i < m_sums.size(); ++i) {
        const QVector<double> &own = m_data.observed[std::size_t(bandOrder()[i])];
        // The lowest is drawn even where it is empty: its edge tells zero from a gap.
        if (i == 0 || std::ranges::any_of(own, [](double value) { return value > 0; }))
            tops[i] = columns.highest(m_sums[i]);
    }
    m_bands->setTops(columns.keys(), std::move(tops));
    m_reported->setVisible(m_data.anyReports);
    if (m_data.anyReports)
        m_reported->setData(columns.keys(), columns.highest(m_tried), true);
}

void RateChart::fillLane(const RateData &data)
{
    QVector<double> times;
    QVector<double> ones;
    for (qsizetype i = 0; i < data.refused.size(); ++i) {
        if (!std::isnan(data.refused[i]) && data.refused[i] > 0) {
            times.append(data.times[i]);
            ones.append(1);
        }
    }
    m_refused->setData(times, ones, true);
    m_lane->axis(QCPAxis::atLeft)->setRange(0, 1.2);
}

void RateChart::setRanges(const RateData &data)
{
    if (data.times.isEmpty())
        return;
    const double first = data.times.first();
    if (m_following) {
        m_settingRange = true;
        // A little room right of now, so that the newest point is not glued to the frame.
        m_plot->xAxis->setRange(first, m_nowSeconds + (m_nowSeconds - first) * 0.03);
        m_settingRange = false;
    }
    double most = 0;
    const auto look = [&most](const QVector<double> &values) {
        for (const double value : values) {
            if (!std::isnan(value))
                most = std::max(most, value);
        }
    };
    if (m_kind == Kind::Registrations) {
        look(m_sums.back());
        look(m_tried);
    } else {
        look(data.ownCalls);
    }
    const double floor = m_unit == RateUnit::PerMinute ? 10 : 2;
    m_plot->yAxis->setRange(0, std::max({floor, m_limit * 1.2, most * 1.08}));
    m_limitLine->point1->setCoords(first, m_limit);
    m_limitLine->point2->setCoords(first + 1, m_limit);
    m_limitText->position->setCoords(1.0, m_limit);
    m_limitText->setText(tr("Limit %1").arg(QLocale().toString(m_limit, 'f', m_limit == std::floor(m_limit) ? 0 : 1)));
    m_now->start->setCoords(m_nowSeconds, 0);
    m_now->end->setCoords(m_nowSeconds, m_plot->yAxis->range().upper);
}

QList<RateChart::LegendEntry> RateChart::legend() const
{
    QList<LegendEntry> entries;
    for (const Outcome outcome : bandOrder()) {
        const QVector<double> &values = m_data.observed[std::size_t(outcome)];
        if (std::ranges::any_of(values, [](double value) { return value > 0; }))
            entries.append({bandName(outcome), bandColor(m_theme.tokens(), outcome)});
    }
    if (m_data.anyReports)
        entries.append({tr("Device reports, refusals included"), m_theme.tokens().t1, true});
    return entries;
}

void RateChart::follow()
{
    m_following = true;
    setRanges(m_data);
    fillCurves();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    Q_EMIT followingChanged(true);
}

void RateChart::zoomTo(double from, double until)
{
    if (until - from < 5)
        return;
    m_plot->xAxis->setRange(from, until);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString RateChart::tipAt(qsizetype index) const
{
    const QLocale locale;
    const auto number = [&locale, this](double value) {
        return std::isnan(value) ? tr("not watched")
                                 : locale.toString(value, 'f', m_unit == RateUnit::PerMinute ? 0 : 1);
    };
    QStringList lines{
        QDateTime::fromSecsSinceEpoch(qint64(m_data.times[index]), Qt::UTC).toString(QStringLiteral("HH:mm:ss")) +
        tr(" UTC")};
    const auto line = [&lines](const QString &name, const QString &value) {
        lines << QStringLiteral("%1: %2").arg(name, value);
    };
    if (m_kind == Kind::OwnCalls) {
        line(tr("Own calls"), number(m_data.ownCalls[index]));
        return lines.join(QLatin1Char('\n'));
    }
    line(tr("Observed records"), number(m_sums.back()[index]));
    for (auto outcome = bandOrder().rbegin(); outcome != bandOrder().rend(); ++outcome) {
        const double value = m_data.observed[std::size_t(*outcome)][index];
        if (!std::isnan(value) && value > 0)
            line(QStringLiteral("  ") + bandName(*outcome), number(value));
    }
    if (m_data.anyReports) {
        line(tr("Device reports"), number(m_data.reported[index]));
        if (!std::isnan(m_data.refused[index]) && m_data.refused[index] > 0)
            line(tr("  Refused (429)"), number(m_data.refused[index]));
    }
    if (m_data.openFromSeconds > 0 && m_data.times[index] > m_data.openFromSeconds)
        lines << tr("Not all read yet: at least");
    return lines.join(QLatin1Char('\n'));
}

void RateChart::crosshair(const QPoint &pos)
{
    const QRect area = m_plot->axisRect()->rect();
    if (m_data.times.isEmpty() || !area.contains(pos))
        return hideCrosshair();
    const double wanted = m_plot->xAxis->pixelToCoord(pos.x());
    const double step = m_data.times.size() > 1 ? m_data.times[1] - m_data.times[0] : 1;
    const auto index = std::clamp<qsizetype>(qsizetype(std::llround((wanted - m_data.times.first()) / step)), 0,
                                             m_data.times.size() - 1);
    m_cross->start->setCoords(m_data.times[index], 0);
    m_cross->end->setCoords(m_data.times[index], m_plot->yAxis->range().upper);
    m_tip->setText(tipAt(index));
    const bool left = pos.x() > area.center().x();
    m_tip->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    m_tip->position->setCoords(pos.x() + (left ? -12 : 12), area.top() + 8);
    m_cross->setVisible(true);
    m_tip->setVisible(true);
    m_overlay->replot();
}

void RateChart::hideCrosshair()
{
    const bool shown = m_cross->visible();
    m_cross->setVisible(false);
    m_tip->setVisible(false);
    if (shown && isVisible())
        m_overlay->replot();
}

bool RateChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Leave)
        hideCrosshair();
    if (event->type() == QEvent::Resize)
        fillCurves();
    return QWidget::eventFilter(watched, event);
}

} // namespace rehome::ui
