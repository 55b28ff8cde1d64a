// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "app/session/SecretBackend.h"
#include "models/domain/Error.h"

#include <QtCore/QFuture>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <memory>

namespace rehome::session {

enum class KeepSecret
{
    InKeychain,
    ThisRunOnly
};

/// Saved connections: profiles in a JSON file (0600, atomic), secrets in the OS keychain through QtKeychain without
/// fallback, or in memory for this run. GUI thread; keychain calls are asynchronous.
class ProfileStore : public QObject
{
    Q_OBJECT
public:
    explicit ProfileStore(const QString &filePath, QObject *parent = nullptr);
    /// With another place for secrets, for tests.
    ProfileStore(const QString &filePath, std::shared_ptr<SecretBackend> backend, QObject *parent = nullptr);
    ~ProfileStore() override;

    /// A damaged file is set aside (renamed), told by problem(), and the list starts empty: nothing is overwritten.
    void load();
    QList<ConnectionProfile> profiles() const { return m_profiles; }
    static bool keychainAvailable();

    /// Without a keychain the profile is saved, the secret is kept for this run, and the result is an Error of kind
    /// Storage that says so. The demo's profile is refused with BadInput.
    QFuture<Result<void>> save(ConnectionProfile profile, ConnectionSecret secret, KeepSecret keep);
    /// Settings of a saved profile without touching its secret.
    Result<void> update(const ConnectionProfile &profile);
    /// Error NotFound when the secret is nowhere: the person has to paste the connection string again.
    QFuture<Result<ConnectionSecret>> secret(QString profileId);
    QFuture<Result<void>> remove(QString profileId);

    /// Parses what a person pasted: a service connection string → profile (new id, read-only, name from the host) and
    /// secret.
    static Result<std::pair<ConnectionProfile, ConnectionSecret>>
    fromConnectionStrings(const QString &service, const QStringList &hubs, const QString &caCertificatePath);

Q_SIGNALS:
    void changed();
    void problem(rehome::Error error);

private:
    Result<void> write();
    void insertOrReplace(const ConnectionProfile &profile);
    QString m_filePath;
    std::shared_ptr<SecretBackend> m_backend;
    QList<ConnectionProfile> m_profiles;
    QHash<QString, ConnectionSecret> m_thisRun;
};

} // namespace rehome::session
