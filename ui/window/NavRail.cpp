// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NavRail.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolTip>
#include <algorithm>

namespace rehome::ui {

namespace {

constexpr int PageRow = 32;
constexpr int SmallRow = 27;
constexpr int LongestName = 60;

} // namespace

NavRail::NavRail(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedWidth(Width);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Pages"));
}

void NavRail::setItems(QList<RailItem> items)
{
    if (items == m_items)
        return;
    m_items = std::move(items);
    m_focus = std::clamp(m_focus, 0, std::max(0, static_cast<int>(m_items.size()) - 1));
    layOut();
    placeEdit();
    update();
}

bool NavRail::isFilter(int index) const
{
    return index >= 0 && index < m_items.size() && m_items.at(index).kind == RailItem::Kind::Filter;
}

void NavRail::editName(int index)
{
    endEdit(true);
    if (!isFilter(index))
        return;
    m_edited = m_items.at(index);
    m_focusBefore = QApplication::focusWidget();
    m_edit = new QLineEdit(m_edited.title, parentWidget() ? parentWidget() : this);
    m_edit->setAccessibleName(tr("Name of the saved filter"));
    m_edit->setMaxLength(LongestName);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { endEdit(true); });
    placeEdit();
    m_edit->show();
    m_edit->raise();
    m_edit->selectAll();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void NavRail::placeEdit()
{
    if (!m_edit)
        return;
    const auto row = std::find_if(m_items.cbegin(), m_items.cend(), [this](const RailItem &item) {
        return item.kind == RailItem::Kind::Filter && item.id == m_edited.id;
    });
    if (row == m_items.cend())
        return endEdit(false);
    QRect place = m_rects.value(row - m_items.cbegin());
    if (place.isEmpty()) // no room for its row: at the end of those that have
        place = QRect(0, height() - 2 * SmallRow, width(), SmallRow);
    place = place.adjusted(m_collapsed ? 6 : 36, 0, -7, 0);
    place.setWidth(std::max(place.width(), Width - 44));
    m_edit->setGeometry(QRect(mapTo(m_edit->parentWidget(), place.topLeft()), place.size()));
}

void NavRail::endEdit(bool keep)
{
    if (!m_edit)
        return;
    QLineEdit *edit = m_edit; // hiding it ends the editing once more
    m_edit = nullptr;
    const QString name = edit->text().trimmed();
    const bool hadFocus = edit->hasFocus();
    edit->removeEventFilter(this);
    edit->hide();
    edit->deleteLater();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    if (keep && !name.isEmpty() && name != m_edited.title)
        Q_EMIT filterRenamed(m_edited, name);
}

bool NavRail::eventFilter(QObject *watched, QEvent *event)
{
    if (m_edit && watched == m_edit && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        endEdit(false);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void NavRail::setCurrentPage(const QString &id)
{
    m_current = id;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).kind == RailItem::Kind::Page && m_items.at(i).id == id) {
            m_focus = static_cast<int>(i);
            setAccessibleDescription(m_items.at(i).title);
        }
    }
    update();
}

void NavRail::setCollapsed(bool collapsed)
{
    if (m_collapsed == collapsed)
        return;
    m_collapsed = collapsed;
    setFixedWidth(collapsed ? CollapsedWidth : Width);
    layOut();
    placeEdit();
    update();
}

void NavRail::layOut()
{
    m_rects.fill(QRect(), m_items.size());
    m_separator = -1;
    int foot = 0;
    for (const RailItem &item : std::as_const(m_items))
        foot += item.kind == RailItem::Kind::Foot ? SmallRow + 1 : 0;
    int bottom = height() - foot - 8;
    const int limit = bottom - 4;
    int y = 9;
    bool filters = false;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        switch (m_items.at(i).kind) {
        case RailItem::Kind::Page:
            m_rects[i] = QRect(0, y, width(), PageRow);
            y += PageRow;
            break;
        case RailItem::Kind::Filter:
            if (!filters) {
                filters = true;
                m_separator = y + 7;
                y += m_collapsed ? 15 : 36;
            }
            if (y + SmallRow <= limit)
                m_rects[i] = QRect(0, y, width(), SmallRow);
            y += SmallRow;
            break;
        case RailItem::Kind::Foot:
            m_rects[i] = QRect(0, bottom, width(), SmallRow);
            bottom += SmallRow + 1;
            break;
        }
    }
}

void NavRail::resizeEvent(QResizeEvent *)
{
    layOut();
    placeEdit();
}

