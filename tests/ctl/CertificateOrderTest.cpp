// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestCertificates.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QtTest>

using namespace rehome::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

/// `rehomectl control … certificate`: the authorities that X.509 groups may refer to by name.
class CertificateOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_serve.start({s("--data"), data(), s("--assign-delay-ms"), s("0")}));
        m_pem = file(s("line.pem"), makeCertificate({"Line authority", nullptr, "critical,CA:TRUE"}).certificate);
    }

    void authoritiesAreAddedListedAndRemoved()
    {
        QCOMPARE(order({s("list")}).out, QByteArray("There is no CA certificate.\n"));
        const CtlResult added = order({s("add"), s("Line"), m_pem});
        QCOMPARE(added.exitCode, 0);
        QVERIFY2(added.out.startsWith("Line (verified): CN=Line authority, SHA-1 "), added.out);
        QCOMPARE(order({s("list")}).out, added.out);
        const QJsonObject listed = QJsonDocument::fromJson(order({s("list"), s("--json")}).out).object();
        QCOMPARE(listed.value(QLatin1String("done")), QJsonValue(true));
        QCOMPARE(listed.value(QLatin1String("message")).toString().toUtf8() + '\n', added.out);

        // The service itself has it, however the name is spelled, and afterwards no longer.
        QCOMPARE(lookedUp(s("line")), 200);
        QCOMPARE(order({s("remove"), s("LINE")}).out, QByteArray("The CA certificate LINE is removed.\n"));
        QCOMPARE(order({s("list")}).out, QByteArray("There is no CA certificate.\n"));
        QCOMPARE(lookedUp(s("line")), 404);
    }

    void theyAreKept()
    {
        QCOMPARE(order({s("add"), s("Kept"), m_pem}).exitCode, 0);
        m_serve.killNow();
        QVERIFY(m_serve.start({s("--data"), data(), s("--assign-delay-ms"), s("0")}));
        QVERIFY(order({s("list")}).out.startsWith("Kept (verified)"));
        QCOMPARE(order({s("remove"), s("Kept")}).exitCode, 0);
    }

    void refusalsAre1_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("no such file") << QStringList{s("add"), s("Line"), s("%d/nothing.pem")}
                                      << QByteArray("nothing.pem");
        QTest::newRow("no certificate") << QStringList{s("add"), s("Line"), s("%d/words.txt")}
                                        << QByteArray("not readable");
        QTest::newRow("nothing in it") << QStringList{s("add"), s("Line"), s("%d/empty.pem")} << QByteArray("certifi");
        QTest::newRow("bad name") << QStringList{s("add"), s("-line"), s("%d/line.pem")} << QByteArray("name");
        QTest::newRow("unknown name") << QStringList{s("remove"), s("Nobody")} << QByteArray("Nobody");
    }

    void refusalsAre1()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, why);
        file(s("words.txt"), "not a certificate");
        file(s("empty.pem"), {});
        for (QString &word : words)
            word.replace(s("%d"), m_place.path());
        const CtlResult result = order(words);
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(why), result.err);
        QCOMPARE(order({s("list")}).out, QByteArray("There is no CA certificate.\n"));
    }

    void wrongUsageIs2_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("unknown") << QStringList{s("show")};
        QTest::newRow("add without file") << QStringList{s("add"), s("Line")};
        QTest::newRow("add with more") << QStringList{s("add"), s("Line"), s("a.pem"), s("b.pem")};
        QTest::newRow("remove nothing") << QStringList{s("remove")};
        QTest::newRow("remove two") << QStringList{s("remove"), s("a"), s("b")};
        QTest::newRow("list with more") << QStringList{s("list"), s("a")};
    }

    void wrongUsageIs2()
    {
        QFETCH(QStringList, words);
        const CtlResult result = order(words);
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains("certificate"), result.err);
    }

private:
    QString data() const { return m_place.filePath(s("data")); }
    CtlResult order(const QStringList &words) const
    {
        return runCtl(QStringList{s("control"), s("--data"), data(), s("certificate")} + words);
    }
    QString file(const QString &name, const QByteArray &contents) const
    {
        QFile file(m_place.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
    }
    /// The answer of the service's resource manager.
    int lookedUp(const QString &authority) const
    {
        Harness client;
        client.endpoint = m_serve.endpoint();
        const QString resource =
            s("/subscriptions/7c2d1d5e-52b8-4a51-9d0a-d0a1b5f1f4aa/resourceGroups/rehome/providers/"
              "Microsoft.Devices/provisioningServices/localhost/certificates/");
        return client
            .send("GET", resource + authority + s("?api-version=2022-02-05"), {},
                  {{"Authorization", "Bearer " + client.serviceToken()}})
            .status;
    }

    QTemporaryDir m_place;
    ServeProcess m_serve;
    QString m_pem;
};

REHOME_TEST(CertificateOrderTest);
#include "CertificateOrderTest.moc"
