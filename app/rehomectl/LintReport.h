// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Findings.h"

#include <QtCore/QByteArray>

namespace rehome::ctl {

/// What `rehomectl lint` says of a fleet. Pure; texts are those of the desktop program.
class LintReport
{
public:
    LintReport(fleet::SnapshotPtr snapshot, qint64 nowMs);

    /// One line of JSON with every finding, enrollment, evidence and fix (man page, rehomectl lint).
    QByteArray json() const;
    /// For a person: the worst first, at most 20 enrollments of a rule.
    QByteArray text() const;
    /// Is there a finding of this severity or a worse one?
    bool reaches(fleet::FindingSeverity severity) const;

    static const char *severityKey(fleet::FindingSeverity severity);
    static std::optional<fleet::FindingSeverity> severityFromKey(const QString &key);

private:
    fleet::SnapshotPtr m_snapshot;
    fleet::FindingRules m_rules;
    fleet::FindingReport m_report;
};

} // namespace rehome::ctl
