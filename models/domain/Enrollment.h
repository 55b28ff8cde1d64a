// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"
#include "models/domain/Registration.h"

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>
#include <optional>

namespace rehome::domain {

enum class EnrollmentKind : quint8
{
    Individual,
    Group
};
enum class AttestationType : quint8
{
    None,
    Tpm,
    X509,
    SymmetricKey
};
enum class AllocationPolicy : quint8
{
    NotSet,
    Hashed,
    GeoLatency,
    Static,
    Custom
};
enum class ProvisioningStatus : quint8
{
    Enabled,
    Disabled
};

/// Base64 keys of 16 to 64 bytes. Secret: held in memory only, never logged.
struct SymmetricKeys
{
    QString primary;
    QString secondary;
    bool isEmpty() const { return primary.isEmpty() && secondary.isEmpty(); }
    bool operator==(const SymmetricKeys &) const = default;
};

struct TpmAttestation
{
    QString endorsementKey;
    QString storageRootKey;
    bool operator==(const TpmAttestation &) const = default;
};

struct X509CertificateInfo
{
    QString subjectName, sha1Thumbprint, sha256Thumbprint, issuerName, serialNumber;
    qint64 notBeforeMs = 0, notAfterMs = 0; ///< UTC milliseconds since 1970
    int version = 3;
    bool operator==(const X509CertificateInfo &) const = default;
};

struct X509Certificate
{
    QString certificate; ///< as sent (PEM, base64 DER or base64 PEM); the service answers with info instead
    std::optional<X509CertificateInfo> info;
    bool operator==(const X509Certificate &) const = default;
};

struct X509Pair
{
    std::optional<X509Certificate> primary, secondary;
    bool operator==(const X509Pair &) const = default;
};

struct X509Attestation
{
    std::optional<X509Pair> clientCertificates;  ///< individual
    std::optional<X509Pair> signingCertificates; ///< group
    QString caPrimary, caSecondary;              ///< names of verified CA certificates
    bool operator==(const X509Attestation &) const = default;
};

struct Attestation
{
    AttestationType type = AttestationType::None;
    std::optional<TpmAttestation> tpm;
    std::optional<X509Attestation> x509;
    std::optional<SymmetricKeys> symmetricKey; ///< absent in answers of get and query
    bool operator==(const Attestation &) const = default;
};

/// The initial configuration that the provisioning service keeps: "stays untouched" (concepts, Device state data).
struct InitialTwin
{
    QJsonObject tags;
    QJsonObject desired;
    bool operator==(const InitialTwin &) const = default;
};

struct CustomAllocation
{
    QString webhookUrl;
    QString apiVersion;
    bool operator==(const CustomAllocation &) const = default;
};

/// IndividualEnrollment or EnrollmentGroup of the service API, 2021-10-01, every field. Absent members stay absent.
struct Enrollment
{
    EnrollmentKind kind = EnrollmentKind::Individual;
    QString id;       ///< registrationId of an individual, enrollmentGroupId of a group
    QString deviceId; ///< individual only; empty = registration ID
    Attestation attestation;
    std::optional<bool> iotEdge; ///< capabilities.iotEdge
    QString iotHubHostName;      ///< older single-hub member
    std::optional<InitialTwin> initialTwin;
    QString etag;
    std::optional<ProvisioningStatus> provisioningStatus;
    ReprovisionPolicy reprovisionPolicy = ReprovisionPolicy::NotSet;
    QString createdDateTimeUtc, lastUpdatedDateTimeUtc; ///< as received, up to 7 fractional digits
    AllocationPolicy allocationPolicy = AllocationPolicy::NotSet;
    std::optional<QStringList> iotHubs; ///< absent = all linked hubs
    std::optional<CustomAllocation> customAllocation;
    std::optional<RegistrationState> registrationState; ///< read-only; only in the single GET
    QJsonObject optionalDeviceInformation;              ///< individual only
    QJsonObject unknown;                                ///< members this program does not know, kept and returned

    bool isEnabled() const
    {
        return provisioningStatus.value_or(ProvisioningStatus::Enabled) == ProvisioningStatus::Enabled;
    }
    bool operator==(const Enrollment &) const = default;
};

/// The words of the protocol ("hashed", "geoLatency", …; "" for NotSet) and back; nothing for an unknown word.
QString allocationKey(AllocationPolicy policy);
std::optional<AllocationPolicy> allocationFromKey(QStringView key);
QString attestationKey(AttestationType type);
std::optional<AttestationType> attestationFromKey(QStringView key);
QString provisioningStatusKey(ProvisioningStatus status);
std::optional<ProvisioningStatus> provisioningStatusFromKey(QStringView key);

/// Registration IDs and group IDs: 1 to 128 characters, letters, digits and -._:, first and last not special (last may
/// be '-').
bool isValidRegistrationId(QStringView id);
/// IDs are matched without case (protocol facts, section 4); this is the form to compare and to index by.
QString foldedId(QStringView id);
/// The hub's device ID for a registration: an individual's deviceId or the registration ID; for groups always the
/// latter.
QString deviceIdFor(const Enrollment &enrollment, const QString &registrationId);

} // namespace rehome::domain
