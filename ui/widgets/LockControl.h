// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QPushButton>

namespace rehome::ui {

/// Read-only or edits allowed, and the one visible act to change it. A click only asks: the state changes through
/// setAllowed().
class LockControl : public QPushButton
{
    Q_OBJECT
public:
    explicit LockControl(const Theme &theme, QWidget *parent = nullptr);

    void setAllowed(bool allowed);
    [[nodiscard]] bool isAllowed() const { return m_allowed; }

Q_SIGNALS:
    void changeRequested(bool allow);

private:
    const Theme &m_theme;
    bool m_allowed = false;
};

} // namespace rehome::ui
