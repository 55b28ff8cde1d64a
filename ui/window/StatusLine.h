// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QtWidgets/QWidget>

class QPushButton;
class QProgressBar;
class QTimer;

namespace rehome::ui {

class ApiMeter;
class DataAge;
class ElidedLabel;

/// The 26 px at the bottom: connection · facts of the page … background work · problems · API meter · data age · clock
/// in UTC.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    enum class Link
    {
        None,
        Connecting,
        Connected,
        Paused,
        Lost
    };

    explicit StatusLine(const Theme &theme, QWidget *parent = nullptr);

    void setLink(Link link, const QString &text);
    void setFacts(const QStringList &facts);
    [[nodiscard]] const QStringList &facts() const { return m_facts; }
    /// Background work with its progress; `total` 0 or less: no known end. An empty text ends it.
    void setWork(const QString &text, qint64 done = 0, qint64 total = 0, bool cancellable = true);
    void setProblems(int count, const QString &toolTip = {});
    /// What was just done ("12 rows copied"); replaces the facts for four seconds.
    void say(const QString &text);
    [[nodiscard]] ApiMeter *meter() const { return m_meter; }
    [[nodiscard]] DataAge *age() const { return m_age; }

Q_SIGNALS:
    void cancelRequested();
    void problemsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tick();
    [[nodiscard]] int leftEnd() const;

    const Theme &m_theme;
    Link m_link = Link::None;
    QString m_linkText;
    QStringList m_facts;
    QString m_said;
    ElidedLabel *m_work;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_problems;
    ApiMeter *m_meter;
    DataAge *m_age;
    ElidedLabel *m_clock;
    QTimer *m_timer;
    QTimer *m_sayTimer;
};

} // namespace rehome::ui
