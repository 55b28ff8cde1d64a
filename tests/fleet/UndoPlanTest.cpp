// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/UndoPlan.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome::fleet;
using Action = EnrollmentEdit::Action;
using Outcome = UndoPlan::Outcome;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

/// `"x"` as the value x; nothing as Undefined.
QJsonValue value(const char *text)
{
    return text ? json((QByteArray(R"({"v":)") + text + '}').constData()).value(QLatin1String("v"))
                : QJsonValue(QJsonValue::Undefined);
}

AppliedChange change(Action action, const QList<PendingField> &fields)
{
    AppliedChange made;
    made.action = action;
    made.id = QStringLiteral("sn-1");
    made.etag = action == Action::Delete ? QString() : QStringLiteral("\"v2\"");
    made.fields = fields;
    return made;
}

AppliedChange update(const char *path, const char *before, const char *after)
{
    return change(Action::Update, {{QString::fromLatin1(path), value(before), value(after)}});
}

AppliedChange deletion(const char *body)
{
    return change(Action::Delete, {{QString(), json(body), value(nullptr)}});
}

AppliedChange creation(const char *body)
{
    return change(Action::Create, {{QString(), value(nullptr), json(body)}});
}

const UndoMemory nothing;
const UndoMemory keys{json(R"({"primaryKey":"b2xkLXByaW1hcnk=","secondaryKey":"b2xkLXNlY29uZA=="})"), {}};
const UndoMemory certificates{{}, json(R"({"clientCertificates":{"primary":{"certificate":"PEM"}}})")};

const char *const symmetric = R"({"registrationId":"sn-1","iotHubs":["a"],"attestation":{"type":"symmetricKey"}})";
const char *const x509 =
    R"({"registrationId":"sn-1","attestation":{"type":"x509","x509":{"clientCertificates":{"primary":{"info":{}}}}}})";
const char *const caNames =
    R"({"registrationId":"sn-1","attestation":{"type":"x509","x509":{"caReferences":{"primary":"root"}}}})";
const char *const primary = "attestation.symmetricKey.primaryKey";
const char *const policy = "reprovisionPolicy";

} // namespace

Q_DECLARE_METATYPE(AppliedChange)
Q_DECLARE_METATYPE(UndoMemory)

class UndoPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plans_data();
    void plans();
    void deletionsComeBackWhole();
    void keysThatAreKnownComeBack();
    void mergesTellAllThreeSides();
    void whatUndoPutsBackCanBeTakenBack();
};

void UndoPlanTest::plans_data()
{
    QTest::addColumn<AppliedChange>("applied");
    QTest::addColumn<QByteArray>("now"); // empty: gone
    QTest::addColumn<UndoMemory>("memory");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("fields");
    QTest::addColumn<bool>("newKeys");
    const auto row = [](const char *name, const AppliedChange &applied, const char *now, const UndoMemory &memory,
                        Outcome outcome, Action action, int fields, bool newKeys = false) {
        QTest::newRow(name) << applied << QByteArray(now) << memory << static_cast<int>(outcome)
                            << static_cast<int>(action) << fields << newKeys;
    };
    const auto hashed = update("allocationPolicy", R"("static")", R"("hashed")");
    row("as applied", hashed, R"({"etag":"v2","allocationPolicy":"hashed"})", nothing, Outcome::Restore, Action::Update,
        1);
    row("same version, told otherwise", hashed, R"({"etag":"v2","allocationPolicy":"Hashed"})", nothing,
        Outcome::Restore, Action::Update, 1);
    row("another field moved on", hashed, R"({"etag":"v3","allocationPolicy":"hashed","iotHubs":["b"]})", nothing,
        Outcome::Restore, Action::Update, 1);
    row("the field moved on", hashed, R"({"etag":"v3","allocationPolicy":"custom"})", nothing, Outcome::Merge,
        Action::Update, 1);
    row("put back by somebody", hashed, R"({"etag":"v3","allocationPolicy":"static"})", nothing, Outcome::Nothing,
        Action::Update, 0);
    row("deleted since", hashed, "", nothing, Outcome::Refused, Action::Update, 0);
    row("a removed member", update(policy, R"({"updateHubAssignment":true,"migrateDeviceData":true})", nullptr),
        R"({"etag":"v3","reprovisionPolicy":null})", nothing, Outcome::Restore, Action::Update, 1);
    row("an added member", update(policy, nullptr, R"({"updateHubAssignment":true,"migrateDeviceData":true})"),
        R"({"etag":"v3"})", nothing, Outcome::Nothing, Action::Update, 0);
    row("a key, kept", update(primary, nullptr, nullptr), R"({"etag":"v2"})", keys, Outcome::Restore, Action::Update,
        1);
    row("a key, not kept", update(primary, nullptr, nullptr), R"({"etag":"v2"})", nothing, Outcome::Refused,
        Action::Update, 0, true);
    row("a key, later version", update(primary, nullptr, nullptr), R"({"etag":"v3"})", keys, Outcome::Merge,
        Action::Update, 1);
    AppliedChange both = hashed;
    both.fields.append(update(primary, nullptr, nullptr).fields);
    row("a key and more, not kept", both, R"({"etag":"v2","allocationPolicy":"hashed"})", nothing, Outcome::Restore,
        Action::Update, 1, true);
    row("attestation of keys", update("attestation", R"({"type":"symmetricKey"})", R"({"type":"x509"})"),
        R"({"etag":"v2","attestation":{"type":"x509"}})", keys, Outcome::Restore, Action::Update, 1);
    row("attestation of certificates",
        update("attestation", R"({"type":"x509","x509":{"clientCertificates":{"primary":{}}}})", R"({"type":"tpm"})"),
        R"({"etag":"v2"})", nothing, Outcome::Refused, Action::Update, 0);

    row("created", creation(symmetric), R"({"etag":"v2"})", nothing, Outcome::Restore, Action::Delete, 1);
    row("created, changed since", creation(symmetric), R"({"etag":"v3"})", nothing, Outcome::Merge, Action::Delete, 1);
    row("created, gone", creation(symmetric), "", nothing, Outcome::Nothing, Action::Update, 0);

    row("deleted, keys kept", deletion(symmetric), "", keys, Outcome::Restore, Action::Create, 1);
    row("deleted, keys not kept", deletion(symmetric), "", nothing, Outcome::Restore, Action::Create, 1, true);
    row("deleted, there again", deletion(symmetric), R"({"etag":"v9"})", keys, Outcome::Refused, Action::Update, 0);
    row("deleted, certificates kept", deletion(x509), "", certificates, Outcome::Restore, Action::Create, 1);
    row("deleted, certificates not kept", deletion(x509), "", nothing, Outcome::Refused, Action::Update, 0);
    row("deleted, names of CAs", deletion(caNames), "", nothing, Outcome::Restore, Action::Create, 1);
    row("deleted, never read", deletion("{}"), "", keys, Outcome::Refused, Action::Update, 0);
}

