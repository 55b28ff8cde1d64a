// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/CopyAs.h"
#include "models/fleet/CopySecrets.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtTest/QtTest>

using namespace rehome::fleet;
using rehome::domain::EnrollmentKind;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// The words that a real shell hands to `az` or `curl` for a copied text.
QStringList wordsOf(const QString &text)
{
    QProcess shell;
    const QString script = s("az() { printf '%s\\0' az \"$@\"; }\ncurl() { printf '%s\\0' curl \"$@\"; }\n"
                             "SAS='SharedAccessSignature sr=x&sig=a b'\nPRIMARY_KEY=\"p'k\"\nSECONDARY_KEY=sk\n"
                             "WEBHOOK_CODE='c/1=='\nDPS_CONNECTION_STRING='HostName=x;K=y'\n") +
                           text + u'\n';
    shell.start(s("sh"), {s("-c"), script});
    if (!shell.waitForFinished(20'000) || shell.exitCode() != 0)
        return {QString::fromUtf8(shell.readAllStandardError())};
    QStringList words = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(0));
    words.removeLast();
    return words;
}

QString after(const QStringList &words, const char *flag)
{
    const qsizetype at = words.indexOf(s(flag));
    return at < 0 ? s("(absent)") : words.value(at + 1);
}

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

CopySource source(const char *body, EnrollmentKind kind = EnrollmentKind::Individual)
{
    CopySource made;
    made.kind = kind;
    made.body = object(body);
    made.id = s("pump:7");
    made.hostName = s("dps-prod.azure-devices-provisioning.net");
    return made;
}

constexpr char pump[] = R"json({
  "registrationId": "pump:7", "deviceId": "pump it's 7", "etag": "\u0022a-b\u0022", "provisioningStatus": "disabled",
  "attestation": {"type": "symmetricKey"}, "allocationPolicy": "custom",
  "iotHubs": ["a.azure-devices.net", "b.azure-devices.net"],
  "customAllocationDefinition": {"webhookUrl": "https://f.net/api?x=1&code=s3cr3t==", "apiVersion": "2019-03-31"},
  "reprovisionPolicy": {"updateHubAssignment": true, "migrateDeviceData": false},
  "capabilities": {"iotEdge": true},
  "initialTwin": {"tags": {"site": "o'brien \u0022n\u0022 $(id) `x` ü"}, "properties": {"desired": {"n": 1}}},
  "createdDateTimeUtc": "2026-01-01T00:00:00Z"
})json";

} // namespace

