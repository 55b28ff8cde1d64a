// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/azure/ClientFixture.h"
#include "tests/support/PretendService.h"
#include "tests/support/TestRegistry.h"

using namespace rehome;
using namespace rehome::test;
using azure::WriteOutcome;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using End = ScriptedAnswer::End;
using Twist = PretendService::Twist;

namespace {

const QString groupPath = QStringLiteral("/enrollmentGroups/line-7");
const QString primaryKey = QStringLiteral("cHJpbWFyeS1rZXktb2YtbGluZS03LTAxMjM0NTY3ODk=");
const QString secondaryKey = QStringLiteral("c2Vjb25kYXJ5LWtleS1vZi1saW5lLTctMDEyMzQ1Njc=");

QJsonObject keyPair()
{
    return {{QStringLiteral("primaryKey"), primaryKey}, {QStringLiteral("secondaryKey"), secondaryKey}};
}

QJsonObject groupBody()
{
    return {{QStringLiteral("enrollmentGroupId"), QStringLiteral("line-7")},
            {QStringLiteral("attestation"), QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")},
                                                        {QStringLiteral("symmetricKey"), keyPair()}}},
            {QStringLiteral("memberOfTomorrow"), QJsonObject{{QStringLiteral("kept"), true}}}};
}

QList<wire::FieldEdit> toNever()
{
    return {wire::policyEdit(ReprovisionPolicy::Never)};
}

QString words(const Result<WriteOutcome> &outcome)
{
    return outcome ? QStringLiteral("result %1").arg(static_cast<int>(outcome->result))
                   : QStringLiteral("kind %1: %2 | %3")
                         .arg(static_cast<int>(outcome.error().kind))
                         .arg(outcome.error().message, outcome.error().detail);
}

/// A client, a pretend service with one group, and the body of the group as a client has read it.
struct Fixture : ClientFixture
{
    PretendService service{server};
    QJsonObject base;

    Fixture()
    {
        service.put(groupPath, groupBody());
        base = service.stored.value(groupPath);
    }
    Result<WriteOutcome> edit(const QList<wire::FieldEdit> &edits, azure::CallOptions options = {})
    {
        auto outcome =
            awaited(client().updateEnrollment(EnrollmentKind::Group, QStringLiteral("line-7"), base, edits, options));
        return outcome ? *outcome : Result<WriteOutcome>(Failure(Error()));
    }
    bool isNever() const
    {
        const auto policy = service.stored.value(groupPath).value(QLatin1String("reprovisionPolicy")).toObject();
        return policy.value(QLatin1String("updateHubAssignment")) == QJsonValue(false);
    }
};

} // namespace

/// Writes are never resent blindly: an unknown outcome is read back and compared (issue "First light", point 4).
class WriteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditSendsTheKeysItReadAndItsETag();
    void noEditChangesAKeyWhereOmittedKeysAreRegenerated();
    void unknownAndAppliedIsNotResent_data() { unknownEndings(); }
    void unknownAndAppliedIsNotResent();
    void unknownAndNotAppliedIsResentAfterReadingBack_data() { unknownEndings(); }
    void unknownAndNotAppliedIsResentAfterReadingBack();
    void unknownAndSomebodyElseIsAConflict_data() { unknownEndings(); }
    void unknownAndSomebodyElseIsAConflict();
    void unknownAndNotReadableIsUnknown();
    void aClosedKeptAliveConnectionDoesNotRepeatAWrite();
    void repeatedFailureGivesUpAndSaysWhatTheServiceSaid();
    void aWrongETagIsAConflictWithTheirBody();
    void changedRightAfterOursIsAConflict();
    void throttledWritesWaitAndGoAgain();
    void refusalsAreNotRetried();
    void missingEntriesAreNotFound();
    void creatingAnExistingOneIsAConflict();
    void creatingSurvivesADrop();
    void deletingSurvivesADrop_data();
    void deletingSurvivesADrop();
    void deletingWhatChangedIsAConflict();
    void anEditOfAKeyIsReadBackToo();
    void cancelledBeforeItLeftIsNotSent();

