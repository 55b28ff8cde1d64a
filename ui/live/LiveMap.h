// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/LiveMapPainter.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <memory>

namespace rehome::ui {

/// The live hub-move map: From | time in Assigning | To. Each device in Assigning is a dot at its waiting time; ribbons
/// are observed moves. One frame clock: 30 a second while something moves, 2 while the window is not active, none while
/// hidden or paused. GUI thread. The page's table holds the same facts for screen readers.
class LiveMap : public QWidget
{
    Q_OBJECT
public:
    explicit LiveMap(const Theme &theme, QWidget *parent = nullptr);
    ~LiveMap() override;

    void setData(LiveMapData data);
    const LiveMapData &data() const { return m_data; }
    /// Stops time: dots stand still until it goes on.
    void setFrozen(bool frozen);
    void setReducedMotion(bool reduced);
    LiveFocus selection() const { return m_selected; }
    void select(LiveFocus focus);
    /// Words over an empty middle, such as "No device is moving. Last move 3 min ago."
    void setQuietText(const QString &text);

    QSize minimumSizeHint() const override { return {560, 320}; }
    const LiveMapLayout &mapLayout() const { return m_layout; }

Q_SIGNALS:
    void selected(rehome::ui::LiveFocus focus);
    void deviceActivated(quint32 row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Running
    {
        LiveArrival arrival;
        qint64 startedMs = 0; ///< on m_clock
    };
    qint64 serverNowMs() const;
    void relayout();
    void invalidate();
    void retime();
    void paintArrivals(QPainter &painter);
    const LiveDot *dotAt(QPointF pos) const;
    QString toolTipAt(QPointF pos) const;

    const Theme &m_theme;
    LiveMapData m_data;
    LiveMapLayout m_layout;
    std::unique_ptr<LiveMapPainter> m_painter;
    QPixmap m_background;
    QTimer m_frame;
    QElapsedTimer m_clock;
    std::vector<Running> m_running;
    LiveFocus m_hover, m_selected;
    quint32 m_hoveredRow = ~0U;
    qint64 m_frozenAtMs = 0;
    bool m_reduced = false;
    QString m_quiet;
};

} // namespace rehome::ui
