// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/DeclaredClient.h"
#include "models/fleet/Findings.h"
#include "models/items/FilterFields.h"
#include "models/items/FoldedText.h"

#include <limits>
#include <unordered_map>

namespace rehome::items {

using fleet::NoRow;
using fleet::RowId;
using fleet::Snapshot;
using fleet::StringId;

/// One term bound to a snapshot. Names that repeat (hubs, groups) are matched once and remembered by their ID.
struct CompiledFilter::Test
{
    Test(const fleet::SnapshotPtr &snapshot, FilterSubject subject, const FilterTerm &term, qint64 nowMs)
        : fleet(*snapshot)
        , ofDevices(subject == FilterSubject::Devices)
        , field(term.field)
        , negated(term.negated)
        , now(nowMs)
        , values(term.values)
    {
        for (const FilterTerm::Value &value : term.values) {
            patterns.emplace_back(value.pattern);
            noneAllowed |= value.pattern == QLatin1String("none");
        }
        if (field == FilterField::Finding) {
            rules = std::make_unique<fleet::FindingRules>(snapshot, nowMs);
            for (const FilterTerm::Value &value : term.values)
                wantedFindings |= value.code == AnyFinding ? ~0u : 1u << value.code;
        }
    }

    bool fits(RowId row) { return (ofDevices ? deviceFits(row) : enrollmentFits(row)) != negated; }

    bool textFits(std::string_view text) const
    {
        for (const FoldedPattern &pattern : patterns) {
            if (pattern.matches(text))
                return true;
        }
        return false;
    }
    bool idFits(StringId id) const { return id != 0 && textFits(fleet.strings.view(id)); }
    bool rememberedFits(StringId id, bool hub)
    {
        if (id == 0)
            return false;
        const auto [known, isNew] = memory.try_emplace(id, false);
        if (isNew)
            known->second = hub ? hubsFit(fleet.strings.view(id)) : textFits(fleet.strings.view(id));
        return known->second;
    }
    // One host name or several, one on a line; by full name or by first label, which is what the tables show.
    bool hubsFit(std::string_view names) const
    {
        while (!names.empty()) {
            const size_t end = names.find('\n');
            const std::string_view name = names.substr(0, end);
            if (textFits(name) || textFits(name.substr(0, name.find('.'))))
                return true;
            names = end == std::string_view::npos ? std::string_view{} : names.substr(end + 1);
        }
        return false;
    }
    bool codeFits(int code) const
    {
        return std::any_of(values.cbegin(), values.cend(),
                           [code](const FilterTerm::Value &value) { return value.code == code; });
    }
    bool numberFits(qint64 number) const
    {
        return std::any_of(values.cbegin(), values.cend(), [number](const FilterTerm::Value &value) {
            return value.low <= number && number <= value.high;
        });
    }
    bool timeFits(qint64 timeMs) const
    {
        if (timeMs == 0)
            return false; // unknown is neither old nor young
        return std::any_of(values.cbegin(), values.cend(), [&](const FilterTerm::Value &value) {
            const qint64 compared = value.absolute ? timeMs : now - timeMs;
            return value.low <= compared && compared <= value.high;
        });
    }

    // Few clients are declared for many enrollments: each is looked at once.
    bool clientFits(StringId declared)
    {
        const auto [known, isNew] = memory.try_emplace(declared, false);
        if (!isNew)
            return known->second;
        const auto client =
            domain::DeclaredClient::parse(fleet.strings.text(declared)).value_or(domain::DeclaredClient());
        if (field == FilterField::Sdk)
            return known->second = codeFits(client.sdk() ? static_cast<int>(*client.sdk()) : UnknownClient);
        const auto range = client.apiRange();
        return known->second = std::any_of(values.cbegin(), values.cend(), [&range](const FilterTerm::Value &value) {
                   return range ? value.code != UnknownClient && value.low <= range->first && range->last <= value.high
                                : value.code == UnknownClient;
               });
    }

