// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/DpsServiceClient.h"
#include "app/local/Scenario.h"
#include "app/rehomectl/Arguments.h"
#include "app/rehomectl/Commands.h"
#include "app/rehomectl/FleetOptions.h"
#include "app/rehomectl/FleetTally.h"
#include "app/rehomectl/TerminationSignals.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/Sas.h"

#include <QCoro/QCoroTask>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <cstdio>
#include <numeric>

namespace rehome::ctl {

namespace {

constexpr std::chrono::milliseconds watchInterval{200};
constexpr qint64 progressIntervalMs = 1000;

/// One run: learns the keys as a manufacturer does, boots the devices and watches them. Main thread.
class FleetRun
{
public:
    explicit FleetRun(FleetOptions options)
        : m_options(std::move(options))
    {
    }

    QCoro::Task<void> go()
    {
        auto making = makeDevices();
        const Result<void> made = co_await making;
        const Result<void> started = made ? start() : made;
        if (!started) {
            m_problem = started.error().message;
            QCoreApplication::exit(Refused);
        }
    }

    int end(bool interrupted)
    {
        m_fleet.stop(); // delivers the last reports, which are still on their way to this thread
        QCoreApplication::sendPostedEvents(&m_context);
        if (!m_problem.isEmpty())
            return refused(m_problem);
        if (!m_tally)
            return Done; // ended by a signal before the first device was switched on
        const QJsonObject summary = m_tally->summary(m_fleet.counters(), seconds(), interrupted);
        printLine(m_options.json ? QJsonDocument(summary).toJson(QJsonDocument::Compact)
                                 : FleetTally::text(summary).toUtf8());
        if (m_tally->devices().refused == 0 || interrupted)
            return Done;
        return refused(QStringLiteral("%1 devices were refused or gave up.").arg(m_tally->devices().refused));
    }

    bool isFinished() const { return m_finished; }

private:
    QCoro::Task<Result<void>> makeDevices()
    {
        if (!m_options.serviceConnectionString.isEmpty()) {
            const auto opened = openService();
            if (!opened)
                co_return Failure(opened.error());
        }
        QList<local::ScenarioDevices> rows;
        if (!m_options.scenario.isEmpty()) {
            auto scenario = local::loadScenario(m_options.scenario);
            if (!scenario)
                co_return Failure(scenario.error());
            rows = scenario->devices;
        } else {
            local::ScenarioDevices row;
            row.group = m_options.group;
            row.count = m_options.count;
            row.prefix = m_options.prefix;
            row.apiVersion = m_options.apiVersion;
            rows.append(row);
        }
        for (const local::ScenarioDevices &row : std::as_const(rows)) {
            auto adding = addRow(row);
            const Result<void> added = co_await adding;
            if (!added)
                co_return added;
        }
        co_return Result<void>();
    }

    Result<void> openService()
    {
        const auto connection = wire::parseConnectionString(m_options.serviceConnectionString);
        if (!connection)
            return Failure(connection.error());
        auto endpoint = azure::Endpoint::make(*connection, m_options.settings.caCertificatePath);
        if (!endpoint)
            return Failure(endpoint.error());
        m_service = std::make_unique<azure::DpsServiceClient>(m_network, std::move(*endpoint), *connection, nullptr);
        return {};
    }

    QCoro::Task<Result<void>> addRow(local::ScenarioDevices row)
    {
        devices::DeviceBehaviour behaviour = m_options.behaviour;
        if (!m_options.scenario.isEmpty()) {
            const auto read =
                devices::behaviourFromJson(row.behaviour, QStringLiteral("behaviour"), row.initiallyAssigned);
            if (!read)
                co_return Failure(read.error());
            behaviour = *read;
        }
        const auto api = domain::ApiVersion::parse(row.apiVersion).value_or(domain::ApiVersion());
        const QStringList ids = row.allRegistrationIds();
        const bool isGroup = row.group.isEmpty() ? row.registrationIds.isEmpty() : true;
        for (const QString &entry : isGroup ? QStringList(row.group) : ids) {
            auto reading = keyOf(isGroup, entry);
            const Result<QString> key = co_await reading;
            if (!key)
                co_return Failure(key.error());
            if (!isGroup) {
                m_specs.push_back(devices::makeDevice(entry, *key, api, behaviour));
                continue;
            }
            auto made = devices::makeGroupDevices(ids, *key, api, behaviour);
            if (!made)
                co_return Failure(made.error());
            std::move(made->begin(), made->end(), std::back_inserter(m_specs));
        }
        co_return Result<void>();
    }

