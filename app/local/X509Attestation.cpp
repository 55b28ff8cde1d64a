// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/X509Attestation.h"

#include "app/local/EnrollmentCertificates.h"
#include "models/wire/CertificateCodec.h"

#include <openssl/crypto.h>

namespace rehome::local {

using domain::EnrollmentKind;
using Matched = tl::expected<MatchedEnrollment, DeviceRefusal>;
using Reach = CertificateChain::Reach;

namespace {

constexpr std::size_t parsedKept = 512;

tl::unexpected<DeviceRefusal> unauthorized()
{
    return tl::unexpected(DeviceRefusal());
}

tl::unexpected<DeviceRefusal> invalid()
{
    DeviceRefusal refusal;
    refusal.message = QStringLiteral("Invalid certificate.");
    return tl::unexpected(refusal);
}

QJsonObject factsOf(const CertificateHandle &leaf, const CertificateHandle &signing)
{
    QJsonObject x509{{QStringLiteral("certificateInfo"), wire::certificateInfoToJson(certificateInfo(leaf))}};
    if (signing)
        x509.insert(QStringLiteral("signingCertificateInfo"), wire::certificateInfoToJson(certificateInfo(signing)));
    return {{QStringLiteral("x509"), x509}};
}

bool sameThumbprint(const QString &leaf, const std::optional<domain::X509Certificate> &certificate)
{
    const QByteArray expected =
        certificate && certificate->info ? certificate->info->sha256Thumbprint.toLatin1() : QByteArray();
    const QByteArray shown = leaf.toLatin1();
    return shown.size() == expected.size() &&
           CRYPTO_memcmp(shown.constData(), expected.constData(), static_cast<size_t>(shown.size())) == 0;
}

} // namespace

Matched X509Attestation::match(const QString &registrationId, const ClientChain &shown) const
{
    const auto chain = CertificateChain::read(shown);
    if (!chain || !isCurrent(chain->leaf()))
        return invalid();
    const QByteArray key = foldedKey(registrationId);
    const QString commonName = certificateCommonName(chain->leaf());
    if (commonName.isEmpty() || foldedKey(commonName) != key)
        return unauthorized();
    if (const EnrollmentEntry *entry = m_state.entry(EnrollmentKind::Individual, key))
        return individual(key, *entry, *chain);
    return group(key, *chain);
}

Matched X509Attestation::individual(const QByteArray &key, const EnrollmentEntry &entry,
                                    const CertificateChain &chain) const
{
    const auto enrollment = m_state.enrollment(EnrollmentKind::Individual, key);
    if (!enrollment || entry.hasSymmetricKeys() || enrollment->attestation.type != domain::AttestationType::X509 ||
        !enrollment->attestation.x509)
        return unauthorized();
    const domain::X509Attestation &x509 = *enrollment->attestation.x509;
    if (x509.clientCertificates) {
        const QString leaf = certificateInfo(chain.leaf()).sha256Thumbprint;
        const bool primary = sameThumbprint(leaf, x509.clientCertificates->primary);
        const bool secondary = sameThumbprint(leaf, x509.clientCertificates->secondary);
        if (!primary && !secondary)
            return unauthorized();
        return MatchedEnrollment{EnrollmentKind::Individual, key, factsOf(chain.leaf(), nullptr)};
    }
    bool broken = false;
    for (const QString &name : {x509.caPrimary, x509.caSecondary}) {
        const CertificateHandle anchor = referenced(name);
        const Reach reach = anchor ? chain.reach(anchor) : Reach();
        if (reach.kind == Reach::Kind::Verified)
            return MatchedEnrollment{EnrollmentKind::Individual, key, factsOf(chain.leaf(), anchor)};
        broken = broken || reach.kind == Reach::Kind::Broken;
    }
    return broken ? invalid() : unauthorized();
}

Matched X509Attestation::group(const QByteArray &device, const CertificateChain &chain) const
{
    const QByteArray last = m_state.records().group(device).value_or(QByteArray());
    bool broken = false;
    int nearest = 0;
    QByteArray nearestKey;
    CertificateHandle nearestAnchor;
    for (const auto &[key, entry] : m_state.entries(EnrollmentKind::Group)) {
        if (!entry.parsed || entry.parsed->attestation.type != domain::AttestationType::X509 ||
            !entry.parsed->attestation.x509)
            continue;
        const domain::X509Attestation &x509 = *entry.parsed->attestation.x509;
        for (const CertificateHandle &anchor : {signingCertificate(entry.primary), signingCertificate(entry.secondary),
                                                referenced(x509.caPrimary), referenced(x509.caSecondary)}) {
            const Reach reach = anchor ? chain.reach(anchor) : Reach();
            broken = broken || reach.kind == Reach::Kind::Broken;
            if (reach.kind != Reach::Kind::Verified)
                continue;
            // Of two groups with one authority, the one that had the device last time goes on.
            if (nearest == 0 || reach.steps < nearest || (reach.steps == nearest && key == last)) {
                nearest = reach.steps;
                nearestKey = key;
                nearestAnchor = anchor;
            }
        }
    }
    if (nearest == 0)
        return broken ? invalid() : unauthorized();
    return MatchedEnrollment{EnrollmentKind::Group, nearestKey, factsOf(chain.leaf(), nearestAnchor)};
}

CertificateHandle X509Attestation::signingCertificate(const QByteArray &stored) const
{
    const auto der = storedSigningCertificate(stored);
    return der ? parsed(*der) : nullptr;
}

CertificateHandle X509Attestation::referenced(const QString &caName) const
{
    const CaCertificateRow *row = caName.isEmpty() ? nullptr : m_state.caCertificate(foldedKey(caName));
    return row && row->isVerified ? parsed(row->certificate) : nullptr;
}

CertificateHandle X509Attestation::parsed(const QByteArray &der) const
{
    if (const auto found = m_parsed.find(der); found != m_parsed.end())
        return found->second;
    if (m_parsed.size() >= parsedKept)
        m_parsed.clear();
    return m_parsed.emplace(der, certificateFromDer(der)).first->second;
}

} // namespace rehome::local
