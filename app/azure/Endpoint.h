// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"
#include "models/wire/Sas.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtNetwork/QSslConfiguration>

namespace rehome::azure {

/// Where a client connects, what it calls the host, and whom it trusts. Value type, any thread.
/// `localhost` and names under `.localhost` are never looked up: the connection goes to loopback, Host header and TLS
/// server name carry the name, and the certificate must be for it (contract, rehomectl serve; RFC 6761, 6.3).
struct Endpoint
{
    QString host; ///< lower case, without port: the name the certificate is verified for
    quint16 port = 443;
    QByteArray hostHeader; ///< as the connection string has it: with port when written there
    bool loopbackName = false;
    QSslConfiguration
        tls; ///< trusts, for this connection only, the system's authorities and the extra file's; for names
             ///< under localhost, which no public authority certifies, the file's alone when there is one

    /// `caCertificatePath`: PEM file, empty = system only. Errors: Storage (cannot be read), BadInput (holds no
    /// certificate).
    static Result<Endpoint> make(const QString &hostWithPort, const QString &caCertificatePath);
    static Result<Endpoint> make(const wire::ConnectionString &connection, const QString &caCertificatePath);
};

} // namespace rehome::azure
