// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>
#include <csignal>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// `rehomectl serve` as other programs rely on it (contract).
class ServeTest : public QObject
{
    Q_OBJECT

private slots:
    void readyLineHasEveryKey()
    {
        QTemporaryDir place;
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), place.filePath(s("data")), s("--scenario"), s("demo")}));
        const QStringList keys{
            s("ready"),         s("endpoint"), s("mqttEndpoint"), s("idScope"), s("serviceConnectionString"),
            s("caCertificate"), s("hubs")};
        QJsonObject ready = serve.ready();
        for (const QString &key : keys)
            QVERIFY2(ready.contains(key), qPrintable(key));
        QCOMPARE(ready.size(), keys.size());
        QCOMPARE(ready.value(QLatin1String("ready")), QJsonValue(true));
        QCOMPARE(ready.value(QLatin1String("mqttEndpoint")).toString(), QString());
        QVERIFY(ready.value(QLatin1String("endpoint")).toString().startsWith(s("https://localhost:")));
        const QString port = ready.value(QLatin1String("endpoint")).toString().section(QLatin1Char(':'), 2);
        QVERIFY(ready.value(QLatin1String("serviceConnectionString"))
                    .toString()
                    .startsWith(s("HostName=localhost:%1;SharedAccessKeyName=provisioningserviceowner;SharedAccessKey=")
                                    .arg(port)));
        QVERIFY(QDir::isAbsolutePath(ready.value(QLatin1String("caCertificate")).toString()));
        QVERIFY(QFile::exists(ready.value(QLatin1String("caCertificate")).toString()));
        const QJsonArray hubs = ready.value(QLatin1String("hubs")).toArray();
        QVERIFY(hubs.size() >= 4);
        for (const QJsonValue &value : hubs) {
            const QString host = value.toObject().value(QLatin1String("hostName")).toString();
            QVERIFY(host.endsWith(s(".localhost")));
            QVERIFY(
                value.toObject()
                    .value(QLatin1String("connectionString"))
                    .toString()
                    .startsWith(s("HostName=%1:%2;SharedAccessKeyName=iothubowner;SharedAccessKey=").arg(host, port)));
        }
        QVERIFY(!serve.process.canReadLine()); // one line and nothing else
        Harness client;
        client.endpoint = serve.endpoint();
        QCOMPARE(client.admin("GET", s("/enrollments/none")).status, 404);
        QCOMPARE(serve.endBy(SIGTERM), 0);
        QVERIFY(serve.process.readAllStandardOutput().isEmpty());
    }

    void signalsEndItInOrder_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void signalsEndItInOrder()
    {
        QFETCH(int, signal);
        QTemporaryDir place;
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), place.filePath(s("data"))}));
        QCOMPARE(serve.ready().value(QLatin1String("hubs")), QJsonValue(QJsonArray()));
        Harness client; // a connection that stays open must not hold it up
        client.endpoint = serve.endpoint();
        client.individual(s("dev"));
        QCOMPARE(serve.endBy(signal), 0);
    }

    void sameFolderSamePort()
    {
        QTemporaryDir place;
        const QStringList arguments{s("--data"), place.filePath(s("data"))};
        QByteArray first;
        {
            ServeProcess serve;
            QVERIFY(serve.start(arguments));
            first = serve.readyLine();
            const CtlResult second = runCtl(QStringList{s("serve")} + arguments);
            QCOMPARE(second.exitCode, 1);
            QVERIFY(second.out.isEmpty());
            QVERIFY(second.err.contains("used by another"));
            serve.killNow(); // the lock of a killed service does not hold its folder
        }
        ServeProcess again;
        QVERIFY(again.start(arguments));
        QCOMPARE(again.readyLine(), first);
        const quint16 port = static_cast<quint16>(QUrl(again.endpoint().endpoint).port());
        QCOMPARE(again.endBy(SIGTERM), 0);
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost, port));
        ServeProcess other;
        QVERIFY(other.start(arguments));
        QVERIFY(QUrl(other.endpoint().endpoint).port() != port);
        QTRY_VERIFY(other.errors().contains("is taken"));
        const CtlResult fixed =
            runCtl({s("serve"), s("--data"), place.filePath(s("new")), s("--listen"), s("127.0.0.1:%1").arg(port)});
        QCOMPARE(fixed.exitCode, 1); // a port that was asked for is not replaced
    }

    void wrongUsageIs2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("no such command") << QStringList{s("sing")};
        QTest::newRow("no data") << QStringList{s("serve")};
        QTest::newRow("empty data") << QStringList{s("serve"), s("--data"), QString()};
        QTest::newRow("value missing") << QStringList{s("serve"), s("--data")};
        QTest::newRow("unknown option") << QStringList{s("serve"), s("--data"), s("%d"), s("--verbose")};
        QTest::newRow("doubled option") << QStringList{s("serve"), s("--data"), s("%d"), s("--data"), s("%d")};
        QTest::newRow("stray word") << QStringList{s("serve"), s("--data"), s("%d"), s("now")};
        QTest::newRow("no number") << QStringList{s("serve"), s("--data"), s("%d"), s("--registrations-per-minute"),
                                                  s("many")};
        QTest::newRow("zero quota") << QStringList{s("serve"), s("--data"), s("%d"), s("--operations-per-minute"),
                                                   s("0")};
        QTest::newRow("too many") << QStringList{s("serve"), s("--data"), s("%d"), s("--operations-per-minute"),
                                                 s("1000001")};
        QTest::newRow("negative delay") << QStringList{s("serve"), s("--data"), s("%d"), s("--assign-delay-ms=-1")};
        QTest::newRow("page") << QStringList{s("serve"), s("--data"), s("%d"), s("--max-page"), s("0")};
        QTest::newRow("sync") << QStringList{s("serve"), s("--data"), s("%d"), s("--sync"), s("never")};
        QTest::newRow("listen") << QStringList{s("serve"), s("--data"), s("%d"), s("--listen"), s("127.0.0.1")};
        QTest::newRow("listen port") << QStringList{s("serve"), s("--data"), s("%d"), s("--listen"),
                                                    s("127.0.0.1:99999")};
        QTest::newRow("listen name") << QStringList{s("serve"), s("--data"), s("%d"), s("--listen"),
                                                    s("example.net:0")};
        QTest::newRow("control order") << QStringList{s("control"), s("--data"), s("%d"), s("hub"), s("x"), s("fast")};
        QTest::newRow("control quota") << QStringList{s("control"), s("--data"),        s("%d"),
                                                      s("quota"),   s("registrations"), s("x")};
        QTest::newRow("quota name") << QStringList{s("serve"), s("--data"), s("%d"), s("--quota"), s("mischief=5")};
        QTest::newRow("quota number") << QStringList{s("serve"), s("--data"), s("%d"), s("--quota=polls=1,records=x")};
        QTest::newRow("quota range") << QStringList{s("serve"), s("--data"), s("%d"), s("--quota"), s("bulk-items=0")};
        QTest::newRow("control quota name")
            << QStringList{s("control"), s("--data"), s("%d"), s("quota"), s("mischief"), s("1")};
        QTest::newRow("control nothing") << QStringList{s("control"), s("--data"), s("%d")};
        QTest::newRow("control no data") << QStringList{s("control"), s("scenario"), s("step")};
    }

    void wrongUsageIs2()
    {
        QFETCH(QStringList, arguments);
        QTemporaryDir place;
        for (QString &argument : arguments)
            argument.replace(s("%d"), place.filePath(s("data")));
        const CtlResult result = runCtl(arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.out.isEmpty());
        QVERIFY(!result.err.isEmpty());
        QVERIFY(!QFile::exists(place.filePath(s("data")))); // before anything starts
    }

    void refusalsAre1()
    {
        QTemporaryDir place;
        const CtlResult scenario =
            runCtl({s("serve"), s("--data"), place.filePath(s("data")), s("--scenario"), s("no-such")});
        QCOMPARE(scenario.exitCode, 1);
        QVERIFY(scenario.err.contains("no-such"));
        QVERIFY(!QFile::exists(place.filePath(s("data"))));
        QFile broken(place.filePath(s("broken.json")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"hubs\": [{\"name\": \"hub-a\", \"wieght\": 1}]}");
        broken.close();
        const CtlResult named =
            runCtl({s("serve"), s("--data"), place.filePath(s("data")), s("--scenario"), broken.fileName()});
        QCOMPARE(named.exitCode, 1);
        QVERIFY(named.err.contains("hubs[0].wieght"));
    }

    void limitsComeFromTheCommandLine()
    {
        QTemporaryDir place;
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), place.filePath(s("data")), s("--operations-per-minute=3"),
                             s("--assign-delay-ms"), s("0"), s("--max-page"), s("1000"), s("--sync"), s("full")}));
        Harness client;
        client.endpoint = serve.endpoint();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(client.admin("GET", s("/enrollments/none")).status, 404);
        QCOMPARE(client.admin("GET", s("/enrollments/none")).status, 429);
    }

    void listeningBeyondLoopbackIsSaidLoudly()
    {
        QTemporaryDir place;
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), place.filePath(s("data")), s("--listen"), s("0.0.0.0:0")}));
        QVERIFY(serve.errors().contains("WARNING"));
        Harness client;
        client.endpoint = serve.endpoint();
        QCOMPARE(client.admin("GET", s("/enrollments/none")).status, 404);
        QCOMPARE(serve.endBy(SIGTERM), 0);
    }

    void versionAndHelp()
    {
        QCOMPARE(runCtl({s("version")}).out, QByteArray("rehomectl " REHOME_VERSION "\n"));
        QCOMPARE(QJsonDocument::fromJson(runCtl({s("version"), s("--json")}).out)
                     .object()
                     .value(QLatin1String("version"))
                     .toString(),
                 s(REHOME_VERSION));
        const CtlResult help = runCtl({s("--help")});
        QCOMPARE(help.exitCode, 0);
        for (const char *option :
             {"--data", "--listen", "--scenario", "--registrations-per-minute", "--operations-per-minute",
              "--assign-delay-ms", "--max-page", "--sync", "control", "version"})
            QVERIFY2(help.out.contains(option), option);
    }

    void controlReachesTheRunningService()
    {
        QTemporaryDir place;
        const QString data = place.filePath(s("data"));
        const CtlResult nobody = runCtl({s("control"), s("--data"), data, s("scenario"), s("step")});
        QCOMPARE(nobody.exitCode, 1);
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), data, s("--scenario"), s("quarantine")}));
        const CtlResult dead = runCtl({s("control"), s("--data"), data, s("hub"), s("hub-weu"), s("dead")});
        QCOMPARE(dead.exitCode, 0);
        QVERIFY(dead.out.contains("hub-weu"));
        Harness client;
        client.endpoint = serve.endpoint();
        QCOMPARE(client.hub("GET", s("hub-weu"), s("/statistics/devices")).status, 503);
        const CtlResult up = runCtl({s("control"), s("--data"), data, s("hub"), s("hub-weu"), s("up"), s("--json")});
        QCOMPARE(QJsonDocument::fromJson(up.out).object().value(QLatin1String("done")), QJsonValue(true));
        QCOMPARE(client.hub("GET", s("hub-weu"), s("/statistics/devices")).status, 200);
        QCOMPARE(runCtl({s("control"), s("--data"), data, s("hub"), s("hub-nowhere"), s("up")}).exitCode, 1);
        QCOMPARE(runCtl({s("control"), s("--data"), data, s("scenario"), s("step")}).exitCode, 0);
        QCOMPARE(runCtl({s("control"), s("--data"), data, s("quota"), s("operations"), s("1")}).exitCode, 0);
        QCOMPARE(client.admin("GET", s("/enrollments/none")).status, 404); // the first of its minute
        QCOMPARE(client.admin("GET", s("/enrollments/none")).status, 429);
        QCOMPARE(runCtl({s("control"), s("--data"), data, s("quota"), s("bulk-items"), s("3")}).exitCode, 0);
        const QFileInfo socket(data + s("/control.sock"));
        if (socket.exists())
            QVERIFY(!(socket.permissions() &
                      (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    }
};

REHOME_TEST(ServeTest);
#include "ServeTest.moc"
