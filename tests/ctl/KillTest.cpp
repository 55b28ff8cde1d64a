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
/// lost (contract, rehomectl serve). REHOME_KILLS sets the number of kills; 10 by default, 50 in the long
/// form of the tests.
class KillTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingAcknowledgedIsLost()
    {
        bool isNumber = false;
        const int wanted = qEnvironmentVariableIntValue("REHOME_KILLS", &isNumber);
        const bool isLong = qEnvironmentVariableIntValue("REHOME_LONG_TESTS") == 1;
        const int kills = isNumber ? wanted : isLong ? 50 : 10;
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
            verify(false);
            writeUntilKilled(serve, 120 + random.bounded(400));
        }
        ServeProcess serve;
        QVERIFY(serve.start({s("--data"), place.filePath(s("data"))}));
        m_client = std::make_unique<Harness>();
        m_client->endpoint = serve.endpoint();
        verify(true);
        qInfo("%d kills. Acknowledged: %d creations, %d edits, %d deletions, %d registrations, %d assignments told;"
              " %d calls cut off. All acknowledged was found again, every accepted registration came to its end.",
              kills, m_created, m_edited, m_removed, m_accepted, m_assignmentsTold, m_cutOff);
        QVERIFY(m_created > kills && m_edited > kills && m_accepted > kills);
        QVERIFY(m_removed > 0 && m_assignmentsTold > 0 && m_cutOff > 0);
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
        QList<QPair<QString, QNetworkReply *>> flight; // "put:ID", "del:ID", "reg:ID", "ask:ID"
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
        for (auto it = m_polls.begin(); turn % 2 == 0 && it != m_polls.end(); ++it) {
            const QString id = it.key();
            if (busy(id) || !m_entries.contains(id))
                continue;
            const QString path =
                s("/%1/registrations/%2/operations/%3?api-version=2021-10-01").arg(m_client->endpoint.idScope, id, *it);
            return {s("ask:") + id,
                    m_client->begin("GET", path, {},
                                    {{"Authorization", m_client->deviceToken(id, m_entries.value(id).key)}})};
        }
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
                m_told.remove(id);
                m_polls.remove(id);
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
        m_touched.insert(id);
        if (answer.status == 0)
            ++m_cutOff;
        if (kind == s("put")) {
            if (answer.status == 200) {
                ++(m_entries.contains(id) ? m_edited : m_created);
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
                ++m_removed;
                m_entries.remove(id);
                m_deleted.insert(id);
            } else {
                m_entries.remove(id); // nobody knows
            }
        } else if (kind == s("ask")) {
            const QJsonObject told = answer.json().value(QLatin1String("registrationState")).toObject();
            if (answer.status == 200 && text(told, "status") == s("assigned")) {
                ++m_assignmentsTold;
                m_told.insert(id, text(told, "assignedHub"));
            }
            if (answer.status != 202)
                m_polls.remove(id);
        } else if (answer.status == 202) {
            ++m_accepted;
            m_registered.insert(id);
            m_polls.insert(id, text(answer.json(), "operationId"));
        }
    }

    /// What was touched since the last look, or everything: looking at all of it after each of fifty kills would take
    /// most of the time.
    void verify(bool everything)
    {
        const auto skips = [&](const QString &id) { return !everything && !m_touched.contains(id); };
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
            if (skips(it.key()))
                continue;
            const Answer read = m_client->admin("GET", s("/enrollments/") + it.key());
            QVERIFY2(read.status == 200, qPrintable(it.key()));
            if (!it->unsure)
                QCOMPARE(text(read.json(), "etag"), it->etag);
            *it = {text(read.json(), "etag"), it->key, false};
        }
        for (const QString &id : std::as_const(m_deleted))
            if (!skips(id))
                QCOMPARE(m_client->admin("GET", s("/enrollments/") + id).status, 404);
        for (const QString &id : std::as_const(m_registered)) {
            if (skips(id))
                continue;
            QJsonObject record;
            // What was accepted goes on to its end by itself.
            QTRY_VERIFY_WITH_TIMEOUT((record = m_client->admin("GET", s("/registrations/") + id).json(),
                                      text(record, "status") != s("assigning")),
                                     10'000);
            QVERIFY2(text(record, "status") == s("assigned") || text(record, "status") == s("failed"), qPrintable(id));
            if (m_told.contains(id)) // what a device was told is not taken back
                QCOMPARE(text(record, "assignedHub"), m_told.value(id));
            const int onA = m_client->hub("GET", s("hub-a"), s("/twins/") + id).status == 200 ? 1 : 0;
            const int onB = m_client->hub("GET", s("hub-b"), s("/twins/") + id).status == 200 ? 1 : 0;
            if (text(record, "status") == s("assigned"))
                QVERIFY2(onA + onB == 1 &&
                             text(record, "assignedHub") == (onA == 1 ? s("hub-a.localhost") : s("hub-b.localhost")),
                         qPrintable(id));
            else
                QVERIFY(onA + onB <= 1);
        }
        m_touched.clear();
    }

    std::unique_ptr<Harness> m_client;
    QMap<QString, Entry> m_entries;
    QSet<QString> m_deleted, m_registered;
    QSet<QString> m_touched;        ///< since the last look
    QMap<QString, QString> m_polls; ///< operation IDs of registrations whose end is not known
    QMap<QString, QString> m_told;  ///< the hub that a device was told last, with no registration since
    int m_turn = 0, m_created = 0, m_edited = 0, m_removed = 0, m_accepted = 0, m_assignmentsTold = 0, m_cutOff = 0;
};

REHOME_TEST(KillTest);
#include "KillTest.moc"
