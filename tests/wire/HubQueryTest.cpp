// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/HubQuery.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using rehome::wire::HubQuery;

/// The query language of IoT hubs.
class HubQueryTest : public QObject
{
    Q_OBJECT

private slots:
    void conditions_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *condition, bool matches) {
            QTest::newRow(condition) << QString::fromLatin1(condition) << matches;
        };
        row("deviceId = 'dev-1'", true);
        row("'dev-1' = deviceId", true);
        row("deviceId = \"dev-1\"", true);
        row("devices.deviceId = 'dev-1'", true);
        row("deviceId != 'dev-1'", false);
        row("deviceId <> 'dev-2'", true);
        row("status = 'enabled' and connectionState = 'Disconnected'", true);
        row("capabilities.iotEdge = true", false);
        row("capabilities.iotEdge = false", true);
        row("NOT capabilities.iotEdge", true);
        row("tags.floor > 2 AND tags.floor >= 3 AND tags.floor < 4 AND tags.floor <= 3", true);
        row("tags.floor > 3", false);
        row("tags.floor = 3.0", true);
        row("tags.floor = 0x3", true);
        row("tags.floor = 0.3e1", true);
        row("tags.cold = -5", true);
        row("tags.floor = '3'", false);  // kinds differ
        row("tags.floor != '3'", true);  // so they are not equal
        row("tags.floor > '2'", false);  // and have no order
        row("tags.site >= 'noq'", true); // texts do
        row("properties.reported.fw.version = '1.2'", true);
        row("properties.desired.$version = 4", true);
        row("properties.reported.none = null", true);
        row("properties.reported.none != null", false);
        row("tags.site IN ['south', 'north']", true);
        row("tags.site NIN ['south']", true);
        row("tags.site NOT IN ['south', 'north']", false);
        row("tags.floor in [1, 2, 3, true, null]", true);
        row("is_defined(tags.site)", true);
        row("IS_DEFINED(tags.nothing)", false);
        row("is_defined(properties.reported.none)", true); // "including null"
        row("not is_defined(tags.nothing.deeper)", true);
        // A member that is not there gives no truth value, and its NOT none either.
        row("tags.nothing = 'x'", false);
        row("tags.nothing != 'x'", false);
        row("NOT (tags.nothing = 'x')", false);
        row("tags.nothing != 'x' OR tags.floor = 3", true);
        row("NOT (tags.nothing = 'x' AND tags.floor = 9)", true);
        row("tags.nothing NIN ['x']", false);
        row("tags = 5", false); // objects are not compared
        row("tags.site", false);
        row("true", true);
        row("'text'", false);
        row("undefined = undefined", false);
        // AND binds tighter than OR.
        row("tags.floor = 9 AND tags.site = 'x' OR deviceId = 'dev-1'", true);
        row("tags.floor = 9 AND (tags.site = 'x' OR deviceId = 'dev-1')", false);
        row("not tags.floor = 9 and deviceId = 'dev-1'", true);
        row("(tags.floor = 3) = true", true);
        row("tags.quote = 'it\\'s \\\"so\\\" \\\\ \\u00e9'", true);
        row("tags.site = 'north';", true);
    }

    void conditions()
    {
        QFETCH(QString, condition);
        QFETCH(bool, matches);
        const auto query = HubQuery::parse(QStringLiteral("SELECT * FROM devices WHERE ") + condition);
        QVERIFY2(query, query ? "" : qPrintable(query.error().message));
        QCOMPARE(query->matches(twin()), matches);
        QVERIFY(query->hasCondition());
    }

    void refusalsSayWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        const auto row = [](const char *text, int position) {
            QTest::newRow(text) << QString::fromLatin1(text) << position;
        };
        row("", 1);
        row("DELETE FROM devices", 1);
        row("SELECT FROM devices", 8);
        row("SELECT * devices", 10);
        row("SELECT * FROM enrollments", 15);
        row("SELECT * FROM devices.jobs", 22);
        row("SELECT * FROM devices WHERE", 28);
        row("SELECT * FROM devices WHERE tags.a =", 37);
        row("SELECT * FROM devices WHERE tags.a == 5", 37);
        row("SELECT * FROM devices WHERE tags. = 5", 35);
        row("SELECT * FROM devices WHERE tags.a = 'open", 38);
        row("SELECT * FROM devices WHERE tags.a = 'bad \\x'", 38);
        row("SELECT * FROM devices WHERE tags.a = '\\u12g4'", 38);
        row("SELECT * FROM devices WHERE tags.a = 5x", 38);
        row("SELECT * FROM devices WHERE tags.a = 1e999", 38);
        row("SELECT * FROM devices WHERE (tags.a = 5", 40);
        row("SELECT * FROM devices WHERE tags.a = 5)", 39);
        row("SELECT * FROM devices WHERE tags.a IN ['x' 'y']", 44);
        row("SELECT * FROM devices WHERE tags.a IN [tags.b]", 40);
        row("SELECT * FROM devices WHERE upper(tags.a) = 'X'", 29);
        row("SELECT * FROM devices WHERE tags.a = 5 GROUP BY tags.a", 40);
        row("SELECT * FROM devices; DROP", 24);
        row("SELECT COUNT(), deviceId FROM devices", 26);
        row("SELECT deviceId AS FROM devices", 20);
        row("SELECT TOP 0 * FROM devices", 12);
        row("SELECT * FROM devices WHERE tags.a + 1 = 2", 36);
    }

    void refusalsSayWhere()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        const auto query = HubQuery::parse(text);
        QVERIFY(!query);
        QVERIFY(!query.error().message.isEmpty());
        QCOMPARE(query.error().position, position);
    }

    void rowsAreProjected()
    {
        const auto query = HubQuery::parse(QStringLiteral(
            "select top 7 deviceId, tags.floor, properties.reported.fw.version AS fw, tags.no from devices"));
        QVERIFY(query);
        QCOMPARE(query->shape(), HubQuery::Shape::Columns);
        QCOMPARE(query->top(), std::optional<qint64>(7));
        QCOMPARE(query->row(twin()), QJsonObject({{QStringLiteral("deviceId"), QStringLiteral("dev-1")},
                                                  {QStringLiteral("floor"), 3},
                                                  {QStringLiteral("fw"), QStringLiteral("1.2")}}));
        const auto all = HubQuery::parse(QStringLiteral("SELECT * FROM devices"));
        QCOMPARE(all->row(twin()), twin());
        QVERIFY(!all->hasCondition());
        const auto count = HubQuery::parse(QStringLiteral("SELECT COUNT() AS n FROM devices WHERE tags.floor = 3"));
        QCOMPARE(count->shape(), HubQuery::Shape::Count);
        QCOMPARE(count->countRow(4), QJsonObject({{QStringLiteral("n"), 4}}));
    }

    void depthAndLengthHaveAnEnd()
    {
        const QString start = QStringLiteral("SELECT * FROM devices WHERE ");
        for (const QString &nest : {QStringLiteral("("), QStringLiteral("NOT ")}) {
            const auto deep = HubQuery::parse(start + nest.repeated(10000) + QStringLiteral("true"));
            QVERIFY(!deep);
            QVERIFY(deep.error().message.contains(QLatin1String("deep")));
        }
        const auto fits = HubQuery::parse(start + QString(60, QLatin1Char('(')) + QStringLiteral("true") +
                                          QString(60, QLatin1Char(')')));
        QVERIFY(fits && fits->matches({}));
        // A long row of alternatives is flat, so it needs no depth.
        const auto wide =
            HubQuery::parse(start + QStringLiteral("tags.a=1 OR ").repeated(4000) + QStringLiteral("true"));
        QVERIFY(wide && wide->matches({}));
        QVERIFY(!HubQuery::parse(start + QStringLiteral("tags.a=1 OR ").repeated(9000) + QStringLiteral("true")));
    }

private:
    static QJsonObject twin()
    {
        QJsonObject twin =
            QJsonDocument::fromJson(R"({"deviceId": "dev-1", "status": "enabled", "connectionState": "Disconnected",
            "capabilities": {"iotEdge": false}, "tags": {"site": "north", "floor": 3, "cold": -5},
            "properties": {"desired": {"on": true, "$version": 4},
                           "reported": {"fw": {"version": "1.2"}, "none": null, "$version": 7}}})")
                .object();
        QJsonObject tags = twin.value(QLatin1String("tags")).toObject();
        tags.insert(QStringLiteral("quote"), QString::fromUtf8("it's \"so\" \\ \u00e9"));
        twin.insert(QStringLiteral("tags"), tags);
        return twin;
    }
};

REHOME_TEST(HubQueryTest);
#include "HubQueryTest.moc"
