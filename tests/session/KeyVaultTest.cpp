// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/KeyVault.h"
#include "tests/support/PretendKeychain.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>
#include <optional>

using namespace rehome;
using domain::EnrollmentKind;
using session::KeyVault;
using test::PretendKeychain;

namespace {
const QJsonObject keys{{QStringLiteral("primaryKey"), QStringLiteral("cHJpbWFyeS1rZXktb2YtYS1kZXZpY2U=")},
                       {QStringLiteral("secondaryKey"), QStringLiteral("c2Vjb25kYXJ5LWtleS1vZi1hLWRldmljZQ==")}};
const QString profile = QStringLiteral("profile-1");
const QString id = QStringLiteral("pump-1");
} // namespace

class KeyVaultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsItsKeyInTheKeychain()
    {
        const auto keychain = std::make_shared<PretendKeychain>();
        const auto first = opened(keychain);
        QVERIFY(first && first->has_value());
        QCOMPARE(keychain->entries.keys(), QStringList{KeyVault::entryName(profile)});
        const QByteArray sealed = (*first)->seal(EnrollmentKind::Individual, id, keys).value();
        for (const auto &key : keys)
            QVERIFY(!sealed.contains(key.toString().toLatin1()));
        // The next run of the program has the same key.
        const auto second = opened(keychain);
        QVERIFY(second && second->has_value());
        QCOMPARE((*second)->unseal(EnrollmentKind::Individual, id, sealed).value(), keys);
        QCOMPARE((*second)->unseal(EnrollmentKind::Individual, QStringLiteral("PUMP-1"), sealed).value(), keys);
    }

    void opensForTheSameEnrollmentOnly()
    {
        const auto vault = opened(std::make_shared<PretendKeychain>());
        QVERIFY(vault && vault->has_value());
        QByteArray sealed = (*vault)->seal(EnrollmentKind::Individual, id, keys).value();
        QVERIFY(!(*vault)->unseal(EnrollmentKind::Group, id, sealed));
        QVERIFY(!(*vault)->unseal(EnrollmentKind::Individual, QStringLiteral("pump-2"), sealed));
        sealed.back() = static_cast<char>(sealed.back() ^ 1);
        QCOMPARE((*vault)->unseal(EnrollmentKind::Individual, id, sealed).error().kind, ErrorKind::Storage);
        const auto other = opened(std::make_shared<PretendKeychain>());
        sealed.back() = static_cast<char>(sealed.back() ^ 1);
        QCOMPARE((*other)->unseal(EnrollmentKind::Individual, id, sealed).error().kind, ErrorKind::Storage);
        QVERIFY((*vault)->unseal(EnrollmentKind::Individual, id, sealed).has_value());
    }

    void withoutAKeychainThereIsNone()
    {
        const auto keychain = std::make_shared<PretendKeychain>();
        keychain->available = false;
        const auto none = opened(keychain);
        QVERIFY(none && !none->has_value());
        QCOMPARE(none->error().kind, ErrorKind::Storage);
        QVERIFY(none->error().message.contains(QStringLiteral("keychain")));
        QVERIFY(!opened(nullptr)->has_value());
        // A key that the keychain does not take would be lost with the program.
        keychain->available = true;
        keychain->takesEntries = false;
        QCOMPARE(opened(keychain)->error().kind, ErrorKind::Storage);
        QVERIFY(keychain->entries.isEmpty());
    }

    void anEntryThatIsNoKeyStays()
    {
        for (const QString &text : {QStringLiteral("not a key"), QStringLiteral("c2hvcnQ="), QString()}) {
            const auto keychain = std::make_shared<PretendKeychain>();
            keychain->entries.insert(KeyVault::entryName(profile), text);
            QCOMPARE(opened(keychain)->error().kind, ErrorKind::Storage);
            QCOMPARE(keychain->entries.value(KeyVault::entryName(profile)), text);
        }
    }

private:
    static std::optional<Result<KeyVault>> opened(const std::shared_ptr<session::SecretBackend> &backend)
    {
        const auto answer = std::make_shared<std::optional<Result<KeyVault>>>();
        KeyVault::open(backend, profile, [answer](Result<KeyVault> vault) { *answer = std::move(vault); });
        (void)QTest::qWaitFor([&] { return answer->has_value(); }, 20'000);
        return *answer;
    }
};

REHOME_TEST(KeyVaultTest);
#include "KeyVaultTest.moc"
