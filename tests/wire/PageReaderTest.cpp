// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/EnrollmentCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome;
using namespace rehome::wire;
using namespace rehome::domain;
using samples::fullGroup;
using samples::fullIndividual;

namespace {

const QByteArray small(R"({"registrationId":"a","attestation":{"type":"none"}})");

QByteArray pageOf(const QList<QJsonObject> &objects)
{
    QJsonArray array;
    for (const QJsonObject &object : objects)
        array.append(object);
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

// A brief with copies, since views end with the sink.
struct Kept
{
    EnrollmentBrief brief;
    QByteArray id, deviceId, etag, json;
    QByteArrayList hubs;
};

Result<int> read(const QByteArray &page, QList<Kept> &kept, EnrollmentKind kind = EnrollmentKind::Individual)
{
    return readEnrollmentPage(page, kind, [&kept](const EnrollmentBrief &brief) {
        const auto copy = [](std::string_view view) { return QByteArray(view.data(), qsizetype(view.size())); };
        Kept one{brief, copy(brief.id), copy(brief.deviceId), copy(brief.etag), copy(brief.json), {}};
        for (const auto hub : brief.iotHubs)
            one.hubs.append(copy(hub));
        kept.append(one);
    });
}

} // namespace

static qint64 earliestEnd(const Attestation &attestation)
{
    qint64 end = 0;
    const auto look = [&end](const std::optional<X509Certificate> &certificate) {
        if (certificate && certificate->info && (end == 0 || certificate->info->notAfterMs < end))
            end = certificate->info->notAfterMs;
    };
    const auto pair = [&look](const auto &certificates) {
        if (certificates) {
            look(certificates->primary);
            look(certificates->secondary);
        }
    };
    if (attestation.x509) {
        pair(attestation.x509->clientCertificates);
        pair(attestation.x509->signingCertificates);
    }
    return end;
}

static std::size_t bytesOf(const QJsonObject &object)
{
    return object.isEmpty() ? 0 : static_cast<std::size_t>(QJsonDocument(object).toJson(QJsonDocument::Compact).size());
}

class PageReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheFullCodec_data()
    {
        QTest::addColumn<QJsonObject>("object");
        QTest::addColumn<bool>("group");
        QTest::newRow("full individual") << fullIndividual() << false;
        QTest::newRow("full group") << fullGroup() << true;
        QTest::newRow("least") << samples::json(small) << false;
        QTest::newRow("nulls")
            << samples::json(
                   R"({"registrationId":"a","attestation":{"type":"tpm","tpm":{"endorsementKey":"e"}},)"
                   R"("deviceId":null,"capabilities":null,"reprovisionPolicy":null,"iotHubs":null,"initialTwin":null,"allocationPolicy":null,)"
                   R"("provisioningStatus":null,"createdDateTimeUtc":null,"customAllocationDefinition":null,"etag":null})")
            << false;
        QTest::newRow("escapes") << samples::json("{\"registrationId\":\"\\u00e4\\\"b\\\\\",\"attestation\":{\"type\":"
                                                  "\"none\"},\"iotHubs\":[\"\\u0041\"]}")
                                 << false;
        QTest::newRow("twin of two hundred bytes")
            << QJsonObject{{QStringLiteral("registrationId"), QStringLiteral("a")},
                           {QStringLiteral("attestation"),
                            QJsonObject{{QStringLiteral("type"), QStringLiteral("none")}}},
                           {QStringLiteral("initialTwin"),
                            QJsonObject{{QStringLiteral("tags"),
                                         QJsonObject{{QStringLiteral("]}[{"), QString(300, QLatin1Char('['))}}}}}}
            << false;
        QTest::newRow("unknown members everywhere")
            << samples::json(
                   R"({"new":[{"a":[]}],"registrationId":"a","attestation":{"new":{},"type":"x509","x509":{}},)"
                   R"("reprovisionPolicy":{"new":[1],"updateHubAssignment":true,"migrateDeviceData":true},"capabilities":{"iotEdge":true,"n":{}}})")
            << false;
    }
    void agreesWithTheFullCodec()
    {
        QFETCH(QJsonObject, object);
        QFETCH(bool, group);
        const auto kind = group ? EnrollmentKind::Group : EnrollmentKind::Individual;
        const auto whole = enrollmentFromJson(object, kind);
        QVERIFY(whole.has_value());
        QList<Kept> kept;
        const auto count = read(pageOf({object, object}), kept, kind);
        QVERIFY2(count.has_value(), qPrintable(count ? QString() : count.error().message));
        QCOMPARE(*count, 2);
        QCOMPARE(kept.size(), 2);
        for (const Kept &one : kept) {
            QCOMPARE(one.id, whole->id.toUtf8());
            QCOMPARE(one.deviceId, whole->deviceId.toUtf8());
            QCOMPARE(one.etag, whole->etag.toUtf8());
            QCOMPARE(one.brief.kind, kind);
            QCOMPARE(one.brief.attestation, whole->attestation.type);
            QCOMPARE(one.brief.allocation, whole->allocationPolicy);
            QCOMPARE(one.brief.policy, whole->reprovisionPolicy);
            QCOMPARE(one.brief.status, whole->isEnabled() ? ProvisioningStatus::Enabled : ProvisioningStatus::Disabled);
            QCOMPARE(one.brief.iotEdge, whole->iotEdge.value_or(false));
            QCOMPARE(one.brief.hasInitialTwin, whole->initialTwin.has_value());
            QCOMPARE(one.brief.certificateEndMs, earliestEnd(whole->attestation));
            QCOMPARE(one.brief.hasIotHubs, whole->iotHubs.has_value());
            QCOMPARE(one.hubs.size(), whole->iotHubs.value_or(QStringList{}).size());
            QCOMPARE(one.brief.createdMs, utcMsFromText(whole->createdDateTimeUtc));
            QCOMPARE(one.brief.updatedMs, utcMsFromText(whole->lastUpdatedDateTimeUtc));
            QCOMPARE(QJsonDocument::fromJson(one.json).object(), object); // exactly the object, nothing around it
        }
        kept.clear();
        const QByteArray compact = QJsonDocument(object).toJson(QJsonDocument::Compact);
        const auto single = readEnrollment(compact, kind, [&](const EnrollmentBrief &brief) {
            const InitialTwin twin = whole->initialTwin.value_or(InitialTwin());
            QCOMPARE(brief.tagsBytes, bytesOf(twin.tags));
            QCOMPARE(brief.desiredBytes, bytesOf(twin.desired));
            QCOMPARE(brief.policy, whole->reprovisionPolicy);
        });
        QVERIFY(single.has_value());
    }

