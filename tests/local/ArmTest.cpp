// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ArmPath.h"
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

const QString subscription = QStringLiteral("/subscriptions/7c2d1d5e-52b8-4a51-9d0a-d0a1b5f1f4aa");
const QString type = QStringLiteral("/providers/Microsoft.Devices/provisioningServices");
const QString resource = subscription + QStringLiteral("/resourceGroups/rehome") + type + QStringLiteral("/localhost");
const QString version = QStringLiteral("?api-version=2022-02-05");

QString errorCode(const Answer &answer)
{
    return answer.json().value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString();
}

QJsonObject properties(const Answer &answer)
{
    return answer.json().value(QLatin1String("properties")).toObject();
}

} // namespace

/// The resource as Azure Resource Manager tells it (protocol facts, section 11).
class ArmTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::scenario(R"({"idScope": "0ne00ARM001", "assignDelayMs": 0,
            "defaultRegion": "northeurope", "allocationPolicy": "geoLatency",
            "hubs": [{"name": "hub-a", "region": "westeurope", "allocationWeight": 7},
                     {"name": "hub-closed", "applyAllocationPolicy": false}]})")));
    }

    void resourceTellsLinkedHubsAndNoKey()
    {
        const Answer answer = get(resource + version);
        QCOMPARE(answer.status, 200);
        const QJsonObject object = answer.json();
        QCOMPARE(object.value(QLatin1String("name")).toString(), s("localhost"));
        QCOMPARE(object.value(QLatin1String("id")).toString(), resource);
        QCOMPARE(object.value(QLatin1String("type")).toString(), s("Microsoft.Devices/provisioningServices"));
        QCOMPARE(object.value(QLatin1String("location")).toString(), s("northeurope"));
        QCOMPARE(object.value(QLatin1String("sku")).toObject().value(QLatin1String("name")).toString(), s("S1"));
        QVERIFY(!object.value(QLatin1String("etag")).toString().isEmpty());
        const QJsonObject all = properties(answer);
        QCOMPARE(all.value(QLatin1String("state")).toString(), s("Active"));
        QCOMPARE(all.value(QLatin1String("allocationPolicy")).toString(), s("GeoLatency")); // PascalCase here
        QCOMPARE(all.value(QLatin1String("idScope")).toString(), s("0ne00ARM001"));
        const QString host = QStringLiteral("localhost:%1").arg(m_harness.port());
        QCOMPARE(all.value(QLatin1String("serviceOperationsHostName")).toString(), host);
        QCOMPARE(all.value(QLatin1String("deviceProvisioningHostName")).toString(), host);
        const QJsonObject owner = all.value(QLatin1String("authorizationPolicies")).toArray().at(0).toObject();
        QCOMPARE(owner.keys(), QStringList({s("keyName"), s("rights")}));
        const QJsonArray hubs = all.value(QLatin1String("iotHubs")).toArray();
        QCOMPARE(hubs.size(), 2);
        const QJsonObject first = hubs.at(0).toObject();
        QCOMPARE(first.value(QLatin1String("name")).toString(), s("hub-a.localhost"));
        QCOMPARE(first.value(QLatin1String("location")).toString(), s("westeurope"));
        QCOMPARE(first.value(QLatin1String("allocationWeight")).toInt(), 7);
        QVERIFY(first.value(QLatin1String("applyAllocationPolicy")).toBool());
        QVERIFY(!hubs.at(1).toObject().value(QLatin1String("applyAllocationPolicy")).toBool(true));
        QCOMPARE(first.value(QLatin1String("connectionString")).toString(),
                 QStringLiteral("HostName=hub-a.localhost:%1;SharedAccessKeyName=iothubowner;SharedAccessKey=****")
                     .arg(m_harness.port()));
        // No secret of the ready line is in it.
        QStringList secrets{m_harness.endpoint.serviceConnectionString};
        for (const auto &hub : m_harness.endpoint.hubs)
            secrets.append(hub.connectionString);
        for (const QString &text : secrets)
            QVERIFY(!answer.body.contains(text.section(s("SharedAccessKey="), 1).toLatin1()));
    }

    void listsHoldTheResource()
    {
        for (const QString &path : {subscription + type, subscription + s("/resourceGroups/REHOME") + type,
                                    (subscription + type).toLower() + QLatin1Char('/')}) {
            const Answer answer = get(path + version);
            QCOMPARE(answer.status, 200);
            const QJsonArray value = answer.json().value(QLatin1String("value")).toArray();
            QCOMPARE(value.size(), 1);
            QCOMPARE(value.at(0).toObject(), get(resource + version).json());
        }
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QString group = subscription + s("/resourceGroups/rehome");
        QTest::newRow("no version") << resource << 400 << s("MissingApiVersionParameter");
        QTest::newRow("bad version") << resource + s("?api-version=now") << 400 << s("InvalidApiVersionParameter");
        QTest::newRow("other name") << group + type + s("/other") + version << 404 << s("ResourceNotFound");
        QTest::newRow("other group") << subscription + s("/resourceGroups/x") + type + s("/localhost") + version << 404
                                     << s("ResourceGroupNotFound");
        QTest::newRow("no group") << subscription + type + s("/localhost") + version << 404 << s("InvalidResourceType");
        QTest::newRow("bad subscription")
            << s("/subscriptions/mine") + type + version << 400 << s("InvalidSubscriptionId");
        QTest::newRow("other provider") << group + s("/providers/Microsoft.Storage/accounts") + version << 404
                                        << s("InvalidResourceType");
        QTest::newRow("other child") << resource + s("/nothing") + version << 404 << s("InvalidResourceType");
    }

    void refusals()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Answer answer = get(path);
        QCOMPARE(answer.status, status);
        QCOMPARE(errorCode(answer), code);
        QVERIFY(!answer.json().value(QLatin1String("error")).toObject().value(QLatin1String("message")).isNull());
    }

    void tokenIsTheServicesOwn()
    {
        const QByteArray sas = m_harness.serviceToken();
        const auto status = [&](const QByteArray &authorization) {
            return m_harness.send("GET", resource + version, {}, {{"Authorization", authorization}}).status;
        };
        QCOMPARE(status("Bearer " + sas), 200);
        QCOMPARE(status("bearer " + sas.mid(static_cast<int>(qstrlen("SharedAccessSignature ")))), 200);
        QCOMPARE(status(sas), 200);
        QCOMPARE(status("Bearer " + m_harness.hubToken(s("hub-a"))), 401);
        QCOMPARE(status("Bearer eyJhbGciOiJub25lIn0.e30."), 401);
        QCOMPARE(status("Bearer "), 401);
        const Answer answer = m_harness.send("GET", resource + version, {}, {});
        QCOMPARE(answer.status, 401);
        QCOMPARE(errorCode(answer), s("AuthenticationFailed"));
        QCOMPARE(answer.headers.value("www-authenticate"), QByteArray("Bearer"));
    }

    void patchChangesTagsOnlyAndForGood()
    {
        const QString before = get(resource + version).json().value(QLatin1String("etag")).toString();
        const QJsonObject tags{{s("team"), s("line 7")}};
        Answer answer = call("PATCH", resource + version, {{s("tags"), tags}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(QLatin1String("tags")).toObject(), tags);
        QVERIFY(answer.json().value(QLatin1String("etag")).toString() != before);
        QCOMPARE(call("PATCH", resource + version, {{s("properties"), QJsonObject()}}).status, 400);
        QCOMPARE(call("PATCH", resource + version, {{s("tags"), QJsonObject{{s("n"), 1}}}}).status, 400);
        answer = call("PUT", resource + version, {{s("location"), s("westeurope")}});
        QCOMPARE(answer.status, 405);
        QCOMPARE(errorCode(answer), s("MethodNotAllowed"));
        m_harness.restart();
        QCOMPARE(get(resource + version).json().value(QLatin1String("tags")).toObject(), tags);
    }

    void linksAreReadAsTheyAre()
    {
        const auto hubs = [&] { return properties(get(resource + version)).value(QLatin1String("iotHubs")).toArray(); };
        const QString etag = get(resource + version).json().value(QLatin1String("etag")).toString();
        for (const char *order : {"hub hub-a weight 3", "hub hub-closed apply on"})
            QVERIFY(m_harness.service->control(s(order)));
        QCOMPARE(hubs().at(0).toObject().value(QLatin1String("allocationWeight")).toInt(), 3);
        QVERIFY(hubs().at(1).toObject().value(QLatin1String("applyAllocationPolicy")).toBool());
        QVERIFY(m_harness.service->control(s("hub hub-a unlink")));
        QCOMPARE(hubs().size(), 1);
        QVERIFY(m_harness.service->control(s("allocation static")));
        QCOMPARE(properties(get(resource + version)).value(QLatin1String("allocationPolicy")).toString(), s("Static"));
        QVERIFY(get(resource + version).json().value(QLatin1String("etag")).toString() != etag);
    }

    void pathsAreTakenApart()
    {
        const auto parsed = [](const char *path) {
            return rehome::local::parseArmPath(*rehome::local::parseTarget(path, true));
        };
        const auto path = parsed("/SUBSCRIPTIONS/s/resourcegroups/g/Providers/microsoft.devices/ProvisioningServices/n/"
                                 "certificates/ca%201/verify");
        QVERIFY(path);
        QCOMPARE(path->subscription, s("s"));
        QCOMPARE(path->resourceGroup, s("g"));
        QCOMPARE(path->name, s("n"));
        QCOMPARE(path->rest, QStringList({s("certificates"), s("ca 1"), s("verify")}));
        QVERIFY(path->restIs(0, QLatin1String("Certificates")) && !path->restIs(3, QLatin1String("x")));
        QVERIFY(!parsed("/subscriptions/s"));
        QVERIFY(!parsed("/subscriptions/registrations/dev/register")); // an ID scope may be called so
        QVERIFY(!parsed("/enrollments/dev"));
    }

private:
    Answer call(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        return m_harness.send(method, path, body.isEmpty() ? QByteArray() : toBytes(body),
                              {{"Authorization", "Bearer " + m_harness.serviceToken()}});
    }
    Answer get(const QString &path) { return call("GET", path); }

    Harness m_harness;
};

REHOME_TEST(ArmTest);
#include "ArmTest.moc"
