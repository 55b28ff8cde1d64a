// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Enrollment.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;

class EnrollmentTest : public QObject
{
    Q_OBJECT

private slots:
    // Protocol facts, section 4, registrationId.
    void registrationIds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("valid");
        QTest::newRow("one letter") << QStringLiteral("a") << true;
        QTest::newRow("all signs inside") << QStringLiteral("a-b.c_d:e") << true;
        QTest::newRow("last is a hyphen") << QStringLiteral("line-7-") << true;
        QTest::newRow("upper case") << QStringLiteral("VM-DM-DEV-4") << true;
        QTest::newRow("128 characters") << QString(128, QLatin1Char('a')) << true;
        QTest::newRow("129 characters") << QString(129, QLatin1Char('a')) << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("first is a hyphen") << QStringLiteral("-a") << false;
        QTest::newRow("last is a dot") << QStringLiteral("a.") << false;
        QTest::newRow("lone hyphen") << QStringLiteral("-") << false;
        QTest::newRow("space") << QStringLiteral("a b") << false;
        QTest::newRow("slash") << QStringLiteral("a/b") << false;
        QTest::newRow("letter beyond ASCII") << QStringLiteral("gerät") << false;
        QTest::newRow("NUL") << QStringLiteral("a") + QChar() + QStringLiteral("b") << false;
    }
    void registrationIds()
    {
        QFETCH(QString, id);
        QFETCH(bool, valid);
        QCOMPARE(isValidRegistrationId(id), valid);
    }

    void idsAreComparedWithoutCase()
    {
        QCOMPARE(foldedId(u"VM-Dm-DEV-4"), foldedId(u"vm-dm-dev-4"));
        QVERIFY(foldedId(u"a1") != foldedId(u"a2"));
    }

    // Protocol facts, section 4: "individual: enrollment's deviceId, else registrationId; group: always
    // registrationId".
    void deviceIds()
    {
        Enrollment individual;
        individual.id = QStringLiteral("reg");
        QCOMPARE(deviceIdFor(individual, QStringLiteral("reg")), QStringLiteral("reg"));
        individual.deviceId = QStringLiteral("pump-7");
        QCOMPARE(deviceIdFor(individual, QStringLiteral("reg")), QStringLiteral("pump-7"));
        Enrollment group = individual;
        group.kind = EnrollmentKind::Group;
        QCOMPARE(deviceIdFor(group, QStringLiteral("reg")), QStringLiteral("reg"));
    }

    void absentProvisioningStatusMeansEnabled()
    {
        Enrollment enrollment;
        QVERIFY(enrollment.isEnabled());
        enrollment.provisioningStatus = ProvisioningStatus::Disabled;
        QVERIFY(!enrollment.isEnabled());
    }

    void wordsOfTheProtocolRoundTrip()
    {
        for (int i = 0; i <= int(AllocationPolicy::Custom); ++i) {
            const auto policy = static_cast<AllocationPolicy>(i);
            QCOMPARE(allocationFromKey(allocationKey(policy)), policy);
        }
        for (int i = 0; i <= int(AttestationType::SymmetricKey); ++i) {
            const auto type = static_cast<AttestationType>(i);
            QCOMPARE(attestationFromKey(attestationKey(type)), type);
        }
        for (const auto status : {ProvisioningStatus::Enabled, ProvisioningStatus::Disabled})
            QCOMPARE(provisioningStatusFromKey(provisioningStatusKey(status)), status);
        QCOMPARE(allocationKey(AllocationPolicy::GeoLatency), QStringLiteral("geoLatency"));
        QCOMPARE(attestationKey(AttestationType::SymmetricKey), QStringLiteral("symmetricKey"));
        QVERIFY(!allocationFromKey(u"GeoLatency"));
        QVERIFY(!attestationFromKey(u"password"));
        QVERIFY(!provisioningStatusFromKey(u""));
    }
};

REHOME_TEST(EnrollmentTest);
#include "EnrollmentTest.moc"