private:
    void unknownEndings();
};

void WriteTest::unknownEndings()
{
    QTest::addColumn<End>("end");
    QTest::addColumn<int>("status");
    QTest::newRow("dropped before the answer") << End::DropBeforeAnswer << 0;
    QTest::newRow("dropped within the answer") << End::DropAfterHeaders << 0;
    QTest::newRow("time-out") << End::Silence << 0;
    QTest::newRow("500") << End::Complete << 500;
    QTest::newRow("503") << End::Complete << 503;
}

void WriteTest::anEditSendsTheKeysItReadAndItsETag()
{
    Fixture fixture;
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Applied);
    QCOMPARE(outcome->writesSent, 1);
    QCOMPARE(outcome->calls, 3); // key read, write, read-back
    const auto &seen = fixture.server.seen();
    QCOMPARE(seen.size(), 3);
    QCOMPARE(seen.at(0).path, QByteArray("/enrollmentGroups/line-7/attestationmechanism"));
    QCOMPARE(seen.at(1).method, QByteArray("PUT"));
    QCOMPARE(seen.at(1).header("if-match"), fixture.base.value(QLatin1String("etag")).toString().toLatin1());
    const QJsonObject sent = QJsonDocument::fromJson(seen.at(1).body).object();
    QCOMPARE(sent.value(QLatin1String("attestation")).toObject().value(QLatin1String("symmetricKey")).toObject(),
             keyPair());
    QCOMPARE(sent.value(QLatin1String("memberOfTomorrow")), groupBody().value(QLatin1String("memberOfTomorrow")));
    QVERIFY(!sent.contains(QLatin1String("etag")));
    QCOMPARE(seen.at(2).method, QByteArray("GET"));
    QVERIFY(fixture.isNever());
    QVERIFY(outcome->found.etag != fixture.base.value(QLatin1String("etag")).toString());
    // What the caller keeps and journals has no key.
    const QByteArray kept = QJsonDocument(outcome->sent).toJson() + outcome->found.raw;
    QVERIFY(!kept.contains(primaryKey.toLatin1()) && !kept.contains(secondaryKey.toLatin1()));
}

void WriteTest::noEditChangesAKeyWhereOmittedKeysAreRegenerated()
{
    Fixture fixture;
    fixture.service.regenerateOmittedKeys = true;
    const QList<QList<wire::FieldEdit>> edits{
        toNever(),
        {wire::policyEdit(ReprovisionPolicy::NotSet)},
        {{QStringLiteral("iotHubs"), QJsonArray{QStringLiteral("hub-weu.localhost")}}},
        {{QStringLiteral("initialTwin.tags.ring"), 2}},
        {{QStringLiteral("provisioningStatus"), QStringLiteral("disabled")}},
        {{QStringLiteral("attestation.type"), QStringLiteral("symmetricKey")}},
    };
    for (const auto &edit : edits) {
        const auto outcome = fixture.edit(edit);
        QVERIFY2(outcome && outcome->result == WriteOutcome::Result::Applied, qPrintable(words(outcome)));
        QCOMPARE(fixture.service.keys.value(groupPath), keyPair());
        fixture.base = outcome->found.body;
    }
    // The mode does what it is for: an update without keys gets new ones.
    QJsonObject careless = groupBody();
    careless.insert(QStringLiteral("attestation"),
                    QJsonObject{{QStringLiteral("type"), QStringLiteral("symmetricKey")}});
    fixture.service.put(groupPath, careless);
    QVERIFY(fixture.service.keys.value(groupPath) != keyPair());
}

void WriteTest::unknownAndAppliedIsNotResent()
{
    QFETCH(End, end);
    QFETCH(int, status);
    Fixture fixture;
    fixture.settings.requestDeadline = std::chrono::milliseconds(400);
    fixture.service.twists = {Twist{.applied = true, .end = end, .status = status, .headers = {}, .afterwards = {}}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.count("PUT"), 1);
    QVERIFY(fixture.isNever());
}

