// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/ProfileStore.h"
#include "app/session/KeyVault.h"
#include "tests/support/PretendKeychain.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::session;
using test::PretendKeychain;

namespace {

const QString secretKey = QStringLiteral("dGhlLXZlcnktc2VjcmV0LWtleS1vZi10aGlzLXRlc3Q=");
const QString service = QStringLiteral("HostName=contoso.azure-devices-provisioning.net;SharedAccessKeyName="
                                       "provisioningserviceowner;SharedAccessKey=") +
                        secretKey;
const QString hub =
    QStringLiteral("HostName=hub-weu.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=") + secretKey;

} // namespace

class ProfileStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void parsesWhatIsPasted();
    void savesSecretsInTheKeychainAlone();
    void thisRunOnlyStaysInMemory();
    void withoutKeychainMemoryOnly();
    void damagedFileIsSetAside();
    void removesProfileAndSecrets();
    void demoIsNeverSaved();
    void unknownWordsFallToTheSafeSide();
    void olderFilesKeepTheirLevel();

private:
    template <class T>
    Result<T> get(QFuture<Result<T>> future)
    {
        (void)QTest::qWaitFor([&] { return future.isFinished(); });
        return future.result();
    }
    QByteArray fileText() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> folder;
    QString path;
    std::shared_ptr<PretendKeychain> keychain;
    std::pair<ConnectionProfile, ConnectionSecret> made;
};

void ProfileStoreTest::init()
{
    folder = std::make_unique<QTemporaryDir>();
    path = folder->filePath(QStringLiteral("config/connections.json"));
    keychain = std::make_shared<PretendKeychain>();
    made = ProfileStore::fromConnectionStrings(service, {hub, QString()}, {}).value();
}

void ProfileStoreTest::parsesWhatIsPasted()
{
    QCOMPARE(made.first.hostName, QStringLiteral("contoso.azure-devices-provisioning.net"));
    QCOMPARE(made.first.name, QStringLiteral("contoso"));
    QCOMPARE(made.first.safety, SafetyLevel::ReadOnly);
    QCOMPARE(made.first.hubs.size(), 1);
    QCOMPARE(made.first.hubs.front().hostName, QStringLiteral("hub-weu.azure-devices.net"));
    QVERIFY(made.first.hubs.front().hasCredentials);
    QVERIFY(!made.first.id.isEmpty());
    const auto bad =
        ProfileStore::fromConnectionStrings(QStringLiteral("HostName=x;SharedAccessKey=") + secretKey, {}, {});
    QVERIFY(!bad);
    QVERIFY(!(bad.error().message + bad.error().detail).contains(secretKey));
    const auto noFile = ProfileStore::fromConnectionStrings(service, {}, QStringLiteral("/no/such/ca.pem"));
    QVERIFY(!noFile);
    QCOMPARE(noFile.error().kind, ErrorKind::BadInput);
}

void ProfileStoreTest::savesSecretsInTheKeychainAlone()
{
    {
        ProfileStore store(path, keychain);
        store.load();
        QVERIFY(get(store.save(made.first, made.second, KeepSecret::InKeychain)).has_value());
    }
    QCOMPARE(keychain->entries.size(), 2);
    QVERIFY(!fileText().isEmpty());
    QVERIFY(!fileText().contains(secretKey.toUtf8()));
    QVERIFY(!fileText().contains("SharedAccess"));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    ProfileStore again(path, keychain);
    again.load();
    QCOMPARE(again.profiles(), QList<ConnectionProfile>{made.first});
    const auto secret = get(again.secret(made.first.id));
    QVERIFY(secret.has_value());
    QCOMPARE(secret->serviceConnectionString, made.second.serviceConnectionString);
    QCOMPARE(secret->hubConnectionStrings, made.second.hubConnectionStrings);

    auto changed = made.first;
    changed.safety = SafetyLevel::Confirm;
    changed.environment = Environment::Lab;
    changed.operationsPerMinute = 200;
    QVERIFY(again.update(changed).has_value());
    ProfileStore third(path, keychain);
    third.load();
    QCOMPARE(third.profiles().front(), changed);
}

void ProfileStoreTest::thisRunOnlyStaysInMemory()
{
    ProfileStore store(path, keychain);
    QVERIFY(get(store.save(made.first, made.second, KeepSecret::ThisRunOnly)).has_value());
    QVERIFY(keychain->entries.isEmpty());
    QVERIFY(get(store.secret(made.first.id)).has_value());
    ProfileStore again(path, keychain);
    again.load();
    QCOMPARE(again.profiles().size(), 1);
    QCOMPARE(get(again.secret(made.first.id)).error().kind, ErrorKind::NotFound);
}

