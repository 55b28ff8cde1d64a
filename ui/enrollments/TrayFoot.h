// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <chrono>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace rehome::ui {

/// The foot of the tray: what sending costs, the buttons that ask for it, and the seconds in which it can still be
/// called off. It knows no session: it is told and asks by signals. GUI thread.
class TrayFoot : public QWidget
{
    Q_OBJECT
public:
    /// The time between a yes and the first call.
    static constexpr std::chrono::milliseconds usualDelay{5000};
    /// "Try first 25", until a person chooses another number.
    static constexpr int usualTrial = 25;

    explicit TrayFoot(const Theme &theme, QWidget *parent = nullptr);

    struct State
    {
        int edits = 0;
        bool sending = false;
        bool maySend = false;
    };
    void setState(const State &state);
    void setCost(const QString &text);
    void setProgress(int done, int total);

    /// Shows the seconds left and Cancel; sendNow() follows when they are over, callOff() when the person wants it. At
    /// once with a delay of 0, but never before this has returned.
    void startCountdown(int count, std::chrono::milliseconds delay);
    /// Nothing is sent. False when none was running.
    bool endCountdown();
    [[nodiscard]] bool isCounting() const { return m_counting; }

    [[nodiscard]] int trial() const;
    [[nodiscard]] QPushButton *applyButton() const { return m_apply; }
    [[nodiscard]] QPushButton *callOffButton() const { return m_callOff; }
    [[nodiscard]] QSpinBox *trialField() const { return m_trial; }

Q_SIGNALS:
    void applyRequested(int firstN); ///< -1 = all
    void discardRequested();
    void stopRequested(); ///< of what is being sent
    void sendNow();       ///< the countdown is over
    void calledOff();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void build();
    void arrange();
    void tick();
    void callOff();

    const Theme &m_theme;
    QBoxLayout *m_rows;
    QLabel *m_cost;
    QProgressBar *m_progress;
    QPushButton *m_discard;
    QPushButton *m_try;
    QSpinBox *m_trial;
    QPushButton *m_apply;
    QPushButton *m_stop;
    QLabel *m_seconds;
    QPushButton *m_callOff;
    State m_state;
    int m_wantedTrial = usualTrial;
    bool m_counting = false;
    int m_countingEdits = 0;
    QDeadlineTimer m_deadline;
    QTimer m_end, m_tick;
};

} // namespace rehome::ui
