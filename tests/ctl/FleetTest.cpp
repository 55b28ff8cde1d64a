// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <csignal>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonObject summaryOf(const QByteArray &out)
{
    return QJsonDocument::fromJson(out).object();
}

int number(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toInt(-1);
}

} // namespace

/// `rehomectl fleet` against a real `rehomectl serve`.
class FleetTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_serve.start({s("--data"), m_place.filePath(s("data")), s("--scenario"), s("quarantine"),
                               s("--assign-delay-ms"), s("0")}));
        m_ready = m_place.filePath(s("ready.json"));
        QFile file(m_ready);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_serve.readyLine()) > 0);
        file.close();
        m_client.endpoint = m_serve.endpoint();
        const Answer answer = m_client.admin("POST", s("/enrollmentGroups/pumps-harbour/attestationmechanism"));
        QCOMPARE(answer.status, 200);
        m_key =
            answer.json().value(QLatin1String("symmetricKey")).toObject().value(QLatin1String("primaryKey")).toString();
        QVERIFY(!m_key.isEmpty());
    }

    void registersAGroupsDevices()
    {
        const CtlResult result =
            runCtl({s("fleet"), s("--connect"), m_ready, s("--group"), s("pumps-harbour"), s("--devices"), s("20"),
                    s("--prefix"), s("extra-"), s("--rate"), s("1000"), s("--json")});
        QVERIFY2(result.exitCode == 0, result.err + result.out);
        QCOMPARE(result.out.count('\n'), 1);
        const QJsonObject summary = summaryOf(result.out);
        QCOMPARE(number(summary, "devices"), 20);
        QCOMPARE(number(summary, "assigned"), 20);
        QCOMPARE(number(summary, "registered"), 20);
        QCOMPARE(number(summary, "refused"), 0);
        QCOMPARE(number(summary.value(QLatin1String("requests")).toObject(), "register"), 20);
        QCOMPARE(number(summary.value(QLatin1String("hub")).toObject(), "accepted"), 20);
        const QJsonObject latency = summary.value(QLatin1String("latencyMs")).toObject();
        QVERIFY(number(latency, "p50") > 0);
        QVERIFY(number(latency, "p50") <= number(latency, "p99") && number(latency, "p99") <= number(latency, "max"));
        QVERIFY(!summary.value(QLatin1String("interrupted")).toBool(true));
        const Answer record = m_client.admin("GET", s("/registrations/extra-0007"));
        QCOMPARE(record.json().value(QLatin1String("assignedHub")).toString(), s("hub-weu.localhost"));

        // The same devices once more, with what they remember: a look-up is enough.
        const CtlResult again =
            runCtl({s("fleet"), s("--connect"), m_ready, s("--group"), s("pumps-harbour"), s("--devices"), s("20"),
                    s("--prefix"), s("extra-"), s("--rate"), s("1000"), s("--known"), s("--json")});
        QVERIFY2(again.exitCode == 0, again.err + again.out);
        const QJsonObject requests = summaryOf(again.out).value(QLatin1String("requests")).toObject();
        QCOMPARE(number(requests, "lookup"), 20);
        QCOMPARE(number(requests, "register"), 0);
        QCOMPARE(number(summaryOf(again.out), "unchanged"), 20);
    }

    void readsTheReadyLineFromStandardInput()
    {
        QProcess fleet;
        fleet.start(program(), {s("fleet"), s("--connect"), s("-"), s("--group"), s("pumps-airfield"), s("--devices"),
                                s("2"), s("--prefix"), s("piped-"), s("--no-hub")});
        fleet.write(m_serve.readyLine());
        fleet.closeWriteChannel();
        QVERIFY(fleet.waitForFinished(20'000));
        const QByteArray out = fleet.readAllStandardOutput();
        QVERIFY2(fleet.exitCode() == 0, fleet.readAllStandardError() + out);
        QVERIFY2(out.startsWith("2 devices: 2 assigned, 0 refused"), out);
    }

    void anyEndpointWithAKeyFromTheEnvironment()
    {
        QProcess fleet;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(s("REHOME_GROUP_KEY"), m_key);
        fleet.setProcessEnvironment(environment);
        fleet.start(program(), QStringList{s("fleet"), s("--prefix"), s("env-"), s("--sdk"), s("python"), s("--json")} +
                                   endpointOptions());
        QVERIFY(fleet.waitForFinished(20'000));
        const QByteArray out = fleet.readAllStandardOutput(), errors = fleet.readAllStandardError();
        QVERIFY2(fleet.exitCode() == 0, errors + out);
        QCOMPARE(number(summaryOf(out), "assigned"), 3);
        QVERIFY(!errors.contains(m_key.toLatin1()) && !out.contains(m_key.toLatin1()));
    }

    void refusedDevicesAreTheExitCode()
    {
        const QString file = m_place.filePath(s("other.key"));
        QFile key(file);
        QVERIFY(key.open(QIODevice::WriteOnly));
        key.write(QByteArray(64, 'x').toBase64() + '\n');
        key.close();
        const CtlResult result =
            runCtl(QStringList{s("fleet"), s("--prefix"), s("alien-"), s("--group-key-file"), file, s("--json")} +
                   endpointOptions());
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(number(summaryOf(result.out), "refused"), 3);
        QCOMPARE(number(summaryOf(result.out), "failed"), 3);
        QVERIFY2(result.err.contains("3 devices were refused"), result.err);
    }

    void aScenariosDevicesKnowWhatTheyAre()
    {
        const CtlResult result = runCtl({s("fleet"), s("--connect"), m_ready, s("--scenario"), s("quarantine"),
                                         s("--rate"), s("1000"), s("--json")});
        QVERIFY2(result.exitCode == 0, result.err + result.out);
        const QJsonObject summary = summaryOf(result.out);
        QCOMPARE(number(summary, "devices"), 70);
        QCOMPARE(number(summary, "assigned"), 70);
        QCOMPARE(number(summary.value(QLatin1String("requests")).toObject(), "register"), 0);
    }

    void anInterruptIsAnOrderlyEnd()
    {
        QProcess fleet;
        fleet.start(program(), {s("fleet"), s("--connect"), m_ready, s("--group"), s("pumps-harbour"), s("--devices"),
                                s("4"), s("--until"), s("600"), s("--reboots-per-minute"), s("60"), s("--json")});
        QByteArray progress;
        QTRY_VERIFY_WITH_TIMEOUT((progress += fleet.readAllStandardError()).contains("4 of 4 assigned"), 20'000);
        ::kill(static_cast<pid_t>(fleet.processId()), SIGINT);
        QVERIFY(fleet.waitForFinished(5000));
        QCOMPARE(fleet.exitStatus(), QProcess::NormalExit);
        QCOMPARE(fleet.exitCode(), 0);
        const QJsonObject summary = summaryOf(fleet.readAllStandardOutput());
        QVERIFY(summary.value(QLatin1String("interrupted")).toBool());
        QCOMPARE(number(summary, "assigned"), 4);
    }

    void wrongUsageStartsNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const QStringList good{s("--connect"), s("none.json"), s("--group"), s("g")};
        QTest::newRow("no service") << QStringList{s("--group"), s("g")} << QByteArray("--connect");
        QTest::newRow("two services") << good + QStringList{s("--endpoint"), s("localhost")} << QByteArray("--connect");
        QTest::newRow("no devices") << QStringList{s("--connect"), s("none.json")} << QByteArray("--scenario");
        QTest::newRow("devices") << good + QStringList{s("--devices"), s("0")} << QByteArray("--devices");
        QTest::newRow("rate") << good + QStringList{s("--rate"), s("fast")} << QByteArray("--rate");
        QTest::newRow("until") << good + QStringList{s("--until"), s("never")} << QByteArray("--until");
        QTest::newRow("behaviour") << good + QStringList{s("--behaviour"), s("lazy")} << QByteArray("--behaviour");
        QTest::newRow("sdk") << good + QStringList{s("--sdk"), s("cobol")} << QByteArray("--sdk");
        QTest::newRow("version") << good + QStringList{s("--api-version"), s("new")} << QByteArray("--api-version");
        QTest::newRow("a key on the command line")
            << good + QStringList{s("--group-key"), s("c2VjcmV0")} << QByteArray("--group-key");
        QTest::newRow("no scope") << QStringList{s("--endpoint"), s("localhost")} << QByteArray("--id-scope");
        QTest::newRow("no key") << QStringList{s("--endpoint"), s("localhost"), s("--id-scope"), s("0ne")}
                                << QByteArray("REHOME_GROUP_KEY");
    }

    void wrongUsageStartsNothing()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const CtlResult result = runCtl(QStringList{s("fleet")} + arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(named), result.err);
        QVERIFY(!result.err.contains("c2VjcmV0"));
        QVERIFY(result.out.isEmpty());
    }

    void whatCannotBeReadIsSaid()
    {
        const CtlResult missing =
            runCtl({s("fleet"), s("--connect"), m_place.filePath(s("none")), s("--group"), s("g")});
        QCOMPARE(missing.exitCode, 1);
        QVERIFY2(missing.err.contains("cannot be read"), missing.err);
        const CtlResult unknown = runCtl({s("fleet"), s("--connect"), m_ready, s("--group"), s("nobodys")});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("nobodys"), unknown.err);
    }

private:
    static QString program() { return QStringLiteral(REHOME_BINARY_DIR "/bin/rehomectl"); }
    QStringList endpointOptions() const
    {
        const QUrl url(m_serve.endpoint().endpoint);
        return {s("--endpoint"), s("localhost:%1").arg(url.port()),
                s("--id-scope"), m_serve.endpoint().idScope,
                s("--ca"),       m_serve.endpoint().caCertificatePath,
                s("--devices"),  s("3"),
                s("--rate"),     s("100")};
    }

    QTemporaryDir m_place;
    ServeProcess m_serve;
    Harness m_client;
    QString m_ready, m_key;
};

REHOME_TEST(FleetTest);
#include "FleetTest.moc"
