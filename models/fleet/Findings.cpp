// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Findings.h"

#include "models/domain/DeclaredClient.h"
#include "models/domain/Quota.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <algorithm>
#include <array>

namespace rehome::fleet {

namespace {

using enum FindingRule;
using domain::QuotaDefaults;

constexpr FindingRuleInfo ruleTable[FindingRuleCount] = {
    {NotSetWithOldApi, "not-set-old-api", FindingSeverity::Warning},
    {NeverWithSeveralHubs, "never-several-hubs", FindingSeverity::Warning},
    {HubNotLinked, "hub-not-linked", FindingSeverity::Error},
    {StaticHubCount, "static-hub-count", FindingSeverity::Error},
    {HubsClosed, "hubs-closed", FindingSeverity::Error},
    {CustomWithoutWebhook, "custom-without-webhook", FindingSeverity::Error},
    {ImplicitHubSet, "implicit-hub-set", FindingSeverity::Notice},
    {CertificateEnds, "certificate-ends", FindingSeverity::Warning},
    {TwinNearLimit, "twin-near-limit", FindingSeverity::Warning},
    {GroupsNearLimit, "groups-near-limit", FindingSeverity::Warning},
    {RecordsOfDeletedGroup, "records-of-deleted-group", FindingSeverity::Notice},
    {QuotaNearLimit, "quota-near-limit", FindingSeverity::Warning},
};

constexpr quint32 bit(FindingRule rule)
{
    return 1u << static_cast<int>(rule);
}

bool isNear(qint64 used, qint64 limit)
{
    return used * 100 >= limit * FindingThresholds::quotaPercent;
}

QJsonObject migratePolicy()
{
    const auto booleans = domain::toBooleans(domain::ReprovisionPolicy::Migrate);
    return {{QStringLiteral("updateHubAssignment"), booleans->updateHubAssignment},
            {QStringLiteral("migrateDeviceData"), booleans->migrateDeviceData}};
}

} // namespace

std::span<const FindingRuleInfo> findingRules()
{
    return ruleTable;
}

const FindingRuleInfo &findingRule(FindingRule rule)
{
    return ruleTable[static_cast<int>(rule)];
}

bool isAboutEnrollments(FindingRule rule)
{
    return rule < GroupsNearLimit;
}

bool isAboutDevices(FindingRule rule)
{
    return isAboutEnrollments(rule) || rule == RecordsOfDeletedGroup;
}

QString findingFixPath(FindingRule rule)
{
    switch (rule) {
    case NotSetWithOldApi:
    case NeverWithSeveralHubs:
        return QStringLiteral("reprovisionPolicy");
    case StaticHubCount:
    case CustomWithoutWebhook:
        return QStringLiteral("allocationPolicy");
    case HubNotLinked:
    case ImplicitHubSet:
        return QStringLiteral("iotHubs");
    default:
        return {};
    }
}

qsizetype Finding::size() const
{
    const auto rows = static_cast<qsizetype>(enrollments.size() + devices.size());
    return rows > 0 ? rows : 1;
}

FindingRules::FindingRules(SnapshotPtr snapshot, qint64 nowMs)
    : m_snapshot(std::move(snapshot))
    , m_now(nowMs)
{
    for (const HubRow &hub : m_snapshot->hubs.rows)
        m_linked += hub.inferred ? 0 : 1;
}

bool FindingRules::looksAt(RowId row) const
{
    const EnrollmentTable &table = m_snapshot->enrollments;
    return !table.isGone(row) && table.provisioningStatus[row] == domain::ProvisioningStatus::Enabled;
}

/// The hubs that an enrollment may use: those it names, else all that are linked (protocol facts, section 8).
const FindingRules::HubSetFacts &FindingRules::factsOf(RowId row) const
{
    const StringId set = m_snapshot->enrollments.hubSet[row];
    const auto [known, isNew] = m_hubSets.try_emplace(set);
    if (!isNew)
        return known->second;
    HubSetFacts &facts = known->second;
    const auto add = [&facts](const HubRow *hub) {
        ++facts.total;
        facts.unlinked += !hub || hub->inferred ? 1 : 0;
        facts.closed += hub && !hub->inferred && !hub->openToAllocation ? 1 : 0;
    };
    const HubTable &hubs = m_snapshot->hubs;
    if (set == 0) {
        for (const HubRow &hub : hubs.rows)
            if (!hub.inferred)
                add(&hub);
    } else {
        for (const QString &name : m_snapshot->hubSet(row)) {
            const int index = hubs.indexOf(name);
            add(index < 0 ? nullptr : &hubs.rows.at(index));
        }
    }
    return facts;
}

quint32 FindingRules::ofEnrollment(RowId row) const
{
    if (!looksAt(row))
        return 0;
    const EnrollmentTable &table = m_snapshot->enrollments;
    const bool namesHubs = table.hubCount[row] > 0;
    const auto allocation = table.allocation[row];
    quint32 found = 0;
    if (table.policy[row] == domain::ReprovisionPolicy::NotSet && table.apiVersion[row] != 0) {
        const StringId version = table.apiVersion[row];
        const auto [old, isNew] = m_oldApi.try_emplace(version, false);
        if (isNew) {
            const auto client = domain::DeclaredClient::parse(m_snapshot->text(version));
            old->second = client && client->predatesReprovisioning();
        }
        found |= old->second ? bit(NotSetWithOldApi) : 0;
    }
    if (namesHubs || linkedHubsKnown()) {
        const HubSetFacts &hubs = factsOf(row);
        if (table.policy[row] == domain::ReprovisionPolicy::Never && hubs.total > 1)
            found |= bit(NeverWithSeveralHubs);
        if (allocation == domain::AllocationPolicy::Static && hubs.total != 1)
            found |= bit(StaticHubCount);
        if (linkedHubsKnown()) {
            found |= hubs.unlinked > 0 ? bit(HubNotLinked) : 0;
            found |= hubs.closed > 0 && hubs.closed + hubs.unlinked == hubs.total ? bit(HubsClosed) : 0;
        }
    }
    if (allocation == domain::AllocationPolicy::Custom && !table.has(row, EnrollmentFlag::Webhook))
        found |= bit(CustomWithoutWebhook);
    found |= namesHubs ? 0 : bit(ImplicitHubSet);
    const qint64 end = table.certificateEndMs[row];
    found |= end != 0 && end < m_now + FindingThresholds::certificateMs ? bit(CertificateEnds) : 0;
    found |= table.twinPercent[row] >= FindingThresholds::twinPercent ? bit(TwinNearLimit) : 0;
    return found;
}

bool FindingRules::isRead(RowId device) const
{
    const DeviceTable &devices = m_snapshot->devices;
    return !devices.isGone(device) && devices.readAtMs[device] != 0 && devices.status[device] != DeviceStatus::NotRead;
}

bool FindingRules::isOrphan(RowId device) const
{
    const RowId group = m_snapshot->devices.group[device];
    return isRead(device) && group != NoRow && m_snapshot->enrollments.isGone(group) &&
           m_snapshot->devices.individual[device] == NoRow;
}

quint32 FindingRules::ofDevice(RowId device) const
{
    const RowId entry = m_snapshot->enrollmentOfDevice(device);
    return (entry == NoRow ? 0 : ofEnrollment(entry)) | (isOrphan(device) ? bit(RecordsOfDeletedGroup) : 0);
}

quint32 FindingRules::silentFor(RowId row, FindingUnknown unknown) const
{
    if (!looksAt(row))
        return 0;
    const EnrollmentTable &table = m_snapshot->enrollments;
    if (unknown == FindingUnknown::ApiVersion) {
        const bool open = table.policy[row] == domain::ReprovisionPolicy::NotSet && table.apiVersion[row] == 0;
        return open ? bit(NotSetWithOldApi) : 0;
    }
    if (linkedHubsKnown())
        return 0;
    if (table.hubCount[row] > 0)
        return bit(HubNotLinked) | bit(HubsClosed);
    return bit(HubsClosed) | (table.policy[row] == domain::ReprovisionPolicy::Never ? bit(NeverWithSeveralHubs) : 0) |
           (table.allocation[row] == domain::AllocationPolicy::Static ? bit(StaticHubCount) : 0);
}

FindingReport FindingRules::report() const
{
    FindingReport report;
    report.generation = m_snapshot->generation;
    std::array<Finding, FindingRuleCount> byRule;
    std::array<quint32, FindingRuleCount> silentApi{}, silentHubs{};
    const EnrollmentTable &table = m_snapshot->enrollments;
    qint64 individuals = 0, symmetricGroups = 0, x509Groups = 0;
    const auto eachBit = [](quint32 bits, const auto &act) {
        for (; bits != 0; bits &= bits - 1)
            act(static_cast<size_t>(qCountTrailingZeroBits(bits)));
    };
    for (RowId row = 0; row < table.rowCount(); ++row) {
        if (table.isGone(row))
            continue;
        if (!table.isGroup(row))
            ++individuals;
        else if (table.attestation[row] == domain::AttestationType::SymmetricKey)
            ++symmetricGroups;
        else
            ++x509Groups;
        eachBit(ofEnrollment(row), [&](size_t rule) { byRule[rule].enrollments.push_back(row); });
        eachBit(silentFor(row, FindingUnknown::ApiVersion), [&](size_t rule) { ++silentApi[rule]; });
        eachBit(silentFor(row, FindingUnknown::LinkedHubs), [&](size_t rule) { ++silentHubs[rule]; });
    }
    qint64 records = 0;
    Finding &orphans = byRule[static_cast<size_t>(RecordsOfDeletedGroup)];
    for (RowId row = 0; row < m_snapshot->devices.rowCount(); ++row) {
        records += isRead(row) ? 1 : 0;
        if (isOrphan(row))
            orphans.devices.push_back(row);
    }

    for (size_t i = 0; i < byRule.size(); ++i) {
        byRule[i].rule = static_cast<FindingRule>(i);
        if (!byRule[i].enrollments.empty() || !byRule[i].devices.empty())
            report.findings.push_back(std::move(byRule[i]));
        if (silentApi[i] > 0)
            report.silent.push_back({static_cast<FindingRule>(i), FindingUnknown::ApiVersion, silentApi[i]});
        if (silentHubs[i] > 0)
            report.silent.push_back({static_cast<FindingRule>(i), FindingUnknown::LinkedHubs, silentHubs[i]});
    }
    const auto quota = [&](FindingRule rule, FindingQuota what, qint64 used, qint64 limit) {
        if (isNear(used, limit))
            report.findings.push_back({rule, {}, {}, what, used, limit});
    };
    quota(GroupsNearLimit, FindingQuota::SymmetricKeyGroups, symmetricGroups, QuotaDefaults::groupsPerAttestation);
    quota(GroupsNearLimit, FindingQuota::X509Groups, x509Groups, QuotaDefaults::groupsPerAttestation);
    quota(QuotaNearLimit, FindingQuota::IndividualEnrollments, individuals, QuotaDefaults::individualEnrollments);
    quota(QuotaNearLimit, FindingQuota::Records, records, QuotaDefaults::registrations);
    quota(QuotaNearLimit, FindingQuota::LinkedHubs, m_linked, QuotaDefaults::linkedHubs);
    std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding &a, const Finding &b) {
        const auto severity = [](const Finding &f) { return findingRule(f.rule).severity; };
        return severity(a) != severity(b) ? severity(a) > severity(b) : a.rule < b.rule;
    });
    return report;
}

