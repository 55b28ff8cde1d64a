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
    QString key; ///< base64: its own or derived from the group's; secret
    domain::ApiVersion apiVersion;
    bool knowsHub = false;         ///< booted before: has a cached hub and starts by connecting to it
    QString cachedHub;             ///< may be empty: then it learns the name with its first answer
    bool keepsHub = true;          ///< false: no memory for it, so every reboot looks up first
    bool honoursRetryAfter = true; ///< false: retries after one second, as badly written devices do
    QJsonObject reported;          ///< what it reports to its twin after assignment; empty = nothing
};

enum class DeviceOutcome : quint8
{
    FirstAssignment,
    Migrated,
    Reset,
    Unchanged,
    Failed,
    Disabled,
    Throttled,
    Unreachable
};

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
    QString host; ///< of the provisioning service
    quint16 port = 443;
    QString idScope;
    QString caCertificatePath;
    int connections = 24; ///< keep-alive TLS connections that the devices share
    quint64 seed = 1;     ///< jitter, and which devices reboot in the background: the same seed, the same choice
};

/// What the devices did so far; a snapshot, any thread.
struct FleetCounters
{
    qint64 registrations = 0; ///< register requests sent
    qint64 lookups = 0;
    qint64 polls = 0;
    qint64 throttled = 0; ///< 429 of either
    qint64 unreachable = 0;
    qint64 finished = 0; ///< registrations and look-ups that came to an end
    int busy = 0;        ///< devices between boot and end, those that wait for a retry included
};

/// Thousands of simulated devices on one Asio thread at lower priority. They speak only the device runtime API over
/// HTTPS (and the hub's device twin route is left to the hub API of later work), following RetryGuidance.h. Reports are
/// delivered on the fleet's thread in batches at most every 100 ms; the receiver posts them onwards.
///
/// Boot, as the tip of the concepts document says: a device that kept its hub connects to it; the simulated hubs have
/// no device side, so that connection always succeeds and no request is made: the device stays. A device that
/// registered before but keeps no hub looks its registration up, and registers when that fails. A device that never
/// registered registers. A device rebooted while its request is at work boots again when that has ended (once, however
/// often it was rebooted meanwhile); one that waits for its retry asks anyway, so a reboot changes nothing for it.
///
/// Answers: 202 polls again after Retry-After (at least 2 s: more than 5 polls in 10 s are refused); 429, 5xx and no
/// answer follow RetryGuidance.h; 409 (the device's own earlier request is still at work) backs off too; other 4xx end
/// in Failed.
///
/// Reports: one for each end (assigned, failed, disabled, refused for good), each 429 to register or look-up, each 5xx
/// and each request without answer. A look-up that finds no assignment is followed by a registration and reports
/// nothing of its own.
class DeviceFleet
{
public:
    using ReportSink = std::function<void(std::vector<DeviceReport>)>;
    DeviceFleet();
    ~DeviceFleet(); ///< stops and joins
    DeviceFleet(const DeviceFleet &) = delete;
    DeviceFleet &operator=(const DeviceFleet &) = delete;

    /// Errors: already started, no devices, a key that is no base64, an unreadable CA file. Nothing is sent until a
    /// reboot.
    Result<void> start(const FleetSettings &settings, std::vector<DeviceSpec> specs, ReportSink sink);
    /// Drops what is under way and joins; at once, whatever is in flight. The last reports are delivered before it
    /// returns.
    void stop();

    /// Reboots these devices, spread evenly over `spreadMs`: cached hub → lookup → register as the concepts document's
    /// tip says. `forceRegister`: they register at once, as devices do that provision on every boot.
    void reboot(std::vector<quint32> devices, int spreadMs, bool forceRegister);
    /// Keeps about this many devices a second rebooting at random (deterministic by seed) from the given set; 0 stops
    /// it.
    void setBackgroundRate(double perSecond, std::vector<quint32> devices, bool forceRegister);
    /// Paused: nothing new is sent, and every waiting time stands still.
    void setPaused(bool paused);
    FleetCounters counters() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rehome::devices
