// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Delegates.h"

#include "models/items/Roles.h"
#include "models/items/Words.h"
#include "ui/widgets/Marks.h"
#include "ui/widgets/RowTable.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolTip>
#include <algorithm>

namespace rehome::ui {

namespace {

constexpr int Inset = 8;

} // namespace

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = tokens();
    const QRect r = option.rect;
    const auto *table = qobject_cast<const RowTable *>(option.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool pending = index.data(items::PendingRole).toBool();
    const bool first = table && table->isFirstVisualColumn(index.column());
    if (selected)
        painter->fillRect(r, t.sel);
    else if (pending)
        painter->fillRect(r, t.pendbg);
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.grid);
    if (table && table->currentIndex().row() == index.row() && table->showsCurrentRow()) {
        painter->fillRect(QRect(r.left(), r.top(), r.width(), 1), t.acc);
        painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.acc);
    }
    if (pending && first)
        painter->fillRect(QRect(r.left(), r.top(), 4, r.height()), t.pend);
    QRect content = r.adjusted(Inset, 0, -Inset, -1);
    if (first) {
        content.setLeft(r.left() + table->firstColumnInset());
        if (table->hasSelectionBoxes()) {
            QStyleOptionButton box;
            box.rect = table->selectionBoxRect(r);
            box.state = QStyle::State_Enabled | (selected ? QStyle::State_On : QStyle::State_Off);
            table->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, table);
        }
    }
    painter->setFont(m_mono ? m_theme.font(TextRole::Mono) : option.font);
    paintContent(*painter, content, index, selected);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = option.fontMetrics.horizontalAdvance(index.data().toString());
    return {width + 2 * Inset + 4, RowTable::DefaultRowHeight};
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = index.data(Qt::ToolTipRole).toString();
    if (text.isEmpty()) {
        const QString full = index.data().toString();
        if (view->fontMetrics().horizontalAdvance(full) > option.rect.width() - 2 * Inset)
            text = full;
    }
    QToolTip::showText(event->globalPos(), text, view->viewport());
    return true;
}

void RowDelegate::paintText(QPainter &painter, const QRect &rect, const QString &text, const QColor &color,
                            Qt::Alignment alignment) const
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    painter.setPen(color);
    const QFontMetrics metrics = painter.fontMetrics();
    const bool fits = metrics.horizontalAdvance(text) <= rect.width();
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                     fits ? text : metrics.elidedText(text, m_elide, rect.width()));
}

void RowDelegate::paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const QString words = index.data().toString();
    // Only the cell that says so is muted: what the enrollment tells of itself is known.
    const bool notRead = index.data(items::NotReadRole).toBool() && words == items::notReadText();
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment align = alignment.isValid() ? static_cast<Qt::Alignment>(alignment.toInt()) | Qt::AlignVCenter
                                                    : Qt::AlignLeft | Qt::AlignVCenter;
    paintText(painter, rect, words, notRead ? mutedColor(selected) : m_secondary ? tokens().t2 : tokens().t1, align);
}

int StatusDelegate::widthOfWords(const QFont &font)
{
    const QFontMetrics metrics(font);
    int widest = 0;
    for (const fleet::DeviceStatus status :
         {fleet::DeviceStatus::NotRead, fleet::DeviceStatus::Unassigned, fleet::DeviceStatus::Assigning,
          fleet::DeviceStatus::Assigned, fleet::DeviceStatus::Failed, fleet::DeviceStatus::Disabled})
        // A glyph before the word, and after it the mark of one that waits too long.
        widest = std::max(widest, metrics.horizontalAdvance(items::statusText(status)) +
                                      (marks::GlyphSize + 6) * (status == fleet::DeviceStatus::Assigning ? 2 : 1));
    return widest + 2 * Inset + 4;
}

