// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/PlanFile.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>
#include <algorithm>

using namespace rehome::fleet;
using rehome::domain::EnrollmentKind;
using rehome::domain::ReprovisionPolicy;
using Action = EnrollmentEdit::Action;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

constexpr qint64 moment = 1'764'446'400'000; // 2025-11-29T20:00:00Z

EnrollmentEdit edit(Action action, EnrollmentKind kind, const char *id, const QList<PendingField> &fields)
{
    EnrollmentEdit made;
    made.row = 7;
    made.action = action;
    made.kind = kind;
    made.id = s(id);
    made.baseEtag = action == Action::Create ? QString() : s("e-1");
    made.fields = fields;
    made.state = PendingState::Failed;
    made.reason = s("no matter");
    return made;
}

QList<EnrollmentEdit> someEdits()
{
    const QJsonObject long1{{s("text"), QString(120, u'x')}, {s("n"), 1}};
    QJsonObject long2 = long1;
    long2.insert(s("n"), 2);
    const QJsonObject body{
        {s("registrationId"), s("new-1")},
        {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")},
                                       {s("symmetricKey"), QJsonObject{{s("primaryKey"), s("SECRET")}}}}}};
    return {
        edit(Action::Delete, EnrollmentKind::Individual, "Old", {{QString(), body, QJsonValue(QJsonValue::Undefined)}}),
        edit(Action::Create, EnrollmentKind::Individual, "new-1",
             {{QString(), QJsonValue(QJsonValue::Undefined), body}}),
        edit(Action::Update, EnrollmentKind::Individual, "a",
             {policyField(ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate),
              {s("iotHubs"), QJsonArray{s("h.x")}, QJsonValue()}}),
        edit(Action::Update, EnrollmentKind::Group, "z", {{s("initialTwin.tags"), long1, long2}})};
}

QByteArray planWith(const char *edits)
{
    return QByteArray(R"({"rehomePlan":1,"service":"x","made":"t","madeBy":"m","edits":)") + edits + '}';
}

} // namespace

