// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/DeviceApi.h"

#include "app/local/EventLoop.h"
#include "app/local/Replies.h"
#include "models/wire/DeviceCodec.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"

namespace rehome::local {

using domain::RegistrationStatus;
namespace codes = wire::codes;

namespace {
constexpr QLatin1String registrationsWord("registrations"), registerWord("register"), operationsWord("operations");
constexpr qint64 pollWindowMs = 10'000;
constexpr int pollWindowsKept = 20'000;
} // namespace

bool DeviceApi::owns(const Target &target)
{
    return target.segments.size() >= 3 && target.is(1, registrationsWord);
}

HttpReply DeviceApi::handle(const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    const auto count = target.segments.size();
    const QString scope = target.segment(0), id = target.segment(2);
    const bool registers = count == 4 && target.is(3, registerWord);
    const bool polls = count == 5 && target.is(3, operationsWord);
    const bool looksUp = count == 3;
    if (!registers && !polls && !looksUp)
        return dpsError(404, 404001, QStringLiteral("There is nothing at this path."));
    const char *method = registers ? "PUT" : polls ? "GET" : "POST";
    if (request.method != method)
        return dpsError(405, codes::methodNotAllowed, QStringLiteral("This path does not take this method."));

    const auto match = m_auth.device(request, scope, id);
    if (!match) {
        ++m_core.counters.unauthorized;
        return dpsError(401, codes::unauthorized, QStringLiteral("Unauthorized"));
    }
    if (polls) {
        ++m_core.counters.polls;
        if (auto refused = pollThrottle(foldedKey(id)))
            return *refused;
        return poll(id, target.segment(4));
    }
    // A lookup counts "as a new device registration" (concepts, tip); the result does not matter.
    const auto quota = m_core.registrations.take(EventLoop::nowMs());
    if (!quota.accepted) {
        ++m_core.counters.throttledRegistrations;
        return dpsThrottled(quota.retryAfterSeconds, QStringLiteral("Too many device registrations in this minute."));
    }
    ++m_core.counters.registrations;
    return registers ? registerDevice(request, id, target.query.value(QStringLiteral("api-version")), *match, batch)
                     : lookup(request, id);
}

std::optional<HttpReply> DeviceApi::bodyObjection(const HttpRequest &request, const QString &id) const
{
    if (request.body.trimmed().isEmpty())
        return std::nullopt;
    const auto bad = [](const QString &why) { return dpsError(400, codes::badRequest, why); };
    if (request.body.size() > domain::QuotaDefaults::messageBytes)
        return bad(QStringLiteral("The message is larger than 96 KB."));
    const auto document = wire::parseDocument(request.body);
    if (!document)
        return bad(document.error().message + QLatin1Char(' ') + document.error().detail);
    const auto registration = wire::deviceRegistrationFromJson(*document);
    if (!registration)
        return bad(registration.error().message + QLatin1Char(' ') + registration.error().detail);
    if (!registration->registrationId.isEmpty() && foldedKey(registration->registrationId) != foldedKey(id))
        return bad(QStringLiteral("registrationId: differs from the ID in the path."));
    return std::nullopt;
}

HttpReply DeviceApi::registerDevice(const HttpRequest &request, const QString &id, const QString &apiVersion,
                                    const MatchedEnrollment &match, WriteBatch &batch)
{
    if (auto refused = bodyObjection(request, id))
        return *refused;
    const RecordRow *record = m_core.state.record(foldedKey(id));
    if (record && record->pending)
        return dpsError(409, codes::concurrentRegistration, QStringLiteral("Precondition failed."));
    if (!record && m_core.state.records().size() >= domain::QuotaDefaults::registrations)
        return dpsError(400, codes::badRequest, QStringLiteral("The service holds 1,000,000 registrations already."));
    // The entry's spelling of an individual's ID is the service's own.
    QString spelled = id;
    if (match.kind == domain::EnrollmentKind::Individual)
        if (const auto enrollment = m_core.state.enrollment(match.kind, match.key))
            spelled = enrollment->id;
    const Assigner::Accepted accepted = m_assigner.accept(spelled, match, apiVersion, batch);
    wire::OperationStatus status;
    status.operationId = accepted.operationId;
    HttpReply reply = jsonReply(202, wire::operationStatusToJson(status)); // one client takes nothing but 202 here
    reply.headers.emplace_back("Location", "https://" +
                                               withPort(QString::fromLatin1(request.host), m_core.port).toLatin1() +
                                               request.target.left(request.target.indexOf('?')));
    reply.headers.emplace_back("Retry-After", QByteArray::number(accepted.retryAfterSeconds));
    return reply;
}

std::optional<HttpReply> DeviceApi::pollThrottle(const QByteArray &key)
{
    const qint64 now = EventLoop::nowMs();
    if (m_polls.size() >= pollWindowsKept)
        m_polls.removeIf([now](const std::pair<const QByteArray &, domain::QuotaWindow &> &item) {
            return item.second.used(now) == 0;
        });
    auto window = m_polls.find(key);
    if (window == m_polls.end())
        window = m_polls.insert(key, domain::QuotaWindow(domain::QuotaDefaults::pollsPerDevicePer10s, pollWindowMs));
    const auto outcome = window->take(now);
    if (outcome.accepted)
        return std::nullopt;
    return dpsThrottled(outcome.retryAfterSeconds, QStringLiteral("This device polls too often: 5 in 10 seconds."));
}

HttpReply DeviceApi::poll(const QString &id, const QString &operationId)
{
    const RecordRow *record = m_core.state.record(foldedKey(id));
    if (!record || record->operationId.compare(operationId, Qt::CaseInsensitive) != 0)
        return dpsError(404, codes::registrationNotFound, QStringLiteral("Operation not found."));
    const bool final = record->status != RegistrationStatus::Assigning;
    QJsonObject body = wire::operationStatusToJson({record->operationId, record->status, std::nullopt});
    if (final)
        body.insert(QStringLiteral("registrationState"), result(*record));
    HttpReply reply = jsonReply(final ? 200 : 202, body);
    if (!final)
        reply.headers.emplace_back(
            "Retry-After", QByteArray::number(std::max(1, (m_core.state.config.assignDelayMs / 2 + 999) / 1000)));
    return reply;
}

QJsonObject DeviceApi::result(const RecordRow &record) const
{
    QString group;
    if (!record.group.isEmpty()) {
        const auto entry = m_core.state.enrollment(domain::EnrollmentKind::Group, record.group);
        group = entry ? entry->id : QString::fromUtf8(record.group);
    }
    return wire::registrationResultToJson(publicState(record), group);
}

HttpReply DeviceApi::lookup(const HttpRequest &request, const QString &id) const
{
    if (auto refused = bodyObjection(request, id))
        return *refused;
    const RecordRow *record = m_core.state.record(foldedKey(id));
    if (!record)
        return dpsError(404, codes::registrationNotFound, QStringLiteral("Registration not found."));
    return jsonReply(200, result(*record));
}

} // namespace rehome::local
