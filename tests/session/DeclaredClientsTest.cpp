// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/DeclaredClients.h"
#include "SessionFixture.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;
using domain::DeclaredClient;
using domain::EnrollmentKind;
using fleet::RowId;

class DeclaredClientsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areKeptForTheConnection();
    void areNeverSent();
    void areGivenBackWhenAnEnrollmentComesBack();
    void damagedFileIsSetAside_data();
    void damagedFileIsSetAside();
    void whatWaitsIsNotForgotten();
    void whatCannotBeSavedIsSaid();

private:
    static QString clientOf(const SessionFixture &fixture, RowId row)
    {
        return row == fleet::NoRow ? QString()
                                   : fixture.snapshot()->text(fixture.snapshot()->enrollments.apiVersion[row]);
    }
    static bool becomes(SessionFixture &fixture, RowId row, const QString &client)
    {
        return fixture.waitUntil([&] { return clientOf(fixture, row) == client; });
    }
    static QString fileOf(const SessionFixture &fixture)
    {
        QDirIterator files(fixture.folder.path(), {QStringLiteral("declared.json")}, QDir::Files,
                           QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }
    static RowId put(fleet::SnapshotBuilder &builder, EnrollmentKind kind, const char *id)
    {
        fleet::EnrollmentFacts facts;
        facts.kind = kind;
        facts.id = id;
        facts.readAtMs = 1000;
        return builder.putEnrollment(facts);
    }
    static QString textOf(const fleet::SnapshotBuilder &builder, RowId row)
    {
        return builder.strings().text(builder.enrollments().apiVersion[row]);
    }
};

void DeclaredClientsTest::areKeptForTheConnection()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({4, 4, 2})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const RowId group = fixture.group(QStringLiteral("line-4")); // its policy is not set
    const RowId pump = fixture.individual(QStringLiteral("pump-0004"));
    const RowId other = fixture.individual(QStringLiteral("pump-0001"));
    const auto device = fixture.device(QStringLiteral("line-4-0001"));
    QVERIFY(!session->explain(device).assumptions.filter(QStringLiteral("API version is unknown")).isEmpty());
    session->declareClient({group, pump}, *DeclaredClient::parse(u"c 1.2.8"));
    session->declareClient({other}, *DeclaredClient::parse(u"2021-06-01"));
    QVERIFY(becomes(fixture, group, QStringLiteral("c 1.2.8")));
    QVERIFY(becomes(fixture, other, QStringLiteral("2021-06-01")));
    // "The enrollment entry for the devices doesn't have a reprovisioning policy set on them": the devices of the group
    // have the group's, and stay.
    const auto explanation = session->explain(device);
    QVERIFY(explanation.assumptions.filter(QStringLiteral("API version is unknown")).isEmpty());
    QVERIFY(explanation.assumptions.contains(
        QStringLiteral("Declared is C SDK 1.2.8: API version 2018-04-01 stands for it.")));
    QVERIFY(std::ranges::any_of(explanation.decision.explanation, [](const domain::RuleStep &step) {
        return step.rule == domain::RuleKey::NotSetOldApiSticky;
    }));
    const QString file = fileOf(fixture);
    QVERIFY(!file.isEmpty());
    QCOMPARE(QFile(file).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    session->declareClient({pump}, DeclaredClient());
    QVERIFY(becomes(fixture, pump, QString()));

    session->close();
    QVERIFY(fixture.waitUntil([&] { return session->state() == session::SessionState::Closed; }));
    QVERIFY(fixture.openAndLoad());
    QCOMPARE(clientOf(fixture, fixture.group(QStringLiteral("line-4"))), QStringLiteral("c 1.2.8"));
    QCOMPARE(clientOf(fixture, fixture.individual(QStringLiteral("pump-0001"))), QStringLiteral("2021-06-01"));
    QCOMPARE(clientOf(fixture, fixture.individual(QStringLiteral("pump-0004"))), QString());
    QVERIFY(fixture.problems.empty());
}

void DeclaredClientsTest::areNeverSent()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 1, 0})));
    auto *session = fixture.newSession([](session::ConnectionProfile &profile) {
        profile.safety = session::SafetyLevel::ReadOnly; // nothing is sent, so this is no edit
    });
    QVERIFY(fixture.openAndLoad());
    OtherParties others(fixture.endpoint);
    const auto before = others.enrollment(EnrollmentKind::Group, QStringLiteral("line-1"));
    const RowId group = fixture.group(QStringLiteral("line-1"));
    session->declareClient({group, fleet::FirstDraft, fleet::NoRow}, *DeclaredClient::parse(u"java 1.13.0"));
    QVERIFY(becomes(fixture, group, QStringLiteral("java 1.13.0")));
    QVERIFY(session->pending().isEmpty());
    const auto after = others.enrollment(EnrollmentKind::Group, QStringLiteral("line-1"));
    QVERIFY(before && after);
    QCOMPARE(*after, *before);
}

