// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Auth.h"
#include "app/local/EnrollmentEditor.h"
#include "app/local/EventLoop.h"
#include "app/local/TpmKeys.h"
#include "models/wire/Sas.h"
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QtEndian>
#include <QtTest/QtTest>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/rsa.h>

using namespace rehome;
using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QByteArray be(quint32 value, int bytes)
{
    QByteArray out;
    for (int i = bytes - 1; i >= 0; --i)
        out.append(static_cast<char>(value >> (8 * i)));
    return out;
}

QByteArray buffer(const QByteArray &bytes)
{
    return be(static_cast<quint32>(bytes.size()), 2) + bytes;
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray hmac(const QByteArray &key, const QByteArray &bytes)
{
    return QMessageAuthenticationCode::hash(bytes, key, QCryptographicHash::Sha256);
}

/// Takes sized buffers off the front.
QByteArray next(QByteArray &bytes)
{
    const int size = bytes.size() < 2 ? -1 : qFromBigEndian<quint16>(bytes.constData());
    if (size < 0 || bytes.size() < size + 2)
        qFatal("The blob is too short.");
    const QByteArray out = bytes.mid(2, size);
    bytes.remove(0, size + 2);
    return out;
}

/// The part of a TPM 2.0 that the protocol needs, written from the TPM library specification: two storage keys,
/// TPM2_ActivateCredential and TPM2_Import. It aborts on nothing but says what did not fit.
class SoftTpm
{
public:
    SoftTpm()
        : m_endorsement(EVP_RSA_gen(2048))
        , m_storage(EVP_RSA_gen(2048))
    {
    }

    QByteArray endorsementKey() const
    {
        const QByteArray policy =
            QByteArray::fromHex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa");
        return area(m_endorsement.get(), 0x000300b2, policy);
    }
    QByteArray storageKey() const { return area(m_storage.get(), 0x00030472, {}); }

    /// The HMAC key in the blob; empty, with `problem`, when something does not fit.
    QByteArray activated(QByteArray blob, QByteArray *text = nullptr)
    {
        problem.clear();
        QByteArray object = next(blob);
        const QByteArray secret = next(blob);
        QByteArray duplicate = next(blob);
        const QByteArray seed = next(blob), publicArea = next(blob), cipherText = next(blob);
        if (!blob.isEmpty())
            return fail("bytes behind the blob");
        QByteArray credential = opened(object, secret, m_endorsement.get(), "IDENTITY", nameOf(storageKey().mid(2)));
        if (credential.isEmpty())
            return {};
        const QByteArray inner = next(credential);
        if (inner.size() != 16 || !credential.isEmpty())
            return fail("the credential is no AES-128 key");
        const QByteArray name = nameOf(publicArea);
        const QByteArray wrapped = opened(duplicate, seed, m_storage.get(), "DUPLICATE", name);
        if (wrapped.isEmpty())
            return {};
        QByteArray plain = cfb(inner, wrapped);
        const QByteArray integrity = next(plain);
        if (integrity != sha256(plain + name))
            return fail("inner integrity");
        QByteArray sensitive = next(plain);
        if (!plain.isEmpty() || sensitive.left(2) != be(8, 2))
            return fail("not the sensitive part of a keyed hash");
        sensitive.remove(0, 2);
        const QByteArray password = next(sensitive), blinding = next(sensitive), key = next(sensitive);
        if (!password.isEmpty() || !sensitive.isEmpty())
            return fail("sensitive part");
        // Imported: neither fixedTPM nor fixedParent; signs with HMAC-SHA256.
        const quint32 attributes = qFromBigEndian<quint32>(publicArea.constData() + 4);
        if (publicArea.left(4) != be(8, 2) + be(0xb, 2) || (attributes & 0x12) != 0 ||
            (attributes & 0x40040) != 0x40040)
            return fail("public part");
        if (publicArea.mid(8) != buffer({}) + be(5, 2) + be(0xb, 2) + buffer(sha256(blinding + key)))
            return fail("the two parts are not of one key");
        if (text)
            *text = cfb(inner, cipherText);
        return key;
    }

    QString problem;

private:
    using Key = std::unique_ptr<EVP_PKEY, local::OpenSslFree<EVP_PKEY_free>>;

    QByteArray fail(const char *why)
    {
        problem = s(why);
        return {};
    }

    static QByteArray area(EVP_PKEY *key, quint32 attributes, const QByteArray &policy)
    {
        BIGNUM *n = nullptr;
        EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n);
        QByteArray modulus(256, '\0');
        BN_bn2binpad(n, reinterpret_cast<unsigned char *>(modulus.data()), 256);
        BN_free(n);
        return buffer(be(1, 2) + be(0xb, 2) + be(attributes, 4) + buffer(policy) + be(6, 2) + be(128, 2) + be(0x43, 2) +
                      be(0x10, 2) + be(2048, 2) + be(0, 4) + buffer(modulus));
    }

    static QByteArray nameOf(const QByteArray &publicArea) { return be(0xb, 2) + sha256(publicArea); }

    static QByteArray kdf(const QByteArray &seed, const QByteArray &use, const QByteArray &context, int bits)
    {
        return hmac(seed, be(1, 4) + use + QByteArray(1, '\0') + context + be(static_cast<quint32>(bits), 4))
            .left(bits / 8);
    }

    /// What the integrity value in front of `object` covers, decrypted.
    QByteArray opened(QByteArray object, const QByteArray &secret, EVP_PKEY *key, const QByteArray &label,
                      const QByteArray &name)
    {
        const std::unique_ptr<EVP_PKEY_CTX, local::OpenSslFree<EVP_PKEY_CTX_free>> context(
            EVP_PKEY_CTX_new(key, nullptr));
        EVP_PKEY_decrypt_init(context.get());
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING);
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256());
        void *ended = OPENSSL_strdup(label.constData());
        EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(), ended, static_cast<int>(label.size()) + 1);
        QByteArray seed(512, '\0');
        auto size = static_cast<size_t>(seed.size());
        if (EVP_PKEY_decrypt(context.get(), reinterpret_cast<unsigned char *>(seed.data()), &size,
                             reinterpret_cast<const unsigned char *>(secret.constData()),
                             static_cast<size_t>(secret.size())) != 1)
            return fail("the seed cannot be decrypted");
        seed.truncate(static_cast<qsizetype>(size));
        if (seed.size() != 32)
            return fail("the seed is not as long as the digest");
        const QByteArray integrity = next(object);
        if (integrity != hmac(kdf(seed, "INTEGRITY", {}, 256), object + name))
            return fail("outer integrity");
        return cfb(kdf(seed, "STORAGE", name, 128), object);
    }

    /// CFB decryption by its definition, over single AES blocks.
    static QByteArray cfb(const QByteArray &key, const QByteArray &cipherText)
    {
        const std::unique_ptr<EVP_CIPHER_CTX, local::OpenSslFree<EVP_CIPHER_CTX_free>> context(EVP_CIPHER_CTX_new());
        EVP_EncryptInit_ex(context.get(), EVP_aes_128_ecb(), nullptr,
                           reinterpret_cast<const unsigned char *>(key.constData()), nullptr);
        QByteArray previous(16, '\0'), out;
        for (qsizetype at = 0; at < cipherText.size(); at += 16) {
            unsigned char stream[32];
            int size = 0;
            EVP_EncryptUpdate(context.get(), stream, &size,
                              reinterpret_cast<const unsigned char *>(previous.constData()), 16);
            previous = cipherText.mid(at, 16);
            for (qsizetype i = 0; i < previous.size(); ++i)
                out.append(static_cast<char>(static_cast<quint8>(previous.at(i)) ^ stream[i]));
        }
        return out;
    }

    Key m_endorsement, m_storage;
};

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

} // namespace