void WriteTest::unknownAndNotAppliedIsResentAfterReadingBack()
{
    QFETCH(End, end);
    QFETCH(int, status);
    Fixture fixture;
    fixture.settings.requestDeadline = std::chrono::milliseconds(400);
    fixture.service.twists = {Twist{.applied = false, .end = end, .status = status, .headers = {}, .afterwards = {}}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Applied);
    QCOMPARE(outcome->writesSent, 2);
    QCOMPARE(fixture.server.count("PUT"), 2);
    QByteArrayList order;
    for (const SeenRequest &request : fixture.server.seen())
        order += request.method;
    QCOMPARE(order.join(' '), QByteArray("POST PUT GET PUT GET"));
    QVERIFY(fixture.isNever());
    QCOMPARE(fixture.service.keys.value(groupPath), keyPair());
}

void WriteTest::unknownAndSomebodyElseIsAConflict()
{
    QFETCH(End, end);
    QFETCH(int, status);
    Fixture fixture;
    fixture.settings.requestDeadline = std::chrono::milliseconds(400);
    const auto somebodyElse = [&fixture] {
        QJsonObject theirs = fixture.base;
        theirs.insert(QStringLiteral("allocationPolicy"), QStringLiteral("geoLatency"));
        fixture.service.put(groupPath, theirs);
    };
    fixture.service.twists = {
        Twist{.applied = false, .end = end, .status = status, .headers = {}, .afterwards = somebodyElse}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Conflict);
    QCOMPARE(outcome->found.body.value(QLatin1String("allocationPolicy")).toString(), QStringLiteral("geoLatency"));
    QCOMPARE(fixture.server.count("PUT"), 1);
    QVERIFY(!fixture.isNever());
}

void WriteTest::unknownAndNotReadableIsUnknown()
{
    Fixture fixture;
    fixture.settings.maxAttempts = 3;
    fixture.service.twists = {
        Twist{.applied = true, .end = End::DropBeforeAnswer, .status = 0, .headers = {}, .afterwards = {}}};
    for (int i = 0; i < 3; ++i)
        fixture.service.readTwists.push_back(
            Twist{.applied = true, .end = End::Complete, .status = 503, .headers = {}, .afterwards = {}});
    const auto outcome = fixture.edit(toNever());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Unknown);
    QVERIFY(outcome.error().message.contains(QLatin1String("not known")));
    QCOMPARE(fixture.server.count("PUT"), 1);
}

void WriteTest::aClosedKeptAliveConnectionDoesNotRepeatAWrite()
{
    // Qt Network sends a request again when a kept-alive connection closes before an answer. Warm up, so that one is
    // kept alive.
    Fixture fixture;
    const auto read = awaited(fixture.client().enrollment(EnrollmentKind::Group, QStringLiteral("line-7")));
    QVERIFY(read && read->has_value());
    fixture.service.twists = {
        Twist{.applied = true, .end = End::DropBeforeAnswer, .status = 0, .headers = {}, .afterwards = {}}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.count("PUT"), 1);

    // The same for DELETE, and for a connection that the server had closed already.
    fixture.server.closeIdleConnections();
    fixture.server.forget();
    fixture.service.twists = {
        Twist{.applied = true, .end = End::DropBeforeAnswer, .status = 0, .headers = {}, .afterwards = {}}};
    const auto gone = awaited(
        fixture.client().deleteEnrollment(EnrollmentKind::Group, QStringLiteral("line-7"), outcome->found.etag));
    QVERIFY(gone && gone->has_value());
    QCOMPARE((*gone)->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.count("DELETE"), 1);
}

