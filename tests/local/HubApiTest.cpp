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

QJsonObject desiredOf(const Answer &twin)
{
    return twin.json().value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject();
}

} // namespace

/// The service REST API of the simulated hubs (protocol facts, section 10).
class HubApiTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_harness.start(Harness::plainScenario())); }

    void identitiesLive()
    {
        const QJsonObject device{
            {s("deviceId"), s("Dev-1")}, {s("status"), s("disabled")}, {s("statusReason"), s("sick")}};
        const Answer made = m_harness.hub("PUT", s("hub-a"), s("/devices/Dev-1"), device);
        QCOMPARE(made.status, 200);
        QCOMPARE(made.json().value(QLatin1String("status")).toString(), s("disabled"));
        const Answer twice = m_harness.hub("PUT", s("hub-a"), s("/devices/Dev-1"), device);
        QCOMPARE(twice.status, 409);
        QVERIFY(
            twice.json().value(QLatin1String("Message")).toString().startsWith(s("ErrorCode:DeviceAlreadyExists;")));
        QVERIFY(twice.json().value(QLatin1String("ExceptionMessage")).toString().startsWith(s("Tracking ID:")));
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/devices/dev-1")).status, 404); // hubs tell case apart
        QCOMPARE(m_harness.hub("GET", s("hub-b"), s("/devices/Dev-1")).status, 404);
        QJsonObject enabled = device;
        enabled.insert(s("status"), s("enabled"));
        QCOMPARE(m_harness.hub("PUT", s("hub-a"), s("/devices/Dev-1"), enabled, {{"If-Match", "\"no\""}}).status, 412);
        const Answer changed =
            m_harness.hub("PUT", s("hub-a"), s("/devices/Dev-1"), enabled,
                          {{"If-Match", '"' + made.json().value(QLatin1String("etag")).toString().toLatin1() + '"'}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.json().value(QLatin1String("status")).toString(), s("enabled"));
        QCOMPARE(changed.json().value(QLatin1String("generationId")), made.json().value(QLatin1String("generationId")));
        QCOMPARE(m_harness.hub("DELETE", s("hub-a"), s("/devices/Dev-1")).status,
                 412); // a hub deletes nothing without If-Match
        QCOMPARE(m_harness.hub("DELETE", s("hub-a"), s("/devices/Dev-1"), {}, {{"If-Match", "*"}}).status, 204);
        const Answer gone = m_harness.hub("GET", s("hub-a"), s("/twins/Dev-1"));
        QCOMPARE(gone.status, 404);
        QVERIFY(gone.json().value(QLatin1String("Message")).toString().startsWith(s("ErrorCode:DeviceNotFound;")));
    }

    void twinsMergeAndReplace()
    {
        m_harness.hub("PUT", s("hub-a"), s("/devices/tw"), {{s("deviceId"), s("tw")}});
        const QJsonObject first{
            {s("tags"), QJsonObject{{s("a"), 1}, {s("b"), QJsonObject{{s("c"), 2}}}}},
            {s("properties"),
             QJsonObject{{s("desired"), QJsonObject{{s("x"), QJsonObject{{s("y"), 1}, {s("z"), 2}}}}}}}};
        const Answer patched = m_harness.hub("PATCH", s("hub-a"), s("/twins/tw"), first);
        QCOMPARE(patched.status, 200);
        QCOMPARE(desiredOf(patched).value(QLatin1String("$version")).toInt(), 2);
        const QJsonObject metadata = desiredOf(patched).value(QLatin1String("$metadata")).toObject();
        QCOMPARE(metadata.value(QLatin1String("$lastUpdatedVersion")).toInt(), 2);
        QVERIFY(metadata.value(QLatin1String("x"))
                    .toObject()
                    .value(QLatin1String("y"))
                    .toObject()
                    .contains(QLatin1String("$lastUpdated")));
        const QJsonObject second{
            {s("tags"), QJsonObject{{s("a"), QJsonValue::Null}}},
            {s("properties"),
             QJsonObject{{s("desired"), QJsonObject{{s("x"), QJsonObject{{s("y"), QJsonValue::Null}}}}}}}};
        const Answer merged = m_harness.hub("PATCH", s("hub-a"), s("/twins/tw"), second, {{"If-Match", "*"}});
        QCOMPARE(merged.json().value(QLatin1String("tags")).toObject(),
                 QJsonObject({{s("b"), QJsonObject{{s("c"), 2}}}}));
        QCOMPARE(desiredOf(merged).value(QLatin1String("x")).toObject(), QJsonObject({{s("z"), 2}}));
        QVERIFY(!desiredOf(merged)
                     .value(QLatin1String("$metadata"))
                     .toObject()
                     .value(QLatin1String("x"))
                     .toObject()
                     .contains(QLatin1String("y")));
        QCOMPARE(m_harness.hub("PATCH", s("hub-a"), s("/twins/tw"), second, {{"If-Match", "\"old\""}}).status, 412);
        const Answer replaced =
            m_harness.hub("PUT", s("hub-a"), s("/twins/tw"), {{s("tags"), QJsonObject{{s("only"), true}}}});
        QCOMPARE(replaced.json().value(QLatin1String("tags")).toObject(), QJsonObject({{s("only"), true}}));
        QVERIFY(!desiredOf(replaced).contains(QLatin1String("x")));
        QVERIFY(replaced.json().value(QLatin1String("etag")) != merged.json().value(QLatin1String("etag")));
        for (const QJsonObject &bad :
             {QJsonObject{{s("tags"), 5}}, QJsonObject{{s("tags"), QJsonObject{{s("$own"), 1}}}},
              QJsonObject{{s("tags"), QJsonObject{{s("long"), QString(9000, QLatin1Char('x'))}}}}})
            QCOMPARE(m_harness.hub("PATCH", s("hub-a"), s("/twins/tw"), bad).status, 400);
    }

    void queryAndStatistics()
    {
        for (int i = 0; i < 25; ++i) {
            const QString id = s("q-%1").arg(i, 2, 10, QLatin1Char('0'));
            const QString status = i < 3 ? s("disabled") : s("enabled");
            QCOMPARE(m_harness.hub("PUT", s("hub-b"), s("/devices/") + id, {{s("deviceId"), id}, {s("status"), status}})
                         .status,
                     200);
        }
        QStringList ids;
        QByteArray token;
        do {
            Headers headers{{"x-ms-max-item-count", "10"}};
            if (!token.isEmpty())
                headers.append({"x-ms-continuation", token});
            const Answer page = m_harness.hub("POST", s("hub-b"), s("/devices/query"),
                                              {{s("query"), s("SELECT * FROM devices")}}, headers);
            QCOMPARE(page.status, 200);
            QVERIFY(page.headers.contains("x-ms-item-type"));
            for (const QJsonValue &twin : page.array()) {
                ids.append(twin.toObject().value(QLatin1String("deviceId")).toString());
                QVERIFY(
                    twin.toObject().value(QLatin1String("properties")).toObject().contains(QLatin1String("reported")));
            }
            QVERIFY(!page.body.contains("primaryKey"));
            token = page.headers.value("x-ms-continuation");
        } while (!token.isEmpty());
        QCOMPARE(ids.size(), 25);
        const Answer some = m_harness.hub("POST", s("hub-b"), s("/devices/query"),
                                          {{s("query"), s("select deviceId, status from devices")}});
        QCOMPARE(some.array().first().toObject(),
                 QJsonObject({{s("deviceId"), s("q-00")}, {s("status"), s("disabled")}}));
        QCOMPARE(
            m_harness.hub("POST", s("hub-b"), s("/devices/query"), {{s("query"), s("DELETE FROM devices")}}).status,
            400);
        const QJsonObject counts = m_harness.hub("GET", s("hub-b"), s("/statistics/devices")).json();
        QCOMPARE(
            counts,
            QJsonObject({{s("totalDeviceCount"), 25}, {s("enabledDeviceCount"), 22}, {s("disabledDeviceCount"), 3}}));
    }

    void hubsAreChosenByHost()
    {
        const QByteArray token = m_harness.hubToken(s("hub-a"));
        const QString path = s("/statistics/devices?api-version=2021-04-12");
        QCOMPARE(m_harness.send("GET", path, {}, {{"Authorization", token}}, "hub-a.localhost").status,
                 200); // without port as well
        QCOMPARE(m_harness.send("GET", path, {}, {{"Authorization", token}}, "HUB-A.localhost").status, 200);
        QCOMPARE(m_harness.send("GET", path, {}, {{"Authorization", token}}, "hub-b.localhost").status, 401);
        QCOMPARE(
            m_harness.send("GET", path, {}, {{"Authorization", m_harness.serviceToken()}}, "hub-a.localhost").status,
            401);
        QCOMPARE(m_harness.send("GET", path, {}, {}, "hub-a.localhost").status, 401);
        QCOMPARE(
            m_harness.send("GET", s("/statistics/devices"), {}, {{"Authorization", token}}, "hub-a.localhost").status,
            400);
    }

private:
    Harness m_harness;
};

REHOME_TEST(HubApiTest);
#include "HubApiTest.moc"
