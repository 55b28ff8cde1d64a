// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ProfileStore.h"

#include "app/session/KeyVault.h"
#include "app/session/ProfileJson.h"
#include "app/session/SessionErrors.h"
#include "models/wire/Sas.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QPointer>
#include <QtCore/QPromise>
#include <QtCore/QSaveFile>
#include <QtCore/QUuid>
#include <algorithm>

namespace rehome::session {

namespace {

constexpr int fileVersion = 1;

// One keychain entry for each connection string: a Windows credential holds 2,560 bytes, so they are not packed
// together.
QString serviceEntry(const QString &profileId)
{
    return profileId + QStringLiteral("/service");
}

QString hubEntry(const QString &profileId, const QString &hostName)
{
    return profileId + QStringLiteral("/hub/") + hostName.section(QLatin1Char(':'), 0, 0).toLower();
}

QList<QPair<QString, QString>> entriesOf(const QString &profileId, const ConnectionSecret &secret)
{
    QList<QPair<QString, QString>> entries{{serviceEntry(profileId), secret.serviceConnectionString}};
    for (const auto &text : secret.hubConnectionStrings)
        if (const auto parsed = wire::parseConnectionString(text))
            entries.append({hubEntry(profileId, parsed->hostName), text});
    return entries;
}

QStringList entryNamesOf(const ConnectionProfile &profile)
{
    QStringList names{serviceEntry(profile.id)};
    for (const auto &hub : profile.hubs)
        if (hub.hasCredentials)
            names.append(hubEntry(profile.id, hub.hostName));
    return names;
}

using DonePromise = std::shared_ptr<QPromise<Result<void>>>;
using SecretPromise = std::shared_ptr<QPromise<Result<ConnectionSecret>>>;

template <class T>
QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

void writeAll(std::shared_ptr<SecretBackend> backend, QList<QPair<QString, QString>> entries, DonePromise promise)
{
    if (entries.isEmpty()) {
        promise->addResult(Result<void>{});
        promise->finish();
        return;
    }
    const auto [key, secret] = entries.takeFirst();
    backend->write(key, secret, [backend, entries, promise](Result<void> result) {
        if (result)
            return writeAll(backend, entries, promise);
        promise->addResult(std::move(result));
        promise->finish();
    });
}

void removeAll(std::shared_ptr<SecretBackend> backend, QStringList names, Result<void> soFar, DonePromise promise)
{
    if (names.isEmpty()) {
        promise->addResult(std::move(soFar));
        promise->finish();
        return;
    }
    const QString name = names.takeFirst();
    backend->remove(name, [backend, names, soFar, promise](Result<void> result) {
        removeAll(backend, names, soFar ? std::move(result) : soFar, promise);
    });
}

void readAll(std::shared_ptr<SecretBackend> backend, QStringList names, ConnectionSecret secret, SecretPromise promise)
{
    if (names.isEmpty()) {
        promise->addResult(Result<ConnectionSecret>(std::move(secret)));
        promise->finish();
        return;
    }
    const QString name = names.takeFirst();
    backend->read(name, [backend, names, secret, promise](Result<QString> text) mutable {
        const bool isService = secret.serviceConnectionString.isEmpty();
        if (!text && (isService || text.error().kind != ErrorKind::NotFound)) {
            promise->addResult(Result<ConnectionSecret>(Failure(text.error())));
            promise->finish();
            return;
        }
        if (isService)
            secret.serviceConnectionString = *text;
        else if (text) // a hub key that is gone only costs that hub's facts
            secret.hubConnectionStrings.append(*text);
        readAll(backend, names, secret, promise);
    });
}

} // namespace

ProfileStore::ProfileStore(const QString &filePath, QObject *parent)
    : ProfileStore(filePath, std::make_shared<KeychainBackend>(), parent)
{
}

ProfileStore::ProfileStore(const QString &filePath, std::shared_ptr<SecretBackend> backend, QObject *parent)
    : QObject(parent)
    , m_filePath(filePath)
    , m_backend(std::move(backend))
{
}

ProfileStore::~ProfileStore() = default;

bool ProfileStore::keychainAvailable()
{
    return KeychainBackend().isAvailable();
}

void ProfileStore::load()
{
    m_profiles.clear();
    QFile file(m_filePath);
    if (!file.exists()) {
        Q_EMIT changed();
        return;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT problem(makeError(ErrorKind::Storage,
                                 tr("Saved connections cannot be read. Check the rights of the settings file."),
                                 m_filePath + QStringLiteral(": ") + file.errorString()));
        Q_EMIT changed();
        return;
    }
    QJsonParseError parse{};
    const auto document = QJsonDocument::fromJson(file.readAll(), &parse);
    file.close();
    const QJsonObject root = document.object();
    bool damaged = parse.error != QJsonParseError::NoError || !root.value(QLatin1String("profiles")).isArray() ||
                   root.value(QLatin1String("version")).toInt() != fileVersion;
    QList<ConnectionProfile> profiles;
    for (const auto &value : root.value(QLatin1String("profiles")).toArray()) {
        auto profile = profileFromJson(value.toObject());
        damaged = damaged || !profile;
        if (profile)
            profiles.append(*std::move(profile));
    }
    if (damaged) {
        const QString aside = m_filePath + QStringLiteral(".damaged-") +
                              QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddThhmmsszzz"));
        const bool moved = QFile::rename(m_filePath, aside);
        Q_EMIT problem(
            makeError(ErrorKind::Storage,
                      tr("The list of saved connections is damaged. It was set aside; add your connections again."),
                      moved ? aside : m_filePath));
    } else {
        m_profiles = profiles;
    }
    Q_EMIT changed();
}

Result<void> ProfileStore::write()
{
    QJsonArray list;
    for (const auto &profile : m_profiles)
        list.append(profileToJson(profile));
    const QJsonObject root{{QStringLiteral("version"), fileVersion}, {QStringLiteral("profiles"), list}};
    QDir().mkpath(QFileInfo(m_filePath).absolutePath());
    QSaveFile file(m_filePath);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                         file.write(QJsonDocument(root).toJson()) > 0 && file.commit();
    if (!written)
        return Failure(makeError(ErrorKind::Storage,
                                 tr("Connections cannot be saved. Check free space and rights of the settings folder."),
                                 m_filePath + QStringLiteral(": ") + file.errorString()));
    return {};
}

void ProfileStore::insertOrReplace(const ConnectionProfile &profile)
{
    const auto found =
        std::find_if(m_profiles.begin(), m_profiles.end(), [&](const auto &p) { return p.id == profile.id; });
    if (found == m_profiles.end())
        m_profiles.append(profile);
    else
        *found = profile;
}

QFuture<Result<void>> ProfileStore::save(ConnectionProfile profile, ConnectionSecret secret, KeepSecret keep)
{
    if (profile.isDemo || profile.id.isEmpty() || profile.hostName.isEmpty() || secret.isEmpty())
        return ready<void>(Failure(makeError(
            ErrorKind::BadInput, tr("This connection cannot be saved: it has no name or no key of its own."))));
    const auto before = m_profiles;
    insertOrReplace(profile);
    if (auto written = write(); !written) {
        m_profiles = before;
        return ready<void>(Failure(written.error()));
    }
    Q_EMIT changed();
    m_thisRun.insert(profile.id, secret);
    if (keep == KeepSecret::ThisRunOnly)
        return ready<void>({});
    if (!m_backend->isAvailable())
        return ready<void>(Failure(makeError(
            ErrorKind::Storage, tr("This computer has no keychain. The key is kept in memory until Rehome closes."))));
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    writeAll(m_backend, entriesOf(profile.id, secret), promise);
    return promise->future();
}

Result<void> ProfileStore::update(const ConnectionProfile &profile)
{
    const auto before = m_profiles;
    const bool known = std::any_of(before.begin(), before.end(), [&](const auto &p) { return p.id == profile.id; });
    if (!known || profile.isDemo)
        return Failure(makeError(ErrorKind::NotFound, tr("This connection is not saved. Save it first.")));
    insertOrReplace(profile);
    auto written = write();
    if (!written)
        m_profiles = before;
    else
        Q_EMIT changed();
    return written;
}

QFuture<Result<ConnectionSecret>> ProfileStore::secret(QString profileId)
{
    if (const auto found = m_thisRun.constFind(profileId); found != m_thisRun.constEnd())
        return ready<ConnectionSecret>(*found);
    const auto profile =
        std::find_if(m_profiles.cbegin(), m_profiles.cend(), [&](const auto &p) { return p.id == profileId; });
    if (profile == m_profiles.cend() || !m_backend->isAvailable())
        return ready<ConnectionSecret>(Failure(
            makeError(ErrorKind::NotFound,
                      tr("The key of this connection was not kept. Paste its connection string again."), profileId)));
    const auto promise = std::make_shared<QPromise<Result<ConnectionSecret>>>();
    promise->start();
    readAll(m_backend, entryNamesOf(*profile), {}, promise);
    return promise->future();
}

QFuture<Result<void>> ProfileStore::remove(QString profileId)
{
    const auto found =
        std::find_if(m_profiles.begin(), m_profiles.end(), [&](const auto &p) { return p.id == profileId; });
    if (found == m_profiles.end())
        return ready<void>(
            Failure(makeError(ErrorKind::NotFound, tr("This connection is not saved any more."), profileId)));
    const auto before = m_profiles;
    const QStringList names = entryNamesOf(*found) + QStringList{KeyVault::entryName(found->id)};
    m_profiles.erase(found);
    if (auto written = write(); !written) {
        m_profiles = before;
        return ready<void>(Failure(written.error()));
    }
    m_thisRun.remove(profileId);
    Q_EMIT changed();
    if (!m_backend->isAvailable())
        return ready<void>({});
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    removeAll(m_backend, names, {}, promise);
    return promise->future();
}

Result<std::pair<ConnectionProfile, ConnectionSecret>>
ProfileStore::fromConnectionStrings(const QString &service, const QStringList &hubs, const QString &caCertificatePath)
{
    const auto parsed = wire::parseConnectionString(service);
    if (!parsed)
        return Failure(parsed.error());
    ConnectionProfile profile;
    ConnectionSecret secret;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.hostName = parsed->hostName;
    profile.name = parsed->host().section(QLatin1Char('.'), 0, 0);
    profile.keyName = parsed->keyName;
    profile.caCertificatePath = caCertificatePath.trimmed();
    secret.serviceConnectionString = parsed->toString();
    for (const auto &text : hubs) {
        if (text.trimmed().isEmpty())
            continue;
        const auto hub = wire::parseConnectionString(text);
        if (!hub) {
            Error error = hub.error();
            error.detail = tr("IoT hub connection string %1").arg(secret.hubConnectionStrings.size() + 1) +
                           QStringLiteral(": ") + error.detail;
            return Failure(error);
        }
        HubEntry entry;
        entry.hostName = hub->host();
        entry.hasCredentials = true;
        profile.hubs.append(entry);
        secret.hubConnectionStrings.append(hub->toString());
    }
    if (!profile.caCertificatePath.isEmpty() && !QFileInfo(profile.caCertificatePath).isReadable())
        return Failure(makeError(ErrorKind::BadInput,
                                 tr("The CA certificate file cannot be read. Choose another file."),
                                 profile.caCertificatePath));
    return std::pair(profile, secret);
}

} // namespace rehome::session
