// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Findings.h"

#include <QtCore/QString>

// What a person reads of a finding, translated: the same on the page, in the inspector and from `rehomectl lint`.
namespace rehome::items {

/// "Never reprovision with several hubs".
QString findingTitle(fleet::FindingRule rule);
/// Why it matters, in one sentence that cites the rule of the service.
QString findingReason(fleet::FindingRule rule);
/// What the fix does: "Set the policy to migrate"; empty where a person has to decide.
QString findingFixText(fleet::FindingRule rule);
/// "12 enrollments", "90 of 100 symmetric-key groups".
QString findingCount(const fleet::Finding &finding);
/// The evidence for one enrollment: "hub-old.azure-devices.net is not linked".
QString findingEvidence(const fleet::FindingRules &rules, const fleet::Snapshot &snapshot, fleet::FindingRule rule,
                        fleet::RowId enrollment);
/// "12 enrollments: linked hubs are not known".
QString silentText(const fleet::SilentRule &silent);

} // namespace rehome::items
