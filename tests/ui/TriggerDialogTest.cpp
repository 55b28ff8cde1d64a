// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/TriggerDialog.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/PageFixture.h"
#include "ui/devices/DevicesPage.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/SegmentedControl.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

using namespace rehome;
using namespace rehome::test;
using session::SafetyLevel;

namespace {

struct Fixture : PageFixture
{
    std::unique_ptr<ui::TriggerDialog> dialog;

    bool open(SafetyLevel safety, bool withHubs = true, int typedCountAbove = 100)
    {
        FleetSize size;
        size.groups = 1;
        size.individuals = 0;
        size.devicesPerGroup = 3;
        return PageFixture::open(
            testScenario(size),
            [=](session::ConnectionProfile &profile) {
                profile.safety = safety;
                profile.typedCountAbove = typedCountAbove;
                profile.registrationsPerMinute = 1000;
            },
            withHubs);
    }
    using PageFixture::show;
    ui::TriggerDialog &show()
    {
        std::vector<fleet::RowId> rows;
        for (fleet::RowId row = 0; row < snapshot()->devices.rowCount(); ++row)
            rows.push_back(row);
        dialog = std::make_unique<ui::TriggerDialog>(theme, *session, rows);
        dialog->show();
        return *dialog;
    }
    QString state(int row) const
    {
        return dialog->model().index(row, int(items::TriggerItems::Column::State)).data().toString();
    }
    /// A picture for looking at, where REHOME_PICTURES names a folder.
    void picture(const QString &name) const
    {
        if (const QString folder = qEnvironmentVariable("REHOME_PICTURES"); !folder.isEmpty())
            dialog->grab().save(folder + QLatin1Char('/') + name);
    }
};

} // namespace

/// The dialog that asks devices to register again, over a real service whose devices are not connected.
class TriggerDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhoCanBeAskedAndAsksThem();
    void withoutTheHubsKeysNobodyCanBeAsked();
    void manyNeedTheirNumberTyped();
    void readOnlyAsksNobody();
    void badFieldsAreSaid();
    void thePageOpensItForItsSelection();
};

