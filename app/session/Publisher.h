// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <atomic>
#include <functional>

namespace rehome::session {

/// Turns "something changed" into at most one publication for each frame of 16 ms, and holds back while the receiver still has
/// earlier ones to work off. Session thread; acknowledge() from any.
class Publisher : public QObject
{
    Q_OBJECT
public:
    static constexpr int frameMs = 16;
    static constexpr int maxUnacknowledged = 2;

    explicit Publisher(std::function<void()> publish);

    void markDirty();
    void acknowledge() { m_acknowledged.fetch_add(1, std::memory_order_relaxed); }
    void stop();
    quint64 published() const { return m_published; }

private:
    void frame();

    std::function<void()> m_publish;
    QTimer m_timer;
    qint64 m_lastMs = -frameMs;
    quint64 m_published = 0;
    std::atomic<quint64> m_acknowledged{0};
    bool m_stopped = false;
};

} // namespace rehome::session
