// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/ServiceState.h"
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QtTest>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

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

/// While the service is stopped.
void inDatabase(const Harness &harness, const QStringList &statements)
{
    const QString name = s("tamper");
    {
        auto connection = QSqlDatabase::addDatabase(s("QSQLITE"), name);
        connection.setDatabaseName(harness.folder() + s("/data/service.sqlite"));
        QVERIFY(connection.open());
        for (const QString &statement : statements) {
            QSqlQuery query(connection);
            QVERIFY2(query.exec(statement), qPrintable(statement));
        }
        connection.close();
    }
    QSqlDatabase::removeDatabase(name);
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

    void everyMemberOfARowComesBack()
    {
        using namespace rehome;
        QTemporaryDir place;
        const QString file = place.filePath(s("rows.sqlite"));
        local::RecordRow row;
        row.key = "d\xc3\xa9v-1";
        row.id = s("D\xe9"
                   "V-1");
        row.deviceId = s("another");
        row.hub = s("hub-a.localhost");
        row.group = "line";
        row.status = domain::RegistrationStatus::Failed;
        row.substatus = domain::Substatus::DeviceDataMigrated;
        row.errorCode = 400207;
        row.errorMessage = s("why");
        row.etag = s("etag");
        row.operationId = s("operation");
        row.apiVersion = s("2019-03-31");
        row.payload = R"({"a":1})";
        row.attestation = R"({"x509":{"clientCertificateInfo":{"subjectName":"CN=dev-1"}}})";
        row.requestPayload = R"({"b":[2]})";
        row.createdMs = 1'700'000'000'123;
        row.updatedMs = 1'600'000'000'456; // a clock that was set back
        row.pending = true;
        local::RecordRow plain;
        plain.key = "plain";
        plain.id = plain.deviceId = s("plain");
        plain.attestation = R"({"symmetricKey":{}})";
        const local::CaCertificateRow authority{"root", s("Root"), QByteArray("\x30\x00\x7f", 3), true, s("tag"), 5, 7};
        {
            local::Store store;
            local::ServiceState state;
            QVERIFY(store.open(file, false, state.loadSink()));
            local::WriteBatch batch;
            state.put(row, batch);
            state.put(plain, batch);
            state.put(authority, batch);
            state.put(local::CaCertificateRow{"gone"}, batch);
            state.dropCaCertificate("gone", batch);
            QCOMPARE(state.pendingRecords().size(), std::size_t(1));
            store.write(std::move(batch), {});
        }
        local::Store store;
        local::ServiceState state;
        QVERIFY(store.open(file, false, state.loadSink()));
        QCOMPARE(state.records().size(), std::size_t(2));
        const auto members = [](const local::RecordRow &r) {
            return QVariantList{r.key,
                                r.id,
                                r.deviceId,
                                r.hub,
                                r.group,
                                static_cast<int>(r.status),
                                static_cast<int>(r.substatus),
                                r.errorCode,
                                r.errorMessage,
                                r.etag,
                                r.operationId,
                                r.apiVersion,
                                r.payload,
                                r.attestation,
                                r.requestPayload,
                                r.createdMs,
                                r.updatedMs,
                                r.pending};
        };
        QCOMPARE(members(*state.record(row.key)), members(row));
        QCOMPARE(members(*state.record("plain")), members(plain));
        QCOMPARE(state.pendingRecords(), std::set<QByteArray>{row.key});
        QCOMPARE(state.recordsOfGroup("line"), std::set<QByteArray>{row.key});
        QCOMPARE(state.caCertificates().size(), std::size_t(1));
        const local::CaCertificateRow *found = state.caCertificate("root");
        QVERIFY(found);
        QCOMPARE(found->name, authority.name);
        QCOMPARE(found->certificate, authority.certificate);
        QCOMPARE(found->isVerified, true);
        QCOMPARE(found->etag, authority.etag);
        QCOMPARE(found->createdMs, authority.createdMs);
        QCOMPARE(found->updatedMs, authority.updatedMs);
        local::WriteBatch batch;
        state.dropRecord(row.key, batch);
        QVERIFY(state.pendingRecords().empty() && state.recordsOfGroup("line").empty() && !state.record(row.key));
    }

    void databaseOfVersion1IsMigrated()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        const QString key = harness.individual(s("dev"));
        harness.registered(s("dev"), key);
        const QByteArray enrollment = harness.admin("GET", s("/enrollments/dev")).body;
        const QByteArray record = harness.admin("GET", s("/registrations/dev")).body;
        const QString hub =
            text(harness.admin("GET", s("/registrations/dev")).json(), "assignedHub").section(QLatin1Char('.'), 0, 0);
        const QByteArray twin = harness.hub("GET", hub, s("/twins/dev")).body;
        QVERIFY(twin.contains("\"dev\""));
        harness.service->stop();
        inDatabase(harness,
                   {s("CREATE TABLE old (key BLOB PRIMARY KEY, id TEXT, device_id TEXT, hub TEXT, group_key BLOB,"
                      " status INTEGER, substatus INTEGER, error_code INTEGER, error_message TEXT, etag TEXT,"
                      " operation_id TEXT, api_version TEXT, payload BLOB, created_ms INTEGER,"
                      " updated_ms INTEGER, pending INTEGER) WITHOUT ROWID"),
                    s("INSERT INTO old SELECT key, id, device_id, hub, group_key, status, substatus, error_code,"
                      " error_message, etag, operation_id, api_version, payload, created_ms, updated_ms, pending"
                      " FROM records"),
                    s("DROP TABLE records"), s("ALTER TABLE old RENAME TO records"), s("DROP TABLE ca_certificates"),
                    s("CREATE TABLE wide (hub BLOB, device_id BLOB, identity BLOB, twin BLOB,"
                      " PRIMARY KEY (hub, device_id)) WITHOUT ROWID"),
                    s("INSERT INTO wide SELECT hub, device_id, identity, twin FROM devices"), s("DROP TABLE devices"),
                    s("ALTER TABLE wide RENAME TO devices"), s("PRAGMA user_version = 1")});
        harness.restart(); // migrated
        QCOMPARE(harness.hub("GET", hub, s("/twins/dev")).body, twin);
        QCOMPARE(harness.admin("GET", s("/enrollments/dev")).body, enrollment);
        QCOMPARE(harness.admin("GET", s("/registrations/dev")).body, record);
        harness.registered(s("dev"), key);
        const QByteArray later = harness.admin("GET", s("/registrations/dev")).body;
        QVERIFY(later != record);
        harness.restart(); // opened as it became
        QCOMPARE(harness.admin("GET", s("/registrations/dev")).body, later);
    }

