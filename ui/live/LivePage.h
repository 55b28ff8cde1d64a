// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "models/fleet/MoveStats.h"
#include "models/items/FeedItems.h"
#include "models/items/FlowItems.h"
#include "models/items/MatrixItems.h"
#include "ui/live/LiveMap.h"
#include "ui/live/LiveMapBuilder.h"
#include "ui/window/Page.h"

#include <QtCore/QTimer>
#include <optional>

class QComboBox;
class QStackedWidget;

namespace rehome::ui {

class FlowInspector;
class KpiLine;
class LiveTimeline;
class PageHead;
class RowTable;
class SegmentedControl;

/// "Is it draining, and who is stuck?": the map of moves with devices in Assigning by waiting time, the matrix and the
/// table of the same facts, the event feed, and pause. Listens to one session; GUI thread.
class LivePage : public Page
{
    Q_OBJECT
public:
    LivePage(const Theme &theme, HubColors &colors, session::Session &session, QWidget *parent = nullptr);
    ~LivePage() override;

    QString title() const override { return tr("Live"); }
    QString railCount() const override;
    QStringList facts() const override;
    QWidget *inspector() override;
    QString inspectorTitle() const override;
    void refresh() override { m_session.refresh(); }
    bool canPause() const override { return true; }
    bool isPaused() const override { return m_paused; }
    void setPaused(bool paused) override;
    bool escape() override;
    void activated() override;
    void deactivated() override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

    enum View : int
    {
        MapView,
        MatrixView,
        TableView
    };
    void setView(int view);
    int view() const;
    const LiveMap &map() const { return *m_map; }
    const items::FeedItems &feed() const { return m_feed; }

private:
    void buildActions();
    QWidget *buildTables();
    void published(const fleet::Publication &publication);
    void redraw();
    void showKpis(const fleet::MoveSummary &summary, const std::vector<fleet::InFlight> &inFlight);
    void showInspector(const fleet::MoveSummary &summary, const std::vector<fleet::InFlight> &inFlight);
    void openDevice(quint32 row);
    void focusChanged(LiveFocus focus);
    /// What the map, the inspector and the feed are about, by hub names; nothing = all flows.
    void selectFlow(std::optional<std::pair<fleet::StringId, fleet::StringId>> flow);
    qint64 nowMs() const;
    qint64 windowMs() const;
    const fleet::MoveTracker &moves() const { return m_pausedMoves ? *m_pausedMoves : m_moves; }

    const Theme &m_theme;
    HubColors &m_colors;
    session::Session &m_session;
    fleet::SnapshotPtr m_shown; ///< what the page draws: the newest, or the one of the pause
    fleet::MoveTracker m_moves;
    std::optional<fleet::MoveTracker> m_pausedMoves; ///< as it was when the pause began
    LiveMapBuilder m_builder;
    items::FeedItems m_feed;
    items::MatrixItems m_matrix;
    items::FlowItems m_flows;
    QTimer m_clock; ///< ten a second at most while shown and something changed; once a second otherwise
    PageHead *m_head;
    SegmentedControl *m_views;
    QComboBox *m_window;
    KpiLine *m_kpis;
    QStackedWidget *m_stack;
    LiveMap *m_map;
    LiveTimeline *m_timeline;
    FlowInspector *m_inspector = nullptr;
    RowTable *m_flowTable = nullptr;
    RowTable *m_feedTable = nullptr;
    RowTable *m_matrixTable = nullptr;
    fleet::StringId m_selectedFrom = 0, m_selectedTo = 0;
    bool m_hasSelection = false;
    bool m_dirty = true;
    bool m_visible = false;
    bool m_paused = false;
    qint64 m_pausedAtMs = 0;
    quint32 m_inFlight = 0;
    int m_flowCount = 0;
};

} // namespace rehome::ui
