// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QRandomGenerator>
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

constexpr int writersInFlight = 8;

} // namespace

/// SIGKILL while enrollments are created, edited and deleted and devices register and move: nothing acknowledged is
/// lost (contract, rehomectl serve). REHOME_KILLS sets the number of kills; 10 by default.
class KillTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingAcknowledgedIsLost()
    {
        bool isNumber = false;
        const int wanted = qEnvironmentVariableIntValue("REHOME_KILLS", &isNumber);
        const int kills = isNumber ? wanted : 10;
        QTemporaryDir place;
        QFile scenario(place.filePath(s("two-hubs.json")));
        QVERIFY(scenario.open(QIODevice::WriteOnly));
        scenario.write(
            R"({"idScope": "0ne00KILLED", "assignDelayMs": 40, "hubs": [{"name": "hub-a"}, {"name": "hub-b"}],
            "quotas": {"registrationsPerMinute": 1000000, "operationsPerMinute": 1000000}})");
        scenario.close();
        QRandomGenerator random(20'26);
        for (int i = 0; i < kills; ++i) {
            ServeProcess serve;
            QVERIFY2(serve.start({s("--data"), place.filePath(s("data")), s("--scenario"), scenario.fileName()}),
                     serve.errors());
            m_client = std::make_unique<Harness>();
            m_client->endpoint = serve.endpoint();
            verify();
            writeUntilKilled(serve, 120 + random.bounded(400));
        }
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), place.filePath(s("data"))}));
        m_client = std::make_unique<Harness>();
        m_client->endpoint = serve.endpoint();
        verify();
        qInfo("%d kills; %d writes acknowledged: %d entries, %d deleted, %d registrations; all found again.", kills,
              m_acknowledged, static_cast<int>(m_entries.size()), static_cast<int>(m_deleted.size()),
              static_cast<int>(m_registered.size()));
        QVERIFY(m_acknowledged > kills * 5);
    }

