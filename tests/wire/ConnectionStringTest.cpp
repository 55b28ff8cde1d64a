// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/support/TestRegistry.h"
#include "tests/wire/Samples.h"

using namespace rehome::wire;

class ConnectionStringTest : public QObject
{
    Q_OBJECT

    static constexpr const char *secret = "U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0";

private slots:
    void readsTheParts()
    {
        const QString text =
            QStringLiteral(
                "HostName=My-DPS.azure-devices-provisioning.net;SharedAccessKeyName=provisioningserviceowner;"
                "SharedAccessKey=") +
            QLatin1String(secret);
        const auto connection = parseConnectionString(text);
        QVERIFY(connection.has_value());
        QCOMPARE(connection->hostName, QStringLiteral("My-DPS.azure-devices-provisioning.net"));
        QCOMPARE(connection->host(), QStringLiteral("my-dps.azure-devices-provisioning.net"));
        QCOMPARE(connection->port(), quint16(443));
        QCOMPARE(connection->keyName, QStringLiteral("provisioningserviceowner"));
        QCOMPARE(connection->key, QLatin1String(secret));
        QCOMPARE(connection->toString(), text);
    }

    void takesOtherSpellings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        const auto row = [](const char *name, const char *text, const char *host, int port) {
            QTest::newRow(name) << QString::fromLatin1(text).arg(QLatin1String(secret)) << QString::fromLatin1(host)
                                << port;
        };
        row("port", "HostName=localhost:8443;SharedAccessKeyName=o;SharedAccessKey=%1", "localhost", 8443);
        row("hub under localhost", "HostName=hub-weu.localhost:40123;SharedAccessKeyName=o;SharedAccessKey=%1",
            "hub-weu.localhost", 40123);
        row("address of version 6", "HostName=[::1]:8443;SharedAccessKeyName=o;SharedAccessKey=%1", "[::1]", 8443);
        row("address of version 6 alone", "HostName=[::1];SharedAccessKeyName=o;SharedAccessKey=%1", "[::1]", 443);
        row("white space and line end", " HostName=a.net; SharedAccessKeyName = o ;SharedAccessKey=%1 \n", "a.net",
            443);
        row("other order", "SharedAccessKey=%1;HostName=a.net;SharedAccessKeyName=o", "a.net", 443);
        row("semicolon at the end", "HostName=a.net;SharedAccessKeyName=o;SharedAccessKey=%1;", "a.net", 443);
        row("case of the names", "hostname=a.net;sharedaccesskeyname=o;SHAREDACCESSKEY=%1", "a.net", 443);
    }
    void takesOtherSpellings()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto connection = parseConnectionString(text);
        QVERIFY2(connection.has_value(), qPrintable(connection ? QString() : connection.error().message));
        QCOMPARE(connection->host(), host);
        QCOMPARE(int(connection->port()), port);
        QCOMPARE(connection->key, QLatin1String(secret));
    }

    void keysWithPaddingKeepIt()
    {
        const auto connection = parseConnectionString(
            QStringLiteral("HostName=a.net;SharedAccessKeyName=o;SharedAccessKey=AAECAwQFBgcICQoLDA0ODw=="));
        QVERIFY(connection.has_value());
        QCOMPARE(connection->key, QStringLiteral("AAECAwQFBgcICQoLDA0ODw=="));
    }

    void errorsNameThePartAndNeverItsValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part"); // empty: no part can be named
        const auto row = [](const char *name, const char *text, const char *part) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromLatin1(part);
        };
        row("empty", "", "");
        row("blank", "  \n", "");
        row("only the key", "U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "");
        row("only a padded key", "U2VjcmV0U2VjcmV0U2VjcmV0U2VjcQ==", "");
        row("no host", "SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "HostName");
        row("no key name", "HostName=a.net;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "SharedAccessKeyName");
        row("no key", "HostName=a.net;SharedAccessKeyName=o", "SharedAccessKey");
        row("empty host", "HostName=;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0",
            "HostName");
        row("doubled key", "HostName=a.net;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0;SharedAccessKey=U2VjcmV0",
            "SharedAccessKey");
        row("doubled host",
            "HostName=a.net;HostName=b.net;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0",
            "HostName");
        row("a device's", "HostName=a.net;DeviceId=d;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "DeviceId");
        row("an event hub's",
            "Endpoint=sb://a.net/;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "Endpoint");
        row("unknown part",
            "HostName=a.net;SharedAccessKeyName=o;U2VjcmV0=x;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "");
        row("key too short", "HostName=a.net;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0", "SharedAccessKey");
        row("key is no base64", "HostName=a.net;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0-_Vj",
            "SharedAccessKey");
        row("host with a path",
            "HostName=https://U2VjcmV0/a;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0",
            "HostName");
        row("port 0", "HostName=a.net:0;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0",
            "HostName");
        row("port too large",
            "HostName=a.net:65536;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "HostName");
        row("line end in the host",
            "HostName=a.net\r\nX: y;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0",
            "HostName");
        row("letters beyond ASCII",
            "HostName=ä.net;SharedAccessKeyName=o;SharedAccessKey=U2VjcmV0U2VjcmV0U2VjcmV0U2VjcmV0", "HostName");
    }
    void errorsNameThePartAndNeverItsValue()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto connection = parseConnectionString(text);
        QVERIFY(!connection.has_value());
        const rehome::Error &error = connection.error();
        QCOMPARE(error.kind, rehome::ErrorKind::BadInput);
        QVERIFY(!error.message.isEmpty());
        QVERIFY(error.message.split(QLatin1Char(' ')).size() < 25);
        QVERIFY(error.message.contains(part));
        QCOMPARE(error.detail, part);
        const QString told = error.message + error.detail;
        QVERIFY(!told.contains(QLatin1String("U2Vj")) &&
                !told.contains(QLatin1String("U2VjcmV0").trimmed(), Qt::CaseInsensitive));
    }
};

REHOME_TEST(ConnectionStringTest);
#include "ConnectionStringTest.moc"
