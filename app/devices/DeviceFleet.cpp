// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/DeviceFleet.h"

#include "app/devices/FleetCore.h"
#include "app/devices/ThreadPriority.h"

#include <QtCore/QCoreApplication>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <thread>

namespace rehome::devices {

namespace asio = boost::asio;

class DeviceFleet::Private
{
public:
    /// One run of the fleet. Order of members is the order of destruction backwards: handlers that are still queued die
    /// with the io_context, after the core that they point to will never be called again.
    struct Running
    {
        asio::io_context io{1};
        std::unique_ptr<FleetCore> core;
        std::thread thread;
    };

    template <class Work>
    void post(Work work)
    {
        if (running)
            asio::post(running->io, [core = running->core.get(), work = std::move(work)]() mutable { work(*core); });
    }

    std::unique_ptr<Running> running;
    AtomicCounters counters;
};

namespace {

Failure badInput(const QString &message, const QString &detail = {})
{
    Error error;
    error.kind = ErrorKind::BadInput;
    error.message = message;
    error.detail = detail;
    return Failure(error);
}

} // namespace

DeviceFleet::DeviceFleet()
    : d(std::make_unique<Private>())
{
}

DeviceFleet::~DeviceFleet()
{
    stop();
}

Result<void> DeviceFleet::start(const FleetSettings &settings, std::vector<DeviceSpec> specs, ReportSink sink)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("rehome::devices::DeviceFleet", text); };
    if (d->running)
        return badInput(tr("The simulated devices are running already. Stop them first."));
    if (specs.empty())
        return badInput(tr("There are no devices to simulate. Add devices to the scenario."));
    for (const DeviceSpec &spec : specs) {
        if (!deviceAuthorization(settings.idScope, spec, 1))
            return badInput(tr("A device's key is not base64. Correct the key of this device."), spec.registrationId);
    }

    auto running = std::make_unique<Private::Running>();
    HttpsPoolSettings poolSettings;
    poolSettings.host = settings.host;
    poolSettings.port = settings.port;
    poolSettings.caCertificatePath = settings.caCertificatePath;
    poolSettings.connections = std::max(1, settings.connections);
    auto pool = HttpsPool::create(running->io, poolSettings);
    if (!pool)
        return Failure(pool.error());
    running->core = std::make_unique<FleetCore>(running->io, settings, std::move(specs), std::move(*pool),
                                                std::move(sink), d->counters);
    running->thread = std::thread([run = running.get()] {
        lowerThisThread();
        auto guard = asio::make_work_guard(run->io);
        run->io.run();
        run->core->flushReports();
    });
    d->running = std::move(running);
    return {};
}

void DeviceFleet::stop()
{
    if (!d->running)
        return;
    d->running->io.stop(); // what is in flight is dropped: a device that loses its power does not say goodbye either
    d->running->thread.join();
    d->running->core.reset();
    d->running.reset();
    d->counters.busy = 0;
    d->counters.connected = 0;
}

void DeviceFleet::reboot(std::vector<quint32> devices, int spreadMs, bool forceRegister)
{
    d->post([devices = std::move(devices), spreadMs, forceRegister](FleetCore &core) {
        core.reboot(devices, spreadMs, forceRegister);
    });
}

void DeviceFleet::setBackgroundRate(double perSecond, std::vector<quint32> devices, bool forceRegister)
{
    d->post([perSecond, devices = std::move(devices), forceRegister](FleetCore &core) mutable {
        core.setBackgroundRate(perSecond, std::move(devices), forceRegister);
    });
}

void DeviceFleet::setPaused(bool paused)
{
    d->post([paused](FleetCore &core) { core.setPaused(paused); });
}

FleetCounters DeviceFleet::counters() const
{
    const AtomicCounters &now = d->counters;
    FleetCounters all;
    all.registrations = now.registrations;
    all.lookups = now.lookups;
    all.polls = now.polls;
    all.throttled = now.throttled;
    all.unreachable = now.unreachable;
    all.finished = now.finished;
    all.boots = now.boots;
    all.retries = now.retries;
    all.hubContacts = now.hubContacts;
    all.hubAccepted = now.hubAccepted;
    all.hubRefused = now.hubRefused;
    all.hubBusy = now.hubBusy;
    all.twinReports = now.twinReports;
    all.orders = now.orders;
    all.connected = now.connected;
    all.busy = now.busy;
    return all;
}

} // namespace rehome::devices