class CopyAsTest : public QObject
{
    Q_OBJECT
private slots:
    void wordsSurviveTheShell_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word :
             {"",  "a",  "a b", "it's", "''", "\"x\"", "$HOME", "`id`", "$(id)",  "a\\b", "a\nb",  "*",
              "~", "-x", "a;b", "&",    "|",  "#x",    "!x",    "ü🚀",  "%PATH%", "a=b",  "{a,b}", "\t"})
            QTest::newRow(word) << s(word);
    }

    void wordsSurviveTheShell()
    {
        QFETCH(QString, word);
        QCOMPARE(wordsOf(s("az ") + shellWord(word, Shell::Posix)), (QStringList{s("az"), word}));
    }

    void powerShellQuotes_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("quoted");
        const auto row = [](const char *word, const char *quoted) { QTest::newRow(word) << s(word) << s(quoted); };
        row("a-b.c", "a-b.c");
        row("a b", "'a b'");
        row("it's", "'it''s'");
        row("it’s", "'it’’s'");
        row("$x", "'$x'");
        row("`n", "'`n'");
        row("", "'\"\"'");
        row("a,b", "'a,b'");
        row("@x", "'@x'");
    }

    void powerShellQuotes()
    {
        QFETCH(QString, word);
        QFETCH(QString, quoted);
        QCOMPARE(shellWord(word, Shell::PowerShell), quoted);
    }

    void powerShellTakesJsonAsPython()
    {
        QCOMPARE(azJsonWord(object(R"({"a":"x","b":[1,true,null],"c":{"d":-1.5}})"), Shell::PowerShell),
                 s(R"("{'a': 'x', 'b': [1, True, None], 'c': {'d': -1.5}}")"));
        const QString hostile = azJsonWord({{s("k"), s("'\"`$%\\\n!^&|<>üé🚀")}}, Shell::PowerShell);
        QCOMPARE(hostile, s(R"("{'k': '\x27\x22\x60\x24\x25\x5c\x0a\x21\x5e\x26\x7c\x3c\x3e\xfc\xe9\U0001f680'}")"));
    }

    void placeholdersAreVariables()
    {
        const QString text = s("Authorization: ") + placeholder(s("SAS"));
        QCOMPARE(shellWord(text, Shell::Posix), s("'Authorization: '\"$SAS\""));
        QCOMPARE(shellWord(text, Shell::PowerShell), s("('Authorization: ' + $env:SAS)"));
        QCOMPARE(wordsOf(s("az ") + shellWord(text, Shell::Posix)).value(1),
                 s("Authorization: SharedAccessSignature sr=x&sig=a b"));
    }

    void azShows()
    {
        CopySource pumpSource = source(pump);
        QCOMPARE(azShow(pumpSource), s("az iot dps enrollment show --dps-name dps-prod --enrollment-id pump:7"));
        pumpSource.kind = EnrollmentKind::Group;
        pumpSource.secrets = Secrets::Shown;
        QCOMPARE(wordsOf(azShow(pumpSource)),
                 (QStringList{s("az"), s("iot"), s("dps"), s("enrollment-group"), s("show"), s("--dps-name"),
                              s("dps-prod"), s("--enrollment-id"), s("pump:7"), s("--show-keys"), s("true")}));
    }

    void azCreates()
    {
        const QString text = azCreate(source(pump));
        QVERIFY2(!text.contains(s("s3cr3t")), qPrintable(text));
        const QStringList words = wordsOf(text);
        QCOMPARE(words.mid(0, 5), (QStringList{s("az"), s("iot"), s("dps"), s("enrollment"), s("create")}));
        QCOMPARE(after(words, "--attestation-type"), s("symmetrickey"));
        QCOMPARE(after(words, "--device-id"), s("pump it's 7"));
        QCOMPARE(after(words, "--provisioning-status"), s("disabled"));
        QCOMPARE(after(words, "--allocation-policy"), s("custom"));
        QCOMPARE(after(words, "--iot-hubs"), s("a.azure-devices.net b.azure-devices.net"));
        QCOMPARE(after(words, "--webhook-url"), s("https://f.net/api?x=1&code=c/1=="));
        QCOMPARE(after(words, "--api-version"), s("2019-03-31"));
        QCOMPARE(after(words, "--reprovision-policy"), s("reprovisionandresetdata"));
        QCOMPARE(after(words, "--edge-enabled"), s("true"));
        QCOMPARE(QJsonDocument::fromJson(after(words, "--initial-twin-tags").toUtf8()).object(),
                 object(pump).value(s("initialTwin")).toObject().value(s("tags")).toObject());
        QCOMPARE(after(words, "--initial-twin-properties"), s("{\"n\":1}"));
        QVERIFY(!words.contains(s("--etag")));
    }

    void azSaysWhatItCannot_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("group");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, const char *body, bool group, const char *says) {
            QTest::newRow(tag) << QByteArray(body) << group << s(says);
        };
        row("policy not set", R"({"attestation":{"type":"symmetricKey"}})", false, "az cannot say that");
        row("unknown member", R"({"attestation":{"type":"symmetricKey"},"colour":1})", false, "no flag for colour");
        row("certificates", R"({"attestation":{"type":"x509","x509":{"clientCertificates":{"primary":{}}}}})", false,
            "put the files beside");
        row("CA names of one", R"({"attestation":{"type":"x509","x509":{"caReferences":{"primary":"r"}}}})", false,
            "cannot name CA certificates");
        row("hubs alone", R"({"attestation":{"type":"symmetricKey"},"iotHubs":["a.b"]})", true,
            "asks for an allocation policy");
    }

    void azSaysWhatItCannot()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, group);
        QFETCH(QString, says);
        const QString text =
            azCreate(source(body.constData(), group ? EnrollmentKind::Group : EnrollmentKind::Individual));
        QVERIFY2(text.contains(s("# ")) && text.contains(says), qPrintable(text));
        QVERIFY(wordsOf(text).first() == s("az"));
    }

    void azCreatesGroupsByCertificateName()
    {
        const QStringList words = wordsOf(azCreate(
            source(R"({"attestation":{"type":"x509","x509":{"caReferences":{"primary":"root a","secondary":"b"}}}})",
                   EnrollmentKind::Group)));
        QCOMPARE(after(words, "--root-ca-name"), s("root a"));
        QCOMPARE(after(words, "--secondary-root-ca-name"), s("b"));
        QVERIFY(!words.contains(s("--attestation-type")));
    }

    void azUpdates()
    {
        const auto field = [](const char *path, const QJsonValue &value) {
            return PendingField{s(path), QJsonValue(QJsonValue::Undefined), value};
        };
        const QString text =
            azUpdate(source(pump), {field("reprovisionPolicy", object(R"({"updateHubAssignment":false})")),
                                    field("initialTwin.tags", QJsonObject()), field("provisioningStatus", s("enabled")),
                                    field("attestation.symmetricKey.primaryKey", s("AAAA"))});
        QVERIFY(!text.contains(s("AAAA")));
        const QStringList words = wordsOf(text);
        QCOMPARE(after(words, "--etag"), s("\"a-b\""));
        QCOMPARE(after(words, "--reprovision-policy"), s("never"));
        QCOMPARE(after(words, "--initial-twin-tags"), QString());
        QCOMPARE(after(words, "--provisioning-status"), s("enabled"));
        QCOMPARE(after(words, "--primary-key"), s("p'k"));
        const QString cannot = azUpdate(source(pump), {field("reprovisionPolicy", QJsonValue(QJsonValue::Undefined)),
                                                       field("iotHubs", QJsonValue(QJsonValue::Undefined)),
                                                       field("allocationPolicy", QJsonValue(QJsonValue::Undefined))});
        QVERIFY(cannot.contains(s("cannot take a reprovision policy away")));
        QVERIFY(cannot.contains(s("cannot take the list of hubs away")));
        QVERIFY(cannot.contains(s("no flag for allocationPolicy")));
    }

    void servicesOutsideTheCloudNeedAConnectionString()
    {
        CopySource local = source(pump);
        local.hostName = s("localhost:8443");
        const QString text = azDelete(local);
        QVERIFY(text.startsWith(s("# DPS_CONNECTION_STRING")));
        QCOMPARE(after(wordsOf(text), "--login"), s("HostName=x;K=y"));
    }

    void curlShows()
    {
        CopySource pumpSource = source(pump);
        pumpSource.caCertificatePath = s("/a b/ca.pem");
        QStringList words = wordsOf(curlShow(pumpSource));
        QVERIFY(words.contains(s("https://dps-prod.azure-devices-provisioning.net/enrollments/"
                                 "pump%3A7?api-version=2021-10-01")));
        QCOMPARE(after(words, "-H"), s("Authorization: SharedAccessSignature sr=x&sig=a b"));
        QCOMPARE(after(words, "--cacert"), s("/a b/ca.pem"));
        pumpSource.token = s("SharedAccessSignature sr=real");
        QVERIFY(!curlShow(pumpSource).contains(s("sr=real")));
        pumpSource.secrets = Secrets::Shown;
        QVERIFY(curlShow(pumpSource).contains(s("sr=real")));
        QVERIFY(!curlShow(pumpSource).contains(s("# ")));
    }

    void curlUpdatesWithTheEtagAndTheKeysOfTheShell()
    {
        const QJsonObject body = object(pump);
        const QString text = curlUpdate(source(pump), body);
        QVERIFY(!text.contains(s("s3cr3t")));
        const QStringList words = wordsOf(text);
        QVERIFY(words.contains(s("If-Match: \"a-b\"")));
        QCOMPARE(after(words, "-X"), s("PUT"));
        const QJsonObject sent = QJsonDocument::fromJson(after(words, "--data-binary").toUtf8()).object();
        const QJsonObject keys = sent.value(s("attestation")).toObject().value(s("symmetricKey")).toObject();
        QCOMPARE(keys, (QJsonObject{{s("primaryKey"), s("p'k")}, {s("secondaryKey"), s("sk")}}));
        QCOMPARE(sent.value(s("customAllocationDefinition")).toObject().value(s("webhookUrl")).toString(),
                 s("https://f.net/api?x=1&code=c/1=="));
        QCOMPARE(sent.value(s("initialTwin")), body.value(s("initialTwin")));
    }

    void etagsWithoutQuotesGetThem()
    {
        QVERIFY(wordsOf(curlDelete(source(R"({"etag":"plain"})"))).contains(s("If-Match: \"plain\"")));
    }

    void curlShowsSecretsWhenAsked()
    {
        CopySource shown = source(pump);
        shown.secrets = Secrets::Shown;
        shown.token = s("T");
        QJsonObject body = object(pump);
        body.insert(s("attestation"), object(R"({"type":"symmetricKey","symmetricKey":{"primaryKey":"AAAA"}})"));
        const QString text = curlCreate(shown, body);
        QVERIFY(text.contains(s("s3cr3t")) && text.contains(s("AAAA")));
        QVERIFY(!text.contains(s("If-Match")));
        QVERIFY(!curlCreate(source(pump), body).contains(s("AAAA")));
    }

    void powerShellPipesAsciiBodies()
    {
        CopySource shown = source(pump);
        shown.shell = Shell::PowerShell;
        const QString text = curlUpdate(shown, object(pump));
        QVERIFY(text.contains(s("curl.exe -X PUT")) || text.contains(s("curl.exe `\n  -X PUT")));
        QVERIFY(text.contains(s("$env:PRIMARY_KEY")));
        QVERIFY(text.contains(s("--data-binary '@-'")));
        QVERIFY(text.contains(s("\\u00fc")));
        for (const QChar c : text)
            QVERIFY(c.unicode() < 0x80 || c == QChar(0x2026)); // but for the comments
    }

    void jsonIsAsReceived()
    {
        QCOMPARE(QJsonDocument::fromJson(jsonText(source(pump)).toUtf8()).object(), object(pump));
    }
};

REHOME_TEST(CopyAsTest);
#include "CopyAsTest.moc"
