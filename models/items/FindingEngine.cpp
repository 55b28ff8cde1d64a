// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FindingEngine.h"

#include <algorithm>

namespace rehome::items {

FindingResult::FindingResult(fleet::SnapshotPtr of, qint64 nowMs)
    : snapshot(of)
    , rules(std::move(of), nowMs)
    , report(rules.report())
{
    // Here and not where it is shown: a finding may be about a million enrollments.
    for (const fleet::Finding &finding : report.findings)
        fixable.push_back(std::count_if(finding.enrollments.begin(), finding.enrollments.end(),
                                        [&](fleet::RowId row) { return rules.isFixable(finding.rule, row); }));
}

FindingEngine::FindingEngine(QObject *parent)
    : QObject(parent)
{
}

void FindingEngine::follow(const fleet::SnapshotPtr &snapshot, qint64 nowMs)
{
    m_asker.ask([this, snapshot, nowMs]() -> PoolAsker::Answer {
        const FindingResultPtr result = std::make_shared<const FindingResult>(snapshot, nowMs);
        return [this, result] { emit ready(result); };
    });
}

} // namespace rehome::items
