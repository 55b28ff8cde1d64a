// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace rehome::ui {

class CommandPalette;
class ConnectionSwitcher;
class ElidedLabel;
class LockControl;

/// The 44 px under the menu bar: connection, Refresh, Pause, palette, edit lock, unsent edits.
class HeaderBar : public QWidget
{
    Q_OBJECT
public:
    explicit HeaderBar(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] ConnectionSwitcher *switcher() const { return m_switcher; }
    [[nodiscard]] CommandPalette *commandPalette() const { return m_palette; }
    [[nodiscard]] LockControl *lock() const { return m_lock; }
    [[nodiscard]] QPushButton *refreshButton() const { return m_refresh; }
    [[nodiscard]] QPushButton *pauseButton() const { return m_pause; }
    [[nodiscard]] QPushButton *pendingButton() const { return m_pending; }

    /// Without a connection only switcher and palette are there: no disabled furniture.
    void setConnected(bool connected);
    void setPendingCount(int count);
    void setPause(bool possible, bool paused);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    const Theme &m_theme;
    ConnectionSwitcher *m_switcher;
    QPushButton *m_refresh;
    QPushButton *m_pause;
    CommandPalette *m_palette;
    ElidedLabel *m_hint;
    LockControl *m_lock;
    QPushButton *m_pending;
    bool m_connected = false;
    int m_count = 0;
};

} // namespace rehome::ui