void NavRail::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), t.win);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), t.line);
    const QFont body = m_theme.font(TextRole::Body);
    const QFont small = m_theme.font(TextRole::Secondary);
    const QFont countFont = m_theme.font(TextRole::Caption);
    if (m_separator >= 0) {
        painter.fillRect(QRect(16, m_separator, width() - 32, 1), t.line);
        if (!m_collapsed) {
            QFont caption = m_theme.font(TextRole::Caption);
            caption.setWeight(QFont::DemiBold);
            painter.setFont(caption);
            painter.setPen(t.t3);
            painter.drawText(QRect(18, m_separator + 6, width() - 30, 22), Qt::AlignVCenter, tr("SAVED FILTERS"));
        }
    }
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const QRect r = m_rects.value(i);
        if (r.isEmpty())
            continue;
        const RailItem &item = m_items.at(i);
        const bool current = item.kind == RailItem::Kind::Page && item.id == m_current;
        const QRectF box = QRectF(r).adjusted(6, 1, -7, -1);
        painter.setPen(Qt::NoPen);
        if (current) {
            painter.setBrush(t.sel);
            painter.drawRoundedRect(box, 4, 4);
            painter.setBrush(t.acc);
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 5, 3, box.height() - 10), 1.5, 1.5);
        } else if (i == m_hover) {
            painter.setBrush(t.hdr);
            painter.drawRoundedRect(box, 4, 4);
        }
        if (hasFocus() && i == m_focus) {
            painter.setPen(QPen(t.acc, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4);
        }
        const QColor iconColor = current ? t.acc : item.kind == RailItem::Kind::Filter ? t.t3 : t.t2;
        const int iconX = m_collapsed ? (width() - 16) / 2 : 18;
        painter.drawPixmap(iconX, r.center().y() - 7, icons::pixmap(item.icon, iconColor, 16, devicePixelRatioF()));
        if (m_collapsed)
            continue;
        painter.setFont(countFont);
        const int countWidth = item.count.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(item.count);
        painter.setPen(item.bad ? t.bad : current ? t.t2 : t.t3);
        painter.drawText(r.adjusted(0, 0, -14, 0), Qt::AlignRight | Qt::AlignVCenter, item.count);
        painter.setFont(item.kind == RailItem::Kind::Page ? body : small);
        painter.setPen(t.t1);
        const QRect text(42, r.top(), width() - 42 - 14 - (countWidth ? countWidth + 3 : 0), r.height());
        painter.drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(item.title, Qt::ElideRight, text.width()));
    }
}

int NavRail::itemAt(const QPoint &pos) const
{
    for (qsizetype i = 0; i < m_rects.size(); ++i) {
        if (m_rects.at(i).contains(pos))
            return static_cast<int>(i);
    }
    return -1;
}

void NavRail::mousePressEvent(QMouseEvent *event)
{
    const int index = itemAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0) {
        m_focus = index;
        const RailItem item = m_items.at(index);
        Q_EMIT itemActivated(item);
    }
}

void NavRail::mouseMoveEvent(QMouseEvent *event)
{
    const int hover = itemAt(event->position().toPoint());
    if (hover != m_hover) {
        m_hover = hover;
        update();
    }
}

void NavRail::leaveEvent(QEvent *)
{
    m_hover = -1;
    update();
}

void NavRail::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_items.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        m_focus = std::max(0, m_focus - 1);
        break;
    case Qt::Key_Down:
        m_focus = std::min(std::max(0, last), m_focus + 1);
        break;
    case Qt::Key_Home:
        m_focus = 0;
        break;
    case Qt::Key_End:
        m_focus = std::max(0, last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_focus <= last) {
            const RailItem item = m_items.at(m_focus);
            Q_EMIT itemActivated(item);
        }
        return;
    case Qt::Key_F2:
        return editName(m_focus);
    case Qt::Key_Delete:
        if (isFilter(m_focus)) {
            const RailItem item = m_items.at(m_focus);
            Q_EMIT filterRemoveRequested(item);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_focus <= last)
        setAccessibleDescription(m_items.at(m_focus).title + QLatin1Char(' ') + m_items.at(m_focus).count);
    update();
}

void NavRail::contextMenuEvent(QContextMenuEvent *event)
{
    const int index = event->reason() == QContextMenuEvent::Keyboard ? m_focus : itemAt(event->pos());
    if (!isFilter(index))
        return;
    const RailItem item = m_items.at(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Rename saved filter")), &QAction::triggered, this, [this, index] { editName(index); });
    connect(menu->addAction(tr("Remove saved filter")), &QAction::triggered, this,
            [this, item] { Q_EMIT filterRemoveRequested(item); });
    menu->popup(event->globalPos());
}

bool NavRail::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = itemAt(help->pos());
        if (index >= 0)
            QToolTip::showText(
                help->globalPos(),
                m_items.at(index).toolTip.isEmpty() ? m_items.at(index).title : m_items.at(index).toolTip, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace rehome::ui
