// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

const QByteArray oldKey = QByteArray(64, 'o').toBase64();
const QByteArray newKey = QByteArray(64, 'n').toBase64();

QByteArray scenario()
{
    return QByteArray(R"json({"hubs": [{"name": "hub-a"}, {"name": "hub-b"}],
      "enrollments": [
        {"registrationId": "pump-1", "attestation": {"type": "symmetricKey", "symmetricKey":
           {"primaryKey": "KEY", "secondaryKey": "KEY"}}, "iotHubs": ["hub-a.localhost", "hub-b.localhost"],
         "initialTwin": {"tags": {"site": "Oslo", "floor": 3}, "properties": {"desired": {"rate": 5}}},
         "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": true}},
        {"registrationId": "pump-2", "attestation": {"type": "symmetricKey"}}],
      "enrollmentGroups": [{"enrollmentGroupId": "line-1", "attestation": {"type": "symmetricKey"}}]})json")
        .replace("KEY", oldKey);
}

} // namespace

/// `rehomectl enrollments import`, and `diff` of a file to import, against a running service.
class EnrollmentsImportTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_service = std::make_unique<EnrollmentsAtService>();
        QVERIFY(m_service->start(scenario()));
    }
    void cleanup() { QCOMPARE(m_service->end(), 0); }

    void changesAndCreates()
    {
        const QString file = csv("id,kind,policy,tags.site,attestation\n"
                                 "pump-1,,never,Bergen,\n"
                                 "pump-2,,,,\n"
                                 "line-1,group,reset,,\n"
                                 "pump-3,,migrate,\"Sør, 3\",symmetricKey\n");
        const CtlResult dry = enrollments({s("import"), file, s("--dry-run")});
        QVERIFY2(dry.exitCode == 0, dry.err);
        QVERIFY2(dry.err.contains("column policy: reprovisionPolicy\n"), dry.err);
        QVERIFY2(dry.out.contains("create individual pump-3\n"), dry.out);
        QVERIFY2(dry.out.contains("3 to send, 1 already so."), dry.out);
        const CtlResult shown = enrollments({s("diff"), file});
        QCOMPARE(shown.exitCode, 3);
        QCOMPARE(shown.out, dry.out);
        QCOMPARE(m_service->idsWith(s("policy:never")), QStringList{});

        const CtlResult sent = enrollments({s("import"), file, s("--yes")});
        QVERIFY2(sent.exitCode == 0, sent.err);
        QCOMPARE(sent.out, QByteArray("3 applied, 1 already so.\n"));
        const QJsonObject body = bodyOf("pump-1");
        const QJsonObject tags =
            body.value(QLatin1String("initialTwin")).toObject().value(QLatin1String("tags")).toObject();
        QCOMPARE(tags, (QJsonObject{{s("site"), s("Bergen")}, {s("floor"), 3}}));
        QVERIFY2(enrollments({s("show"), s("pump-1"), s("--keys")}).out.contains(oldKey), "keys are kept");
        QCOMPARE(m_service->idsWith(s("policy:migrate")), QStringList{s("pump-3")});
        QCOMPARE(enrollments({s("diff"), file}).exitCode, 0);
    }

    void wrongLinesAreToldAndSendNothing()
    {
        const QString file = csv("id,policy,colour\n"
                                 "pump-1,never,red\n"
                                 "pump-2,sometimes,\n"
                                 "nobody,reset,\n"
                                 "pump-1,reset,\n");
        const CtlResult result = enrollments({s("import"), file, s("--yes")});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("column colour: ignored"), result.err);
        QVERIFY2(result.err.contains("import.csv:3: policy: "), result.err);
        QVERIFY2(result.err.contains("import.csv:4: attestation: There is no such enrollment yet"), result.err);
        QVERIFY2(result.err.contains("import.csv:5: id: Line 2 has this ID already"), result.err);
        QVERIFY2(result.err.contains("3 lines are wrong"), result.err);
        QVERIFY(m_service->idsWith(s("policy:never")).isEmpty());
        QCOMPARE(enrollments({s("import"), file, s("--dry-run")}).exitCode, 3);
        const CtlResult skipped = enrollments({s("import"), file, s("--yes"), s("--skip-bad-lines")});
        QVERIFY2(skipped.exitCode == 0, skipped.err);
        QCOMPARE(m_service->idsWith(s("policy:never")), QStringList{s("pump-1")});
    }

    void whatIsExportedComesBackAsItIs()
    {
        for (const char *name : {"all.csv", "all.json"}) {
            const QString file = m_service->path(s(name));
            QCOMPARE(enrollments({s("export"), s("--out"), file}).exitCode, 0);
            const CtlResult result = enrollments({s("diff"), file});
            QVERIFY2(result.exitCode == 0, result.out + result.err);
            QVERIFY2(result.out.startsWith("3 already so."), result.out);
        }
    }

    void columnsAreMapped()
    {
        const QString file = csv("Serial No;What;Colour\npump-2;never;red\n");
        const CtlResult unknown = enrollments({s("import"), file, s("--yes")});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("--map HEADER=MEMBER"), unknown.err);
        const QString map = s("Serial No=registrationId,what=policy,Colour=tags.colour");
        const CtlResult result = enrollments({s("import"), file, s("--yes"), s("--map"), map});
        QVERIFY2(result.exitCode == 0, result.err);
        QCOMPARE(m_service->idsWith(s("policy:never")), QStringList{s("pump-2")});
        const CtlResult wrong = enrollments({s("import"), file, s("--yes"), s("--map"), s("Weight=policy")});
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY2(wrong.err.contains("There is no column Weight"), wrong.err);
    }

    void keysAreInAPlanOnlyWhenAskedFor()
    {
        const QString file = csv("id,primaryKey,secondaryKey\npump-1," + newKey + ',' + newKey + "\npump-9," + newKey +
                                 ',' + newKey + '\n');
        const QString plan = m_service->path(s("plan.json"));
        const CtlResult masked = enrollments({s("import"), file, s("--plan"), plan});
        QVERIFY2(masked.exitCode == 0, masked.err);
        QVERIFY2(masked.err.contains("the keys of 2 enrollments are not in the plan"), masked.err);
        QVERIFY(!contents(plan).contains(newKey));
        const CtlResult refused = enrollments({s("apply"), plan, s("--yes")});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("failed: individual pump-9: its keys are not in the plan"), refused.err);

        const CtlResult whole = enrollments({s("import"), file, s("--plan"), plan, s("--keys")});
        QVERIFY2(whole.exitCode == 0 && whole.err.contains("warning: the plan holds keys"), whole.err);
        QCOMPARE(QFile::permissions(plan) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const CtlResult applied = enrollments({s("apply"), plan, s("--yes"), s("--json")});
        QVERIFY2(applied.exitCode == 0, applied.err);
        QVERIFY2(!applied.out.contains(newKey), "no key is told");
        for (const char *id : {"pump-1", "pump-9"})
            QVERIFY(enrollments({s("show"), s(id), s("--keys")}).out.contains(newKey));
        // The ETags are others now, and only the keys tell that it was applied.
        QCOMPARE(enrollments({s("apply"), plan, s("--yes")}).out, QByteArray("2 already so.\n"));
    }

    void anEditMovesToANewVersionWhenAskedTo()
    {
        const QString plan = m_service->path(s("plan.json"));
        QCOMPARE(enrollments({s("set-policy"), s("never"), s("pump-1"), s("--plan"), plan}).exitCode, 0);
        QCOMPARE(enrollments({s("import"), csv("id,tags.site\npump-1,Bergen\n"), s("--yes")}).exitCode, 0);
        const CtlResult strict = enrollments({s("apply"), plan, s("--yes")});
        QCOMPARE(strict.exitCode, 3);
        QVERIFY2(strict.err.contains("conflict: individual pump-1"), strict.err);
        const CtlResult moved = enrollments({s("apply"), plan, s("--yes"), s("--rebase")});
        QVERIFY2(moved.exitCode == 0, moved.err);
        QCOMPARE(moved.out, QByteArray("1 applied.\n"));
    }

    void wrongUsageIsSaidBeforeAnythingIsAsked()
    {
        const QList<std::pair<QStringList, QByteArray>> mistakes{
            {{s("import"), s("--yes")}, "one file"},
            {{s("import"), s("a"), s("--yes"), s("--keys")}, "--keys is for --plan"},
            {{s("import"), s("a"), s("--yes"), s("--map"), s("policy")}, "--map takes"},
            {{s("diff"), s("a"), s("--map"), s("=policy")}, "--map takes"}};
        for (const auto &[words, says] : mistakes) {
            const CtlResult result = enrollments(words);
            QVERIFY2(result.exitCode == 2, qPrintable(words.join(u' ')));
            QVERIFY2(result.err.contains(says), result.err);
        }
    }

private:
    CtlResult enrollments(const QStringList &words) const { return m_service->enrollments(words); }
    QString csv(const QByteArray &text) const { return m_service->file(s("import.csv"), text); }
    QJsonObject bodyOf(const char *id) const
    {
        return QJsonDocument::fromJson(enrollments({s("show"), s(id), s("--json")}).out).object();
    }
    static QByteArray contents(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<EnrollmentsAtService> m_service;
};

REHOME_TEST(EnrollmentsImportTest);
#include "EnrollmentsImportTest.moc"
