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

namespace {

/// A promise that is kept from the journal's thread, and the function that keeps it.
template <class T>
auto promised()
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto keep = [promise](Result<T> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
    return std::make_pair(promise->future(), keep);
}

} // namespace

QFuture<Result<void>> Core::journalEdit(EditRecord record)
{
    record.timeMs = QDateTime::currentMSecsSinceEpoch();
    auto [future, keep] = promised<void>();
    journal->recordEdit(std::move(record), keep);
    return future;
}

QFuture<Result<QList<JournalChange>>> Core::readChanges(ChangeQuery query)
{
    auto [future, keep] = promised<QList<JournalChange>>();
    journal->readChanges(std::move(query), keep);
    return future;
}

QFuture<Result<fleet::PastPage>> Core::readPast(fleet::PastQuery query)
{
    auto [future, keep] = promised<fleet::PastPage>();
    journal->readPast(std::move(query), keep);
    return future;
}

} // namespace rehome::session
