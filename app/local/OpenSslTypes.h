// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

namespace rehome::local {

template <auto Free>
struct OpenSslFree
{
    template <class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using OwnedBio = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;
using OwnedKey = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>>;
using OwnedKeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslFree<EVP_PKEY_CTX_free>>;
using OwnedStore = std::unique_ptr<X509_STORE, OpenSslFree<X509_STORE_free>>;
using OwnedStoreContext = std::unique_ptr<X509_STORE_CTX, OpenSslFree<X509_STORE_CTX_free>>;

/// OpenSSL's errors of a scope end with it: a stale one would be taken for a failure of the TLS connection that is
/// served next on this thread.
class OpenSslErrors
{
public:
    OpenSslErrors() { ERR_set_mark(); }
    ~OpenSslErrors() { ERR_pop_to_mark(); }
    OpenSslErrors(const OpenSslErrors &) = delete;
    OpenSslErrors &operator=(const OpenSslErrors &) = delete;
};

} // namespace rehome::local
