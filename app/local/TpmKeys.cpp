// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/TpmKeys.h"

#include <QtCore/QtEndian>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

namespace rehome::local {

namespace {

constexpr quint16 algRsa = 0x0001, algSha1 = 0x0004, algHmac = 0x0005, algAes = 0x0006, algKeyedHash = 0x0008,
                  algSha256 = 0x000B, algSha384 = 0x000C, algSha512 = 0x000D, algNull = 0x0010, algCfb = 0x0043;
/// An object that may be imported, signs, and asks for nothing but an empty password.
constexpr quint32 userWithAuth = 1U << 6, noDa = 1U << 10, signs = 1U << 18;
constexpr int innerKeyBytes = 16;

class Reader
{
public:
    explicit Reader(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    quint16 u16() { return static_cast<quint16>(number(2)); }
    quint32 u32() { return number(4); }
    QByteArray sized() { return take(u16()); }
    bool isDone() const { return m_good && m_position == m_bytes.size(); }
    bool isGood() const { return m_good; }

private:
    QByteArray take(int count)
    {
        m_good = m_good && m_bytes.size() - m_position >= count;
        if (!m_good)
            return {};
        m_position += count;
        return m_bytes.mid(m_position - count, count);
    }
    quint32 number(int count)
    {
        quint32 value = 0;
        for (const char byte : take(count))
            value = value << 8 | static_cast<quint8>(byte);
        return value;
    }
    QByteArray m_bytes;
    qsizetype m_position = 0;
    bool m_good = true;
};

QByteArray u16(quint16 value)
{
    QByteArray out(2, '\0');
    qToBigEndian(value, out.data());
    return out;
}

QByteArray u32(quint32 value)
{
    QByteArray out(4, '\0');
    qToBigEndian(value, out.data());
    return out;
}

QByteArray sized(const QByteArray &bytes)
{
    return u16(static_cast<quint16>(bytes.size())) + bytes;
}

const EVP_MD *digestOf(quint16 algorithm)
{
    switch (algorithm) {
    case algSha1:
        return EVP_sha1();
    case algSha256:
        return EVP_sha256();
    case algSha384:
        return EVP_sha384();
    case algSha512:
        return EVP_sha512();
    default:
        return nullptr;
    }
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

QByteArray hashed(const EVP_MD *digest, const QByteArray &data)
{
    QByteArray out(EVP_MD_get_size(digest), '\0');
    return EVP_Digest(data.constData(), static_cast<size_t>(data.size()), bytesOf(out), nullptr, digest, nullptr) == 1
               ? out
               : QByteArray();
}

QByteArray hmacOf(const EVP_MD *digest, const QByteArray &key, const QByteArray &data)
{
    QByteArray out(EVP_MD_get_size(digest), '\0');
    return HMAC(digest, key.constData(), static_cast<int>(key.size()), bytesOf(data), static_cast<size_t>(data.size()),
                bytesOf(out), nullptr)
               ? out
               : QByteArray();
}

/// KDFa: a key from a seed, for a use and one context (part 1, section 11.4.10.2).
QByteArray derived(const EVP_MD *digest, const QByteArray &seed, const QByteArray &use, const QByteArray &context,
                   int bits)
{
    QByteArray out;
    for (quint32 counter = 1; out.size() * 8 < bits; ++counter) {
        const QByteArray block =
            hmacOf(digest, seed, u32(counter) + use + '\0' + context + u32(static_cast<quint32>(bits)));
        if (block.isEmpty())
            return {};
        out += block;
    }
    return out.left(bits / 8);
}

/// AES-CFB with an initial vector of zeros, as everything here has a key of its own.
QByteArray encrypted(const QByteArray &key, const QByteArray &plain)
{
    const EVP_CIPHER *cipher = key.size() == 16   ? EVP_aes_128_cfb128()
                               : key.size() == 24 ? EVP_aes_192_cfb128()
                               : key.size() == 32 ? EVP_aes_256_cfb128()
                                                  : nullptr;
    const std::unique_ptr<EVP_CIPHER_CTX, OpenSslFree<EVP_CIPHER_CTX_free>> context(EVP_CIPHER_CTX_new());
    const QByteArray zeros(16, '\0');
    QByteArray out(plain.size(), '\0');
    int written = 0;
    if (!cipher || !context || EVP_EncryptInit_ex(context.get(), cipher, nullptr, bytesOf(key), bytesOf(zeros)) != 1 ||
        EVP_EncryptUpdate(context.get(), bytesOf(out), &written, bytesOf(plain), static_cast<int>(plain.size())) != 1 ||
        written != plain.size())
        return {};
    return out;
}

QByteArray randomBytes(int count)
{
    QByteArray out(count, '\0');
    return RAND_bytes(bytesOf(out), count) == 1 ? out : QByteArray();
}

/// RSA-OAEP; its label ends with a zero (part 1, appendix B.4).
QByteArray sealedFor(const TpmPublicKey &to, const QByteArray &label, const QByteArray &seed)
{
    const OwnedKeyContext context(EVP_PKEY_CTX_new(to.key.get(), nullptr));
    if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), to.digest) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), to.digest) != 1)
        return {};
    const QByteArray ended = label + '\0';
    void *owned = OPENSSL_memdup(ended.constData(), static_cast<size_t>(ended.size()));
    if (!owned || EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(), owned, static_cast<int>(ended.size())) != 1) {
        OPENSSL_free(owned);
        return {};
    }
    size_t size = 0;
    if (EVP_PKEY_encrypt(context.get(), nullptr, &size, bytesOf(seed), static_cast<size_t>(seed.size())) != 1)
        return {};
    QByteArray out(static_cast<qsizetype>(size), '\0');
    if (EVP_PKEY_encrypt(context.get(), bytesOf(out), &size, bytesOf(seed), static_cast<size_t>(seed.size())) != 1)
        return {};
    return out.left(static_cast<qsizetype>(size));
}