    void nothingIsLeftOverFromTheItemBefore()
    {
        QList<Kept> kept;
        QVERIFY(read(pageOf({fullIndividual(), samples::json(small)}), kept).has_value());
        const Kept &second = kept.at(1);
        QVERIFY(second.deviceId.isEmpty() && second.etag.isEmpty() && second.hubs.isEmpty() &&
                !second.brief.hasIotHubs);
        QCOMPARE(second.brief.policy, ReprovisionPolicy::NotSet);
        QVERIFY(!second.brief.iotEdge && !second.brief.hasInitialTwin);
        QVERIFY(second.brief.tagsBytes == 0 && second.brief.desiredBytes == 0);
        QCOMPARE(second.brief.createdMs, 0);
    }

    void ofDoubledMembersTheLastCounts()
    {
        const QByteArray page(
            R"([{"registrationId":"a","attestation":{"type":"tpm","tpm":{"endorsementKey":"e"}},"iotHubs":["a","b"],"initialTwin":{},)"
            R"("capabilities":{"iotEdge":true},"reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":true},)"
            R"("registrationId":"b","attestation":{"type":"none"},"iotHubs":["c"],"initialTwin":null,"capabilities":null,)"
            R"("reprovisionPolicy":null}])");
        QList<Kept> kept;
        QVERIFY(read(page, kept).has_value());
        const Kept &one = kept.constFirst();
        QCOMPARE(one.id, QByteArray("b"));
        QCOMPARE(one.hubs, QByteArrayList{"c"});
        QCOMPARE(one.brief.attestation, AttestationType::None);
        QCOMPARE(one.brief.policy, ReprovisionPolicy::NotSet);
        QVERIFY(!one.brief.iotEdge && !one.brief.hasInitialTwin);
    }

    void readsPagesWithAndWithoutRoomBehind()
    {
        const QByteArray page = "[" + small + "," + small + "]";
        QByteArray roomy = page;
        roomy.reserve(page.size() + 4096);
        QByteArray tight(page.constData(), page.size());
        tight.squeeze();
        const QByteArray borrowed = QByteArray::fromRawData(page.constData(), page.size());
        for (const QByteArray &each : {roomy, tight, borrowed}) {
            QList<Kept> kept;
            QCOMPARE(*read(each, kept), 2);
            QCOMPARE(kept.at(1).json, small);
        }
    }

