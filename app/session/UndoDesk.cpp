// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/UndoDesk.h"

#include "app/session/SessionErrors.h"
#include "models/fleet/JsonPath.h"

#include <QCoro/QCoroFuture>
#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>

namespace rehome::session {

namespace {

const QStringList s_uses{QStringLiteral("clientCertificates"), QStringLiteral("signingCertificates")};
const QStringList s_slots{QStringLiteral("primary"), QStringLiteral("secondary")};

/// The certificate itself, from PEM, base64 of DER or base64 of PEM (protocol facts, section 2).
QByteArray derOf(const QString &text)
{
    const auto body = [](const QByteArray &pem) {
        const QByteArray begin = QByteArrayLiteral("-----BEGIN CERTIFICATE-----");
        const qsizetype from = pem.indexOf(begin), to = pem.indexOf("-----END CERTIFICATE-----");
        return from < 0 || to < from ? QByteArray()
                                     : QByteArray::fromBase64(pem.mid(from + begin.size(), to - from - begin.size()));
    };
    const QByteArray plain = text.toLatin1();
    if (plain.contains("-----BEGIN"))
        return body(plain);
    const QByteArray decoded = QByteArray::fromBase64(plain);
    return decoded.startsWith("-----BEGIN") ? body(decoded) : decoded;
}

bool isCertificateOf(const QString &sent, const QJsonObject &info)
{
    const QByteArray der = derOf(sent);
    const auto matches = [&](const char *member, QCryptographicHash::Algorithm algorithm) {
        QString told = info.value(QLatin1String(member)).toString();
        told.remove(QLatin1Char(':'));
        return !told.isEmpty() && told.compare(QString::fromLatin1(QCryptographicHash::hash(der, algorithm).toHex()),
                                               Qt::CaseInsensitive) == 0;
    };
    return !der.isEmpty() && (matches("sha256Thumbprint", QCryptographicHash::Sha256) ||
                              matches("sha1Thumbprint", QCryptographicHash::Sha1));
}

/// "x509" of the version before the change, as the service told it.
QJsonObject toldX509(const fleet::AppliedChange &change)
{
    for (const auto &field : change.fields) {
        if (field.path.isEmpty())
            return fleet::valueAt(field.before.toObject(), QStringLiteral("attestation.x509")).toObject();
        if (field.path == QLatin1String("attestation"))
            return field.before.toObject().value(QLatin1String("x509")).toObject();
    }
    return {};
}

} // namespace

std::optional<QJsonObject> sameCertificates(const QJsonObject &told, const QJsonObject &sent)
{
    QJsonObject known;
    for (const QString &use : s_uses) {
        QJsonObject certificates;
        for (const QString &slot : s_slots) {
            const QJsonObject one = told.value(use).toObject().value(slot).toObject();
            if (one.isEmpty())
                continue;
            const QJsonValue text =
                fleet::valueAt(sent, use + QLatin1Char('.') + slot + QStringLiteral(".certificate"));
            if (!isCertificateOf(text.toString(), one.value(QLatin1String("info")).toObject()))
                return std::nullopt;
            certificates.insert(slot, QJsonObject{{QStringLiteral("certificate"), text}});
        }
        if (!certificates.isEmpty())
            known.insert(use, certificates);
    }
    return known.isEmpty() ? std::optional<QJsonObject>() : known;
}

QCoro::Task<Result<QList<fleet::AppliedChange>>> UndoDesk::changes(ChangeQuery query)
{
    const Core::Busy busy(m_core);
    auto reading = m_core.readChanges(std::move(query));
    const Result<QList<JournalChange>> found = co_await reading;
    if (!found)
        co_return Result<QList<fleet::AppliedChange>>(Failure(found.error()));
    QList<fleet::AppliedChange> list;
    for (const JournalChange &one : *found)
        list.append(one.change);
    co_return Result<QList<fleet::AppliedChange>>(list);
}

QCoro::Task<Result<QList<UndoCandidate>>> UndoDesk::candidates(ChangeQuery query)
{
    const Core::Busy busy(m_core);
    auto reading = m_core.readChanges(std::move(query));
    const Result<QList<JournalChange>> found = co_await reading;
    if (!found)
        co_return Result<QList<UndoCandidate>>(Failure(found.error()));
    QList<UndoCandidate> list;
    for (const JournalChange &one : *found) {
        UndoCandidate candidate{one.change, {}, {}};
        if (!one.sealedKeys.isEmpty() && m_core.vault) {
            auto keys = m_core.vault->unseal(one.change.kind, one.change.id, one.sealedKeys);
            if (keys)
                candidate.memory.keys = *std::move(keys);
            else
                candidate.keysLost = keys.error().message;
        }
        if (one.sentX509)
            candidate.memory.x509 = sameCertificates(toldX509(one.change), *one.sentX509);
        list.append(std::move(candidate));
    }
    co_return Result<QList<UndoCandidate>>(list);
}

QCoro::Task<Result<fleet::PastPage>> UndoDesk::past(fleet::PastQuery query)
{
    const Core::Busy busy(m_core);
    auto reading = m_core.readPast(std::move(query));
    co_return co_await reading;
}

} // namespace rehome::session
