// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "models/domain/Error.h"
#include "models/fleet/Outcome.h"

#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <vector>

namespace rehome::session {

struct DemoScenario
{
    QString name; ///< "demo", "quarantine"
    QString title, summary;
};

/// How the ui starts and steers the demo: the embedded local service and its simulated devices. Implemented by
/// app/rehome, since the ui may not see the service. GUI thread; signals come queued.
class DemoHost : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QList<DemoScenario> scenarios() const = 0;
    virtual void start(const QString &scenario) = 0; ///< stops a running one first
    virtual void stop() = 0;                         ///< ends with stopped()
    virtual bool isRunning() const = 0;
    /// A line of the scenario's `steps` done by hand: the walkthrough's "let the device ask again" and the like.
    virtual Result<void> perform(const QJsonObject &action) = 0;
    /// `hub NAME slow|throttle|dead|up`, `quota …` as `rehomectl control`.
    virtual Result<QString> control(const QString &order) = 0;
    virtual QList<QJsonObject>
    walkthroughSteps() const = 0; ///< steps of the running scenario that a guide shows; [] for none

Q_SIGNALS:
    void started(rehome::session::ConnectionProfile profile, rehome::session::ConnectionSecret secret);
    void failed(rehome::Error error);
    void reports(std::vector<rehome::fleet::DeviceReport> reports);
    void said(QString text); ///< what the script just did, for the status bar
    void stopped();
};

} // namespace rehome::session
