// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rate/RatePage.h"

#include "ui/rate/HeadroomInspector.h"
#include "ui/rate/RateLegend.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/KpiLine.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>
#include <array>
#include <cmath>

namespace rehome::ui {

namespace {
constexpr std::array<int, 5> spanMinutes{5, 15, 60, 360, 1440};
constexpr qint64 busyWindowMs = 5 * 60'000;

QLabel *sectionLabel(const Theme &theme, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(theme.font(TextRole::Section));
    return label;
}
} // namespace

RatePage::RatePage(const Theme &theme, session::Session &session, QWidget *parent)
    : Page(Rate, parent)
    , m_theme(theme)
    , m_session(session)
    , m_head(new PageHead(theme, tr("Rate and quota"), this))
    , m_units(new SegmentedControl(theme, this))
    , m_spans(new SegmentedControl(theme, this))
    , m_kpis(new KpiLine(theme, this))
    , m_chartTitle(sectionLabel(theme, tr("Registrations per minute"), this))
    , m_legend(new RateLegend(theme, this))
    , m_follow(new QPushButton(tr("Follow now"), this))
    , m_chart(new RateChart(theme, RateChart::Kind::Registrations, this))
    , m_calls(new RateChart(theme, RateChart::Kind::OwnCalls, this))
{
    m_head->setSubtitle(tr("Against the service's limits"));
    m_units->setSegments({tr("Per minute"), tr("Per second")});
    m_units->setAccessibleName(tr("Unit"));
    m_spans->setSegments({tr("5 min"), tr("15 min"), tr("1 h"), tr("6 h"), tr("24 h")});
    m_spans->setAccessibleName(tr("Time shown"));
    m_head->addControl(m_units);
    m_head->addControl(m_spans);
    m_follow->setVisible(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_kpis);
    auto *titleRow = new QHBoxLayout;
    titleRow->setContentsMargins(20, 8, 20, 0);
    titleRow->addWidget(m_chartTitle);
    titleRow->addSpacing(16);
    titleRow->addWidget(m_legend, 1);
    titleRow->addWidget(m_follow);
    column->addLayout(titleRow);
    auto *charts = new QVBoxLayout;
    charts->setContentsMargins(12, 0, 0, 0);
    charts->addWidget(m_chart, 5);
    auto *callsTitle = sectionLabel(theme, tr("Own service API calls per minute"), this);
    callsTitle->setContentsMargins(8, 6, 0, 0);
    charts->addWidget(callsTitle);
    charts->addWidget(m_calls, 3);
    column->addLayout(charts, 1);
    auto *source = new QLabel(
        tr("Registrations: registration records as they were read, by the service's time, at least. Dashed: what "
           "simulated devices report, refusals included. Own calls: this program's only; what others use is not "
           "visible."),
        this);
    source->setWordWrap(true);
    source->setFont(theme.font(TextRole::Secondary));
    source->setContentsMargins(20, 4, 20, 10);
    column->addWidget(source);

    connect(m_units, &SegmentedControl::currentChanged, this, &RatePage::redraw);
    connect(m_spans, &SegmentedControl::currentChanged, this, [this] {
        m_chart->follow();
        m_calls->follow();
        redraw();
    });
    connect(m_chart, &RateChart::followingChanged, this, [this](bool following) { m_follow->setVisible(!following); });
    connect(m_follow, &QPushButton::clicked, m_chart, &RateChart::follow);
    connect(&session, &session::Session::published, this, &RatePage::published);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (m_visible && !m_paused)
            redraw(); // measures too
        else
            measure();
    });
    m_clock.start(1000);
}

RatePage::~RatePage() = default;

qint64 RatePage::nowMs() const
{
    return m_paused ? m_pausedAtMs : QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs();
}

qint64 RatePage::spanMs() const
{
    return qint64(spanMinutes[std::size_t(std::clamp(m_spans->current(), 0, 4))]) * 60'000;
}

RateUnit RatePage::unit() const
{
    return m_units->current() == 0 ? RateUnit::PerMinute : RateUnit::PerSecond;
}

