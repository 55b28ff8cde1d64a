// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/DeterministicRandom.h"
#include "app/devices/DeviceFleet.h"
#include "app/devices/DeviceMessages.h"
#include "app/devices/HttpsPool.h"
#include "app/devices/HubContacts.h"
#include "app/devices/HubLinks.h"
#include "models/domain/RetryGuidance.h"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <vector>

namespace rehome::devices {

struct AtomicCounters
{
    std::atomic<qint64> registrations{0}, lookups{0}, polls{0}, throttled{0}, unreachable{0}, finished{0}, boots{0},
        retries{0}, hubContacts{0}, hubAccepted{0}, hubRefused{0}, hubBusy{0}, twinReports{0}, orders{0};
    std::atomic<int> busy{0}, connected{0};
};

/// The state machines of all devices and the one agenda they share. Everything happens on the thread that runs the
/// io_context.
class FleetCore
{
public:
    FleetCore(boost::asio::io_context &io, const FleetSettings &settings, std::vector<DeviceSpec> specs,
              std::unique_ptr<HttpsPool> pool, DeviceFleet::ReportSink sink, AtomicCounters &counters);

    void reboot(const std::vector<quint32> &devices, int spreadMs, bool forceRegister);
    void setBackgroundRate(double perSecond, std::vector<quint32> devices, bool forceRegister);
    void setPaused(bool paused);
    void flushReports();

private:
    using Clock = std::chrono::steady_clock;
    enum class Step : quint8
    {
        Boot,
        ForcedBoot,
        Lookup,
        Register,
        Poll,
        Hub
    };

    struct Device
    {
        DeviceSpec spec;
        DeviceMemory memory;
        QByteArray authorization;
        qint64 authorizationExpires = 0; // unix seconds
        QString operationId;
        QString refusedBy; // the hub that turned it away in this boot
        Clock::time_point bootedAt;
        std::optional<Clock::time_point> hubTroubleSince;
        int attempt = 0;
        quint32 epoch = 0; // an agenda entry of an earlier one is void
        bool busy = false;
        bool waitsToAsk = false;             // refused or unanswered: it will ask anyway
        bool waitsForHub = false;            // its hub is busy or silent: it will try again
        bool lookedUp = false;               // in this boot
        bool registered = false;             // in this boot
        std::optional<Step> bootsAfterwards; // rebooted while its request was at work
    };
    struct Entry
    {
        Clock::time_point due;
        quint64 sequence; // equal times keep their order
        quint32 device;
        quint32 epoch;
        Step step;
        bool operator<(const Entry &other) const // a heap's greatest is its first: the earliest
        {
            return due != other.due ? due > other.due : sequence > other.sequence;
        }
    };

    void schedule(quint32 device, Step step, std::chrono::milliseconds delay);
    void armAgenda();
    void runDue();
    void run(quint32 device, Step step);
    void boot(quint32 device, bool forceRegister);
    std::optional<Step> firstStep(const Device &device, bool forceRegister) const;
    void end(Device &device, quint32 index);
    void send(quint32 device, Step step);
    void answered(quint32 device, Step step, HttpsReply reply);
    void retry(quint32 device, Step step, const HttpsReply &reply);
    void lookedUp(quint32 device, const HttpsReply &reply);
    void operationAnswered(quint32 device, Step step, const HttpsReply &reply);
    void finish(quint32 device, const domain::RegistrationState &state, int httpStatus);
    void giveUp(quint32 device, int httpStatus);
    // FleetHubs.cpp
    void contactHub(quint32 device);
    void hubAnswered(quint32 device, const HttpsReply &reply);
    void hubBusy(quint32 device, const domain::RetryAdvice &advice);
    HubLinks::Events linkEvents();
    void countLinks();
    void leaveHub(quint32 device, int httpStatus);
    void setBusy(Device &device, bool busy);
    void report(quint32 device, DeviceOutcome outcome, int httpStatus, const QString &hub, bool isEnd = false);
    const QByteArray &authorizationOf(Device &device);
    void armBackground();
    void backgroundTick();

    FleetSettings m_settings;
    std::vector<Device> m_devices;
    std::unique_ptr<HttpsPool> m_pool;
    DeviceFleet::ReportSink m_sink;
    AtomicCounters &m_counters;
    HubContacts m_hubs;
    HubLinks m_links;
    DeterministicRandom m_choice;

    std::vector<Entry> m_agenda; // heap
    quint64 m_sequence = 0;
    boost::asio::steady_timer m_agendaTimer;
    bool m_paused = false;
    Clock::time_point m_pausedSince;

    std::vector<DeviceReport> m_reports;
    boost::asio::steady_timer m_reportTimer;
    bool m_reportTimerArmed = false;

    boost::asio::steady_timer m_backgroundTimer;
    double m_backgroundRate = 0;
    std::vector<quint32> m_backgroundDevices;
    bool m_backgroundForces = false;
};

} // namespace rehome::devices
