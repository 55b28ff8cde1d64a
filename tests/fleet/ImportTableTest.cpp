// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/ImportTable.h"
#include "models/fleet/ImportJson.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QBuffer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome::fleet;
using rehome::domain::EnrollmentKind;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

struct Imported
{
    QList<ImportedEnrollment> enrollments;
    ImportProblems problems;
    bool complete = false;
};

Imported importCsv(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer);
    CsvRecord header;
    Imported result;
    if (!reader.next(header))
        return result;
    ImportTable table(ImportMapping::guessed(header.fields));
    result.complete = table.readAll(
        reader, [&](ImportedEnrollment enrollment) { result.enrollments << enrollment; }, result.problems);
    return result;
}

Imported importJson(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    JsonObjects objects(buffer);
    Imported result;
    ImportJson json;
    result.complete = json.readAll(
        objects, [&](ImportedEnrollment enrollment) { result.enrollments << enrollment; }, result.problems);
    return result;
}

/// Members as compact JSON, "path": value; a removed one is null.
QString membersOf(const ImportedEnrollment &enrollment)
{
    QStringList parts;
    for (const ImportedMember &member : enrollment.members) {
        const QJsonValue value = member.value.isUndefined() ? QJsonValue() : member.value;
        const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        parts << member.path + u'=' + QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2));
    }
    return parts.join(u' ');
}

const QString goodKey = QString::fromLatin1(QByteArray(32, 'k').toBase64());

} // namespace