/// Attestation by TPM (protocol facts, section 4) against a software TPM.
class TpmTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::plainScenario()));
        enroll(s("tpm-1"));
    }

    void challengeThenRegister()
    {
        const Answer challenge = ask("PUT", s("tpm-1"), s("/register"), body(m_tpm));
        QCOMPARE(challenge.status, 401);
        const QJsonObject told = challenge.json();
        QCOMPARE(told.value(s("keyName")).toString(), s("registration"));
        QVERIFY(!told.value(s("message")).toString().isEmpty());
        QByteArray text;
        const QByteArray key = m_tpm.activated(blobIn(told), &text);
        QVERIFY2(!key.isEmpty(), qPrintable(m_tpm.problem));
        QCOMPARE(text, (m_harness.endpoint.idScope + s("/registrations/tpm-1")).toUtf8());

        const QByteArray token = m_harness.deviceToken(s("tpm-1"), base64(key));
        const Answer registered = ask("PUT", s("tpm-1"), s("/register"), body(m_tpm), token);
        QCOMPARE(registered.status, 202);
        const QString operation = registered.json().value(s("operationId")).toString();
        const Answer polled = ask("GET", s("tpm-1"), s("/operations/") + operation, {}, token);
        QCOMPARE(polled.status, 200);
        const QJsonObject state = polled.json().value(s("registrationState")).toObject();
        QCOMPARE(state.value(s("status")).toString(), s("assigned"));
        const QByteArray hubKey = m_tpm.activated(blobIn(state.value(s("tpm")).toObject()));
        QVERIFY2(!hubKey.isEmpty(), qPrintable(m_tpm.problem));
        QVERIFY(hubKey != key);
        QCOMPARE(hubKeyOf(state), base64(hubKey));

        // Asked again without a move, the key at the hub stays, newly wrapped.
        QCOMPARE(ask("PUT", s("tpm-1"), s("/register"), body(m_tpm), token).status, 202);
        const QJsonObject again = ask("POST", s("tpm-1"), {}, {}, token).json();
        QVERIFY(blobIn(again.value(s("tpm")).toObject()) != blobIn(state.value(s("tpm")).toObject()));
        QCOMPARE(m_tpm.activated(blobIn(again.value(s("tpm")).toObject())), hubKey);

        // The key is for this registration ID alone.
        enroll(s("tpm-2"));
        QCOMPARE(ask("PUT", s("tpm-2"), s("/register"), body(m_tpm), m_harness.deviceToken(s("tpm-2"), base64(key)))
                     .errorCode(),
                 401002);
        // The service tells the endorsement key, never the hub's.
        QVERIFY(!m_harness.admin("GET", s("/enrollments/tpm-1")).body.contains(hubKey.toBase64()));
        QVERIFY(!m_harness.admin("GET", s("/registrations/tpm-1")).body.contains(hubKey.toBase64()));
    }

    void whoGetsNoKey()
    {
        QCOMPARE(ask("PUT", s("nobody"), s("/register"), body(m_tpm)).errorCode(), 404201);
        SoftTpm other;
        QCOMPARE(ask("PUT", s("tpm-1"), s("/register"), body(other)).errorCode(), 401002);
        const QString wrongKey = base64(QByteArray(32, 'k'));
        QCOMPARE(ask("PUT", s("tpm-1"), s("/register"), body(m_tpm), m_harness.deviceToken(s("tpm-1"), wrongKey))
                     .errorCode(),
                 401002);
        m_harness.individual(s("by-key"));
        QCOMPARE(ask("PUT", s("by-key"), s("/register"), body(m_tpm)).errorCode(), 401002);
        QCOMPARE(ask("PUT", s("tpm-1"), s("/register"), "{}").errorCode(), 401002);
        QJsonObject keys{{s("endorsementKey"), base64(m_tpm.endorsementKey())}, {s("storageRootKey"), s("AAAA")}};
        const Answer noRoot = ask("PUT", s("tpm-1"), s("/register"), toBytes({{s("tpm"), keys}}));
        QCOMPARE(noRoot.status, 400);
        QVERIFY(noRoot.body.contains("tpm.storageRootKey"));
        // A key of another storage root is wrapped for that one and opens in no other TPM.
        keys.insert(s("storageRootKey"), base64(other.storageKey()));
        const Answer foreign = ask("PUT", s("tpm-1"), s("/register"), toBytes({{s("tpm"), keys}}));
        QVERIFY(m_tpm.activated(blobIn(foreign.json())).isEmpty());
        QCOMPARE(m_tpm.problem, s("outer integrity"));
        QVERIFY(other.activated(blobIn(foreign.json())).isEmpty());
    }

    void notOverMqtt()
    {
        local::EventLoop loop;
        local::Store store;
        local::ServiceCore core(loop, store);
        core.state.config.idScope = s("0neTEST");
        local::WriteBatch batch;
        const QJsonObject object{{s("registrationId"), s("tpm-1")}, {s("attestation"), attestation(m_tpm)}};
        QCOMPARE(local::EnrollmentEditor(core)
                     .put(domain::EnrollmentKind::Individual, s("tpm-1"), toBytes(object), std::nullopt, batch)
                     .status,
                 200);
        const local::Auth auth(core);
        local::DeviceCall call;
        call.idScope = s("0neTEST");
        call.registrationId = s("tpm-1");
        call.body = body(m_tpm);
        const auto challenged = auth.device(call);
        QVERIFY(!challenged && !challenged.error().challenge.isEmpty());
        const QByteArray key = m_tpm.activated(blobIn(challenged.error().challenge));
        call.credentials.token = wire::makeSasToken(s("0neTEST/registrations/tpm-1"), base64(key),
                                                    QDateTime::currentSecsSinceEpoch() + 60, s("registration"))
                                     .value()
                                     .toLatin1();
        QVERIFY(auth.device(call));
        call.transport = local::DeviceCall::Transport::Mqtt;
        QVERIFY(!auth.device(call));
        call.credentials.token.clear();
        const auto refused = auth.device(call);
        QVERIFY(!refused && refused.error().challenge.isEmpty());
        QCOMPARE(refused.error().errorCode, 401002);
    }

    void onlyWholeKeysAreRead()
    {
        const QByteArray good = m_tpm.storageKey();
        QVERIFY(local::tpmPublicKey(good));
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(!local::tpmPublicKey(good.left(size)));
        QVERIFY(!local::tpmPublicKey(good + '\0'));
        // Type, name algorithm, symmetric algorithm, its bits and mode, scheme, key bits, exponent, size of the
        // modulus.
        for (const int at : {3, 5, 13, 15, 17, 19, 21, 25, 27}) {
            QByteArray changed = good;
            changed[at] = static_cast<char>(changed.at(at) ^ 0x22);
            QVERIFY2(!local::tpmPublicKey(changed), QByteArray::number(at).constData());
        }
    }

