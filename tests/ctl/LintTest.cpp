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

constexpr char scenario[] = R"json({
  "hubs": [{"name": "hub-a"}, {"name": "hub-b"}],
  "enrollments": [
    {"registrationId": "sticky", "attestation": {"type": "symmetricKey"}, "iotHubs": ["hub-a.localhost"]},
    {"registrationId": "sound", "attestation": {"type": "symmetricKey"}, "iotHubs": ["hub-a.localhost"],
     "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": true}}],
  "enrollmentGroups": [
    {"enrollmentGroupId": "line-7", "attestation": {"type": "symmetricKey"},
     "iotHubs": ["hub-a.localhost", "hub-b.localhost"],
     "reprovisionPolicy": {"updateHubAssignment": false, "migrateDeviceData": false}}]
})json";

QStringList found(const QByteArray &json)
{
    QStringList list;
    const QJsonArray findings = QJsonDocument::fromJson(json).object().value(QLatin1String("findings")).toArray();
    for (const QJsonValue value : findings) {
        const QJsonArray entries = value.toObject().value(QLatin1String("enrollments")).toArray();
        for (const QJsonValue entry : entries)
            list.append(value.toObject().value(QLatin1String("rule")).toString() + s(" ") +
                        entry.toObject().value(QLatin1String("id")).toString());
    }
    return list;
}

} // namespace

/// `rehomectl lint` against a running service.
class LintTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString file = writeFile(m_place, s("scenario.json"), scenario);
        QVERIFY(m_serve.start({s("--data"), m_place.filePath(s("data")), s("--scenario"), file}));
        m_ready = writeFile(m_place, s("ready.json"), m_serve.readyLine());
        QVERIFY(!m_ready.isEmpty());
    }

    void findsWhatTheRulesSay()
    {
        const CtlResult result = runCtl({s("lint"), s("--connection"), m_ready, s("--json")});
        QVERIFY2(result.exitCode == 0, result.err); // nothing as bad as an error
        QCOMPARE(found(result.out), QStringList{s("never-several-hubs line-7")});
        const QJsonObject report = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(report.value(QLatin1String("enrollments")).toInt(), 3);
        const QJsonObject silent = report.value(QLatin1String("silent")).toArray().at(0).toObject();
        QCOMPARE(silent.value(QLatin1String("rule")).toString(), s("not-set-old-api"));
        QCOMPARE(silent.value(QLatin1String("unknown")).toString(), s("apiVersion"));
        QCOMPARE(silent.value(QLatin1String("enrollments")).toInt(), 1);
    }

    void failOnDecidesTheExitCode()
    {
        QCOMPARE(runCtl({s("lint"), s("--connection"), m_ready, s("--fail-on"), s("warning")}).exitCode, 3);
        QCOMPARE(runCtl({s("lint"), s("--connection"), m_ready, s("--fail-on"), s("notice")}).exitCode, 3);
    }

    void declaredVersionsAndLinkedHubsAreHeard()
    {
        const QString declared = writeFile(m_place, s("declared.json"), R"({"Sticky": "2018-04-01"})");
        const QString hubs =
            writeFile(m_place, s("hubs.json"),
                      R"({"properties": {"iotHubs": [{"name": "hub-b.localhost", "allocationWeight": 1}]}})");
        const CtlResult result = runCtl(
            {s("lint"), s("--connection"), m_ready, s("--declare"), declared, s("--linked-hubs"), hubs, s("--json")});
        QCOMPARE(result.exitCode, 3);
        QStringList list = found(result.out);
        list.sort();
        QCOMPARE(list, (QStringList{s("hub-not-linked line-7"), s("hub-not-linked sound"), s("hub-not-linked sticky"),
                                    s("never-several-hubs line-7"), s("not-set-old-api sticky")}));
    }

    void textNamesRuleEvidenceAndFix()
    {
        const CtlResult result = runCtl({s("lint"), s("--connection"), m_ready});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.out.contains("warning never-several-hubs"), result.out);
        QVERIFY2(result.out.contains("line-7  names 2 hub"), result.out);
        QVERIFY2(result.out.contains("fix: "), result.out);
        QVERIFY2(result.out.contains("not checked not-set-old-api"), result.out);
        QVERIFY(!result.out.contains("SharedAccessKey"));
    }

    void badInputIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *tag, const QStringList &arguments, int code, const char *says) {
            QTest::newRow(tag) << arguments << code << QByteArray(says);
        };
        row("no connection", {}, 2, "--connection");
        row("no such severity", {s("--connection"), s("x"), s("--fail-on"), s("fatal")}, 2, "--fail-on");
        row("no such file", {s("--connection"), m_place.filePath(s("none"))}, 1, "none");
        row("no connection string", {s("--connection"), writeFile(m_place, s("junk"), "hello")}, 1,
            "connection string");
        row("no hubs", {s("--connection"), m_ready, s("--linked-hubs"), writeFile(m_place, s("empty"), "{}")}, 1,
            "no hubs");
        row("no version",
            {s("--connection"), m_ready, s("--declare"), writeFile(m_place, s("odd"), R"({"a": "soon"})")}, 1,
            "API version");
    }

    void badInputIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        const CtlResult result = runCtl(QStringList{s("lint")} + arguments);
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY2(result.err.contains(says), result.err);
        QVERIFY(result.out.isEmpty());
    }

    void cleanupTestCase() { QCOMPARE(m_serve.endBy(SIGTERM), 0); }

private:
    QTemporaryDir m_place;
    ServeProcess m_serve;
    QString m_ready;
};

REHOME_TEST(LintTest);
#include "LintTest.moc"
