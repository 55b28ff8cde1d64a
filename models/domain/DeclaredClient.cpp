// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/DeclaredClient.h"

#include <algorithm>
#include <limits>

namespace rehome::domain {

namespace {

constexpr qsizetype longestVersion = 40;

ApiVersion lastOldApi()
{
    return *ApiVersion::parse(u"2018-04-01"); // concepts, API table
}

} // namespace

DeclaredClient DeclaredClient::ofApi(const ApiVersion &version)
{
    DeclaredClient client;
    client.m_api = version;
    return client;
}

std::optional<DeclaredClient> DeclaredClient::ofSdk(Sdk sdk, QStringView version)
{
    version = version.trimmed();
    const bool blank = std::any_of(version.begin(), version.end(), [](QChar c) { return c.isSpace(); });
    if (blank || version.size() > longestVersion || !sdkPredatesReprovisioning(sdk, version))
        return std::nullopt;
    DeclaredClient client;
    client.m_sdk = sdk;
    client.m_sdkVersion = version.toString();
    return client;
}

std::optional<DeclaredClient> DeclaredClient::parse(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return DeclaredClient();
    if (const qsizetype blank = text.indexOf(u' '); blank > 0) {
        const std::optional<Sdk> sdk = sdkFromKey(text.first(blank));
        return sdk ? ofSdk(*sdk, text.sliced(blank + 1)) : std::nullopt;
    }
    const std::optional<ApiVersion> version = ApiVersion::parse(text);
    return version ? std::optional(ofApi(*version)) : std::nullopt;
}

QString DeclaredClient::toString() const
{
    return m_sdk ? QLatin1String(sdkInfo(*m_sdk).key) + QLatin1Char(' ') + m_sdkVersion : m_api.toString();
}

ApiVersion DeclaredClient::api() const
{
    if (!m_sdk)
        return m_api;
    // 2019-03-31 is what the C#, Java, Node and Python device clients send (protocol facts, section 1).
    static const ApiVersion firstNewApi = *ApiVersion::parse(u"2019-03-31");
    return sdkPredatesReprovisioning(*m_sdk, m_sdkVersion).value_or(false) ? lastOldApi() : firstNewApi;
}

std::optional<DeclaredClient::Range> DeclaredClient::apiRange() const
{
    if (!isKnown())
        return std::nullopt;
    if (!m_sdk)
        return Range{m_api.ordinal(), m_api.ordinal()};
    return predatesReprovisioning() ? Range{0, lastOldApi().ordinal()}
                                    : Range{lastOldApi().ordinal() + 1, std::numeric_limits<int>::max()};
}

} // namespace rehome::domain
