// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/CertificateChain.h"
#include "app/local/EnrollmentCertificates.h"
#include "app/local/TpmKeys.h"
#include "tests/fuzz/FuzzCheck.h"

#include <QtCore/QJsonObject>

using namespace rehome;

namespace {

/// What a device may show: the input cut at its commas.
local::ClientChain chainOf(const QByteArray &bytes)
{
    local::ClientChain chain;
    for (const QByteArray &part : bytes.split(','))
        chain.push_back(QByteArray::fromBase64(part));
    return chain;
}

void checkCertificate(const local::CertificateHandle &certificate)
{
    const auto info = local::certificateInfo(certificate);
    FUZZ_CHECK(info.sha256Thumbprint.size() == 64 && info.sha1Thumbprint.size() == 40);
    (void)local::certificateCommonName(certificate);
    (void)local::isCurrent(certificate);
    const auto again = local::certificateFromDer(local::certificateDer(certificate));
    FUZZ_CHECK(again && local::certificateInfo(again) == info);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const QString text = QString::fromUtf8(bytes);
    if (const auto certificate = local::certificateFromText(text))
        checkCertificate(certificate);
    if (const auto certificate = local::certificateFromDer(bytes))
        checkCertificate(certificate);

    // Any certificate of a chain may be the authority; no chain reaches what it does not end below.
    if (const auto chain = local::CertificateChain::read(chainOf(bytes))) {
        for (const QByteArray &der : chainOf(bytes)) {
            const auto reach = chain->reach(local::certificateFromDer(der));
            FUZZ_CHECK((reach.steps > 0) == (reach.kind == local::CertificateChain::Reach::Kind::Verified));
        }
    }

    QJsonObject attestation{
        {QStringLiteral("x509"),
         QJsonObject{{QStringLiteral("signingCertificates"),
                      QJsonObject{{QStringLiteral("primary"), QJsonObject{{QStringLiteral("certificate"), text}}}}}}}};
    local::EnrollmentRow row;
    row.kind = domain::EnrollmentKind::Group;
    const QString why = local::completeCertificates(attestation, {}, {}, row);
    FUZZ_CHECK(why.isEmpty() == local::storedSigningCertificate(row.primary).has_value());
    FUZZ_CHECK(text.size() < 8 || !why.contains(text));

    for (const QByteArray &key : {bytes, QByteArray::fromBase64(bytes)}) {
        const auto storage = local::tpmPublicKey(key);
        if (storage)
            FUZZ_CHECK(local::wrappedForTpm(QByteArray(32, 'k'), "text", *storage, *storage).has_value());
    }
    return 0;
}