private:
    static QJsonObject attestation(const SoftTpm &tpm)
    {
        return {{s("type"), s("tpm")}, {s("tpm"), QJsonObject{{s("endorsementKey"), base64(tpm.endorsementKey())}}}};
    }
    void enroll(const QString &id)
    {
        QCOMPARE(m_harness
                     .admin("PUT", s("/enrollments/") + id,
                            {{s("registrationId"), id}, {s("attestation"), attestation(m_tpm)}})
                     .status,
                 200);
    }
    static QByteArray body(const SoftTpm &tpm)
    {
        return toBytes({{s("tpm"), QJsonObject{{s("endorsementKey"), base64(tpm.endorsementKey())},
                                               {s("storageRootKey"), base64(tpm.storageKey())}}}});
    }
    static QByteArray blobIn(const QJsonObject &object)
    {
        return QByteArray::fromBase64(object.value(s("authenticationKey")).toString().toLatin1());
    }
    Answer ask(const QByteArray &method, const QString &id, const QString &path, const QByteArray &body,
               const QByteArray &token = {})
    {
        const Headers headers = token.isEmpty() ? Headers() : Headers{{"Authorization", token}};
        return m_harness.send(method,
                              QLatin1Char('/') + m_harness.endpoint.idScope + s("/registrations/") + id + path +
                                  s("?api-version=2021-06-01"),
                              body, headers);
    }
    QString hubKeyOf(const QJsonObject &state)
    {
        const QString hub = state.value(s("assignedHub")).toString().section(QLatin1Char('.'), 0, 0);
        return m_harness.hub("GET", hub, s("/devices/") + state.value(s("deviceId")).toString())
            .json()
            .value(s("authentication"))
            .toObject()
            .value(s("symmetricKey"))
            .toObject()
            .value(s("primaryKey"))
            .toString();
    }

    Harness m_harness;
    SoftTpm m_tpm;
};

REHOME_TEST(TpmTest);
#include "TpmTest.moc"
