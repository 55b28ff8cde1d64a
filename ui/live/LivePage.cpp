// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/LivePage.h"

#include "ui/live/FlowInspector.h"
#include "ui/live/LiveTimeline.h"
#include "ui/theme/HubColors.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Delegates.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/KpiLine.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace rehome::ui {

namespace {
constexpr int busyMs = 100; // ten redraws a second are enough for figures; dots move by the map's own clock
constexpr int calmMs = 1000;

} // namespace

LivePage::LivePage(const Theme &theme, HubColors &colors, session::Session &session, QWidget *parent)
    : Page(Live, parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_session(session)
    , m_shown(session.snapshot())
    , m_builder(colors)
    , m_head(new PageHead(theme, tr("Live"), this))
    , m_views(new SegmentedControl(theme, this))
    , m_window(new QComboBox(this))
    , m_kpis(new KpiLine(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_map(new LiveMap(theme, this))
    , m_timeline(new LiveTimeline(theme, this))
{
    m_views->setSegments({tr("Map"), tr("Matrix"), tr("Table")});
    m_views->setAccessibleName(tr("View"));
    m_window->setAccessibleName(tr("Window of time"));
    for (const int minutes : {1, 5, 15, 60})
        m_window->addItem(tr("%n min", nullptr, minutes), minutes);
    m_window->setCurrentIndex(1);
    m_head->addControl(m_views);
    m_head->addControl(m_window);

    m_stack->addWidget(m_map);
    auto *matrixPlace = new QWidget(m_stack);
    m_stack->addWidget(matrixPlace);
    auto *matrixLayout = new QVBoxLayout(matrixPlace);
    matrixLayout->setContentsMargins(0, 0, 0, 0);
    m_matrixTable = new RowTable(theme, tr("Moves by hub, from rows to columns"), matrixPlace);
    m_matrixTable->setModel(&m_matrix);
    m_matrixTable->verticalHeader()->show();
    m_matrixTable->setItemDelegate(new BarDelegate(theme, m_matrixTable));
    matrixLayout->addWidget(m_matrixTable);
    m_stack->addWidget(buildTables());

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_kpis);
    column->addWidget(m_stack, 1);
    column->addWidget(m_timeline);

    m_feed.reset(m_shown);
    m_moves.setWatchingSince(QDateTime::currentMSecsSinceEpoch());
    buildActions();
    connect(m_views, &SegmentedControl::currentChanged, this, &LivePage::setView);
    connect(m_window, &QComboBox::currentIndexChanged, this, [this] {
        m_timeline->setWindow(windowMs());
        redraw();
    });
    connect(m_timeline, &LiveTimeline::pauseToggled, this, &LivePage::setPaused);
    connect(m_map, &LiveMap::selected, this, &LivePage::focusChanged);
    connect(m_map, &LiveMap::deviceActivated, this, &LivePage::openDevice);
    connect(&session, &session::Session::published, this, &LivePage::published);
    connect(&session, &session::Session::seriesChanged, this, [this] { m_dirty = true; });
    connect(&m_clock, &QTimer::timeout, this, &LivePage::redraw);
}

LivePage::~LivePage() = default;

QWidget *LivePage::buildTables()
{
    auto *splitter = new QSplitter(Qt::Vertical, m_stack);
    splitter->setChildrenCollapsible(false);
    m_flowTable = new RowTable(m_theme, tr("Flows between hubs"), splitter);
    m_flowTable->setModel(&m_flows);
    m_feedTable = new RowTable(m_theme, tr("Event feed"), splitter);
    m_feedTable->setModel(&m_feed);
    auto *hub = new HubDelegate(m_theme, m_colors, splitter);
    hub->setEmptyText({}); // an event without a hub says nothing of one
    using FlowColumn = items::FlowItems::Column;
    using FeedColumn = items::FeedItems::Column;
    for (const FlowColumn column : {FlowColumn::From, FlowColumn::To}) {
        m_flowTable->setItemDelegateForColumn(int(column), hub);
        m_flowTable->setColumnWidth(int(column), 140);
    }
    m_flowTable->setColumnWidth(int(FlowColumn::First), 120);
    m_flowTable->setColumnWidth(int(FlowColumn::WaitingNow), 120);
    for (const FeedColumn column : {FeedColumn::From, FeedColumn::To}) {
        m_feedTable->setItemDelegateForColumn(int(column), hub);
        m_feedTable->setColumnWidth(int(column), 130);
    }
    m_feedTable->setItemDelegateForColumn(int(FeedColumn::Time), new AgeDelegate(m_theme, m_feedTable));
    m_feedTable->setColumnWidth(int(FeedColumn::Time), 96);
    m_feedTable->setColumnWidth(int(FeedColumn::What), 130);
    m_feedTable->setColumnWidth(int(FeedColumn::Device), 190);
    m_feedTable->horizontalHeader()->setStretchLastSection(true);
    // The selection, not the current row: that one is set as soon as the table gets focus.
    connect(m_flowTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_flowTable->selectionModel()->selectedRows();
        const fleet::Flow *flow = rows.isEmpty() ? nullptr : m_flows.flow(rows.first().row());
        if (flow && (!m_hasSelection || flow->from != m_selectedFrom || flow->to != m_selectedTo))
            selectFlow(std::pair(flow->from, flow->to));
    });
    connect(m_feedTable, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const fleet::RowId device = m_feed.eventAt(index.row()).device;
        if (device != fleet::NoRow)
            openDevice(device);
    });
    splitter->addWidget(m_flowTable);
    splitter->addWidget(m_feedTable);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    return splitter;
}

