// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoWorker.h"

#include "app/rehome/DemoTexts.h"
#include "models/wire/Sas.h"

#include <QtCore/QTimer>
#include <algorithm>

namespace rehome::demo {

namespace {

fleet::Outcome reported(devices::DeviceOutcome outcome)
{
    switch (outcome) {
    case devices::DeviceOutcome::FirstAssignment:
        return fleet::Outcome::FirstAssignment;
    case devices::DeviceOutcome::Migrated:
        return fleet::Outcome::Migrated;
    case devices::DeviceOutcome::Reset:
        return fleet::Outcome::Reset;
    case devices::DeviceOutcome::Unchanged:
        return fleet::Outcome::Unchanged;
    case devices::DeviceOutcome::Disabled:
        return fleet::Outcome::Disabled;
    case devices::DeviceOutcome::Throttled:
        return fleet::Outcome::Throttled;
    case devices::DeviceOutcome::Failed:
    case devices::DeviceOutcome::Unreachable:
        break;
    }
    return fleet::Outcome::Failed;
}

} // namespace

DemoWorker::DemoWorker(QString baseFolder, int pace)
    : m_baseFolder(std::move(baseFolder))
    , m_pace(pace)
{
}

DemoWorker::~DemoWorker()
{
    end();
}

void DemoWorker::start(const QString &scenario)
{
    end();
    const auto run = std::make_shared<DemoRun>();
    const auto opened = open(run, scenario);
    if (!opened) {
        emit failed(opened.error());
        return;
    }
    m_run = run;
    announce(run);
    learnKeysAndGo(run);
}

Result<void> DemoWorker::open(const RunPtr &run, const QString &scenario)
{
    auto loaded = local::loadScenario(scenario);
    if (!loaded)
        return Failure(loaded.error());
    if (const auto read = run->readScenario(std::move(*loaded)); !read)
        return read;
    run->hasten(m_pace);
    auto folder = DemoFolder::take(m_baseFolder);
    if (!folder)
        return Failure(folder.error());
    run->folder = std::move(*folder);

    local::ServiceSettings settings;
    settings.dataFolder = run->folder->path();
    settings.scenario = run->scenario;
    settings.serveMqtt = true; // devices report to their twins, and some stay connected
    auto endpoint = run->service.start(settings);
    if (!endpoint)
        return Failure(endpoint.error());
    run->endpoint = std::move(*endpoint);

    const auto connection = wire::parseConnectionString(run->endpoint.serviceConnectionString);
    if (!connection)
        return Failure(connection.error());
    auto address = azure::Endpoint::make(*connection, run->endpoint.caCertificatePath);
    if (!address)
        return Failure(address.error());
    run->administrator =
        std::make_unique<azure::DpsServiceClient>(run->network, std::move(*address), *connection, nullptr);
    return {};
}

void DemoWorker::announce(const RunPtr &run)
{
    const auto connection = wire::parseConnectionString(run->endpoint.serviceConnectionString);
    session::ConnectionProfile profile;
    profile.id = QStringLiteral("demo");
    profile.name = scenarioText(run->scenario.title);
    profile.hostName = connection->hostName;
    profile.keyName = connection->keyName;
    profile.caCertificatePath = run->endpoint.caCertificatePath;
    profile.safety = session::SafetyLevel::Confirm;
    profile.environment = session::Environment::Lab;
    profile.registrationsPerMinute = run->scenario.limits.registrationsPerMinute;
    profile.operationsPerMinute = run->scenario.limits.operationsPerMinute;
    profile.isDemo = true;
    session::ConnectionSecret secret;
    secret.serviceConnectionString = run->endpoint.serviceConnectionString;
    for (const local::Scenario::Hub &hub : std::as_const(run->scenario.hubs)) {
        const auto credentials = std::find_if(run->endpoint.hubs.cbegin(), run->endpoint.hubs.cend(),
                                              [&](const auto &known) { return known.hostName == hub.link.hostName; });
        const bool known = credentials != run->endpoint.hubs.cend();
        profile.hubs.append(
            {hub.link.hostName, hub.link.allocationWeight, hub.link.applyAllocationPolicy, hub.registryUnits, known});
        secret.hubConnectionStrings.append(known ? credentials->connectionString : QString());
    }
    QList<QJsonObject> guide;
    for (const ScriptStep &step : std::as_const(run->steps)) {
        if (step.isScript())
            continue;
        QJsonObject shown = step.json;
        shown.insert(QStringLiteral("text"), scenarioText(step.text));
        guide.append(shown);
    }
    run->sinceOpened.start();
    emit started(profile, secret, guide);
}

QCoro::Task<void> DemoWorker::learnKeysAndGo(RunPtr run)
{
    auto learning = learnKeys(run);
    const Result<void> learned = co_await learning;
    if (run->stopped)
        co_return;
    const Result<void> going = learned ? run->startFleet(sinkFor(run)) : learned;
    if (!going) {
        emit failed(going.error());
        co_return;
    }
    schedule(run);
}

// As a manufacturer does it: the keys of groups and individual entries are read once through the service API, with the
// administrator's right to attestation mechanisms; each device leaves the factory with its own.
QCoro::Task<Result<void>> DemoWorker::learnKeys(RunPtr run)
{
    for (const local::ScenarioDevices &row : std::as_const(run->scenario.devices)) {
        const QStringList ids = row.allRegistrationIds();
        const bool isGroup = !row.group.isEmpty();
        const auto kind = isGroup ? domain::EnrollmentKind::Group : domain::EnrollmentKind::Individual;
        const QStringList entries = isGroup ? QStringList(row.group) : ids;
        for (const QString &entry : entries) {
            auto reading = run->administrator->attestationMechanism(kind, entry);
            const Result<QJsonObject> attestation = co_await reading;
            if (run->stopped)
                co_return Result<void>();
            if (!attestation)
                co_return Failure(attestation.error());
            const auto added = run->addDevices(row, isGroup ? ids : QStringList(entry), *attestation);
            if (!added)
                co_return Failure(added.error());
        }
    }
    co_return Result<void>();
}

devices::DeviceFleet::ReportSink DemoWorker::sinkFor(const RunPtr &run)
{
    auto ids = std::make_shared<QStringList>();
    for (const devices::DeviceSpec &spec : run->specs)
        ids->append(spec.registrationId);
    // Called on the fleet's thread, which ends before the context does.
    QObject *context = run->context.get();
    return [this, ids, context](const std::vector<devices::DeviceReport> &batch) {
        std::vector<fleet::DeviceReport> converted;
        converted.reserve(batch.size());
        for (const devices::DeviceReport &report : batch)
            converted.push_back({report.timeMs, ids->at(report.device), reported(report.outcome), report.httpStatus});
        QMetaObject::invokeMethod(
            context, [this, converted = std::move(converted)] { emit reports(converted); }, Qt::QueuedConnection);
    };
}

void DemoWorker::schedule(const RunPtr &run)
{
    const std::weak_ptr<DemoRun> weak = run;
    for (const ScriptStep &step : std::as_const(run->steps)) {
        if (!step.isScript())
            continue;
        auto *timer = new QTimer(run->context.get());
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, run->context.get(), [this, weak, step, timer] {
            const auto current = weak.lock();
            if (!current)
                return;
            if (step.everyMs)
                timer->start(std::chrono::milliseconds(*step.everyMs));
            runStep(current, step);
        });
        const qint64 due = step.atMs ? *step.atMs : step.phaseMs;
        timer->start(std::chrono::milliseconds(std::max<qint64>(0, due - run->sinceOpened.elapsed())));
    }
}

