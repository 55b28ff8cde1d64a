// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/RehomeStyle.h"

#include <QtGui/QPainter>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QStyleOption>

// Composite controls of the style: labels, headers, tabs, menus, bars.
namespace rehome::ui {

namespace {

QRectF crispRect(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

} // namespace

void RehomeStyle::drawHeaderSection(const QStyleOption *option, QPainter *painter) const
{
    const Tokens &t = *m_tokens;
    const QRect r = option->rect;
    painter->fillRect(r, t.hdr);
    painter->fillRect(QRect(r.left(), r.top(), r.width(), 1), t.line);
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line2);
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (header && header->position != QStyleOptionHeader::End &&
        header->position != QStyleOptionHeader::OnlyOneSection && header->orientation == Qt::Horizontal)
        painter->fillRect(QRect(r.right(), r.top() + 5, 1, r.height() - 11), t.line2);
}

void RehomeStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const Tokens &t = *m_tokens;
    const QRect r = option->rect;
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
    if (option->state.testFlag(State_Selected))
        painter->fillRect(QRect(r.left() + 10, r.bottom() - 2, r.width() - 20, 2), t.acc);
    if (option->state.testFlag(State_HasFocus)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(t.acc, 2));
        painter->drawRoundedRect(QRectF(r).adjusted(3, 3, -3, -5), 4, 4);
        painter->restore();
    }
}

void RehomeStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    const bool enabled = option->state.testFlag(State_Enabled);
    switch (element) {
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            return;
        QStyleOptionButton copy(*button);
        const QVariant property = widget ? widget->property("kind") : QVariant();
        const auto kind = property.isValid() ? static_cast<ButtonKind>(property.toInt()) : ButtonKind::Normal;
        QColor text = t.t1;
        if (!enabled)
            text = t.ctl;
        else if (kind == ButtonKind::Primary)
            text = t.onacc;
        else if (kind == ButtonKind::Link)
            text = t.acc;
        else if (kind == ButtonKind::Pending)
            text = t.pend;
        else if (kind == ButtonKind::Danger)
            text = t.bad;
        else if (button->state.testFlag(State_On))
            text = t.acc;
        copy.palette.setColor(QPalette::ButtonText, text);
        copy.state.setFlag(State_Sunken, false);
        const bool menu = button->features.testFlag(QStyleOptionButton::HasMenu);
        if (menu) {
            copy.features.setFlag(QStyleOptionButton::HasMenu, false);
            copy.rect.setRight(copy.rect.right() - 14);
            drawChevron(painter, QRectF(option->rect.right() - 22, option->rect.center().y() - 7.5, 16, 16), text,
                        Qt::DownArrow);
        }
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    case CE_PushButtonBevel: {
        // The common style would draw a second arrow beside ours.
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            return;
        QStyleOptionButton copy(*button);
        copy.features.setFlag(QStyleOptionButton::HasMenu, false);
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    case CE_Header: {
        // The common style asks itself, not this one, where label and arrow stand, and leaves an empty clip behind.
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!header)
            return;
        painter->save();
        painter->setClipRect(option->rect, Qt::IntersectClip);
        proxy()->drawControl(CE_HeaderSection, header, painter, widget);
        QStyleOptionHeader part(*header);
        part.rect = proxy()->subElementRect(SE_HeaderLabel, header, widget);
        if (part.rect.isValid())
            proxy()->drawControl(CE_HeaderLabel, &part, painter, widget);
        part.rect = proxy()->subElementRect(SE_HeaderArrow, header, widget);
        proxy()->drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
        painter->restore();
        return;
    }
    case CE_HeaderSection:
        drawHeaderSection(option, painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, t.hdr);
        painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), t.line);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line2);
        return;
    case CE_HeaderLabel: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!header)
            return;
        painter->save();
        QFont font = painter->font();
        const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
        font.setWeight(sorted ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(enabled ? t.t2 : t.t3);
        QRect r = header->rect;
        // A table whose first column holds more than text says how far its words are inset.
        if (widget && (header->position == QStyleOptionHeader::Beginning ||
                       header->position == QStyleOptionHeader::OnlyOneSection)) {
            if (const QVariant inset = widget->property("firstColumnInset"); inset.isValid())
                r.setLeft(r.left() + inset.toInt() - proxy()->pixelMetric(PM_HeaderMargin, option, widget));
        }
        const QString text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, r.width());
        painter->drawText(r,
                          static_cast<int>((header->textAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter) |
                              Qt::TextSingleLine | Qt::TextDontClip,
                          text);
        painter->restore();
        return;
    }
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_TabBarTabLabel: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            return;
        painter->save();
        painter->setPen(!enabled ? t.ctl : tab->state.testFlag(State_Selected) ? t.acc : t.t2);
        painter->drawText(tab->rect.adjusted(0, 0, 0, -2), Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
        painter->restore();
        return;
    }
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, t.win);
        return;
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            return;
        painter->fillRect(item->rect, t.win);
        const bool active = item->state.testFlag(State_Selected) || item->state.testFlag(State_Sunken);
        painter->save();
        if (active) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.sel);
            painter->drawRoundedRect(QRectF(item->rect).adjusted(2, 2, -2, -2), 4, 4);
        }
        painter->setPen(enabled ? t.t1 : t.ctl);
        const int mnemonic = proxy()->styleHint(SH_UnderlineShortcut, option, widget, nullptr) ? Qt::TextShowMnemonic
                                                                                               : Qt::TextHideMnemonic;
        painter->drawText(item->rect, Qt::AlignCenter | Qt::TextSingleLine | mnemonic, item->text);
        painter->restore();
        return;
    }
    case CE_MenuItem: {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    case CE_Splitter:
        painter->fillRect(option->rect, t.line);
        return;
    case CE_ProgressBarGroove: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(t.ctl, 1));
        painter->setBrush(t.surf);
        painter->drawRoundedRect(crispRect(option->rect), 2, 2);
        painter->restore();
        return;
    }
    case CE_ProgressBarContents: {
        const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        if (!bar || bar->maximum <= bar->minimum)
            return;
        const qreal share = qreal(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
        painter->fillRect(QRectF(bar->rect.x() + 1, bar->rect.y() + 1,
                                 (bar->rect.width() - 2) * std::clamp(share, 0.0, 1.0), bar->rect.height() - 2),
                          t.acc);
        return;
    }
    case CE_ShapedFrame: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const QRect r = option->rect;
            painter->fillRect(frame->frameShape == QFrame::HLine ? QRect(r.left(), r.center().y(), r.width(), 1)
                                                                 : QRect(r.center().x(), r.top(), 1, r.height()),
                              t.line);
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void RehomeStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    painter->fillRect(option->rect, t.alt);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const bool active =
        option->state.testFlag(State_MouseOver) || option->activeSubControls.testFlag(SC_ScrollBarSlider);
    painter->setBrush(active ? t.ctl : t.line2);
    const QRectF slider(proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    painter->drawRoundedRect(slider.adjusted(2, 2, -2, -2), 4, 4);
    painter->restore();
}

void RehomeStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool focus = option->state.testFlag(State_HasFocus);
    const bool hover = option->state.testFlag(State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(!enabled ? t.line : hover ? t.ctl : t.line2, 1));
    painter->setBrush(enabled ? t.surf : t.win);
    painter->drawRoundedRect(crispRect(option->rect), 4, 4);
    if (focus) {
        painter->setPen(QPen(t.acc, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->restore();
    Q_UNUSED(widget);
    drawChevron(painter, QRectF(option->rect.right() - 22, option->rect.center().y() - 7.5, 16, 16),
                enabled ? t.t2 : t.line2, Qt::DownArrow);
}

void RehomeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    case CC_ComboBox:
        if (const auto *combo = qobject_cast<const QComboBox *>(widget); combo && !combo->isEditable()) {
            drawComboBox(option, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace rehome::ui
