// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringView>
#include <compare>
#include <optional>
#include <span>

namespace rehome::domain {

/// The reprovision policy of an enrollment: four stored states. "Not set" is the absence of the member, never a default
/// (concepts, "Managing backwards compatibility": "don't save a reprovisioning policy to these enrollments").
enum class ReprovisionPolicy : quint8
{
    NotSet,
    Migrate,
    Reset,
    Never
};

/// The two booleans of the protocol's ReprovisionPolicy object.
struct PolicyBooleans
{
    bool updateHubAssignment = true;
    bool migrateDeviceData = true;
    bool operator==(const PolicyBooleans &) const = default;
};

/// Not set → no object at all; Never is written false/false.
std::optional<PolicyBooleans> toBooleans(ReprovisionPolicy policy);
/// updateHubAssignment=false is Never whatever migrateDeviceData says (protocol facts, section 3).
ReprovisionPolicy fromBooleans(const std::optional<PolicyBooleans> &booleans);

/// An api-version of the protocol: a date, perhaps with "-preview". Ordered by date; a preview comes before its
/// release.
class ApiVersion
{
public:
    ApiVersion() = default;                                   ///< unknown
    static std::optional<ApiVersion> parse(QStringView text); ///< "YYYY-MM-DD" or "YYYY-MM-DD-preview"; a real date
    bool isKnown() const { return m_date != 0; }
    QString toString() const;                                         ///< empty when unknown
    int ordinal() const { return m_date * 2 + (m_released ? 1 : 0); } ///< in the order of <=>; 1: unknown
    std::strong_ordering operator<=>(const ApiVersion &) const = default;

private:
    int m_date = 0;         // yyyymmdd
    bool m_released = true; // false for a preview: sorts before the release of the same date
};

/// True for 2018-04-01 and earlier: before native reprovisioning support (concepts, API table). Not for unknown
/// versions.
bool predatesReprovisioning(const ApiVersion &version);
/// From 2019-04-15 on the service tells reprovisionedToInitialAssignment apart (protocol facts, section 2).
bool reportsReprovisionedToInitial(const ApiVersion &version);

/// The SDKs of the concepts document's table.
enum class Sdk : quint8
{
    C,
    Python,
    Node,
    Java,
    DotNet
};
/// A column of that table: "the API versions before the availability of native reprovisioning support".
struct SdkInfo
{
    Sdk sdk;
    const char *key;     ///< "c", "python", "node", "java", "dotnet": in filters and files
    const char *name;    ///< "C SDK": a name, not translated
    const char *lastOld; ///< "1.2.8 and earlier"
};
std::span<const SdkInfo> sdkTable();
const SdkInfo &sdkInfo(Sdk sdk);
std::optional<Sdk> sdkFromKey(QStringView key);
/// True when this SDK version is in the table of SDKs before native reprovisioning; nothing when the version is no
/// number.
std::optional<bool> sdkPredatesReprovisioning(Sdk sdk, QStringView version);

/// What a registration request meets, after the compatibility rule.
enum class EffectivePolicy : quint8
{
    Migrate,
    Reset,
    Never,
    Sticky, ///< not set and an old device API: "it would only be assigned back to the same IoT hub"
};
/// A set policy always wins; not set and ≤ 2018-04-01 → Sticky; not set and newer → Migrate. An unknown version counts
/// as newer here: callers that only know a declared version show both outcomes themselves.
EffectivePolicy effectivePolicy(ReprovisionPolicy policy, const ApiVersion &deviceApi);

/// Stable lower-case words used in filters, JSON output and scenario files: notset, migrate, reset, never.
QString policyKey(ReprovisionPolicy policy);
std::optional<ReprovisionPolicy> policyFromKey(QStringView key);

} // namespace rehome::domain
