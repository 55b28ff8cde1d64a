// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/CaCertificates.h"

#include "app/local/CertificateChain.h"
#include "app/local/Fault.h"
#include "app/local/ServiceCore.h"

#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QRegularExpression>

namespace rehome::local {

namespace {

Failure refused(const QString &why)
{
    return fault(ErrorKind::BadInput, why);
}

Failure unreadable()
{
    return refused(QStringLiteral("certificate: not readable. PEM, base64 of DER or base64 of PEM is needed."));
}

} // namespace

Result<void> CaCertificates::put(const QString &name, const QString &certificateText, bool isVerified, qint64 nowMs,
                                 WriteBatch &batch)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"));
    if (!form.match(name).hasMatch())
        return refused(QStringLiteral("A certificate's name has 1 to 64 letters, digits, dots, hyphens, underscores."));
    const CertificateHandle certificate = certificateFromText(certificateText);
    if (!certificate)
        return unreadable();
    const CaCertificateRow *known = m_state.caCertificate(foldedKey(name));
    const int most = m_state.config.limits.caCertificates;
    if (!known && std::cmp_greater_equal(m_state.caCertificates().size(), most))
        return refused(QStringLiteral("The service holds %1 CA certificates already. Remove one first.").arg(most));
    CaCertificateRow row = known ? *known : CaCertificateRow();
    if (!known) {
        row.key = foldedKey(name);
        row.name = name;
        row.createdMs = nowMs;
    }
    row.certificate = certificateDer(certificate);
    row.isVerified = isVerified;
    row.etag = newEtag();
    row.updatedMs = nowMs;
    m_state.put(std::move(row), batch);
    return {};
}

bool CaCertificates::remove(const QString &name, WriteBatch &batch)
{
    if (!m_state.caCertificate(foldedKey(name)))
        return false;
    m_state.dropCaCertificate(foldedKey(name), batch);
    return true;
}

bool CaCertificates::generateCode(const QString &name, qint64 nowMs, WriteBatch &batch)
{
    const CaCertificateRow *known = m_state.caCertificate(foldedKey(name));
    if (!known)
        return false;
    CaCertificateRow row = *known;
    row.etag = newEtag();
    row.updatedMs = nowMs;
    m_state.put(std::move(row), batch);
    return true;
}

QString CaCertificates::verificationCode(const CaCertificateRow &row) const
{
    const QByteArray message = "verification code\n" + row.key + '\n' + row.etag.toUtf8();
    const QByteArray code = QMessageAuthenticationCode::hash(
        message, QByteArray::fromBase64(m_state.config.primaryKey.toLatin1()), QCryptographicHash::Sha256);
    return QString::fromLatin1(code.left(24).toHex().toUpper());
}

Result<void> CaCertificates::verify(const QString &name, const QString &proofText, qint64 nowMs, WriteBatch &batch)
{
    const CaCertificateRow *known = m_state.caCertificate(foldedKey(name));
    if (!known)
        return refused(QStringLiteral("There is no CA certificate %1.").arg(name));
    const CertificateHandle proof = certificateFromText(proofText), authority = certificateFromDer(known->certificate);
    if (!proof || !authority)
        return unreadable();
    if (certificateCommonName(proof).compare(verificationCode(*known), Qt::CaseInsensitive) != 0)
        return refused(QStringLiteral("certificate: its common name is not the last verification code."));
    const auto chain = CertificateChain::read({certificateDer(proof)});
    if (!chain || chain->reach(authority).kind != CertificateChain::Reach::Kind::Verified)
        return refused(QStringLiteral("certificate: it was not issued by this authority, or is not valid today."));
    CaCertificateRow row = *known;
    row.isVerified = true;
    row.etag = newEtag();
    row.updatedMs = nowMs;
    m_state.put(std::move(row), batch);
    return {};
}

} // namespace rehome::local