void StatusDelegate::paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const QVariant value = index.data(items::StatusRole);
    if (!value.isValid()) {
        RowDelegate::paintContent(painter, rect, index, selected);
        return;
    }
    const auto status = static_cast<fleet::DeviceStatus>(value.toInt());
    if (status == fleet::DeviceStatus::NotRead) {
        paintText(painter, rect, items::notReadText(), mutedColor(selected));
        return;
    }
    const QRectF glyph(rect.left(), rect.center().y() - 5.5, marks::GlyphSize, marks::GlyphSize);
    marks::paintStatus(painter, glyph, status, tokens());
    const QString word = items::statusText(status);
    const QRect text = rect.adjusted(marks::GlyphSize + 6, 0, 0, 0);
    const bool failed = status == fleet::DeviceStatus::Failed;
    paintText(painter, text, word,
              failed && !selected ? marks::statusColor(tokens(), status)
              : failed            ? tokens().bad
                                  : tokens().t1);
    if (status == fleet::DeviceStatus::Assigning && m_stuckAfter > 0 &&
        index.data(items::WaitMsRole).toLongLong() > m_stuckAfter) {
        const int x = text.left() + painter.fontMetrics().horizontalAdvance(word) + 6;
        marks::paintStuck(painter, QRectF(x, glyph.top(), marks::GlyphSize, marks::GlyphSize), tokens());
    }
}

void PolicyDelegate::paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const QVariant stored = index.data(items::PolicyRole);
    if (!stored.isValid()) {
        RowDelegate::paintContent(painter, rect, index, selected);
        return;
    }
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setFont(theme().font(TextRole::Secondary));
    const QVariant before = index.data(items::PendingOldPolicyRole);
    const QVariant after = index.data(items::PendingNewPolicyRole);
    if (before.isValid() && after.isValid()) {
        const qreal right =
            marks::paintPolicy(painter, rect, static_cast<domain::ReprovisionPolicy>(before.toInt()), tokens());
        marks::paintArrow(painter, QPointF(right + 6, rect.center().y() + 0.5), 11, tokens().pend);
        QRectF rest(rect);
        rest.setLeft(right + 24);
        marks::paintPolicy(painter, rest, static_cast<domain::ReprovisionPolicy>(after.toInt()), tokens());
    } else {
        marks::paintPolicy(painter, rect, static_cast<domain::ReprovisionPolicy>(stored.toInt()), tokens());
    }
    painter.restore();
}

HubDelegate::HubDelegate(const Theme &theme, const HubColors &colors, QObject *parent)
    : RowDelegate(theme, parent)
    , m_colors(colors)
{
}

void HubDelegate::paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const QString host = index.data(items::HubNameRole).toString();
    const QString words = index.data().toString();
    if (host.isEmpty()) {
        paintText(painter, rect, words.isEmpty() ? m_emptyText : words, mutedColor(selected));
        return;
    }
    marks::paintHub(painter, QRectF(rect.left(), rect.top(), 11, rect.height()), m_colors.hueOf(host), theme());
    paintText(painter, rect.adjusted(17, 0, 0, 0), words.isEmpty() ? host : words, tokens().t1);
}

void AgeDelegate::paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const bool notRead = index.data(items::NotReadRole).toBool();
    paintText(painter, rect, index.data().toString(), notRead ? mutedColor(selected) : tokens().t2,
              Qt::AlignRight | Qt::AlignVCenter);
}

void BarDelegate::paintContent(QPainter &painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const QVariant value = index.data(items::FractionRole);
    if (value.isValid()) {
        const double fraction = std::clamp(value.toDouble(), 0.0, 1.0);
        QColor fill = selected ? tokens().accbg : tokens().fill;
        if (m_isLimit && fraction >= 1.0)
            fill = tokens().badbg;
        else if (m_isLimit && fraction >= 0.8)
            fill = tokens().warnbg;
        painter.fillRect(QRectF(rect.left(), rect.top() + 3, rect.width() * fraction, rect.height() - 6), fill);
    }
    paintText(painter, rect.adjusted(4, 0, -4, 0), index.data().toString(), tokens().t1,
              Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace rehome::ui
