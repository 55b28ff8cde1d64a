// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/FindingItems.h"
#include "ItemsFleet.h"
#include "models/items/FindingWords.h"
#include "tests/support/TestRegistry.h"

#include <QtCore/QThreadPool>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace rehome::items;
using namespace rehome::items::test;
using rehome::fleet::FindingRule;
using rehome::fleet::FindingSeverity;
using rehome::fleet::RowId;
using rehome::fleet::SnapshotBuilder;

class FindingItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void worstFirstThenWhatIsSilent();
    void sameRowsChangeInPlace();
    void engineAnswersTheNewest();
    void engineMayGoWhileItAsks();

private:
    static FindingResultPtr resultOf(SnapshotBuilder &builder)
    {
        return std::make_shared<const FindingResult>(builder.publish().snapshot, Now);
    }
};

void FindingItemsTest::worstFirstThenWhatIsSilent()
{
    SnapshotBuilder builder;
    fillSmall(builder);
    FindingItems items;
    const QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(items.rowCount(), 0);
    QCOMPARE(items.findingCount(), 0);
    items.setResult(resultOf(builder));
    // Linked hubs are unknown: what needs them is silent, and says so.
    QCOMPARE(items.findingCount(), 1);
    QCOMPARE(items.index(0).data(FindingItems::RuleRole).toInt(), static_cast<int>(FindingRule::ImplicitHubSet));
    QCOMPARE(items.index(0).data().toString(), findingTitle(FindingRule::ImplicitHubSet));
    QCOMPARE(items.index(0).data(FindingItems::FiguresRole).toString(), QStringLiteral("2"));
    QVERIFY(items.rowCount() > 1);
    for (int row = 1; row < items.rowCount(); ++row) {
        QVERIFY(!items.findingAt(row) && items.silentAt(row));
        QVERIFY(!items.index(row).data(FindingItems::SeverityRole).isValid());
        QVERIFY(!items.index(row).data(Qt::AccessibleTextRole).toString().isEmpty());
    }
    // One linked hub: the others that are named are not linked, which is worse than naming none.
    rehome::fleet::HubFacts hub;
    hub.hostName = QStringLiteral("hub-neu-01.azure-devices.net");
    builder.putHub(hub);
    items.setResult(resultOf(builder));
    QCOMPARE(items.index(0).data(FindingItems::RuleRole).toInt(), static_cast<int>(FindingRule::HubNotLinked));
    QCOMPARE(items.index(0).data(FindingItems::SeverityRole).toInt(), static_cast<int>(FindingSeverity::Error));
    QVERIFY(items.findingAt(0) && !items.silentAt(0));
    // Of the findings about hubs only those that leave one have a fix.
    const FindingResult &result = *items.result();
    QCOMPARE(result.fixable.size(), result.report.findings.size());
    for (size_t i = 0; i < result.fixable.size(); ++i) {
        qint64 fixes = 0;
        for (const RowId row : result.report.findings[i].enrollments)
            fixes += result.rules.fix(result.report.findings[i].rule, row).has_value();
        QCOMPARE(result.fixable[i], fixes);
    }
    QCOMPARE(result.fixable[0], 1); // "plant" keeps hub-neu-01
    QVERIFY(!items.findingAt(-1) && !items.silentAt(-1) && !items.silentAt(99));
    items.setResult({});
    QCOMPARE(items.rowCount(), 0);
}

void FindingItemsTest::sameRowsChangeInPlace()
{
    SnapshotBuilder builder;
    Enrolled{.id = "sn-1", .policy = ReprovisionPolicy::Migrate}.put(builder);
    FindingItems items;
    const QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
    items.setResult(resultOf(builder));
    const int key = items.index(0).data(FindingItems::KeyRole).toInt();
    QSignalSpy resets(&items, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&items, &QAbstractItemModel::dataChanged);
    Enrolled{.id = "sn-2", .policy = ReprovisionPolicy::Migrate}.put(builder);
    items.setResult(resultOf(builder));
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(items.index(0).data(FindingItems::FiguresRole).toString(), QStringLiteral("2"));
    QCOMPARE(items.rowOfKey(key), 0);
    Enrolled{.id = "sn-3", .policy = ReprovisionPolicy::NotSet}.put(builder); // one more rule is silent
    items.setResult(resultOf(builder));
    QCOMPARE(resets.count(), 1);
    QCOMPARE(items.rowOfKey(key), 0);
    QCOMPARE(items.rowOfKey(-1), -1);
}

void FindingItemsTest::engineAnswersTheNewest()
{
    SnapshotBuilder builder;
    FindingEngine engine;
    std::vector<quint64> answered;
    connect(&engine, &FindingEngine::ready, this,
            [&](const FindingResultPtr &result) { answered.push_back(result->report.generation); });
    quint64 newest = 0;
    for (int i = 0; i < 5; ++i) {
        Enrolled{.id = "sn-" + std::to_string(i)}.put(builder);
        const auto snapshot = builder.publish().snapshot;
        newest = snapshot->generation;
        engine.follow(snapshot, Now);
        QVERIFY(!engine.isSettled());
    }
    QTRY_VERIFY(engine.isSettled());
    QVERIFY(std::is_sorted(answered.begin(), answered.end()));
    QCOMPARE(answered.back(), newest);
    QVERIFY(answered.size() <= 2); // the first, and the newest after a rest
}

void FindingItemsTest::engineMayGoWhileItAsks()
{
    SnapshotBuilder builder;
    for (int i = 0; i < 2000; ++i)
        Enrolled{.id = "sn-" + std::to_string(i)}.put(builder);
    const auto snapshot = builder.publish().snapshot;
    for (int i = 0; i < 20; ++i) {
        FindingEngine engine;
        engine.follow(snapshot, Now);
    }
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::sendPostedEvents();
}

REHOME_TEST(FindingItemsTest);
#include "FindingItemsTest.moc"
