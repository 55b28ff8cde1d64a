// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"
#include "models/fleet/UndoPlan.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>

namespace rehome::items {

/// Changes that were applied, newest first, as the journal gives them page by page: canFetchMore() until a page was
/// the last, fetchMore() asks for it by moreWanted(). What became of a change since is told by the snapshot. KindRole
/// is the enrollment's, TimeMsRole the time. GUI thread.
class AppliedItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int
    {
        When,
        Enrollment,
        What,
        Together,
        State
    };
    enum class Standing : int
    {
        NotRead,      ///< the fleet is not loaded yet
        CanBeUndone,  ///< nobody touched the enrollment since
        ChangedSince, ///< somebody did: undo compares its fields
        Undone
    };

    explicit AppliedItems(QObject *parent = nullptr);

    /// Begins anew: the first page is wanted.
    void clear();
    /// The next page; `isLast`: there is nothing older.
    void append(const QList<fleet::AppliedChange> &page, bool isLast);
    void setNow(qint64 nowMs); ///< for the words of When
    /// What the service has; `complete`: an enrollment that is not in it does not exist.
    void setSnapshot(const fleet::SnapshotPtr &snapshot, bool complete);
    Standing standing(const fleet::AppliedChange &change) const;
    const fleet::AppliedChange &changeAt(int row) const { return m_changes[row]; }
    /// Number of the oldest change so far, 0 without any.
    qint64 oldest() const { return m_changes.isEmpty() ? 0 : m_changes.constLast().number; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void moreWanted();

private:
    static QString what(const fleet::AppliedChange &change);
    QString state(const fleet::AppliedChange &change) const;

    QList<fleet::AppliedChange> m_changes;
    TimeText m_time;
    fleet::SnapshotPtr m_snapshot = fleet::emptySnapshot();
    bool m_fleetKnown = false;
    bool m_complete = false, m_asked = false;
};

} // namespace rehome::items
