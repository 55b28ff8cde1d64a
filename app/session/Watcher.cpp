// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Watcher.h"

#include <algorithm>

namespace rehome::session {

using domain::EnrollmentKind;

namespace {
constexpr int maxInFlight = 3;
constexpr qint64 hotForMs = 120'000;
constexpr qint64 hotEveryMs = 2000;
constexpr qint64 visibleDeviceEveryMs = 4000;
constexpr qint64 visibleAssigningEveryMs = 1500;
constexpr qint64 visibleEnrollmentEveryMs = 15'000;
} // namespace

Watcher::Watcher(Core &core)
    : m_core(core)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { pump(); });
}

void Watcher::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    if (running)
        pump();
    else
        m_timer.stop();
}

void Watcher::setAttention(Attention attention)
{
    m_attention = std::move(attention);
    m_nextVisible = 0;
    pump();
}

void Watcher::adoptNewRows()
{
    const auto &columns = m_core.builder().enrollments();
    for (; m_adopted < m_core.builder().enrollmentCount(); ++m_adopted) {
        if (columns.kind[m_adopted] != EnrollmentKind::Group)
            continue;
        auto group = std::make_unique<GroupWatch>();
        group->row = m_adopted;
        m_groups.push_back(std::move(group));
    }
    if (m_running && !m_timer.isActive())
        m_timer.start(0);
}

void Watcher::enrollmentChanged(fleet::RowId row)
{
    const qint64 now = steadyMs();
    adoptNewRows();
    for (auto &group : m_groups) {
        if (group->row != row)
            continue;
        group->hotUntil = now + hotForMs;
        group->dueAt = now;
        group->intervalMs = GroupWatch::inFlightIntervalMs;
    }
    const auto &columns = m_core.builder().enrollments();
    if (columns.kind[row] == EnrollmentKind::Individual && columns.device[row] != fleet::NoRow)
        m_hot.insert(keyOf({columns.device[row], false}), {now + hotForMs, now});
    pump();
}

void Watcher::checkDevice(fleet::RowId device)
{
    const Single single{device, false, azure::Priority::Sweep};
    if (m_checking.contains(keyOf(single)))
        return;
    m_checking.insert(keyOf(single));
    m_checks.push_back(single);
}