void DemoWorker::runStep(const RunPtr &run, const ScriptStep &step)
{
    emit said(scenarioText(step.text));
    if (step.action)
        act(run, *step.action);
}

void DemoWorker::perform(const Action &action)
{
    if (m_run)
        act(m_run, action);
}

QCoro::Task<void> DemoWorker::act(RunPtr run, Action action)
{
    for (const ServiceEdit &change : std::as_const(action.changes)) {
        auto editing = edit(run, change);
        const Result<void> done = co_await editing;
        if (run->stopped)
            co_return;
        if (!done) {
            emit said(tr("The change of %1 failed: %2").arg(change.id, done.error().message));
            co_return; // the devices would ask for something that is not there
        }
    }
    for (const DeviceOrder &order : std::as_const(action.orders))
        run->carryOut(order);
}

QCoro::Task<Result<void>> DemoWorker::edit(RunPtr run, ServiceEdit edit)
{
    constexpr int tries = 2; // the person may edit the same entry at the same moment: read again, once
    Error error;
    error.kind = ErrorKind::Conflict;
    error.message = tr("Somebody else changed it at the same time.");
    for (int attempt = 0; attempt < tries; ++attempt) {
        Result<azure::WriteOutcome> outcome;
        if (edit.what == ServiceEdit::What::Create) {
            auto making = bodyWithDeviceKey(run, edit);
            const Result<QJsonObject> body = co_await making;
            if (run->stopped)
                co_return Result<void>();
            if (!body)
                co_return Failure(body.error());
            auto creating = run->administrator->createEnrollment(edit.kind, edit.id, *body);
            outcome = co_await creating;
        } else {
            auto reading = run->administrator->enrollment(edit.kind, edit.id);
            const Result<azure::Document> found = co_await reading;
            if (run->stopped)
                co_return Result<void>();
            if (!found)
                co_return Failure(found.error());
            auto writing = edit.what == ServiceEdit::What::Delete
                               ? run->administrator->deleteEnrollment(edit.kind, edit.id, found->etag)
                               : run->administrator->updateEnrollment(edit.kind, edit.id, found->body, edit.fields);
            outcome = co_await writing;
        }
        if (run->stopped)
            co_return Result<void>();
        if (!outcome)
            co_return Failure(outcome.error());
        if (outcome->result == azure::WriteOutcome::Result::Applied)
            co_return Result<void>();
    }
    co_return Failure(error);
}

