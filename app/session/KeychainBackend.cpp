// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SecretBackend.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <qt6keychain/keychain.h>

namespace rehome::session {

namespace {

const QString serviceName = QStringLiteral("Rehome");

Error keychainError(const QKeychain::Job &job)
{
    Error error;
    error.kind = ErrorKind::Storage;
    if (job.error() == QKeychain::EntryNotFound) {
        error.kind = ErrorKind::NotFound;
        error.message = QCoreApplication::translate(
            "Session", "The keychain has no key for this connection. Paste its connection string again.");
    } else if (job.error() == QKeychain::NoBackendAvailable) {
        error.message = QCoreApplication::translate(
            "Session", "This computer has no keychain. The key is kept in memory until Rehome closes.");
    } else if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser) {
        error.message = QCoreApplication::translate("Session", "The keychain refused access. Unlock it and try again.");
    } else {
        error.message =
            QCoreApplication::translate("Session", "The keychain did not do its work. Unlock it and try again.");
    }
    error.detail = job.errorString();
    error.retryHelps = error.kind != ErrorKind::NotFound;
    return error;
}

template <class Job>
Job *newJob(const QString &key)
{
    auto *job = new Job(serviceName);
    job->setKey(key);
    job->setInsecureFallback(false);
    return job; // deletes itself after finished()
}

} // namespace

bool KeychainBackend::isAvailable() const
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    // Secret Service and KWallet are reached over the session bus; QtKeychain 0.13 has no question of its own for it.
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR", QStringLiteral("/nowhere")) +
                             QStringLiteral("/bus"));
#else
    return true;
#endif
}

void KeychainBackend::write(const QString &key, const QString &secret, Done done)
{
    auto *job = newJob<QKeychain::WritePasswordJob>(key);
    job->setTextData(secret);
    QObject::connect(job, &QKeychain::Job::finished, job, [done = std::move(done)](QKeychain::Job *finished) {
        if (finished->error() != QKeychain::NoError)
            done(Failure(keychainError(*finished)));
        else
            done({});
    });
    job->start();
}

void KeychainBackend::read(const QString &key, Text done)
{
    auto *job = newJob<QKeychain::ReadPasswordJob>(key);
    QObject::connect(job, &QKeychain::Job::finished, job, [done = std::move(done)](QKeychain::Job *finished) {
        if (finished->error() != QKeychain::NoError)
            done(Failure(keychainError(*finished)));
        else
            done(static_cast<QKeychain::ReadPasswordJob *>(finished)->textData());
    });
    job->start();
}

void KeychainBackend::remove(const QString &key, Done done)
{
    auto *job = newJob<QKeychain::DeletePasswordJob>(key);
    QObject::connect(job, &QKeychain::Job::finished, job, [done = std::move(done)](QKeychain::Job *finished) {
        if (finished->error() != QKeychain::NoError && finished->error() != QKeychain::EntryNotFound)
            done(Failure(keychainError(*finished)));
        else
            done({});
    });
    job->start();
}

} // namespace rehome::session
