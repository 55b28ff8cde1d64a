// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/AttestationFacts.h"

#include "app/local/Auth.h"
#include "app/local/TpmChallenge.h"
#include "models/wire/DeviceCodec.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

const QString symmetricWord = QStringLiteral("symmetricKey"), x509Word = QStringLiteral("x509"),
              tpmWord = QStringLiteral("tpm");

/// As long as the digest that it signs with: every TPM takes that.
QString newHubKey()
{
    QByteArray bytes(32, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return QString::fromLatin1(bytes.toBase64());
}

QString thumbprintOf(const std::optional<domain::X509Certificate> &certificate)
{
    return certificate && certificate->info ? certificate->info->sha1Thumbprint : QString();
}

} // namespace

QByteArray storedAttestation(const QJsonObject &facts)
{
    if (facts.isEmpty() || facts.contains(symmetricWord))
        return {};
    return QJsonDocument(facts).toJson(QJsonDocument::Compact);
}

QJsonObject attestationFacts(const RecordRow &record)
{
    if (record.attestation.isEmpty())
        return {{symmetricWord, QJsonObject()}};
    return QJsonDocument::fromJson(record.attestation).object();
}

QByteArray registrationResult(const ServiceState &state, const RecordRow &record)
{
    QString group;
    if (!record.group.isEmpty()) {
        const auto entry = state.enrollment(EnrollmentKind::Group, record.group);
        group = entry ? entry->id : QString::fromUtf8(record.group);
    }
    if (record.attestation.isEmpty())
        return wire::registrationResultText(publicState(record), group);
    QJsonObject result = wire::registrationResultToJson(publicState(record), QString());
    const QJsonObject facts = attestationFacts(record);
    if (facts.contains(x509Word)) {
        QJsonObject x509 = facts.value(x509Word).toObject();
        if (!group.isEmpty())
            x509.insert(QStringLiteral("enrollmentGroupId"), group);
        result.insert(x509Word, x509);
    }
    if (facts.contains(tpmWord) && record.status == domain::RegistrationStatus::Assigned)
        result.insert(tpmWord, QJsonObject{{QStringLiteral("authenticationKey"),
                                            wrappedHubKey(state, record, facts.value(tpmWord).toObject())}});
    return QJsonDocument(result).toJson(QJsonDocument::Compact);
}

HubCredentials hubCredentials(const EnrollmentEntry &entry, EnrollmentKind kind, const RecordRow &record)
{
    const QJsonObject facts = attestationFacts(record);
    if (facts.contains(tpmWord)) // known to the hub and, wrapped, to the TPM
        return {newHubKey(), newHubKey()};
    if (!facts.contains(x509Word))
        return deviceKeys(entry, kind, record.id);
    HubCredentials credentials;
    if (kind == EnrollmentKind::Individual) {
        const auto enrollment = wire::enrollmentFromJson(QJsonDocument::fromJson(entry.json).object(), kind);
        if (enrollment && enrollment->attestation.x509 && enrollment->attestation.x509->clientCertificates) {
            credentials.primaryThumbprint = thumbprintOf(enrollment->attestation.x509->clientCertificates->primary);
            credentials.secondaryThumbprint = thumbprintOf(enrollment->attestation.x509->clientCertificates->secondary);
            return credentials;
        }
    }
    // A hub knows nothing of a group's authority: it is told the leaf's thumbprint.
    credentials.primaryThumbprint = facts.value(x509Word)
                                        .toObject()
                                        .value(QLatin1String("certificateInfo"))
                                        .toObject()
                                        .value(QLatin1String("sha1Thumbprint"))
                                        .toString();
    return credentials;
}

bool renewCredentials(wire::HubDevice &identity, const HubCredentials &credentials)
{
    if (credentials.primaryThumbprint == identity.primaryThumbprint &&
        credentials.secondaryThumbprint == identity.secondaryThumbprint)
        return false;
    identity.primaryThumbprint = credentials.primaryThumbprint;
    identity.secondaryThumbprint = credentials.secondaryThumbprint;
    identity.primaryKey = credentials.keys.primary;
    identity.secondaryKey = credentials.keys.secondary;
    identity.authentication = authenticationBy(credentials);
    return true;
}

} // namespace rehome::local
