// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/local/Certificates.h"
#include "app/local/DataFolder.h"
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>
#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// The generated CA and server certificate (contract, rehomectl serve).
class CertificateTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_harness.start(Harness::plainScenario())); }

    void verifiesStrictlyForEveryName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("trusted");
        for (const char *name :
             {"localhost", "127.0.0.1", "::1", "hub-a.localhost", "hub-b.localhost", "hub-closed.localhost"})
            QTest::newRow(name) << s(name) << true;
        QTest::newRow("another hub") << s("hub-z.localhost") << false;
        QTest::newRow("another host") << s("example.net") << false;
    }

    void verifiesStrictlyForEveryName()
    {
        QFETCH(QString, name);
        QFETCH(bool, trusted);
        for (const auto protocol : {QSsl::TlsV1_2, QSsl::TlsV1_3})
            QCOMPARE(handshake(name, m_harness.endpoint.caCertificatePath, protocol), trusted);
    }

    void furtherNamesAreCertified()
    {
        const QString name = s("global.azure-devices-provisioning.net");
        Harness other;
        QVERIFY(other.start(Harness::plainScenario()));
        const QString before = other.endpoint.endpoint;
        other.restart([&name](rehome::local::ServiceSettings &settings) { settings.alsoNames = {name}; });
        QCOMPARE(other.endpoint.endpoint, before);
        QSslSocket socket;
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(other.endpoint.caCertificatePath));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(s("127.0.0.1"), other.port(), name);
        QVERIFY2(socket.waitForEncrypted(5000), qPrintable(socket.errorString()));
    }

    void otherCaAndOldTlsFail()
    {
        Harness other;
        QVERIFY(other.start(Harness::plainScenario()));
        QVERIFY(!handshake(s("localhost"), other.endpoint.caCertificatePath, QSsl::TlsV1_3));
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        QVERIFY(!handshake(s("localhost"), m_harness.endpoint.caCertificatePath, QSsl::TlsV1_1));
        QT_WARNING_POP
    }

    void listensOnIpv6WhereThereIsOne()
    {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHostIPv6, m_harness.port());
        if (probe.waitForConnected(2000)) {
            QSslSocket socket;
            trust(socket, m_harness.endpoint.caCertificatePath);
            socket.connectToHostEncrypted(s("::1"), m_harness.port());
            QVERIFY(socket.waitForEncrypted(5000));
        } else {
            // A machine without IPv6 loopback refuses or has no such address; the service runs on IPv4 then.
            QCOMPARE(m_harness.admin("GET", s("/enrollments/none")).status, 404);
        }
    }

    void isReissuedWhenNamesChange()
    {
        QTemporaryDir place;
        auto folder = rehome::local::DataFolder::open(place.filePath(s("data")));
        QVERIFY(folder);
        const auto issue = [&](const QStringList &names) {
            const auto identity = rehome::local::ensureCertificates(**folder, names, {s("127.0.0.1")});
            if (!identity)
                qFatal("%s", qPrintable(identity.error().message));
            return QSslCertificate::fromData(identity->certificatePem);
        };
        const auto first = issue({s("localhost")});
        QCOMPARE(first.size(), 2);
        QCOMPARE(issue({s("localhost")}), first); // nothing changed, nothing issued
        const auto more = issue({s("localhost"), s("hub-a.localhost")});
        QVERIFY(more.first() != first.first());
        QCOMPARE(more.last(), first.last()); // the CA stays: clients have it already
        QVERIFY(more.first().subjectAlternativeNames().contains(QSsl::DnsEntry, s("hub-a.localhost")));
        const auto fewer = issue({s("localhost")});
        QVERIFY(!fewer.first().subjectAlternativeNames().contains(QSsl::DnsEntry, s("hub-a.localhost")));
        QFile key(place.filePath(s("data/server.key")));
        QVERIFY(key.remove());
        QVERIFY(issue({s("localhost")}).first() != fewer.first()); // a certificate without its key is useless
        QVERIFY(first.first().expiryDate() < QDateTime::currentDateTime().addDays(398));
        QVERIFY(first.first().effectiveDate() < QDateTime::currentDateTime());
    }

    void clientCertificateIsAskedForNotRequired()
    {
        // Every request of this suite comes without one; here only the session survives a second connection.
        QSslSocket socket;
        trust(socket, m_harness.endpoint.caCertificatePath);
        auto configuration = socket.sslConfiguration();
        configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
        configuration.setProtocol(QSsl::TlsV1_2);
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(s("127.0.0.1"), m_harness.port(), s("localhost"));
        QVERIFY(socket.waitForEncrypted(5000));
        const QByteArray ticket = socket.sslConfiguration().sessionTicket();
        QVERIFY(!ticket.isEmpty());
        QSslSocket again;
        configuration.setSessionTicket(ticket);
        again.setSslConfiguration(configuration);
        again.connectToHostEncrypted(s("127.0.0.1"), m_harness.port(), s("localhost"));
        QVERIFY(again.waitForEncrypted(5000));
    }

private:
    static void trust(QSslSocket &socket, const QString &ca)
    {
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(ca));
        socket.setSslConfiguration(configuration);
    }

    bool handshake(const QString &name, const QString &ca, QSsl::SslProtocol protocol) const
    {
        QSslSocket socket;
        trust(socket, ca);
        auto configuration = socket.sslConfiguration();
        configuration.setProtocol(protocol);
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(s("127.0.0.1"), m_harness.port(), name);
        return socket.waitForEncrypted(5000);
    }

    Harness m_harness;
};

REHOME_TEST(CertificateTest);
#include "CertificateTest.moc"
