// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/PendingItems.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <random>

using namespace rehome::items;
using namespace rehome::fleet;
using rehome::domain::ReprovisionPolicy;

namespace {
constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

EnrollmentEdit edited(RowId row, ReprovisionPolicy after)
{
    EnrollmentEdit edit;
    edit.row = row;
    edit.id = QStringLiteral("sn-%1").arg(row);
    edit.fields = {policyField(ReprovisionPolicy::NotSet, after)};
    return edit;
}

QString shape(const PendingItems &items)
{
    QStringList parts;
    for (int group = 0; group < items.rowCount(); ++group) {
        const QModelIndex parent = items.index(group, 0);
        QStringList rows;
        for (int row = 0; row < items.rowCount(parent); ++row)
            rows.append(QString::number(items.index(row, 0, parent).data(RowIdRole).toUInt()));
        parts.append(parent.data().toString() + QStringLiteral(": ") + rows.join(QLatin1Char(' ')));
    }
    return parts.join(QStringLiteral("; "));
}

QString shapeOf(const PendingEdits &edits)
{
    PendingItems fresh;
    fresh.show(edits);
    return shape(fresh);
}
} // namespace

class PendingItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void kindsAndTheirEnrollments();
    void expandedRowsSurvive();
    void failuresAreShown();
    void effectsAreAskedForWhatIsShown();
    void sameRevisionDoesNothing();
    void randomEdits();
};

void PendingItemsTest::kindsAndTheirEnrollments()
{
    PendingItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    PendingEdits edits;
    edits.add(QStringLiteral("Edit"), {edited(3, ReprovisionPolicy::Migrate), edited(1, ReprovisionPolicy::Migrate),
                                       edited(2, ReprovisionPolicy::Never)});
    items.show(edits);
    QCOMPARE(shape(items), QStringLiteral("Policy: not set → migrate: 3 1; Policy: not set → never: 2"));
    QCOMPARE(items.index(0, 1).data(CountRole).toLongLong(), 2);
    const QModelIndex child = items.index(1, 0, items.index(0, 0));
    QCOMPARE(child.data().toString(), QStringLiteral("sn-1"));
    QCOMPARE(child.parent(), items.index(0, 0));
    QVERIFY(!items.headerData(0, Qt::Horizontal).toString().isEmpty());
    items.show({});
    QCOMPARE(items.rowCount(), 0);
}

void PendingItemsTest::expandedRowsSurvive()
{
    PendingItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    PendingEdits edits;
    edits.add(QStringLiteral("Edit"), {edited(1, ReprovisionPolicy::Reset), edited(2, ReprovisionPolicy::Migrate),
                                       edited(3, ReprovisionPolicy::Migrate), edited(4, ReprovisionPolicy::Migrate)});
    items.show(edits);
    const QPersistentModelIndex group = items.index(1, 0), child = items.index(2, 0, group);
    QSignalSpy resets(&items, &QAbstractItemModel::modelReset);
    edits.settle(1);
    edits.settle(3);
    edits.add(QStringLiteral("More"), {edited(9, ReprovisionPolicy::Migrate), edited(8, ReprovisionPolicy::Never)});
    items.show(edits);
    QVERIFY(group.isValid() && child.isValid());
    QCOMPARE(group.row(), 0);
    QCOMPARE(child.data(RowIdRole).toUInt(), 4u);
    QCOMPARE(child.row(), 1);
    QCOMPARE(shape(items), QStringLiteral("Policy: not set → migrate: 2 4 9; Policy: not set → never: 8"));
    QCOMPARE(resets.count(), 0);
}

void PendingItemsTest::failuresAreShown()
{
    PendingItems items;
    PendingEdits edits;
    edits.add(QStringLiteral("Edit"), {edited(1, ReprovisionPolicy::Reset), edited(2, ReprovisionPolicy::Reset)});
    items.show(edits);
    QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
    edits.setState(2, PendingState::Failed, QStringLiteral("The service refused it."));
    items.show(edits);
    QVERIFY(changed.count() >= 1);
    const QModelIndex group = items.index(0, 0);
    QCOMPARE(group.data(PendingStateRole).toInt(), static_cast<int>(PendingState::Failed));
    QCOMPARE(items.index(1, 1, group).data().toString(), QStringLiteral("The service refused it."));
    QCOMPARE(items.index(0, 1, group).data().toString(), QStringLiteral("not sent"));
}

void PendingItemsTest::effectsAreAskedForWhatIsShown()
{
    PendingItems items;
    PendingEdits edits;
    QList<EnrollmentEdit> many;
    for (RowId row = 0; row < 1000; ++row)
        many.append(edited(row, row % 2 ? ReprovisionPolicy::Reset : ReprovisionPolicy::Never));
    edits.add(QStringLiteral("Edit"), many);
    QStringList asked;
    items.setEffects({[&](const PendingGroup &kind) {
                          asked << QStringLiteral("%1 edits").arg(kind.rows.size());
                          return asked.last();
                      },
                      [&](const EnrollmentEdit &edit) {
                          asked << edit.id;
                          return QStringLiteral("Moves");
                      }});
    items.show(edits);
    QVERIFY(asked.isEmpty());
    const int effect = static_cast<int>(PendingItems::Column::Effect);
    QCOMPARE(items.index(0, effect).data().toString(), QStringLiteral("500 edits"));
    QCOMPARE(items.index(3, effect, items.index(1, 0)).data().toString(), QStringLiteral("Moves"));
    QCOMPARE(asked, QStringList({QStringLiteral("500 edits"), QStringLiteral("sn-7")}));
    QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
    items.effectsChanged();
    QCOMPARE(changed.count(), 3); // the kinds, and the enrollments of each
    QCOMPARE(changed.first().first().toModelIndex().column(), effect);
}

void PendingItemsTest::sameRevisionDoesNothing()
{
    PendingItems items;
    PendingEdits edits;
    edits.add(QStringLiteral("Edit"), {edited(1, ReprovisionPolicy::Reset)});
    items.show(edits);
    QSignalSpy changed(&items, &QAbstractItemModel::dataChanged);
    items.show(edits);
    QCOMPARE(changed.count(), 0);
}

void PendingItemsTest::randomEdits()
{
    std::mt19937 random(6);
    PendingItems items;
    const QAbstractItemModelTester tester(&items, Fatal);
    PendingEdits edits;
    for (int step = 0; step < 400; ++step) {
        const RowId row = random() % 30;
        switch (random() % 7) {
        case 0:
            edits.undo();
            break;
        case 1:
            edits.redo();
            break;
        case 2:
            edits.discard(QStringLiteral("d"), {row, (row + 7) % 30});
            break;
        case 3:
            edits.settle(row);
            break;
        default: {
            QList<EnrollmentEdit> list;
            for (RowId i = 0; i < random() % 6; ++i)
                list.append(edited((row + i * 3) % 30, static_cast<ReprovisionPolicy>(random() % 4)));
            edits.add(QStringLiteral("e"), list);
        }
        }
        items.show(edits);
        QCOMPARE(shape(items), shapeOf(edits));
    }
}

REHOME_TEST(PendingItemsTest);
#include "PendingItemsTest.moc"
