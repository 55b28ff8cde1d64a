// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/Core.h"

#include <QtCore/QDateTime>
#include <QtCore/QPromise>

namespace rehome::session {

Core::Core(ConnectionProfile connectionProfile, std::shared_ptr<BodyCache> cache)
    : profile(std::move(connectionProfile))
    , facts(std::move(cache))
{
}

Core::~Core() = default;

qint64 Core::serverNowMs() const
{
    return QDateTime::currentMSecsSinceEpoch() + (client ? client->clockSkewMs() : 0);
}

qint64 Core::answered(qint64 serverDateMs)
{
    const bool first = m_newestAnswerMs == 0;
    m_newestAnswerMs = QDateTime::currentMSecsSinceEpoch();
    const qint64 at = serverDateMs > 0 ? serverDateMs : serverNowMs();
    if (first)
        builder().setWatchingSince(at +
                                   1000); // what happened before is history, not news; Date names the second that began
    if (onAnswer)
        onAnswer();
    return at;
}

QFuture<Result<void>> Core::journalEdit(EditRecord record)
{
    record.timeMs = QDateTime::currentMSecsSinceEpoch();
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto future = promise->future();
    journal->recordEdit(std::move(record), [promise](Result<void> result) {
        promise->addResult(std::move(result));
        promise->finish();
    });
    return future;
}

} // namespace rehome::session
