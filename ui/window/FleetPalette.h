// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"
#include "ui/window/CommandPalette.h"

#include <QtCore/QCoreApplication>
#include <functional>

namespace rehome::ui {

/// Hubs, enrollments and devices of the open connection for the palette. IDs are matched from their beginning, without
/// case; the search stops after a few milliseconds, and a line that filters the table by the same text always closes
/// the list.
class FleetPalette final : public PaletteProvider
{
    Q_DECLARE_TR_FUNCTIONS(rehome::ui::FleetPalette)
public:
    using SnapshotOf = std::function<fleet::SnapshotPtr()>;
    using GoTo = std::function<void(const QString &page, const QString &target)>;

    /// Both are called on the GUI thread only, while this object lives.
    FleetPalette(SnapshotOf snapshot, GoTo goTo);

    [[nodiscard]] QList<PaletteEntry> entries(const QString &text) override;

private:
    SnapshotOf m_snapshot;
    GoTo m_goTo;
};

} // namespace rehome::ui
