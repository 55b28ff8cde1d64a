// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

namespace rehome::ui {

/// Own operations of this minute against the quota: an 80x8 meter and "API 212 of 1,000 / min"; amber from 80 %, red
/// when throttled.
class ApiMeter : public QWidget
{
    Q_OBJECT
public:
    explicit ApiMeter(const Theme &theme, QWidget *parent = nullptr);

    /// `quota` below 1 hides the meter. `queued` calls waiting are told in the tooltip.
    void setUsage(int used, int quota, int queued = 0, bool throttled = false);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool isWarning() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    int m_used = 0;
    int m_quota = 0;
    bool m_throttled = false;
};

/// "Data 4 s old": amber from 60 s, red from 5 min or when the connection is lost; the icon changes with the colour.
class DataAge : public QWidget
{
    Q_OBJECT
public:
    enum class State
    {
        None,
        Fresh,
        Old,
        Stale
    };

    explicit DataAge(const Theme &theme, QWidget *parent = nullptr);

    /// Both UTC milliseconds; `newestMs` 0 means nothing was read yet.
    void setTimes(qint64 newestMs, qint64 nowMs);
    void setLost(bool lost);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void recompute();

    const Theme &m_theme;
    QString m_text;
    qint64 m_newest = 0;
    qint64 m_now = 0;
    bool m_lost = false;
    State m_state = State::None;
};

} // namespace rehome::ui
