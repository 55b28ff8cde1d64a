// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/Findings.h"
#include "FleetFacts.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

using namespace rehome::fleet;
using namespace rehome::fleet::test;
using rehome::domain::AllocationPolicy;
using rehome::domain::AttestationType;
using rehome::domain::EnrollmentKind;
using rehome::domain::ProvisioningStatus;
using rehome::domain::ReprovisionPolicy;

namespace {

constexpr qint64 day = 24LL * 3600 * 1000;

QStringList names(quint32 bits)
{
    QStringList list;
    for (const FindingRuleInfo &info : findingRules())
        if (bits & 1u << static_cast<int>(info.rule))
            list.append(QString::fromLatin1(info.name));
    return list;
}

void link(SnapshotBuilder &builder, const QString &name, bool open = true)
{
    HubFacts hub;
    hub.hostName = name;
    hub.openToAllocation = open;
    builder.putHub(hub);
}

const Finding *find(const FindingReport &report, FindingRule rule)
{
    const auto at = std::find_if(report.findings.begin(), report.findings.end(),
                                 [rule](const Finding &finding) { return finding.rule == rule; });
    return at == report.findings.end() ? nullptr : &*at;
}

struct Case
{
    ReprovisionPolicy policy = ReprovisionPolicy::Migrate;
    AllocationPolicy allocation = AllocationPolicy::Hashed;
    std::vector<std::string> hubs = {"weu.net", "neu.net"};
    const char *apiVersion = "";
    bool webhook = false;
    qint64 certificateEndMs = 0;
    int twinPercent = 0;
    ProvisioningStatus status = ProvisioningStatus::Enabled;
};

RowId put(SnapshotBuilder &builder, const Case &entry, const std::string &id = "one")
{
    const std::vector<std::string_view> hubs(entry.hubs.begin(), entry.hubs.end());
    EnrollmentFacts facts;
    facts.id = id;
    facts.policy = entry.policy;
    facts.allocation = entry.allocation;
    facts.iotHubs = hubs;
    facts.hasIotHubs = !hubs.empty();
    facts.hasWebhook = entry.webhook;
    facts.certificateEndMs = entry.certificateEndMs;
    facts.twinPercent = entry.twinPercent;
    facts.status = entry.status;
    facts.attestation = AttestationType::SymmetricKey;
    facts.readAtMs = T0;
    const RowId row = builder.putEnrollment(facts);
    builder.setApiVersion(row, QString::fromLatin1(entry.apiVersion));
    return row;
}

} // namespace

Q_DECLARE_METATYPE(Case)

class FindingsTest : public QObject
{
    Q_OBJECT
private slots:
    void rules_data();
    void rules();
    void unknownsKeepRulesSilent();
    void fixesEndTheFinding();
    void nothingIsFixedWhereAPersonDecides();
    void recordsOfADeletedGroup();
    void quotas();
    void worstComesFirst();
    void disabledAndGoneEntriesAreLeftOut();
    void namesAreUnique();
};

void FindingsTest::rules_data()
{
    QTest::addColumn<Case>("entry");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *tag, const Case &entry, const QStringList &expected) {
        QTest::newRow(tag) << entry << expected;
    };
    using enum AllocationPolicy;
    row("sound", {}, {});
    row("not set, old API", {.policy = ReprovisionPolicy::NotSet, .apiVersion = "2018-04-01"},
        {QStringLiteral("not-set-old-api")});
    row("not set, newer API", {.policy = ReprovisionPolicy::NotSet, .apiVersion = "2019-03-31"}, {});
    row("set, old API: the policy wins", {.policy = ReprovisionPolicy::Reset, .apiVersion = "2018-04-01"}, {});
    row("never, two hubs", {.policy = ReprovisionPolicy::Never}, {QStringLiteral("never-several-hubs")});
    row("never, one hub", {.policy = ReprovisionPolicy::Never, .hubs = {"weu.net"}}, {});
    row("never, all linked hubs", {.policy = ReprovisionPolicy::Never, .hubs = {}},
        {QStringLiteral("never-several-hubs"), QStringLiteral("implicit-hub-set")});
    row("hub not linked", {.hubs = {"weu.net", "gone.net"}}, {QStringLiteral("hub-not-linked")});
    row("linked in another spelling", {.hubs = {"WEU.net"}}, {});
    row("static, two hubs", {.allocation = Static}, {QStringLiteral("static-hub-count")});
    row("static, one hub", {.allocation = Static, .hubs = {"weu.net"}}, {});
    row("static, none named", {.allocation = Static, .hubs = {}},
        {QStringLiteral("static-hub-count"), QStringLiteral("implicit-hub-set")});
    row("all closed", {.hubs = {"closed.net"}}, {QStringLiteral("hubs-closed")});
    row("one closed", {.hubs = {"closed.net", "weu.net"}}, {});
    row("closed and not linked", {.hubs = {"closed.net", "gone.net"}},
        {QStringLiteral("hub-not-linked"), QStringLiteral("hubs-closed")});
    row("custom without webhook", {.allocation = Custom}, {QStringLiteral("custom-without-webhook")});
    row("custom with webhook", {.allocation = Custom, .webhook = true}, {});
    row("no hub named", {.hubs = {}}, {QStringLiteral("implicit-hub-set")});
    row("certificate ends in 29 days", {.certificateEndMs = T0 + 29 * day}, {QStringLiteral("certificate-ends")});
    row("certificate ended", {.certificateEndMs = T0 - day}, {QStringLiteral("certificate-ends")});
    row("certificate ends in 31 days", {.certificateEndMs = T0 + 31 * day}, {});
    row("twin at 80 %", {.twinPercent = 80}, {QStringLiteral("twin-near-limit")});
    row("twin at 79 %", {.twinPercent = 79}, {});
}