    bool enrollmentFits(RowId row)
    {
        const fleet::EnrollmentTable &table = fleet.enrollments;
        const RowId device = table.device[row];
        switch (field) {
        case FilterField::Text:
            return idFits(table.id[row]) || idFits(table.deviceId[row]) || rememberedFits(table.hubSet[row], true) ||
                   (device != NoRow && rememberedFits(fleet.devices.hub[device], true));
        case FilterField::Hub:
            if (noneAllowed && table.hubSet[row] == 0 && (device == NoRow || fleet.devices.hub[device] == 0))
                return true;
            return rememberedFits(table.hubSet[row], true) ||
                   (device != NoRow && rememberedFits(fleet.devices.hub[device], true));
        case FilterField::Policy:
            return codeFits(static_cast<int>(table.policy[row]));
        case FilterField::Kind:
            return codeFits(static_cast<int>(table.kind[row]));
        case FilterField::Allocation:
            return codeFits(static_cast<int>(table.allocation[row]));
        case FilterField::Attestation:
            return codeFits(static_cast<int>(table.attestation[row]));
        case FilterField::Status: {
            const bool disabled = table.provisioningStatus[row] == domain::ProvisioningStatus::Disabled;
            if (codeFits(disabled ? StatusDisabled : StatusEnabled))
                return true;
            if (device == NoRow)
                return false;
            const fleet::DeviceStatus status = fleet.devices.status[device];
            return codeFits(status == fleet::DeviceStatus::Disabled ? StatusDisabled : static_cast<int>(status));
        }
        case FilterField::Substatus:
            return device != NoRow && codeFits(static_cast<int>(fleet.devices.substatus[device]));
        case FilterField::Updated:
            return timeFits(table.updatedMs[row]);
        case FilterField::Created:
            return timeFits(table.createdMs[row]);
        case FilterField::Group:
            return table.isGroup(row) && idFits(table.id[row]);
        case FilterField::Id:
            return idFits(table.id[row]);
        case FilterField::Device:
            return !table.isGroup(row) && idFits(table.deviceId[row] != 0 ? table.deviceId[row] : table.id[row]);
        case FilterField::Records:
            return table.isGroup(row) && numberFits(table.recordCount[row]);
        case FilterField::Api:
        case FilterField::Sdk:
            return clientFits(table.apiVersion[row]);
        case FilterField::Finding:
            return (rules->ofEnrollment(row) & wantedFindings) != 0;
        default:
            return false;
        }
    }

    bool deviceFits(RowId row)
    {
        const fleet::DeviceTable &table = fleet.devices;
        switch (field) {
        case FilterField::Text: {
            if (idFits(table.registrationId[row]) || idFits(table.deviceId[row]) ||
                rememberedFits(table.hub[row], true))
                return true;
            const RowId group = table.group[row];
            return group != NoRow && rememberedFits(fleet.enrollments.id[group], false);
        }
        case FilterField::Hub:
            return (noneAllowed && table.hub[row] == 0) || rememberedFits(table.hub[row], true);
        case FilterField::Previous:
            return rememberedFits(table.previousHub[row], true);
        case FilterField::Status:
            return codeFits(static_cast<int>(table.status[row]));
        case FilterField::Substatus:
            return codeFits(static_cast<int>(table.substatus[row]));
        case FilterField::Source:
            return codeFits(static_cast<int>(table.source[row]));
        case FilterField::Error:
            return numberFits(table.errorCode[row]);
        case FilterField::Updated:
            return timeFits(table.updatedMs[row]);
        case FilterField::Created:
            return timeFits(table.createdMs[row]);
        case FilterField::Group: {
            const RowId group = table.group[row];
            return group != NoRow && rememberedFits(fleet.enrollments.id[group], false);
        }
        case FilterField::Id:
            return idFits(table.registrationId[row]);
        case FilterField::Device:
            return idFits(table.deviceId[row] != 0 ? table.deviceId[row] : table.registrationId[row]);
        case FilterField::Finding:
            return (rules->ofDevice(row) & wantedFindings) != 0;
        default:
            break;
        }
        const RowId entry = fleet.enrollmentOfDevice(row);
        if (entry == NoRow)
            return false;
        switch (field) {
        case FilterField::Policy:
            return codeFits(static_cast<int>(fleet.enrollments.policy[entry]));
        case FilterField::Kind:
            return codeFits(static_cast<int>(fleet.enrollments.kind[entry]));
        case FilterField::Allocation:
            return codeFits(static_cast<int>(fleet.enrollments.allocation[entry]));
        case FilterField::Attestation:
            return codeFits(static_cast<int>(fleet.enrollments.attestation[entry]));
        case FilterField::Api:
        case FilterField::Sdk:
            return clientFits(fleet.enrollments.apiVersion[entry]);
        default:
            return false;
        }
    }

    const Snapshot &fleet;
    bool ofDevices;
    FilterField field;
    bool negated;
    bool noneAllowed = false;
    qint64 now;
    QList<FilterTerm::Value> values;
    std::vector<FoldedPattern> patterns;
    std::unordered_map<StringId, bool> memory;
    std::unique_ptr<fleet::FindingRules> rules; ///< for `finding:` only
    quint32 wantedFindings = 0;
};

CompiledFilter::CompiledFilter(fleet::SnapshotPtr snapshot, FilterSubject subject, const QList<FilterTerm> &terms,
                               qint64 nowMs)
    : m_snapshot(std::move(snapshot))
    , m_subject(subject)
{
    for (const FilterTerm &term : terms)
        m_tests.push_back(std::make_unique<Test>(m_snapshot, subject, term, nowMs));
}

CompiledFilter::~CompiledFilter() = default;
CompiledFilter::CompiledFilter(CompiledFilter &&) noexcept = default;
CompiledFilter &CompiledFilter::operator=(CompiledFilter &&) noexcept = default;

int CompiledFilter::firstMiss(RowId row) const
{
    const bool gone =
        m_subject == FilterSubject::Devices ? m_snapshot->devices.isGone(row) : m_snapshot->enrollments.isGone(row);
    if (gone)
        return static_cast<int>(m_tests.size());
    for (size_t i = 0; i < m_tests.size(); ++i) {
        if (!m_tests[i]->fits(row))
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace rehome::items
