// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RowTable.h"

#include "ui/widgets/Delegates.h"
#include "ui/widgets/Format.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyleOption>
#include <algorithm>

namespace rehome::ui {

MarkedScrollBar::MarkedScrollBar(const Theme &theme, QWidget *parent)
    : QScrollBar(Qt::Vertical, parent)
    , m_theme(theme)
{
}

void MarkedScrollBar::setMarks(QList<double> pending, QList<double> failed)
{
    m_pending = std::move(pending);
    m_failed = std::move(failed);
    update();
}

void MarkedScrollBar::paintEvent(QPaintEvent *event)
{
    QScrollBar::paintEvent(event);
    QPainter painter(this);
    const auto draw = [&](const QList<double> &marks, const QColor &color) {
        for (const double at : marks)
            painter.fillRect(QRect(2, static_cast<int>(std::clamp(at, 0.0, 1.0) * (height() - 2)), width() - 4, 1),
                             color);
    };
    draw(m_pending, m_theme.tokens().pend);
    draw(m_failed, m_theme.tokens().bad);
}

RowTable::RowTable(const Theme &theme, const QString &name, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_bar(new MarkedScrollBar(theme, this))
    , m_header(new SortHeader(theme, this))
{
    setHorizontalHeader(m_header);
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBar(m_bar);
    setShowGrid(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideMiddle);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setCornerButtonEnabled(false);
    setItemDelegate(new RowDelegate(theme, this));

    QHeaderView *rows = verticalHeader();
    rows->setVisible(false);
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(16);
    rows->setDefaultSectionSize(DefaultRowHeight);
    QHeaderView *columns = horizontalHeader();
    columns->setHighlightSections(false);
    columns->setSectionsMovable(true);
    columns->setSectionsClickable(true);
    columns->setStretchLastSection(true);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setMinimumSectionSize(48);
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    QFont font = theme.font(TextRole::Body);
    font.setPixelSize(std::max(8, font.pixelSize() - (font.pixelSize() > 13 ? 1 : 0)));
    columns->setFont(font);
    columns->setProperty("firstColumnInset", firstColumnInset());
    connect(columns, &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint &at) { columnMenu()->popup(horizontalHeader()->mapToGlobal(at)); });
    connect(this, &QTableView::doubleClicked, this, &RowTable::rowActivated);
}

void RowTable::setModel(QAbstractItemModel *newModel)
{
    if (model())
        model()->disconnect(this);
    QTableView::setModel(newModel);
    if (!newModel)
        return;
    const auto changed = [this] {
        updateEmpty();
        announceVisible();
    };
    connect(newModel, &QAbstractItemModel::rowsInserted, this, changed);
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, changed);
    connect(newModel, &QAbstractItemModel::modelReset, this, changed);
    connect(newModel, &QAbstractItemModel::layoutChanged, this, [this] {
        m_visible = {-1, -1};
        updateEmpty();
        announceVisible();
    });
    updateEmpty();
}

void RowTable::setDensity(Density density)
{
    verticalHeader()->setDefaultSectionSize(density == Density::Dense   ? 20
                                            : density == Density::Roomy ? 30
                                                                        : DefaultRowHeight);
    announceVisible();
}

void RowTable::setSelectionBoxes(bool on)
{
    m_boxes = on;
    horizontalHeader()->setProperty("firstColumnInset", firstColumnInset());
    viewport()->update();
}

void RowTable::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    viewport()->update();
}

void RowTable::setEmptyWidget(QWidget *widget)
{
    delete m_empty;
    m_empty = widget;
    if (m_empty) {
        m_empty->setParent(viewport());
        m_empty->setGeometry(viewport()->rect());
    }
    updateEmpty();
}

void RowTable::updateEmpty()
{
    if (m_empty)
        m_empty->setVisible(!model() || model()->rowCount(rootIndex()) == 0);
}

QByteArray RowTable::saveColumns() const
{
    return horizontalHeader()->saveState();
}

bool RowTable::restoreColumns(const QByteArray &state)
{
    if (state.isEmpty())
        return false;
    // restoreState takes a state of fewer or more sections as well, which would hide new columns for ever.
    const QByteArray before = saveColumns();
    const int count = horizontalHeader()->count();
    if (horizontalHeader()->restoreState(state) && horizontalHeader()->count() == count &&
        horizontalHeader()->hiddenSectionCount() < count)
        return true;
    horizontalHeader()->restoreState(before);
    return false;
}

