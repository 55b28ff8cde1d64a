// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/EnrollmentEditor.h"

#include "app/local/EnrollmentBody.h"
#include "app/local/EnrollmentCertificates.h"
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

EditRefusal bad(const QString &why)
{
    return {400, codes::badRequest, why};
}

tl::unexpected<EditRefusal> refused(EditRefusal refusal)
{
    return tl::unexpected<EditRefusal>(std::move(refusal));
}

EditRefusal staleTag()
{
    return {412, codes::preconditionFailed, QStringLiteral("Precondition failed.")};
}

HttpReply replyOf(const EditRefusal &refusal)
{
    return dpsError(refusal.status, refusal.errorCode, refusal.message);
}

QJsonObject storedObject(const EnrollmentEntry &entry)
{
    return QJsonDocument::fromJson(entry.json).object();
}

/// What the service asks beyond the shapes; empty when all is well.
QString objection(const domain::Enrollment &enrollment, const ServiceConfig &config)
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
    // "Must be a subset of tenant level list of IoT hubs" (specification). How many a policy needs shows when a device
    // registers: no source has the service refuse that here.
    for (const QString &hub : enrollment.iotHubs.value_or(QStringList()))
        if (!config.hubByHostName(hub))
            return QStringLiteral("iotHubs: %1 is not linked to this service.").arg(hub.left(128));
    return {};
}

} // namespace

QJsonObject EnrollmentEditor::attestationWithKeys(const EnrollmentEntry &entry) const
{
    QJsonObject attestation = storedObject(entry).value(QLatin1String("attestation")).toObject();
    if (entry.hasSymmetricKeys()) {
        QJsonObject keys = attestation.value(QLatin1String("symmetricKey")).toObject();
        keys.insert(QStringLiteral("primaryKey"), QString::fromLatin1(entry.primary));
        keys.insert(QStringLiteral("secondaryKey"), QString::fromLatin1(entry.secondary));
        attestation.insert(QStringLiteral("symmetricKey"), keys);
    }
    return attestation;
}

bool EnrollmentEditor::exists(EnrollmentKind kind, const QString &id) const
{
    return m_core.state.entry(kind, foldedKey(id)) != nullptr;
}

HttpReply EnrollmentEditor::put(EnrollmentKind kind, const QString &id, const QByteArray &body,
                                const std::optional<QString> &ifMatch, WriteBatch &batch)
{
    const auto document = wire::parseDocument(body);
    if (!document)
        return replyOf(bad(document.error().message + QLatin1Char(' ') + document.error().detail));
    auto edited = edit(kind, id, *document, ifMatch, batch);
    return edited ? bytesReply(200, std::move(*edited)) : replyOf(edited.error());
}

std::optional<EditRefusal> EnrollmentEditor::quotaRefusal(const domain::Enrollment &enrollment,
                                                          const QByteArray &key) const
{
    const ServiceLimits &limits = m_core.limits();
    const ServiceState &state = m_core.state;
    const EnrollmentEntry *existing = state.entry(enrollment.kind, key);
    if (enrollment.kind == EnrollmentKind::Individual) {
        if (existing || std::cmp_less(state.entries(enrollment.kind).size(), limits.individualEnrollments))
            return std::nullopt;
        return bad(QStringLiteral("At most %1 individual enrollments.").arg(limits.individualEnrollments));
    }
    // Groups are counted by how they attest: 100 of each (protocol facts, section 7).
    const bool symmetric = enrollment.attestation.type == AttestationType::SymmetricKey;
    if (existing && existing->hasSymmetricKeys() == symmetric)
        return std::nullopt;
    const int symmetricOnes = state.symmetricGroups();
    const int used =
        symmetric ? symmetricOnes : static_cast<int>(state.entries(enrollment.kind).size()) - symmetricOnes;
    const int limit = symmetric ? limits.symmetricKeyGroups : limits.x509Groups;
    if (used < limit)
        return std::nullopt;
    return bad(QStringLiteral("At most %1 enrollment groups attest by %2.")
                   .arg(limit)
                   .arg(symmetric ? QStringLiteral("symmetric key") : QStringLiteral("X.509")));
}

