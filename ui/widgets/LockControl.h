// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "ui/theme/Theme.h"

#include <QtWidgets/QPushButton>

class QAction;
class QMenu;

namespace rehome::ui {

/// "Read-only", "Confirm" …; with what it means after a colon.
[[nodiscard]] QString safetyText(session::SafetyLevel level);
[[nodiscard]] QString safetySentence(session::SafetyLevel level);

/// The safety level of the connection, and the one visible act to change it: a list of the three. A choice only asks:
/// the state changes through setLevel().
class LockControl : public QPushButton
{
    Q_OBJECT
public:
    explicit LockControl(const Theme &theme, QWidget *parent = nullptr);

    void setLevel(session::SafetyLevel level);
    [[nodiscard]] session::SafetyLevel level() const { return m_level; }
    [[nodiscard]] bool isAllowed() const { return m_level != session::SafetyLevel::ReadOnly; }
    /// One for each level, in their order: for the menu bar too.
    [[nodiscard]] QList<QAction *> levelActions() const { return m_actions; }

Q_SIGNALS:
    void levelRequested(rehome::session::SafetyLevel level);

private:
    void showLevel(session::SafetyLevel level);

    const Theme &m_theme;
    session::SafetyLevel m_level = session::SafetyLevel::ReadOnly;
    QMenu *m_menu;
    QList<QAction *> m_actions;
};

} // namespace rehome::ui
