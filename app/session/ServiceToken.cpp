// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ServiceToken.h"

#include "models/wire/Sas.h"

#include <QtCore/QDateTime>

namespace rehome::session {

QString serviceToken(const ConnectionSecret &secret, qint64 seconds)
{
    const auto connection = wire::parseConnectionString(secret.serviceConnectionString);
    if (!connection)
        return {};
    return wire::makeSasToken(connection->hostName.toLower(), connection->key,
                              QDateTime::currentSecsSinceEpoch() + seconds, connection->keyName)
        .value_or(QString());
}

} // namespace rehome::session
