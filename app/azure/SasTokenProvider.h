// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <chrono>
#include <functional>

namespace rehome::azure {

/// Shared access signatures of one key for one resource: good for an hour, renewed when three quarters are over. Knows
/// how far the server's clock is from this machine's, by the Date headers. Holds a secret; it puts neither key nor
/// token into an Error.
class SasTokenProvider
{
public:
    /// `nowMs`: UTC milliseconds of this machine; default: system clock.
    SasTokenProvider(QString resource, QString key, QString keyName, std::function<qint64()> nowMs = {});

    static constexpr std::chrono::seconds lifetime{3600};

    /// Value of the Authorization header. Error BadInput when the key is no base64.
    Result<QByteArray> token();
    /// After a 401: true when the token was made by a clock that is more than a minute off the server's, and a new one
    /// is worth a try.
    bool renewAfterRefusal();
    /// `receivedMs`: this machine's time when the answer came.
    void noteServerDate(qint64 serverDateMs);
    /// Server's time minus this machine's, milliseconds; 0 before the first answer.
    qint64 skewMs() const { return m_skewMs; }
    qint64 serverNowMs() const;
    int tokensMade() const { return m_made; }

private:
    QString m_resource, m_key, m_keyName;
    std::function<qint64()> m_now;
    QByteArray m_token;
    qint64 m_madeAtMs = 0, m_madeWithSkewMs = 0;
    qint64 m_skewMs = 0;
    int m_made = 0;
};

} // namespace rehome::azure