void LivePage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto &&slot) {
        connect(addPageAction(text, key), &QAction::triggered, this, slot);
    };
    add(tr("Map, matrix or table"), Qt::Key_M, [this] { setView((view() + 1) % 3); });
    add(tr("Pause or resume"), Qt::Key_Space, [this] { setPaused(!m_paused); });
    add(tr("Back to live"), Qt::Key_End, [this] { setPaused(false); });
    add(tr("Give hubs their colours anew"), {}, [this] {
        QList<HubColors::Load> loads;
        for (const fleet::HubRow &hub : m_shown->hubs.rows)
            loads.append({hub.hostName, std::max<qint64>(hub.deviceCount, hub.knownDevices)});
        m_colors.recolour(loads);
        redraw();
    });
}

qint64 LivePage::windowMs() const
{
    return qint64(m_window->currentData().toInt()) * 60'000;
}

qint64 LivePage::nowMs() const
{
    return m_paused ? m_pausedAtMs : QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs();
}

void LivePage::published(const fleet::Publication &publication)
{
    // The feed and the tracker take everything also while paused: nothing is dropped, it is only not shown yet.
    m_feed.apply(publication.snapshot, publication.batch);
    m_moves.add(publication.batch->events);
    const quint32 inFlight = publication.snapshot->devices.assigningCount;
    if (inFlight != m_inFlight) {
        m_inFlight = inFlight;
        Q_EMIT railChanged();
    }
    if (!m_paused)
        m_shown = publication.snapshot;
    m_dirty = true;
    if (m_visible && m_clock.interval() != busyMs)
        m_clock.start(busyMs);
}

void LivePage::redraw()
{
    if (!m_visible)
        return;
    // Calm again: figures age once a second, so the clock slows down.
    const int wanted = m_dirty ? busyMs : calmMs;
    m_dirty = false;
    if (m_clock.interval() != wanted || !m_clock.isActive())
        m_clock.start(wanted);

    m_timeline->setPaused(m_paused, m_pausedAtMs, m_feed.heldCount());
    const qint64 realNow = QDateTime::currentMSecsSinceEpoch() + m_session.clockOffsetMs();
    m_timeline->setSeries(m_session.series(), realNow);
    if (!m_paused)
        m_feed.setNow(realNow);

    const fleet::MoveSummary summary = moves().summary(nowMs(), windowMs());
    const std::vector<fleet::InFlight> inFlight = fleet::devicesInFlight(*m_shown);
    m_flowCount = int(summary.flows.size());
    showKpis(summary, inFlight);
    if (view() == MapView) {
        m_map->setData(m_builder.build(m_shown, summary, inFlight, m_session.clockOffsetMs()));
        LiveFocus focus = m_map->selection();
        focus.flow = -1;
        if (m_hasSelection) {
            const QList<fleet::StringId> &ids = m_builder.hubIds();
            for (qsizetype i = 0; i < m_map->data().flows.size(); ++i) {
                const LiveFlow &flow = m_map->data().flows[i];
                if (ids[flow.from] == m_selectedFrom && ids[flow.to] == m_selectedTo)
                    focus.flow = int(i);
            }
        }
        m_map->select(focus);
        m_map->setQuietText(
            summary.lastMoveMs > 0
                ? tr("No device is moving. Last move %1 ago.").arg(format::span((nowMs() - summary.lastMoveMs) / 1000))
                : tr("No device is moving. No move seen yet."));
    } else if (view() == MatrixView) {
        m_matrix.show(m_shown, summary, inFlight, m_shown->hubs.rows.size() <= 20);
    } else {
        m_flows.show(m_shown, summary, inFlight);
        const int row = m_hasSelection ? m_flows.rowOf(m_selectedFrom, m_selectedTo) : -1;
        if (row < 0)
            m_flowTable->clearSelection();
        else if (!m_flowTable->selectionModel()->isRowSelected(row))
            m_flowTable->selectRow(row);
    }
    showInspector(summary, inFlight);
    m_head->setSubtitle(
        m_paused ? tr("Paused at %1 UTC")
                       .arg(QDateTime::fromMSecsSinceEpoch(m_pausedAtMs, Qt::UTC).toString(QStringLiteral("HH:mm:ss")))
                 : tr("Devices moving between hubs, last %n minute(s)", nullptr, m_window->currentData().toInt()));
    Q_EMIT factsChanged();
}