class PlanFileTest : public QObject
{
    Q_OBJECT
private slots:
    void plansComeBack()
    {
        const Plan plan = planOf(someEdits(), s("DPS-Prod.azure-devices-provisioning.net"), s("test 1"), moment);
        const auto read = planFromText(planText(plan, Secrets::Shown));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->service, s("dps-prod.azure-devices-provisioning.net"));
        QCOMPARE(read->made, s("2025-11-29T20:00:00Z"));
        QCOMPARE(read->items, plan.items);
        QCOMPARE(*read, plan);
    }

    void theTextIsForReviewers()
    {
        const QByteArray text =
            planText(planOf(someEdits(), s("dps.x"), s("rehomectl 0.1.0"), moment), Secrets::Masked);
        const QByteArray wanted(R"json({
  "rehomePlan": 1,
  "service": "dps.x",
  "made": "2025-11-29T20:00:00Z",
  "madeBy": "rehomectl 0.1.0",
  "edits": [
    {
      "kind": "group", "id": "z", "action": "update",
      "etag": "e-1",
      "changes": [
        {
          "path": "initialTwin.tags",
          "before": {
            "n": 1,
            "text": ")json" + QByteArray(120, 'x') +
                                R"json("
          },
          "after": {
            "n": 2,
            "text": ")json" + QByteArray(120, 'x') +
                                R"json("
          }
        }
      ]
    },
    {
      "kind": "individual", "id": "a", "action": "update",
      "etag": "e-1",
      "changes": [
        {"path": "iotHubs", "before": ["h.x"], "after": null},
        {"path": "reprovisionPolicy", "after": {"migrateDeviceData":true,"updateHubAssignment":true}}
      ]
    },
    {
      "kind": "individual", "id": "new-1", "action": "create",
      "body": {"attestation":{"symmetricKey":{},"type":"symmetricKey"},"registrationId":"new-1"},
      "keysLeftOut": true
    },
    {
      "kind": "individual", "id": "Old", "action": "delete",
      "etag": "e-1"
    }
  ]
}
)json");
        QCOMPARE(text.split('\n'), wanted.split('\n'));
    }

    void theOrderOfEditsDoesNotMatter()
    {
        QList<EnrollmentEdit> edits = someEdits();
        const QByteArray text = planText(planOf(edits, s("x"), s("m"), moment));
        std::ranges::reverse(edits);
        for (EnrollmentEdit &one : edits)
            std::ranges::reverse(one.fields);
        QCOMPARE(planText(planOf(edits, s("x"), s("m"), moment)), text);
    }

    void keysAreLeftOutUnlessAskedFor()
    {
        QList<EnrollmentEdit> edits = someEdits();
        edits << edit(Action::Update, EnrollmentKind::Individual, "k",
                      {{s("attestation.symmetricKey.primaryKey"), s("OLDSECRET"), s("SECRET2")}});
        const Plan plan = planOf(edits, s("x"), s("m"), moment);
        const QByteArray masked = planText(plan);
        QVERIFY(!masked.contains("SECRET"));
        const auto read = planFromText(masked);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        int leftOut = 0;
        for (const Plan::Item &item : read->items)
            leftOut += item.keysLeftOut ? 1 : 0;
        QCOMPARE(leftOut, 2);
        QCOMPARE(secretsIn(*read).withKeys, 0);
        const QByteArray shown = planText(plan, Secrets::Shown);
        QVERIFY(shown.contains("SECRET2"));
        QVERIFY(!shown.contains("OLDSECRET"));
        QVERIFY(!shown.contains("keysLeftOut"));
        QCOMPARE(secretsIn(plan).withKeys, 2);
    }

    void webhookCodesAreCounted()
    {
        const auto url = [](const char *path, const QJsonValue &value) {
            return edit(Action::Update, EnrollmentKind::Individual, path, {{s(path), QJsonValue(), value}});
        };
        const Plan plan =
            planOf({url("customAllocationDefinition.webhookUrl", s("https://f/x?code=1")),
                    url("customAllocationDefinition", QJsonObject{{s("webhookUrl"), s("https://f/x?a=1&code=1")}}),
                    url("deviceId", s("https://f/x?code=1"))},
                   s("x"), s("m"), moment);
        QCOMPARE(secretsIn(plan).withWebhookCodes, 2);
    }

    void wrongPlansAreTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, const QByteArray &text, const char *says) {
            QTest::newRow(tag) << text << s(says);
        };
        row("empty", "", "no JSON object");
        row("an array", "[]", "no JSON object");
        row("cut off", "{\n\"rehomePlan\": 1,\n", "line 3");
        row("no plan", "{\"enrollments\":[]}", "no rehomePlan");
        row("newer", R"({"rehomePlan":2,"service":"x","made":"t","madeBy":"m","edits":[]})", "version 2");
        row("half a version", R"({"rehomePlan":1.5,"service":"x","made":"t","madeBy":"m","edits":[]})", "version 1.5");
        row("unknown member", R"({"rehomePlan":1,"service":"x","made":"t","madeBy":"m","edits":[],"more":1})",
            "more is not known");
        row("no service", R"({"rehomePlan":1,"made":"t","madeBy":"m","edits":[]})", "service has no text");
        row("no edits", R"({"rehomePlan":1,"service":"x","made":"t","madeBy":"m"})", "edits is no list");
        row("item is text", planWith(R"(["x"])"), "edits[0].kind has no text");
        row("unknown in item", planWith(R"([{"kind":"group","id":"a","action":"delete","etag":"e","force":true}])"),
            "edits[0].force is not known");
        row("kind", planWith(R"([{"kind":"device","id":"a","action":"delete","etag":"e"}])"), "edits[0].kind");
        row("id", planWith(R"([{"kind":"group","id":"a b","action":"delete","etag":"e"}])"), "edits[0].id");
        row("action", planWith(R"([{"kind":"group","id":"a","action":"erase","etag":"e"}])"), "edits[0].action");
        row("no etag", planWith(R"([{"kind":"group","id":"a","action":"delete"}])"), "edits[0].etag");
        row("any etag", planWith(R"([{"kind":"group","id":"a","action":"delete","etag":"*"}])"), "whatever is there");
        row("changes in delete", planWith(R"([{"kind":"group","id":"a","action":"delete","etag":"e","changes":[]}])"),
            "edits[0].changes does not belong");
        row("no changes", planWith(R"([{"kind":"group","id":"a","action":"update","etag":"e","changes":[]}])"),
            "has no changes");
        row("unknown in change",
            planWith(R"([{"kind":"group","id":"a","action":"update","etag":"e","changes":[{"path":"x","chnges":1}]}])"),
            "edits[0].changes[0].chnges is not known");
        row("read-only member",
            planWith(
                R"([{"kind":"group","id":"a","action":"update","etag":"e","changes":[{"path":"etag","after":"x"}]}])"),
            "cannot be edited");
        row("the ID",
            planWith(
                R"([{"kind":"group","id":"a","action":"update","etag":"e","changes":[{"path":"enrollmentGroupId"}]}])"),
            "cannot be edited");
        row("empty name",
            planWith(R"([{"kind":"group","id":"a","action":"update","etag":"e","changes":[{"path":"a..b"}]}])"),
            "cannot be edited");
        row("one within another", planWith(R"([{"kind":"group","id":"a","action":"update","etag":"e",
                          "changes":[{"path":"a.b","after":1},{"path":"a","after":2}]}])"),
            "changes what another");
        row("create without body", planWith(R"([{"kind":"group","id":"a","action":"create"}])"), "no enrollment");
        row("create of another",
            planWith(R"([{"kind":"group","id":"a","action":"create","body":{"enrollmentGroupId":"b"}}])"),
            "another ID");
        row("twice", planWith(R"([{"kind":"group","id":"a","action":"delete","etag":"e"},
                                  {"kind":"group","id":"A","action":"delete","etag":"e"}])"),
            "edits[1] has the ID of edits[0]");
        row("flag", planWith(R"([{"kind":"group","id":"a","action":"delete","etag":"e","keysLeftOut":1}])"),
            "neither true nor false");
    }

    void wrongPlansAreTold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto read = planFromText(text);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, rehome::ErrorKind::BadInput);
        QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
    }

    void noCutPlanIsTaken()
    {
        const QByteArray text = planText(planOf(someEdits(), s("x"), s("m"), moment), Secrets::Shown);
        for (qsizetype size = 0; size + 2 < text.size(); size += 7)
            QVERIFY(!planFromText(text.first(size)));
    }
};

REHOME_TEST(PlanFileTest);
#include "PlanFileTest.moc"
