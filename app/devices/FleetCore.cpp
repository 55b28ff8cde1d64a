// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/FleetCore.h"

#include <QtCore/QDateTime>
#include <algorithm>
#include <cmath>

namespace rehome::devices {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds reportInterval{100};
constexpr milliseconds shortestPoll{2000};   // 5 polls in 10 s per device (protocol facts, section 7)
constexpr milliseconds impatientRetry{1000}; // devices that do not honour Retry-After
constexpr qint64 tokenLifetime = 6 * 3600;   // seconds; between the SDKs' 40 minutes and one day
constexpr qint64 tokenRenewal = 300;

} // namespace

FleetCore::FleetCore(boost::asio::io_context &io, const FleetSettings &settings, std::vector<DeviceSpec> specs,
                     std::unique_ptr<HttpsPool> pool, DeviceFleet::ReportSink sink, AtomicCounters &counters)
    : m_settings(settings)
    , m_pool(std::move(pool))
    , m_sink(std::move(sink))
    , m_counters(counters)
    , m_jitter(settings.seed)
    , m_choice(settings.seed ^ 0xD1B54A32D192ED03ULL)
    , m_agendaTimer(io)
    , m_reportTimer(io)
    , m_backgroundTimer(io)
{
    m_devices.reserve(specs.size());
    for (DeviceSpec &spec : specs) {
        Device device;
        device.memory.everRegistered = spec.knowsHub;
        if (spec.knowsHub && spec.keepsHub)
            device.memory.hub = spec.cachedHub;
        device.spec = std::move(spec);
        m_devices.push_back(std::move(device));
    }
}

void FleetCore::reboot(const std::vector<quint32> &devices, int spreadMs, bool forceRegister)
{
    const auto count = static_cast<qint64>(devices.size());
    qint64 position = 0;
    for (const quint32 device : devices) {
        const qint64 delay = qint64{std::max(0, spreadMs)} * position++ / count;
        if (device < m_devices.size())
            schedule(device, forceRegister ? Step::ForcedBoot : Step::Boot, milliseconds(delay));
    }
}

void FleetCore::setBackgroundRate(double perSecond, std::vector<quint32> devices, bool forceRegister)
{
    std::erase_if(devices, [this](quint32 device) { return device >= m_devices.size(); });
    m_backgroundRate = devices.empty() ? 0 : perSecond;
    m_backgroundDevices = std::move(devices);
    m_backgroundForces = forceRegister;
    armBackground();
}

void FleetCore::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    if (paused) {
        m_pausedSince = Clock::now();
        m_agendaTimer.cancel();
        m_backgroundTimer.cancel();
        return;
    }
    // What fell due meanwhile must not come as one storm: the whole agenda moves by the length of the pause.
    const auto length = Clock::now() - m_pausedSince;
    for (Entry &entry : m_agenda)
        entry.due += length;
    armAgenda();
    armBackground();
}

void FleetCore::schedule(quint32 device, Step step, milliseconds delay)
{
    // While paused the clock stands still: what is scheduled now counts from the beginning of the pause.
    const auto now = m_paused ? m_pausedSince : Clock::now();
    m_agenda.push_back({now + delay, m_sequence++, device, step});
    std::push_heap(m_agenda.begin(), m_agenda.end());
    if (m_agenda.front().sequence == m_sequence - 1)
        armAgenda();
}

void FleetCore::armAgenda()
{
    if (m_paused || m_agenda.empty())
        return;
    m_agendaTimer.expires_at(m_agenda.front().due);
    m_agendaTimer.async_wait([this](const boost::system::error_code &error) {
        if (!error)
            runDue();
    });
}

void FleetCore::runDue()
{
    const auto now = Clock::now();
    while (!m_paused && !m_agenda.empty() && m_agenda.front().due <= now) {
        std::pop_heap(m_agenda.begin(), m_agenda.end());
        const Entry entry = m_agenda.back();
        m_agenda.pop_back();
        run(entry.device, entry.step);
    }
    armAgenda();
}

