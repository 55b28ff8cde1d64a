// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/TlsServer.h"

#include "app/local/Fault.h"

#include <QtCore/QtEndian>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace rehome::local {

namespace {

// A ticket keeps the client's leaf but not the certificates above it, so they travel in the ticket's own data. A chain
// beyond this makes tickets that some clients drop: such a session is not resumed.
constexpr qsizetype largestChainInTicket = 8 * 1024;

struct FreeBio
{
    void operator()(BIO *bio) const { BIO_free(bio); }
};
struct FreeX509
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
struct FreeKey
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

Bio reader(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

QByteArray derOf(X509 *certificate)
{
    const int size = i2d_X509(certificate, nullptr);
    if (size <= 0)
        return {};
    QByteArray der(size, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(certificate, &out);
    return der;
}

ClientChain shownChain(SSL *connection)
{
    ClientChain chain;
    X509 *leaf = SSL_get0_peer_certificate(connection);
    if (!leaf)
        return chain;
    chain.push_back(derOf(leaf));
    const STACK_OF(X509) *above = SSL_get_peer_cert_chain(connection); // without the leaf, on a server
    for (int i = 0; i < sk_X509_num(above); ++i)
        chain.push_back(derOf(sk_X509_value(above, i)));
    return chain;
}

/// Length and certificate, over and over.
QByteArray packed(const ClientChain &chain)
{
    QByteArray out;
    for (const QByteArray &der : chain) {
        const quint32 size = qToBigEndian(static_cast<quint32>(der.size()));
        out.append(reinterpret_cast<const char *>(&size), sizeof size).append(der);
    }
    return out;
}

ClientChain unpacked(const QByteArray &data)
{
    ClientChain chain;
    for (qsizetype at = 0; at + 4 <= data.size();) {
        const qsizetype size = qFromBigEndian<quint32>(data.constData() + at);
        if (size > data.size() - at - 4)
            return {};
        chain.push_back(data.mid(at + 4, size));
        at += 4 + size;
    }
    return chain;
}

QByteArray ticketData(SSL_SESSION *session)
{
    void *data = nullptr;
    std::size_t size = 0;
    if (SSL_SESSION_get0_ticket_appdata(session, &data, &size) != 1 || !data)
        return {};
    return QByteArray(static_cast<const char *>(data), static_cast<qsizetype>(size));
}

int fillTicket(SSL *connection, void *)
{
    SSL_SESSION *session = SSL_get_session(connection);
    if (!session || SSL_session_reused(connection))
        return 1; // a resumed session hands its data on
    const QByteArray chain = packed(shownChain(connection));
    if (!chain.isEmpty() && chain.size() <= largestChainInTicket)
        SSL_SESSION_set1_ticket_appdata(session, chain.constData(), static_cast<std::size_t>(chain.size()));
    return 1;
}

SSL_TICKET_RETURN judgeTicket(SSL *, SSL_SESSION *session, const unsigned char *, std::size_t, SSL_TICKET_STATUS status,
                              void *)
{
    if (status != SSL_TICKET_SUCCESS && status != SSL_TICKET_SUCCESS_RENEW)
        return SSL_TICKET_RETURN_IGNORE_RENEW;
    if (SSL_SESSION_get0_peer(session) && ticketData(session).isEmpty())
        return SSL_TICKET_RETURN_IGNORE_RENEW; // the chain would be lost: a full handshake brings it again
    return status == SSL_TICKET_SUCCESS ? SSL_TICKET_RETURN_USE : SSL_TICKET_RETURN_USE_RENEW;
}

int takeUnjudged(X509_STORE_CTX *store, void *)
{
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

bool useIdentity(SSL_CTX *context, const QByteArray &certificatePem, const QByteArray &privateKeyPem)
{
    const Bio certificates = reader(certificatePem);
    const std::unique_ptr<X509, FreeX509> leaf(PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr));
    if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1)
        return false;
    while (X509 *above = PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr))
        if (SSL_CTX_add0_chain_cert(context, above) != 1) {
            X509_free(above);
            return false;
        }
    ERR_clear_error(); // the end of the text counts as an error
    const Bio keyText = reader(privateKeyPem);
    const std::unique_ptr<EVP_PKEY, FreeKey> key(PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr));
    return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

} // namespace

Result<void> configureTlsServer(ssl_ctx_st *context, const QByteArray &certificatePem, const QByteArray &privateKeyPem)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_COMPRESSION);
    // Sessions that carry a client certificate are resumed only within a named context.
    static constexpr unsigned char name[] = "rehome-local";
    SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets only: nothing grows here with its clients
    SSL_CTX_set_session_ticket_cb(context, fillTicket, judgeTicket, nullptr);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, takeUnjudged, nullptr);
    if (useIdentity(context, certificatePem, privateKeyPem))
        return {};
    char why[256] = "";
    ERR_error_string_n(ERR_get_error(), why, sizeof why);
    ERR_clear_error();
    return fault(ErrorKind::Storage, QStringLiteral("The server certificate of the data folder cannot be used."),
                 QString::fromLatin1(why));
}

std::shared_ptr<const ClientChain> clientChainOf(ssl_st *connection)
{
    ClientChain chain =
        SSL_session_reused(connection) ? unpacked(ticketData(SSL_get_session(connection))) : shownChain(connection);
    return chain.empty() ? nullptr : std::make_shared<const ClientChain>(std::move(chain));
}

void closeWithoutAnswer(ssl_st *connection)
{
    SSL_set_shutdown(connection, SSL_get_shutdown(connection) | SSL_RECEIVED_SHUTDOWN);
}

} // namespace rehome::local
