// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QByteArray contents(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

} // namespace

/// Stopped and started on the same folder (contract, rehomectl serve).
class DurabilityTest : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsThereAfterARestart()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        const QString key = harness.individual(s("dev"), {{s("futureMember"), 1}});
        const QString groupKey = harness.group(s("line"));
        harness.registered(s("dev"), key);
        harness.registered(s("line-1"), harness.derived(groupKey, s("line-1")));
        const QString hub =
            text(harness.admin("GET", s("/registrations/dev")).json(), "assignedHub").section(QLatin1Char('.'), 0, 0);
        harness.hub("PATCH", hub, s("/twins/dev"), {{s("tags"), QJsonObject{{s("kept"), true}}}});
        const Answer deleted = harness.admin(
            "PUT", s("/enrollments/gone"),
            {{s("registrationId"), s("gone")}, {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}}});
        QCOMPARE(deleted.status, 200);
        harness.admin("DELETE", s("/enrollments/gone"));

        const QStringList paths{s("/enrollments/dev"), s("/enrollmentGroups/line"), s("/registrations/dev"),
                                s("/registrations/line-1"), s("/enrollments/gone")};
        QList<QByteArray> before;
        for (const QString &path : paths)
            before.append(harness.admin("GET", path).body);
        before.last().clear(); // an error carries its own tracking ID
        const QByteArray twin = harness.hub("GET", hub, s("/twins/dev")).body;
        const auto endpoint = harness.endpoint;
        harness.restart();

        QCOMPARE(harness.endpoint.readyLine(), endpoint.readyLine()); // same port, scope, keys and certificate
        for (int i = 0; i + 1 < paths.size(); ++i)
            QCOMPARE(harness.admin("GET", paths.at(i)).body, before.at(i));
        QCOMPARE(harness.admin("GET", paths.last()).status, 404);
        QCOMPARE(harness.hub("GET", hub, s("/twins/dev")).body, twin);
        QCOMPARE(harness.individual(s("dev")), key);
        QCOMPARE(harness.admin("POST", s("/registrations/line/query")).array().size(), 1);
    }

    void acceptedRegistrationsResume()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario(), [](auto &settings) { settings.assignDelayMs = 60'000; }));
        const QString key = harness.individual(s("dev"));
        const Answer accepted = harness.registerDevice(s("dev"), key);
        QCOMPARE(accepted.status, 202);
        const QString operation = s("/operations/") + text(accepted.json(), "operationId");
        harness.restart([](auto &settings) { settings.assignDelayMs = 1200; });
        QCOMPARE(text(harness.admin("GET", s("/registrations/dev")).json(), "status"), s("assigning"));
        QCOMPARE(harness.registerDevice(s("dev"), key).status, 409);
        QTRY_COMPARE_WITH_TIMEOUT(text(harness.admin("GET", s("/registrations/dev")).json(), "status"), s("assigned"),
                                  10'000);
        const Answer polled = harness.device("GET", operation, s("dev"), key); // the operation ID still counts
        QCOMPARE(polled.status, 200);
        QCOMPARE(text(polled.json().value(QLatin1String("registrationState")).toObject(), "substatus"),
                 s("initialAssignment"));
    }

    void folderIsLockedAndPrivate()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        rehome::local::LocalService second;
        rehome::local::ServiceSettings settings;
        settings.dataFolder = harness.folder() + s("/data");
        const auto refused = second.start(settings);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, rehome::ErrorKind::Storage);
        QVERIFY(refused.error().message.contains(s("used by another")));
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther |
                                          QFile::ExeGroup | QFile::ExeOther;
        QVERIFY(!(QFileInfo(settings.dataFolder).permissions() & others));
        int files = 0;
        for (const QFileInfo &info : QDir(settings.dataFolder).entryInfoList(QDir::Files | QDir::Hidden)) {
            QVERIFY2(!(info.permissions() & others), qPrintable(info.fileName()));
            ++files;
        }
        QVERIFY(files >= 5);
        QCOMPARE(harness.admin("GET", s("/enrollments/none")).status, 404); // the first one never noticed
    }

    void strangeDatabasesAreLeftAlone_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("not SQLite") << s("text") << s("damaged");
        QTest::newRow("cut off") << s("cut") << s("damaged");
        QTest::newRow("overwritten pages") << s("holes") << s("damaged");
        QTest::newRow("newer") << s("newer") << s("newer");
        QTest::newRow("another program's") << s("foreign") << s("not a database of");
    }

    void strangeDatabasesAreLeftAlone()
    {
        QFETCH(QString, kind);
        QFETCH(QString, word);
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        for (int i = 0; i < 40; ++i)
            harness.individual(s("dev-%1").arg(i));
        harness.service->stop();
        const QString file = harness.folder() + s("/data/service.sqlite");
        QFile database(file);
        if (kind == s("text") || kind == s("cut") || kind == s("holes")) {
            QVERIFY(database.open(QIODevice::ReadWrite));
            if (kind == s("text")) {
                QVERIFY(database.resize(0));
                database.write("these are notes, not a database, and they are dear to somebody");
            } else if (kind == s("cut")) {
                QVERIFY(database.resize(database.size() / 2));
            } else {
                database.seek(4096);
                database.write(QByteArray(static_cast<int>(database.size()) - 4096, '\x5a'));
            }
            database.close();
        } else {
            auto connection = QSqlDatabase::addDatabase(s("QSQLITE"), s("tamper"));
            connection.setDatabaseName(file);
            QVERIFY(connection.open());
            QSqlQuery query(connection);
            QVERIFY(query.exec(kind == s("newer") ? s("PRAGMA user_version = 99") : s("PRAGMA application_id = 7")));
            query.clear();
            connection.close();
            connection = {};
            QSqlDatabase::removeDatabase(s("tamper"));
        }
        const QByteArray before = contents(file);
        const auto refused = harness.start(std::nullopt);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, rehome::ErrorKind::Storage);
        QVERIFY2(refused.error().message.contains(word), qPrintable(refused.error().message));
        QCOMPARE(contents(file), before);
    }

    void scenarioIsIgnoredOnAFolderWithData()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        harness.individual(s("mine"));
        harness.service->stop();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(s("scenario is ignored")));
        QVERIFY(harness.start(Harness::scenario(R"({"idScope": "0ne00OTHER0", "hubs": []})")));
        QCOMPARE(harness.endpoint.idScope, s("0ne00TEST00"));
        QCOMPARE(harness.admin("GET", s("/enrollments/mine")).status, 200);
    }

    void takenPortIsReplacedAndSaid()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        const quint16 port = harness.port();
        harness.service->stop();
        Harness squatter;
        QVERIFY(squatter.start(Harness::plainScenario(), [port](auto &settings) { settings.port = port; }));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(s("is taken")));
        QVERIFY(harness.start(std::nullopt));
        QVERIFY(harness.port() != port);
        QCOMPARE(harness.admin("GET", s("/enrollments/none")).status, 404);
        harness.service->stop();
        squatter.service->stop();
        QVERIFY(harness.start(std::nullopt));
        QCOMPARE(harness.port(), port); // the first one chosen
    }

    void badSettingsAreRefused()
    {
        Harness harness;
        const auto noAddress =
            harness.start(std::nullopt, [](auto &settings) { settings.listenAddress = s("nowhere"); });
        QVERIFY(!noAddress);
        QCOMPARE(noAddress.error().kind, rehome::ErrorKind::BadInput);
        const auto noFolder =
            harness.start(std::nullopt, [](auto &settings) { settings.dataFolder = s("/proc/nowhere"); });
        QVERIFY(!noFolder);
        QCOMPARE(noFolder.error().kind, rehome::ErrorKind::Storage);
        QVERIFY(harness.start(std::nullopt)); // without a scenario: no hubs
        QVERIFY(harness.endpoint.hubs.isEmpty());
        const QString key = harness.individual(s("dev"));
        QCOMPARE(harness.registered(s("dev"), key).value(QLatin1String("errorCode")).toInt(), 400208);
    }
};

REHOME_TEST(DurabilityTest);
#include "DurabilityTest.moc"