void FleetCore::run(quint32 device, Step step)
{
    switch (step) {
    case Step::Boot:
    case Step::ForcedBoot:
        if (m_devices[device].busy && !m_devices[device].waitsToAsk)
            m_devices[device].bootsAfterwards = step;
        else
            boot(device, step == Step::ForcedBoot);
        return;
    case Step::Lookup:
    case Step::Register:
    case Step::Poll:
        send(device, step);
        return;
    }
}

void FleetCore::boot(quint32 index, bool forceRegister)
{
    Device &device = m_devices[index];
    if (device.busy)
        return;
    const DeviceMemory &memory = device.memory;
    const auto first = domain::firstBootStep(memory.everRegistered && device.spec.keepsHub, memory.everRegistered);
    if (!forceRegister && first == domain::BootStep::ConnectCachedHub)
        return; // the hub takes it: nothing to ask
    setBusy(device, true);
    device.attempt = 0;
    send(index, !forceRegister && first == domain::BootStep::Lookup ? Step::Lookup : Step::Register);
}

void FleetCore::send(quint32 index, Step step)
{
    Device &device = m_devices[index];
    device.waitsToAsk = false;
    const QByteArray &authorization = authorizationOf(device);
    HttpsRequest request;
    switch (step) {
    case Step::Lookup:
        ++m_counters.lookups;
        request = lookupRequest(m_settings.idScope, device.spec, authorization);
        break;
    case Step::Poll:
        ++m_counters.polls;
        request = pollRequest(m_settings.idScope, device.spec, authorization, device.operationId);
        break;
    default:
        ++m_counters.registrations;
        request = registerRequest(m_settings.idScope, device.spec, authorization);
        break;
    }
    m_pool->send(std::move(request),
                 [this, index, step](HttpsReply reply) { answered(index, step, std::move(reply)); });
}

void FleetCore::answered(quint32 index, Step step, HttpsReply reply)
{
    Device &device = m_devices[index];
    if (reply.status == 0 || reply.status == 409 || reply.status == 429 || reply.status >= 500) {
        retry(index, step, reply);
        return;
    }
    device.attempt = 0;
    if (step == Step::Lookup)
        lookedUp(index, reply);
    else
        operationAnswered(index, step, reply);
}

// 409: the device's own earlier request is still at work; it asks again like one that met a busy service.
void FleetCore::retry(quint32 index, Step step, const HttpsReply &reply)
{
    Device &device = m_devices[index];
    if (reply.status == 429) {
        ++m_counters.throttled;
        if (step != Step::Poll)
            report(index, DeviceOutcome::Throttled, 429, device.memory.hub);
    } else if (reply.status == 0) {
        ++m_counters.unreachable;
        report(index, DeviceOutcome::Unreachable, 0, device.memory.hub);
    } else if (reply.status != 409) {
        report(index, DeviceOutcome::Failed, reply.status, device.memory.hub);
    }
    device.waitsToAsk = step != Step::Poll;
    const int asStatus = reply.status == 409 ? 503 : reply.status;
    const auto advice = domain::retryAdvice(domain::Towards::ProvisioningService, asStatus, reply.retryAfter,
                                            device.attempt++, m_jitter.unit());
    schedule(index, step, device.spec.honoursRetryAfter ? advice.delay : impatientRetry);
}

void FleetCore::lookedUp(quint32 index, const HttpsReply &reply)
{
    if (reply.status == 401 || reply.status == 403)
        return giveUp(index, reply.status);
    if (reply.status == 200) {
        const auto state = readLookup(reply.body);
        if (state && state->status == domain::RegistrationStatus::Assigned && !state->assignedHub.isEmpty())
            return finish(index, *state, reply.status);
    }
    // "If that fails, then try to reprovision as the IoT Hub information might have changed."
    if (domain::nextBootStep(domain::BootStep::Lookup) == domain::BootStep::Register)
        send(index, Step::Register);
    else
        giveUp(index, reply.status);
}