QStringList FindingRules::unlinkedHubs(RowId enrollment) const
{
    QStringList names;
    if (!linkedHubsKnown())
        return names;
    for (const QString &name : m_snapshot->hubSet(enrollment)) {
        const int index = m_snapshot->hubs.indexOf(name);
        if (index < 0 || m_snapshot->hubs.rows.at(index).inferred)
            names.append(name);
    }
    return names;
}

bool FindingRules::isFixable(FindingRule rule, RowId enrollment) const
{
    switch (rule) {
    case NotSetWithOldApi:
    case NeverWithSeveralHubs:
    case StaticHubCount:
    case CustomWithoutWebhook:
        return true;
    case HubNotLinked: { // one hub at least must be left
        const HubSetFacts &hubs = factsOf(enrollment);
        return linkedHubsKnown() && hubs.unlinked < hubs.total;
    }
    case ImplicitHubSet:
        return linkedHubsKnown();
    default:
        return false;
    }
}

std::optional<FindingFix> FindingRules::fix(FindingRule rule, RowId enrollment) const
{
    if (!isFixable(rule, enrollment))
        return std::nullopt;
    const QString path = findingFixPath(rule);
    switch (rule) {
    case NotSetWithOldApi:
    case NeverWithSeveralHubs:
        return FindingFix{path, migratePolicy()};
    case StaticHubCount:
    case CustomWithoutWebhook:
        return FindingFix{path, QStringLiteral("hashed")};
    case HubNotLinked: {
        QStringList left = m_snapshot->hubSet(enrollment);
        for (const QString &name : unlinkedHubs(enrollment))
            left.removeAll(name);
        return FindingFix{path, QJsonArray::fromStringList(left)};
    }
    case ImplicitHubSet: {
        QStringList linked;
        for (const HubRow &hub : m_snapshot->hubs.rows)
            if (!hub.inferred)
                linked.append(hub.hostName);
        return FindingFix{path, QJsonArray::fromStringList(linked)};
    }
    default:
        return std::nullopt;
    }
}

} // namespace rehome::fleet