class ImportTableTest : public QObject
{
    Q_OBJECT
private slots:
    void headersAreGuessed_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<ImportField>("field");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *header, ImportField field, const char *path = "") {
            QTest::newRow(header) << s(header) << field << s(path);
        };
        row("registrationId", ImportField::RegistrationId);
        row("Registration ID", ImportField::RegistrationId);
        row("REGISTRATION_ID", ImportField::RegistrationId);
        row("enrollmentGroupId", ImportField::GroupId);
        row("group id", ImportField::GroupId);
        row("id", ImportField::Id);
        row("--eid", ImportField::Id);
        row("Registration or group ID", ImportField::Id);
        row("deviceId", ImportField::DeviceId);
        row("Policy", ImportField::ReprovisionPolicy);
        row("Reprovision policy", ImportField::ReprovisionPolicy);
        row("--rp", ImportField::ReprovisionPolicy);
        row("Allocation", ImportField::AllocationPolicy);
        row("iotHubs", ImportField::IotHubs);
        row("hub", ImportField::IotHubs);
        row("Status", ImportField::ProvisioningStatus);
        row("tags", ImportField::Tags);
        row("tags.site", ImportField::Tag, "site");
        row("Tags.Site.Floor", ImportField::Tag, "Site.Floor");
        row("initialTwin.tags.site", ImportField::Tag, "site");
        row("desired.fan.speed", ImportField::DesiredProperty, "fan.speed");
        row("properties.desired.fan", ImportField::DesiredProperty, "fan");
        row("initialTwin.properties.desired", ImportField::Desired);
        row("attestation type", ImportField::AttestationType);
        row("Primary Key", ImportField::PrimaryKey);
        row("webhook url", ImportField::WebhookUrl);
        row("tags.", ImportField::Tags);
        row("tags..x", ImportField::Ignored);
        row("colour", ImportField::Ignored);
        row("", ImportField::Ignored);
    }

    void headersAreGuessed()
    {
        QFETCH(QString, header);
        QFETCH(ImportField, field);
        QFETCH(QString, path);
        const ImportColumn column = ImportMapping::guessed({header}).columns().first();
        QCOMPARE(column.field, field);
        QCOMPARE(column.path, path);
        QCOMPARE(column.header, header);
    }

    void everyExportedWordIsGuessed()
    {
        for (int i = 1; i < ImportFields; ++i) {
            const auto field = static_cast<ImportField>(i);
            QString word = importFieldWord(field);
            QVERIFY(!word.isEmpty());
            if (word.endsWith(u'.'))
                word += u'x';
            const auto column = ImportMapping::columnFor(word);
            QVERIFY2(column, qPrintable(word));
            QCOMPARE(column->field, field);
        }
    }

    void aMembersOwnNameWins()
    {
        const ImportMapping mapping = ImportMapping::guessed({s("serial"), s("registrationId"), s("policy"), s("rp")});
        QCOMPARE(mapping.columns().at(0).field, ImportField::Ignored);
        QCOMPARE(mapping.columns().at(1).field, ImportField::RegistrationId);
        QCOMPARE(mapping.columns().at(2).field, ImportField::ReprovisionPolicy);
        QCOMPARE(mapping.columns().at(3).field, ImportField::Ignored);
    }

    void mappingsThatCannotWorkAreTold()
    {
        ImportMapping mapping = ImportMapping::guessed({s("x"), s("policy"), s("y")});
        QCOMPARE(mapping.objections().size(), 1);
        QVERIFY(mapping.objections().first().contains(s("No column holds the ID")));
        mapping.set(0, ImportField::Id);
        QVERIFY(mapping.objections().isEmpty());
        mapping.set(2, ImportField::ReprovisionPolicy);
        QVERIFY(mapping.objections().first().contains(s("policy and y hold the same")));
        mapping.set(2, ImportField::Tag);
        QVERIFY(mapping.objections().first().contains(s("has no name")));
        mapping.set(2, ImportField::Tag, s("site"));
        QVERIFY(mapping.objections().isEmpty());
    }

    void cellsBecomeMembers_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("members");
        const auto row = [](const char *header, const char *cell, const char *members) {
            QTest::addRow("%s %s", header, cell) << s(header) << s(cell) << s(members);
        };
        row("policy", "migrate", R"(reprovisionPolicy={"migrateDeviceData":true,"updateHubAssignment":true})");
        row("policy", "Reset", R"(reprovisionPolicy={"migrateDeviceData":false,"updateHubAssignment":true})");
        row("policy", "never", R"(reprovisionPolicy={"migrateDeviceData":false,"updateHubAssignment":false})");
        row("policy", "Not set", "reprovisionPolicy=null");
        row("policy", "notset", "reprovisionPolicy=null");
        row("policy", "reprovisionandresetdata",
            R"(reprovisionPolicy={"migrateDeviceData":false,"updateHubAssignment":true})");
        row("allocation", "GEOLATENCY", R"(allocationPolicy="geoLatency")");
        row("allocation", "notset", "allocationPolicy=null");
        row("iotHubs", "a.azure-devices.net; b.azure-devices.net",
            R"(iotHubs=["a.azure-devices.net","b.azure-devices.net"])");
        row("iotHubs", "hub-a.localhost", R"(iotHubs=["hub-a.localhost"])");
        row("iotHubs", "all", "iotHubs=null");
        row("status", "DISABLED", R"(provisioningStatus="disabled")");
        row("enabled", "true", R"(provisioningStatus="enabled")");
        row("deviceId", "pump-7", R"(deviceId="pump-7")");
        row("edge", "yes", "capabilities.iotEdge=true");
        row("webhook", "https://f.azurewebsites.net/api/x?code=1",
            "customAllocationDefinition.webhookUrl=\"https://f.azurewebsites.net/api/x?code=1\"");
        row("webhookApiVersion", "2019-03-31", R"(customAllocationDefinition.apiVersion="2019-03-31")");
        row("tags.site", "north", R"(initialTwin.tags.site="north")");
        row("tags.site", "5", "initialTwin.tags.site=5");
        row("tags.site", "\"5\"", R"(initialTwin.tags.site="5")");
        row("tags.site", "007", R"(initialTwin.tags.site="007")");
        row("tags.site", "12345678901234567890", R"(initialTwin.tags.site="12345678901234567890")");
        row("tags.site", "true", "initialTwin.tags.site=true");
        row("tags.site", "null", "initialTwin.tags.site=null");
        row("tags.site", "a, b", R"(initialTwin.tags.site="a, b")");
        row("tags.site", "1,2", R"(initialTwin.tags.site="1,2")");
        row("tags", R"({"a":{"b":1}})", R"(initialTwin.tags={"a":{"b":1}})");
        row("desired.fan.speed", "1.5", "initialTwin.properties.desired.fan.speed=1.5");
        row("attestation", "SymmetricKey", R"(attestation.type="symmetricKey")");
        row("endorsementKey", "AAAA", R"(attestation.type="tpm" attestation.tpm.endorsementKey="AAAA")");
        row("certificate", "AAAA",
            R"(attestation.type="x509" attestation.x509.clientCertificates.primary={"certificate":"AAAA"})");
        row("caReference", "root", R"(attestation.type="x509" attestation.x509.caReferences.primary="root")");
        row("policy", "'migrate", ""); // no formula: the apostrophe is part of it
        row("tags.site", "'=x", R"(initialTwin.tags.site="=x")");
        row("policy", "  ", "");
    }

    void cellsBecomeMembers()
    {
        QFETCH(QString, header);
        QFETCH(QString, cell);
        QFETCH(QString, members);
        ImportTable table(ImportMapping::guessed({s("id"), header}));
        ImportProblems problems;
        const auto enrollment = table.read({2, {s("x"), cell}, {}}, problems);
        if (members.isEmpty() && !cell.trimmed().isEmpty()) {
            QVERIFY(!enrollment);
            return;
        }
        QVERIFY2(enrollment, problems.kept().isEmpty() ? "" : qPrintable(problems.kept().first().message));
        QCOMPARE(membersOf(*enrollment), members);
    }

    void wrongCellsAreTold_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<qint64>("line");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, const QByteArray &csv, qint64 line, const char *column, const char *says) {
            QTest::newRow(tag) << csv << line << s(column) << s(says);
        };
        row("policy", "id,policy\na,migrate\nb,maybe\n", 3, "policy", "Write migrate, reset, never or notset");
        row("id", "id\na b\n", 2, "id", "not valid");
        row("no id", "id,policy\n,never\n", 2, "", "has no ID");
        row("twice", "id\na\nb\nA\n", 4, "id", "Line 2 has this ID already");
        row("both ids", "registrationId,groupId\na,b\n", 2, "", "registration ID and a group ID");
        row("kinds disagree", "groupId,kind\na,individual\n", 2, "", "disagree");
        row("kind", "id,kind\na,thing\n", 2, "kind", "individual or group");
        row("group's device", "groupId,deviceId\na,b\n", 2, "", "no device ID");
        row("group's TPM", "groupId,attestation\na,tpm\n", 2, "", "cannot attest by TPM");
        row("hub", "id,iotHubs\na,hub-a\n", 2, "iotHubs", "hub-a is no host name");
        row("webhook", "id,webhook\na,ftp://x\n", 2, "webhook", "https://");
        row("version", "id,webhookApiVersion\na,soon\n", 2, "webhookApiVersion", "2019-03-31");
        row("edge", "id,edge\na,perhaps\n", 2, "edge", "neither true nor false");
        row("tags", "id,tags\na,[1]\n", 2, "tags", "no JSON object");
        row("tag's name", "id,tags.$a\na,1\n", 2, "tags.$a", "dollar sign");
        row("key", "id,primaryKey\na,c2hvcnQ=\n", 2, "primaryKey", "16 to 64 bytes");
        row("two attestations", QByteArray("id,primaryKey,endorsementKey\na,") + goodKey.toLatin1() + ",AAAA\n", 2, "",
            "another attestation");
        row("too many fields", "id,policy\na,never,more\n", 2, "", "3 fields, the header 2");
        row("broken CSV", "id,policy\na,\"never\" x\n", 2, "policy", "closing quote");
        row("unclosed", "id,policy\na,\"never\n", 2, "policy", "never closed");
    }

    void wrongCellsAreTold()
    {
        QFETCH(QByteArray, csv);
        QFETCH(qint64, line);
        QFETCH(QString, column);
        QFETCH(QString, says);
        const Imported result = importCsv(csv);
        QCOMPARE(result.problems.count(), 1);
        const ImportProblem problem = result.problems.kept().first();
        QVERIFY2(problem.message.contains(says), qPrintable(problem.message));
        QCOMPARE(problem.line, line);
        QCOMPARE(problem.column, column);
        for (const ImportedEnrollment &enrollment : result.enrollments)
            QVERIFY(enrollment.line != line);
    }

    void goodLinesAreReadBesideWrongOnes()
    {
        const Imported result = importCsv("id,policy,status\na,never,on\nb,never,enabled\nc,maybe,off\nd,,\n");
        QVERIFY(result.complete);
        QCOMPARE(result.problems.count(), 3);
        QCOMPARE(result.problems.lines(), 2);
        QCOMPARE(result.enrollments.size(), 2);
        QCOMPARE(result.enrollments.at(0).id, s("b"));
        QCOMPARE(result.enrollments.at(0).line, 3);
        QVERIFY(result.enrollments.at(1).members.isEmpty());
    }

    void noKeyIsInAProblem()
    {
        const Imported result = importCsv("id,primaryKey\na,secretsecretsecret!\nb c," + goodKey.toLatin1() + "\n");
        QCOMPARE(result.problems.count(), 2);
        for (const ImportProblem &problem : result.problems.kept()) {
            QVERIFY(!problem.message.contains(s("secretsecret")));
            QVERIFY(!problem.message.contains(goodKey));
        }
    }

    void aWholeSectionComesBeforeItsMembers()
    {
        const Imported result = importCsv("id,tags.site,tags\na,north,\"{\"\"site\"\":1,\"\"b\"\":2}\"\n");
        QCOMPARE(membersOf(result.enrollments.first()),
                 s(R"(initialTwin.tags={"b":2,"site":1} initialTwin.tags.site="north")"));
    }

    void problemsAreCappedAndCounted()
    {
        QByteArray csv = "id,policy\n";
        for (int i = 0; i < 5000; ++i)
            csv += "p" + QByteArray::number(i) + ",maybe\n";
        const Imported result = importCsv(csv);
        QCOMPARE(result.problems.count(), 5000);
        QCOMPARE(result.problems.kept().size(), ImportProblems::mostKept);
    }

    void importCanBeEnded()
    {
        QByteArray csv = "id\n";
        for (int i = 0; i < 5000; ++i)
            csv += "p" + QByteArray::number(i) + "\n";
        QBuffer buffer(&csv);
        buffer.open(QIODevice::ReadOnly);
        CsvReader reader(buffer);
        CsvRecord header;
        QVERIFY(reader.next(header));
        ImportTable table(ImportMapping::guessed(header.fields));
        ImportProblems problems;
        int read = 0;
        QVERIFY(!table.readAll(reader, [&](ImportedEnrollment) { ++read; }, problems, [&] { return read < 1500; }));
        QVERIFY(read >= 1500 && read < 5000);
    }

    void twinValuesComeBack_data()
    {
        QTest::addColumn<QJsonValue>("value");
        const QList<QJsonValue> values{QJsonValue(5),
                                       QJsonValue(1.25),
                                       QJsonValue(true),
                                       QJsonValue(),
                                       s("5"),
                                       s("true"),
                                       s("null"),
                                       s(""),
                                       s(" x "),
                                       s("[1]"),
                                       s("{\"a\":1}"),
                                       s("a,b"),
                                       s("\"q\""),
                                       s("007"),
                                       s("ü"),
                                       QJsonArray{1, s("x")},
                                       QJsonObject{{s("a"), QJsonObject{{s("b"), QJsonValue()}}}},
                                       QJsonValue(qint64(4503599627370495)),
                                       s("12345678901234567890")};
        for (int i = 0; i < values.size(); ++i)
            QTest::addRow("%d", i) << values.at(i);
    }

    void twinValuesComeBack()
    {
        QFETCH(QJsonValue, value);
        QCOMPARE(twinValueOfCell(cellOfTwinValue(value)), value);
    }

    void jsonIsRead_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QList<qint64>>("lines");
        const auto row = [](const char *tag, const QByteArray &json, const QList<qint64> &lines) {
            QTest::newRow(tag) << json << lines;
        };
        row("array", "[{\"registrationId\":\"a\"},\n{\"registrationId\":\"b\"}]", {1, 2});
        row("pretty array", "[\n  {\n    \"registrationId\": \"a\"\n  },\n  {\"registrationId\": \"b\"}\n]\n", {2, 5});
        row("lines", "{\"registrationId\":\"a\"}\n{\"registrationId\":\"b\"}\n", {1, 2});
        row("one", "{\"registrationId\":\"a\"}", {1});
        row("empty array", "[]", {});
        row("nothing", "", {});
        row("byte order mark", "\xEF\xBB\xBF[{\"registrationId\":\"a\"}]", {1});
        row("braces in texts", "[{\"registrationId\":\"a\",\"deviceId\":\"}]\\\"{\"}]", {1});
    }

    void jsonIsRead()
    {
        QFETCH(QByteArray, json);
        QFETCH(QList<qint64>, lines);
        const Imported result = importJson(json);
        QVERIFY2(result.complete && result.problems.count() == 0,
                 result.problems.kept().isEmpty() ? "" : qPrintable(result.problems.kept().first().message));
        QList<qint64> told;
        for (const ImportedEnrollment &enrollment : result.enrollments)
            told << enrollment.line;
        QCOMPARE(told, lines);
    }

    void wrongJsonIsTold_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("line");
        QTest::addColumn<QString>("says");
        QTest::addColumn<qsizetype>("readAllTheSame");
        const auto row = [](const char *tag, const QByteArray &json, qint64 line, const char *says, qsizetype good) {
            QTest::newRow(tag) << json << line << s(says) << good;
        };
        row("no comma", "[{\"registrationId\":\"a\"}\n{\"registrationId\":\"b\"}]", 2, "comma", 1);
        row("two commas", "[{\"registrationId\":\"a\"},\n,{\"registrationId\":\"b\"}]", 2, "expected", 1);
        row("cut off", "[{\"registrationId\":\"a\"},", 1, "cut off", 1);
        row("cut inside", "[{\"registrationId\":\n\"a", 2, "ends inside", 0);
        row("a number", "[1]", 1, "expected", 0);
        row("CSV", "id,policy\n", 1, "expected", 0);
        row("text behind", "[{\"registrationId\":\"a\"}]\nx", 2, "follows the list", 1);
        row("bad member", "[{\"registrationId\":\"a\"},\n{\"registrationId\":\"b\",\n x},\n{\"registrationId\":\"c\"}]",
            3, "no valid JSON", 2);
        row("no id", "[{\"deviceId\":\"a\"}]", 1, "no registrationId", 0);
        row("two ids", "[{\"registrationId\":\"a\",\"enrollmentGroupId\":\"b\"}]", 1, "Remove one", 0);
        row("bad id", "[{\"registrationId\":\"a b\"}]", 1, "not valid", 0);
        row("twice", "[{\"registrationId\":\"a\"},\n{\"registrationId\":\"A\"}]", 2, "Line 1 has this ID", 1);
        row("endless", "[{\"a\":\"" + QByteArray(JsonObjects::largestObject + 10, 'x') + "\"}]", 1, "larger than 1 MB",
            0);
        row("UTF-16", QByteArray("\xFE\xFF\0[", 4), 1, "UTF-16", 0);
        row("deep", QByteArray("[{\"a\":") + QByteArray(5000, '[') + QByteArray(5000, ']') + "}]", 1, "no valid JSON",
            0);
    }

    void wrongJsonIsTold()
    {
        QFETCH(QByteArray, json);
        QFETCH(qint64, line);
        QFETCH(QString, says);
        QFETCH(qsizetype, readAllTheSame);
        const Imported result = importJson(json);
        QCOMPARE(result.problems.count(), 1);
        QVERIFY2(result.problems.kept().first().message.contains(says),
                 qPrintable(result.problems.kept().first().message));
        QCOMPARE(result.problems.kept().first().line, line);
        QCOMPARE(result.enrollments.size(), readAllTheSame);
    }

    void whatTheServiceOwnsIsLeftOut()
    {
        const Imported result = importJson(R"([{"enrollmentGroupId":"g","etag":"x","createdDateTimeUtc":"x",
            "lastUpdatedDateTimeUtc":"x","registrationState":{},"reprovisionPolicy":null,"future":1}])");
        QCOMPARE(result.enrollments.first().kind, EnrollmentKind::Group);
        QCOMPARE(membersOf(result.enrollments.first()), s("future=1 reprovisionPolicy=null"));
    }
};

REHOME_TEST(ImportTableTest);
#include "ImportTableTest.moc"
