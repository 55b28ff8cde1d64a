// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ClientProfile.h"
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
    QString cachedHub;             ///< may be empty: then it looks its registration up to learn the name
    QString cachedDeviceId;        ///< its ID at that hub; empty: the registration ID
    bool keepsHub = true;          ///< false: no memory for it, so every reboot looks up first
    bool honoursRetryAfter = true; ///< false: retries after one second, as badly written devices do
    domain::ClientProfile client = domain::ClientProfile::Guidance; ///< how it takes a busy provisioning service
    QJsonObject reported;        ///< what it reports to its twin when it connects; empty = nothing
    bool staysConnected = false; ///< to its hub, for the direct method and the desired property "reprovision"
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
    bool isEnd = false;    ///< the provisioning of this boot has come to its end, good or bad
    qint64 durationMs = 0; ///< from the boot's first request to this report
};

struct FleetSettings
{
    QString host; ///< of the provisioning service
    quint16 port = 443;
    QString idScope;
    QString caCertificatePath; ///< empty: the authorities that this computer trusts
    int connections = 24;      ///< keep-alive TLS connections that the devices share
    quint64 seed = 1;          ///< jitter, and which devices reboot in the background: the same seed, the same choice
    quint16 hubPort = 0;       ///< where hubs take telemetry over HTTPS; 0: hubs are not contacted and count as well
    quint16 hubMqttPort = 0;   ///< where hubs take MQTT over TLS; 0: nothing is reported and nobody stays connected
    int mostConnected = 200;   ///< devices that stay connected at a time; further ones hang up after their report
};

/// What the devices did so far; a snapshot, any thread.
struct FleetCounters
{
    qint64 registrations = 0; ///< register requests sent
    qint64 lookups = 0;
    qint64 polls = 0;
    qint64 throttled = 0; ///< 429 of either
    qint64 unreachable = 0;
    qint64 finished = 0;    ///< registrations and look-ups that came to an end
    qint64 boots = 0;       ///< reboots that were carried out
    qint64 retries = 0;     ///< requests to the provisioning service or a hub that are asked again after a wait
    qint64 hubContacts = 0; ///< requests to hubs
    qint64 hubAccepted = 0;
    qint64 hubRefused = 0; ///< answered other than 429 and 5xx: such a device falls back to the provisioning service
    qint64 hubBusy = 0;    ///< 429, 5xx or no answer
    qint64 twinReports = 0;
    qint64 orders = 0; ///< "reprovision" by direct method or desired property
    int connected = 0; ///< over MQTT now
    int busy = 0;      ///< devices between boot and end, those that wait for a retry included
};

/// Thousands of simulated devices on one Asio thread at lower priority. They speak only what real devices speak: the
/// device runtime API and the hub's telemetry over HTTPS, and MQTT to their hub where they report properties or stay
/// connected (DeviceTwin.h), following RetryGuidance.h and ClientProfile.h. Reports are delivered on the fleet's thread
/// in batches at most every 100 ms; the receiver posts them onwards.
///
/// Boot, as the tip of the concepts document says: a device that kept its hub connects to it. 429 waits as long as
/// Retry-After says, 5xx and silence back off from 5 s with jitter, and after 15 minutes of that, or at once on any
/// other error, it asks the provisioning service: a look-up first; if that names another hub it connects there, else
/// it registers. A device that registered before but keeps no hub starts with the look-up, and one that never
/// registered registers. After an assignment it connects to its hub; a hub that refuses a freshly registered device
/// ends the boot in Failed. A device that stays connected and is told to reprovision registers at once; when its
/// connection ends it boots again within five seconds. A device rebooted while its request is at work boots again when
/// that has ended (once, however often it was rebooted meanwhile); one that waits for its retry asks anyway, so a
/// reboot changes nothing for it, but an order to register ends its waiting for a hub.
///
/// Answers: 202 polls again after Retry-After, as its client does (by the guidance at least 2 s: more than 5 polls in
/// 10 s are refused); 429, 5xx, 409 (the device's own earlier request is still at work) and no answer are the client
/// profile's; other 4xx end in Failed.
///
/// Reports: one for each end (assigned, failed, disabled, refused for good), each 429 to register or look-up, each 5xx
/// and each request without answer. A look-up that finds no assignment is followed by a registration and reports
/// nothing of its own, and neither does a hub that takes its device.
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

    /// Reboots these devices, spread evenly over `spreadMs`: hub → lookup → register as the concepts document's
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
