// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonObject entry(const QString &id, QJsonObject members = {})
{
    members.insert(s("registrationId"), id);
    if (!members.contains(s("attestation")))
        members.insert(s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}});
    return members;
}

QJsonObject bulk(const char *mode, const QJsonArray &entries)
{
    return {{s("mode"), s(mode)}, {s("enrollments"), entries}};
}

QJsonArray errorsOf(const Answer &answer)
{
    return answer.json().value(QLatin1String("errors")).toArray();
}

bool succeeded(const Answer &answer)
{
    return answer.status == 200 && answer.json().value(QLatin1String("isSuccessful")).toBool() &&
           errorsOf(answer).isEmpty();
}

QString member(const QJsonValue &object, const char *name)
{
    return object.toObject().value(QLatin1String(name)).toString();
}

} // namespace

/// Bulk operations of both kinds (protocol facts, sections 1 and 2), over real HTTPS.
class BulkTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_harness = std::make_unique<Harness>();
        QVERIFY(m_harness->start(Harness::plainScenario()));
    }

    void createsUpdatesAndDeletes()
    {
        QJsonArray entries;
        for (int i = 0; i < 10; ++i)
            entries.append(entry(s("dev-%1").arg(i)));
        // With and without the slash, as the clients write it.
        QVERIFY(succeeded(m_harness->admin("POST", s("/enrollments/"), bulk("create", entries))));
        const Answer read = m_harness->admin("GET", s("/enrollments/dev-9"));
        QCOMPARE(read.status, 200);
        QVERIFY(!read.body.contains("primaryKey"));
        const auto keyOf = [this] {
            return m_harness->admin("POST", s("/enrollments/dev-9/attestationmechanism"))
                .json()
                .value(QLatin1String("symmetricKey"))
                .toObject()
                .value(QLatin1String("primaryKey"))
                .toString();
        };
        const QString key = keyOf();
        QVERIFY(!key.isEmpty());

        const QJsonArray changed{entry(s("dev-9"), {{s("deviceId"), s("other")}, {s("futureMember"), 7}})};
        QVERIFY(succeeded(m_harness->admin("POST", s("/enrollments"), bulk("update", changed))));
        const QJsonObject now = m_harness->admin("GET", s("/enrollments/dev-9")).json();
        QCOMPARE(member(now, "deviceId"), s("other"));
        QCOMPARE(now.value(QLatin1String("futureMember")).toInt(), 7);
        QVERIFY(member(now, "etag") != member(read.json(), "etag"));
        QCOMPARE(keyOf(), key); // an update without keys keeps them, in bulk too

        QVERIFY(succeeded(m_harness->admin("POST", s("/Enrollments/"), bulk("delete", entries))));
        QCOMPARE(m_harness->admin("POST", s("/enrollments/query"), {{s("query"), s("SELECT * FROM enrollments")}}).body,
                 QByteArray("[]"));
    }

    void groupsAreTakenAsWell()
    {
        const QJsonArray groups{
            QJsonObject{{s("enrollmentGroupId"), s("line-1")},
                        {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}}},
            QJsonObject{{s("enrollmentGroupId"), s("line-2")}, {s("attestation"), QJsonObject{{s("type"), s("tpm")}}}}};
        const Answer answer = m_harness->admin("POST", s("/enrollmentgroups/"),
                                               {{s("mode"), s("create")}, {s("enrollmentGroups"), groups}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(errorsOf(answer).size(), 1);
        QCOMPARE(member(errorsOf(answer).at(0), "enrollmentGroupId"), s("line-2"));
        QVERIFY(!errorsOf(answer).at(0).toObject().contains(QLatin1String("registrationId")));
        QCOMPARE(m_harness->admin("GET", s("/enrollmentGroups/line-1")).status, 200);
        QCOMPARE(m_harness->admin("GET", s("/enrollmentGroups/line-2")).status, 404);
    }

    void partialFailureIsA200()
    {
        m_harness->individual(s("there"));
        const Answer answer = m_harness->admin(
            "POST", s("/enrollments"),
            bulk("create",
                 {entry(s("new-1")), entry(s("there")), entry(s("-bad")),
                  entry(s("new-2"), {{s("attestation"), QJsonObject{{s("type"), s("magic")}}}}), entry(s("new-3"))}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(QLatin1String("isSuccessful")), QJsonValue(false));
        const QJsonArray errors = errorsOf(answer);
        QCOMPARE(errors.size(), 3);
        const std::pair<const char *, int> expected[] = {{"there", 409}, {"-bad", 400}, {"new-2", 400}};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(member(errors.at(i), "registrationId"), s(expected[i].first));
            QCOMPARE(errors.at(i).toObject().value(QLatin1String("errorCode")).toInt() / 1000, expected[i].second);
            QVERIFY(!member(errors.at(i), "errorStatus").isEmpty());
        }
        for (const char *made : {"new-1", "new-3"})
            QCOMPARE(m_harness->admin("GET", s("/enrollments/") + s(made)).status, 200);
        QCOMPARE(m_harness->admin("GET", s("/enrollments/new-2")).status, 404);
    }

    void updatesObeyTheirMode()
    {
        m_harness->individual(s("a"));
        m_harness->individual(s("b"));
        const QString etag = member(m_harness->admin("GET", s("/enrollments/a")).json(), "etag");
        const Answer guarded =
            m_harness->admin("POST", s("/enrollments"),
                             bulk("updateIfMatchETag", {entry(s("a"), {{s("etag"), etag}, {s("deviceId"), s("a-2")}}),
                                                        entry(s("b"), {{s("etag"), etag}, {s("deviceId"), s("b-2")}}),
                                                        entry(s("none"), {{s("etag"), etag}})}));
        QCOMPARE(errorsOf(guarded).size(), 2);
        QCOMPARE(errorsOf(guarded).at(0).toObject().value(QLatin1String("errorCode")).toInt(), 412001);
        QCOMPARE(errorsOf(guarded).at(1).toObject().value(QLatin1String("errorCode")).toInt(), 404201);
        QCOMPARE(member(m_harness->admin("GET", s("/enrollments/a")).json(), "deviceId"), s("a-2"));
        QCOMPARE(member(m_harness->admin("GET", s("/enrollments/b")).json(), "deviceId"), QString());
        // An update takes no notice of the tag, but makes nothing new.
        const Answer forced = m_harness->admin(
            "POST", s("/enrollments"),
            bulk("update", {entry(s("b"), {{s("etag"), etag}, {s("deviceId"), s("b-3")}}), entry(s("none"))}));
        QCOMPARE(errorsOf(forced).size(), 1);
        QCOMPARE(member(errorsOf(forced).at(0), "registrationId"), s("none"));
        QCOMPARE(member(m_harness->admin("GET", s("/enrollments/b")).json(), "deviceId"), s("b-3"));
        // A mode with tags and an entry without one: nothing to match.
        QCOMPARE(errorsOf(m_harness->admin("POST", s("/enrollments"), bulk("updateIfMatchETag", {entry(s("b"))})))
                     .at(0)
                     .toObject()
                     .value(QLatin1String("errorCode"))
                     .toInt(),
                 412001);
        const Answer gone = m_harness->admin(
            "POST", s("/enrollments"), bulk("delete", {QJsonObject{{s("registrationId"), s("A")}}, entry(s("x"))}));
        QCOMPARE(errorsOf(gone).size(), 1);
        QCOMPARE(m_harness->admin("GET", s("/enrollments/a")).status, 404);
    }

    void doublesAreHandledInOrder()
    {
        const Answer created = m_harness->admin(
            "POST", s("/enrollments"),
            bulk("create", {entry(s("twin"), {{s("deviceId"), s("1")}}), entry(s("TWIN"), {{s("deviceId"), s("2")}})}));
        QCOMPARE(errorsOf(created).size(), 1);
        QCOMPARE(member(errorsOf(created).at(0), "registrationId"), s("TWIN"));
        QCOMPARE(member(m_harness->admin("GET", s("/enrollments/twin")).json(), "deviceId"), s("1"));
        QVERIFY(succeeded(m_harness->admin("POST", s("/enrollments"),
                                           bulk("update", {entry(s("twin"), {{s("deviceId"), s("3")}}),
                                                           entry(s("twin"), {{s("deviceId"), s("4")}})}))));
        QCOMPARE(member(m_harness->admin("GET", s("/enrollments/twin")).json(), "deviceId"), s("4"));
        const Answer gone =
            m_harness->admin("POST", s("/enrollments"), bulk("delete", {entry(s("twin")), entry(s("twin"))}));
        QCOMPARE(errorsOf(gone).size(), 1);
        QCOMPARE(errorsOf(gone).at(0).toObject().value(QLatin1String("errorCode")).toInt(), 404201);
    }

    void wrongCallsAreRefusedAsAWhole_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QJsonArray eleven;
        for (int i = 0; i < 11; ++i)
            eleven.append(entry(s("many-%1").arg(i)));
        QTest::newRow("eleven") << bulk("create", eleven);
        QTest::newRow("mode") << bulk("replace", {entry(s("many-0"))});
        QTest::newRow("no mode") << QJsonObject{{s("enrollments"), QJsonArray{entry(s("many-0"))}}};
        QTest::newRow("other kind") << QJsonObject{{s("mode"), s("create")},
                                                   {s("enrollmentGroups"), QJsonArray{entry(s("many-0"))}}};
        QTest::newRow("no ID") << bulk("create", {entry(s("many-0")), QJsonObject()});
        QTest::newRow("no object") << bulk("create", {entry(s("many-0")), 5});
        QTest::newRow("no array") << QJsonObject{{s("mode"), s("create")}, {s("enrollments"), entry(s("many-0"))}};
        QTest::newRow("no body") << QJsonObject();
    }

    void wrongCallsAreRefusedAsAWhole()
    {
        QFETCH(QJsonObject, body);
        const Answer answer = m_harness->admin("POST", s("/enrollments"), body);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.errorCode() / 1000, 400);
        QCOMPARE(m_harness->admin("GET", s("/enrollments/many-0")).status, 404);
    }

    void oneCallIsOneOperationAndIsKept()
    {
        const qint64 before = m_harness->service->counters().operations;
        QVERIFY(succeeded(m_harness->admin("POST", s("/enrollments"),
                                           bulk("create", {entry(s("a")), entry(s("b")), entry(s("c"))}))));
        QCOMPARE(m_harness->service->counters().operations, before + 1); // "a bulk request is one billed call"
        m_harness->restart();
        for (const char *id : {"a", "b", "c"})
            QCOMPARE(m_harness->admin("GET", s("/enrollments/") + s(id)).status, 200);
    }

private:
    std::unique_ptr<Harness> m_harness;
};

REHOME_TEST(BulkTest);
#include "BulkTest.moc"
