// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/session/ScriptedSession.h"
#include "tests/support/PretendService.h"

#include <algorithm>

namespace rehome::test {

inline QString idOf(int number)
{
    return QStringLiteral("sn-%1").arg(number, 3, 10, QLatin1Char('0'));
}
inline QString pathOf(int number)
{
    return QStringLiteral("/enrollments/") + idOf(number);
}
inline QString keyOf(int number)
{
    return QString::fromLatin1(QByteArray("a-key-0123456789-" + QByteArray::number(number)).toBase64());
}
inline QJsonObject bodyOf(int number)
{
    return {{QStringLiteral("registrationId"), idOf(number)},
            {QStringLiteral("attestation"),
             QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                         {QStringLiteral("symmetricKey"),
                          QJsonObject{{QStringLiteral("primaryKey"), keyOf(number)},
                                      {QStringLiteral("secondaryKey"), keyOf(number + 1000)}}}}},
            {QStringLiteral("createdDateTimeUtc"), QStringLiteral("2026-01-01T00:00:00Z")},
            {QStringLiteral("lastUpdatedDateTimeUtc"), QStringLiteral("2026-01-01T00:00:00Z")}};
}

inline PretendService::Twist twist(bool applied, ScriptedAnswer::End end, int status = 0, int firstEntries = -1,
                                   const QByteArray &body = {})
{
    PretendService::Twist result{.applied = applied, .end = end, .status = status, .headers = {}, .afterwards = {}};
    result.firstEntries = firstEntries;
    result.body = body;
    return result;
}

/// A session on a service that misbehaves, and what that service really holds.
struct Trouble : ScriptedSession
{
    PretendService service{server};
    session::Session *session = nullptr;
    int count = 0;

    bool open(int enrollments)
    {
        count = enrollments;
        for (int i = 0; i < count; ++i)
            service.put(pathOf(i), bodyOf(i));
        service.writes.clear();
        session = fixture.newSession();
        session->open();
        return SessionFixture::waitUntil([this] { return session->state() == session::SessionState::Watching; }) &&
               int(fixture.snapshot()->enrollments.liveCount) == count;
    }
    std::vector<fleet::RowId> rows() const
    {
        std::vector<fleet::RowId> rows;
        for (int i = 0; i < count; ++i)
            rows.push_back(fixture.individual(idOf(i)));
        return rows;
    }
    void stageNever() { session->stagePolicy(rows(), domain::ReprovisionPolicy::Never); }
    bool apply()
    {
        return session->apply().has_value() &&
               SessionFixture::waitUntil([this] { return !session->applyProgress().running; }, 60'000);
    }
    bool isNever(int number) const
    {
        const auto policy = service.stored.value(pathOf(number)).value(QLatin1String("reprovisionPolicy")).toObject();
        return policy.value(QLatin1String("updateHubAssignment")) == QJsonValue(false);
    }
    bool keysAreWhole(int number) const
    {
        const QJsonObject keys = service.keys.value(pathOf(number));
        return keys.value(QLatin1String("primaryKey")).toString() == keyOf(number) &&
               keys.value(QLatin1String("secondaryKey")).toString() == keyOf(number + 1000);
    }
    /// Nothing lost, nothing done twice, no key changed: by the service's own state.
    bool allNeverOnce() const
    {
        for (int i = 0; i < count; ++i)
            if (!isNever(i) || service.writes.value(pathOf(i)) != 1 || !keysAreWhole(i))
                return false;
        return true;
    }
    int outcomes(session::ApplyResult::Outcome outcome) const
    {
        return int(std::count_if(fixture.results.begin(), fixture.results.end(),
                                 [outcome](const auto &result) { return result.outcome == outcome; }));
    }
};

} // namespace rehome::test
