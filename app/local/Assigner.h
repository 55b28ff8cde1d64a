// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Auth.h"
#include "app/local/CustomAllocation.h"
#include "app/local/ServiceCore.h"
#include "models/domain/Decision.h"

namespace rehome::local {

/// Carries accepted registration requests through: what is to happen is domain::decide()'s alone; this class gives it
/// time, asks webhooks, waits for hubs and writes the outcome as one atomic change. Loop thread.
class Assigner
{
public:
    explicit Assigner(ServiceCore &core)
        : m_core(core)
        , m_custom(core.state, core.loop)
    {
    }
    /// Before the first request. Error of kind BadInput: the CA file cannot be read.
    Result<void> configureWebhooks(const WebhookSettings &settings) { return m_custom.configure(settings); }

    struct Request
    {
        QString registrationId;
        MatchedEnrollment match;
        QString apiVersion;
        std::optional<QJsonObject> payload; ///< what the device sent along for the webhook
    };
    struct Accepted
    {
        QString operationId;
        int retryAfterSeconds = 1;
    };
    /// Writes the record: final at once when nothing is to be done on a hub or the delay is 0, else assigning and
    /// pending. A webhook is always waited for. The caller has made sure that no request of this device is under way.
    Accepted accept(const Request &request, WriteBatch &batch);
    /// After a start: requests that were accepted before go on; webhooks are asked again.
    void resumePending();

private:
    using Verdict = std::shared_ptr<const WebhookVerdict>; ///< null: no webhook was asked so far
    struct Plan
    {
        domain::Decision decision;
        std::shared_ptr<const domain::Enrollment> enrollment;
        bool hasWork = false;     ///< a hub is written
        bool asksWebhook = false; ///< its answer is needed first
        QString refusingHub;      ///< a hub to be written that refuses the service: its key was changed
    };
    /// One accepted request on its way.
    struct Job
    {
        QByteArray key;
        QString operationId;
        qint64 giveUpMs = 0; ///< monotonic: a dead hub is waited for until then
        Verdict verdict;
    };
    domain::DecisionInput inputFor(const RecordRow &record, const domain::Enrollment &enrollment) const;
    Plan planFor(const RecordRow &record, const Verdict &verdict) const;
    std::optional<RecordRow> recordOf(const Job &job) const; ///< none once the request is over or deleted
    void askWebhook(const Job &job);
    void schedule(Job job, std::chrono::milliseconds delay);
    void complete(Job job);
    void finish(RecordRow record, const Plan &plan, WriteBatch &batch);
    void failAtHub(RecordRow record, int errorCode, const QString &why);
    bool isLinked(const QString &hub) const;
    std::chrono::milliseconds delayFor(const QString &registrationId, const QString &hub) const;

    ServiceCore &m_core;
    CustomAllocation m_custom;
};

} // namespace rehome::local