QMenu *RowTable::columnMenu()
{
    if (!m_columnMenu) {
        m_columnMenu = new QMenu(this);
        connect(m_columnMenu, &QMenu::aboutToShow, this, [this] {
            m_columnMenu->clear();
            if (!model())
                return;
            for (int column = 0; column < model()->columnCount(); ++column) {
                QAction *action = m_columnMenu->addAction(model()->headerData(column, Qt::Horizontal).toString());
                action->setCheckable(true);
                action->setChecked(!isColumnHidden(column));
                // The first column names the row; without it the rest means nothing.
                action->setEnabled(!isFirstVisualColumn(column));
                connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
            }
        });
    }
    return m_columnMenu;
}

qint64 RowTable::selectedRowCount() const
{
    qint64 rows = 0;
    for (const auto &[first, last] : selectedRanges())
        rows += last - first + 1;
    return rows;
}

QList<std::pair<int, int>> RowTable::selectedRanges() const
{
    QList<std::pair<int, int>> ranges;
    if (!selectionModel())
        return ranges;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        ranges.append({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end());
    QList<std::pair<int, int>> merged;
    for (const auto &range : std::as_const(ranges)) {
        if (!merged.isEmpty() && range.first <= merged.last().second + 1)
            merged.last().second = std::max(merged.last().second, range.second);
        else
            merged.append(range);
    }
    return merged;
}

QList<int> RowTable::visibleColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical))
            columns << logical;
    }
    return columns;
}

QString RowTable::selectionAsText(int limit) const
{
    if (!model())
        return {};
    const QList<int> columns = visibleColumns();
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells << model()->headerData(column, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    qint64 left = 0;
    for (const auto &[first, last] : selectedRanges()) {
        for (int row = first; row <= last; ++row) {
            if (lines.size() > limit) {
                left += last - row + 1;
                break;
            }
            cells.clear();
            for (const int column : columns)
                cells << model()->index(row, column).data().toString().replace(QLatin1Char('\t'), QLatin1Char(' '));
            lines << cells.join(QLatin1Char('\t'));
        }
    }
    if (left > 0)
        lines << tr("%1 more rows were selected").arg(format::count(left));
    return lines.join(QLatin1Char('\n'));
}

bool RowTable::isFirstVisualColumn(int logical) const
{
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int candidate = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(candidate))
            return candidate == logical;
    }
    return false;
}

QRect RowTable::selectionBoxRect(const QRect &cell) const
{
    return {cell.left() + 16, cell.top() + (cell.height() - 14) / 2, 14, 14};
}

void RowTable::copySelection()
{
    QGuiApplication::clipboard()->setText(selectionAsText());
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        Q_EMIT copyAsJsonRequested();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier) {
        if (currentIndex().isValid())
            Q_EMIT rowActivated(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Space && currentIndex().isValid() && selectionModel()) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        return;
    }
    // No search by typing: it would compare a million rows at each key, and letters are the page's own keys.
    const bool letter =
        !event->text().isEmpty() && event->text().at(0).isPrint() && !(event->modifiers() & Qt::ControlModifier);
    if (letter) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
    if (event->matches(QKeySequence::SelectAll))
        Q_EMIT selectAllRequested();
}

void RowTable::mousePressEvent(QMouseEvent *event)
{
    if (m_boxes && event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier) {
        const QPoint at = event->position().toPoint();
        const QModelIndex index = indexAt(at);
        if (index.isValid() && isFirstVisualColumn(index.column())) {
            QRect cell = visualRect(index);
            if (at.x() < cell.left() + firstColumnInset()) {
                selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
                selectionModel()->select(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
                return;
            }
        }
    }
    QTableView::mousePressEvent(event);
}

void RowTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_busy) {
        QColor veil = m_theme.tokens().surf;
        veil.setAlphaF(0.4F);
        QPainter painter(viewport());
        painter.fillRect(event->rect(), veil);
    }
}

void RowTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_empty)
        m_empty->setGeometry(viewport()->rect());
    announceVisible();
}

void RowTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0)
        announceVisible();
}

void RowTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionCountChanged(selectedRowCount());
}

void RowTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    // The frame of the current row spans all its cells.
    for (const QModelIndex &index : {current, previous}) {
        if (index.isValid())
            viewport()->update(QRect(0, rowViewportPosition(index.row()), viewport()->width(), rowHeight(index.row())));
    }
}

void RowTable::announceVisible()
{
    const int rows = model() ? model()->rowCount(rootIndex()) : 0;
    if (rows == 0)
        return;
    const int first = std::max(0, rowAt(0));
    const int bottom = rowAt(viewport()->height() - 1);
    const std::pair<int, int> now{first, bottom < 0 ? rows - 1 : bottom};
    if (now == m_visible)
        return;
    m_visible = now;
    Q_EMIT visibleRowsChanged(now.first, now.second);
}

} // namespace rehome::ui
