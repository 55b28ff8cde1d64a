// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FilterQuery.h"
#include "ItemsFleet.h"
#include "models/items/DeviceItems.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::items;
using namespace rehome::items::test;
using rehome::fleet::RowId;
using rehome::fleet::SnapshotPtr;

class FilterQueryTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void enrollments_data();
    void enrollments();
    void devices_data();
    void devices();
    void errors_data();
    void errors();
    void dates();
    void termsKeepTheirPlaces();
    void goneRowsNeverMatch();
    void dependsOnlyOnWhatItReads();
    void completions_data();
    void completions();
    void completionsOfNames();
    void declaredClients_data();
    void declaredClients();
    void findingsFollowTheHubs();
    void findingsOfDevicesFollowTheirGroup();

private:
    QStringList matching(const QString &text, FilterSubject subject) const;
    SnapshotPtr m_fleet;
};

void FilterQueryTest::initTestCase()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    m_fleet = builder.publish().snapshot;
}

QStringList FilterQueryTest::matching(const QString &text, FilterSubject subject) const
{
    const auto query = FilterQuery::parse(text, subject);
    if (!query)
        return {QStringLiteral("error: ") + query.error().words};
    CompiledFilter filter = query->compile(m_fleet, Now);
    std::vector<RowId> rows;
    const quint32 count =
        subject == FilterSubject::Devices ? m_fleet->devices.rowCount() : m_fleet->enrollments.rowCount();
    for (RowId row = 0; row < count; ++row) {
        if (filter.matches(row))
            rows.push_back(row);
    }
    return idsOf(*m_fleet, subject, rows);
}

void FilterQueryTest::enrollments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *text, const char *ids) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(ids);
    };
    row("", "sn-1 sn-2 sn-10 plant lab");
    row("   ", "sn-1 sn-2 sn-10 plant lab");
    row("finding:*", "sn-1 sn-2");
    row("finding:implicit-hub-set", "sn-1 sn-2");
    row("!finding:*", "sn-10 plant lab");
    row("finding:static-hub-count,certificate-ends", "");
    row("policy:notset", "sn-1 lab");
    row("policy:not-set", "sn-1 lab");
    row("POLICY:Never", "sn-2");
    row("policy:never,reset", "sn-2 plant");
    row("!policy:never,reset", "sn-1 sn-10 lab");
    row("kind:group", "plant lab");
    row("kind:individual", "sn-1 sn-2 sn-10");
    row("status:disabled", "sn-10");
    row("status:enabled", "sn-1 sn-2 plant lab");
    row("!status:disabled", "sn-1 sn-2 plant lab");
    row("status:assigned", "sn-2");
    row("status:assigning", "sn-10");
    row("status:notread", "sn-1");
    row("allocation:static", "lab");
    row("attestation:tpm", "sn-10");
    row("attestation:x509,key", "sn-1 sn-2 plant lab");
    row("hub:weu", "sn-2 plant");
    row("hub:hub-weu-*", "sn-2 plant");
    row("hub:*-01.azure-devices.net", "sn-2 sn-10 plant lab");
    row("hub:neu", "sn-10 plant lab");
    row("hub:none", "sn-1");
    row("hub:weu-*", "");
    row("sn-1", "sn-1 sn-10");
    row("SN-1 !sn-10", "sn-1");
    row("pump", "sn-2");
    row("weu-01", "sn-2 plant");
    row("sn-*", "sn-1 sn-2 sn-10");
    row("plant,lab", "plant lab");
    row("\"plant\"", "plant");
    row("id:sn-1", "sn-1 sn-10");
    row("id:\"sn-2\"", "sn-2");
    row("device:pump-7", "sn-2");
    row("device:sn-1", "sn-1 sn-10");
    row("group:plant", "plant");
    row("substatus:initial", "sn-2");
    row("updated:<7d", "sn-2 sn-10");
    row("updated:>7d", "sn-1 plant");
    row("updated:<90m", "sn-10");
    row("updated:2d..20d", "sn-1 sn-2");
    row("updated:20d..2d", "sn-1 sn-2");
    row("!updated:<7d", "sn-1 plant lab"); // an unknown time is not younger
    row("records:2", "plant");
    row("records:0..1", "lab");
    row("records:>1", "plant");
    row("policy:migrate kind:group", "");
    row("policy:notset hub:hub-neu-* !status:disabled", "lab");
}

