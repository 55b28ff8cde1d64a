// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/OrderEngine.h"
#include "models/items/Words.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

namespace rehome::items {

/// Table of one fleet table's rows, filtered and sorted by an OrderEngine. GUI thread. Selection, current row and
/// scroll survive every change; rows stay shown until the new order is there (never blank). While loading, new rows
/// that match are appended as they come; the order catches up on its own, as does a row whose changed value moves it.
class FleetItems : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr qsizetype MostSortKeys = 4;

    ~FleetItems() override;

    /// A new connection, or none: drops everything.
    void reset(const fleet::SnapshotPtr &snapshot);
    /// One step of the same connection; batches in order, none left out.
    void apply(const fleet::SnapshotPtr &snapshot, const fleet::ChangeBatchPtr &batch);
    const fleet::SnapshotPtr &snapshot() const { return m_snapshot; }

    /// A query that was parsed for the other table counts as none.
    void setFilter(const FilterQuery &filter);
    const FilterQuery &filter() const { return m_filter; }
    /// All of them chosen, at most MostSortKeys.
    void setSort(const QList<SortKey> &keys, TextOrder textOrder = TextOrder::Natural);
    const QList<SortKey> &sortKeys() const { return m_sort; }
    /// Header click: this column alone is chosen; where it is equal, the order of before goes on.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    /// Header click with Shift: this column decides where the chosen ones are equal. A chosen one is turned round.
    void addSort(int column);
    /// How many of sortKeys() the person chose; those behind them only go on with the order of before.
    int chosenSortKeys() const { return m_chosenKeys; }

    /// The clock of "12 s ago": server time, about once a second while shown.
    void setNow(qint64 serverMs);
    qint64 now() const { return m_time.nowMs; }
    void setLocale(const QLocale &locale);

    int rowCount(const QModelIndex &parent = {}) const override;
    QHash<int, QByteArray> roleNames() const override;

    fleet::RowId rowId(int row) const { return m_order[static_cast<size_t>(row)]; }
    /// Place of a table row, or -1 when it is filtered out.
    int placeOf(fleet::RowId row) const;
    /// Rows that match, in order: what "all that match" means for a bulk edit.
    const std::vector<fleet::RowId> &order() const { return m_order; }
    qint64 matchCount() const { return static_cast<qint64>(m_order.size()); }
    qint64 totalCount() const; ///< live rows, matching or not
    const Facets &facets() const { return m_facets; }
    /// Index of the filter term that removes most rows, -1 without terms or when nothing was computed yet.
    int mostRemovingTerm() const;
    bool isOrdering() const { return m_engine.isBusy(); }
    /// Rows changed since the order was made; it catches up by itself.
    bool isStale() const { return m_stale; }
    qint64 lastOrderMs() const { return m_lastOrderMs; }

signals:
    void countsChanged(); ///< matchCount, totalCount or facets
    void orderingChanged(bool busy);
    void orderApplied(); ///< a new order was swapped in
    void sortChanged();  ///< sortKeys or chosenSortKeys; the order follows

protected:
    explicit FleetItems(FilterSubject subject, QObject *parent);

    virtual quint32 tableRows(const fleet::Snapshot &snapshot) const = 0;
    virtual const fleet::TableChanges &changesOf(const fleet::ChangeBatch &batch) const = 0;
    virtual quint32 sortDependsOn(int column) const = 0; ///< field bits
    virtual QList<int> timeColumns() const = 0;
    /// Rows of this table that look different because of another table's changes; ascending, may repeat.
    virtual std::vector<fleet::RowChange> indirectChanges(const fleet::ChangeBatch &batch) const = 0;

    const TimeText &timeText() const { return m_time; }
    void emitRows(std::vector<int> places, const QList<int> &roles = {});

private:
    void useSort(QList<SortKey> keys, qsizetype chosen, TextOrder textOrder);
    void requestOrder(bool now);
    void applyOrder(const std::shared_ptr<OrderResult> &result);
    void dropRows(const std::vector<fleet::RowId> &rows);
    void appendRows(fleet::RowId first, quint32 count);
    void changeRows(std::vector<fleet::RowChange> changes);
    void reindex();

    FilterSubject m_subject;
    fleet::SnapshotPtr m_snapshot;
    OrderEngine m_engine;
    FilterQuery m_filter;
    QList<SortKey> m_sort;
    int m_chosenKeys = 0;
    TextOrder m_textOrder = TextOrder::Natural;
    std::vector<fleet::RowId> m_order;
    std::vector<qint32> m_position;
    quint32 m_tested = 0; ///< table rows below this are in m_order if they match
    std::vector<fleet::RowId> m_removedSinceRequest;
    Facets m_facets;
    std::vector<qint64> m_removedByTerm;
    QTimer m_catchUp; ///< re-orders after changes, so that ordering takes a fifth of a core at most
    QElapsedTimer m_sinceOrder;
    qint64 m_lastOrderMs = 0;
    bool m_stale = false;
    TimeText m_time;
};

} // namespace rehome::items
