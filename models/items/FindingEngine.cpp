// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FindingEngine.h"

namespace rehome::items {

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