    void readsRegistrationPages()
    {
        const QByteArray page =
            pageOf({samples::capture("registration_state_migrated"),
                    samples::json(R"({"registrationId":"b","status":"failed","errorCode":400207,"errorMessage":"m",)"
                                  R"("substatus":"teleported","payload":{"a":1},"new":[]})"),
                    samples::json(R"({"registrationId":"c","status":null,"errorCode":null})")});
        int index = 0;
        const auto count = readRegistrationPage(page, [&index](const RegistrationBrief &brief) {
            switch (index++) {
            case 0:
                QCOMPARE(QByteArray(brief.registrationId.data(), int(brief.registrationId.size())),
                         QByteArray("VM-DM-DEV-4"));
                QCOMPARE(brief.status, RegistrationStatus::Assigned);
                QCOMPARE(brief.substatus, Substatus::DeviceDataMigrated);
                QVERIFY(brief.assignedHub == "test-hub-integration.azure-devices.net");
                QCOMPARE(brief.updatedMs - brief.createdMs, 690);
                break;
            case 1:
                QCOMPARE(brief.status, RegistrationStatus::Failed);
                QCOMPARE(brief.substatus, Substatus::None);
                QCOMPARE(brief.errorCode, 400207);
                QVERIFY(brief.errorMessage == "m");
                break;
            default:
                QCOMPARE(brief.status, RegistrationStatus::Unassigned);
                QCOMPARE(brief.errorCode, 0);
                QVERIFY(brief.assignedHub.empty());
            }
        });
        QVERIFY(count.has_value());
        QCOMPARE(*count, 3);
        QCOMPARE(index, 3);
    }

    void depthJustAllowed()
    {
        QList<Kept> kept;
        const QByteArray page = R"([{"registrationId":"a","attestation":{"type":"none"},"x":)" + QByteArray(100, '[') +
                                QByteArray(100, ']') + "}]";
        QCOMPARE(*read(page, kept), 1);
    }

    void anEmptyPageIsNoError()
    {
        QList<Kept> kept;
        QCOMPARE(*read("[]", kept), 0);
        QCOMPARE(*read(" [ ]\n", kept), 0);
    }

