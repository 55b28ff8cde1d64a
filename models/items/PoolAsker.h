// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <memory>

namespace rehome::items {

/// Questions about a fleet that changes all the time, asked in a pool thread: one at a time, the newest next, with
/// rests between them, so that they take a fifth of a core at most. Lives in the GUI thread.
class PoolAsker : public QObject
{
    Q_OBJECT
public:
    /// What to do with the answer, in the asker's thread; not done when the asker is gone.
    using Answer = std::function<void()>;
    /// Runs in a pool thread and keeps alive what it needs.
    using Question = std::function<Answer()>;

    explicit PoolAsker(QObject *parent = nullptr);
    ~PoolAsker() override;

    void ask(Question question);
    /// Nothing is under way or waits.
    bool isSettled() const { return !m_running && !m_wanted; }

private:
    struct Shared;
    void start();

    std::shared_ptr<Shared> m_shared;
    Question m_wanted; ///< asked for and not begun
    bool m_running = false;
    QTimer m_rest;
};

} // namespace rehome::items