void UndoPlanTest::plans()
{
    QFETCH(AppliedChange, applied);
    QFETCH(QByteArray, now);
    QFETCH(UndoMemory, memory);
    QFETCH(int, outcome);
    QFETCH(int, action);
    QFETCH(int, fields);
    QFETCH(bool, newKeys);
    const UndoPlan plan =
        planUndo(applied, now.isEmpty() ? std::optional<QJsonObject>() : json(now.constData()), memory);
    QCOMPARE(static_cast<int>(plan.outcome), outcome);
    QCOMPARE(static_cast<int>(plan.action), action);
    QCOMPARE(plan.fields.size(), fields);
    QCOMPARE(plan.newKeys, newKeys);
    QCOMPARE(plan.reason.isEmpty(), plan.outcome == Outcome::Restore);
}

void UndoPlanTest::deletionsComeBackWhole()
{
    const auto body = [](const UndoPlan &plan) { return plan.fields.constFirst().after.toObject(); };
    QJsonObject expected = json(symmetric);
    QCOMPARE(body(planUndo(deletion(symmetric), {}, nothing)), expected);
    expected.insert(QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                                                               {QStringLiteral("symmetricKey"), *keys.keys}});
    QCOMPARE(body(planUndo(deletion(symmetric), {}, keys)), expected);
    expected = json(x509);
    expected.insert(QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("x509")},
                                                               {QStringLiteral("x509"), *certificates.x509}});
    QCOMPARE(body(planUndo(deletion(x509), {}, certificates)), expected);
    QCOMPARE(body(planUndo(deletion(caNames), {}, nothing)), json(caNames));
}

void UndoPlanTest::keysThatAreKnownComeBack()
{
    const UndoPlan plan = planUndo(update(primary, nullptr, nullptr), json(R"({"etag":"v2"})"), keys);
    QCOMPARE(plan.fields.constFirst().path, QString::fromLatin1(primary));
    QCOMPARE(plan.fields.constFirst().after, keys.keys->value(QLatin1String("primaryKey")));
}

void UndoPlanTest::mergesTellAllThreeSides()
{
    const UndoPlan plan = planUndo(update("allocationPolicy", R"("static")", R"("hashed")"),
                                   json(R"({"etag":"v3","allocationPolicy":"custom"})"), nothing);
    QCOMPARE(plan.moved.size(), 1);
    QCOMPARE(plan.moved.constFirst().base, value(R"("hashed")"));
    QCOMPARE(plan.moved.constFirst().theirs, value(R"("custom")"));
    QCOMPARE(plan.moved.constFirst().mine, value(R"("static")"));
    QCOMPARE(plan.fields.constFirst().before, value(R"("custom")"));
    QCOMPARE(plan.fields.constFirst().after, value(R"("static")"));
}

void UndoPlanTest::whatUndoPutsBackCanBeTakenBack()
{
    const AppliedChange first = update("initialTwin.tags", R"({"line":1})", R"({"line":2})");
    const QJsonObject now = json(R"({"etag":"v2","initialTwin":{"tags":{"line":2}}})");
    AppliedChange second = change(Action::Update, planUndo(first, now, nothing).fields);
    second.etag = QStringLiteral("v3");
    const UndoPlan again = planUndo(second, json(R"({"etag":"v3","initialTwin":{"tags":{"line":1}}})"), nothing);
    QCOMPARE(again.outcome, Outcome::Restore);
    QCOMPARE(again.fields, first.fields);
}

REHOME_TEST(UndoPlanTest);
#include "UndoPlanTest.moc"