void DeclaredClientsTest::areGivenBackWhenAnEnrollmentComesBack()
{
    SessionFixture fixture;
    QVERIFY(fixture.start(testScenario({1, 2, 0})));
    auto *session = fixture.newSession();
    QVERIFY(fixture.openAndLoad());
    const QString id = QStringLiteral("pump-0001");
    const RowId row = fixture.individual(id);
    session->declareClient({row}, *DeclaredClient::parse(u"python 1.4.2"));
    QVERIFY(becomes(fixture, row, QStringLiteral("python 1.4.2")));
    OtherParties others(fixture.endpoint);
    auto body = others.enrollment(EnrollmentKind::Individual, id);
    const auto keys = others.keys(EnrollmentKind::Individual, id);
    QVERIFY(body && keys);
    body->insert(QStringLiteral("attestation"), *keys);
    QVERIFY(others.remove(EnrollmentKind::Individual, id));
    session->refresh();
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->enrollments.isGone(row); }));
    // What is declared meanwhile does not lose it.
    const RowId second = fixture.individual(QStringLiteral("pump-0002"));
    session->declareClient({second}, *DeclaredClient::parse(u"2018-04-01"));
    QVERIFY(becomes(fixture, second, QStringLiteral("2018-04-01")));
    QVERIFY2(others.create(EnrollmentKind::Individual, id, *body), qPrintable(others.lastError));
    session->refresh();
    QVERIFY(fixture.waitUntil([&] { return fixture.snapshot()->enrollments.liveCount == 3; }));
    QVERIFY(fixture.individual(id) != row);
    QCOMPARE(clientOf(fixture, fixture.individual(id)), QStringLiteral("python 1.4.2"));
}

void DeclaredClientsTest::damagedFileIsSetAside_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"declared":[{"client":"c 1.)");
    QTest::newRow("no JSON") << QByteArray("\0\1\2", 3);
    QTest::newRow("of a later form") << QByteArray(R"({"version":2,"declared":[]})");
    QTest::newRow("no list") << QByteArray(R"({"version":1})");
    QTest::newRow("no client") << QByteArray(R"({"version":1,"declared":[{"client":"soon","groups":["a"]}]})");
    QTest::newRow("unknown client") << QByteArray(R"({"version":1,"declared":[{"client":"","groups":["a"]}]})");
    QTest::newRow("no ID") << QByteArray(R"({"version":1,"declared":[{"client":"c 1.0","groups":[7]}]})");
}

void DeclaredClientsTest::damagedFileIsSetAside()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("declared.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    session::DeclaredClients declared(path);
    const auto loaded = declared.load();
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::Storage);
    QVERIFY(loaded.error().message.contains(QLatin1String("set aside")));
    QVERIFY(!QFile::exists(path));
    QFile aside(loaded.error().detail);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), bytes);
    // A new one begins.
    fleet::SnapshotBuilder builder;
    const RowId row = put(builder, EnrollmentKind::Group, "a");
    QVERIFY(declared.declare(builder, {row}, *DeclaredClient::parse(u"c 1.0")).has_value());
    QVERIFY(QFile::exists(path));
}

void DeclaredClientsTest::whatWaitsIsNotForgotten()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("declared.json"));
    {
        session::DeclaredClients declared(path);
        QVERIFY(declared.load().has_value()); // no file: nothing is declared
        fleet::SnapshotBuilder builder;
        const RowId group = put(builder, EnrollmentKind::Group, "Line-1");
        const RowId individual = put(builder, EnrollmentKind::Individual, "line-1");
        const RowId late = put(builder, EnrollmentKind::Individual, "late");
        QVERIFY(declared.declare(builder, {group}, *DeclaredClient::parse(u"c 1.2.8")).has_value());
        QVERIFY(declared.declare(builder, {individual, late}, *DeclaredClient::parse(u"2018-04-01")).has_value());
    }
    session::DeclaredClients declared(path);
    QVERIFY(declared.load().has_value());
    fleet::SnapshotBuilder builder;
    // Without case, but never a group's for an individual of the same ID.
    const RowId group = put(builder, EnrollmentKind::Group, "line-1");
    declared.adoptNewRows(builder);
    QCOMPARE(textOf(builder, group), QStringLiteral("c 1.2.8"));
    const RowId individual = put(builder, EnrollmentKind::Individual, "LINE-1");
    // Saved while the rest is not loaded yet, and before its row was adopted.
    QVERIFY(declared.declare(builder, {group}, DeclaredClient()).has_value());
    QCOMPARE(textOf(builder, group), QString());
    QCOMPARE(textOf(builder, individual), QStringLiteral("2018-04-01"));

    session::DeclaredClients again(path);
    QVERIFY(again.load().has_value());
    fleet::SnapshotBuilder next;
    const RowId late = put(next, EnrollmentKind::Individual, "late");
    const RowId sameGroup = put(next, EnrollmentKind::Group, "line-1");
    again.adoptNewRows(next);
    QCOMPARE(textOf(next, late), QStringLiteral("2018-04-01"));
    QCOMPARE(textOf(next, sameGroup), QString());
}

void DeclaredClientsTest::whatCannotBeSavedIsSaid()
{
    QTemporaryDir folder;
    session::DeclaredClients declared(folder.filePath(QStringLiteral("no/such/folder/declared.json")));
    QVERIFY(declared.load().has_value());
    fleet::SnapshotBuilder builder;
    const RowId row = put(builder, EnrollmentKind::Group, "a");
    const auto kept = declared.declare(builder, {row}, *DeclaredClient::parse(u"c 1.0"));
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Storage);
    QCOMPARE(textOf(builder, row), QStringLiteral("c 1.0")); // it counts all the same
}

REHOME_TEST(DeclaredClientsTest);
#include "DeclaredClientsTest.moc"
