// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/LiveMapLayout.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtGui/QPixmap>

class QPainter;

namespace rehome::ui {

class Theme;

/// What is picked out: a flow, a hub, or nothing (-1).
struct LiveFocus
{
    int flow = -1;
    int hub = -1;
    bool operator==(const LiveFocus &) const = default;
};

/// Paints the map's layers. Ribbons and labels cost milliseconds, so LiveMap keeps them in a pixmap and draws only dots
/// in each frame; dots are pre-rendered sprites at whole pixels (look, "The map of flows", measured costs).
class LiveMapPainter
{
    Q_DECLARE_TR_FUNCTIONS(rehome::ui::LiveMapPainter)
public:
    LiveMapPainter(const Theme &theme, const LiveMapData &data, const LiveMapLayout &layout);

    void background(QPainter &painter, LiveFocus hover, LiveFocus selected) const;
    /// How many devices one dot stands for, by the number in flight (look, "By devices in flight"); 0 = heat strips
    /// instead of dots.
    static int devicesPerDot(qsizetype inFlight);
    void dots(QPainter &painter, qint64 serverNowMs, int perDot, quint32 hoveredRow) const;
    void heat(QPainter &painter, qint64 serverNowMs) const;
    void legend(QPainter &painter, int perDot, bool anyPredicted) const;

    /// The stuck mark, also used by arrivals that failed.
    static void triangle(QPainter &painter, QPointF at, const QColor &line, const QColor &fill);
    QColor hubColor(int hub) const;

private:
    void grid(QPainter &painter) const;
    void ribbons(QPainter &painter, LiveFocus hover, LiveFocus selected) const;
    void labels(QPainter &painter, LiveFocus selected) const;
    void label(QPainter &painter, const LiveMapLayout::Row &row, LiveFocus selected) const;
    QPixmap sprite(int hub, bool hollow, qreal ratio) const;

    const Theme &m_theme;
    const LiveMapData &m_data;
    const LiveMapLayout &m_layout;
    mutable QHash<int, QPixmap> m_sprites;
};

} // namespace rehome::ui