void FilterQueryTest::enrollments()
{
    QFETCH(QString, text);
    QFETCH(QString, ids);
    QCOMPARE(matching(text, FilterSubject::Enrollments), ids.split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

void FilterQueryTest::devices_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *text, const char *ids) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(ids);
    };
    row("", "sn-1 sn-2 sn-10 g-1 g-2");
    row("status:assigned", "sn-2 g-1");
    row("status:notread", "sn-1");
    row("status:failed,assigning", "sn-10 g-2");
    row("substatus:migrated", "g-1");
    row("hub:neu", "sn-10 g-1");
    row("hub:none", "sn-1 g-2");
    row("previous:neu", "sn-10");
    row("group:pla", "g-1 g-2");
    row("kind:group", "g-1 g-2");
    row("kind:individual", "sn-1 sn-2 sn-10");
    row("policy:reset", "g-1 g-2");
    row("policy:notset", "sn-1");
    row("attestation:tpm", "sn-10");
    row("error:400208", "g-2");
    row("error:>0", "g-2");
    row("source:record", "sn-2 sn-10 g-1 g-2");
    row("source:enrollment", "sn-1");
    row("device:pump", "sn-2");
    row("finding:*", "sn-1 sn-2");
    row("finding:implicit-hub-set", "sn-1 sn-2");
    row("finding:records-of-deleted-group", "");
    row("plant", "g-1 g-2");
    row("updated:<2m", "sn-2 sn-10 g-1 g-2");
    row("updated:<45s", "sn-10");
}

void FilterQueryTest::devices()
{
    QFETCH(QString, text);
    QFETCH(QString, ids);
    QCOMPARE(matching(text, FilterSubject::Devices), ids.split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

void FilterQueryTest::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("ofDevices");
    QTest::addColumn<QString>("marked"); // what the error stands under
    QTest::addColumn<QString>("names");  // a word that the message says
    const auto row = [](const char *text, bool ofDevices, const char *marked, const char *names) {
        QTest::newRow(text) << QString::fromUtf8(text) << ofDevices << QString::fromUtf8(marked)
                            << QString::fromUtf8(names);
    };
    row("polcy:never", false, "polcy:", "policy");
    row("sn policy:nevr", false, "nevr", "never");
    row("policy:never,nevr", false, "nevr", "migrate");
    row("policy:", false, "", "policy");
    row("policy:never,", false, "", "policy");
    row("updated:soon", false, "soon", "<7d");
    row("updated:<7", false, "<7", "<7d");
    row("updated:2d..", false, "2d..", "<7d");
    row("updated:7d", false, "7d", "<7d");
    row("updated:2026-13-01", false, "2026-13-01", "2026");
    row("records:many", false, "many", "number");
    row("records:1..x", false, "1..x", "number");
    row("previous:weu", false, "previous:", "Devices");
    row("records:1", true, "records:", "Enrollments");
    row("status:enabled", true, "enabled", "assigned");
    row("finding:unlinked", false, "unlinked", "hub-not-linked");
    row("finding:records-of-deleted-group", false, "records-of-deleted-group", "hub-not-linked");
    row("finding:quota-near-limit", true, "quota-near-limit", "records-of-deleted-group");
    row("api:old", false, "old", "<=2018-04-01");
    row("api:<=", false, "<=", "2018-04-01");
    row("api:>2018-02-30", true, ">2018-02-30", "unknown");
    row("api:2018-04-01..x", false, "2018-04-01..x", "API version");
    row("sdk:rust", false, "rust", "dotnet");
    row("x \"open", false, "\"", "quote");
    row("!", false, "!", "negates");
    row("a,,b", false, "", "commas");
}

void FilterQueryTest::errors()
{
    QFETCH(QString, text);
    QFETCH(bool, ofDevices);
    QFETCH(QString, marked);
    QFETCH(QString, names);
    const auto query = FilterQuery::parse(text, ofDevices ? FilterSubject::Devices : FilterSubject::Enrollments);
    QVERIFY(!query.has_value());
    const FilterError &error = query.error();
    QVERIFY2(error.words.contains(names), qPrintable(error.words));
    QVERIFY(error.length >= 1);
    QVERIFY(error.position >= 0 && error.position <= text.size());
    if (!marked.isEmpty())
        QCOMPARE(text.mid(error.position, error.length), marked);
}

void FilterQueryTest::dates()
{
    // T0 is 2023-11-14T22:13:20Z; sn-2's record was last updated then.
    const QString day = QStringLiteral("status:assigned substatus:initial ");
    QCOMPARE(matching(day + QStringLiteral("updated:2023-11-14"), FilterSubject::Devices),
             QStringList{QStringLiteral("sn-2")});
    QCOMPARE(matching(day + QStringLiteral("updated:2023-11-13"), FilterSubject::Devices), QStringList());
    QCOMPARE(matching(day + QStringLiteral("updated:<2023-11-14"), FilterSubject::Devices), QStringList());
    QCOMPARE(matching(day + QStringLiteral("updated:<2023-11-15"), FilterSubject::Devices),
             QStringList{QStringLiteral("sn-2")});
    QCOMPARE(matching(day + QStringLiteral("updated:>2023-11-13"), FilterSubject::Devices),
             QStringList{QStringLiteral("sn-2")});
    QCOMPARE(matching(day + QStringLiteral("updated:2023-11-10..2023-11-14"), FilterSubject::Devices),
             QStringList{QStringLiteral("sn-2")});
}

void FilterQueryTest::termsKeepTheirPlaces()
{
    const QString text = QStringLiteral(" pump  !policy:never hub:\"a b\" ");
    const auto query = FilterQuery::parse(text, FilterSubject::Enrollments);
    QVERIFY(query.has_value());
    QCOMPARE(query->terms().size(), 3);
    for (const FilterTerm &term : query->terms())
        QCOMPARE(text.mid(term.position, term.length), term.text);
    QVERIFY(query->terms().at(1).negated);
    QCOMPARE(query->terms().at(2).values.first().pattern, QStringLiteral("a b"));
}

void FilterQueryTest::declaredClients_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("enrollments");
    QTest::addColumn<QString>("devices");
    const auto row = [](const char *text, const char *enrollments, const char *devices) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(enrollments)
                            << QString::fromLatin1(devices);
    };
    // An SDK of the table's old side fits where every API version up to 2018-04-01 does; devices have their group's.
    row("api:unknown", "lab", "");
    row("!api:unknown", "sn-1 sn-2 sn-10 plant", "sn-1 sn-2 sn-10 g-1 g-2");
    row("api:<=2018-04-01", "sn-1 plant", "sn-1 g-1 g-2");
    row("api:<2018-04-01", "", "");
    row("api:2018-04-01", "sn-1", "sn-1");
    row("api:>2018-04-01", "sn-2 sn-10", "sn-2 sn-10");
    row("api:>=2018-04-01", "sn-1 sn-2 sn-10", "sn-1 sn-2 sn-10");
    row("api:>=2019-03-31", "sn-10", "sn-10");
    row("api:>2021-06-01", "", "");
    row("api:2021-06-01..2018-04-01", "sn-1 sn-10", "sn-1 sn-10");
    row("api:unknown,<=2018-04-01", "sn-1 plant lab", "sn-1 g-1 g-2");
    row("sdk:c", "plant", "g-1 g-2");
    row("sdk:NODE,c", "sn-2 plant", "sn-2 g-1 g-2");
    row("sdk:.net,java", "", "");
    row("sdk:unknown", "sn-1 sn-10 lab", "sn-1 sn-10");
}