void Watcher::deviceAsked(fleet::RowId device)
{
    const auto &devices = m_core.builder().devices();
    if (devices.individual[device] == fleet::NoRow && devices.group[device] != fleet::NoRow)
        return enrollmentChanged(devices.group[device]);
    for (const int wait : {3000, 15'000})
        QTimer::singleShot(wait, this, [this, device] {
            checkDevice(device);
            pump();
        });
}

double Watcher::fullPassSeconds(int backgroundShare) const
{
    int pages = 0;
    const auto &columns = m_core.builder().enrollments();
    for (const auto &group : m_groups) {
        if ((columns.flags[group->row] & fleet::EnrollmentFlag::Gone) != 0)
            continue;
        if (group->pages == 0)
            return -1;
        pages += group->pages;
    }
    return m_groups.empty() ? -1 : pages * 60.0 / qMax(1, backgroundShare);
}

qint64 Watcher::completeUntilMs() const
{
    qint64 until = 0;
    const auto &columns = m_core.builder().enrollments();
    for (const auto &group : m_groups) {
        if ((columns.flags[group->row] & fleet::EnrollmentFlag::Gone) != 0)
            continue;
        if (group->completeServerMs == 0)
            return 0;
        until = until == 0 ? group->completeServerMs : qMin(until, group->completeServerMs);
    }
    return until;
}

void Watcher::pump()
{
    if (!m_running || m_core.closing || !m_core.client)
        return;
    adoptNewRows();
    m_timer.stop();
    while (m_inFlight < maxInFlight) {
        const qint64 now = steadyMs();
        if (const qint64 wait = m_pacer.waitMs(now); wait > 0) {
            m_timer.start(static_cast<int>(qMin<qint64>(wait, 1000)));
            return;
        }
        if (!launchOne(now)) {
            m_timer.start(100); // nothing is due
            return;
        }
    }
}

bool Watcher::launchOne(qint64 now)
{
    Single single;
    bool found = pickSingle(now, &single);
    if (!found && !m_groupsTurn)
        found = pickVisible(now, &single);
    GroupWatch *group = found ? nullptr : pickGroup(now);
    if (!found && !group)
        found = pickVisible(now, &single);
    const bool lateCheck = !found && !group && !m_checks.empty();
    if (lateCheck) {
        single = m_checks.front();
        m_checks.pop_front();
        found = true;
    }
    if (!found && !group)
        return false;
    m_groupsTurn = found;
    ++m_inFlight;
    m_pacer.take(now, m_core.budget ? m_core.budget->status().backgroundShare : 1);
    if (group) {
        askGroup(group, group->inFlight(now) ? azure::Priority::InFlightGroups : azure::Priority::Sweep);
    } else {
        m_askedAt.insert(keyOf(single), now);
        if (single.enrollment)
            askEnrollment(single);
        else
            askDevice(single);
    }
    return true;
}

bool Watcher::pickSingle(qint64 now, Single *single)
{
    for (auto it = m_hot.begin(); it != m_hot.end();) {
        if (it->untilAt < now) {
            it = m_hot.erase(it);
            continue;
        }
        if (it->dueAt <= now) {
            it->dueAt = now + hotEveryMs;
            *single = {static_cast<fleet::RowId>(it.key() & 0xffffffffu), (it.key() >> 32) != 0,
                       azure::Priority::Visible};
            return true;
        }
        ++it;
    }
    return false;
}

bool Watcher::groupIsFresh(fleet::RowId device, qint64 now) const
{
    const fleet::RowId groupRow = m_core.builder().devices().group[device];
    if (groupRow == fleet::NoRow)
        return false;
    const auto group =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const auto &g) { return g->row == groupRow; });
    return group != m_groups.end() && (*group)->completeAt > 0 && now - (*group)->completeAt < 2 * visibleDeviceEveryMs;
}

bool Watcher::pickVisible(qint64 now, Single *single)
{
    const size_t devices = m_attention.deviceRows.size();
    const size_t all = devices + m_attention.enrollmentRows.size();
    for (size_t looked = 0; looked < all; ++looked) {
        const size_t index = (m_nextVisible + looked) % all;
        Single candidate;
        qint64 every = visibleDeviceEveryMs;
        if (index < devices) {
            candidate.row = m_attention.deviceRows[index];
            if (candidate.row >= m_core.builder().deviceCount() || m_core.builder().devices().gone[candidate.row] != 0)
                continue;
            if (m_core.builder().devices().status[candidate.row] == fleet::DeviceStatus::Assigning)
                every = visibleAssigningEveryMs;
            else if (groupIsFresh(candidate.row, now))
                continue;
        } else {
            candidate.row = m_attention.enrollmentRows[index - devices];
            candidate.enrollment = true;
            every = visibleEnrollmentEveryMs;
            if (candidate.row >= m_core.builder().enrollmentCount() ||
                (m_core.builder().enrollments().flags[candidate.row] & fleet::EnrollmentFlag::Gone) != 0)
                continue;
        }
        const qint64 asked = m_askedAt.value(keyOf(candidate), -every);
        if (now - asked < every)
            continue;
        m_nextVisible = index + 1;
        *single = candidate;
        return true;
    }
    return false;
}

GroupWatch *Watcher::pickGroup(qint64 now)
{
    GroupWatch *best = nullptr;
    const auto &columns = m_core.builder().enrollments();
    for (const auto &group : m_groups) {
        if (!group->ready(now) || (columns.flags[group->row] & fleet::EnrollmentFlag::Gone) != 0)
            continue;
        const bool better = !best || group->inFlight(now) > best->inFlight(now) ||
                            (group->inFlight(now) == best->inFlight(now) && group->dueAt < best->dueAt);
        if (better)
            best = group.get();
    }
    return best;
}

void Watcher::ended()
{
    --m_inFlight;
    if (!m_core.closing && m_running && !m_timer.isActive())
        m_timer.start(0);
}

} // namespace rehome::session
