// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/FleetCore.h"

#include <QtCore/QDateTime>
#include <algorithm>
#include <cmath>

namespace rehome::devices {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds reportInterval{100};
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
    , m_hubs(io, settings)
    , m_links(io, settings, linkEvents())
    , m_choice(settings.seed ^ 0xD1B54A32D192ED03ULL)
    , m_agendaTimer(io)
    , m_reportTimer(io)
    , m_backgroundTimer(io)
{
    m_devices.reserve(specs.size());
    for (DeviceSpec &spec : specs) {
        Device device;
        device.memory.everRegistered = spec.knowsHub;
        if (spec.knowsHub && spec.keepsHub) {
            device.memory.hub = spec.cachedHub;
            device.memory.deviceId = spec.cachedDeviceId;
        }
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
    m_agenda.push_back({now + delay, m_sequence++, device, m_devices[device].epoch, step});
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
        const bool isBoot = entry.step == Step::Boot || entry.step == Step::ForcedBoot;
        if (isBoot || entry.epoch == m_devices[entry.device].epoch)
            run(entry.device, entry.step);
    }
    armAgenda();
}

void FleetCore::run(quint32 index, Step step)
{
    Device &device = m_devices[index];
    switch (step) {
    case Step::Boot:
    case Step::ForcedBoot:
        if (step == Step::ForcedBoot && device.waitsForHub) { // whoever tells it to register knows more than it does
            ++device.epoch;
            setBusy(device, false);
        }
        if (device.busy && !device.waitsToAsk && !device.waitsForHub)
            device.bootsAfterwards = step;
        else
            boot(index, step == Step::ForcedBoot);
        return;
    case Step::Hub:
        contactHub(index);
        return;
    case Step::Lookup:
    case Step::Register:
    case Step::Poll:
        send(index, step);
        return;
    }
}

std::optional<FleetCore::Step> FleetCore::firstStep(const Device &device, bool forceRegister) const
{
    if (forceRegister)
        return Step::Register;
    const DeviceMemory &memory = device.memory;
    const bool keepsHub = memory.everRegistered && device.spec.keepsHub;
    if (keepsHub && !m_hubs.isEnabled())
        return std::nullopt; // its hub counts as well: nothing to ask
    switch (domain::firstBootStep(keepsHub && !memory.hub.isEmpty(), memory.everRegistered)) {
    case domain::BootStep::ConnectCachedHub:
        return Step::Hub;
    case domain::BootStep::Lookup:
        return Step::Lookup;
    case domain::BootStep::Register:
        break;
    }
    return Step::Register;
}

void FleetCore::boot(quint32 index, bool forceRegister)
{
    Device &device = m_devices[index];
    if (device.busy)
        return;
    ++m_counters.boots;
    if (m_links.isEnabled()) {
        m_links.drop(index); // a device that restarts loses its connection
        countLinks();
    }
    const auto first = firstStep(device, forceRegister);
    if (!first)
        return;
    setBusy(device, true);
    device.attempt = 0;
    device.bootedAt = Clock::now();
    device.refusedBy.clear();
    device.hubTroubleSince.reset();
    device.waitsForHub = false;
    device.lookedUp = false;
    device.registered = false;
    if (*first == Step::Hub)
        contactHub(index);
    else
        send(index, *first);
}

void FleetCore::send(quint32 index, Step step)
{
    Device &device = m_devices[index];
    device.waitsToAsk = false;
    const QByteArray &authorization = authorizationOf(device);
    HttpsRequest request;
    switch (step) {
    case Step::Lookup:
        device.lookedUp = true;
        ++m_counters.lookups;
        request = lookupRequest(m_settings.idScope, device.spec, authorization);
        break;
    case Step::Poll:
        ++m_counters.polls;
        request = pollRequest(m_settings.idScope, device.spec, authorization, device.operationId);
        break;
    default:
        device.registered = true;
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

void FleetCore::retry(quint32 index, Step step, const HttpsReply &reply)
{
    Device &device = m_devices[index];
    const auto call = step == Step::Poll     ? domain::ProvisioningCall::Poll
                      : step == Step::Lookup ? domain::ProvisioningCall::Lookup
                                             : domain::ProvisioningCall::Register;
    const auto advice = domain::clientAdvice(device.spec.client, call, reply.status, reply.retryAfter, device.attempt,
                                             jitterFor(m_settings.seed, index, device.attempt));
    const auto delay = device.spec.honoursRetryAfter ? advice.delay : impatientRetry;
    const auto limit = domain::registrationTimeLimit(device.spec.client);
    const bool tooLate = limit && Clock::now() + delay - device.bootedAt > *limit;
    const bool isEnd = advice.action == domain::RetryAction::GiveUp || tooLate;
    if (reply.status == 429) {
        ++m_counters.throttled;
        if (step != Step::Poll || isEnd)
            report(index, DeviceOutcome::Throttled, 429, device.memory.hub, isEnd);
    } else if (reply.status == 0) {
        ++m_counters.unreachable;
        report(index, DeviceOutcome::Unreachable, 0, device.memory.hub, isEnd);
    } else if (reply.status != 409 || isEnd) {
        report(index, DeviceOutcome::Failed, reply.status, device.memory.hub, isEnd);
    }
    if (isEnd) {
        ++m_counters.finished;
        end(device, index);
        return;
    }
    ++device.attempt;
    ++m_counters.retries;
    device.waitsToAsk = step != Step::Poll;
    schedule(index, step, delay);
}

void FleetCore::lookedUp(quint32 index, const HttpsReply &reply)
{
    if (reply.status == 401 || reply.status == 403)
        return giveUp(index, reply.status);
    if (reply.status == 200) {
        const auto state = readLookup(reply.body);
        const bool found = state && state->status == domain::RegistrationStatus::Assigned;
        if (found && domain::stepAfterLookup(state->assignedHub, m_devices[index].refusedBy) ==
                         domain::BootStep::ConnectCachedHub)
            return finish(index, *state, reply.status);
    }
    send(index, Step::Register);
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
    const auto delay =
        domain::pollDelay(device.spec.client, reply.retryAfter, jitterFor(m_settings.seed, index, device.attempt));
    const auto limit = domain::registrationTimeLimit(device.spec.client);
    if (limit && Clock::now() + delay - device.bootedAt > *limit)
        return giveUp(index, reply.status);
    schedule(index, Step::Poll, delay);
}

void FleetCore::finish(quint32 index, const domain::RegistrationState &state, int httpStatus)
{
    Device &device = m_devices[index];
    const DeviceOutcome outcome = outcomeOf(state, device.memory);
    const bool assigned = state.status == domain::RegistrationStatus::Assigned;
    if (assigned)
        device.memory = {true, state.assignedHub, state.deviceId};
    device.operationId.clear();
    ++m_counters.finished;
    report(index, outcome, httpStatus, state.assignedHub, true);
    if (assigned && m_hubs.isEnabled())
        contactHub(index); // "try to connect with that information to IoT Hub"
    else
        end(device, index);
}

void FleetCore::giveUp(quint32 index, int httpStatus)
{
    Device &device = m_devices[index];
    device.operationId.clear();
    ++m_counters.finished;
    report(index, DeviceOutcome::Failed, httpStatus, device.memory.hub, true);
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
    device.waitsToAsk = false;
    device.waitsForHub = false;
    m_counters.busy += busy ? 1 : -1;
}

void FleetCore::report(quint32 index, DeviceOutcome outcome, int httpStatus, const QString &hub, bool isEnd)
{
    const auto since = std::chrono::duration_cast<milliseconds>(Clock::now() - m_devices[index].bootedAt);
    m_reports.push_back(
        {QDateTime::currentMSecsSinceEpoch(), index, outcome, httpStatus, hub, isEnd, qint64{since.count()}});
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
