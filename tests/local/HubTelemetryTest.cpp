// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QDateTime>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// The one thing a device may send to its hub over HTTPS.
class HubTelemetryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::plainScenario()));
        const Answer made = m_harness.hub("PUT", s("hub-a"), s("/devices/Pump-1"), {{s("deviceId"), s("Pump-1")}});
        QCOMPARE(made.status, 200);
        const QJsonObject keys = made.json()
                                     .value(QLatin1String("authentication"))
                                     .toObject()
                                     .value(QLatin1String("symmetricKey"))
                                     .toObject();
        m_primary = keys.value(QLatin1String("primaryKey")).toString();
        m_secondary = keys.value(QLatin1String("secondaryKey")).toString();
        QVERIFY(!m_primary.isEmpty() && m_primary != m_secondary);
    }

    void bothKeysAreTaken()
    {
        const QString host = s("hub-a.localhost");
        QCOMPARE(send(token(host, s("Pump-1"), m_primary)).status, 204);
        QCOMPARE(send(token(host, s("Pump-1"), m_secondary)).status, 204);
        QCOMPARE(send(token(s("HUB-A.localhost:%1").arg(m_harness.port()), s("Pump-1"), m_primary)).status, 204);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QString host = s("hub-a.localhost"), own = s("Pump-1");
        const QString other = QString::fromLatin1(QByteArray(32, 'x').toBase64());
        QTest::newRow("no token") << QByteArray() << own << 401 << s("IotHubUnauthorizedAccess");
        QTest::newRow("another key") << token(host, own, other) << own << 401 << s("IotHubUnauthorizedAccess");
        QTest::newRow("another hub") << token(s("hub-b.localhost"), own, m_primary) << own << 401
                                     << s("IotHubUnauthorizedAccess");
        QTest::newRow("another device") << token(host, s("Pump-2"), m_primary) << own << 401
                                        << s("IotHubUnauthorizedAccess");
        QTest::newRow("expired") << token(host, own, m_primary, -10) << own << 401 << s("IotHubUnauthorizedAccess");
        QTest::newRow("a back end's token")
            << m_harness.hubToken(s("hub-a")) << own << 401 << s("IotHubUnauthorizedAccess");
        QTest::newRow("unknown") << token(host, s("pump-1"), m_primary) << s("pump-1") << 404 << s("DeviceNotFound");
    }

    void refusals()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, id);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Answer answer = send(token, id);
        QCOMPARE(answer.status, status);
        QVERIFY(answer.json().value(QLatin1String("Message")).toString().startsWith(s("ErrorCode:%1;").arg(code)));
    }

    void aDisabledDeviceIsTurnedAway()
    {
        const QString id = s("Pump-off");
        const Answer made = m_harness.hub(
            "PUT", s("hub-a"), s("/devices/Pump-off"),
            {{s("deviceId"), id},
             {s("status"), s("disabled")},
             {s("authentication"), QJsonObject{{s("type"), s("sas")},
                                               {s("symmetricKey"), QJsonObject{{s("primaryKey"), m_primary},
                                                                               {s("secondaryKey"), m_secondary}}}}}});
        QCOMPARE(made.status, 200);
        QCOMPARE(send(token(s("hub-a.localhost"), id, m_primary), id).status, 403);
    }

private:
    static QByteArray token(const QString &host, const QString &id, const QString &key, qint64 seconds = 600)
    {
        return wire::makeSasToken(host + s("/devices/") + id, key, QDateTime::currentSecsSinceEpoch() + seconds, {})
            .value()
            .toLatin1();
    }
    Answer send(const QByteArray &authorization, const QString &id = s("Pump-1"))
    {
        Headers headers{{"Content-Type", "application/json"}};
        if (!authorization.isEmpty())
            headers.append({"Authorization", authorization});
        return m_harness.send("POST", s("/devices/%1/messages/events?api-version=2020-03-13").arg(id), "{}", headers,
                              "hub-a.localhost:" + QByteArray::number(m_harness.port()));
    }

    Harness m_harness;
    QString m_primary, m_secondary;
};

REHOME_TEST(HubTelemetryTest);
#include "HubTelemetryTest.moc"
