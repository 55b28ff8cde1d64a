// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/ConnectionProfile.h"
#include "models/domain/Error.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

namespace rehome::session {

enum class KeepSecret { InKeychain, ThisRunOnly };

/// Saved connections: profiles in a JSON file (0600, atomic), secrets in the OS keychain through QtKeychain without fallback, or
/// in memory for this run. GUI thread; keychain calls are asynchronous.
class ProfileStore : public QObject
{
    Q_OBJECT
public:
    explicit ProfileStore(const QString &filePath, QObject *parent = nullptr);

    /// A damaged file is set aside (renamed), told by problem(), and the list starts empty: nothing is overwritten.
    void load();
    QList<ConnectionProfile> profiles() const { return m_profiles; }
    static bool keychainAvailable();

    QFuture<Result<void>> save(ConnectionProfile profile, ConnectionSecret secret, KeepSecret keep);
    /// Settings of a saved profile without touching its secret.
    Result<void> update(const ConnectionProfile &profile);
    /// Error NotFound when the secret is nowhere: the person has to paste the connection string again.
    QFuture<Result<ConnectionSecret>> secret(QString profileId);
    QFuture<Result<void>> remove(QString profileId);

    /// Parses what a person pasted: a service connection string → profile (new id, read-only, name from the host) and secret.
    static Result<std::pair<ConnectionProfile, ConnectionSecret>> fromConnectionStrings(
        const QString &service, const QStringList &hubs, const QString &caCertificatePath);

Q_SIGNALS:
    void changed();
    void problem(rehome::Error error);

private:
    Result<void> write();
    QString m_filePath;
    QList<ConnectionProfile> m_profiles;
    QHash<QString, ConnectionSecret> m_thisRun;
};

} // namespace rehome::session
