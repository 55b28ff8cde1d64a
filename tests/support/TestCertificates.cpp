// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestCertificates.h"

#include <memory>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace rehome::test {

namespace {

struct Free
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

template <class Write>
QByteArray pem(Write write)
{
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    write(bio.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

void extend(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    X509_add_ext(certificate, extension.get(), -1);
}

Owned<X509> parsed(const QByteArray &text)
{
    const Owned<BIO> bio(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
    return Owned<X509>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Owned<EVP_PKEY> parsedKey(const QByteArray &text)
{
    const Owned<BIO> bio(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
    return Owned<EVP_PKEY>(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

} // namespace

Identity makeCertificate(const CertificateOrder &order)
{
    const int startDays = order.startDays, days = order.days;
    const QByteArray &commonName = order.commonName;
    const QStringList &names = order.names;
    const Identity *authority = order.issuer;
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const Owned<X509> certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    quint64 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), (startDays - 1) * 86'400L);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), (startDays + days) * 86'400L);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(commonName.constData()), -1, -1, 0);

    const Owned<X509> issuer = authority ? parsed(authority->certificate) : nullptr;
    X509 *signer = issuer ? issuer.get() : certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
    if (!order.constraints.isEmpty())
        extend(certificate.get(), signer, NID_basic_constraints, order.constraints);
    if (!order.extendedUse.isEmpty())
        extend(certificate.get(), signer, NID_ext_key_usage, order.extendedUse);
    if (!names.isEmpty())
        extend(certificate.get(), signer, NID_subject_alt_name,
               "DNS:" + names.join(QStringLiteral(",DNS:")).toLatin1());
    const Owned<EVP_PKEY> signerKey = authority ? parsedKey(authority->privateKey) : nullptr;
    X509_sign(certificate.get(), signerKey ? signerKey.get() : key.get(), EVP_sha256());

    return {pem([&](BIO *bio) { PEM_write_bio_X509(bio, certificate.get()); }), pem([&](BIO *bio) {
                PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
            })};
}

TestAuthority::TestAuthority(const QByteArray &name)
    : m_name(name)
    , m_own(makeCertificate({name, nullptr, "critical,CA:TRUE", {}, 0, 30, {}}))
{
}

Identity TestAuthority::issue(const QStringList &names, int startDays, int days) const
{
    return makeCertificate({names.value(0).toLatin1(), &m_own, "critical,CA:FALSE", {}, startDays, days, names});
}

} // namespace rehome::test
