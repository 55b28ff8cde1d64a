// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/CertificateChain.h"
#include "app/local/DeviceCall.h"
#include "app/local/ServiceState.h"

namespace rehome::local {

/// Attestation by certificate: "individual enrollment, then the group of the nearest intermediate, …, root. The first
/// entry found decides" (protocol facts, section 4). Loop thread.
class X509Attestation
{
public:
    explicit X509Attestation(const ServiceState &state)
        : m_state(state)
    {
    }

    tl::expected<MatchedEnrollment, DeviceRefusal> match(const QString &registrationId, const ClientChain &shown) const;

private:
    tl::expected<MatchedEnrollment, DeviceRefusal> individual(const QByteArray &key, const EnrollmentEntry &entry,
                                                              const CertificateChain &chain) const;
    tl::expected<MatchedEnrollment, DeviceRefusal> group(const QByteArray &device, const CertificateChain &chain) const;
    /// Null when the entry has none here, or the reference is not to a verified certificate.
    CertificateHandle signingCertificate(const QByteArray &stored) const;
    CertificateHandle referenced(const QString &caName) const;
    CertificateHandle parsed(const QByteArray &der) const;

    const ServiceState &m_state;
    /// Parsed authorities by their DER; groups are asked at every registration.
    mutable std::map<QByteArray, CertificateHandle> m_parsed;
};

} // namespace rehome::local
