// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceCore.h"

#include "app/local/EventLoop.h"

#include <QtCore/QDateTime>
#include <QtCore/QRandomGenerator>
#include <mutex>

namespace rehome::local {

/// What the store's thread reports; many batches of one transaction cost the loop one turn.
struct ServiceCore::Completed
{
    std::mutex mutex;
    std::vector<std::pair<quint64, bool>> batches;
};

ServiceCore::ServiceCore(EventLoop &l, Store &s)
    : loop(l)
    , store(s)
    , registrations(0)
    , operations(0)
    , m_completed(std::make_shared<Completed>())
{
    state.identityWritten = [this](const auto &hub, const auto &id, const auto &identity) {
        connections.identityWritten(hub, id, identity);
    };
    state.identityDropped = [this](const auto &hub, const auto &id) { connections.identityDropped(hub, id); };
}

void ServiceCore::commit(WriteBatch batch, std::function<void(bool)> done)
{
    const quint64 number = ++m_lastNumber;
    m_waiting.push_back({number, std::move(done)});
    store.write(std::move(batch), [this, &l = loop, completed = m_completed, number](bool good) {
        bool isFirst = false;
        {
            const std::lock_guard lock(completed->mutex);
            isFirst = completed->batches.empty();
            completed->batches.emplace_back(number, good);
        }
        if (isFirst)
            l.post([this] { deliver(); });
    });
}

void ServiceCore::whenStored(std::function<void()> answer)
{
    if (m_waiting.empty())
        return answer();
    m_waiting.push_back({m_lastNumber, [answer = std::move(answer)](bool) { answer(); }});
}

void ServiceCore::deliver()
{
    std::vector<std::pair<quint64, bool>> batches;
    {
        const std::lock_guard lock(m_completed->mutex);
        batches.swap(m_completed->batches);
    }
    for (const auto &[number, good] : batches) {
        while (!m_waiting.empty() && m_waiting.front().number == number) {
            const auto done = std::move(m_waiting.front().done);
            m_waiting.pop_front();
            if (done)
                done(good);
        }
    }
}

void ServiceCore::applyRates()
{
    registrations.setLimit(limits().registrationsPerMinute);
    operations.setLimit(limits().operationsPerMinute);
}

QString newEtag()
{
    // The counter starts anywhere: tags of two runs within one second differ as well.
    static std::atomic<quint32> counter{QRandomGenerator::system()->generate()};
    const quint32 number = ++counter;
    const qint64 seconds = QDateTime::currentSecsSinceEpoch();
    return QStringLiteral("%1-0000-0300-0000-%2%3")
        .arg(number, 8, 16, QLatin1Char('0'))
        .arg(seconds, 8, 16, QLatin1Char('0'))
        .arg(QStringLiteral("0000"));
}

QString withPort(const QString &host, quint16 port)
{
    return port == 443 ? host : QStringLiteral("%1:%2").arg(host).arg(port);
}

} // namespace rehome::local
