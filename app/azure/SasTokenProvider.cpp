// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/SasTokenProvider.h"

#include "models/wire/Sas.h"

#include <QtCore/QDateTime>

namespace rehome::azure {

namespace {
constexpr qint64 noticeableSkewMs = 60'000;
constexpr qint64 lifetimeMs = 3'600'000;
} // namespace

SasTokenProvider::SasTokenProvider(QString resource, QString key, QString keyName, std::function<qint64()> nowMs)
    : m_resource(std::move(resource))
    , m_key(std::move(key))
    , m_keyName(std::move(keyName))
    , m_now(std::move(nowMs))
{
    if (!m_now)
        m_now = [] { return QDateTime::currentMSecsSinceEpoch(); };
}

Result<QByteArray> SasTokenProvider::token()
{
    const qint64 now = m_now();
    // A clock that was set back makes the age negative: renew then too.
    const qint64 age = now - m_madeAtMs;
    if (m_token.isEmpty() || age >= lifetimeMs * 3 / 4 || age < 0) {
        const qint64 expires = (now + m_skewMs + lifetimeMs) / 1000;
        const auto made = wire::makeSasToken(m_resource, m_key, expires, m_keyName);
        if (!made)
            return Failure(made.error());
        m_token = made->toLatin1();
        m_madeAtMs = now;
        m_madeWithSkewMs = m_skewMs;
        ++m_made;
    }
    return m_token;
}

bool SasTokenProvider::renewAfterRefusal()
{
    if (m_token.isEmpty() || qAbs(m_skewMs - m_madeWithSkewMs) < noticeableSkewMs)
        return false;
    m_token.clear();
    return true;
}

void SasTokenProvider::noteServerDate(qint64 serverDateMs)
{
    if (serverDateMs > 0)
        m_skewMs = serverDateMs + 500 - m_now(); // Date has whole seconds, cut off
}

qint64 SasTokenProvider::serverNowMs() const
{
    return m_now() + m_skewMs;
}

} // namespace rehome::azure
