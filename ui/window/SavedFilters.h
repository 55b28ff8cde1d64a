// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"
#include "models/items/PoolAsker.h"
#include "ui/window/NavRail.h"
#include "ui/window/Settings.h"

#include <QtCore/QTimer>
#include <functional>
#include <optional>

namespace rehome::ui {

/// The filters kept in the rail: named, in the settings, each with the number of rows that it matches now, counted in a
/// pool thread. GUI thread.
class SavedFilters : public QObject
{
    Q_OBJECT
public:
    explicit SavedFilters(Settings &settings, QObject *parent = nullptr);

    /// Where the counts come from; an empty function ends counting.
    void setFleet(std::function<fleet::SnapshotPtr()> snapshot);

    /// Rows for the pages that there are. A row's id tells the filter as long as the list is the same.
    [[nodiscard]] QList<RailItem> railItems(const std::function<bool(const QString &)> &hasPage) const;
    [[nodiscard]] std::optional<SavedFilter> find(const RailItem &item) const;
    /// Keeps a filter, at first under its own text, and gives the id of its row; that of the one kept before when the
    /// page has this text already; empty for no text.
    QString add(const QString &page, const QString &text);
    void rename(const RailItem &item, const QString &name);
    void remove(const RailItem &item);

Q_SIGNALS:
    void changed(); ///< filters or counts

private:
    void store();
    void count();
    void forgetCounts();

    Settings &m_settings;
    QList<SavedFilter> m_filters;
    QList<qint64> m_counts; ///< by filter; -1: not known
    std::function<fleet::SnapshotPtr()> m_snapshot;
    quint64 m_counted = 0; ///< generation that the counts are of
    quint64 m_version = 0; ///< of the list: answers about an older one are dropped
    items::PoolAsker m_asker;
    QTimer m_look;
};

} // namespace rehome::ui
