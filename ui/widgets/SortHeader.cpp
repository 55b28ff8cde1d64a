// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SortHeader.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>
#include <algorithm>

namespace rehome::ui {

SortHeader::SortHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
}

void SortHeader::setKeys(const QList<Key> &keys)
{
    if (m_keys == keys)
        return;
    m_keys = keys;
    // The indicator of Qt's own is what a header's saved state holds; told aloud it would sort by that column alone.
    const QSignalBlocker quiet(this);
    if (m_keys.isEmpty())
        setSortIndicator(-1, Qt::AscendingOrder);
    else
        setSortIndicator(m_keys.first().section, m_keys.first().order);
    viewport()->update();
}

bool SortHeader::addsSort(const QMouseEvent *event) const
{
    // The cursor tells a border that is dragged from a section that is clicked.
    return event->button() == Qt::LeftButton && event->modifiers() == Qt::ShiftModifier && sectionsClickable() &&
           isSortIndicatorShown() && viewport()->cursor().shape() != Qt::SplitHCursor;
}

void SortHeader::mousePressEvent(QMouseEvent *event)
{
    m_pressed = addsSort(event) ? logicalIndexAt(event->position().toPoint()) : -1;
    if (m_pressed < 0)
        QHeaderView::mousePressEvent(event);
}

void SortHeader::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (addsSort(event))
        return mousePressEvent(event); // quick clicks are clicks
    QHeaderView::mouseDoubleClickEvent(event);
}

void SortHeader::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressed < 0)
        QHeaderView::mouseMoveEvent(event);
}

void SortHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressed < 0)
        return QHeaderView::mouseReleaseEvent(event);
    const int section = std::exchange(m_pressed, -1);
    if (logicalIndexAt(event->position().toPoint()) == section)
        Q_EMIT added(section);
}

qsizetype SortHeader::placeOf(int section) const
{
    const auto found =
        std::find_if(m_keys.cbegin(), m_keys.cend(), [&](const Key &key) { return key.section == section; });
    return found == m_keys.cend() ? -1 : found - m_keys.cbegin();
}

void SortHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    const qsizetype place = placeOf(logicalIndex);
    if (place > 0)
        option->sortIndicator =
            m_keys.at(place).order == Qt::AscendingOrder ? QStyleOptionHeader::SortDown : QStyleOptionHeader::SortUp;
}

void SortHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    QHeaderView::paintSection(painter, rect, logicalIndex);
    const qsizetype place = m_keys.size() > 1 ? placeOf(logicalIndex) : -1;
    if (place < 0)
        return;
    painter->save();
    painter->setFont(m_theme.font(TextRole::Caption));
    painter->setPen(m_theme.tokens().t2);
    painter->drawText(QRect(rect.right() - 9, rect.top() + 2, 9, rect.height() - 4), Qt::AlignRight | Qt::AlignTop,
                      QString::number(place + 1));
    painter->restore();
}

} // namespace rehome::ui
