// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Findings.h"
#include "models/items/PoolAsker.h"

#include <QtCore/QObject>
#include <memory>

namespace rehome::items {

/// What the rules found in one snapshot, with the rules themselves for evidence and fixes. Handed over as a whole: from
/// then on the receiver's thread alone.
struct FindingResult
{
    FindingResult(fleet::SnapshotPtr of, qint64 nowMs);
    fleet::SnapshotPtr snapshot;
    fleet::FindingRules rules;
    fleet::FindingReport report;
    std::vector<qint64> fixable; ///< by finding: enrollments that have a fix
};
using FindingResultPtr = std::shared_ptr<const FindingResult>;

/// Asks the rules in a pool thread, with the manners of PoolAsker. Lives in the GUI thread.
class FindingEngine : public QObject
{
    Q_OBJECT
public:
    explicit FindingEngine(QObject *parent = nullptr);

    /// `nowMs`: server time, for certificates.
    void follow(const fleet::SnapshotPtr &snapshot, qint64 nowMs);
    bool isSettled() const { return m_asker.isSettled(); }

signals:
    void ready(const rehome::items::FindingResultPtr &result);

private:
    PoolAsker m_asker;
};

} // namespace rehome::items

Q_DECLARE_METATYPE(rehome::items::FindingResultPtr)
