// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Policy.h"

#include <QtCore/QDate>
#include <QtCore/QVersionNumber>

namespace rehome::domain {

namespace {

int digits(QStringView text, int from, int count)
{
    int value = 0;
    for (int i = from; i < from + count; ++i) {
        const char16_t c = text.at(i).unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    return value;
}

} // namespace

std::optional<PolicyBooleans> toBooleans(ReprovisionPolicy policy)
{
    switch (policy) {
    case ReprovisionPolicy::NotSet:
        return std::nullopt;
    case ReprovisionPolicy::Migrate:
        return PolicyBooleans{true, true};
    case ReprovisionPolicy::Reset:
        return PolicyBooleans{true, false};
    case ReprovisionPolicy::Never:
        return PolicyBooleans{false, false};
    }
    return std::nullopt;
}

ReprovisionPolicy fromBooleans(const std::optional<PolicyBooleans> &booleans)
{
    if (!booleans)
        return ReprovisionPolicy::NotSet;
    if (!booleans->updateHubAssignment)
        return ReprovisionPolicy::Never;
    return booleans->migrateDeviceData ? ReprovisionPolicy::Migrate : ReprovisionPolicy::Reset;
}

std::optional<ApiVersion> ApiVersion::parse(QStringView text)
{
    static constexpr int dateLength = 10;
    if (text.size() < dateLength || text.at(4) != u'-' || text.at(7) != u'-')
        return std::nullopt;
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    if (year < 1 || !QDate::isValid(year, month, day))
        return std::nullopt;
    const QStringView rest = text.mid(dateLength);
    if (!rest.isEmpty() && rest.compare(QLatin1String("-preview"), Qt::CaseInsensitive) != 0)
        return std::nullopt;
    ApiVersion version;
    version.m_date = year * 10000 + month * 100 + day;
    version.m_released = rest.isEmpty();
    return version;
}

QString ApiVersion::toString() const
{
    if (!isKnown())
        return {};
    const QString date = QStringLiteral("%1-%2-%3")
                             .arg(m_date / 10000, 4, 10, QLatin1Char('0'))
                             .arg(m_date / 100 % 100, 2, 10, QLatin1Char('0'))
                             .arg(m_date % 100, 2, 10, QLatin1Char('0'));
    return m_released ? date : date + QStringLiteral("-preview");
}

bool predatesReprovisioning(const ApiVersion &version)
{
    // "2018-04-01 and earlier" (concepts, API table).
    static const ApiVersion last = *ApiVersion::parse(u"2018-04-01");
    return version.isKnown() && version <= last;
}

bool reportsReprovisionedToInitial(const ApiVersion &version)
{
    static const ApiVersion first = *ApiVersion::parse(u"2019-04-15");
    return !version.isKnown() || version >= first;
}

std::span<const SdkInfo> sdkTable()
{
    static constexpr SdkInfo table[] = {
        {Sdk::C, "c", "C SDK", "1.2.8"},
        {Sdk::Python, "python", "Python SDK", "1.4.2"},
        {Sdk::Node, "node", "Node SDK", "1.7.3"},
        {Sdk::Java, "java", "Java SDK", "1.13.0"},
        {Sdk::DotNet, "dotnet", ".NET SDK", "1.1.0"},
    };
    return table;
}

const SdkInfo &sdkInfo(Sdk sdk)
{
    return sdkTable()[static_cast<size_t>(sdk)];
}

std::optional<Sdk> sdkFromKey(QStringView key)
{
    for (const SdkInfo &info : sdkTable())
        if (key.compare(QLatin1String(info.key), Qt::CaseInsensitive) == 0)
            return info.sdk;
    return std::nullopt;
}

std::optional<bool> sdkPredatesReprovisioning(Sdk sdk, QStringView version)
{
    qsizetype suffix = 0;
    const QVersionNumber number = QVersionNumber::fromString(version, &suffix);
    if (number.isNull())
        return std::nullopt;
    // "1.2.8-beta" and "1.2.8+build" are versions; "1.2.8x" and "1..2" are not.
    const QStringView rest = version.mid(suffix);
    if (!rest.isEmpty() && rest.front() != u'-' && rest.front() != u'+')
        return std::nullopt;
    const QVersionNumber last = QVersionNumber::fromString(QLatin1String(sdkInfo(sdk).lastOld));
    // Normalized, since .NET writes 1.1.0 as 1.1.0.0 and people write 1.1.
    return QVersionNumber::compare(number.normalized(), last.normalized()) <= 0;
}

EffectivePolicy effectivePolicy(ReprovisionPolicy policy, const ApiVersion &deviceApi)
{
    switch (policy) {
    case ReprovisionPolicy::Migrate:
        return EffectivePolicy::Migrate;
    case ReprovisionPolicy::Reset:
        return EffectivePolicy::Reset;
    case ReprovisionPolicy::Never:
        return EffectivePolicy::Never;
    case ReprovisionPolicy::NotSet:
        break;
    }
    return predatesReprovisioning(deviceApi) ? EffectivePolicy::Sticky : EffectivePolicy::Migrate;
}

QString policyKey(ReprovisionPolicy policy)
{
    switch (policy) {
    case ReprovisionPolicy::NotSet:
        return QStringLiteral("notset");
    case ReprovisionPolicy::Migrate:
        return QStringLiteral("migrate");
    case ReprovisionPolicy::Reset:
        return QStringLiteral("reset");
    case ReprovisionPolicy::Never:
        return QStringLiteral("never");
    }
    return {};
}

std::optional<ReprovisionPolicy> policyFromKey(QStringView key)
{
    for (const auto policy :
         {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset, ReprovisionPolicy::Never}) {
        if (key == policyKey(policy))
            return policy;
    }
    return std::nullopt;
}

} // namespace rehome::domain