QCoro::Task<Result<QJsonObject>> DemoWorker::bodyWithDeviceKey(RunPtr run, ServiceEdit edit)
{
    QJsonObject body = edit.body;
    if (edit.keyOfGroup.isEmpty())
        co_return body;
    auto reading = run->administrator->attestationMechanism(domain::EnrollmentKind::Group, edit.keyOfGroup);
    const Result<QJsonObject> attestation = co_await reading;
    if (!attestation)
        co_return Failure(attestation.error());
    const auto mechanism = wire::attestationFromJson(*attestation);
    if (!mechanism)
        co_return Failure(mechanism.error());
    const auto keys = mechanism->symmetricKey.value_or(domain::SymmetricKeys());
    const auto primary = wire::derivedDeviceKey(keys.primary, edit.id);
    const auto secondary = wire::derivedDeviceKey(keys.secondary, edit.id);
    if (!primary || !secondary)
        co_return Failure(primary ? secondary.error() : primary.error());
    domain::Attestation own;
    own.type = domain::AttestationType::SymmetricKey;
    own.symmetricKey = domain::SymmetricKeys{*primary, *secondary};
    body.insert(QStringLiteral("attestation"), wire::attestationToJson(own));
    co_return body;
}

void DemoWorker::control(const QString &order)
{
    if (!m_run)
        return;
    const auto done = m_run->service.control(order);
    emit said(done ? *done : done.error().message);
}

void DemoWorker::stop()
{
    end();
    emit stopped();
}

void DemoWorker::end()
{
    if (!m_run)
        return;
    const RunPtr run = std::exchange(m_run, nullptr);
    run->stopped = true;
    run->fleet.stop();
    run->context.reset();
    run->administrator->close();
    run->service.stop();
    run->folder.reset();
}

} // namespace rehome::demo