    void badPages_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QString>("detail"); // how it starts; empty: the page as a whole
        const auto row = [](const char *name, const QByteArray &page, const char *detail) {
            QTest::newRow(name) << page << QString::fromLatin1(detail);
        };
        row("empty", {}, "");
        row("white space", " \n", "");
        row("object", "{}", "");
        row("null", "null", "");
        row("text", "\"a\"", "");
        row("page of a proxy", "<html><body>Bad gateway</body></html>", "");
        row("cut off between items", "[" + small + ",", "");
        row("cut off in an item", "[" + small + ",{\"registrationId\":", "");
        row("cut off in a text", "[" + small + ",{\"registrationId\":\"ab", "");
        row("cut off before the end", "[" + small, "");
        row("text behind", "[" + small + "] x", "");
        row("second list behind", "[" + small + "][" + small + "]", "");
        row("bracket behind", "[" + small + "] ]", "");
        row("no UTF-8", "[{\"registrationId\":\"\xff\",\"attestation\":{\"type\":\"none\"}}]", "");
        row("no UTF-8 in an unknown member",
            "[{\"registrationId\":\"a\",\"attestation\":{\"type\":\"none\"},\"x\":\"\xc3\x28\"}]", "");
        row("item is a number", "[" + small + ",5]", "[1]");
        row("item is a list", "[[]]", "[0]");
        row("item is null", "[null]", "[0]");
        row("missing comma", "[" + small + " " + small + "]", "[1]");
        row("no id", "[" + small + R"(,{"attestation":{"type":"none"}}])", "[1].registrationId");
        row("empty id", R"([{"registrationId":"","attestation":{"type":"none"}}])", "[0].registrationId");
        row("no attestation", R"([{"registrationId":"a"}])", "[0].attestation");
        row("attestation without type", R"([{"registrationId":"a","attestation":{}}])", "[0].attestation.type");
        row("unknown attestation", R"([{"registrationId":"a","attestation":{"type":"SECRET"}}])",
            "[0].attestation.type");
        row("id is a number", R"([{"registrationId":5,"attestation":{"type":"none"}}])", "[0].registrationId");
        const QByteArray start(R"([{"registrationId":"a","attestation":{"type":"none"},)");
        row("hubs are a text", start + R"("iotHubs":"SECRET"}])", "[0].iotHubs");
        row("hub is a number", start + R"("iotHubs":[1]}])", "[0].iotHubs");
        row("policy is true", start + R"("reprovisionPolicy":true}])", "[0].reprovisionPolicy");
        row("half a policy", start + R"("reprovisionPolicy":{"updateHubAssignment":true}}])",
            "[0].reprovisionPolicy.migrateDeviceData");
        row("policy of texts",
            start + R"("reprovisionPolicy":{"updateHubAssignment":"true","migrateDeviceData":true}}])",
            "[0].reprovisionPolicy.updateHubAssignment");
        row("unknown allocation", start + R"("allocationPolicy":"SECRET"}])", "[0].allocationPolicy");
        row("unknown status", start + R"("provisioningStatus":"SECRET"}])", "[0].provisioningStatus");
        row("twin is a list", start + R"("initialTwin":[]}])", "[0].initialTwin");
        row("edge is a text", start + R"("capabilities":{"iotEdge":"SECRET"}}])", "[0].capabilities.iotEdge");
        row("time is a number", start + R"("createdDateTimeUtc":5}])", "[0].createdDateTimeUtc");
        row("broken escape", start + R"("deviceId":"\q"}])", "[0].deviceId");
        row("lone surrogate", start + R"("deviceId":"\ud800"}])", "[0].deviceId");
        row("deep twin",
            start + "\"initialTwin\":" + QByteArray("{\"a\":").repeated(5000) + "1" + QByteArray("}").repeated(5000) +
                "}]",
            "[0].initialTwin");
        row("deep unknown member", start + "\"x\":" + QByteArray(200'000, '[') + QByteArray(200'000, ']') + "}]",
            "[0]");
        row("just too deep", start + "\"x\":" + QByteArray(101, '[') + QByteArray(101, ']') + "}]", "[0]");
        row("deep and cut off", start + "\"x\":" + QByteArray(200'000, '['), "");
    }
    void badPages()
    {
        QFETCH(QByteArray, page);
        QFETCH(QString, detail);
        QList<Kept> kept;
        const auto count = read(page, kept);
        QVERIFY(!count.has_value());
        const Error &error = count.error();
        QCOMPARE(error.kind, ErrorKind::BadReply);
        QVERIFY2(error.detail.startsWith(detail), qPrintable(error.detail));
        if (detail.isEmpty())
            QVERIFY(!error.detail.startsWith(QLatin1Char('[')));
        QVERIFY(error.message.split(QLatin1Char(' ')).size() < 25);
        QVERIFY(!error.message.isEmpty() && !(error.message + error.detail).contains(QLatin1String("SECRET")));
        // The reader is as good as new afterwards.
        QCOMPARE(*read("[" + small + "]", kept), 1);
    }

    void everyCutOfAPageIsAnError()
    {
        const QByteArray page =
            "[" + QJsonDocument(fullIndividual()).toJson(QJsonDocument::Compact) + "," + small + "]";
        for (qsizetype length = 0; length < page.size(); ++length) {
            QList<Kept> kept;
            QVERIFY2(!read(page.left(length), kept).has_value(), qPrintable(QString::number(length)));
        }
    }

    void badSingleEnrollments()
    {
        const auto nothing = [](const EnrollmentBrief &) { QFAIL("called"); };
        for (const QByteArray &body : {QByteArray(), QByteArray("[]"), QByteArray("{}"), QByteArray(small + "x"),
                                       QByteArray(small + small), QByteArray(small.chopped(1)), QByteArray("null")}) {
            const auto result = readEnrollment(body, EnrollmentKind::Individual, nothing);
            QVERIFY2(!result.has_value(), body.constData());
            QCOMPARE(result.error().kind, ErrorKind::BadReply);
        }
    }

    void badRegistrationPages()
    {
        for (const char *page : {"{}", "[{}]", R"([{"registrationId":"a","status":"moving"}])",
                                 R"([{"registrationId":"a","errorCode":"x"}])",
                                 R"([{"registrationId":"a","errorCode":1.5}])", R"([{"registrationId":["a"]}])"})
            QVERIFY2(!readRegistrationPage(page, [](const RegistrationBrief &) {}).has_value(), page);
    }
};

REHOME_TEST(PageReaderTest);
#include "PageReaderTest.moc"
