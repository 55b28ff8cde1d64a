// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/BodyCache.h"
#include "app/session/Session.h"

#include <QtCore/QHash>

namespace rehome::session {

/// explainDevice() for many devices of the same moment: an enrollment is read, parsed and edited once, however many
/// devices it decides for. The references must outlive it. One thread.
class Explainer
{
public:
    Explainer(const fleet::Snapshot &snapshot, const BodyCache *cache, const fleet::PendingEdits *edits);
    Session::Explanation explain(fleet::RowId device, std::optional<domain::ReprovisionPolicy> asIf = std::nullopt);

private:
    struct Known
    {
        domain::Enrollment enrollment;
        QStringList assumptions;
    };
    const Known &known(fleet::RowId enrollment);

    const fleet::Snapshot &m_snapshot;
    const BodyCache *m_cache;
    const fleet::PendingEdits *m_edits;
    QHash<fleet::RowId, Known> m_known;
    QStringList m_hubAssumptions; ///< before m_hubs, which fills it
    QList<domain::LinkedHub> m_hubs;
};

/// What would happen if this device registered now, by the one decision of models/domain, from what the snapshot knows.
/// What had to be assumed is listed. Any thread; `cache` may be null: then the enrollment is rebuilt from the columns.
/// `edits`: unsent ones of its enrollment, taken as applied; null for none.
Session::Explanation explainDevice(const fleet::Snapshot &snapshot, const BodyCache *cache, fleet::RowId device,
                                   std::optional<domain::ReprovisionPolicy> asIf,
                                   const fleet::PendingEdits *edits = nullptr);

} // namespace rehome::session
