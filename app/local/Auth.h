// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/DeviceCall.h"
#include "app/local/Http.h"
#include "app/local/ServiceCore.h"
#include "app/local/TpmChallenge.h"
#include "app/local/X509Attestation.h"

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
    bool ownerToken(const QByteArray &text, const HttpRequest &request) const;

    const ServiceCore &m_core;
    TpmChallenge m_tpm;
    X509Attestation m_x509;
};

/// The keys of a device at its hub: the individual's own, or those derived from the group's.
domain::SymmetricKeys deviceKeys(const EnrollmentEntry &entry, domain::EnrollmentKind kind,
                                 const QString &registrationId);

} // namespace rehome::local
