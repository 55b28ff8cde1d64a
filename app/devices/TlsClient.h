// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QString>
#include <boost/asio/ssl/context.hpp>
#include <map>
#include <memory>
#include <openssl/ssl.h>

namespace rehome::devices {

/// TLS for connections that come and go: one context, and per host the last session, so that a device's next connection
/// needs no full handshake. Sessions of one host are never offered to another. Not thread-safe.
class TlsClient
{
public:
    /// `caCertificatePath` empty: the computer's own authorities. Error: the file cannot be read.
    static Result<std::unique_ptr<TlsClient>> create(const QString &caCertificatePath);
    ~TlsClient();
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    boost::asio::ssl::context &context() { return m_context; }
    /// Sets server name, verification of certificate and name, and the session to resume; before the handshake.
    void prepare(SSL *ssl, const QString &host);
    int sessions() const { return static_cast<int>(m_sessions.size()); }

private:
    TlsClient();
    static int keepSession(SSL *ssl, SSL_SESSION *session);

    struct Free
    {
        void operator()(SSL_SESSION *session) const { SSL_SESSION_free(session); }
    };
    boost::asio::ssl::context m_context;
    std::map<std::string, std::unique_ptr<SSL_SESSION, Free>> m_sessions; // by server name
};

} // namespace rehome::devices
