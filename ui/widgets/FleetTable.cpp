// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FleetTable.h"

#include "models/items/Columns.h"
#include "models/items/Roles.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/ProgressLine.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace rehome::ui {

bool hasTerm(const QString &filter, const QString &term)
{
    return filter.split(QLatin1Char(' '), Qt::SkipEmptyParts).contains(term, Qt::CaseInsensitive);
}

QString withTerm(const QString &filter, const QString &term, bool on)
{
    if (on == hasTerm(filter, term))
        return filter;
    if (on)
        return filter.trimmed().isEmpty() ? term : filter.trimmed() + QLatin1Char(' ') + term;
    QStringList terms = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    terms.removeIf([&term](const QString &one) { return one.compare(term, Qt::CaseInsensitive) == 0; });
    return terms.join(QLatin1Char(' '));
}

FleetTable::FleetTable(const Theme &theme, items::FleetItems &model, items::FilterSubject subject, const QString &name,
                       QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_subject(subject)
    , m_bar(new FilterBar(theme, this))
    , m_chips(new ChipRow(theme, this))
    , m_progress(new ProgressLine(theme, this))
    , m_table(new RowTable(theme, name, this))
    , m_empty(new EmptyState(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *filterArea = new QVBoxLayout;
    filterArea->setContentsMargins(0, 0, 0, 4);
    filterArea->setSpacing(2);
    filterArea->addWidget(m_bar);
    filterArea->addWidget(m_chips);
    column->addLayout(filterArea);
    column->addWidget(m_progress);
    column->addWidget(m_table, 1);

    m_table->setModel(&model);
    m_table->setEmptyWidget(m_empty);
    m_table->setSortingEnabled(true);
    connect(&model, &items::FleetItems::sortChanged, this, &FleetTable::showSort);
    connect(m_table->sortHeader(), &SortHeader::added, &model, &items::FleetItems::addSort);
    m_bar->setCheck([this](const QString &text) {
        const auto parsed = items::FilterQuery::parse(text, m_subject);
        return parsed ? FilterCheck{}
                      : FilterCheck{parsed.error().words, parsed.error().position, parsed.error().length};
    });
    m_bar->setComplete([this](const QString &text, qsizetype cursor) {
        QList<FilterSuggestion> suggestions;
        for (const items::FilterCompletion &completion :
             items::FilterQuery::completions(text, cursor, m_subject, m_model.snapshot().get()))
            suggestions.append({completion.text, completion.start, completion.length, completion.hint});
        return suggestions;
    });
    m_busyDelay.setSingleShot(true);
    m_busyDelay.setInterval(150);
    connect(&m_busyDelay, &QTimer::timeout, this, [this] { m_table->setBusy(m_model.isOrdering()); });

    connect(m_bar, &FilterBar::filterChanged, this, &FleetTable::applyFilter);
    connect(m_bar, &FilterBar::saveRequested, this, &FleetTable::saveFilterRequested);
    connect(m_bar, &FilterBar::leaveRequested, this, [this] {
        m_table->setFocus(Qt::OtherFocusReason);
        if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
            m_table->setCurrentIndex(m_model.index(0, 0));
    });
    connect(m_chips, &ChipRow::toggled, this, &FleetTable::toggleChip);
    connect(&model, &items::FleetItems::countsChanged, this, &FleetTable::countsChanged);
    connect(&model, &items::FleetItems::orderApplied, this, &FleetTable::selectFirst, Qt::QueuedConnection);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &FleetTable::selectFirst, Qt::QueuedConnection);
    connect(&model, &items::FleetItems::orderingChanged, this, [this](bool busy) {
        if (busy)
            return m_busyDelay.start();
        m_busyDelay.stop();
        m_table->setBusy(false);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { Q_EMIT currentRowChanged(currentRow()); });
    connect(m_table, &RowTable::selectionCountChanged, this, &FleetTable::selectionChanged);
    connect(m_table, &RowTable::rowActivated, this,
            [this](const QModelIndex &index) { Q_EMIT rowActivated(m_model.rowId(index.row())); });
    connect(m_table, &RowTable::visibleRowsChanged, this, &FleetTable::visibleRowsChanged);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto rowAction = [this](const QString &text, auto slot) {
        auto *action = new QAction(text, m_table);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
    };
    rowAction(tr("Show &details"), [this] {
        if (currentRow() != fleet::NoRow)
            Q_EMIT rowActivated(currentRow());
    });
    rowAction(tr("&Copy selected rows"), [this] { m_table->copySelection(); });
    countsChanged();
}

void FleetTable::addRowActions(const QList<QAction *> &actions)
{
    auto *separator = new QAction(m_table);
    separator->setSeparator(true);
    m_table->addAction(separator);
    m_table->addActions(actions);
}

void FleetTable::setMakeChips(MakeChips make)
{
    m_makeChips = std::move(make);
    countsChanged();
}

void FleetTable::setNothingText(const QString &sentence)
{
    m_nothing = sentence;
    showEmpty();
}

void FleetTable::setLoading(qint64 done, qint64 total)
{
    if (done < 0)
        m_progress->stop();
    else
        m_progress->setProgress(done, total);
}

void FleetTable::applyFilter(const QString &text)
{
    const auto parsed = items::FilterQuery::parse(text, m_subject);
    if (parsed)
        m_model.setFilter(*parsed);
}

void FleetTable::showFirst(const QString &filter)
{
    m_wantsFirst = true;
    setFilterText(filter);
    selectFirst();
}

void FleetTable::selectFirst()
{
    if (!m_wantsFirst || m_model.isOrdering() || m_model.rowCount() == 0)
        return;
    m_wantsFirst = false;
    setCurrentRow(m_model.rowId(0));
}

void FleetTable::toggleChip(const QString &key, bool on)
{
    m_bar->setText(withTerm(m_bar->text(), key, on));
}

void FleetTable::countsChanged()
{
    if (m_makeChips)
        m_chips->setChips(m_makeChips(m_model.facets(), m_bar->text()));
    m_bar->setResult(m_model.matchCount(), m_model.filter().isEmpty() ? -1 : m_model.lastOrderMs());
    showEmpty();
    Q_EMIT factsChanged();
}

void FleetTable::showEmpty()
{
    if (m_model.rowCount() > 0)
        return;
    if (m_model.totalCount() == 0) {
        m_empty->setSentence(m_nothing);
        m_empty->setButtons({});
        return;
    }
    const int term = m_model.mostRemovingTerm();
    const QString reason = term >= 0 && term < m_model.filter().terms().size() && m_model.filter().terms().size() > 1
                               ? tr("%1 removes most rows.").arg(m_model.filter().terms()[term].text)
                               : QString();
    m_empty->setSentence(tr("Nothing matches this filter."), reason);
    m_empty->setButtons({tr("Clear filter")});
    disconnect(m_empty, &EmptyState::buttonClicked, this, nullptr);
    connect(m_empty, &EmptyState::buttonClicked, this, [this] { m_bar->setText({}); });
}

QString FleetTable::countText() const
{
    const QString total = format::count(m_model.totalCount());
    return m_model.filter().isEmpty() ? total : tr("%1 of %2").arg(format::count(m_model.matchCount()), total);
}

QStringList FleetTable::rowFacts() const
{
    QStringList facts{tr("%n row(s)", nullptr, int(m_model.matchCount()))};
    const qint64 selected = m_table->selectedRowCount();
    if (selected > 1)
        facts << tr("%1 selected").arg(format::count(selected));
    QStringList columns;
    for (int i = 0; i < m_model.chosenSortKeys(); ++i)
        columns << m_model.headerData(m_model.sortKeys().at(i).column, Qt::Horizontal).toString();
    if (!columns.isEmpty())
        facts << tr("Sorted by %1").arg(columns.join(QStringLiteral(", ")));
    return facts;
}

void FleetTable::showSort()
{
    QList<SortHeader::Key> keys;
    for (int i = 0; i < m_model.chosenSortKeys(); ++i)
        keys.append({m_model.sortKeys().at(i).column, m_model.sortKeys().at(i).order});
    m_table->sortHeader()->setKeys(keys);
    Q_EMIT factsChanged();
}

void FleetTable::fillSortMenu(QMenu *menu, bool further)
{
    const QList<items::SortKey> chosen = m_model.sortKeys().first(m_model.chosenSortKeys());
    for (const int column : m_table->visibleColumns()) {
        const auto key = std::ranges::find(chosen, column, &items::SortKey::column);
        const bool leads = key == chosen.begin() && key != chosen.end();
        if (further && leads)
            continue;
        QString text = m_model.headerData(column, Qt::Horizontal).toString();
        Qt::SortOrder next = Qt::AscendingOrder;
        if (key != chosen.end()) {
            const bool up = key->order == Qt::AscendingOrder;
            next = leads && up ? Qt::DescendingOrder : Qt::AscendingOrder;
            text += (up ? QStringLiteral("\t▲") : QStringLiteral("\t▼"));
            if (chosen.size() > 1)
                text += QStringLiteral(" %1").arg(key - chosen.begin() + 1);
        }
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(key != chosen.end());
        connect(action, &QAction::triggered, this, [this, column, next, further] {
            if (further)
                m_model.addSort(column);
            else
                m_model.sort(column, next);
        });
        if (leads)
            menu->setDefaultAction(action);
    }
}

void FleetTable::openSortMenu()
{
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillSortMenu(menu, false);
    menu->addSeparator();
    fillSortMenu(menu->addMenu(tr("Then by")), true);
    menu->popup(m_table->mapToGlobal(m_table->horizontalHeader()->geometry().bottomLeft()));
    menu->setActiveAction(menu->defaultAction());
}

QString FleetTable::columnWord(int column) const
{
    return m_subject == items::FilterSubject::Devices ? items::columnKey(static_cast<items::DeviceColumn>(column))
                                                      : items::columnKey(static_cast<items::EnrollmentColumn>(column));
}

fleet::RowId FleetTable::currentRow() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_model.rowId(index.row()) : fleet::NoRow;
}

void FleetTable::setCurrentRow(fleet::RowId row)
{
    const int place = row == fleet::NoRow ? -1 : m_model.placeOf(row);
    if (place >= 0) {
        m_table->setCurrentIndex(m_model.index(place, 0));
        m_table->scrollTo(m_model.index(place, 0));
    }
}

std::vector<fleet::RowId> FleetTable::selectedRows() const
{
    std::vector<fleet::RowId> rows;
    for (const auto &[first, last] : m_table->selectedRanges()) {
        for (int row = first; row <= last; ++row)
            rows.push_back(m_model.rowId(row));
    }
    return rows;
}

std::vector<fleet::RowId> FleetTable::visibleRows() const
{
    std::vector<fleet::RowId> rows;
    const int first = m_table->rowAt(0);
    if (first < 0)
        return rows;
    const int bottom = m_table->rowAt(m_table->viewport()->height() - 1);
    const int last = bottom < 0 ? m_model.rowCount() - 1 : bottom;
    for (int row = first; row <= last; ++row)
        rows.push_back(m_model.rowId(row));
    return rows;
}

QByteArray FleetTable::saveState() const
{
    QJsonArray sort;
    for (int i = 0; i < m_model.chosenSortKeys(); ++i) {
        const items::SortKey &key = m_model.sortKeys().at(i);
        sort.append((key.order == Qt::DescendingOrder ? QStringLiteral("-") : QString()) + columnWord(key.column));
    }
    return QJsonDocument(
               QJsonObject{{QStringLiteral("filter"), m_bar->text()},
                           {QStringLiteral("connection"), m_connectionId},
                           {QStringLiteral("sort"), sort},
                           {QStringLiteral("columns"), QString::fromLatin1(m_table->saveColumns().toBase64())}})
        .toJson(QJsonDocument::Compact);
}

void FleetTable::restoreState(const QByteArray &state)
{
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    m_table->restoreColumns(QByteArray::fromBase64(object.value(QStringLiteral("columns")).toString().toLatin1()));
    QList<items::SortKey> sort;
    for (const QJsonValue &value : object.value(QStringLiteral("sort")).toArray()) {
        const QString word = value.toString();
        const bool down = word.startsWith(QLatin1Char('-'));
        for (int column = 0; column < m_model.columnCount(); ++column) {
            if (QStringView(word).sliced(down ? 1 : 0) == columnWord(column))
                sort.append({column, down ? Qt::DescendingOrder : Qt::AscendingOrder});
        }
    }
    if (!sort.isEmpty())
        m_model.setSort(sort);
    if (object.value(QStringLiteral("connection")).toString() == m_connectionId)
        m_bar->setText(object.value(QStringLiteral("filter")).toString());
}

} // namespace rehome::ui
