// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/DeviceCall.h"
#include "app/local/ServiceState.h"

namespace rehome::wire {
struct SasToken;
}

namespace rehome::local {

/// Attestation by TPM (protocol facts, section 4): a key that only the device's TPM can unwrap is given to whoever
/// asks, and a token signed with it proves the TPM. The key follows from registration ID, endorsement key and half
/// hour, so nothing is kept between the two calls and nobody's challenge drives out another's. Loop thread.
class TpmChallenge
{
public:
    explicit TpmChallenge(const ServiceState &state)
        : m_state(state)
    {
    }

    /// The answer to a call without a token whose body has TPM keys; nothing when the body has none.
    std::optional<DeviceRefusal> answer(const DeviceCall &call) const;
    /// A token signed with the key of this half hour or the one before.
    tl::expected<MatchedEnrollment, DeviceRefusal> match(const DeviceCall &call, const wire::SasToken &token,
                                                         const domain::Enrollment &enrollment) const;

    static constexpr qint64 keySeconds = 1800;

private:
    QByteArray keyFor(const QByteArray &device, const QByteArray &endorsementKey, qint64 period) const;
    const ServiceState &m_state;
};

/// The hub key of an assigned TPM device, wrapped for its TPM; empty when that cannot be done.
QString wrappedHubKey(const ServiceState &state, const RecordRow &record, const QJsonObject &tpmFacts);

} // namespace rehome::local
