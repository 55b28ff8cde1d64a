// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/WebhookTarget.h"
#include "tests/local/Harness.h"
#include "tests/local/HookServer.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QJsonObject custom(const QString &url, const QJsonObject &policy = {})
{
    QJsonObject members{
        {s("allocationPolicy"), s("custom")},
        {s("customAllocationDefinition"), QJsonObject{{s("webhookUrl"), url}, {s("apiVersion"), s("2021-10-01")}}},
        {s("iotHubs"), QJsonArray{s("hub-a.localhost"), s("hub-b.localhost")}},
        {s("initialTwin"), QJsonObject{{s("tags"), QJsonObject{{s("from"), s("enrollment")}}}}}};
    if (!policy.isEmpty())
        members.insert(s("reprovisionPolicy"), policy);
    return members;
}

QJsonObject twinFromHook()
{
    return {{s("tags"), QJsonObject{{s("from"), s("webhook")}}},
            {s("properties"), QJsonObject{{s("desired"), QJsonObject{{s("state"), s("ready")}}}}}};
}

} // namespace

/// Custom allocation over real HTTP and HTTPS (protocol facts, section 6).
class WebhookTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::plainScenario(), [](auto &settings) { settings.webhookTimeoutMs = 700; }));
    }

    void requestAndAnswerTravel()
    {
        HookServer hook;
        QJsonObject payload{{s("color"), s("red")}};
        hook.script = [&](const HookServer::Call &) {
            QJsonObject body{{s("iotHubHostName"), s("HUB-B.localhost")}, {s("initialTwin"), twinFromHook()}};
            if (!payload.isEmpty())
                body.insert(s("payload"), payload);
            return HookServer::answer(body);
        };
        const QString key = m_harness.individual(s("dev-1"), custom(hook.url(), policyObject(true, true)));
        const QJsonObject sent{{s("modelId"), s("m;1")}};
        QJsonObject state = settled(m_harness, s("dev-1"), key, sent);
        QCOMPARE(text(state, "status"), s("assigned"));
        QCOMPARE(text(state, "assignedHub"), s("hub-b.localhost"));
        QCOMPARE(state.value(QLatin1String("payload")).toObject(), payload);

        const HookServer::Call first = hook.calls.at(0);
        QVERIFY(first.head.startsWith("POST /api/pick?code=SECRET HTTP/1.1\r\n"));
        QVERIFY(first.head.toLower().contains("\r\ncontent-type: application/json"));
        const QJsonObject enrollment = first.json().value(QLatin1String("individualEnrollment")).toObject();
        QCOMPARE(text(enrollment, "registrationId"), s("dev-1"));
        QCOMPARE(enrollment.value(QLatin1String("attestation")).toObject(),
                 QJsonObject({{s("type"), s("symmetricKey")}}));
        QCOMPARE(text(enrollment.value(QLatin1String("customAllocationDefinition")).toObject(), "webhookUrl"),
                 hook.url(s("/api/pick?****")));
        QVERIFY(!first.body.contains("SECRET") && !first.body.contains(key.toLatin1()));
        QCOMPARE(
            first.context(),
            QJsonObject({{s("registrationId"), s("dev-1")}, {s("symmetricKey"), QJsonObject()}, {s("payload"), sent}}));
        QCOMPARE(first.json().value(QLatin1String("linkedHubs")).toArray(),
                 QJsonArray({s("hub-a.localhost"), s("hub-b.localhost")}));
        // initialTwin of the webhook instead of the enrollment's; the enrollment's stays untouched.
        const QJsonObject twin = m_harness.hub("GET", s("hub-b"), s("/twins/dev-1")).json();
        QCOMPARE(twin.value(QLatin1String("tags")).toObject(), QJsonObject({{s("from"), s("webhook")}}));
        QCOMPARE(text(twin.value(QLatin1String("properties")).toObject().value(QLatin1String("desired")).toObject(),
                      "state"),
                 s("ready"));
        QCOMPARE(text(m_harness.admin("GET", s("/enrollments/dev-1"))
                          .json()
                          .value(QLatin1String("initialTwin"))
                          .toObject()
                          .value(QLatin1String("tags"))
                          .toObject(),
                      "from"),
                 s("enrollment"));

        // The next time the webhook hears where the device is; what it gives back is fresh, and gone when it gives
        // none.
        payload = {{s("color"), s("blue")}};
        state = settled(m_harness, s("dev-1"), key);
        QCOMPARE(state.value(QLatin1String("payload")).toObject(), payload);
        QCOMPARE(text(hook.calls.at(1).context(), "currentIotHubHostName"), s("hub-b.localhost"));
        QCOMPARE(text(hook.calls.at(1).context(), "currentDeviceId"), s("dev-1"));
        QVERIFY(!hook.calls.at(1).context().contains(QLatin1String("payload")));
        QCOMPARE(record(m_harness, s("dev-1")).value(QLatin1String("payload")).toObject(), payload);
        payload = {};
        QVERIFY(!settled(m_harness, s("dev-1"), key).contains(QLatin1String("payload")));
        QCOMPARE(hook.calls.size(), 3);
    }

    void groupsAskWithTheirEntry()
    {
        HookServer hook;
        hook.script = [](const HookServer::Call &call) {
            const bool first = text(call.context(), "registrationId").endsWith(QLatin1Char('1'));
            return HookServer::answer({{s("iotHubHostName"), first ? s("hub-a.localhost") : s("hub-b.localhost")}});
        };
        const QString key = m_harness.group(s("line"), custom(hook.url()));
        QCOMPARE(text(settled(m_harness, s("line-1"), m_harness.derived(key, s("line-1"))), "assignedHub"),
                 s("hub-a.localhost"));
        QCOMPARE(text(settled(m_harness, s("line-2"), m_harness.derived(key, s("line-2"))), "assignedHub"),
                 s("hub-b.localhost"));
        const QJsonObject seen = hook.calls.at(0).json();
        QCOMPARE(text(seen.value(QLatin1String("enrollmentGroup")).toObject(), "enrollmentGroupId"), s("line"));
        QVERIFY(!seen.contains(QLatin1String("individualEnrollment")));
    }

    // "DPS will always call the custom allocation webhook regardless of reprovisioning policy"
    void underNeverItIsAskedAndTheHubStays()
    {
        HookServer hook;
        QString hub = s("hub-a.localhost");
        int number = 0;
        hook.script = [&](const HookServer::Call &) {
            return HookServer::answer({{s("iotHubHostName"), hub}, {s("payload"), QJsonObject{{s("n"), ++number}}}});
        };
        const QString key = m_harness.individual(s("stays"), custom(hook.url(), policyObject(false, false)));
        QCOMPARE(text(settled(m_harness, s("stays"), key), "assignedHub"), s("hub-a.localhost"));
        hub = s("hub-b.localhost");
        const QJsonObject state = settled(m_harness, s("stays"), key);
        QCOMPARE(text(state, "assignedHub"), s("hub-a.localhost"));
        QCOMPARE(text(state, "substatus"), s("initialAssignment"));
        QCOMPARE(state.value(QLatin1String("payload")).toObject().value(QLatin1String("n")).toInt(), 2);
        QCOMPARE(hook.calls.at(1).json().value(QLatin1String("linkedHubs")).toArray(),
                 QJsonArray({s("hub-a.localhost")}));
        QCOMPARE(m_harness.hub("GET", s("hub-b"), s("/devices/stays")).status, 404);
    }

    void itsTwinOverridesMigration()
    {
        HookServer hook;
        QString hub = s("hub-a.localhost");
        bool withTwin = false;
        hook.script = [&](const HookServer::Call &) {
            QJsonObject body{{s("iotHubHostName"), hub}};
            if (withTwin)
                body.insert(s("initialTwin"), twinFromHook());
            return HookServer::answer(body);
        };
        const QString key = m_harness.individual(s("twin"), custom(hook.url(), policyObject(true, true)));
        settled(m_harness, s("twin"), key);
        m_harness.hub("PATCH", s("hub-a"), s("/twins/twin"), {{s("tags"), QJsonObject{{s("kept"), 1}}}});
        hub = s("hub-b.localhost");
        QCOMPARE(text(settled(m_harness, s("twin"), key), "substatus"), s("deviceDataMigrated"));
        const auto tags = [&](const char *where) {
            return m_harness.hub("GET", s(where), s("/twins/twin")).json().value(QLatin1String("tags")).toObject();
        };
        QVERIFY(tags("hub-b").contains(QLatin1String("kept")));
        hub = s("hub-a.localhost");
        withTwin = true;
        QCOMPARE(text(settled(m_harness, s("twin"), key), "substatus"), s("deviceDataReset"));
        QCOMPARE(tags("hub-a"), QJsonObject({{s("from"), s("webhook")}}));
        QCOMPARE(m_harness.hub("GET", s("hub-b"), s("/devices/twin")).status, 404);
    }

    void badAnswersFailTheRegistration_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("message");
        const QByteArray good = HookServer::answer({{s("iotHubHostName"), s("hub-a.localhost")}});
        const QString code = s("Custom allocation failed with status code: %1");
        QTest::newRow("400") << HookServer::http(400, "Unknown device") << code.arg(400);
        QTest::newRow("500") << HookServer::http(500, {}) << code.arg(500);
        QTest::newRow("404, unending") << QByteArray("HTTP/1.1 404 No\r\n\r\n") << code.arg(404);
        QTest::newRow("302") << QByteArray("REDIRECT") << code.arg(302);
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 None\r\n\r\n") << s("cannot be used");
        QTest::newRow("not JSON") << HookServer::http(200, "hub-a.localhost") << s("cannot be used");
        QTest::newRow("no hub") << HookServer::answer({{s("payload"), QJsonObject()}}) << s("iotHubHostName");
        QTest::newRow("payload is a list")
            << HookServer::answer({{s("iotHubHostName"), s("hub-a.localhost")}, {s("payload"), QJsonArray{1}}})
            << s("payload");
        QTest::newRow("unknown hub") << HookServer::answer({{s("iotHubHostName"), s("other.localhost")}})
                                     << s("not open to this enrollment");
        QTest::newRow("hub outside the set") << HookServer::answer({{s("iotHubHostName"), s("hub-closed.localhost")}})
                                             << s("not open to this enrollment");
        QTest::newRow("too large") << HookServer::http(200, QByteArray(70'000, ' ')) << s("larger than 64 KB");
        QTest::newRow("too large, chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" +
                                                   QByteArray(0x20000, ' ') + "\r\n0\r\n\r\n"
                                            << s("larger than 64 KB");
        QTest::newRow("endless header") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(100'000, 'x') << s("header");
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-x\r\n\r\n") << s("not HTTP");
        QTest::newRow("cut off") << good.chopped(3) << s("before its answer was complete");
    }

    void badAnswersFailTheRegistration()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, message);
        HookServer hook;
        hook.script = [&](const HookServer::Call &) {
            return answer == "REDIRECT"
                       ? HookServer::http(302, {}, "Location: " + hook.url(s("/elsewhere")).toLatin1() + "\r\n")
                       : answer;
        };
        const QString id = s("bad-%1").arg(++m_count);
        const QString key = m_harness.individual(id, custom(hook.url()));
        const QJsonObject state = settled(m_harness, id, key);
        QCOMPARE(text(state, "status"), s("failed"));
        QCOMPARE(state.value(QLatin1String("errorCode")).toInt(), 400207);
        QVERIFY2(text(state, "errorMessage").startsWith(s("Custom allocation failed")) &&
                     text(state, "errorMessage").contains(message),
                 qPrintable(text(state, "errorMessage")));
        QVERIFY(!text(state, "errorMessage").contains(s("SECRET")));
        QCOMPARE(hook.calls.size(), 1); // neither repeated nor redirected
    }

    void addressesThatAreNotCalled_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("message");
        QTest::newRow("http elsewhere") << s("http://192.0.2.1/api?code=SECRET") << s("http is for this machine only");
        QTest::newRow("user name") << s("https://me:SECRET@localhost/api") << s("user name");
        QTest::newRow("other scheme") << s("ftp://localhost/api") << s("https");
        QTest::newRow("nobody there") << s("http://127.0.0.1:1/api?code=SECRET") << s("cannot be reached");
    }

    void addressesThatAreNotCalled()
    {
        QFETCH(QString, url);
        QFETCH(QString, message);
        const QString id = s("address-%1").arg(++m_count);
        const QString key = m_harness.individual(id, custom(url));
        const QJsonObject state = settled(m_harness, id, key);
        QCOMPARE(state.value(QLatin1String("errorCode")).toInt(), 400207);
        QVERIFY2(text(state, "errorMessage").contains(message), qPrintable(text(state, "errorMessage")));
        QVERIFY(!text(state, "errorMessage").contains(s("SECRET")));
    }

    void failureLeavesTheAssignmentAlone()
    {
        HookServer hook;
        hook.script = [&](const HookServer::Call &) {
            return hook.calls.size() == 1 ? HookServer::answer({{s("iotHubHostName"), s("hub-a.localhost")}})
                                          : HookServer::http(503, {});
        };
        const QString key = m_harness.individual(s("kept"), custom(hook.url(), policyObject(true, true)));
        settled(m_harness, s("kept"), key);
        const QJsonObject state = settled(m_harness, s("kept"), key);
        QCOMPARE(text(state, "status"), s("failed"));
        QCOMPARE(text(state, "assignedHub"), s("hub-a.localhost"));
        QCOMPARE(m_harness.hub("GET", s("hub-a"), s("/devices/kept")).status, 200);
    }

    void disabledIsNotAsked()
    {
        HookServer hook;
        QJsonObject members = custom(hook.url());
        members.insert(s("provisioningStatus"), s("disabled"));
        const QString key = m_harness.individual(s("off"), members);
        settled(m_harness, s("off"), key);
        QCOMPARE(text(record(m_harness, s("off")), "status"), s("disabled"));
        QVERIFY(hook.calls.isEmpty());
    }

    void aHangingWebhookDelaysNobodyElse()
    {
        HookServer silent, quick;
        quick.script = [](const HookServer::Call &) {
            return HookServer::answer({{s("iotHubHostName"), s("hub-b.localhost")}});
        };
        Harness own;
        QVERIFY(own.start(Harness::plainScenario(), [](auto &settings) { settings.webhookTimeoutMs = 60'000; }));
        const QString hanging = own.individual(s("hanging"), custom(silent.url()));
        const QString other = own.individual(s("other"), custom(quick.url()));
        const QString plain = own.individual(s("plain"));
        QCOMPARE(own.registerDevice(s("hanging"), hanging).status, 202);
        QTRY_COMPARE(silent.calls.size(), 1);
        QCOMPARE(own.registerDevice(s("hanging"), hanging).errorCode(), 409203);
        QCOMPARE(text(settled(own, s("other"), other), "status"), s("assigned"));
        QCOMPARE(text(settled(own, s("plain"), plain), "status"), s("assigned"));
        // Meanwhile everybody says assigning: record, poll and lookup.
        QCOMPARE(text(record(own, s("hanging")), "status"), s("assigning"));
        QCOMPARE(text(own.device("POST", {}, s("hanging"), hanging).json(), "status"), s("assigning"));
        QCOMPARE(silent.calls.size(), 1);
    }

    void silenceEndsInAFailure()
    {
        HookServer silent;
        const QString key = m_harness.individual(s("hanging"), custom(silent.url()));
        QCOMPARE(m_harness.registerDevice(s("hanging"), key).status, 202);
        QTRY_COMPARE(text(record(m_harness, s("hanging")), "status"), s("failed"));
        QCOMPARE(text(record(m_harness, s("hanging")), "errorMessage"),
                 s("Custom allocation failed: the webhook did not answer within 0.7 s."));
        QCOMPARE(record(m_harness, s("hanging")).value(QLatin1String("errorCode")).toInt(), 400207);
    }

    void anAcceptedRequestOutlivesTheService()
    {
        HookServer hook; // silent at first
        Harness own;
        const auto patient = [](auto &settings) { settings.webhookTimeoutMs = 60'000; };
        QVERIFY(own.start(Harness::plainScenario(), patient));
        const QString key = own.individual(s("dev"), custom(hook.url()));
        const QJsonObject sent{{s("modelId"), s("m;2")}};
        registerWith(own, s("dev"), key, sent);
        QTRY_COMPARE(hook.calls.size(), 1);
        QElapsedTimer stopping;
        stopping.start();
        own.service->stop(); // does not wait for the webhook
        QVERIFY(stopping.elapsed() < 5000);
        hook.script = [](const HookServer::Call &) {
            return HookServer::answer({{s("iotHubHostName"), s("hub-a.localhost")}});
        };
        own.restart(patient);
        QTRY_COMPARE(text(record(own, s("dev")), "status"), s("assigned"));
        QCOMPARE(hook.calls.size(), 2);
        QCOMPARE(hook.calls.at(1).context().value(QLatin1String("payload")).toObject(), sent);
    }

    void httpsIsVerified()
    {
        const TestAuthority authority("Webhook authority");
        HookServer hook(authority.issue({s("localhost")}));
        hook.script = [](const HookServer::Call &) {
            return HookServer::answer({{s("iotHubHostName"), s("hub-a.localhost")}});
        };
        QTemporaryDir folder;
        QFile file(folder.filePath(s("ca.pem")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(authority.certificate());
        file.close();
        Harness trusting;
        QVERIFY(trusting.start(Harness::plainScenario(),
                               [&](auto &settings) { settings.webhookCaFile = file.fileName(); }));
        const QString key = trusting.individual(s("dev"), custom(hook.url()));
        QCOMPARE(text(settled(trusting, s("dev"), key), "status"), s("assigned"));
        // The system does not know this authority, so without the file it is refused.
        const QString strange = m_harness.individual(s("strange"), custom(hook.url()));
        const QJsonObject state = settled(m_harness, s("strange"), strange);
        QCOMPARE(state.value(QLatin1String("errorCode")).toInt(), 400207);
        QVERIFY(text(state, "errorMessage").contains(s("TLS")));
        QCOMPARE(hook.calls.size(), 1);
        // A name that the certificate does not carry is refused too.
        QString url = hook.url();
        url.replace(s("localhost"), s("127.0.0.1"));
        const QString wrong = trusting.individual(s("wrong"), custom(url));
        QVERIFY(text(settled(trusting, s("wrong"), wrong), "errorMessage").contains(s("TLS")));
        Harness refusing;
        const auto started = refusing.start(Harness::plainScenario(),
                                            [](auto &settings) { settings.webhookCaFile = s("/no/such/file"); });
        QVERIFY(!started);
        QVERIFY(started.error().message.contains(s("/no/such/file")));
    }

    void targets_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("host"); // empty: refused
        QTest::addColumn<int>("port");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *url, const char *host, int port, const char *path) {
            QTest::newRow(url) << s(url) << QByteArray(host) << port << QByteArray(path);
        };
        row("https://Fn.Example/api?code=a%2Fb#x", "fn.example", 443, "/api?code=a%2Fb");
        row("https://fn.example:8443", "fn.example:8443", 8443, "/");
        row("http://127.3.2.1:7071/x", "127.3.2.1:7071", 7071, "/x");
        row("http://[::1]:7071/x", "[::1]:7071", 7071, "/x");
        row("HTTP://LOCALHOST/x", "localhost", 80, "/x");
        row("http://localhost.example/x", "", 0, "");
        row("http://10.0.0.1/x", "", 0, "");
        row("http://0.0.0.0/x", "", 0, "");
        row("http://[::ffff:10.0.0.1]/x", "", 0, "");
        row("https://", "", 0, "");
        row("", "", 0, "");
        row("/api", "", 0, "");
        row("https://a b/", "", 0, "");
        row("file:///etc/hosts", "", 0, "");
    }

    void targets()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, host);
        QFETCH(int, port);
        QFETCH(QByteArray, path);
        const auto target = rehome::local::webhookTarget(url);
        QCOMPARE(target.has_value(), !host.isEmpty());
        if (!target)
            return;
        QCOMPARE(target->hostHeader(), host);
        QCOMPARE(int(target->port), port);
        QCOMPARE(target->pathAndQuery, path);
    }

private:
    static QJsonObject record(Harness &harness, const QString &id)
    {
        return harness.admin("GET", s("/registrations/") + id).json();
    }

    static Answer registerWith(Harness &harness, const QString &id, const QString &key, const QJsonObject &payload)
    {
        QJsonObject body{{s("registrationId"), id}};
        if (!payload.isEmpty())
            body.insert(s("payload"), payload);
        return harness.send(
            "PUT",
            QStringLiteral("/%1/registrations/%2/register?api-version=2021-06-01").arg(harness.endpoint.idScope, id),
            toBytes(body), {{"Authorization", harness.deviceToken(id, key)}});
    }

    /// Registers and gives the final registrationState as the device reads it; one poll, since polls are throttled.
    static QJsonObject settled(Harness &harness, const QString &id, const QString &key, const QJsonObject &payload = {})
    {
        const Answer accepted = registerWith(harness, id, key, payload);
        const bool isFinal = QTest::qWaitFor(
            [&] {
                const QString status = text(record(harness, id), "status");
                return !status.isEmpty() && status != s("assigning");
            },
            10'000);
        if (accepted.status != 202 || !isFinal)
            return {};
        return harness.device("GET", s("/operations/") + text(accepted.json(), "operationId"), id, key)
            .json()
            .value(QLatin1String("registrationState"))
            .toObject();
    }

    Harness m_harness;
    int m_count = 0;
};

REHOME_TEST(WebhookTest);
#include "WebhookTest.moc"
