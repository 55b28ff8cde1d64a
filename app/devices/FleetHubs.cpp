// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FleetCore that deals with a device's hub.
#include "app/devices/FleetCore.h"

#include <algorithm>

namespace rehome::devices {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds impatientHubRetry{1000}; // devices that do not honour Retry-After
constexpr milliseconds orderDelay{200};         // the answer to the direct method goes out first
constexpr milliseconds shortestReconnect{1000}; // a connection that ended
constexpr double reconnectSpread = 4000;

} // namespace

void FleetCore::contactHub(quint32 index)
{
    Device &device = m_devices[index];
    device.waitsForHub = false;
    ++m_counters.hubContacts;
    const QString deviceId = device.memory.deviceId.isEmpty() ? device.spec.registrationId : device.memory.deviceId;
    const bool overMqtt = m_links.isEnabled() && (device.spec.staysConnected || !device.spec.reported.isEmpty());
    if (overMqtt) {
        m_links.visit(
            {index, device.memory.hub, deviceId, device.spec.key, device.spec.reported, device.spec.staysConnected},
            [this, index](int status) {
                countLinks();
                HttpsReply reply;
                reply.status = status;
                hubAnswered(index, reply);
            });
        return;
    }
    m_hubs.contact(device.memory.hub, deviceId, device.spec.key,
                   [this, index](const HttpsReply &reply) { hubAnswered(index, reply); });
}

HubLinks::Events FleetCore::linkEvents()
{
    return {[this](quint32 index) {
                ++m_counters.orders;
                schedule(index, Step::ForcedBoot, orderDelay);
            },
            [this](quint32 index) {
                countLinks();
                const double jitter = jitterFor(m_settings.seed, index, static_cast<int>(m_counters.boots));
                schedule(index, Step::Boot,
                         shortestReconnect + milliseconds(static_cast<qint64>(jitter * reconnectSpread)));
            }};
}

void FleetCore::countLinks()
{
    m_counters.connected = m_links.connected();
    m_counters.twinReports = m_links.reports();
}

void FleetCore::hubAnswered(quint32 index, const HttpsReply &reply)
{
    Device &device = m_devices[index];
    const auto advice = domain::retryAdvice(domain::Towards::Hub, reply.status, reply.retryAfter, device.attempt,
                                            jitterFor(m_settings.seed, index, device.attempt));
    switch (advice.action) {
    case domain::RetryAction::Done:
        ++m_counters.hubAccepted;
        end(device, index);
        return;
    case domain::RetryAction::RetryAfter:
    case domain::RetryAction::BackOff:
        hubBusy(index, advice);
        return;
    case domain::RetryAction::Reregister:
    case domain::RetryAction::GiveUp:
        ++m_counters.hubRefused;
        leaveHub(index, reply.status);
        return;
    }
}

void FleetCore::hubBusy(quint32 index, const domain::RetryAdvice &advice)
{
    Device &device = m_devices[index];
    ++m_counters.hubBusy;
    const auto now = Clock::now();
    if (!device.hubTroubleSince)
        device.hubTroubleSince = now;
    const auto delay = device.spec.honoursRetryAfter ? advice.delay : impatientHubRetry;
    const bool silent = advice.action == domain::RetryAction::BackOff; // a 429 names its time and is believed
    if (silent && !device.registered && now + delay - *device.hubTroubleSince > domain::hubPatience) {
        leaveHub(index, 0);
        return;
    }
    ++device.attempt;
    ++m_counters.retries;
    device.waitsForHub = true;
    schedule(index, Step::Hub, delay);
}

void FleetCore::leaveHub(quint32 index, int httpStatus)
{
    Device &device = m_devices[index];
    if (device.registered) { // the service has just sent it there: asking again would only repeat that
        report(index, DeviceOutcome::Failed, httpStatus, device.memory.hub, true);
        end(device, index);
        return;
    }
    device.refusedBy = device.memory.hub;
    device.attempt = 0;
    device.hubTroubleSince.reset();
    const auto next = domain::nextBootStep(domain::BootStep::ConnectCachedHub, device.lookedUp);
    send(index, next == domain::BootStep::Lookup ? Step::Lookup : Step::Register);
}

} // namespace rehome::devices
