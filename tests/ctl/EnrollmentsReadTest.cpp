// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>
#include <csignal>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

const QByteArray primaryKey = QByteArray(64, 'p').toBase64();

constexpr char scenario[] = R"json({
  "hubs": [{"name": "hub-a"}, {"name": "hub-b"}],
  "enrollments": [
    {"registrationId": "pump-10", "attestation": {"type": "symmetricKey"}, "iotHubs": ["hub-a.localhost"],
     "initialTwin": {"tags": {"site": "Sør, 3", "odd": "a\u001b[2Jb"}, "properties": {"desired": {}}}},
    {"registrationId": "pump-2", "attestation": {"type": "symmetricKey",
       "symmetricKey": {"primaryKey": "KEY", "secondaryKey": "KEY"}}, "iotHubs": ["hub-b.localhost"],
     "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": true}},
    {"registrationId": "both", "attestation": {"type": "symmetricKey"}}],
  "enrollmentGroups": [
    {"enrollmentGroupId": "both", "attestation": {"type": "symmetricKey"},
     "reprovisionPolicy": {"updateHubAssignment": false, "migrateDeviceData": false}}]
})json";

QStringList ids(const QByteArray &json, const char *member = "id")
{
    QStringList list;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue value : array)
        list.append(value.toObject().value(QLatin1String(member)).toString());
    return list;
}

} // namespace