#ifdef Q_OS_UNIX
    void fullDiskLosesNothingAcknowledged()
    {
        Harness harness;
        QVERIFY(harness.start(Harness::plainScenario()));
        harness.individual(s("first"));
        const QString padding(30'000, QLatin1Char('x'));
        const auto put = [&](const QString &id) {
            return harness
                .admin("PUT", s("/enrollments/") + id,
                       {{s("registrationId"), id},
                        {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}},
                        {s("initialTwin"), QJsonObject{{s("tags"), QJsonObject{{s("padding"), padding}}}}}})
                .status;
        };
        // No file of this process grows beyond this size: to SQLite that is a disk without room.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
        const rlimit before = limit;
        limit.rlim_cur = 1'000'000;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(s("cannot be written")));
        QStringList stored;
        int status = 0;
        for (int i = 0; i < 200 && (status = put(s("big-%1").arg(i))) == 200; ++i)
            stored.append(s("big-%1").arg(i));
        const int again = put(s("refused"));
        const int read = harness.admin("GET", s("/enrollments/first")).status;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QCOMPARE(status, 500);
        QCOMPARE(again, 500);
        QCOMPARE(read, 200);
        QVERIFY(stored.size() > 3);

        QCOMPARE(put(s("later")), 200); // there is room again
        stored.append({s("first"), s("later")});
        harness.restart();
        for (const QString &id : std::as_const(stored))
            QVERIFY2(harness.admin("GET", s("/enrollments/") + id).status == 200, qPrintable(id));
    }
#endif

    void strangeDatabasesAreLeftAlone_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("not SQLite") << s("text") << s("damaged");
        QTest::newRow("cut off") << s("cut") << s("damaged");
        QTest::newRow("overwritten pages") << s("holes") << s("damaged");
        QTest::newRow("zeroed") << s("zeros") << s("damaged");
        QTest::newRow("emptied") << s("empty") << s("damaged");
        QTest::newRow("one page zeroed") << s("page") << s("damaged");
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
        if (kind != s("newer") && kind != s("foreign")) {
            QVERIFY(database.open(QIODevice::ReadWrite));
            if (kind == s("text")) {
                QVERIFY(database.resize(0));
                database.write("these are notes, not a database, and they are dear to somebody");
            } else if (kind == s("cut")) {
                QVERIFY(database.resize(database.size() / 2));
            } else if (kind == s("empty")) {
                QVERIFY(database.resize(0));
            } else if (kind == s("zeros")) {
                database.write(QByteArray(static_cast<int>(database.size()), '\0'));
            } else if (kind == s("page")) {
                database.seek(database.size() - 4096);
                database.write(QByteArray(4096, '\0'));
            } else {
                database.seek(4096);
                database.write(QByteArray(static_cast<int>(database.size()) - 4096, '\x5a'));
            }
            database.close();
        } else {
            inDatabase(harness, {kind == s("newer") ? s("PRAGMA user_version = 99") : s("PRAGMA application_id = 7")});
        }
        const QByteArray before = contents(file);
        const QStringList files = QDir(harness.folder() + s("/data")).entryList(QDir::Files);
        const auto refused = harness.start(std::nullopt);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, rehome::ErrorKind::Storage);
        QVERIFY2(refused.error().message.contains(word), qPrintable(refused.error().message));
        QVERIFY2(refused.error().message.contains(file), qPrintable(refused.error().message));
        QCOMPARE(contents(file), before);
        QCOMPARE(QDir(harness.folder() + s("/data")).entryList(QDir::Files), files);
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
