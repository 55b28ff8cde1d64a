// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/FleetItems.h"
#include "ui/widgets/ChipRow.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/RowTable.h"

#include <QtCore/QTimer>
#include <functional>

namespace rehome::ui {

class EmptyState;
class ProgressLine;

/// Filter bar, chips with counts and the table over one of the fleet's item models: what Devices and Enrollments have
/// in common. Old rows stay while a new order is computed; the filter's text is parsed while typing. GUI thread.
class FleetTable : public QWidget
{
    Q_OBJECT
public:
    using MakeChips = std::function<QList<Chip>(const items::Facets &facets, const QString &filter)>;

    FleetTable(const Theme &theme, items::FleetItems &model, items::FilterSubject subject, const QString &name,
               QWidget *parent = nullptr);

    void setMakeChips(MakeChips make);
    RowTable &table() { return *m_table; }
    FilterBar &filterBar() { return *m_bar; }
    QString filterText() const { return m_bar->text(); }
    void setFilterText(const QString &text) { m_bar->setText(text); }
    /// More for the menu that a right click or the menu key opens on a row, after showing it and copying.
    void addRowActions(const QList<QAction *> &actions);
    /// Filters, and selects the first row as soon as one matches; the order comes from a worker, the row perhaps from
    /// the service.
    void showFirst(const QString &filter);
    /// Sorting without a mouse: the columns shown, the chosen ones with their arrow; below, one more to sort by.
    void openSortMenu();
    /// What the table says while nothing is loaded at all.
    void setNothingText(const QString &sentence);
    /// Rows so far and in all (-1 unknown) while loading; `done` negative ends it.
    void setLoading(qint64 done, qint64 total);

    QString countText() const;    ///< "341", or "98 of 341" with a filter: for the page's head
    QStringList rowFacts() const; ///< rows shown, selected, sort: for the status bar

    fleet::RowId currentRow() const; ///< NoRow without one
    void setCurrentRow(fleet::RowId row);
    std::vector<fleet::RowId> selectedRows() const; ///< in shown order
    std::vector<fleet::RowId> visibleRows() const;  ///< on screen now

    /// Whose rows these are: a remembered filter comes back only for the same connection.
    void setConnectionId(const QString &id) { m_connectionId = id; }
    QByteArray saveState() const;
    void restoreState(const QByteArray &state);

Q_SIGNALS:
    void currentRowChanged(quint32 row);
    void selectionChanged(qint64 rows);
    void rowActivated(quint32 row);
    void visibleRowsChanged();
    void factsChanged();
    void saveFilterRequested(const QString &text);

private:
    void applyFilter(const QString &text);
    void toggleChip(const QString &key, bool on);
    void countsChanged();
    void showEmpty();
    void selectFirst();
    void showSort();
    void fillSortMenu(class QMenu *menu, bool further);
    QString columnWord(int column) const; ///< as settings keep it

    items::FleetItems &m_model;
    items::FilterSubject m_subject;
    FilterBar *m_bar;
    ChipRow *m_chips;
    ProgressLine *m_progress;
    RowTable *m_table;
    EmptyState *m_empty;
    MakeChips m_makeChips;
    QString m_nothing;
    QString m_connectionId;
    bool m_wantsFirst = false;
    QTimer m_busyDelay; ///< dims only when ordering takes long enough to notice
};

/// Adds or removes one term of a filter text, keeping the rest as typed.
[[nodiscard]] QString withTerm(const QString &filter, const QString &term, bool on);
[[nodiscard]] bool hasTerm(const QString &filter, const QString &term);

} // namespace rehome::ui
