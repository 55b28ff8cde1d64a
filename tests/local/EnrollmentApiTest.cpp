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

QJsonObject symmetric(const QString &id)
{
    return {{s("registrationId"), id}, {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}}};
}

QByteArray etagOf(const Answer &answer)
{
    return answer.json().value(QLatin1String("etag")).toString().toUtf8();
}

} // namespace

/// The service API's rules for enrollments and groups (protocol facts, sections 1 and 2), over real HTTPS.
class EnrollmentApiTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_harness.start(Harness::plainScenario())); }

    void createsReadsAndDeletes()
    {
        QJsonObject body = symmetric(s("dev-1"));
        body.insert(s("futureMember"), QJsonObject{{s("a"), 1}});
        const Answer created = m_harness.admin("PUT", s("/enrollments/dev-1"), body);
        QCOMPARE(created.status, 200); // also for a creation
        QVERIFY(!etagOf(created).isEmpty());
        const QJsonObject keys = created.json()
                                     .value(QLatin1String("attestation"))
                                     .toObject()
                                     .value(QLatin1String("symmetricKey"))
                                     .toObject();
        QCOMPARE(QByteArray::fromBase64(keys.value(QLatin1String("primaryKey")).toString().toLatin1()).size(), 64);
        QVERIFY(created.headers.contains("x-ms-request-id"));

        const Answer read = m_harness.admin("GET", s("/enrollments/dev-1"));
        QCOMPARE(read.status, 200);
        QVERIFY(!read.json().contains(
            QLatin1String("reprovisionPolicy"))); // "don't save a reprovisioning policy": absent stays absent
        QVERIFY(!read.body.contains("primaryKey"));
        QCOMPARE(read.json().value(QLatin1String("futureMember")), QJsonValue(QJsonObject{{s("a"), 1}}));
        QCOMPARE(
            read.json().value(QLatin1String("registrationState")).toObject().value(QLatin1String("status")).toString(),
            s("unassigned"));

        const Answer mechanism = m_harness.admin("POST", s("/enrollments/dev-1/attestationmechanism"));
        QCOMPARE(mechanism.json().value(QLatin1String("symmetricKey")).toObject(), keys);

        const Answer gone = m_harness.admin("DELETE", s("/enrollments/dev-1"));
        QCOMPARE(gone.status, 204);
        QVERIFY(gone.body.isEmpty());
        const Answer missing = m_harness.admin("GET", s("/enrollments/dev-1"));
        QCOMPARE(missing.status, 404);
        QCOMPARE(missing.errorCode(), 404201);
        QVERIFY(missing.json().contains(QLatin1String("trackingId")));
        QVERIFY(missing.json().contains(QLatin1String("timestampUtc")));
        QCOMPARE(missing.headers.value("x-ms-error-code"), QByteArray("404201"));
        QCOMPARE(m_harness.admin("DELETE", s("/enrollments/dev-1")).status, 404);
    }

    void etagRules_data()
    {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<int>("status");
        QTest::newRow("none: create only") << QByteArray() << 409;
        QTest::newRow("star") << QByteArray("*") << 200;
        QTest::newRow("as received") << QByteArray("%") << 200;
        QTest::newRow("without quotes") << QByteArray("bare") << 200;
        QTest::newRow("weak") << QByteArray("weak") << 200;
        QTest::newRow("base64") << QByteArray("base64") << 200;
        QTest::newRow("in a list") << QByteArray("list") << 200;
        QTest::newRow("quoted star") << QByteArray("\"*\"") << 200;
        QTest::newRow("blank: as if absent") << QByteArray(" ") << 409;
        QTest::newRow("wrong") << QByteArray("\"00000000-0000-0000-0000-000000000000\"") << 412;
    }

    void etagRules()
    {
        QFETCH(QByteArray, form);
        QFETCH(int, status);
        m_harness.individual(s("tagged"));
        const Answer read = m_harness.admin("GET", s("/enrollments/tagged"));
        if (form == "%")
            form = etagOf(read);
        if (form == "bare")
            form = etagOf(read).mid(1, etagOf(read).size() - 2);
        if (form == "weak")
            form = "W/" + etagOf(read);
        if (form == "base64")
            form = etagOf(read).toBase64();
        if (form == "list")
            form = "\"other\", " + etagOf(read);
        const Headers headers = form.isEmpty() ? Headers{} : Headers{{"If-Match", form}};
        const Answer put = m_harness.admin("PUT", s("/enrollments/tagged"), symmetric(s("tagged")), headers);
        QCOMPARE(put.status, status);
        if (status == 200)
            QVERIFY(etagOf(put) != etagOf(read));
        else
            QCOMPARE(etagOf(m_harness.admin("GET", s("/enrollments/tagged"))), etagOf(read));
    }

    void deleteObeysIfMatch()
    {
        m_harness.individual(s("kept"));
        QCOMPARE(m_harness.admin("DELETE", s("/enrollments/kept"), {}, {{"If-Match", "\"no\""}}).status, 412);
        QCOMPARE(m_harness.admin("GET", s("/enrollments/kept")).status, 200);
        const QByteArray etag = etagOf(m_harness.admin("GET", s("/enrollments/kept")));
        QCOMPARE(m_harness.admin("DELETE", s("/enrollments/kept"), {}, {{"If-Match", etag}}).status, 204);
        QCOMPARE(m_harness.admin("PUT", s("/enrollments/kept"), symmetric(s("kept")), {{"If-Match", etag}}).status,
                 412);
    }

    void updateWithoutKeysKeepsThem()
    {
        const QString key = m_harness.individual(s("keys"));
        const Answer put = m_harness.admin("PUT", s("/enrollments/keys"), symmetric(s("keys")), {{"If-Match", "*"}});
        QCOMPARE(put.status, 200);
        QVERIFY(!put.body.contains("primaryKey")); // shown only by the answer that made them
        QCOMPARE(m_harness.individual(s("keys")), key);
    }

    void regenerateModeMakesNewKeys()
    {
        Harness other;
        QVERIFY(other.start(Harness::plainScenario(), [](auto &settings) { settings.regenerateOmittedKeys = true; }));
        const QString key = other.individual(s("keys"));
        QVERIFY(other.individual(s("keys")) != key);
    }

    void concurrentPutsHaveOneWinner()
    {
        m_harness.individual(s("raced"));
        const QByteArray etag = etagOf(m_harness.admin("GET", s("/enrollments/raced")));
        QList<QNetworkReply *> replies;
        for (int i = 0; i < 6; ++i) {
            QJsonObject body = symmetric(s("raced"));
            body.insert(s("deviceId"), s("writer-%1").arg(i));
            replies.append(m_harness.begin("PUT", s("/enrollments/raced?api-version=2021-10-01"), toBytes(body),
                                           {{"If-Match", etag}, {"Authorization", m_harness.serviceToken()}}));
        }
        int won = 0, lost = 0;
        for (QNetworkReply *reply : replies) {
            const int status = Harness::finish(reply).status;
            won += status == 200 ? 1 : 0;
            lost += status == 412 ? 1 : 0;
        }
        QCOMPARE(won, 1);
        QCOMPARE(lost, 5);
    }

    void badShapesNameTheMember_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("named");
        QTest::newRow("no JSON") << QByteArray("{\"registrationId\":") << QString();
        QTest::newRow("array") << QByteArray("[]") << QString();
        QTest::newRow("no attestation") << QByteArray(R"({"registrationId":"bad"})") << s("attestation");
        QTest::newRow("type") << QByteArray(R"({"registrationId":"bad","attestation":{"type":"magic"}})")
                              << s("attestation.type");
        QTest::newRow("policy")
            << QByteArray(
                   R"({"registrationId":"bad","attestation":{"type":"symmetricKey"},"reprovisionPolicy":{"updateHubAssignment":1,"migrateDeviceData":true}})")
            << s("reprovisionPolicy.updateHubAssignment");
        QTest::newRow("allocation")
            << QByteArray(
                   R"({"registrationId":"bad","attestation":{"type":"symmetricKey"},"allocationPolicy":"nearest"})")
            << s("allocationPolicy");
        QTest::newRow("short key")
            << QByteArray(
                   R"({"registrationId":"bad","attestation":{"type":"symmetricKey","symmetricKey":{"primaryKey":"QUJD","secondaryKey":"QUJD"}}})")
            << s("primaryKey");
        QTest::newRow("other ID") << QByteArray(R"({"registrationId":"good","attestation":{"type":"symmetricKey"}})")
                                  << s("registrationId");
        QTest::newRow("trailing NUL")
            << QByteArray("{\"registrationId\":\"bad\",\"attestation\":{\"type\":\"symmetricKey\"}}").append('\0')
            << QString();
        QTest::newRow("invalid UTF-8")
            << QByteArray("{\"registrationId\":\"bad\",\"x\":\"\xff\",\"attestation\":{\"type\":\"symmetricKey\"}}")
            << QString();
    }

    void badShapesNameTheMember()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, named);
        const Answer put = m_harness.send("PUT", s("/enrollments/bad?api-version=2021-10-01"), body,
                                          {{"Authorization", m_harness.serviceToken()}});
        QCOMPARE(put.status, 400);
        QVERIFY(put.errorCode() / 1000 == 400);
        QVERIFY2(put.json().value(QLatin1String("message")).toString().contains(named), put.body);
        QVERIFY(!put.body.contains("QUJD"));
        QCOMPARE(m_harness.admin("GET", s("/enrollments/bad")).status, 404);
    }

    void idsAreCheckedAndMatchWithoutCase()
    {
        m_harness.individual(s("Mixed-Case:1"));
        QCOMPARE(m_harness.admin("GET", s("/enrollments/mixed-case%3A1"))
                     .json()
                     .value(QLatin1String("registrationId"))
                     .toString(),
                 s("Mixed-Case:1"));
        QCOMPARE(m_harness.admin("PUT", s("/enrollments/MIXED-CASE:1"), symmetric(s("mixed-case:1"))).status, 409);
        for (const char *bad : {"/enrollments/-a", "/enrollments/a%20b", "/enrollments/a%2Fb", "/enrollments/a+b"})
            QCOMPARE(m_harness.admin("PUT", s(bad), symmetric(s("x"))).status, 400);
        const QString tooLong(129, QLatin1Char('a'));
        QCOMPARE(m_harness.admin("PUT", s("/enrollments/") + tooLong, symmetric(tooLong)).status, 400);
    }

    void pathsAreTakenAsClientsWriteThem()
    {
        m_harness.group(s("line"));
        for (const char *path : {"/enrollmentgroups/line", "/EnrollmentGroups/LINE/", "/enrollmentGroups/line/"})
            QCOMPARE(m_harness.admin("GET", s(path)).status, 200);
        QCOMPARE(m_harness.admin("POST", s("/enrollmentgroups/line/attestationMechanism")).status, 200);
        QCOMPARE(m_harness.admin("PUT", s("/enrollments/"), symmetric(s("x"))).status, 405);
        QCOMPARE(m_harness.admin("GET", s("/nothing/here")).status, 404);
        QCOMPARE(m_harness.admin("GET", s("/enrollments/%zz")).status, 400);
    }

    void nothingIsFilledInAndNothingLost()
    {
        QJsonObject body = symmetric(s("kept-as-sent"));
        // Members that a client knows and has no value for come as null: absent.
        for (const char *name : {"reprovisionPolicy", "allocationPolicy", "iotHubs", "customAllocationDefinition",
                                 "capabilities", "deviceId", "provisioningStatus"})
            body.insert(s(name), QJsonValue());
        body.insert(s("initialTwin"),
                    QJsonObject{{s("tags"), QJsonObject{{s("version"), QJsonValue()}, {s("mine"), QJsonValue()}}},
                                {s("properties"), QJsonObject{{s("desired"), QJsonObject()}}}});
        body.insert(s("future"), QJsonObject{{s("deep"), QJsonArray{1, QJsonObject{{s("x"), QJsonValue()}}}}});
        body.insert(s("registrationState"),
                    QJsonObject{{s("status"), s("assigned")}, {s("assignedHub"), s("made-up")}});
        QCOMPARE(m_harness.admin("PUT", s("/enrollments/kept-as-sent"), body).status, 200);
        const QJsonObject read = m_harness.admin("GET", s("/enrollments/kept-as-sent")).json();
        for (const char *name : {"reprovisionPolicy", "allocationPolicy", "iotHubs", "customAllocationDefinition",
                                 "capabilities", "deviceId", "provisioningStatus"})
            QVERIFY2(!read.contains(s(name)), name);
        QCOMPARE(read.value(s("initialTwin")),
                 QJsonValue(QJsonObject{{s("tags"), QJsonObject{{s("mine"), QJsonValue()}}},
                                        {s("properties"), QJsonObject{{s("desired"), QJsonObject()}}}}));
        QCOMPARE(read.value(s("future")), body.value(s("future")));
        QCOMPARE(read.value(s("registrationState")).toObject().value(s("status")).toString(), s("unassigned"));
    }

    void hubsMustBeLinked()
    {
        QJsonObject body = symmetric(s("hubs"));
        body.insert(s("iotHubs"), QJsonArray{s("hub-a.localhost"), s("elsewhere.azure-devices.net")});
        const Answer refused = m_harness.admin("PUT", s("/enrollments/hubs"), body);
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.body.contains("elsewhere.azure-devices.net"));
        body.insert(s("iotHubs"), QJsonArray{s("HUB-A.localhost")});
        QCOMPARE(m_harness.admin("PUT", s("/enrollments/hubs"), body).status, 200);
    }

    void registrationsAreReadAndForgotten()
    {
        const QString key = m_harness.individual(s("Reg:1"));
        QCOMPARE(m_harness.admin("GET", s("/registrations/reg%3A1")).errorCode(), 404202);
        m_harness.registered(s("reg:1"), key);
        const Answer read = m_harness.admin("GET", s("/Registrations/REG%3a1/"));
        QCOMPARE(read.status, 200);
        const QByteArray etag = etagOf(read); // base64 of the quoted text
        QCOMPARE(m_harness.admin("DELETE", s("/registrations/reg:1"), {}, {{"If-Match", "\"no\""}}).status, 412);
        QCOMPARE(m_harness.admin("GET", s("/registrations/reg:1")).status, 200);
        QCOMPARE(m_harness.admin("PUT", s("/registrations/reg:1"), symmetric(s("reg:1"))).status, 405);
        QCOMPARE(m_harness.admin("DELETE", s("/registrations/reg:1"), {}, {{"If-Match", QByteArray::fromBase64(etag)}})
                     .status,
                 204);
        QCOMPARE(m_harness.admin("GET", s("/registrations/reg:1")).status, 404);
        QCOMPARE(m_harness.admin("DELETE", s("/registrations/reg:1")).status, 404);
        m_harness.registered(s("reg:1"), key);
        const QByteArray again = etagOf(m_harness.admin("GET", s("/registrations/reg:1")));
        QVERIFY(again != etag);
        QCOMPARE(m_harness.admin("DELETE", s("/registrations/reg:1"), {}, {{"If-Match", again}}).status, 204);
    }

    void apiVersionIsRequired_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        for (const char *version :
             {"2018-04-01", "2018-11-01", "2019-03-31", "2021-06-01", "2021-10-01", "2025-07-01-preview"})
            QTest::newRow(version) << s("?api-version=") + s(version) << 404;
        QTest::newRow("none") << QString() << 400;
        QTest::newRow("unknown") << s("?api-version=1999-01-01") << 400;
        QTest::newRow("name in capitals") << s("?Api-Version=2021-10-01") << 404;
    }

    void apiVersionIsRequired()
    {
        QFETCH(QString, query);
        QFETCH(int, status);
        QCOMPARE(
            m_harness.send("GET", s("/enrollments/absent") + query, {}, {{"Authorization", m_harness.serviceToken()}})
                .status,
            status);
    }

    void wrongContentTypeIs415()
    {
        const Answer put =
            m_harness.send("PUT", s("/enrollments/ct?api-version=2021-10-01"), toBytes(symmetric(s("ct"))),
                           {{"Authorization", m_harness.serviceToken()}, {"Content-Type", "text/plain"}});
        QCOMPARE(put.status, 415);
        QCOMPARE(put.errorCode(), 415001);
    }

    void groupsRefuseTpmAndAreLimited()
    {
        const QJsonObject tpm{
            {s("enrollmentGroupId"), s("tpms")},
            {s("attestation"),
             QJsonObject{{s("type"), s("tpm")}, {s("tpm"), QJsonObject{{s("endorsementKey"), s("AAAA")}}}}}};
        QCOMPARE(m_harness.admin("PUT", s("/enrollmentGroups/tpms"), tpm).status, 400);
        Harness other;
        QVERIFY(other.start(Harness::plainScenario()));
        for (int i = 0; i < 100; ++i)
            other.group(s("g-%1").arg(i));
        const QJsonObject more{{s("enrollmentGroupId"), s("g-100")},
                               {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}}};
        QCOMPARE(other.admin("PUT", s("/enrollmentGroups/g-100"), more).status, 400);
        QCOMPARE(other
                     .admin("PUT", s("/enrollmentGroups/g-99"),
                            QJsonObject{{s("enrollmentGroupId"), s("g-99")},
                                        {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}}},
                            {{"If-Match", "*"}})
                     .status,
                 200);
    }

private:
    Harness m_harness;
};

REHOME_TEST(EnrollmentApiTest);
#include "EnrollmentApiTest.moc"
