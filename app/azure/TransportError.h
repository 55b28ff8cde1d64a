// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/HttpClient.h"

#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslError>

namespace rehome::azure {

/// Words for what kept an exchange from getting an answer. `host`: as the person knows it.
TransportFailure transportFailure(const QString &host, QNetworkReply::NetworkError code, const QString &systemText,
                                  const QList<QSslError> &tlsErrors);
TransportFailure timedOut(const QString &host, std::chrono::milliseconds deadline);
TransportFailure replyTooLarge(const QString &host, qint64 maxBytes);
TransportFailure cancelledExchange();

} // namespace rehome::azure