void FindingsTest::rules()
{
    QFETCH(Case, entry);
    QFETCH(QStringList, expected);
    SnapshotBuilder builder;
    link(builder, QStringLiteral("weu.net"));
    link(builder, QStringLiteral("neu.net"));
    link(builder, QStringLiteral("closed.net"), false);
    const RowId row = put(builder, entry);
    const FindingRules rules(builder.publish().snapshot, T0);
    QCOMPARE(names(rules.ofEnrollment(row)), expected);
    for (const Finding &finding : rules.report().findings)
        QCOMPARE(finding.enrollments, std::vector<RowId>{row});
}

void FindingsTest::unknownsKeepRulesSilent()
{
    SnapshotBuilder builder; // its hubs are inferred from the entries only
    const RowId named = put(builder, {.policy = ReprovisionPolicy::NotSet}, "named");
    const RowId open =
        put(builder, {.policy = ReprovisionPolicy::Never, .allocation = AllocationPolicy::Static, .hubs = {}}, "open");
    const FindingRules rules(builder.publish().snapshot, T0);
    QVERIFY(!rules.linkedHubsKnown());
    QCOMPARE(names(rules.ofEnrollment(named)), QStringList());
    QCOMPARE(names(rules.ofEnrollment(open)), QStringList{QStringLiteral("implicit-hub-set")});
    QCOMPARE(names(rules.silentFor(named, FindingUnknown::ApiVersion)), QStringList{QStringLiteral("not-set-old-api")});
    QCOMPARE(names(rules.silentFor(named, FindingUnknown::LinkedHubs)),
             (QStringList{QStringLiteral("hub-not-linked"), QStringLiteral("hubs-closed")}));
    QCOMPARE(names(rules.silentFor(open, FindingUnknown::LinkedHubs)),
             (QStringList{QStringLiteral("never-several-hubs"), QStringLiteral("static-hub-count"),
                          QStringLiteral("hubs-closed")}));
    quint32 silentEntries = 0;
    for (const SilentRule &silent : rules.report().silent)
        if (silent.rule == FindingRule::HubsClosed)
            silentEntries = silent.enrollments;
    QCOMPARE(silentEntries, 2u);
}

void FindingsTest::fixesEndTheFinding()
{
    SnapshotBuilder builder;
    link(builder, QStringLiteral("weu.net"));
    link(builder, QStringLiteral("neu.net"));
    const RowId dead = put(builder, {.hubs = {"weu.net", "gone.net"}}, "dead");
    const RowId open = put(builder, {.hubs = {}}, "open");
    const RowId old = put(builder, {.policy = ReprovisionPolicy::NotSet, .apiVersion = "2018-04-01"}, "old");
    const RowId fixed = put(builder, {.allocation = AllocationPolicy::Static}, "fixed");
    const FindingRules rules(builder.publish().snapshot, T0);

    QCOMPARE(rules.unlinkedHubs(dead), QStringList{QStringLiteral("gone.net")});
    const auto hubs = rules.fix(FindingRule::HubNotLinked, dead);
    QVERIFY(hubs);
    QCOMPARE(hubs->path, QStringLiteral("iotHubs"));
    QCOMPARE(hubs->value, QJsonValue(QJsonArray{QStringLiteral("weu.net")}));
    const auto all = rules.fix(FindingRule::ImplicitHubSet, open);
    QVERIFY(all);
    QCOMPARE(all->value, QJsonValue(QJsonArray{QStringLiteral("weu.net"), QStringLiteral("neu.net")}));
    const auto policy = rules.fix(FindingRule::NotSetWithOldApi, old);
    QVERIFY(policy);
    QCOMPARE(policy->path, QStringLiteral("reprovisionPolicy"));
    QCOMPARE(policy->value.toObject().value(QLatin1String("updateHubAssignment")), QJsonValue(true));
    QCOMPARE(policy->value.toObject().value(QLatin1String("migrateDeviceData")), QJsonValue(true));
    const auto allocation = rules.fix(FindingRule::StaticHubCount, fixed);
    QVERIFY(allocation);
    QCOMPARE(allocation->value, QJsonValue(QStringLiteral("hashed")));
}

