// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/BriefReader.h"

namespace rehome::wire {

using namespace domain;

namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

// Deeper than any twin may be (10) and far below what Qt's own parser takes (1,024) when the body is opened later.
constexpr int deepest = 100;

using Problem = BriefProblem;

#define REHOME_TRY(expression)                                                                                         \
    if (const Problem problem = (expression); problem)                                                                 \
    return problem

bool isNull(value &from)
{
    json_type type{};
    return from.type().get(type) == simdjson::SUCCESS && type == json_type::null;
}

Problem readText(value &from, const char *member, std::string_view &text)
{
    text = {};
    if (isNull(from))
        return {};
    return {from.get_string().get(text), member};
}

Problem readTruth(value &from, const char *member, bool &truth)
{
    truth = false;
    if (isNull(from))
        return {};
    return {from.get_bool().get(truth), member};
}

Problem readTime(value &from, const char *member, qint64 &ms)
{
    std::string_view text;
    REHOME_TRY(readText(from, member, text));
    ms = utcMsFromText(text);
    return {};
}

// Words are few and short: comparing bytes spares a QString per field.
template <class E>
struct Word
{
    std::string_view text;
    E value;
};

template <class E, std::size_t N>
Problem readWord(value &from, const char *member, const Word<E> (&words)[N], E &word)
{
    word = E{};
    std::string_view text;
    REHOME_TRY(readText(from, member, text));
    if (text.empty())
        return {};
    for (const Word<E> &candidate : words) {
        if (candidate.text == text) {
            word = candidate.value;
            return {};
        }
    }
    return {simdjson::INCORRECT_TYPE, member};
}

constexpr Word<AttestationType> attestationWords[] = {{"none", AttestationType::None},
                                                      {"tpm", AttestationType::Tpm},
                                                      {"x509", AttestationType::X509},
                                                      {"symmetricKey", AttestationType::SymmetricKey}};
constexpr Word<AllocationPolicy> allocationWords[] = {{"hashed", AllocationPolicy::Hashed},
                                                      {"geoLatency", AllocationPolicy::GeoLatency},
                                                      {"static", AllocationPolicy::Static},
                                                      {"custom", AllocationPolicy::Custom}};
constexpr Word<ProvisioningStatus> provisioningWords[] = {{"enabled", ProvisioningStatus::Enabled},
                                                          {"disabled", ProvisioningStatus::Disabled}};
constexpr Word<RegistrationStatus> statusWords[] = {{"unassigned", RegistrationStatus::Unassigned},
                                                    {"assigning", RegistrationStatus::Assigning},
                                                    {"assigned", RegistrationStatus::Assigned},
                                                    {"failed", RegistrationStatus::Failed},
                                                    {"disabled", RegistrationStatus::Disabled}};
constexpr Word<Substatus> substatusWords[] = {
    {"initialAssignment", Substatus::InitialAssignment},
    {"deviceDataMigrated", Substatus::DeviceDataMigrated},
    {"deviceDataReset", Substatus::DeviceDataReset},
    {"reprovisionedToInitialAssignment", Substatus::ReprovisionedToInitialAssignment}};

// Calls `handle(name, value)` for each member.
template <class Handle>
Problem eachMember(object &from, const char *member, const Handle &handle)
{
    for (auto field : from) {
        std::string_view name;
        if (const auto code = field.unescaped_key().get(name); code != simdjson::SUCCESS)
            return {code, member};
        value inner;
        if (const auto code = field.value().get(inner); code != simdjson::SUCCESS)
            return {code, member};
        REHOME_TRY(handle(name, inner));
    }
    return {};
}

template <class Handle>
Problem eachMemberOf(value &from, const char *member, const Handle &handle)
{
    if (isNull(from))
        return {};
    object inner;
    if (const auto code = from.get_object().get(inner); code != simdjson::SUCCESS)
        return {code, member};
    return eachMember(inner, member, handle);
}

// simdjson skips a value without looking inside; how deep it goes is checked here, since other parsers recurse.
bool isTooDeep(std::string_view json)
{
    if (json.size() <= 2 * deepest) // each level takes two bytes at least
        return false;
    int depth = 0;
    bool inText = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

/// `bytes`: of the text passed over; 0 for anything but objects and arrays.
Problem passOver(value &from, const char *member, std::size_t *bytes = nullptr)
{
    json_type type{};
    if (const auto code = from.type().get(type); code != simdjson::SUCCESS)
        return {code, member};
    if (type != json_type::object && type != json_type::array)
        return {};
    std::string_view json;
    if (type == json_type::object) {
        object inner;
        if (const auto code = from.get_object().get(inner); code != simdjson::SUCCESS)
            return {code, member};
        if (const auto code = inner.raw_json().get(json); code != simdjson::SUCCESS)
            return {code, member};
    } else {
        array inner;
        if (const auto code = from.get_array().get(inner); code != simdjson::SUCCESS)
            return {code, member};
        if (const auto code = inner.raw_json().get(json); code != simdjson::SUCCESS)
            return {code, member};
    }
    if (bytes)
        *bytes = json.size();
    return {simdjson::SUCCESS, member, isTooDeep(json)};
}

/// The members of an object; anything else is passed over: what is only looked at in passing has no shape to insist on.
template <class Handle>
Problem eachMemberIfObject(value &from, const char *member, const Handle &handle)
{
    json_type type{};
    if (const auto code = from.type().get(type); code != simdjson::SUCCESS)
        return {code, member};
    return type == json_type::object ? eachMemberOf(from, member, handle) : passOver(from, member);
}

/// The earliest end of the certificates in {"clientCertificates": {"primary": {"info": {"notAfterUtc": …}}}} and its
/// sibling.
Problem readCertificateEnd(value &x509, qint64 &end)
{
    static constexpr const char *member = "attestation.x509";
    const auto info = [&end](std::string_view name, value &from) -> Problem {
        json_type type{};
        if (name != "notAfterUtc" || from.type().get(type) != simdjson::SUCCESS || type != json_type::string)
            return passOver(from, member);
        qint64 ms = 0;
        REHOME_TRY(readTime(from, member, ms));
        if (ms != 0 && (end == 0 || ms < end))
            end = ms;
        return {};
    };
    const auto certificate = [&info](std::string_view name, value &from) -> Problem {
        return name == "info" ? eachMemberIfObject(from, member, info) : passOver(from, member);
    };
    const auto slot = [&certificate](std::string_view, value &from) -> Problem {
        return eachMemberIfObject(from, member, certificate);
    };
    return eachMemberIfObject(x509, member, [&slot](std::string_view name, value &from) -> Problem {
        return name == "caReferences" ? passOver(from, member) : eachMemberIfObject(from, member, slot);
    });
}

Problem readInitialTwin(value &from, EnrollmentBrief &brief)
{
    static constexpr const char *member = "initialTwin";
    brief.tagsBytes = brief.desiredBytes = 0;
    return eachMemberOf(from, member, [&brief](std::string_view name, value &inner) -> Problem {
        if (name == "tags")
            return passOver(inner, member, &brief.tagsBytes);
        if (name != "properties")
            return passOver(inner, member);
        return eachMemberIfObject(inner, member, [&brief](std::string_view property, value &collection) -> Problem {
            return passOver(collection, member, property == "desired" ? &brief.desiredBytes : nullptr);
        });
    });
}

Problem readHubs(value &from, EnrollmentBrief &brief)
{
    static constexpr const char *member = "iotHubs";
    brief.hasIotHubs = false;
    brief.iotHubs.clear();
    if (isNull(from))
        return {};
    array hubs;
    if (const auto code = from.get_array().get(hubs); code != simdjson::SUCCESS)
        return {code, member};
    brief.hasIotHubs = true;
    for (auto hub : hubs) {
        std::string_view text;
        if (const auto code = hub.get_string().get(text); code != simdjson::SUCCESS)
            return {code, member};
        brief.iotHubs.push_back(text);
    }
    return {};
}

Problem readPolicy(value &from, ReprovisionPolicy &policy)
{
    policy = ReprovisionPolicy::NotSet;
    if (isNull(from))
        return {};
    std::optional<bool> update;
    std::optional<bool> migrate;
    REHOME_TRY(eachMemberOf(from, "reprovisionPolicy", [&](std::string_view name, value &inner) -> Problem {
        bool truth = false;
        if (name == "updateHubAssignment") {
            REHOME_TRY(readTruth(inner, "reprovisionPolicy.updateHubAssignment", truth));
            update = truth;
        } else if (name == "migrateDeviceData") {
            REHOME_TRY(readTruth(inner, "reprovisionPolicy.migrateDeviceData", truth));
            migrate = truth;
        } else {
            return passOver(inner, "reprovisionPolicy");
        }
        return {};
    }));
    // Both are required where the object is; guessing one would invent a policy.
    if (!update || !migrate)
        return {simdjson::NO_SUCH_FIELD,
                update ? "reprovisionPolicy.migrateDeviceData" : "reprovisionPolicy.updateHubAssignment"};
    policy = fromBooleans(PolicyBooleans{*update, *migrate});
    return {};
}

Problem readMember(std::string_view name, value &from, bool &hasAttestation, EnrollmentBrief &brief)
{
    const bool individual = brief.kind == EnrollmentKind::Individual;
    if (name == (individual ? "registrationId" : "enrollmentGroupId"))
        return readText(from, individual ? "registrationId" : "enrollmentGroupId", brief.id);
    if (individual && name == "deviceId")
        return readText(from, "deviceId", brief.deviceId);
    if (name == "etag")
        return readText(from, "etag", brief.etag);
    if (name == "iotHubHostName")
        return readText(from, "iotHubHostName", brief.iotHubHostName);
    if (name == "attestation") {
        hasAttestation = false;
        brief.certificateEndMs = 0;
        return eachMemberOf(from, "attestation", [&](std::string_view inner, value &innerValue) -> Problem {
            if (inner == "x509")
                return readCertificateEnd(innerValue, brief.certificateEndMs);
            if (inner != "type")
                return passOver(innerValue, "attestation");
            hasAttestation = true;
            return readWord(innerValue, "attestation.type", attestationWords, brief.attestation);
        });
    }
    if (name == "allocationPolicy")
        return readWord(from, "allocationPolicy", allocationWords, brief.allocation);
    if (name == "provisioningStatus")
        return readWord(from, "provisioningStatus", provisioningWords, brief.status);
    if (name == "reprovisionPolicy")
        return readPolicy(from, brief.policy);
    if (name == "iotHubs")
        return readHubs(from, brief);
    if (name == "capabilities") {
        brief.iotEdge = false;
        return eachMemberOf(from, "capabilities", [&](std::string_view inner, value &innerValue) -> Problem {
            return inner == "iotEdge" ? readTruth(innerValue, "capabilities.iotEdge", brief.iotEdge)
                                      : passOver(innerValue, "capabilities");
        });
    }
    if (name == "customAllocationDefinition") {
        brief.webhookUrl = {};
        return eachMemberOf(
            from, "customAllocationDefinition", [&](std::string_view inner, value &innerValue) -> Problem {
                return inner == "webhookUrl"
                           ? readText(innerValue, "customAllocationDefinition.webhookUrl", brief.webhookUrl)
                           : passOver(innerValue, "customAllocationDefinition");
            });
    }
    if (name == "initialTwin") {
        brief.hasInitialTwin = false;
        json_type type{};
        if (const auto code = from.type().get(type); code != simdjson::SUCCESS)
            return {code, "initialTwin"};
        if (type == json_type::null)
            return {};
        brief.hasInitialTwin = true;
        return type == json_type::object ? readInitialTwin(from, brief)
                                         : Problem{simdjson::INCORRECT_TYPE, "initialTwin"};
    }
    if (name == "createdDateTimeUtc")
        return readTime(from, "createdDateTimeUtc", brief.createdMs);
    if (name == "lastUpdatedDateTimeUtc")
        return readTime(from, "lastUpdatedDateTimeUtc", brief.updatedMs);
    return passOver(from, "?");
}

} // namespace

BriefProblem readBrief(object &from, EnrollmentBrief &brief)
{
    std::string_view json;
    if (const auto code = from.raw_json().get(json); code != simdjson::SUCCESS)
        return {code, nullptr};
    const std::size_t end = json.find_last_of('}');
    if (end == std::string_view::npos)
        return {simdjson::INCOMPLETE_ARRAY_OR_OBJECT, nullptr};
    brief.json = json.substr(0, end + 1);
    if (const auto code = from.reset().error(); code != simdjson::SUCCESS)
        return {code, nullptr};
    bool hasAttestation = false;
    REHOME_TRY(eachMember(from, nullptr, [&](std::string_view name, value &inner) {
        return readMember(name, inner, hasAttestation, brief);
    }));
    if (brief.id.empty())
        return {simdjson::NO_SUCH_FIELD,
                brief.kind == EnrollmentKind::Individual ? "registrationId" : "enrollmentGroupId"};
    if (!hasAttestation)
        return {simdjson::NO_SUCH_FIELD, "attestation.type"};
    return {};
}

BriefProblem readBrief(object &from, RegistrationBrief &brief)
{
    REHOME_TRY(eachMember(from, nullptr, [&](std::string_view name, value &inner) -> Problem {
        if (name == "registrationId")
            return readText(inner, "registrationId", brief.registrationId);
        if (name == "deviceId")
            return readText(inner, "deviceId", brief.deviceId);
        if (name == "assignedHub")
            return readText(inner, "assignedHub", brief.assignedHub);
        if (name == "etag")
            return readText(inner, "etag", brief.etag);
        if (name == "errorMessage")
            return readText(inner, "errorMessage", brief.errorMessage);
        if (name == "status")
            return readWord(inner, "status", statusWords, brief.status);
        if (name == "substatus") {
            // An unknown substatus is none: one was added once, another may be.
            std::string_view text;
            brief.substatus = Substatus::None;
            REHOME_TRY(readText(inner, "substatus", text));
            for (const auto &[word, substatus] : substatusWords) {
                if (word == text)
                    brief.substatus = substatus;
            }
            return {};
        }
        if (name == "errorCode") {
            brief.errorCode = 0;
            if (isNull(inner))
                return {};
            int64_t code = 0;
            const auto error = inner.get_int64().get(code);
            brief.errorCode = static_cast<int>(code);
            return {error, "errorCode"};
        }
        if (name == "createdDateTimeUtc")
            return readTime(inner, "createdDateTimeUtc", brief.createdMs);
        if (name == "lastUpdatedDateTimeUtc")
            return readTime(inner, "lastUpdatedDateTimeUtc", brief.updatedMs);
        return passOver(inner, "?");
    }));
    return brief.registrationId.empty() ? Problem{simdjson::NO_SUCH_FIELD, "registrationId"} : Problem{};
}

#undef REHOME_TRY

} // namespace rehome::wire