private:
    struct Entry
    {
        QString etag, key;
        bool unsure = false; ///< a change was under way when the service was killed
    };

    void writeUntilKilled(ServeProcess &serve, int afterMs)
    {
        QElapsedTimer clock;
        clock.start();
        QList<QPair<QString, QNetworkReply *>> flight; // "put:ID", "del:ID", "reg:ID"
        while (clock.elapsed() < afterMs) {
            while (flight.size() < writersInFlight)
                flight.append(next(flight));
            QTest::qWait(1);
            for (auto it = flight.begin(); it != flight.end();) {
                if (!it->second->isFinished()) {
                    ++it;
                    continue;
                }
                acknowledge(it->first, Harness::finish(it->second));
                it = flight.erase(it);
            }
        }
        serve.killNow();
        for (const auto &[what, reply] : flight)
            acknowledge(what, Harness::finish(reply));
    }

    QPair<QString, QNetworkReply *> next(const QList<QPair<QString, QNetworkReply *>> &flight)
    {
        const auto busy = [&](const QString &id) {
            return std::any_of(flight.begin(), flight.end(), [&](const auto &item) { return item.first.mid(4) == id; });
        };
        const int turn = m_turn++;
        const QString query = s("?api-version=2021-10-01");
        if (turn % 4 != 0 && !m_entries.isEmpty()) {
            const QString id = m_entries.keys().at(
                static_cast<qsizetype>(QRandomGenerator::global()->bounded(static_cast<int>(m_entries.size()))));
            if (!busy(id)) {
                if (turn % 4 == 1 && turn % 16 != 1)
                    return {s("put:") + id, put(id, query, "*")};
                if (turn % 16 == 1)
                    return {s("del:") + id, m_client->begin("DELETE", s("/enrollments/") + id + query, {},
                                                            {{"Authorization", m_client->serviceToken()}})};
                const QString key = m_entries.value(id).key;
                if (!key.isEmpty())
                    return {s("reg:") + id,
                            m_client->begin(
                                "PUT", s("/%1/registrations/%2/register").arg(m_client->endpoint.idScope, id) + query,
                                "{}", {{"Authorization", m_client->deviceToken(id, key)}})};
            }
        }
        const QString id = s("dev-%1").arg(turn);
        return {s("put:") + id, put(id, query, {})};
    }

    QNetworkReply *put(const QString &id, const QString &query, const QByteArray &ifMatch)
    {
        // Every change names the other hub, so that registrations move devices.
        const QString hub = m_turn % 2 == 0 ? s("hub-a.localhost") : s("hub-b.localhost");
        const QJsonObject body{{s("registrationId"), id},
                               {s("attestation"), QJsonObject{{s("type"), s("symmetricKey")}}},
                               {s("reprovisionPolicy"), policyObject(true, m_turn % 3 != 0)},
                               {s("iotHubs"), QJsonArray{hub}}};
        Headers headers{{"Authorization", m_client->serviceToken()}};
        if (!ifMatch.isEmpty())
            headers.append({"If-Match", ifMatch});
        return m_client->begin("PUT", s("/enrollments/") + id + query, toBytes(body), headers);
    }

    void acknowledge(const QString &what, const Answer &answer)
    {
        const QString kind = what.left(3), id = what.mid(4);
        if (answer.status >= 200 && answer.status < 300)
            ++m_acknowledged;
        if (kind == s("put")) {
            if (answer.status == 200) {
                Entry entry{text(answer.json(), "etag"),
                            text(answer.json()
                                     .value(QLatin1String("attestation"))
                                     .toObject()
                                     .value(QLatin1String("symmetricKey"))
                                     .toObject(),
                                 "primaryKey"),
                            false};
                if (entry.key.isEmpty())
                    entry.key = m_entries.value(id).key;
                m_entries.insert(id, entry);
                m_deleted.remove(id);
            } else if (m_entries.contains(id)) {
                m_entries[id].unsure = true;
            }
        } else if (kind == s("del")) {
            if (answer.status == 204) {
                m_entries.remove(id);
                m_deleted.insert(id);
            } else {
                m_entries.remove(id); // nobody knows
            }
        } else if (answer.status == 202) {
            m_registered.insert(id);
        }
    }

    void verify()
    {
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
            const Answer read = m_client->admin("GET", s("/enrollments/") + it.key());
            QVERIFY2(read.status == 200, qPrintable(it.key()));
            if (!it->unsure)
                QCOMPARE(text(read.json(), "etag"), it->etag);
            *it = {text(read.json(), "etag"), it->key, false};
        }
        for (const QString &id : std::as_const(m_deleted))
            QCOMPARE(m_client->admin("GET", s("/enrollments/") + id).status, 404);
        for (const QString &id : std::as_const(m_registered)) {
            QJsonObject record;
            // What was accepted goes on to its end by itself.
            QTRY_VERIFY_WITH_TIMEOUT((record = m_client->admin("GET", s("/registrations/") + id).json(),
                                      text(record, "status") != s("assigning")),
                                     10'000);
            QVERIFY2(text(record, "status") == s("assigned") || text(record, "status") == s("failed"), qPrintable(id));
            const int onA = m_client->hub("GET", s("hub-a"), s("/devices/") + id).status == 200 ? 1 : 0;
            const int onB = m_client->hub("GET", s("hub-b"), s("/devices/") + id).status == 200 ? 1 : 0;
            if (text(record, "status") == s("assigned"))
                QVERIFY2(onA + onB == 1 &&
                             text(record, "assignedHub") == (onA == 1 ? s("hub-a.localhost") : s("hub-b.localhost")),
                         qPrintable(id));
            else
                QVERIFY(onA + onB <= 1);
        }
    }

    std::unique_ptr<Harness> m_client;
    QMap<QString, Entry> m_entries;
    QSet<QString> m_deleted, m_registered;
    int m_turn = 0, m_acknowledged = 0;
};

REHOME_TEST(KillTest);
#include "KillTest.moc"