    QCoro::Task<Result<QString>> keyOf(bool isGroup, QString entry)
    {
        if (!m_options.groupKey.isEmpty() && isGroup)
            co_return m_options.groupKey;
        Error error;
        error.kind = ErrorKind::BadInput;
        if (!m_service) {
            error.message = QStringLiteral("no key for %1. Give a ready line with a connection string.").arg(entry);
            co_return Failure(error);
        }
        const auto kind = isGroup ? domain::EnrollmentKind::Group : domain::EnrollmentKind::Individual;
        auto reading = m_service->attestationMechanism(kind, entry);
        const Result<QJsonObject> attestation = co_await reading;
        if (!attestation) {
            error = attestation.error();
            error.message = QStringLiteral("the key of %1 cannot be read: %2").arg(entry, error.message);
            co_return Failure(error);
        }
        const auto mechanism = wire::attestationFromJson(*attestation);
        if (!mechanism || !mechanism->symmetricKey) {
            error.message = QStringLiteral("%1 has no symmetric key; only such devices are simulated.").arg(entry);
            co_return Failure(error);
        }
        co_return mechanism->symmetricKey->primary;
    }

    Result<void> start()
    {
        const auto count = m_specs.size();
        m_tally.emplace(count);
        auto sink = [this](std::vector<devices::DeviceReport> reports) {
            QMetaObject::invokeMethod(
                &m_context, [this, reports = std::move(reports)] { m_tally->add(reports); }, Qt::QueuedConnection);
        };
        m_clock.start();
        const auto started = m_fleet.start(m_options.settings, std::move(m_specs), std::move(sink));
        if (!started)
            return started;
        std::vector<quint32> all(count);
        std::iota(all.begin(), all.end(), 0U);
        const auto spread = static_cast<qint64>(count) * 1000 / m_options.perSecond;
        m_fleet.reboot(all, static_cast<int>(spread), m_options.registersAlways);
        if (m_options.rebootsPerMinute > 0)
            m_fleet.setBackgroundRate(m_options.rebootsPerMinute / 60.0, all, m_options.registersAlways);
        QObject::connect(&m_watch, &QTimer::timeout, &m_context, [this] { watch(); });
        m_watch.start(watchInterval);
        return {};
    }

    void watch()
    {
        const auto counters = m_fleet.counters();
        const auto all = m_tally->devices();
        const auto devices = static_cast<qint64>(all.assigned) + all.refused + all.unanswered;
        if (m_clock.elapsed() - m_lastProgressMs >= progressIntervalMs) {
            m_lastProgressMs = m_clock.elapsed();
            std::fprintf(stderr, "%5.0f s: %d of %lld assigned, %d refused, %d at work, %lld refused with 429\n",
                         seconds(), all.assigned, static_cast<long long>(devices), all.refused, counters.busy,
                         static_cast<long long>(counters.throttled));
        }
        const bool allEnded = counters.boots >= devices && counters.busy == 0;
        m_finished = m_options.seconds ? seconds() >= *m_options.seconds : allEnded;
        if (m_finished)
            QCoreApplication::exit(Done);
    }

    double seconds() const { return static_cast<double>(m_clock.elapsed()) / 1000; }

    FleetOptions m_options;
    QObject m_context;
    QNetworkAccessManager m_network;
    std::unique_ptr<azure::DpsServiceClient> m_service;
    std::vector<devices::DeviceSpec> m_specs;
    std::optional<FleetTally> m_tally;
    QTimer m_watch;
    QElapsedTimer m_clock;
    qint64 m_lastProgressMs = 0;
    QString m_problem;
    bool m_finished = false;
    devices::DeviceFleet m_fleet; // ends first: its thread posts to the members above
};

} // namespace

int fleetCommand(const QStringList &arguments)
{
    FleetOptions options = fleetOptionsFrom(arguments);
    if (!options.mistake.isEmpty())
        return wrongUsage(QStringLiteral("fleet"), options.mistake);
    if (!options.problem.isEmpty())
        return refused(options.problem);
    quitOnTerminationSignals();
    FleetRun run(std::move(options));
    QTimer::singleShot(0, qApp, [&run] { run.go(); });
    QCoreApplication::exec();
    return run.end(!run.isFinished());
}

} // namespace rehome::ctl