/// A secret under the protection of a seed that only `to` can open, bound to the name of the object it belongs to.
struct Sealed
{
    QByteArray integrity, secret, seed;
    bool isGood() const { return !integrity.isEmpty() && !secret.isEmpty() && !seed.isEmpty(); }
};

Sealed sealed(const TpmPublicKey &to, const QByteArray &label, const QByteArray &secret, const QByteArray &name)
{
    const int digestBytes = EVP_MD_get_size(to.digest);
    const QByteArray seed = randomBytes(digestBytes);
    Sealed out;
    if (seed.isEmpty())
        return out;
    out.secret = encrypted(derived(to.digest, seed, "STORAGE", name, to.symmetricBits), secret);
    out.integrity = hmacOf(to.digest, derived(to.digest, seed, "INTEGRITY", {}, digestBytes * 8), out.secret + name);
    out.seed = sealedFor(to, label, seed);
    return out;
}

OwnedKey rsaKey(const QByteArray &modulus, quint32 exponent)
{
    const std::unique_ptr<OSSL_PARAM_BLD, OpenSslFree<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    const std::unique_ptr<BIGNUM, OpenSslFree<BN_free>> n(
        BN_bin2bn(bytesOf(modulus), static_cast<int>(modulus.size()), nullptr));
    if (!builder || !n || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_uint32(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent) != 1)
        return nullptr;
    const std::unique_ptr<OSSL_PARAM, OpenSslFree<OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const OwnedKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return OwnedKey(key);
}

} // namespace

std::optional<TpmPublicKey> tpmPublicKey(const QByteArray &tpm2bPublic)
{
    const OpenSslErrors errors;
    Reader outer(tpm2bPublic);
    const QByteArray area = outer.sized();
    if (!outer.isDone())
        return std::nullopt;
    Reader reader(area);
    const quint16 type = reader.u16(), nameAlgorithm = reader.u16();
    reader.u32();   // attributes
    reader.sized(); // policy
    const quint16 symmetric = reader.u16(), symmetricBits = reader.u16(), mode = reader.u16(), scheme = reader.u16(),
                  keyBits = reader.u16();
    const quint32 exponent = reader.u32();
    const QByteArray modulus = reader.sized();
    TpmPublicKey out;
    out.digest = digestOf(nameAlgorithm);
    const bool protects = symmetric == algAes && mode == algCfb && scheme == algNull &&
                          (symmetricBits == 128 || symmetricBits == 192 || symmetricBits == 256);
    const bool isRsa = type == algRsa && (keyBits == 2048 || keyBits == 3072 || keyBits == 4096) &&
                       modulus.size() * 8 == keyBits && (modulus.front() & 0x80) != 0 &&
                       (static_cast<quint8>(modulus.back()) & 1) != 0 && (exponent == 0 || exponent == 65'537);
    if (!reader.isDone() || !out.digest || !protects || !isRsa)
        return std::nullopt;
    out.symmetricBits = symmetricBits;
    out.name = u16(nameAlgorithm) + hashed(out.digest, area);
    out.key = rsaKey(modulus, 65'537);
    if (!out.key)
        return std::nullopt;
    return out;
}

std::optional<QByteArray> wrappedForTpm(const QByteArray &hmacKey, const QByteArray &text,
                                        const TpmPublicKey &endorsement, const TpmPublicKey &storageRoot)
{
    const OpenSslErrors errors;
    const QByteArray innerKey = randomBytes(innerKeyBytes), blinding = randomBytes(EVP_MD_get_size(EVP_sha256()));
    if (hmacKey.size() < 16 || hmacKey.size() > 64 || text.size() > 1024 || innerKey.isEmpty() || blinding.isEmpty())
        return std::nullopt;

    const QByteArray keyArea = u16(algKeyedHash) + u16(algSha256) + u32(userWithAuth | noDa | signs) + sized({}) +
                               u16(algHmac) + u16(algSha256) + sized(hashed(EVP_sha256(), blinding + hmacKey));
    const QByteArray keyName = u16(algSha256) + hashed(EVP_sha256(), keyArea);
    const QByteArray sensitive = sized(u16(algKeyedHash) + sized({}) + sized(blinding) + sized(hmacKey));
    const QByteArray inner = encrypted(innerKey, sized(hashed(EVP_sha256(), sensitive + keyName)) + sensitive);

    const Sealed duplicate = sealed(storageRoot, "DUPLICATE", inner, keyName);
    const Sealed credential = sealed(endorsement, "IDENTITY", sized(innerKey), storageRoot.name);
    if (inner.isEmpty() || !duplicate.isGood() || !credential.isGood())
        return std::nullopt;
    return sized(sized(credential.integrity) + credential.secret) + sized(credential.seed) +
           sized(sized(duplicate.integrity) + duplicate.secret) + sized(duplicate.seed) + sized(keyArea) +
           sized(encrypted(innerKey, text));
}

} // namespace rehome::local
