// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/CertificateCodec.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/JsonReader.h"

namespace rehome::wire {

using namespace domain;

QJsonObject certificateInfoToJson(const X509CertificateInfo &info)
{
    return {
        {QStringLiteral("subjectName"), info.subjectName},
        {QStringLiteral("sha1Thumbprint"), info.sha1Thumbprint},
        {QStringLiteral("sha256Thumbprint"), info.sha256Thumbprint},
        {QStringLiteral("issuerName"), info.issuerName},
        {QStringLiteral("notBeforeUtc"), utcTextFromMs(info.notBeforeMs)},
        {QStringLiteral("notAfterUtc"), utcTextFromMs(info.notAfterMs)},
        {QStringLiteral("serialNumber"), info.serialNumber},
        {QStringLiteral("version"), info.version},
    };
}

namespace {

X509CertificateInfo infoFrom(JsonReader reader)
{
    X509CertificateInfo info;
    info.subjectName = reader.text(QLatin1String("subjectName"));
    info.sha1Thumbprint = reader.text(QLatin1String("sha1Thumbprint"));
    info.sha256Thumbprint = reader.text(QLatin1String("sha256Thumbprint"));
    info.issuerName = reader.text(QLatin1String("issuerName"));
    info.serialNumber = reader.text(QLatin1String("serialNumber"));
    info.notBeforeMs = utcMsFromText(reader.text(QLatin1String("notBeforeUtc")));
    info.notAfterMs = utcMsFromText(reader.text(QLatin1String("notAfterUtc")));
    info.version = reader.number(QLatin1String("version")).value_or(3);
    return info;
}

std::optional<X509Certificate> certificateFrom(JsonReader &pair, QLatin1String name)
{
    const auto object = pair.object(name);
    if (!object)
        return std::nullopt;
    JsonReader reader = pair.nested(name, *object);
    X509Certificate certificate;
    certificate.certificate = reader.text(QLatin1String("certificate"));
    if (const auto info = reader.object(QLatin1String("info")))
        certificate.info = infoFrom(reader.nested(QLatin1String("info"), *info));
    return certificate;
}

QJsonObject certificateToJson(const X509Certificate &certificate)
{
    QJsonObject object;
    if (!certificate.certificate.isEmpty())
        object.insert(QStringLiteral("certificate"), certificate.certificate);
    if (certificate.info)
        object.insert(QStringLiteral("info"), certificateInfoToJson(*certificate.info));
    return object;
}

std::optional<X509Pair> pairFrom(JsonReader &x509, QLatin1String name)
{
    const auto object = x509.object(name);
    if (!object)
        return std::nullopt;
    JsonReader reader = x509.nested(name, *object);
    X509Pair pair;
    pair.primary = certificateFrom(reader, QLatin1String("primary"));
    pair.secondary = certificateFrom(reader, QLatin1String("secondary"));
    return pair;
}

QJsonObject pairToJson(const X509Pair &pair)
{
    QJsonObject object;
    if (pair.primary)
        object.insert(QStringLiteral("primary"), certificateToJson(*pair.primary));
    if (pair.secondary)
        object.insert(QStringLiteral("secondary"), certificateToJson(*pair.secondary));
    return object;
}

X509Attestation x509From(JsonReader reader)
{
    X509Attestation x509;
    x509.clientCertificates = pairFrom(reader, QLatin1String("clientCertificates"));
    x509.signingCertificates = pairFrom(reader, QLatin1String("signingCertificates"));
    if (const auto references = reader.object(QLatin1String("caReferences"))) {
        JsonReader ca = reader.nested(QLatin1String("caReferences"), *references);
        x509.caPrimary = ca.text(QLatin1String("primary"));
        x509.caSecondary = ca.text(QLatin1String("secondary"));
    }
    return x509;
}

QJsonObject x509ToJson(const X509Attestation &x509)
{
    QJsonObject object;
    if (x509.clientCertificates)
        object.insert(QStringLiteral("clientCertificates"), pairToJson(*x509.clientCertificates));
    if (x509.signingCertificates)
        object.insert(QStringLiteral("signingCertificates"), pairToJson(*x509.signingCertificates));
    QJsonObject references;
    if (!x509.caPrimary.isEmpty())
        references.insert(QStringLiteral("primary"), x509.caPrimary);
    if (!x509.caSecondary.isEmpty())
        references.insert(QStringLiteral("secondary"), x509.caSecondary);
    if (!references.isEmpty())
        object.insert(QStringLiteral("caReferences"), references);
    return object;
}

} // namespace

Result<Attestation> attestationFromJson(const QJsonObject &object)
{
    std::optional<Error> error;
    JsonReader reader(object, QStringLiteral("attestation"), error);
    Attestation attestation;
    const auto type = reader.word(QLatin1String("type"), attestationFromKey);
    if (!type)
        reader.fail(QLatin1String("type"), Expected::KnownWord);
    attestation.type = type.value_or(AttestationType::None);
    if (const auto tpm = reader.object(QLatin1String("tpm"))) {
        JsonReader nested = reader.nested(QLatin1String("tpm"), *tpm);
        TpmAttestation value;
        value.endorsementKey = nested.requiredText(QLatin1String("endorsementKey"));
        value.storageRootKey = nested.text(QLatin1String("storageRootKey"));
        attestation.tpm = value;
    }
    if (const auto x509 = reader.object(QLatin1String("x509")))
        attestation.x509 = x509From(reader.nested(QLatin1String("x509"), *x509));
    if (const auto keys = reader.object(QLatin1String("symmetricKey"))) {
        JsonReader nested = reader.nested(QLatin1String("symmetricKey"), *keys);
        SymmetricKeys value;
        value.primary = nested.text(QLatin1String("primaryKey"));
        value.secondary = nested.text(QLatin1String("secondaryKey"));
        attestation.symmetricKey = value;
    }
    if (error)
        return Failure(*error);
    return attestation;
}

QJsonObject attestationToJson(const Attestation &attestation, Keys keys)
{
    QJsonObject object{{QStringLiteral("type"), attestationKey(attestation.type)}};
    if (attestation.tpm) {
        QJsonObject tpm{{QStringLiteral("endorsementKey"), attestation.tpm->endorsementKey}};
        if (!attestation.tpm->storageRootKey.isEmpty())
            tpm.insert(QStringLiteral("storageRootKey"), attestation.tpm->storageRootKey);
        object.insert(QStringLiteral("tpm"), tpm);
    }
    if (attestation.x509)
        object.insert(QStringLiteral("x509"), x509ToJson(*attestation.x509));
    if (attestation.symmetricKey && keys == Keys::Shown) {
        QJsonObject symmetric;
        if (!attestation.symmetricKey->primary.isEmpty())
            symmetric.insert(QStringLiteral("primaryKey"), attestation.symmetricKey->primary);
        if (!attestation.symmetricKey->secondary.isEmpty())
            symmetric.insert(QStringLiteral("secondaryKey"), attestation.symmetricKey->secondary);
        object.insert(QStringLiteral("symmetricKey"), symmetric);
    }
    return object;
}

} // namespace rehome::wire
