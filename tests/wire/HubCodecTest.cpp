// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome;
using namespace rehome::wire;
using samples::json;

class HubCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void devicesRoundTrip()
    {
        HubDevice device;
        device.deviceId = QStringLiteral("pump-7");
        device.generationId = QStringLiteral("637");
        device.etag = QStringLiteral("MQ==");
        device.enabled = false;
        device.statusReason = QStringLiteral("stolen");
        device.primaryKey = QStringLiteral("AAECAwQFBgcICQoLDA0ODw==");
        device.secondaryKey = QStringLiteral("EBESExQVFhcYGRobHB0eHw==");
        device.iotEdge = true;
        device.connected = true;
        device.lastActivityTime = QStringLiteral("2022-01-01T00:00:00Z");
        const QJsonObject object = hubDeviceToJson(device);
        QCOMPARE(object.value(QLatin1String("status")).toString(), QStringLiteral("disabled"));
        QCOMPARE(object.value(QLatin1String("connectionState")).toString(), QStringLiteral("Connected"));
        QCOMPARE(object.value(QLatin1String("capabilities")).toObject(), json(R"({"iotEdge":true})"));
        const auto read = hubDeviceFromJson(object);
        QVERIFY(read.has_value());
        QCOMPARE(hubDeviceToJson(*read), object);
        QCOMPARE(read->primaryKey, device.primaryKey);
        QVERIFY(read->connected && read->iotEdge && !read->enabled);
    }

    void twinsKeepMetadataApart()
    {
        const QJsonObject object = json(
            R"({"deviceId":"a","etag":"AAAAAAAAAAE=","deviceEtag":"MQ==","version":9007199254740993,)"
            R"("status":"enabled","lastActivityTime":"0001-01-01T00:00:00Z","authenticationType":"sas","capabilities":{"iotEdge":true},)"
            R"("tags":{"site":"a"},"properties":{)"
            R"("desired":{"interval":60,"$metadata":{"$lastUpdated":"x","interval":{"$lastUpdated":"y"}},"$version":4},)"
            R"("reported":{"fw":"2","$metadata":{"$lastUpdated":"z"},"$version":7}}})");
        const auto twin = hubTwinFromJson(object);
        QVERIFY(twin.has_value());
        QCOMPARE(twin->version, 9007199254740993);
        QCOMPARE(twin->desiredVersion, 4);
        QCOMPARE(twin->reportedVersion, 7);
        QCOMPARE(twin->state.desired, json(R"({"interval":60})"));
        QCOMPARE(twin->state.reported, json(R"({"fw":"2"})"));
        QCOMPARE(twin->state.tags, json(R"({"site":"a"})"));
        QVERIFY(twin->state.iotEdge);
        QCOMPARE(twin->desiredMetadata.value(QLatin1String("$lastUpdated")).toString(), QStringLiteral("x"));
        QCOMPARE(hubTwinToJson(*twin), object);
    }

    void wrongShapesAreNamedByPath_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::newRow("no id") << QByteArray("{}") << QStringLiteral("deviceId");
        QTest::newRow("status") << QByteArray(R"({"deviceId":"a","status":"maybe"})") << QStringLiteral("status");
        QTest::newRow("capabilities") << QByteArray(R"({"deviceId":"a","capabilities":{"iotEdge":1}})")
                                      << QStringLiteral("capabilities.iotEdge");
    }
    void wrongShapesAreNamedByPath()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, path);
        QCOMPARE(hubDeviceFromJson(json(body)).error().detail, path);
        QCOMPARE(hubTwinFromJson(json(body)).error().detail, path);
    }

    void twinSectionsHaveToBeObjects()
    {
        const auto twin = hubTwinFromJson(json(R"({"deviceId":"a","properties":{"desired":[]}})"));
        QCOMPARE(twin.error().detail, QStringLiteral("properties.desired"));
        QCOMPARE(hubTwinFromJson(json(R"({"deviceId":"a","tags":"t"})")).error().detail, QStringLiteral("tags"));
        QVERIFY(hubTwinFromJson(json(R"({"deviceId":"a"})")).has_value());
    }

    // Protocol facts, section 10: another shape than that of the provisioning service.
    void errorBodies()
    {
        const QJsonObject body =
            hubErrorBody(QStringLiteral("DeviceNotFound"), QStringLiteral("pump-7"), QStringLiteral("t-1"));
        QCOMPARE(body.value(QLatin1String("Message")).toString(), QStringLiteral("ErrorCode:DeviceNotFound;pump-7"));
        QVERIFY(body.value(QLatin1String("ExceptionMessage")).toString().startsWith(QLatin1String("Tracking ID:t-1")));
        QCOMPARE(hubErrorCode(body), QStringLiteral("DeviceNotFound"));
        QCOMPARE(hubErrorCode(json(R"({"Message":"ErrorCode:IotHubUnauthorizedAccess"})")),
                 QStringLiteral("IotHubUnauthorizedAccess"));
        QVERIFY(hubErrorCode(json(R"({"message":"ErrorCode:X;"})")).isEmpty());
        QVERIFY(hubErrorCode(json(R"({"Message":"oops"})")).isEmpty());
        QVERIFY(hubErrorCode({}).isEmpty());
    }
};

REHOME_TEST(HubCodecTest);
#include "HubCodecTest.moc"
