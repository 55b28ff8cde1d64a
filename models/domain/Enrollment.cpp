// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Enrollment.h"

#include <array>
#include <utility>

namespace rehome::domain {

namespace {

template <class E, std::size_t N>
QString keyOf(const std::array<std::pair<E, QLatin1String>, N> &table, E value)
{
    for (const auto &[entry, key] : table) {
        if (entry == value)
            return key;
    }
    return {};
}

template <class E, std::size_t N>
std::optional<E> valueOf(const std::array<std::pair<E, QLatin1String>, N> &table, QStringView key)
{
    for (const auto &[entry, text] : table) {
        if (key == text)
            return entry;
    }
    return std::nullopt;
}

constexpr std::array<std::pair<AllocationPolicy, QLatin1String>, 5> allocationKeys{{
    {AllocationPolicy::NotSet, QLatin1String("")},
    {AllocationPolicy::Hashed, QLatin1String("hashed")},
    {AllocationPolicy::GeoLatency, QLatin1String("geoLatency")},
    {AllocationPolicy::Static, QLatin1String("static")},
    {AllocationPolicy::Custom, QLatin1String("custom")},
}};

constexpr std::array<std::pair<AttestationType, QLatin1String>, 4> attestationKeys{{
    {AttestationType::None, QLatin1String("none")},
    {AttestationType::Tpm, QLatin1String("tpm")},
    {AttestationType::X509, QLatin1String("x509")},
    {AttestationType::SymmetricKey, QLatin1String("symmetricKey")},
}};

constexpr std::array<std::pair<ProvisioningStatus, QLatin1String>, 2> provisioningKeys{{
    {ProvisioningStatus::Enabled, QLatin1String("enabled")},
    {ProvisioningStatus::Disabled, QLatin1String("disabled")},
}};

constexpr bool isAlphanumeric(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

} // namespace

QString allocationKey(AllocationPolicy policy)
{
    return keyOf(allocationKeys, policy);
}

std::optional<AllocationPolicy> allocationFromKey(QStringView key)
{
    return valueOf(allocationKeys, key);
}

QString attestationKey(AttestationType type)
{
    return keyOf(attestationKeys, type);
}

std::optional<AttestationType> attestationFromKey(QStringView key)
{
    return valueOf(attestationKeys, key);
}

QString provisioningStatusKey(ProvisioningStatus status)
{
    return keyOf(provisioningKeys, status);
}

std::optional<ProvisioningStatus> provisioningStatusFromKey(QStringView key)
{
    return valueOf(provisioningKeys, key);
}

bool isValidRegistrationId(QStringView id)
{
    static constexpr qsizetype maximum = 128;
    if (id.isEmpty() || id.size() > maximum)
        return false;
    for (const QChar c : id) {
        const char16_t u = c.unicode();
        if (!isAlphanumeric(u) && u != u'-' && u != u'.' && u != u'_' && u != u':')
            return false;
    }
    const char16_t last = id.back().unicode();
    return isAlphanumeric(id.front().unicode()) && (isAlphanumeric(last) || last == u'-');
}

QString foldedId(QStringView id)
{
    return id.toString().toLower();
}

QString deviceIdFor(const Enrollment &enrollment, const QString &registrationId)
{
    if (enrollment.kind == EnrollmentKind::Individual && !enrollment.deviceId.isEmpty())
        return enrollment.deviceId;
    return registrationId;
}

} // namespace rehome::domain