void FilterQueryTest::declaredClients()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    const auto declare = [&](EnrollmentKind kind, const char *id, QStringView client) {
        builder.setApiVersion(*builder.findEnrollment(kind, id), client);
    };
    declare(EnrollmentKind::Individual, "sn-1", u"2018-04-01");
    declare(EnrollmentKind::Individual, "sn-2", u"node 1.8.0");
    declare(EnrollmentKind::Individual, "sn-10", u"2021-06-01");
    declare(EnrollmentKind::Group, "plant", u"c 1.2.8");
    m_fleet = builder.publish().snapshot;
    QFETCH(QString, text);
    QTEST(matching(text, FilterSubject::Enrollments).join(QLatin1Char(' ')), "enrollments");
    QTEST(matching(text, FilterSubject::Devices).join(QLatin1Char(' ')), "devices");
    initTestCase();
}

void FilterQueryTest::goneRowsNeverMatch()
{
    rehome::fleet::SnapshotBuilder builder;
    const RowId row = Enrolled{.id = "a"}.put(builder);
    builder.removeEnrollment(row, T0);
    const SnapshotPtr fleet = builder.publish().snapshot;
    CompiledFilter all = FilterQuery().compile(fleet, Now);
    QVERIFY(!all.matches(row));
    QCOMPARE(all.firstMiss(row), 0);
}

void FilterQueryTest::dependsOnlyOnWhatItReads()
{
    using rehome::fleet::EnrollmentField;
    const auto depends = [](const char *text) {
        return FilterQuery::parse(QString::fromLatin1(text), FilterSubject::Enrollments)->dependsOn();
    };
    QCOMPARE(depends(""), 0u);
    QCOMPARE(depends("id:sn"), 0u);
    QCOMPARE(depends("policy:never"), fieldBit(EnrollmentField::Policy));
    QCOMPARE(depends("api:unknown"), fieldBit(EnrollmentField::ApiVersion));
    QCOMPARE(depends("sdk:c"), fieldBit(EnrollmentField::ApiVersion));
    QVERIFY((depends("status:assigned") & fieldBit(EnrollmentField::Device)) != 0);
    QVERIFY((depends("policy:never hub:weu") & fieldBit(EnrollmentField::HubSet)) != 0);
}

