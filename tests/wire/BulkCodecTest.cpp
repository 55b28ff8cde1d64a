// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/BulkCodec.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome::wire;
using rehome::ErrorKind;
using rehome::domain::EnrollmentKind;
using samples::json;

class BulkCodecTest : public QObject
{
    Q_OBJECT
private slots:
    void modesRoundTrip()
    {
        for (const BulkMode mode : {BulkMode::Create, BulkMode::Update, BulkMode::UpdateIfMatchEtag, BulkMode::Delete})
            QCOMPARE(bulkModeFromKey(bulkModeKey(mode)), std::optional(mode));
        QCOMPARE(bulkModeKey(BulkMode::UpdateIfMatchEtag), QStringLiteral("updateIfMatchETag"));
        QVERIFY(!bulkModeFromKey(u"updateIfMatchEtag")); // the protocol's own spelling
        QVERIFY(!bulkModeFromKey(u""));
    }

    void requestNamesItsEntriesByKind()
    {
        QCOMPARE(bulkRequest(BulkMode::Create, EnrollmentKind::Individual, {json(R"({"registrationId":"a"})")}),
                 json(R"({"enrollments":[{"registrationId":"a"}],"mode":"create"})"));
        QCOMPARE(bulkRequest(BulkMode::UpdateIfMatchEtag, EnrollmentKind::Group, {json(R"({"etag":"1"})"), {}}),
                 json(R"({"enrollmentGroups":[{"etag":"1"},{}],"mode":"updateIfMatchETag"})"));
    }

    void resultsRoundTrip()
    {
        const BulkResult result{false, {{QStringLiteral("a"), 412001, QStringLiteral("Precondition failed.")}}};
        for (const EnrollmentKind kind : {EnrollmentKind::Individual, EnrollmentKind::Group})
            QCOMPARE(bulkResultFromJson(bulkResultToJson(result, kind), kind), result);
        QCOMPARE(bulkResultFromJson(json(R"({"isSuccessful":true})"), EnrollmentKind::Group), (BulkResult{true, {}}));
        QCOMPARE(bulkResultFromJson(json(R"({"isSuccessful":true,"errors":null})"), EnrollmentKind::Group),
                 (BulkResult{true, {}}));
    }

    void whatCannotBeUnderstoodIsABadReply_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("path");
        QTest::newRow("nothing") << QByteArray("{}") << QStringLiteral("isSuccessful");
        QTest::newRow("no truth") << QByteArray(R"({"isSuccessful":"yes"})") << QStringLiteral("isSuccessful");
        QTest::newRow("no list") << QByteArray(R"({"isSuccessful":false,"errors":{}})") << QStringLiteral("errors");
        QTest::newRow("nobody") << QByteArray(R"({"isSuccessful":false,"errors":[{"errorCode":1}]})")
                                << QStringLiteral("errors[0].registrationId");
        QTest::newRow("of the other kind")
            << QByteArray(R"({"isSuccessful":false,"errors":[{"enrollmentGroupId":"a","errorCode":1}]})")
            << QStringLiteral("errors[0].registrationId");
    }
    void whatCannotBeUnderstoodIsABadReply()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, path);
        const auto read = bulkResultFromJson(json(answer), EnrollmentKind::Individual);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadReply);
        QCOMPARE(read.error().detail, path);
    }
};

REHOME_TEST(BulkCodecTest);
#include "BulkCodecTest.moc"