void ProfileStoreTest::withoutKeychainMemoryOnly()
{
    keychain->available = false;
    ProfileStore store(path, keychain);
    const auto saved = get(store.save(made.first, made.second, KeepSecret::InKeychain));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Storage);
    QVERIFY(keychain->entries.isEmpty());
    QVERIFY(get(store.secret(made.first.id)).has_value()); // for this run
    QVERIFY(!fileText().contains(secretKey.toUtf8()));
}

void ProfileStoreTest::damagedFileIsSetAside()
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\":1,\"profiles\":[{\"id\":");
    file.close();
    ProfileStore store(path, keychain);
    QSignalSpy problems(&store, &ProfileStore::problem);
    store.load();
    QCOMPARE(problems.count(), 1);
    QVERIFY(store.profiles().isEmpty());
    const auto aside = QDir(QFileInfo(path).absolutePath()).entryList({QStringLiteral("connections.json.damaged-*")});
    QCOMPARE(aside.size(), 1);
    QVERIFY(get(store.save(made.first, made.second, KeepSecret::ThisRunOnly)).has_value());
    QCOMPARE(QDir(QFileInfo(path).absolutePath()).entryList({QStringLiteral("connections.json*")}).size(),
             2); // nothing overwritten
}

void ProfileStoreTest::removesProfileAndSecrets()
{
    ProfileStore store(path, keychain);
    QVERIFY(get(store.save(made.first, made.second, KeepSecret::InKeychain)).has_value());
    keychain->entries.insert(KeyVault::entryName(made.first.id), QStringLiteral("sealing key"));
    QVERIFY(get(store.remove(made.first.id)).has_value());
    QVERIFY(keychain->entries.isEmpty());
    QVERIFY(store.profiles().isEmpty());
    QCOMPARE(get(store.secret(made.first.id)).error().kind, ErrorKind::NotFound);
    QCOMPARE(get(store.remove(made.first.id)).error().kind, ErrorKind::NotFound);
}

void ProfileStoreTest::demoIsNeverSaved()
{
    ProfileStore store(path, keychain);
    made.first.isDemo = true;
    QCOMPARE(get(store.save(made.first, made.second, KeepSecret::InKeychain)).error().kind, ErrorKind::BadInput);
    QVERIFY(!QFile::exists(path));
}

void ProfileStoreTest::unknownWordsFallToTheSafeSide()
{
    {
        ProfileStore store(path, keychain);
        auto free = made.first;
        free.safety = SafetyLevel::Free;
        QVERIFY(get(store.save(free, made.second, KeepSecret::ThisRunOnly)).has_value());
    }
    QByteArray text = fileText();
    QVERIFY(text.contains("\"free\""));
    text.replace("\"free\"", "\"reckless\"");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
    file.close();
    ProfileStore store(path, keychain);
    store.load();
    QCOMPARE(store.profiles().front().safety, SafetyLevel::ReadOnly);
}

void ProfileStoreTest::olderFilesKeepTheirLevel()
{
    {
        ProfileStore store(path, keychain);
        auto edits = made.first;
        edits.safety = SafetyLevel::Confirm;
        edits.typedCountAbove = 7;
        QVERIFY(get(store.save(edits, made.second, KeepSecret::ThisRunOnly)).has_value());
        store.load();
        QCOMPARE(store.profiles().front(), edits);
    }
    const auto changed = [this](const QByteArray &from, const QByteArray &to) {
        QByteArray text = fileText();
        QFile file(path);
        if (!text.contains(from) || !file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return ConnectionProfile();
        file.write(text.replace(from, to));
        file.close();
        ProfileStore store(path, keychain);
        store.load();
        return store.profiles().value(0);
    };
    // Written before the number was a setting.
    ConnectionProfile older = changed("\"typedCountAbove\"", "\"somethingElse\"");
    QCOMPARE(older.safety, SafetyLevel::Confirm);
    QCOMPARE(older.typedCountAbove, ConnectionProfile().typedCountAbove);
    older = changed("\"confirm\"", "\"read-only\"");
    QCOMPARE(older.safety, SafetyLevel::ReadOnly);
    // Without any word the safest level.
    QCOMPARE(changed("\"safety\"", "\"unknown\"").safety, SafetyLevel::ReadOnly);
}

REHOME_TEST(ProfileStoreTest);
#include "ProfileStoreTest.moc"
