// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/Snapshot.h"

#include <QtCore/QJsonValue>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

// What an administrator should look at before a device finds out (protocol facts, section 12, "Lint ideas"; experience,
// Enrollments). The same rules answer the page, the filter `finding:` and `rehomectl lint`.
namespace rehome::fleet {

enum class FindingRule : quint8
{
    NotSetWithOldApi,      ///< no policy and a declared API of 2018-04-01 or older: devices stay on their hub
    NeverWithSeveralHubs,  ///< never reprovision, yet several hubs: allocation works once and then no more
    HubNotLinked,          ///< names a hub that is not linked: registrations may fail
    StaticHubCount,        ///< static allocation without exactly one hub
    HubsClosed,            ///< every hub it may use is closed to allocation
    CustomWithoutWebhook,  ///< custom allocation without a webhook
    ImplicitHubSet,        ///< names no hub: each hub linked later gets devices at once
    CertificateEnds,       ///< a certificate ends within 30 days, or has ended
    TwinNearLimit,         ///< the initial twin is at 80 % of what a hub takes
    GroupsNearLimit,       ///< 90 of the 100 groups of one attestation are used
    RecordsOfDeletedGroup, ///< records of a group that is gone; they still count
    QuotaNearLimit,        ///< 90 % of the enrollments, records or hubs are used
};
inline constexpr int FindingRuleCount = 12;

enum class FindingSeverity : quint8
{
    Notice,
    Warning,
    Error
};

/// What a rule would need to know and cannot: it stays silent then.
enum class FindingUnknown : quint8
{
    LinkedHubs, ///< no hub of the connection was typed, pasted or told
    ApiVersion  ///< nobody declared what the devices speak
};

/// What a count against a limit is about.
enum class FindingQuota : quint8
{
    None,
    IndividualEnrollments,
    Records,
    LinkedHubs,
    SymmetricKeyGroups,
    X509Groups
};

struct FindingThresholds
{
    static constexpr qint64 certificateMs = 30LL * 24 * 3600 * 1000;
    static constexpr int twinPercent = 80;
    static constexpr int quotaPercent = 90;
};

struct FindingRuleInfo
{
    FindingRule rule;
    const char *name; ///< in filters, JSON and exit messages; never translated
    FindingSeverity severity;
};
std::span<const FindingRuleInfo> findingRules();
const FindingRuleInfo &findingRule(FindingRule rule);
/// False for rules about the service as a whole and about records.
bool isAboutEnrollments(FindingRule rule);
/// Rules that a device can break: those about its enrollment and those about its record.
bool isAboutDevices(FindingRule rule);

struct Finding
{
    FindingRule rule = FindingRule::NotSetWithOldApi;
    std::vector<RowId> enrollments; ///< ascending; empty for a finding about the whole service
    std::vector<RowId> devices;     ///< records of deleted groups
    FindingQuota quota = FindingQuota::None;
    qint64 used = 0, limit = 0; ///< of `quota`
    /// How many things it is about: enrollments, records, or 1 for the service.
    qsizetype size() const;
};

struct SilentRule
{
    FindingRule rule = FindingRule::NotSetWithOldApi;
    FindingUnknown unknown = FindingUnknown::LinkedHubs;
    quint32 enrollments = 0; ///< for which it could not be answered
};

struct FindingReport
{
    quint64 generation = 0;
    std::vector<Finding> findings; ///< worst first, then in the order of the rules; none of them empty
    std::vector<SilentRule> silent;
};

/// The member that a fix of this rule changes, as in the JSON; empty for a rule without one.
QString findingFixPath(FindingRule rule);

/// A change of one member that ends the finding, for the pending edits; path as in the JSON.
struct FindingFix
{
    QString path;
    QJsonValue value;
};

/// The rules bound to one snapshot. Remembers answers per hub set, so one thread at a time; keeps the snapshot alive.
/// Disabled and gone enrollments provision nobody and are left out.
class FindingRules
{
public:
    /// `nowMs`: server time, for certificates.
    FindingRules(SnapshotPtr snapshot, qint64 nowMs);

    /// Bits 1 << rule of an enrollment.
    quint32 ofEnrollment(RowId row) const;
    /// Of a device: those of the enrollment that decides for it, and that its group is gone.
    quint32 ofDevice(RowId device) const;
    /// Bits 1 << rule that stay silent for an enrollment because of `unknown`.
    quint32 silentFor(RowId row, FindingUnknown unknown) const;
    /// All of them: some 10 ms for a million rows.
    FindingReport report() const;
    /// Is there a fix? Not where a person has to decide (which hub, which certificate).
    bool isFixable(FindingRule rule, RowId enrollment) const;
    /// Nothing when it is not fixable.
    std::optional<FindingFix> fix(FindingRule rule, RowId enrollment) const;
    /// Named hubs that are not linked; empty while linked hubs are unknown.
    QStringList unlinkedHubs(RowId enrollment) const;
    bool linkedHubsKnown() const { return m_linked > 0; }

private:
    struct HubSetFacts
    {
        int unlinked = 0, closed = 0, total = 0;
    };
    const HubSetFacts &factsOf(RowId row) const;
    bool looksAt(RowId row) const;
    bool isRead(RowId device) const; ///< there is a record, as far as is known
    bool isOrphan(RowId device) const;

    SnapshotPtr m_snapshot;
    qint64 m_now;
    int m_linked = 0; ///< hubs that a person, the demo or a hub told of
    mutable std::unordered_map<StringId, HubSetFacts> m_hubSets;
    mutable std::unordered_map<StringId, bool> m_oldApi;
};

} // namespace rehome::fleet
