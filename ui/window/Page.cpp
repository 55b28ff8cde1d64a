// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Page.h"

#include <algorithm>
#include <array>

namespace rehome::ui {

Page::Page(QString id, QWidget *parent)
    : QWidget(parent)
    , m_id(std::move(id))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

int Page::numberOf(const QString &id)
{
    static constexpr std::array order{Start, Overview, Live,     Devices, Enrollments,
                                      Rate,  WhatIf,   Rollouts, Hubs,    Journal};
    const auto found = std::find(order.begin(), order.end(), id);
    return found == order.end() ? -1 : static_cast<int>(found - order.begin());
}

QAction *Page::addPageAction(const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    m_pageActions.append(action);
    return action;
}

} // namespace rehome::ui
