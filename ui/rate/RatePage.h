// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/rate/HeadroomInspector.h"
#include "ui/rate/RateChart.h"
#include "ui/window/Page.h"

#include <QtCore/QTimer>
#include <deque>

class QLabel;
class QPushButton;

namespace rehome::ui {

class KpiLine;
class PageHead;
class RateLegend;
class SegmentedControl;

/// "How close to the limit?": registrations over time against the quota by outcome, refusals as the devices report
/// them, and this program's own calls; each figure names its source. Listens to one session; GUI thread.
class RatePage : public Page
{
    Q_OBJECT
public:
    RatePage(const Theme &theme, session::Session &session, QWidget *parent = nullptr);
    ~RatePage() override;

    QString title() const override { return tr("Rate and quota"); }
    QString railCount() const override;
    bool railCountIsBad() const override { return m_share >= 1.0; }
    QStringList facts() const override;
    QWidget *inspector() override;
    QString inspectorTitle() const override { return tr("Headroom"); }
    void refresh() override { redraw(); }
    bool canPause() const override { return true; }
    bool isPaused() const override { return m_paused; }
    void setPaused(bool paused) override;
    void activated() override;
    void deactivated() override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    const RateChart &chart() const { return *m_chart; }

private:
    void published(const fleet::Publication &publication);
    void redraw();
    void measure();
    void showKpis(const RateData &perMinute);
    void showHeadroom();
    QList<HeadroomFacts::Busy> busiest() const;
    qint64 nowMs() const;
    qint64 spanMs() const;
    RateUnit unit() const;

    const Theme &m_theme;
    session::Session &m_session;
    PageHead *m_head;
    SegmentedControl *m_units;
    SegmentedControl *m_spans;
    KpiLine *m_kpis;
    QLabel *m_chartTitle;
    RateLegend *m_legend;
    QPushButton *m_follow;
    RateChart *m_chart;
    RateChart *m_calls;
    HeadroomInspector *m_inspector = nullptr;
    QTimer m_clock;
    /// Outcomes of the last five minutes by group, for "Busiest".
    std::deque<std::pair<qint64, fleet::RowId>> m_recent;
    double m_share = -1; ///< of the quota, observed in the last minute; -1 unknown
    qint64 m_perMinute = -1;
    qint64 m_refused = 0;
    bool m_anyReports = false;
    bool m_paused = false;
    qint64 m_pausedAtMs = 0;
    bool m_visible = false;
};

} // namespace rehome::ui
