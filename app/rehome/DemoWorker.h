// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rehome/DemoRun.h"
#include "app/session/ConnectionProfile.h"
#include "models/fleet/Outcome.h"

#include <QCoro/QCoroTask>
#include <QtCore/QObject>
#include <memory>
#include <vector>

namespace rehome::demo {

/// The demo's own thread: starts and stops the local service and the devices, both of which block, and runs the script.
/// Every function is called by queued call.
class DemoWorker : public QObject
{
    Q_OBJECT
public:
    explicit DemoWorker(QString baseFolder, int pace = 1); ///< as DemoEngine
    ~DemoWorker() override;

    void start(const QString &scenario); ///< ends a running one first, without stopped()
    void stop();                         ///< ends with stopped()
    void perform(const Action &action);
    void control(const QString &order);

Q_SIGNALS:
    void started(rehome::session::ConnectionProfile profile, rehome::session::ConnectionSecret secret,
                 QList<QJsonObject> guide);
    void failed(rehome::Error error);
    void reports(std::vector<rehome::fleet::DeviceReport> reports);
    void said(QString text);
    void stopped();

private:
    using RunPtr = std::shared_ptr<DemoRun>;
    Result<void> open(const RunPtr &run, const QString &scenario);
    void announce(const RunPtr &run);
    QCoro::Task<void> learnKeysAndGo(RunPtr run);
    QCoro::Task<Result<void>> learnKeys(RunPtr run);
    void schedule(const RunPtr &run);
    void runStep(const RunPtr &run, const ScriptStep &step);
    QCoro::Task<void> act(RunPtr run, Action action);
    QCoro::Task<Result<void>> edit(RunPtr run, ServiceEdit edit);
    QCoro::Task<Result<QJsonObject>> bodyWithDeviceKey(RunPtr run, ServiceEdit edit);
    devices::DeviceFleet::ReportSink sinkFor(const RunPtr &run);
    void end();

    QString m_baseFolder;
    int m_pace;
    RunPtr m_run;
};

} // namespace rehome::demo
