// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

QString codeOf(const Answer &answer)
{
    return QString::fromLatin1(answer.headers.value("iothub-errorcode"));
}

QJsonObject twinWith(const QJsonObject &tags, const QJsonObject &desired)
{
    return {{s("tags"), tags}, {s("properties"), QJsonObject{{s("desired"), desired}}}};
}

} // namespace

/// Identities, bulk operations, twin limits, queries and the registry throttle of the simulated hubs.
class HubRegistryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::scenario(R"({"idScope": "0ne00HUBS00", "assignDelayMs": 0,
            "hubs": [{"name": "hub-a", "registryUnits": 100}, {"name": "hub-b", "registryUnits": 100},
                     {"name": "hub-c"}]})")));
    }

    void identitiesHaveEveryMember()
    {
        const Answer made = put(s("full"), {{s("capabilities"), QJsonObject{{s("iotEdge"), true}}}});
        QCOMPARE(made.status, 200);
        const QJsonObject device = m_harness.hub("GET", s("hub-a"), s("/devices/full")).json();
        QCOMPARE(device, made.json());
        for (const char *name : {"deviceId", "generationId", "etag", "connectionState", "status", "statusReason",
                                 "connectionStateUpdatedTime", "statusUpdatedTime", "lastActivityTime",
                                 "cloudToDeviceMessageCount", "authentication", "capabilities", "deviceScope"})
            QVERIFY2(device.contains(QLatin1String(name)), name);
        QCOMPARE(device.value(QLatin1String("connectionState")).toString(), s("Disconnected"));
        QCOMPARE(device.value(QLatin1String("lastActivityTime")).toString(), s("0001-01-01T00:00:00Z"));
        QVERIFY(device.value(QLatin1String("deviceScope")).toString().startsWith(s("ms-azure-iot-edge://full-")));
        const QJsonObject keys =
            device.value(QLatin1String("authentication")).toObject().value(QLatin1String("symmetricKey")).toObject();
        QVERIFY(keys.value(QLatin1String("primaryKey")).toString().size() > 40);
        QVERIFY(keys.value(QLatin1String("primaryKey")) != keys.value(QLatin1String("secondaryKey")));
        const QJsonObject twin = m_harness.hub("GET", s("hub-a"), s("/twins/full")).json();
        QCOMPARE(twin.value(QLatin1String("deviceEtag")), device.value(QLatin1String("etag")));
        QCOMPARE(twin.value(QLatin1String("authenticationType")).toString(), s("sas"));
        QVERIFY(!QJsonDocument(twin).toJson().contains("primaryKey"));
    }

    void identitiesAreJudged()
    {
        const auto withAuthentication = [](const QJsonObject &authentication) {
            return QJsonObject{{s("authentication"), authentication}};
        };
        const QJsonObject weak{{s("symmetricKey"), QJsonObject{{s("primaryKey"), s("c2hvcnQ=")}}}};
        QCOMPARE(codeOf(put(s("bad"), withAuthentication(weak))), s("ArgumentInvalid"));
        QCOMPARE(put(s("bad"), withAuthentication({{s("type"), s("selfSigned")}})).status, 400);
        QCOMPARE(put(s("bad"), withAuthentication({{s("type"), s("magic")}})).status, 400);
        QCOMPARE(put(s("bad"), {{s("statusReason"), QString(129, QLatin1Char('x'))}}).status, 400);
        QCOMPARE(put(s("bad"), {{s("deviceId"), s("other")}}).status, 400);
        QCOMPARE(m_harness.hub("PUT", s("hub-a"), s("/devices/no%20space"), {{s("deviceId"), s("no space")}}).status,
                 400);
        QCOMPARE(m_harness.hub("PUT", s("hub-a"), s("/devices/bad"), {{s("deviceId"), s("bad")}}, {{"If-Match", "*"}})
                     .status,
                 404);
        QCOMPARE(m_harness.hub("POST", s("hub-a"), s("/devices/bad")).status, 405);
        const QString print = QString(40, QLatin1Char('a'));
        const Answer byCertificate =
            put(s("x509"), withAuthentication({{s("type"), s("selfSigned")},
                                               {s("x509Thumbprint"), QJsonObject{{s("primaryThumbprint"), print}}}}));
        QCOMPARE(byCertificate.status, 200);
        const QJsonObject shown = byCertificate.json().value(QLatin1String("authentication")).toObject();
        QCOMPARE(shown.value(QLatin1String("type")).toString(), s("selfSigned"));
        QVERIFY(shown.value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).isNull());
        const QJsonObject twin = m_harness.hub("GET", s("hub-a"), s("/twins/x509")).json();
        QCOMPARE(twin.value(QLatin1String("authenticationType")).toString(), s("selfSigned"));
        QCOMPARE(
            twin.value(QLatin1String("x509Thumbprint")).toObject().value(QLatin1String("primaryThumbprint")).toString(),
            print.toUpper());
    }

    void bulkDoesWhatItCan()
    {
        QJsonArray devices;
        for (int i = 0; i < 3; ++i)
            devices.append(QJsonObject{
                {s("id"), s("bulk-%1").arg(i)}, {s("importMode"), s("create")}, {s("tags"), QJsonObject{{s("n"), i}}}});
        const Answer made = bulk(devices);
        QCOMPARE(made.status, 200);
        QVERIFY(made.json().value(QLatin1String("isSuccessful")).toBool());
        const Answer again =
            bulk({QJsonObject{{s("id"), s("bulk-0")}, {s("importMode"), s("create")}},
                  QJsonObject{{s("id"), s("bulk-1")}, {s("importMode"), s("update")}, {s("status"), s("disabled")}},
                  QJsonObject{{s("id"), s("bulk-2")}, {s("importMode"), s("updateIfMatchETag")}, {s("eTag"), s("old")}},
                  QJsonObject{{s("id"), s("bulk-9")}, {s("importMode"), s("delete")}},
                  QJsonObject{{s("id"), s("bulk-3")}, {s("importMode"), s("what")}}});
        QCOMPARE(again.status, 400);
        QHash<QString, QString> codes;
        for (const QJsonValue &error : again.json().value(QLatin1String("errors")).toArray())
            codes.insert(error.toObject().value(QLatin1String("deviceId")).toString(),
                         error.toObject().value(QLatin1String("errorCode")).toString());
        QCOMPARE(codes, (QHash<QString, QString>{{s("bulk-0"), s("DeviceAlreadyExists")},
                                                 {s("bulk-2"), s("PreconditionFailed")},
                                                 {s("bulk-9"), s("DeviceNotFound")},
                                                 {s("bulk-3"), s("ArgumentInvalid")}}));
        const QJsonObject twin = m_harness.hub("GET", s("hub-a"), s("/twins/bulk-1")).json();
        QCOMPARE(twin.value(QLatin1String("status")).toString(), s("disabled"));
        QCOMPARE(twin.value(QLatin1String("tags")).toObject(), QJsonObject({{s("n"), 1}}));
        QVERIFY(bulk({QJsonObject{{s("id"), s("bulk-1")},
                                  {s("importMode"), s("updateTwin")},
                                  {s("tags"), QJsonObject{{s("m"), 2}}}},
                      QJsonObject{{s("id"), s("bulk-2")}, {s("importMode"), s("delete")}}})
                    .json()
                    .value(QLatin1String("isSuccessful"))
                    .toBool());
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/twins/bulk-1")).json().value(QLatin1String("tags")).toObject(),
                 QJsonObject({{s("n"), 1}, {s("m"), 2}}));
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/devices/bulk-2")).status, 404);
        QCOMPARE(codeOf(bulk({QJsonObject{{s("id"), s("b")}}, QJsonObject{{s("id"), s("b")}}})),
                 s("DeviceDefinedMultipleTimes"));
        QCOMPARE(bulk({}).status, 400);
        QJsonArray tooMany;
        for (int i = 0; i < 101; ++i)
            tooMany.append(QJsonObject{{s("id"), s("many-%1").arg(i)}, {s("importMode"), s("create")}});
        QCOMPARE(bulk(tooMany).status, 400);
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/devices/many-0")).status, 404);
    }

    void identitiesAreListed()
    {
        for (const char *id : {"l1", "l2", "l3"})
            m_harness.hub("PUT", s("hub-c"), s("/devices/") + s(id), {{s("deviceId"), s(id)}});
        const QByteArray path = "/devices?api-version=2021-04-12&top=";
        const auto list = [&](const QByteArray &top) {
            return m_harness.send("GET", QString::fromLatin1(path + top), {},
                                  {{"Authorization", m_harness.hubToken(s("hub-c"))}}, "hub-c.localhost");
        };
        QCOMPARE(list("2").array().size(), 2);
        QCOMPARE(list("2").array().first().toObject().value(QLatin1String("deviceId")).toString(), s("l1"));
        QCOMPARE(list("1000").array().size(), 3);
        QCOMPARE(list("0").status, 400);
        QCOMPARE(list("1001").status, 400);
    }

    void twinsHaveLimits()
    {
        put(s("limits"), {});
        const auto patch = [this](const QJsonObject &body) {
            return m_harness.hub("PATCH", s("hub-a"), s("/twins/limits"), body);
        };
        for (const char *name : {"a.b", "a b", "$a", "a$b", "a\tb"}) {
            const Answer refused = patch(twinWith({}, {{s("deep"), QJsonObject{{s(name), 1}}}}));
            QCOMPARE(refused.status, 400);
            QCOMPARE(codeOf(refused), s("ArgumentInvalid"));
            QVERIFY(refused.body.contains("properties.desired.deep"));
        }
        QJsonObject half; // 16,000 bytes by the hub's measure
        for (const char *key : {"a", "b", "c", "d"})
            half.insert(s(key), QString(3999, QLatin1Char('x')));
        QCOMPARE(patch(twinWith({}, {{s("one"), half}})).status, 200);
        QCOMPARE(patch(twinWith({}, {{s("two"), half}})).status, 200);
        const Answer tooMuch = patch(twinWith({}, {{s("three"), half}})); // counted after the merge
        QCOMPARE(tooMuch.status, 400);
        QVERIFY(tooMuch.body.contains("32 KB"));
        QCOMPARE(patch(twinWith({}, {{s("one"), QJsonValue()}, {s("three"), half}})).status, 200);
        QVERIFY(patch(twinWith(half, {})).body.contains("8 KB"));
        const Answer unchanged = m_harness.hub("GET", s("hub-a"), s("/twins/limits"));
        QVERIFY(unchanged.json().value(QLatin1String("tags")).toObject().isEmpty());
    }

    void metadataFollowsWhatChanges()
    {
        put(s("meta"), {});
        const auto metadata = [this](const QJsonObject &desired) {
            return m_harness.hub("PATCH", s("hub-a"), s("/twins/meta"), twinWith({}, desired))
                .json()
                .value(QLatin1String("properties"))
                .toObject()
                .value(QLatin1String("desired"))
                .toObject()
                .value(QLatin1String("$metadata"))
                .toObject();
        };
        const auto version = [](const QJsonValue &of) {
            return of.toObject().value(QLatin1String("$lastUpdatedVersion")).toInt();
        };
        metadata({{s("a"), QJsonObject{{s("x"), 1}, {s("y"), 2}}}, {s("b"), 1}});
        const QJsonObject second = metadata({{s("a"), QJsonObject{{s("x"), 3}}}});
        QCOMPARE(version(second), 3);
        QCOMPARE(version(second.value(QLatin1String("b"))), 2);
        const QJsonObject a = second.value(QLatin1String("a")).toObject();
        QCOMPARE(version(a), 3);
        QCOMPARE(version(a.value(QLatin1String("x"))), 3);
        QCOMPARE(version(a.value(QLatin1String("y"))), 2);
        const QJsonObject third = metadata({{s("a"), 7}, {s("b"), QJsonValue()}});
        QVERIFY(!third.contains(QLatin1String("b")));
        QVERIFY(!third.value(QLatin1String("a")).toObject().contains(QLatin1String("x")));
    }

    void queriesSelect()
    {
        QJsonArray devices;
        for (int i = 0; i < 60; ++i)
            devices.append(
                QJsonObject{{s("id"), s("q-%1").arg(i, 2, 10, QLatin1Char('0'))},
                            {s("importMode"), s("create")},
                            {s("status"), i % 10 == 0 ? s("disabled") : s("enabled")},
                            {s("tags"), QJsonObject{{s("site"), i % 2 == 0 ? s("north") : s("south")}, {s("n"), i}}}});
        QCOMPARE(bulk(devices, s("hub-b")).status, 200);
        const auto ids = [this](const char *condition) {
            QStringList out;
            for (const QJsonValue &twin : query(s("SELECT * FROM devices WHERE ") + s(condition)).array())
                out.append(twin.toObject().value(QLatin1String("deviceId")).toString());
            return out;
        };
        QCOMPARE(ids("tags.site = 'north' AND tags.n > 55"), (QStringList{s("q-56"), s("q-58")}));
        QCOMPARE(ids("status = 'disabled' AND NOT tags.n IN [0, 10, 20]"),
                 (QStringList{s("q-30"), s("q-40"), s("q-50")}));
        QCOMPARE(ids("deviceId = 'q-07' OR deviceId = 'Q-08'"), QStringList{s("q-07")});
        QCOMPARE(ids("connectionState = 'Connected'"), QStringList());
        QCOMPARE(ids("capabilities.iotEdge = false AND properties.desired.$version = 1").size(), 60);
        const Answer wrong = query(s("SELECT * FROM devices WHERE tags.site = "));
        QCOMPARE(wrong.status, 400);
        QCOMPARE(codeOf(wrong), s("ArgumentInvalid"));
        QVERIFY(wrong.body.contains("position 41"));
        const Answer count = query(s("SELECT COUNT() AS n FROM devices WHERE tags.site = 'south'"));
        QCOMPARE(count.array(), (QJsonArray{QJsonObject{{s("n"), 30}}}));
        QCOMPARE(count.headers.value("x-ms-item-type"), QByteArray("Raw"));
        QCOMPARE(query(s("SELECT COUNT() AS n FROM devices")).array().first().toObject(), QJsonObject({{s("n"), 60}}));
    }

    void pagesSurviveChange()
    {
        const QString text = s("SELECT TOP 17 deviceId FROM devices WHERE tags.site = 'north'");
        QStringList ids;
        QByteArray token;
        int pages = 0;
        do {
            const Answer page = query(text, token, 5);
            QCOMPARE(page.status, 200);
            for (const QJsonValue &row : page.array())
                ids.append(row.toObject().value(QLatin1String("deviceId")).toString());
            token = page.headers.value("x-ms-continuation");
            // What was served already is deleted; the token goes on behind it.
            if (pages++ == 1)
                m_harness.hub("DELETE", s("hub-b"), s("/devices/") + ids.last(), {}, {{"If-Match", "*"}});
        } while (!token.isEmpty() && pages < 20);
        QCOMPARE(pages, 4);
        QCOMPARE(ids.size(), 17);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 17);
        QCOMPARE(ids.last(), s("q-32"));
        const QByteArray first = query(text, {}, 5).headers.value("x-ms-continuation");
        QCOMPARE(query(s("SELECT * FROM devices"), first, 5).status, 400); // of another query
    }

    void theRegistryIsThrottled()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::scenario(R"({"hubs": [{"name": "hub-s", "registryUnits": 1}]})")));
        const auto done = harness.service->control(s("hub hub-s units 0"));
        QVERIFY(!done);
        int accepted = 0;
        Answer last;
        for (int i = 0; i < 110; ++i) {
            last = harness.hub("GET", s("hub-s"), s("/devices/none"));
            accepted += last.status == 404 ? 1 : 0;
        }
        QCOMPARE(accepted, 100); // a minute and unit
        QCOMPARE(last.status, 429);
        QCOMPARE(codeOf(last), s("ThrottlingException"));
        const int wait = last.headers.value("retry-after").toInt();
        QVERIFY(wait >= 1 && wait <= 60);
        QCOMPARE(harness.hub("GET", s("hub-s"), s("/twins/none")).status, 404); // twins are not the registry
        QCOMPARE(harness.hub("GET", s("hub-s"), s("/statistics/service")).json(),
                 QJsonObject({{s("connectedDeviceCount"), 0}}));
        QVERIFY(harness.service->control(s("hub hub-s units 2")));
        QCOMPARE(harness.hub("GET", s("hub-s"), s("/devices/none")).status, 404);
        harness.restart();
        int afterwards = 0;
        for (int i = 0; i < 110; ++i)
            afterwards += harness.hub("GET", s("hub-s"), s("/devices/none")).status == 404 ? 1 : 0;
        QCOMPARE(afterwards, 110); // the units were stored
    }

    void offlineDevicesTakeNoMethods()
    {
        put(s("offline"), {});
        const auto call = [this](const QString &id, const QJsonObject &body) {
            return m_harness.hub("POST", s("hub-a"), s("/twins/%1/methods").arg(id), body);
        };
        const Answer refused = call(s("offline"), {{s("methodName"), s("reprovision")}});
        QCOMPARE(refused.status, 404);
        QCOMPARE(codeOf(refused), s("DeviceNotOnline"));
        const QJsonObject inner =
            QJsonDocument::fromJson(refused.json().value(QLatin1String("Message")).toString().toUtf8()).object();
        QCOMPARE(inner.value(QLatin1String("errorCode")).toInt(), 404103);
        QCOMPARE(codeOf(call(s("nobody"), {{s("methodName"), s("x")}})), s("DeviceNotFound"));
        QCOMPARE(call(s("offline"), {{s("methodName"), s("a/b")}}).status, 400);
        QCOMPARE(call(s("offline"), {{s("methodName"), s("x")}, {s("responseTimeoutInSeconds"), 4}}).status, 400);
        QCOMPARE(call(s("offline"), {{s("methodName"), s("x")}, {s("connectTimeoutInSeconds"), 301}}).status, 400);
        QElapsedTimer clock;
        clock.start();
        const Answer waited = call(s("offline"), {{s("methodName"), s("x")}, {s("connectTimeoutInSeconds"), 1}});
        QCOMPARE(waited.status, 404);
        QVERIFY(clock.elapsed() >= 900);
    }

private:
    Answer put(const QString &id, QJsonObject members)
    {
        if (!members.contains(QLatin1String("deviceId")))
            members.insert(s("deviceId"), id);
        return m_harness.hub("PUT", s("hub-a"), s("/devices/") + id, members);
    }

    Answer bulk(const QJsonArray &items, const QString &hub = s("hub-a"))
    {
        return m_harness.send("POST", s("/devices?api-version=2021-04-12"),
                              QJsonDocument(items).toJson(QJsonDocument::Compact),
                              {{"Authorization", m_harness.hubToken(hub)}}, hub.toLatin1() + ".localhost");
    }

    Answer query(const QString &text, const QByteArray &token = {}, int size = 100)
    {
        Headers headers{{"x-ms-max-item-count", QByteArray::number(size)}};
        if (!token.isEmpty())
            headers.append({"x-ms-continuation", token});
        return m_harness.hub("POST", s("hub-b"), s("/devices/query"), {{s("query"), text}}, headers);
    }

    Harness m_harness;
};

REHOME_TEST(HubRegistryTest);
#include "HubRegistryTest.moc"
