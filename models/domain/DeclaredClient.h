// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"

namespace rehome::domain {

/// What the devices of an enrollment speak, as a person says: no answer of the service tells it. Either an API version,
/// or an SDK and its version, which the concepts document's table places before or after native reprovisioning; else
/// unknown. Value, any thread.
class DeclaredClient
{
public:
    DeclaredClient() = default; ///< unknown
    static DeclaredClient ofApi(const ApiVersion &version);
    /// Nothing when the version is no version: a number with dots, perhaps with "-rc1" or "+build" behind.
    static std::optional<DeclaredClient> ofSdk(Sdk sdk, QStringView version);
    /// What toString() writes; empty is unknown.
    static std::optional<DeclaredClient> parse(QStringView text);
    QString toString() const; ///< "", "2018-04-01" or "c 1.2.8": in files and in the table

    bool isKnown() const { return m_sdk.has_value() || m_api.isKnown(); }
    std::optional<Sdk> sdk() const { return m_sdk; }
    QString sdkVersion() const { return m_sdkVersion; }
    /// The API version that the rules may take it for; unknown when it is. Of an SDK the table tells only the side of
    /// 2018-04-01: that one stands for the old side, and for the new one the first that SDKs were seen with after it.
    ApiVersion api() const;
    bool predatesReprovisioning() const { return domain::predatesReprovisioning(api()); }
    /// Between which API versions (their ordinals, inclusive) it surely lies; nothing when unknown.
    struct Range
    {
        int first = 0, last = 0;
    };
    std::optional<Range> apiRange() const;
    bool operator==(const DeclaredClient &) const = default;

private:
    std::optional<Sdk> m_sdk;
    QString m_sdkVersion;
    ApiVersion m_api; ///< only without an SDK
};

} // namespace rehome::domain