/// `rehomectl enrollments list`, `show` and `export` against a running service.
class EnrollmentsReadTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString file = writeFile(m_place, s("scenario.json"), QByteArray(scenario).replace("KEY", primaryKey));
        QVERIFY(m_serve.start({s("--data"), m_place.filePath(s("data")), s("--scenario"), file}));
        m_ready = writeFile(m_place, s("ready.json"), m_serve.readyLine());
        QVERIFY(!m_ready.isEmpty());
    }

    void listsForAPerson()
    {
        const CtlResult result = enrollments({s("list"), s("--columns"), s("id,kind,reprovisionPolicy,tags.odd")});
        QVERIFY2(result.exitCode == 0, result.err);
        const QByteArray expected = "id       kind        reprovisionPolicy  tags.odd\n"
                                    "both     group       never\n"
                                    "both     individual  notset\n"
                                    "pump-2   individual  migrate\n"
                                    "pump-10  individual  notset             a\xEF\xBF\xBD[2Jb\n";
        QCOMPARE(result.out, expected);
    }

    void listsAsJsonAndCsv()
    {
        const CtlResult json = enrollments({s("list"), s("--json")});
        QVERIFY2(json.exitCode == 0, json.err);
        QCOMPARE(ids(json.out), (QStringList{s("both"), s("both"), s("pump-2"), s("pump-10")}));
        const CtlResult csv = enrollments({s("list"), s("--csv"), s("--columns"), s("id,tags.site")});
        QVERIFY2(csv.exitCode == 0, csv.err);
        QVERIFY2(csv.out.contains("pump-10,\"S\xC3\xB8r, 3\""), csv.out);
    }

    void filterIsTheWindows_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("policy") << s("policy:migrate") << QStringList{s("pump-2")};
        QTest::newRow("text") << s("pump") << QStringList{s("pump-2"), s("pump-10")};
        QTest::newRow("kind, negated") << s("!kind:group hub:hub-a") << QStringList{s("pump-10")};
        QTest::newRow("nothing") << s("policy:reset") << QStringList{};
    }

    void filterIsTheWindows()
    {
        QFETCH(QString, filter);
        QFETCH(QStringList, expected);
        const CtlResult result = enrollments({s("list"), s("--json"), s("--filter"), filter});
        QVERIFY2(result.exitCode == 0, result.err);
        QCOMPARE(ids(result.out), expected);
    }

    void showsOneWithoutKeys()
    {
        const CtlResult result = enrollments({s("show"), s("PUMP-2")});
        QVERIFY2(result.exitCode == 0, result.err);
        const QJsonObject body = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(body.value(QLatin1String("registrationId")).toString(), s("pump-2"));
        QVERIFY(!body.value(QLatin1String("etag")).toString().isEmpty());
        QVERIFY(!result.out.contains(primaryKey));
        for (const char *as : {"az", "curl"}) {
            const CtlResult command = enrollments({s("show"), s("pump-2"), s("--as"), s(as)});
            QVERIFY2(command.exitCode == 0, command.err);
            QVERIFY2(command.out.contains(as) && command.out.contains("pump-2"), command.out);
            QVERIFY(!command.out.contains(primaryKey) && !command.out.contains("sig="));
        }
    }

    void showsKeysWhenAskedAndWarns()
    {
        const CtlResult result = enrollments({s("show"), s("pump-2"), s("--keys"), s("--json")});
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY(result.out.contains(primaryKey));
        QVERIFY2(result.err.contains("warning: this holds keys"), result.err);
        QVERIFY(!result.err.contains(primaryKey));
    }

    void bothKindsOfAnIdAreTold()
    {
        const CtlResult both = enrollments({s("show"), s("both")});
        QCOMPARE(both.exitCode, 1);
        QVERIFY2(both.err.contains("--kind"), both.err);
        const CtlResult group = enrollments({s("show"), s("both"), s("--kind"), s("group")});
        QVERIFY2(group.exitCode == 0 && group.out.contains("enrollmentGroupId"), group.err);
        const CtlResult none = enrollments({s("show"), s("nobody")});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.err.contains("nobody is no enrollment"), none.err);
    }

    void exportsWholeEnrollments()
    {
        const QString out = m_place.filePath(s("all.json"));
        const CtlResult result = enrollments({s("export"), s("--out"), out, s("--filter"), s("kind:individual")});
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains("3 enrollments written"), result.err);
        const QByteArray json = contents(out);
        QCOMPARE(ids(json, "registrationId"), (QStringList{s("both"), s("pump-2"), s("pump-10")}));
        QVERIFY(!json.contains(primaryKey));
        const CtlResult standard = enrollments({s("export"), s("--filter"), s("kind:individual")});
        QCOMPARE(standard.out, json);
    }

    void exportsTables()
    {
        const QString out = m_place.filePath(s("all.csv"));
        const CtlResult result = enrollments({s("export"), s("--out"), out});
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY2(contents(out).startsWith("id,kind,"), contents(out));
        QCOMPARE(contents(out).count('\n'), 5);
        const CtlResult refused = enrollments({s("export"), s("--out"), m_place.filePath(s("no/such/folder.csv"))});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("folder.csv"), refused.err);
    }

    void connectsByEnvironment()
    {
        const QByteArray string = m_serve.endpoint().serviceConnectionString.toUtf8();
        qputenv("REHOME_CONNECTION_STRING", string);
        const CtlResult result = runCtl({s("enrollments"), s("list"), s("--ca"), m_serve.endpoint().caCertificatePath,
                                         s("--columns"), s("id"), s("--csv"), s("--filter"), s("pump-2")});
        qunsetenv("REHOME_CONNECTION_STRING");
        QVERIFY2(result.exitCode == 0, result.err);
        QCOMPARE(result.out.simplified(), QByteArray("id pump-2"));
    }

    void wrongKeyIsRefusedWithoutIt()
    {
        const QString string = m_serve.endpoint().serviceConnectionString;
        const QString key = string.section(s("SharedAccessKey="), 1);
        const QString wrong = QString::fromLatin1(QByteArray(32, 'x').toBase64());
        const QString file = writeFile(m_place, s("wrong"), QString(string).replace(key, wrong).toUtf8());
        const CtlResult result = runCtl(
            {s("enrollments"), s("list"), s("--connection"), file, s("--ca"), m_serve.endpoint().caCertificatePath});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(!result.err.isEmpty() && !result.err.contains(wrong.toUtf8()));
        QVERIFY(result.out.isEmpty());
    }

    void wrongUsageIsSaidBeforeAnythingIsAsked_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *tag, const QStringList &words, const char *says) {
            QTest::newRow(tag) << words << QByteArray(says);
        };
        row("no verb", {}, "is needed");
        row("no such verb", {s("burn")}, "is needed");
        row("words", {s("list"), s("pump-2")}, "no words");
        row("column", {s("list"), s("--columns"), s("id,colour")}, "colour is no column");
        row("filter", {s("export"), s("--filter"), s("policy:sometimes")}, "--filter, character");
        row("csv and json", {s("list"), s("--csv"), s("--json")}, "exclude");
        row("spreadsheet as JSON", {s("export"), s("--json"), s("--for-spreadsheets")}, "is for CSV");
        row("no ID", {s("show")}, "one ID");
        row("kind", {s("show"), s("a"), s("--kind"), s("thing")}, "--kind");
        row("as", {s("show"), s("a"), s("--as"), s("xml")}, "--as");
        row("shell", {s("show"), s("a"), s("--shell"), s("tcl")}, "--shell");
        row("no connection", {s("list")}, "--connection");
    }

    void wrongUsageIsSaidBeforeAnythingIsAsked()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, says);
        const CtlResult result = runCtl(QStringList{s("enrollments")} + words);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(says), result.err);
        QVERIFY(result.out.isEmpty());
    }

    void cleanupTestCase() { QCOMPARE(m_serve.endBy(SIGTERM), 0); }

private:
    CtlResult enrollments(const QStringList &words)
    {
        return runCtl(QStringList{s("enrollments")} + words + QStringList{s("--connection"), m_ready});
    }
    static QByteArray contents(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_place;
    ServeProcess m_serve;
    QString m_ready;
};

REHOME_TEST(EnrollmentsReadTest);
#include "EnrollmentsReadTest.moc"
