// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/local/Harness.h"
#include "tests/support/TestCertificates.h"
#include "tests/support/TestRegistry.h"

#include <QtNetwork/QSslCertificate>
#include <QtTest/QtTest>

using namespace rehome;
using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

const QString arm =
    QStringLiteral("/subscriptions/7c2d1d5e-52b8-4a51-9d0a-d0a1b5f1f4aa/resourceGroups/rehome/providers/"
                   "Microsoft.Devices/provisioningServices/localhost/certificates");
const QString armVersion = QStringLiteral("?api-version=2022-02-05");

QJsonObject slot(const QJsonObject &entry, const char *member, const char *name)
{
    return entry.value(s("attestation"))
        .toObject()
        .value(s("x509"))
        .toObject()
        .value(QLatin1String(member))
        .toObject()
        .value(QLatin1String(name))
        .toObject();
}

} // namespace

/// Certificates in enrollments and the service's CA certificates (protocol facts, sections 2 and 11).
class EnrollmentCertificateTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_root = makeCertificate({"Root", nullptr, "critical,CA:TRUE"});
        m_other = makeCertificate({"Other", nullptr, "critical,CA:TRUE"});
        const QJsonObject authority{{s("name"), s("Factory")}, {s("certificate"), text(m_root)}};
        QVERIFY(m_harness.start(
            Harness::scenario(toBytes({{s("hubs"), QJsonArray{QJsonObject{{s("name"), s("hub-a")}}}},
                                       {s("caCertificates"), QJsonArray{authority}},
                                       {s("quotas"), QJsonObject{{s("operationsPerMinute"), 100'000}}}}))));
    }

    void everyFormIsRead_data()
    {
        QTest::addColumn<QString>("certificate");
        const QByteArray pem = m_root.certificate, der = QSslCertificate(pem).toDer();
        QTest::newRow("PEM") << QString::fromLatin1(pem);
        QTest::newRow("PEM with text around") << s("Subject: Root\n") + QString::fromLatin1(pem) + s("\n\n");
        QTest::newRow("base64 of DER") << QString::fromLatin1(der.toBase64());
        QTest::newRow("base64 of DER in lines") << QString::fromLatin1(der.toBase64()).insert(64, s("\r\n"));
        QTest::newRow("base64 of PEM") << QString::fromLatin1(pem.toBase64());
    }

    void everyFormIsRead()
    {
        QFETCH(QString, certificate);
        const QString path = s("/enrollmentGroups/forms");
        m_harness.admin("DELETE", path);
        const Answer made = m_harness.admin("PUT", path, group("forms", {{s("certificate"), certificate}}));
        QCOMPARE(made.status, 200);
        const QSslCertificate read(m_root.certificate);
        const QJsonObject info = slot(made.json(), "signingCertificates", "primary").value(s("info")).toObject();
        const auto thumbprint = [&](QCryptographicHash::Algorithm algorithm) {
            return QString::fromLatin1(read.digest(algorithm).toHex().toUpper());
        };
        QCOMPARE(info.value(s("subjectName")).toString(), s("CN=Root"));
        QCOMPARE(info.value(s("issuerName")).toString(), s("CN=Root"));
        QCOMPARE(info.value(s("sha1Thumbprint")).toString(), thumbprint(QCryptographicHash::Sha1));
        QCOMPARE(info.value(s("sha256Thumbprint")).toString(), thumbprint(QCryptographicHash::Sha256));
        QCOMPARE(info.value(s("serialNumber")).toString(),
                 QString::fromLatin1(read.serialNumber()).remove(QLatin1Char(':')).toUpper());
        QCOMPARE(QDateTime::fromString(info.value(s("notBeforeUtc")).toString(), Qt::ISODate), read.effectiveDate());
        QCOMPARE(QDateTime::fromString(info.value(s("notAfterUtc")).toString(), Qt::ISODate), read.expiryDate());
        QCOMPARE(info.value(s("version")).toInt(), 3);
        QCOMPARE(info.size(), 8);
        // Nobody gets the text back, wherever he asks.
        for (const Answer &answer :
             {made, m_harness.admin("GET", path), m_harness.admin("POST", path + s("/attestationmechanism")),
              m_harness.admin("POST", s("/enrollmentGroups/query"), {{s("query"), s("SELECT *")}})}) {
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.body.contains(thumbprint(QCryptographicHash::Sha256).toLatin1()));
            QVERIFY(!answer.body.contains("\"certificate\""));
            QVERIFY(!answer.body.contains("symmetricKey"));
        }
    }

    void infoStandsForWhatIsStored()
    {
        const QString path = s("/enrollmentGroups/trip");
        QVERIFY(m_harness.admin("PUT", path, group("trip", certificate(m_root), certificate(m_other))).status == 200);
        QJsonObject entry = m_harness.admin("GET", path).json();
        const QJsonObject first = slot(entry, "signingCertificates", "primary");
        const QJsonObject second = slot(entry, "signingCertificates", "secondary");
        const Headers any{{"If-Match", "*"}};
        QCOMPARE(m_harness.admin("PUT", path, entry, any).status, 200);
        // Rolled: the secondary becomes the primary, by its info alone.
        const Answer rolled = m_harness.admin("PUT", path, group("trip", second), any);
        QCOMPARE(rolled.status, 200);
        QCOMPARE(slot(rolled.json(), "signingCertificates", "primary"), second);
        // What is gone cannot come back without its text, nor can an info bring in a certificate.
        for (const QJsonObject &sent : {first, QJsonObject()}) {
            const Answer refused = m_harness.admin("PUT", path, group("trip", sent), any);
            QCOMPARE(refused.status, 400);
            QVERIFY(refused.body.contains("attestation.x509.signingCertificates.primary.certificate"));
        }
        m_harness.restart();
        QCOMPARE(m_harness.admin("PUT", path, m_harness.admin("GET", path).json(), any).status, 200);
    }

    void badCertificates()
    {
        const auto refused = [&](const QString &path, const QJsonObject &entry) {
            const Answer answer = m_harness.admin("PUT", path, entry);
            return answer.status == 400 ? QString::fromUtf8(answer.json().value(s("message")).toString().toUtf8())
                                        : QString::number(answer.status);
        };
        const QString der = QString::fromLatin1(QSslCertificate(m_root.certificate).toDer().toBase64());
        for (const QString &bad : {s("x"), s("AAAA"), der.left(200), der + der, s("-----BEGIN CERTIFICATE-----\n"),
                                   QString::fromLatin1(m_root.privateKey), QString(70'000, QLatin1Char('A')),
                                   s("-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
                                     "AES-128-CBC,00000000000000000000000000000000\n\nAAAA\n-----END "
                                     "CERTIFICATE-----\n")}) {
            const QString why = refused(s("/enrollmentGroups/bad"), group("bad", {{s("certificate"), bad}}));
            QVERIFY2(why.startsWith(s("attestation.x509.signingCertificates.primary.certificate: ")), qPrintable(why));
            QVERIFY(bad.size() < 5 || !why.contains(bad));
        }
        const QJsonObject pair{{s("primary"), certificate(m_root)}};
        const auto with = [&](const QJsonObject &x509) {
            return QJsonObject{{s("registrationId"), s("bad")},
                               {s("attestation"), QJsonObject{{s("type"), s("x509")}, {s("x509"), x509}}}};
        };
        QVERIFY(refused(s("/enrollments/bad"), with({{s("signingCertificates"), pair}})).contains(s("signingCert")));
        QVERIFY(refused(s("/enrollments/bad"), with({})).contains(s("clientCertificates or caReferences")));
        QVERIFY(
            refused(s("/enrollments/bad"), with({{s("clientCertificates"), QJsonObject()}})).contains(s("primary")));
        QVERIFY(refused(s("/enrollments/bad"), with({{s("caReferences"), QJsonObject()}})).contains(s("caReferences")));
        QCOMPARE(refused(s("/enrollments/bad"), with({{s("clientCertificates"), pair}})), s("200"));
    }

    void bulkFillsInfoToo()
    {
        QJsonObject entry = group("bulk", certificate(m_root));
        const Answer done = m_harness.admin("POST", s("/enrollmentGroups"),
                                            {{s("mode"), s("create")}, {s("enrollmentGroups"), QJsonArray{entry}}});
        QCOMPARE(done.status, 200);
        QVERIFY2(done.json().value(s("isSuccessful")).toBool(), done.body.constData());
        const QJsonObject made = m_harness.admin("GET", s("/enrollmentGroups/bulk")).json();
        QVERIFY(slot(made, "signingCertificates", "primary").contains(s("info")));
        QVERIFY(!slot(made, "signingCertificates", "primary").contains(s("certificate")));
    }

    void resourceManagersCertificates()
    {
        QJsonArray all = manage("GET", {}).json().value(s("value")).toArray();
        QCOMPARE(all.size(), 1); // the scenario's
        QVERIFY(properties(all.at(0).toObject()).value(s("isVerified")).toBool());
        const QJsonObject body{{s("properties"), QJsonObject{{s("certificate"), text(m_other)}}}};
        QCOMPARE(m_harness.send("GET", arm + armVersion, {}, {}).status, 401);
        const Answer made = manage("PUT", s("/Mine"), body);
        QCOMPARE(made.status, 200);
        QVERIFY(!properties(made.json()).value(s("isVerified")).toBool());
        QCOMPARE(properties(made.json()).value(s("subject")).toString(), s("CN=Other"));
        const QByteArray tag = made.json().value(s("etag")).toString().toLatin1();
        QCOMPARE(manage("POST", s("/mine/generateVerificationCode")).status, 400); // If-Match is needed
        const Answer asked = manage("POST", s("/mine/generateVerificationCode"), {}, tag);
        QCOMPARE(asked.status, 200);
        QCOMPARE(manage("POST", s("/mine/generateVerificationCode"), {}, tag).status, 412);
        const QByteArray code = properties(asked.json()).value(s("verificationCode")).toString().toLatin1();
        QVERIFY(code.size() >= 32);
        const Identity wrong = makeCertificate({code, &m_root}), proof = makeCertificate({code, &m_other});
        QCOMPARE(manage("POST", s("/mine/verify"), {{s("certificate"), text(wrong)}}, "*").status, 400);
        const Answer verified = manage("POST", s("/MINE/verify"), {{s("certificate"), text(proof)}}, "*");
        QCOMPARE(verified.status, 200);
        QVERIFY(properties(verified.json()).value(s("isVerified")).toBool());
        m_harness.restart();
        QVERIFY(properties(manage("GET", s("/mine")).json()).value(s("isVerified")).toBool());
        QCOMPARE(manage("DELETE", s("/mine")).status, 400);
        QCOMPARE(manage("DELETE", s("/mine"), {}, "*").status, 200);
        QCOMPARE(manage("DELETE", s("/mine"), {}, "*").status, 204);
        QCOMPARE(manage("GET", s("/mine")).status, 404);
        QCOMPARE(manage("PUT", s("/mine"), {{s("properties"), QJsonObject{{s("certificate"), s("x")}}}}).status, 400);
    }

    void ordersOnTheDataFolder()
    {
        const auto order = [&](const QString &text) {
            const auto answer = m_harness.service->control(text);
            return answer ? *answer : s("refused: ") + answer.error().message;
        };
        const QString coded = QString::fromLatin1(m_other.certificate.toBase64());
        QVERIFY(order(s("certificate add Line ") + coded).startsWith(s("Line (verified): CN=Other, SHA-1 ")));
        QCOMPARE(order(s("certificate list")).count(QLatin1Char('\n')), 1);
        QVERIFY(order(s("certificate add Line AAAA")).startsWith(s("refused: ")));
        QCOMPARE(order(s("certificate remove line")), s("The CA certificate line is removed."));
        QVERIFY(order(s("certificate remove line")).startsWith(s("refused: ")));
        QVERIFY(order(s("certificate frobnicate")).startsWith(s("refused: ")));
    }

private:
    static QString text(const Identity &identity) { return QString::fromLatin1(identity.certificate); }
    static QJsonObject certificate(const Identity &identity) { return {{s("certificate"), text(identity)}}; }
    static QJsonObject group(const char *id, const QJsonObject &primary, const QJsonObject &secondary = {})
    {
        QJsonObject pair{{s("primary"), primary}};
        if (!secondary.isEmpty())
            pair.insert(s("secondary"), secondary);
        const QJsonObject x509{{s("signingCertificates"), pair}};
        return {{s("enrollmentGroupId"), QLatin1String(id)},
                {s("attestation"), QJsonObject{{s("type"), s("x509")}, {s("x509"), x509}}}};
    }
    static QJsonObject properties(const QJsonObject &object) { return object.value(s("properties")).toObject(); }
    Answer manage(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                  const QByteArray &tag = {})
    {
        Headers headers{{"Authorization", "Bearer " + m_harness.serviceToken()}};
        if (!tag.isEmpty())
            headers.append({"If-Match", tag});
        return m_harness.send(method, arm + path + armVersion, body.isEmpty() ? QByteArray() : toBytes(body), headers);
    }

    Harness m_harness;
    Identity m_root, m_other;
};

REHOME_TEST(EnrollmentCertificateTest);
#include "EnrollmentCertificateTest.moc"
