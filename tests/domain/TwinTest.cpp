// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Twin.h"
#include "tests/domain/Samples.h"
#include "tests/support/TestRegistry.h"

using namespace rehome::domain;

class TwinTest : public QObject
{
    Q_OBJECT

    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }

private slots:
    // "Device state data is composed of the device twin and device capabilities."
    void migrationCarriesTwinAndCapabilities()
    {
        const DeviceState used = samples::usedState();
        const DeviceState carried = migratedState(used);
        QCOMPARE(carried.tags, used.tags);
        QCOMPARE(carried.desired, used.desired);
        QCOMPARE(carried.reported, used.reported);
        QCOMPARE(carried.iotEdge, true);
        QVERIFY(lostPaths(used, carried).isEmpty());
    }

    // "gives a copy of any initial device state data to the assigned IoT hub"
    void initialStateHasNoReportedProperties()
    {
        const DeviceState state = initialState(json(R"({"site":"a"})"), json(R"({"interval":60})"), true);
        QCOMPARE(state.tags, json(R"({"site":"a"})"));
        QCOMPARE(state.desired, json(R"({"interval":60})"));
        QVERIFY(state.reported.isEmpty());
        QVERIFY(state.iotEdge);
    }

    // "Over time, the device state data on the IoT hub may be updated by device operations and back-end operations."
    void operationsMergeIntoTheTwin_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char *name, const char *base, const char *patch, const char *result) {
            QTest::newRow(name) << QByteArray(base) << QByteArray(patch) << QByteArray(result);
        };
        row("adds", R"({"a":1})", R"({"b":2})", R"({"a":1,"b":2})");
        row("replaces", R"({"a":1})", R"({"a":2})", R"({"a":2})");
        row("null deletes", R"({"a":1,"b":2})", R"({"a":null})", R"({"b":2})");
        row("null of nothing", R"({"a":1})", R"({"b":null})", R"({"a":1})");
        row("merges within objects", R"({"a":{"x":1,"y":2}})", R"({"a":{"y":null,"z":3}})", R"({"a":{"x":1,"z":3}})");
        row("object over a value", R"({"a":1})", R"({"a":{"x":{"y":1,"n":null}}})", R"({"a":{"x":{"y":1}}})");
        row("value over an object", R"({"a":{"x":1}})", R"({"a":5})", R"({"a":5})");
        row("arrays are values", R"({"a":[1,2]})", R"({"a":[3]})", R"({"a":[3]})");
        row("nothing", R"({"a":1})", R"({})", R"({"a":1})");
    }
    void operationsMergeIntoTheTwin()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, result);
        QCOMPARE(mergedTwinPatch(json(base), json(patch)), json(result));
    }

    void lostPathsNameTheLeaves()
    {
        DeviceState before = samples::usedState();
        before.tags = json(R"({"site":"berlin","keep":1,"empty":{}})");
        DeviceState after =
            initialState(json(R"({"site":"initial","keep":1,"new":true})"), json(R"({"interval":5})"), false);
        QCOMPARE(lostPaths(before, after),
                 (QStringList{QStringLiteral("tags.empty"), QStringLiteral("tags.site"),
                              QStringLiteral("reported.firmware.version"), QStringLiteral("capabilities.iotEdge")}));
    }

    void anObjectThatBecomesAValueLosesItsLeaves()
    {
        DeviceState before;
        before.desired = json(R"({"a":{"x":1,"y":{"z":2}}})");
        DeviceState after;
        after.desired = json(R"({"a":7})");
        QCOMPARE(lostPaths(before, after),
                 (QStringList{QStringLiteral("desired.a.x"), QStringLiteral("desired.a.y.z")}));
    }
};

REHOME_TEST(TwinTest);
#include "TwinTest.moc"
