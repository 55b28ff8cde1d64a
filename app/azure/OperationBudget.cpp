// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/azure/OperationBudget.h"

#include <algorithm>

namespace rehome::azure {

namespace {
constexpr qint64 minute = 60'000;
constexpr qint64 sliceLength = 50;
} // namespace

OperationBudget::OperationBudget(int perMinute, std::function<qint64()> nowMs)
    : m_perMinute(qMax(1, perMinute))
    , m_now(std::move(nowMs))
{
    if (!m_now) {
        m_now = [] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            return static_cast<qint64>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
        };
    }
}

void OperationBudget::setPerMinute(int perMinute)
{
    m_perMinute = qMax(1, perMinute);
}

void OperationBudget::forgetOld() const
{
    const qint64 now = m_now();
    while (!m_slices.empty() && m_slices.front().startMs + sliceLength + minute <= now) {
        m_person -= m_slices.front().person;
        m_background -= m_slices.front().background;
        m_slices.pop_front();
    }
}

int OperationBudget::backgroundShare() const
{
    const int half = qMax(1, m_perMinute / 2);
    return m_now() < m_halvedUntil ? qMax(1, half / 2) : half;
}

/// Milliseconds until so many calls are older than a minute that one more fits into `share`.
qint64 OperationBudget::waitFor(int share, bool backgroundOnly) const
{
    int used = backgroundOnly ? m_background : m_person + m_background;
    if (used < share)
        return 0;
    const qint64 now = m_now();
    for (const Slice &slice : m_slices) {
        used -= backgroundOnly ? slice.background : slice.person + slice.background;
        if (used < share)
            return qMax<qint64>(1, slice.startMs + sliceLength + minute - now);
    }
    return minute;
}

qint64 OperationBudget::waitMs(Priority priority) const
{
    forgetOld();
    qint64 wait = qMax<qint64>(0, m_heldUntil - m_now());
    const int personShare = qMax(1, m_perMinute * 9 / 10);
    wait = qMax(wait, waitFor(personShare, false));
    if (priority != Priority::Person)
        wait = qMax(wait, waitFor(backgroundShare(), true));
    return wait;
}

void OperationBudget::take(Priority priority)
{
    forgetOld();
    const qint64 now = m_now();
    if (m_slices.empty() || now >= m_slices.back().startMs + sliceLength)
        m_slices.push_back({now, 0, 0});
    if (priority == Priority::Person) {
        ++m_slices.back().person;
        ++m_person;
    } else {
        ++m_slices.back().background;
        ++m_background;
    }
    ++m_total;
}

void OperationBudget::throttled(std::chrono::milliseconds hold)
{
    const qint64 now = m_now();
    m_halvedUntil = now + minute;
    m_heldUntil = qMax(m_heldUntil, now + hold.count());
    ++m_totalThrottled;
}

OperationBudget::Status OperationBudget::status() const
{
    forgetOld();
    Status status;
    status.perMinute = m_perMinute;
    status.used = m_person + m_background;
    status.backgroundUsed = m_background;
    status.backgroundShare = backgroundShare();
    status.personShare = qMax(1, m_perMinute * 9 / 10);
    status.throttled = m_now() < m_halvedUntil;
    status.heldForMs = qMax<qint64>(0, m_heldUntil - m_now());
    status.total = m_total;
    status.totalThrottled = m_totalThrottled;
    return status;
}

} // namespace rehome::azure
