// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/BodyCache.h"
#include "app/session/Session.h"

namespace rehome::session {

/// What would happen if this device registered now, by the one decision of models/domain, from what the snapshot knows.
/// What had to be assumed is listed. Any thread; `cache` may be null: then the enrollment is rebuilt from the columns.
/// `edits`: unsent ones of its enrollment, taken as applied; null for none.
Session::Explanation explainDevice(const fleet::Snapshot &snapshot, const BodyCache *cache, fleet::RowId device,
                                   std::optional<domain::ReprovisionPolicy> asIf,
                                   const fleet::PendingEdits *edits = nullptr);

} // namespace rehome::session