void FilterQueryTest::completions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cursor");
    QTest::addColumn<QString>("first"); // text after taking the first completion; empty: there is none
    const auto row = [](const char *text, int cursor, const char *first) {
        QTest::addRow("%s at %d", text, cursor) << QString::fromLatin1(text) << cursor << QString::fromLatin1(first);
    };
    row("pol", 3, "policy:");
    row("!pol", 4, "!policy:");
    row("policy:n", 8, "policy:notset");
    row("policy:never,m", 14, "policy:never,migrate");
    row("sn-1 stat", 9, "sn-1 status:");
    row("sn-1 stat hub:weu", 9, "sn-1 status: hub:weu");
    row("sub", 3, "substatus:");
    row("updated:", 8, "updated:<1h");
    row("hub:wEu", 7, "hub:hub-weu-01");
    row("group:la", 8, "group:lab");
    row("api:", 4, "api:unknown");
    row("api:u", 5, "api:unknown");
    row("sdk:d", 5, "sdk:dotnet");
    row("zzz", 3, "");
    row("nofield:x", 9, "");
    row("previous:", 9, ""); // enrollments have none
}

void FilterQueryTest::completions()
{
    QFETCH(QString, text);
    QFETCH(int, cursor);
    const QList<FilterCompletion> list =
        FilterQuery::completions(text, cursor, FilterSubject::Enrollments, m_fleet.get());
    QString taken;
    if (!list.isEmpty()) {
        QVERIFY(!list.first().hint.isEmpty());
        taken = QString(text).replace(list.first().start, list.first().length, list.first().text);
        QVERIFY(list.size() <= 20);
    }
    QTEST(taken, "first");
}

void FilterQueryTest::completionsOfNames()
{
    const auto list = FilterQuery::completions(u"hub:", 4, FilterSubject::Devices, m_fleet.get());
    QCOMPARE(list.size(), 3); // two hubs and none
    QVERIFY(FilterQuery::completions(u"hub:", 4, FilterSubject::Devices, nullptr).isEmpty());
    QVERIFY(FilterQuery::completions(u"", 0, FilterSubject::Devices, nullptr).size() > 10);
    QVERIFY(FilterQuery::completions(u"policy:n", 99, FilterSubject::Devices, nullptr).size() == 2);
}

void FilterQueryTest::findingsFollowTheHubs()
{
    rehome::fleet::SnapshotBuilder builder;
    Enrolled{.id = "sn-1", .hubs = {"weu.net"}}.put(builder);
    const auto query = FilterQuery::parse(u"finding:hub-not-linked", FilterSubject::Enrollments);
    QVERIFY(query);
    QVERIFY(query->dependsOnHubs());
    QVERIFY(!FilterQuery::parse(u"hub:weu", FilterSubject::Enrollments)->dependsOnHubs());
    QVERIFY(!query->compile(builder.publish().snapshot, Now).matches(0)); // linked hubs are unknown
    rehome::fleet::HubFacts hub;
    hub.hostName = QStringLiteral("neu.net");
    builder.putHub(hub);
    QVERIFY(query->compile(builder.publish().snapshot, Now).matches(0));
    hub.hostName = QStringLiteral("weu.net");
    builder.putHub(hub);
    QVERIFY(!query->compile(builder.publish().snapshot, Now).matches(0));
}

void FilterQueryTest::findingsOfDevicesFollowTheirGroup()
{
    rehome::fleet::SnapshotBuilder builder;
    fillSmall(builder);
    DeviceItems items;
    items.reset(builder.publish().snapshot);
    items.setFilter(*FilterQuery::parse(u"finding:records-of-deleted-group", FilterSubject::Devices));
    QTRY_VERIFY(!items.isOrdering());
    QCOMPARE(items.rowCount(), 0);
    builder.removeEnrollment(*builder.findEnrollment(EnrollmentKind::Group, "plant"), Now);
    const rehome::fleet::Publication publication = builder.publish();
    items.apply(publication.snapshot, publication.batch);
    QTRY_COMPARE(items.rowCount(), 2); // g-1 and g-2: their records stay
}

REHOME_TEST(FilterQueryTest);
#include "FilterQueryTest.moc"
