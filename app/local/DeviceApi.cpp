// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/DeviceApi.h"

#include "app/local/AttestationFacts.h"
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

HttpReply noCredentials()
{
    return dpsError(401, codes::unauthorized,
                    QStringLiteral("Unauthorized. MQTT needs a token or a certificate; TPM attestation needs HTTPS."));
}

HttpReply badBody(const Error &error)
{
    return dpsError(400, codes::badRequest, (error.message + QLatin1Char(' ') + error.detail).trimmed());
}
} // namespace

bool DeviceApi::owns(const Target &target)
{
    return target.segments.size() >= 3 && target.is(1, registrationsWord);
}

HttpReply DeviceApi::handle(const HttpRequest &request, const Target &target, WriteBatch &batch)
{
    const auto count = target.segments.size();
    const bool registers = count == 4 && target.is(3, registerWord);
    const bool polls = count == 5 && target.is(3, operationsWord);
    const bool looksUp = count == 3;
    if (!registers && !polls && !looksUp)
        return dpsError(404, 404001, QStringLiteral("There is nothing at this path."));
    const char *method = registers ? "PUT" : polls ? "GET" : "POST";
    if (request.method != method)
        return dpsError(405, codes::methodNotAllowed, QStringLiteral("This path does not take this method."));

    DeviceCall call;
    call.operation = registers ? DeviceCall::Operation::Register
                     : polls   ? DeviceCall::Operation::Poll
                               : DeviceCall::Operation::Lookup;
    call.idScope = target.segment(0);
    call.registrationId = target.segment(2);
    call.operationId = target.segment(4);
    call.apiVersion = target.query.value(QStringLiteral("api-version"));
    call.body = request.body;
    call.credentials = {request.header("Authorization"), request.clientChain};
    HttpReply reply = answer(call, batch);
    if (registers && reply.status == 202)
        reply.headers.emplace_back("Location", "https://" +
                                                   withPort(QString::fromLatin1(request.host), m_core.port).toLatin1() +
                                                   request.target.left(request.target.indexOf('?')));
    return reply;
}

HttpReply DeviceApi::answer(const DeviceCall &call, WriteBatch &batch)
{
    // Nothing was shown: over HTTPS a TPM's first question, over MQTT never right.
    const bool overMqtt = call.transport == DeviceCall::Transport::Mqtt;
    if (overMqtt && call.credentials.token.isEmpty() && !call.credentials.chain) {
        ++m_core.counters.unauthorized;
        return noCredentials();
    }
    const auto match = m_auth.device(call);
    if (!match) {
        ++m_core.counters.unauthorized;
        const DeviceRefusal &why = match.error();
        return why.challenge.isEmpty() ? dpsError(why.status, why.errorCode, why.message)
                                       : jsonReply(why.status, why.challenge);
    }
    if (overMqtt && match->attestationFacts.contains(QLatin1String("tpm"))) {
        ++m_core.counters.unauthorized;
        return noCredentials();
    }
    if (call.operation == DeviceCall::Operation::Poll) {
        ++m_core.counters.polls;
        if (auto refused = pollThrottle(foldedKey(call.registrationId)))
            return *refused;
        return poll(call);
    }
    // A lookup counts "as a new device registration" (concepts, tip); the result does not matter.
    const auto quota = m_core.registrations.take(EventLoop::nowMs());
    if (!quota.accepted) {
        ++m_core.counters.throttledRegistrations;
        return dpsThrottled(quota.retryAfterSeconds, QStringLiteral("Too many device registrations in this minute."));
    }
    ++m_core.counters.registrations;
    return call.operation == DeviceCall::Operation::Register ? registerDevice(call, *match, batch) : lookup(call);
}

/// The body as it is, or why it is refused. An absent body is none of the two: some SDKs send nothing.
Result<wire::DeviceRegistration> DeviceApi::registrationOf(const DeviceCall &call) const
{
    if (call.body.trimmed().isEmpty())
        return wire::DeviceRegistration();
    if (call.body.size() > m_core.limits().messageBytes)
        return Failure(Error{ErrorKind::BadInput,
                             QStringLiteral("The message is larger than %1 bytes.").arg(m_core.limits().messageBytes)});
    const auto document = wire::parseDocument(call.body);
    if (!document)
        return Failure(document.error());
    auto registration = wire::deviceRegistrationFromJson(*document);
    if (registration && !registration->registrationId.isEmpty() &&
        foldedKey(registration->registrationId) != foldedKey(call.registrationId))
        return Failure(Error{ErrorKind::BadInput, QStringLiteral("registrationId: differs from the ID of the call.")});
    return registration;
}

