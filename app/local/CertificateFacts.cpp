// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/CertificateFacts.h"

#include "app/local/OpenSslTypes.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/pem.h>

namespace rehome::local {

namespace {

constexpr qsizetype longestText = 65'536;
constexpr int longestSerialBytes = 64;

std::optional<qint64> msOf(const ASN1_TIME *time)
{
    tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return std::nullopt;
    const QDateTime at(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                       QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
    return at.isValid() ? std::optional<qint64>(at.toMSecsSinceEpoch()) : std::nullopt;
}

/// Takes the certificate over; null when it cannot be worked with.
CertificateHandle checked(X509 *raw)
{
    CertificateHandle certificate(raw, OpenSslFree<X509_free>());
    const bool usable = raw && X509_get0_pubkey(raw) && msOf(X509_get0_notBefore(raw)) &&
                        msOf(X509_get0_notAfter(raw)) &&
                        ASN1_STRING_length(X509_get0_serialNumber(raw)) <= longestSerialBytes;
    return usable ? certificate : nullptr;
}

CertificateHandle fromPem(const QByteArray &pem)
{
    const OwnedBio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    // An encrypted text would otherwise ask for its password on the terminal.
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    return checked(PEM_read_bio_X509(bio.get(), nullptr, noPassword, nullptr));
}

QString nameText(const X509_NAME *name)
{
    constexpr unsigned long flags = (XN_FLAG_RFC2253 & ~(XN_FLAG_SEP_MASK | ASN1_STRFLGS_ESC_MSB)) |
                                    XN_FLAG_SEP_CPLUS_SPC | ASN1_STRFLGS_UTF8_CONVERT;
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    if (X509_NAME_print_ex(bio.get(), name, 0, flags) < 0)
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QString::fromUtf8(data, size);
}

QString capitalHex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex().toUpper());
}

} // namespace

CertificateHandle certificateFromDer(const QByteArray &der)
{
    if (der.isEmpty() || der.size() > longestText)
        return nullptr;
    const OpenSslErrors errors;
    const auto *position = reinterpret_cast<const unsigned char *>(der.constData());
    const auto *end = position + der.size();
    CertificateHandle certificate = checked(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
    return position == end ? certificate : nullptr;
}

CertificateHandle certificateFromText(const QString &text)
{
    if (text.isEmpty() || text.size() > longestText)
        return nullptr;
    const OpenSslErrors errors;
    const QByteArray bytes = text.toUtf8();
    const QByteArray pemStart = QByteArrayLiteral("-----BEGIN ");
    if (bytes.contains(pemStart))
        return fromPem(bytes);
    QByteArray packed = bytes.simplified();
    packed.replace(' ', QByteArray());
    const auto decoded = QByteArray::fromBase64Encoding(packed, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return nullptr;
    const QByteArray &inside = *decoded;
    return inside.contains(pemStart) ? fromPem(inside) : certificateFromDer(inside);
}

QByteArray certificateDer(const CertificateHandle &certificate)
{
    const OpenSslErrors errors;
    unsigned char *data = nullptr;
    const int size = i2d_X509(certificate.get(), &data);
    const QByteArray der(reinterpret_cast<const char *>(data), qMax(0, size));
    OPENSSL_free(data);
    return der;
}

domain::X509CertificateInfo certificateInfo(const CertificateHandle &certificate)
{
    const OpenSslErrors errors;
    X509 *raw = certificate.get();
    const QByteArray der = certificateDer(certificate);
    domain::X509CertificateInfo info;
    info.subjectName = nameText(X509_get_subject_name(raw));
    info.issuerName = nameText(X509_get_issuer_name(raw));
    info.sha1Thumbprint = capitalHex(QCryptographicHash::hash(der, QCryptographicHash::Sha1));
    info.sha256Thumbprint = capitalHex(QCryptographicHash::hash(der, QCryptographicHash::Sha256));
    const ASN1_INTEGER *serial = X509_get0_serialNumber(raw);
    info.serialNumber = capitalHex(
        QByteArray(reinterpret_cast<const char *>(ASN1_STRING_get0_data(serial)), ASN1_STRING_length(serial)));
    info.notBeforeMs = msOf(X509_get0_notBefore(raw)).value_or(0);
    info.notAfterMs = msOf(X509_get0_notAfter(raw)).value_or(0);
    info.version = static_cast<int>(qBound(0L, X509_get_version(raw), 99L)) + 1;
    return info;
}

QString certificateCommonName(const CertificateHandle &certificate)
{
    const OpenSslErrors errors;
    const X509_NAME *subject = X509_get_subject_name(certificate.get());
    int last = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(subject, NID_commonName, next)) >= 0;)
        last = next;
    if (last < 0)
        return {};
    unsigned char *data = nullptr;
    const int size = ASN1_STRING_to_UTF8(&data, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, last)));
    if (size < 0)
        return {};
    const QString name = QString::fromUtf8(reinterpret_cast<const char *>(data), size);
    OPENSSL_free(data);
    return name;
}

bool isCurrent(const CertificateHandle &certificate)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return msOf(X509_get0_notBefore(certificate.get())).value_or(now + 1) <= now &&
           now <= msOf(X509_get0_notAfter(certificate.get())).value_or(0);
}

} // namespace rehome::local
