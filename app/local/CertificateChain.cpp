// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/CertificateChain.h"

#include "app/local/OpenSslTypes.h"

#include <openssl/x509v3.h>

namespace rehome::local {

namespace {

constexpr std::size_t longestChain = 10;

void freeStack(STACK_OF(X509) * stack)
{
    sk_X509_free(stack); // the certificates are owned elsewhere
}

void freeChain(STACK_OF(X509) * stack)
{
    sk_X509_pop_free(stack, X509_free);
}

bool isUnrelated(int error)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return true;
    default:
        return false;
    }
}

} // namespace

std::optional<CertificateChain> CertificateChain::read(const ClientChain &shown)
{
    if (shown.empty() || shown.size() > longestChain)
        return std::nullopt;
    std::vector<CertificateHandle> certificates;
    for (const QByteArray &der : shown) {
        certificates.push_back(certificateFromDer(der));
        if (!certificates.back())
            return std::nullopt;
    }
    return CertificateChain(std::move(certificates));
}

CertificateChain::Reach CertificateChain::reach(const CertificateHandle &anchor) const
{
    const OpenSslErrors errors;
    if (X509_cmp(leaf().get(), anchor.get()) == 0)
        return {}; // an authority does not attest as a device
    const std::unique_ptr<STACK_OF(X509), OpenSslFree<freeStack>> between(sk_X509_new_null());
    for (std::size_t i = 1; i < m_certificates.size(); ++i)
        sk_X509_push(between.get(), m_certificates[i].get());
    const OwnedStore store(X509_STORE_new());
    const OwnedStoreContext context(X509_STORE_CTX_new());
    if (!between || !store || !context || X509_STORE_add_cert(store.get(), anchor.get()) != 1 ||
        X509_STORE_CTX_init(context.get(), store.get(), leaf().get(), between.get()) != 1)
        return {};
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context.get());
    // "The group certificate may be an intermediate" (protocol facts, section 4): it is the end of the way.
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
    X509_VERIFY_PARAM_set_depth(rules, static_cast<int>(longestChain));
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_CLIENT);
    if (X509_verify_cert(context.get()) != 1)
        return {isUnrelated(X509_STORE_CTX_get_error(context.get())) ? Reach::Kind::Unrelated : Reach::Kind::Broken};
    const std::unique_ptr<STACK_OF(X509), OpenSslFree<freeChain>> way(X509_STORE_CTX_get1_chain(context.get()));
    const int length = way ? sk_X509_num(way.get()) : 0;
    for (int i = 1; i < length; ++i) {
        // OpenSSL lets old certificates without basic constraints pass for authorities.
        if (X509_check_ca(sk_X509_value(way.get(), i)) != 1)
            return {Reach::Kind::Broken};
    }
    if (length < 2 || X509_cmp(sk_X509_value(way.get(), length - 1), anchor.get()) != 0)
        return {};
    return {Reach::Kind::Verified, length - 1};
}

} // namespace rehome::local
