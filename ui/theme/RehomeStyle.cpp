// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/RehomeStyle.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolButton>

namespace rehome::ui {

namespace {

constexpr auto KindProperty = "kind";
constexpr qreal Radius = 4;

ButtonKind kindOf(const QWidget *widget)
{
    const QVariant kind = widget ? widget->property(KindProperty) : QVariant();
    if (kind.isValid())
        return static_cast<ButtonKind>(kind.toInt());
    return qobject_cast<const QToolButton *>(widget) ? ButtonKind::Flat : ButtonKind::Normal;
}

QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

class Painting
{
public:
    explicit Painting(QPainter *painter)
        : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Painting() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Painting)

private:
    QPainter *m_painter;
};

} // namespace

void setButtonKind(QWidget *button, ButtonKind kind)
{
    button->setProperty(KindProperty, static_cast<int>(kind));
    button->update();
}

RehomeStyle::RehomeStyle()
    : QProxyStyle(QStringLiteral("fusion"))
    , m_tokens(&Tokens::light())
{
}

void RehomeStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) ||
        qobject_cast<QScrollBar *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void RehomeStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

int RehomeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonMargin:
        return 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 14;
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 15;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 26;
    case PM_SplitterWidth:
        return 1;
    case PM_HeaderMargin:
        return 8;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 2;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
        return 0;
    case PM_MenuBarHMargin:
        return 4;
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_TabBarTabHSpace:
        return 20;
    case PM_TabBarTabVSpace:
        return 10;
    case PM_TabBarTabOverlap:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_ToolTipLabelFrameWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int RehomeStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ScrollBar_Transient:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QSize RehomeStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool menu = button && button->features.testFlag(QStyleOptionButton::HasMenu);
        const int icon = button && !button->icon.isNull() ? 4 : 0;
        if (kindOf(widget) == ButtonKind::Link)
            result.setWidth(size.width() + 8 + icon);
        else
            result.setWidth(size.width() + 24 + icon + (menu ? 16 : 0));
        result.setHeight(28);
        break;
    }
    case CT_ToolButton:
        result.setHeight(std::max(result.height(), 28));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(28);
        break;
    case CT_MenuBarItem:
        result = QSize(size.width() + 20, 26);
        break;
    case CT_HeaderSection:
        result.setHeight(26);
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), 26));
        break;
    default:
        break;
    }
    return result;
}

QRect RehomeStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_HeaderArrow)
        return {option->rect.right() - 20, option->rect.center().y() - 7, 16, 16};
    if (element == SE_HeaderLabel) {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const bool arrow = header && header->sortIndicator != QStyleOptionHeader::None;
        const int margin = pixelMetric(PM_HeaderMargin, option, widget);
        return option->rect.adjusted(margin, 0, arrow ? -22 : -margin, 0);
    }
    if (element == SE_LineEditContents && qobject_cast<const QLineEdit *>(widget))
        return QProxyStyle::subElementRect(element, option, widget).adjusted(4, 0, -4, 0);
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect RehomeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                                  const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        // No arrow buttons: the whole bar is groove.
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const QRect r = bar->rect;
        const bool horizontal = bar->orientation == Qt::Horizontal;
        const int length = horizontal ? r.width() : r.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int slider = length;
        if (range > 0) {
            slider = static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep));
            slider = std::clamp(slider, std::min(26, length), length);
        }
        const int start = range > 0 ? sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                              length - slider, bar->upsideDown)
                                    : 0;
        switch (sub) {
        case SC_ScrollBarGroove:
            return r;
        case SC_ScrollBarSlider:
            return horizontal ? QRect(r.x() + start, r.y(), slider, r.height())
                              : QRect(r.x(), r.y() + start, r.width(), slider);
        case SC_ScrollBarSubPage:
            return horizontal ? QRect(r.x(), r.y(), start, r.height()) : QRect(r.x(), r.y(), r.width(), start);
        case SC_ScrollBarAddPage: {
            const int end = start + slider;
            return horizontal ? QRect(r.x() + end, r.y(), length - end, r.height())
                              : QRect(r.x(), r.y() + end, r.width(), length - end);
        }
        default:
            return {};
        }
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

void RehomeStyle::drawChevron(QPainter *painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction) const
{
    const Painting guard(painter);
    painter->setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->translate(rect.center());
    painter->rotate(direction == Qt::UpArrow      ? 180
                    : direction == Qt::LeftArrow  ? 90
                    : direction == Qt::RightArrow ? -90
                                                  : 0);
    painter->drawPolyline(QPolygonF({{-3.5, -1.75}, {0, 1.75}, {3.5, -1.75}}));
}

void RehomeStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    const Painting guard(painter);
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool hover = enabled && option->state.testFlag(State_MouseOver);
    const bool down = enabled && option->state.testFlag(State_Sunken);
    const bool on = option->state.testFlag(State_On);
    const ButtonKind kind = kindOf(widget);
    QColor fill = t.surf;
    QPen pen(t.line2, 1);
    switch (kind) {
    case ButtonKind::Primary:
        fill = enabled ? t.acc : t.hdr;
        if (down)
            fill = fill.darker(112);
        else if (hover)
            fill = fill.lighter(108);
        pen = enabled ? QPen(Qt::NoPen) : QPen(t.line, 1);
        break;
    case ButtonKind::Flat:
    case ButtonKind::Link:
        pen = QPen(Qt::NoPen);
        fill = down || on ? t.accbg : hover ? t.hdr : QColor(Qt::transparent);
        if (kind == ButtonKind::Link)
            fill = hover ? t.accbg : QColor(Qt::transparent);
        break;
    case ButtonKind::Pending:
        pen = QPen(t.pend, 1);
        fill = t.pendbg;
        break;
    case ButtonKind::Normal:
    case ButtonKind::Danger:
        if (on) {
            fill = t.accbg;
            pen.setColor(t.acc);
        } else if (down) {
            fill = t.hdr;
        } else if (hover) {
            fill = t.alt;
            pen.setColor(t.ctl);
        }
        if (!enabled) {
            fill = t.win;
            pen.setColor(t.line);
        }
        break;
    }
    painter->setPen(pen);
    painter->setBrush(fill);
    painter->drawRoundedRect(crisp(option->rect), Radius, Radius);
    if (enabled && option->state.testFlag(State_HasFocus) && option->state.testFlag(State_KeyboardFocusChange)) {
        painter->setPen(QPen(t.acc, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), Radius, Radius);
        if (kind == ButtonKind::Primary) {
            painter->setPen(QPen(t.onacc, 1));
            painter->drawRoundedRect(QRectF(option->rect).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2);
        }
    }
}

