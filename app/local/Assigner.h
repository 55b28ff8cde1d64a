// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Auth.h"
#include "app/local/ServiceCore.h"
#include "models/domain/Decision.h"

namespace rehome::local {

/// Carries accepted registration requests through: what is to happen is domain::decide()'s alone; this class gives it
/// time, waits for hubs and writes the outcome as one atomic change. Loop thread.
class Assigner
{
public:
    explicit Assigner(ServiceCore &core)
        : m_core(core)
    {
    }

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
    /// pending. The caller has made sure that no request of this device is under way.
    Accepted accept(const Request &request, WriteBatch &batch);
    /// After a start: requests that were accepted before go on.
    void resumePending();

private:
    struct Plan
    {
        domain::Decision decision;
        std::shared_ptr<const domain::Enrollment> enrollment;
        bool hasWork = false; ///< a hub is written
    };
    Plan planFor(const RecordRow &record) const;
    void schedule(const QByteArray &key, const QString &operationId, std::chrono::milliseconds delay, qint64 giveUpMs);
    void complete(const QByteArray &key, const QString &operationId, qint64 giveUpMs);
    void finish(RecordRow record, const Plan &plan, WriteBatch &batch);
    void failUnreachable(RecordRow record, const QString &hub);
    std::chrono::milliseconds delayFor(const QString &registrationId, const QString &hub) const;

    ServiceCore &m_core;
};

} // namespace rehome::local
