// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <vector>

namespace rehome::ui {

/// A row of the map. The same hub stands at the same height on both sides, so a slope is a move.
struct LiveHub
{
    QString hostName;    ///< empty for the row of new devices
    QString name;        ///< host name without its domain
    int hue = -1;        ///< HubColors
    qint64 devices = -1; ///< known on this hub; -1 when nothing tells
    bool isNew = false;  ///< devices without a hub so far: only on the From side
};

/// Observed moves from one row to another within the window.
struct LiveFlow
{
    int from = 0, to = 0; ///< indexes into hubs
    qint64 moved = 0;
    qint64 migrated = 0, reset = 0, first = 0;
};

/// One device in Assigning.
struct LiveDot
{
    quint32 row = 0;      ///< device row
    int from = 0;         ///< index into hubs
    int predictedTo = -1; ///< only when the rules leave one possible hub
    qint64 sinceMs = 0;   ///< UTC by the service's clock
};

/// A device that stopped waiting since the update before: runs to its hub, or turns red where it stood.
struct LiveArrival
{
    quint32 row = 0;
    int from = 0;
    int to = -1; ///< -1: failed
    qint64 waitedMs = 0;
};

/// All that the map shows. Built by LiveMapBuilder, painted by LiveMap.
struct LiveMapData
{
    QList<LiveHub> hubs;
    QList<LiveFlow> flows;
    std::vector<LiveDot> dots;
    std::vector<LiveArrival> arrivals;
    qint64 medianWaitMs = 0; ///< of the moves in the window; 0 unknown
    qint64 p99WaitMs = 0;
    qint64 clockOffsetMs = 0; ///< service's clock minus this machine's
};

} // namespace rehome::ui
