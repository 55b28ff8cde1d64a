// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/TpmChallenge.h"

#include "app/local/HubDevices.h"
#include "app/local/TpmKeys.h"
#include "models/domain/Quota.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/Sas.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QMessageAuthenticationCode>
#include <openssl/crypto.h>

namespace rehome::local {

using domain::EnrollmentKind;

namespace {

const QString tpmWord = QStringLiteral("tpm"), endorsementWord = QStringLiteral("endorsementKey"),
              storageWord = QStringLiteral("storageRootKey");

QByteArray decoded(const QString &base64)
{
    const auto bytes = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? *bytes : QByteArray();
}

QJsonObject tpmOf(const QByteArray &body)
{
    if (body.trimmed().isEmpty() || body.size() > domain::QuotaDefaults::messageBytes)
        return {};
    const auto document = wire::parseDocument(body);
    return document ? document->value(tpmWord).toObject() : QJsonObject();
}

DeviceRefusal refusal(int status, int errorCode, const QString &message)
{
    DeviceRefusal out;
    out.status = status;
    out.errorCode = errorCode;
    out.message = message;
    return out;
}

bool same(const QByteArray &a, const QByteArray &b)
{
    return !a.isEmpty() && a.size() == b.size() &&
           CRYPTO_memcmp(a.constData(), b.constData(), static_cast<size_t>(a.size())) == 0;
}

qint64 periodNow()
{
    return QDateTime::currentSecsSinceEpoch() / TpmChallenge::keySeconds;
}

} // namespace

QByteArray TpmChallenge::keyFor(const QByteArray &device, const QByteArray &endorsementKey, qint64 period) const
{
    const QByteArray message = QByteArrayLiteral("tpm registration key\n") + device + '\n' +
                               QCryptographicHash::hash(endorsementKey, QCryptographicHash::Sha256).toHex() + '\n' +
                               QByteArray::number(period);
    return QMessageAuthenticationCode::hash(message, QByteArray::fromBase64(m_state.config.primaryKey.toLatin1()),
                                            QCryptographicHash::Sha256);
}

std::optional<DeviceRefusal> TpmChallenge::answer(const DeviceCall &call) const
{
    const QJsonObject sent = tpmOf(call.body);
    if (sent.isEmpty())
        return std::nullopt;
    const QByteArray key = foldedKey(call.registrationId);
    const auto enrollment = m_state.enrollment(EnrollmentKind::Individual, key);
    if (!enrollment)
        return refusal(404, wire::codes::enrollmentNotFound, QStringLiteral("Enrollment not found."));
    const QByteArray endorsement = decoded(sent.value(endorsementWord).toString());
    if (!enrollment->attestation.tpm || !same(endorsement, decoded(enrollment->attestation.tpm->endorsementKey)))
        return DeviceRefusal();
    const auto bad = [](const QString &member) {
        return refusal(400, wire::codes::badRequest,
                       QStringLiteral("tpm.%1: base64 of an RSA TPM2B_PUBLIC with AES-CFB is needed.").arg(member));
    };
    const auto endorsementKey = tpmPublicKey(endorsement);
    if (!endorsementKey)
        return bad(endorsementWord);
    const auto storageKey = tpmPublicKey(decoded(sent.value(storageWord).toString()));
    if (!storageKey)
        return bad(storageWord);
    const QString resource = call.idScope + QStringLiteral("/registrations/") + call.registrationId;
    const auto blob =
        wrappedForTpm(keyFor(key, endorsement, periodNow()), resource.toUtf8(), *endorsementKey, *storageKey);
    if (!blob)
        return refusal(500, wire::codes::internalError, QStringLiteral("The key could not be wrapped."));
    DeviceRefusal challenge;
    challenge.challenge =
        QJsonObject{{QStringLiteral("message"), QStringLiteral("Sign with the authenticationKey and ask again.")},
                    {QStringLiteral("authenticationKey"), QString::fromLatin1(blob->toBase64())},
                    {QStringLiteral("keyName"), QStringLiteral("registration")}};
    return challenge;
}

tl::expected<MatchedEnrollment, DeviceRefusal> TpmChallenge::match(const DeviceCall &call, const wire::SasToken &token,
                                                                   const domain::Enrollment &enrollment) const
{
    const QByteArray key = foldedKey(call.registrationId);
    const QByteArray endorsement =
        enrollment.attestation.tpm ? decoded(enrollment.attestation.tpm->endorsementKey) : QByteArray();
    if (call.transport == DeviceCall::Transport::Mqtt || endorsement.isEmpty())
        return tl::unexpected(DeviceRefusal());
    const auto signedIn = [&](qint64 period) {
        return wire::sasSignatureMatches(token, QString::fromLatin1(keyFor(key, endorsement, period).toBase64()));
    };
    const qint64 period = periodNow();
    const bool now = signedIn(period), before = signedIn(period - 1);
    if (!now && !before)
        return tl::unexpected(DeviceRefusal());
    // The storage root key is not checked (protocol facts, section 4), but the hub key is wrapped for it.
    QJsonObject facts{{endorsementWord, enrollment.attestation.tpm->endorsementKey}};
    const QString storageRoot = tpmOf(call.body).value(storageWord).toString();
    facts.insert(storageWord, storageRoot.isEmpty() ? enrollment.attestation.tpm->storageRootKey : storageRoot);
    return MatchedEnrollment{EnrollmentKind::Individual, key, QJsonObject{{tpmWord, facts}}};
}

QString wrappedHubKey(const ServiceState &state, const RecordRow &record, const QJsonObject &tpmFacts)
{
    const HubEntry *device = state.device(record.hub, record.deviceId);
    const auto identity = device ? identityOf(device->identity) : std::nullopt;
    const auto endorsement = tpmPublicKey(decoded(tpmFacts.value(endorsementWord).toString()));
    const auto storageRoot = tpmPublicKey(decoded(tpmFacts.value(storageWord).toString()));
    if (!identity || identity->primaryKey.isEmpty() || !endorsement || !storageRoot)
        return {};
    const QString resource = record.hub + QStringLiteral("/devices/") + record.deviceId;
    const auto blob = wrappedForTpm(decoded(identity->primaryKey), resource.toUtf8(), *endorsement, *storageRoot);
    return blob ? QString::fromLatin1(blob->toBase64()) : QString();
}

} // namespace rehome::local
