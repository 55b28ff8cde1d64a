// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/Sas.h"
#include "tests/session/SessionFixture.h"
#include "tests/support/PretendKeychain.h"

#include <QtTest/QtTest>

namespace rehome::test {

inline QJsonObject keysIn(const Result<QJsonObject> &attestation)
{
    return attestation.value_or(QJsonObject()).value(QLatin1String("symmetricKey")).toObject();
}

/// What a person can set, to compare with later.
inline QJsonObject settings(const Result<QJsonObject> &body)
{
    QJsonObject kept = body.value_or(QJsonObject());
    for (const auto *member : {"etag", "createdDateTimeUtc", "lastUpdatedDateTimeUtc", "registrationState"})
        kept.remove(QLatin1String(member));
    return kept;
}

/// A session with a keychain of its own, which survives it.
class UndoFixture : public SessionFixture
{
public:
    bool begin(int individuals, bool withKeychain = true)
    {
        return start(testScenario({1, individuals, 0})) && reopen(withKeychain);
    }
    /// `profileId`: of the session before, which has its keys in the keychain; empty: another.
    bool reopen(bool withKeychain = true, const QString &profileId = {})
    {
        newSession([&](session::ConnectionProfile &edited) {
            if (!profileId.isEmpty())
                edited.id = profileId;
        });
        if (withKeychain) {
            QSignalSpy told(session.get(), &session::Session::pendingChanged);
            session->keepKeysWith(keychain);
            if (!waitUntil([&] { return !told.isEmpty(); }))
                return false;
        }
        return openAndLoad();
    }
    /// Everything that waits; true when all of it was applied.
    bool apply()
    {
        results.clear();
        const auto count = static_cast<size_t>(session->pending().size());
        if (!session->apply() ||
            !waitUntil([&] { return results.size() >= count && !session->applyProgress().running; }))
            return false;
        // What was read back is in the table when this has been published.
        for (const auto &result : results) {
            if (result.outcome != session::ApplyResult::Outcome::Applied)
                return false;
            if (result.enrollmentRow != fleet::NoRow && !waitUntil([&] { return isPublished(result); }))
                return false;
            if (result.action == fleet::EnrollmentEdit::Action::Delete &&
                !waitUntil([&] { return snapshot()->enrollments.isGone(result.row); }))
                return false;
        }
        return true;
    }
    session::UndoReport undo(const session::UndoChoice &choice = {},
                             session::Session::UndoMode mode = session::Session::UndoMode::Restore)
    {
        const auto report = get(session->undoChanges(choice, mode));
        if (!report)
            lastError = report.error();
        return report.value_or(session::UndoReport());
    }
    QList<fleet::AppliedChange> changes(qint64 before = 0, int limit = 200)
    {
        return get(session->appliedChanges(before, limit)).value_or(QList<fleet::AppliedChange>());
    }

    const std::shared_ptr<PretendKeychain> keychain = std::make_shared<PretendKeychain>();
    Error lastError;

private:
    bool isPublished(const session::ApplyResult &result) const
    {
        const auto now = snapshot();
        return result.enrollmentRow < now->enrollments.rowCount() &&
               wire::bareEtag(now->enrollments.etag[result.enrollmentRow].text(now->strings)) ==
                   wire::bareEtag(result.etag);
    }
};

} // namespace rehome::test
