// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/DemoHost.h"

#include <QtCore/QThread>

namespace rehome::demo {

class DemoWorker;

/// The demo of the desktop program: a local provisioning service, simulated devices and a script, on a thread of their
/// own. It hands out a connection string like any other; there is no shortcut into the service. GUI thread.
class DemoEngine final : public session::DemoHost
{
    Q_OBJECT
public:
    /// `baseFolder` empty: the person's local data folder. `pace`: how many times as fast the script runs and the
    /// service assigns, for tests; quotas keep their minutes.
    explicit DemoEngine(QString baseFolder = {}, QObject *parent = nullptr, int pace = 1);
    /// Stops and joins. To keep the window alive meanwhile, call stop() and wait for stopped() first.
    ~DemoEngine() override;

    QList<session::DemoScenario> scenarios() const override;
    void start(const QString &scenario) override; ///< a name of scenarios() or a file
    void stop() override;
    bool isRunning() const override { return m_running; }
    Result<void> perform(const QJsonObject &action) override;
    /// A wrong order is refused at once; what became of a right one is told by said().
    Result<QString> control(const QString &order) override;
    QList<QJsonObject> walkthroughSteps() const override { return m_guide; }

private:
    QThread m_thread;
    DemoWorker *m_worker; // lives in m_thread and is deleted there
    QList<QJsonObject> m_guide;
    bool m_running = false;
};

} // namespace rehome::demo
