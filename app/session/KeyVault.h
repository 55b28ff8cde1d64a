// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/azure/KeySeal.h"
#include "app/session/SecretBackend.h"
#include "models/domain/Enrollment.h"

#include <QtCore/QJsonObject>
#include <memory>

namespace rehome::session {

/// Symmetric keys of enrollments as the journal keeps them: sealed under a random key of the connection that is in the
/// keychain of the operating system and nowhere else. Without a keychain there is no vault, and undo restores no keys.
/// Value; any thread.
class KeyVault
{
public:
    using Opened = std::function<void(Result<KeyVault>)>;
    /// Entry of the keychain; it goes with the connection.
    static QString entryName(const QString &profileId);
    /// Reads the connection's key, or makes one. GUI thread, where `opened` is called later. An entry that is no key is
    /// left as it is, and told as an Error of kind Storage.
    static void open(const std::shared_ptr<SecretBackend> &backend, const QString &profileId, Opened opened);

    /// `keys`: {"primaryKey":…,"secondaryKey":…}. They open for the same enrollment only, whatever the case of its ID.
    Result<QByteArray> seal(domain::EnrollmentKind kind, const QString &id, const QJsonObject &keys) const;
    /// Storage when they were sealed for another enrollment, with another key, or are damaged.
    Result<QJsonObject> unseal(domain::EnrollmentKind kind, const QString &id, const QByteArray &sealed) const;

private:
    explicit KeyVault(azure::KeySeal seal)
        : m_seal(std::move(seal))
    {
    }
    static Result<KeyVault> fromText(const QString &text);

    azure::KeySeal m_seal;
};

} // namespace rehome::session
