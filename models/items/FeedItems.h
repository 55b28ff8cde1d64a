// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>
#include <deque>
#include <optional>

namespace rehome::items {

/// Which events the feed shows; an absent part matches everything.
struct FeedFilter
{
    std::optional<fleet::StringId> fromHub, toHub;
    std::optional<fleet::RowId> device;
    qint64 fromMs = 0, untilMs = 0; ///< server time, [from, until); 0 = open
    quint32 kinds = 0;              ///< bits 1 << fleet::EventKind; 0 = all
    bool matches(const fleet::ObservedEvent &event) const;
    bool operator==(const FeedFilter &) const = default;
};

/// Event feed, newest first. Columns: Time, What, Device, From, To, Detail. Bounded: what falls out is counted. While
/// paused, events are held and counted, and all of them come when it resumes. GUI thread.
class FeedItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        Time,
        What,
        Device,
        From,
        To,
        Detail
    };

    explicit FeedItems(qsizetype capacity = 100'000, QObject *parent = nullptr);

    void reset(const fleet::SnapshotPtr &snapshot);
    void apply(const fleet::SnapshotPtr &snapshot, const fleet::ChangeBatchPtr &batch);
    void setFilter(const FeedFilter &filter);
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    qsizetype heldCount() const { return m_paused ? m_held : 0; } ///< "Paused · 214 new events"
    quint64 droppedCount() const { return m_log.dropped(); }
    void setNow(qint64 serverMs);
    void setLocale(const QLocale &locale);
    const fleet::ObservedEvent &eventAt(int row) const;
    const fleet::EventLog &log() const { return m_log; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void countsChanged(); ///< shown, held or dropped

private:
    void showNew();
    void removeBefore(quint64 number);
    const fleet::ObservedEvent &at(quint64 number) const;
    QString deviceName(const fleet::ObservedEvent &event) const;
    QString detail(const fleet::ObservedEvent &event) const;

    fleet::SnapshotPtr m_snapshot;
    fleet::EventLog m_log;
    qsizetype m_capacity;
    std::deque<quint64> m_shown; ///< numbers of the shown events, oldest first
    FeedFilter m_filter;
    TimeText m_time;
    quint64 m_seen = 0; ///< number of the first event not looked at yet
    qsizetype m_held = 0;
    bool m_paused = false;
};

} // namespace rehome::items
