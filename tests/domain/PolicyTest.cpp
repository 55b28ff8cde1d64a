// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Policy.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::domain;

namespace {

ApiVersion api(const QString &text)
{
    return ApiVersion::parse(text).value_or(ApiVersion{});
}

} // namespace

class PolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void mapsToTheTwoBooleans_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<bool>("present");
        QTest::addColumn<bool>("update");
        QTest::addColumn<bool>("migrate");
        QTest::newRow("Reprovision and migrate data") << int(ReprovisionPolicy::Migrate) << true << true << true;
        QTest::newRow("Reprovision and reset to initial config")
            << int(ReprovisionPolicy::Reset) << true << true << false;
        QTest::newRow("Never reprovision") << int(ReprovisionPolicy::Never) << true << false << false;
        QTest::newRow("don't save a reprovisioning policy to these enrollments")
            << int(ReprovisionPolicy::NotSet) << false << false << false;
    }
    void mapsToTheTwoBooleans()
    {
        QFETCH(int, policy);
        QFETCH(bool, present);
        QFETCH(bool, update);
        QFETCH(bool, migrate);
        const auto value = static_cast<ReprovisionPolicy>(policy);
        const auto booleans = toBooleans(value);
        QCOMPARE(booleans.has_value(), present);
        if (present)
            QCOMPARE(*booleans, (PolicyBooleans{update, migrate}));
        QCOMPARE(fromBooleans(booleans), value);
    }

    // Protocol facts, section 3: "false/true must act the same".
    void noHubUpdateIsNeverWhateverTheOtherSays()
    {
        QCOMPARE(fromBooleans(PolicyBooleans{false, true}), ReprovisionPolicy::Never);
        QCOMPARE(fromBooleans(PolicyBooleans{false, false}), ReprovisionPolicy::Never);
    }

    // "Reprovision and migrate data: This policy is the default for new enrollment entries."
    void migrateIsTheDefaultForNewEntries()
    {
        QCOMPARE(fromBooleans(PolicyBooleans{}), ReprovisionPolicy::Migrate);
        // The default is what a new entry is offered; an entry without the member stays without it.
        QCOMPARE(fromBooleans(std::nullopt), ReprovisionPolicy::NotSet);
    }

    void parsesApiVersions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("release") << QStringLiteral("2019-03-31") << true;
        QTest::newRow("preview") << QStringLiteral("2025-07-01-preview") << true;
        QTest::newRow("leap day") << QStringLiteral("2020-02-29") << true;
        QTest::newRow("no such day") << QStringLiteral("2019-02-29") << false;
        QTest::newRow("no such month") << QStringLiteral("2019-13-01") << false;
        QTest::newRow("year 0") << QStringLiteral("0000-01-01") << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("short") << QStringLiteral("2019-3-31") << false;
        QTest::newRow("other suffix") << QStringLiteral("2019-03-31-beta") << false;
        QTest::newRow("digits of another script") << QStringLiteral("٢٠١٩-٠٣-٣١") << false;
        QTest::newRow("space") << QStringLiteral("2019-03-31 ") << false;
    }
    void parsesApiVersions()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto version = ApiVersion::parse(text);
        QCOMPARE(version.has_value(), valid);
        if (valid)
            QCOMPARE(version->toString(), text);
    }

    void ordersApiVersionsByDateAndPreviewFirst()
    {
        QVERIFY(api(QStringLiteral("2018-04-01")) < api(QStringLiteral("2018-09-01-preview")));
        QVERIFY(api(QStringLiteral("2021-10-01-preview")) < api(QStringLiteral("2021-10-01")));
        QVERIFY(api(QStringLiteral("2021-10-01")) < api(QStringLiteral("2025-07-01-preview")));
        QVERIFY(!ApiVersion().isKnown());
        QVERIFY(ApiVersion().toString().isEmpty());
    }

    // "The following table shows the API versions before the availability of native reprovisioning support"
    void restVersionsOfTheTable_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("before");
        QTest::newRow("REST API: 2018-04-01 and earlier (itself)") << QStringLiteral("2018-04-01") << true;
        QTest::newRow("REST API: 2018-04-01 and earlier (earlier)") << QStringLiteral("2017-11-15") << true;
        QTest::newRow("earlier preview") << QStringLiteral("2017-08-31-preview") << true;
        QTest::newRow("next preview is later") << QStringLiteral("2018-09-01-preview") << false;
        QTest::newRow("the day after") << QStringLiteral("2018-04-02") << false;
        QTest::newRow("2019-03-31") << QStringLiteral("2019-03-31") << false;
    }
    void restVersionsOfTheTable()
    {
        QFETCH(QString, version);
        QFETCH(bool, before);
        QCOMPARE(predatesReprovisioning(api(version)), before);
        QVERIFY(!predatesReprovisioning(ApiVersion()));
    }

    void sdkVersionsOfTheTable_data()
    {
        QTest::addColumn<int>("sdk");
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("before"); // -1 = no version
        const auto row = [](const char *name, Sdk sdk, const char *version, int before) {
            QTest::newRow(name) << int(sdk) << QString::fromLatin1(version) << before;
        };
        row("C SDK: 1.2.8 and earlier", Sdk::C, "1.2.8", 1);
        row("C SDK: earlier", Sdk::C, "1.1.30", 1);
        row("C SDK: next", Sdk::C, "1.2.9", 0);
        row("Python SDK: 1.4.2 and earlier", Sdk::Python, "1.4.2", 1);
        row("Python SDK: next", Sdk::Python, "1.4.3", 0);
        row("Node SDK: 1.7.3 or earlier", Sdk::Node, "1.7.3", 1);
        row("Node SDK: next", Sdk::Node, "1.8.0", 0);
        row("Java SDK: 1.13.0 or earlier", Sdk::Java, "1.13.0", 1);
        row("Java SDK: two digits are not decimals", Sdk::Java, "1.9.9", 1);
        row("Java SDK: next", Sdk::Java, "1.13.1", 0);
        row(".NET SDK: 1.1.0 or earlier", Sdk::DotNet, "1.1.0", 1);
        row(".NET SDK: four parts", Sdk::DotNet, "1.1.0.0", 1);
        row(".NET SDK: two parts", Sdk::DotNet, "1.1", 1);
        row(".NET SDK: next", Sdk::DotNet, "1.1.1", 0);
        row("suffix", Sdk::C, "1.2.8-beta", 1);
        row("no version", Sdk::C, "latest", -1);
        row("garbage behind", Sdk::C, "1.2.8x", -1);
        row("empty", Sdk::C, "", -1);
    }
    void sdkVersionsOfTheTable()
    {
        QFETCH(int, sdk);
        QFETCH(QString, version);
        QFETCH(int, before);
        const auto answer = sdkPredatesReprovisioning(static_cast<Sdk>(sdk), version);
        QCOMPARE(answer.has_value(), before >= 0);
        if (answer)
            QCOMPARE(*answer, before == 1);
    }

    void compatibilityRule_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("effective");
        const auto row = [](const char *name, ReprovisionPolicy policy, const char *version,
                            EffectivePolicy effective) {
            QTest::newRow(name) << int(policy) << QString::fromLatin1(version) << int(effective);
        };
        row("1. before the availability of native reprovisioning support + 2. doesn't have a reprovisioning policy set",
            ReprovisionPolicy::NotSet, "2018-04-01", EffectivePolicy::Sticky);
        row("only 2: newer API", ReprovisionPolicy::NotSet, "2019-03-31", EffectivePolicy::Migrate);
        row("only 2: unknown API counts as newer", ReprovisionPolicy::NotSet, "", EffectivePolicy::Migrate);
        row("only 1: the reprovisioning policy takes precedence (migrate)", ReprovisionPolicy::Migrate, "2018-04-01",
            EffectivePolicy::Migrate);
        row("only 1: the reprovisioning policy takes precedence (reset)", ReprovisionPolicy::Reset, "2018-04-01",
            EffectivePolicy::Reset);
        row("only 1: the reprovisioning policy takes precedence (never)", ReprovisionPolicy::Never, "2018-04-01",
            EffectivePolicy::Never);
        row("neither (reset)", ReprovisionPolicy::Reset, "2021-06-01", EffectivePolicy::Reset);
        row("neither (never)", ReprovisionPolicy::Never, "2021-06-01", EffectivePolicy::Never);
    }
    void compatibilityRule()
    {
        QFETCH(int, policy);
        QFETCH(QString, version);
        QFETCH(int, effective);
        QCOMPARE(int(effectivePolicy(static_cast<ReprovisionPolicy>(policy), api(version))), effective);
    }

    // Protocol facts, section 2: from api-version 2019-04-15 on.
    void reprovisionedToInitialFromItsVersionOn()
    {
        QVERIFY(!reportsReprovisionedToInitial(api(QStringLiteral("2019-03-31"))));
        QVERIFY(reportsReprovisionedToInitial(api(QStringLiteral("2019-04-15"))));
        QVERIFY(reportsReprovisionedToInitial(api(QStringLiteral("2021-06-01"))));
        QVERIFY(reportsReprovisionedToInitial(ApiVersion()));
    }

    void keysRoundTrip()
    {
        for (const auto policy : {ReprovisionPolicy::NotSet, ReprovisionPolicy::Migrate, ReprovisionPolicy::Reset,
                                  ReprovisionPolicy::Never})
            QCOMPARE(policyFromKey(policyKey(policy)), policy);
        QCOMPARE(policyKey(ReprovisionPolicy::NotSet), QStringLiteral("notset"));
        QVERIFY(!policyFromKey(u"sometimes"));
        QVERIFY(!policyFromKey(u"Migrate"));
    }
};

REHOME_TEST(PolicyTest);
#include "PolicyTest.moc"
