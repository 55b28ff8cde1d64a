// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/BodyCache.h"
#include "models/fleet/SnapshotBuilder.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <functional>
#include <memory>

namespace rehome::session {

/// When a question was asked (steady clock, ms) and when its answer was made (server's clock, UTC ms).
struct AnswerTimes
{
    qint64 askedAt = 0;
    qint64 readAtMs = 0;
};

/// Monotonic milliseconds.
qint64 steadyMs();

/// Puts answers of the service into the snapshot's builder and the body cache. Session thread.
class FleetFacts
{
public:
    explicit FleetFacts(std::shared_ptr<BodyCache> cache);

    fleet::SnapshotBuilder builder;

    using Seen = std::function<void(fleet::RowId)>;
    /// `keepWhole`: the page goes to the cache as it is (first load); else only what is new or has another ETag.
    Result<int> putEnrollmentPage(domain::EnrollmentKind kind, const QByteArray &page, AnswerTimes times,
                                  bool keepWhole, const Seen &seen);
    /// One enrollment as a single GET or PUT gave it, with its registration state if it has one.
    Result<fleet::RowId> putEnrollment(domain::EnrollmentKind kind, const QByteArray &raw, AnswerTimes times,
                                       bool byProgram = false);
    /// `changed` is told for records that differ from what was known.
    Result<int> putRecordPage(const QByteArray &page, fleet::RowId group, AnswerTimes times, const Seen &seen,
                              const Seen &changed);
    Result<fleet::RowId> putRecord(const QJsonObject &record, AnswerTimes times);

    /// This program wrote the row now: answers to questions asked before are older than what is known, whatever their
    /// Date says.
    void noteWrite(fleet::RowId row);
    Result<QByteArray> body(fleet::RowId row) const;
    BodyCache &cache() { return *m_cache; }
    /// Moves live bodies out of mostly dead cache files.
    void compact();

private:
    bool overtaken(fleet::RowId row, const AnswerTimes &times) const;
    fleet::RowId put(const wire::EnrollmentBrief &brief, const AnswerTimes &times, quint64 place, bool byProgram);

    std::shared_ptr<BodyCache> m_cache;
    QHash<fleet::RowId, qint64> m_writtenAt;
    std::vector<std::string_view> m_oneHub;
};

} // namespace rehome::session
