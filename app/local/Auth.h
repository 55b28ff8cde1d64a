// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/DeviceCall.h"
#include "app/local/Http.h"
#include "app/local/ServiceCore.h"
#include "app/local/TpmChallenge.h"
#include "app/local/X509Attestation.h"

#include <array>

namespace rehome::local {

/// Shared access signatures of administrators, hub back ends and devices (protocol facts, sections 1 and 4). Loop
/// thread.
class Auth
{
public:
    explicit Auth(const ServiceCore &core)
        : m_core(core)
        , m_tpm(core.state)
        , m_x509(core.state)
    {
    }

    bool service(const HttpRequest &request) const;
    /// The resource manager's calls: "Bearer " and a signature of the service's owner policy, with or without its
    /// leading word; a signature alone will do as well.
    bool management(const HttpRequest &request) const;
    bool hub(const HttpRequest &request, const HubConfig &hub) const;
    /// An individual enrollment with this ID decides alone, whatever it attests by. Else a token finds the
    /// symmetric-key group from whose key its own was derived, and a certificate the group of its nearest issuer.
    tl::expected<MatchedEnrollment, DeviceRefusal> device(const DeviceCall &call) const;

private:
    /// A token that was found right for an individual enrollment, and the keys it was found right by. Polls bring the
    /// one of their registration again.
    struct Verified
    {
        QByteArray key, token;
        QByteArray primary, secondary; ///< share the entry's memory, so that their addresses name their contents
        qint64 expiresUnixSeconds = 0;
    };
    static constexpr std::size_t verifiedKept = 256;

    bool ownerToken(const QByteArray &text, const HttpRequest &request) const;
    bool isVerified(const QByteArray &key, const EnrollmentEntry &entry, const QByteArray &token) const;

    const ServiceCore &m_core;
    TpmChallenge m_tpm;
    X509Attestation m_x509;
    mutable std::array<Verified, verifiedKept> m_verified; ///< by hash of the key; the newest of two stays
};

/// The keys of a device at its hub: the individual's own, or those derived from the group's.
domain::SymmetricKeys deviceKeys(const EnrollmentEntry &entry, domain::EnrollmentKind kind,
                                 const QString &registrationId);

} // namespace rehome::local