void FleetCore::operationAnswered(quint32 index, Step step, const HttpsReply &reply)
{
    Device &device = m_devices[index];
    if (step == Step::Poll && reply.status == 404) { // the service no longer knows the operation: ask anew
        send(index, Step::Register);
        return;
    }
    if (reply.status != 200 && reply.status != 202)
        return giveUp(index, reply.status);
    const auto operation = readOperation(reply.body);
    if (!operation)
        return giveUp(index, reply.status);
    const bool underWay = reply.status == 202 || operation->status == domain::RegistrationStatus::Assigning;
    if (!underWay && operation->registrationState)
        return finish(index, *operation->registrationState, reply.status);
    if (!underWay)
        return giveUp(index, reply.status);
    if (!operation->operationId.isEmpty())
        device.operationId = operation->operationId;
    const milliseconds asked = reply.retryAfter ? milliseconds(*reply.retryAfter) : shortestPoll;
    schedule(index, Step::Poll, std::max(asked, shortestPoll));
}

void FleetCore::finish(quint32 index, const domain::RegistrationState &state, int httpStatus)
{
    Device &device = m_devices[index];
    const DeviceOutcome outcome = outcomeOf(state, device.memory);
    if (state.status == domain::RegistrationStatus::Assigned) {
        device.memory.everRegistered = true;
        device.memory.hub = state.assignedHub;
    }
    device.operationId.clear();
    ++m_counters.finished;
    report(index, outcome, httpStatus, state.assignedHub);
    end(device, index);
}

void FleetCore::giveUp(quint32 index, int httpStatus)
{
    Device &device = m_devices[index];
    device.operationId.clear();
    ++m_counters.finished;
    report(index, DeviceOutcome::Failed, httpStatus, device.memory.hub);
    end(device, index);
}

void FleetCore::end(Device &device, quint32 index)
{
    setBusy(device, false);
    if (const auto step = std::exchange(device.bootsAfterwards, std::nullopt))
        schedule(index, *step, milliseconds(0)); // through the agenda, so that a pause holds it too
}

void FleetCore::setBusy(Device &device, bool busy)
{
    if (device.busy == busy)
        return;
    device.busy = busy;
    m_counters.busy += busy ? 1 : -1;
}

void FleetCore::report(quint32 index, DeviceOutcome outcome, int httpStatus, const QString &hub)
{
    m_reports.push_back({QDateTime::currentMSecsSinceEpoch(), index, outcome, httpStatus, hub});
    if (m_reportTimerArmed)
        return;
    m_reportTimerArmed = true;
    m_reportTimer.expires_after(reportInterval);
    m_reportTimer.async_wait([this](const boost::system::error_code &error) {
        m_reportTimerArmed = false;
        if (!error)
            flushReports();
    });
}

void FleetCore::flushReports()
{
    if (m_reports.empty() || !m_sink)
        return;
    m_sink(std::exchange(m_reports, {}));
}

const QByteArray &FleetCore::authorizationOf(Device &device)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (device.authorizationExpires - tokenRenewal < now) {
        device.authorizationExpires = now + tokenLifetime;
        // start() has tried every key, so this cannot fail; an empty token would be refused with 401 and reported.
        device.authorization =
            deviceAuthorization(m_settings.idScope, device.spec, device.authorizationExpires).value_or(QByteArray());
    }
    return device.authorization;
}

void FleetCore::armBackground()
{
    if (m_backgroundRate <= 0 || m_paused) {
        m_backgroundTimer.cancel();
        return;
    }
    // Exponential gaps: independent devices make a Poisson stream.
    const double gap = -std::log(1.0 - m_choice.unit()) / m_backgroundRate;
    m_backgroundTimer.expires_after(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(gap)));
    m_backgroundTimer.async_wait([this](const boost::system::error_code &error) {
        if (!error)
            backgroundTick();
    });
}

void FleetCore::backgroundTick()
{
    if (m_backgroundDevices.empty() || m_backgroundRate <= 0)
        return;
    const quint32 choice = m_choice.below(static_cast<quint32>(m_backgroundDevices.size()));
    boot(m_backgroundDevices[choice], m_backgroundForces);
    armBackground();
}

} // namespace rehome::devices
