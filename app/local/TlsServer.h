// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/local/Http.h"
#include "models/domain/Error.h"

struct ssl_ctx_st;
struct ssl_st;

// The TLS side of the service's ports (protocol facts, sections 4 and 5; contract, "Client certificates").
namespace rehome::local {

/// TLS 1.2 and 1.3 with this certificate chain and key (PEM). A client certificate is asked for, never required and
/// never judged: the handshake proves that the client has its key, the enrollment decides the rest. Error of kind
/// Storage when the certificate or the key cannot be used.
Result<void> configureTlsServer(ssl_ctx_st *context, const QByteArray &certificatePem, const QByteArray &privateKeyPem);

/// What the client showed in the full handshake, also when this one only resumed its session. Null without a
/// certificate. Call after the handshake.
std::shared_ptr<const ClientChain> clientChainOf(ssl_st *connection);

/// Makes the next shutdown send its good-bye without waiting for the client's: the TCP connection ends after it, and
/// many clients answer that alone.
void closeWithoutAnswer(ssl_st *connection);

} // namespace rehome::local
