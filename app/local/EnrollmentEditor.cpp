// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/EnrollmentEditor.h"

#include "app/local/Replies.h"
#include "models/wire/EnrollmentCodec.h"
#include "models/wire/ErrorBody.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

namespace rehome::local {

using domain::AttestationType;
using domain::EnrollmentKind;
namespace codes = wire::codes;

namespace {

HttpReply bad(const QString &why)
{
    return dpsError(400, codes::badRequest, why);
}

QJsonObject storedObject(const EnrollmentEntry &entry)
{
    return QJsonDocument::fromJson(entry.json).object();
}

/// What the service asks beyond the shapes; empty when all is well.
QString objection(const domain::Enrollment &enrollment)
{
    const domain::Attestation &attestation = enrollment.attestation;
    const bool group = enrollment.kind == EnrollmentKind::Group;
    if (attestation.type == AttestationType::None)
        return QStringLiteral("attestation.type: tpm, x509 or symmetricKey is needed.");
    if (group && attestation.type == AttestationType::Tpm)
        return QStringLiteral("attestation.type: a group attests by x509 or symmetricKey.");
    if (attestation.type == AttestationType::Tpm && !attestation.tpm)
        return QStringLiteral("attestation.tpm: missing.");
    if (attestation.type == AttestationType::X509 && !attestation.x509)
        return QStringLiteral("attestation.x509: missing.");
    if (attestation.symmetricKey) {
        const auto wrong = [](const QString &key) { return !key.isEmpty() && !wire::isValidSymmetricKey(key); };
        if (wrong(attestation.symmetricKey->primary))
            return QStringLiteral("attestation.symmetricKey.primaryKey: base64 of 16 to 64 bytes is needed.");
        if (wrong(attestation.symmetricKey->secondary))
            return QStringLiteral("attestation.symmetricKey.secondaryKey: base64 of 16 to 64 bytes is needed.");
    }
    if (enrollment.deviceId.size() > 128)
        return QStringLiteral("deviceId: at most 128 characters.");
    return {};
}

} // namespace

QLatin1String EnrollmentEditor::idMember(EnrollmentKind kind)
{
    return kind == EnrollmentKind::Individual ? QLatin1String("registrationId") : QLatin1String("enrollmentGroupId");
}

QJsonObject EnrollmentEditor::attestationWithKeys(const EnrollmentEntry &entry) const
{
    QJsonObject attestation = storedObject(entry).value(QLatin1String("attestation")).toObject();
    if (!entry.primary.isEmpty()) {
        QJsonObject keys = attestation.value(QLatin1String("symmetricKey")).toObject();
        keys.insert(QStringLiteral("primaryKey"), QString::fromLatin1(entry.primary));
        keys.insert(QStringLiteral("secondaryKey"), QString::fromLatin1(entry.secondary));
        attestation.insert(QStringLiteral("symmetricKey"), keys);
    }
    return attestation;
}

HttpReply EnrollmentEditor::put(EnrollmentKind kind, const QString &id, const QByteArray &body,
                                const std::optional<QString> &ifMatch, WriteBatch &batch)
{
    if (!domain::isValidRegistrationId(id))
        return bad(QStringLiteral("The ID in the path is not valid: 1 to 128 letters, digits and -._: are."));
    const auto document = wire::parseDocument(body);
    if (!document)
        return bad(document.error().message + QLatin1Char(' ') + document.error().detail);
    const auto enrollment = wire::enrollmentFromJson(*document, kind);
    if (!enrollment)
        return bad(enrollment.error().message + QLatin1Char(' ') + enrollment.error().detail);
    const QByteArray key = foldedKey(id);
    if (foldedKey(enrollment->id) != key)
        return bad(QStringLiteral("%1: differs from the ID in the path.").arg(idMember(kind)));
    if (const QString why = objection(*enrollment); !why.isEmpty())
        return bad(why);

    const EnrollmentEntry *existing = m_core.state.entry(kind, key);
    const QJsonObject before = existing ? storedObject(*existing) : QJsonObject();
    if (existing && !ifMatch)
        return dpsError(409, codes::alreadyExists,
                        QStringLiteral("The enrollment exists. Send If-Match to change it."));
    if (ifMatch && (!existing || !wire::etagMatches(*ifMatch, before.value(QLatin1String("etag")).toString())))
        return dpsError(412, codes::preconditionFailed, QStringLiteral("Precondition failed."));

    const bool symmetric = enrollment->attestation.type == AttestationType::SymmetricKey;
    if (!existing && kind == EnrollmentKind::Group && symmetric &&
        m_core.state.symmetricGroups() >= domain::QuotaDefaults::groupsPerAttestation)
        return bad(QStringLiteral("At most %1 enrollment groups attest by symmetric key.")
                       .arg(domain::QuotaDefaults::groupsPerAttestation));

    if (!existing && kind == EnrollmentKind::Individual &&
        m_core.state.entries(kind).size() >= domain::QuotaDefaults::individualEnrollments)
        return bad(QStringLiteral("The service holds 1,000,000 individual enrollments already."));

    EnrollmentRow row;
    row.kind = kind;
    row.key = key;
    bool generated = false;
    if (symmetric) {
        const auto sent = enrollment->attestation.symmetricKey.value_or(domain::SymmetricKeys{});
        const auto chosen = [&](const QString &given, const QByteArray &kept) {
            if (!given.isEmpty())
                return given.toLatin1();
            if (!kept.isEmpty() && !m_core.regenerateOmittedKeys)
                return kept;
            generated = true;
            return wire::generatedKey().toLatin1();
        };
        row.primary = chosen(sent.primary, existing ? existing->primary : QByteArray());
        row.secondary = chosen(sent.secondary, existing ? existing->secondary : QByteArray());
    }

    const qint64 now = m_atMs.value_or(QDateTime::currentMSecsSinceEpoch());
    QJsonObject object = *document;
    object.remove(QStringLiteral("registrationState"));
    QJsonObject attestation = object.value(QLatin1String("attestation")).toObject();
    attestation.remove(QStringLiteral("symmetricKey")); // keys are told by attestationmechanism alone
    object.insert(QStringLiteral("attestation"), attestation);
    object.insert(QStringLiteral("etag"), QLatin1Char('"') + newEtag() + QLatin1Char('"'));
    object.insert(QStringLiteral("createdDateTimeUtc"), existing ? before.value(QLatin1String("createdDateTimeUtc"))
                                                                 : QJsonValue(domain::utcTextFromMs(now)));
    object.insert(QStringLiteral("lastUpdatedDateTimeUtc"), domain::utcTextFromMs(now));
    if (existing) // the spelling of the ID is that of its creation
        object.insert(idMember(kind), before.value(idMember(kind)));
    row.json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    m_core.state.put(row, batch);

    if (generated) {
        object.insert(QStringLiteral("attestation"), attestationWithKeys(*m_core.state.entry(kind, key)));
        return jsonReply(200, object);
    }
    return bytesReply(200, row.json);
}

HttpReply EnrollmentEditor::remove(EnrollmentKind kind, const QString &id, const std::optional<QString> &ifMatch,
                                   WriteBatch &batch)
{
    const QByteArray key = foldedKey(id);
    const EnrollmentEntry *existing = m_core.state.entry(kind, key);
    if (!existing)
        return dpsError(404, codes::enrollmentNotFound, QStringLiteral("Enrollment not found."));
    if (ifMatch && !wire::etagMatches(*ifMatch, storedObject(*existing).value(QLatin1String("etag")).toString()))
        return dpsError(412, codes::preconditionFailed, QStringLiteral("Precondition failed."));
    m_core.state.drop(kind, key, batch);
    return emptyReply(204);
}

} // namespace rehome::local
