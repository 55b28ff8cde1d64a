// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/KeyVault.h"

#include "app/azure/Wipe.h"
#include "app/session/SessionErrors.h"
#include "models/wire/EnrollmentCodec.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

namespace rehome::session {

namespace {

QByteArray contextOf(domain::EnrollmentKind kind, const QString &id)
{
    return QByteArray(wire::idMember(kind).latin1()) + '/' + domain::foldedId(id).toUtf8();
}

} // namespace

QString KeyVault::entryName(const QString &profileId)
{
    return profileId + QStringLiteral("/undo");
}

Result<KeyVault> KeyVault::fromText(const QString &text)
{
    const auto key = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    auto seal = key ? azure::KeySeal::of(*key) : azure::KeySeal::of({});
    if (seal)
        return KeyVault(*std::move(seal));
    return Failure(makeError(
        ErrorKind::Storage,
        QCoreApplication::translate(
            "Session", "The keychain's entry for undo is no key. Keys of enrollments are not kept for undo.")));
}

void KeyVault::open(const std::shared_ptr<SecretBackend> &backend, const QString &profileId, Opened opened)
{
    if (!backend || !backend->isAvailable()) {
        opened(Failure(
            makeError(ErrorKind::Storage,
                      QCoreApplication::translate(
                          "Session", "This computer has no keychain. Keys of enrollments are not kept for undo."))));
        return;
    }
    const QString entry = entryName(profileId);
    backend->read(entry, [backend, entry, opened = std::move(opened)](const Result<QString> &text) {
        if (text)
            return opened(fromText(*text));
        if (text.error().kind != ErrorKind::NotFound)
            return opened(Failure(text.error()));
        const Result<QByteArray> key = azure::KeySeal::newKey();
        if (!key)
            return opened(Failure(key.error()));
        const QString made = QString::fromLatin1(key->toBase64());
        backend->write(entry, made, [made, opened](const Result<void> &written) {
            // A key that is not kept would open nothing tomorrow.
            opened(written ? fromText(made) : Result<KeyVault>(Failure(written.error())));
        });
    });
}

Result<QByteArray> KeyVault::seal(domain::EnrollmentKind kind, const QString &id, const QJsonObject &keys) const
{
    QByteArray plain = QJsonDocument(keys).toJson(QJsonDocument::Compact);
    Result<QByteArray> sealed = m_seal.seal(plain, contextOf(kind, id));
    azure::wipe(plain);
    return sealed;
}

Result<QJsonObject> KeyVault::unseal(domain::EnrollmentKind kind, const QString &id, const QByteArray &sealed) const
{
    Result<QByteArray> plain = m_seal.open(sealed, contextOf(kind, id));
    if (!plain)
        return Failure(plain.error());
    Result<QJsonObject> keys = wire::parseDocument(*plain);
    azure::wipe(*plain);
    return keys;
}

} // namespace rehome::session
