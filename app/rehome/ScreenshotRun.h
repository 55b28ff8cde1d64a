// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rehome/Application.h"

#include <QtCore/QElapsedTimer>
#include <functional>

namespace rehome::desktop {

/// `--screenshots DIR`: drives the demo like a person who looks at each page in turn, saves one PNG per page and per
/// walkthrough step, and exits 0; 1 when a page never came to show what it should. Each picture waits for what it has
/// to show, not for a time.
class ScreenshotRun : public QObject
{
    Q_OBJECT
public:
    ScreenshotRun(Application &application, const Options &options);
    void start();

private:
    struct Shot
    {
        QString name;
        std::function<void()> prepare; ///< once
        std::function<bool()> ready;   ///< asked ten times a second; has to hold until the picture is taken
        QString waitsFor;              ///< in words, for the message when it never comes
        int settleMs = 150;            ///< from ready to the picture, for a last paint
    };
    void plan();
    void planTour();
    void planGuide(const QString &tour); ///< the open scenario's walkthrough, a picture a step
    void planScript();                   ///< a scenario without a guide: its pages once devices have asked
    bool tourGoesOn(const QString &tour);
    void add(Shot shot);
    void tick();
    void save(const QString &name);
    QString whatThereIs() const;
    void finish(int code);
    void say(const QString &text) const;

    Application &m_application;
    Options m_options;
    QList<Shot> m_shots;
    qsizetype m_at = 0;
    int m_step = -1; ///< walkthrough step that the fleet is in the state of
    QTimer m_clock;
    QElapsedTimer m_sinceShot, m_sinceReady, m_sinceStep, m_total;
    bool m_prepared = false;
    bool m_ready = false;
    int m_missed = 0;
};

} // namespace rehome::desktop
