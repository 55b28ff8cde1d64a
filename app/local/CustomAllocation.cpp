// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/CustomAllocation.h"

#include "app/local/AttestationFacts.h"

#include <QtCore/QJsonDocument>

namespace rehome::local {

namespace {

/// The certificate's details stand where rules on certificate fields look for them.
QJsonObject webhookFacts(QJsonObject facts)
{
    const QString x509Word = QStringLiteral("x509"), infoWord = QStringLiteral("certificateInfo");
    QJsonObject x509 = facts.value(x509Word).toObject();
    if (!x509.contains(infoWord))
        return facts;
    x509.insert(QStringLiteral("clientCertificate"), QJsonObject{{QStringLiteral("info"), x509.value(infoWord)}});
    facts.insert(x509Word, x509);
    return facts;
}

} // namespace

void WebhookVerdict::addTo(domain::DecisionInput &input) const
{
    if (!answer) {
        input.customFailure = failure;
        return;
    }
    input.customHub = answer->iotHubHostName;
    input.customInitialTwin = answer->initialTwin;
    input.customPayload = answer->payload;
}

void CustomAllocation::ask(const RecordRow &record, const domain::DecisionInput &input, Done done)
{
    wire::AllocationRequest request;
    request.kind = input.enrollment.kind;
    if (const EnrollmentEntry *entry = m_state.entry(request.kind, foldedKey(input.enrollment.id)))
        request.enrollment = QJsonDocument::fromJson(entry->json).object();
    request.registrationId = record.id;
    request.currentHub = record.hub;
    request.currentDeviceId = record.deviceId;
    request.attestationFacts = webhookFacts(attestationFacts(record));
    if (!record.requestPayload.isEmpty())
        request.payload = QJsonDocument::fromJson(record.requestPayload).object();
    request.linkedHubs = domain::offeredHubs(input);
    const QString url = input.enrollment.customAllocation ? input.enrollment.customAllocation->webhookUrl : QString();
    const QByteArray json = QJsonDocument(wire::allocationRequestToJson(request)).toJson(QJsonDocument::Compact);
    m_client.post(url, json, [done = std::move(done)](const WebhookReply &reply) {
        done(std::make_shared<const WebhookVerdict>(verdictOf(reply)));
    });
}

WebhookVerdict CustomAllocation::verdictOf(const WebhookReply &reply)
{
    WebhookVerdict verdict;
    if (reply.status != 0 && (reply.status < 200 || reply.status > 299)) {
        // The service's own words (protocol facts, sections 1 and 6).
        verdict.failure = QStringLiteral("Custom allocation failed with status code: %1").arg(reply.status);
        return verdict;
    }
    // No public text tells what the service says without a status; these words say what happened.
    if (!reply.problem.isEmpty()) {
        verdict.failure = QStringLiteral("Custom allocation failed: %1.").arg(reply.problem);
        return verdict;
    }
    const auto answer = wire::allocationAnswerFromJson(reply.body);
    if (answer)
        verdict.answer = *answer;
    else
        verdict.failure = QStringLiteral("Custom allocation failed: the webhook's answer cannot be used. %1")
                              .arg(answer.error().message);
    return verdict;
}

} // namespace rehome::local
