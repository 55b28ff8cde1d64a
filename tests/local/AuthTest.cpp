// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/Sas.h"
#include "tests/local/Harness.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// Shared access signatures of administrators (protocol facts, section 4; contract).
class AuthTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_harness.start(Harness::plainScenario()));
        const auto parts = rehome::wire::parseConnectionString(m_harness.endpoint.serviceConnectionString);
        QVERIFY(parts);
        m_key = parts->key;
        m_host = parts->hostName;
    }

    void resources_data()
    {
        QTest::addColumn<QString>("resource");
        QTest::addColumn<int>("status");
        QTest::newRow("as printed") << s("%host") << 404;
        QTest::newRow("bare host") << s("localhost") << 404;
        QTest::newRow("capitals") << s("LOCALHOST") << 404;
        QTest::newRow("path prefix") << s("%host/enrollments") << 404;
        QTest::newRow("trailing slash") << s("%host/") << 404;
        QTest::newRow("other path") << s("%host/enrollmentGroups") << 401;
        QTest::newRow("half a segment") << s("%host/enroll") << 401;
        QTest::newRow("other host") << s("dps.example.net") << 401;
        QTest::newRow("other port") << s("localhost:1") << 401;
        QTest::newRow("no port number") << s("localhost:abc") << 401;
    }

    void resources()
    {
        QFETCH(QString, resource);
        QFETCH(int, status);
        resource.replace(s("%host"), m_host);
        QCOMPARE(get(token(resource, m_key, 600)), status);
    }

    void badTokens()
    {
        QCOMPARE(get(token(m_host, m_key, -10)), 401);
        QCOMPARE(get(token(m_host, rehome::wire::generatedKey(), 600)), 401);
        QCOMPARE(get(rehome::wire::makeSasToken(m_host, m_key, QDateTime::currentSecsSinceEpoch() + 600, s("other"))
                         .value()
                         .toLatin1()),
                 401);
        QCOMPARE(get({}), 401);
        QCOMPARE(get("SharedAccessSignature"), 401);
        QCOMPARE(get("Bearer abc"), 401);
        const QByteArray good = token(m_host, m_key, 600);
        QCOMPARE(get(good), 404);
        QByteArray longer = good;
        longer.replace("&se=", "&se=9"); // signature no longer covers it
        QCOMPARE(get(longer), 401);
        QByteArray doubled = good + "&se=9999999999";
        QCOMPARE(get(doubled), 401);
        const Answer refused =
            m_harness.send("GET", s("/enrollments/none?api-version=2021-10-01"), {}, {{"Authorization", longer}});
        QCOMPARE(refused.errorCode(), 401002);
        QVERIFY(!refused.body.contains(m_key.toLatin1()));
    }

    void orderAndEncodingAreFree()
    {
        // Signed over the encoding as sent: lower case here.
        const QByteArray encoded = QByteArray(m_host.toLatin1()).replace(":", "%3a");
        const qint64 expiry = QDateTime::currentSecsSinceEpoch() + 600;
        const QByteArray signature =
            QMessageAuthenticationCode::hash(encoded + '\n' + QByteArray::number(expiry),
                                             QByteArray::fromBase64(m_key.toLatin1()), QCryptographicHash::Sha256)
                .toBase64();
        const QByteArray token = "SharedAccessSignature skn=provisioningserviceowner&se=" + QByteArray::number(expiry) +
                                 "&sr=" + encoded + "&sig=" + signature.toPercentEncoding();
        QCOMPARE(get(token), 404);
    }

    /// A device brings one token many times; it is good as long as what it was found good by.
    void deviceTokensEndWithTheirKeys()
    {
        const QString id = s("verified");
        const QString old = m_harness.individual(id);
        const QByteArray token = m_harness.deviceToken(id, old);
        QCOMPARE(lookup(id, token), 404); // let in: there is no registration yet
        QCOMPARE(lookup(id, token), 404);
        QByteArray forged = token;
        const qsizetype at = forged.indexOf("sig=") + 4;
        forged[at] = forged.at(at) == 'A' ? 'B' : 'A';
        QCOMPARE(lookup(id, forged), 401);
        QCOMPARE(lookup(id, token + ' '), 404); // the same after trimming
        QCOMPARE(lookup(s("VERIFIED"), token), 404);
        QCOMPARE(lookup(s("other"), token), 401);
        const QString key = rehome::wire::generatedKey();
        m_harness.individual(
            id, {{s("attestation"),
                  QJsonObject{{s("type"), s("symmetricKey")},
                              {s("symmetricKey"), QJsonObject{{s("primaryKey"), key}, {s("secondaryKey"), key}}}}}});
        QCOMPARE(lookup(id, token), 401);
        const QByteArray renewed = m_harness.deviceToken(id, key);
        QCOMPARE(lookup(id, renewed), 404);
        QCOMPARE(m_harness.admin("DELETE", s("/enrollments/verified"), {}, {{"If-Match", "*"}}).status, 204);
        QCOMPARE(lookup(id, renewed), 401);
    }

    void verifiedDeviceTokensExpire()
    {
        const QString id = s("short");
        const QString key = m_harness.individual(id);
        const QByteArray token = rehome::wire::makeSasToken(m_harness.endpoint.idScope + s("/registrations/short"), key,
                                                            QDateTime::currentSecsSinceEpoch() + 2, s("registration"))
                                     .value()
                                     .toLatin1();
        lookup(id, token); // good, unless this machine is very slow
        QTRY_COMPARE_WITH_TIMEOUT(lookup(id, token), 401, 30'000);
    }

private:
    int lookup(const QString &id, const QByteArray &token)
    {
        const QString path =
            QLatin1Char('/') + m_harness.endpoint.idScope + s("/registrations/") + id + s("?api-version=2021-06-01");
        return m_harness.send("POST", path, {}, {{"Authorization", token}}).status;
    }

    static QByteArray token(const QString &resource, const QString &key, int seconds)
    {
        return rehome::wire::makeSasToken(resource, key, QDateTime::currentSecsSinceEpoch() + seconds,
                                          s("provisioningserviceowner"))
            .value()
            .toLatin1();
    }

    int get(const QByteArray &token)
    {
        const Headers headers = token.isEmpty() ? Headers{} : Headers{{"Authorization", token}};
        return m_harness.send("GET", s("/enrollments/none?api-version=2021-10-01"), {}, headers).status;
    }

    Harness m_harness;
    QString m_key, m_host;
};

REHOME_TEST(AuthTest);
#include "AuthTest.moc"