tl::expected<QByteArray, EditRefusal> EnrollmentEditor::edit(EnrollmentKind kind, const QString &id,
                                                             const QJsonObject &document,
                                                             const std::optional<QString> &ifMatch, WriteBatch &batch)
{
    if (!domain::isValidRegistrationId(id))
        return refused(bad(QStringLiteral("The ID is not valid: 1 to 128 letters, digits and -._: are.")));
    const auto enrollment = wire::enrollmentFromJson(document, kind);
    if (!enrollment)
        return refused(bad(enrollment.error().message + QLatin1Char(' ') + enrollment.error().detail));
    const QByteArray key = foldedKey(id);
    if (foldedKey(enrollment->id) != key)
        return refused(bad(QStringLiteral("%1: differs from the ID in the path.").arg(wire::idMember(kind))));
    if (const QString why = objection(*enrollment, m_core.state.config); !why.isEmpty())
        return refused(bad(why));

    const EnrollmentEntry *existing = m_core.state.entry(kind, key);
    const QJsonObject before = existing ? storedObject(*existing) : QJsonObject();
    if (existing && !ifMatch)
        return refused(
            {409, codes::alreadyExists, QStringLiteral("The enrollment exists. Send If-Match to change it.")});
    if (ifMatch && (!existing || !wire::etagMatches(*ifMatch, before.value(QLatin1String("etag")).toString())))
        return refused(staleTag());
    if (auto refusal = quotaRefusal(*enrollment, key))
        return refused(std::move(*refusal));

    const bool symmetric = enrollment->attestation.type == AttestationType::SymmetricKey;
    EnrollmentRow row;
    row.kind = kind;
    row.key = key;
    bool generated = false;
    if (symmetric) {
        const auto sent = enrollment->attestation.symmetricKey.value_or(domain::SymmetricKeys{});
        const auto chosen = [&](const QString &given, const QByteArray &kept) {
            if (!given.isEmpty())
                return given.toLatin1();
            if (existing && existing->hasSymmetricKeys() && !kept.isEmpty() && !m_core.regenerateOmittedKeys)
                return kept;
            generated = true;
            return wire::generatedKey().toLatin1();
        };
        row.primary = chosen(sent.primary, existing ? existing->primary : QByteArray());
        row.secondary = chosen(sent.secondary, existing ? existing->secondary : QByteArray());
    }

    const qint64 now = m_atMs.value_or(QDateTime::currentMSecsSinceEpoch());
    QJsonObject object = storedBody(document);
    if (enrollment->attestation.type == AttestationType::X509) {
        QJsonObject attestation = object.value(QLatin1String("attestation")).toObject();
        EnrollmentRow stored;
        if (existing) {
            stored.primary = existing->primary;
            stored.secondary = existing->secondary;
        }
        if (const QString why = completeCertificates(attestation, before, stored, row); !why.isEmpty())
            return refused(bad(why));
        object.insert(QStringLiteral("attestation"), attestation);
    }
    object.insert(QStringLiteral("etag"), QLatin1Char('"') + newEtag() + QLatin1Char('"'));
    object.insert(QStringLiteral("createdDateTimeUtc"), existing ? before.value(QLatin1String("createdDateTimeUtc"))
                                                                 : QJsonValue(domain::utcTextFromMs(now)));
    object.insert(QStringLiteral("lastUpdatedDateTimeUtc"), domain::utcTextFromMs(now));
    if (existing) // the spelling of the ID is that of its creation
        object.insert(wire::idMember(kind), before.value(wire::idMember(kind)));
    row.json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    m_core.state.put(row, batch);

    if (generated) {
        object.insert(QStringLiteral("attestation"), attestationWithKeys(*m_core.state.entry(kind, key)));
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    return row.json;
}

HttpReply EnrollmentEditor::remove(EnrollmentKind kind, const QString &id, const std::optional<QString> &ifMatch,
                                   WriteBatch &batch)
{
    const auto refusal = drop(kind, id, ifMatch, batch);
    return refusal ? replyOf(*refusal) : emptyReply(204);
}

std::optional<EditRefusal> EnrollmentEditor::drop(EnrollmentKind kind, const QString &id,
                                                  const std::optional<QString> &ifMatch, WriteBatch &batch)
{
    const QByteArray key = foldedKey(id);
    const EnrollmentEntry *existing = m_core.state.entry(kind, key);
    if (!existing)
        return EditRefusal{404, codes::enrollmentNotFound, QStringLiteral("Enrollment not found.")};
    if (ifMatch && !wire::etagMatches(*ifMatch, storedObject(*existing).value(QLatin1String("etag")).toString()))
        return staleTag();
    m_core.state.drop(kind, key, batch);
    return std::nullopt;
}

} // namespace rehome::local
