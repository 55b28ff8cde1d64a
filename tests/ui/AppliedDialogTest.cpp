// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/enrollments/AppliedDialog.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/enrollments/PendingTray.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/RowTable.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QLineEdit>

using namespace rehome;
using namespace rehome::test;
using domain::EnrollmentKind;
using Standing = items::AppliedItems::Standing;

namespace {
const QString s_status = QStringLiteral("provisioningStatus");

QString pump(int number)
{
    return QStringLiteral("pump-000%1").arg(number);
}

/// Disables the first `count` pumps in one apply.
bool disablePumps(PageFixture &fixture, int count)
{
    std::vector<fleet::RowId> rows;
    for (int i = 1; i <= count; ++i)
        rows.push_back(fixture.individual(pump(i)));
    fixture.session->stageField(rows, s_status, QStringLiteral("disabled"));
    return fixture.session->apply() && PageFixture::waitUntil([&] {
               if (fixture.session->applyProgress().running || !fixture.session->pending().isEmpty())
                   return false;
               const auto &status = fixture.snapshot()->enrollments.provisioningStatus;
               return std::all_of(rows.cbegin(), rows.cend(), [&](fleet::RowId row) {
                   return status[row] == domain::ProvisioningStatus::Disabled;
               });
           });
}
} // namespace

class AppliedDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesAChangeAndAWholeApplyBack()
    {
        PageFixture fixture;
        QVERIFY(fixture.open(testScenario({1, 3, 0})));
        session::Session *session = fixture.session.get();
        QVERIFY(disablePumps(fixture, 3));

        ui::AppliedDialog dialog(fixture.theme, *session);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 3, 30'000);
        QVERIFY(!dialog.undoButton()->isEnabled());
        dialog.table()->selectRow(0);
        QVERIFY(dialog.undoButton()->isEnabled());
        QVERIFY(dialog.batchButton()->isEnabled());
        QVERIFY(dialog.batchButton()->text().contains(QLatin1Char('3')));
        dialog.undoButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(session->pending().size(), 1, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.message()->isShowing(), 30'000);
        QVERIFY(dialog.message()->text().contains(QStringLiteral("in the tray")));

        // The others join it; the first one waits already, which is said.
        dialog.batchButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(session->pending().size(), 3, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(dialog.message()->kind(), ui::MessageBar::Kind::Warning, 30'000);
        QVERIFY(dialog.message()->text().contains(dialog.model().changeAt(0).id));
        for (const auto &edit : session->pending().edits())
            QCOMPARE(edit.fields.constFirst().after, QJsonValue(QStringLiteral("enabled")));
        QVERIFY(session->apply().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(session->pending().isEmpty() && !session->applyProgress().running, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 6, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().standing(dialog.model().changeAt(0)), Standing::CanBeUndone, 30'000);
        for (int row = 3; row < 6; ++row)
            QCOMPARE(dialog.model().standing(dialog.model().changeAt(row)), Standing::Undone);
    }

    void offersToCompareWhatMovedOn()
    {
        PageFixture fixture;
        QVERIFY(fixture.open(testScenario({1, 2, 0})));
        session::Session *session = fixture.session.get();
        QVERIFY(disablePumps(fixture, 2));
        ui::AppliedDialog dialog(fixture.theme, *session);
        QAbstractItemModelTester tester(dialog.table()->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 2, 30'000);

        // Somebody else changes one of them, and it is read.
        OtherParties others(fixture.endpoint);
        const auto row = fixture.individual(pump(1));
        QVERIFY(others.edit(EnrollmentKind::Individual, pump(1), QStringLiteral("deviceId"), QStringLiteral("box-1")));
        QVERIFY(fixture.get(session->enrollmentBody(row, true)).has_value());
        const auto one = [&] {
            for (int i = 0; i < 2; ++i)
                if (dialog.model().changeAt(i).id == pump(1))
                    return dialog.model().changeAt(i);
            return fleet::AppliedChange();
        };
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().standing(one()), Standing::ChangedSince, 30'000);

        dialog.search()->setText(QStringLiteral("CHANGED SINCE"));
        QTRY_COMPARE_WITH_TIMEOUT(dialog.table()->model()->rowCount(), 1, 30'000);
        dialog.search()->clear();
        fixture.session->undoChanges({}).then(&dialog, [&](const Result<session::UndoReport> &r) { dialog.tell(r); });
        QTest::qWait(500);
        dialog.grab().save(QStringLiteral("/tmp/applied-a.png"));
        fixture.session->pending().discardAll(QStringLiteral("x"));
        fixture.session->stageDelete({fixture.individual(pump(2))});
        {
            ui::PendingTray tray(fixture.theme, *session);
            tray.resize(1024, 320);
            tray.show();
            QTest::qWait(300);
            tray.grab().save(QStringLiteral("/tmp/tray-a.png"));
        }
        fixture.theme.setMode(ui::ColorMode::Dark);
        QTest::qWait(200);
        dialog.grab().save(QStringLiteral("/tmp/applied-b.png"));
        fixture.session->pending().discardAll(QStringLiteral("x"));
        dialog.search()->setText(pump(2));
        QCOMPARE(dialog.table()->model()->rowCount(), 1);
        dialog.table()->selectRow(0);
        dialog.undoButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(session->pending().size(), 1, 30'000);
        QVERIFY(session->pending().contains(fixture.individual(pump(2))));
        dialog.search()->setText(QStringLiteral("no such thing"));
        QCOMPARE(dialog.table()->model()->rowCount(), 0);
        QVERIFY(!dialog.undoButton()->isEnabled());
    }

    void mergesWhatSomebodyElseSet()
    {
        PageFixture fixture;
        QVERIFY(fixture.open(testScenario({1, 1, 0})));
        session::Session *session = fixture.session.get();
        const auto row = fixture.individual(pump(1));
        session->stagePolicy({row}, domain::ReprovisionPolicy::Reset);
        QVERIFY(session->apply().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(session->pending().isEmpty() && !session->applyProgress().running, 30'000);
        OtherParties others(fixture.endpoint);
        QVERIFY(others.edit(EnrollmentKind::Individual, pump(1), QStringLiteral("reprovisionPolicy"),
                            policyObject(false, false)));
        QVERIFY(fixture.get(session->enrollmentBody(row, true)).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.snapshot()->enrollments.policy[row], domain::ReprovisionPolicy::Never,
                                  30'000);

        ui::AppliedDialog dialog(fixture.theme, *session);
        dialog.show();
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 1, 30'000);
        QCOMPARE(dialog.model().standing(dialog.model().changeAt(0)), Standing::ChangedSince);
        dialog.table()->selectRow(0);
        dialog.undoButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(dialog.message()->kind(), ui::MessageBar::Kind::Warning, 30'000);
        QVERIFY(session->pending().isEmpty());
        QVERIFY(dialog.message()->text().contains(QStringLiteral("changed since")));
        QPushButton *merge = buttonOf(dialog.message(), QStringLiteral("Compare and choose"));
        QVERIFY(merge);
        merge->click();
        QTRY_COMPARE_WITH_TIMEOUT(session->pending().size(), 1, 30'000);
        QCOMPARE(session->pending().find(row)->state, fleet::PendingState::Conflict);
    }
};

REHOME_TEST(AppliedDialogTest);
#include "AppliedDialogTest.moc"