void RatePage::published(const fleet::Publication &publication)
{
    for (const fleet::ObservedEvent &event : publication.batch->events) {
        if (!fleet::outcomeOf(event) || event.device == fleet::NoRow)
            continue;
        m_recent.emplace_back(event.timeMs, publication.snapshot->enrollmentOfDevice(event.device));
    }
    while (m_recent.size() > 50'000)
        m_recent.pop_front();
}

/// The figure of the rail and of the headroom, once a second also while the page is hidden.
void RatePage::measure()
{
    const fleet::TimeSeriesPtr series = m_session.series();
    const qint64 now = nowMs();
    const qint64 covered = series->coveredSeconds(fleet::SeriesSource::ObservedRecords, now - 60'000, now);
    const qint64 before = m_perMinute;
    m_perMinute = covered > 0 ? qint64(series->sum(fleet::SeriesSource::ObservedRecords, now - 60'000, now)) : -1;
    const int limit = m_session.profile().registrationsPerMinute;
    m_share = m_perMinute >= 0 && limit > 0 ? double(m_perMinute) / limit : -1;
    if (before != m_perMinute)
        Q_EMIT railChanged();
}

void RatePage::redraw()
{
    if (!m_visible)
        return;
    measure();
    const fleet::TimeSeriesPtr series = m_session.series();
    const RateData data = rateData(*series, nowMs(), spanMs(), unit());
    m_anyReports = data.anyReports;
    m_refused =
        qint64(series->sum(fleet::SeriesSource::DeviceReports, fleet::Outcome::Throttled, nowMs() - spanMs(), nowMs()));
    m_chartTitle->setText(unit() == RateUnit::PerMinute ? tr("Registrations per minute")
                                                        : tr("Registrations per second"));
    m_chart->setData(data, unit(), m_session.profile().registrationsPerMinute, nowMs());
    m_legend->setEntries(m_chart->legend());
    const RateData perMinute =
        unit() == RateUnit::PerMinute ? data : rateData(*series, nowMs(), spanMs(), RateUnit::PerMinute);
    m_calls->setData(perMinute, RateUnit::PerMinute, m_session.profile().operationsPerMinute, nowMs());
    showKpis(perMinute);
    showHeadroom();
    Q_EMIT factsChanged();
}

void RatePage::showKpis(const RateData &perMinute)
{
    const int limit = m_session.profile().registrationsPerMinute;
    double peak = -1;
    double peakAt = 0;
    for (qsizetype i = 0; i < perMinute.times.size(); ++i) {
        double sum = 0;
        for (const QVector<double> &part : perMinute.observed)
            sum += std::isnan(part[i]) ? 0 : part[i];
        if (sum > peak) {
            peak = sum;
            peakAt = perMinute.times[i];
        }
    }
    const QString observed = tr("Observed records: at least this many, by the service's time.");
    QList<Kpi> items;
    items.append({m_perMinute < 0 ? tr("not watched") : format::count(m_perMinute), tr("registrations / min"),
                  TextTone::Text, observed});
    if (m_perMinute >= 0)
        items.append({format::count(std::max<qint64>(0, limit - m_perMinute)), tr("free before the limit"),
                      m_share >= 1     ? TextTone::Bad
                      : m_share >= 0.8 ? TextTone::Warning
                                       : TextTone::Ok,
                      tr("Limit minus what was observed in the last minute.")});
    if (peak > 0)
        items.append(
            {format::count(qint64(std::llround(peak))),
             tr("peak, %1")
                 .arg(QDateTime::fromSecsSinceEpoch(qint64(peakAt), Qt::UTC).toString(QStringLiteral("HH:mm"))),
             peak > limit ? TextTone::Bad : TextTone::Text, observed});
    if (m_anyReports)
        items.append({format::count(m_refused), tr("refused (429), device reports"),
                      m_refused ? TextTone::Bad : TextTone::Text,
                      tr("Device reports: the simulated devices' own outcomes.")});
    else
        items.append({tr("not visible"), tr("refusals, without device reports"), TextTone::Muted,
                      tr("The service does not tell which requests it refused. The demo's devices do.")});
    items.append({format::count(m_session.budget().usedThisMinute), tr("own calls this minute"), TextTone::Text,
                  tr("This program's own calls.")});
    m_kpis->setItems(items);
}

QList<HeadroomFacts::Busy> RatePage::busiest() const
{
    QHash<fleet::RowId, qint64> counts;
    const fleet::SnapshotPtr snapshot = m_session.snapshot();
    qint64 individuals = 0;
    for (const auto &[time, enrollment] : m_recent) {
        if (time < nowMs() - busyWindowMs)
            continue;
        if (enrollment != fleet::NoRow && snapshot->enrollments.kind[enrollment] == domain::EnrollmentKind::Group)
            ++counts[enrollment];
        else
            ++individuals;
    }
    QList<HeadroomFacts::Busy> busy;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        busy.append({snapshot->enrollmentId(count.key()), count.value()});
    if (individuals)
        busy.append({tr("individual enrollments"), individuals});
    std::ranges::sort(
        busy, [](const auto &a, const auto &b) { return a.count != b.count ? a.count > b.count : a.name < b.name; });
    return busy.mid(0, 6);
}

void RatePage::showHeadroom()
{
    if (!m_inspector)
        return;
    const fleet::TimeSeriesPtr series = m_session.series();
    HeadroomFacts facts;
    facts.usedPerMinute = m_perMinute;
    facts.limitPerMinute = m_session.profile().registrationsPerMinute;
    const auto total = [&](fleet::SeriesSource source) {
        return format::count(qint64(series->sum(source, nowMs() - spanMs(), nowMs())));
    };
    facts.sources.append(
        {tr("Observed records"), total(fleet::SeriesSource::ObservedRecords),
         tr("Registration records by server time. A device that registers twice between two reads counts once.")});
    facts.sources.append({tr("Own calls"), total(fleet::SeriesSource::OwnCalls),
                          tr("Service API calls of this program. They never use the registration quota.")});
    facts.sources.append(
        m_anyReports
            ? HeadroomFacts::Source{tr("Device reports"), total(fleet::SeriesSource::DeviceReports),
                                    tr("What the simulated devices met, refusals included.")}
            : HeadroomFacts::Source{tr("Device reports"), tr("none"), tr("Refusals are not visible without them.")});
    facts.busiest = busiest();
    if (m_refused > 0) {
        facts.note = tr("%1 requests were refused with 429 in the time shown. Devices that obey Retry-After come back "
                        "by themselves.")
                         .arg(format::count(m_refused));
        facts.noteIsWarning = true;
    } else if (m_share >= 0.8) {
        facts.note = tr("Less than a fifth of the registration quota is left this minute.");
        facts.noteIsWarning = true;
    }
    m_inspector->setFacts(std::move(facts));
}

void RatePage::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    if (paused)
        m_pausedAtMs = nowMs();
    m_paused = paused;
    redraw();
    Q_EMIT pauseChanged();
}

void RatePage::activated()
{
    m_visible = true;
    redraw();
}

void RatePage::deactivated()
{
    m_visible = false;
}

QString RatePage::railCount() const
{
    return m_share < 0 ? QString() : tr("%1 %").arg(qRound(m_share * 100));
}

QStringList RatePage::facts() const
{
    return {tr("%n min shown", nullptr, int(spanMs() / 60'000)),
            tr("1 point = %n s", nullptr, rateStepSeconds(spanMs()))};
}

QWidget *RatePage::inspector()
{
    if (!m_inspector) {
        auto *area = new QScrollArea(this);
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        m_inspector = new HeadroomInspector(m_theme, area);
        area->setWidget(m_inspector);
        area->hide();
    }
    return m_inspector->parentWidget()->parentWidget();
}

QByteArray RatePage::saveState() const
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("unit"), m_units->current()}, {QStringLiteral("span"), m_spans->current()}})
        .toJson(QJsonDocument::Compact);
}

void RatePage::restoreState(const QByteArray &state)
{
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    m_units->setCurrent(std::clamp(object.value(QStringLiteral("unit")).toInt(0), 0, 1));
    m_spans->setCurrent(std::clamp(object.value(QStringLiteral("span")).toInt(0), 0, 4));
}

} // namespace rehome::ui
