// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/domain/Policy.h"

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>
#include <functional>
#include <memory>
#include <vector>

namespace rehome::devices {

/// One simulated device. It knows what a real one knows: scope, its own key and the CA; no shortcut into any service.
struct DeviceSpec
{
    QString registrationId;
    QString key;          ///< base64: its own or derived from the group's; secret
    domain::ApiVersion apiVersion;
    bool knowsHub = false;         ///< booted before: has a cached hub and starts by connecting to it
    QString cachedHub;
    bool honoursRetryAfter = true; ///< false: retries after one second, as badly written devices do
    QJsonObject reported;          ///< what it reports to its twin after assignment; empty = nothing
};

enum class DeviceOutcome : quint8 { FirstAssignment, Migrated, Reset, Unchanged, Failed, Disabled, Throttled, Unreachable };

/// A device's own report of one request's end; `timeMs` UTC. Source of the chart series "device reports".
struct DeviceReport
{
    qint64 timeMs = 0;
    quint32 device = 0; ///< index into the specs
    DeviceOutcome outcome = DeviceOutcome::Unchanged;
    int httpStatus = 0;
    QString hub;
};

struct FleetSettings
{
    QString host;       ///< of the provisioning service
    quint16 port = 443;
    QString idScope;
    QString caCertificatePath;
    int connections = 24; ///< keep-alive TLS connections that the devices share
};

/// Thousands of simulated devices on one Asio thread at lower priority. They speak only the device runtime API over HTTPS (and
/// the hub's device twin route is left to the hub API of later work), following RetryGuidance.h. Reports are delivered on the
/// fleet's thread in batches at most every 100 ms; the receiver posts them onwards.
class DeviceFleet
{
public:
    using ReportSink = std::function<void(std::vector<DeviceReport>)>;
    DeviceFleet();
    ~DeviceFleet(); ///< stops and joins
    DeviceFleet(const DeviceFleet &) = delete;
    DeviceFleet &operator=(const DeviceFleet &) = delete;

    Result<void> start(const FleetSettings &settings, std::vector<DeviceSpec> specs, ReportSink sink);
    void stop();

    /// Reboots these devices, spread evenly over `spreadMs`: cached hub → lookup → register as the concepts document's tip says.
    /// `forceRegister`: they register at once, as devices do that provision on every boot.
    void reboot(std::vector<quint32> devices, int spreadMs, bool forceRegister);
    /// Keeps about this many devices a second rebooting at random (deterministic by seed) from the given set; 0 stops it.
    void setBackgroundRate(double perSecond, std::vector<quint32> devices, bool forceRegister);
    void setPaused(bool paused);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rehome::devices
