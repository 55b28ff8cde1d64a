// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/KeySeal.h"

#include "app/azure/Wipe.h"

#include <QtCore/QCoreApplication>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace rehome::azure {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(rehome::azure)
};

constexpr char form = 1;
constexpr qsizetype nonceBytes = 12, tagBytes = 16, headBytes = 1 + nonceBytes;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

Failure failure(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return Failure(error);
}

Failure noCipher()
{
    return failure(ErrorKind::Storage, Text::tr("Keys cannot be sealed: OpenSSL on this computer refuses AES-256-GCM "
                                                "or has no random numbers."));
}

} // namespace

Result<QByteArray> KeySeal::newKey()
{
    QByteArray key(keyBytes, Qt::Uninitialized);
    if (RAND_bytes(bytes(key), static_cast<int>(keyBytes)) != 1)
        return noCipher();
    return key;
}

Result<KeySeal> KeySeal::of(const QByteArray &key)
{
    if (key.size() != keyBytes)
        return failure(ErrorKind::BadInput, Text::tr("This is no key for sealing: it has another length."));
    return KeySeal(key);
}

Result<QByteArray> KeySeal::seal(const QByteArray &plain, const QByteArray &context) const
{
    QByteArray sealed(headBytes + plain.size() + tagBytes, Qt::Uninitialized);
    sealed[0] = form;
    unsigned char *nonce = bytes(sealed) + 1;
    unsigned char *text = bytes(sealed) + headBytes;
    const Context cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool done =
        cipher && RAND_bytes(nonce, static_cast<int>(nonceBytes)) == 1 &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(m_key), nonce) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytes(context), static_cast<int>(context.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), text, &length, bytes(plain), static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), text + length, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tagBytes), text + plain.size()) == 1;
    if (!done)
        return noCipher();
    return sealed;
}

Result<QByteArray> KeySeal::open(const QByteArray &sealed, const QByteArray &context) const
{
    const auto damaged = [] {
        return failure(ErrorKind::Storage, Text::tr("The kept keys cannot be opened: they are damaged, or were sealed "
                                                    "with another key than the keychain has now."));
    };
    const qsizetype size = sealed.size() - headBytes - tagBytes;
    if (size < 0 || sealed.at(0) != form)
        return damaged();
    QByteArray plain(size, Qt::Uninitialized);
    QByteArray tag = sealed.last(tagBytes);
    const unsigned char *nonce = bytes(sealed) + 1;
    const unsigned char *text = bytes(sealed) + headBytes;
    const Context cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool genuine =
        cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(m_key), nonce) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytes(context), static_cast<int>(context.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), bytes(plain), &length, text, static_cast<int>(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tagBytes), bytes(tag)) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), bytes(plain) + length, &length) == 1;
    if (!genuine) {
        wipe(plain);
        return damaged();
    }
    return plain;
}

} // namespace rehome::azure
