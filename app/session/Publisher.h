// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <atomic>
#include <functional>
#include <memory>

namespace rehome::session {

/// How many publications the receiver has worked off; shared by both threads.
using Acknowledged = std::atomic<quint64>;

/// Turns "something changed" into at most one publication for each frame of 16 ms, and holds back while the receiver
/// still has earlier ones to work off. Session thread.
class Publisher : public QObject
{
    Q_OBJECT
public:
    static constexpr int frameMs = 16;
    static constexpr int maxUnacknowledged = 2;

    Publisher(std::function<void()> publish, std::shared_ptr<Acknowledged> acknowledged);

    void markDirty();
    quint64 published() const { return m_published; }

private:
    void frame();

    std::function<void()> m_publish;
    QTimer m_timer;
    qint64 m_lastMs = -frameMs;
    quint64 m_published = 0;
    std::shared_ptr<Acknowledged> m_acknowledged;
};

} // namespace rehome::session
