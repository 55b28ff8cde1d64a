// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Session.h"
#include "ui/theme/Theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QToolButton;

namespace rehome::ui {

class ElidedLabel;

/// How far a pass over the enrollments is, with Pause and Cancel, beside the page's title. There only while a pass runs
/// that a person waits for, and not before it takes long enough to notice.
class LoadControl : public QWidget
{
    Q_OBJECT
public:
    explicit LoadControl(const Theme &theme, QWidget *parent = nullptr);

    void setProgress(const session::LoadProgress &progress);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QToolButton *pauseButton() const { return m_pause; }
    [[nodiscard]] QToolButton *cancelButton() const { return m_cancel; }

Q_SIGNALS:
    void pauseRequested(bool paused);
    void cancelRequested();

private:
    const Theme &m_theme;
    ElidedLabel *m_label;
    QToolButton *m_pause;
    QToolButton *m_cancel;
    QTimer m_delay;
    bool m_paused = false;
};

/// "412,000 of ~1,000,000 · 83,400 / s · 7 s left"; what is not known is left out. Translated.
[[nodiscard]] QString loadText(const session::LoadProgress &progress);

} // namespace rehome::ui
