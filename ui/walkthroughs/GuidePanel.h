// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "ui/walkthroughs/Guide.h"

#include <QtWidgets/QWidget>
#include <functional>

class QLabel;
class QPushButton;

namespace rehome::ui {

class MessageBar;

/// A frame around the control that a step is about. Lets the mouse through and follows the control. GUI thread.
class Spotlight : public QWidget
{
    Q_OBJECT
public:
    Spotlight(const Theme &theme, QWidget *window);
    /// Null takes it away.
    void pointAt(QWidget *target, const QRect &part = {});

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();
    const Theme &m_theme;
    QPointer<QWidget> m_target;
    QRect m_part;
};

/// The guide beside the page: one step, one sentence, one highlighted control; the next step waits for the fleet. GUI
/// thread.
class GuidePanel : public QWidget
{
    Q_OBJECT
public:
    /// Finds the control of a name and, for painted ones, the part of it; null when it is not on screen.
    using FindControl = std::function<std::pair<QWidget *, QRect>(const QString &name)>;

    GuidePanel(const Theme &theme, Guide &guide, const QString &title, FindControl find, QWidget *window);
    ~GuidePanel() override;
    QPushButton *actButton() const { return m_act; }
    QPushButton *nextButton() const { return m_next; }
    /// The page changed: the control may be elsewhere now.
    void pointAgain();
    QSize sizeHint() const override { return {260, 400}; }

Q_SIGNALS:
    void closeRequested();

private:
    void show(int step);
    void retell();

    const Theme &m_theme;
    Guide &m_guide;
    FindControl m_find;
    Spotlight *m_spotlight;
    QLabel *m_count;
    QLabel *m_text;
    QLabel *m_waiting;
    MessageBar *m_message;
    QPushButton *m_act;
    QPushButton *m_next;
};

} // namespace rehome::ui
