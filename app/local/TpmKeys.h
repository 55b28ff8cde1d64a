// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/OpenSslTypes.h"

#include <QtCore/QByteArray>
#include <optional>

// Keys of a device's TPM and what is wrapped for them: TPM 2.0 Library, part 1, sections 23 (duplication) and 24
// (credentials); part 2 has the structures. Any thread; whatever the input is, a function answers.
namespace rehome::local {

/// An RSA storage key of a TPM 2.0, as an endorsement key or a storage root key is: the parsed TPM2B_PUBLIC.
struct TpmPublicKey
{
    OwnedKey key;
    const EVP_MD *digest = nullptr; ///< of its name and of what it protects
    int symmetricBits = 0;          ///< AES-CFB
    QByteArray name;                ///< algorithm and digest of its public area
};

/// Nothing for anything but an RSA key of 2048 to 4096 bits that protects with AES-CFB.
std::optional<TpmPublicKey> tpmPublicKey(const QByteArray &tpm2bPublic);

/// An HMAC-SHA256 key that only the TPM with this endorsement key can import below this storage root key. The form is
/// what the SDKs' activateIdentityKey takes apart: TPM2B_ID_OBJECT, TPM2B_ENCRYPTED_SECRET (a credential, the inner
/// key), TPM2B_PRIVATE, TPM2B_ENCRYPTED_SECRET, TPM2B_PUBLIC (the key, duplicated below the storage root key), and a
/// text that the inner key encrypts. `hmacKey`: 16 to 64 bytes.
std::optional<QByteArray> wrappedForTpm(const QByteArray &hmacKey, const QByteArray &text,
                                        const TpmPublicKey &endorsement, const TpmPublicKey &storageRoot);

} // namespace rehome::local
