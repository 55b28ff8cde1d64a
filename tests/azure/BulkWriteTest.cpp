// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/azure/ClientFixture.h"
#include "tests/support/PretendService.h"
#include "tests/support/TestRegistry.h"

using namespace rehome;
using namespace rehome::test;
using azure::EnrollmentWrite;
using azure::WriteOutcome;
using domain::EnrollmentKind;
using domain::ReprovisionPolicy;
using End = ScriptedAnswer::End;
using Twist = PretendService::Twist;
using Outcomes = std::vector<Result<WriteOutcome>>;

namespace {

const QString primaryPath = QStringLiteral("attestation.symmetricKey.primaryKey");
const QString newKey = QStringLiteral("YS1uZXctcHJpbWFyeS1rZXktZm9yLW9uZS1kZXZpY2U=");

QString idOf(int number)
{
    return QStringLiteral("sn-%1").arg(number);
}
QString pathOf(int number)
{
    return QStringLiteral("/enrollments/") + idOf(number);
}
QString keyOf(int number, const char *which)
{
    return QString::fromLatin1(QByteArray("key-of-0123456789-" + QByteArray::number(number) + which).toBase64());
}

QJsonObject body(int number)
{
    return {{QStringLiteral("registrationId"), idOf(number)},
            {QStringLiteral("attestation"),
             QJsonObject{
                 {QStringLiteral("type"), QStringLiteral("symmetricKey")},
                 {QStringLiteral("symmetricKey"), QJsonObject{{QStringLiteral("primaryKey"), keyOf(number, "p")},
                                                              {QStringLiteral("secondaryKey"), keyOf(number, "s")}}}}},
            {QStringLiteral("memberOfTomorrow"), QJsonObject{{QStringLiteral("kept"), number}}}};
}

QString words(const Outcomes &outcomes)
{
    QStringList parts;
    for (const auto &outcome : outcomes)
        parts.append(!outcome ? QStringLiteral("E%1").arg(static_cast<int>(outcome.error().kind))
                     : outcome->result == WriteOutcome::Result::Applied ? QStringLiteral("A")
                                                                        : QStringLiteral("C"));
    return parts.join(QLatin1Char(' '));
}

QString all(int count, const QString &word)
{
    return QStringList(count, word).join(QLatin1Char(' '));
}

/// A client, a pretend service with some enrollments, and their bodies as a client has read them.
struct Fixture : ClientFixture
{
    PretendService service{server};
    QList<EnrollmentWrite> writes;

    explicit Fixture(int count = 10, const QList<wire::FieldEdit> &edits = {wire::policyEdit(ReprovisionPolicy::Never)})
    {
        for (int i = 0; i < count; ++i) {
            service.put(pathOf(i), body(i));
            EnrollmentWrite write;
            write.id = idOf(i);
            write.base = service.stored.value(pathOf(i));
            write.edits = edits;
            writes.append(write);
        }
        service.writes.clear();
    }
    void startOver(int count)
    {
        service.stored.clear();
        service.keys.clear();
        service.writes.clear();
        writes.clear();
        for (int i = 0; i < count; ++i) {
            EnrollmentWrite write;
            write.id = idOf(i);
            write.body = body(i);
            writes.append(write);
        }
    }
    Outcomes send(azure::CallOptions options = {})
    {
        auto outcomes = awaited(client().writeEnrollments(writes, options));
        return outcomes ? *outcomes : Outcomes();
    }
    bool isNever(int number) const
    {
        const auto policy = service.stored.value(pathOf(number)).value(QLatin1String("reprovisionPolicy")).toObject();
        return policy.value(QLatin1String("updateHubAssignment")) == QJsonValue(false);
    }
    /// Every enrollment was written just so often, and none lost its keys.
    bool eachWrittenOnce() const
    {
        for (int i = 0; i < writes.size(); ++i) {
            const QJsonObject keys = service.keys.value(pathOf(i));
            if (service.writes.value(pathOf(i)) != 1 ||
                keys.value(QLatin1String("primaryKey")).toString() != keyOf(i, "p") ||
                keys.value(QLatin1String("secondaryKey")).toString() != keyOf(i, "s"))
                return false;
        }
        return true;
    }
    int bulkCalls() const
    {
        return static_cast<int>(
            std::count_if(server.seen().cbegin(), server.seen().cend(), [](const SeenRequest &seen) {
                return seen.method == "POST" && seen.path == "/enrollments";
            }));
    }
    void twist(const Twist &twist) { service.twists.push_back(twist); }
};

Twist broken(bool applied, End end, int status = 0)
{
    return Twist{.applied = applied, .end = end, .status = status, .headers = {}, .afterwards = {}};
}

} // namespace

