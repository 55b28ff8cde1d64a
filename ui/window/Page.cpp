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

} // namespace rehome::ui
