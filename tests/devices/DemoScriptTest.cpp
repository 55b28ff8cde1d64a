// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rehome/DemoScript.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::demo;

namespace {

QList<QJsonObject> steps(const char *json)
{
    QList<QJsonObject> list;
    for (const auto &step : QJsonDocument::fromJson(QByteArray("[") + json + "]").array())
        list.append(step.toObject());
    return list;
}

const ScriptNames names{{QStringLiteral("line-7")},
                        {QStringLiteral("pump-1")},
                        {QStringLiteral("pump-1"), QStringLiteral("line7-0001")},
                        {QStringLiteral("hub-a.localhost"), QStringLiteral("hub-b.localhost")}};

} // namespace

/// Steps of a scenario (resources/scenarios/README.md).
class DemoScriptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryMember()
    {
        const auto script = parseScript(steps(
                                            R"({"id":"a","text":"T","atMs":500,"action":{"by":"script","change":[
                     {"group":"line-7","set":{"iotHubs":["hub-b.localhost"],"reprovisionPolicy":null}},
                     {"enrollment":"new-1","create":{"attestation":{"type":"symmetricKey"},"iotHubs":["hub-b.localhost"]},"keyOfGroup":"line-7"},
                     {"enrollment":"new-1","delete":true}],
                   "devices":[{"group":"line-7","reboot":{"spreadMs":100,"register":true,"first":3}},
                     {"all":true,"background":{"perSecond":1.5}},
                     {"ids":["line7-0001"],"travel":{"region":"eastus","first":1}}]}},
                   {"id":"b","text":"T","everyMs":60000,"phaseMs":2000,"action":{"by":"script","devices":[{"ids":["line7-0001"],"reboot":{"spreadMs":0}}]}},
                   {"id":"c","text":"T","highlight":"rail.live","action":{"by":"person","change":[{"enrollment":"new-1","delete":true}]},
                    "until":{"page":"devices","enrollment":{"id":"new-1","kind":"individual","exists":false},
                      "device":{"id":"pump-1","hub":"hub-a.localhost","status":"assigned","substatus":"deviceDataReset"}}})"),
                                        names);
        QVERIFY2(script, qPrintable(script ? QString() : script.error().message));
        QCOMPARE(script->size(), 3);
        const ScriptStep &first = script->at(0);
        QCOMPARE(first.atMs, std::optional<qint64>(500));
        QVERIFY(first.isScript());
        const ServiceEdit &set = first.action->changes[0];
        QCOMPARE(set.kind, domain::EnrollmentKind::Group);
        QCOMPARE(set.fields.size(), 2);
        for (const auto &field : set.fields)
            QCOMPARE(field.value.isUndefined(), field.path == QLatin1String("reprovisionPolicy"));
        const ServiceEdit &create = first.action->changes[1];
        QCOMPARE(create.what, ServiceEdit::What::Create);
        QCOMPARE(create.body.value(QLatin1String("registrationId")).toString(), QStringLiteral("new-1"));
        QCOMPARE(create.keyOfGroup, QStringLiteral("line-7"));
        QCOMPARE(first.action->changes[2].what, ServiceEdit::What::Delete);
        const DeviceOrder &reboot = first.action->orders[0];
        QVERIFY(reboot.what == DeviceOrder::What::Reboot && reboot.registers && reboot.first == 3 &&
                reboot.spreadMs == 100);
        const DeviceOrder &background = first.action->orders[1];
        QVERIFY(background.all && background.what == DeviceOrder::What::Background && !background.registers);
        QCOMPARE(background.perSecond, 1.5);
        const DeviceOrder &travel = first.action->orders[2];
        QVERIFY(travel.what == DeviceOrder::What::Travel && travel.region == QLatin1String("eastus") &&
                travel.first == 1);
        QCOMPARE(script->at(1).everyMs, std::optional<qint64>(60'000));
        QCOMPARE(script->at(1).phaseMs, 2000);
        QVERIFY(!script->at(2).isScript());
        QCOMPARE(script->at(2).action->by, Action::By::Person);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const char *json, const char *place) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(place);
        };
        row("no id", R"({"text":"T"})", "steps[0].id");
        row("no text", R"({"id":"a"})", "steps[0].text");
        row("unknown key", R"({"id":"a","text":"T","hilight":"x"})", "steps[0].hilight");
        row("same id", R"({"id":"a","text":"T"},{"id":"a","text":"T"})", "steps[1].id");
        row("both times", R"({"id":"a","text":"T","atMs":1,"everyMs":10000,"action":{}})", "steps[0]");
        row("negative time", R"({"id":"a","text":"T","atMs":-1,"action":{}})", "steps[0].atMs");
        row("fraction", R"({"id":"a","text":"T","atMs":1.5,"action":{}})", "steps[0].atMs");
        row("too often", R"({"id":"a","text":"T","everyMs":100,"action":{}})", "steps[0].everyMs");
        row("phase alone", R"({"id":"a","text":"T","phaseMs":100})", "steps[0].phaseMs");
        row("script without action", R"({"id":"a","text":"T","atMs":1})", "steps[0].action");
        row("no by", R"({"id":"a","text":"T","action":{"devices":[]}})", "steps[0].action.by");
        row("by nobody", R"({"id":"a","text":"T","action":{"by":"me"}})", "steps[0].action.by");
        row("empty action", R"({"id":"a","text":"T","action":{"by":"script"}})", "steps[0].action");
        row("edit of nothing", R"({"id":"a","text":"T","action":{"by":"script","change":[{"set":{"iotHubs":[]}}]}})",
            "steps[0].action.change[0]");
        row("two ways",
            R"({"id":"a","text":"T","action":{"by":"script","change":[{"group":"line-7","set":{"a":1},"delete":true}]}})",
            "steps[0].action.change[0]");
        row("unknown group",
            R"({"id":"a","text":"T","action":{"by":"script","change":[{"group":"line-8","delete":true}]}})",
            "steps[0].action.change[0].group");
        row("unknown hub",
            R"({"id":"a","text":"T","action":{"by":"script","change":[{"group":"line-7","set":{"iotHubs":["hub-x.localhost"]}}]}})",
            "steps[0].action.change[0].set");
        row("bad body",
            R"({"id":"a","text":"T","action":{"by":"script","change":[{"enrollment":"n","create":{"attestation":7}}]}})",
            "steps[0].action.change[0].create");
        row("key of a group for a group",
            R"({"id":"a","text":"T","action":{"by":"script","change":[{"group":"line-7","delete":true,"keyOfGroup":"line-7"}]}})",
            "steps[0].action.change[0].keyOfGroup");
        row("edit is no object", R"({"id":"a","text":"T","action":{"by":"script","change":[1]}})",
            "steps[0].action.change[0]");
        row("order to two",
            R"({"id":"a","text":"T","action":{"by":"script","devices":[{"all":true,"group":"line-7","reboot":{"spreadMs":1}}]}})",
            "steps[0].action.devices[0]");
        row("no spread", R"({"id":"a","text":"T","action":{"by":"script","devices":[{"all":true,"reboot":{}}]}})",
            "steps[0].action.devices[0].reboot.spreadMs");
        row("first none",
            R"({"id":"a","text":"T","action":{"by":"script","devices":[{"all":true,"reboot":{"spreadMs":1,"first":0}}]}})",
            "steps[0].action.devices[0].reboot.first");
        row("nowhere",
            R"({"id":"a","text":"T","action":{"by":"script","devices":[{"all":true,"travel":{"region":"atlantis"}}]}})",
            "steps[0].action.devices[0].travel.region");
        row("two orders at once",
            R"({"id":"a","text":"T","action":{"by":"script","devices":[{"all":true,"travel":{"region":"eastus"},"reboot":{"spreadMs":1}}]}})",
            "steps[0].action.devices[0]");
        row("unknown device",
            R"({"id":"a","text":"T","action":{"by":"script","devices":[{"ids":["x"],"reboot":{"spreadMs":1}}]}})",
            "steps[0].action.devices[0].ids");
        row("condition on a stranger", R"({"id":"a","text":"T","until":{"device":{"id":"x"}}})",
            "steps[0].until.device.id");
        row("condition on a policy",
            R"({"id":"a","text":"T","until":{"enrollment":{"id":"pump-1","kind":"individual","policy":"always"}}})",
            "steps[0].until.enrollment.policy");
        row("condition on a status", R"({"id":"a","text":"T","until":{"device":{"id":"pump-1","status":"moved"}}})",
            "steps[0].until.device.status");
        row("made later", R"({"id":"a","text":"T","action":{"by":"script","change":[{"enrollment":"n","delete":true}]}},
                             {"id":"b","text":"T","action":{"by":"script","change":[{"enrollment":"n","create":{"attestation":{"type":"symmetricKey"}}}]}})",
            "steps[0].action.change[0].enrollment");
    }
    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto list = steps(json.constData());
        QVERIFY2(!list.isEmpty(), "the test's own JSON");
        const auto script = parseScript(list, names);
        QVERIFY(!script);
        QCOMPARE(script.error().kind, ErrorKind::BadInput);
        QCOMPARE(script.error().detail, place);
        QVERIFY2(script.error().message.contains(place), qPrintable(script.error().message));
    }

    void oneActionByItself()
    {
        const QJsonObject action =
            QJsonDocument::fromJson(R"({"by":"devices","devices":[{"ids":["anything"],"reboot":{"spreadMs":0}}]})")
                .object();
        QVERIFY(parseAction(action, QStringLiteral("action"), nullptr));
        QVERIFY(!parseAction(action, QStringLiteral("action"), &names));
        QVERIFY(!parseAction({}, QStringLiteral("action"), nullptr));
    }
};

REHOME_TEST(DemoScriptTest);
#include "DemoScriptTest.moc"