void RehomeStyle::drawCheck(const QStyleOption *option, QPainter *painter, bool round) const
{
    const Tokens &t = *m_tokens;
    const Painting guard(painter);
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool on = option->state.testFlag(State_On);
    const bool partly = option->state.testFlag(State_NoChange);
    const int side = std::min({option->rect.width(), option->rect.height(), 14});
    QRectF box(0, 0, side - 1, side - 1);
    box.moveCenter(QRectF(option->rect).center());
    if (!round)
        box.moveTopLeft(QPointF(std::floor(box.x()) + 0.5, std::floor(box.y()) + 0.5));
    const QColor accent = enabled ? t.acc : t.ctl;
    if (round) {
        painter->setPen(QPen(on ? accent : t.ctl, 1.5));
        painter->setBrush(enabled ? t.surf : t.win);
        painter->drawEllipse(box);
        if (on) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(accent);
            painter->drawEllipse(box.center(), 3.2, 3.2);
        }
        return;
    }
    painter->setPen(QPen(on || partly ? accent : t.ctl, 1));
    painter->setBrush(on || partly ? accent : enabled ? t.surf : t.win);
    painter->drawRoundedRect(box, 2, 2);
    painter->setPen(QPen(t.onacc, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    const QPointF c = box.center();
    if (partly)
        painter->drawLine(c + QPointF(-3, 0), c + QPointF(3, 0));
    else if (on)
        painter->drawPolyline(QPolygonF({c + QPointF(-3.2, 0.2), c + QPointF(-1, 2.6), c + QPointF(3.4, -2.6)}));
}

void RehomeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool focus = option->state.testFlag(State_HasFocus);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        drawButton(option, painter, widget);
        return;
    case PE_FrameFocusRect:
        // Buttons draw their own ring; item views mark the current row themselves.
        if (qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPushButton *>(widget) ||
            qobject_cast<const QToolButton *>(widget))
            return;
        if (option->state.testFlag(State_KeyboardFocusChange)) {
            const Painting guard(painter);
            painter->setPen(QPen(t.acc, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), Radius, Radius);
        }
        return;
    case PE_PanelLineEdit: {
        if (widget && (qobject_cast<QComboBox *>(widget->parentWidget()) ||
                       qobject_cast<QAbstractSpinBox *>(widget->parentWidget())))
            return;
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0) {
            const Painting guard(painter);
            painter->setPen(QPen(focus ? t.acc : enabled ? t.ctl : t.line, 1));
            painter->setBrush(enabled ? t.surf : t.win);
            painter->drawRoundedRect(crisp(option->rect), Radius, Radius);
            if (focus) {
                painter->setPen(QPen(t.acc, 2));
                painter->setBrush(Qt::NoBrush);
                painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), Radius, Radius);
            }
        }
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return;
    case PE_Frame:
    case PE_FrameMenu:
        if (element == PE_FrameMenu || option->state.testFlag(State_Enabled) || widget) {
            const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            if (frame && frame->lineWidth == 0)
                return;
            painter->save();
            painter->setPen(element == PE_FrameMenu                                      ? t.line2
                            : focus && qobject_cast<const QAbstractScrollArea *>(widget) ? t.acc
                                                                                         : t.line);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            painter->restore();
        }
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, t.surf);
        return;
    case PE_PanelMenuBar:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameTabBarBase:
    case PE_FrameWindow:
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, t.surf);
        painter->setPen(t.line2);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(option->rect, t.line);
        return;
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!header || header->sortIndicator == QStyleOptionHeader::None)
            return;
        const Painting guard(painter);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.t2);
        const QPointF c = QRectF(option->rect).center();
        // The convention of the design: ▲ means ascending, smallest first.
        const qreal up = header->sortIndicator == QStyleOptionHeader::SortDown ? 1 : -1;
        painter->drawPolygon(
            QPolygonF({c + QPointF(-4, 2.5 * up), c + QPointF(4, 2.5 * up), c + QPointF(0, -2.5 * up)}));
        return;
    }
    case PE_IndicatorArrowDown:
        drawChevron(painter, option->rect, enabled ? t.t2 : t.line2, Qt::DownArrow);
        return;
    case PE_IndicatorArrowUp:
        drawChevron(painter, option->rect, enabled ? t.t2 : t.line2, Qt::UpArrow);
        return;
    case PE_IndicatorArrowRight:
        drawChevron(painter, option->rect, enabled ? t.t2 : t.line2, Qt::RightArrow);
        return;
    case PE_IndicatorArrowLeft:
        drawChevron(painter, option->rect, enabled ? t.t2 : t.line2, Qt::LeftArrow);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace rehome::ui
