// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

/// Beside the hub and the policy a twin to begin with, by which a reset shows.
QJsonObject withTwin(const char *hub, const QJsonObject &policy = {})
{
    QJsonObject members = onHub(hub, policy);
    members.insert(s("initialTwin"),
                   QJsonObject{{s("tags"), QJsonObject{{s("site"), s("north")}}},
                               {s("properties"), QJsonObject{{s("desired"), QJsonObject{{s("rate"), 10}}}}}});
    return members;
}

} // namespace

/// What a registration does to record, twin and hubs (concepts document; the decisions themselves are proven in
/// tests/domain).
class ReprovisionTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_harness = std::make_unique<Harness>();
        QVERIFY(m_harness->start(Harness::plainScenario()));
    }

    void policiesMoveAndCarry_data()
    {
        QTest::addColumn<QJsonObject>("policy");
        QTest::addColumn<QString>("apiVersion");
        QTest::addColumn<QString>("hub");
        QTest::addColumn<QString>("substatus");
        QTest::addColumn<int>("rate"); // 10: initial, 60: as the administrator set it on the first hub
        // "The updated device state information from that initial IoT hub will be migrated over to the new IoT hub"
        QTest::newRow("migrate") << policyObject(true, true) << s("2021-06-01") << s("hub-b") << s("deviceDataMigrated")
                                 << 60;
        // "The initial configuration data … is provided to the new IoT hub"
        QTest::newRow("reset") << policyObject(true, false) << s("2021-06-01") << s("hub-b") << s("deviceDataReset")
                               << 10;
        // "The device is never reassigned to a different hub"
        QTest::newRow("never") << policyObject(false, false) << s("2021-06-01") << s("hub-a") << s("initialAssignment")
                               << 60;
        // "it would only be assigned back to the same IoT hub"
        QTest::newRow("not set, old API")
            << QJsonObject() << s("2018-04-01") << s("hub-a") << s("initialAssignment") << 60;
        QTest::newRow("not set, new API")
            << QJsonObject() << s("2019-03-31") << s("hub-b") << s("deviceDataMigrated") << 60;
        // "If a reprovisioning policy is set, the reprovisioning policy takes precedence"
        QTest::newRow("migrate, old API")
            << policyObject(true, true) << s("2018-04-01") << s("hub-b") << s("deviceDataMigrated") << 60;
    }

    void policiesMoveAndCarry()
    {
        QFETCH(QJsonObject, policy);
        QFETCH(QString, apiVersion);
        QFETCH(QString, hub);
        QFETCH(QString, substatus);
        QFETCH(int, rate);
        const QString key = m_harness->individual(s("dev"), withTwin("hub-a", policy));
        QCOMPARE(text(m_harness->registered(s("dev"), key, apiVersion), "assignedHub"), s("hub-a.localhost"));
        const QJsonObject patch{{s("properties"), QJsonObject{{s("desired"), QJsonObject{{s("rate"), 60}}}}}};
        QCOMPARE(m_harness->hub("PATCH", s("hub-a"), s("/twins/dev"), patch).status, 200);
        const QString generation = text(m_harness->hub("GET", s("hub-a"), s("/devices/dev")).json(), "generationId");

        m_harness->individual(s("dev"), withTwin("hub-b", policy));
        // Nothing moves until the device asks again.
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/dev")).status, 200);
        const QJsonObject state = m_harness->registered(s("dev"), key, apiVersion);
        QCOMPARE(text(state, "assignedHub"), hub + s(".localhost"));
        QCOMPARE(text(state, "substatus"), substatus);
        const bool moved = hub == s("hub-b");
        // "the device registration with the initial IoT hub will be removed"
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/dev")).status, moved ? 404 : 200);
        QCOMPARE(m_harness->hub("GET", s("hub-b"), s("/devices/dev")).status, moved ? 200 : 404);
        const QJsonObject twin = m_harness->hub("GET", hub, s("/twins/dev")).json();
        QCOMPARE(twin.value(QLatin1String("properties"))
                     .toObject()
                     .value(QLatin1String("desired"))
                     .toObject()
                     .value(QLatin1String("rate"))
                     .toInt(),
                 rate);
        QCOMPARE(text(twin.value(QLatin1String("tags")).toObject(), "site"), s("north"));
        const Answer identity = m_harness->hub("GET", hub, s("/devices/dev"));
        QCOMPARE(text(identity.json(), "generationId") == generation, !moved);
        QVERIFY(identity.body.contains(key.toLatin1()));
        // "The initial device state information stored in the Device Provisioning Service instance stays untouched"
        const QJsonObject entry = m_harness->admin("GET", s("/enrollments/dev")).json();
        QCOMPARE(entry.value(QLatin1String("initialTwin")), withTwin("hub-a").value(QLatin1String("initialTwin")));
    }

    void factoryResetStaysOnItsHub()
    {
        const QString key = m_harness->individual(s("dev"), withTwin("hub-a", policyObject(true, false)));
        m_harness->registered(s("dev"), key);
        m_harness->hub("PATCH", s("hub-a"), s("/twins/dev"), {{s("tags"), QJsonObject{{s("extra"), true}}}});
        const QJsonObject state = m_harness->registered(s("dev"), key);
        QCOMPARE(text(state, "assignedHub"), s("hub-a.localhost"));
        QCOMPARE(text(state, "substatus"), s("deviceDataReset"));
        const QJsonObject tags =
            m_harness->hub("GET", s("hub-a"), s("/twins/dev")).json().value(QLatin1String("tags")).toObject();
        QCOMPARE(tags, QJsonObject({{s("site"), s("north")}}));
    }

    void forgottenRecordFindsItsDevice_data()
    {
        QTest::addColumn<QString>("apiVersion");
        QTest::addColumn<QString>("substatus");
        QTest::newRow("new") << s("2021-06-01") << s("reprovisionedToInitialAssignment");
        QTest::newRow("2019-04-15") << s("2019-04-15") << s("reprovisionedToInitialAssignment");
        QTest::newRow("old") << s("2019-03-31") << s("initialAssignment");
    }

    void forgottenRecordFindsItsDevice()
    {
        QFETCH(QString, apiVersion);
        QFETCH(QString, substatus);
        const QString key = m_harness->individual(s("dev"), withTwin("hub-a"));
        m_harness->registered(s("dev"), key, apiVersion);
        m_harness->hub("PATCH", s("hub-a"), s("/twins/dev"), {{s("tags"), QJsonObject{{s("extra"), true}}}});
        QCOMPARE(m_harness->admin("DELETE", s("/registrations/dev")).status, 204);
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/dev")).status, 200);
        const QJsonObject state = m_harness->registered(s("dev"), key, apiVersion);
        QCOMPARE(text(state, "substatus"), substatus);
        QVERIFY(m_harness->hub("GET", s("hub-a"), s("/twins/dev"))
                    .json()
                    .value(QLatin1String("tags"))
                    .toObject()
                    .contains(QLatin1String("extra")));
    }

    void capabilitiesFollow()
    {
        QJsonObject members = withTwin("hub-a", policyObject(true, true));
        members.insert(s("capabilities"), QJsonObject{{s("iotEdge"), true}});
        const QString key = m_harness->individual(s("edge"), members);
        m_harness->registered(s("edge"), key);
        const auto isEdge = [&](const QString &hub) {
            return m_harness->hub("GET", hub, s("/devices/edge"))
                .json()
                .value(QLatin1String("capabilities"))
                .toObject()
                .value(QLatin1String("iotEdge"))
                .toBool();
        };
        QVERIFY(isEdge(s("hub-a")));
        m_harness->individual(s("edge"),
                              withTwin("hub-b", policyObject(true, true))); // the enrollment no longer says so
        m_harness->registered(s("edge"), key);
        QVERIFY(isEdge(s("hub-b")));
    }

    void groupMovesDeviceByDevice()
    {
        const QString key = m_harness->group(s("line"), withTwin("hub-a", policyObject(true, true)));
        for (const char *id : {"line-1", "line-2"})
            QCOMPARE(text(m_harness->registered(s(id), m_harness->derived(key, s(id))), "status"), s("assigned"));
        QCOMPARE(m_harness->group(s("line"), withTwin("hub-b", policyObject(true, true))), key);
        m_harness->registered(s("line-1"), m_harness->derived(key, s("line-1")));
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/line-1")).json(), "assignedHub"), s("hub-b.localhost"));
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/line-2")).json(), "assignedHub"), s("hub-a.localhost"));
        // Records of a deleted group stay.
        QCOMPARE(m_harness->admin("DELETE", s("/enrollmentGroups/line")).status, 204);
        QCOMPARE(m_harness->admin("POST", s("/registrations/line/query")).array().size(), 2);
        QCOMPARE(m_harness->registerDevice(s("line-1"), m_harness->derived(key, s("line-1"))).status, 401);
    }

    void deviceIsNeverOnNoHub()
    {
        Harness slow;
        QVERIFY(slow.start(Harness::plainScenario(), [](auto &settings) { settings.assignDelayMs = 1000; }));
        const QString key = slow.individual(s("dev"), withTwin("hub-a", policyObject(true, true)));
        slow.registerDevice(s("dev"), key);
        const auto record = [&] { return slow.admin("GET", s("/registrations/dev")).json(); };
        QTRY_COMPARE_WITH_TIMEOUT(text(record(), "status"), s("assigned"), 10'000);
        slow.individual(s("dev"), withTwin("hub-b", policyObject(true, true)));
        QCOMPARE(slow.registerDevice(s("dev"), key).status, 202);
        bool sawAssigning = false;
        for (;;) {
            // Twins, since the registry takes 100 reads a minute.
            // Status and hub out of one answer: a second one may be from after the move.
            const QJsonObject seen = record();
            const QString status = text(seen, "status");
            const bool onA = slow.hub("GET", s("hub-a"), s("/twins/dev")).status == 200;
            const bool onB = slow.hub("GET", s("hub-b"), s("/twins/dev")).status == 200;
            QVERIFY(onA || onB); // the two reads are apart: a move between them shows on hub-b
            if (status == s("assigning")) {
                sawAssigning = true;
                QCOMPARE(text(seen, "assignedHub"), s("hub-a.localhost"));
            } else {
                QCOMPARE(text(seen, "assignedHub"), s("hub-b.localhost"));
                QVERIFY(onB || slow.hub("GET", s("hub-b"), s("/twins/dev")).status == 200);
                break;
            }
        }
        QVERIFY(sawAssigning);
    }

    void deadTargetKeepsTheOldAssignment()
    {
        Harness patient;
        QVERIFY(patient.start(Harness::plainScenario(), [](auto &settings) { settings.deadHubPatienceMs = 1500; }));
        const QString key = patient.individual(s("dev"), withTwin("hub-a", policyObject(true, true)));
        patient.registered(s("dev"), key);
        QVERIFY(patient.order("hub hub-b dead"));
        QCOMPARE(patient.hub("GET", s("hub-b"), s("/devices/dev")).status, 503);
        patient.individual(s("dev"), withTwin("hub-b", policyObject(true, true)));
        QCOMPARE(patient.registerDevice(s("dev"), key).status, 202);
        const auto record = [&] { return patient.admin("GET", s("/registrations/dev")).json(); };
        QCOMPARE(text(record(), "status"), s("assigning"));
        QCOMPARE(text(record(), "assignedHub"), s("hub-a.localhost"));
        QTRY_COMPARE_WITH_TIMEOUT(text(record(), "status"), s("failed"), 10'000);
        QCOMPARE(text(record(), "assignedHub"), s("hub-a.localhost"));
        QVERIFY(!text(record(), "errorMessage").isEmpty());
        QCOMPARE(patient.hub("GET", s("hub-a"), s("/devices/dev")).status, 200);
        // The hub comes back: the device asks again and moves.
        QVERIFY(patient.order("hub hub-b up"));
        QCOMPARE(text(patient.registered(s("dev"), key), "substatus"), s("deviceDataMigrated"));
    }

    void hubThatComesBackTakesTheDevice()
    {
        const QString key = m_harness->individual(s("dev"), withTwin("hub-a"));
        QVERIFY(m_harness->order("hub hub-a dead"));
        QCOMPARE(m_harness->registerDevice(s("dev"), key).status, 202);
        QTest::qWait(300);
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/dev")).json(), "status"), s("assigning"));
        QVERIFY(m_harness->order("hub hub-a up"));
        QTRY_COMPARE_WITH_TIMEOUT(text(m_harness->admin("GET", s("/registrations/dev")).json(), "status"),
                                  s("assigned"), 10'000);
    }

    void slowAndThrottledHubsTakeTheirTime()
    {
        // The delay is 0: only the hub's state makes these requests wait.
        QVERIFY(m_harness->order("hub hub-a slow"));
        QVERIFY(m_harness->order("hub hub-b throttle"));
        const QString slow = m_harness->individual(s("slow"), withTwin("hub-a"));
        QStringList throttled;
        for (const char *id : {"t-1", "t-2", "t-3"})
            throttled.append(m_harness->individual(s(id), withTwin("hub-b")));
        const Answer accepted = m_harness->registerDevice(s("slow"), slow);
        QCOMPARE(accepted.status, 202);
        QVERIFY(accepted.headers.value("retry-after").toInt() >= 2); // says how long it may take
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_harness->registerDevice(s("t-%1").arg(i + 1), throttled.at(i)).status, 202);
        const auto status = [&](const QString &id) {
            return text(m_harness->admin("GET", s("/registrations/") + id).json(), "status");
        };
        QCOMPARE(status(s("slow")), s("assigning"));
        QCOMPARE(status(s("t-3")), s("assigning"));
        for (const char *id : {"t-1", "t-2", "t-3", "slow"})
            QTRY_COMPARE_WITH_TIMEOUT(status(s(id)), s("assigned"), 15'000);
    }

    void deletedEnrollmentEndsARequestUnderWay()
    {
        Harness slow;
        QVERIFY(slow.start(Harness::plainScenario(), [](auto &settings) { settings.assignDelayMs = 800; }));
        const QString key = slow.individual(s("dev"), withTwin("hub-a"));
        slow.registerDevice(s("dev"), key);
        QCOMPARE(slow.admin("DELETE", s("/enrollments/dev")).status, 204);
        QTRY_COMPARE_WITH_TIMEOUT(text(slow.admin("GET", s("/registrations/dev")).json(), "status"), s("failed"),
                                  10'000);
        QCOMPARE(slow.hub("GET", s("hub-a"), s("/devices/dev")).status, 404);
    }

    void identityDeletedAtTheHubIsMadeAgain()
    {
        const QString key = m_harness->individual(s("dev"), withTwin("hub-a"));
        m_harness->registered(s("dev"), key);
        QCOMPARE(m_harness->hub("DELETE", s("hub-a"), s("/devices/dev"), {}, {{"If-Match", "*"}}).status, 204);
        QCOMPARE(text(m_harness->registered(s("dev"), key), "status"), s("assigned"));
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/dev")).status, 200);
    }

    // Sections 1 and 3: one request at a time for one device, and everybody says assigning meanwhile.
    void aMoveIsSeenAsAssigningEverywhere()
    {
        const QString key = m_harness->individual(s("dev"), withTwin("hub-a", policyObject(true, true)));
        m_harness->registered(s("dev"), key);
        QVERIFY(m_harness->order("hub hub-b dead")); // holds the move up
        m_harness->individual(s("dev"), withTwin("hub-b", policyObject(true, true)));
        const Answer accepted = m_harness->registerDevice(s("dev"), key);
        QCOMPARE(accepted.status, 202);
        QCOMPARE(text(accepted.json(), "status"), s("assigning"));
        const Answer second = m_harness->registerDevice(s("dev"), key);
        QCOMPARE(second.status, 409);
        QCOMPARE(second.errorCode(), 409203);
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/dev")).json(), "status"), s("assigning"));
        const Answer polled =
            m_harness->device("GET", s("/operations/") + text(accepted.json(), "operationId"), s("dev"), key);
        QCOMPARE(polled.status, 202);
        QCOMPARE(text(polled.json(), "status"), s("assigning"));
        const Answer looked = m_harness->device("POST", {}, s("dev"), key);
        QCOMPARE(text(looked.json(), "status"), s("assigning"));
        QVERIFY(!looked.json().contains(QLatin1String("substatus")));
        // Deleting the record ends the request: the assignment is forgotten, the hub keeps the device.
        QCOMPARE(m_harness->admin("DELETE", s("/registrations/dev")).status, 204);
        QCOMPARE(m_harness->device("POST", {}, s("dev"), key).errorCode(), 404202);
        QVERIFY(m_harness->order("hub hub-b up"));
        QCOMPARE(text(m_harness->registered(s("dev"), key), "substatus"), s("initialAssignment")); // new on hub-b
        QCOMPARE(m_harness->hub("GET", s("hub-a"), s("/devices/dev")).status, 200);
    }

private:
    std::unique_ptr<Harness> m_harness;
};

REHOME_TEST(ReprovisionTest);
#include "ReprovisionTest.moc"
