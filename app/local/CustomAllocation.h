// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/ServiceState.h"
#include "app/local/WebhookClient.h"
#include "models/domain/Decision.h"
#include "models/wire/WebhookCodec.h"

namespace rehome::local {

/// What a webhook said about one registration.
struct WebhookVerdict
{
    std::optional<wire::AllocationAnswer> answer;
    QString failure; ///< text of the failed record when there is no answer
    /// Puts it into the input of the decision.
    void addTo(domain::DecisionInput &input) const;
};

/// Asks the webhooks of custom allocation (protocol facts, section 6). Loop thread.
class CustomAllocation
{
public:
    using Done = std::function<void(std::shared_ptr<const WebhookVerdict>)>;

    CustomAllocation(const ServiceState &state, EventLoop &loop)
        : m_state(state)
        , m_client(loop)
    {
    }

    Result<void> configure(const WebhookSettings &settings) { return m_client.configure(settings); }
    /// `input` is the decision's, without an answer so far. `done` is called later, once.
    void ask(const RecordRow &record, const domain::DecisionInput &input, Done done);

    /// The rule: what answer counts, and what the record says otherwise. Pure function.
    static WebhookVerdict verdictOf(const WebhookReply &reply);

private:
    const ServiceState &m_state;
    WebhookClient m_client;
};

} // namespace rehome::local
