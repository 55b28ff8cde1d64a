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

} // namespace

/// Register, poll and lookup (protocol facts, section 4).
class DeviceApiTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_harness = std::make_unique<Harness>();
        QVERIFY(m_harness->start(Harness::plainScenario()));
    }

    void registerIsAlways202()
    {
        const QString key = m_harness->individual(s("dev-1"), {{s("deviceId"), s("machine-1")}});
        const Answer accepted = m_harness->registerDevice(s("dev-1"), key);
        QCOMPARE(accepted.status, 202);
        QCOMPARE(text(accepted.json(), "status"), s("assigning"));
        QVERIFY(QRegularExpression(s("^\\d\\.[0-9a-f]{16}\\.[0-9a-f-]{36}$"))
                    .match(text(accepted.json(), "operationId"))
                    .hasMatch());
        QVERIFY(accepted.headers.value("retry-after").toInt() >= 1);
        QVERIFY(accepted.headers.value("location").contains("/registrations/dev-1/register"));

        const QString operation = s("/operations/") + text(accepted.json(), "operationId");
        const Answer polled = m_harness->device("GET", operation, s("dev-1"), key);
        QCOMPARE(polled.status, 200);
        const QJsonObject state = polled.json().value(QLatin1String("registrationState")).toObject();
        QCOMPARE(text(state, "status"), s("assigned"));
        QCOMPARE(text(state, "substatus"), s("initialAssignment"));
        QCOMPARE(text(state, "deviceId"), s("machine-1"));
        QVERIFY(!state.contains(QLatin1String("symmetricKey"))); // no group
        const QString hub = text(state, "assignedHub").section(QLatin1Char('.'), 0, 0);
        QCOMPARE(m_harness->hub("GET", hub, s("/devices/machine-1")).status, 200);
        // The individual's key is the key at the hub.
        QVERIFY(m_harness->hub("GET", hub, s("/devices/machine-1")).body.contains(key.toLatin1()));
        const Answer looked = m_harness->device("POST", QString(), s("dev-1"), key);
        QCOMPARE(looked.status, 200);
        QCOMPARE(looked.json(), state);
        QCOMPARE(m_harness->device("GET", s("/operations/none"), s("dev-1"), key).status, 404);

        const Answer again = m_harness->registerDevice(s("dev-1"), key);
        QCOMPARE(again.status, 202); // nothing to do, still 202 and a poll
        QVERIFY(text(again.json(), "operationId") != text(accepted.json(), "operationId"));
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/dev-1")).json(), "substatus"), s("initialAssignment"));
    }

    void groupDevicesUseDerivedKeys()
    {
        const QString key = m_harness->group(s("line"));
        m_harness->group(s("other"));
        const QJsonObject state = m_harness->registered(s("line-Dev-1"), m_harness->derived(key, s("line-Dev-1")));
        QCOMPARE(text(state, "status"), s("assigned"));
        QCOMPARE(text(state.value(QLatin1String("symmetricKey")).toObject(), "enrollmentGroupId"), s("line"));
        // Both keys of the group, and IDs without regard to case; the derived key is over the ID as spelled.
        const QString secondary = m_harness->admin("POST", s("/enrollmentGroups/line/attestationmechanism"))
                                      .json()
                                      .value(QLatin1String("symmetricKey"))
                                      .toObject()
                                      .value(QLatin1String("secondaryKey"))
                                      .toString();
        QCOMPARE(text(m_harness->registered(s("line-dev-2"), m_harness->derived(secondary, s("line-dev-2"))), "status"),
                 s("assigned"));
        QCOMPARE(text(m_harness->registered(s("LINE-DEV-1"), m_harness->derived(key, s("LINE-DEV-1"))), "status"),
                 s("assigned"));
        QCOMPARE(m_harness->registerDevice(s("line-dev-1"), m_harness->derived(key, s("line-Dev-1"))).status, 401);
        QCOMPARE(m_harness->registerDevice(s("line-dev-3"), key).status, 401); // the group key itself attests nothing
        const Answer records = m_harness->admin("POST", s("/registrations/line/query"));
        QCOMPARE(records.array().size(), 2);
    }

    void individualBeatsGroup()
    {
        const QString groupKey = m_harness->group(s("line"));
        const QString ownKey = m_harness->individual(s("line-1"), {{s("provisioningStatus"), s("disabled")}});
        QCOMPARE(m_harness->registerDevice(s("line-1"), m_harness->derived(groupKey, s("line-1"))).status, 401);
        QCOMPARE(text(m_harness->registered(s("line-1"), ownKey), "status"), s("disabled"));
    }

    void disabledAndFailedAreFinalAnswers()
    {
        const QString key = m_harness->individual(s("off"), {{s("provisioningStatus"), s("disabled")}});
        QCOMPARE(text(m_harness->registered(s("off"), key), "status"), s("disabled"));
        QCOMPARE(text(m_harness->admin("GET", s("/registrations/off")).json(), "status"), s("disabled"));
        const QString closed =
            m_harness->individual(s("lost"), {{s("allocationPolicy"), s("static")},
                                              {s("iotHubs"), QJsonArray{s("hub-a.localhost"), s("hub-b.localhost")}}});
        const QJsonObject failed = m_harness->registered(s("lost"), closed);
        QCOMPARE(text(failed, "status"), s("failed"));
        QCOMPARE(failed.value(QLatin1String("errorCode")).toInt(), 400208);
        QVERIFY(!text(failed, "errorMessage").isEmpty());
        const QString custom = m_harness->individual(
            s("hook"), {{s("allocationPolicy"), s("custom")},
                        {s("customAllocationDefinition"), QJsonObject{{s("webhookUrl"), s("https://example.invalid/")},
                                                                      {s("apiVersion"), s("2021-10-01")}}}});
        QCOMPARE(m_harness->registered(s("hook"), custom).value(QLatin1String("errorCode")).toInt(), 400207);
    }

    void wrongTokensAre401()
    {
        const QString key = m_harness->individual(s("dev-1"));
        const QString other = m_harness->individual(s("dev-2"));
        const Answer wrong = m_harness->registerDevice(s("dev-1"), other);
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.errorCode(), 401002);
        const QString path =
            s("/%1/registrations/dev-1/register?api-version=2021-06-01").arg(m_harness->endpoint.idScope);
        QCOMPARE(
            m_harness->send("PUT", path, "{}", {{"Authorization", m_harness->deviceToken(s("dev-2"), key)}}).status,
            401);
        QCOMPARE(m_harness->send("PUT", path, "{}", {}).status, 401);
        QCOMPARE(m_harness->registerDevice(s("nobody"), key).status, 401);
        QCOMPARE(m_harness
                     ->send("PUT", s("/0neOTHER/registrations/dev-1/register?api-version=2021-06-01"), "{}",
                            {{"Authorization", m_harness->deviceToken(s("dev-1"), key)}})
                     .status,
                 401);
        QCOMPARE(m_harness->admin("GET", s("/registrations/dev-1")).errorCode(), 404202);
    }

    void badBodiesAre400()
    {
        const QString key = m_harness->individual(s("dev-1"));
        const QString path =
            s("/%1/registrations/dev-1/register?api-version=2021-06-01").arg(m_harness->endpoint.idScope);
        const Headers auth{{"Authorization", m_harness->deviceToken(s("dev-1"), key)}};
        for (const char *body :
             {"{", "[]", "{\"registrationId\":\"dev-2\"}", "{\"registrationId\":\"dev-1\",\"payload\":7}"})
            QCOMPARE(m_harness->send("PUT", path, body, auth).status, 400);
        QCOMPARE(
            m_harness->send("PUT", path, QByteArray("{\"payload\":{\"a\":\"") + QByteArray(100'000, 'x') + "\"}}", auth)
                .status,
            400);
        QCOMPARE(m_harness->send("GET", path, {}, auth).status, 405);
        QCOMPARE(m_harness->send("PUT", path, "{}", auth).status, 202); // a body without ID is fine
    }

    void assigningIsSeenEverywhere()
    {
        Harness slow;
        QVERIFY(slow.start(Harness::plainScenario(), [](auto &settings) { settings.assignDelayMs = 1500; }));
        const QString key = slow.individual(s("dev-1"));
        const Answer accepted = slow.registerDevice(s("dev-1"), key);
        QCOMPARE(accepted.status, 202);
        const QString operation = s("/operations/") + text(accepted.json(), "operationId");
        const Answer polled = slow.device("GET", operation, s("dev-1"), key);
        QCOMPARE(polled.status, 202);
        QVERIFY(polled.headers.value("retry-after").toInt() >= 1);
        QCOMPARE(text(slow.device("POST", QString(), s("dev-1"), key).json(), "status"), s("assigning"));
        const QJsonObject record = slow.admin("GET", s("/registrations/dev-1")).json();
        QCOMPARE(text(record, "status"), s("assigning"));
        QVERIFY(!record.contains(QLatin1String("substatus")));
        QVERIFY(text(record, "assignedHub").isEmpty());
        // "Precondition failed." while the first request is under way.
        const Answer second = slow.registerDevice(s("dev-1"), key);
        QCOMPARE(second.status, 409);
        QCOMPARE(second.errorCode(), 409203);
        QTRY_COMPARE_WITH_TIMEOUT(text(slow.admin("GET", s("/registrations/dev-1")).json(), "status"), s("assigned"),
                                  10'000);
        QCOMPARE(slow.device("GET", operation, s("dev-1"), key).status, 200);
    }

    void pollsAreThrottledPerDevice()
    {
        const QString key = m_harness->individual(s("dev-1")), key2 = m_harness->individual(s("dev-2"));
        const QString operation =
            s("/operations/") + text(m_harness->registerDevice(s("dev-1"), key).json(), "operationId");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_harness->device("GET", operation, s("dev-1"), key).status, 200);
        const Answer sixth = m_harness->device("GET", operation, s("dev-1"), key);
        QCOMPARE(sixth.status, 429);
        const int after = sixth.headers.value("retry-after").toInt();
        QVERIFY(after >= 1 && after <= 10);
        QVERIFY(m_harness->device("GET", operation, s("dev-2"), key2).status != 429);
    }

    void deletedRecordOfPendingRequestStaysDeleted()
    {
        Harness slow;
        QVERIFY(slow.start(Harness::plainScenario(), [](auto &settings) { settings.assignDelayMs = 600; }));
        const QString key = slow.individual(s("dev-1"));
        QCOMPARE(slow.registerDevice(s("dev-1"), key).status, 202);
        QCOMPARE(slow.admin("DELETE", s("/registrations/dev-1")).status, 204);
        QTest::qWait(1200);
        QCOMPARE(slow.admin("GET", s("/registrations/dev-1")).status, 404);
    }

private:
    std::unique_ptr<Harness> m_harness;
};

REHOME_TEST(DeviceApiTest);
#include "DeviceApiTest.moc"
