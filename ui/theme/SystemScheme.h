// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <memory>

namespace rehome::ui {

/// Whether the desktop prefers dark. GUI thread. Tests give the Theme their own subclass.
class SystemScheme : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual bool isDark() const = 0;

    /// Looks again; called when a window reports a theme change. Emits changed() when the answer differs.
    virtual void recheck() {}

    /// The real one: QStyleHints::colorScheme from Qt 6.5; before that the lightness of the platform's own window
    /// colour and, on Linux, the settings portal of the desktop, which is asked asynchronously once the event loop
    /// runs.
    [[nodiscard]] static std::unique_ptr<SystemScheme> create();

Q_SIGNALS:
    void changed();
};

} // namespace rehome::ui
