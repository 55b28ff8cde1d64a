// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/CommandSession.h"

#include "app/session/ServiceToken.h"
#include "app/session/SessionErrors.h"

#include <QCoro/QCoroFuture>
#include <QtCore/QPromise>

namespace rehome::session {

using domain::EnrollmentKind;
using Waiting = std::deque<std::pair<EnrollmentKind, QString>>;

namespace {

constexpr int readLanes = 4; ///< calls under way at a time

} // namespace

CommandSession::CommandSession(ConnectionProfile profile, ConnectionSecret secret)
    : m_secret(std::move(secret))
    , m_cache(std::make_shared<BodyCache>(m_folder.path()))
    , m_core(std::move(profile), m_cache)
{
}

CommandSession::~CommandSession()
{
    m_core.closing = true;
    if (m_core.client)
        m_core.client->close();
}

Result<void> CommandSession::open()
{
    if (!m_folder.isValid())
        return Failure(
            makeError(ErrorKind::Storage, tr("No temporary folder could be made: %1").arg(m_folder.errorString())));
    if (auto opened = m_cache->open(); !opened)
        return opened;
    const auto connection = wire::parseConnectionString(m_secret.serviceConnectionString);
    if (!connection)
        return Failure(connection.error());
    auto endpoint = azure::Endpoint::make(*connection, m_core.profile.caCertificatePath);
    if (!endpoint)
        return Failure(endpoint.error());
    m_core.builder().setJournaling(false); // the journal of a command holds what it wrote
    m_core.onFailure = [this](const Error &error) {
        m_failure = error;
        if (m_applier && m_applier->isRunning())
            m_applier->cancel(); // a command ends and can be repeated; it does not wait for the connection
    };
    m_core.onTrouble = [](const Error &) {};
    m_core.onTroubleOver = [] {};
    m_core.onAnswer = [] {};
    m_core.onDirty = [] {};
    m_core.network = std::make_unique<QNetworkAccessManager>();
    m_core.budget = std::make_shared<azure::OperationBudget>(m_core.profile.operationsPerMinute);
    for (const HubEntry &entry : std::as_const(m_core.profile.hubs)) {
        fleet::HubFacts hub;
        hub.hostName = entry.hostName.section(u':', 0, 0).toLower();
        hub.weight = entry.allocationWeight;
        hub.openToAllocation = entry.openToAllocation;
        m_core.builder().putHub(hub);
    }
    m_core.client = std::make_unique<azure::DpsServiceClient>(*m_core.network, *endpoint, *connection, m_core.budget);
    m_loader = std::make_unique<Loader>(m_core);
    return {};
}

QString CommandSession::token(qint64 seconds) const
{
    return serviceToken(m_secret, seconds);
}

fleet::SnapshotPtr CommandSession::snapshot()
{
    if (m_core.builder().isDirty())
        m_snapshot = m_core.builder().publish().snapshot;
    return m_snapshot;
}

fleet::RowId CommandSession::rowOf(EnrollmentKind kind, const QString &id) const
{
    const auto &builder = m_core.facts.builder;
    const auto row = builder.findEnrollment(kind, id.toStdString());
    if (!row || (builder.enrollments().flags[*row] & fleet::EnrollmentFlag::Gone) != 0)
        return fleet::NoRow;
    return *row;
}

QByteArray CommandSession::rawBodyOf(fleet::RowId row) const
{
    return row == fleet::NoRow ? QByteArray() : m_core.facts.body(row).value_or(QByteArray());
}

QJsonObject CommandSession::bodyOf(fleet::RowId row) const
{
    return wire::parseDocument(rawBodyOf(row)).value_or(QJsonObject());
}

QCoro::Task<Result<void>> CommandSession::readAll()
{
    m_failure.reset();
    auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    auto future = promise->future();
    QObject ends; // the connection ends with this pass
    connect(m_loader.get(), &Loader::finished, &ends, [promise](bool complete) {
        promise->addResult(complete);
        promise->finish();
    });
    m_loader->start(true);
    const bool complete = co_await future;
    if (!complete && m_failure)
        co_return Result<void>(Failure(*m_failure));
    co_return Result<void>();
}

QCoro::Task<void> CommandSession::readLane(std::shared_ptr<Waiting> waiting,
                                           std::shared_ptr<std::optional<Error>> error)
{
    while (!waiting->empty() && !error->has_value()) {
        const auto [kind, id] = waiting->front();
        waiting->pop_front();
        const qint64 askedAt = steadyMs();
        auto asking = m_core.client->enrollment(kind, id);
        const Result<azure::Document> found = co_await asking;
        if (!found) {
            if (found.error().kind != ErrorKind::NotFound)
                *error = found.error();
            continue;
        }
        const auto put = m_core.facts.putEnrollment(kind, found->raw, {askedAt, m_core.answered(found->serverDateMs)});
        if (!put)
            *error = put.error();
    }
}

QCoro::Task<Result<void>> CommandSession::readSome(QList<std::pair<EnrollmentKind, QString>> ids)
{
    const auto waiting = std::make_shared<Waiting>(ids.cbegin(), ids.cend());
    const auto error = std::make_shared<std::optional<Error>>();
    std::vector<QCoro::Task<void>> lanes;
    for (int i = 0; i < readLanes; ++i)
        lanes.push_back(readLane(waiting, error));
    for (auto &lane : lanes)
        co_await lane;
    if (error->has_value())
        co_return Result<void>(Failure(**error));
    co_return Result<void>();
}

QCoro::Task<std::vector<ApplyResult>> CommandSession::apply(QList<fleet::EnrollmentEdit> edits)
{
    // The steps of a write go through a journal before they are sent; that of a command ends with it.
    if (!m_core.journal)
        m_core.journal = std::make_unique<JournalWriter>(m_folder.filePath(QStringLiteral("journal.sqlite")),
                                                         m_core.profile.hostName, [](const Error &) {});
    m_applier = std::make_unique<Applier>(m_core);
    m_applier->setSafety(SafetyLevel::Free); // the command was given, and asked where it had to
    QList<ApplyItem> items;
    items.reserve(edits.size());
    const auto &table = m_core.builder().enrollments();
    for (const fleet::EnrollmentEdit &edit : std::as_const(edits)) {
        const bool known = edit.row < m_core.builder().enrollmentCount();
        items.append({edit, known ? table.bodyOffset[edit.row] : 0, known ? table.bodyLength[edit.row] : 0});
    }
    std::vector<ApplyResult> results;
    if (items.isEmpty())
        co_return results;
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    auto future = promise->future();
    QObject ends; // the connection ends with these edits
    connect(m_applier.get(), &Applier::applied, &ends,
            [&results](const ApplyResult &result) { results.push_back(result); });
    m_core.onIdle = [this, promise] {
        if (!m_applier->isRunning())
            promise->finish();
    };
    m_applier->start(std::move(items));
    co_await future;
    m_core.onIdle = {};
    co_return results;
}

} // namespace rehome::session
