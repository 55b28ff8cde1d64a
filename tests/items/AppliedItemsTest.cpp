// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/AppliedItems.h"
#include "models/items/Roles.h"
#include "tests/support/TestRegistry.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace rehome::items;
using namespace rehome::fleet;
using Action = EnrollmentEdit::Action;

namespace {
using Shown = AppliedItems::Column;

AppliedChange change(qint64 number)
{
    AppliedChange made;
    made.number = number;
    made.id = QStringLiteral("sn-%1").arg(number);
    made.timeMs = 1'700'000'000'000 + number;
    made.fields = {{QStringLiteral("provisioningStatus"), QStringLiteral("enabled"), QStringLiteral("disabled")}};
    return made;
}

QString text(const AppliedItems &items, int row, Shown column)
{
    return items.index(row, static_cast<int>(column)).data().toString();
}
} // namespace

class AppliedItemsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesPageByPage()
    {
        AppliedItems items;
        QSignalSpy wanted(&items, &AppliedItems::moreWanted);
        QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
        if (items.canFetchMore({})) // the tester may have asked already
            items.fetchMore({});
        QCOMPARE(wanted.count(), 1);
        items.fetchMore({});
        QCOMPARE(wanted.count(), 1); // one page at a time
        items.append({change(9), change(8)}, false);
        QCOMPARE(items.rowCount(), 2);
        QCOMPARE(items.oldest(), 8);
        if (items.canFetchMore({}))
            items.fetchMore({});
        QCOMPARE(wanted.count(), 2);
        items.append({change(3)}, true);
        QVERIFY(!items.canFetchMore({}));
        QCOMPARE(text(items, 2, Shown::Enrollment), QStringLiteral("sn-3"));
        items.setNow(1'700'000'012'003);
        QCOMPARE(text(items, 2, Shown::When), QStringLiteral("12 s ago"));
        items.clear();
        QCOMPARE(items.rowCount(), 0);
        if (items.canFetchMore({}))
            items.fetchMore({});
        QCOMPARE(wanted.count(), 3);
        items.append({}, true);
        QVERIFY(!items.canFetchMore({}));
    }

    void wordsSayWhatWasDone()
    {
        AppliedItems items;
        AppliedChange created = change(5), deleted = change(4), key = change(3), undo = change(2), undone = change(1);
        created.batchSize = 1200;
        created.action = Action::Create;
        deleted.action = Action::Delete;
        key.fields = {{QStringLiteral("attestation.symmetricKey.primaryKey"), QJsonValue(QJsonValue::Undefined),
                       QJsonValue(QJsonValue::Undefined)}};
        undo.undoes = 1;
        undone.isUndone = true;
        items.append({created, deleted, key, undo, undone}, true);
        QCOMPARE(text(items, 0, Shown::What), QStringLiteral("Created"));
        QCOMPARE(text(items, 1, Shown::What), QStringLiteral("Deleted"));
        QCOMPARE(text(items, 2, Shown::What), QStringLiteral("New key"));
        QCOMPARE(text(items, 3, Shown::What), QStringLiteral("Undo: Provisioning: enabled → disabled"));
        QCOMPARE(text(items, 0, Shown::Together), QLocale().toString(1200));
        QCOMPARE(text(items, 4, Shown::State), QStringLiteral("Undone"));
        QCOMPARE(items.index(4, 0).data(TimeMsRole).toLongLong(), undone.timeMs);
    }
};

REHOME_TEST(AppliedItemsTest);
#include "AppliedItemsTest.moc"
