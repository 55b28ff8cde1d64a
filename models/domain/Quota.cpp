// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Quota.h"

#include <algorithm>

namespace rehome::domain {

bool countsAsRegistration(DeviceRequest request)
{
    return request == DeviceRequest::Register || request == DeviceRequest::Lookup;
}

QuotaWindow::QuotaWindow(int limit, qint64 lengthMs)
    : m_limit(std::max(0, limit))
    , m_lengthMs(std::max<qint64>(1, lengthMs))
{
}

QuotaWindow::Outcome QuotaWindow::check(qint64 nowMs) const
{
    if (used(nowMs) < m_limit)
        return {};
    // Without a window yet (a limit of 0) a whole one lies ahead.
    const qint64 left = m_start < 0 ? m_lengthMs : m_lengthMs - (nowMs - m_start) % m_lengthMs;
    const qint64 seconds = std::clamp<qint64>((left + 999) / 1000, 1, 60);
    return {false, static_cast<int>(seconds)};
}

QuotaWindow::Outcome QuotaWindow::take(qint64 nowMs)
{
    const Outcome outcome = check(nowMs);
    if (!outcome.accepted)
        return outcome;
    m_used = used(nowMs) + 1;
    if (m_start < 0)
        m_start = nowMs;
    else if (nowMs > m_start)
        m_start = nowMs - (nowMs - m_start) % m_lengthMs; // windows follow one another without gaps
    return outcome;
}

void QuotaWindow::setLimit(int limit)
{
    m_limit = std::max(0, limit);
}

int QuotaWindow::used(qint64 nowMs) const
{
    return m_start >= 0 && nowMs - m_start < m_lengthMs ? m_used : 0;
}

} // namespace rehome::domain
