// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/TimeSeries.h"

#include <QtWidgets/QWidget>

class QToolButton;

namespace rehome::ui {

class Theme;
class ElidedLabel;

/// The strip under the map: pause button, the moment shown, and the observed registrations of the last half hour, with
/// the window of the map marked. Source: observed records. GUI thread.
class LiveTimeline : public QWidget
{
    Q_OBJECT
public:
    explicit LiveTimeline(const Theme &theme, QWidget *parent = nullptr);

    void setSeries(const fleet::TimeSeriesPtr &series, qint64 nowMs);
    void setWindow(qint64 windowMs);
    /// `held`: events that came since the pause.
    void setPaused(bool paused, qint64 pausedAtMs, qsizetype held);
    QSize sizeHint() const override { return {400, 68}; }

    static constexpr qint64 spanMs = 30 * 60'000;
    static constexpr int stepSeconds = 10;

Q_SIGNALS:
    void pauseToggled(bool paused);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRectF plot() const;
    void retell();

    const Theme &m_theme;
    QToolButton *m_pause;
    ElidedLabel *m_state;
    ElidedLabel *m_time;
    std::vector<fleet::SeriesSample> m_samples; ///< all outcomes together
    qint64 m_nowMs = 0;
    qint64 m_windowMs = 5 * 60'000;
    qint64 m_pausedAtMs = 0;
    qsizetype m_held = 0;
    bool m_paused = false;
};

} // namespace rehome::ui
