// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/CtlProcess.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace rehome::test;

/// `rehomectl explain`: the error dictionary at the command line.
class ExplainTest : public QObject
{
    Q_OBJECT

private slots:
    void explainsACode()
    {
        const CtlResult result = runCtl({QStringLiteral("explain"), QStringLiteral("400207")});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.out.startsWith("400207  The custom allocation webhook failed\n"));
        QVERIFY(result.out.contains("Likely causes:\n  - "));
        QVERIFY(result.out.contains("What to do:\n  - "));
    }

    void explainsAHubsWordAsJson()
    {
        const CtlResult result =
            runCtl({QStringLiteral("explain"), QStringLiteral("devicenotfound"), QStringLiteral("--json")});
        QCOMPARE(result.exitCode, 0);
        const QJsonObject entry = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(entry.value(QLatin1String("name")).toString(), QStringLiteral("DeviceNotFound"));
        QCOMPARE(entry.value(QLatin1String("code")).toInt(), 404);
        QVERIFY(!entry.value(QLatin1String("todo")).toArray().isEmpty());
    }

    void listsAll()
    {
        const CtlResult result = runCtl({QStringLiteral("explain"), QStringLiteral("--json")});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(QJsonDocument::fromJson(result.out).array().size() > 30);
    }

    void saysWhatItDoesNotKnow()
    {
        const CtlResult unknown = runCtl({QStringLiteral("explain"), QStringLiteral("299123")});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY(unknown.err.contains("299123"));
        QCOMPARE(runCtl({QStringLiteral("explain"), QStringLiteral("1"), QStringLiteral("2")}).exitCode, 2);
    }
};

REHOME_TEST(ExplainTest);
#include "ExplainTest.moc"
