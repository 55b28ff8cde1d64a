// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/Core.h"

#include <QCoro/QCoroTask>

namespace rehome::session {

/// An applied change with all that is known of the version before it.
struct UndoCandidate
{
    fleet::AppliedChange change;
    fleet::UndoMemory memory;
    QString keysLost; ///< keys were kept, but cannot be opened: why, for a person
};

/// Brings applied changes from the journal, newest first, with the keys and certificates that were kept; and what else
/// is in it. Session thread.
class UndoDesk
{
public:
    explicit UndoDesk(Core &core)
        : m_core(core)
    {
    }

    QCoro::Task<Result<QList<fleet::AppliedChange>>> changes(ChangeQuery query);
    QCoro::Task<Result<QList<UndoCandidate>>> candidates(ChangeQuery query);
    QCoro::Task<Result<fleet::PastPage>> past(fleet::PastQuery query);

private:
    Core &m_core;
};

/// `sent` when its certificates are those whose fingerprints the service told in `told`; else the version before had
/// others, which nobody here knows. Both are "x509" members. Pure.
std::optional<QJsonObject> sameCertificates(const QJsonObject &told, const QJsonObject &sent);

} // namespace rehome::session