void LivePage::showKpis(const fleet::MoveSummary &summary, const std::vector<fleet::InFlight> &inFlight)
{
    qint64 late = 0;
    if (summary.p99WaitMs > 0) {
        for (const fleet::InFlight &device : inFlight)
            late += fleet::waitMs(device, nowMs()) > summary.p99WaitMs;
    }
    const QString source = tr("From registration records, as far as they were read: at least.");
    m_kpis->setItems({
        {format::count(qint64(inFlight.size())), tr("in flight"), TextTone::Text, source},
        {format::count(summary.moved), tr("moved"), TextTone::Text, source},
        {format::count(summary.firstAssignments), tr("first assignments"), TextTone::Text, source},
        {format::wait(summary.medianWaitMs), tr("median wait"), TextTone::Text,
         tr("Of moves that were seen waiting. Short ones finish between two reads.")},
        {format::count(late),
         summary.p99WaitMs > 0 ? tr("waiting longer than %1 (p99)").arg(format::wait(summary.p99WaitMs))
                               : tr("past p99"),
         late ? TextTone::Warning : TextTone::Text, source},
        {format::count(summary.failed), tr("failed"), summary.failed ? TextTone::Bad : TextTone::Text, source},
    });
}

void LivePage::showInspector(const fleet::MoveSummary &summary, const std::vector<fleet::InFlight> &inFlight)
{
    if (!m_inspector)
        return;
    FlowFacts facts;
    facts.windowMs = summary.windowMs;
    const auto add = [&facts](const fleet::Flow &flow) {
        facts.moved += flow.moved;
        facts.perMinute += flow.perMinute;
        facts.migrated += flow.bySubstatus[std::size_t(domain::Substatus::DeviceDataMigrated)];
        facts.reset += flow.bySubstatus[std::size_t(domain::Substatus::DeviceDataReset)];
        facts.first += flow.bySubstatus[std::size_t(domain::Substatus::InitialAssignment)] +
                       flow.bySubstatus[std::size_t(domain::Substatus::ReprovisionedToInitialAssignment)];
    };
    facts.medianWaitMs = summary.medianWaitMs;
    facts.p99WaitMs = summary.p99WaitMs;
    const auto isSelected = [this](const fleet::Flow &flow) {
        return flow.from == m_selectedFrom && flow.to == m_selectedTo;
    };
    for (const fleet::Flow &flow : summary.flows) {
        if (m_hasSelection && !isSelected(flow))
            continue;
        add(flow);
        const std::vector<qint32> waits = moves().waits(flow.from, flow.to, nowMs(), windowMs());
        facts.waits.insert(facts.waits.end(), waits.begin(), waits.end());
        if (m_hasSelection) {
            facts.medianWaitMs = flow.medianWaitMs;
            facts.p99WaitMs = flow.p99WaitMs;
        }
    }
    if (m_hasSelection) {
        const auto describe = [this](fleet::StringId id, QString &name, QColor &color) {
            const QString host = id ? m_shown->text(id) : QString();
            name = id ? fleet::shortHubName(host) : tr("New");
            color = id ? m_theme.hubColor(m_colors.hueOf(host)) : m_theme.tokens().t3;
        };
        describe(m_selectedFrom, facts.from, facts.fromColor);
        describe(m_selectedTo, facts.to, facts.toColor);
    }
    std::ranges::sort(facts.waits);
    for (const fleet::InFlight &device : inFlight) {
        if (m_hasSelection && device.sourceHub != m_selectedFrom)
            continue;
        ++facts.inFlight;
        if (facts.longest.size() < 6)
            facts.longest.append(
                {device.device, m_shown->registrationId(device.device), fleet::waitMs(device, nowMs())});
    }
    const session::BudgetStatus budget = m_session.budget();
    if (budget.fullPassSeconds > 0)
        facts.note = tr("A pass over all groups takes %1 within the background share. Moves that finish in between are "
                        "seen only as moves.")
                         .arg(format::span(qint64(budget.fullPassSeconds + 0.999)));
    m_inspector->setFacts(std::move(facts));
}

