// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "ui/widgets/SortHeader.h"

#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>

class QMenu;

namespace rehome::ui {

enum class Density
{
    Dense,
    Normal,
    Roomy
};

/// Scroll bar with 1 px marks: violet for unsent edits, red for failed rows, as fractions of the whole table.
class MarkedScrollBar final : public QScrollBar
{
    Q_OBJECT
public:
    explicit MarkedScrollBar(const Theme &theme, QWidget *parent = nullptr);
    void setMarks(QList<double> pending, QList<double> failed);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<double> m_pending, m_failed;
};

/// A QTableView that holds a million rows: fixed row height, no vertical header, no wrapping, one line between rows,
/// zebra, elided cells with the full text as tooltip. Set the model, then delegates from Delegates.h by column. Ctrl+C
/// copies the selected rows as tab-separated text (visible columns, with headers).
class RowTable : public QTableView
{
    Q_OBJECT
public:
    static constexpr int DefaultRowHeight = 24;

    /// `name`: what assistive technology says for the table; translated.
    RowTable(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setDensity(Density density);
    /// Check boxes at the left of the first column that show and toggle the selection.
    void setSelectionBoxes(bool on);
    [[nodiscard]] bool hasSelectionBoxes() const { return m_boxes; }
    /// While sorting or filtering: the old rows stay, dimmed to 60 %.
    void setBusy(bool busy);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// Shown over the rows while the model has none; the table takes ownership.
    void setEmptyWidget(QWidget *widget);
    [[nodiscard]] MarkedScrollBar *markedScrollBar() const { return m_bar; }
    [[nodiscard]] SortHeader *sortHeader() const { return m_header; }

    /// Order, widths, hidden columns and sort. restore returns false (and changes nothing) for a state of another
    /// table.
    [[nodiscard]] QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray &state);
    /// A menu with one check box per column; the header opens it too.
    [[nodiscard]] QMenu *columnMenu();

    /// Number of selected rows without listing them.
    [[nodiscard]] qint64 selectedRowCount() const;
    /// Selected rows as ranges [first, last] of the model, ascending.
    [[nodiscard]] QList<std::pair<int, int>> selectedRanges() const;
    [[nodiscard]] QList<int> visibleColumns() const; ///< as they stand
    /// At most `limit` rows (a clipboard of a million rows helps nobody); the last line says so when rows were left
    /// out.
    [[nodiscard]] QString selectionAsText(int limit = 100'000) const;
    void copySelection(); ///< Ctrl+C

    // For the delegates.
    [[nodiscard]] bool isFirstVisualColumn(int logical) const;
    [[nodiscard]] int firstColumnInset() const { return m_boxes ? 38 : 20; }
    [[nodiscard]] QRect selectionBoxRect(const QRect &cell) const;
    [[nodiscard]] bool showsCurrentRow() const { return hasFocus() || m_sticky; }

Q_SIGNALS:
    void rowActivated(const QModelIndex &index); ///< Enter or double-click
    void copyAsJsonRequested();                  ///< Ctrl+Shift+C
    void selectAllRequested();                   ///< Ctrl+A, after all rows are selected
    void selectionCountChanged(qint64 rows);
    /// First and last row on screen changed (scroll, resize, new rows): what is asked first.
    void visibleRowsChanged(int first, int last);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void updateEmpty();
    void announceVisible();

    const Theme &m_theme;
    MarkedScrollBar *m_bar;
    SortHeader *m_header;
    QWidget *m_empty = nullptr;
    QMenu *m_columnMenu = nullptr;
    std::pair<int, int> m_visible{-1, -1};
    bool m_boxes = false;
    bool m_busy = false;
    bool m_sticky = true;
};

} // namespace rehome::ui
