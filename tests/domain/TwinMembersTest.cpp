// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TwinMembers.h"
#include "models/domain/TwinLimits.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome::domain;
using Problem = TwinMemberProblem;

Q_DECLARE_METATYPE(rehome::domain::TwinMemberProblem)

class TwinMembersTest : public QObject
{
    Q_OBJECT

    static QJsonObject object(const char *json) { return QJsonDocument::fromJson(json).object(); }

private slots:
    void paths_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("path");
        QTest::addColumn<Problem>("problem");
        const auto row = [](const char *typed, const QJsonValue &value, const char *path, Problem problem) {
            QTest::addRow("%s: %s", typed,
                          QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).left(60).constData())
                << QString::fromLatin1(typed) << value << QString::fromLatin1(path) << problem;
        };
        const QJsonValue gone(QJsonValue::Undefined);
        row("tags.site", QStringLiteral("harbour"), "initialTwin.tags.site", Problem::None);
        row(" tags.site ", gone, "initialTwin.tags.site", Problem::None);
        row("initialTwin.tags.site.hall", 7, "initialTwin.tags.site.hall", Problem::None);
        row("properties.desired.interval", 5, "initialTwin.properties.desired.interval", Problem::None);
        row("properties.desired", gone, "initialTwin.properties.desired", Problem::None);
        row("tags", QJsonObject{{QStringLiteral("a"), 1}}, "initialTwin.tags", Problem::None);
        row("", 5, "", Problem::NoPath);
        row("initialTwin", 5, "", Problem::NoPath);
        row("site", 5, "", Problem::NotInTwin);
        row("iotHubs", gone, "", Problem::NotInTwin);
        row("properties", gone, "", Problem::NotInTwin);
        row("properties.reported.a", 5, "", Problem::NotInTwin);
        row("tags", 5, "", Problem::NoObject);
        row("properties.desired", QJsonValue(QJsonValue::Null), "", Problem::NoObject);
        row("tags.a.", 5, "", Problem::BadName);
        row("tags..a", 5, "", Problem::BadName);
        row("tags.$version", gone, "", Problem::BadName);
        row("tags.two words", 5, "", Problem::BadName);
        row("tags.a", QJsonValue(QJsonValue::Null), "", Problem::Refused);
        row("tags.a", QString(TwinLimits::textBytes + 1, QLatin1Char('x')), "", Problem::Refused);
        row("tags.a", QJsonObject{{QStringLiteral("$b"), 1}}, "", Problem::Refused);
        row("tags.a", 1e18, "", Problem::Refused);
    }
    void paths()
    {
        QFETCH(QString, typed);
        QFETCH(QJsonValue, value);
        QFETCH(QString, path);
        QFETCH(Problem, problem);
        const TwinMembers result = twinMember(typed, value);
        QCOMPARE(result.problem, problem);
        if (problem != Problem::None) {
            QVERIFY(result.members.isEmpty());
            return;
        }
        QCOMPARE(result.members, (QList<TwinMember>{{path, value}}));
    }

    void patchesBecomeTheirLeaves()
    {
        const auto result = twinMembersOfPatch(object(R"({"tags": {"site": "yard", "old": null, "at": {"hall": 7}},
            "properties": {"desired": {"seconds": 5, "list": [1, {"a": null}]}}})"));
        QCOMPARE(result.problem, Problem::None);
        QStringList told;
        for (const TwinMember &member : result.members)
            told << member.path +
                        (member.value.isUndefined()
                             ? QString()
                             : QStringLiteral("=") +
                                   QString::fromUtf8(
                                       QJsonDocument(QJsonArray{member.value}).toJson(QJsonDocument::Compact)));
        told.sort();
        QCOMPARE(told,
                 (QStringList{QStringLiteral("initialTwin.properties.desired.list=[[1,{\"a\":null}]]"),
                              QStringLiteral("initialTwin.properties.desired.seconds=[5]"),
                              QStringLiteral("initialTwin.tags.at.hall=[7]"), QStringLiteral("initialTwin.tags.old"),
                              QStringLiteral("initialTwin.tags.site=[\"yard\"]")}));
    }

    void patchesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Problem>("problem");
        const auto row = [](const char *json, Problem problem) { QTest::newRow(json) << QByteArray(json) << problem; };
        row("{}", Problem::NoMember);
        row(R"({"tags": {}, "properties": {"desired": {}}})", Problem::NoMember);
        row(R"({"site": "yard"})", Problem::NotInTwin);
        row(R"({"properties": {"reported": {}}})", Problem::NotInTwin);
        row(R"({"tags": null})", Problem::NoObject);
        row(R"({"tags": [1]})", Problem::NoObject);
        row(R"({"properties": {"desired": 5}})", Problem::NoObject);
        row(R"({"properties": 5})", Problem::NoObject);
        row(R"({"tags": {"a.b": 5}})", Problem::Refused);
        row(R"({"tags": {"": 5}})", Problem::Refused);
        row(R"({"tags": {"$a": 5}})", Problem::Refused);
    }
    void patchesThatAreNone()
    {
        QFETCH(QByteArray, json);
        QFETCH(Problem, problem);
        const auto result = twinMembersOfPatch(QJsonDocument::fromJson(json).object());
        QCOMPARE(result.problem, problem);
        QVERIFY(result.members.isEmpty());
    }
};

REHOME_TEST(TwinMembersTest);
#include "TwinMembersTest.moc"
