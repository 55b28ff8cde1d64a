// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/DemoHost.h"
#include "app/session/Session.h"

#include <QtCore/QJsonObject>
#include <QtCore/QTimer>

namespace rehome::ui {

/// Is what a step waits for true of the fleet as the session knows it? `page` is the id of the page that is shown.
/// Members as in resources/scenarios/README.md, "until"; an empty object is true. Pure.
bool guideConditionHolds(const QJsonObject &until, const fleet::Snapshot &snapshot, const QString &page);

/// A walkthrough: its steps one after the other, each waiting until the fleet really is in the state that it names.
/// Reads the fleet only through the session; acts only through the demo's host. GUI thread.
class Guide : public QObject
{
    Q_OBJECT
public:
    Guide(session::Session &session, session::DemoHost &host, QList<QJsonObject> steps, QObject *parent = nullptr);

    int stepCount() const { return int(m_steps.size()); }
    int current() const { return m_current; } ///< stepCount() when finished
    bool isFinished() const { return m_current >= m_steps.size(); }
    QString text() const;
    /// Name of the control that the step is about; empty for none. What a person did by hand still has to be applied:
    /// then it is the tray's.
    QString highlight() const;
    QString page() const;   ///< where that control is, or where the step can be seen; empty for anywhere
    QString target() const; ///< filter that shows what the step is about
    bool conditionHolds() const { return m_holds; }
    /// Who acts: "person" may do it by hand or let the guide do it; "devices" is always the guide's button; empty:
    /// nobody.
    QString actor() const;
    bool hasActed() const { return m_acted; }

    void setPage(const QString &pageId);
    void start();
    void act();  ///< does the step's action through the host
    void next(); ///< only when the condition holds
    /// Acts and goes on by itself: for screenshots and tests. Asks for pages with pageRequested().
    void setUnattended(bool on);
    /// Unattended: false leaves it to the caller to call next() when a step's condition holds.
    void setGoesOn(bool on) { m_goesOn = on; }

Q_SIGNALS:
    void stepChanged(int step);
    void conditionChanged(bool holds);
    void highlightChanged();
    /// Show this page with this target (see Page::showTarget); the step's control is there.
    void pageRequested(const QString &pageId, const QString &target);
    void failed(rehome::Error error);
    void finished();

private:
    void enter(int step);
    void check();
    void readDevice();
    QJsonObject step() const { return m_steps.value(m_current); }

    session::Session &m_session;
    session::DemoHost &m_host;
    QList<QJsonObject> m_steps;
    QString m_page;
    QTimer m_poll;   ///< asks for the device that a step waits for
    QTimer m_onward; ///< unattended: a moment to look before the next step
    int m_current = -1;
    bool m_holds = false;
    bool m_acted = false;
    bool m_unattended = false;
    bool m_goesOn = true;
};

} // namespace rehome::ui