void WriteTest::repeatedFailureGivesUpAndSaysWhatTheServiceSaid()
{
    Fixture fixture;
    fixture.settings.maxAttempts = 3;
    for (int i = 0; i < 9; ++i)
        fixture.service.twists.push_back(
            Twist{.applied = false, .end = End::Complete, .status = 500, .headers = {}, .afterwards = {}});
    const auto outcome = fixture.edit(toNever());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Service);
    QCOMPARE(outcome.error().httpStatus, 500);
    QCOMPARE(outcome.error().serviceCode, 500001);
    QCOMPARE(fixture.server.count("PUT"), 3);
    QCOMPARE(fixture.server.count("GET"), 3); // one look before each further try, and one to know how it ended
    // Exponential, the first wait 1 s towards the provisioning service.
    QCOMPARE(fixture.waits.at(0), std::chrono::milliseconds(1000));
    QCOMPARE(fixture.waits.at(1), std::chrono::milliseconds(2000));
}

void WriteTest::aWrongETagIsAConflictWithTheirBody()
{
    Fixture fixture;
    QJsonObject theirs = fixture.base;
    theirs.insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
    fixture.service.put(groupPath, theirs);
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Conflict);
    QCOMPARE(outcome->found.body.value(QLatin1String("provisioningStatus")).toString(), QStringLiteral("disabled"));
    QCOMPARE(fixture.server.count("PUT"), 1);
    QVERIFY(!fixture.isNever());
}

void WriteTest::changedRightAfterOursIsAConflict()
{
    Fixture fixture;
    const auto somebodyElse = [&fixture] { fixture.service.put(groupPath, groupBody()); };
    fixture.service.twists = {
        Twist{.applied = true, .end = End::Complete, .status = 0, .headers = {}, .afterwards = somebodyElse}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Conflict);
}

void WriteTest::throttledWritesWaitAndGoAgain()
{
    Fixture fixture;
    fixture.service.twists = {Twist{
        .applied = false, .end = End::Complete, .status = 429, .headers = {{"Retry-After", "17"}}, .afterwards = {}}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY2(outcome, qPrintable(words(outcome)));
    QCOMPARE(outcome->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.count("PUT"), 2);
    QCOMPARE(fixture.server.count("GET"), 1); // a refusal for the quota needs no read-back
    QVERIFY(std::find(fixture.waits.begin(), fixture.waits.end(), std::chrono::seconds(17)) != fixture.waits.end());
    QCOMPARE(fixture.budget->status().totalThrottled, 1);
}

void WriteTest::refusalsAreNotRetried()
{
    Fixture fixture;
    fixture.service.twists = {
        Twist{.applied = false, .end = End::Complete, .status = 400, .headers = {}, .afterwards = {}}};
    const auto outcome = fixture.edit(toNever());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().httpStatus, 400);
    QVERIFY(outcome.error().detail.contains(QLatin1String("Said by the pretend service.")));
    QCOMPARE(fixture.server.count("PUT"), 1);
    QVERIFY(fixture.waits.empty());
}

void WriteTest::missingEntriesAreNotFound()
{
    Fixture fixture;
    fixture.service.stored.clear();
    const auto outcome = fixture.edit(toNever());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::NotFound);
    QCOMPARE(fixture.server.count("PUT"), 1);
    QJsonObject untagged = fixture.base;
    untagged.remove(QStringLiteral("etag"));
    fixture.base = untagged;
    fixture.server.forget();
    const auto refused = fixture.edit(toNever());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadInput);
    QVERIFY(fixture.server.seen().isEmpty());
}

void WriteTest::creatingAnExistingOneIsAConflict()
{
    Fixture fixture;
    const auto outcome =
        awaited(fixture.client().createEnrollment(EnrollmentKind::Group, QStringLiteral("line-7"), groupBody()));
    QVERIFY(outcome && outcome->has_value());
    QCOMPARE((*outcome)->result, WriteOutcome::Result::Conflict);
    QVERIFY(fixture.server.seen().constFirst().header("if-match").isEmpty());
    QCOMPARE(fixture.server.count("PUT"), 1);
}