void FindingsTest::nothingIsFixedWhereAPersonDecides()
{
    SnapshotBuilder builder;
    link(builder, QStringLiteral("weu.net"));
    const RowId onlyDead = put(builder, {.hubs = {"gone.net"}});
    const FindingRules rules(builder.publish().snapshot, T0);
    QVERIFY(!rules.fix(FindingRule::HubNotLinked, onlyDead)); // no hub at all would mean every hub
    QVERIFY(!rules.fix(FindingRule::CertificateEnds, onlyDead));
    QVERIFY(!rules.fix(FindingRule::HubsClosed, onlyDead));
}

void FindingsTest::recordsOfADeletedGroup()
{
    SnapshotBuilder builder;
    const RowId group = Enrolled{EnrollmentKind::Group, "line-7"}.put(builder);
    const RowId device = Registered{.id = "d1", .hub = "weu.net", .group = group}.put(builder);
    QVERIFY(!find(FindingRules(builder.publish().snapshot, T0).report(), FindingRule::RecordsOfDeletedGroup));
    builder.removeEnrollment(group, T0 + 5000);
    const FindingReport report = FindingRules(builder.publish().snapshot, T0).report();
    const Finding *found = find(report, FindingRule::RecordsOfDeletedGroup);
    QVERIFY(found);
    QCOMPARE(found->devices, std::vector<RowId>{device});
    QCOMPARE(found->size(), qsizetype{1});
}

void FindingsTest::quotas()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 89; ++i)
        Enrolled{EnrollmentKind::Group, "g" + std::to_string(i)}.put(builder);
    QVERIFY(!find(FindingRules(builder.publish().snapshot, T0).report(), FindingRule::GroupsNearLimit));
    Enrolled{EnrollmentKind::Group, "g89"}.put(builder);
    for (int i = 0; i < 45; ++i)
        link(builder, QStringLiteral("hub%1.net").arg(i));
    const FindingReport report = FindingRules(builder.publish().snapshot, T0).report();
    const Finding *groups = find(report, FindingRule::GroupsNearLimit);
    QVERIFY(groups);
    QCOMPARE(groups->quota, FindingQuota::SymmetricKeyGroups);
    QCOMPARE(groups->used, 90);
    QCOMPARE(groups->limit, 100);
    const Finding *hubs = find(report, FindingRule::QuotaNearLimit);
    QVERIFY(hubs);
    QCOMPARE(hubs->quota, FindingQuota::LinkedHubs);
    QCOMPARE(hubs->used, 45);
}

void FindingsTest::worstComesFirst()
{
    SnapshotBuilder builder;
    link(builder, QStringLiteral("weu.net"));
    put(builder, {.hubs = {}}, "notice");
    put(builder, {.hubs = {"weu.net"}, .twinPercent = 99}, "warning");
    put(builder, {.hubs = {"gone.net"}}, "error");
    QList<FindingSeverity> order;
    for (const Finding &finding : FindingRules(builder.publish().snapshot, T0).report().findings)
        order.append(findingRule(finding.rule).severity);
    QCOMPARE(order,
             (QList<FindingSeverity>{FindingSeverity::Error, FindingSeverity::Warning, FindingSeverity::Notice}));
}

void FindingsTest::disabledAndGoneEntriesAreLeftOut()
{
    SnapshotBuilder builder;
    link(builder, QStringLiteral("weu.net"));
    put(builder, {.hubs = {"gone.net"}, .status = ProvisioningStatus::Disabled}, "disabled");
    const RowId gone = put(builder, {.hubs = {"gone.net"}}, "gone");
    builder.removeEnrollment(gone, T0 + 1);
    const FindingReport report = FindingRules(builder.publish().snapshot, T0).report();
    QVERIFY(report.findings.empty());
    QVERIFY(report.silent.empty());
}

void FindingsTest::namesAreUnique()
{
    QSet<QByteArray> seen;
    for (const FindingRuleInfo &info : findingRules()) {
        QCOMPARE(&findingRule(info.rule), &info); // the table is in the order of the rules
        seen.insert(info.name);
    }
    QCOMPARE(seen.size(), qsizetype{FindingRuleCount});
}

REHOME_TEST(FindingsTest);
#include "FindingsTest.moc"
