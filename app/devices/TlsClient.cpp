// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/TlsClient.h"

#include <QtCore/QCoreApplication>
#include <boost/asio/ip/address.hpp>
#include <openssl/x509v3.h>

namespace rehome::devices {

namespace ssl = boost::asio::ssl;

namespace {

constexpr std::size_t mostSessions = 256;

} // namespace

TlsClient::TlsClient()
    : m_context(ssl::context::tls_client)
{
    SSL_CTX *native = m_context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // hundreds of idle connections
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_app_data(native, this);
    SSL_CTX_sess_set_new_cb(native, &TlsClient::keepSession);
}

TlsClient::~TlsClient()
{
    SSL_CTX_set_app_data(m_context.native_handle(), nullptr); // a connection may outlive this object by a moment
}

Result<std::unique_ptr<TlsClient>> TlsClient::create(const QString &caCertificatePath)
{
    std::unique_ptr<TlsClient> client(new TlsClient);
    boost::system::error_code error;
    if (caCertificatePath.isEmpty())
        client->m_context.set_default_verify_paths(error);
    else
        client->m_context.load_verify_file(caCertificatePath.toStdString(), error);
    if (error) {
        Error failure;
        failure.kind = ErrorKind::Storage;
        failure.message =
            QCoreApplication::translate("DeviceFleet", "The devices cannot read the service's CA certificate. "
                                                       "Check that the file exists and is PEM.");
        failure.detail = caCertificatePath + QStringLiteral(": ") + QString::fromStdString(error.message());
        return Failure(failure);
    }
    return client;
}

// TLS 1.3 tickets come after the handshake, so a session is known only when this is called.
int TlsClient::keepSession(SSL *ssl, SSL_SESSION *session)
{
    auto *self = static_cast<TlsClient *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    if (!self || !name || SSL_get_verify_result(ssl) != X509_V_OK)
        return 0;
    if (self->m_sessions.size() >= mostSessions && self->m_sessions.find(name) == self->m_sessions.end())
        return 0;
    self->m_sessions[name].reset(session);
    return 1; // the reference is ours now
}

void TlsClient::prepare(SSL *ssl, const QString &host)
{
    const std::string name = host.toLower().toStdString();
    boost::system::error_code notAnAddress;
    boost::asio::ip::make_address(name, notAnAddress);
    if (!notAnAddress) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name.c_str());
        return;
    }
    SSL_set_tlsext_host_name(ssl, name.c_str()); // a server name is a name, never an address (RFC 6066)
    SSL_set1_host(ssl, name.c_str());
    if (const auto known = m_sessions.find(name); known != m_sessions.end())
        SSL_set_session(ssl, known->second.get());
}

} // namespace rehome::devices
