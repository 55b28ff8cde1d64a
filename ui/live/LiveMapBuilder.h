// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/MoveStats.h"
#include "ui/live/LiveMapData.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

namespace rehome::ui {

class HubColors;

/// Turns what the fleet models know into what the map shows, and remembers who was waiting, so that arrivals can run to
/// their hub. GUI thread.
class LiveMapBuilder
{
public:
    explicit LiveMapBuilder(const HubColors &colors)
        : m_colors(colors)
    {
    }

    /// `clockOffsetMs`: the service's clock minus this machine's.
    LiveMapData build(const fleet::SnapshotPtr &snapshot, const fleet::MoveSummary &summary,
                      const std::vector<fleet::InFlight> &inFlight, qint64 clockOffsetMs);
    void clear() { m_waiting.clear(); }

    /// Hub names of the rows of the last build, by index; 0 for the row of new devices.
    const QList<fleet::StringId> &hubIds() const { return m_hubIds; }

private:
    struct Waiting
    {
        fleet::StringId source = 0;
        qint64 sinceMs = 0;
    };
    const HubColors &m_colors;
    QHash<fleet::RowId, Waiting> m_waiting;
    QList<fleet::StringId> m_hubIds;
};

} // namespace rehome::ui
