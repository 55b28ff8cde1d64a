// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/DeclaredClient.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;

/// Concepts, "Managing backwards compatibility": "The following table shows the API versions before the availability of
/// native reprovisioning support in the Device Provisioning Service".
class DeclaredClientTest : public QObject
{
    Q_OBJECT

private slots:
    void theTableDecidesTheSide_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("old");
        QTest::addColumn<bool>("sticky");
        const auto row = [](const char *cell, const char *text, bool old) {
            QTest::addRow("%s: %s", cell, text) << QString::fromLatin1(text) << old << old;
        };
        row("2018-04-01 and earlier", "2018-04-01", true);
        row("2018-04-01 and earlier", "2017-11-15", true);
        row("2018-04-01 and earlier", "2018-09-01-preview", false);
        row("2018-04-01 and earlier", "2021-06-01", false);
        row("1.2.8 and earlier", "c 1.2.8", true);
        row("1.2.8 and earlier", "c 1.2.9", false);
        row("1.4.2 and earlier", "python 1.4.2", true);
        row("1.4.2 and earlier", "python 2.0", false);
        row("1.7.3 or earlier", "node 1.7.3", true);
        row("1.7.3 or earlier", "node 1.10.0", false);
        row("1.13.0 or earlier", "java 1.13", true);
        row("1.13.0 or earlier", "java 1.13.1", false);
        row("1.1.0 or earlier", "dotnet 1.1.0.0", true);
        row("1.1.0 or earlier", "dotnet 1.2.0-preview-001", false);
    }
    void theTableDecidesTheSide()
    {
        QFETCH(QString, text);
        QFETCH(bool, old);
        QFETCH(bool, sticky);
        const auto client = DeclaredClient::parse(text);
        QVERIFY(client && client->isKnown());
        QCOMPARE(client->toString(), text);
        QCOMPARE(client->predatesReprovisioning(), old);
        // "The devices connect with an API version before …" and "The enrollment entry for the devices doesn't have a
        // reprovisioning policy set on them": both, and only then, keep a device on its hub.
        QCOMPARE(effectivePolicy(ReprovisionPolicy::NotSet, client->api()) == EffectivePolicy::Sticky, sticky);
        // "If a reprovisioning policy is set, the reprovisioning policy takes precedence over the behavior."
        QCOMPARE(effectivePolicy(ReprovisionPolicy::Migrate, client->api()), EffectivePolicy::Migrate);
        const auto range = client->apiRange();
        QVERIFY(range);
        QVERIFY(range->first <= client->api().ordinal() && client->api().ordinal() <= range->last);
        QCOMPARE(range->last <= ApiVersion::parse(u"2018-04-01")->ordinal(), old);
    }

    void whatIsNoClientIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"c", "c ", "c x", "c 1.2.8 beta", "rust 1.0", "2018-13-01", "soon", "node 1..2",
                                 "c 1.0-0123456789012345678901234567890123456789"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void whatIsNoClientIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!DeclaredClient::parse(text));
    }

    void unknownStaysUnknown()
    {
        const auto client = DeclaredClient::parse(u"  ");
        QVERIFY(client);
        QVERIFY(!client->isKnown());
        QVERIFY(!client->api().isKnown());
        QVERIFY(!client->apiRange());
        QVERIFY(!client->predatesReprovisioning());
        QCOMPARE(client->toString(), QString());
        QCOMPARE(*client, DeclaredClient());
    }

    void whatOthersSpellIsTheSame()
    {
        QCOMPARE(DeclaredClient::parse(u" NODE  1.7.3 "), DeclaredClient::ofSdk(Sdk::Node, u"1.7.3"));
        QCOMPARE(DeclaredClient::parse(u"2019-03-31-PREVIEW")->toString(), QStringLiteral("2019-03-31-preview"));
        for (const SdkInfo &info : sdkTable()) {
            QCOMPARE(&sdkInfo(info.sdk), &info);
            QVERIFY(sdkFromKey(QString::fromLatin1(info.key)) == info.sdk);
        }
    }

    void versionsKeepTheirOrder()
    {
        const auto ordinal = [](QStringView text) { return ApiVersion::parse(text)->ordinal(); };
        QVERIFY(ordinal(u"2018-04-01") < ordinal(u"2018-09-01-preview"));
        QVERIFY(ordinal(u"2018-09-01-preview") < ordinal(u"2018-09-01"));
        QVERIFY(ApiVersion().ordinal() < ordinal(u"0001-01-01-preview"));
    }
};

REHOME_TEST(DeclaredClientTest);
#include "DeclaredClientTest.moc"