void WriteTest::creatingSurvivesADrop()
{
    for (const bool applied : {true, false}) {
        Fixture fixture;
        fixture.service.stored.clear();
        fixture.service.twists = {
            Twist{.applied = applied, .end = End::DropBeforeAnswer, .status = 0, .headers = {}, .afterwards = {}}};
        const auto outcome =
            awaited(fixture.client().createEnrollment(EnrollmentKind::Group, QStringLiteral("line-7"), groupBody()));
        QVERIFY(outcome);
        QVERIFY2(outcome->has_value(), qPrintable(words(*outcome)));
        QCOMPARE((*outcome)->result, WriteOutcome::Result::Applied);
        QCOMPARE(fixture.server.count("PUT"), applied ? 1 : 2);
        QCOMPARE(fixture.service.keys.value(groupPath), keyPair());
    }
}

void WriteTest::deletingSurvivesADrop_data()
{
    QTest::addColumn<bool>("applied");
    QTest::newRow("applied") << true;
    QTest::newRow("not applied") << false;
}

void WriteTest::deletingSurvivesADrop()
{
    QFETCH(bool, applied);
    Fixture fixture;
    fixture.service.twists = {
        Twist{.applied = applied, .end = End::DropBeforeAnswer, .status = 0, .headers = {}, .afterwards = {}}};
    const auto outcome = awaited(fixture.client().deleteEnrollment(
        EnrollmentKind::Group, QStringLiteral("line-7"), fixture.base.value(QLatin1String("etag")).toString()));
    QVERIFY(outcome);
    QVERIFY2(outcome->has_value(), qPrintable(words(*outcome)));
    QCOMPARE((*outcome)->result, WriteOutcome::Result::Applied);
    QCOMPARE(fixture.server.count("DELETE"), applied ? 1 : 2);
    QVERIFY(fixture.service.stored.isEmpty());
}

void WriteTest::deletingWhatChangedIsAConflict()
{
    Fixture fixture;
    fixture.service.put(groupPath, groupBody());
    const auto outcome = awaited(fixture.client().deleteEnrollment(
        EnrollmentKind::Group, QStringLiteral("line-7"), fixture.base.value(QLatin1String("etag")).toString()));
    QVERIFY(outcome && outcome->has_value());
    QCOMPARE((*outcome)->result, WriteOutcome::Result::Conflict);
    QCOMPARE((*outcome)->found.body.value(QLatin1String("enrollmentGroupId")).toString(), QStringLiteral("line-7"));
    QVERIFY(!fixture.service.stored.isEmpty());
}

void WriteTest::anEditOfAKeyIsReadBackToo()
{
    const QString newKey = QStringLiteral("YS1uZXctcHJpbWFyeS1rZXktZm9yLWxpbmUtNy0wMTI=");
    Fixture fixture;
    // Dropped and not applied: only the ETag shows it, as keys are hidden in what is read back.
    fixture.service.twists = {
        Twist{.applied = false, .end = End::DropBeforeAnswer, .status = 0, .headers = {}, .afterwards = {}}};
    const auto outcome = fixture.edit({{QStringLiteral("attestation.symmetricKey.primaryKey"), newKey}});
    QVERIFY2(outcome && outcome->result == WriteOutcome::Result::Applied, qPrintable(words(outcome)));
    QCOMPARE(fixture.server.count("PUT"), 2);
    QCOMPARE(fixture.server.count("POST", "attestationmechanism"), 2);
    QCOMPARE(fixture.service.keys.value(groupPath).value(QLatin1String("primaryKey")).toString(), newKey);
    QCOMPARE(fixture.service.keys.value(groupPath).value(QLatin1String("secondaryKey")).toString(), secondaryKey);
}

void WriteTest::cancelledBeforeItLeftIsNotSent()
{
    Fixture fixture;
    azure::CallOptions options;
    options.cancel.cancel();
    const auto outcome = fixture.edit(toNever(), options);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
    QVERIFY(fixture.server.seen().isEmpty());
}

REHOME_TEST(WriteTest);
#include "WriteTest.moc"
