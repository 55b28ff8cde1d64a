// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Publisher.h"

#include "app/session/FleetFacts.h"

namespace rehome::session {

Publisher::Publisher(std::function<void()> publish, std::shared_ptr<Acknowledged> acknowledged)
    : m_publish(std::move(publish))
    , m_acknowledged(std::move(acknowledged))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { frame(); });
}

void Publisher::markDirty()
{
    if (m_timer.isActive())
        return;
    const qint64 since = steadyMs() - m_lastMs;
    m_timer.start(since >= frameMs ? 0 : static_cast<int>(frameMs - since));
}

void Publisher::frame()
{
    // Early timers happen: the frame is measured, not trusted.
    const qint64 since = steadyMs() - m_lastMs;
    if (since < frameMs ||
        static_cast<qint64>(m_published - m_acknowledged->load(std::memory_order_relaxed)) >= maxUnacknowledged) {
        m_timer.start(since < frameMs ? static_cast<int>(frameMs - since) : frameMs);
        return;
    }
    m_lastMs = steadyMs();
    ++m_published;
    m_publish();
}

} // namespace rehome::session
