// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Certificates.h"

#include "app/local/DataFolder.h"
#include "app/local/Fault.h"
#include "app/local/OpenSslTypes.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace rehome::local {

namespace {

using Key = OwnedKey;
using Bio = OwnedBio;
using Certificate = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, OpenSslFree<GENERAL_NAMES_free>>;

constexpr long daySeconds = 24 * 60 * 60;
constexpr long renewBeforeSeconds = 30 * daySeconds;
constexpr int caDays = 3650;
constexpr int serverDays = 397; // the longest that strict TLS clients accept for a server

Bio readBio(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

QByteArray contents(const Bio &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, size};
}

QByteArray certificatePem(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return contents(bio);
}

QByteArray keyPem(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return contents(bio);
}

bool add(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

struct Issue
{
    QByteArray commonName;
    int days = 0;
    X509 *issuer = nullptr; ///< null: self-signed
    EVP_PKEY *issuerKey = nullptr;
    std::vector<std::pair<int, QByteArray>> extensions;
};

Certificate issued(EVP_PKEY *key, const Issue &issue)
{
    Certificate certificate(X509_new());
    X509 *raw = certificate.get();
    X509_set_version(raw, X509_VERSION_3);
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof(serial)) != 1)
        return {};
    serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40); // positive and of full length
    const std::unique_ptr<BIGNUM, OpenSslFree<BN_free>> number(BN_bin2bn(serial, sizeof(serial), nullptr));
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(raw));
    X509_gmtime_adj(X509_getm_notBefore(raw), -daySeconds); // clocks of devices run late
    X509_time_adj_ex(X509_getm_notAfter(raw), issue.days, 0, nullptr);
    X509_NAME *name = X509_get_subject_name(raw);
    const auto field = [&](const char *type, const QByteArray &text) {
        X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(text.constData()),
                                   static_cast<int>(text.size()), -1, 0);
    };
    field("O", "Rehome local provisioning service");
    field("CN", issue.commonName);
    X509_set_issuer_name(raw, issue.issuer ? X509_get_subject_name(issue.issuer) : name);
    X509_set_pubkey(raw, key);
    for (const auto &[nid, value] : issue.extensions)
        if (!add(raw, issue.issuer ? issue.issuer : raw, nid, value))
            return {};
    if (X509_sign(raw, issue.issuer ? issue.issuerKey : key, EVP_sha256()) == 0)
        return {};
    return certificate;
}

bool lasts(X509 *certificate)
{
    time_t limit = time(nullptr) + renewBeforeSeconds;
    return X509_cmp_time(X509_get0_notAfter(certificate), &limit) > 0;
}

struct Pair
{
    Key key;
    Certificate certificate;
    explicit operator bool() const { return key && certificate; }
};

/// The pair as stored, or an empty one when it is missing, broken or does not belong together.
Pair stored(const DataFolder &folder, const QString &certificateFile, const QString &keyFile)
{
    const auto certificateText = folder.read(certificateFile);
    const auto keyText = folder.read(keyFile);
    if (!certificateText || !keyText)
        return {};
    Pair pair;
    pair.certificate.reset(PEM_read_bio_X509(readBio(*certificateText).get(), nullptr, nullptr, nullptr));
    pair.key.reset(PEM_read_bio_PrivateKey(readBio(*keyText).get(), nullptr, nullptr, nullptr));
    if (!pair || X509_check_private_key(pair.certificate.get(), pair.key.get()) != 1)
        return {};
    return pair;
}

bool coversExactly(X509 *certificate, const QStringList &dnsNames, const QStringList &addresses)
{
    const Names names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    if (!names || sk_GENERAL_NAME_num(names.get()) != dnsNames.size() + addresses.size())
        return false;
    const auto holds = [&](const QString &name) {
        const QByteArray text = name.toLatin1();
        return X509_check_host(certificate, text.constData(), static_cast<size_t>(text.size()),
                               X509_CHECK_FLAG_NO_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr) == 1;
    };
    const auto holdsAddress = [&](const QString &address) {
        return X509_check_ip_asc(certificate, address.toLatin1().constData(), 0) == 1;
    };
    return std::all_of(dnsNames.begin(), dnsNames.end(), holds) &&
           std::all_of(addresses.begin(), addresses.end(), holdsAddress);
}

Result<void> store(const DataFolder &folder, const Pair &pair, const QString &certificateFile, const QString &keyFile)
{
    // The key first: a certificate without its key is issued again, a key without certificate hurts nobody.
    const auto key = folder.write(keyFile, keyPem(pair.key.get()));
    if (!key)
        return key;
    return folder.write(certificateFile, certificatePem(pair.certificate.get()));
}

} // namespace

Result<ServerIdentity> ensureCertificates(const DataFolder &folder, const QStringList &dnsNames,
                                          const QStringList &addresses)
{
    const QString caFile = QStringLiteral("ca.pem"), caKeyFile = QStringLiteral("ca.key");
    const QString serverFile = QStringLiteral("server.pem"), serverKeyFile = QStringLiteral("server.key");
    const auto broken = [] {
        return fault(ErrorKind::Storage, QStringLiteral("The certificates of the data folder cannot be made."));
    };

    Pair ca = stored(folder, caFile, caKeyFile);
    if (!ca || !lasts(ca.certificate.get())) {
        ca.key.reset(EVP_EC_gen("P-256"));
        if (!ca.key)
            return broken();
        ca.certificate = issued(ca.key.get(), {"Rehome local CA",
                                               caDays,
                                               nullptr,
                                               nullptr,
                                               {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                                {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                                {NID_subject_key_identifier, "hash"}}});
        if (!ca.certificate)
            return broken();
        if (const auto written = store(folder, ca, caFile, caKeyFile); !written)
            return Failure(written.error());
    }

    Pair server = stored(folder, serverFile, serverKeyFile);
    const bool usable = server && lasts(server.certificate.get()) &&
                        X509_verify(server.certificate.get(), X509_get0_pubkey(ca.certificate.get())) == 1 &&
                        coversExactly(server.certificate.get(), dnsNames, addresses);
    if (!usable) {
        QStringList alternatives;
        for (const QString &name : dnsNames)
            alternatives.append(QStringLiteral("DNS:") + name);
        for (const QString &address : addresses)
            alternatives.append(QStringLiteral("IP:") + address);
        server.key.reset(EVP_EC_gen("P-256"));
        if (!server.key)
            return broken();
        server.certificate =
            issued(server.key.get(), {"localhost",
                                      serverDays,
                                      ca.certificate.get(),
                                      ca.key.get(),
                                      {{NID_basic_constraints, "critical,CA:FALSE"},
                                       {NID_key_usage, "critical,digitalSignature"},
                                       {NID_ext_key_usage, "serverAuth"},
                                       {NID_subject_key_identifier, "hash"},
                                       {NID_authority_key_identifier, "keyid"},
                                       {NID_subject_alt_name, alternatives.join(QLatin1Char(',')).toLatin1()}}});
        if (!server.certificate)
            return broken();
        if (const auto written = store(folder, server, serverFile, serverKeyFile); !written)
            return Failure(written.error());
    }

    ServerIdentity identity;
    identity.certificatePem = certificatePem(server.certificate.get()) + certificatePem(ca.certificate.get());
    identity.privateKeyPem = keyPem(server.key.get());
    identity.caPath = folder.filePath(caFile);
    return identity;
}

} // namespace rehome::local