void TriggerDialogTest::saysWhoCanBeAskedAndAsksThem()
{
    Fixture fixture;
    QVERIFY(fixture.open(SafetyLevel::Free));
    ui::TriggerDialog &dialog = fixture.show();
    QVERIFY2(dialog.summary().startsWith(QLatin1String("3 devices can be asked.")), qPrintable(dialog.summary()));
    QVERIFY(dialog.rate()->value() > 1 && dialog.rate()->value() <= 500);
    QVERIFY(!dialog.numberField()->isVisible());
    dialog.rate()->setValue(1000);
    dialog.first()->setValue(2);
    QCOMPARE(dialog.askButton()->text().remove(QLatin1Char('&')), QStringLiteral("Ask 2 devices"));
    fixture.picture(QStringLiteral("trigger-before.png"));
    QTest::mouseClick(dialog.askButton(), Qt::LeftButton);
    QVERIFY(!dialog.askButton()->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.session->triggerProgress().running, 20'000);
    QCOMPARE(dialog.model().rowCount(), 2);
    QTRY_COMPARE(fixture.state(0), QStringLiteral("Not asked: failed"));
    QTRY_VERIFY(says(&dialog, QStringLiteral("0 of 2 asked")));
    QVERIFY(says(&dialog, QStringLiteral("2 failed")));
    fixture.picture(QStringLiteral("trigger-after.png"));

    // A desired property waits for them in their twins.
    dialog.means()->setCurrent(1);
    QTest::mouseClick(dialog.askButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.session->triggerProgress().running, 20'000);
    QTRY_COMPARE(fixture.state(1), QStringLiteral("Asked, not back yet"));
    const auto row = dialog.model().deviceAt(0).device;
    const auto twin = fixture.get(fixture.session->hubTwin(
        fixture.snapshot()->text(dialog.model().deviceAt(0).hubBefore), fixture.snapshot()->deviceId(row)));
    QVERIFY(twin);
    QVERIFY(!(*twin)[QStringLiteral("properties")][QStringLiteral("desired")][QStringLiteral("reprovision")]
                 .toString()
                 .isEmpty());
}

void TriggerDialogTest::withoutTheHubsKeysNobodyCanBeAsked()
{
    Fixture fixture;
    QVERIFY(fixture.open(SafetyLevel::Free, false));
    ui::TriggerDialog &dialog = fixture.show();
    QVERIFY2(dialog.summary().contains(QLatin1String("3 cannot: 3 without the connection string of the hub")),
             qPrintable(dialog.summary()));
    QVERIFY(!dialog.askButton()->isEnabled());
}

void TriggerDialogTest::manyNeedTheirNumberTyped()
{
    Fixture fixture;
    QVERIFY(fixture.open(SafetyLevel::Confirm, true, 1));
    ui::TriggerDialog &dialog = fixture.show();
    QVERIFY(dialog.numberField()->isVisible());
    QVERIFY(!dialog.askButton()->isEnabled());
    QTest::keyClicks(dialog.numberField(), QStringLiteral("2"));
    QVERIFY(!dialog.askButton()->isEnabled());
    QTest::keyClick(dialog.numberField(), Qt::Key_Backspace);
    QTest::keyClicks(dialog.numberField(), QStringLiteral("3"));
    QVERIFY(dialog.askButton()->isEnabled());
    dialog.first()->setValue(1); // not above the number of the connection
    QVERIFY(!dialog.numberField()->isVisible());
    QVERIFY(dialog.askButton()->isEnabled());
}

void TriggerDialogTest::readOnlyAsksNobody()
{
    Fixture fixture;
    QVERIFY(fixture.open(SafetyLevel::ReadOnly));
    ui::TriggerDialog &dialog = fixture.show();
    QVERIFY(!dialog.askButton()->isEnabled());
    QVERIFY(dialog.message()->text().contains(QLatin1String("read-only")));
    fixture.session->allowEdits(SafetyLevel::Free);
    QVERIFY(dialog.askButton()->isEnabled());
    QVERIFY(!dialog.message()->isShowing());
}

void TriggerDialogTest::badFieldsAreSaid()
{
    Fixture fixture;
    QVERIFY(fixture.open(SafetyLevel::Free));
    ui::TriggerDialog &dialog = fixture.show();
    dialog.payloadField()->setText(QStringLiteral("{\"a\":"));
    QVERIFY(!dialog.askButton()->isEnabled());
    QVERIFY(dialog.message()->text().contains(QLatin1String("JSON")));
    dialog.payloadField()->setText(QStringLiteral("\"now\""));
    QVERIFY(dialog.askButton()->isEnabled());
    dialog.nameField()->setText(QStringLiteral("a/b"));
    QVERIFY(!dialog.askButton()->isEnabled());
    QVERIFY(dialog.message()->text().contains(QLatin1String("method")));
    dialog.means()->setCurrent(2); // has no name
    QVERIFY(dialog.askButton()->isEnabled());
    QVERIFY(!dialog.nameField()->isVisible());
}

void TriggerDialogTest::thePageOpensItForItsSelection()
{
    Fixture fixture;
    QVERIFY(fixture.open(SafetyLevel::Free));
    auto *page = fixture.show(new ui::DevicesPage(fixture.theme, fixture.colors, *fixture.session));
    QVERIFY(page);
    page->showTarget(QStringLiteral("id:line-1-0002"));
    QAction *action = nullptr;
    for (QAction *each : page->pageActions())
        if (each->text() == QStringLiteral("Ask to register again…"))
            action = each;
    QVERIFY(action);
    QTRY_VERIFY((action->trigger(), page->findChild<ui::TriggerDialog *>() != nullptr));
    auto *dialog = page->findChild<ui::TriggerDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    QCOMPARE(dialog->model().rowCount(), 1);
    dialog->close();
}

REHOME_TEST(TriggerDialogTest);
#include "TriggerDialogTest.moc"
