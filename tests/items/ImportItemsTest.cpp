// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/ImportItems.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace rehome::items;
using namespace rehome::fleet;

class ImportItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void columnsShowAndTakeTheirMember()
    {
        ImportColumnItems items;
        const QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
        items.reset(ImportMapping::guessed({QStringLiteral("Id"), QStringLiteral("Colour")}),
                    {QStringLiteral("pump-1")});
        QCOMPARE(items.rowCount(), 2);
        const auto member = [&items](int row) { return items.index(row, int(ImportColumnItems::Column::Member)); };
        QCOMPARE(member(0).data().toString(), QStringLiteral("id"));
        QCOMPARE(items.index(0, int(ImportColumnItems::Column::FirstValue)).data().toString(),
                 QStringLiteral("pump-1"));
        QCOMPARE(member(1).data().toString(), ImportColumnItems::tr("ignored"));
        QVERIFY(member(1).flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(!items.index(1, 0).flags().testFlag(Qt::ItemIsEditable));
        QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
        QVERIFY(items.setData(member(1), QStringLiteral("tags.colour")));
        QCOMPARE(items.mapping().columns().at(1).path, QStringLiteral("colour"));
        QVERIFY(!items.setData(member(1), QStringLiteral("weight")));
        QVERIFY(!items.setData(items.index(1, 0), QStringLiteral("id")));
        QVERIFY(items.setData(member(1), QString()));
        QCOMPARE(changed.count(), 2);
        QVERIFY(ImportColumnItems::members().contains(QStringLiteral("reprovisionPolicy")));
    }

    void problemsAreListed()
    {
        ImportProblemItems items;
        const QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
        items.reset({{3, QStringLiteral("policy"), QStringLiteral("wrong")}, {9, {}, QStringLiteral("worse")}});
        QCOMPARE(items.rowCount(), 2);
        QCOMPARE(items.index(0, int(ImportProblemItems::Column::Line)).data().toInt(), 3);
        QCOMPARE(items.index(1, int(ImportProblemItems::Column::What)).data().toString(), QStringLiteral("worse"));
        items.reset({});
        QCOMPARE(items.rowCount(), 0);
    }
};

REHOME_TEST(ImportItemsTest);
#include "ImportItemsTest.moc"
