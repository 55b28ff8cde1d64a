// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rate/RateData.h"

#include <QtGui/QColor>
#include <QtWidgets/QWidget>
#include <optional>

class QCustomPlot;
class QCPAxisRect;
class QCPGraph;
class QCPItemLine;
class QCPItemStraightLine;
class QCPItemText;
class QCPLayer;

namespace rehome::ui {

class RateBands;
class Theme;

/// Registrations against the quota, or this program's own calls against theirs. Pens are 1 px and fills opaque (wide or
/// translucent ones cost seconds, see qt-practice); the pointer's box is on a buffered layer of its own. Drag selects
/// a range to zoom, the wheel zooms time at the pointer, a double click goes back to now. GUI thread.
class RateChart : public QWidget
{
    Q_OBJECT
public:
    enum class Kind
    {
        Registrations, ///< stacked by outcome, with the device reports' line and the lane of refusals
        OwnCalls
    };
    RateChart(const Theme &theme, Kind kind, QWidget *parent = nullptr);
    ~RateChart() override;

    /// `limit` per minute. While a person looks at a zoomed part, only data change and the view stays.
    void setData(const RateData &data, RateUnit unit, int limitPerMinute, qint64 nowMs);
    /// Name and colour of each band that has anything in the data shown, from the bottom up, and of the reports' dashed
    /// line.
    struct LegendEntry
    {
        QString name;
        QColor color;
        bool dashed = false;
    };
    QList<LegendEntry> legend() const;
    bool isFollowing() const { return m_following; }
    void follow();                               ///< back to now
    QCustomPlot *plot() const { return m_plot; } ///< for export and the benchmark

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildGraphs();
    void recolour();
    void fillCurves();
    void fillLane(const RateData &data);
    void setRanges(const RateData &data);
    void crosshair(const QPoint &pos);
    void hideCrosshair();
    void zoomTo(double from, double until);
    QString tipAt(qsizetype index) const;

    const Theme &m_theme;
    Kind m_kind;
    QCustomPlot *m_plot;
    QCPLayer *m_overlay = nullptr;
    RateBands *m_bands = nullptr;
    QCPGraph *m_reported = nullptr;
    QCPGraph *m_calls = nullptr;
    QCPAxisRect *m_lane = nullptr;
    QCPGraph *m_refused = nullptr;
    QCPItemStraightLine *m_limitLine = nullptr;
    QCPItemText *m_limitText = nullptr;
    QCPItemLine *m_now = nullptr;
    QCPItemLine *m_cross = nullptr;
    QCPItemText *m_tip = nullptr;
    QCPItemText *m_laneText = nullptr;
    RateData m_data;
    std::vector<QVector<double>> m_sums; ///< the bands of m_data, from the bottom up
    QVector<double> m_tried;             ///< what devices tried, as they report it: accepted and refused
    RateUnit m_unit = RateUnit::PerMinute;
    double m_limit = 0;
    double m_nowSeconds = 0;
    bool m_following = true;
    bool m_settingRange = false;
};

} // namespace rehome::ui