void LivePage::focusChanged(LiveFocus focus)
{
    if (focus.flow < 0)
        return selectFlow(std::nullopt);
    const LiveFlow &flow = m_map->data().flows[focus.flow];
    selectFlow(std::pair(m_builder.hubIds()[flow.from], m_builder.hubIds()[flow.to]));
    Q_EMIT inspectorRequested();
}

void LivePage::selectFlow(std::optional<std::pair<fleet::StringId, fleet::StringId>> flow)
{
    m_hasSelection = flow.has_value();
    items::FeedFilter filter;
    if (flow) {
        std::tie(m_selectedFrom, m_selectedTo) = *flow;
        filter.fromHub = m_selectedFrom;
        filter.toHub = m_selectedTo;
    }
    m_feed.setFilter(filter);
    Q_EMIT inspectorTitleChanged();
    redraw();
}

void LivePage::openDevice(quint32 row)
{
    if (row < m_shown->devices.rowCount())
        Q_EMIT goTo(Devices, QStringLiteral("id:\"%1\"").arg(m_shown->registrationId(row)));
}

void LivePage::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    if (paused)
        m_pausedAtMs = nowMs();
    m_paused = paused;
    m_pausedMoves = paused ? std::optional(m_moves) : std::nullopt;
    m_feed.setPaused(paused);
    m_map->setFrozen(paused);
    if (!paused)
        m_shown = m_session.snapshot();
    m_dirty = true;
    redraw();
    Q_EMIT pauseChanged();
}

bool LivePage::escape()
{
    if (!m_hasSelection)
        return false;
    m_map->select({});
    focusChanged({});
    return true;
}

void LivePage::setView(int view)
{
    m_stack->setCurrentIndex(view);
    m_views->setCurrent(view);
    m_dirty = true;
    redraw();
}

int LivePage::view() const
{
    return m_stack->currentIndex();
}

void LivePage::activated()
{
    m_visible = true;
    m_dirty = true;
    redraw();
}

void LivePage::deactivated()
{
    m_visible = false;
    m_clock.stop();
}

QString LivePage::railCount() const
{
    return m_inFlight ? format::shortCount(m_inFlight) : QString();
}

QStringList LivePage::facts() const
{
    const int perDot = LiveMapPainter::devicesPerDot(qsizetype(m_map->data().dots.size()));
    return {tr("%n hub(s)", nullptr, int(m_shown->hubs.rows.size())), tr("%n flow(s)", nullptr, m_flowCount),
            perDot > 0 ? tr("1 dot = %n device(s)", nullptr, perDot) : tr("strips of devices")};
}

QWidget *LivePage::inspector()
{
    if (!m_inspector) {
        auto *area = new QScrollArea(this);
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        m_inspector = new FlowInspector(m_theme, area);
        connect(m_inspector, &FlowInspector::deviceActivated, this, &LivePage::openDevice);
        area->setWidget(m_inspector);
        area->hide();
    }
    return m_inspector->parentWidget()->parentWidget();
}

QString LivePage::inspectorTitle() const
{
    return m_hasSelection ? tr("Selected flow") : tr("All flows");
}

QByteArray LivePage::saveState() const
{
    return QJsonDocument(QJsonObject{{QStringLiteral("view"), view()},
                                     {QStringLiteral("minutes"), m_window->currentData().toInt()}})
        .toJson(QJsonDocument::Compact);
}

void LivePage::restoreState(const QByteArray &state)
{
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    setView(std::clamp(object.value(QStringLiteral("view")).toInt(), 0, 2));
    const int index = m_window->findData(object.value(QStringLiteral("minutes")).toInt(5));
    if (index >= 0)
        m_window->setCurrentIndex(index);
}

} // namespace rehome::ui
