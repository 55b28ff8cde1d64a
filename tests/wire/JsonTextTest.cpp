// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/JsonText.h"
#include "models/wire/DeviceCodec.h"
#include "models/wire/HubCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

#include <QtCore/QJsonDocument>

using namespace rehome;
using namespace rehome::wire;
using samples::json;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

/// What is written as text at once is, byte for byte, what Qt makes of the tree of the same shape.
class JsonTextTest : public QObject
{
    Q_OBJECT

private slots:
    void valuesAreAsInATree_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::newRow("plain") << QByteArray(R"({"a":"b"})");
        QTest::newRow("empty") << QByteArray(R"({"a":"","b":{},"c":[]})");
        QTest::newRow("escapes") << QByteArray(R"({"a":"\u0022quoted\u0022 back\\slash \n \u0001 end","b\u0022\n":1})");
        QTest::newRow("not ASCII") << QByteArray("{\"a\":\"K\xc3\xbc"
                                                 "che \xf0\x9f\x9a\x80\"}");
        QTest::newRow("numbers") << QByteArray(
            R"({"a":0,"b":-1,"c":9007199254740993,"d":1.5,"e":1e300,"f":-9223372036854775808,"g":1})");
        QTest::newRow("words") << QByteArray(R"({"a":true,"b":false,"c":null})");
        QTest::newRow("nested") << QByteArray(R"({"a":{"b":{"c":[1,{"d":null},"e"]},"f":2},"g":"h"})");
    }

    void valuesAreAsInATree()
    {
        QFETCH(QByteArray, object);
        const QJsonObject expected = json(object);
        QVERIFY(!expected.isEmpty());
        JsonText text;
        JsonTree tree;
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            text.value(it.key(), it.value());
            tree.value(it.key(), it.value());
        }
        QCOMPARE(text.take(), compact(expected));
        QCOMPARE(tree.json(), expected);
    }

    void loneSurrogatesAreQts()
    {
        const QString broken = QString(QChar(0xd800)) + QStringLiteral("x");
        JsonText text;
        text.text(QLatin1String("a"), broken);
        QCOMPARE(text.take(), compact({{QStringLiteral("a"), broken}}));
    }

    void emptyObjects()
    {
        QCOMPARE(JsonText().take(), QByteArray("{}"));
        JsonText text;
        text.object(QLatin1String("a"), [](JsonText &) {});
        text.number(QLatin1String("b"), 1);
        QCOMPARE(text.take(), QByteArray(R"({"a":{},"b":1})"));
    }

    void hubShapes()
    {
        HubDevice device;
        QCOMPARE(hubDeviceText(device), compact(hubDeviceToJson(device)));
        device.deviceId = QStringLiteral("pump \"7\"");
        device.etag = QStringLiteral("MQ==");
        device.primaryKey = QStringLiteral("AAECAwQFBgcICQoLDA0ODw==");
        device.secondaryThumbprint = QStringLiteral("ab");
        device.statusReason = QStringLiteral("gestört");
        device.parentScopes = QStringList{QStringLiteral("a"), QStringLiteral("b")};
        device.lastActivityTime = QStringLiteral("2022-01-01T00:00:00Z");
        QCOMPARE(hubDeviceText(device), compact(hubDeviceToJson(device)));

        HubTwin twin;
        QCOMPARE(hubTwinText(twin), compact(hubTwinToJson(twin)));
        twin.deviceId = QStringLiteral("a");
        twin.deviceEtag = QStringLiteral("MQ==");
        twin.state.tags = json(R"({"site":"hall \u00224\u0022","n":[1,2.5]})");
        // The reserved members are the twin's own, whatever an enrollment says.
        twin.state.desired = json(R"({"interval":60,"$version":9,"$metadata":{}})");
        twin.desiredMetadata = json(R"({"$lastUpdated":"x","$lastUpdatedVersion":1})");
        QCOMPARE(hubTwinText(twin), compact(hubTwinToJson(twin)));
        const QJsonObject desired = hubTwinToJson(twin)
                                        .value(QLatin1String("properties"))
                                        .toObject()
                                        .value(QLatin1String("desired"))
                                        .toObject();
        QCOMPARE(desired.value(QLatin1String("$version")).toInt(), 1);
        QCOMPARE(desired.value(QLatin1String("$metadata")).toObject(), twin.desiredMetadata);
    }

    void deviceShapes()
    {
        domain::RegistrationState state;
        QCOMPARE(registrationResultText(state, {}), compact(registrationResultToJson(state, {})));
        state.registrationId = QStringLiteral("a");
        state.deviceId = QStringLiteral("b");
        state.assignedHub = QStringLiteral("hub-a.localhost");
        state.status = domain::RegistrationStatus::Assigned;
        state.substatus = domain::Substatus::InitialAssignment;
        state.createdDateTimeUtc = state.lastUpdatedDateTimeUtc = QStringLiteral("2022-01-01T00:00:00.0000000Z");
        state.errorCode = 400207;
        state.errorMessage = QStringLiteral("no\nhub");
        state.etag = QStringLiteral("Ig==");
        state.payload = json(R"({"x":{"y":1}})");
        const QString group = QStringLiteral("line-7");
        QCOMPARE(registrationResultText(state, group), compact(registrationResultToJson(state, group)));
        const OperationStatus under{QStringLiteral("5.1"), domain::RegistrationStatus::Assigning, std::nullopt};
        QCOMPARE(operationStatusText(under.operationId, under.status), compact(operationStatusToJson(under)));
        const OperationStatus done{QStringLiteral("5.1"), state.status, state};
        QCOMPARE(operationStatusText(done.operationId, done.status, registrationResultText(state, {})),
                 compact(operationStatusToJson(done)));
    }
};

REHOME_TEST(JsonTextTest);
#include "JsonTextTest.moc"
