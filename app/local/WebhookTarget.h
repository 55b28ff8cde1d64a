// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace rehome::local {

/// Where a webhook's address leads.
struct WebhookTarget
{
    bool tls = true;
    bool loopback = false;  ///< localhost: connected to this machine without asking a name server
    bool isAddress = false; ///< the host is an IP address
    QByteArray host;        ///< lower case, ASCII, an IPv6 address without brackets
    quint16 port = 443;
    QByteArray pathAndQuery; ///< percent-encoded, begins with '/'; the query is a secret

    QByteArray hostHeader() const; ///< "host", "host:8443", "[::1]:7071"
};

/// The rule: https anywhere, http to this machine only (127.0.0.0/8, ::1, localhost). A user name in the address is
/// refused. Errors of kind BadInput never hold the query. Pure function, any thread.
Result<WebhookTarget> webhookTarget(const QString &url);

} // namespace rehome::local