HttpReply DeviceApi::registerDevice(const DeviceCall &call, const MatchedEnrollment &match, WriteBatch &batch)
{
    const auto sent = registrationOf(call);
    if (!sent)
        return badBody(sent.error());
    const auto record = m_core.state.record(foldedKey(call.registrationId));
    if (record && record->pending)
        return dpsError(409, codes::concurrentRegistration, QStringLiteral("Precondition failed."));
    if (const int limit = m_core.limits().records;
        !record && std::cmp_greater_equal(m_core.state.records().size(), limit))
        return dpsError(400, codes::badRequest,
                        QStringLiteral("The service holds %1 registrations, as many as its quota allows.").arg(limit));
    Assigner::Request request;
    request.match = match;
    request.apiVersion = call.apiVersion;
    request.payload = sent->payload;
    // The entry's spelling of an individual's ID is the service's own.
    request.registrationId = call.registrationId;
    if (match.kind == domain::EnrollmentKind::Individual)
        if (const auto enrollment = m_core.state.enrollment(match.kind, match.key))
            request.registrationId = enrollment->id;
    const Assigner::Accepted accepted = m_assigner.accept(request, batch);
    // One client takes nothing but 202 here.
    HttpReply reply = bytesReply(202, wire::operationStatusText(accepted.operationId, RegistrationStatus::Assigning));
    reply.headers.emplace_back("Retry-After", QByteArray::number(accepted.retryAfterSeconds));
    return reply;
}

std::optional<HttpReply> DeviceApi::pollThrottle(const QByteArray &key)
{
    const qint64 now = EventLoop::nowMs();
    if (m_polls.size() >= m_pollSweepAt) {
        m_polls.removeIf([now](const std::pair<const QByteArray &, domain::QuotaWindow &> &item) {
            return item.second.used(now) == 0;
        });
        // While more devices than that are polling, a sweep finds little: looking through all of them with every poll
        // would cost more than the poll.
        m_pollSweepAt = std::max(pollWindowsKept, 2 * m_polls.size());
    }
    auto window = m_polls.find(key);
    if (window == m_polls.end())
        window = m_polls.insert(key, domain::QuotaWindow(0, pollWindowMs));
    window->setLimit(m_core.limits().pollsPerDevicePer10s); // it may have changed since
    const auto outcome = window->take(now);
    if (outcome.accepted)
        return std::nullopt;
    return dpsThrottled(outcome.retryAfterSeconds, QStringLiteral("This device polls too often."));
}

HttpReply DeviceApi::poll(const DeviceCall &call)
{
    const auto record = m_core.state.record(foldedKey(call.registrationId));
    if (!record || record->operationId.compare(call.operationId, Qt::CaseInsensitive) != 0)
        return dpsError(404, codes::registrationNotFound, QStringLiteral("Operation not found."));
    const bool final = record->status != RegistrationStatus::Assigning;
    const QByteArray state = final ? registrationResult(m_core.state, *record) : QByteArray();
    HttpReply reply =
        bytesReply(final ? 200 : 202, wire::operationStatusText(record->operationId, record->status, state));
    if (!final)
        reply.headers.emplace_back(
            "Retry-After", QByteArray::number(std::max(1, (m_core.state.config.assignDelayMs / 2 + 999) / 1000)));
    return reply;
}

HttpReply DeviceApi::lookup(const DeviceCall &call) const
{
    if (const auto sent = registrationOf(call); !sent)
        return badBody(sent.error());
    const auto record = m_core.state.record(foldedKey(call.registrationId));
    if (!record)
        return dpsError(404, codes::registrationNotFound, QStringLiteral("Registration not found."));
    return bytesReply(200, registrationResult(m_core.state, *record));
}

} // namespace rehome::local
