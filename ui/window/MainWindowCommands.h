// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/MainWindow.h"

namespace rehome::ui {

/// Pages and commands of the window for its palette.
class MainWindow::Commands final : public PaletteProvider
{
public:
    explicit Commands(MainWindow &window)
        : m_window(window)
    {
    }
    [[nodiscard]] QList<PaletteEntry> entries(const QString &text) override;

private:
    MainWindow &m_window;
};

} // namespace rehome::ui
