// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

namespace rehome::ui {

/// Two pixels of accent under a page head or filter bar. It keeps its room while nothing runs, so that nothing jumps.
class ProgressLine : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(const Theme &theme, QWidget *parent = nullptr);

    /// `total` 0 or less: running without a known end (a full line at 40 %). Told to assistive technology as a
    /// description.
    void setProgress(qint64 done, qint64 total);
    /// 0 to 1; negative: running without a known end.
    void setFraction(double fraction);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    qreal m_share = 0;
    bool m_running = false;
};

} // namespace rehome::ui