/// Ten enrollments in a call: each fares for itself, and none is sent again blindly.
class BulkWriteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tenGoInOneCallWithTheirKeysAndETags()
    {
        Fixture fixture;
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(10, QStringLiteral("A")));
        QVERIFY(fixture.eachWrittenOnce());
        QCOMPARE(fixture.bulkCalls(), 1);
        QCOMPARE(fixture.server.count("PUT"), 0);
        QCOMPARE(fixture.server.seen().size(), 10 + 1 + 10); // keys, call, read-backs
        QCOMPARE(outcomes.front()->calls, 3);
        for (const SeenRequest &seen : fixture.server.seen()) {
            if (seen.path != "/enrollments")
                continue;
            const QJsonObject sent = QJsonDocument::fromJson(seen.body).object();
            QCOMPARE(sent.value(QLatin1String("mode")).toString(), QStringLiteral("updateIfMatchETag"));
            const QJsonArray entries = sent.value(QLatin1String("enrollments")).toArray();
            QCOMPARE(entries.size(), 10);
            for (int i = 0; i < 10; ++i) {
                const QJsonObject entry = entries.at(i).toObject();
                QCOMPARE(entry.value(QLatin1String("etag")), fixture.writes.at(i).base.value(QLatin1String("etag")));
                QCOMPARE(entry.value(QLatin1String("attestation")), body(i).value(QLatin1String("attestation")));
                QCOMPARE(entry.value(QLatin1String("memberOfTomorrow")),
                         body(i).value(QLatin1String("memberOfTomorrow")));
            }
        }
        for (int i = 0; i < 10; ++i)
            QVERIFY(fixture.isNever(i));
        // What the caller keeps and journals has no key.
        const QByteArray kept = QJsonDocument(outcomes.front()->sent).toJson() + outcomes.front()->found.raw;
        QVERIFY(!kept.contains(keyOf(0, "p").toLatin1()) && !kept.contains(keyOf(0, "s").toLatin1()));
    }

    void aFailureInsideA200IsThatOfItsEntry()
    {
        Fixture fixture(6);
        QJsonObject theirs = body(1);
        theirs.insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
        fixture.service.put(pathOf(1), theirs); // somebody else: 412
        fixture.service.writes.clear();
        fixture.service.stored.remove(pathOf(3)); // deleted: 404
        fixture.service.refusals.insert(pathOf(4), 400004);
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), QStringLiteral("A C A C E%1 A").arg(static_cast<int>(ErrorKind::Service)));
        QCOMPARE(outcomes.at(1)->found.body.value(QLatin1String("provisioningStatus")).toString(),
                 QStringLiteral("disabled"));
        QVERIFY(outcomes.at(3)->found.body.isEmpty());
        QCOMPARE(outcomes.at(4).error().httpStatus, 400);
        QCOMPARE(outcomes.at(4).error().serviceCode, 400004);
        QVERIFY(outcomes.at(4).error().detail.contains(QLatin1String("Said of one entry.")));
        QVERIFY(outcomes.at(4).error().message.contains(idOf(4)));
        QCOMPARE(fixture.bulkCalls(), 1);
        QVERIFY(fixture.isNever(0) && fixture.isNever(2) && fixture.isNever(5));
        QVERIFY(!fixture.isNever(1) && !fixture.service.stored.contains(pathOf(3)) && !fixture.isNever(4));
        QCOMPARE(fixture.service.writes.value(pathOf(1)), 0);
    }

    void unknownEndings_data()
    {
        QTest::addColumn<End>("end");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("done");
        const auto rows = [](const char *name, End end, int status, const QByteArray &answer = {}) {
            for (const int done : {0, 4, 10})
                QTest::addRow("%s, %d of 10 done", name, done) << end << status << answer << done;
        };
        rows("dropped before the answer", End::DropBeforeAnswer, 0);
        rows("dropped within the answer", End::DropAfterHeaders, 0);
        rows("time-out", End::Silence, 0);
        rows("500", End::Complete, 500);
        rows("503", End::Complete, 503);
        rows("cut short", End::Complete, 0, "{\"isSuccessful\":true,\"err");
        rows("another object", End::Complete, 0, "{\"result\":\"fine\"}");
        rows("not done, nobody named", End::Complete, 0, "{\"isSuccessful\":false,\"errors\":[]}");
    }
    void unknownEndings()
    {
        QFETCH(End, end);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(int, done);
        Fixture fixture;
        if (end == End::Silence)
            fixture.settings.requestDeadline = std::chrono::milliseconds(3000); // long enough for all that is answered
        Twist twist = broken(true, end, status);
        twist.firstEntries = done;
        twist.body = answer;
        fixture.twist(twist);
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(10, QStringLiteral("A")));
        QVERIFY(fixture.eachWrittenOnce());
        QCOMPARE(fixture.bulkCalls(), done == 10 ? 1 : 2);
        // Only what was not done goes out again, and not before it was read back.
        const SeenRequest *second = nullptr;
        int readBacks = 0;
        for (const SeenRequest &seen : fixture.server.seen()) {
            if (seen.path == "/enrollments")
                second = readBacks > 0 ? &seen : nullptr;
            readBacks += seen.method == "GET" && !second ? 1 : 0;
        }
        QCOMPARE(readBacks, 10);
        if (done < 10) {
            QVERIFY(second);
            QCOMPARE(
                QJsonDocument::fromJson(second->body).object().value(QLatin1String("enrollments")).toArray().size(),
                10 - done);
        }
    }

    void unknownAndSomebodyElseIsAConflictOfThatOne()
    {
        Fixture fixture(3);
        Twist twist = broken(false, End::DropBeforeAnswer);
        twist.afterwards = [&fixture] {
            QJsonObject theirs = body(1);
            theirs.insert(QStringLiteral("allocationPolicy"), QStringLiteral("geoLatency"));
            fixture.service.put(pathOf(1), theirs);
        };
        fixture.twist(twist);
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), QStringLiteral("A C A"));
        QCOMPARE(outcomes.at(1)->found.body.value(QLatin1String("allocationPolicy")).toString(),
                 QStringLiteral("geoLatency"));
        QVERIFY(!fixture.isNever(1) && fixture.isNever(2));
    }

    void changedRightAfterOursIsAConflict()
    {
        Fixture fixture(3);
        Twist twist = broken(true, End::Complete);
        twist.afterwards = [&fixture] { fixture.service.put(pathOf(2), body(2)); };
        fixture.twist(twist);
        QCOMPARE(words(fixture.send()), QStringLiteral("A A C"));
    }

    void aStormOf429WaitsAndGoesAgain()
    {
        Fixture fixture(4);
        fixture.settings.maxAttempts = 5;
        for (int i = 0; i < 4; ++i) {
            Twist twist = broken(false, End::Complete, 429);
            twist.headers = {{"Retry-After", "17"}};
            fixture.twist(twist);
        }
        QCOMPARE(words(fixture.send()), all(4, QStringLiteral("A")));
        QVERIFY(fixture.eachWrittenOnce());
        QCOMPARE(fixture.bulkCalls(), 5);
        QCOMPARE(fixture.server.count("GET"), 4); // a refusal for the quota needs no read-back
        QVERIFY(std::count(fixture.waits.begin(), fixture.waits.end(), std::chrono::seconds(17)) >= 4);
        QCOMPARE(fixture.budget->status().totalThrottled, 4);
    }

    void oneEntryOverTheQuotaGoesAgainAlone()
    {
        Fixture fixture(3);
        fixture.service.refusals.insert(pathOf(1), 429001);
        Twist twist = broken(true, End::Complete);
        twist.afterwards = [&fixture] { fixture.service.refusals.clear(); };
        fixture.twist(twist);
        QCOMPARE(words(fixture.send()), all(3, QStringLiteral("A")));
        QVERIFY(fixture.eachWrittenOnce());
        QCOMPARE(fixture.bulkCalls(), 2);
    }

    void oneEntryThatFailedAtTheServiceIsReadBack()
    {
        Fixture fixture(3);
        fixture.service.refusals.insert(pathOf(1), 500001);
        Twist twist = broken(true, End::Complete);
        twist.afterwards = [&fixture] {
            fixture.service.refusals.clear();
            QJsonObject applied = body(1); // it was applied all the same
            applied.insert(QStringLiteral("reprovisionPolicy"),
                           QJsonObject{{QStringLiteral("updateHubAssignment"), false},
                                       {QStringLiteral("migrateDeviceData"), false}});
            fixture.service.put(pathOf(1), applied);
        };
        fixture.twist(twist);
        QCOMPARE(words(fixture.send()), all(3, QStringLiteral("A")));
        QVERIFY(fixture.eachWrittenOnce());
        QCOMPARE(fixture.bulkCalls(), 1);
    }

    void repeatedFailureGivesUpAndSaysWhatTheServiceSaid()
    {
        Fixture fixture(2);
        fixture.settings.maxAttempts = 3;
        for (int i = 0; i < 9; ++i)
            fixture.twist(broken(false, End::Complete, 500));
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(2, QStringLiteral("E%1").arg(static_cast<int>(ErrorKind::Service))));
        QCOMPARE(outcomes.front().error().httpStatus, 500);
        QCOMPARE(fixture.bulkCalls(), 3);
        QVERIFY(fixture.service.writes.isEmpty());
    }

    void repeatedSilenceIsNoLostConnection()
    {
        Fixture fixture(2);
        fixture.settings.maxAttempts = 2;
        for (int i = 0; i < 2; ++i)
            fixture.twist(broken(false, End::DropBeforeAnswer));
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(2, QStringLiteral("E%1").arg(static_cast<int>(ErrorKind::Service))));
        QVERIFY(outcomes.front().error().message.contains(QLatin1String("was not applied")));
    }

    void unknownAndNotReadableIsUnknown()
    {
        Fixture fixture(2);
        fixture.settings.maxAttempts = 2;
        fixture.twist(broken(true, End::DropBeforeAnswer));
        for (int i = 0; i < 4; ++i)
            fixture.service.readTwists.push_back(broken(true, End::Complete, 503));
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(2, QStringLiteral("E%1").arg(static_cast<int>(ErrorKind::Unknown))));
        QCOMPARE(fixture.bulkCalls(), 1);
    }

    void whatMayHaveBeenSentIsLookedAtFirst()
    {
        Fixture fixture(3);
        QCOMPARE(words(fixture.send()), all(3, QStringLiteral("A")));
        fixture.server.forget();
        // The same again: the caller never heard how it ended, and somebody else changed one meanwhile.
        fixture.service.put(pathOf(2), body(2));
        for (EnrollmentWrite &write : fixture.writes)
            write.maybeSent = true;
        QCOMPARE(words(fixture.send()), QStringLiteral("A A C"));
        QCOMPARE(fixture.bulkCalls(), 0);
        QCOMPARE(fixture.service.writes.value(pathOf(0)), 1);
        // One alone goes the same way.
        fixture.writes = {fixture.writes.first()};
        fixture.server.forget();
        QCOMPARE(words(fixture.send()), QStringLiteral("A"));
        QCOMPARE(fixture.server.count("PUT"), 0);
        // What was not applied goes out then.
        Fixture fresh(3);
        for (EnrollmentWrite &write : fresh.writes)
            write.maybeSent = true;
        QCOMPARE(words(fresh.send()), all(3, QStringLiteral("A")));
        QVERIFY(fresh.eachWrittenOnce());
    }

    void aServiceWithoutBulkTakesThemOneByOne()
    {
        Fixture fixture(4);
        fixture.service.takesBulk = false;
        QCOMPARE(words(fixture.send()), all(4, QStringLiteral("A")));
        QVERIFY(fixture.eachWrittenOnce());
        QCOMPARE(fixture.bulkCalls(), 1);
        QCOMPARE(fixture.server.count("PUT"), 4);
        QCOMPARE(fixture.server.count("POST", "attestationmechanism"), 4); // not read twice
    }

    void aRefusedKeyIsNotTriedOneByOne()
    {
        Fixture fixture(3);
        fixture.twist(broken(false, End::Complete, 403));
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(3, QStringLiteral("E%1").arg(static_cast<int>(ErrorKind::Unauthorized))));
        QCOMPARE(fixture.server.count("PUT"), 0);
        QCOMPARE(fixture.bulkCalls(), 1);
    }

    void whatIsTooLongForOneMessageGoesOneByOne()
    {
        Fixture fixture(3, {{QStringLiteral("initialTwin.tags"),
                             QJsonObject{{QStringLiteral("text"), QString(40'000, QLatin1Char('x'))}}}});
        QCOMPARE(words(fixture.send()), all(3, QStringLiteral("A")));
        QCOMPARE(fixture.bulkCalls(), 0);
        QCOMPARE(fixture.server.count("PUT"), 3);
    }

    void oneAloneIsPut()
    {
        Fixture fixture(1);
        QCOMPARE(words(fixture.send()), QStringLiteral("A"));
        QCOMPARE(fixture.bulkCalls(), 0);
        QCOMPARE(fixture.server.count("PUT"), 1);
        QVERIFY(fixture.eachWrittenOnce());
    }

    void creationsNeverTouchWhatIsThere()
    {
        Fixture fixture(0);
        fixture.startOver(4);
        QJsonObject theirs = body(1);
        theirs.insert(QStringLiteral("provisioningStatus"), QStringLiteral("disabled"));
        fixture.service.put(pathOf(1), theirs);
        fixture.service.put(pathOf(2), body(2)); // the same as ours: still not ours
        fixture.service.writes.clear();
        QCOMPARE(words(fixture.send()), QStringLiteral("A C C A"));
        QCOMPARE(fixture.service.writes.value(pathOf(1)), 0);
        QCOMPARE(fixture.service.writes.value(pathOf(0)), 1);
        QCOMPARE(fixture.service.keys.value(pathOf(0)).value(QLatin1String("primaryKey")).toString(), keyOf(0, "p"));
    }

    void creationsSurviveADrop()
    {
        for (const int done : {0, 2, 4}) {
            Fixture fixture(0);
            fixture.startOver(4);
            Twist twist = broken(true, End::DropBeforeAnswer);
            twist.firstEntries = done;
            fixture.twist(twist);
            QCOMPARE(words(fixture.send()), all(4, QStringLiteral("A")));
            QVERIFY(fixture.eachWrittenOnce());
        }
    }

    void newKeysAreReadBackToo()
    {
        Fixture fixture(2, {{primaryPath, newKey}});
        Twist twist = broken(true, End::Complete);
        twist.afterwards = [&fixture] { fixture.service.put(pathOf(1), body(1)); }; // somebody else: the old keys again
        fixture.twist(twist);
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), QStringLiteral("A C"));
        QCOMPARE(fixture.service.keys.value(pathOf(0)).value(QLatin1String("primaryKey")).toString(), newKey);
        QCOMPARE(fixture.service.keys.value(pathOf(0)).value(QLatin1String("secondaryKey")).toString(), keyOf(0, "s"));
        QCOMPARE(outcomes.front()->calls, 4);
    }

    void acceptedButStillTheOldVersionIsNoSuccess()
    {
        Fixture fixture(2);
        fixture.twist(broken(false, End::Complete));
        const Outcomes outcomes = fixture.send();
        QCOMPARE(words(outcomes), all(2, QStringLiteral("E%1").arg(static_cast<int>(ErrorKind::BadReply))));
        QCOMPARE(fixture.bulkCalls(), 1);
    }

    void withoutAnETagNothingIsSent()
    {
        Fixture fixture(2);
        fixture.writes[1].base.remove(QStringLiteral("etag"));
        QCOMPARE(words(fixture.send()), QStringLiteral("A E%1").arg(static_cast<int>(ErrorKind::BadInput)));
    }

    void cancelledBeforeItLeftIsNotSent()
    {
        Fixture fixture(3);
        azure::CallOptions options;
        options.cancel.cancel();
        QCOMPARE(words(fixture.send(options)),
                 all(3, QStringLiteral("E%1").arg(static_cast<int>(ErrorKind::Cancelled))));
        QVERIFY(fixture.server.seen().isEmpty());
    }
};

REHOME_TEST(BulkWriteTest);
#include "BulkWriteTest.moc"
