// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/PoolAsker.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMutex>
#include <QtCore/QThreadPool>
#include <algorithm>

namespace rehome::items {

namespace {
constexpr qint64 ShortestRestMs = 250;
constexpr qint64 RestPerAnswer = 4;
} // namespace

struct PoolAsker::Shared
{
    QMutex mutex;               ///< guards `asker`
    PoolAsker *asker = nullptr; ///< null once it is gone
};

PoolAsker::PoolAsker(QObject *parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>())
{
    m_shared->asker = this;
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &PoolAsker::start);
}

PoolAsker::~PoolAsker()
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->asker = nullptr;
}

void PoolAsker::ask(Question question)
{
    m_wanted = std::move(question);
    if (!m_running && !m_rest.isActive())
        start();
}

void PoolAsker::start()
{
    if (!m_wanted)
        return;
    m_running = true;
    QThreadPool::globalInstance()->start([shared = m_shared, question = std::exchange(m_wanted, nullptr)] {
        QElapsedTimer timer;
        timer.start();
        Answer answer = question();
        const qint64 rest = std::max(ShortestRestMs, RestPerAnswer * timer.elapsed());
        const QMutexLocker lock(&shared->mutex);
        PoolAsker *asker = shared->asker;
        if (!asker)
            return;
        QMetaObject::invokeMethod(
            asker,
            [asker, rest, answer = std::move(answer)] {
                asker->m_running = false;
                asker->m_rest.start(static_cast<int>(rest));
                answer();
            },
            Qt::QueuedConnection);
    });
}

} // namespace rehome::items
