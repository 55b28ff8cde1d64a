// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FilterFields.h"

#include "models/domain/Policy.h"
#include "models/fleet/Findings.h"

#include <QtCore/QCoreApplication>
#include <vector>

namespace rehome::items {

namespace {
using enum FilterField;
using Value = FilterValueKind;

constexpr FilterFieldInfo fieldTable[] = {
    {"policy", Policy, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "reprovision policy")},
    {"hub", Hub, Value::Name, true, true, QT_TRANSLATE_NOOP("Filter", "hub it is on or may go to")},
    {"status", Status, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "registration status")},
    {"kind", Kind, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "individual or group")},
    {"allocation", Allocation, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "allocation policy")},
    {"attestation", Attestation, Value::Word, true, true,
     QT_TRANSLATE_NOOP("Filter", "how devices prove who they are")},
    {"substatus", Substatus, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "what the last registration did")},
    {"updated", Updated, Value::Time, true, true,
     QT_TRANSLATE_NOOP("Filter", "last change: <7d, >1h, 2d..7d, 2026-01-31")},
    {"created", Created, Value::Time, true, true,
     QT_TRANSLATE_NOOP("Filter", "creation: <7d, >1h, 2d..7d, 2026-01-31")},
    {"group", Group, Value::Name, true, true, QT_TRANSLATE_NOOP("Filter", "enrollment group")},
    {"id", Id, Value::Name, true, true, QT_TRANSLATE_NOOP("Filter", "registration ID or group ID")},
    {"device", Device, Value::Name, true, true, QT_TRANSLATE_NOOP("Filter", "device ID")},
    {"previous", Previous, Value::Name, false, true, QT_TRANSLATE_NOOP("Filter", "hub before the last move")},
    {"error", Error, Value::Number, false, true, QT_TRANSLATE_NOOP("Filter", "error code of the record")},
    {"source", Source, Value::Word, false, true, QT_TRANSLATE_NOOP("Filter", "where the newest facts came from")},
    {"records", Records, Value::Number, true, false, QT_TRANSLATE_NOOP("Filter", "registration records of a group")},
    {"api", Api, Value::Api, true, true,
     QT_TRANSLATE_NOOP("Filter", "declared API version: <=2018-04-01, >2018-04-01, unknown")},
    {"sdk", Sdk, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "declared SDK of its devices")},
    {"finding", Finding, Value::Word, true, true, QT_TRANSLATE_NOOP("Filter", "what a rule found; * for any")},
};

// Codes are the values of the enumerations; the words are those of the protocol, with a person's spellings beside them.
constexpr FilterWord policyWords[] = {
    {"notset", 0}, {"migrate", 1}, {"reset", 2}, {"never", 3}, {"not-set", 0, true, true, false}};
constexpr FilterWord kindWords[] = {
    {"individual", 0}, {"group", 1}, {"groups", 1, true, true, false}, {"individuals", 0, true, true, false}};
constexpr FilterWord statusWords[] = {{"assigned", 3},
                                      {"assigning", 2},
                                      {"failed", 4},
                                      {"unassigned", 1},
                                      {"disabled", StatusDisabled, true, false},
                                      {"disabled", 5, false, true},
                                      {"enabled", StatusEnabled, true, false},
                                      {"notread", 0},
                                      {"not-read", 0, true, true, false}};
constexpr FilterWord allocationWords[] = {
    {"hashed", 1}, {"geolatency", 2}, {"static", 3}, {"custom", 4}, {"notset", 0}};
constexpr FilterWord attestationWords[] = {{"x509", 2}, {"tpm", 1},
                                           {"key", 3},  {"symmetrickey", 3, true, true, false},
                                           {"none", 0}, {"x.509", 2, true, true, false}};
constexpr FilterWord substatusWords[] = {{"initial", 1},
                                         {"migrated", 2},
                                         {"reset", 3},
                                         {"reprovisioned", 4},
                                         {"none", 0},
                                         {"initialassignment", 1, true, true, false},
                                         {"devicedatamigrated", 2, true, true, false},
                                         {"devicedatareset", 3, true, true, false},
                                         {"reprovisionedtoinitialassignment", 4, true, true, false}};
constexpr FilterWord sourceWords[] = {
    {"enrollment", 0, false}, {"record", 1, false}, {"get", 2, false}, {"hub", 3, false}};

constexpr FilterWord apiWords[] = {{"unknown", UnknownClient}};

/// The SDKs of the concepts' table.
std::span<const FilterWord> sdkWords()
{
    static const std::vector<FilterWord> words = [] {
        std::vector<FilterWord> made;
        for (const domain::SdkInfo &info : domain::sdkTable())
            made.push_back({info.key, static_cast<int>(info.sdk)});
        made.push_back({".net", static_cast<int>(domain::Sdk::DotNet), true, true, false});
        made.push_back({"unknown", UnknownClient});
        return made;
    }();
    return words;
}

/// The rules about single enrollments and records by their names, and `*` for any of them.
std::span<const FilterWord> findingWords()
{
    static const std::vector<FilterWord> words = [] {
        std::vector<FilterWord> made{{"*", AnyFinding}};
        for (const fleet::FindingRuleInfo &info : fleet::findingRules())
            if (fleet::isAboutDevices(info.rule))
                made.push_back({info.name, static_cast<int>(info.rule), fleet::isAboutEnrollments(info.rule)});
        return made;
    }();
    return words;
}
} // namespace

std::span<const FilterFieldInfo> filterFields()
{
    return fieldTable;
}

const FilterFieldInfo *filterField(QStringView name)
{
    for (const FilterFieldInfo &info : fieldTable) {
        if (name.compare(QLatin1String(info.name), Qt::CaseInsensitive) == 0)
            return &info;
    }
    return nullptr;
}

std::span<const FilterWord> filterWords(FilterField field)
{
    switch (field) {
    case Policy:
        return policyWords;
    case Kind:
        return kindWords;
    case Status:
        return statusWords;
    case Allocation:
        return allocationWords;
    case Attestation:
        return attestationWords;
    case Substatus:
        return substatusWords;
    case Source:
        return sourceWords;
    case Api:
        return apiWords;
    case Sdk:
        return sdkWords();
    case Finding:
        return findingWords();
    default:
        return {};
    }
}

bool belongsTo(const FilterFieldInfo &info, FilterSubject subject)
{
    return subject == FilterSubject::Enrollments ? info.enrollments : info.devices;
}

bool belongsTo(const FilterWord &word, FilterSubject subject)
{
    return subject == FilterSubject::Enrollments ? word.enrollments : word.devices;
}

QList<std::pair<qsizetype, qsizetype>> filterTermPlaces(QStringView text)
{
    QList<std::pair<qsizetype, qsizetype>> places;
    qsizetype start = -1;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!quoted && text.at(i).isSpace()) {
            if (start >= 0)
                places.append({start, i - start});
            start = -1;
            continue;
        }
        if (text.at(i) == QLatin1Char('"'))
            quoted = !quoted;
        if (start < 0)
            start = i;
    }
    if (start >= 0)
        places.append({start, text.size() - start});
    return places;
}

} // namespace rehome::items
